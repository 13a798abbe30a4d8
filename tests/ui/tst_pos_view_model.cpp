#include "tests/support/fake_staff.h"
#include "tests/support/fakes_station.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using P = PosViewModel;

namespace {

struct Bench
{
    explicit Bench(bool withStaff = false)
    {
        if (withStaff)
            staff.add(7, QStringLiteral("Li Na"), QStringLiteral("2468"));
    }
    ManualClock clock;
    IdSource ids{clock, 7};
    FakeCards cards;
    FakeStation station{cards, clock};
    FakeDesk desk{cards, clock};
    FakeReader reader;
    Translator translator{Language::English};
    FakeStaff staff;
    PosViewModel pos{station, &reader, desk, clock, ids, translator, {&staff, 10 * 60'000}};
    CardIdentity good = cards.add("good", QStringLiteral("9000 **** **** 5670")).identity;

    void settle() { QCoreApplication::processEvents(); }
    void type(const char *digits)
    {
        for (const char *c = digits; *c; ++c)
            pos.press(QString(QLatin1Char(*c)));
    }
    void signIn()
    {
        pos.signIn()->choose(0);
        type("2468");
        pos.confirm();
        settle();
    }
    /// A delivered sale of 78.50 waits at the pump.
    void deliverPostPay(int pump)
    {
        pos.selectPump(pump);
        pos.release();
        settle();
        station.lift(pump, 2);
        station.flow(pump, 10_L);
        station.hangUp(pump);
        settle();
    }
};

}

class TestPosViewModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void coupon_isScanned_andTakenOff()
    {
        Bench b;
        b.station.coupons[QStringLiteral("00N0-B")] = {{1}, 1, {42, 1}, 10_yuan, QStringLiteral("Ten off")};
        b.deliverPostPay(2);
        QCOMPARE(b.pos.panel(), P::Pay);
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
        const auto scan = [&](const char *text) {
            for (const char *c = text; *c; ++c)
                if (const auto key = QString(QLatin1Char(*c)); !b.pos.typeCode(key))
                    b.pos.press(key);
            b.pos.confirm();
            b.settle();
        };
        scan("00N0-X"); // the figures of a code go into the cash at first
        QVERIFY(!b.pos.errorText().isEmpty());
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
        QVERIFY(b.pos.entryText().isEmpty());
        scan("00n0-b");
        QVERIFY(b.pos.errorText().isEmpty());
        QCOMPARE(b.pos.discounts(), QStringList{QStringLiteral("Ten off  -¥10.00")});
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥68.50"));
        b.pos.dropCoupons();
        b.settle();
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
        b.pos.useCoupon(); // by hand
        scan("00N0-B");
        b.type("70");
        QCOMPARE(b.pos.changeText(), QStringLiteral("Change ¥1.50"));
        b.pos.payCash();
        b.settle();
        QCOMPARE(b.pos.panel(), P::Receipt);
        QCOMPARE(b.pos.receipt()->sale()->paid, 6'850_fen);
    }
    void coupon_entry_isLeftByEsc()
    {
        Bench b;
        b.deliverPostPay(2);
        b.pos.useCoupon();
        QVERIFY(b.pos.couponAsked());
        b.type("12");
        QCOMPARE(b.pos.couponText(), QStringLiteral("12"));
        b.pos.back();
        QVERIFY(!b.pos.couponAsked());
        QCOMPARE(b.pos.panel(), P::Pay);
        b.type("80");
        QCOMPARE(b.pos.entryText(), QStringLiteral("80"));
        b.pos.back();
        QVERIFY(!b.pos.typeCode(QStringLiteral("A"))); // nothing is due
    }
    void cardSale_inThreeActions()
    {
        Bench b;
        b.pos.selectPump(3);  // 1
        b.reader.tap(b.good); // 2
        b.settle();
        QCOMPARE(b.pos.cardText(), QStringLiteral("9000 **** **** 5670 · ¥500.00 left"));
        b.pos.confirm(); // 3
        b.settle();
        QCOMPARE(b.pos.panel(), P::Waiting);
        QVERIFY(b.pos.cardText().isEmpty());
        b.station.lift(3, 2);
        b.station.flow(3, 20_L);
        QCOMPARE(b.pos.panel(), P::Running);
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥157.00"));
        b.station.hangUp(3);
        QCOMPARE(b.pos.panel(), P::Receipt);
        QCOMPARE(b.pos.receipt()->sale()->availableAfter, 34'300_fen);
    }

    void postPay_cashWithChange()
    {
        Bench b;
        b.deliverPostPay(2);
        QCOMPARE(b.pos.panel(), P::Pay);
        QCOMPARE(b.pos.payable()->count(), 1);
        b.type("50");
        QCOMPARE(b.pos.changeText(), QStringLiteral("Short by ¥28.50"));
        b.pos.payCash();
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::TenderShort));
        b.pos.press(QStringLiteral("clear"));
        b.type("100");
        QCOMPARE(b.pos.changeText(), QStringLiteral("Change ¥21.50"));
        b.pos.payCash();
        b.settle();
        QCOMPARE(b.pos.panel(), P::Receipt);
        QCOMPARE(b.pos.payable()->count(), 0);
        QCOMPARE(b.pos.recent()->count(), 1);
    }

    void postPay_card_withPin()
    {
        Bench b;
        b.cards.find(b.good)->pin = QStringLiteral("1357");
        b.deliverPostPay(2);
        b.reader.tap(b.good);
        b.settle();
        b.pos.confirm();
        b.settle();
        QVERIFY(b.pos.pinAsked());
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::PinRequired));
        b.type("1111");
        b.pos.confirm();
        b.settle();
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::PinWrong));
        QCOMPARE(b.pos.pinLength(), 0);
        b.type("1357");
        b.pos.confirm();
        b.settle();
        QCOMPARE(b.pos.panel(), P::Receipt);
        QVERIFY(!b.pos.pinAsked());
    }

    void prepay_presetAmount_restIsShownToGiveBack()
    {
        Bench b;
        b.pos.selectPump(1);
        b.type("100");
        QCOMPARE(b.pos.entryKind(), P::Amount);
        b.pos.setNozzleIndex(1);
        b.pos.prepay();
        b.settle();
        QCOMPARE(b.pos.panel(), P::Waiting);
        b.station.lift(1, 2);
        b.station.flow(1, 10_L);
        b.station.hangUp(1);
        QCOMPARE(b.pos.panel(), P::Receipt);
        QCOMPARE(b.pos.receipt()->sale()->returned, 2150_fen);
    }

    void refusal_staysReadable_inBothLanguages()
    {
        Bench b;
        b.station.failNext = ErrorCode::PumpReservedElsewhere;
        b.pos.selectPump(1);
        b.pos.release();
        b.settle();
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::PumpReservedElsewhere, Language::English));
        b.pos.setLanguage(QStringLiteral("zh_CN"));
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::PumpReservedElsewhere, Language::Chinese));
        b.pos.back();
        QVERIFY(b.pos.errorText().isEmpty());
    }

    void frozenCard_isRefusedBeforeThePumpIs()
    {
        Bench b;
        b.cards.find(b.good)->refusal = ErrorCode::CardFrozen;
        b.pos.selectPump(1);
        b.reader.tap(b.good);
        b.settle();
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::CardFrozen));
    }

    void card_forgotten_isDroppedAfterAMinute()
    {
        Bench b;
        b.reader.tap(b.good);
        b.settle();
        b.clock.advanceMs(59'999);
        b.pos.tick();
        QVERIFY(!b.pos.cardText().isEmpty());
        b.clock.advanceMs(1);
        b.pos.tick();
        QVERIFY(b.pos.cardText().isEmpty());
    }

    void cancelAndStop()
    {
        Bench b;
        b.pos.selectPump(1);
        b.pos.release();
        b.settle();
        QVERIFY(b.pos.canCancel() && !b.pos.canStop());
        b.pos.cancel();
        b.settle();
        QCOMPARE(b.station.sales().last().state, SaleState::Released);
        b.pos.selectPump(2);
        b.pos.release();
        b.settle();
        b.station.lift(2, 1);
        b.station.flow(2, 3_L);
        QVERIFY(b.pos.canStop() && !b.pos.canCancel());
        b.pos.stop();
        b.settle();
        QCOMPARE(b.pos.panel(), P::Pay);
    }

    void alarms_silentPump_andCentreAway()
    {
        Bench b;
        b.station.silence(5);
        QCOMPARE(b.pos.alarms().size(), 1);
        QVERIFY(b.pos.alarms().first().startsWith(QStringLiteral("Pump 5")));
        b.station.setLink({false, 12, b.clock.now().plusMs(-300'000)});
        QCOMPARE(b.pos.linkText(), QStringLiteral("Centre away, 12 records wait to be sent, oldest 5 min"));
        b.pos.setLanguage(QStringLiteral("zh_CN"));
        QCOMPARE(b.pos.linkText(), QStringLiteral("中心断开，12 条记录等待上传，最早 5 分钟前"));
        b.pos.setLanguage(QStringLiteral("en"));
        b.station.setLink({true, 1, b.clock.now()});
        QCOMPARE(b.pos.linkText(), QStringLiteral("Centre connected, sending 1 record, oldest 0 s"));
    }

    void nobodySignedIn_pumpsAreShownAndStopped_nothingElse()
    {
        Bench b(true);
        b.station.release(b.ids.make<SaleId>(), 1, {}, [](const Result<void> &) {}); // from before
        b.settle();
        b.station.lift(1, 2);
        b.station.flow(1, 10_L);
        b.pos.selectPump(2);
        QVERIFY(!b.pos.canRelease() && !b.pos.canPrepay() && !b.pos.canFuelByCard() && !b.pos.canStop());
        b.pos.release();
        b.reader.tap(b.good);
        b.settle();
        QVERIFY(b.pos.cardText().isEmpty());
        b.pos.fuelByCard();
        QCOMPARE(b.station.sales().size(), 1);
        b.pos.selectPump(1);
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
        QVERIFY(b.pos.canStop());
        b.pos.stop();
        b.settle();
        QCOMPARE(b.station.sales().last().state, SaleState::Payable); // it waits for who signs in
        QCOMPARE(b.pos.payable()->count(), 1);
        QVERIFY(!b.pos.canPayCash());
        b.pos.payCash();
        b.pos.payNextNote();
        b.pos.showPayable(0);
        b.settle();
        QCOMPARE(b.station.sales().last().state, SaleState::Payable);
        b.signIn();
        QVERIFY(b.pos.canPayCash());
        b.pos.payCash();
        b.settle();
        QCOMPARE(b.pos.panel(), P::Receipt);
    }

    void lock_forgetsWhatWasBegun_salesGoOn()
    {
        Bench b(true);
        b.signIn();
        b.pos.selectPump(3);
        b.pos.release();
        b.settle();
        b.pos.selectPump(1);
        b.type("100");
        b.reader.tap(b.good);
        b.settle();
        QVERIFY(!b.pos.cardText().isEmpty());
        b.pos.signIn()->lock();
        QVERIFY(b.pos.cardText().isEmpty());
        b.type("1"); // into the number of who comes next
        QCOMPARE(b.pos.signIn()->numberText(), QStringLiteral("1"));
        b.pos.back();
        b.station.lift(3, 2);
        b.station.flow(3, 10_L);
        b.station.hangUp(3);
        b.settle();
        QCOMPARE(b.pos.payable()->count(), 1);
        b.signIn();
        QCOMPARE(b.pos.entryKind(), P::FillUp);
        QVERIFY(b.pos.entryText().isEmpty());
        b.pos.showPayable(0);
        QCOMPARE(b.pos.panel(), P::Pay);
    }

    void lock_whileACardIsAsked_asksNoPinAfterwards()
    {
        Bench b(true);
        b.signIn();
        b.cards.find(b.good)->pin = QStringLiteral("1357");
        b.pos.selectPump(1);
        b.reader.tap(b.good);
        b.settle();
        b.pos.confirm();
        b.pos.signIn()->lock();
        b.settle();
        QVERIFY(!b.pos.pinAsked());
        b.signIn();
        QVERIFY(b.pos.canRelease() && !b.pos.canFuelByCard());
    }

    void acts_areTheCashiers_andTheReceiptNamesThem()
    {
        Bench b(true);
        b.staff.add(12, QStringLiteral("Wu Gang"), QStringLiteral("1357"));
        b.signIn();
        b.deliverPostPay(2);
        QCOMPARE(b.station.sales().last().cashier, StaffId{7});
        b.pos.signIn()->lock();
        b.pos.signIn()->choose(1);
        b.type("1357");
        b.pos.confirm();
        b.settle();
        b.pos.showPayable(0);
        b.pos.payCash();
        b.settle();
        QCOMPARE(b.station.sales().last().cashier, StaffId{12}); // who took the money
        const auto cashier = [&] {
            for (int row = 0; row < b.pos.receipt()->rowCount(); ++row)
                if (const QModelIndex line = b.pos.receipt()->index(row);
                    line.data(ReceiptModel::LabelRole) == QStringLiteral("Cashier"))
                    return line.data(ReceiptModel::ValueRole).toString();
            return QString();
        };
        QCOMPARE(b.pos.panel(), P::Receipt);
        QCOMPARE(cashier(), QStringLiteral("Wu Gang"));
        b.pos.back();
        b.pos.selectPump(1);
        b.type("100");
        b.pos.prepay();
        b.settle();
        QCOMPARE(b.station.sales().last().cashier, StaffId{12});
        b.pos.selectPump(3);
        b.reader.tap(b.good);
        b.settle();
        b.pos.fuelByCard();
        b.settle();
        QCOMPARE(b.station.sales().last().cashier, StaffId{12});
        b.deliverPostPay(4);
        b.reader.tap(b.good);
        b.settle();
        b.pos.payCard();
        b.settle();
        QCOMPARE(b.station.sales().last().cashier, StaffId{12});
        Bench without;
        without.deliverPostPay(2);
        without.pos.payCash();
        without.settle();
        QCOMPARE(without.station.sales().last().cashier, StaffId());
        QVERIFY(without.pos.receipt()->rowCount() > 0);
    }

    void noInput_locksTheTill()
    {
        Bench b(true);
        b.signIn();
        b.clock.advanceMs(10 * 60'000);
        b.pos.tick();
        QVERIFY(!b.pos.canRelease() && b.pos.signIn()->isNeeded());
    }

    void nextWaiting_takesTheLongest()
    {
        Bench b;
        b.station.lift(4, 1);
        b.clock.advanceMs(5'000);
        b.station.lift(2, 1);
        b.pos.nextWaiting();
        QCOMPARE(b.pos.selectedPump(), 4);
        b.clock.advanceMs(8'000);
        b.pos.tick();
        const QModelIndex row = b.pos.pumps()->index(3);
        QCOMPARE(row.data(PumpListModel::WaitingRole).toString(), QStringLiteral("13 s"));
    }
};

QTEST_GUILESS_MAIN(TestPosViewModel)
#include "tst_pos_view_model.moc"
