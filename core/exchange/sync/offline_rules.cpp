#include "core/exchange/sync/offline_rules.h"

namespace youka {

Result<Money> decideOffline(const CardFacts &card, const CardRequest &request, CardProof proof,
                            const OfflineLimits &limits, const OfflineCounters &counters)
{
    // A clock that went back makes every age meaningless.
    if (counters.listAgeMs < 0)
        return fail(ErrorCode::ClockUntrusted);
    if (counters.listAgeMs > limits.maxListAgeMs)
        return fail(ErrorCode::OfflineListTooOld);
    const auto granted = decidePurchase(card, request);
    if (!granted)
        return fail(granted.error().code == ErrorCode::PinRequired ? ErrorCode::OfflineNotAllowed
                                                                   : granted.error().code);
    if (proof < limits.atLeast)
        return fail(ErrorCode::OfflineNotAllowed);
    if (granted->currency != limits.perSale.currency)
        return fail(ErrorCode::OfflineNotAllowed, QStringLiteral("currency"));
    if (counters.cardCount >= limits.perCardDayCount)
        return fail(ErrorCode::OfflineLimitPerDay);
    const Money cardLeft = limits.perCardDay - counters.cardAmount;
    if (!cardLeft.isPositive())
        return fail(ErrorCode::OfflineLimitPerDay);
    const Money terminalLeft = limits.perTerminalDay - counters.terminalAmount;
    if (!terminalLeft.isPositive())
        return fail(ErrorCode::OfflineLimitTerminal);
    const Money allowed = min(min(limits.perSale, cardLeft), terminalLeft);
    if (request.wantsExactly && *granted > allowed)
        return fail(ErrorCode::OfflineLimitPerSale);
    return min(*granted, allowed);
}

}
