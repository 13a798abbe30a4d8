#pragma once

#include <QByteArray>

#include <optional>
#include <variant>
#include <vector>

namespace youka::crt {

/// Framing F2 of motor and insert readers: F2 ADDR LENhi LENlo text 03 BCC, where LEN counts the text and BCC
/// is the XOR of everything from F2 to 03. The device acknowledges with 06 or refuses with 15 before it
/// answers. Source: docs/protocols/crt-reader.md, "Frame".
struct Frame
{
    quint8 address = 0;
    QByteArray text;
    bool operator==(const Frame &) const = default;
};
struct Ack
{
    bool operator==(const Ack &) const = default;
};
struct Nak
{
    bool operator==(const Nak &) const = default;
};
/// A frame whose stop byte or check was wrong.
struct Corrupt
{
    bool operator==(const Corrupt &) const = default;
};
/// 05: the host asks for the answer, in older variants.
struct Enquiry
{
    bool operator==(const Enquiry &) const = default;
};
using Event = std::variant<Frame, Ack, Nak, Corrupt, Enquiry>;

inline constexpr char AckByte = 0x06;
inline constexpr char NakByte = 0x15;
inline constexpr char EnquiryByte = 0x05;

QByteArray encode(const Frame &frame);

/// Bytes to events; finds its feet on the next F2 after rubbish. Keeps only the unfinished tail.
class Decoder
{
public:
    std::vector<Event> feed(QByteArrayView bytes);
    bool hasPartial() const { return !m_tail.isEmpty(); }
    /// The rest of a frame did not come in time: what looked like its head was none, perhaps a later F2 is.
    std::vector<Event> giveUp();
    void reset() { m_tail.clear(); }

    static constexpr qsizetype MaxText = 1024; ///< longer is rubbish

private:
    QByteArray m_tail;
};

/// Text of a command: 'C' CM PM data.
QByteArray command(char cm, char pm, const QByteArray &data = {});

/// Text of an answer, taken apart.
struct Reply
{
    bool ok = false; ///< 'P'; 'N' is failed, except where a model answers so as a rule
    char cm = 0;
    char pm = 0;
    QByteArray rest; ///< after 'P': three status characters, then data; after 'N': the error code
    bool operator==(const Reply &) const = default;
};
std::optional<Reply> parseReply(const QByteArray &text);

/// The track 2 in the data of a stripe answer, from ';' to the check character; sentinels and check character
/// are added where the reader left them out, because it has then checked them itself. nullopt: none in it.
std::optional<QByteArray> track2In(const QByteArray &data);

}
