#pragma once

#include "core/foundation/base/clock.h"

#include <optional>

namespace youka {

/// How far a terminal's clock may be believed. Source: offline and settlement notes, section 8.
enum class ClockTrust {
    Synced,    ///< compared with the server's not long ago, and right
    Drifting,  ///< not compared lately, and nothing speaks against it
    Untrusted, ///< behind what was written down already, moved by hand, or far from the server's
};

/// What is known of the clock at one moment.
struct ClockFacts
{
    Timestamp now;
    qint64 monotonicMs = 0;
    Timestamp latestKnown; ///< the latest moment this terminal has written down
    /// The last comparison with the server's clock since the program began.
    struct Comparison
    {
        Timestamp local;
        qint64 monotonicMs = 0;
        qint64 aheadMs = 0; ///< of the server's clock
    };
    std::optional<Comparison> compared;
};

ClockTrust judgeClock(const ClockFacts &facts);

/// Keeps the last comparison. One thread.
class ClockWatch
{
public:
    explicit ClockWatch(const Clock &clock)
        : m_clock(clock)
    {
    }
    /// The server said what time it is.
    void compare(Timestamp server)
    {
        const Timestamp now = m_clock.now();
        m_compared = ClockFacts::Comparison{now, m_clock.monotonicMs(), now.ms - server.ms};
    }
    ClockTrust trust(Timestamp latestKnown) const
    {
        return judgeClock({m_clock.now(), m_clock.monotonicMs(), latestKnown, m_compared});
    }

private:
    const Clock &m_clock;
    std::optional<ClockFacts::Comparison> m_compared;
};

}
