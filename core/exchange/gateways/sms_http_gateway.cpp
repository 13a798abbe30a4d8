#include "core/exchange/gateways/sms_http_gateway.h"

#include "core/domain/messages/message_rules.h"
namespace youka {

namespace {

/// What will be refused again, by the words of the two gateways most in use. Everything else passes: a limit,
/// an empty account, a fault of theirs.
constexpr const char *ForGood[] = {
    "isv.MOBILE_NUMBER_ILLEGAL",
    "isv.INVALID_PARAMETERS",
    "isv.SMS_TEMPLATE_ILLEGAL",
    "isv.SMS_SIGNATURE_ILLEGAL",
    "isv.SMS_CONTENT_ILLEGAL",
    "isv.TEMPLATE_MISSING_PARAMETERS",
    "isv.INVALID_JSON_PARAM",
    "isv.PARAM_LENGTH_LIMIT",
    "isv.BLACK_KEY_CONTROL_LIMIT",
    "InvalidParameterValue.IncorrectPhoneNumber",
    "FailedOperation.PhoneNumberInBlacklist",
    "FailedOperation.ContainSensitiveWord",
    "FailedOperation.TemplateIncorrectOrUnapproved",
    "FailedOperation.SignatureIncorrectOrUnapproved",
};

}

ChannelCall smsCall(const SmsAccount &account, const Message &message, Timestamp now)
{
    QJsonObject fields;
    for (auto it = message.fields.begin(); it != message.fields.end(); ++it)
        fields[it.key()] = *it;
    const QString code =
        QString(messageKindName(message.kind)) + u':' + messageLanguageName(message.language);
    return gatewayCall(account.gateway, "X-Sms",
                       {{QStringLiteral("outId"), QString::fromLatin1(message.number.toHex())},
                        {QStringLiteral("phoneNumber"), message.address},
                        {QStringLiteral("signName"), account.sign},
                        {QStringLiteral("templateCode"), code},
                        {QStringLiteral("templateParam"), fields},
                        {QStringLiteral("text"), message.text.text}},
                       now);
}

DeliveryNews smsNews(const ChannelReply &reply) { return gatewayNews(reply, {ForGood, {}}); }

void SmsHttpGateway::send(const Message &message, std::function<void(const DeliveryNews &)> answer)
{
    m_sender->send(smsCall(m_account, message, m_clock.now()),
                   [answer = std::move(answer)](const ChannelReply &reply) { answer(smsNews(reply)); });
}

}
