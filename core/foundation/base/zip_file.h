#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <utility>

class QIODevice;

namespace youka {

/// One file in a ZIP (APPNOTE 6.3), stored or deflated, without encryption and below 4 GiB.
struct ZipEntry
{
    QByteArray name; ///< as written; its encoding is anybody's guess
    qint64 at = 0;   ///< of its local header
    qint64 packed = 0;
    qint64 size = 0;
    quint32 crc = 0;
    bool deflated = false;
};

/// By the directory at the end of `file`, which can seek. Errors: InvalidInput (none, cut short, something
/// that is not read here).
Result<QList<ZipEntry>> zipEntries(QIODevice &file);

/// Hands the entry's bytes out in pieces; its checksum is known after the last one. Never more than `most`,
/// whatever is claimed. Errors: InputTooLarge, InvalidInput (damaged), or what the sink says.
Result<void> unzip(QIODevice &file, const ZipEntry &entry, qint64 most,
                   const std::function<Result<void>(QByteArrayView)> &sink);

/// An archive of these names and bytes, deflated.
QByteArray zipped(const QList<std::pair<QByteArray, QByteArray>> &files);

}
