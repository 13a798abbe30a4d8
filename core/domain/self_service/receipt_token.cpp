#include "core/domain/self_service/receipt_token.h"

#include "core/foundation/base/settings.h"

#include <QUrl>

namespace youka {

namespace {

constexpr qsizetype IdSize = 16;
constexpr qsizetype SignatureSize = 64;
constexpr qsizetype TextSize = 22 + 86;
constexpr auto Base64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray signedText(SaleId sale) { return "YKRECEIPT1" + sale.bytes(); }

Result<QByteArray> decoded(const QByteArray &text, qsizetype size)
{
    const auto bytes = QByteArray::fromBase64Encoding(text, Base64 | QByteArray::AbortOnBase64DecodingErrors);
    // One text for one token: what decodes to the same by other letters is none.
    if (!bytes || bytes.decoded.size() != size || bytes.decoded.toBase64(Base64) != text)
        return fail(ErrorCode::InvalidInput);
    return bytes.decoded;
}

}

QString receiptTokenText(SaleId sale, const SigningKey &terminal)
{
    return QString::fromLatin1(sale.bytes().toBase64(Base64)
                               + terminal.sign(signedText(sale)).toBase64(Base64));
}

QString receiptAddress(const QString &webBase, SaleId sale, const SigningKey &terminal)
{
    return webBase.isEmpty() ? QString() : webBase + QStringLiteral("/r/") + receiptTokenText(sale, terminal);
}

Result<ReceiptToken> readReceiptToken(const QString &text)
{
    const QByteArray bytes = text.toLatin1();
    if (bytes.size() != TextSize)
        return fail(ErrorCode::InvalidInput);
    return decoded(bytes.first(22), IdSize).and_then([&](const QByteArray &id) {
        return decoded(bytes.sliced(22), SignatureSize).map([&](const QByteArray &signature) {
            return ReceiptToken{SaleId::fromBytes(id), signature};
        });
    });
}

bool isGenuine(const ReceiptToken &token, const QByteArray &publicKey)
{
    const auto key = VerifyingKey::fromBytes(publicKey);
    return key && key->verify(signedText(token.sale), token.signature);
}

Result<QString> readWebBase(Settings &in)
{
    QString base = in.text("web.base_url", {});
    while (base.endsWith(u'/'))
        base.chop(1);
    if (const QUrl url(base, QUrl::StrictMode);
        !base.isEmpty() && (!url.isValid() || url.scheme() != QLatin1String("https")))
        return fail(
            in.invalid("web.base_url", QStringLiteral("an address like https://card.example is expected")));
    return base;
}

}
