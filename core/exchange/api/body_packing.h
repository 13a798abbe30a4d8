#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

namespace youka {

/// A request's body as it travels: packed (zlib, RFC 1950; HTTP calls it "deflate") when that is worth it.
/// Signatures are over these bytes.
struct TravellingBody
{
    QByteArray bytes;
    QByteArray encoding; ///< the Content-Encoding header; empty: the header is not sent
};
TravellingBody packedBody(QByteArray body);

/// The body again. Takes no more memory than `most` whatever the bytes claim.
/// Errors: EncodingUnsupported, InputTooLarge, InvalidInput.
Result<QByteArray> unpackedBody(const TravellingBody &body, qsizetype most);

}
