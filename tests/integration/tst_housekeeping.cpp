#include "apps/server/housekeeping.h"
#include "tests/unit/sales/sale_desk.h"

#include <QTest>

using namespace youka;

class TestHousekeeping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void overdueHold_isGivenBack_data() { test::addEngineRows(); }
    void overdueHold_isGivenBack();
    void crowdOfClaims_becomesACase_data() { test::addEngineRows(); }
    void crowdOfClaims_becomesACase();
};

/// Nobody captures or releases it: after its time the money is the holder's again, by itself.
void TestHousekeeping::overdueHold_isGivenBack()
{
    OPEN_STORE(store, serverMigrations());
    test::SaleDesk desk(store);
    const auto pipeline = WritePipeline::startByHand(store.config, {});
    VERIFY_OK(pipeline);
    Housekeeping house(store.config, **pipeline, desk.clock, desk.keys, {}, Housekeeping::Drive::ByHand);
    VERIFY_OK(desk.committed([&] {
        return desk.sales().authorise(desk.question({10'000, {}}), SaleService::Pin::NotGiven, desk.terminal,
                                      desk.now());
    }));
    const auto held = [&] { return Ledger(*store.db).account(desk.purse)->held.minor; };
    house.round();
    QCOMPARE(held(), 10'000);
    desk.clock.advanceMs(SaleService::HoldLifeMs + 60'000);
    house.round();
    QCOMPARE(held(), 0);
    QVERIFY(checkLedger(*store.db)->faults.isEmpty());
}

/// And the cursor is stored: another process goes on from there.
void TestHousekeeping::crowdOfClaims_becomesACase()
{
    OPEN_STORE(store, serverMigrations());
    test::SaleDesk desk(store);
    const auto pipeline = WritePipeline::startByHand(store.config, {});
    VERIFY_OK(pipeline);
    const auto round = [&] {
        Housekeeping house(store.config, **pipeline, desk.clock, desk.keys, {}, Housekeeping::Drive::ByHand);
        house.round();
    };
    const auto cases = [&] {
        return store.figure("SELECT COUNT(*) FROM exception_case WHERE kind = 'coupon-terminal'");
    };
    round();
    QCOMPARE(cases(), 0);
    for (int n = 1; n <= FraudLimits().claimsFor + 1; ++n)
        VERIFY_OK(FraudRepository(*store.db).noteClaim(
            {desk.now(), desk.terminal.id, desk.terminal.station.id, {n}}, 1));
    desk.clock.advanceMs(60'000);
    round();
    QCOMPARE(cases(), 1);
    const auto cursor = store.figure("SELECT at FROM fraud_cursor");
    QCOMPARE(cursor, desk.now().ms - FraudWatch::SettlesMs);
    desk.clock.advanceMs(60'000);
    round();
    QCOMPARE(cases(), 1);
    QVERIFY(store.figure("SELECT at FROM fraud_cursor") > cursor);
}

QTEST_GUILESS_MAIN(TestHousekeeping)
#include "tst_housekeeping.moc"
