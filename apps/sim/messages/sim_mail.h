#pragma once

#include "core/foundation/base/result.h"

#include <QList>
#include <QMap>
#include <QSslConfiguration>
#include <QTcpServer>

#include <memory>

class QSslSocket;

namespace youka::sim {

struct MailReceived
{
    QByteArray from;
    QByteArray to;
    QByteArray data; ///< with the doubled dots taken back
    bool isEncrypted = false;
    QByteArray user; ///< empty: nobody signed in
};

/// A mail server that keeps what it gets. Replies can be told it by command, each used once.
class SimMail final : public QTcpServer
{
    Q_OBJECT
public:
    enum class Security { StartTls, Tls, None };
    SimMail(Security security, const QSslConfiguration &tls, QObject *parent = nullptr);

    /// "user", "password"; without: it asks nobody.
    void setLogin(const QByteArray &user, const QByteArray &password) { m_login = {user, password}; }
    /// The next time that command comes ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA"; "." for the end
    /// of a mail, "" for the greeting): this instead, as it is. Empty: the connection ends.
    void answer(const QByteArray &command, const QByteArray &reply) { m_told[command].append(reply); }
    /// Takes the next mail and ends the connection before it says so.
    void loseNextReply() { m_losesReply = true; }
    void refuse(const QByteArray &address) { m_refused.append(address); }

    const QList<MailReceived> &received() const { return m_received; }
    const QList<QByteArray> &commands() const { return m_commands; }
    qsizetype longestLine() const { return m_longest; } ///< of a mail, without its end
    int bareEnds() const { return m_bare; }             ///< lines of a mail that did not end in CRLF

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Talk
    {
        QByteArray tail;
        bool inData = false;
        bool isKnown = false;
        MailReceived mail;
    };
    void read(QSslSocket *socket, Talk &talk);
    void command(QSslSocket *socket, Talk &talk, const QByteArray &line);
    void dataLine(QSslSocket *socket, Talk &talk, QByteArray line);
    void say(QSslSocket *socket, const QByteArray &command, const QByteArray &usual);
    QByteArray helloOf(const QSslSocket &socket) const;
    bool signIn(Talk &talk, const QByteArray &plain) const;

    const Security m_security;
    const QSslConfiguration m_tls;
    std::pair<QByteArray, QByteArray> m_login;
    QMap<QByteArray, QList<QByteArray>> m_told;
    bool m_losesReply = false;
    QList<QByteArray> m_refused;
    QList<MailReceived> m_received;
    QList<QByteArray> m_commands;
    qsizetype m_longest = 0;
    int m_bare = 0;
};

}
