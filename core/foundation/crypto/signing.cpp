#include "core/foundation/crypto/signing.h"

#include "core/foundation/crypto/digest.h"

#include <openssl/evp.h>

namespace youka {

namespace {

EVP_PKEY *pkey(const std::shared_ptr<void> &key) { return static_cast<EVP_PKEY *>(key.get()); }
std::shared_ptr<void> owned(EVP_PKEY *key)
{
    return {key, [](void *p) { EVP_PKEY_free(static_cast<EVP_PKEY *>(p)); }};
}
const unsigned char *u(QByteArrayView v) { return reinterpret_cast<const unsigned char *>(v.data()); }
unsigned char *u(QByteArray &v) { return reinterpret_cast<unsigned char *>(v.data()); }

using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

}

SigningKey SigningKey::generate()
{
    const auto key = fromSeed(randomBytes(32));
    ensure(key.has_value(), "32 random bytes are an Ed25519 seed");
    return *key;
}

Result<SigningKey> SigningKey::fromSeed(QByteArrayView seed)
{
    SigningKey key;
    key.m_key = owned(seed.size() == 32 ? EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, u(seed), 32)
                                        : nullptr);
    if (!key.m_key)
        return fail(ErrorCode::KeyMissing, QStringLiteral("an Ed25519 seed has 32 bytes"));
    return key;
}

QByteArray SigningKey::seed() const
{
    QByteArray out(32, Qt::Uninitialized);
    size_t size = 32;
    ensure(EVP_PKEY_get_raw_private_key(pkey(m_key), u(out), &size) == 1, "an Ed25519 key has a seed");
    return out;
}

QByteArray SigningKey::publicKey() const
{
    QByteArray out(32, Qt::Uninitialized);
    size_t size = 32;
    ensure(EVP_PKEY_get_raw_public_key(pkey(m_key), u(out), &size) == 1, "an Ed25519 key has a public half");
    return out;
}

QByteArray SigningKey::sign(QByteArrayView message) const
{
    const DigestContext ctx(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    QByteArray out(64, Qt::Uninitialized);
    size_t size = 64;
    const bool ok = EVP_DigestSignInit(ctx.get(), nullptr, nullptr, nullptr, pkey(m_key)) == 1
        && EVP_DigestSign(ctx.get(), u(out), &size, u(message), size_t(message.size())) == 1;
    ensure(ok && size == 64, "Ed25519 signs");
    return out;
}

Result<VerifyingKey> VerifyingKey::fromBytes(QByteArrayView publicKey)
{
    VerifyingKey key;
    key.m_key = owned(publicKey.size() == 32
                          ? EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, u(publicKey), 32)
                          : nullptr);
    if (!key.m_key)
        return fail(ErrorCode::KeyMissing, QStringLiteral("an Ed25519 public key has 32 bytes"));
    return key;
}

bool VerifyingKey::verify(QByteArrayView message, QByteArrayView signature) const
{
    const DigestContext ctx(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(ctx.get(), nullptr, nullptr, nullptr, pkey(m_key)) == 1
        && EVP_DigestVerify(ctx.get(), u(signature), size_t(signature.size()), u(message),
                            size_t(message.size()))
        == 1;
}

}
