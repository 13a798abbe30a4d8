#include "core/station/devices/readers/crt/crt_codec.h"

#include <QList>

#include <algorithm>

namespace youka::crt {

namespace {

constexpr char Start = char(0xF2);
constexpr char Stop = char(0x03);
constexpr qsizetype HeadSize = 4;
constexpr qsizetype TailSize = 2;

char xorOf(QByteArrayView bytes)
{
    char sum = 0;
    for (const char byte : bytes)
        sum = char(sum ^ byte);
    return sum;
}

qsizetype textSize(const QByteArray &head)
{
    return qsizetype(quint8(head[2])) << 8 | qsizetype(quint8(head[3]));
}

/// Everything up to the next start byte after the first byte goes.
void skipToNextStart(QByteArray &tail)
{
    const qsizetype next = tail.indexOf(Start, 1);
    tail = next < 0 ? QByteArray() : tail.sliced(next);
}

/// True when a byte or frame was taken from `tail`; false when more bytes are needed.
bool takeOne(QByteArray &tail, std::vector<Event> &events)
{
    if (tail.isEmpty())
        return false;
    if (tail.front() != Start) {
        if (tail.front() == AckByte)
            events.emplace_back(Ack{});
        else if (tail.front() == NakByte)
            events.emplace_back(Nak{});
        else if (tail.front() == EnquiryByte)
            events.emplace_back(Enquiry{});
        tail.remove(0, 1);
        return true;
    }
    if (tail.size() < HeadSize)
        return false;
    const qsizetype size = textSize(tail);
    if (size == 0 || size > Decoder::MaxText) {
        skipToNextStart(tail);
        return true;
    }
    const qsizetype whole = HeadSize + size + TailSize;
    if (tail.size() < whole)
        return false;
    const bool right =
        tail[whole - 2] == Stop && tail[whole - 1] == xorOf(QByteArrayView(tail).first(whole - 1));
    if (!right) {
        events.emplace_back(Corrupt{});
        // Bytes inside a broken frame are not taken for 06 or 15.
        skipToNextStart(tail);
        return true;
    }
    events.emplace_back(Frame{quint8(tail[1]), tail.sliced(HeadSize, size)});
    tail.remove(0, whole);
    return true;
}

QByteArray completeTrack2(const QByteArray &body)
{
    QByteArray track = ';' + body + '?';
    int lrc = 0;
    for (const char c : std::as_const(track))
        lrc ^= c & 0x0f;
    return track + char('0' + lrc);
}

}

QByteArray encode(const Frame &frame)
{
    QByteArray raw;
    raw.reserve(HeadSize + frame.text.size() + TailSize);
    raw.append(Start);
    raw.append(char(frame.address));
    raw.append(char(frame.text.size() >> 8));
    raw.append(char(frame.text.size() & 0xFF));
    raw.append(frame.text);
    raw.append(Stop);
    raw.append(xorOf(raw));
    return raw;
}

std::vector<Event> Decoder::feed(QByteArrayView bytes)
{
    m_tail.append(bytes);
    std::vector<Event> events;
    while (takeOne(m_tail, events)) { }
    return events;
}

std::vector<Event> Decoder::giveUp()
{
    skipToNextStart(m_tail);
    return feed({});
}

QByteArray command(char cm, char pm, const QByteArray &data)
{
    QByteArray text("C");
    text.append(cm);
    text.append(pm);
    return text + data;
}

std::optional<Reply> parseReply(const QByteArray &text)
{
    if (text.size() < 3 || (text[0] != 'P' && text[0] != 'N'))
        return std::nullopt;
    return Reply{text[0] == 'P', text[1], text[2], text.sliced(3)};
}

std::optional<QByteArray> track2In(const QByteArray &data)
{
    const qsizetype from = data.indexOf(';');
    const qsizetype to = from < 0 ? -1 : data.indexOf('?', from);
    if (to > 0) {
        if (to + 1 < data.size() && data[to + 1] >= '0' && data[to + 1] <= '?')
            return data.sliced(from, to + 2 - from);
        return completeTrack2(data.sliced(from + 1, to - from - 1));
    }
    // Without sentinels the tracks are separated by 1F, each with a letter in front saying how it was read.
    for (QByteArray part : data.split(char(0x1F))) {
        if (!part.isEmpty() && (part.front() == 'P' || part.front() == 'Y'))
            part.remove(0, 1);
        const bool plain = std::all_of(part.cbegin(), part.cend(),
                                       [](char c) { return (c >= '0' && c <= '9') || c == '='; });
        if (plain && part.count('=') == 1)
            return completeTrack2(part);
    }
    return std::nullopt;
}

}
