#include "core/domain/coupons/fraud_watch.h"
#include "core/domain/exceptions/exception_service.h"
#include "tests/unit/coupons/promotion_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PromotionDesk;

namespace {

constexpr qint64 Minute = 60'000;

/// So many events at one terminal and station, each of the next customer.
std::vector<CouponEvent> eventsOf(int count, qint64 apartMs, int customers)
{
    std::vector<CouponEvent> events;
    for (int i = 0; i < count; ++i)
        events.push_back({{i * apartMs}, {7}, {3}, {1 + i % customers}});
    return events;
}

}

class TestFraud : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void terminals_data();
    void terminals();
    void nobodyAndTheCentre_doNotCount();
    void whatWasJudged_isNotJudgedAgain();
    void customers_data();
    void customers();
    void inviters_data();
    void inviters();
    void watch_seesInviters_data() { test::addEngineRows(); }
    void watch_seesInviters();
    void cashiers_data();
    void cashiers();
    void watch_opensOneCase_once_data() { test::addEngineRows(); }
    void watch_opensOneCase_once();
    void watch_seesCashiers_data() { test::addEngineRows(); }
    void watch_seesCashiers();
};

void TestFraud::terminals_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("apart");
    QTest::addColumn<int>("customers");
    QTest::addColumn<int>("accounts"); // 0: no flag
    QTest::newRow("as many as allowed") << 10 << qint64(1'000) << 10 << 0;
    QTest::newRow("one more") << 11 << qint64(1'000) << 11 << 11;
    QTest::newRow("just within the window") << 11 << Minute << 11 << 11;
    QTest::newRow("a little longer") << 11 << Minute + 1 << 11 << 0;
    QTest::newRow("few accounts often") << 500 << qint64(1'000) << 10 << 0;
    QTest::newRow("a long queue of which a part is too fast") << 40 << qint64(30'000) << 40 << 21;
}

void TestFraud::terminals()
{
    QFETCH(int, count);
    QFETCH(qint64, apart);
    QFETCH(int, customers);
    QFETCH(int, accounts);
    auto events = eventsOf(count, apart, customers);
    std::reverse(events.begin(), events.end()); // in whichever order they come
    const auto flags = crowdedTerminals(events, 10 * Minute, 10);
    QCOMPARE(flags.size(), size_t(accounts > 0));
    if (accounts > 0)
        QCOMPARE(flags[0].accounts, accounts);
}

void TestFraud::nobodyAndTheCentre_doNotCount()
{
    auto events = eventsOf(100, 1'000, 100);
    for (CouponEvent &event : events)
        event.customer = {};
    QVERIFY(crowdedTerminals(events, 10 * Minute, 10).empty());
    QVERIFY(rushedCustomers(events, {}).empty());
    events = eventsOf(100, 1'000, 100);
    for (CouponEvent &event : events)
        event.terminal = {0};
    QVERIFY(crowdedTerminals(events, 10 * Minute, 10).empty());
}

void TestFraud::whatWasJudged_isNotJudgedAgain()
{
    auto events = eventsOf(20, 1'000, 20);
    for (CouponEvent &event : events)
        event.isNew = false;
    QVERIFY(crowdedTerminals(events, 10 * Minute, 10).empty());
    events.push_back({{60 * Minute}, {7}, {3}, {1}}); // new, and in no window with the others
    QVERIFY(crowdedTerminals(events, 10 * Minute, 10).empty());
    events.back().at = {Minute};
    QCOMPARE(crowdedTerminals(events, 10 * Minute, 10).size(), size_t(1));
    events = eventsOf(8, 1'000, 1);
    for (CouponEvent &event : events)
        event.isNew = false;
    QVERIFY(rushedCustomers(events, {}).empty());
    events.back().isNew = true;
    QCOMPARE(rushedCustomers(events, {}).size(), size_t(1));
}

void TestFraud::customers_data()
{
    QTest::addColumn<QList<qint64>>("minutes");
    QTest::addColumn<QList<qint64>>("stations");
    QTest::addColumn<int>("uses"); // 0: no flag
    QTest::addColumn<bool>("twoStations");
    QTest::newRow("six in an hour") << QList<qint64>{0, 10, 20, 30, 40, 50} << QList<qint64>(6, 1) << 0
                                    << false;
    QTest::newRow("seven in an hour")
        << QList<qint64>{0, 10, 20, 30, 40, 50, 60} << QList<qint64>(7, 1) << 7 << false;
    QTest::newRow("seven in a little more")
        << QList<qint64>{0, 10, 20, 30, 40, 50, 61} << QList<qint64>(7, 1) << 0 << false;
    QTest::newRow("two stations at once") << QList<qint64>{0, 4} << QList<qint64>{1, 2} << 2 << true;
    QTest::newRow("two stations, with time") << QList<qint64>{0, 5} << QList<qint64>{1, 2} << 0 << false;
}

void TestFraud::customers()
{
    QFETCH(QList<qint64>, minutes);
    QFETCH(QList<qint64>, stations);
    QFETCH(int, uses);
    QFETCH(bool, twoStations);
    std::vector<CouponEvent> events;
    for (int i = 0; i < minutes.size(); ++i)
        events.push_back({{minutes[i] * Minute}, {1}, {stations[i]}, {5}});
    const auto flags = rushedCustomers(events, {});
    QCOMPARE(flags.size(), size_t(uses > 0));
    if (uses == 0)
        return;
    QCOMPARE(flags[0].uses, uses);
    QCOMPARE(flags[0].twoStations, twoStations);
    QCOMPARE(flags[0].customer, CustomerId{5});
}

void TestFraud::inviters_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("apart"); // minutes
    QTest::addColumn<int>("inviters");
    QTest::addColumn<bool>("isNew");   // the last one
    QTest::addColumn<int>("accounts"); // 0: no flag
    QTest::newRow("a family") << 5 << qint64(1) << 1 << true << 0;
    QTest::newRow("one more") << 6 << qint64(1) << 1 << true << 6;
    QTest::newRow("just within a day") << 6 << qint64(288) << 1 << true << 6;
    QTest::newRow("a little longer") << 6 << qint64(289) << 1 << true << 0;
    QTest::newRow("of two inviters") << 10 << qint64(1) << 2 << true << 0;
    QTest::newRow("one every three hours, for a week") << 56 << qint64(180) << 1 << true << 9;
    QTest::newRow("judged before") << 6 << qint64(1) << 1 << false << 0;
}

void TestFraud::inviters()
{
    QFETCH(int, count);
    QFETCH(qint64, apart);
    QFETCH(int, inviters);
    QFETCH(bool, isNew);
    QFETCH(int, accounts);
    std::vector<InvitedAccount> all;
    for (int i = 0; i < count; ++i)
        all.push_back({{i * apart * Minute}, {1 + i % inviters}, {100 + i}, isNew && i == count - 1});
    for (int i = 0; i < 20; ++i) // of nobody
        all.push_back({{i * Minute}, {}, {500 + i}, true});
    std::reverse(all.begin(), all.end());
    const auto flags = crowdedInviters(all, {});
    QCOMPARE(flags.size(), size_t(accounts > 0));
    if (accounts == 0)
        return;
    QCOMPARE(flags[0].inviter, CustomerId{1});
    QCOMPARE(flags[0].accounts, accounts);
}

void TestFraud::watch_seesInviters()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    CustomerService customers(*store.db, desk.keys.customerWrapping);
    const auto join = [&](int n, CustomerId inviter) {
        return customers.ensureCustomer(QStringLiteral("J-%1").arg(n), {}, {}, {}, desk.now())
            .and_then([&](const Customer &made) {
                return customers.setPersonal(made.id, {}, inviter).map([&] { return made.id; });
            });
    };
    FraudWatch watch;
    const auto look = [&] {
        desk.clock.advanceMs(Minute);
        const auto seen = watch.look(*store.db, desk.now());
        if (!seen)
            return Result<void>(fail(seen.error()));
        return desk.committed([&] { return FraudWatch::tell(*store.db, *seen, desk.now()); });
    };
    const auto cases = [&] {
        return store.figure("SELECT COUNT(*) FROM exception_case WHERE kind = 'coupon-inviter'");
    };
    const auto inviter = join(0, {});
    VERIFY_OK(inviter);
    for (int n = 1; n <= 5; ++n)
        VERIFY_OK(join(n, *inviter));
    VERIFY_OK(look());
    QCOMPARE(cases(), 0);
    VERIFY_OK(join(6, *inviter)); // in another look, within the day
    VERIFY_OK(look());
    QCOMPARE(cases(), 1);
    VERIFY_OK(join(7, *inviter));
    VERIFY_OK(look());
    QCOMPARE(cases(), 1); // it is open already
}

void TestFraud::cashiers_data()
{
    QTest::addColumn<QList<qint64>>("sales");
    QTest::addColumn<QList<qint64>>("hits");
    QTest::addColumn<QList<qint64>>("flagged");
    QTest::newRow("nobody") << QList<qint64>{100, 200} << QList<qint64>{0, 0} << QList<qint64>{};
    QTest::newRow("everybody") << QList<qint64>{100, 200} << QList<qint64>{100, 200} << QList<qint64>{};
    QTest::newRow("alike") << QList<qint64>{100, 200, 300} << QList<qint64>{11, 19, 30} << QList<qint64>{};
    QTest::newRow("one far above") << QList<qint64>{100, 200, 300} << QList<qint64>{40, 20, 30}
                                   << QList<qint64>{1};
    QTest::newRow("too few of its own") << QList<qint64>{49, 200} << QList<qint64>{40, 10} << QList<qint64>{};
    QTest::newRow("too few others") << QList<qint64>{100, 99} << QList<qint64>{60, 5} << QList<qint64>{};
    QTest::newRow("alone") << QList<qint64>{1'000} << QList<qint64>{900} << QList<qint64>{};
    QTest::newRow("certain, and not twice as many")
        << QList<qint64>{5'000, 5'000} << QList<qint64>{2'500, 2'000} << QList<qint64>{};
    QTest::newRow("twice as many, and may be chance")
        << QList<qint64>{50, 200} << QList<qint64>{10, 20} << QList<qint64>{};
    QTest::newRow("few hits among many")
        << QList<qint64>{400, 8'000} << QList<qint64>{9, 8} << QList<qint64>{};
}

void TestFraud::cashiers()
{
    QFETCH(QList<qint64>, sales);
    QFETCH(QList<qint64>, hits);
    QFETCH(QList<qint64>, flagged);
    std::vector<CashierCount> counts;
    for (int i = 0; i < sales.size(); ++i)
        counts.push_back({{i + 1}, sales[i], hits[i]});
    QList<qint64> found;
    for (const CashierFlag &flag : outlyingCashiers(counts, {})) {
        found.append(flag.its.cashier.value);
        QVERIFY(flag.z >= FraudLimits().cashierZ);
    }
    QCOMPARE(found, flagged);
}

void TestFraud::watch_opensOneCase_once()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    FraudWatch watch;
    const auto look = [&] {
        const auto seen = watch.look(*store.db, desk.now());
        if (!seen)
            return Result<void>(fail(seen.error()));
        return desk.committed([&] { return FraudWatch::tell(*store.db, *seen, desk.now()); });
    };
    const auto cases = [&] {
        return store.figure("SELECT COUNT(*) FROM exception_case WHERE kind = 'coupon-terminal'");
    };
    const auto claim = [&](int customer) {
        return FraudRepository(*store.db).noteClaim(
            {desk.now(), desk.terminal.id, desk.terminal.station.id, {customer}}, 1);
    };
    for (int n = 1; n <= 10; ++n)
        VERIFY_OK(claim(n));
    desk.clock.advanceMs(Minute);
    VERIFY_OK(look());
    QCOMPARE(cases(), 0);
    VERIFY_OK(claim(11)); // the eleventh within the window, in another look
    desk.clock.advanceMs(Minute);
    VERIFY_OK(look());
    QCOMPARE(cases(), 1);
    desk.clock.advanceMs(Minute);
    VERIFY_OK(look());
    QCOMPARE(cases(), 1);
    // Explained: what is known already is not opened again, what comes after a day is.
    VERIFY_OK(desk.committed([&] {
        return ExceptionService(*store.db).passed(desk.terminal.id, ExceptionKind::CouponTerminal, "claims",
                                                  QStringLiteral("a fair"), desk.now());
    }));
    VERIFY_OK(look());
    QCOMPARE(cases(), 1);
    desk.clock.advanceMs(FraudWatch::QuietMs + Minute);
    VERIFY_OK(look());
    QCOMPARE(cases(), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM coupon_claim"), 0); // no window needs them
    for (int n = 1; n <= 11; ++n)
        VERIFY_OK(claim(n));
    desk.clock.advanceMs(Minute);
    VERIFY_OK(look());
    QCOMPARE(cases(), 2);
}

void TestFraud::watch_seesCashiers()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan);
    const CouponBatch batch = desk.print(campaign, 200);
    quint32 serial = 0;
    const auto sell = [&](qint64 cashier, int count, int withCoupon) {
        for (int n = 0; n < count; ++n) {
            CouponQuestion q = desk.couponQuestion({});
            if (n < withCoupon)
                q.codes = {desk.code(batch, serial++)};
            const auto grant = desk.reserve(q);
            VERIFY_OK(grant);
            SaleFact fact = desk.cashSale(q.sale, grant->redemptions);
            fact.cashier = {cashier};
            VERIFY_OK(desk.tell(fact));
            desk.clock.advanceMs(1'000);
        }
    };
    // The member of these sales is one and the same: his coupons are redeemed too fast as well.
    desk.member.customer = {1};
    sell(1, 60, 30);
    sell(2, 120, 6);
    desk.clock.advanceMs(Minute);
    FraudWatch watch;
    const auto seen = watch.look(*store.db, desk.now());
    VERIFY_OK(seen);
    QCOMPARE(seen->found.size(), size_t(2));
    QCOMPARE(seen->found[0].kind, ExceptionKind::CouponVelocity);
    QCOMPARE(seen->found[1].kind, ExceptionKind::CouponCashier);
    QCOMPARE(seen->found[1].reference, QByteArray("cashier/1/cash"));
    QVERIFY2(seen->found[1].detail.contains(u"50.0 % of 60 sales, the others 5.0 % of 120"),
             qPrintable(seen->found[1].detail));
    VERIFY_OK(desk.committed([&] { return FraudWatch::tell(*store.db, *seen, desk.now()); }));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case WHERE kind = 'coupon-cashier'"), 1);
    QVERIFY(watch.look(*store.db, desk.now())->found.empty()); // nothing is new
}

QTEST_GUILESS_MAIN(TestFraud)
#include "tst_fraud.moc"
