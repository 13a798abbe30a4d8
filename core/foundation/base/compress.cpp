#include "core/foundation/base/compress.h"

#include <zlib.h>

#include <algorithm>

namespace youka {

QByteArray deflated(QByteArrayView bytes, int level)
{
    uLongf size = compressBound(uLong(bytes.size()));
    QByteArray out(qsizetype(size), Qt::Uninitialized);
    const int code = compress2(reinterpret_cast<Bytef *>(out.data()), &size,
                               reinterpret_cast<const Bytef *>(bytes.data()), uLong(bytes.size()), level);
    ensure(code == Z_OK, "there is memory to compress in");
    out.truncate(qsizetype(size));
    return out;
}

Result<QByteArray> inflated(QByteArrayView bytes, qsizetype most)
{
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return fail(ErrorCode::Internal, QStringLiteral("inflate"));
    stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(bytes.data()));
    stream.avail_in = uInt(std::min<qsizetype>(bytes.size(), 1 << 30));
    QByteArray out;
    int code = Z_OK;
    while (code == Z_OK && out.size() < most) {
        const qsizetype had = out.size();
        out.resize(std::min(most, std::max<qsizetype>(had * 2, 64 * 1024)));
        stream.next_out = reinterpret_cast<Bytef *>(out.data()) + had;
        stream.avail_out = uInt(out.size() - had);
        code = inflate(&stream, Z_NO_FLUSH);
        out.truncate(out.size() - qsizetype(stream.avail_out));
        if (code == Z_BUF_ERROR || (code == Z_OK && stream.avail_in == 0 && stream.avail_out > 0))
            break; // cut short
    }
    inflateEnd(&stream);
    if (code == Z_OK && out.size() >= most)
        return fail(ErrorCode::InputTooLarge, QStringLiteral("unpacks to more than %1 bytes").arg(most));
    if (code != Z_STREAM_END || stream.avail_in > 0)
        return fail(ErrorCode::InvalidInput, QStringLiteral("compressed bytes"));
    return out;
}

}
