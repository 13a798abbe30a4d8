#pragma once

#include "core/exchange/gateways/mail_message.h"
#include "core/exchange/gateways/message_gateway.h"
#include "core/exchange/gateways/smtp_session.h"

#include <QThread>

#include <memory>

namespace youka {

struct SmtpAccount
{
    QString host;
    quint16 port = 587;
    SmtpSecurity security = SmtpSecurity::StartTls;
    QString user;
    QByteArray password;
    MailSender from;
    QByteArray authorities = {}; ///< PEM; empty: the system's
    int timeoutMs = 30'000;      ///< for all of one message
};

/// One connection for each message, on a thread of its own, a few side by side and the others in turn.
/// Certificates are checked; without TLS only this machine is spoken to.
class SmtpGateway final : public MessageGateway
{
public:
    static constexpr int MostAtOnce = 4;

    SmtpGateway(SmtpAccount account, const Clock &clock);
    /// Ends what is under way; nobody is answered any more.
    ~SmtpGateway() override;

    void send(const Message &message, std::function<void(const DeliveryNews &)> answer) override;

private:
    class Wire;
    QThread m_thread;
    std::unique_ptr<Wire> m_wire; ///< lives on the thread
};

}
