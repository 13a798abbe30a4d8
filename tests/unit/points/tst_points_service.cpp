#include "tests/unit/points/points_desk.h"

#include <QTest>

#include <atomic>
#include <barrier>
#include <thread>

using namespace youka;
using namespace youka::literals;
using youka::test::PointsDesk;

/// Earned, pending, settled, spent, expired; levels; by hand. What goes back: tst_points_refunds.
class TestPointsService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPurchase_earnsPendingThenSettles_data() { test::addEngineRows(); }
    void aPurchase_earnsPendingThenSettles();
    void offline_earnedWhenItHappened_data() { test::addEngineRows(); }
    void offline_earnedWhenItHappened();
    void whoEarns_data() { test::addEngineRows(); }
    void whoEarns();
    void badFacts_areRefused_data();
    void badFacts_areRefused();
    void spent_oldestFirst_borneByTheLiability_data() { test::addEngineRows(); }
    void spent_oldestFirst_borneByTheLiability();
    void aReservation_isOneSales_data() { test::addEngineRows(); }
    void aReservation_isOneSales();
    void aReservation_endsByItself_data() { test::addEngineRows(); }
    void aReservation_endsByItself();
    void aSaleWithoutThem_freesThem_data() { test::addEngineRows(); }
    void aSaleWithoutThem_freesThem();
    void reservation_refusals_data() { test::addEngineRows(); }
    void reservation_refusals();
    void manyTills_neverMoreThanThereIs_data() { test::addEngineRows(); }
    void manyTills_neverMoreThanThereIs();
    void unfit_hasACase_data();
    void unfit_hasACase();
    void expired_releasesTheLiability_data() { test::addEngineRows(); }
    void expired_releasesTheLiability();
    void reservedOnes_doNotExpire_data() { test::addEngineRows(); }
    void reservedOnes_doNotExpire();
    void levels_upAtOnce_downAtTheEnd_data() { test::addEngineRows(); }
    void levels_upAtOnce_downAtTheEnd();
    void byHand_aboveALimitBySecond_data() { test::addEngineRows(); }
    void byHand_aboveALimitBySecond();
    void schemes_followEachOther_data() { test::addEngineRows(); }
    void schemes_followEachOther();
    void aNewValue_leavesTheOldLots_data() { test::addEngineRows(); }
    void aNewValue_leavesTheOldLots();
    void statement_addsUp_data() { test::addEngineRows(); }
    void statement_addsUp();
    void plantedFaults_areFound_data();
    void plantedFaults_areFound();
};

void TestPointsService::aPurchase_earnsPendingThenSettles()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId sale = desk.buy(32'050_fen);
    QCOMPARE(desk.member().pending, 320);
    QCOMPARE(desk.member().balance, 0);
    QCOMPARE(desk.liability(), 320_fen);
    QCOMPARE(desk.balance(AccountKind::Promotion), -320_fen);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM journal WHERE kind = 7"), 1);
    COMPARE_REFUSED(desk.reserve(desk.newSale(), 100), ErrorCode::PointsInsufficient); // not yet

    desk.clock.advanceMs(PointsDesk::DayMs - 1);
    QCOMPARE(desk.committed([&] { return desk.points().settle(desk.now()); }), 0);
    desk.clock.advanceMs(1);
    QCOMPARE(desk.committed([&] { return desk.points().settle(desk.now()); }), 1);
    QCOMPARE(desk.committed([&] { return desk.points().settle(desk.now()); }), 0);
    QCOMPARE(desk.member().pending, 0);
    QCOMPARE(desk.member().balance, 320);
    QCOMPARE(desk.liability(), 320_fen);
    const auto statement = desk.statement();
    QCOMPARE(statement.lines.size(), 2u);
    QCOMPARE(statement.lines[0].kind, MoveKind::Settle);
    QCOMPARE(statement.lines[1].kind, MoveKind::Earn);
    QCOMPARE(statement.lines[1].sale, sale);
    QCOMPARE(statement.next->points, 320);
    QCOMPARE(statement.next->at.toIso(), QStringLiteral("2028-01-31T16:00:00.000Z")); // midnight there
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::offline_earnedWhenItHappened()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const Timestamp bought = desk.now();
    CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.ask(q));
    desk.clock.advanceMs(3 * PointsDesk::DayMs);
    VERIFY_OK(desk.newScheme([](PointsScheme &s) { s.rules[0].milliPoints = 9'000; }));
    SaleFact fact = PointsDesk::captureOf(q, 100_yuan);
    fact.offline = true;
    VERIFY_OK(desk.committed([&] {
        const ParsedFact told{desk.ids.make<OperationId>(), {}, bought, fact};
        return desk.sales().apply(told, desk.terminal, desk.now());
    }));
    const PointsLot lot = desk.lotOf(q.sale);
    QCOMPARE(lot.points, 100); // by the scheme of that day
    QCOMPARE(lot.earned, bought);
    QCOMPARE(lot.settles, desk.now().plusMs(PointsDesk::DayMs)); // there is as long to look at it
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::whoEarns()
{
    OPEN_STORE(store);
    PointsDesk desk(store, {}, false);
    desk.buy(100_yuan); // before there were points
    VERIFY_OK(desk.newScheme());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM points_lot"), 0);
    VERIFY_OK(desk.tell(desk.cashSale(desk.newSale(), 100_yuan))); // nobody
    QCOMPARE(store.figure("SELECT COUNT(*) FROM points_lot"), 0);
    SaleFact shown = desk.cashSale(desk.newSale(), 100_yuan);
    shown.member = desk.token(); // in cash, with the card shown
    const auto told = desk.committed([&] {
        const auto parsed = parseFact(QByteArray(makeFact({QUuid::createUuid()}, desk.now(), shown).body));
        return desk.sales().apply(*parsed, desk.terminal, desk.now());
    });
    VERIFY_OK(told);
    QCOMPARE(desk.member().pending, 100);
    QCOMPARE(SaleRepository(*store.db).find(shown.sale).value()->customer, desk.customer);
    shown.sale = desk.newSale();
    shown.member = desk.token(9); // of a card that nobody knows
    VERIFY_OK(desk.tell(shown));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM points_lot"), 1);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::badFacts_areRefused_data()
{
    QTest::addColumn<qint64>("spent");
    QTest::addColumn<Money>("amount");
    QTest::addColumn<bool>("fits");
    QTest::newRow("all of it") << qint64(1'000) << 10_yuan << true;
    QTest::newRow("more than the sale") << qint64(1'001) << 1'001_fen << false;
    QTest::newRow("nothing off") << qint64(10) << 0_fen << false;
    QTest::newRow("below zero") << qint64(10) << -1_fen << false;
    QTest::newRow("no points") << qint64(0) << 1_fen << false;
    QTest::newRow("of another currency") << qint64(10) << Money{10, Currency("EUR")} << false;
}

void TestPointsService::badFacts_areRefused()
{
    QFETCH(qint64, spent);
    QFETCH(Money, amount);
    SaleFact fact;
    fact.sale = {QUuid::createUuid()};
    fact.mode = SaleMode::PostPay;
    fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {1'250}, 10_yuan, {}, {}};
    fact.points = PointsPaid{spent, amount};
    const auto parsed = parseFact(factBytes({fact.sale.uuid}, {}, fact));
    QTEST(parsed.has_value(), "fits");
    if (parsed)
        QCOMPARE(std::get<SaleFact>(parsed->body).points, fact.points);
    else
        QVERIFY(parsed.error().detail.startsWith(QLatin1String("points")));
}

void TestPointsService::spent_oldestFirst_borneByTheLiability()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    const SaleId first = desk.buySettled(100_yuan);
    desk.clock.advanceMs(60 * PointsDesk::DayMs);
    const SaleId second = desk.buySettled(200_yuan);
    const SaleId sale = desk.newSale();
    const auto grant = desk.reserve(sale, 150);
    VERIFY_OK(grant);
    QCOMPARE(grant->points, 150);
    QCOMPARE(grant->amount, 150_fen);
    QCOMPARE(desk.member().reserved, 150);
    const qint64 station = desk.terminal.station.id.value;
    const Money sales = desk.balance(AccountKind::Sales, station);

    desk.buy(50_yuan, PointsPaid{150, 150_fen}, sale);
    QCOMPARE(desk.outcome.kind, FactOutcome::Kind::Applied);
    QCOMPARE(desk.lotOf(first).left, 0);
    QCOMPARE(desk.lotOf(first).spent, 100);
    QCOMPARE(desk.lotOf(second).left, 150);
    QCOMPARE(desk.member().balance, 150);
    QCOMPARE(desk.member().reserved, 0);
    QCOMPARE(desk.balance(AccountKind::Sales, station) - sales, 50_yuan);
    // What was paid with points earns none: 48.50 do.
    QCOMPARE(desk.lotOf(sale).points, 48);
    QCOMPARE(desk.lotOf(sale).paid, 4'850_fen);
    QCOMPARE(desk.lotOf(sale).volume, 6'062_mL); // of 6.250
    QCOMPARE(desk.liability(), 198_fen);
    QCOMPARE(SaleRepository(*store.db).find(sale).value()->points, (PointsPaid{150, 150_fen}));
    COMPARE_REFUSED(desk.reserve(sale, 10), ErrorCode::SaleStateConflict);
    QCOMPARE(desk.allFaults(), QString());

    // The whole sale with points, by who pays nothing else.
    const SaleId free = desk.newSale();
    VERIFY_OK(desk.reserve(free, 150));
    VERIFY_OK(desk.tell(desk.cashSale(free, 150_fen, PointsPaid{150, 150_fen})));
    QCOMPARE(desk.member().balance, 0);
    QCOMPARE(desk.lotOf(free).points, 0);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::aReservation_isOneSales()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    desk.buySettled(100_yuan);
    const SaleId here = desk.newSale();
    const SaleId there = desk.newSale();
    VERIFY_OK(desk.reserve(here, 80));
    const auto refused = desk.reserve(there, 30);
    COMPARE_REFUSED(refused, ErrorCode::PointsInsufficient);
    QCOMPARE(*refused.error().left, 20_fen);
    // Asked again for the same sale it takes the place of the earlier one.
    VERIFY_OK(desk.reserve(here, 90));
    QCOMPARE(desk.member().reserved, 90);
    COMPARE_REFUSED(desk.reserve(here, 101), ErrorCode::PointsInsufficient);
    QCOMPARE(desk.member().reserved, 90); // what was refused changed nothing
    VERIFY_OK(desk.reserve(here, 70));
    VERIFY_OK(desk.reserve(there, 30));
    VERIFY_OK(desk.reserve(here, 0));
    QCOMPARE(desk.member().reserved, 30);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::aReservation_endsByItself()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    desk.buySettled(100_yuan);
    const SaleId sale = desk.newSale();
    VERIFY_OK(desk.reserve(sale, 80));
    desk.clock.advanceMs(PointsService::ReservationMs + 1);
    VERIFY_OK(desk.committed([&] { return desk.sales().expireHolds(desk.now()); }));
    QCOMPARE(desk.member().reserved, 0);
    // The pump took longer: the sale has them all the same.
    VERIFY_OK(desk.tell(desk.cashSale(sale, 10_yuan, PointsPaid{80, 80_fen})));
    QCOMPARE(desk.member().balance, 20);
    QCOMPARE(desk.cases("points-unfit"), 0);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::aSaleWithoutThem_freesThem()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    desk.buySettled(100_yuan);
    const SaleId sale = desk.newSale();
    VERIFY_OK(desk.reserve(sale, 80));
    VERIFY_OK(desk.tell(desk.cashSale(sale, 10_yuan)));
    QCOMPARE(desk.member().reserved, 0);
    QCOMPARE(desk.member().balance, 100);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::reservation_refusals()
{
    OPEN_STORE(store);
    PointsDesk desk(store, [](PointsScheme &s) { s.value = {{1, {}}, 10}; });
    COMPARE_REFUSED(desk.reserve(desk.newSale(), 10), ErrorCode::PointsInsufficient); // nobody's yet
    desk.buySettled(100_yuan);
    COMPARE_REFUSED(desk.reserve(desk.newSale(), 9), ErrorCode::PointsBelowMinimum);
    const auto grant = desk.reserve(desk.newSale(), 29);
    VERIFY_OK(grant);
    QCOMPARE(grant->points, 20); // the other nine would take nothing off
    QCOMPARE(grant->amount, 2_fen);
    COMPARE_REFUSED(desk.committed([&] {
        return desk.points().reserve({desk.newSale(), desk.customer, Currency("EUR"), 10}, {}, desk.now());
    }),
                    ErrorCode::PointsNoScheme);
    QCOMPARE(desk.allFaults(), QString());
}

/// Eight tills at one moment, each for its own sale.
void TestPointsService::manyTills_neverMoreThanThereIs()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    desk.buySettled(100_yuan);
    constexpr int Tills = 8;
    std::barrier together(Tills);
    std::atomic<int> granted{0};
    std::atomic<int> insufficient{0};
    std::vector<std::thread> tills;
    for (int i = 0; i < Tills; ++i) {
        const PointsService::Question question{desk.newSale(), desk.customer, {}, 30};
        tills.emplace_back([&, question] {
            const auto db = store.connect();
            together.arrive_and_wait();
            const auto ask = [&] {
                return db->transaction([&]() -> Result<void> {
                    return PointsService(*db)
                        .reserve(question, {}, desk.now())
                        .map([](const PointsService::Grant &) {});
                });
            };
            auto done = ask();
            while (!done && done.error().code == ErrorCode::StoreBusy)
                done = ask();
            granted += done ? 1 : 0;
            insufficient += !done && done.error().code == ErrorCode::PointsInsufficient ? 1 : 0;
        });
    }
    for (std::thread &till : tills)
        till.join();
    QCOMPARE(granted.load(), 3);
    QCOMPARE(insufficient.load(), Tills - 3);
    QCOMPARE(desk.member().reserved, 90);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::unfit_hasACase_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<qint64>("reserved");
    QTest::addColumn<qint64>("spent");
    QTest::addColumn<qint64>("elsewhere"); ///< spent after the reservation had ended
    QTest::addColumn<qint64>("covered");
    for (const char *engine : {"sqlcipher", "postgresql"}) {
        const QString e = QString::fromLatin1(engine);
        QTest::addRow("%s not reserved", engine) << e << qint64(0) << qint64(50) << qint64(0) << qint64(0);
        QTest::addRow("%s more than granted", engine)
            << e << qint64(50) << qint64(80) << qint64(0) << qint64(50);
        QTest::addRow("%s gone meanwhile", engine)
            << e << qint64(80) << qint64(80) << qint64(70) << qint64(30);
        QTest::addRow("%s all gone meanwhile", engine)
            << e << qint64(80) << qint64(80) << qint64(100) << qint64(0);
    }
}

void TestPointsService::unfit_hasACase()
{
    QFETCH(qint64, reserved);
    QFETCH(qint64, spent);
    QFETCH(qint64, elsewhere);
    QFETCH(qint64, covered);
    OPEN_STORE(store);
    PointsDesk desk(store);
    desk.buySettled(100_yuan);
    const SaleId sale = desk.newSale();
    if (reserved > 0)
        VERIFY_OK(desk.reserve(sale, reserved));
    if (elsewhere > 0) {
        desk.clock.advanceMs(PointsService::ReservationMs + 1);
        VERIFY_OK(desk.committed([&] { return desk.points().freeOverdue(desk.now()); }));
        const SaleId other = desk.newSale();
        VERIFY_OK(desk.reserve(other, elsewhere));
        VERIFY_OK(desk.tell(desk.cashSale(other, 10_yuan, PointsPaid{elsewhere, {elsewhere, {}}})));
    }
    const auto told = desk.tell(desk.cashSale(sale, 10_yuan, PointsPaid{spent, {spent, {}}}));
    VERIFY_OK(told);
    QCOMPARE(told->kind, FactOutcome::Kind::Exception);
    QCOMPARE(told->code, ErrorCode::PointsUnfit);
    QCOMPARE(desk.cases("points-unfit"), 1);
    QCOMPARE(desk.balance(AccountKind::Suspense, desk.terminal.station.id.value),
             (Money{covered - spent, {}}));
    QCOMPARE(desk.member().balance, 100 - elsewhere - covered);
    QCOMPARE(desk.member().reserved, 0);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::expired_releasesTheLiability()
{
    OPEN_STORE(store);
    PointsDesk desk(store, [](PointsScheme &s) {
        s.expiryMonths = 1;
        s.levels.clear();
    });
    const SaleId first = desk.buySettled(100_yuan); // until the end of February
    desk.clock.advanceMs(40 * PointsDesk::DayMs);
    const SaleId second = desk.buySettled(200_yuan); // until the end of March
    QCOMPARE(desk.expireAll(), 0);
    QCOMPARE(desk.liability(), 300_fen);
    desk.clock.set(desk.lotOf(first).expires.plusMs(-1));
    QCOMPARE(desk.expireAll(), 0);
    desk.clock.advanceMs(1);
    QCOMPARE(desk.expireAll(), 1);
    QCOMPARE(desk.expireAll(), 0);
    QCOMPARE(desk.lotOf(first).lapsed, 100);
    QCOMPARE(desk.lotOf(second).left, 200);
    QCOMPARE(desk.member().balance, 200);
    QCOMPARE(desk.liability(), 200_fen);
    QCOMPARE(desk.balance(AccountKind::Promotion), -200_fen);
    // Nobody has to wait for the sweeper to be told so.
    desk.clock.set(desk.lotOf(second).expires);
    COMPARE_REFUSED(desk.reserve(desk.newSale(), 10), ErrorCode::PointsInsufficient);
    QCOMPARE(desk.liability(), 200_fen); // what is refused writes nothing
    VERIFY_OK(desk.adjust(desk.ids.make<OperationId>(), 50, 1));
    COMPARE_REFUSED(desk.reserve(desk.newSale(), 51), ErrorCode::PointsInsufficient);
    VERIFY_OK(desk.reserve(desk.newSale(), 50));
    QCOMPARE(desk.liability(), 50_fen);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::reservedOnes_doNotExpire()
{
    OPEN_STORE(store);
    PointsDesk desk(store, [](PointsScheme &s) { s.expiryMonths = 1; });
    const SaleId earned = desk.buySettled(100_yuan);
    desk.clock.set(desk.lotOf(earned).expires.plusMs(-1'000));
    const SaleId sale = desk.newSale();
    VERIFY_OK(desk.reserve(sale, 60));
    desk.clock.advanceMs(2'000);
    QCOMPARE(desk.expireAll(), 1); // the other forty
    QCOMPARE(desk.member().balance, 60);
    QCOMPARE(desk.expireAll(), 0);
    VERIFY_OK(desk.tell(desk.cashSale(sale, 10_yuan, PointsPaid{60, 60_fen})));
    QCOMPARE(desk.lotOf(earned).spent, 60);
    QCOMPARE(desk.lotOf(earned).lapsed, 40);
    QCOMPARE(desk.cases("points-unfit"), 0);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::levels_upAtOnce_downAtTheEnd()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    QCOMPARE(desk.points().levelOf(desk.customer), QString());
    desk.buy(999_yuan);
    QCOMPARE(desk.points().levelOf(desk.customer), QStringLiteral("member"));
    desk.settleAll();
    QCOMPARE(desk.member().level, QStringLiteral("member"));
    desk.buy(1_yuan);
    QCOMPARE(desk.member().level, QStringLiteral("member")); // pending does not count
    desk.settleAll();
    QCOMPARE(desk.member().level, QStringLiteral("silver"));
    QCOMPARE(desk.statement().levelName, QStringLiteral("Silver"));
    QCOMPARE(desk.statement().figures.points, 1'000);
    QCOMPARE(desk.member().until.toIso(), QStringLiteral("2027-01-31T16:00:00.000Z"));
    // Its benefit: a tenth more.
    const SaleId sale = desk.buySettled(100_yuan);
    QCOMPARE(desk.lotOf(sale).points, 110);
    // At the end of its year only what is of the last twelve months counts.
    const auto review = [&] {
        const auto done = desk.committed([&] { return desk.points().reviewLevels(desk.now()); });
        return done ? *done : -1;
    };
    desk.clock.set(desk.member().until.plusMs(-1));
    QCOMPARE(review(), 0);
    desk.clock.advanceMs(1);
    QCOMPARE(review(), 1);
    QCOMPARE(desk.member().level, QStringLiteral("member"));
    QCOMPARE(desk.member().until, Timestamp{});
    QCOMPARE(review(), 0);
    QCOMPARE(desk.statement().figures.points, 0);
    // From the bottom to the top, and kept for another half year by as much.
    desk.buySettled(6'000_yuan);
    QCOMPARE(desk.member().level, QStringLiteral("gold"));
    const Timestamp until = desk.member().until;
    desk.clock.set(until);
    QCOMPARE(review(), 1);
    QCOMPARE(desk.member().level, QStringLiteral("gold"));
    QVERIFY(desk.member().until > until);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::byHand_aboveALimitBySecond()
{
    OPEN_STORE(store);
    PointsDesk desk(store, [](PointsScheme &s) { s.secondPersonAbove = 500; });
    const auto small = desk.ids.make<OperationId>();
    const auto given = desk.adjust(small, 500, 1);
    VERIFY_OK(given);
    QVERIFY(!given->waiting);
    QCOMPARE(given->member.balance, 500);
    QCOMPARE(desk.liability(), 500_fen);
    QCOMPARE(desk.adjust(small, 500, 1)->member.balance, 500); // once

    const auto large = desk.ids.make<OperationId>();
    QVERIFY(desk.adjust(large, 501, 1)->waiting);
    QCOMPARE(desk.member().balance, 500);
    COMPARE_REFUSED(desk.adjust(large, 501, 1), ErrorCode::FourEyesNeeded);
    COMPARE_REFUSED(desk.adjust(large, 5'000, 2), ErrorCode::OperationConflict);
    COMPARE_REFUSED(desk.adjust(large, 501, 2, QStringLiteral("another")), ErrorCode::OperationConflict);
    const auto confirmed = desk.adjust(large, 501, 2);
    VERIFY_OK(confirmed);
    QCOMPARE(confirmed->member.balance, 1'001);
    QCOMPARE(desk.statement().lines[0].who, QStringLiteral("manager 1"));

    VERIFY_OK(desk.adjust(desk.ids.make<OperationId>(), -400, 1));
    QCOMPARE(desk.member().balance, 601);
    QCOMPARE(desk.liability(), 601_fen);
    const auto tooMuch = desk.adjust(desk.ids.make<OperationId>(), -602, 1);
    COMPARE_REFUSED(tooMuch, ErrorCode::PointsInsufficient);
    QCOMPARE(*tooMuch.error().left, 601_fen);
    COMPARE_REFUSED(desk.adjust(desk.ids.make<OperationId>(), 0, 1), ErrorCode::InvalidInput);
    COMPARE_REFUSED(desk.adjust(desk.ids.make<OperationId>(), 1, 1, QStringLiteral(" ")),
                    ErrorCode::InvalidInput);
    // A gift is no purchase.
    QCOMPARE(desk.member().level, QStringLiteral("member"));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM audit WHERE action = 'points.propose'"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM audit WHERE action = 'points.adjust'"), 3);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::schemes_followEachOther()
{
    OPEN_STORE(store);
    PointsDesk desk(store, {}, false);
    COMPARE_REFUSED(desk.points().scheme({}), ErrorCode::PointsNoScheme);
    const auto first = desk.newScheme();
    VERIFY_OK(first);
    COMPARE_REFUSED(desk.newScheme([&](PointsScheme &s) { s.from = desk.now().plusMs(-1); }),
                    ErrorCode::PointsSchemeInvalid);
    COMPARE_REFUSED(desk.newScheme([&](PointsScheme &s) { s.value.points = 0; }),
                    ErrorCode::PointsSchemeInvalid);
    const Timestamp later = desk.now().plusMs(PointsDesk::DayMs);
    const auto second = desk.newScheme([&](PointsScheme &s) {
        s.from = later;
        s.rules[0].milliPoints = 2'000;
    });
    VERIFY_OK(second);
    QCOMPARE(desk.points().scheme({})->version, second->version);
    COMPARE_REFUSED(desk.newScheme(), ErrorCode::PointsSchemeInvalid); // before the one to come
    QCOMPARE(desk.lotOf(desk.buy(100_yuan)).points, 100);
    desk.clock.set(later);
    QCOMPARE(desk.lotOf(desk.buy(100_yuan)).points, 200);
    QVERIFY(!store.db->run("UPDATE points_scheme SET author = 2"));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM audit WHERE action = 'points.scheme'"), 2);
}

void TestPointsService::aNewValue_leavesTheOldLots()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    desk.buySettled(100_yuan);
    VERIFY_OK(desk.newScheme([](PointsScheme &s) { s.value = {{200, {}}, 100}; }));
    QCOMPARE(desk.liability(), 100_fen);
    desk.buySettled(100_yuan);
    QCOMPARE(desk.liability(), 300_fen);
    // They take off what they are worth today; what the older ones stand at is less, the rest is promotion.
    const SaleId sale = desk.newSale();
    QCOMPARE(desk.reserve(sale, 150)->amount, 300_fen);
    VERIFY_OK(desk.tell(desk.cashSale(sale, 10_yuan, PointsPaid{150, 300_fen})));
    QCOMPARE(desk.liability(), 100_fen + 14_fen); // fifty, and seven of seven yuan
    QCOMPARE(desk.balance(AccountKind::Promotion), -300_fen - 100_fen - 14_fen);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsService::statement_addsUp()
{
    OPEN_STORE(store);
    PointsDesk desk(store);
    for (int i = 0; i < 5; ++i)
        desk.buySettled(100_yuan);
    const SaleId sale = desk.newSale();
    VERIFY_OK(desk.reserve(sale, 250));
    VERIFY_OK(desk.tell(desk.cashSale(sale, 10_yuan, PointsPaid{250, 250_fen})));
    const auto all = desk.statement();
    QCOMPARE(all.lines.size(), 12u);
    QCOMPARE(all.before.points, 0);
    QCOMPARE(all.before.pending, 0);
    QCOMPARE(all.lines[1].kind, MoveKind::Spend); // of three lots, one line
    QCOMPARE(all.lines[1].points, -250);
    QCOMPARE(all.lines[0].pending, 7);
    const auto some = desk.statement(4);
    QCOMPARE(some.lines.size(), 4u);
    qint64 sum = some.before.points;
    qint64 pending = some.before.pending;
    for (const PointsMove &line : some.lines) {
        sum += line.points;
        pending += line.pending;
    }
    QCOMPARE(sum, desk.member().balance);
    QCOMPARE(pending, desk.member().pending);
    QVERIFY(!store.db->run("DELETE FROM points_move"));
}

void TestPointsService::plantedFaults_areFound_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QByteArray>("plant");
    QTest::addColumn<QString>("said");
    const std::pair<const char *, const char *> plants[] = {
        {"UPDATE account SET balance = balance + 1 WHERE kind = 17", "the liability for points in CNY is"},
        {"UPDATE points_lot SET remaining = remaining - 1", "its parts make"},
        {"UPDATE points_lot SET value_amount = 7", "what is left of it is worth"},
        {"UPDATE points_member SET balance = balance + 5", "the lots hold"},
        {"UPDATE points_member SET pending = pending + 5", "points pending, the lots hold"},
        {"UPDATE points_member SET owed = owed + 1", "the statement adds up to"},
        {"UPDATE points_member SET reserved = 1", "the sales that wait have"},
        {"UPDATE points_use SET returned = 1", "sales have spent"},
        {"UPDATE points_member SET balance = -1", "is below zero"},
    };
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (const auto &[plant, said] : plants)
            QTest::addRow("%s %s", engine, said)
                << QString::fromLatin1(engine) << QByteArray(plant) << QString::fromLatin1(said);
}

void TestPointsService::plantedFaults_areFound()
{
    QFETCH(QByteArray, plant);
    QFETCH(QString, said);
    OPEN_STORE(store);
    PointsDesk desk(store);
    desk.buySettled(100_yuan);
    const SaleId sale = desk.newSale();
    VERIFY_OK(desk.reserve(sale, 50));
    VERIFY_OK(desk.tell(desk.cashSale(sale, 10_yuan, PointsPaid{50, 50_fen})));
    QCOMPARE(desk.allFaults(), QString());
    VERIFY_OK(store.db->script(QString::fromLatin1(plant)));
    const auto proof = checkPoints(*store.db);
    VERIFY_OK(proof);
    QVERIFY2(proof->faults.join(u'\n').contains(said), qPrintable(proof->faults.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestPointsService)
#include "tst_points_service.moc"
