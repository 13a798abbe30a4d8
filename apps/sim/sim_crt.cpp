#include "apps/sim/sim_crt.h"

namespace youka::sim {

namespace {
constexpr qint64 InterByteMs = 100;
}

bool SimCrt::insert(const Card &card)
{
    if (m_card)
        return false;
    m_card = card;
    m_chipActive = false;
    return true;
}

bool SimCrt::remove()
{
    const bool was = m_card.has_value();
    m_card.reset();
    m_chipActive = false;
    return was;
}

QList<QByteArray> SimCrt::feed(const QByteArray &bytes, qint64 nowMs)
{
    QList<QByteArray> out;
    if (nowMs - m_lastByteMs > InterByteMs)
        m_decoder.reset();
    m_lastByteMs = nowMs;
    for (const crt::Event &event : m_decoder.feed(bytes)) {
        if (std::holds_alternative<crt::Corrupt>(event))
            out.append(QByteArray(1, crt::NakByte));
        const auto *frame = std::get_if<crt::Frame>(&event);
        if (!frame)
            continue;
        if (frame->text.size() < 3 || frame->text[0] != 'C') {
            out.append(QByteArray(1, crt::NakByte));
            continue;
        }
        ++m_commands;
        out.append(QByteArray(1, crt::AckByte));
        out.append(crt::encode({frame->address, answer(frame->text)}));
    }
    return out;
}

QByteArray SimCrt::positive(const QByteArray &text, const QByteArray &data) const
{
    return 'P' + text.sliced(1, 2) + (m_card ? '2' : '0') + "00" + data;
}

QByteArray SimCrt::negative(const QByteArray &text, const char *code) const
{
    return 'N' + text.sliced(1, 2) + code;
}

QByteArray SimCrt::answer(const QByteArray &text)
{
    const QByteArray what = text.sliced(1, 2);
    if (what == "03") {
        m_initialised = true;
        return positive(text);
    }
    if (!m_initialised)
        return negative(text, "B0");
    if (what == "10")
        return positive(text);
    if (what == "67")
        return answerStripe(text);
    if (what.front() == 'Q')
        return answerChip(text);
    return negative(text, "00");
}

QByteArray SimCrt::answerStripe(const QByteArray &text) const
{
    if (!m_card || m_card->track2.isEmpty())
        return negative(text, "20");
    QByteArray reply = positive(text, "\x1fN\x1fP" + m_card->track2 + "\x1fN");
    if (m_stripeHeadIsN)
        reply[0] = 'N';
    return reply;
}

QByteArray SimCrt::answerChip(const QByteArray &text)
{
    if (!m_card || m_card->uid.isEmpty())
        return negative(text, "60");
    if (text[2] == '0') {
        m_chipActive = true;
        if (m_card->chip)
            m_card->chip->reset();
        return positive(text);
    }
    if (text[2] != '9' || !m_chipActive)
        return negative(text, "61");
    const QByteArray apdu = text.sliced(3);
    if (apdu == QByteArray::fromHex("ffca000000")) // answered by the reader, not by the card
        return positive(text, m_card->uid + QByteArray::fromHex("9000"));
    if (!m_card->chip)
        return positive(text, QByteArray::fromHex("6d00"));
    const QByteArray reply = positive(text, m_card->chip->answer(apdu));
    if (m_card->chip->isTornOut())
        remove();
    return reply;
}

QByteArray track2Of(const QByteArray &number, const QByteArray &expiryYymm)
{
    const QByteArray body = number + '=' + expiryYymm + "5010000";
    QByteArray track = ';' + body + '?';
    int lrc = 0;
    for (const char c : std::as_const(track))
        lrc ^= c & 0x0f;
    return track + char('0' + lrc);
}

}
