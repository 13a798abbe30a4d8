#include "core/station/devices/pumps/dart/dart_session.h"

namespace youka::dart {

namespace {
constexpr qint64 BusyPauseMs = 20;     ///< between the turns of a side that is in the middle of something
constexpr qint64 CommandPauseMs = 100; ///< between two blocks for one pump
}

DartSession::DartSession(const PumpConfig &config, LineTimes times)
    : m_config(config)
    , m_exchange(quint8(config.address), times)
    , m_pump(config)
{
}

qint64 DartSession::nextTurnMs() const
{
    if (!m_exchange.isOnline())
        return m_lastTurnEnd == 0 ? 0 : m_lastTurnEnd + m_config.offlinePollMs;
    return m_lastTurnEnd + (m_pump.isBusy() ? BusyPauseMs : m_config.pollMs);
}

/// Lets a copy of the pump make the change and keeps it when the owner agrees.
bool DartSession::tryOn(const std::function<void(DartPump &)> &change, QList<PumpNotice> &notices)
{
    DartPump trial = m_pump;
    change(trial);
    const QList<PumpNotice> said = trial.takeNotices();
    if (m_commit && !said.isEmpty() && !m_commit(said))
        return false;
    m_pump = std::move(trial);
    notices += said;
    return true;
}

DartSession::Output DartSession::takeTurn(qint64 nowMs)
{
    Output out;
    tryOn([&](DartPump &pump) { pump.onTick(nowMs); }, out.notices);
    std::optional<QByteArray> block;
    // Every block is followed by a poll, so that what the pump says in between is known before the next one.
    if (m_exchange.isOnline() && !m_pollNext && nowMs >= m_lastBlockAt + CommandPauseMs)
        tryOn([&](DartPump &pump) { block = pump.nextBlock(nowMs); }, out.notices);
    m_pollNext = block.has_value();
    if (block)
        m_lastBlockAt = nowMs;
    const Exchange::Step step = block ? m_exchange.send(*block, nowMs) : m_exchange.poll(nowMs);
    m_lastTurnEnd = nowMs;
    out.send = step.send;
    return out;
}

void DartSession::settle(const Exchange::Step &step, bool wasOnline, qint64 nowMs, Output &out)
{
    out.send = step.send;
    if (step.outcome == Exchange::Outcome::Waiting)
        return;
    m_lastTurnEnd = nowMs;
    if (m_exchange.isOnline() && !wasOnline)
        m_pump.onOnline(nowMs);
    if (!m_exchange.isOnline() && wasOnline)
        m_pump.onOffline(nowMs);
    else if (step.outcome == Exchange::Outcome::Delivered)
        m_pump.onDelivered(nowMs);
    out.notices += m_pump.takeNotices();
}

DartSession::Output DartSession::onEvent(const Event &event, qint64 nowMs)
{
    Output out;
    const bool wasOnline = m_exchange.isOnline();
    const auto apply = [&](const QByteArray &data) {
        if (!m_exchange.isOnline())
            return false; // the first answer of a pump only says that it is there; it will repeat this
        return tryOn([&](DartPump &pump) { pump.onReports(parseReports(data), nowMs); }, out.notices);
    };
    settle(m_exchange.onEvent(event, nowMs, apply), wasOnline, nowMs, out);
    return out;
}

DartSession::Output DartSession::onTimeout(qint64 nowMs)
{
    Output out;
    const bool wasOnline = m_exchange.isOnline();
    const bool wasBlock = m_pollNext;
    const Exchange::Step step = m_exchange.onTimeout(nowMs);
    settle(step, wasOnline, nowMs, out);
    if (step.outcome == Exchange::Outcome::Failed && wasBlock && m_exchange.isOnline()) {
        m_pump.onSendFailed(nowMs);
        out.notices += m_pump.takeNotices();
    }
    return out;
}

DartSession::Output DartSession::onLinkLost(qint64 nowMs)
{
    const bool wasOnline = m_exchange.isOnline();
    m_exchange.reset();
    m_pollNext = false;
    if (wasOnline)
        m_pump.onOffline(nowMs);
    return {{}, m_pump.takeNotices()};
}

}
