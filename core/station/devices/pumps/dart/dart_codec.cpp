#include "core/station/devices/pumps/dart/dart_codec.h"

namespace youka::dart {

namespace {

constexpr char Stop = char(0xFA);
constexpr char Escape = char(0x10);
constexpr char Etx = char(0x03);

bool isAddress(char byte)
{
    const auto address = quint8(quint8(byte) & 0x7F);
    return address >= FirstAddress && address <= LastAddress;
}

/// The end of the first frame in `raw`: the index of an FA that no 10 precedes, or -1.
qsizetype frameEnd(const QByteArray &raw)
{
    for (qsizetype i = 0; i < raw.size(); ++i)
        if (raw[i] == Stop && (i == 0 || raw[i - 1] != Escape))
            return i;
    return -1;
}

QByteArray unescape(QByteArrayView raw)
{
    QByteArray plain;
    plain.reserve(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] == Escape && i + 1 < raw.size() && raw[i + 1] == Stop)
            ++i;
        plain.append(raw[i]);
    }
    return plain;
}

std::optional<Frame> controlFrame(QByteArrayView pair)
{
    if (!isAddress(pair[0]))
        return std::nullopt;
    const auto ctrl = quint8(pair[1]);
    Frame frame{quint8(quint8(pair[0]) & 0x7F), Control::Poll, quint8(ctrl & 0x0F), {}};
    switch (ctrl & 0xF0) {
    case 0x20:
    case 0x40:
        if (frame.block != 0)
            return std::nullopt;
        break;
    case 0x50:
    case 0x70:
    case 0xC0:
    case 0xE0:
        break;
    default:
        return std::nullopt;
    }
    frame.control = Control(ctrl & 0xF0);
    return frame;
}

/// `plain` is a whole data frame without its FA: ADR 3n data CRC CRC 03.
std::optional<Frame> dataFrame(QByteArrayView plain)
{
    const qsizetype dataSize = plain.size() - 5;
    if (dataSize < 2 || !isAddress(plain[0]) || (quint8(plain[1]) & 0xF0) != quint8(Control::Data))
        return std::nullopt;
    const quint16 sent = quint16(quint8(plain[dataSize + 2]) | (quint8(plain[dataSize + 3]) << 8));
    if (crc16(plain.first(dataSize + 2)) != sent)
        return std::nullopt;
    Frame frame{quint8(quint8(plain[0]) & 0x7F), Control::Data, quint8(quint8(plain[1]) & 0x0F),
                plain.sliced(2, dataSize).toByteArray()};
    // A check of 16 bits on every tail of rubbish would now and then be right by chance.
    return splitTransactions(frame.data) ? std::optional(frame) : std::nullopt;
}

/// What the bytes before one FA are, rubbish in front of it allowed.
std::optional<Event> frameIn(const QByteArray &plain)
{
    if (plain.size() < 2)
        return std::nullopt;
    if (plain.back() != Etx) {
        const auto control = controlFrame(QByteArrayView(plain).last(2));
        return control ? std::optional<Event>(*control) : std::nullopt;
    }
    std::optional<Corrupt> corrupt;
    for (qsizetype start = 0; start + 7 <= plain.size(); ++start) {
        const QByteArrayView tail = QByteArrayView(plain).sliced(start);
        if (!isAddress(tail[0]) || (quint8(tail[1]) & 0xF0) != quint8(Control::Data))
            continue;
        if (const auto frame = dataFrame(tail))
            return *frame;
        if (!corrupt)
            corrupt = Corrupt{quint8(quint8(tail[0]) & 0x7F), quint8(quint8(tail[1]) & 0x0F)};
    }
    return corrupt ? std::optional<Event>(*corrupt) : std::nullopt;
}

}

quint16 crc16(QByteArrayView bytes)
{
    quint32 crc = 0;
    for (const char byte : bytes) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1u) ? (crc >> 1) ^ 0xA001u : crc >> 1;
    }
    return quint16(crc);
}

QByteArray encode(const Frame &frame)
{
    const char head[] = {char(frame.address), char(quint8(frame.control) | (frame.block & 0x0F)), Stop};
    if (frame.control != Control::Data)
        return QByteArray(head, 3);
    QByteArray plain(head, 2);
    plain.append(frame.data);
    const quint16 crc = crc16(plain);
    plain.append(char(crc & 0xFF));
    plain.append(char(crc >> 8));
    QByteArray wire;
    wire.reserve(plain.size() + 8);
    for (const char byte : std::as_const(plain)) {
        if (byte == Stop)
            wire.append(Escape);
        wire.append(byte);
    }
    return wire + Etx + Stop;
}

std::vector<Event> Decoder::feed(QByteArrayView bytes)
{
    std::vector<Event> events;
    for (const char byte : bytes) {
        m_tail.append(byte);
        // Only an FA can end a frame, so the search runs once per FA and not once per byte.
        if (byte == Stop && frameEnd(m_tail) >= 0) {
            const QByteArray plain = unescape(QByteArrayView(m_tail).chopped(1));
            m_tail.clear();
            if (auto event = frameIn(plain))
                events.push_back(std::move(*event));
        } else if (m_tail.size() >= MaxFrame) {
            m_tail.remove(0, m_tail.size() / 2);
        }
    }
    return events;
}

std::optional<QList<Transaction>> splitTransactions(const QByteArray &data)
{
    QList<Transaction> transactions;
    for (qsizetype at = 0; at < data.size();) {
        if (at + 2 > data.size())
            return std::nullopt;
        const qsizetype size = quint8(data[at + 1]);
        if (at + 2 + size > data.size())
            return std::nullopt;
        transactions.append({quint8(data[at]), data.mid(at + 2, size)});
        at += 2 + size;
    }
    return transactions;
}

QByteArray joinTransactions(const QList<Transaction> &transactions)
{
    QByteArray data;
    for (const Transaction &transaction : transactions) {
        data.append(char(transaction.trans));
        data.append(char(transaction.data.size()));
        data.append(transaction.data);
    }
    return data;
}

}
