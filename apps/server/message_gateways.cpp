#include "apps/server/message_gateways.h"

#include "core/exchange/gateways/push_http_gateway.h"
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
    if (messages.smsUrl.isEmpty() && messages.pushUrl.isEmpty() && messages.smtpHost.isEmpty())
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
    const auto sender = std::make_shared<NetworkSender>(authorities);
    const auto account = [&](const QString &url, const QString &name, QLatin1String secret,
                             int timeoutMs) -> Result<GatewayAccount> {
        const QByteArray key = ring->secret(secret);
        if (key.isEmpty())
            return fail(ErrorCode::KeyMissing, secret);
        return GatewayAccount{QUrl(url), name, key, timeoutMs};
    };
    if (!messages.smsUrl.isEmpty()) {
        const auto sms = account(messages.smsUrl, messages.smsAccount, SmsSecret, messages.smsTimeoutMs);
        if (!sms)
            return fail(sms.error());
        gateways[MessageWay::Sms] =
            std::make_shared<SmsHttpGateway>(SmsAccount{*sms, messages.smsSign}, sender, clock);
    }
    if (!messages.pushUrl.isEmpty()) {
        const auto push = account(messages.pushUrl, messages.pushAccount, PushSecret, messages.pushTimeoutMs);
        if (!push)
            return fail(push.error());
        gateways[MessageWay::Push] = std::make_shared<PushHttpGateway>(*push, sender, clock);
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
