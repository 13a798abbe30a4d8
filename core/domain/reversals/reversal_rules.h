#pragma once

#include "core/domain/reversals/reversal.h"

namespace youka {

struct ReversalTerms
{
    Timestamp when; ///< of the reversal
    qint64 withinMs = 0;
    StationId station; ///< of who asks; 0: all
};

enum class ReversalVerdict { Undo, NothingLeft };

/// Full only, never after fuel has flowed; a hold that has ended needs none. Errors: ReversalAfterDelivery.
Result<ReversalVerdict> decideAuthorisationReversal(const ReversalOriginal &original,
                                                    const ReversalTerms &terms);
/// Full only, of this station, in time, and only of money that is still there. Errors: NotPermitted,
/// ReversalTooLate, ReversalFundsSpent.
Result<ReversalVerdict> decideTopUpReversal(const ReversalOriginal &original, const ReversalTerms &terms);

QLatin1String reversalKindName(ReversalKind kind);
std::optional<ReversalKind> reversalKindFromName(QStringView name);
QLatin1String reversalReasonName(ReversalReason reason);
std::optional<ReversalReason> reversalReasonFromName(QStringView name);
QLatin1String reversalOutcomeName(ReversalOutcome outcome);

}
