#include "core/foundation/crypto/digest.h"
#include "tests/integration/customer_desk.h"
#include "tests/integration/pay_house.h"

#include <QTest>

using namespace youka;
using youka::test::PayHouse;
using youka::test::ServerAnswer;
using youka::test::WebBrowser;

namespace {

const QByteArray Choice = "/me/cards/1/top-up";

/// The house with the channels' other side, and its customer on a phone.
struct PhoneHouse : PayHouse
{
    PhoneHouse()
        : phone(desk)
    {
        phone.cookies["__Host-youka-me"] = sessionOf("C1");
    }
    /// As whoever is signed in already.
    QByteArray sessionOf(const char *external)
    {
        QByteArray access;
        const auto done = desk.server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            const auto customer = CustomerService(db, desk.server->cardKeys().customerWrapping)
                                      .ensureCustomer(QLatin1String(external), QLatin1String(external), {},
                                                      {}, desk.clock.now());
            SignInService sessions(db, hmacSha256(desk.server->cardKeys().customerWrapping, "youka sign-in"),
                                   desk.server->messageKeys(), {});
            const QString openId = QStringLiteral("o-") + QLatin1String(external);
            return sessions.link(customer->id, SignInWay::WeChat, openId, desk.clock.now())
                .and_then([&] { return sessions.signInBy(SignInWay::WeChat, openId, {}, desk.clock.now()); })
                .map([&](const SignInService::Outcome &in) {
                    access = in.tokens.access;
                    return QByteArray();
                });
        });
        ensure(done.has_value(), "somebody is signed in");
        return access;
    }
    ServerAnswer begin(const QByteArray &amount, const QByteArray &typed = {},
                       const QByteArray &channel = "wechat")
    {
        return phone.submit(phone.open(Choice), Choice,
                            {{"amount", amount}, {"other", typed}, {"channel", channel}});
    }
    /// The payment's page, once it says that.
    ServerAnswer shows(const QByteArray &path, const char *words)
    {
        ServerAnswer page;
        for (int real = 0; real < 400; ++real) {
            page = phone.open(path);
            if (page.body.contains(words))
                break;
            QTest::qWait(10);
            if (real % 8 == 7) {
                desk.clock.advanceMs(1'000);
                other.notices().look();
                desk.server->payments().wake();
            }
        }
        return page;
    }
    QString qrOf(const QByteArray &path)
    {
        QString qr;
        const auto read = desk.server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            return PaymentRepository(db).find(QString::fromLatin1(path.mid(13))).map([&](const auto &order) {
                qr = order ? order->qr : QString();
                return QByteArray();
            });
        });
        return read ? qr : QString();
    }
    qint64 orders() { return desk.figure("SELECT COUNT(*) FROM payment_order"); }
    WebBrowser phone;
};

}

/// A card is topped up on its owner's phone, with the channel on the other side of a socket.
class TestWebPay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_house = std::make_unique<PhoneHouse>(); }
    void cleanup() { QCOMPARE(m_house->proof(), QString()); }
    void topUp_untilItIsOnTheCard();
    void pressedTwice_isOnePayment();
    void cancelled_endsUnpaid();
    void amounts_areBounded_data();
    void amounts_areBounded();
    void another_isNotFound();

private:
    std::unique_ptr<PhoneHouse> m_house;
};

void TestWebPay::topUp_untilItIsOnTheCard()
{
    const ServerAnswer choice = m_house->phone.open(Choice);
    for (const char *there : {"¥100.00", "¥1,000.00", "WeChat Pay", "From ¥1.00 to ¥5,000.00"})
        QVERIFY2(choice.body.contains(there), there);
    QVERIFY(m_house->phone.open("/me").body.contains("href=\"" + Choice));
    const ServerAnswer begun = m_house->begin("200.00");
    QVERIFY2(begun.status == 303, begun.body.constData());
    const QByteArray path = WebBrowser::header(begun, "Location");
    QVERIFY(path.startsWith("/me/payments/"));
    const ServerAnswer waiting = m_house->shows(path, "qr.svg");
    QVERIFY2(waiting.body.contains("http-equiv=\"refresh\""), waiting.body.constData());
    QVERIFY(waiting.body.contains("href=\"weixin://"));
    const ServerAnswer qr = m_house->phone.open(path + "/qr.svg");
    QCOMPARE(qr.contentType, QByteArray("image/svg+xml"));
    QVERIFY(qr.body.startsWith("<svg "));
    QVERIFY(m_house->far->scan(m_house->qrOf(path), test::Wang, sim::PayManner::Pays));
    const ServerAnswer paid = m_house->shows(path, "Paid. ¥200.00");
    QVERIFY2(paid.body.contains("Balance now"), paid.body.constData());
    QVERIFY(!paid.body.contains("http-equiv"));
    QCOMPARE(m_house->fen(), 20'000);
    QVERIFY(m_house->phone.open("/me").body.contains("¥200.00"));
}

void TestWebPay::pressedTwice_isOnePayment()
{
    const ServerAnswer page = m_house->phone.open(Choice);
    const QByteArray form = WebBrowser::formOf(page, Choice, {{"other", "33.50"}, {"channel", "wechat"}});
    const ServerAnswer first = m_house->phone.post(Choice, form);
    const ServerAnswer again = m_house->phone.post(Choice, form);
    QCOMPARE(first.status, 303);
    QCOMPARE(WebBrowser::header(again, "Location"), WebBrowser::header(first, "Location"));
    QCOMPARE(m_house->orders(), 1);
    QVERIFY(m_house->shows(WebBrowser::header(first, "Location"), "qr.svg").body.contains("¥33.50"));
}

void TestWebPay::cancelled_endsUnpaid()
{
    const QByteArray path = WebBrowser::header(m_house->begin("100.00"), "Location");
    const ServerAnswer page = m_house->shows(path, "qr.svg");
    QCOMPARE(m_house->phone.submit(page, path + "/cancel").status, 303);
    const ServerAnswer ended = m_house->shows(path, "This payment has ended");
    QVERIFY(ended.body.contains("Try again"));
    QCOMPARE(m_house->phone.open(path + "/qr.svg").status, 200); // no secret; the channel does not take it
    QCOMPARE(m_house->fen(), 0);
}

void TestWebPay::amounts_areBounded_data()
{
    QTest::addColumn<QByteArray>("amount");
    QTest::addColumn<QByteArray>("channel");
    QTest::newRow("too little") << QByteArray("0.01") << QByteArray("wechat");
    QTest::newRow("too much") << QByteArray("5000.01") << QByteArray("wechat");
    QTest::newRow("below zero") << QByteArray("-200") << QByteArray("wechat");
    QTest::newRow("no figure") << QByteArray("abc") << QByteArray("wechat");
    QTest::newRow("a third of a fen") << QByteArray("1.001") << QByteArray("wechat");
    QTest::newRow("nothing") << QByteArray() << QByteArray("wechat");
    QTest::newRow("no such channel") << QByteArray("200") << QByteArray("paypal");
    QTest::newRow("a channel that is not set up") << QByteArray("200") << QByteArray("unionpay");
}

void TestWebPay::amounts_areBounded()
{
    QFETCH(QByteArray, amount);
    QFETCH(QByteArray, channel);
    const ServerAnswer refused = m_house->begin({}, amount, channel);
    QVERIFY2(refused.status >= 400 && refused.status < 500, refused.body.constData());
    QVERIFY(refused.body.contains("role=\"alert\""));
    QCOMPARE(m_house->orders(), 0);
}

void TestWebPay::another_isNotFound()
{
    const QByteArray path = WebBrowser::header(m_house->begin("100.00"), "Location");
    const ServerAnswer mine = m_house->shows(path, "qr.svg");
    WebBrowser other(m_house->desk);
    other.cookies["__Host-youka-me"] = m_house->sessionOf("C9");
    for (const QByteArray &page : {path, path + "/qr.svg", Choice})
        QCOMPARE(other.open(page).status, 404);
    QCOMPARE(other.post(path + "/cancel", WebBrowser::formOf(mine, path + "/cancel")).status, 403);
    QVERIFY(m_house->phone.open(path).body.contains("qr.svg"));
}

QTEST_GUILESS_MAIN(TestWebPay)
#include "tst_web_pay.moc"
