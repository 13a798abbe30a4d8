#include "core/exchange/channels/wechat/wechat_signature.h"

namespace youka::wechat {

QByteArray requestText(const QByteArray &method, const QByteArray &pathAndQuery, qint64 unixSeconds,
                       const QByteArray &nonce, const QByteArray &body)
{
    return method + '\n' + pathAndQuery + '\n' + QByteArray::number(unixSeconds) + '\n' + nonce + '\n' + body
        + '\n';
}

QByteArray replyText(const QByteArray &timestamp, const QByteArray &nonce, const QByteArray &body)
{
    return timestamp + '\n' + nonce + '\n' + body + '\n';
}

QByteArray authorization(const Signer &signer, const QByteArray &method, const QByteArray &pathAndQuery,
                         qint64 unixSeconds, const QByteArray &nonce, const QByteArray &body)
{
    const QByteArray signature =
        signer.key.sign(requestText(method, pathAndQuery, unixSeconds, nonce, body)).toBase64();
    return "WECHATPAY2-SHA256-RSA2048 mchid=\"" + signer.mchId + "\",nonce_str=\"" + nonce + "\",timestamp=\""
        + QByteArray::number(unixSeconds) + "\",serial_no=\"" + signer.serialHex + "\",signature=\""
        + signature + '"';
}

Result<void> verifyMessage(const HeaderList &headers, const QByteArray &body, const PlatformKeys &keys,
                           Timestamp now)
{
    const QByteArray timestamp = headerIn(headers, "Wechatpay-Timestamp");
    const QByteArray nonce = headerIn(headers, "Wechatpay-Nonce");
    const auto key = keys.constFind(headerIn(headers, "Wechatpay-Serial"));
    if (key == keys.constEnd())
        return fail(ErrorCode::ChannelForged, QStringLiteral("no key of that serial"));
    // The platform probes with WECHATPAY/SIGNTEST/... in place of a signature: it fails as any other does.
    const auto signature = QByteArray::fromBase64Encoding(headerIn(headers, "Wechatpay-Signature"),
                                                          QByteArray::AbortOnBase64DecodingErrors);
    if (!signature || !key->verify(replyText(timestamp, nonce, body), *signature))
        return fail(ErrorCode::ChannelForged, QStringLiteral("wrong signature"));
    bool isNumber = false;
    const qint64 seconds = timestamp.toLongLong(&isNumber);
    const qint64 here = now.ms / 1000;
    if (!isNumber || seconds <= here - WindowMs / 1000 || seconds >= here + WindowMs / 1000)
        return fail(ErrorCode::ChannelStale);
    return {};
}

}
