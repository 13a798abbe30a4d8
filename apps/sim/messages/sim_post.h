#pragma once

#include "apps/sim/messages/sim_mail.h"
#include "apps/sim/messages/sim_push.h"
#include "apps/sim/messages/sim_sms.h"
#include "core/foundation/base/settings.h"

#include <optional>

namespace youka::sim {

/// Where messages are taken; -1: not at all, 0: any free port.
struct PostSettings
{
    int smsPort = -1;
    int pushPort = -1;
    int mailPort = -1; ///< in the clear, from this machine only
    QString account = QStringLiteral("sim");
    QByteArray secret = "sim-secret";

    /// [messages] sms_port push_port mail_port account secret.
    static PostSettings read(Settings &in);
};

/// An SMS gateway, a push gateway and a mail server, as far as the settings want them, and what may be done
/// with them on the control socket.
class SimPost
{
public:
    explicit SimPost(const PostSettings &settings);
    /// Errors: Unavailable.
    Result<void> listen();
    /// {"do":"message-fault","by":"sms","fault":"http_500","times":2,"value":0} and
    /// {"do":"message-list"}. Errors: InvalidInput, NotFound (no such gateway).
    Result<QJsonObject> run(const QJsonObject &command);
    /// What was taken.
    QJsonObject books() const;
    /// Where they are, a line each.
    QByteArray places() const;

private:
    const PostSettings m_settings;
    std::optional<SimSms> m_sms;
    std::optional<SimPush> m_push;
    std::optional<SimMail> m_mail;
};

}
