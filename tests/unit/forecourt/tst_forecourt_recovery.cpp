#include "pour.h"

#include <QTest>

using namespace youka;

/// Pumps that fall silent or forget, stores that fail, stations that start anew.
class TestForecourtRecovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pumpSilent_inDelivery();
    void pumpSilent_refusedAtOnce();
    void pumpRestart_totaliserDecides();
    void store_failsAtIntent_nothingHappens();
    void store_failsAtSettle_isTriedAgain();
    void prices_waitUntilIdle();
    void store_failsAtTheGrant_releasesNothingLater();
    void nozzleHungUpWhileAsked_releasesNothing();
    void uploads_areTold();
    void alarm_ofWrongPrice_isPutRight();
    void restart_inDelivery_isAdopted();
    void restart_afterDelivery_isCollected();
    void restart_anotherNozzleLiftedMeanwhile_itsOwnHoseIsBooked_data();
    void restart_anotherNozzleLiftedMeanwhile_itsOwnHoseIsBooked();
    void restart_afterSettle_isNotBookedTwice();
    void restart_pumpForgot_totaliserBooks();
    void restart_pumpForgot_cannotTell();
    void restart_beforeThePumpWasTold();
    void restart_whileAsked();
    void restart_adoptedRelease_isTakenBack();
    void soldWithoutUs_isAnException();
};

void TestForecourtRecovery::pumpSilent_inDelivery()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(10'000)));
    desk.iron().pump.squeeze();
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 3'000; }));
    desk.iron().silent = true;
    QVERIFY(desk.until([&] { return desk.pump().state == PumpState::Inoperative; }));
    QCOMPARE(desk.pump().alarm, ErrorCode::PumpOffline);
    QVERIFY(desk.forecourt->sale(id)->delivery.volume.ml > 3'000);
    desk.run(60'000);
    QCOMPARE(desk.state(id), SaleState::Fuelling);
    desk.iron().pump.hang();
    desk.iron().silent = false;
    QVERIFY(desk.untilState(id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->paid, desk.iron().pump.totalAmount(1));
}

void TestForecourtRecovery::pumpSilent_refusedAtOnce()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    desk.iron().silent = true;
    QVERIFY(desk.until([&] { return desk.pump().state == PumpState::Inoperative; }));
    const SaleId id = desk.newSale();
    QCOMPARE(desk.fuel(id).error().code, ErrorCode::PumpOffline);
    QVERIFY(desk.centre.questions.isEmpty());
    QVERIFY(!desk.forecourt->sale(id));
}

void TestForecourtRecovery::pumpRestart_totaliserDecides()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    desk.iron().pump.squeeze();
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 5'000; }));
    desk.iron().side.restart();
    desk.iron().pump.hang();
    QVERIFY(desk.untilState(id, SaleState::Settled));
    const SaleView view = *desk.forecourt->sale(id);
    QVERIFY(qAbs(view.delivery.volume.ml - desk.iron().pump.total(1).ml) <= 10);
    QCOMPARE(view.paid, *amountFor(view.delivery.volume, view.delivery.price));
    QVERIFY(desk.ready());
}

void TestForecourtRecovery::store_failsAtIntent_nothingHappens()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    desk.db->failNext = [] { return true; };
    const SaleId id = desk.newSale();
    QCOMPARE(desk.fuel(id).error().code, ErrorCode::StoreFailed);
    desk.db->failNext = {};
    QVERIFY(desk.centre.questions.isEmpty());
    QCOMPARE(desk.authorised, 0);
    QVERIFY(desk.fuel(id));
}

void TestForecourtRecovery::store_failsAtSettle_isTriedAgain()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(2'000)));
    desk.iron().pump.squeeze();
    QVERIFY(desk.untilState(id, SaleState::Fuelling));
    desk.db->failNext = [] { return true; };
    QVERIFY(desk.until([&] { return desk.iron().pump.status() == dart::Status::LimitReached; }));
    desk.iron().pump.hang();
    desk.run(20'000);
    QCOMPARE(desk.iron().pump.status(), dart::Status::Completed); // not confirmed
    QCOMPARE(desk.forecourt->pumps().first().alarm, std::optional(ErrorCode::StoreFailed));
    desk.db->failNext = {};
    QVERIFY(desk.untilState(id, SaleState::Settled));
    QVERIFY(!desk.forecourt->pumps().first().alarm);
    QCOMPARE(desk.forecourt->sale(id)->paid.minor, 2'000);
    QCOMPARE(desk.kinds().size(), 1);
    QVERIFY(desk.ready());
}

void TestForecourtRecovery::prices_waitUntilIdle()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    desk.iron().pump.squeeze();
    QVERIFY(desk.untilState(id, SaleState::Fuelling));
    desk.forecourt->setPrices({{QStringLiteral("95"), {8'000, {}}}});
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 2'000; }));
    QCOMPARE(desk.iron().pump.price(1).milli, 7'850);
    desk.iron().pump.hang();
    QVERIFY(desk.untilState(id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->delivery.price.milli, 7'850);
    QVERIFY(desk.until([&] { return desk.iron().pump.price(1).milli == 8'000; }));
    QCOMPARE(desk.iron().pump.price(2).milli, 7'310);
    QVERIFY(desk.until([&] { return desk.pump().nozzles.first().price.milli == 8'000; }));
    QVERIFY(desk.ready() && desk.lift());
    QVERIFY(desk.fuel(desk.newSale()));
    QCOMPARE(desk.centre.questions.last().price.milli, 8'000);
}

void TestForecourtRecovery::store_failsAtTheGrant_releasesNothingLater()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    desk.centre.delayMs = 1'000;
    const auto answer = desk.start([&](Forecourt &f, const StationControl::Done &done) {
        f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
    });
    desk.run(500);
    desk.db->failNext = [] { return true; };
    desk.run(20'000);
    QVERIFY(answer->has_value()); // told at once, not when the disk is well again
    QCOMPARE((*answer)->error().code, ErrorCode::StoreFailed);
    desk.db->failNext = {};
    QVERIFY(desk.untilState(id, SaleState::Refused));
    QCOMPARE(desk.authorised, 0);
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released")}));
}

void TestForecourtRecovery::nozzleHungUpWhileAsked_releasesNothing()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    desk.centre.delayMs = 3'000;
    const SaleId id = desk.newSale();
    const auto answer = desk.start([&](Forecourt &f, const StationControl::Done &done) {
        f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
    });
    desk.run(1'000);
    desk.iron().pump.hang();
    QVERIFY(desk.until([&] { return answer->has_value(); }));
    QCOMPARE((*answer)->error().code, ErrorCode::PumpNotCalling);
    QCOMPARE(desk.authorised, 0);
    QCOMPARE(desk.state(id), SaleState::Released);
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released")}));
}

void TestForecourtRecovery::uploads_areTold()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.prepay(id, 2'000));
    QVERIFY(pour(desk, id, 500));
    QVERIFY(desk.untilState(id, SaleState::Settled));
    QList<SaleView> told;
    QObject::connect(desk.forecourt.get(), &StationControl::saleChanged, desk.forecourt.get(),
                     [&](const SaleView &view) { told.append(view); });
    desk.run(5'000);
    QVERIFY(told.isEmpty());
    desk.facts.uploaded = 1;
    desk.run(1'000);
    QCOMPARE(told.size(), 1);
    QVERIFY(told.first().uploaded && told.first().id == id);
}

void TestForecourtRecovery::alarm_ofWrongPrice_isPutRight()
{
    ForecourtDesk desk(1, [](sim::SimPumpConfig &sim) { sim.nozzles[0].price.milli = 9'990; });
    QVERIFY(desk.until([&] { return desk.iron().pump.price(1).milli == 7'850; }));
    QVERIFY(desk.until([&] { return !desk.pump().alarm; }));
    QVERIFY(desk.ready() && desk.lift());
    QVERIFY(desk.fuel(desk.newSale()));
}

void TestForecourtRecovery::restart_inDelivery_isAdopted()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    desk.iron().pump.squeeze();
    QVERIFY(desk.untilState(id, SaleState::Fuelling));
    desk.restart();
    desk.run(5'000);
    QCOMPARE(desk.state(id), SaleState::Fuelling);
    QCOMPARE(desk.pump().sale, id);
    desk.iron().pump.hang();
    QVERIFY(desk.untilState(id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->paid, desk.iron().pump.totalAmount(1));
    QCOMPARE(desk.iron().pump.releases(), 1);
}

void TestForecourtRecovery::restart_afterDelivery_isCollected()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(2'000)));
    desk.iron().pump.squeeze();
    QVERIFY(desk.untilState(id, SaleState::Fuelling));
    desk.endLife();
    desk.clock.advanceMs(60'000);
    desk.iron().pump.advance(desk.clock.monotonicMs());
    desk.iron().pump.hang();
    desk.startLife();
    QVERIFY(desk.untilState(id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->paid.minor, 2'000);
    QVERIFY(desk.ready());
}

void TestForecourtRecovery::restart_anotherNozzleLiftedMeanwhile_itsOwnHoseIsBooked_data()
{
    QTest::addColumn<bool>("settledBefore");
    QTest::addColumn<bool>("hungAgain");
    QTest::addColumn<bool>("diesAgain");
    for (const bool settled : {false, true})
        for (const bool hung : {false, true})
            for (const bool dies : {false, true})
                QTest::addRow("settled %d, hung again %d, dies again %d", settled, hung, dies)
                    << settled << hung << dies;
}

void TestForecourtRecovery::restart_anotherNozzleLiftedMeanwhile_itsOwnHoseIsBooked()
{
    QFETCH(bool, settledBefore);
    QFETCH(bool, hungAgain);
    QFETCH(bool, diesAgain);
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift(2));
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    sim::SimPump &iron = desk.iron().pump;
    iron.squeeze();
    // What is shown must not be guessed from the totaliser.
    QVERIFY(desk.until([&] {
        return iron.volume().ml >= 1'500 && iron.amount() != *amountFor(iron.volume(), iron.price(2));
    }));
    iron.hang();
    const Money shown = iron.amount();
    while (settledBefore && desk.state(id) != SaleState::Settled)
        desk.run(5);
    desk.endLife();
    desk.clock.advanceMs(30'000);
    iron.advance(desk.clock.monotonicMs());
    QVERIFY(iron.lift(1)); // the next customer does not know
    if (hungAgain)
        iron.hang();
    desk.startLife();
    desk.run(5'000);
    if (!hungAgain)
        iron.hang();
    if (diesAgain) {
        desk.run(2'000);
        desk.restart();
    }
    QVERIFY(desk.untilState(id, SaleState::Settled));
    QVERIFY(desk.ready());
    const SaleView view = *desk.forecourt->sale(id);
    QCOMPARE(view.delivery.nozzle, 2);
    QCOMPARE(view.paid.minor, shown.minor);
    desk.run(20'000);
    QVERIFY(desk.forecourt->payable().isEmpty());
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("sale.captured")}));
}

void TestForecourtRecovery::restart_afterSettle_isNotBookedTwice()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(2'000)));
    QVERIFY(pour(desk, id, 1'500));
    // The pump keeps its delivery although the money is booked.
    while (desk.state(id) != SaleState::Settled)
        desk.run(5);
    desk.restart();
    QVERIFY(desk.ready());
    desk.run(10'000);
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("sale.captured")}));
    QVERIFY(desk.forecourt->payable().isEmpty());
}

void TestForecourtRecovery::restart_pumpForgot_totaliserBooks()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    desk.iron().pump.squeeze();
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 3'000; }));
    desk.endLife();
    desk.iron().side.restart(); // the whole station was without power
    desk.iron().pump.hang();
    desk.startLife();
    QVERIFY(desk.untilState(id, SaleState::Settled));
    const SaleView view = *desk.forecourt->sale(id);
    QCOMPARE(view.delivery.volume, desk.iron().pump.total(1));
    QCOMPARE(view.paid, *amountFor(view.delivery.volume, {7'850, {}}));
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("sale.captured")}));
}

void TestForecourtRecovery::restart_pumpForgot_cannotTell()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.prepay(id, 10'000));
    QVERIFY(pour(desk, id, 2'000));
    QVERIFY(desk.untilState(id, SaleState::Settled));
    QVERIFY(desk.ready() && desk.lift());
    const SaleId lost = desk.newSale();
    QVERIFY(desk.fuel(lost));
    desk.iron().pump.squeeze();
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 3'000; }));
    desk.db->failNext = {};
    QVERIFY(desk.db->run("DELETE FROM hose"));
    desk.endLife();
    desk.iron().side.restart();
    desk.iron().pump.hang();
    desk.startLife();
    QVERIFY(desk.untilState(lost, SaleState::NeedsPerson));
    const SaleView view = *desk.forecourt->sale(lost);
    QVERIFY(view.delivery.volume.ml > 0); // what was seen is kept
    QVERIFY(view.problem.has_value());
    QCOMPARE(desk.forecourt->payable().size(), 1);
    QVERIFY(desk.ready()); // and the pump serves on
    QVERIFY(desk.payCard(lost));
    QCOMPARE(desk.state(lost), SaleState::Settled);
}

void TestForecourtRecovery::restart_beforeThePumpWasTold()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    desk.start([&](Forecourt &f, const StationControl::Done &done) {
        f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
    });
    QVERIFY(desk.db->failNext);
    while (desk.state(id) == SaleState::Intent)
        desk.run(5);
    desk.restart();
    desk.run(20'000);
    QCOMPARE(desk.state(id), SaleState::Released);
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released")}));
}

void TestForecourtRecovery::restart_whileAsked()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    desk.centre.delayMs = 5'000;
    desk.start([&](Forecourt &f, const StationControl::Done &done) {
        f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
    });
    desk.run(1'000);
    QCOMPARE(desk.centre.questions.size(), 1);
    desk.restart();
    QCOMPARE(desk.state(id), SaleState::Released);
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released")}));
    QCOMPARE(desk.fuel(id).error().code, ErrorCode::Cancelled);
    QCOMPARE(desk.centre.questions.size(), 1); // not asked again
}

void TestForecourtRecovery::restart_adoptedRelease_isTakenBack()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.prepay(id, 5'000));
    QVERIFY(desk.until([&] { return desk.pump().state == PumpState::Authorised; }));
    desk.restart();
    desk.run(30'000);
    QCOMPARE(desk.state(id), SaleState::PumpReleased);
    QVERIFY(desk.until([&] { return desk.state(id) == SaleState::Released; }, 120'000));
    QCOMPARE(desk.forecourt->sale(id)->returned.minor, 5'000);
    QVERIFY(desk.ready());
}

void TestForecourtRecovery::soldWithoutUs_isAnException()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    desk.endLife();
    sim::SimPump &pump = desk.iron().pump; // in manual mode at the pump itself
    pump.allow({1});
    pump.command(dart::Command::Authorise);
    pump.lift(1);
    pump.squeeze();
    desk.clock.advanceMs(5'000);
    pump.advance(desk.clock.monotonicMs());
    pump.hang();
    pump.command(dart::Command::Reset);
    desk.startLife();
    QVERIFY(desk.ready());
    QCOMPARE(desk.forecourt->payable().size(), 1);
    const SaleView view = desk.forecourt->payable().first();
    QCOMPARE(view.state, SaleState::NeedsPerson);
    QCOMPARE(view.delivery.volume, pump.total(1));
    QVERIFY(desk.payCash(view.id, 100'000));
    desk.restart();
    QVERIFY(desk.ready());
    QVERIFY(desk.forecourt->payable().isEmpty());
}

QTEST_GUILESS_MAIN(TestForecourtRecovery)
#include "tst_forecourt_recovery.moc"
