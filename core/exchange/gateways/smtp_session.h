#pragma once

#include "core/domain/messages/message.h"

#include <QByteArray>

namespace youka {

enum class SmtpSecurity {
    StartTls, ///< asked for after the greeting, and nothing goes on without
    Tls,      ///< from the first byte (RFC 8314)
    None,     ///< to this machine only
};

/// What one message needs of one connection.
struct SmtpErrand
{
    SmtpSecurity security = SmtpSecurity::StartTls;
    QByteArray user; ///< empty: nobody signs in
    QByteArray password;
    QByteArray from; ///< addresses as normalMail() gives them
    QByteArray to;
    QByteArray data; ///< as smtpData() gives it
};

/// The client's side of RFC 5321 with STARTTLS (RFC 3207) and AUTH PLAIN (RFC 4954); one message, then QUIT.
/// Bytes in, bytes out: no socket, no clock. What the server says that cannot be read ends it.
class SmtpSession
{
public:
    /// One reply line, and all lines of one reply.
    static constexpr qsizetype LongestLine = 2'000;
    static constexpr int MostLines = 100;

    explicit SmtpSession(SmtpErrand errand);

    struct Output
    {
        QByteArray send = {};
        bool startTls = false; ///< then onEncrypted()
        bool isOver = false;   ///< news() says how it ended; send what is to be sent, and close
    };
    Output onBytes(const QByteArray &bytes);
    Output onEncrypted();
    /// The connection is lost, or it takes too long.
    Output onLost(const QString &why);

    const DeliveryNews &news() const { return m_news; }

private:
    enum class Step { Greeting, Hello, Tls, HelloAgain, Auth, From, To, Data, Body, Over };
    struct Reply
    {
        int code = 0;
        QList<QByteArray> lines; ///< without the code
    };
    /// 1: a whole reply; 0: more to come; -1: nonsense
    int take(Reply &reply);
    Output onReply(const Reply &reply);
    Output afterHello(const Reply &reply);
    Output afterAuth();
    Output end(DeliveryWord word, const QString &reason, bool quits = true);
    Output refusal(const Reply &reply);

    SmtpErrand m_errand;
    Step m_step = Step::Greeting;
    QByteArray m_tail;
    Reply m_partial;
    DeliveryNews m_news;
};

}
