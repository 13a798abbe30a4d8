#include "apps/sim/messages/sim_mail.h"

#include <QSslSocket>

#include <algorithm>

namespace youka::sim {

SimMail::SimMail(Security security, const QSslConfiguration &tls, QObject *parent)
    : QTcpServer(parent)
    , m_security(security)
    , m_tls(tls)
{
}

void SimMail::incomingConnection(qintptr descriptor)
{
    auto *socket = new QSslSocket(this);
    socket->setSslConfiguration(m_tls);
    if (!socket->setSocketDescriptor(descriptor)) {
        delete socket;
        return;
    }
    const auto talk = std::make_shared<Talk>();
    connect(socket, &QSslSocket::readyRead, this, [this, socket, talk] { read(socket, *talk); });
    connect(socket, &QSslSocket::disconnected, socket, &QObject::deleteLater);
    if (m_security == Security::Tls) {
        connect(socket, &QSslSocket::encrypted, this,
                [this, socket] { say(socket, "", "220 sim.example ESMTP\r\n"); });
        socket->startServerEncryption();
    } else {
        say(socket, "", "220 sim.example ESMTP\r\n");
    }
}

void SimMail::say(QSslSocket *socket, const QByteArray &command, const QByteArray &usual)
{
    QList<QByteArray> &told = m_told[command];
    const QByteArray reply = told.isEmpty() ? usual : told.takeFirst();
    if (reply.isEmpty()) {
        socket->abort();
        return;
    }
    socket->write(reply);
    socket->flush();
}

void SimMail::read(QSslSocket *socket, Talk &talk)
{
    talk.tail += socket->readAll();
    for (qsizetype at = talk.tail.indexOf('\n'); at >= 0; at = talk.tail.indexOf('\n')) {
        const QByteArray line = talk.tail.first(at + 1);
        talk.tail.remove(0, at + 1);
        if (talk.inData)
            dataLine(socket, talk, line);
        else
            command(socket, talk, line.trimmed());
        if (socket->state() != QAbstractSocket::ConnectedState)
            return;
    }
}

void SimMail::dataLine(QSslSocket *socket, Talk &talk, QByteArray line)
{
    if (!line.endsWith("\r\n"))
        ++m_bare;
    m_longest = std::max(m_longest, line.size() - 2);
    if (line != ".\r\n") {
        if (line.startsWith('.'))
            line.remove(0, 1);
        talk.mail.data += line;
        return;
    }
    talk.inData = false;
    const bool isTold = !m_told.value(".").isEmpty();
    if (!isTold) {
        talk.mail.isEncrypted = socket->isEncrypted();
        m_received.append(talk.mail);
    }
    talk.mail.data.clear();
    if (std::exchange(m_losesReply, false))
        return socket->abort();
    say(socket, ".", "250 2.0.0 queued as 7F3A\r\n");
}

QByteArray SimMail::helloOf(const QSslSocket &socket) const
{
    const bool hasTls = m_security == Security::StartTls && !socket.isEncrypted();
    const bool mayAuth = !m_login.first.isEmpty() && !hasTls;
    return QByteArray("250-sim.example\r\n") + (hasTls ? "250-STARTTLS\r\n" : "")
        + (mayAuth ? "250-AUTH LOGIN PLAIN\r\n" : "") + "250 8BITMIME\r\n";
}

bool SimMail::signIn(Talk &talk, const QByteArray &plain) const
{
    const QList<QByteArray> parts = QByteArray::fromBase64(plain).split('\0');
    talk.isKnown = parts.size() == 3 && parts[1] == m_login.first && parts[2] == m_login.second;
    if (talk.isKnown)
        talk.mail.user = parts[1];
    return talk.isKnown;
}

void SimMail::command(QSslSocket *socket, Talk &talk, const QByteArray &line)
{
    const QByteArray verb = line.split(' ').first().toUpper();
    m_commands.append(verb == "AUTH" ? QByteArray("AUTH PLAIN") : line);
    const auto address = [&] { return line.mid(line.indexOf('<') + 1).chopped(1); };
    const bool isOpen = m_login.first.isEmpty() || talk.isKnown;
    if (verb == "EHLO")
        return say(socket, verb, helloOf(*socket));
    if (verb == "STARTTLS") {
        const bool isTold = !m_told.value(verb).isEmpty();
        say(socket, verb, "220 go ahead\r\n");
        if (!isTold)
            socket->startServerEncryption();
        return;
    }
    if (verb == "AUTH")
        return say(socket, verb,
                   signIn(talk, line.mid(line.lastIndexOf(' ') + 1)) ? "235 ok\r\n" : "535 5.7.8 no\r\n");
    if (verb == "QUIT") {
        socket->write("221 bye\r\n");
        return socket->disconnectFromHost();
    }
    if (!isOpen)
        return say(socket, verb, "530 5.7.0 sign in first\r\n");
    if (verb == "MAIL") {
        talk.mail.from = address();
        return say(socket, verb, "250 ok\r\n");
    }
    if (verb == "RCPT") {
        talk.mail.to = address();
        return say(socket, verb,
                   m_refused.contains(talk.mail.to) ? "550 5.1.1 no such user\r\n" : "250 ok\r\n");
    }
    if (verb == "DATA") {
        talk.inData = m_told.value(verb).isEmpty();
        return say(socket, verb, "354 go on\r\n");
    }
    say(socket, verb, "502 5.5.2 what\r\n");
}

}
