#include "pour.h"

#include <QTest>

using namespace youka;

class TestForecourt : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void card_wholeSale();
    void card_productIsNamedByTheNozzle();
    void card_anotherHandOnTheNozzle();
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
    void cashier_isInTheFact_alsoAfterARestart();
    void sameId_sameAnswer();
    void sameId_otherContent();
    void payment_twice();
    void onePump_oneSale();
    void pumpUnknown();
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
    QVERIFY(desk.untilState(id, SaleState::Released));
}

/// The answer is slow; meanwhile somebody hangs up and the next one takes the nozzle.
void TestForecourt::card_anotherHandOnTheNozzle()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.lift(1));
    desk.centre.delayMs = 8'000;
    const SaleId id = desk.newSale();
    const auto answer = desk.start([&](Forecourt &f, const StationControl::Done &done) {
        f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
    });
    QVERIFY(desk.until([&] { return !desk.centre.questions.isEmpty(); }));
    desk.iron().pump.hang();
    QVERIFY(desk.until([&] { return desk.pump().state == PumpState::Idle; }, 5'000));
    desk.iron().pump.lift(1);
    QVERIFY(desk.until([&] { return answer->has_value(); }));
    QCOMPARE((*answer)->error().code, ErrorCode::PumpNotCalling);
    QCOMPARE(desk.state(id), SaleState::Released);
    QCOMPARE(desk.iron().pump.releases(), 0);
    QCOMPARE(desk.kinds(), QStringList{QStringLiteral("hold.released")});
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
    QVERIFY(desk.untilState(id, SaleState::Settled));
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
    QVERIFY(desk.untilState(id, SaleState::Released));
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
    QVERIFY(desk.untilState(next, SaleState::Fuelling));
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
    QVERIFY(desk.untilState(id, SaleState::Settled));
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
    QVERIFY(desk.untilState(id, SaleState::Settled));
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
    QVERIFY(desk.untilState(id, SaleState::Settled));
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
    QVERIFY(desk.untilState(id, SaleState::Payable));
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
    QVERIFY(desk.untilState(id, SaleState::Payable));
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
    QVERIFY(desk.untilState(id, SaleState::Payable));
    desk.centre.refuseWith = ErrorCode::InsufficientFunds;
    QCOMPARE(desk.payCard(id).error().code, ErrorCode::InsufficientFunds);
    QVERIFY(desk.payCash(id, 50'000));
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("hold.released"), QStringLiteral("sale.cash")}));
}

/// Released by one, paid at another's hands; what a kiosk asks for has nobody.
void TestForecourt::cashier_isInTheFact_alsoAfterARestart()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    const auto cashierOf = [&] { return std::get<SaleFact>(desk.written().last().body).cashier; };
    const SaleId afterwards = desk.newSale();
    QVERIFY(desk.ask([&](Forecourt &f, const StationControl::Done &done) {
        f.release(afterwards, 1, ForecourtDesk::amount(2'000), done, {7});
    }));
    QVERIFY(pour(desk, afterwards, 1'000));
    QVERIFY(desk.untilState(afterwards, SaleState::Payable));
    desk.restart();
    QCOMPARE(desk.forecourt->sale(afterwards)->cashier, StaffId{7});
    QVERIFY(desk.ready());
    QVERIFY(desk.ask([&](Forecourt &f, const StationControl::Done &done) {
        f.payCash(afterwards, Money{50'000, {}}, done, {9});
    }));
    QCOMPARE(cashierOf(), StaffId{9});
    QCOMPARE(desk.forecourt->sale(afterwards)->cashier, StaffId{9});

    const SaleId before = desk.newSale();
    QVERIFY(desk.ask([&](Forecourt &f, const StationControl::Done &done) {
        f.prepay(before, 1, 1, Money{2'000, {}}, done, {7});
    }));
    QVERIFY(pour(desk, before, 1'000));
    QVERIFY(desk.untilState(before, SaleState::Settled));
    QCOMPARE(cashierOf(), StaffId{7});

    QVERIFY(desk.ready() && desk.lift());
    const SaleId kiosk = desk.newSale();
    QVERIFY(desk.fuel(kiosk, ForecourtDesk::amount(2'000)));
    QVERIFY(pour(desk, kiosk, 1'000));
    QVERIFY(desk.untilState(kiosk, SaleState::Settled));
    QCOMPARE(cashierOf(), StaffId());
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
    QVERIFY(desk.untilState(id, SaleState::Payable));
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
    QVERIFY(desk.untilState(id, SaleState::Fuelling));
    QCOMPARE(desk.release(desk.newSale()).error().code, ErrorCode::PumpBusy);
    QCOMPARE(desk.centre.questions.size(), 1);
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

QTEST_GUILESS_MAIN(TestForecourt)
#include "tst_forecourt.moc"
