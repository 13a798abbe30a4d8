#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

namespace youka {

/// AES-256-GCM for one field. The sealed form is version(1) || nonce(12) || ciphertext || tag(16); `context`
/// is authenticated but not stored, so that a field moved to another row or column does not open.
QByteArray aeadSeal(QByteArrayView key32, QByteArrayView plain, QByteArrayView context);
/// Errors: DecryptFailed (changed, cut short, wrong key or wrong context).
Result<QByteArray> aeadOpen(QByteArrayView key32, QByteArrayView sealed, QByteArrayView context);

}
