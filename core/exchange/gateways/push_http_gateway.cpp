#include "core/exchange/gateways/push_http_gateway.h"

#include "core/domain/messages/message_rules.h"

namespace youka {

namespace {

constexpr const char *Refused[] = {"push.INVALID_PARAMETERS", "push.PAYLOAD_TOO_LARGE", "push.APP_UNKNOWN"};
constexpr const char *Gone[] = {"push.TOKEN_UNREGISTERED", "push.TOKEN_INVALID"};

}

ChannelCall pushCall(const GatewayAccount &account, const Message &message, Timestamp now)
{
    QJsonObject fields;
    for (auto it = message.fields.begin(); it != message.fields.end(); ++it)
        fields[it.key()] = *it;
    return gatewayCall(account, "X-Push",
                       {{QStringLiteral("outId"), QString::fromLatin1(message.number.toHex())},
                        {QStringLiteral("deviceToken"), message.address},
                        {QStringLiteral("title"), message.text.subject},
                        {QStringLiteral("text"), message.text.text},
                        {QStringLiteral("kind"), QString(messageKindName(message.kind))},
                        {QStringLiteral("language"), QString(messageLanguageName(message.language))},
                        {QStringLiteral("data"), fields}},
                       now);
}

DeliveryNews pushNews(const ChannelReply &reply) { return gatewayNews(reply, {Refused, Gone}); }

void PushHttpGateway::send(const Message &message, std::function<void(const DeliveryNews &)> answer)
{
    m_sender->send(pushCall(m_account, message, m_clock.now()),
                   [answer = std::move(answer)](const ChannelReply &reply) { answer(pushNews(reply)); });
}

}
