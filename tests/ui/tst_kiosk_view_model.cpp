#include "tests/support/fakes_station.h"
#include "ui/viewmodels/kiosk_view_model.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using K = KioskViewModel;

namespace {

struct Bench
{
    ManualClock clock;
    IdSource ids{clock, 7};
    FakeCards cards;
    FakeStation station{cards, clock, 4};
    FakeDesk desk{cards, clock};
    FakeReader reader;
    Translator translator{Language::English};
    KioskViewModel kiosk{station, &reader, desk, clock, ids, translator};
    CardIdentity good = cards.add("good", QStringLiteral("9000 **** **** 5670")).identity;
    CardIdentity pinned = [this] {
        FakeCard &card = cards.add("pin", QStringLiteral("9000 **** **** 1111"));
        card.pin = QStringLiteral("2468");
        return card.identity;
    }();

    void settle() { QCoreApplication::processEvents(); }
    void tap(const CardIdentity &card)
    {
        reader.tap(card);
        settle();
    }
    void type(const char *digits)
    {
        for (const char *c = digits; *c; ++c)
            kiosk.press(QString(QLatin1Char(*c)));
    }
    void toConfirm(const CardIdentity &card, int pump = 1)
    {
        kiosk.chooseFuel();
        tap(card);
        kiosk.choosePump(pump);
        kiosk.chooseAmount(0);
    }
    void toLift(const CardIdentity &card, int pump = 1)
    {
        toConfirm(card, pump);
        kiosk.begin();
        settle();
    }
};

}

class TestKioskViewModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fuelByCard_goodCard_endsWithReceipt()
    {
        Bench b;
        QCOMPARE(b.kiosk.screen(), K::Home);
        b.kiosk.chooseFuel();
        QCOMPARE(b.kiosk.screen(), K::PresentCard);
        b.reader.tap(b.good);
        QCOMPARE(b.kiosk.screen(), K::Asking);
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::ChoosePump);
        QCOMPARE(b.kiosk.availableText(), QStringLiteral("¥500.00"));
        b.kiosk.choosePump(2);
        QCOMPARE(b.kiosk.screen(), K::ChooseAmount);
        b.kiosk.chooseAmount(1);
        QCOMPARE(b.kiosk.presetText(), QStringLiteral("¥200.00"));
        b.kiosk.begin();
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::Lift);
        b.station.lift(2, 2);
        b.station.flow(2, 10_L);
        QCOMPARE(b.kiosk.screen(), K::Fuelling);
        QCOMPARE(b.kiosk.amountText(), QStringLiteral("¥78.50"));
        QCOMPARE(b.kiosk.volumeText(), QStringLiteral("10.00 L"));
        b.station.hangUp(2);
        QCOMPARE(b.kiosk.screen(), K::Done);
        QCOMPARE(b.kiosk.receipt()->sale()->returned, 12150_fen);
        QCOMPARE(b.kiosk.receipt()->tone(), QStringLiteral("good"));
    }

    void coupons_bestIsUsed_unlessNotWanted()
    {
        Bench b;
        b.toConfirm(b.good);
        QVERIFY(b.kiosk.usesCoupons());
        b.kiosk.enterFuelCode();
        QCOMPARE(b.kiosk.screen(), K::EnterCode);
        QVERIFY(b.kiosk.codeIsForFuel());
        b.type("7KQ2");
        b.kiosk.confirmCode();
        QCOMPARE(b.kiosk.screen(), K::Confirm);
        QCOMPARE(b.kiosk.fuelCodeText(), QStringLiteral("…7KQ2"));
        QVERIFY(b.kiosk.grades().size() > 1);
        b.kiosk.chooseGrade(1);
        QCOMPARE(b.kiosk.grade(), 1);
        b.kiosk.begin();
        b.settle();
        QVERIFY(b.station.lastWish.has_value());
        QCOMPARE(b.station.lastWish->codes, QStringList{QStringLiteral("7KQ2")});
        QVERIFY(!b.station.lastWish->product.isEmpty() && b.station.lastWish->own);
        b.kiosk.cancelFuelling();
        b.settle();
        b.kiosk.goHome();
        b.toConfirm(b.good);
        QCOMPARE(b.kiosk.fuelCodeText(), QString()); // nothing of the last driver
        QCOMPARE(b.kiosk.grade(), -1);
        b.kiosk.toggleCoupons();
        QVERIFY(!b.kiosk.usesCoupons());
        b.kiosk.begin();
        b.settle();
        QVERIFY(!b.station.lastWish.has_value());
    }

    void scannedCode_landsWhereItIsOfUse()
    {
        Bench b;
        const QString square = QStringLiteral("FSQ1:") + QString(138, u'x');
        const auto scan = [&](const QString &code) {
            for (const QChar c : code)
                b.kiosk.scan(QString(c), false);
            return b.kiosk.scan({}, true);
        };
        QVERIFY(!scan(square)); // at home it means nothing
        b.toConfirm(b.good);
        QVERIFY(!scan(QStringLiteral("ab"))); // too short
        QVERIFY(scan(square));
        QCOMPARE(b.kiosk.fuelCodeText(), QStringLiteral("…xxxx"));
        b.kiosk.scan(QStringLiteral("9"), false);
        b.clock.advanceMs(1'000);
        QVERIFY(scan(QStringLiteral("7KQ23"))); // a key that was hit before does not spoil it
        b.kiosk.begin();
        b.settle();
        QCOMPARE(b.station.lastWish->codes, QStringList{QStringLiteral("7KQ23")});
    }

    void coupons_whatComesOff_isSaid()
    {
        Bench b;
        b.toLift(b.good);
        QCOMPARE(b.kiosk.couponText(), QString());
        const SaleId sale = b.station.pumps()[0].sale;
        b.station.set(sale, [](SaleView &view) { view.coupons = {QStringLiteral("Less 0.30")}; });
        QCOMPARE(b.kiosk.couponText(), QStringLiteral("With Less 0.30"));
        b.station.set(sale, [](SaleView &view) {
            view.coupons.clear();
            view.codeRefused = ErrorCode::CouponUsed;
        });
        QVERIFY(b.kiosk.couponText().contains(sentence(ErrorCode::CouponUsed)));
    }

    void pin_wrongThenRight_goesOnAndIsWiped()
    {
        Bench b;
        b.kiosk.chooseFuel();
        b.tap(b.pinned);
        QCOMPARE(b.kiosk.screen(), K::Pin);
        QVERIFY(b.kiosk.errorText().isEmpty());
        b.type("1111");
        b.kiosk.confirmPin();
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::Pin);
        QCOMPARE(b.kiosk.errorText(), sentence(ErrorCode::PinWrong));
        QCOMPARE(b.kiosk.pinLength(), 0);
        b.type("2468");
        b.kiosk.confirmPin();
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::ChoosePump);
        b.kiosk.choosePump(1);
        b.kiosk.chooseFillUp();
        b.kiosk.begin();
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::Lift);
        QCOMPARE(b.station.lastPin, QStringLiteral("2468"));
        QCOMPARE(b.kiosk.pinLength(), 0);
    }

    /// The pump may be released: the same sale is asked for again, not another one.
    void linkLostBeforeTheAnswer_sameSaleIsAskedAgain_data()
    {
        QTest::addColumn<bool>("arrived");
        QTest::newRow("the question was lost") << false;
        QTest::newRow("the answer was lost") << true;
    }
    void linkLostBeforeTheAnswer_sameSaleIsAskedAgain()
    {
        QFETCH(bool, arrived);
        Bench b;
        b.toConfirm(b.good, 2);
        if (arrived)
            b.station.loseAnswer = true;
        else
            b.station.failNext = ErrorCode::LinkLost;
        b.station.linkState.reachable = false;
        b.kiosk.begin();
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::Asking);
        QVERIFY(!b.kiosk.canGoHome());
        QVERIFY(!b.kiosk.bannerText().isEmpty());
        b.clock.advanceMs(K::UnheardMs - 1);
        b.kiosk.tick();
        QCOMPARE(b.station.questions, 1);
        b.station.setLink({true, 0, {}});
        b.settle();
        QCOMPARE(b.station.questions, 2);
        QCOMPARE(b.station.sales().size(), 1);
        QCOMPARE(b.kiosk.screen(), K::Lift);
        b.station.lift(2, 2);
        b.station.flow(2, 10_L);
        b.station.hangUp(2);
        QCOMPARE(b.kiosk.screen(), K::Done);
    }

    void linkLostBeforeTheAnswer_driverIsLetGo_andThePumpIsTakenBack()
    {
        Bench b;
        b.toConfirm(b.good, 2);
        b.station.loseAnswer = true;
        b.station.linkState.reachable = false;
        b.kiosk.begin();
        b.settle();
        b.clock.advanceMs(K::UnheardMs);
        b.kiosk.tick();
        QCOMPARE(b.kiosk.screen(), K::Refusal);
        QCOMPARE(b.kiosk.errorText(), sentence(ErrorCode::LinkLost, Language::English));
        QCOMPARE(b.station.sales().first().state, SaleState::PumpReleased);
        b.station.loseAnswer = true; // the link comes and goes: the cancel is sent again
        b.station.setLink({true, 0, {}});
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::Refusal);
        b.station.setLink({true, 0, {}});
        b.settle();
        QCOMPARE(b.station.sales().first().state, SaleState::Released);
        QCOMPARE(b.station.questions, 1);
    }

    void refusal_ofTheCard_saysWhyAndOffersAnotherCard_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const ErrorCode code : {ErrorCode::CardUnknown, ErrorCode::CardFrozen, ErrorCode::CardExpired,
                                     ErrorCode::CardLost, ErrorCode::PinBlocked, ErrorCode::CardRemoved})
            QTest::newRow(errorCodeName(code).data()) << code;
    }
    void refusal_ofTheCard_saysWhyAndOffersAnotherCard()
    {
        QFETCH(ErrorCode, code);
        Bench b;
        b.desk.failNext = code;
        b.kiosk.chooseFuel();
        b.tap(b.good);
        QCOMPARE(b.kiosk.screen(), K::Refusal);
        QCOMPARE(b.kiosk.errorText(), sentence(code, Language::English));
        b.kiosk.setLanguage(QStringLiteral("zh_CN"));
        QCOMPARE(b.kiosk.errorText(), sentence(code, Language::Chinese));
        b.kiosk.recover();
        QCOMPARE(b.kiosk.screen(), K::PresentCard);
        QVERIFY(b.kiosk.cardText().isEmpty());
    }

    void twoKiosksForOnePump_theSecondIsToldAndChoosesAnother()
    {
        Bench b;
        b.toConfirm(b.good);
        b.station.failNext = ErrorCode::PumpReservedElsewhere;
        b.kiosk.begin();
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::Refusal);
        QCOMPARE(b.kiosk.errorText(), sentence(ErrorCode::PumpReservedElsewhere));
        b.kiosk.recover();
        QCOMPARE(b.kiosk.screen(), K::ChoosePump);
        b.kiosk.choosePump(3);
        b.kiosk.chooseFillUp();
        b.kiosk.begin();
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::Lift);
        QCOMPARE(b.station.sales().last().pump, 3);
    }

    void amountAboveTheBalance_cannotBePressed_andIsRefusedWhenTyped()
    {
        Bench b;
        b.cards.find(b.good)->available = 15'000_fen;
        b.kiosk.chooseFuel();
        b.tap(b.good);
        b.kiosk.choosePump(1);
        QCOMPARE(b.kiosk.amountsAffordable(), 1);
        b.kiosk.chooseAmount(1);
        QCOMPARE(b.kiosk.screen(), K::ChooseAmount);
        b.kiosk.otherAmount();
        b.type("180.5");
        b.kiosk.confirmEntry();
        QCOMPARE(b.kiosk.presetText(), QStringLiteral("¥180.50"));
        b.kiosk.begin();
        b.settle();
        QCOMPARE(b.kiosk.errorText(), sentence(ErrorCode::InsufficientFunds));
        b.kiosk.recover();
        QCOMPARE(b.kiosk.screen(), K::ChooseAmount);
    }

    void zeroSale_hungUpAtOnce_chargesNothing()
    {
        Bench b;
        b.toLift(b.good);
        b.station.lift(1, 1);
        b.station.hangUp(1);
        QCOMPARE(b.kiosk.screen(), K::Done);
        QCOMPARE(b.kiosk.receipt()->sale()->state, SaleState::Released);
        QVERIFY(b.kiosk.title().contains(QStringLiteral("nothing was charged")));
    }

    void pumpSilentMidDelivery_saysSo_andFinishesWhenItAnswers()
    {
        Bench b;
        b.toLift(b.good);
        b.station.lift(1, 2);
        b.station.flow(1, 5_L);
        b.station.silence(1);
        QVERIFY(!b.kiosk.pumpAlarmText().isEmpty());
        QCOMPARE(b.kiosk.screen(), K::Fuelling);
        b.station.answerAgain(1, PumpState::Fuelling);
        QVERIFY(b.kiosk.pumpAlarmText().isEmpty());
        b.station.hangUp(1);
        QCOMPARE(b.kiosk.screen(), K::Done);
    }

    void priceChange_whilePumpRuns_keepsTheSalesPrice()
    {
        Bench b;
        b.toLift(b.good);
        b.station.lift(1, 2);
        b.station.flow(1, 5_L);
        b.station.setPrice(QStringLiteral("95"), {9'990, {}});
        b.station.flow(1, 10_L);
        QCOMPARE(b.kiosk.amountText(), QStringLiteral("¥78.50"));
        QVERIFY(b.kiosk.priceText().contains(QStringLiteral("7.85")));
    }

    void idle_countsDownThenHomeWithNothingLeft()
    {
        Bench b;
        b.kiosk.setLanguage(QStringLiteral("zh_CN"));
        b.kiosk.chooseFuel();
        b.tap(b.pinned);
        b.type("2468");
        b.kiosk.confirmPin();
        b.settle();
        b.kiosk.choosePump(1);
        QCOMPARE(b.kiosk.pinLength(), 4);
        b.clock.advanceMs(K::IdleMs - 1);
        b.kiosk.tick();
        QCOMPARE(b.kiosk.countdown(), 0);
        b.clock.advanceMs(1);
        b.kiosk.tick();
        QCOMPARE(b.kiosk.countdown(), 15);
        b.kiosk.touched();
        QCOMPARE(b.kiosk.countdown(), 0);
        int left = 0;
        connect(&b.kiosk, &K::leftAlone, this, [&] { ++left; });
        b.clock.advanceMs(K::IdleMs + K::CountdownMs);
        b.kiosk.tick();
        QCOMPARE(b.kiosk.screen(), K::Home);
        QCOMPARE(left, 1);
        QCOMPARE(b.kiosk.pinLength(), 0);
        QVERIFY(b.kiosk.cardText().isEmpty() && b.kiosk.availableText().isEmpty());
        QCOMPARE(b.kiosk.balance()->rowCount(), 0);
        QCOMPARE(b.kiosk.language(), QStringLiteral("en"));
    }

    void idle_whileFuelFlows_staysWithTheDriver()
    {
        Bench b;
        b.toLift(b.good);
        b.station.lift(1, 2);
        b.station.flow(1, 5_L);
        b.clock.advanceMs(300'000);
        b.kiosk.tick();
        QCOMPARE(b.kiosk.screen(), K::Fuelling);
        QCOMPARE(b.kiosk.countdown(), 0);
    }

    void tap_onHome_showsTheBalance_andFuelFollows()
    {
        Bench b;
        b.tap(b.good);
        QCOMPARE(b.kiosk.screen(), K::Balance);
        QCOMPARE(b.kiosk.balance()->availableText(), QStringLiteral("¥500.00"));
        b.kiosk.chooseFuel();
        QCOMPARE(b.kiosk.screen(), K::ChoosePump);
    }

    void tap_afterLeaving_showsTheRunningSaleAgain()
    {
        Bench b;
        b.toLift(b.good);
        b.station.lift(1, 2);
        b.station.flow(1, 5_L);
        b.kiosk.goHome();
        QCOMPARE(b.kiosk.screen(), K::Home);
        b.tap(b.good);
        QCOMPARE(b.kiosk.screen(), K::Fuelling);
        b.kiosk.goHome();
        b.station.hangUp(1);
        QCOMPARE(b.kiosk.screen(), K::Home);
        b.tap(b.good);
        QCOMPARE(b.kiosk.screen(), K::Done);
        b.kiosk.goHome();
        b.tap(b.good);
        QCOMPARE(b.kiosk.screen(), K::Balance);
    }

    void lateAnswer_afterHome_isDropped()
    {
        Bench b;
        b.desk.silent = true;
        b.kiosk.chooseFuel();
        b.tap(b.good);
        QCOMPARE(b.kiosk.screen(), K::Asking);
        b.kiosk.goHome();
        b.desk.answerAll();
        QCOMPARE(b.kiosk.screen(), K::Home);
        QVERIFY(b.kiosk.availableText().isEmpty());
    }

    void cancel_beforeFuel_givesTheReservationBack()
    {
        Bench b;
        b.toLift(b.good);
        b.kiosk.cancelFuelling();
        b.settle();
        QCOMPARE(b.kiosk.screen(), K::Done);
        QCOMPARE(b.station.sales().last().state, SaleState::Released);
    }

    void centreAway_saysWhatStillWorks_andFuelGoesOn()
    {
        Bench b;
        QVERIFY(b.kiosk.bannerText().isEmpty());
        b.station.setLink({false, 3, b.clock.now()});
        QVERIFY(!b.kiosk.bannerText().isEmpty());
        b.desk.failNext = ErrorCode::Unavailable;
        b.kiosk.chooseFuel();
        b.tap(b.good);
        QCOMPARE(b.kiosk.screen(), K::ChoosePump);
        QVERIFY(b.kiosk.availableText().isEmpty());
        QCOMPARE(b.kiosk.amountsAffordable(), 4);
    }
};

QTEST_GUILESS_MAIN(TestKioskViewModel)
#include "tst_kiosk_view_model.moc"
