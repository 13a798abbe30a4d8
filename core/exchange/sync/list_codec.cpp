#include "core/exchange/sync/list_codec.h"

#include <limits>

namespace youka {

namespace {

constexpr quint64 Largest = std::numeric_limits<qint64>::max();
constexpr qint64 MaxAmount = 10'000'000'000'000'000; ///< as amounts from outside everywhere
constexpr quint8 ProfileVersion = 1;
constexpr quint8 StateBits = 0x07;
constexpr quint8 PinSet = 0x08;
constexpr quint8 HasDay = 0x10;
constexpr quint8 HasLent = 0x20;

const QDate &epoch()
{
    static const QDate Epoch(1999, 12, 31); // 0 is "none"
    return Epoch;
}

/// Dates beyond what fits are the first or the last that does: expired long ago, or valid for good.
quint16 packedDay(QDate day)
{
    return day.isValid() ? quint16(std::clamp<qint64>(epoch().daysTo(day), 1, 0xffff)) : quint16(0);
}
QDate unpackedDay(quint16 days) { return days == 0 ? QDate() : epoch().addDays(days); }

qint64 amountFrom(ByteReader &in)
{
    const qint64 amount = in.signedNumber();
    if (amount > MaxAmount || amount < -MaxAmount)
        in.refuse();
    return in.isWrong() ? 0 : amount;
}

}

void ByteWriter::fixed16(quint16 value)
{
    byte(quint8(value >> 8));
    byte(quint8(value & 0xff));
}

void ByteWriter::number(quint64 value)
{
    for (; value >= 0x80; value >>= 7)
        byte(quint8(value & 0x7f) | 0x80);
    byte(quint8(value));
}

void ByteWriter::signedNumber(qint64 value) { number((quint64(value) << 1) ^ quint64(value >> 63)); }

void ByteWriter::block(QByteArrayView bytes)
{
    number(quint64(bytes.size()));
    raw(bytes);
}

quint8 ByteReader::byte()
{
    if (m_left.isEmpty()) {
        m_wrong = true;
        return 0;
    }
    const auto value = quint8(m_left.front());
    m_left = m_left.sliced(1);
    return value;
}

quint16 ByteReader::fixed16()
{
    const quint16 high = byte();
    return quint16(high << 8 | byte());
}

quint64 ByteReader::number(quint64 most)
{
    quint64 value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
        const quint8 next = byte();
        if (shift == 63 && next > 1)
            break;
        value |= quint64(next & 0x7f) << shift;
        if (next < 0x80) {
            if (value > most)
                break;
            return m_wrong ? 0 : value;
        }
    }
    m_wrong = true;
    return 0;
}

qint64 ByteReader::signedNumber()
{
    const quint64 value = number(std::numeric_limits<quint64>::max());
    return qint64(value >> 1) ^ -qint64(value & 1);
}

QByteArrayView ByteReader::raw(qsizetype size)
{
    if (size > m_left.size()) {
        m_wrong = true;
        return {};
    }
    const QByteArrayView bytes = m_left.first(size);
    m_left = m_left.sliced(size);
    return bytes;
}

QByteArrayView ByteReader::block(qsizetype most) { return raw(qsizetype(number(quint64(most)))); }

CardProfile profileOf(const CardFacts &facts)
{
    return {facts.available.currency, facts.products, facts.limitPerSale, facts.limitPerDay, facts.pinAbove};
}

QByteArray packProfile(const CardProfile &profile)
{
    ByteWriter out;
    out.byte(ProfileVersion);
    out.raw(profile.currency.code().toLatin1());
    const std::optional<Money> *const amounts[] = {&profile.limitPerSale, &profile.limitPerDay,
                                                   &profile.pinAbove};
    quint8 present = 0;
    for (int i = 0; i < 3; ++i)
        present = quint8(present | (amounts[i]->has_value() ? 1 << i : 0));
    out.byte(present);
    for (const auto *amount : amounts)
        if (*amount)
            out.signedNumber((*amount)->minor);
    out.number(quint64(profile.products.size()));
    for (const QString &product : profile.products)
        out.block(product.toUtf8());
    return out.take();
}

Result<CardProfile> unpackProfile(QByteArrayView bytes)
{
    ByteReader in(bytes);
    CardProfile profile;
    if (in.byte() != ProfileVersion)
        in.refuse();
    const auto currency = Currency::parse(QString::fromLatin1(in.raw(3)));
    if (currency)
        profile.currency = *currency;
    else
        in.refuse();
    const quint8 present = in.byte();
    if (present > 7)
        in.refuse();
    std::optional<Money> *const amounts[] = {&profile.limitPerSale, &profile.limitPerDay, &profile.pinAbove};
    for (int i = 0; i < 3; ++i)
        if (present & 1 << i)
            *amounts[i] = Money{amountFrom(in), profile.currency};
    const quint64 products = in.number(100);
    for (quint64 i = 0; i < products && !in.isWrong(); ++i) {
        const QByteArrayView name = in.block(160);
        profile.products.append(QString::fromUtf8(name));
        if (name.isEmpty() || profile.products.last().toUtf8() != name)
            in.refuse();
    }
    if (in.isWrong() || !in.atEnd())
        return fail(ErrorCode::InvalidInput, QStringLiteral("list profile"));
    return profile;
}

ListEntry entryOf(const ListedCard &card, quint32 profile)
{
    const CardFacts &facts = card.facts;
    return {profile,
            facts.state,
            facts.pinSet,
            facts.expires,
            facts.available.minor,
            card.day,
            card.day.isValid() ? facts.spentToday.minor : 0,
            0,
            0};
}

CardFacts factsOf(const ListEntry &entry, const CardProfile &profile)
{
    CardFacts facts;
    facts.state = entry.state;
    facts.expires = entry.expires;
    facts.products = profile.products;
    facts.limitPerSale = profile.limitPerSale;
    facts.limitPerDay = profile.limitPerDay;
    facts.spentToday = {0, profile.currency};
    facts.available = {entry.available, profile.currency};
    facts.pinSet = entry.pinSet;
    facts.pinAbove = profile.pinAbove;
    return facts;
}

void packEntry(ByteWriter &out, const ListEntry &entry)
{
    const bool hasDay = entry.day.isValid();
    const bool hasLent = entry.lent != 0 || entry.booked != 0;
    out.number(entry.profile);
    out.byte(quint8(int(entry.state) | (entry.pinSet ? PinSet : 0) | (hasDay ? HasDay : 0)
                    | (hasLent ? HasLent : 0)));
    out.fixed16(packedDay(entry.expires));
    out.signedNumber(entry.available);
    if (hasDay) {
        out.fixed16(packedDay(entry.day));
        out.signedNumber(entry.spentToday);
    }
    if (hasLent) {
        out.number(quint64(entry.lent));
        out.number(quint64(entry.booked));
    }
}

ListEntry unpackEntry(ByteReader &in)
{
    ListEntry entry;
    entry.profile = quint32(in.number(std::numeric_limits<quint32>::max()));
    const quint8 bits = in.byte();
    const int state = bits & StateBits;
    if (state < int(CardState::Issued) || state > int(CardState::Closed) || bits > 0x3f)
        in.refuse();
    entry.state = in.isWrong() ? CardState::Closed : CardState(state);
    entry.pinSet = bits & PinSet;
    entry.expires = unpackedDay(in.fixed16());
    entry.available = amountFrom(in);
    if (bits & HasDay) {
        entry.day = unpackedDay(in.fixed16());
        entry.spentToday = amountFrom(in);
        if (!entry.day.isValid())
            in.refuse();
    }
    if (bits & HasLent) {
        entry.lent = qint64(in.number(quint64(MaxAmount)));
        entry.booked = qint64(in.number(Largest));
    }
    return entry;
}

}
