#include "core/station/devices/tanks/tls350/tls350_session.h"

#include <algorithm>

namespace youka::tls350 {

namespace {
constexpr qint64 Never = std::numeric_limits<qint64>::max();
}

Session::Session(GaugeConfig config, Times times)
    : m_config(std::move(config))
    , m_times(times)
    , m_due(Never)
{
}

QByteArray Session::functionNow() const
{
    switch (m_question) {
    case Question::Inventory:
        return "i201";
    case Question::Deliveries:
        return "i202";
    case Question::Alarms:
        return "i205";
    }
    return {};
}

int Session::pauseOf(Question question) const
{
    switch (question) {
    case Question::Inventory:
        return m_config.readMs;
    case Question::Deliveries:
        return m_config.deliveriesMs;
    case Question::Alarms:
        return m_config.alarmsMs;
    }
    return 0;
}

Session::Output Session::onOpened(qint64 nowMs)
{
    m_open = true;
    m_next.fill(nowMs);
    return ask(nowMs);
}

Session::Output Session::onLost()
{
    Output out;
    m_open = m_waiting = false;
    m_due = Never;
    setOnline(out, false);
    return out;
}

void Session::stop()
{
    m_open = m_waiting = m_online = m_told = false;
    m_due = Never;
}

/// What is due longest; of several the deliveries, so that a level is never told before the lorry that made
/// it.
Session::Output Session::ask(qint64 nowMs)
{
    m_question = Question::Deliveries;
    for (const Question question : {Question::Inventory, Question::Alarms})
        if (nextOf(m_question) > nowMs && nextOf(question) < nextOf(m_question))
            m_question = question;
    if (nextOf(m_question) > nowMs) {
        m_due = nextOf(m_question);
        return {};
    }
    m_sends = 0;
    return send(nowMs);
}

Session::Output Session::send(qint64 nowMs)
{
    ++m_sends;
    m_waiting = true;
    m_due = nowMs + m_times.replyMs;
    return {request(functionNow(), 0, m_config.securityCode), {}};
}

Session::Output Session::retry(qint64 nowMs)
{
    if (m_sends >= m_times.tries)
        return giveUp(nowMs);
    m_waiting = false;
    m_due = nowMs + m_times.gapMs;
    return {};
}

Session::Output Session::giveUp(qint64 nowMs)
{
    Output out;
    setOnline(out, false);
    m_waiting = false;
    m_sends = 0;
    m_next.fill(nowMs + m_times.offlineMs);
    m_due = nowMs + m_times.offlineMs;
    return out;
}

/// The answer was taken; the next command waits for the console to catch its breath.
void Session::pause(qint64 nowMs)
{
    m_waiting = false;
    m_sends = 0;
    nextOf(m_question) = nowMs + pauseOf(m_question);
    const qint64 next = *std::min_element(m_next.begin(), m_next.end());
    m_due = std::max(next, nowMs + m_times.gapMs);
}

Session::Output Session::onTimer(qint64 nowMs)
{
    if (!m_open || nowMs < m_due)
        return {};
    if (m_waiting)
        return retry(nowMs);
    return m_sends > 0 ? send(nowMs) : ask(nowMs);
}

Session::Output Session::onEvent(const Event &event, qint64 nowMs)
{
    if (!m_waiting)
        return {};
    if (const Reply *reply = std::get_if<Reply>(&event)) {
        // An answer to another command is an echo of an earlier one, or comes from somebody else's question.
        return reply->command == functionNow() + "00" ? onReply(*reply, nowMs) : Output{};
    }
    if (m_sends < m_times.tries || std::holds_alternative<Corrupt>(event))
        return retry(nowMs);
    // It answers and does not know this. Without levels it is of no use.
    if (m_question == Question::Inventory)
        return giveUp(nowMs);
    Output out;
    if (m_question == Question::Deliveries)
        out.notices.emplace_back(TankDeliveries{});
    setOnline(out, true);
    pause(nowMs);
    return out;
}

Session::Output Session::onReply(const Reply &reply, qint64 nowMs)
{
    Output out;
    const auto take = [&](const auto &parsed) {
        if (!parsed)
            return false;
        pause(nowMs);
        return true;
    };
    if (m_question == Question::Inventory) {
        const auto readings = parseInventory(reply, m_config.units);
        if (!take(readings))
            return retry(nowMs);
        note(out, *readings);
    } else if (m_question == Question::Deliveries) {
        const auto deliveries = parseDeliveries(reply, m_config.units);
        if (!take(deliveries))
            return retry(nowMs);
        out.notices.emplace_back(*deliveries);
    } else {
        const auto alarms = parseAlarms(reply);
        if (!take(alarms))
            return retry(nowMs);
        note(out, *alarms);
    }
    setOnline(out, true);
    const qint64 next = *std::min_element(m_next.begin(), m_next.end());
    m_due = std::max(next, nowMs + m_times.gapMs);
    return out;
}

void Session::note(Output &out, const TankReadings &readings)
{
    QList<int> delivering;
    for (const TankReading &reading : readings.tanks)
        if (reading.status & DeliveryRunning)
            delivering.append(reading.tank);
    const bool ended = std::any_of(m_delivering.cbegin(), m_delivering.cend(),
                                   [&](int tank) { return !delivering.contains(tank); });
    if (ended)
        nextOf(Question::Deliveries) = 0;
    m_delivering = delivering;
    out.notices.emplace_back(readings);
}

void Session::note(Output &out, const TankAlarms &alarms)
{
    if (alarms.on != m_alarms)
        nextOf(Question::Deliveries) = 0;
    m_alarms = alarms.on;
    out.notices.emplace_back(alarms);
}

void Session::setOnline(Output &out, bool online)
{
    const bool news = online ? !m_online : !m_told;
    m_online = online;
    m_told = !online;
    if (news)
        out.notices.insert(out.notices.begin(), Online{online});
}

}
