#include "apps/sim/messages/sim_post.h"

#include <QJsonArray>

namespace youka::sim {

PostSettings PostSettings::read(Settings &in)
{
    PostSettings s;
    s.smsPort = int(in.integer("messages.sms_port", s.smsPort, -1, 65'535));
    s.pushPort = int(in.integer("messages.push_port", s.pushPort, -1, 65'535));
    s.mailPort = int(in.integer("messages.mail_port", s.mailPort, -1, 65'535));
    s.account = in.text("messages.account", s.account);
    s.secret = in.text("messages.secret", QString::fromLatin1(s.secret)).toUtf8();
    return s;
}

SimPost::SimPost(const PostSettings &settings)
    : m_settings(settings)
{
    if (settings.smsPort >= 0)
        m_sms.emplace(settings.account, settings.secret);
    if (settings.pushPort >= 0)
        m_push.emplace(settings.account, settings.secret);
    if (settings.mailPort >= 0)
        m_mail.emplace(SimMail::Security::None, QSslConfiguration());
}

Result<void> SimPost::listen()
{
    if (m_sms)
        if (const auto done = m_sms->listen(quint16(m_settings.smsPort)); !done)
            return done;
    if (m_push)
        if (const auto done = m_push->listen(quint16(m_settings.pushPort)); !done)
            return done;
    if (m_mail && !m_mail->listen(QHostAddress::LocalHost, quint16(m_settings.mailPort)))
        return fail(ErrorCode::Unavailable, m_mail->errorString());
    return {};
}

Result<QJsonObject> SimPost::run(const QJsonObject &command)
{
    if (command[QLatin1String("do")].toString() == QLatin1String("message-list"))
        return books();
    if (command[QLatin1String("do")].toString() != QLatin1String("message-fault"))
        return fail(ErrorCode::InvalidInput, QStringLiteral("unknown command"));
    const QString by = command[QLatin1String("by")].toString();
    SimGateway *gateway = nullptr;
    if (by == QLatin1String("sms") && m_sms)
        gateway = &*m_sms;
    else if (by == QLatin1String("push") && m_push)
        gateway = &*m_push;
    if (!gateway)
        return fail(ErrorCode::NotFound, QStringLiteral("no gateway %1").arg(by));
    return gateway
        ->strike(command[QLatin1String("fault")].toString(), command[QLatin1String("times")].toInt(1),
                 command[QLatin1String("value")].toInt())
        .map([] { return QJsonObject(); });
}

QJsonObject SimPost::books() const
{
    QJsonObject books;
    if (m_sms) {
        QJsonArray taken;
        for (const SmsReceived &one : m_sms->received())
            taken.append(QJsonObject{{QStringLiteral("to"), one.phone}, {QStringLiteral("text"), one.text}});
        books.insert(QStringLiteral("sms"), taken);
    }
    if (m_push) {
        QJsonArray taken;
        for (const PushReceived &one : m_push->received())
            taken.append(QJsonObject{{QStringLiteral("to"), one.token},
                                     {QStringLiteral("title"), one.title},
                                     {QStringLiteral("text"), one.text}});
        books.insert(QStringLiteral("push"), taken);
    }
    if (m_mail) {
        QJsonArray taken;
        for (const MailReceived &one : m_mail->received())
            taken.append(QJsonObject{{QStringLiteral("to"), QString::fromLatin1(one.to)},
                                     {QStringLiteral("bytes"), one.data.size()}});
        books.insert(QStringLiteral("mail"), taken);
    }
    return books;
}

QByteArray SimPost::places() const
{
    QByteArray lines;
    if (m_sms)
        lines += "youka-sim: SMS gateway at " + m_sms->url().toEncoded() + '\n';
    if (m_push)
        lines += "youka-sim: push gateway at " + m_push->url().toEncoded() + '\n';
    if (m_mail)
        lines += "youka-sim: mail server at localhost:" + QByteArray::number(m_mail->serverPort()) + '\n';
    return lines;
}

}
