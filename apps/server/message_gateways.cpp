#include "apps/server/message_gateways.h"

#include "core/exchange/gateways/sms_http_gateway.h"
#include "core/exchange/gateways/smtp_gateway.h"
#include "core/exchange/payments/network_sender.h"
#include "core/foundation/crypto/key_ring.h"

#include <QFile>

namespace youka {

Result<MessageGateways> openGateways(const ServerSettings &settings, const Clock &clock)
{
    const MessageSettings &messages = settings.messages;
    MessageGateways gateways;
    if (messages.smsUrl.isEmpty() && messages.smtpHost.isEmpty())
        return gateways;
    const auto ring = KeyRing::open(settings.dataDir, settings.masterKeyFile);
    if (!ring)
        return fail(ring.error());
    QByteArray authorities;
    if (!messages.authoritiesFile.isEmpty()) {
        QFile file(messages.authoritiesFile);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::SettingsInvalid,
                        messages.authoritiesFile + QStringLiteral(": ") + file.errorString());
        authorities = file.readAll();
    }
    if (!messages.smsUrl.isEmpty()) {
        const QByteArray secret = ring->secret(SmsSecret);
        if (secret.isEmpty())
            return fail(ErrorCode::KeyMissing, SmsSecret);
        gateways[MessageWay::Sms] =
            std::make_shared<SmsHttpGateway>(SmsAccount{QUrl(messages.smsUrl), messages.smsAccount, secret,
                                                        messages.smsSign, messages.smsTimeoutMs},
                                             std::make_shared<NetworkSender>(authorities), clock);
    }
    if (!messages.smtpHost.isEmpty()) {
        const QByteArray password = ring->secret(SmtpPassword);
        if (password.isEmpty() && !messages.smtpUser.isEmpty())
            return fail(ErrorCode::KeyMissing, SmtpPassword);
        gateways[MessageWay::Email] =
            std::make_shared<SmtpGateway>(SmtpAccount{messages.smtpHost,
                                                      quint16(messages.smtpPort),
                                                      messages.smtpSecurity,
                                                      messages.smtpUser,
                                                      password,
                                                      {messages.mailFrom, messages.mailName},
                                                      authorities},
                                          clock);
    }
    return gateways;
}

}
