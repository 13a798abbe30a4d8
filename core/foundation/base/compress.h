#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

namespace youka {

/// zlib (RFC 1950). The same bytes always give the same result.
QByteArray deflated(QByteArrayView bytes, int level = 6);
/// Never grows beyond `most`, whatever the bytes claim. Errors: InputTooLarge (there is more), InvalidInput
/// (damaged, cut short, or followed by something else).
Result<QByteArray> inflated(QByteArrayView bytes, qsizetype most);

}
