#include "core/station/devices/pumps/dart/dart_exchange.h"

namespace youka::dart {

QByteArray Exchange::control(Control kind, quint8 block) const
{
    return encode({m_address, kind, block, {}});
}

Exchange::Step Exchange::poll(qint64 nowMs)
{
    m_mode = Mode::Polling;
    m_tries = 1;
    m_naks = 0;
    m_deadline = nowMs + m_times.replyMs;
    return {control(Control::Poll, 0), Outcome::Waiting};
}

Exchange::Step Exchange::send(const QByteArray &data, qint64 nowMs)
{
    m_mode = Mode::Sending;
    m_tries = 1;
    m_data = data;
    m_deadline = nowMs + m_times.replyMs;
    return {encode({m_address, Control::Data, m_block, m_data}), Outcome::Waiting};
}

Exchange::Step Exchange::finish(Outcome outcome, QByteArray send)
{
    const bool wasSending = m_mode == Mode::Sending;
    m_mode = Mode::Idle;
    if (outcome == Outcome::Failed) {
        // Perhaps only the acknowledgements were lost: under the same number the next block would count as a
        // repeat of this one and be dropped by the pump.
        if (wasSending)
            m_block = m_block == 0 ? 1 : 0;
        if (++m_missed >= m_times.missedPolls && m_online)
            reset();
    } else {
        m_missed = 0;
        m_online = true;
    }
    return {std::move(send), outcome};
}

void Exchange::reset()
{
    m_mode = Mode::Idle;
    m_online = false;
    m_missed = 0;
    m_block = 0;
    m_lastReceived.reset();
    m_lastData.clear();
}

Exchange::Step Exchange::onEvent(const Event &event, qint64 nowMs, const Apply &apply)
{
    if (m_mode == Mode::Idle)
        return {{}, Outcome::Nothing};
    if (const auto *corrupt = std::get_if<Corrupt>(&event))
        return onCorrupt(*corrupt, nowMs);
    const Frame &frame = std::get<Frame>(event);
    if (frame.address != m_address)
        return {};
    switch (frame.control) {
    case Control::Data:
        return onData(frame, nowMs, apply);
    case Control::Eot:
        return m_mode == Mode::Polling ? finish(Outcome::Nothing) : Step{};
    case Control::Ack:
        if (m_mode != Mode::Sending || frame.block != m_block)
            return {}; // of an earlier send of a block that is already through
        m_block = nextBlock(m_block);
        return finish(Outcome::Delivered);
    case Control::Nak:
        return onNak(frame, nowMs);
    default:
        return {}; // our own words, from a converter that echoes
    }
}

Exchange::Step Exchange::onData(const Frame &frame, qint64 nowMs, const Apply &apply)
{
    if (m_mode != Mode::Polling)
        return {}; // the late answer to an earlier poll: not acknowledged, so it comes again
    // A pump that restarts begins at 0 again and might meet the number of its last block: a repeat is the
    // same block with the same content.
    const bool repeated = m_lastReceived == frame.block && m_lastData == frame.data;
    if (!repeated && !apply(frame.data))
        return finish(Outcome::Received);
    m_lastReceived = frame.block;
    m_lastData = frame.data;
    if (m_naks == 0)
        return finish(Outcome::Received, control(Control::Ack, frame.block));
    // Asked for again after a bad check: acknowledged and polled in one, so an answer is due.
    finish(Outcome::Received);
    m_mode = Mode::Polling;
    m_naks = 0;
    m_tries = 1;
    m_deadline = nowMs + m_times.replyMs;
    return {control(Control::AckPoll, frame.block), Outcome::Received};
}

Exchange::Step Exchange::onNak(const Frame &frame, qint64 nowMs)
{
    if (m_mode != Mode::Sending || frame.block != m_block)
        return {};
    m_block = 0; // both sides restart
    return repeat(nowMs);
}

Exchange::Step Exchange::onCorrupt(const Corrupt &corrupt, qint64 nowMs)
{
    if (m_mode != Mode::Polling || m_naks >= m_times.nakTries)
        return {};
    ++m_naks;
    m_deadline = nowMs + m_times.replyMs;
    return {control(Control::Nak, corrupt.block), Outcome::Waiting};
}

Exchange::Step Exchange::repeat(qint64 nowMs)
{
    const int most = m_mode == Mode::Sending ? m_times.dataTries : m_online ? m_times.pollTries : 1;
    if (m_tries >= most)
        return finish(Outcome::Failed);
    ++m_tries;
    m_deadline = nowMs + m_times.replyMs;
    return {m_mode == Mode::Sending ? encode({m_address, Control::Data, m_block, m_data})
                                    : control(Control::Poll, 0),
            Outcome::Waiting};
}

Exchange::Step Exchange::onTimeout(qint64 nowMs)
{
    if (m_mode == Mode::Idle)
        return {{}, Outcome::Nothing};
    return repeat(nowMs);
}

}
