#include "core/foundation/base/base32.h"

namespace youka {

QLatin1String base32Alphabet(Base32 alphabet)
{
    return alphabet == Base32::Rfc4648 ? QLatin1String("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
                                       : QLatin1String("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
}

QString toBase32(QByteArrayView bytes, Base32 alphabet)
{
    const QLatin1String characters = base32Alphabet(alphabet);
    QString text;
    text.reserve((bytes.size() * 8 + 4) / 5);
    quint32 bits = 0;
    int held = 0;
    for (const char byte : bytes) {
        bits = bits << 8 | quint8(byte);
        for (held += 8; held >= 5; held -= 5)
            text += QChar(characters[qsizetype(bits >> (held - 5) & 31)]);
    }
    if (held > 0)
        text += QChar(characters[qsizetype(bits << (5 - held) & 31)]);
    return text;
}

Result<QByteArray> fromBase32(QStringView text, Base32 alphabet)
{
    const QLatin1String characters = base32Alphabet(alphabet);
    QByteArray bytes;
    bytes.reserve(text.size() * 5 / 8);
    quint32 bits = 0;
    int held = 0;
    for (const QChar c : text) {
        const qsizetype value = c.isNull() ? -1 : characters.indexOf(c);
        if (value < 0)
            return fail(ErrorCode::InvalidInput, QStringLiteral("not a base32 character"));
        bits = bits << 5 | quint32(value);
        held += 5;
        if (held >= 8) {
            held -= 8;
            bytes += char(bits >> held & 0xff);
        }
    }
    if (held >= 5 || (bits & ((1u << held) - 1)) != 0)
        return fail(ErrorCode::InvalidInput, QStringLiteral("not whole bytes"));
    return bytes;
}

}
