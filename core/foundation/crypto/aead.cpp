#include "core/foundation/crypto/aead.h"

#include "core/foundation/crypto/aes_gcm.h"
#include "core/foundation/crypto/digest.h"

namespace youka {

namespace {

constexpr char Version = 1;
constexpr qsizetype NonceSize = 12;
constexpr qsizetype Start = 1 + NonceSize;

}

QByteArray aeadSeal(QByteArrayView key32, QByteArrayView plain, QByteArrayView context)
{
    const QByteArray nonce = randomBytes(NonceSize);
    return Version + nonce + aesGcmSealed(key32, nonce, plain, context);
}

Result<QByteArray> aeadOpen(QByteArrayView key32, QByteArrayView sealed, QByteArrayView context)
{
    ensure(key32.size() == 32, "an AES-256 key has 32 bytes");
    if (sealed.size() < Start || sealed.front() != Version)
        return fail(ErrorCode::DecryptFailed, QStringLiteral("not a sealed field"));
    return aesGcmOpened(key32, sealed.sliced(1, NonceSize), sealed.sliced(Start), context);
}

}
