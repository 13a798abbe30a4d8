#include "core/exchange/sync/clock_trust.h"

#include <cstdlib>

namespace youka {

namespace {
constexpr qint64 StepBackMs = 2'000; ///< what a correction of the clock may take back
constexpr qint64 JumpMs = 60'000;    ///< beyond this somebody moved it
constexpr qint64 AheadMs = 120'000;  ///< the server refuses signatures at five minutes
constexpr qint64 SyncedWithinMs = 2'000;
constexpr qint64 SyncedForMs = 24LL * 60 * 60 * 1000;
}

ClockTrust judgeClock(const ClockFacts &facts)
{
    if (facts.now.ms < facts.latestKnown.ms - StepBackMs)
        return ClockTrust::Untrusted;
    if (!facts.compared)
        return ClockTrust::Drifting;
    const qint64 passed = facts.monotonicMs - facts.compared->monotonicMs;
    const qint64 shown = facts.now.ms - facts.compared->local.ms;
    if (std::abs(shown - passed) > JumpMs || std::abs(facts.compared->aheadMs) > AheadMs)
        return ClockTrust::Untrusted;
    const bool close = std::abs(facts.compared->aheadMs) < SyncedWithinMs && passed < SyncedForMs;
    return close ? ClockTrust::Synced : ClockTrust::Drifting;
}

}
