#pragma once

#include "core/station/devices/pumps/dart/dart_codec.h"

#include <functional>

namespace youka::dart {

/// Time-outs of the line. Source: Wayne DART notes, docs/protocols/wayne-dart.md, "Line layer".
struct LineTimes
{
    int replyMs = 100; ///< from the last byte sent to the first of the answer
    int interByteMs = 50;
    int dataTries = 5;   ///< sends of one block before it is given up
    int pollTries = 2;   ///< a pump may skip one poll while it changes state
    int nakTries = 3;    ///< requests for the same corrupt block within one turn
    int missedPolls = 3; ///< turns without an answer: offline
};

/// The line layer of one side: one exchange at a time, block numbers in both directions, repeats. Pure:
/// frames and the time in, bytes and an outcome out.
class Exchange
{
public:
    explicit Exchange(quint8 address, LineTimes times = {})
        : m_address(address)
        , m_times(times)
    {
    }

    enum class Outcome {
        Waiting,   ///< an answer is due by deadlineMs()
        Nothing,   ///< the pump has nothing to say
        Received,  ///< a block was applied, or was a repeat of one
        Delivered, ///< our block was acknowledged
        Failed,    ///< no answer, or refused for good
    };
    struct Step
    {
        QByteArray send;
        Outcome outcome = Outcome::Waiting;
    };
    /// Applies one new block; false: not now, the pump shall repeat it.
    using Apply = std::function<bool(const QByteArray &data)>;

    Step poll(qint64 nowMs);
    Step send(const QByteArray &data, qint64 nowMs);
    Step onEvent(const Event &event, qint64 nowMs, const Apply &apply);
    /// Call when deadlineMs() has passed and no frame is half received.
    Step onTimeout(qint64 nowMs);

    bool isWaiting() const { return m_mode != Mode::Idle; }
    qint64 deadlineMs() const { return m_deadline; }
    bool isOnline() const { return m_online; }
    quint8 address() const { return m_address; }
    /// The link went away: what was going on is over, the side counts as offline.
    void reset();

private:
    enum class Mode { Idle, Polling, Sending };

    Step onData(const Frame &frame, qint64 nowMs, const Apply &apply);
    Step onNak(const Frame &frame, qint64 nowMs);
    Step onCorrupt(const Corrupt &corrupt, qint64 nowMs);
    Step finish(Outcome outcome, QByteArray send = {});
    Step repeat(qint64 nowMs);
    QByteArray control(Control kind, quint8 block) const;

    const quint8 m_address;
    const LineTimes m_times;
    Mode m_mode = Mode::Idle;
    qint64 m_deadline = 0;
    int m_tries = 0;
    int m_naks = 0;
    int m_missed = 0;
    bool m_online = false;
    quint8 m_block = 0; ///< of our next block: 0 after a restart
    QByteArray m_data;  ///< of the block being sent
    std::optional<quint8> m_lastReceived;
    QByteArray m_lastData;
};

}
