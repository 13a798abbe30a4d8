#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

namespace youka {

/// zlib (RFC 1950).
QByteArray deflated(QByteArrayView bytes);
/// Never grows beyond `most`, whatever the bytes claim. Errors: InvalidInput.
Result<QByteArray> inflated(QByteArrayView bytes, qsizetype most);

}
