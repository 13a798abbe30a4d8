#include "apps/server/message_commands.h"
#include "apps/sim/messages/sim_push.h"
#include "core/domain/notices/notice_rules.h"
#include "core/exchange/gateways/push_http_gateway.h"
#include "core/exchange/gateways/sms_http_gateway.h"
#include "core/exchange/gateways/smtp_gateway.h"
#include "core/exchange/payments/network_sender.h"
#include "tests/integration/customer_sales.h"
#include "tests/support/sim_process.h"

#include <QJsonArray>
#include <QTcpServer>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using test::CustomerDesk;
using test::ServerAnswer;
using test::ServerDesk;
using test::WebBrowser;

namespace {

/// Wu, who can be reached by SMS, and a push gateway beside that of the SMS.
struct TellingDesk : CustomerDesk
{
    TellingDesk()
        : push(QStringLiteral("papp"), "p-s3cret")
    {
        ensure(push.listen().has_value(), "a push gateway listens");
        stop();
        QFile file(QDir(settings.dataDir).filePath(QStringLiteral("push-secret")));
        ensure(file.open(QIODevice::WriteOnly) && file.write("p-s3cret\n") > 0, "a secret lies there");
        file.close();
        QString said;
        QTextStream out(&said);
        ensure(runMessageCommand(settings,
                                 {QStringLiteral("messages"), QStringLiteral("secret"),
                                  QStringLiteral("push"), file.fileName()},
                                 out)
                   == 0,
               "it is kept");
        settings.messages.pushUrl = push.url().toString();
        settings.messages.pushAccount = QStringLiteral("papp");
        start();
        setNow();
    }
    void setNow()
    {
        sms.setNow(clock.now().ms / 1'000);
        push.setNow(clock.now().ms / 1'000);
    }
    /// The texts of one kind that an SMS gateway has taken.
    QStringList texts(const char *kind) const
    {
        QStringList all;
        for (const sim::SmsReceived &one : sms.received())
            if (one.templateCode.startsWith(QLatin1String(kind)))
                all.append(one.text);
        return all;
    }
    ServerAnswer get(Role role, const QByteArray &path) { return as(role, {"GET", path, {}, {}, {}}); }
    QJsonArray listed(const QByteArray &query)
    {
        return get(Role::Manager, "/api/v1/messages?" + query).json()[QLatin1String("messages")].toArray();
    }
    /// Or it looks within a second by itself.
    void wake() { server->post()->wake(); }
    /// As a till's journal brings it.
    SaleId sell() { return test::sellFuel(*this, "9000111122223338"); }

    sim::SimPush push;
};

}

class TestMessageApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void outbox_isListedAndFiltered();
    void dead_isTriedAgain();
    void texts_areSetAndSeen();
    void declined_byTheOffice();
    void refusedByLimit_isTold();
    void customer_setsWishes();
    void app_isRegisteredAndForgotten();
    void expiringCoupon_isToldInTheMorning();
    void simProgram_takesThem();
};

void TestMessageApi::outbox_isListedAndFiltered()
{
    TellingDesk desk;
    test::topUp(desk, desk.wuCard, "100.00");
    desk.wake();
    QTRY_COMPARE(desk.texts("top-up").size(), 1);
    QTRY_COMPARE(desk.listed("state=sent").size(), 1);
    const QJsonObject one = desk.listed("state=sent&kind=top-up&way=sms&customer=C1").first().toObject();
    QCOMPARE(one[QLatin1String("customer")].toString(), QStringLiteral("C1"));
    QCOMPARE(one[QLatin1String("address")].toString(), QStringLiteral("138****8000"));
    QCOMPARE(one[QLatin1String("mayTryAgain")].toBool(), false);
    QVERIFY(!one.contains(QLatin1String("text")));
    QVERIFY(desk.listed("state=sent&kind=limit").isEmpty());
    QVERIFY(desk.listed("state=sent&customer=C2").isEmpty());
    QVERIFY(desk.listed("state=dead").isEmpty());
    for (const QByteArray &wrong : {QByteArray("state=all"), QByteArray("kind=x"), QByteArray("way=pigeon")})
        QCOMPARE(desk.get(Role::Manager, "/api/v1/messages?" + wrong).status, 400);
    QCOMPARE(desk.get(Role::Manager, "/api/v1/messages?customer=C9").code(),
             QString(errorCodeName(ErrorCode::CustomerUnknown)));
    QCOMPARE(desk.get(Role::Terminal, "/api/v1/messages").status, 403);
}

void TestMessageApi::dead_isTriedAgain()
{
    TellingDesk desk;
    desk.sms.refuse(QStringLiteral("+8613800138000"));
    test::topUp(desk, desk.wuCard, "100.00");
    desk.wake();
    QTRY_COMPARE(desk.listed("state=dead").size(), 1);
    const QJsonObject dead = desk.listed("state=dead").first().toObject();
    QCOMPARE(dead[QLatin1String("why")].toString(), QStringLiteral("isv.MOBILE_NUMBER_ILLEGAL"));
    QVERIFY(dead[QLatin1String("mayTryAgain")].toBool());
    const QByteArray path =
        "/api/v1/messages/" + QByteArray::number(dead[QLatin1String("id")].toInteger()) + "/again";
    desk.sms.accept(QStringLiteral("+8613800138000"));
    const QByteArray key = ServerDesk::newKey();
    QCOMPARE(desk.post(Role::Cashier, path, "{}").status, 403);
    QCOMPARE(desk.post(Role::Manager, path, "{}", key).status, 200);
    QCOMPARE(desk.post(Role::Manager, path, "{}", key).status, 200); // a repeat
    desk.wake();
    QTRY_COMPARE(desk.texts("top-up").size(), 1);
    QTRY_COMPARE(desk.listed("state=sent").size(), 1);
    QVERIFY(desk.listed("state=dead").isEmpty());
    QCOMPARE(desk.post(Role::Manager, path, "{}").code(), QString(errorCodeName(ErrorCode::MessageRefused)));
    QCOMPARE(desk.post(Role::Manager, "/api/v1/messages/999/again", "{}").status, 404);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM audit WHERE action = 'message.again'"), 1);
}

void TestMessageApi::texts_areSetAndSeen()
{
    TellingDesk desk;
    const auto all = [&] {
        return desk.get(Role::Cashier, "/api/v1/message-texts").json()[QLatin1String("texts")].toArray();
    };
    QCOMPARE(all().size(), 8 * 3 * 2);
    const QByteArray path = "/api/v1/message-texts";
    const QByteArray what = R"("kind":"top-up","way":"sms","language":"en")";
    const QByteArray own = "{" + what + R"(,"text":"{amount} came, {balance} is there."})";
    const ServerAnswer seen = desk.post(Role::Manager, path + "/preview", own);
    QCOMPARE(seen.json()[QLatin1String("text")].toString(), QStringLiteral("200.00 came, 38.20 is there."));
    QCOMPARE(desk.post(Role::Manager, path + "/preview", "{" + what + R"(,"text":"{cards}"})").code(),
             QString(errorCodeName(ErrorCode::MessageTemplateInvalid)));
    QCOMPARE(desk.post(Role::Cashier, path, own).status, 403);
    QCOMPARE(desk.post(Role::Manager, path, "{" + what + R"(,"text":"{cards}"})").code(),
             QString(errorCodeName(ErrorCode::MessageTemplateInvalid)));
    QCOMPARE(desk.post(Role::Manager, path, R"({"kind":"x","way":"sms","language":"en","text":"t"})").status,
             400);
    QCOMPARE(desk.post(Role::Manager, path, own).status, 200);
    test::topUp(desk, desk.wuCard, "100.00");
    desk.wake();
    QTRY_COMPARE(desk.texts("top-up"), QStringList(QStringLiteral("100.00 came, 100.00 is there.")));
    const ServerAnswer usual = desk.post(Role::Manager, path, "{" + what + R"(,"usual":true})");
    QCOMPARE(usual.status, 200);
    QVERIFY(!usual.json()[QLatin1String("own")].toBool());
    QVERIFY(usual.json()[QLatin1String("text")].toString().startsWith(QStringLiteral("Card {card}")));
}

void TestMessageApi::declined_byTheOffice()
{
    TellingDesk desk;
    const QByteArray path = "/api/v1/customers/C1/messages";
    const ServerAnswer before = desk.get(Role::Cashier, path);
    QCOMPARE(before.json()[QLatin1String("contacts")].toArray().size(), 1);
    QVERIFY(!before.body.contains("13800138000"));
    const QByteArray no = R"({"kind":"top-up","way":"sms"})";
    QCOMPARE(desk.post(Role::Cashier, path, no).status, 403);
    QCOMPARE(desk.post(Role::Manager, path, no).json()[QLatin1String("declined")].toArray().size(), 1);
    QCOMPARE(desk.post(Role::Manager, path, R"({"kind":"card-frozen","way":"sms"})").status, 400);
    QCOMPARE(desk.post(Role::Manager, "/api/v1/customers/C9/messages", no).code(),
             QString(errorCodeName(ErrorCode::CustomerUnknown)));
    test::topUp(desk, desk.wuCard, "100.00");
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM message_outbox"), 0);
    QCOMPARE(desk.post(Role::Manager, path, R"({"kind":"top-up","way":"sms","declined":false})")
                 .json()[QLatin1String("declined")]
                 .toArray()
                 .size(),
             0);
    test::topUp(desk, desk.wuCard, "100.00");
    desk.wake();
    QTRY_COMPARE(desk.texts("top-up").size(), 1);
}

void TestMessageApi::refusedByLimit_isTold()
{
    TellingDesk desk;
    test::topUp(desk, desk.wuCard, "500.00");
    const QByteArray card = "/api/v1/cards/" + QByteArray::number(desk.wuCard.value);
    QCOMPARE(
        desk.post(Role::Manager, card + "/limits", R"({"limitPerDay":{"amount":"80.00","currency":"CNY"}})")
            .status,
        200);
    desk.sell();                // all of it
    for (int n = 0; n < 2; ++n) // told once
        QCOMPARE(desk.post(Role::Terminal, "/api/v1/authorisations",
                           desk.question("9000111122223338", "10.00", "1234"))
                     .code(),
                 QString(errorCodeName(ErrorCode::LimitPerDay)));
    desk.wake();
    QTRY_COMPARE(desk.texts("limit").size(), 1);
    QVERIFY2(desk.texts("limit").first().contains(QStringLiteral("80.00 of its limit of 80.00")),
             qPrintable(desk.texts("limit").first()));
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM message_outbox WHERE kind = 4"), 1);
}

void TestMessageApi::customer_setsWishes()
{
    TellingDesk desk;
    WebBrowser phone(desk);
    QCOMPARE(phone.open("/me/messages").status, 303); // sign in first
    desk.signIn(phone);
    const ServerAnswer page = phone.open("/me/messages");
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("138****8000") && !page.body.contains("13800138000"));
    QVERIFY(page.body.contains("name=\"low-balance-sms\""));
    QVERIFY(!page.body.contains("name=\"low-balance-email\"")); // no such contact
    QVERIFY(!page.body.contains("card-frozen"));
    // Only what is ticked is told from now on.
    const ServerAnswer saved = phone.follow(phone.submit(
        page, "/me/messages",
        {{"language", "zh"}, {"below", "80.00"}, {"low-balance-sms", "1"}, {"top-up-sms", "1"}}));
    QCOMPARE(saved.status, 200);
    QVERIFY(saved.body.contains("value=\"80.00\""));
    QVERIFY(saved.body.contains("name=\"top-up-sms\" value=\"1\" checked"));
    QVERIFY(saved.body.contains("name=\"invoice-sms\" value=\"1\">"));
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM message_opt_out"), 4);
    QCOMPARE(desk.figure("SELECT low_balance FROM message_wish"), 8'000);
    QCOMPARE(desk.figure("SELECT language FROM message_contact WHERE customer = 1"), 1);
    QCOMPARE(phone.submit(page, "/me/messages", {{"below", "much"}}).status, 422);
    QCOMPARE(phone.post("/me/messages", "below=1.00").status, 403); // not from our page
    QCOMPARE(desk.figure("SELECT low_balance FROM message_wish"), 8'000);
}

void TestMessageApi::app_isRegisteredAndForgotten()
{
    TellingDesk desk;
    WebBrowser phone(desk);
    desk.signIn(phone);
    desk.setNow();
    const QByteArray here = "/me/messages";
    const QByteArray app = here + "/app";
    const ServerAnswer page = phone.open(here);
    const QByteArray empty = WebBrowser::formOf(page, app);
    QVERIFY(!empty.isEmpty());
    const auto with = [&](const QByteArray &token) {
        return phone.post(app, QByteArray(empty).replace("token=", "token=" + token));
    };
    QCOMPARE(with("short").status, 400);
    const ServerAnswer fresh = phone.open(here);
    QCOMPARE(phone.post(app, WebBrowser::formOf(fresh, app).replace("token=", "token=fcm-device-token-0001"))
                 .status,
             303);
    QVERIFY(phone.open(here).body.contains("On 1 of your devices"));
    VERIFY_OK(desk.push.strike(QStringLiteral("http_500_after")));
    test::topUp(desk, desk.wuCard, "100.00");
    desk.wake();
    QTRY_COMPARE(desk.push.received().size(), 1);
    const sim::PushReceived push = desk.push.received().first();
    QCOMPARE(push.token, QStringLiteral("fcm-device-token-0001"));
    QCOMPARE(push.title, QStringLiteral("Top-up received"));
    QCOMPARE(push.kind, QStringLiteral("top-up"));
    QCOMPARE(push.data.value(QStringLiteral("amount")), QStringLiteral("100.00"));
    QTRY_COMPARE(desk.figure("SELECT tries FROM message_outbox WHERE way = 3 AND leased_until = 0"), 1);
    desk.clock.advanceMs(backOffMs(1));
    desk.setNow();
    desk.server->post()->wake();
    QTRY_COMPARE(desk.push.duplicates(), 1); // under the same number
    QTRY_COMPARE(desk.listed("state=sent&way=push").size(), 1);
    QCOMPARE(desk.push.unsignedOnes(), 0);
    // The app was taken off the phone.
    desk.push.unregister(push.token);
    test::topUp(desk, desk.wuCard, "100.00");
    desk.wake();
    QTRY_COMPARE(desk.listed("state=dead&way=push").size(), 1);
    QCOMPARE(desk.listed("state=dead").first()[QLatin1String("mayTryAgain")].toBool(), false);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM message_device"), 0);
    test::topUp(desk, desk.wuCard, "100.00");
    desk.wake();
    QTRY_COMPARE(desk.texts("top-up").size(), 3);
    QCOMPARE(desk.push.requests(), 3);
}

void TestMessageApi::expiringCoupon_isToldInTheMorning()
{
    TellingDesk desk;
    const auto give = [&](const QString &name, qint64 days) {
        return desk.command([&](Database &db) {
            CampaignService campaigns(db, desk.server->couponKeys());
            const Timestamp now = desk.clock.now();
            Campaign campaign;
            campaign.name = name;
            campaign.terms.offer.amount = 10_yuan;
            campaign.terms.until = now.plusMs(days * 24 * 3'600'000);
            const auto person = [](int n) { return Principal{Role::Manager, n, QStringLiteral("m"), {}}; };
            return campaigns.create(campaign, person(1), now).and_then([&](const Campaign &draft) {
                return campaigns.step(draft.id, CampaignState::Review, person(1), now)
                    .and_then([&](const Campaign &) {
                        return campaigns.step(draft.id, CampaignState::Live, person(2), now);
                    })
                    .and_then([&](const Campaign &live) {
                        return CouponService(db, desk.server->couponKeys()).give({live.id, {1}, {}}, now);
                    })
                    .map([](const Coupon &) {});
            });
        });
    };
    VERIFY_OK(give(QStringLiteral("Ten off"), 2));
    VERIFY_OK(give(QStringLiteral("Later"), 4));
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM message_outbox"), 0); // it is eight in the morning
    desk.clock.advanceMs(3'600'000);
    desk.setNow();
    QTRY_COMPARE(desk.texts("coupon-expiring").size(), 1);
    QVERIFY(desk.texts("coupon-expiring").first().contains(QStringLiteral("Ten off")));
    desk.clock.advanceMs(24LL * 3'600'000);
    desk.setNow();
    QTRY_COMPARE(desk.texts("coupon-expiring").size(), 2); // the other one; of the first nothing more
    QVERIFY(desk.texts("coupon-expiring").last().contains(QStringLiteral("Later")));
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM message_outbox WHERE kind = 5"), 2);
}

/// youka-sim as a program of its own is all three gateways.
void TestMessageApi::simProgram_takesThem()
{
    const auto freePort = [] {
        QTcpServer server;
        return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
    };
    const quint16 sms = freePort();
    const quint16 push = freePort();
    const quint16 mail = freePort();
    SimProcess sim("[messages]\nsms_port = " + QByteArray::number(sms) + "\npush_port = "
                   + QByteArray::number(push) + "\nmail_port = " + QByteArray::number(mail) + "\n");
    QVERIFY(sim.isReady());
    const SystemClock clock;
    const auto sender = std::make_shared<NetworkSender>(QByteArray());
    const auto account = [](quint16 port, const char *path) {
        return GatewayAccount{
            QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(QLatin1String(path))),
            QStringLiteral("sim"), "sim-secret", 5'000};
    };
    SmsHttpGateway smsGateway({account(sms, "/sms/v1/send"), QStringLiteral("油卡")}, sender, clock);
    PushHttpGateway pushGateway(account(push, "/push/v1/send"), sender, clock);
    SmtpGateway mailGateway({QStringLiteral("127.0.0.1"),
                             mail,
                             SmtpSecurity::None,
                             {},
                             {},
                             {QStringLiteral("card@youka.example"), {}},
                             {}},
                            clock);
    const auto send = [](MessageGateway &gateway, MessageWay way, const QString &address) {
        Message message;
        message.number = QByteArray(16, char(way));
        message.way = way;
        message.address = address;
        message.text = {QStringLiteral("Top-up"), QStringLiteral("200.00 came.")};
        const auto heard = std::make_shared<std::atomic<int>>(0);
        gateway.send(message, [heard](const DeliveryNews &news) { *heard = int(news.word) + 1; });
        static_cast<void>(QTest::qWaitFor([&] { return *heard > 0; }, 10'000));
        return DeliveryWord(*heard - 1);
    };
    QVERIFY(sim.ask(R"({"do":"message-fault","by":"sms","fault":"http_500"})")[QLatin1String("ok")].toBool());
    QVERIFY(!sim.ask(R"({"do":"message-fault","by":"sms","fault":"rust"})")[QLatin1String("ok")].toBool());
    QVERIFY(!sim.ask(R"({"do":"message-fault","by":"pigeon"})")[QLatin1String("ok")].toBool());
    const QString phone = QStringLiteral("+8613800138000");
    QVERIFY(send(smsGateway, MessageWay::Sms, phone) == DeliveryWord::Unknown);
    QVERIFY(send(smsGateway, MessageWay::Sms, phone) == DeliveryWord::Delivered);
    QVERIFY(send(pushGateway, MessageWay::Push, QStringLiteral("device-token-0000001"))
            == DeliveryWord::Delivered);
    QVERIFY(send(mailGateway, MessageWay::Email, QStringLiteral("li@example.com"))
            == DeliveryWord::Delivered);
    const QJsonObject taken = sim.ask(R"({"do":"message-list"})");
    QCOMPARE(taken[QLatin1String("sms")].toArray().size(), 1);
    QCOMPARE(taken[QLatin1String("push")][0][QLatin1String("title")].toString(), QStringLiteral("Top-up"));
    QCOMPARE(taken[QLatin1String("mail")][0][QLatin1String("to")].toString(),
             QStringLiteral("li@example.com"));
}

QTEST_GUILESS_MAIN(TestMessageApi)
#include "tst_message_api.moc"
