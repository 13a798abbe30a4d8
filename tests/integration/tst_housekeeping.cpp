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

QTEST_GUILESS_MAIN(TestHousekeeping)
#include "tst_housekeeping.moc"
