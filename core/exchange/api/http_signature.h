#pragma once

#include "core/foundation/base/ids.h"
#include "core/foundation/crypto/signing.h"

#include <QByteArray>
#include <QMap>

namespace youka {

/// The parts of a request that a terminal signs (HTTP Message Signatures, RFC 9421, Ed25519; the body through
/// Content-Digest, RFC 9530).
struct SignedParts
{
    QByteArray method; ///< "POST"
    QByteArray path;   ///< "/api/v1/outbox", as sent
    QByteArray query;  ///< without the question mark; empty: none
    QByteArray body;
    QByteArray idempotencyKey; ///< value of that header; empty: not sent
};

/// The headers that carry a signature.
struct SignatureHeaders
{
    QByteArray contentDigest;
    QByteArray signatureInput;
    QByteArray signature;
};

SignatureHeaders signRequest(const SignedParts &parts, TerminalId terminal, const SigningKey &key,
                             Timestamp now);

/// Who claims to have signed, read before the key can be looked up. Errors: SignatureInvalid.
struct SignatureClaim
{
    TerminalId terminal;
    Timestamp created;
    QByteArray covered; ///< the signature parameters exactly as sent
    bool coversKey = false;
};
Result<SignatureClaim> readSignatureClaim(const SignatureHeaders &headers);

/// How far a signature's time may lie from the server's.
inline constexpr qint64 SignatureWindowMs = 5 * 60 * 1000;

/// Errors: SignatureInvalid, RequestExpired.
Result<void> verifyRequest(const SignedParts &parts, const SignatureHeaders &headers,
                           const SignatureClaim &claim, const VerifyingKey &key, Timestamp now);

}
