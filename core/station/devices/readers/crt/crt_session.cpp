#include "core/station/devices/readers/crt/crt_session.h"

#include "core/domain/cards/card_rules.h"

namespace youka::crt {

namespace {
constexpr int ReadTries = 3; ///< a card still sliding in is not unreadable yet
constexpr char CardInside = '2';
constexpr qint64 Never = std::numeric_limits<qint64>::max();
}

QByteArray commandOf(Step step)
{
    switch (step) {
    case Step::Initialise:
        return command('0', '3');
    case Step::Status:
        return command('1', '0');
    case Step::ReadTrack:
        return command('6', '7');
    case Step::ActivateChip:
        return command('Q', '0');
    case Step::ReadUid: // the PC/SC question for the number of a contactless card
        return command('Q', '9', QByteArray::fromHex("ffca000000"));
    case Step::Off:
        break;
    }
    return {};
}

Session::Output Session::onOpened(qint64 nowMs) { return ask(Step::Initialise, nowMs); }

Session::Output Session::onLost()
{
    Output out;
    outage(out);
    m_step = Step::Off;
    m_waiting = false;
    m_due = Never;
    return out;
}

void Session::stop()
{
    m_step = Step::Off;
    m_card = Card::None;
    m_waiting = m_lost = false;
    m_due = Never;
}

void Session::outage(Output &out)
{
    if (m_card != Card::None)
        out.notices.append(Removed{});
    m_card = Card::None;
    m_readTries = 0;
    if (!m_lost)
        out.notices.append(ErrorCode::LinkLost);
    m_lost = true;
}

Session::Output Session::ask(Step step, qint64 nowMs)
{
    m_step = step;
    m_sends = 0;
    return send(nowMs);
}

Session::Output Session::send(qint64 nowMs)
{
    ++m_sends;
    m_waiting = true;
    m_acked = false;
    m_due = nowMs + m_config.replyMs;
    return {encode({m_config.address, commandOf(m_step)}), {}};
}

Session::Output Session::retry(qint64 nowMs)
{
    return m_sends <= m_config.retries ? send(nowMs) : giveUp(nowMs);
}

Session::Output Session::giveUp(qint64 nowMs)
{
    Output out;
    outage(out);
    m_waiting = false;
    m_refused = false;
    m_step = Step::Initialise;
    m_due = nowMs + m_config.offlinePollMs;
    return out;
}

Session::Output Session::pause(qint64 nowMs)
{
    m_waiting = false;
    m_step = Step::Status;
    m_due = nowMs + m_config.pollMs;
    return {};
}

Session::Output Session::onTimer(qint64 nowMs)
{
    if (m_step == Step::Off || nowMs < m_due)
        return {};
    return m_waiting ? retry(nowMs) : ask(m_step, nowMs);
}

Session::Output Session::onEvent(const Event &event, qint64 nowMs)
{
    if (!m_waiting)
        return {};
    if (std::holds_alternative<Ack>(event)) {
        if (m_acked)
            return {};
        m_acked = true;
        m_due = nowMs + (m_step == Step::Initialise ? m_config.motorMs : m_config.replyMs);
        return {m_config.enquiry ? QByteArray(1, EnquiryByte) : QByteArray(), {}};
    }
    if (std::holds_alternative<Nak>(event) || std::holds_alternative<Corrupt>(event))
        return retry(nowMs);
    const Frame *frame = std::get_if<Frame>(&event);
    // Before the 06 to this command an answer can only belong to an earlier one.
    if (!frame || !m_acked || frame->address != m_config.address)
        return {};
    const auto reply = parseReply(frame->text);
    const QByteArray asked = commandOf(m_step);
    if (!reply || reply->cm != asked[1] || reply->pm != asked[2])
        return retry(nowMs);
    return onReply(*reply, nowMs);
}

Session::Output Session::onReply(const Reply &reply, qint64 nowMs)
{
    switch (m_step) {
    case Step::Initialise:
        if (!reply.ok)
            return giveUp(nowMs);
        m_lost = false;
        return ask(Step::Status, nowMs);
    case Step::Status:
        return onStatus(reply, nowMs);
    case Step::ReadTrack:
        // One model answers 'N' here as a rule, so the track itself decides.
        if (const auto track = track2In(reply.rest); track && parseTrack2(*track))
            return present({CardRead::Kind::Track2, *track}, nowMs);
        return ask(Step::ActivateChip, nowMs);
    case Step::ActivateChip:
        return reply.ok ? ask(Step::ReadUid, nowMs) : unreadable(nowMs);
    case Step::ReadUid:
        return onUid(reply, nowMs);
    case Step::Off:
        break;
    }
    return {};
}

Session::Output Session::onStatus(const Reply &reply, qint64 nowMs)
{
    if (!reply.ok) { // e.g. it was switched off and on: it wants to be initialised again
        if (std::exchange(m_refused, true))
            return giveUp(nowMs);
        return ask(Step::Initialise, nowMs);
    }
    m_refused = false;
    const bool inside = !reply.rest.isEmpty() && reply.rest.front() == CardInside;
    if (inside && m_card == Card::None)
        return ask(Step::ReadTrack, nowMs);
    Output out = pause(nowMs);
    if (!inside) {
        if (m_card != Card::None)
            out.notices.append(Removed{});
        m_card = Card::None;
        m_readTries = 0;
    }
    return out;
}

Session::Output Session::onUid(const Reply &reply, qint64 nowMs)
{
    constexpr qsizetype StatusSize = 3;
    const QByteArray answer = reply.ok ? reply.rest.sliced(std::min(StatusSize, reply.rest.size())) : "";
    // ISO/IEC 14443-3: a number has 4, 7 or 10 bytes; 9000 says that it is one.
    const qsizetype size = answer.size() - 2;
    const bool right = answer.endsWith(QByteArray::fromHex("9000")) && (size == 4 || size == 7 || size == 10);
    return right ? present({CardRead::Kind::Uid, answer.first(size)}, nowMs) : unreadable(nowMs);
}

Session::Output Session::present(CardRead card, qint64 nowMs)
{
    m_card = Card::Presented;
    m_readTries = 0;
    Output out = pause(nowMs);
    out.notices.append(std::move(card));
    return out;
}

Session::Output Session::unreadable(qint64 nowMs)
{
    Output out = pause(nowMs);
    if (++m_readTries < ReadTries)
        return out;
    m_card = Card::Unreadable;
    m_readTries = 0;
    out.notices.append(ErrorCode::CardReadFailed);
    return out;
}

}
