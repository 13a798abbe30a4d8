#include "core/station/devices/readers/chip/an10922.h"

namespace youka::desfire {

namespace {
constexpr char Aes128 = 0x01;
constexpr char Padding = char(0x80);
constexpr qsizetype Blocks = 2 * AesBlockSize;
}

AesKey diversified(const AesKey &master, QByteArrayView input)
{
    ensure(!input.isEmpty() && input.size() <= MaxDiversification, "a key is made of 1 to 31 bytes");
    QByteArray text(1, Aes128);
    text.append(input);
    CmacSubkeys subkeys = cmacSubkeys(master);
    const QByteArray &last = text.size() == Blocks ? subkeys.whole : subkeys.padded;
    if (text.size() < Blocks)
        text.append(Padding);
    text.append(Blocks - text.size(), '\0');
    for (qsizetype i = 0; i < AesBlockSize; ++i)
        text[AesBlockSize + i] = char(text[AesBlockSize + i] ^ last[i]);
    QByteArray blocks = aesCbcEncrypt(master, QByteArray(AesBlockSize, '\0'), text);
    const auto key = AesKey::fromBytes(QByteArrayView(blocks).last(AesBlockSize));
    wipe(blocks);
    wipe(subkeys.whole);
    wipe(subkeys.padded);
    ensure(key.has_value(), "a block is a key");
    return *key;
}

}
