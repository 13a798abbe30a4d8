#pragma once

#include "core/domain/cards/card_rules.h"
#include "core/exchange/sync/clock_trust.h"

namespace youka {

/// What a terminal may grant by itself. Each sum is per business day. Source: offline and settlement notes,
/// section 2; the defaults bound the worst loss of one terminal to `perTerminalDay`.
struct OfflineLimits
{
    Money perSale{30'000, {}};
    Money perCardDay{50'000, {}};
    int perCardDayCount = 3;
    Money perTerminalDay{1'000'000, {}};
    /// Up to here the list is as good as new; then sales are small; then there are none.
    qint64 maxListAgeMs = 24LL * 60 * 60 * 1000;
    Money perSaleOldList{10'000, {}};
    qint64 offAfterMs = 72LL * 60 * 60 * 1000;
    CardProof atLeast = CardProof::Chip; ///< a number or a stripe can be copied
    /// Of `perTerminalDay`: 100 for the counter that owns the pumps. A terminal beside it (a kiosk) has less,
    /// by default nothing: it sells through the counter.
    int sharePercent = 100;
};

/// What was granted already, and how old the facts are.
struct OfflineCounters
{
    Money cardAmount;
    int cardCount = 0;
    Money terminalAmount;
    qint64 listAgeMs = 0;
    ClockTrust clock = ClockTrust::Drifting;
    Money allotment; ///< what is left of it
};

/// The same purchase rule as the server's, on the terminal's own facts, within its offline limits. A PIN
/// cannot be checked here, so a card that needs one for this amount waits for the network.
/// Errors, in the order they are checked: ClockUntrusted, OfflineListTooOld, those of decidePurchase(),
/// OfflineNotAllowed (proof too weak, a PIN is needed, another currency, a terminal without a share),
/// OfflineLimitPerDay, OfflineLimitTerminal, OfflineNotLent, OfflineLimitPerSale; the limits and
/// what is lent say what is left.
Result<Money> decideOffline(const CardFacts &card, const CardRequest &request, CardProof proof,
                            const OfflineLimits &limits, const OfflineCounters &counters);

}
