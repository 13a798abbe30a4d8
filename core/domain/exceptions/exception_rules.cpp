#include "core/domain/exceptions/exception_rules.h"

#include "core/foundation/base/names.h"

#include <algorithm>

namespace youka {

namespace {

using Kind = ExceptionKind;
using Waits = ExceptionPolicy::Waits;
constexpr auto Explained = Resolution::Explained;
constexpr auto Charge = Resolution::ChargeCustomer;
constexpr auto WriteOff = Resolution::WriteOff;

// clang-format off
const ExceptionPolicy Policies[] = {
    {Kind::Overdrawn,       "overdrawn",        Role::Manager,  72, true,  Waits::Receivable, {{Explained, Charge, WriteOff}}},
    {Kind::CardFrozen,      "card-frozen",      Role::Manager,  24, true,  Waits::Nowhere,    {{Explained, Charge}}},
    {Kind::CardClosed,      "card-closed",      Role::Manager,  24, true,  Waits::Nowhere,    {{Explained, Charge}}},
    {Kind::CardUnknown,     "card-unknown",     Role::Manager,  24, true,  Waits::Nowhere,    {{Explained}}},
    {Kind::PriceUnknown,    "price-unknown",    Role::Manager,  24, true,  Waits::Nowhere,    {{Explained}}},
    {Kind::ChainGap,        "chain-gap",        Role::Operator,  4, false, Waits::Nowhere,    {{Explained}}},
    {Kind::ChainFork,       "chain-fork",       Role::Operator,  1, false, Waits::Nowhere,    {{Explained}}},
    {Kind::Clock,           "clock",            Role::Operator,  4, false, Waits::Nowhere,    {{Explained}}},
    {Kind::Duplicate,       "duplicate",        Role::Manager,  24, true,  Waits::Nowhere,    {{Explained}}},
    {Kind::LateCapture,     "late-capture",     Role::Manager,  72, true,  Waits::Nowhere,    {{Explained, Charge}}},
    {Kind::HoldUnknown,     "hold-unknown",     Role::Manager,  24, true,  Waits::Suspense,   {{Explained, WriteOff}}},
    {Kind::HoldUnfit,       "hold-unfit",       Role::Manager,  24, true,  Waits::Suspense,   {{Explained, WriteOff}}},
    {Kind::Implausible,     "implausible",      Role::Manager,  24, true,  Waits::Nowhere,    {{Explained}}},
    {Kind::ReversalRefused, "reversal-refused", Role::Manager,   4, true,  Waits::Nowhere,    {{Explained, Charge}}},
    {Kind::CardNotGenuine,  "card-not-genuine", Role::Manager,   4, true,  Waits::Nowhere,    {{Explained, Charge}}},
    {Kind::CouponTwice,     "coupon-twice",     Role::Manager,  72, true,  Waits::Suspense,   {{Explained, WriteOff}}},
    {Kind::CouponUnfit,     "coupon-unfit",     Role::Manager,  24, true,  Waits::Suspense,   {{Explained, WriteOff}}},
    {Kind::TankVariance,    "tank-variance",    Role::Manager,  72, false, Waits::Nowhere,    {{Explained}}},
    {Kind::TankLoss,        "tank-loss",        Role::Manager,   1, false, Waits::Nowhere,    {{Explained}}},
    {Kind::TankWater,       "tank-water",       Role::Manager,   4, false, Waits::Nowhere,    {{Explained}}},
    {Kind::TankLow,         "tank-low",         Role::Manager,   8, false, Waits::Nowhere,    {{Explained}}},
    {Kind::PointsUnfit,     "points-unfit",     Role::Manager,  24, true,  Waits::Suspense,   {{Explained, WriteOff}}},
    {Kind::CouponTerminal,  "coupon-terminal",  Role::Manager,  24, false, Waits::Nowhere,    {{Explained}}},
    {Kind::CouponVelocity,  "coupon-velocity",  Role::Manager,  24, false, Waits::Nowhere,    {{Explained}}},
    {Kind::CouponCashier,   "coupon-cashier",   Role::Manager,  72, false, Waits::Nowhere,    {{Explained}}},
    {Kind::CouponInviter,   "coupon-inviter",   Role::Manager,  72, false, Waits::Nowhere,    {{Explained}}},
    {Kind::PaymentShort,    "payment-short",    Role::Manager,  24, true,  Waits::ShortOnAccount, {{Explained, WriteOff}}, true},
    {Kind::PaymentLong,     "payment-long",     Role::Manager,  24, true,  Waits::LongOnAccount,  {{Explained, WriteOff}}, true},
};
// clang-format on

constexpr std::pair<ExceptionState, const char *> StateNames[] = {{ExceptionState::Open, "open"},
                                                                  {ExceptionState::Taken, "taken"},
                                                                  {ExceptionState::Proposed, "proposed"},
                                                                  {ExceptionState::Resolved, "resolved"}};
constexpr std::pair<Resolution, const char *> ResolutionNames[] = {{Resolution::None, "none"},
                                                                   {Explained, "explained"},
                                                                   {Charge, "charge-customer"},
                                                                   {WriteOff, "write-off"}};

bool mayResolve(const Principal &who, ExceptionKind kind, Resolution resolution)
{
    return who.role == Role::Manager || (resolution == Explained && !policyOf(kind).twoPeople);
}

Result<void> checkStep(const ExceptionCase &exception, const Principal &who,
                       std::initializer_list<ExceptionState> from)
{
    if (!isTheirs(exception, who))
        return fail(ErrorCode::NotFound);
    if (std::find(from.begin(), from.end(), exception.state) == from.end())
        return fail(ErrorCode::ExceptionStateConflict, exceptionStateName(exception.state));
    return {};
}

}

std::span<const ExceptionPolicy> exceptionPolicies() { return Policies; }

const ExceptionPolicy &policyOf(ExceptionKind kind)
{
    const auto *policy = std::find_if(std::begin(Policies), std::end(Policies),
                                      [&](const ExceptionPolicy &p) { return p.kind == kind; });
    ensure(policy != std::end(Policies), "every kind of exception has its policy");
    return *policy;
}

QLatin1String exceptionKindName(ExceptionKind kind) { return QLatin1String(policyOf(kind).name); }

std::optional<ExceptionKind> exceptionKindFromName(QStringView name)
{
    if (name == QLatin1String("card-state")) // before the closed card had a kind of its own
        return Kind::CardFrozen;
    for (const ExceptionPolicy &policy : Policies)
        if (name == QLatin1String(policy.name))
            return policy.kind;
    return std::nullopt;
}

QLatin1String exceptionStateName(ExceptionState state) { return nameIn(StateNames, state); }
std::optional<ExceptionState> exceptionStateFromName(QStringView name) { return valueIn(StateNames, name); }
QLatin1String resolutionName(Resolution resolution) { return nameIn(ResolutionNames, resolution); }
std::optional<Resolution> resolutionFromName(QStringView name) { return valueIn(ResolutionNames, name); }

Timestamp alarmAt(const ExceptionCase &exception)
{
    return exception.at.plusMs(policyOf(exception.found.kind).alarmHours * 3'600'000LL);
}

bool isOverdue(const ExceptionCase &exception, Timestamp now)
{
    return exception.state != ExceptionState::Resolved && now > alarmAt(exception);
}

bool isTheirs(const ExceptionCase &exception, const Principal &who)
{
    return (who.role == Role::Manager || who.role == Role::Operator)
        && (who.station.value == 0 || who.station == exception.found.station);
}

Result<ExceptionState> decideTake(const ExceptionCase &exception, const Principal &who)
{
    return checkStep(exception, who, {ExceptionState::Open, ExceptionState::Taken}).map([] {
        return ExceptionState::Taken;
    });
}

Result<ExceptionState> decideProposal(const ExceptionCase &exception, const Principal &who,
                                      const Proposal &proposal, Money secondPersonAbove)
{
    if (const auto checked = checkStep(exception, who, {ExceptionState::Taken}); !checked)
        return fail(checked.error());
    if (exception.worker.id != who.subject)
        return fail(ErrorCode::ExceptionStateConflict, QStringLiteral("somebody else works on it"));
    if (proposal.reason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("reason: missing"));
    const auto &allowed = policyOf(exception.found.kind).resolutions;
    if (proposal.resolution == Resolution::None
        || std::find(allowed.begin(), allowed.end(), proposal.resolution) == allowed.end())
        return fail(ErrorCode::ResolutionNotAllowed, resolutionName(proposal.resolution));
    if (!mayResolve(who, exception.found.kind, proposal.resolution))
        return fail(ErrorCode::NotPermitted);
    const bool second = policyOf(exception.found.kind).twoPeople
        || needsSecondPerson(exception.found.amount, secondPersonAbove);
    return second ? ExceptionState::Proposed : ExceptionState::Resolved;
}

Result<ExceptionState> decideConfirmation(const ExceptionCase &exception, const Principal &who)
{
    if (const auto checked = checkStep(exception, who, {ExceptionState::Proposed}); !checked)
        return fail(checked.error());
    if (exception.maker.id == who.subject)
        return fail(ErrorCode::FourEyesNeeded);
    if (!mayResolve(who, exception.found.kind, exception.resolution))
        return fail(ErrorCode::NotPermitted);
    return ExceptionState::Resolved;
}

Result<ExceptionState> decideRejection(const ExceptionCase &exception, const Principal &who,
                                       const QString &reason)
{
    if (const auto checked = checkStep(exception, who, {ExceptionState::Proposed}); !checked)
        return fail(checked.error());
    if (reason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("reason: missing"));
    if (!mayResolve(who, exception.found.kind, exception.resolution))
        return fail(ErrorCode::NotPermitted);
    return ExceptionState::Taken;
}

bool isClockWrong(Timestamp record, std::optional<Timestamp> recordBefore, Timestamp now)
{
    return record > now.plusMs(ClockToleranceMs)
        || (recordBefore && record.plusMs(ClockToleranceMs) < *recordBefore);
}

}
