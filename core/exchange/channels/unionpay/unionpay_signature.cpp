#include "core/exchange/channels/unionpay/unionpay_signature.h"

#include "core/foundation/crypto/digest.h"

namespace youka::unionpay {

namespace {

auto unreadable(const char *why) { return fail(ErrorCode::ChannelUnreadable, QLatin1String(why)); }
auto forged(const QString &why) { return fail(ErrorCode::ChannelForged, why); }

Result<void> put(Fields &fields, const QByteArray &name, const QByteArray &value)
{
    if (name.isEmpty() || fields.contains(name))
        return unreadable("a field without a name, or twice");
    fields.insert(name, value);
    return {};
}

/// Where the next `&` outside of braces and brackets is.
qsizetype fieldEnd(const QByteArray &body, qsizetype at)
{
    int depth = 0;
    for (; at < body.size(); ++at) {
        const char c = body.at(at);
        if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && depth > 0)
            --depth;
        else if (c == '&' && depth == 0)
            break;
    }
    return at;
}

}

QByteArray signedText(const Fields &fields)
{
    QByteArray text;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (it.key() == "signature")
            continue;
        if (!text.isEmpty())
            text += '&';
        text += it.key() + '=' + *it;
    }
    return text;
}

QByteArray digestText(const Fields &fields) { return sha256(signedText(fields)).toHex(); }

QByteArray encodedForm(const Fields &fields)
{
    QByteArray form;
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        if (!form.isEmpty())
            form += '&';
        form += it.key() + '=' + it->toPercentEncoding();
    }
    return form;
}

Result<Fields> rawForm(const QByteArray &body)
{
    Fields fields;
    for (qsizetype at = 0; at < body.size();) {
        const qsizetype end = fieldEnd(body, at);
        const qsizetype equals = body.indexOf('=', at);
        if (equals < 0 || equals > end)
            return unreadable("not a form");
        if (const auto done = put(fields, body.mid(at, equals - at), body.mid(equals + 1, end - equals - 1));
            !done)
            return fail(done.error());
        at = end + 1;
    }
    if (fields.isEmpty())
        return unreadable("nothing");
    return fields;
}

Result<Fields> decodedForm(const QByteArray &body)
{
    Fields fields;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals < 0)
            return unreadable("not a form");
        const auto decoded = [](QByteArray text) {
            return QByteArray::fromPercentEncoding(text.replace('+', ' '));
        };
        if (const auto done = put(fields, decoded(pair.first(equals)), decoded(pair.sliced(equals + 1)));
            !done)
            return fail(done.error());
    }
    return fields;
}

Result<void> verifyFields(const Fields &fields, const Trust &trust, Timestamp now)
{
    if (fields.value("signMethod") != "01" || fields.value("version") != "5.1.0")
        return forged(QStringLiteral("another way of signing"));
    const auto signer = Certificate::fromPem(fields.value("signPubKeyCert"));
    if (!signer)
        return forged(QStringLiteral("no certificate"));
    if (const auto chain = signer->checkChain(trust.roots, trust.between, now); !chain)
        return forged(chain.error().detail);
    // The same authority certifies merchants: without the name any of them could sign in UnionPay's place.
    if (!trust.signerNames.contains(signer->commonName().section(u'@', 2, 2)))
        return forged(QStringLiteral("signed by ") + signer->commonName());
    const auto signature =
        QByteArray::fromBase64Encoding(fields.value("signature"), QByteArray::AbortOnBase64DecodingErrors);
    if (!signature || !signer->publicKey().verify(digestText(fields), *signature))
        return forged(QStringLiteral("wrong signature"));
    return {};
}

}
