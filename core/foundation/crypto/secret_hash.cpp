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

}
