#pragma once

#include "apps/server/message_commands.h"
#include "apps/sim/messages/sim_sms.h"
#include "core/domain/messages/message_service.h"
#include "core/domain/sign_in/sign_in_service.h"
#include "tests/integration/server_desk.h"

#include <QMap>
#include <QRegularExpression>
#include <QTest>

namespace youka::test {

/// A browser as far as it is a matter of bytes: it keeps every cookie and fills in forms.
class WebBrowser
{
public:
    explicit WebBrowser(ServerDesk &desk, QByteArray language = "en")
        : m_desk(desk)
        , m_language(std::move(language))
    {
    }

    ServerAnswer open(const QByteArray &path, const QByteArray &more = {})
    {
        return keep(m_desk.send({"GET", path, {}, {}, head() + more}));
    }
    /// As far as redirects lead.
    ServerAnswer follow(ServerAnswer answer)
    {
        for (int hops = 0; hops < 5 && answer.status == 303; ++hops)
            answer = open(header(answer, "Location"));
        return answer;
    }
    ServerAnswer post(const QByteArray &path, const QByteArray &form, const QByteArray &from = SameOrigin)
    {
        return keep(m_desk.sendBytes("POST " + path
                                     + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                                       "application/x-www-form-urlencoded\r\nContent-Length: "
                                     + QByteArray::number(form.size()) + "\r\n" + head() + from + "\r\n"
                                     + form));
    }
    /// The form of the page that is sent to `action`, with what was typed into it.
    static QByteArray formOf(const ServerAnswer &page, const QByteArray &action,
                             const QMap<QByteArray, QByteArray> &typed = {})
    {
        const QString body = QString::fromUtf8(page.body);
        const qsizetype at = body.indexOf(QStringLiteral("action=\"%1\"").arg(QString::fromLatin1(action)));
        if (at < 0)
            return {};
        const QString form = body.mid(at, body.indexOf(QStringLiteral("</form>"), at) - at);
        static const QRegularExpression Hidden(
            QStringLiteral("type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\""));
        QByteArray out;
        for (auto found = Hidden.globalMatch(form); found.hasNext();) {
            const auto field = found.next();
            out += '&' + field.captured(1).toLatin1() + '=' + field.captured(2).toUtf8().toPercentEncoding();
        }
        for (auto it = typed.begin(); it != typed.end(); ++it)
            out += '&' + it.key() + '=' + it.value().toPercentEncoding();
        return out.mid(1);
    }
    ServerAnswer submit(const ServerAnswer &page, const QByteArray &action,
                        const QMap<QByteArray, QByteArray> &typed = {})
    {
        return post(action, formOf(page, action, typed));
    }
    static QByteArray header(const ServerAnswer &answer, const QByteArray &name)
    {
        for (const QByteArray &line : answer.head.split('\n'))
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        return {};
    }
    QMap<QByteArray, QByteArray> cookies;
    static inline const QByteArray SameOrigin =
        "Origin: https://localhost\r\nSec-Fetch-Site: same-origin\r\n";

private:
    QByteArray head() const
    {
        QByteArray line;
        for (auto it = cookies.begin(); it != cookies.end(); ++it)
            line += (line.isEmpty() ? "" : "; ") + it.key() + '=' + it.value();
        return "Accept-Language: " + m_language + "\r\nUser-Agent: Mozilla/5.0 (iPhone) Safari/604\r\n"
            + (line.isEmpty() ? QByteArray() : "Cookie: " + line + "\r\n");
    }
    ServerAnswer keep(ServerAnswer answer)
    {
        for (const QByteArray &line : answer.head.split('\n')) {
            if (!line.toLower().startsWith("set-cookie:"))
                continue;
            const QByteArray pair = line.mid(11).trimmed();
            const qsizetype equals = pair.indexOf('=');
            const QByteArray name = pair.left(equals);
            if (pair.contains("Max-Age=0"))
                cookies.remove(name);
            else
                cookies[name] = pair.mid(equals + 1, pair.indexOf(';') - equals - 1);
        }
        return answer;
    }
    ServerDesk &m_desk;
    const QByteArray m_language;
};

/// A server with two customers, Wu at 13800138000 and Li at 13900139000, and an SMS gateway on the other side
/// of a socket.
class CustomerDesk : public ServerDesk
{
public:
    explicit CustomerDesk(const QString &postgresql = {})
        : ServerDesk(postgresql)
        , sms(QStringLiteral("acct"), "s3cret")
    {
        ensure(sms.listen().has_value(), "a gateway listens");
        wuCard = customer("C1", "Wu C1", "9000111122223338", "13800138000");
        liCard = customer("C2", "Li", "9000111122224443", "13900139000");
        stop();
        QFile file(QDir(settings.dataDir).filePath(QStringLiteral("secret")));
        ensure(file.open(QIODevice::WriteOnly) && file.write("s3cret\n") > 0, "a secret lies there");
        file.close();
        QTextStream said(&m_said);
        const QStringList words{QStringLiteral("messages"), QStringLiteral("secret"), QStringLiteral("sms"),
                                file.fileName()};
        ensure(runMessageCommand(settings, words, said) == 0, "it is kept");
        settings.messages.smsUrl = sms.url().toString();
        settings.messages.smsTimeoutMs = 5'000;
        settings.messages.smsAccount = QStringLiteral("acct");
        settings.messages.smsSign = QStringLiteral("油卡");
        start();
    }

    template <class Work>
    Result<void> command(Work work)
    {
        return server->pipeline()
            .run(
                [&](Database &db) -> Result<QByteArray> { return work(db).map([] { return QByteArray(); }); })
            .map([](const QByteArray &) {});
    }
    /// With a card.
    CardId customer(const QByteArray &external, const QByteArray &name, const QByteArray &number,
                    const QByteArray &phone)
    {
        const QByteArray body = "{\"customer\":\"" + external + "\",\"customerName\":\"" + name
            + "\",\"number\":\"" + number + "\",\"expires\":\"2030-12-31\",\"pin\":\"1234\"}";
        const auto made = post(Role::Manager, "/api/v1/cards", body);
        ensure(made.status == 201, "a card is issued");
        const auto reached = command([&](Database &db) {
            return CustomerService(db, server->cardKeys().customerWrapping)
                .idOf(QString::fromLatin1(external))
                .and_then([&](CustomerId id) {
                    return MessageService(db, server->messageKeys(), {})
                        .setContact(
                            {id, MessageWay::Sms, QString::fromLatin1(phone), MessageLanguage::English},
                            clock.now());
                });
        });
        ensure(reached.has_value(), "the customer can be reached");
        return {made.json()[QLatin1String("id")].toVariant().toLongLong()};
    }
    /// The code that arrives on a phone from now on, among other messages; empty: none within two seconds.
    template <class Work>
    QByteArray codeAfter(Work work)
    {
        sms.setNow(clock.now().ms / 1'000);
        const auto before = sms.received().size();
        work();
        QString code;
        const auto came = [&] {
            for (auto at = before; at < sms.received().size() && code.isEmpty(); ++at)
                code = sms.received()[at].fields.value(QStringLiteral("code"));
            return !code.isEmpty();
        };
        static_cast<void>(QTest::qWaitFor(came, 2'000));
        return code.toLatin1();
    }
    ServerAnswer signIn(WebBrowser &browser, const QByteArray &phone = "13800138000",
                        const QByteArray &page = "/sign-in")
    {
        const ServerAnswer first = browser.open(page);
        ServerAnswer asked;
        const QByteArray code = codeAfter([&] {
            asked = browser.submit(first, "/sign-in", {{"phone", phone}});
        });
        const ServerAnswer in = browser.submit(asked, "/sign-in/code", {{"code", code}});
        clock.advanceMs(61'000);
        return in;
    }
    QByteArray pathOf(CardId card, const QByteArray &further = {}) const
    {
        return "/me/cards/" + QByteArray::number(card.value) + further;
    }
    sim::SimSms sms;
    CardId wuCard;
    CardId liCard;

private:
    QString m_said;
};

}
