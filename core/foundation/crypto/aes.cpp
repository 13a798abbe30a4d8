#include "core/foundation/crypto/aes.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>

namespace youka {

namespace {

const unsigned char *u(QByteArrayView v) { return reinterpret_cast<const unsigned char *>(v.data()); }
unsigned char *u(QByteArray &v) { return reinterpret_cast<unsigned char *>(v.data()); }

enum class Way { Decrypt = 0, Encrypt = 1 };

QByteArray cbc(const AesKey &key, QByteArrayView iv, QByteArrayView blocks, Way way)
{
    ensure(iv.size() == AesBlockSize && blocks.size() % AesBlockSize == 0, "CBC takes whole blocks");
    QByteArray out(blocks.size(), Qt::Uninitialized);
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> ctx(EVP_CIPHER_CTX_new(),
                                                                              &EVP_CIPHER_CTX_free);
    int n = 0;
    bool ok = EVP_CipherInit_ex(ctx.get(), EVP_aes_128_cbc(), nullptr, u(key.bytes()), u(iv), int(way)) == 1;
    ok = ok && EVP_CIPHER_CTX_set_padding(ctx.get(), 0) == 1;
    ok = ok && EVP_CipherUpdate(ctx.get(), u(out), &n, u(blocks), int(blocks.size())) == 1;
    ensure(ok && n == blocks.size(), "AES-128-CBC");
    return out;
}

/// Times x in the field of CMAC: a shift by one bit, folded back by 0x87.
QByteArray doubled(const QByteArray &block)
{
    QByteArray out(block.size(), '\0');
    int carry = 0;
    for (qsizetype i = block.size() - 1; i >= 0; --i) {
        const int byte = quint8(block[i]) << 1 | carry;
        out[i] = char(byte & 0xff);
        carry = byte >> 8;
    }
    out.back() = char(out.back() ^ (carry ? 0x87 : 0));
    return out;
}

}

Result<AesKey> AesKey::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != Size)
        return fail(ErrorCode::KeyMissing, QStringLiteral("an AES-128 key has 16 bytes"));
    AesKey key;
    std::copy(bytes.begin(), bytes.end(), key.m_bytes.begin());
    return key;
}

AesKey::~AesKey() { OPENSSL_cleanse(m_bytes.data(), m_bytes.size()); }

QByteArray aesCbcEncrypt(const AesKey &key, QByteArrayView iv, QByteArrayView blocks)
{
    return cbc(key, iv, blocks, Way::Encrypt);
}

QByteArray aesCbcDecrypt(const AesKey &key, QByteArrayView iv, QByteArrayView blocks)
{
    return cbc(key, iv, blocks, Way::Decrypt);
}

CmacSubkeys cmacSubkeys(const AesKey &key)
{
    const QByteArray zero(AesBlockSize, '\0');
    const QByteArray whole = doubled(aesCbcEncrypt(key, zero, zero));
    return {whole, doubled(whole)};
}

void wipe(QByteArray &secret)
{
    // data() would first make a copy of shared bytes and leave the original as it is.
    OPENSSL_cleanse(const_cast<char *>(secret.constData()), size_t(secret.size()));
    secret.clear();
}

}
