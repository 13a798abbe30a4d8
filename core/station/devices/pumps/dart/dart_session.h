#pragma once

#include "core/station/devices/pumps/dart/dart_exchange.h"
#include "core/station/devices/pumps/dart/dart_pump.h"

namespace youka::dart {

/// One side on the line: the line layer and the pump's own states joined. Pure: events and the time in, bytes
/// and notices out; the bus master gives it turns. A block of the pump is acknowledged only when the owner's
/// hook took what it means; else it is as if it had not been heard, and the pump says it again.
class DartSession
{
public:
    explicit DartSession(const PumpConfig &config, LineTimes times = {});

    struct Output
    {
        QByteArray send;
        QList<PumpNotice> notices;
    };

    void setCommitHook(PumpDriver::CommitHook hook) { m_commit = std::move(hook); }

    /// When this side wants the wire next.
    qint64 nextTurnMs() const;
    /// A poll or a block. After it isWaiting() tells whether an answer is due.
    Output takeTurn(qint64 nowMs);
    bool isWaiting() const { return m_exchange.isWaiting(); }
    qint64 deadlineMs() const { return m_exchange.deadlineMs(); }
    Output onEvent(const Event &event, qint64 nowMs);
    Output onTimeout(qint64 nowMs);
    /// The wire is gone.
    Output onLinkLost(qint64 nowMs);
    bool isOnline() const { return m_exchange.isOnline(); }

    /// A command for the pump, e.g. `session.command([&](DartPump &pump) { pump.stop(id, now); })`.
    template <class F>
    Output command(F &&f)
    {
        f(m_pump);
        return {{}, m_pump.takeNotices()};
    }
    PumpStatus status(qint64 nowMs) const { return m_pump.status(nowMs); }

private:
    bool tryOn(const std::function<void(DartPump &)> &change, QList<PumpNotice> &notices);
    void settle(const Exchange::Step &step, bool wasOnline, qint64 nowMs, Output &out);

    const PumpConfig m_config;
    Exchange m_exchange;
    DartPump m_pump;
    PumpDriver::CommitHook m_commit;
    qint64 m_lastTurnEnd = 0;
    qint64 m_lastBlockAt = 0;
    bool m_pollNext = false;
};

}
