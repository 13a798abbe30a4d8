#include "core/exchange/api/body_packing.h"

#include "core/foundation/base/compress.h"

namespace youka {

namespace {
/// Below it the headers are most of what travels.
constexpr qsizetype PackFrom = 1'024;
/// Of a batch of records level 6 leaves a twelfth less than this one and takes more than twice as long.
constexpr int Level = 1;
const QByteArray Deflate = "deflate";
}

TravellingBody packedBody(QByteArray body)
{
    if (body.size() < PackFrom)
        return {std::move(body), {}};
    QByteArray fewer = deflated(body, Level);
    if (fewer.size() > body.size() - body.size() / 8)
        return {std::move(body), {}};
    return {std::move(fewer), Deflate};
}

Result<QByteArray> unpackedBody(const TravellingBody &body, qsizetype most)
{
    const QByteArray encoding = body.encoding.trimmed().toLower();
    if (encoding.isEmpty() || encoding == "identity")
        return body.bytes;
    if (encoding != Deflate)
        return fail(ErrorCode::EncodingUnsupported, QString::fromLatin1(encoding.left(40)));
    return inflated(body.bytes, most);
}

}
