#include "tests/unit/points/points_desk.h"

#include <QTest>

#include <random>

using namespace youka;
using namespace youka::literals;
using youka::test::PointsDesk;

/// Members who buy, spend, give back, wait and get presents in any order: nothing goes below zero, the sums
/// are those of an auditor who only adds, the oldest are spent first, and when all purchases have gone back
/// nobody has a point of them. Then: the n-th statement of each command fails, for every n.
class TestPointsProperty : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyOrder_data();
    void anyOrder();
    void sweep_data();
    void sweep();
};

namespace {

struct Sold
{
    SaleId sale;
    qint64 of = 0;
    qint64 back = 0;
};

/// A member's life by one seed.
struct Life
{
    Life(test::TestStore &store, quint32 seed)
        : random(seed)
        , desk(store, [](PointsScheme &s) {
            s.expiryMonths = 1;
            s.value = {{3, {}}, 7};
            s.levels[1].points = 400;
        })
    {
    }
    qint64 upTo(qint64 most) { return 1 + qint64(random() % quint32(most)); }

    void buy()
    {
        const Money amount{upTo(30'000), {}};
        const SaleId sale = desk.buy(amount);
        net += desk.lotOf(sale).points;
        sold.push_back({sale, amount.minor});
    }
    void buyWithPoints()
    {
        const SaleId sale = desk.newSale();
        const auto grant = desk.reserve(sale, upTo(300));
        if (!grant)
            return;
        if (upTo(4) == 1) // the customer thinks again
            return;
        const Money amount = grant->amount + Money{upTo(5'000), {}};
        const auto before = *desk.points().repository().spendable(desk.customer);
        ensure(desk.tell(desk.cashSale(sale, amount, PointsPaid{grant->points, grant->amount})).has_value(),
               "a sale with points is booked");
        inOrder = inOrder && isOldestFirst(before);
        net += desk.lotOf(sale).points - grant->points;
        sold.push_back({sale, amount.minor});
    }
    /// What was not touched expires no earlier than what was.
    bool isOldestFirst(const std::vector<PointsLot> &before)
    {
        Timestamp last;
        Timestamp firstLeft{std::numeric_limits<qint64>::max()};
        for (const PointsLot &lot : before) {
            const PointsLot after = **desk.points().repository().findLot(lot.id);
            if (after.left < lot.left)
                last = std::max(last, lot.expires);
            if (after.left > 0)
                firstLeft = std::min(firstLeft, lot.expires);
        }
        return last <= firstLeft;
    }
    void giveBack(Sold &one, qint64 more)
    {
        one.back = std::min(one.of, one.back + more);
        const auto done = desk.takeBack(one.sale, one.of, one.back);
        ensure(done.has_value(), "a part goes back");
        net += done->returned - done->taken;
        noteLapsed(); // of what was taken some had lapsed, and was off `net` already
    }
    void wait()
    {
        desk.clock.advanceMs(upTo(6 * PointsDesk::DayMs));
        const auto done = desk.committed([&]() -> Result<int> {
            return desk.points()
                .freeOverdue(desk.now())
                .and_then([&](int) { return desk.points().settle(desk.now()); })
                .and_then([&](int) { return desk.points().expire(desk.now()); })
                .and_then([&](int) { return desk.points().reviewLevels(desk.now()); });
        });
        ensure(done.has_value(), "the house is kept");
        noteLapsed();
    }
    void noteLapsed()
    {
        const qint64 now = desk.store.figure("SELECT COALESCE(SUM(lapsed), 0) FROM points_lot");
        net -= now - lapsed;
        lapsed = now;
    }
    void byHand()
    {
        const qint64 count = upTo(200) - 100;
        const auto done = desk.adjust(desk.ids.make<OperationId>(), count, 1);
        if (done && count > 0)
            net += count;
        noteLapsed(); // what was taken away by hand has lapsed
    }
    void step()
    {
        noteLapsed();
        switch (random() % 8) {
        case 0:
        case 1:
            return buy();
        case 2:
        case 3:
            return buyWithPoints();
        case 4:
            return byHand();
        case 5:
            if (!sold.empty())
                giveBack(sold[random() % sold.size()], upTo(9'000));
            return;
        default:
            return wait();
        }
    }
    /// Nothing, or what is wrong.
    QString wrong()
    {
        noteLapsed();
        const PointsMember m = desk.member();
        if (m.balance < 0 || m.pending < 0 || m.owed < 0 || m.reserved < 0)
            return QStringLiteral("below zero");
        if (m.balance + m.pending - m.owed != net)
            return QStringLiteral("has %1, the auditor says %2").arg(m.balance + m.pending - m.owed).arg(net);
        if (!inOrder)
            return QStringLiteral("not the oldest first");
        return desk.allFaults();
    }

    std::mt19937 random;
    PointsDesk desk;
    std::vector<Sold> sold;
    qint64 net = 0; ///< what the member should have, less what is owed
    qint64 lapsed = 0;
    bool inOrder = true;
};

}

void TestPointsProperty::anyOrder_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<quint32>("seed");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (quint32 seed = 1; seed <= (qstrcmp(engine, "sqlcipher") == 0 ? 20u : 4u); ++seed)
            QTest::addRow("%s seed %u", engine, seed) << QString::fromLatin1(engine) << seed;
}

void TestPointsProperty::anyOrder()
{
    QFETCH(quint32, seed);
    OPEN_STORE(store);
    Life life(store, seed);
    for (int step = 0; step < 80; ++step) {
        life.step();
        if (const QString wrong = life.wrong(); !wrong.isEmpty())
            QFAIL(qPrintable(QStringLiteral("step %1: %2").arg(step).arg(wrong)));
    }
    QVERIFY(life.sold.size() > 10);
    // Everything goes back.
    for (Sold &one : life.sold) {
        life.giveBack(one, one.of);
        QCOMPARE(life.wrong(), QString());
    }
    for (const Sold &one : life.sold) {
        const PointsLot lot = life.desk.lotOf(one.sale);
        QCOMPARE(lot.left + lot.spent + lot.lapsed, 0);
        QCOMPARE(lot.taken, lot.points);
    }
    QCOMPARE(life.desk.member().owed, 0);
    const qint64 grants = store.figure("SELECT COALESCE(SUM(remaining), 0) FROM points_lot WHERE kind = 2");
    QCOMPARE(life.desk.member().balance + life.desk.member().pending, grants);
    QCOMPARE(store.figure("SELECT COALESCE(SUM(spent), 0) FROM points_lot"), 0);
}

namespace {

/// A command, what must be there before it, and how often it may fail at the least.
struct Command
{
    const char *name;
    void (*prepare)(PointsDesk &, SaleId);
    bool (*run)(PointsDesk &, SaleId);
    int statements;
};

const Command Commands[] = {
    {"scheme", [](PointsDesk &, SaleId) {},
     [](PointsDesk &desk, SaleId) { return desk.newScheme().has_value(); }, 3},
    {"earn", [](PointsDesk &desk, SaleId) { desk.buySettled(100_yuan); },
     [](PointsDesk &desk, SaleId sale) {
         SaleFact fact = desk.cashSale(sale, 100_yuan);
         fact.member = desk.token();
         return desk.tell(fact).has_value();
     },
     15},
    {"settle",
     [](PointsDesk &desk, SaleId) {
         desk.buy(2'000_yuan);
         desk.buy(3_yuan);
         desk.clock.advanceMs(PointsDesk::DayMs);
     },
     [](PointsDesk &desk, SaleId) {
         return desk.committed([&] { return desk.points().settle(desk.now()); }).has_value();
     },
     10},
    {"expire",
     [](PointsDesk &desk, SaleId) { desk.clock.set(desk.lotOf(desk.buySettled(100_yuan)).expires); },
     [](PointsDesk &desk, SaleId) {
         return desk.committed([&] { return desk.points().expire(desk.now()); }).has_value();
     },
     8},
    {"reserve", [](PointsDesk &desk, SaleId) { desk.buySettled(100_yuan); },
     [](PointsDesk &desk, SaleId sale) { return desk.reserve(sale, 50).has_value(); }, 5},
    {"reserve again",
     [](PointsDesk &desk, SaleId sale) {
         desk.buySettled(100_yuan);
         ensure(desk.reserve(sale, 50).has_value(), "reserved");
     },
     [](PointsDesk &desk, SaleId sale) { return desk.reserve(sale, 60).has_value(); }, 8},
    {"release",
     [](PointsDesk &desk, SaleId sale) {
         desk.buySettled(100_yuan);
         ensure(desk.reserve(sale, 50).has_value(), "reserved");
     },
     [](PointsDesk &desk, SaleId sale) {
         return desk.committed([&] { return desk.points().release(sale, desk.now()); }).has_value();
     },
     4},
    {"spend",
     [](PointsDesk &desk, SaleId sale) {
         desk.buySettled(30_yuan);
         desk.buySettled(100_yuan);
         ensure(desk.reserve(sale, 50).has_value(), "reserved");
     },
     [](PointsDesk &desk, SaleId sale) {
         return desk.tell(desk.cashSale(sale, 10_yuan, PointsPaid{50, 50_fen})).has_value();
     },
     25},
    {"take back",
     [](PointsDesk &desk, SaleId sale) {
         desk.buySettled(100_yuan);
         ensure(desk.reserve(sale, 100).has_value(), "reserved");
         desk.buy(80_yuan, PointsPaid{100, 1_yuan}, sale);
         desk.settleAll();
     },
     [](PointsDesk &desk, SaleId sale) { return desk.takeBack(sale, 80, 50).has_value(); }, 20},
    {"adjust", [](PointsDesk &desk, SaleId) { desk.buySettled(100_yuan); },
     [](PointsDesk &desk, SaleId sale) { return desk.adjust({sale.uuid}, -30, 1).has_value(); }, 10},
    {"levels",
     [](PointsDesk &desk, SaleId) {
         desk.buySettled(2'000_yuan);
         desk.clock.set(desk.member().until);
     },
     [](PointsDesk &desk, SaleId) {
         return desk.committed([&] { return desk.points().reviewLevels(desk.now()); }).has_value();
     },
     5},
};

/// All that points may touch, as one line.
QByteArray state(PointsDesk &desk)
{
    QByteArray line;
    for (const char *sql :
         {"SELECT COUNT(*) FROM points_scheme", "SELECT COUNT(*) FROM points_lot",
          "SELECT COUNT(*) FROM points_move", "SELECT COUNT(*) FROM points_use",
          "SELECT COUNT(*) FROM points_adjustment", "SELECT COUNT(*) FROM journal",
          "SELECT COUNT(*) FROM posting", "SELECT COUNT(*) FROM sale", "SELECT COUNT(*) FROM audit",
          "SELECT COALESCE(SUM(balance * id), 0) FROM account",
          "SELECT COALESCE(SUM(balance + 3 * pending + 5 * reserved + 7 * owed), 0) FROM points_member",
          "SELECT COALESCE(SUM(until + since), 0) FROM points_member",
          "SELECT COALESCE(SUM(state + 3 * remaining + 5 * spent + 7 * lapsed + 11 * taken), 0) FROM "
          "points_lot",
          "SELECT COALESCE(SUM(state + 3 * points + 5 * returned), 0) FROM points_use"})
        line += QByteArray::number(desk.store.figure(sql)) + ' ';
    return line;
}

}

void TestPointsProperty::sweep_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("index");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (int i = 0; i < int(std::size(Commands)); ++i)
            QTest::newRow(QByteArray(engine).append(" ").append(Commands[i].name).constData())
                << QString::fromLatin1(engine) << i;
}

void TestPointsProperty::sweep()
{
    QFETCH(int, index);
    const Command &command = Commands[index];
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId sale = desk.newSale();
    command.prepare(desk, sale);
    const QByteArray before = state(desk);
    for (int nth = 0;; ++nth) {
        int left = nth;
        bool fired = false;
        store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const bool done = command.run(desk, sale);
        store.db->failNext = {};
        QCOMPARE(done, !fired);
        QVERIFY(!store.db->inTransaction());
        QCOMPARE(desk.allFaults(), QString());
        if (done) {
            QVERIFY(state(desk) != before);
            QVERIFY2(nth >= command.statements, qPrintable(QString::number(nth)));
            return;
        }
        QCOMPARE(state(desk), before);
        QVERIFY(nth < 200);
    }
}

QTEST_GUILESS_MAIN(TestPointsProperty)
#include "tst_points_property.moc"
