#include "core/domain/payments/payment_json.h"
#include "tests/integration/pay_house.h"

using namespace youka;
using sim::PayManner;
using test::Number;
using test::PayHouse;
using test::ServerDesk;
using test::Wang;
using test::Wechat;

#define COMPARE_ENDS(house, order, wanted)                                                                   \
    QVERIFY2((house).until(order, QStringLiteral(wanted)), qPrintable((house).state(order)))

class TestPayments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aQr_isPaidAndBooked_data() { channels(); }
    void aQr_isPaidAndBooked();
    void aCode_isPaidAtOnce_orAfterThePin_data() { channels(); }
    void aCode_isPaidAtOnce_orAfterThePin();
    void theQr_comesWithTheHeldQuestion();
    void create_refusals();
    void faults_endInBookedOrGivenBack_data();
    void faults_endInBookedOrGivenBack();
    void notices_forgedAndSpoilt_changeNothing();
    void anAmountThatDiffers_isForAPerson();
    void paidAfterTheClose_goesBackByItself();
    void killedBetweenYesAndBooking_isBookedAfterwards();
    void aStuckCode_isSettledWithinHalfAMinute();
    void givenUp_isClosedThere_data() { channels(); }
    void givenUp_isClosedThere();
    void refunds_goBackTheWayTheyCame_data() { channels(); }
    void refunds_goBackTheWayTheyCame();
    void theOffice_seesThemAll();
    void keysRotate_withoutAPause();

private:
    static void channels();
};

void TestPayments::channels()
{
    QTest::addColumn<QString>("channel");
    for (const char *name : {"wechat", "alipay", "unionpay"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestPayments::aQr_isPaidAndBooked()
{
    QFETCH(QString, channel);
    PayHouse house(channel);
    const auto created = house.create();
    QCOMPARE(created.status, 200);
    const QString order = PayHouse::orderOf(created);
    const QString qr = house.qrOf(order);
    QVERIFY(!qr.isEmpty());
    QCOMPARE(house.state(order), QStringLiteral("pending"));
    QVERIFY(house.far->scan(qr, Wang, PayManner::Pays));
    QVERIFY(QTest::qWaitFor([&] { return house.state(order) == QLatin1String("paid"); })); // told, not asked
    QCOMPARE(house.fen(), 20'000);
    QCOMPARE(house.wallet(), 1'000'000 - 20'000);
    QVERIFY(QTest::qWaitFor([&] { return house.other.notices().waiting() == 0; }));
    QCOMPARE(house.statuses, QList<int>{channel == Wechat ? 204 : 200});
    QVERIFY(house.show(order)[QLatin1String("booked")].toBool());
    QCOMPARE(house.desk.figure("SELECT source FROM payment_event WHERE state = 3"), 3);
    QCOMPARE(house.proof(), QString());
}

void TestPayments::aCode_isPaidAtOnce_orAfterThePin()
{
    QFETCH(QString, channel);
    PayHouse house(channel);
    const auto small = house.scanCode();
    QCOMPARE(small.status, 200);
    COMPARE_ENDS(house, PayHouse::orderOf(small), "paid");
    const auto large = house.scanCode(PayManner::Pays, "2000.00"); // asked for the PIN
    COMPARE_ENDS(house, PayHouse::orderOf(large), "paid");
    const auto wrong = house.scanCode(PayManner::WrongPin, "2000.00");
    QVERIFY(house.ended(PayHouse::orderOf(wrong))); // by each channel in its own word
    QVERIFY(house.state(PayHouse::orderOf(wrong)) != QLatin1String("paid"));
    const auto gone = house.scanCode(PayManner::WalksAway, "2000.00");
    COMPARE_ENDS(house, PayHouse::orderOf(gone), "reversed");
    QCOMPARE(house.fen(), 220'000);
    QCOMPARE(house.wallet(), 1'000'000 - 220'000);
    QCOMPARE(house.proof(), QString());
}

void TestPayments::theQr_comesWithTheHeldQuestion()
{
    PayHouse house;
    const QString order = PayHouse::orderOf(house.create());
    std::optional<QJsonObject> heard;
    // Asked beside, as the other side lives in this thread.
    house.desk.server->payments().hold(order, PaymentState::Created, 20'000, [&](const auto &found) {
        const QJsonObject json = found ? toJson(*found) : QJsonObject();
        QMetaObject::invokeMethod(qApp, [&heard, json] { heard = json; });
    });
    QVERIFY(QTest::qWaitFor([&] { return heard.has_value(); }));
    QCOMPARE((*heard)[QLatin1String("state")].toString(), QStringLiteral("pending"));
    QVERIFY(!(*heard)[QLatin1String("qr")].toString().isEmpty());
    // With nothing to tell it is answered when its time is over.
    heard.reset();
    house.desk.server->payments().hold(order, PaymentState::Pending, 1'000, [&](const auto &found) {
        const QJsonObject json = found ? toJson(*found) : QJsonObject();
        QMetaObject::invokeMethod(qApp, [&heard, json] { heard = json; });
    });
    QTest::qWait(50);
    QVERIFY(!heard);
    house.desk.clock.advanceMs(1'000);
    QVERIFY(QTest::qWaitFor([&] { return heard.has_value(); }));
    QCOMPARE((*heard)[QLatin1String("state")].toString(), QStringLiteral("pending"));
    const auto path = "/api/v1/payments/" + order.toLatin1() + "?known=created&wait=5000";
    QCOMPARE(
        house.desk.as(Role::Terminal, {"GET", path, {}, {}, {}}).json()[QLatin1String("state")].toString(),
        QStringLiteral("pending")); // at once: it is another one
}

void TestPayments::create_refusals()
{
    PayHouse house;
    const auto refused = [&](const QByteArray &amount, const QByteArray &more) {
        return house.desk.post(Role::Terminal, "/api/v1/payments/create", house.wish(amount, more)).code();
    };
    QCOMPARE(refused("200.00", ",\"channel\":\"alipay\""), QStringLiteral("merchant.unknown"));
    QCOMPARE(refused("200.00", ",\"code\":\"999\""), QStringLiteral("pay-code.invalid"));
    QCOMPARE(refused("200.00", {}), QStringLiteral("input.invalid"));
    QCOMPARE(refused("0.50", ",\"channel\":\"wechat\""), QStringLiteral("payment.too-little"));
    QCOMPARE(refused("5000.01", ",\"channel\":\"wechat\""), QStringLiteral("payment.too-much"));
    const QByteArray key = ServerDesk::newKey();
    const auto first = house.create("200.00", key);
    QCOMPARE(house.create("200.00", key).body, first.body);
    QCOMPARE(house.create("201.00", key).code(), QStringLiteral("operation.conflict"));
    QCOMPARE(house.desk.figure("SELECT COUNT(*) FROM payment_order"), 1);
    QCOMPARE(house.desk.post(Role::Cashier, "/api/v1/payments/create", house.wish("1.00", {})).status, 403);
    const auto channels = house.desk.as(Role::Terminal, {"GET", "/api/v1/payments/channels", {}, {}, {}});
    QCOMPARE(channels.json()[QLatin1String("channels")].toArray().first().toString(), Wechat);
    QCOMPARE(house.desk.as(Role::Terminal, {"GET", "/api/v1/payments/P1", {}, {}, {}}).code(),
             QStringLiteral("payment.unknown"));
}

void TestPayments::faults_endInBookedOrGivenBack_data()
{
    QTest::addColumn<QString>("channel");
    QTest::addColumn<bool>("byCode");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("verb");
    QTest::addColumn<int>("times");
    QTest::addColumn<QString>("ends");
    const auto row = [](const char *name, bool byCode, const char *fault, const char *verb, int times,
                        const char *ends) {
        QTest::newRow(name) << Wechat << byCode << QString::fromLatin1(fault) << QString::fromLatin1(verb)
                            << times << QString::fromLatin1(ends);
    };
    for (const char *fault : {"lose_reply", "lose_request", "html", "http_500", "empty", "unsigned",
                              "bad_signature", "stale", "system_error", "busy_after"}) {
        const QByteArray name(fault);
        row((name + " of the QR").constData(), false, fault, "native", 1, "paid");
        row((name + " of the questions").constData(), false, fault, "query", 2, "paid");
        row((name + " of the code").constData(), true, fault, "codepay", 1, "");
    }
    row("notice lost", false, "notice_lost", "", 9, "paid");
    row("notice twice", false, "notice_twice", "", 1, "paid");
    row("notice held", false, "notice_held", "", 1, "paid");
    // The others' first answers, in their own words for it.
    for (const char *channel : {"alipay", "unionpay"})
        for (const char *fault : {"lose_reply", "html", "http_500", "bad_signature", "busy_after"})
            for (const bool byCode : {false, true})
                QTest::addRow("%s, %s of a %s", channel, fault, byCode ? "code" : "QR")
                    << QString::fromLatin1(channel) << byCode << QString::fromLatin1(fault) << QString() << 1
                    << QString();
}

/// The customer pays wherever there is something to pay; after it, what left the wallet is on the card or
/// back in the wallet.
void TestPayments::faults_endInBookedOrGivenBack()
{
    QFETCH(QString, channel);
    QFETCH(bool, byCode);
    QFETCH(QString, fault);
    QFETCH(QString, verb);
    QFETCH(int, times);
    QFETCH(QString, ends);
    PayHouse house(channel);
    house.strike(fault.toLatin1(), times, verb.toLatin1());
    const qint64 began = house.desk.clock.now().ms;
    const QString order = PayHouse::orderOf(byCode ? house.scanCode() : house.create());
    if (!byCode) {
        const QString qr = house.qrOf(order);
        if (!qr.isEmpty()) {
            QVERIFY(house.far->scan(qr, Wang, PayManner::Pays));
            COMPARE_ENDS(house, order, "paid");
        } else {
            // A channel that makes no second QR for one number: nobody has seen the first.
            QCOMPARE(channel, QStringLiteral("unionpay"));
            QVERIFY2(house.ended(order), qPrintable(house.state(order)));
        }
    } else {
        QVERIFY2(QTest::qWaitFor(
                     [&] {
                         house.desk.clock.advanceMs(100);
                         house.desk.server->payments().wake();
                         const QString state = house.state(order);
                         return state == QLatin1String("paid") || state == QLatin1String("reversed")
                             || state == QLatin1String("closed") || state == QLatin1String("failed");
                     },
                     20'000),
                 qPrintable(house.state(order)));
        QVERIFY(house.desk.clock.now().ms - began <= 40'000);
    }
    QVERIFY(ends.isEmpty() || house.state(order) == ends);
    house.other.notices().release();
    QTest::qWait(30);
    QCOMPARE(house.fen() + house.wallet(), 1'000'000);
    QCOMPARE(house.fen(), house.state(order) == QLatin1String("paid") ? 20'000 : 0);
    QCOMPARE(house.desk.figure("SELECT COUNT(*) FROM journal WHERE kind = 1"),
             house.state(order) == QLatin1String("paid") ? 1 : 0);
    QCOMPARE(house.proof(), QString());
}

void TestPayments::notices_forgedAndSpoilt_changeNothing()
{
    for (const char *fault :
         {"notice_forged", "notice_cut", "notice_stale", "notice_probe", "notice_other"}) {
        PayHouse house;
        house.strike(fault);
        house.strike("html", 50, "query"); // so that nothing is learnt by asking
        const QString order = PayHouse::orderOf(house.create());
        QVERIFY(house.far->scan(house.qrOf(order), Wang, PayManner::Pays));
        QVERIFY(QTest::qWaitFor([&] { return house.knocks > 0 && house.other.notices().isQuiet(); }));
        QVERIFY2(house.statuses.first() >= 400, fault);
        QCOMPARE(house.fen(), 0);
        // The channel says it again, rightly this time.
        house.desk.clock.advanceMs(16'000);
        house.other.notices().look();
        QVERIFY2(QTest::qWaitFor([&] { return house.state(order) == QLatin1String("paid"); }), fault);
        QCOMPARE(house.fen(), 20'000);
    }
    PayHouse house;
    const auto nobody = house.desk.post(Role::Nobody, "/api/v1/payments/notify/99", "{}");
    QCOMPARE(nobody.status, 404);
}

void TestPayments::anAmountThatDiffers_isForAPerson()
{
    PayHouse house;
    const QString order = PayHouse::orderOf(house.create());
    const QString qr = house.qrOf(order);
    house.strike("notice_amount");
    house.strike("html", 50, "query");
    QVERIFY(house.far->scan(qr, Wang, PayManner::Pays));
    QVERIFY(QTest::qWaitFor([&] { return house.state(order) == QLatin1String("for-person"); }));
    QCOMPARE(house.fen(), 0);
    QCOMPARE(house.proof(), QString());
    // The channel has put it right, and somebody says so.
    house.far->faults().clear();
    const QByteArray path = "/api/v1/payments/" + order.toLatin1() + "/settle";
    const QByteArray said = R"({"verdict":"ask-again","note":"they have put it right"})";
    QCOMPARE(house.desk.post(Role::Cashier, path, said).status, 403);
    QCOMPARE(house.desk.post(Role::Manager, path, R"({"verdict":"book","note":"n"})").status, 400);
    QCOMPARE(house.desk.post(Role::Manager, path, said).status, 200);
    COMPARE_ENDS(house, order, "paid");
    QCOMPARE(house.fen(), 20'000);
    QCOMPARE(house.desk.post(Role::Manager, path, said).status, 409);
    QCOMPARE(house.proof(), QString());
}

void TestPayments::paidAfterTheClose_goesBackByItself()
{
    PayHouse house;
    const QString order = PayHouse::orderOf(house.create());
    const QString qr = house.qrOf(order);
    COMPARE_ENDS(house, order, "closed");
    house.strike("late_success");
    QVERIFY(house.far->scan(qr, Wang, PayManner::Pays));
    QCOMPARE(house.wallet(), 980'000);
    COMPARE_ENDS(house, order, "refunded");
    QCOMPARE(house.wallet(), 1'000'000);
    QCOMPARE(house.fen(), 0);
    const QJsonObject refund = house.show(order)[QLatin1String("refunds")].toArray().first().toObject();
    QCOMPARE(refund[QLatin1String("cause")].toString(), QStringLiteral("paid-late"));
    QCOMPARE(house.proof(), QString());
}

void TestPayments::killedBetweenYesAndBooking_isBookedAfterwards()
{
    PayHouse house;
    // The channel takes the code and the server is gone before it hears so.
    house.strike("delay", 1, "codepay", 500);
    const QString order = PayHouse::orderOf(house.scanCode());
    QVERIFY(QTest::qWaitFor([&] { return house.wallet() == 980'000; }));
    house.desk.stop();
    QTest::qWait(600);
    house.desk.start();
    QVERIFY(house.state(order) == QLatin1String("created"));
    COMPARE_ENDS(house, order, "paid");
    QCOMPARE(house.fen(), 20'000);
    // A QR that is paid while nobody is there to be told.
    const QString shown = PayHouse::orderOf(house.create());
    const QString qr = house.qrOf(shown);
    house.desk.stop();
    QVERIFY(house.far->scan(qr, Wang, PayManner::Pays));
    QVERIFY(QTest::qWaitFor([&] { return house.knocks > 0 && house.other.notices().isQuiet(); }));
    house.desk.start();
    COMPARE_ENDS(house, shown, "paid");
    QCOMPARE(house.fen(), 40'000);
    QCOMPARE(house.proof(), QString());
}

void TestPayments::aStuckCode_isSettledWithinHalfAMinute()
{
    PayHouse house;
    house.strike("system_error", 1, "codepay"); // the channel did nothing and does not say so
    const qint64 began = house.desk.clock.now().ms;
    const QString order = PayHouse::orderOf(house.scanCode());
    QVERIFY(house.until(order, QStringLiteral("closed")));
    QVERIFY2(house.desk.clock.now().ms - began <= 30'000,
             qPrintable(QString::number(house.desk.clock.now().ms - began)));
    QCOMPARE(house.wallet(), 1'000'000);
    QCOMPARE(house.proof(), QString());
}

void TestPayments::givenUp_isClosedThere()
{
    QFETCH(QString, channel);
    PayHouse house(channel);
    const QString order = PayHouse::orderOf(house.create());
    const QString qr = house.qrOf(order);
    const auto path = "/api/v1/payments/" + order.toLatin1() + "/close";
    QCOMPARE(house.desk.post(Role::Terminal, path, {}).json()[QLatin1String("state")].toString(),
             QStringLiteral("reversing"));
    COMPARE_ENDS(house, order, "closed");
    // Where the QR could not be closed somebody may still pay it, and has it back.
    const bool isPaid = house.far->scan(qr, Wang, PayManner::Pays).has_value();
    QCOMPARE(isPaid, channel != Wechat);
    if (isPaid)
        COMPARE_ENDS(house, order, "refunded");
    QCOMPARE(house.wallet(), 1'000'000);
    QCOMPARE(house.fen(), 0);
    QCOMPARE(house.proof(), QString());
    QCOMPARE(house.desk.post(Role::Terminal, path, {}).json()[QLatin1String("state")].toString(),
             isPaid ? QStringLiteral("refunded") : QStringLiteral("closed"));
}

void TestPayments::refunds_goBackTheWayTheyCame()
{
    QFETCH(QString, channel);
    PayHouse house(channel);
    const QString order = PayHouse::orderOf(house.scanCode(PayManner::Pays, "600.00"));
    COMPARE_ENDS(house, order, "paid");
    const auto path = "/api/v1/payments/" + order.toLatin1() + "/refunds";
    const auto ask = [&](const QByteArray &amount, Role role = Role::Manager) {
        return house.desk.post(role, path,
                               "{\"amount\":{\"amount\":\"" + amount
                                   + "\",\"currency\":\"CNY\"},\"note\":\"not wanted\"}");
    };
    QCOMPARE(ask("100.00", Role::Cashier).status, 403);
    QCOMPARE(ask("600.01").code(), QStringLiteral("payment.refund-too-much"));
    QVERIFY(ask("600.00").json()[QLatin1String("waiting")].toBool()); // more than one may decide
    house.strike("lose_reply", 1, "refund");
    house.strike("refund_working", 2);
    QVERIFY(!ask("100.00").json()[QLatin1String("waiting")].toBool());
    COMPARE_ENDS(house, order, "paid");
    QCOMPARE(house.wallet(), 1'000'000 - 50'000);
    QCOMPARE(house.fen(), 50'000);
    QVERIFY(!ask("400.00").json()[QLatin1String("waiting")].toBool());
    COMPARE_ENDS(house, order, "paid");
    QVERIFY(!ask("100.00").json()[QLatin1String("waiting")].toBool());
    COMPARE_ENDS(house, order, "refunded");
    QCOMPARE(house.wallet(), 1'000'000);
    QCOMPARE(house.fen(), 0);
    QCOMPARE(house.proof(), QString());
}

void TestPayments::theOffice_seesThemAll()
{
    PayHouse house;
    const QString paid = PayHouse::orderOf(house.scanCode());
    COMPARE_ENDS(house, paid, "paid");
    house.create();
    const auto list = [&](const QByteArray &query) {
        return house.desk.as(Role::Cashier, {"GET", "/api/v1/payments" + query, {}, {}, {}})
            .json()[QLatin1String("payments")]
            .toArray();
    };
    QCOMPARE(list({}).size(), 2);
    QCOMPARE(list("?state=paid").size(), 1);
    QCOMPARE(list("?state=paid").first()[QLatin1String("order")].toString(), paid);
    QCOMPARE(list("?day=2026-01-01").size(), 2);
    QCOMPARE(list("?day=2025-12-31").size(), 0);
    QCOMPARE(list("?merchant=99").size(), 0);
    const auto one = house.desk.as(Role::Cashier, {"GET", "/api/v1/payments/" + paid.toLatin1(), {}, {}, {}});
    QVERIFY(!one.json()[QLatin1String("history")].toArray().isEmpty());
    QCOMPARE(one.json()[QLatin1String("channelNo")].toString().isEmpty(), false);
}

void TestPayments::keysRotate_withoutAPause()
{
    PayHouse house;
    auto ring = KeyRing::open(house.desk.settings.dataDir, house.desk.settings.masterKeyFile);
    QVERIFY(ring);
    MerchantKeys keys(*ring);
    COMPARE_ENDS(house, PayHouse::orderOf(house.scanCode()), "paid");
    // A key that the channel does not know signs nothing it takes; going back to the first needs no restart.
    const RsaPrivateKey fresh = RsaPrivateKey::generate();
    const auto version = keys.addPrivate(
        house.merchant, fresh.toPem(),
        sim::merchantFiles(Wechat, house.desk.clock.now()).value(QStringLiteral("certificate.pem")));
    QVERIFY(!version); // the certificate is of another key
    QCOMPARE(*keys.addPrivate(house.merchant, fresh.toPem(), {}), 2);
    QCOMPARE(keys.held(house.merchant).used, 2);
    VERIFY_OK(keys.use(house.merchant, 1));
    // The channel's keys: one of two goes, what it signed is doubted, and it comes back.
    const QStringList trusted = keys.held(house.merchant).trusted;
    QCOMPARE(trusted.size(), 2);
    VERIFY_OK(keys.removeTrusted(house.merchant, trusted.first()));
    house.desk.clock.advanceMs(MerchantChannels::KeepMs);
    const QString order = PayHouse::orderOf(house.scanCode());
    COMPARE_ENDS(house, order, "paid"); // asked again until the trusted one has signed
    QCOMPARE(house.proof(), QString());
    QFile file(QDir(house.desk.settings.dataDir).filePath(QStringLiteral("keyring.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("PRIVATE KEY"));
}

QTEST_GUILESS_MAIN(TestPayments)
#include "tst_payments.moc"
