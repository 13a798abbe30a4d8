#include "tests/unit/points/points_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PointsDesk;

/// What goes back with a purchase: every row of the table in docs/points.md.
class TestPointsRefunds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void taken_data();
    void taken();
    void inParts_addUp_data() { test::addEngineRows(); }
    void inParts_addUp();
    void twice_takesOnce_data() { test::addEngineRows(); }
    void twice_takesOnce();
    void owed_isMetByTheNext_data() { test::addEngineRows(); }
    void owed_isMetByTheNext();
    void spentOnes_comeBack_data() { test::addEngineRows(); }
    void spentOnes_comeBack();
    void spentOnes_comeBackInParts_data() { test::addEngineRows(); }
    void spentOnes_comeBackInParts();
    void expiredMeanwhile_comeBackAndExpire_data() { test::addEngineRows(); }
    void expiredMeanwhile_comeBackAndExpire();
    void bothSalesBack_nothingIsOwed_data();
    void bothSalesBack_nothingIsOwed();
    void levelReachedWithIt_isLost_data() { test::addEngineRows(); }
    void levelReachedWithIt_isLost();
    void reservedElsewhere_hasACase_data() { test::addEngineRows(); }
    void reservedElsewhere_hasACase();
    void noPart_isRefused_data() { test::addEngineRows(); }
    void noPart_isRefused();
};

namespace {

/// A purchase of 100.00 and what had happened to its points when a part went back.
struct Cell
{
    const char *name;
    qint64 inAll; ///< of 100
    bool settled;
    qint64 spent;   ///< of its points
    qint64 lapsed;  ///< of the others
    qint64 others;  ///< points the member has besides, earlier ones
    qint64 balance; ///< afterwards
    qint64 pending;
    qint64 owed;
};

const Cell Cells[] = {
    {"pending, a part", 40, false, 0, 0, 0, 0, 60, 0},
    {"pending, all", 100, false, 0, 0, 0, 0, 0, 0},
    {"settled, a part", 40, true, 0, 0, 0, 60, 0, 0},
    {"settled, all", 100, true, 0, 0, 0, 0, 0, 0},
    {"settled, others stay", 100, true, 0, 0, 50, 50, 0, 0},
    {"half spent, a part", 40, true, 50, 0, 0, 10, 0, 0},
    {"half spent, more than is left", 70, true, 50, 0, 0, 0, 0, 20},
    {"half spent, all", 100, true, 50, 0, 0, 0, 0, 50},
    {"all spent, all", 100, true, 100, 0, 0, 0, 0, 100},
    {"all spent, others meet it", 100, true, 100, 0, 150, 50, 0, 0},
    {"all spent, others meet some", 100, true, 100, 0, 30, 0, 0, 70},
    {"expired, all", 100, true, 0, 100, 0, 0, 0, 0},
    {"expired, others stay", 100, true, 0, 100, 50, 50, 0, 0},
    {"half spent, half expired, a part", 40, true, 50, 50, 0, 0, 0, 40},
    {"half spent, half expired, all", 100, true, 50, 50, 0, 0, 0, 50},
};

}

void TestPointsRefunds::taken_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("index");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (int i = 0; i < int(std::size(Cells)); ++i)
            QTest::newRow(QByteArray(engine).append(" ").append(Cells[i].name).constData())
                << QString::fromLatin1(engine) << i;
}

void TestPointsRefunds::taken()
{
    QFETCH(int, index);
    const Cell &cell = Cells[index];
    OPEN_STORE(store);
    PointsDesk desk(store, [](PointsScheme &s) {
        s.expiryMonths = 1;
        s.levels.clear();
    });
    const SaleId sale = cell.settled ? desk.buySettled(100_yuan) : desk.buy(100_yuan);
    const auto useUp = [&](qint64 points) {
        const SaleId other = desk.newSale();
        VERIFY_OK(desk.reserve(other, points));
        VERIFY_OK(
            desk.tell(desk.cashSale(other, {points, {}}, PointsPaid{points, {points, {}}}))); // earns none
    };
    if (cell.spent > 0)
        useUp(cell.spent);
    if (cell.lapsed > 0) {
        desk.clock.set(desk.lotOf(sale).expires);
        QCOMPARE(desk.expireAll(), 1);
    }
    QCOMPARE(desk.lotOf(sale).lapsed, cell.lapsed);
    if (cell.others > 0)
        VERIFY_OK(desk.adjust(desk.ids.make<OperationId>(), cell.others, 1));

    const auto done = desk.takeBack(sale, 100, cell.inAll);
    VERIFY_OK(done);
    QCOMPARE(done->taken, cell.inAll);
    QCOMPARE(done->owed, cell.owed);
    const PointsMember member = desk.member();
    QCOMPARE(member.balance, cell.balance);
    QCOMPARE(member.pending, cell.pending);
    QCOMPARE(member.owed, cell.owed);
    const PointsLot lot = desk.lotOf(sale);
    QCOMPARE(lot.taken, cell.inAll);
    QCOMPARE(lot.paidBack, (Money{cell.inAll * 100, {}}));
    if (cell.inAll == 100)
        QCOMPARE(lot.left + lot.spent + lot.lapsed, 0);
    QCOMPARE(desk.liability(), (Money{cell.balance + cell.pending, {}}));
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsRefunds::inParts_addUp()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId sale = desk.buySettled(1'001_fen); // ten points
    qint64 gone = 0;
    for (const qint64 inAll : {1, 2, 500, 999, 1'000, 1'001}) {
        const auto done = desk.takeBack(sale, 1'001, inAll);
        VERIFY_OK(done);
        gone += done->taken;
        // What stays is never more than the rest of the purchase would have earned.
        QVERIFY(desk.member().balance <= (1'001 - inAll) / 100);
        QCOMPARE(desk.member().balance, 10 - gone);
        QCOMPARE(desk.allFaults(), QString());
    }
    QCOMPARE(gone, 10);
}

void TestPointsRefunds::twice_takesOnce()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId sale = desk.buySettled(100_yuan);
    QCOMPARE(desk.takeBack(sale, 100, 30)->taken, 30);
    QCOMPARE(desk.takeBack(sale, 100, 30)->taken, 0);
    QCOMPARE(desk.takeBack(sale, 100, 20)->taken, 0); // an older word
    QCOMPARE(desk.takeBack(sale, 100, 31)->taken, 1);
    QCOMPARE(desk.member().balance, 69);
    // Nothing was earned there, nothing is taken.
    QCOMPARE(desk.takeBack(desk.newSale(), 100, 100)->taken, 0);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsRefunds::owed_isMetByTheNext()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId farmed = desk.buySettled(100_yuan);
    const SaleId other = desk.newSale();
    VERIFY_OK(desk.reserve(other, 100));
    VERIFY_OK(desk.tell(desk.cashSale(other, 10_yuan, PointsPaid{100, 1_yuan})));
    QCOMPARE(desk.takeBack(farmed, 1, 1)->owed, 100);
    desk.clock.advanceMs(PointsDesk::DayMs);
    const auto all = [&] { return desk.committed([&] { return desk.points().settle(desk.now()); }); };
    VERIFY_OK(all());
    QCOMPARE(desk.member().owed, 91); // nine yuan of that other sale were money
    QCOMPARE(desk.member().balance, 0);
    const SaleId next = desk.buy(200_yuan);
    QCOMPARE(desk.member().pending, 200);
    QCOMPARE(desk.member().owed, 91);
    desk.settleAll();
    QCOMPARE(desk.member().owed, 0);
    QCOMPARE(desk.member().balance, 109);
    QCOMPARE(desk.lotOf(next).spent, 91);
    QCOMPARE(desk.liability(), 109_fen);
    QCOMPARE(desk.statement().lines[0].kind, MoveKind::Owed);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsRefunds::spentOnes_comeBack()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId first = desk.buySettled(100_yuan);
    desk.clock.advanceMs(40 * PointsDesk::DayMs);
    const SaleId second = desk.buySettled(100_yuan);
    const SaleId sale = desk.newSale();
    VERIFY_OK(desk.reserve(sale, 150));
    VERIFY_OK(desk.tell(desk.cashSale(sale, 150_fen, PointsPaid{150, 150_fen})));
    QCOMPARE(desk.liability(), 50_fen);
    const qint64 station = desk.terminal.station.id.value;
    const Money sales = desk.balance(AccountKind::Sales, station);
    const Money promotion = desk.balance(AccountKind::Promotion);
    const auto done = desk.takeBack(sale, 1, 1);
    VERIFY_OK(done);
    QCOMPARE(done->returned, 150);
    QCOMPARE(done->amount, 150_fen);
    QCOMPARE(desk.lotOf(first).left, 100);
    QCOMPARE(desk.lotOf(second).left, 100);
    QCOMPARE(desk.member().balance, 200);
    QCOMPARE(desk.liability(), 200_fen);
    QCOMPARE(desk.balance(AccountKind::Sales, station) - sales, -150_fen);
    QCOMPARE(desk.balance(AccountKind::Promotion), promotion);
    QCOMPARE(desk.takeBack(sale, 1, 1)->returned, 0);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsRefunds::spentOnes_comeBackInParts()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId first = desk.buySettled(100_yuan);
    desk.clock.advanceMs(40 * PointsDesk::DayMs);
    const SaleId second = desk.buySettled(100_yuan);
    const SaleId sale = desk.newSale();
    VERIFY_OK(desk.reserve(sale, 150));
    VERIFY_OK(desk.tell(desk.cashSale(sale, 10_yuan, PointsPaid{150, 150_fen})));
    qint64 returned = 0;
    Money amount = 0_fen;
    for (const qint64 inAll : {1, 333, 334, 700, 1'000}) {
        const auto done = desk.takeBack(sale, 1'000, inAll);
        VERIFY_OK(done);
        returned += done->returned;
        amount += done->amount;
        QCOMPARE(returned, 150 * inAll / 1'000);
        QCOMPARE(amount.minor, returned);
        // What was spent last, of the later lot, comes back first.
        QCOMPARE(desk.lotOf(second).left, 50 + std::min<qint64>(50, returned));
        QCOMPARE(desk.lotOf(first).left, std::max<qint64>(0, returned - 50));
        QCOMPARE(desk.allFaults(), QString());
    }
    QCOMPARE(returned, 150);
}

void TestPointsRefunds::expiredMeanwhile_comeBackAndExpire()
{
    OPEN_STORE(store);
    PointsDesk desk(store, [](PointsScheme &s) { s.expiryMonths = 1; });
    const SaleId earned = desk.buySettled(100_yuan);
    const SaleId sale = desk.newSale();
    VERIFY_OK(desk.reserve(sale, 100));
    VERIFY_OK(desk.tell(desk.cashSale(sale, 1_yuan, PointsPaid{100, 1_yuan})));
    desk.clock.set(desk.lotOf(earned).expires);
    QCOMPARE(desk.takeBack(sale, 1, 1)->returned, 100);
    QCOMPARE(desk.member().balance, 100);
    QCOMPARE(desk.expireAll(), 1); // a refund does not make them last longer
    QCOMPARE(desk.member().balance, 0);
    QCOMPARE(desk.liability(), 0_fen);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsRefunds::bothSalesBack_nothingIsOwed_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<bool>("earningFirst");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (const bool first : {true, false})
            QTest::addRow("%s %s", engine, first ? "the earning one first" : "the spending one first")
                << QString::fromLatin1(engine) << first;
}

/// Bought, spent, both given back: whichever comes first, nobody has won a point.
void TestPointsRefunds::bothSalesBack_nothingIsOwed()
{
    QFETCH(bool, earningFirst);
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId earning = desk.buySettled(100_yuan);
    const SaleId spending = desk.newSale();
    VERIFY_OK(desk.reserve(spending, 60));
    VERIFY_OK(desk.tell(desk.cashSale(spending, 10_yuan, PointsPaid{60, 60_fen})));
    VERIFY_OK(desk.takeBack(earningFirst ? earning : spending, 1, 1));
    QCOMPARE(desk.member().owed, earningFirst ? 60 : 0);
    VERIFY_OK(desk.takeBack(earningFirst ? spending : earning, 1, 1));
    const PointsMember member = desk.member();
    QCOMPARE(member.owed, 0);
    QCOMPARE(member.balance, 0);
    QCOMPARE(member.pending, 0);
    QCOMPARE(desk.liability(), 0_fen);
    QCOMPARE(desk.balance(AccountKind::Promotion), 0_fen);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsRefunds::levelReachedWithIt_isLost()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    desk.buySettled(500_yuan);
    const SaleId large = desk.buySettled(600_yuan);
    QCOMPARE(desk.member().level, QStringLiteral("silver"));
    VERIFY_OK(desk.takeBack(large, 600, 100)); // a thousand are left
    QCOMPARE(desk.member().level, QStringLiteral("silver"));
    VERIFY_OK(desk.takeBack(large, 600, 101));
    QCOMPARE(desk.member().level, QStringLiteral("member"));
    QCOMPARE(desk.member().until, Timestamp{});
    // One that was reached without it stays to its end.
    desk.buySettled(600_yuan);
    QCOMPARE(desk.member().level, QStringLiteral("silver"));
    const SaleId later = desk.buySettled(100_yuan);
    VERIFY_OK(desk.takeBack(later, 1, 1));
    QCOMPARE(desk.member().level, QStringLiteral("silver"));
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsRefunds::reservedElsewhere_hasACase()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId earned = desk.buySettled(100_yuan);
    const SaleId pump = desk.newSale();
    VERIFY_OK(desk.reserve(pump, 80));
    VERIFY_OK(desk.takeBack(earned, 1, 1)); // at another till
    QCOMPARE(desk.member().balance, 0);
    const auto told = desk.tell(desk.cashSale(pump, 10_yuan, PointsPaid{80, 80_fen}));
    VERIFY_OK(told);
    QCOMPARE(told->code, ErrorCode::PointsUnfit);
    QCOMPARE(desk.balance(AccountKind::Suspense, desk.terminal.station.id.value), -80_fen);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsRefunds::noPart_isRefused()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId sale = desk.buySettled(100_yuan);
    for (const PartBack part : {PartBack{0, 0}, PartBack{10, 11}, PartBack{10, -1}})
        COMPARE_REFUSED(desk.takeBack(sale, part.of, part.inAll), ErrorCode::InvalidInput);
    QCOMPARE(desk.member().balance, 100);
}

QTEST_GUILESS_MAIN(TestPointsRefunds)
#include "tst_points_refunds.moc"
