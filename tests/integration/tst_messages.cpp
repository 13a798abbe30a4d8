#include "apps/server/message_commands.h"
#include "apps/sim/messages/sim_mail.h"
#include "apps/sim/messages/sim_sms.h"
#include "core/exchange/api/tls_identity.h"
#include "core/exchange/gateways/smtp_gateway.h"
#include "tests/integration/server_desk.h"

#include <QTest>

using namespace youka;
using sim::SimMail;
using sim::SimSms;
using test::ServerDesk;

namespace {

/// A server with an SMS gateway on the other side of a socket, and a customer with a card and a phone.
struct SmsDesk : ServerDesk
{
    explicit SmsDesk(const QByteArray &ours = "s3cret")
        : sms(QStringLiteral("acct"), "s3cret")
    {
        ensure(sms.listen().has_value(), "a gateway listens");
        sms.setNow(clock.now().ms / 1'000);
        ensure(issue("9000000000000000019").status == 201, "a card is made");
        ensure(post(Role::Manager, "/api/v1/cards/1/state", R"({"state":2})").status == 200, "it is used");
        stop();
        QFile file(QDir(settings.dataDir).filePath(QStringLiteral("secret")));
        ensure(file.open(QIODevice::WriteOnly) && file.write(ours + '\n') > 0, "a secret lies there");
        file.close();
        ensure(command("messages secret sms " + file.fileName().toLatin1()) == 0, "it is kept");
        ensure(command("messages contact C1 sms 13800138000") == 0, "a phone is kept");
        settings.messages.smsUrl = sms.url().toString();
        settings.messages.smsTimeoutMs = 1'000;
        settings.messages.smsAccount = QStringLiteral("acct");
        settings.messages.smsSign = QStringLiteral("油卡");
        start();
    }
    int command(const QByteArray &words)
    {
        QTextStream out(&said);
        return runMessageCommand(settings, QString::fromUtf8(words).split(u' '), out);
    }
    test::ServerAnswer setState(int state, const QByteArray &with = newKey())
    {
        return post(Role::Manager, "/api/v1/cards/1/state",
                    "{\"state\":" + QByteArray::number(state) + ",\"reason\":\"asked for\"}", with);
    }
    qint64 rows(MessageState state)
    {
        const auto counted = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            const auto rows = MessageRepository(db).list(state, {}, 100);
            return rows ? Result<QByteArray>(QByteArray::number(qint64(rows->size()))) : fail(rows.error());
        });
        return counted ? counted->toLongLong() : -1;
    }
    SimSms sms;
    QString said;
};

Message mailOf(const QString &to = QStringLiteral("li@example.com"))
{
    Message message;
    message.number = QByteArray(16, '\x2a');
    message.kind = MessageKind::CardFrozen;
    message.way = MessageWay::Email;
    message.address = to;
    message.text = {QStringLiteral("油卡已冻结"), QStringLiteral("您的油卡已冻结。\n.\n")};
    return message;
}

/// A mail server of this process and the product's way to it.
struct MailDesk
{
    explicit MailDesk(SimMail::Security security = SimMail::Security::StartTls)
        : identity(tlsIdentity(dir.filePath(QStringLiteral("a.crt")), dir.filePath(QStringLiteral("a.key"))))
        , server(security, identity.value_or(QSslConfiguration()))
    {
        ensure(identity.has_value() && server.listen(QHostAddress::LocalHost), "a mail server listens");
        server.setLogin("user", "pass word");
        QFile file(dir.filePath(QStringLiteral("a.crt")));
        ensure(file.open(QIODevice::ReadOnly), "its certificate");
        account = {QStringLiteral("localhost"),
                   server.serverPort(),
                   security == SimMail::Security::StartTls  ? SmtpSecurity::StartTls
                       : security == SimMail::Security::Tls ? SmtpSecurity::Tls
                                                            : SmtpSecurity::None,
                   QStringLiteral("user"),
                   "pass word",
                   {QStringLiteral("card@youka.example"), QStringLiteral("油卡")},
                   file.readAll()};
    }
    DeliveryNews send(const Message &message = mailOf())
    {
        struct Heard
        {
            std::mutex mutex;
            std::optional<DeliveryNews> news;
        };
        const auto heard = std::make_shared<Heard>();
        SmtpGateway gateway(account, clock);
        gateway.send(message, [heard](const DeliveryNews &news) {
            const std::lock_guard lock(heard->mutex);
            heard->news = news;
        });
        const bool came = QTest::qWaitFor(
            [&] {
                const std::lock_guard lock(heard->mutex);
                return heard->news.has_value();
            },
            20'000);
        return came ? *heard->news : DeliveryNews{DeliveryWord::Refused, {}, QStringLiteral("silence")};
    }
    QTemporaryDir dir;
    Result<QSslConfiguration> identity;
    SimMail server;
    SmtpAccount account;
    ManualClock clock;
};

}

class TestMessages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void frozen_isTold();
    void topUp_isTold();
    void faults_sendOnce_data();
    void faults_sendOnce();
    void wrongNumber_isADeadLetter();
    void wrongSecret_sendsNothing();
    void restart_sendsUnderTheSameNumber();
    void nothingSetUp_queuesNothing();
    void commands_refuseWhatIsWrong();
    void mail_arrives_data();
    void mail_arrives();
    void mailFaults_data();
    void mailFaults();
    void unknownCertificate_getsNoPassword();
    void manyMails_inTurn();
};

void TestMessages::frozen_isTold()
{
    SmsDesk desk;
    const QByteArray key = ServerDesk::newKey();
    QCOMPARE(desk.setState(3, key).status, 200);
    QCOMPARE(desk.setState(3, key).status, 200); // a repeat
    QCOMPARE(desk.setState(3).status, 200);      // it is frozen already
    QTRY_COMPARE(desk.rows(MessageState::Sent), 1);
    QCOMPARE(desk.sms.received().size(), 1);
    const sim::SmsReceived &sms = desk.sms.received().first();
    QCOMPARE(sms.phone, QStringLiteral("+8613800138000"));
    QCOMPARE(sms.sign, QStringLiteral("油卡"));
    QCOMPARE(sms.templateCode, QStringLiteral("card-frozen:zh"));
    QCOMPARE(sms.fields.value(QStringLiteral("time")), QStringLiteral("2026-01-01 08:00"));
    QVERIFY(sms.fields.value(QStringLiteral("card")).endsWith(QStringLiteral("0019")));
    QVERIFY(!sms.text.contains(QStringLiteral("9000000000000000019")));
    QVERIFY(sms.text.contains(sms.fields.value(QStringLiteral("card"))));
    QCOMPARE(desk.setState(2).status, 200); // nobody is told of that
    QCOMPARE(desk.setState(3).status, 200);
    QTRY_COMPARE(desk.rows(MessageState::Sent), 2);
    QCOMPARE(desk.setState(5).status, 200);
    QCOMPARE(desk.setState(3).status, 409); // refused: nothing was queued with it
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM message_outbox"), 2);
    QCOMPARE(desk.sms.unsignedOnes(), 0);
}

void TestMessages::topUp_isTold()
{
    SmsDesk desk;
    const QByteArray path = "/api/v1/cards/1/top-ups";
    const QByteArray hundred = R"({"amount":{"amount":"100.00","currency":"CNY"}})";
    const QByteArray key = ServerDesk::newKey();
    QCOMPARE(desk.post(Role::Manager, path, hundred, key).status, 200);
    QCOMPARE(desk.post(Role::Manager, path, hundred, key).status, 200); // a repeat
    QCOMPARE(desk.post(Role::Manager, path, R"({"amount":{"amount":"-1.00","currency":"CNY"}})").status, 422);
    QTRY_COMPARE(desk.rows(MessageState::Sent), 1);
    QCOMPARE(desk.sms.received().size(), 1);
    const sim::SmsReceived &sms = desk.sms.received().first();
    QCOMPARE(sms.templateCode, QStringLiteral("top-up:zh"));
    QCOMPARE(sms.fields.value(QStringLiteral("amount")), QStringLiteral("100.00"));
    QCOMPARE(sms.fields.value(QStringLiteral("balance")), QStringLiteral("100.00"));
    QVERIFY(sms.text.contains(QStringLiteral("充值100.00")));
}

void TestMessages::faults_sendOnce_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("times");
    for (const char *fault : {"http_500", "limit", "nonsense", "http_500_after", "nothing", "nothing_after"})
        QTest::newRow(fault) << QString::fromLatin1(fault) << 2;
    QTest::newRow("slow") << QStringLiteral("slow") << 1;
}

void TestMessages::faults_sendOnce()
{
    QFETCH(QString, fault);
    QFETCH(int, times);
    SmsDesk desk;
    VERIFY_OK(desk.sms.strike(fault, times, 50));
    QCOMPARE(desk.setState(3).status, 200);
    int tries = 1;
    const auto isBack = [&] {
        return desk.figure("SELECT tries FROM message_outbox WHERE state = 1 AND leased_until = 0") == tries;
    };
    for (;; ++tries) {
        QTRY_VERIFY(desk.rows(MessageState::Sent) == 1 || isBack());
        if (desk.rows(MessageState::Sent) == 1)
            break;
        const qint64 before = desk.sms.requests();
        desk.clock.advanceMs(backOffMs(tries) - 1); // not yet
        desk.server->post()->wake();
        QVERIFY(isBack());
        QCOMPARE(desk.sms.requests(), before);
        desk.clock.advanceMs(1);
        desk.server->post()->wake();
    }
    const bool isSlow = fault == QLatin1String("slow");
    QCOMPARE(desk.sms.received().size(), 1);
    QCOMPARE(desk.sms.requests(), isSlow ? 1 : times + 1);
    QCOMPARE(desk.sms.duplicates(), fault.endsWith(QLatin1String("after")) ? times : 0);
    QCOMPARE(tries, isSlow ? 1 : times + 1);
}

void TestMessages::wrongNumber_isADeadLetter()
{
    SmsDesk desk;
    desk.sms.refuse(QStringLiteral("+8613800138000"));
    QCOMPARE(desk.setState(3).status, 200);
    QTRY_COMPARE(desk.rows(MessageState::Dead), 1);
    QCOMPARE(desk.sms.requests(), 1);
    desk.stop();
    QCOMPARE(desk.command("messages list dead"), 0);
    QVERIFY(
        desk.said.contains(QStringLiteral("card-frozen sms 138****8000 tries 1 isv.MOBILE_NUMBER_ILLEGAL")));
    QVERIFY(!desk.said.contains(QStringLiteral("13800138000")));
}

void TestMessages::wrongSecret_sendsNothing()
{
    SmsDesk desk("another");
    QCOMPARE(desk.setState(3).status, 200);
    QTRY_COMPARE(desk.sms.unsignedOnes(), 1);
    QTRY_COMPARE(desk.figure("SELECT COUNT(*) FROM message_outbox WHERE leased_until = 0 AND tries = 1"), 1);
    QCOMPARE(desk.rows(MessageState::Waiting), 1); // our mistake, not the message's
    QVERIFY(desk.sms.received().isEmpty());
}

void TestMessages::restart_sendsUnderTheSameNumber()
{
    SmsDesk desk;
    VERIFY_OK(desk.sms.strike(QStringLiteral("slow"), 1, 60'000));
    QCOMPARE(desk.setState(3).status, 200);
    QTRY_COMPARE(desk.sms.received().size(), 1); // it is out, and nobody knows
    desk.stop();
    desk.start();
    QTRY_COMPARE(desk.rows(MessageState::Sent), 1);
    QCOMPARE(desk.sms.received().size(), 1);
    QCOMPARE(desk.sms.duplicates(), 1);
}

void TestMessages::nothingSetUp_queuesNothing()
{
    SmsDesk desk;
    desk.stop();
    desk.settings.messages = {};
    desk.start();
    QVERIFY(!desk.server->post());
    QCOMPARE(desk.setState(3).status, 200);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM message_outbox"), 0);
}

void TestMessages::commands_refuseWhatIsWrong()
{
    SmsDesk desk;
    desk.stop();
    QCOMPARE(desk.command("messages"), 2);
    QCOMPARE(desk.command("messages list all"), 2);
    QCOMPARE(desk.command("messages secret pigeon x"), 2);
    QCOMPARE(desk.command("messages secret sms /nowhere"), 1);
    QCOMPARE(desk.command("messages contact C1 push x"), 1);
    QCOMPARE(desk.command("messages contact C1 sms 123"), 1);
    QCOMPARE(desk.command("messages contact C9 sms 13800138000"), 1);
    QCOMPARE(desk.command("messages contact C1 email li@example.com en"), 0);
    QCOMPARE(desk.command("messages contact C1 sms -"), 0);
    const auto store = openServerStore(desk.settings);
    VERIFY_OK(store);
    const auto db = Database::open(store->store);
    VERIFY_OK(db);
    QCOMPARE(test::TestStore::figure(**db, "SELECT COUNT(*) FROM message_contact"), 1);
    QCOMPARE(test::TestStore::figure(**db, "SELECT COUNT(*) FROM audit WHERE action LIKE 'messages.%'"), 4);
    desk.settings.messages.smtpHost = QStringLiteral("localhost");
    desk.settings.messages.smtpUser = QStringLiteral("user"); // and no password
    COMPARE_REFUSED(Server::start(desk.settings, desk.clock), ErrorCode::KeyMissing);
}

void TestMessages::mail_arrives_data()
{
    QTest::addColumn<int>("security");
    QTest::newRow("starttls") << int(SimMail::Security::StartTls);
    QTest::newRow("tls") << int(SimMail::Security::Tls);
    QTest::newRow("none") << int(SimMail::Security::None);
}

void TestMessages::mail_arrives()
{
    QFETCH(int, security);
    MailDesk desk{SimMail::Security(security)};
    const DeliveryNews news = desk.send();
    QCOMPARE(news.reason, QString());
    QVERIFY(news.word == DeliveryWord::Delivered);
    QVERIFY(news.reference.contains(QStringLiteral("7F3A")));
    QCOMPARE(desk.server.received().size(), 1);
    const sim::MailReceived &mail = desk.server.received().first();
    QCOMPARE(mail.isEncrypted, SimMail::Security(security) != SimMail::Security::None);
    QCOMPARE(mail.user, QByteArray("user"));
    QCOMPARE(mail.from, QByteArray("card@youka.example"));
    QCOMPARE(mail.to, QByteArray("li@example.com"));
    const QByteArray body = mail.data.mid(mail.data.indexOf("\r\n\r\n") + 4);
    QCOMPARE(QString::fromUtf8(QByteArray::fromBase64(body)), QStringLiteral("您的油卡已冻结。\r\n.\r\n"));
    QVERIFY(desk.server.longestLine() <= 76);
    QCOMPARE(desk.server.bareEnds(), 0);
}

void TestMessages::mailFaults_data()
{
    QTest::addColumn<QByteArray>("command");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<int>("word");
    const auto row = [](const char *name, const char *command, const char *reply, DeliveryWord word) {
        QTest::newRow(name) << QByteArray(command) << QByteArray(reply) << int(word);
    };
    row("hangs up", "", "", DeliveryWord::Unknown);
    row("busy", "", "421 later\r\n", DeliveryWord::Unknown);
    row("no TLS today", "STARTTLS", "454 no\r\n", DeliveryWord::Unknown);
    row("silent TLS", "STARTTLS", "220 go\r\n", DeliveryWord::Unknown); // and then none
    row("wrong password", "AUTH", "535 no\r\n", DeliveryWord::Unknown);
    row("no such user", "RCPT", "550 no\r\n", DeliveryWord::Refused);
    row("greylisted", "RCPT", "450 later\r\n", DeliveryWord::Unknown);
    row("spam", ".", "554 spam\r\n", DeliveryWord::Refused);
    row("lost in the body", ".", "", DeliveryWord::Unknown);
    row("garbage", "MAIL", "\x01\x02\r\n", DeliveryWord::Unknown);
}

void TestMessages::mailFaults()
{
    QFETCH(QByteArray, command);
    QFETCH(QByteArray, reply);
    QFETCH(int, word);
    MailDesk desk;
    desk.account.timeoutMs = 2'000;
    desk.server.answer(command, reply);
    QCOMPARE(int(desk.send().word), word);
    QVERIFY(desk.server.received().isEmpty());
    QVERIFY(desk.send().word == DeliveryWord::Delivered); // the next one
    desk.server.loseNextReply();
    QVERIFY(desk.send().word == DeliveryWord::Unknown); // it went out, so it may come twice
    QCOMPARE(desk.server.received().size(), 2);
}

void TestMessages::unknownCertificate_getsNoPassword()
{
    for (const auto security : {SimMail::Security::StartTls, SimMail::Security::Tls}) {
        MailDesk desk(security);
        MailDesk other;
        desk.account.authorities = other.account.authorities;
        QVERIFY(desk.send().word == DeliveryWord::Unknown);
        QVERIFY(!desk.server.commands().contains("AUTH PLAIN"));
        QVERIFY(desk.server.received().isEmpty());
    }
    MailDesk far(SimMail::Security::None);
    far.account.host = QStringLiteral("192.0.2.1"); // not this machine
    QCOMPARE(far.send().reason, QStringLiteral("without TLS to another machine"));
}

void TestMessages::manyMails_inTurn()
{
    MailDesk desk;
    std::atomic<int> delivered = 0;
    SmtpGateway gateway(desk.account, desk.clock);
    for (int i = 0; i < 20; ++i)
        gateway.send(mailOf(QStringLiteral("u%1@example.com").arg(i)), [&](const DeliveryNews &news) {
            delivered += news.word == DeliveryWord::Delivered ? 1 : 0;
        });
    QTRY_COMPARE_WITH_TIMEOUT(delivered.load(), 20, 30'000);
    QSet<QByteArray> to;
    for (const sim::MailReceived &mail : desk.server.received())
        to.insert(mail.to);
    QCOMPARE(to.size(), 20);
}

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
