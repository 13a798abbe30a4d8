#include "core/exchange/gateways/smtp_session.h"

namespace youka {

namespace {

constexpr const char *Hello = "EHLO youka.invalid\r\n";

bool offers(const QList<QByteArray> &lines, QByteArrayView keyword, QByteArrayView value = {})
{
    for (const QByteArray &line : lines) {
        const QList<QByteArray> words = line.toUpper().replace('=', ' ').split(' ');
        if (words.first() == keyword && (value.isEmpty() || words.contains(value.toByteArray())))
            return true;
    }
    return false;
}

}

SmtpSession::SmtpSession(SmtpErrand errand)
    : m_errand(std::move(errand))
{
}

SmtpSession::Output SmtpSession::end(DeliveryWord word, const QString &reason, bool quits)
{
    if (m_step == Step::Over)
        return {{}, false, true};
    m_step = Step::Over;
    m_news = {word, word == DeliveryWord::Delivered ? reason : QString(),
              word == DeliveryWord::Delivered ? QString() : reason};
    return {quits ? QByteArray("QUIT\r\n") : QByteArray(), false, true};
}

SmtpSession::Output SmtpSession::onLost(const QString &why) { return end(DeliveryWord::Unknown, why, false); }

int SmtpSession::take(Reply &reply)
{
    for (;;) {
        const qsizetype at = m_tail.indexOf('\n');
        if (at < 0)
            return m_tail.size() > LongestLine ? -1 : 0;
        if (at > LongestLine)
            return -1;
        QByteArray line = m_tail.first(at);
        m_tail.remove(0, at + 1);
        if (line.endsWith('\r'))
            line.chop(1);
        const bool isCode = line.size() >= 3 && line[0] >= '2' && line[0] <= '5' && line[1] >= '0'
            && line[1] <= '9' && line[2] >= '0' && line[2] <= '9';
        const char mark = line.size() > 3 ? line[3] : ' ';
        const int code = isCode ? line.first(3).toInt() : 0;
        if (!isCode || (mark != ' ' && mark != '-') || m_partial.lines.size() >= MostLines
            || (m_partial.code != 0 && m_partial.code != code))
            return -1;
        m_partial.code = code;
        m_partial.lines.append(line.mid(4));
        if (mark == ' ') {
            reply = std::exchange(m_partial, {});
            return 1;
        }
    }
}

SmtpSession::Output SmtpSession::onBytes(const QByteArray &bytes)
{
    m_tail += bytes;
    Output all;
    while (m_step != Step::Over) {
        Reply reply;
        const int taken = take(reply);
        if (taken == 0)
            return all;
        const Output next =
            taken < 0 ? end(DeliveryWord::Unknown, QStringLiteral("not SMTP"), false) : onReply(reply);
        all.send += next.send;
        all.startTls = next.startTls;
        all.isOver = next.isOver;
        if (next.startTls) {
            // What came along in the clear would be read as if it came from inside (CVE-2011-0411).
            if (!m_tail.isEmpty())
                return end(DeliveryWord::Unknown, QStringLiteral("bytes after STARTTLS"), false);
            return all;
        }
    }
    all.isOver = true;
    return all;
}

SmtpSession::Output SmtpSession::onEncrypted()
{
    if (m_step == Step::Greeting) // TLS from the first byte
        return {};
    if (m_step != Step::Tls)
        return end(DeliveryWord::Unknown, QStringLiteral("TLS out of turn"), false);
    m_step = Step::HelloAgain;
    return {Hello};
}

/// A refusal of this message for good, or of anything for now: what a server says to who we are does not
/// kill the message.
SmtpSession::Output SmtpSession::refusal(const Reply &reply)
{
    const bool isOfMessage = m_step == Step::To || m_step == Step::Data || m_step == Step::Body;
    const bool isForGood = isOfMessage && reply.code >= 500 && reply.code != 530 && reply.code != 535;
    return end(isForGood ? DeliveryWord::Refused : DeliveryWord::Unknown,
               QStringLiteral("SMTP %1").arg(reply.code));
}

SmtpSession::Output SmtpSession::afterHello(const Reply &reply)
{
    if (m_step == Step::Hello && m_errand.security == SmtpSecurity::StartTls) {
        if (!offers(reply.lines, "STARTTLS"))
            return end(DeliveryWord::Unknown, QStringLiteral("no STARTTLS"));
        m_step = Step::Tls;
        return {"STARTTLS\r\n"};
    }
    if (m_errand.user.isEmpty())
        return afterAuth();
    if (!offers(reply.lines, "AUTH", "PLAIN"))
        return end(DeliveryWord::Unknown, QStringLiteral("no AUTH PLAIN"));
    m_step = Step::Auth;
    QByteArray plain(1, '\0');
    plain += m_errand.user;
    plain += '\0';
    plain += m_errand.password;
    return {"AUTH PLAIN " + plain.toBase64() + "\r\n"};
}

SmtpSession::Output SmtpSession::afterAuth()
{
    m_step = Step::From;
    return {"MAIL FROM:<" + m_errand.from + ">\r\n"};
}

SmtpSession::Output SmtpSession::onReply(const Reply &reply)
{
    const int wanted = m_step == Step::Data ? 3 : 2;
    if (reply.code / 100 != wanted)
        return refusal(reply);
    switch (m_step) {
    case Step::Greeting:
        m_step = Step::Hello;
        return {Hello};
    case Step::Hello:
    case Step::HelloAgain:
        return afterHello(reply);
    case Step::Tls:
        return {{}, true, false};
    case Step::Auth:
        return afterAuth();
    case Step::From:
        m_step = Step::To;
        return {"RCPT TO:<" + m_errand.to + ">\r\n"};
    case Step::To:
        m_step = Step::Data;
        return {"DATA\r\n"};
    case Step::Data:
        m_step = Step::Body;
        return {m_errand.data};
    case Step::Body:
        return end(DeliveryWord::Delivered, QString::fromLatin1(reply.lines.last().left(80)));
    case Step::Over:
        break;
    }
    return {{}, false, true};
}

}
