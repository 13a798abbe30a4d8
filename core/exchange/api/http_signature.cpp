#include "core/exchange/api/http_signature.h"

#include "core/foundation/crypto/digest.h"

#include <QRegularExpression>

namespace youka {

namespace {

QByteArray digestOf(QByteArrayView body) { return "sha-256=:" + sha256(body).toBase64() + ':'; }

QByteArray components(bool withKey)
{
    return withKey
        ? QByteArrayLiteral("(\"@method\" \"@path\" \"@query\" \"content-digest\" \"idempotency-key\")")
        : QByteArrayLiteral("(\"@method\" \"@path\" \"@query\" \"content-digest\")");
}

/// The signature base of RFC 9421 section 2.5: one line a component, then the parameters.
QByteArray signatureBase(const SignedParts &parts, const QByteArray &digest, const QByteArray &parameters)
{
    QByteArray base = "\"@method\": " + parts.method + "\n\"@path\": " + parts.path + "\n\"@query\": ?"
        + parts.query + "\n\"content-digest\": " + digest;
    if (!parts.idempotencyKey.isEmpty())
        base += "\n\"idempotency-key\": " + parts.idempotencyKey;
    return base + "\n\"@signature-params\": " + parameters;
}

}

SignatureHeaders signRequest(const SignedParts &parts, TerminalId terminal, const SigningKey &key,
                             Timestamp now)
{
    const QByteArray parameters = components(!parts.idempotencyKey.isEmpty())
        + ";created=" + QByteArray::number(now.ms / 1000) + ";keyid=\"terminal-"
        + QByteArray::number(terminal.value) + "\";alg=\"ed25519\"";
    const QByteArray digest = digestOf(parts.body);
    const QByteArray signature = key.sign(signatureBase(parts, digest, parameters));
    return {digest, "sig1=" + parameters, "sig1=:" + signature.toBase64() + ':'};
}

Result<SignatureClaim> readSignatureClaim(const SignatureHeaders &headers)
{
    // Only the form our own terminals send is taken: fewer ways in.
    static const QRegularExpression Form(QStringLiteral(
        "^sig1=(\\(\"@method\" \"@path\" \"@query\" \"content-digest\"( \"idempotency-key\")?\\)"
        ";created=(\\d{1,12});keyid=\"terminal-(\\d{1,10})\";alg=\"ed25519\")$"));
    const auto match = Form.match(QString::fromLatin1(headers.signatureInput));
    if (!match.hasMatch())
        return fail(ErrorCode::SignatureInvalid,
                    QStringLiteral("signature-input is not of the expected form"));
    return SignatureClaim{{match.captured(4).toLongLong()},
                          {match.captured(3).toLongLong() * 1000},
                          match.captured(1).toLatin1(),
                          !match.captured(2).isEmpty()};
}

Result<void> verifyRequest(const SignedParts &parts, const SignatureHeaders &headers,
                           const SignatureClaim &claim, const VerifyingKey &key, Timestamp now)
{
    if (std::abs(now.ms - claim.created.ms) > SignatureWindowMs)
        return fail(ErrorCode::RequestExpired);
    if (claim.coversKey != !parts.idempotencyKey.isEmpty())
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("idempotency-key is not covered"));
    if (!equalInConstantTime(headers.contentDigest, digestOf(parts.body)))
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("content-digest differs"));
    // The colons are two: "sig1=:" alone both begins and ends as it should.
    if (headers.signature.size() < 7 || !headers.signature.startsWith("sig1=:")
        || !headers.signature.endsWith(':'))
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("signature is not of the expected form"));
    const QByteArray signature = QByteArray::fromBase64(headers.signature.sliced(6).chopped(1));
    if (!key.verify(signatureBase(parts, headers.contentDigest, claim.covered), signature))
        return fail(ErrorCode::SignatureInvalid);
    return {};
}

}
