#pragma once

#include "core/domain/messages/message.h"
#include "core/exchange/payments/channel_sender.h"

#include <QJsonObject>
#include <QUrl>

#include <span>

namespace youka {

/// What the gateways of our own contracts have in common: JSON that is posted and signed, and an answer with
/// a code. Docs: docs/messages.md, "SMS gateway".
struct GatewayAccount
{
    QUrl url; ///< where messages are posted
    QString account;
    QByteArray secret;
    int timeoutMs = 10'000;
};

/// The request, signed; `prefix` is how its headers begin: "X-Sms".
ChannelCall gatewayCall(const GatewayAccount &account, const QByteArray &prefix, const QJsonObject &json,
                        Timestamp now);
/// HMAC-SHA256, in hex, over method, path with query, seconds of UTC, and the SHA-256 of the body in hex,
/// each on a line of its own.
QByteArray gatewaySignature(QByteArrayView secret, QByteArrayView method, QByteArrayView target,
                            QByteArrayView time, QByteArrayView body);

/// Codes that mean more than "not now".
struct GatewayWords
{
    std::span<const char *const> refused; ///< will be refused again
    std::span<const char *const> gone;    ///< and so will be whatever goes to that address
};
/// What the reply says; nothing or nonsense is Unknown.
DeliveryNews gatewayNews(const ChannelReply &reply, const GatewayWords &words);

}
