#include "core/foundation/crypto/secret_hash.h"

#include "core/foundation/crypto/digest.h"

#include <argon2.h>

namespace youka {

QByteArray hashSecret(QByteArrayView secret, HashCost cost)
{
    // RFC 9106 section 4 asks for what the machine can bear; a till has one core to spare for 20 ms.
    const uint32_t passes = cost == HashCost::Interactive ? 2 : 1;
    const uint32_t memoryKib = cost == HashCost::Interactive ? 19 * 1024 : 64;
    const QByteArray salt = randomBytes(16);
    QByteArray encoded(qsizetype(argon2_encodedlen(passes, memoryKib, 1, 16, 32, Argon2_id)), '\0');
    const int rc =
        argon2id_hash_encoded(passes, memoryKib, 1, secret.data(), size_t(secret.size()), salt.data(),
                              size_t(salt.size()), 32, encoded.data(), size_t(encoded.size()));
    ensure(rc == ARGON2_OK, "Argon2id hashes");
    return QByteArray(encoded.constData());
}

bool verifySecret(const QByteArray &encoded, QByteArrayView secret)
{
    return argon2id_verify(encoded.constData(), secret.data(), size_t(secret.size())) == ARGON2_OK;
}

}
