#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

#include <array>

namespace youka {

/// An AES-128 key. Its bytes are overwritten when it goes.
class AesKey
{
public:
    static constexpr qsizetype Size = 16;

    /// 16 bytes. Errors: KeyMissing.
    static Result<AesKey> fromBytes(QByteArrayView bytes);
    AesKey(const AesKey &) = default;
    AesKey &operator=(const AesKey &) = default;
    ~AesKey();

    QByteArrayView bytes() const { return {m_bytes.data(), Size}; }

private:
    AesKey() = default;
    std::array<char, Size> m_bytes{};
};

inline constexpr qsizetype AesBlockSize = 16;

/// AES-128 in CBC mode (NIST SP 800-38A) over whole blocks, nothing padded. `iv` is one block.
QByteArray aesCbcEncrypt(const AesKey &key, QByteArrayView iv, QByteArrayView blocks);
QByteArray aesCbcDecrypt(const AesKey &key, QByteArrayView iv, QByteArrayView blocks);

/// What CMAC (NIST SP 800-38B, 6.1) adds to the last block: `whole` to one that is full, `padded` to one that
/// was filled up.
struct CmacSubkeys
{
    QByteArray whole;
    QByteArray padded;
};
CmacSubkeys cmacSubkeys(const AesKey &key);

/// Overwrites the bytes where they are, for whoever shares them too.
void wipe(QByteArray &secret);

}
