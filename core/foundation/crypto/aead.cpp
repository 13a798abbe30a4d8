#include "core/foundation/crypto/aead.h"

#include "core/foundation/crypto/digest.h"

#include <openssl/evp.h>

#include <memory>

namespace youka {

namespace {

constexpr char Version = 1;
constexpr qsizetype NonceSize = 12;
constexpr qsizetype TagSize = 16;
constexpr qsizetype Overhead = 1 + NonceSize + TagSize;

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
CipherContext newContext() { return {EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free}; }

const unsigned char *u(const char *p) { return reinterpret_cast<const unsigned char *>(p); }
unsigned char *u(char *p) { return reinterpret_cast<unsigned char *>(p); }

}

QByteArray aeadSeal(QByteArrayView key32, QByteArrayView plain, QByteArrayView context)
{
    ensure(key32.size() == 32, "an AES-256 key has 32 bytes");
    QByteArray out(Overhead + plain.size(), Qt::Uninitialized);
    out[0] = Version;
    const QByteArray nonce = randomBytes(NonceSize);
    std::copy(nonce.begin(), nonce.end(), out.begin() + 1);
    char *cipherText = out.data() + 1 + NonceSize;

    const auto ctx = newContext();
    int n = 0;
    bool ok =
        EVP_EncryptInit_ex(ctx.get(), EVP_aes_256_gcm(), nullptr, u(key32.data()), u(nonce.data())) == 1;
    ok = ok && EVP_EncryptUpdate(ctx.get(), nullptr, &n, u(context.data()), int(context.size())) == 1;
    ok = ok && EVP_EncryptUpdate(ctx.get(), u(cipherText), &n, u(plain.data()), int(plain.size())) == 1;
    ok = ok && EVP_EncryptFinal_ex(ctx.get(), u(cipherText) + n, &n) == 1;
    ok = ok && EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_GET_TAG, TagSize, cipherText + plain.size()) == 1;
    ensure(ok, "AES-256-GCM seals");
    return out;
}

Result<QByteArray> aeadOpen(QByteArrayView key32, QByteArrayView sealed, QByteArrayView context)
{
    ensure(key32.size() == 32, "an AES-256 key has 32 bytes");
    if (sealed.size() < Overhead || sealed.front() != Version)
        return fail(ErrorCode::DecryptFailed, QStringLiteral("not a sealed field"));
    const qsizetype size = sealed.size() - Overhead;
    const char *nonce = sealed.data() + 1;
    const char *cipherText = nonce + NonceSize;
    QByteArray tag(cipherText + size, TagSize);
    QByteArray plain(size, Qt::Uninitialized);

    const auto ctx = newContext();
    int n = 0;
    bool ok = EVP_DecryptInit_ex(ctx.get(), EVP_aes_256_gcm(), nullptr, u(key32.data()), u(nonce)) == 1;
    ok = ok && EVP_DecryptUpdate(ctx.get(), nullptr, &n, u(context.data()), int(context.size())) == 1;
    ok = ok && EVP_DecryptUpdate(ctx.get(), u(plain.data()), &n, u(cipherText), int(size)) == 1;
    ok = ok && EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_SET_TAG, TagSize, tag.data()) == 1;
    ok = ok && EVP_DecryptFinal_ex(ctx.get(), u(plain.data()) + n, &n) == 1;
    if (!ok)
        return fail(ErrorCode::DecryptFailed);
    return plain;
}

}
