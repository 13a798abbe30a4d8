#include "core/exchange/api/http_signature.h"
#include "tests/fuzz/fuzz.h"

#include <QList>

using namespace youka;

/// Lines: content-digest, signature-input, signature; the rest is the body. An empty digest stands for the
/// right one, so that what comes behind it is reached.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const SigningKey Key = *SigningKey::fromSeed(QByteArray(32, 's'));
    static const VerifyingKey Other =
        *VerifyingKey::fromBytes((*SigningKey::fromSeed(QByteArray(32, 'o'))).publicKey());
    const QByteArray input = inputOf(data, size);
    const auto lines = input.split('\n');
    SignatureHeaders headers{lines.value(0), lines.value(1), lines.value(2)};
    SignedParts parts{"POST", "/api/v1/outbox", {}, lines.value(3), {}};
    const auto claim = readSignatureClaim(headers);
    if (!claim)
        return 0;
    if (claim->coversKey)
        parts.idempotencyKey = "key";
    if (headers.contentDigest.isEmpty())
        headers.contentDigest = signRequest(parts, claim->terminal, Key, claim->created).contentDigest;
    // The key is not the one that signed, so nothing may pass.
    ensure(!verifyRequest(parts, headers, *claim, Other, claim->created), "a stranger's signature");
    return 0;
}
