#include "core/exchange/gateways/sms_http_gateway.h"

#include "core/domain/messages/message_rules.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/digest.h"

#include <QJsonDocument>

#include <algorithm>

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

QByteArray smsSignature(QByteArrayView secret, QByteArrayView method, QByteArrayView target,
                        QByteArrayView time, QByteArrayView body)
{
    QByteArray said = method.toByteArray() + '\n';
    said += target;
    said += '\n';
    said += time;
    said += '\n' + sha256(body).toHex();
    return hmacSha256(secret, said).toHex();
}

ChannelCall smsCall(const SmsAccount &account, const Message &message, Timestamp now)
{
    QJsonObject fields;
    for (auto it = message.fields.begin(); it != message.fields.end(); ++it)
        fields[it.key()] = *it;
    const QString code =
        QString(messageKindName(message.kind)) + u':' + messageLanguageName(message.language);
    const QJsonObject json{{QStringLiteral("outId"), QString::fromLatin1(message.number.toHex())},
                           {QStringLiteral("phoneNumber"), message.address},
                           {QStringLiteral("signName"), account.sign},
                           {QStringLiteral("templateCode"), code},
                           {QStringLiteral("templateParam"), fields},
                           {QStringLiteral("text"), message.text.text}};
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
        {"X-Sms-Account", account.account.toUtf8()},
        {"X-Sms-Time", time},
        {"X-Sms-Signature", smsSignature(account.secret, call.method, target, time, call.body)},
    };
    return call;
}

DeliveryNews smsNews(const ChannelReply &reply)
{
    const auto json = parseJsonObject(reply.body);
    const QString code = json ? (*json)[QLatin1String("code")].toString() : QString();
    if (reply.status == 200 && code.compare(QLatin1String("OK"), Qt::CaseInsensitive) == 0)
        return {DeliveryWord::Delivered, (*json)[QLatin1String("bizId")].toString(), {}};
    const bool isForGood = std::any_of(std::begin(ForGood), std::end(ForGood),
                                       [&](const char *word) { return code == QLatin1String(word); });
    // Only with a status that says so: a proxy in between may answer anything with 5xx.
    if (isForGood && (reply.status == 200 || (reply.status >= 400 && reply.status < 500)))
        return {DeliveryWord::Refused, {}, code};
    if (reply.status == 0)
        return {DeliveryWord::Unknown, {}, QStringLiteral("no answer")};
    return {DeliveryWord::Unknown, {}, code.isEmpty() ? QStringLiteral("HTTP %1").arg(reply.status) : code};
}

void SmsHttpGateway::send(const Message &message, std::function<void(const DeliveryNews &)> answer)
{
    m_sender->send(smsCall(m_account, message, m_clock.now()),
                   [answer = std::move(answer)](const ChannelReply &reply) { answer(smsNews(reply)); });
}

}
