#pragma once

#include "core/station/devices/tanks/tls350/tls350_codec.h"

#include <array>

namespace youka::tls350 {

/// Times in milliseconds. Source: docs/protocols/tls350.md, "Exchange".
struct Times
{
    int gapMs = 200; ///< between an answer and the next command
    int replyMs = 3'000;
    int tries = 3;         ///< then it is offline
    int offlineMs = 5'000; ///< between two attempts to reach a silent console
};

/// What a console is asked.
enum class Question { Inventory, Alarms, Deliveries };
constexpr int QuestionCount = 3;

/// One console: asks for levels, alarms and deliveries in their turn, one command at a time. After a change
/// of the alarms and after the end of a delivery it asks for the deliveries at once. Pure: events and the
/// time in, bytes and notices out.
class Session
{
public:
    explicit Session(GaugeConfig config, Times times = {});

    struct Online
    {
        bool online;
    };
    using Notice = std::variant<TankReadings, TankDeliveries, TankAlarms, Online>;
    struct Output
    {
        QByteArray send;
        std::vector<Notice> notices;
    };

    Output onOpened(qint64 nowMs);
    Output onLost();
    Output onEvent(const Event &event, qint64 nowMs);
    /// Does nothing before dueMs().
    Output onTimer(qint64 nowMs);
    qint64 dueMs() const { return m_due; }
    /// The owner stopped it: no notices.
    void stop();

private:
    Output ask(qint64 nowMs);
    Output send(qint64 nowMs);
    Output retry(qint64 nowMs);
    Output giveUp(qint64 nowMs);
    void pause(qint64 nowMs);
    Output onReply(const Reply &reply, qint64 nowMs);
    void note(Output &out, const TankReadings &readings);
    void note(Output &out, const TankAlarms &alarms);
    void setOnline(Output &out, bool online);
    QByteArray functionNow() const;
    qint64 &nextOf(Question question) { return m_next[size_t(question)]; }
    int pauseOf(Question question) const;

    const GaugeConfig m_config;
    const Times m_times;
    std::array<qint64, QuestionCount> m_next{}; ///< when each is asked again
    Question m_question = Question::Inventory;
    bool m_open = false;
    bool m_waiting = false; ///< an answer is due
    bool m_online = false;
    bool m_told = false; ///< that it is offline
    int m_sends = 0;
    qint64 m_due = 0;
    QList<int> m_delivering; ///< tanks
    QList<std::pair<int, TankAlarm>> m_alarms;
};

}
