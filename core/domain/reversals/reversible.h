#pragma once

#include "core/domain/cards/card_service.h"
#include "core/domain/reversals/reversal_rules.h"

#include <span>

namespace youka {

/// What a handler works with, in the caller's transaction.
struct ReversalDesk
{
    Database &db;
    const CardKeys &keys;
    Timestamp now;
};

/// How one kind is taken back. A capability joins by one row in reversibles.cpp.
struct Reversible
{
    ReversalKind kind;
    /// Finds the original and keeps other writers off it; nothing when it has not come yet. Errors:
    /// ReversalNotPossible (there is something else under that id).
    Result<std::optional<ReversalOriginal>> (*find)(const ReversalDesk &, OperationId original);
    /// The rule.
    Result<ReversalVerdict> (*decide)(const ReversalOriginal &, const ReversalTerms &);
    /// Undoes it whole; gives the contra journal, where money had moved.
    Result<std::optional<JournalId>> (*undo)(const ReversalDesk &, const ReversalOrder &);
    /// Makes sure that the original is refused should it still come, beyond the row that the service keeps.
    Result<void> (*bury)(const ReversalDesk &, const ReversalOrder &);
};

std::span<const Reversible> reversibles();

/// The handlers.
extern const Reversible AuthorisationReversal;
extern const Reversible TopUpReversal;

}
