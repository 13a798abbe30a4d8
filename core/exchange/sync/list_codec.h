#pragma once

#include "core/domain/cards/card_json.h"

namespace youka {

/// The card list in few bytes: what many cards share is a profile, the rest one short entry. The same bytes
/// lie in the terminal's store and travel in a snapshot. The layout is in docs/offline.md.
struct CardProfile
{
    Currency currency;
    QStringList products; ///< allowed; empty: all
    std::optional<Money> limitPerSale;
    std::optional<Money> limitPerDay;
    std::optional<Money> pinAbove;
    bool operator==(const CardProfile &) const = default;
};

/// One card without its token.
struct ListEntry
{
    quint32 profile = 0;
    CardState state = CardState::Issued;
    bool pinSet = false;
    QDate expires; ///< 2000-01-01 to 2179-06-05; invalid: none
    qint64 available = 0;
    QDate day; ///< of `spentToday`; invalid: nothing is known of a day
    qint64 spentToday = 0;
    qint64 lent = 0;   ///< what this station's counter may grant by itself
    qint64 booked = 0; ///< up to which of its records that is
    bool operator==(const ListEntry &) const = default;
};

/// Appends to a buffer.
class ByteWriter
{
public:
    void byte(quint8 value) { m_bytes.append(char(value)); }
    void fixed16(quint16 value);
    /// Seven bits a byte, the low ones first.
    void number(quint64 value);
    void signedNumber(qint64 value);
    void raw(QByteArrayView bytes) { m_bytes.append(bytes); }
    /// Length and bytes.
    void block(QByteArrayView bytes);
    const QByteArray &bytes() const { return m_bytes; }
    QByteArray take() { return std::exchange(m_bytes, {}); }

private:
    QByteArray m_bytes;
};

/// Reads what may be anything: past the end or out of range it gives zero and remembers.
class ByteReader
{
public:
    explicit ByteReader(QByteArrayView bytes)
        : m_left(bytes)
    {
    }
    quint8 byte();
    quint16 fixed16();
    quint64 number(quint64 most);
    qint64 signedNumber();
    QByteArrayView raw(qsizetype size);
    QByteArrayView block(qsizetype most);
    void refuse() { m_wrong = true; }
    bool isWrong() const { return m_wrong; }
    bool atEnd() const { return m_left.isEmpty(); }

private:
    QByteArrayView m_left;
    bool m_wrong = false;
};

CardProfile profileOf(const CardFacts &facts);
QByteArray packProfile(const CardProfile &profile);
/// Errors: InvalidInput.
Result<CardProfile> unpackProfile(QByteArrayView bytes);

/// An entry of `card`, nothing lent.
ListEntry entryOf(const ListedCard &card, quint32 profile);
CardFacts factsOf(const ListEntry &entry, const CardProfile &profile);
void packEntry(ByteWriter &out, const ListEntry &entry);
ListEntry unpackEntry(ByteReader &in);

}
