#include "core/exchange/gateways/http_contract.h"

#include "core/foundation/base/json.h"
#include "core/foundation/crypto/digest.h"

#include <QJsonDocument>

#include <algorithm>

namespace youka {

QByteArray gatewaySignature(QByteArrayView secret, QByteArrayView method, QByteArrayView target,
                            QByteArrayView time, QByteArrayView body)
{
    QByteArray said = method.toByteArray() + '\n';
    said += target;
    said += '\n';
    said += time;
    said += '\n' + sha256(body).toHex();
    return hmacSha256(secret, said).toHex();
}

ChannelCall gatewayCall(const GatewayAccount &account, const QByteArray &prefix, const QJsonObject &json,
                        Timestamp now)
{
    ChannelCall call;
    call.method = "POST";
    call.timeoutMs = account.timeoutMs;
    call.url = account.url;
    call.body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    QByteArray target = account.url.path(QUrl::FullyEncoded).toUtf8();
    if (target.isEmpty())
        target = "/";
    if (account.url.hasQuery())
        target += '?' + account.url.query(QUrl::FullyEncoded).toUtf8();
    const QByteArray time = QByteArray::number(now.ms / 1'000);
    call.headers = {
        {"Content-Type", "application/json; charset=utf-8"},
        {prefix + "-Account", account.account.toUtf8()},
        {prefix + "-Time", time},
        {prefix + "-Signature", gatewaySignature(account.secret, call.method, target, time, call.body)},
    };
    return call;
}

DeliveryNews gatewayNews(const ChannelReply &reply, const GatewayWords &words)
{
    const auto json = parseJsonObject(reply.body);
    const QString code = json ? (*json)[QLatin1String("code")].toString() : QString();
    if (reply.status == 200 && code.compare(QLatin1String("OK"), Qt::CaseInsensitive) == 0)
        return {DeliveryWord::Delivered, (*json)[QLatin1String("bizId")].toString(), {}};
    const auto isAmong = [&](std::span<const char *const> some) {
        return std::any_of(some.begin(), some.end(),
                           [&](const char *word) { return code == QLatin1String(word); });
    };
    // Only with a status that says so: a proxy in between may answer anything with 5xx.
    const bool isSaid = reply.status == 200 || (reply.status >= 400 && reply.status < 500);
    if (isSaid && isAmong(words.gone))
        return {DeliveryWord::Gone, {}, code};
    if (isSaid && isAmong(words.refused))
        return {DeliveryWord::Refused, {}, code};
    if (reply.status == 0)
        return {DeliveryWord::Unknown, {}, QStringLiteral("no answer")};
    return {DeliveryWord::Unknown, {}, code.isEmpty() ? QStringLiteral("HTTP %1").arg(reply.status) : code};
}

}
