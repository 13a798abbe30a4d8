#include "core/foundation/crypto/aes_gcm.h"

#include <openssl/evp.h>

#include <memory>

namespace youka {

namespace {

constexpr qsizetype KeySize = 32;
constexpr qsizetype NonceSize = 12;
constexpr qsizetype TagSize = 16;

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char *u(QByteArrayView v) { return reinterpret_cast<const unsigned char *>(v.data()); }
unsigned char *u(char *p) { return reinterpret_cast<unsigned char *>(p); }

/// Encrypts or decrypts without the tag.
bool run(EVP_CIPHER_CTX *ctx, int encrypt, QByteArrayView key, QByteArrayView nonce, QByteArrayView context,
         QByteArrayView in, char *out)
{
    int n = 0;
    return EVP_CipherInit_ex(ctx, EVP_aes_256_gcm(), nullptr, u(key), u(nonce), encrypt) == 1
        && (context.isEmpty() || EVP_CipherUpdate(ctx, nullptr, &n, u(context), int(context.size())) == 1)
        && (in.isEmpty() || EVP_CipherUpdate(ctx, u(out), &n, u(in), int(in.size())) == 1);
}

}

QByteArray aesGcmSealed(QByteArrayView key32, QByteArrayView nonce12, QByteArrayView plain,
                        QByteArrayView context)
{
    ensure(key32.size() == KeySize && nonce12.size() == NonceSize, "AES-256-GCM: 32 and 12 bytes");
    QByteArray out(plain.size() + TagSize, Qt::Uninitialized);
    const CipherContext ctx(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    char *tag = out.data() + plain.size();
    int n = 0;
    ensure(run(ctx.get(), 1, key32, nonce12, context, plain, out.data())
               && EVP_CipherFinal_ex(ctx.get(), u(tag), &n) == 1
               && EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_GET_TAG, int(TagSize), tag) == 1,
           "AES-256-GCM seals");
    return out;
}

Result<QByteArray> aesGcmOpened(QByteArrayView key32, QByteArrayView nonce12, QByteArrayView sealed,
                                QByteArrayView context)
{
    if (key32.size() != KeySize || nonce12.size() != NonceSize || sealed.size() < TagSize)
        return fail(ErrorCode::DecryptFailed, QStringLiteral("AES-256-GCM: lengths"));
    QByteArray plain(sealed.size() - TagSize, Qt::Uninitialized);
    QByteArray tag = sealed.last(TagSize).toByteArray();
    const CipherContext ctx(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    char rest[TagSize];
    int n = 0;
    if (!run(ctx.get(), 0, key32, nonce12, context, sealed.chopped(TagSize), plain.data())
        || EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_SET_TAG, int(TagSize), tag.data()) != 1
        || EVP_CipherFinal_ex(ctx.get(), u(rest), &n) != 1)
        return fail(ErrorCode::DecryptFailed);
    return plain;
}

}
