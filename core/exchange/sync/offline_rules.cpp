#include "core/exchange/sync/offline_rules.h"

namespace youka {

namespace {

/// Rounded down; the share of nothing is nothing.
Money shareOf(Money whole, int percent)
{
    return {whole.minor / 100 * percent + whole.minor % 100 * percent / 100, whole.currency};
}

}

Result<Money> decideOffline(const CardFacts &card, const CardRequest &request, CardProof proof,
                            const OfflineLimits &limits, const OfflineCounters &counters)
{
    // A clock that went back makes every age and every day meaningless.
    if (counters.clock == ClockTrust::Untrusted || counters.listAgeMs < 0)
        return fail(ErrorCode::ClockUntrusted);
    const bool oldList = counters.listAgeMs > limits.maxListAgeMs;
    if (oldList && counters.listAgeMs > limits.offAfterMs)
        return fail(ErrorCode::OfflineListTooOld);
    const auto granted = decidePurchase(card, request);
    if (!granted)
        return fail(granted.error().code == ErrorCode::PinRequired ? ErrorCode::OfflineNotAllowed
                                                                   : granted.error().code);
    if (proof < limits.atLeast)
        return fail(ErrorCode::OfflineNotAllowed);
    if (granted->currency != limits.perSale.currency)
        return fail(ErrorCode::OfflineNotAllowed, QStringLiteral("currency"));
    if (limits.sharePercent <= 0)
        return fail(ErrorCode::OfflineNotAllowed, QStringLiteral("this terminal sells through its counter"));
    if (counters.cardCount >= limits.perCardDayCount)
        return fail(ErrorCode::OfflineLimitPerDay);
    const Money cardLeft = limits.perCardDay - counters.cardAmount;
    if (!cardLeft.isPositive())
        return fail(ErrorCode::OfflineLimitPerDay);
    const Money terminalLeft = shareOf(limits.perTerminalDay, limits.sharePercent) - counters.terminalAmount;
    if (!terminalLeft.isPositive())
        return fail(ErrorCode::OfflineLimitTerminal);
    if (!counters.allotment.isPositive() || (request.wantsExactly && *granted > counters.allotment))
        return fail(ErrorCode::OfflineNotLent);
    const Money perSale = oldList ? min(limits.perSale, limits.perSaleOldList) : limits.perSale;
    const Money allowed = min(min(perSale, cardLeft), terminalLeft);
    if (!allowed.isPositive() || (request.wantsExactly && *granted > allowed))
        return fail(ErrorCode::OfflineLimitPerSale);
    return min(min(*granted, allowed), counters.allotment);
}

}
