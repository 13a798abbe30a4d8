#include "core/exchange/sync/offline_rules.h"

namespace youka {

namespace {

/// Rounded down; the share of nothing is nothing.
Money shareOf(Money whole, int percent)
{
    return {whole.minor / 100 * percent + whole.minor % 100 * percent / 100, whole.currency};
}

/// What this terminal may still grant by itself to the card.
Money allowance(const OfflineLimits &limits, const OfflineCounters &counters)
{
    const Money nothing{0, limits.perSale.currency};
    if (counters.cardCount >= limits.perCardDayCount)
        return nothing;
    const bool oldList = counters.listAgeMs > limits.maxListAgeMs;
    const Money perSale = oldList ? min(limits.perSale, limits.perSaleOldList) : limits.perSale;
    const Money cardLeft = limits.perCardDay - counters.cardAmount;
    const Money terminalLeft = shareOf(limits.perTerminalDay, limits.sharePercent) - counters.terminalAmount;
    return max(nothing, min(min(perSale, cardLeft), min(terminalLeft, counters.allotment)));
}

/// The card's own refusal, as it reads without the centre.
Error alone(Error refusal, const OfflineLimits &limits, const OfflineCounters &counters)
{
    if (refusal.code == ErrorCode::PinRequired)
        return {ErrorCode::OfflineNotAllowed, {}};
    if (refusal.left && refusal.left->currency == limits.perSale.currency)
        refusal.left = min(*refusal.left, allowance(limits, counters));
    return refusal;
}

}

Result<Money> decideOffline(const CardFacts &card, const CardRequest &request, CardProof proof,
                            const OfflineLimits &limits, const OfflineCounters &counters)
{
    // A clock that went back makes every age and every day meaningless.
    if (counters.clock == ClockTrust::Untrusted || counters.listAgeMs < 0)
        return fail(ErrorCode::ClockUntrusted);
    if (counters.listAgeMs > limits.maxListAgeMs && counters.listAgeMs > limits.offAfterMs)
        return fail(ErrorCode::OfflineListTooOld);
    const auto granted = decidePurchase(card, request);
    if (!granted)
        return fail(alone(granted.error(), limits, counters));
    if (proof < limits.atLeast)
        return fail(ErrorCode::OfflineNotAllowed);
    if (granted->currency != limits.perSale.currency)
        return fail(ErrorCode::OfflineNotAllowed, QStringLiteral("currency"));
    if (limits.sharePercent <= 0)
        return fail(ErrorCode::OfflineNotAllowed, QStringLiteral("this terminal sells through its counter"));
    const Money allowed = allowance(limits, counters);
    const auto refuse = [&](ErrorCode code) { return fail({code, {}, allowed}); };
    if (counters.cardCount >= limits.perCardDayCount || counters.cardAmount >= limits.perCardDay)
        return refuse(ErrorCode::OfflineLimitPerDay);
    if (counters.terminalAmount >= shareOf(limits.perTerminalDay, limits.sharePercent))
        return refuse(ErrorCode::OfflineLimitTerminal);
    if (!counters.allotment.isPositive() || (request.wantsExactly && *granted > counters.allotment))
        return refuse(ErrorCode::OfflineNotLent);
    if (!allowed.isPositive() || (request.wantsExactly && *granted > allowed))
        return refuse(ErrorCode::OfflineLimitPerSale);
    return min(*granted, allowed);
}

}
