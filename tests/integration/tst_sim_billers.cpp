#include "core/exchange/billers/biller_wire.h"
#include "tests/support/sim_pay_desk.h"
#include "tests/support/sim_process.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;

namespace {

constexpr const char *Settings = "[[biller]]\ncode = \"SGCC\"\nsecret = \"power-secret-0123456789\"\n"
                                 "kind = \"electricity\"\naccounts = \"110123456789 110123456790\"\n"
                                 "[[biller]]\ncode = \"CMCC\"\nsecret = \"phone-secret-0123456789\"\n"
                                 "kind = \"phone\"\naccounts = \"13800138000\"\n";
const QByteArray Nonce(32, 'a');

QJsonObject command(const char *what, QJsonObject members = {})
{
    members.insert(QStringLiteral("do"), QLatin1String(what));
    members.insert(QStringLiteral("biller"), QStringLiteral("SGCC"));
    return members;
}

}

/// The billers as part of the simulator's program: settings, places, control commands, books.
class TestSimBillers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void program_answersAsItsBillers();
};

void TestSimBillers::program_answersAsItsBillers()
{
    SimProcess sim{QByteArray(Settings)};
    QVERIFY(sim.isReady());
    const QJsonArray places = sim.ask(command("biller-list"))[QLatin1String("billers")].toArray();
    QCOMPARE(places.size(), 2);
    BillerLine line{QStringLiteral("SGCC"), {}, "power-secret-0123456789", Currency(), 2'000};
    for (const QJsonValue place : places)
        if (place[QLatin1String("biller")].toString() == line.code)
            line.gateway = QUrl(place[QLatin1String("gateway")].toString());
    const SystemClock clock;
    WireCaller caller;
    const QString account = QStringLiteral("110123456789");
    char nonce = 'a';
    const auto lookUp = [&] {
        const auto call = lookUpCall(line, account, clock.now(), QByteArray(32, nonce++));
        return readLookUp(line, call, account, caller.send(call.call));
    };
    QCOMPARE(lookUp()->bills.size(), size_t(2));
    nonce = 'a'; // used before
    QVERIFY(!lookUp());
    const auto does = [&](const QJsonObject &what) { return sim.ask(what)[QLatin1String("ok")].toBool(); };
    QVERIFY(does(command("biller-bill",
                         {{QStringLiteral("account"), account},
                          {QStringLiteral("bill"), QStringLiteral("extra")},
                          {QStringLiteral("fen"), 1'234}})));
    const auto found = lookUp();
    QVERIFY(found);
    QCOMPARE(found->bills.back().total().minor, 1'234);
    BillItem item;
    item.number = QStringLiteral("B0000000000000000001");
    item.account = account;
    item.bill = QStringLiteral("extra");
    item.amount = item.total = {1'234, {}};
    const auto ask = [&](BillAct act) {
        const auto call = postingCall(line, act, item, clock.now(), QByteArray(32, nonce++));
        return readPosting(line, call, act, item, caller.send(call.call)).word;
    };
    QVERIFY(does(command("biller-fault",
                         {{QStringLiteral("fault"), QStringLiteral("working")},
                          {QStringLiteral("verb"), QStringLiteral("postings")}})));
    QVERIFY(ask(BillAct::Query) == BillWord::Absent);
    QVERIFY(ask(BillAct::Post) == BillWord::Working);
    QVERIFY(ask(BillAct::Query) == BillWord::Working);
    QVERIFY(does(command("biller-finish")));
    QVERIFY(ask(BillAct::Query) == BillWord::Posted);
    QVERIFY(ask(BillAct::Cancel) == BillWord::Posted);
    QVERIFY(does(command("biller-fault",
                         {{QStringLiteral("fault"), QStringLiteral("html")}, {QStringLiteral("times"), 5}})));
    QVERIFY(ask(BillAct::Query) == BillWord::Doubt);
    QVERIFY(does(command("biller-clear")));
    item.number = QStringLiteral("B0000000000000000002");
    QVERIFY(ask(BillAct::Cancel) == BillWord::Cancelled);
    QVERIFY(ask(BillAct::Post) == BillWord::Cancelled); // what comes after its cancel is not taken
    QVERIFY(!does(command("biller-fault", {{QStringLiteral("fault"), QStringLiteral("rain")}})));
    QVERIFY(!does(command("biller-rain")));
    QVERIFY(!does({{QStringLiteral("do"), QStringLiteral("biller-clear")},
                   {QStringLiteral("biller"), QStringLiteral("NONE")}}));
    const QJsonArray books = sim.ask("{\"do\":\"books\"}")[QLatin1String("billers")].toArray();
    QCOMPARE(books.size(), 2);
    QCOMPARE(books[0][QLatin1String("posted_fen")].toInt(), 1'234);
}

QTEST_GUILESS_MAIN(TestSimBillers)
#include "tst_sim_billers.moc"
