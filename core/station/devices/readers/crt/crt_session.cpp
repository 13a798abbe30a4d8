#include "core/station/devices/readers/crt/crt_session.h"

#include "core/domain/cards/card_rules.h"
#include "core/station/devices/readers/chip/an10922.h"

namespace youka::crt {

namespace {
constexpr int ReadTries = 3; ///< a card still sliding in is not unreadable yet
constexpr char CardInside = '2';
constexpr qsizetype StatusSize = 3;
constexpr qint64 Never = std::numeric_limits<qint64>::max();

/// What the chip answered, status words included; empty when it did not.
QByteArray chipAnswer(const Reply &reply)
{
    return reply.ok ? reply.rest.sliced(std::min(StatusSize, reply.rest.size())) : QByteArray();
}

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
    case Step::ProveChip:
    case Step::Off:
        break;
    }
    return {};
}

QByteArray Session::text() const
{
    return m_step == Step::ProveChip ? command('Q', '9', m_apdu) : commandOf(m_step);
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
    m_proof.reset();
    m_waiting = m_lost = false;
    m_due = Never;
}

void Session::outage(Output &out)
{
    if (m_card != Card::None)
        out.notices.append(Removed{});
    m_card = Card::None;
    m_proof.reset();
    m_readTries = m_proofTries = 0;
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
    return {encode({m_config.address, text()}), {}};
}

Session::Output Session::retry(qint64 nowMs)
{
    // In the middle of an exchange a card takes nothing twice: the chip is reset, and asked from the
    // beginning.
    if (m_step == Step::ProveChip && !m_proof->mayRepeat())
        return ++m_proofTries <= m_config.retries ? ask(Step::ActivateChip, nowMs) : giveUp(nowMs);
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
    m_proof.reset();
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
    const QByteArray asked = text();
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
            return present(CardRead::Kind::Track2, *track, nowMs);
        return ask(Step::ActivateChip, nowMs);
    case Step::ActivateChip:
        return reply.ok ? ask(Step::ReadUid, nowMs) : unreadable(nowMs);
    case Step::ReadUid:
        return onUid(reply, nowMs);
    case Step::ProveChip:
        return onProof(reply, nowMs);
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
        m_readTries = m_proofTries = 0;
    }
    return out;
}

Session::Output Session::onUid(const Reply &reply, qint64 nowMs)
{
    const QByteArray answer = chipAnswer(reply);
    // ISO/IEC 14443-3: a number has 4, 7 or 10 bytes; 9000 says that it is one.
    const qsizetype size = answer.size() - 2;
    const bool right = answer.endsWith(QByteArray::fromHex("9000")) && (size == 4 || size == 7 || size == 10);
    if (!right)
        return unreadable(nowMs);
    m_uid = answer.first(size);
    return m_scheme ? prove(nowMs) : present(CardRead::Kind::Uid, m_uid, nowMs);
}

Session::Output Session::prove(qint64 nowMs)
{
    const AesKey key = desfire::diversified(m_scheme->master, m_scheme->diversification(m_uid));
    m_proof.emplace(desfire::Proof{m_scheme->application, m_scheme->keyNumber, key}, m_random);
    m_apdu = m_proof->start();
    return ask(Step::ProveChip, nowMs);
}

Session::Output Session::onProof(const Reply &reply, qint64 nowMs)
{
    using Kind = desfire::Authentication::Turn::Kind;
    const auto turn = m_proof->onReply(chipAnswer(reply));
    if (!turn)
        return unproven(turn.error().code, nowMs);
    switch (turn->kind) {
    case Kind::Ask:
        m_apdu = turn->apdu;
        return ask(Step::ProveChip, nowMs);
    case Kind::Proven:
        return present(CardRead::Kind::Chip, m_uid, nowMs);
    case Kind::NoApplication:
        break;
    }
    return present(CardRead::Kind::Uid, m_uid, nowMs);
}

/// A card on its way in or out says strange things too, so it is heard as often as it is read.
Session::Output Session::unproven(ErrorCode why, qint64 nowMs)
{
    // What makes no sense may belong to an earlier question, on a line that repeats itself.
    if (why == ErrorCode::CardReadFailed && ++m_proofTries <= m_config.retries)
        return pause(nowMs);
    if (m_readTries + 1 == ReadTries) {
        if (why == ErrorCode::CardNotGenuine)
            return refuse(why, nowMs);
        // One that takes no APDU at all is known by its number, as ever.
        if (why == ErrorCode::CardRemoved && !m_proof->hasApplication())
            return present(CardRead::Kind::Uid, m_uid, nowMs);
    }
    return unreadable(nowMs);
}

Session::Output Session::present(CardRead::Kind kind, const QByteArray &data, qint64 nowMs)
{
    m_card = Card::Presented;
    m_readTries = m_proofTries = 0;
    Output out = pause(nowMs);
    out.notices.append(CardRead{kind, data});
    return out;
}

Session::Output Session::unreadable(qint64 nowMs)
{
    return ++m_readTries < ReadTries ? pause(nowMs) : refuse(ErrorCode::CardReadFailed, nowMs);
}

Session::Output Session::refuse(ErrorCode code, qint64 nowMs)
{
    m_card = Card::Refused;
    m_readTries = m_proofTries = 0;
    Output out = pause(nowMs);
    out.notices.append(code);
    return out;
}

}
