#include "core/domain/reversals/reversal_rules.h"

#include "core/foundation/base/names.h"

namespace youka {

namespace {

constexpr std::pair<ReversalKind, const char *> KindNames[] = {{ReversalKind::Authorisation, "authorisation"},
                                                               {ReversalKind::TopUp, "top-up"}};
constexpr std::pair<ReversalReason, const char *> ReasonNames[] = {{ReversalReason::NoAnswer, "no-answer"},
                                                                   {ReversalReason::NotUsed, "not-used"},
                                                                   {ReversalReason::Cancelled, "cancelled"},
                                                                   {ReversalReason::Mistake, "mistake"},
                                                                   {ReversalReason::Fault, "fault"}};
constexpr std::pair<ReversalOutcome, const char *> OutcomeNames[] = {
    {ReversalOutcome::Undone, "undone"},
    {ReversalOutcome::BeforeOriginal, "before-original"},
    {ReversalOutcome::NothingLeft, "nothing-left"},
    {ReversalOutcome::Waiting, "waiting"}};

}

Result<ReversalVerdict> decideAuthorisationReversal(const ReversalOriginal &original, const ReversalTerms &)
{
    switch (original.state) {
    case ReversalOriginal::State::Delivered:
        return fail(ErrorCode::ReversalAfterDelivery);
    case ReversalOriginal::State::Undone:
        return ReversalVerdict::NothingLeft;
    case ReversalOriginal::State::Standing:
        break;
    }
    return ReversalVerdict::Undo;
}

Result<ReversalVerdict> decideTopUpReversal(const ReversalOriginal &original, const ReversalTerms &terms)
{
    if (terms.station.value != 0 && terms.station != original.station)
        return fail(ErrorCode::NotPermitted, QStringLiteral("booked at another station"));
    if (terms.when > original.at.plusMs(terms.withinMs))
        return fail(ErrorCode::ReversalTooLate);
    if (original.fromPurse.isPositive() && original.fromPurse > original.available)
        return fail(ErrorCode::ReversalFundsSpent);
    return ReversalVerdict::Undo;
}

QLatin1String reversalKindName(ReversalKind kind) { return nameIn(KindNames, kind); }
std::optional<ReversalKind> reversalKindFromName(QStringView name) { return valueIn(KindNames, name); }
QLatin1String reversalReasonName(ReversalReason reason) { return nameIn(ReasonNames, reason); }
std::optional<ReversalReason> reversalReasonFromName(QStringView name) { return valueIn(ReasonNames, name); }
QLatin1String reversalOutcomeName(ReversalOutcome outcome) { return nameIn(OutcomeNames, outcome); }

}
