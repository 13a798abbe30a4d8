#include "core/foundation/crypto/signing.h"

#include "core/foundation/crypto/digest.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace youka {

namespace {

using SecretKey = std::array<unsigned char, crypto_sign_SECRETKEYBYTES>; ///< the seed, then the public half
using PublicKey = std::array<unsigned char, crypto_sign_PUBLICKEYBYTES>;

void beReady()
{
    static const bool Ready = sodium_init() >= 0;
    ensure(Ready, "libsodium starts");
}

SecretKey &secretOf(const std::shared_ptr<void> &key) { return *static_cast<SecretKey *>(key.get()); }
PublicKey &publicOf(const std::shared_ptr<void> &key) { return *static_cast<PublicKey *>(key.get()); }

const unsigned char *u(QByteArrayView v) { return reinterpret_cast<const unsigned char *>(v.data()); }
unsigned char *u(QByteArray &v) { return reinterpret_cast<unsigned char *>(v.data()); }

}

SigningKey SigningKey::generate()
{
    const auto key = fromSeed(randomBytes(32));
    ensure(key.has_value(), "32 random bytes are an Ed25519 seed");
    return *key;
}

Result<SigningKey> SigningKey::fromSeed(QByteArrayView seed)
{
    if (seed.size() != crypto_sign_SEEDBYTES)
        return fail(ErrorCode::KeyMissing, QStringLiteral("an Ed25519 seed has 32 bytes"));
    beReady();
    SigningKey key;
    key.m_key = std::shared_ptr<SecretKey>(new SecretKey, [](SecretKey *secret) {
        sodium_memzero(secret->data(), secret->size());
        delete secret;
    });
    PublicKey half;
    ensure(crypto_sign_seed_keypair(half.data(), secretOf(key.m_key).data(), u(seed)) == 0,
           "a seed makes a key");
    return key;
}

QByteArray SigningKey::seed() const
{
    QByteArray out(crypto_sign_SEEDBYTES, Qt::Uninitialized);
    crypto_sign_ed25519_sk_to_seed(u(out), secretOf(m_key).data());
    return out;
}

QByteArray SigningKey::publicKey() const
{
    QByteArray out(crypto_sign_PUBLICKEYBYTES, Qt::Uninitialized);
    crypto_sign_ed25519_sk_to_pk(u(out), secretOf(m_key).data());
    return out;
}

QByteArray SigningKey::sign(QByteArrayView message) const
{
    QByteArray out(crypto_sign_BYTES, Qt::Uninitialized);
    ensure(crypto_sign_detached(u(out), nullptr, u(message), size_t(message.size()), secretOf(m_key).data())
               == 0,
           "Ed25519 signs");
    return out;
}

Result<VerifyingKey> VerifyingKey::fromBytes(QByteArrayView publicKey)
{
    if (publicKey.size() != crypto_sign_PUBLICKEYBYTES)
        return fail(ErrorCode::KeyMissing, QStringLiteral("an Ed25519 public key has 32 bytes"));
    beReady();
    VerifyingKey key;
    const auto bytes = std::make_shared<PublicKey>();
    std::copy_n(u(publicKey), bytes->size(), bytes->begin());
    key.m_key = bytes;
    return key;
}

bool VerifyingKey::verify(QByteArrayView message, QByteArrayView signature) const
{
    return signature.size() == crypto_sign_BYTES
        && crypto_sign_verify_detached(u(signature), u(message), size_t(message.size()),
                                       publicOf(m_key).data())
        == 0;
}

}
