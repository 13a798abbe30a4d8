#include "apps/sim/pay/sim_zip.h"

#include <zlib.h>

namespace youka::sim {

namespace {

QByteArray le(quint32 value, int bytes)
{
    QByteArray out;
    for (int i = 0; i < bytes; ++i)
        out += char((value >> (8 * i)) & 0xFF);
    return out;
}

/// Raw deflate is zlib without its two bytes of head and four of checksum.
QByteArray rawDeflated(const QByteArray &bytes)
{
    uLongf size = compressBound(uLong(bytes.size()));
    QByteArray out(qsizetype(size), Qt::Uninitialized);
    compress2(reinterpret_cast<Bytef *>(out.data()), &size,
              reinterpret_cast<const Bytef *>(bytes.constData()), uLong(bytes.size()), Z_BEST_SPEED);
    return out.mid(2, qsizetype(size) - 6);
}

}

QByteArray zipOf(const QList<std::pair<QByteArray, QByteArray>> &files, bool withWrongSum)
{
    QByteArray out;
    QByteArray directory;
    for (const auto &[name, bytes] : files) {
        const auto sum = quint32(
            crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), static_cast<uInt>(bytes.size())));
        const QByteArray packed = rawDeflated(bytes);
        // version 2.0, no flags, deflate, a time and a day of 2024
        const QByteArray common = le(20, 2) + le(0, 2) + le(8, 2) + le(0x4800, 2) + le(0x5830, 2)
            + le(withWrongSum ? ~sum : sum, 4) + le(quint32(packed.size()), 4) + le(quint32(bytes.size()), 4)
            + le(quint32(name.size()), 2) + le(0, 2);
        directory += QByteArray("PK\x01\x02") + le(20, 2) + common + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4)
            + le(quint32(out.size()), 4) + name;
        out += QByteArray("PK\x03\x04") + common + name + packed;
    }
    const quint32 at = quint32(out.size());
    return out + directory + QByteArray("PK\x05\x06") + le(0, 4) + le(quint32(files.size()), 2)
        + le(quint32(files.size()), 2) + le(quint32(directory.size()), 4) + le(at, 4) + le(0, 2);
}

}
