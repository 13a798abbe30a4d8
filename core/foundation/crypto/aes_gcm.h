#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

namespace youka {

/// AES-256-GCM in the bare form others use on the wire: the nonce (12 bytes) is carried beside it, the tag
/// (16 bytes) follows the ciphertext. For our own fields: aead.h, which makes its own nonce.
QByteArray aesGcmSealed(QByteArrayView key32, QByteArrayView nonce12, QByteArrayView plain,
                        QByteArrayView context);
/// Errors: DecryptFailed (also a key or nonce of another length).
Result<QByteArray> aesGcmOpened(QByteArrayView key32, QByteArrayView nonce12, QByteArrayView sealed,
                                QByteArrayView context);

}
