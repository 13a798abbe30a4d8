#include "apps/server/biller_commands.h"
#include "core/domain/billing/bill_rules.h"
#include "tests/integration/bill_house.h"

using namespace youka;
using namespace youka::test;

#define COMPARE_FATES(house, order, wanted)                                                                  \
    QVERIFY2((house).untilFates(order, QStringLiteral(wanted)), qPrintable((house).fates(order)))

class TestBilling : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lookUp_showsStepsAndTheWayToTheNext();
    void lookUp_refusals();
    void lookUp_spoiltAnswers_areNone_data();
    void lookUp_spoiltAnswers_areNone();
    void aBillCode_namesBillerAndAccount();
    void several_arePostedAtTheirBillers();
    void aPart_andPhoneCredit();
    void offers_areTheServersWord();
    void faults_endPostedOrReturned_data();
    void faults_endPostedOrReturned();
    void oneOfTwo_isReturned_andSaid();
    void theBillerIsDown_theMoneyComesBack();
    void killedWhileTheBillerWorks_isAskedAfterwards();
    void postedAndReturned_isAPersonsCase();
    void payees_needTheCardAndItsPin();
    void onlyTerminals_mayAsk();
    void command_addsAndListsBillers();

private:
    /// For rows that leave it as they found it: fresh, with nothing wrong.
    BillHouse &shared()
    {
        if (!m_shared)
            m_shared = std::make_unique<BillHouse>();
        m_shared->power.clearFaults();
        m_shared->water.clearFaults();
        return *m_shared;
    }
    std::unique_ptr<BillHouse> m_shared;
    int m_accounts = 0;
};

void TestBilling::lookUp_showsStepsAndTheWayToTheNext()
{
    BillHouse house;
    const QJsonObject found = house.lookUp(QStringLiteral("SGCC"), Power).json();
    QCOMPARE(found[QLatin1String("holder")].toString(), QStringLiteral("王**"));
    QCOMPARE(found[QLatin1String("masked")].toString(), QStringLiteral("****6789"));
    const QJsonArray bills = found[QLatin1String("bills")].toArray();
    QCOMPARE(bills.size(), 2);
    QVERIFY(bills[0][QLatin1String("arrears")].toBool());
    QCOMPARE(bills[0][QLatin1String("total")][QLatin1String("amount")].toString(), QStringLiteral("98.64"));
    QCOMPARE(bills[0][QLatin1String("perDay")][QLatin1String("amount")].toString(), QStringLiteral("0.10"));
    const QJsonValue use = bills[1][QLatin1String("use")];
    const QJsonArray steps = use[QLatin1String("steps")].toArray();
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps[0][QLatin1String("amount")][QLatin1String("amount")].toString(), QStringLiteral("58.60"));
    QCOMPARE(steps[1][QLatin1String("amount")][QLatin1String("amount")].toString(), QStringLiteral("64.59"));
    QCOMPARE(use[QLatin1String("next")][QLatin1String("left")].toInt(), 1'800'000);
    QCOMPARE(use[QLatin1String("next")][QLatin1String("price")].toInt(), 7'883);
    QCOMPARE(house.desk.figure("SELECT COUNT(*) FROM bill_payment"), 0);
}

void TestBilling::lookUp_refusals()
{
    BillHouse house;
    QCOMPARE(house.lookUp(QStringLiteral("NONE"), Power).code(), QStringLiteral("biller.unknown"));
    QCOMPARE(house.lookUp(QStringLiteral("SGCC"), QStringLiteral("12")).code(),
             QStringLiteral("biller.no-such-account"));
    QCOMPARE(house.power.requests(), 0); // what cannot be an account is not asked about
    const auto unknown = house.lookUp(QStringLiteral("SGCC"), QStringLiteral("999999999999"));
    QCOMPARE(unknown.code(), QStringLiteral("biller.no-such-account"));
    QCOMPARE(house.power.requests(), 1);
    QCOMPARE(house.power.unsignedOnes(), 0);
}

void TestBilling::lookUp_spoiltAnswers_areNone_data()
{
    QTest::addColumn<QString>("fault");
    for (const char *fault : {"silent", "http_500", "html", "cut", "unsigned", "forged"})
        QTest::newRow(fault) << QString::fromLatin1(fault);
}

void TestBilling::lookUp_spoiltAnswers_areNone()
{
    QFETCH(QString, fault);
    BillHouse &house = shared();
    QVERIFY(house.power.strike(fault, 1));
    const auto answer = house.lookUp(QStringLiteral("SGCC"), Power);
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.code(), QStringLiteral("biller.silent"));
    QCOMPARE(house.lookUp(QStringLiteral("SGCC"), Power).status, 200);
}

void TestBilling::aBillCode_namesBillerAndAccount()
{
    BillHouse house;
    const auto look = [&](const char *code) { return house.ask("{\"code\":\"" + QByteArray(code) + "\"}"); };
    QCOMPARE(look("SGCC-110123456789").json()[QLatin1String("account")].toString(), Power);
    QCOMPARE(look("nonsense").code(), QStringLiteral("biller.no-such-account"));
    QCOMPARE(look("XX-1").code(), QStringLiteral("biller.unknown"));
}

void TestBilling::several_arePostedAtTheirBillers()
{
    BillHouse house;
    const auto old = house.bill(QStringLiteral("SGCC"), Power, 0);
    const auto now = house.bill(QStringLiteral("SGCC"), Power, 1);
    const auto water = house.bill(QStringLiteral("BWG"), Home);
    const QByteArray key = ServerDesk::newKey();
    const QJsonArray bills{BillHouse::chosen(old), BillHouse::chosen(now), BillHouse::chosen(water)};
    const auto created = house.pay(bills, key);
    QCOMPARE(created.status, 200);
    QCOMPARE(house.pay(bills, key).body, created.body);
    const QString order = PayHouse::orderOf(created);
    QCOMPARE(created.json()[QLatin1String("amount")][QLatin1String("amount")].toString(),
             QStringLiteral("308.23"));
    QCOMPARE(created.json()[QLatin1String("purpose")].toString(), QStringLiteral("bill"));
    const QString qr = house.qrOf(order);
    QVERIFY(house.far->scan(qr, Wang, sim::PayManner::Pays));
    COMPARE_FATES(house, order, "posted posted posted");
    QVERIFY(house.show(order)[QLatin1String("settled")].toBool());
    QCOMPARE(house.power.postedFen(), 9'864 + 12'319);
    QCOMPARE(house.water.postedFen(), 8'640);
    QCOMPARE(house.held("SGCC"), 9'864 + 12'319);
    QCOMPARE(house.wallet(), 1'000'000 - 30'823);
    QVERIFY(house.lookUp(QStringLiteral("BWG"), Home).json()[QLatin1String("bills")].toArray().isEmpty());
    QVERIFY(!house.show(order)[QLatin1String("bills")][0][QLatin1String("receipt")].toString().isEmpty());
    QCOMPARE(house.proof(), QString());
}

void TestBilling::aPart_andPhoneCredit()
{
    BillHouse house;
    const auto power = house.bill(QStringLiteral("SGCC"), Power, 1);
    const auto water = house.bill(QStringLiteral("BWG"), Home);
    const auto credit = house.bill(QStringLiteral("CMCC"), Mobile);
    QCOMPARE(house.pay({BillHouse::chosen(water, QStringLiteral("50.00"))}).code(),
             QStringLiteral("biller.part-not-allowed"));
    QCOMPARE(house.pay({BillHouse::chosen(power, QStringLiteral("9.99"))}).code(),
             QStringLiteral("biller.part-not-allowed"));
    QCOMPARE(house.pay({BillHouse::chosen(credit, QStringLiteral("40.00"))}).code(),
             QStringLiteral("biller.part-not-allowed"));
    QCOMPARE(house.pay({BillHouse::chosen(power, QStringLiteral("500.00"))}).code(),
             QStringLiteral("biller.bill-changed"));
    const QString order = house.paid({BillHouse::chosen(power, QStringLiteral("10.00")),
                                      BillHouse::chosen(credit, QStringLiteral("50.00"))});
    QVERIFY(!order.isEmpty());
    COMPARE_FATES(house, order, "posted posted");
    QCOMPARE(house.power.postedFen(), 1'000);
    QCOMPARE(house.phone.account(Mobile)->creditFen, 5'000);
    QCOMPARE(house.bill(QStringLiteral("SGCC"), Power, 1)[QLatin1String("total")][QLatin1String("amount")]
                 .toString(),
             QStringLiteral("113.19"));
    QCOMPARE(house.proof(), QString());
}

void TestBilling::offers_areTheServersWord()
{
    BillHouse house;
    const auto water = house.bill(QStringLiteral("BWG"), Home);
    auto spoilt = BillHouse::chosen(water);
    QString offer = spoilt[QLatin1String("offer")].toString();
    offer[20] = offer[20] == u'A' ? u'B' : u'A';
    spoilt.insert(QStringLiteral("offer"), offer);
    QCOMPARE(house.pay({spoilt}).code(), QStringLiteral("biller.bill-changed"));
    QCOMPARE(house.pay({BillHouse::chosen(water), BillHouse::chosen(water)}).code(),
             QStringLiteral("biller.no-such-account"));
    QCOMPARE(house.pay({}).code(), QStringLiteral("biller.no-such-account"));
    house.desk.clock.advanceMs(901'000);
    QCOMPARE(house.pay({BillHouse::chosen(water)}).code(), QStringLiteral("biller.bill-changed"));
    QCOMPARE(house.desk.figure("SELECT COUNT(*) FROM bill_payment"), 0);
}

void TestBilling::faults_endPostedOrReturned_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("verb");
    QTest::addColumn<int>("times");
    QTest::addColumn<QString>("fate");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *fault, const char *verb, int times, const char *fate,
                        const char *reason) {
        QTest::addRow("%s x%d at %s", fault, times, *verb ? verb : "all")
            << QString::fromLatin1(fault) << QString::fromLatin1(verb) << times << QString::fromLatin1(fate)
            << QString::fromLatin1(reason);
    };
    for (const char *fault :
         {"silent", "silent_after", "http_500", "http_500_after", "html", "cut", "unsigned", "forged"}) {
        row(fault, "postings", 1, "posted", "");
    }
    row("silent_after", "", 3, "posted", "");
    row("cut", "", 3, "posted", "");
    row("slow", "postings", 1, "posted", "");
    row("working", "postings", 1, "returned", "biller.silent"); // never done: cancelled
    row("refuse", "postings", 1, "returned", "biller.refused");
    row("changed", "postings", 1, "returned", "biller.bill-changed");
    row("paid", "postings", 1, "returned", "biller.paid-already");
}

void TestBilling::faults_endPostedOrReturned()
{
    QFETCH(QString, fault);
    QFETCH(QString, verb);
    QFETCH(int, times);
    QFETCH(QString, fate);
    QFETCH(QString, reason);
    BillHouse &house = shared();
    const QString number = QString::number(30'010'000 + ++m_accounts);
    house.water.add(number, sim::everydayAccount(QStringLiteral("water")));
    const auto water = house.bill(QStringLiteral("BWG"), number);
    const qint64 posted = house.water.postedFen();
    const qint64 held = house.held("BWG");
    const qint64 wallet = house.wallet();
    QVERIFY(house.water.strike(fault, times, verb, 400));
    const QString order = house.paid({BillHouse::chosen(water)});
    QVERIFY2(house.untilFates(order, fate), qPrintable(house.fates(order)));
    const qint64 kept = fate == QLatin1String("posted") ? 8'640 : 0;
    QCOMPARE(house.water.postedFen(), posted + kept);
    QCOMPARE(house.held("BWG"), held + kept);
    QVERIFY(QTest::qWaitFor([&] { return house.wallet() == wallet - kept; }));
    QCOMPARE(house.show(order)[QLatin1String("bills")][0][QLatin1String("reason")].toString(), reason);
    QCOMPARE(house.proof(), QString());
}

void TestBilling::oneOfTwo_isReturned_andSaid()
{
    BillHouse house;
    const auto power = house.bill(QStringLiteral("SGCC"), Power, 1);
    const auto water = house.bill(QStringLiteral("BWG"), Home);
    QVERIFY(house.power.strike(QStringLiteral("refuse"), 1, QStringLiteral("postings")));
    const QString order = house.paid({BillHouse::chosen(power), BillHouse::chosen(water)});
    COMPARE_FATES(house, order, "returned posted");
    const QJsonObject shown = house.show(order);
    QCOMPARE(shown[QLatin1String("state")].toString(), QStringLiteral("paid"));
    QCOMPARE(shown[QLatin1String("refunded")][QLatin1String("amount")].toString(), QStringLiteral("123.19"));
    QCOMPARE(shown[QLatin1String("bills")][0][QLatin1String("reason")].toString(),
             QStringLiteral("biller.refused"));
    QCOMPARE(house.wallet(), 1'000'000 - 8'640);
    QCOMPARE(house.proof(), QString());
}

void TestBilling::theBillerIsDown_theMoneyComesBack()
{
    BillHouse house;
    const auto water = house.bill(QStringLiteral("BWG"), Home);
    QVERIFY(house.water.strike(QStringLiteral("silent"), 100'000));
    const qint64 begun = house.desk.clock.now().ms;
    const QString order = house.paid({BillHouse::chosen(water)});
    COMPARE_FATES(house, order, "returned");
    QVERIFY(house.desk.clock.now().ms - begun < BillHouse::GiveBackMs + 120'000);
    QCOMPARE(house.wallet(), 1'000'000);
    QCOMPARE(house.proof(), QString());
    house.water.clearFaults(); // it is back, and hears that it is not to post it
    QVERIFY(QTest::qWaitFor([&] {
        house.desk.clock.advanceMs(10'000);
        house.desk.server->bills().wake();
        return house.desk.figure("SELECT COUNT(*) FROM bill_item WHERE next_ask > 0") == 0;
    }));
    QCOMPARE(house.water.postings().first().state, QStringLiteral("cancelled"));
    QCOMPARE(house.water.postedFen(), 0);
}

void TestBilling::killedWhileTheBillerWorks_isAskedAfterwards()
{
    BillHouse house;
    const auto water = house.bill(QStringLiteral("BWG"), Home);
    QVERIFY(house.water.strike(QStringLiteral("silent_after"), 1, QStringLiteral("postings")));
    const QString order = house.paid({BillHouse::chosen(water)});
    QVERIFY(QTest::qWaitFor([&] { return house.water.postedFen() == 8'640; }, 10'000));
    house.restart();
    COMPARE_FATES(house, order, "posted");
    QCOMPARE(house.water.postings().size(), 1);
    QCOMPARE(house.proof(), QString());
}

void TestBilling::postedAndReturned_isAPersonsCase()
{
    BillHouse house;
    const auto water = house.bill(QStringLiteral("BWG"), Home);
    QVERIFY(house.water.strike(QStringLiteral("silent_after"), 1, QStringLiteral("postings")));
    QVERIFY(house.water.strike(QStringLiteral("silent"), 100'000)); // done, and not a word for long
    const QString order = house.paid({BillHouse::chosen(water)});
    COMPARE_FATES(house, order, "returned");
    QCOMPARE(house.wallet(), 1'000'000);
    house.water.clearFaults();
    COMPARE_FATES(house, order, "for-person");
    QCOMPARE(house.desk.figure("SELECT COUNT(*) FROM exception_case WHERE amount = 8640"), 1);
    QCOMPARE(house.wallet(), 1'000'000);
    QCOMPARE(house.proof(), QString());
}

void TestBilling::payees_needTheCardAndItsPin()
{
    BillHouse house;
    const QByteArray number = "9000000000000027";
    QCOMPARE(house.desk.issue(number, ",\"pin\":\"246800\"").status, 201);
    const auto body = [&](const QByteArray &of, const QByteArray &more) {
        const CardToken token =
            CardTokeniser(house.desk.server->cardKeys().lookup).forNumber(QString::fromLatin1(of));
        return "{\"cardToken\":\"" + token.bytes.toBase64() + "\",\"proof\":3" + more + '}';
    };
    const auto ask = [&](const char *path, const QByteArray &of, const QByteArray &more) {
        return house.desk.post(Role::Terminal, path, body(of, more));
    };
    const QByteArray home = ",\"biller\":\"BWG\",\"account\":\"2001 0001\",\"label\":\"Home\"";
    QCOMPARE(ask("/api/v1/payees", number, home).code(), QStringLiteral("pin.required"));
    QCOMPARE(ask("/api/v1/payees/list", number, ",\"pin\":\"111111\"").code(), QStringLiteral("pin.wrong"));
    const auto saved = ask("/api/v1/payees", number, home + ",\"pin\":\"246800\"");
    QCOMPARE(saved.status, 200);
    const QJsonArray list =
        ask("/api/v1/payees/list", number, ",\"pin\":\"246800\"").json()[QLatin1String("payees")].toArray();
    QCOMPARE(list.size(), 1);
    QCOMPARE(list[0][QLatin1String("account")].toString(), Home);
    QCOMPARE(list[0][QLatin1String("label")].toString(), QStringLiteral("Home"));
    // Another's card, and one without a PIN.
    QCOMPARE(ask("/api/v1/payees", Number, ",\"biller\":\"BWG\",\"account\":\"12\"").code(),
             QStringLiteral("biller.no-such-account"));
    const QByteArray path =
        "/api/v1/payees/" + list[0][QLatin1String("id")].toString().toLatin1() + "/remove";
    const auto gone = ask(path.constData(), number, ",\"pin\":\"246800\"");
    QVERIFY(gone.json()[QLatin1String("payees")].toArray().isEmpty());
    QCOMPARE(ask(path.constData(), number, ",\"pin\":\"246800\"").status, 200); // twice is once
    // No answer of these is kept for a repeat: accounts lie sealed, and nowhere else.
    QCOMPARE(house.desk.figure("SELECT COUNT(*) FROM operation WHERE CAST(answer AS TEXT) LIKE '%payees%'"),
             0);
    QVERIFY(house.desk.figure("SELECT COUNT(*) FROM operation WHERE CAST(answer AS TEXT) LIKE '%masked%'")
            > 0);
}

void TestBilling::onlyTerminals_mayAsk()
{
    BillHouse house;
    for (const Role role : {Role::Nobody, Role::Cashier, Role::Manager, Role::Operator}) {
        const int refused = role == Role::Nobody ? 401 : 403;
        QCOMPARE(house.desk.as(role, {"GET", "/api/v1/billers", {}, {}, {}}).status, refused);
        QCOMPARE(house.desk.post(role, "/api/v1/bills/look-up", "{}").status, refused);
        QCOMPARE(house.desk.post(role, "/api/v1/bills/payments", "{}").status, refused);
        QCOMPARE(house.desk.post(role, "/api/v1/payees/list", "{}").status, refused);
    }
    const auto list = house.desk.as(Role::Terminal, {"GET", "/api/v1/billers", {}, {}, {}});
    QCOMPARE(list.json()[QLatin1String("billers")].toArray().size(), 4);
    QCOMPARE(list.json()[QLatin1String("billers")][0][QLatin1String("code")].toString(),
             QStringLiteral("SGCC"));
    // What the house's people see of a payment says what became of its bills, too.
    const QString order =
        PayHouse::orderOf(house.pay({BillHouse::chosen(house.bill(QStringLiteral("BWG"), Home))}));
    const auto seen =
        house.desk.as(Role::Manager, {"GET", "/api/v1/payments/" + order.toLatin1(), {}, {}, {}}).json();
    QCOMPARE(seen[QLatin1String("bills")].toArray().size(), 1);
}

void TestBilling::command_addsAndListsBillers()
{
    BillHouse house;
    house.desk.stop();
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("secret"));
    const auto write = [&](const QByteArray &bytes) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QString said;
    const auto run = [&](const QString &line) {
        said.clear();
        QTextStream out(&said);
        return runBillerCommand(house.desk.settings, line.split(u'|'), out);
    };
    QVERIFY(write("short"));
    const QString add =
        QStringLiteral("biller|add|GAS1|gas|City Gas|城市燃气|https://gas.example/pay|") + path;
    QCOMPARE(run(add), 1);
    QVERIFY(write("gas-secret-0123456789\n"));
    QCOMPARE(run(add), 0);
    QCOMPARE(run(add), 1); // there is one of that code
    QCOMPARE(run(QStringLiteral("biller|add|gas|gas|x|x|https://gas.example|") + path), 2);
    QCOMPARE(run(QStringLiteral("biller|add|GAS2|coal|x|x|https://gas.example|") + path), 2);
    QCOMPARE(run(QStringLiteral("biller|add|GAS2|gas|x|x|ftp://gas.example|") + path), 2);
    QCOMPARE(run(QStringLiteral("biller|active|GAS1|no")), 0);
    QCOMPARE(run(QStringLiteral("biller|active|GAS9|no")), 1);
    QCOMPARE(run(QStringLiteral("biller|gateway|GAS1|https://two.example")), 0);
    QCOMPARE(run(QStringLiteral("biller|secret|GAS1|") + path), 0);
    QCOMPARE(run(QStringLiteral("biller|list")), 0);
    QVERIFY(said.contains(QStringLiteral("GAS1 gas City Gas 城市燃气 https://two.example (inactive)")));
    QVERIFY(!said.contains(QStringLiteral("secret")));
    house.desk.start();
    QCOMPARE(house.lookUp(QStringLiteral("GAS1"), Home).code(), QStringLiteral("biller.unknown"));
    QCOMPARE(house.desk.figure("SELECT COUNT(*) FROM audit WHERE action LIKE 'biller.%'"), 4);
}

QTEST_GUILESS_MAIN(TestBilling)
#include "tst_billing.moc"
