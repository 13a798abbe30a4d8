#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <variant>
#include <vector>

namespace youka::dart {

/// CRC-16/ARC: reflected polynomial A001, initial 0, no final XOR. Source: Wayne DART notes,
/// docs/protocols/wayne-dart.md, "Line layer".
quint16 crc16(QByteArrayView bytes);

/// The upper nibble of CTRL, or the whole of it where it has no block number.
enum class Control : quint8 {
    Poll = 0x20,
    Data = 0x30,
    Iap = 0x40,
    Nak = 0x50,
    Eot = 0x70,
    Ack = 0xC0,
    AckPoll = 0xE0,
};

inline constexpr quint8 FirstAddress = 0x50;
inline constexpr quint8 LastAddress = 0x6F;

struct Frame
{
    quint8 address = 0; ///< 50..6F; bit 7, which some interfaces set in answers, is masked off
    Control control = Control::Poll;
    quint8 block = 0; ///< 0..15
    QByteArray data;  ///< of a Data frame: its transactions, unescaped
    bool operator==(const Frame &) const = default;
};

/// A data frame whose check failed. Address and block may be wrong too; good enough to ask for it again.
struct Corrupt
{
    quint8 address = 0;
    quint8 block = 0;
    bool operator==(const Corrupt &) const = default;
};

using Event = std::variant<Frame, Corrupt>;

QByteArray encode(const Frame &frame);

/// Bytes to frames. Finds its feet after rubbish: a frame ends with an FA that no 10 precedes, and the
/// longest tail before it whose check is right is the frame. Keeps only the unfinished tail.
class Decoder
{
public:
    std::vector<Event> feed(QByteArrayView bytes);
    bool hasPartial() const { return !m_tail.isEmpty(); }
    /// The rest of a frame did not come within the inter-byte time.
    void reset() { m_tail.clear(); }

    static constexpr qsizetype MaxFrame = 1024; ///< raw bytes; longer is rubbish

private:
    QByteArray m_tail;
};

/// The block number after `block`: F is followed by 1, 0 is for a restart only.
constexpr quint8 nextBlock(quint8 block) { return block >= 0x0F ? quint8(1) : quint8(block + 1); }

/// One transaction: TRANS LNG data. The direction gives its meaning.
struct Transaction
{
    quint8 trans = 0;
    QByteArray data;
    bool operator==(const Transaction &) const = default;
};
/// nullopt when the lengths do not fill the block exactly.
std::optional<QList<Transaction>> splitTransactions(const QByteArray &data);
QByteArray joinTransactions(const QList<Transaction> &transactions);

}
