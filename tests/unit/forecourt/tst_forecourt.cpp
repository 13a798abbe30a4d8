#include "forecourt_desk.h"

#include <QTest>

using namespace youka;

class TestForecourt : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void card_wholeSale();
    void card_productIsNamedByTheNozzle();
    void card_nozzleNeverLifted();
    void card_refused();
    void card_answerLost_holdIsGivenBack();
    void card_offlineGrant();
    void card_zeroSale();
    void card_lifetimeOver();
    void card_cancelledWhileAsked();
    void card_cancelledAtThePump();
    void card_stopped();
    void card_overrun_realAmount();
    void prepay_restReturned();
    void prepay_refusedByThePump_cashBack();
    void postpay_cash();
    void postpay_card();
    void postpay_cardRefused_thenCash();
    void sameId_sameAnswer();
    void sameId_otherContent();
    void payment_twice();
    void onePump_oneSale();
    void pumpSilent_inDelivery();
    void pumpSilent_refusedAtOnce();
    void pumpRestart_totaliserDecides();
    void pumpUnknown();
    void store_failsAtIntent_nothingHappens();
    void store_failsAtSettle_isTriedAgain();
    void prices_waitUntilIdle();
    void restart_inDelivery_isAdopted();
    void restart_afterDelivery_isCollected();
    void restart_afterSettle_isNotBookedTwice();
    void restart_pumpForgot_totaliserBooks();
    void restart_pumpForgot_cannotTell();
    void restart_beforeThePumpWasTold();
    void restart_whileAsked();
    void restart_adoptedRelease_isTakenBack();
    void soldWithoutUs_isAnException();
};

void TestForecourt::card_wholeSale()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(20'000)));
    QCOMPARE(desk.state(id), SaleState::PumpReleased);
    QCOMPARE(desk.centre.questions.size(), 1);
    QCOMPARE(desk.centre.questions.first().product, QStringLiteral("95"));
    QCOMPARE(desk.centre.questions.first().wanted.minor, 20'000);
    desk.iron().pump.squeeze();
    QVERIFY(desk.untilState(id, SaleState::Fuelling));
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 3'000; }));
    desk.iron().pump.hang();
    QVERIFY(desk.untilState(id, SaleState::Settled));
    const SaleView view = *desk.forecourt->sale(id);
    QCOMPARE(view.delivery.volume, desk.iron().pump.total(1));
    QCOMPARE(view.paid, desk.iron().pump.totalAmount(1));
    QCOMPARE((view.paid + view.returned).minor, 20'000);
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("sale.captured")}));
    QVERIFY(!view.uploaded);
    desk.facts.uploaded = 1;
    QVERIFY(desk.forecourt->sale(id)->uploaded);
    QVERIFY(desk.ready());
}

namespace {

/// Lifts, squeezes and hangs up once `ml` have flowed.
bool pour(ForecourtDesk &desk, SaleId id, qint64 ml, int number = 1)
{
    sim::SimPump &pump = desk.iron(number).pump;
    if (!pump.isOut())
        pump.lift(1);
    pump.squeeze();
    if (!desk.until([&] { return pump.volume().ml >= ml || !desk.state(id); }, 60'000))
        return false;
    pump.hang();
    return true;
}

bool ends(const ForecourtDesk &desk, SaleId id, SaleState state)
{
    return const_cast<ForecourtDesk &>(desk).untilState(id, state);
}

}

void TestForecourt::card_productIsNamedByTheNozzle()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    const auto answer = desk.start([&](Forecourt &f, const StationControl::Done &done) {
        f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
    });
    desk.run(5'000);
    QVERIFY(!answer->has_value());
    QVERIFY(desk.centre.questions.isEmpty());
    QCOMPARE(desk.state(id), SaleState::Intent);
    desk.iron().pump.lift(2);
    QVERIFY(desk.until([&] { return answer->has_value(); }));
    QVERIFY((*answer)->has_value());
    QCOMPARE(desk.centre.questions.first().product, QStringLiteral("92"));
    QCOMPARE(desk.centre.questions.first().price.milli, 7'310);
    desk.iron().pump.hang();
    QVERIFY(ends(desk, id, SaleState::Released));
}

void TestForecourt::card_nozzleNeverLifted()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QCOMPARE(desk.fuel(id).error().code, ErrorCode::PumpNotCalling);
    QCOMPARE(desk.state(id), SaleState::Released);
    QVERIFY(desk.centre.questions.isEmpty());
    QCOMPARE(desk.iron().pump.releases(), 0);
}

void TestForecourt::card_refused()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    desk.centre.refuseWith = ErrorCode::CardFrozen;
    const SaleId id = desk.newSale();
    QCOMPARE(desk.fuel(id).error().code, ErrorCode::CardFrozen);
    QCOMPARE(desk.state(id), SaleState::Refused);
    QCOMPARE(desk.iron().pump.releases(), 0);
    desk.centre.refuseWith.reset();
    QCOMPARE(desk.fuel(id).error().code, ErrorCode::CardFrozen); // the first answer again
    QVERIFY(desk.fuel(desk.newSale()));
}

void TestForecourt::card_answerLost_holdIsGivenBack()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    desk.centre.refuseWith = ErrorCode::Timeout;
    desk.centre.placesAnyway = true;
    const SaleId id = desk.newSale();
    QCOMPARE(desk.fuel(id).error().code, ErrorCode::Timeout);
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released")}));
    QCOMPARE(std::get<HoldReleased>(desk.written().first().body).hold, desk.centre.holds.begin()->first);
}

void TestForecourt::card_offlineGrant()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    desk.centre.offline = true;
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(2'000)));
    QVERIFY(pour(desk, id, 1'000));
    QVERIFY(ends(desk, id, SaleState::Settled));
    QVERIFY(desk.forecourt->sale(id)->offline);
    QVERIFY(std::get<SaleFact>(desk.written().first().body).offline);
}

void TestForecourt::card_zeroSale()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    desk.iron().pump.hang();
    QVERIFY(ends(desk, id, SaleState::Released));
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released")}));
    QVERIFY(desk.fuel(id)); // it had been released: the first answer
    QVERIFY(desk.ready());
    QVERIFY(desk.lift());
    QVERIFY(desk.fuel(desk.newSale()));
}

void TestForecourt::card_lifetimeOver()
{
    ForecourtDesk desk(1, [](sim::SimPumpConfig &) {});
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.prepay(id, 5'000));
    QVERIFY(desk.until([&] { return desk.state(id) == SaleState::Released; }, 100'000));
    QCOMPARE(desk.forecourt->sale(id)->returned.minor, 5'000);
    QVERIFY(desk.ready());
}

void TestForecourt::card_cancelledWhileAsked()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    desk.centre.delayMs = 2'000;
    const SaleId id = desk.newSale();
    const auto started = desk.start([&](Forecourt &f, const StationControl::Done &done) {
        f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
    });
    desk.run(500);
    QVERIFY(desk.cancel(id));
    QVERIFY(desk.until([&] { return started->has_value(); }));
    QCOMPARE((*started)->error().code, ErrorCode::Cancelled);
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released")}));
    QCOMPARE(desk.iron().pump.releases(), 0);
}

void TestForecourt::card_cancelledAtThePump()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    QVERIFY(desk.cancel(id));
    QCOMPARE(desk.state(id), SaleState::Released);
    QVERIFY(desk.cancel(id));
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released")}));
    desk.iron().pump.hang();
    desk.run(1'000); // long enough for the pump to say so
    QVERIFY(desk.ready() && desk.lift());
    const SaleId next = desk.newSale();
    QVERIFY(desk.fuel(next));
    desk.iron().pump.squeeze();
    QVERIFY(ends(desk, next, SaleState::Fuelling));
    QCOMPARE(desk.cancel(next).error().code, ErrorCode::SaleStateConflict);
}

void TestForecourt::card_stopped()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    desk.iron().pump.squeeze();
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 2'000; }));
    QVERIFY(desk.ask([](Forecourt &f, const StationControl::Done &done) { f.stop(1, done); }));
    desk.iron().pump.hang();
    QVERIFY(ends(desk, id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->delivery.volume, desk.iron().pump.total(1));
}

void TestForecourt::card_overrun_realAmount()
{
    ForecourtDesk desk(1, [](sim::SimPumpConfig &sim) { sim.overrunMl = 50; });
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(1'000)));
    desk.iron().pump.squeeze();
    QVERIFY(desk.until([&] { return desk.iron().pump.status() == dart::Status::LimitReached; }));
    desk.iron().pump.hang();
    QVERIFY(ends(desk, id, SaleState::Settled));
    QVERIFY(desk.forecourt->sale(id)->paid.minor > 1'000);
    QCOMPARE(desk.forecourt->sale(id)->paid, desk.iron().pump.totalAmount(1));
    QCOMPARE(desk.forecourt->sale(id)->returned.minor, 0);
}

void TestForecourt::prepay_restReturned()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.prepay(id, 10'000));
    QCOMPARE(desk.pump().limit.minor, 10'000);
    QVERIFY(pour(desk, id, 3'000));
    QVERIFY(ends(desk, id, SaleState::Settled));
    const SaleView view = *desk.forecourt->sale(id);
    QCOMPARE(view.paid.minor, 10'000);
    QCOMPARE(view.paid - view.returned, desk.iron().pump.totalAmount(1));
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("sale.cash")}));
}

void TestForecourt::prepay_refusedByThePump_cashBack()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.lift(2));
    const SaleId id = desk.newSale();
    QCOMPARE(desk.prepay(id, 10'000, 1).error().code, ErrorCode::PumpNotCalling);
    QCOMPARE(desk.state(id), SaleState::Released);
    QCOMPARE(desk.forecourt->sale(id)->returned.minor, 10'000);
    QVERIFY(desk.kinds().isEmpty());
}

void TestForecourt::postpay_cash()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.release(id));
    QVERIFY(pour(desk, id, 3'000));
    QVERIFY(ends(desk, id, SaleState::Payable));
    QCOMPARE(desk.forecourt->payable().size(), 1);
    const Money due = desk.iron().pump.totalAmount(1);
    QCOMPARE(desk.payCash(id, due.minor - 1).error().code, ErrorCode::TenderShort);
    QVERIFY(desk.ready());
    QVERIFY(desk.release(desk.newSale())); // the next customer does not wait for the counter
    QVERIFY(desk.payCash(id, 50'000));
    const SaleView view = *desk.forecourt->sale(id);
    QCOMPARE(view.state, SaleState::Settled);
    QCOMPARE(view.paid - view.returned, due);
    QVERIFY(desk.forecourt->payable().isEmpty());
    QCOMPARE(desk.forecourt->recent(10).size(), 1);
}

void TestForecourt::postpay_card()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.release(id));
    QVERIFY(pour(desk, id, 3'000));
    QVERIFY(ends(desk, id, SaleState::Payable));
    QVERIFY(desk.payCard(id));
    QCOMPARE(desk.state(id), SaleState::Settled);
    QVERIFY(desk.centre.questions.first().wantsExactly);
    QCOMPARE(desk.centre.questions.first().wanted, desk.iron().pump.totalAmount(1));
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("sale.captured")}));
}

void TestForecourt::postpay_cardRefused_thenCash()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.release(id));
    QVERIFY(pour(desk, id, 3'000));
    QVERIFY(ends(desk, id, SaleState::Payable));
    desk.centre.refuseWith = ErrorCode::InsufficientFunds;
    QCOMPARE(desk.payCard(id).error().code, ErrorCode::InsufficientFunds);
    QVERIFY(desk.payCash(id, 50'000));
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released"), QStringLiteral("sale.cash")}));
}

void TestForecourt::sameId_sameAnswer()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QList<ForecourtDesk::Answer> answers;
    for (int i = 0; i < 3; ++i)
        answers.append(desk.start([&](Forecourt &f, const StationControl::Done &done) {
            f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
        }));
    desk.run(10'000);
    for (const auto &answer : answers)
        QVERIFY(answer->has_value() && (*answer)->has_value());
    QCOMPARE(desk.centre.questions.size(), 1);
    QCOMPARE(desk.authorised, 1);
    desk.restart();
    QVERIFY(desk.fuel(id));
    QCOMPARE(desk.authorised, 1);
}

void TestForecourt::sameId_otherContent()
{
    ForecourtDesk desk(2);
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    QCOMPARE(desk.fuel(id, ForecourtDesk::amount(100)).error().code, ErrorCode::SaleExistsDifferent);
    QCOMPARE(desk.fuel(id, {}, 2).error().code, ErrorCode::SaleExistsDifferent);
    QCOMPARE(desk.release(id).error().code, ErrorCode::SaleExistsDifferent);
    QCOMPARE(desk.prepay(id, 100).error().code, ErrorCode::SaleExistsDifferent);
}

void TestForecourt::payment_twice()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.release(id));
    QVERIFY(pour(desk, id, 3'000));
    QVERIFY(ends(desk, id, SaleState::Payable));
    QVERIFY(desk.payCash(id, 50'000));
    QVERIFY(desk.payCash(id, 50'000));
    QCOMPARE(desk.payCash(id, 60'000).error().code, ErrorCode::OperationConflict);
    QCOMPARE(desk.payCard(id).error().code, ErrorCode::OperationConflict);
    QCOMPARE(desk.payCash(desk.newSale(), 1).error().code, ErrorCode::SaleNotFound);
    QCOMPARE(desk.kinds().size(), 1);
}

void TestForecourt::onePump_oneSale()
{
    ForecourtDesk desk(2);
    QVERIFY(desk.ready() && desk.ready(2));
    QVERIFY(desk.lift());
    const SaleId id = desk.newSale();
    const auto first = desk.start([&](Forecourt &f, const StationControl::Done &done) {
        f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
    });
    QCOMPARE(desk.release(desk.newSale()).error().code, ErrorCode::PumpReservedElsewhere);
    QVERIFY(desk.release(desk.newSale(), {}, 2));
    QVERIFY(desk.until([&] { return first->has_value(); }));
    desk.iron().pump.squeeze();
    QVERIFY(ends(desk, id, SaleState::Fuelling));
    QCOMPARE(desk.release(desk.newSale()).error().code, ErrorCode::PumpBusy);
    QCOMPARE(desk.centre.questions.size(), 1);
}

void TestForecourt::pumpSilent_inDelivery()
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
    QVERIFY(ends(desk, id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->paid, desk.iron().pump.totalAmount(1));
}

void TestForecourt::pumpSilent_refusedAtOnce()
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

void TestForecourt::pumpRestart_totaliserDecides()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    desk.iron().pump.squeeze();
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 5'000; }));
    desk.iron().side.restart();
    desk.iron().pump.hang();
    QVERIFY(ends(desk, id, SaleState::Settled));
    const SaleView view = *desk.forecourt->sale(id);
    QVERIFY(qAbs(view.delivery.volume.ml - desk.iron().pump.total(1).ml) <= 10);
    QCOMPARE(view.paid, *amountFor(view.delivery.volume, view.delivery.price));
    QVERIFY(desk.ready());
}

void TestForecourt::pumpUnknown()
{
    ForecourtDesk desk;
    QCOMPARE(desk.release(desk.newSale(), {}, 9).error().code, ErrorCode::PumpUnknown);
    QCOMPARE(desk.release({}).error().code, ErrorCode::OperationIdMissing);
    QVERIFY(desk.ready());
    QCOMPARE(desk.prepay(desk.newSale(), 0).error().code, ErrorCode::AmountNotPositive);
    QCOMPARE(desk.release(desk.newSale(), ForecourtDesk::amount(-5)).error().code,
             ErrorCode::AmountNotPositive);
    QCOMPARE(desk.cancel(desk.newSale()).error().code, ErrorCode::SaleNotFound);
}

void TestForecourt::store_failsAtIntent_nothingHappens()
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

void TestForecourt::store_failsAtSettle_isTriedAgain()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(2'000)));
    desk.iron().pump.squeeze();
    QVERIFY(ends(desk, id, SaleState::Fuelling));
    desk.db->failNext = [] { return true; };
    QVERIFY(desk.until([&] { return desk.iron().pump.status() == dart::Status::LimitReached; }));
    desk.iron().pump.hang();
    desk.run(20'000);
    QCOMPARE(desk.iron().pump.status(), dart::Status::Completed); // not confirmed
    desk.db->failNext = {};
    QVERIFY(ends(desk, id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->paid.minor, 2'000);
    QCOMPARE(desk.kinds().size(), 1);
    QVERIFY(desk.ready());
}

void TestForecourt::prices_waitUntilIdle()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    desk.iron().pump.squeeze();
    QVERIFY(ends(desk, id, SaleState::Fuelling));
    desk.forecourt->setPrices({{QStringLiteral("95"), {8'000, {}}}});
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 2'000; }));
    QCOMPARE(desk.iron().pump.price(1).milli, 7'850);
    desk.iron().pump.hang();
    QVERIFY(ends(desk, id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->delivery.price.milli, 7'850);
    QVERIFY(desk.until([&] { return desk.iron().pump.price(1).milli == 8'000; }));
    QCOMPARE(desk.iron().pump.price(2).milli, 7'310);
    QVERIFY(desk.until([&] { return desk.pump().nozzles.first().price.milli == 8'000; }));
    QVERIFY(desk.ready() && desk.lift());
    QVERIFY(desk.fuel(desk.newSale()));
    QCOMPARE(desk.centre.questions.last().price.milli, 8'000);
}

void TestForecourt::restart_inDelivery_isAdopted()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    desk.iron().pump.squeeze();
    QVERIFY(ends(desk, id, SaleState::Fuelling));
    desk.restart();
    desk.run(5'000);
    QCOMPARE(desk.state(id), SaleState::Fuelling);
    QCOMPARE(desk.pump().sale, id);
    desk.iron().pump.hang();
    QVERIFY(ends(desk, id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->paid, desk.iron().pump.totalAmount(1));
    QCOMPARE(desk.iron().pump.releases(), 1);
}

void TestForecourt::restart_afterDelivery_isCollected()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(2'000)));
    desk.iron().pump.squeeze();
    QVERIFY(ends(desk, id, SaleState::Fuelling));
    desk.endLife();
    desk.clock.advanceMs(60'000);
    desk.iron().pump.advance(desk.clock.monotonicMs());
    desk.iron().pump.hang();
    desk.startLife();
    QVERIFY(ends(desk, id, SaleState::Settled));
    QCOMPARE(desk.forecourt->sale(id)->paid.minor, 2'000);
    QVERIFY(desk.ready());
}

void TestForecourt::restart_afterSettle_isNotBookedTwice()
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

void TestForecourt::restart_pumpForgot_totaliserBooks()
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
    QVERIFY(ends(desk, id, SaleState::Settled));
    const SaleView view = *desk.forecourt->sale(id);
    QCOMPARE(view.delivery.volume, desk.iron().pump.total(1));
    QCOMPARE(view.paid, *amountFor(view.delivery.volume, {7'850, {}}));
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("sale.captured")}));
}

void TestForecourt::restart_pumpForgot_cannotTell()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    QVERIFY(desk.prepay(id, 10'000));
    QVERIFY(pour(desk, id, 2'000));
    QVERIFY(ends(desk, id, SaleState::Settled));
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
    QVERIFY(ends(desk, lost, SaleState::NeedsPerson));
    const SaleView view = *desk.forecourt->sale(lost);
    QVERIFY(view.delivery.volume.ml > 0); // what was seen is kept
    QVERIFY(view.problem.has_value());
    QCOMPARE(desk.forecourt->payable().size(), 1);
    QVERIFY(desk.ready()); // and the pump serves on
    QVERIFY(desk.payCard(lost));
    QCOMPARE(desk.state(lost), SaleState::Settled);
}

void TestForecourt::restart_beforeThePumpWasTold()
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

void TestForecourt::restart_whileAsked()
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

void TestForecourt::restart_adoptedRelease_isTakenBack()
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

void TestForecourt::soldWithoutUs_isAnException()
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

QTEST_GUILESS_MAIN(TestForecourt)
#include "tst_forecourt.moc"
