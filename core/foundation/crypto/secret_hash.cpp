#include "core/foundation/crypto/secret_hash.h"

#include <sodium.h>

#include <array>

namespace youka {

QByteArray hashSecret(QByteArrayView secret, HashCost cost)
{
    // RFC 9106 section 4 asks for what the machine can bear; a till has one core to spare for 20 ms.
    const unsigned long long passes = cost == HashCost::Interactive ? 2 : 1;
    const size_t memory = cost == HashCost::Interactive ? 19 * 1024 * 1024 : 64 * 1024;
    std::array<char, crypto_pwhash_argon2id_STRBYTES> encoded{};
    const bool ok = sodium_init() >= 0
        && crypto_pwhash_argon2id_str(encoded.data(), secret.data(),
                                      static_cast<unsigned long long>(secret.size()), passes, memory)
            == 0;
    ensure(ok, "Argon2id hashes");
    return QByteArray(encoded.data());
}

bool verifySecret(const QByteArray &encoded, QByteArrayView secret)
{
    return crypto_pwhash_argon2id_str_verify(encoded.constData(), secret.data(),
                                             static_cast<unsigned long long>(secret.size()))
        == 0;
}

Result<QByteArray> keyFromPassphrase(QByteArrayView passphrase, QByteArrayView salt, KeyCost cost)
{
    constexpr int MostPasses = 16;
    constexpr int MostKib = 1024 * 1024;
    if (cost.passes < 1 || cost.passes > MostPasses || cost.memoryKib < 64 || cost.memoryKib > MostKib)
        return fail(ErrorCode::NumberOutOfRange, QStringLiteral("the cost of a key"));
    if (salt.size() != KeySaltSize || crypto_pwhash_argon2id_SALTBYTES != KeySaltSize)
        return fail(ErrorCode::InvalidInput, QStringLiteral("salt"));
    QByteArray key(32, Qt::Uninitialized);
    const bool ok = sodium_init() >= 0
        && crypto_pwhash_argon2id(
               reinterpret_cast<unsigned char *>(key.data()), static_cast<unsigned long long>(key.size()),
               passphrase.data(), static_cast<unsigned long long>(passphrase.size()),
               reinterpret_cast<const unsigned char *>(salt.data()),
               static_cast<unsigned long long>(cost.passes), static_cast<size_t>(cost.memoryKib) * 1024,
               crypto_pwhash_argon2id_ALG_ARGON2ID13)
            == 0;
    if (!ok)
        return fail(ErrorCode::Unavailable, QStringLiteral("no memory for a key"));
    return key;
}

}
