#pragma once

#include "core/domain/cards/card_rules.h"

namespace youka {

/// What a terminal may grant by itself. Each sum is per business day. Source: offline and settlement notes,
/// section 2; the defaults bound the worst loss of one terminal to `perTerminalDay`.
struct OfflineLimits
{
    Money perSale{30'000, {}};
    Money perCardDay{50'000, {}};
    int perCardDayCount = 3;
    Money perTerminalDay{1'000'000, {}};
    qint64 maxListAgeMs = 24LL * 60 * 60 * 1000;
    CardProof atLeast = CardProof::Chip; ///< a number or a stripe can be copied
};

/// What was granted already, and how old the facts are.
struct OfflineCounters
{
    Money cardAmount;
    int cardCount = 0;
    Money terminalAmount;
    qint64 listAgeMs = 0;
};

/// The same purchase rule as the server's, on the terminal's own facts, within its offline limits. A PIN
/// cannot be checked here, so a card that needs one for this amount waits for the network.
/// Errors: OfflineNotAllowed (proof too weak, or a PIN is needed), OfflineListTooOld, those of
/// decidePurchase(), OfflineLimitPerDay, OfflineLimitTerminal, OfflineLimitPerSale.
Result<Money> decideOffline(const CardFacts &card, const CardRequest &request, CardProof proof,
                            const OfflineLimits &limits, const OfflineCounters &counters);

}
