#include "tests/ui/screen_bench.h"

using namespace youka;
using namespace youka::literals;
using P = PosViewModel;

/// The counter as a cashier meets it, by finger and by keyboard alone.
class TestPosScreens : public QObject
{
    Q_OBJECT

    static void deliverPostPay(ScreenBench &b, int pump)
    {
        b.station.lift(pump, 2);
        b.station.flow(pump, 10_L);
        b.station.hangUp(pump);
        b.settle();
    }

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral("qrc:/qt/qml/Youka.*"))); }

    void cardSale_threeActions()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        QVERIFY(b.press("tile.pump.3"));
        b.tap(b.good);
        QVERIFY(b.press("action.card"));
        QCOMPARE(b.text("heading"), QStringLiteral("Pump 3 · Released"));
        b.station.lift(3, 2);
        b.station.flow(3, 20_L);
        b.settle();
        QCOMPARE(b.text("live.amount"), QStringLiteral("¥157.00"));
        QCOMPARE(b.text("amount.pump.3"), QStringLiteral("¥157.00"));
        b.station.hangUp(3);
        b.settle();
        QVERIFY(b.press("receipt.print"));
        QCOMPARE(b.printer.printed, b.pos->receipt()->sale()->id);
        b.printer.turn(PrinterState::CoverOpen, ReceiptState::Waiting);
        QVERIFY(b.find("receipt.printText")->property("text").toString().contains(u"cover"));
        QVERIFY(b.pos->alarms().last().contains(u"cover"));
        b.printer.turn(PrinterState::Ready, ReceiptState::Printed);
        QVERIFY(b.press("receipt.done"));
        QVERIFY(b.find("recent.0"));
    }

    void tanks_openedByTouchAndKey_inBothLanguages()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        QVERIFY(!b.find("tanks")); // a station without a gauge looks as ever
        b.key(Qt::Key_F12);
        QCOMPARE(b.pos->panel(), P::NoPump);
        b.fillTanks();
        b.settle();
        QVERIFY(b.press({"tile.pump.1", "tanks"}));
        QCOMPARE(b.pos->panel(), P::Tanks);
        QCOMPARE(b.text("tank.volume.0"), QStringLiteral("18,604 L"));
        QCOMPARE(b.text("tank.state.0"), QStringLiteral("In order"));
        QCOMPARE(b.text("tank.state.1"), QStringLiteral("Needs attention"));
        QCOMPARE(b.text("tank.alarm.1"), tankAlarmText(TankAlarm::LowProduct));
        QCOMPARE(b.text("tank.state.2"), QStringLiteral("Delivery running"));
        QCOMPARE(b.text("tank.state.3"), QStringLiteral("Gauge does not answer")); // ten minutes old
        QCOMPARE(b.pos->tanksTone(), QStringLiteral("danger"));
        QVERIFY(b.pos->alarms().filter(QStringLiteral("Tank 2")).size() == 1);
        QVERIFY(b.press("language"));
        QCOMPARE(b.text("tank.alarm.1"), tankAlarmText(TankAlarm::LowProduct));
        QVERIFY(b.text("tank.state.0") != QStringLiteral("In order"));
        QVERIFY(b.press("panel.back"));
        QCOMPARE(b.pos->panel(), P::Setup);
        b.key(Qt::Key_F12);
        QCOMPARE(b.pos->panel(), P::Tanks);
        QVERIFY(b.press("tile.pump.2")); // work goes on at once
        QCOMPARE(b.pos->panel(), P::Setup);
        b.station.setTanks({});
        b.settle();
        QVERIFY(!b.find("tanks"));
    }

    void tanks_growOld()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        b.fillTanks();
        b.settle();
        b.key(Qt::Key_F12);
        QCOMPARE(b.text("tank.state.0"), QStringLiteral("In order"));
        b.clock.advanceMs(113'000);
        b.pos->tick();
        QCOMPARE(b.text("tank.state.0"), QStringLiteral("Gauge does not answer"));
    }

    void keyboardAlone_releaseAndCash()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        b.key(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(b.pos->selectedPump(), 2);
        b.key(Qt::Key_F2);
        deliverPostPay(b, 2);
        QCOMPARE(b.text("due"), QStringLiteral("¥78.50"));
        b.key(Qt::Key_1);
        b.key(Qt::Key_0);
        b.key(Qt::Key_0);
        QCOMPARE(b.text("change"), QStringLiteral("Change ¥21.50"));
        b.key(Qt::Key_F3);
        QCOMPARE(b.pos->panel(), P::Receipt);
        b.key(Qt::Key_Return);
        b.key(Qt::Key_Right);
        QCOMPARE(b.pos->selectedPump(), 3);
        b.key(Qt::Key_Escape);
        QCOMPARE(b.pos->selectedPump(), 0);
    }

    void payable_fromTheList_withPin()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        QVERIFY(b.press({"tile.pump.6", "action.release"}));
        deliverPostPay(b, 6);
        QVERIFY(b.press({"panel.back", "tile.pump.1", "payable.0"}));
        b.tap(b.pinned);
        QVERIFY(b.press("pay.card"));
        QCOMPARE(b.text("error"), sentence(ErrorCode::PinRequired));
        QVERIFY(b.press({"key.1", "key.1", "key.1", "key.1", "pay.card"}));
        QCOMPARE(b.text("error"), sentence(ErrorCode::PinWrong));
        QVERIFY(b.press({"key.2", "key.4", "key.6", "key.8", "pay.card"}));
        QCOMPARE(b.pos->panel(), P::Receipt);
    }

    void prepay_byHose()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        QVERIFY(b.press({"tile.pump.4", "kind.1", "key.2", "key.0", "key.0", "nozzle.1", "action.prepay"}));
        QCOMPARE(b.pos->panel(), P::Waiting);
        QCOMPARE(b.station.sales().last().paid.minor, 20'000);
        QVERIFY(b.press("action.cancel"));
        QCOMPARE(b.station.sales().last().state, SaleState::Released);
    }

    void stop_runningPump()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        QVERIFY(b.press({"tile.pump.1", "action.release"}));
        b.station.lift(1, 1);
        b.station.flow(1, 3_L);
        QVERIFY(b.press("action.stop"));
        QCOMPARE(b.pos->panel(), P::Pay);
    }

    void refusals_inBothLanguages_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const ErrorCode code :
             {ErrorCode::PumpReservedElsewhere, ErrorCode::PumpPriceMismatch, ErrorCode::PumpBusy,
              ErrorCode::InsufficientFunds, ErrorCode::CardExpired, ErrorCode::Unavailable})
            QTest::newRow(errorCodeName(code).data()) << code;
    }
    void refusals_inBothLanguages()
    {
        QFETCH(ErrorCode, code);
        ScreenBench b;
        QVERIFY(b.openPos());
        b.station.failNext = code;
        QVERIFY(b.press({"tile.pump.1", "action.release"}));
        QCOMPARE(b.text("error"), sentence(code, Language::English));
        QVERIFY(b.press("language"));
        QCOMPARE(b.text("error"), sentence(code, Language::Chinese));
    }

    void card_frozenOrUnknown_isRefusedAtOnce()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        b.cards.find(b.good)->refusal = ErrorCode::CardFrozen;
        b.tap(b.good);
        QCOMPARE(b.text("error"), sentence(ErrorCode::CardFrozen));
        b.tap({CardToken{"nobody"}, CardProof::Uid, QStringLiteral("UID ****1D80")});
        QCOMPARE(b.text("error"), sentence(ErrorCode::CardUnknown));
        b.reader.fail(ErrorCode::CardReadFailed);
        b.settle();
        QCOMPARE(b.text("error"), sentence(ErrorCode::CardReadFailed));
    }

    void strip_silentPumpAndCentreAway_neverCoversTheWork()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        QVERIFY(b.press({"tile.pump.1", "action.release"}));
        b.station.lift(1, 2);
        b.station.flow(1, 5_L);
        b.station.silence(1);
        b.station.silence(5);
        b.station.setLink({false, 12, b.clock.now().plusMs(-300'000)});
        b.settle();
        QVERIFY(b.text("strip.alarm").startsWith(QStringLiteral("Pump 1:")));
        QVERIFY(b.press("strip.alarm"));
        QVERIFY(b.text("strip.alarm").startsWith(QStringLiteral("Pump 5:")));
        QCOMPARE(b.text("strip.link"),
                 QStringLiteral("Centre away, 12 records wait to be sent, oldest 5 min"));
        QVERIFY(b.press("tile.pump.2"));
        QVERIFY(b.press("action.release"));
    }

    void signIn_byFinger_thenWork()
    {
        ScreenBench b;
        b.hire();
        QVERIFY(b.openPos());
        QVERIFY(b.find("tile.pump.1") && !b.find("heading")
                && !b.find("action.release")); // pumps stay in view
        QVERIFY(!b.find("lock"));
        QVERIFY(b.press({"person.0", "key.2", "key.4", "key.6"}));
        QCOMPARE(b.text("signIn.heading"), QStringLiteral("Li Na"));
        QCOMPARE(b.find("pin")->property("count").toInt(), 3);
        QVERIFY(!b.press("signIn.ok")); // too short
        QVERIFY(b.press({"key.9", "signIn.ok"}));
        QCOMPARE(b.text("signIn.error"), sentence(ErrorCode::PinWrong));
        QVERIFY(b.press({"key.2", "key.4", "key.6", "key.8", "signIn.ok"}));
        QVERIFY(!b.find("signIn.heading"));
        QCOMPARE(b.text("lock"), QStringLiteral("Li Na"));
        QVERIFY(b.press({"tile.pump.1", "action.release"}));
        QVERIFY(b.press("lock"));
        QVERIFY(b.find("signIn.heading") && !b.find("lock"));
    }

    void signIn_byKeyboardAlone()
    {
        ScreenBench b;
        b.hire();
        QVERIFY(b.openPos());
        b.key(Qt::Key_1);
        b.key(Qt::Key_3);
        b.key(Qt::Key_Backspace);
        b.key(Qt::Key_2);
        QCOMPARE(b.text("signIn.number"), QStringLiteral("12"));
        b.key(Qt::Key_Return);
        QCOMPARE(b.text("signIn.heading"), QStringLiteral("Wu Gang"));
        b.key(Qt::Key_Escape);
        QCOMPARE(b.text("signIn.heading"), QStringLiteral("Sign in"));
        b.key(Qt::Key_7);
        b.key(Qt::Key_Enter);
        for (const Qt::Key key : {Qt::Key_2, Qt::Key_4, Qt::Key_6, Qt::Key_8, Qt::Key_Return})
            b.key(key);
        b.settle();
        QCOMPARE(b.text("lock"), QStringLiteral("Li Na"));
        b.key(Qt::Key_2, Qt::ControlModifier);
        b.key(Qt::Key_F2);
        QCOMPARE(b.text("heading"), QStringLiteral("Pump 2 · Released"));
        b.key(Qt::Key_F10);
        QVERIFY(b.find("signIn.heading"));
    }

    void nobodySignedIn_stopsAPump_byFingerAndByKey()
    {
        ScreenBench b;
        b.hire();
        QVERIFY(b.openPos());
        for (const int pump : {1, 2}) {
            b.station.release(b.ids.make<SaleId>(), pump, {}, [](const Result<void> &) {});
            b.settle();
            b.station.lift(pump, 1);
            b.station.flow(pump, 3_L);
        }
        b.key(Qt::Key_F2); // does nothing, and nothing is chosen
        QVERIFY(!b.press("action.stop"));
        QVERIFY(b.press({"tile.pump.1", "action.stop"}));
        b.key(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(b.text("action.stop"), QStringLiteral("Stop pump 2"));
        b.key(Qt::Key_F9);
        b.key(Qt::Key_F3);
        QVERIFY(b.find("payable.1"));
        for (const SaleView &sale : b.station.sales())
            QCOMPARE(sale.state, SaleState::Payable);
        QVERIFY(b.find("signIn.heading"));
    }

    /// A touch anywhere counts as somebody being there, also one that a button takes.
    void noInput_locks_touchesAndKeysDoNot()
    {
        ScreenBench b;
        b.hire();
        QVERIFY(b.openPos());
        QVERIFY(b.press({"person.0", "key.2", "key.4", "key.6", "key.8", "signIn.ok"}));
        const auto almost = [&] {
            b.clock.advanceMs(ScreenBench::LockAfterMs - 1);
            b.pos->tick();
            b.settle();
            return b.find("lock") != nullptr;
        };
        QVERIFY(almost());
        QVERIFY(b.press("tile.pump.1"));
        QVERIFY(almost());
        QTest::mouseClick(b.window, Qt::LeftButton, {}, {4, 4}); // beside everything
        QVERIFY(almost());
        b.key(Qt::Key_F5);
        QVERIFY(almost());
        b.clock.advanceMs(1);
        b.pos->tick();
        b.settle();
        QVERIFY(b.find("signIn.heading") && !b.find("lock"));
    }

    void manyPeople_areAllReached()
    {
        ScreenBench b;
        for (int n = 1; n <= 30; ++n)
            b.staff.add(n, QStringLiteral("Cashier number %1 with a long name").arg(n),
                        QStringLiteral("2468"));
        QVERIFY(b.openPos({1280, 720}));
        b.key(Qt::Key_3);
        b.key(Qt::Key_0);
        b.key(Qt::Key_Return);
        QCOMPARE(b.text("signIn.heading"), QStringLiteral("Cashier number 30 with a long name"));
        QVERIFY(b.press({"key.2", "key.4", "key.6", "key.8", "signIn.ok"}));
        QVERIFY(b.press({"lock", "person.5"})); // three rows are in view
        QCOMPARE(b.text("signIn.heading"), QStringLiteral("Cashier number 6 with a long name"));
    }

    void targets_areLargeEnough()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        QVERIFY(b.press("tile.pump.1"));
        for (const char *name : {"key.1", "key.back", "action.release", "action.stop", "kind.0", "panel.back",
                                 "language", "theme"}) {
            const QQuickItem *item = b.find(name);
            QVERIFY2(item, name);
            QVERIFY2(item->height() >= 56 && item->width() >= 56, name);
        }
        b.hire();
        for (const char *name : {"person.0", "key.1", "signIn.ok", "signIn.back", "action.stop"}) {
            b.settle();
            const QQuickItem *item = b.find(name);
            QVERIFY2(item, name);
            QVERIFY2(item->height() >= 56 && item->width() >= 56, name);
        }
        QVERIFY(b.press({"person.0", "key.2", "key.4", "key.6", "key.8", "signIn.ok"}));
        QVERIFY(b.find("lock")->height() >= 56 && b.find("lock")->width() >= 56);
    }

    /// A sale is due at pump 2; the member has two coupons, of which one takes ten off.
    static void oweWithCoupons(ScreenBench &b)
    {
        b.fillMember();
        const MemberCoupon &ten = b.members.view.coupons[0];
        b.station.coupons[ten.code] = {{1}, 1, ten.coupon.id, 10_yuan, ten.name};
        b.station.refusals[b.members.view.coupons[1].code] = Error{ErrorCode::CouponWrongTime, {}};
        b.press({"tile.pump.2", "action.release"});
        deliverPostPay(b, 2);
        b.tap(b.good);
    }

    void couponList_byTouch()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        oweWithCoupons(b);
        QVERIFY(b.press("pay.coupon"));
        QCOMPARE(b.pos->panel(), P::Coupons);
        QCOMPARE(b.text("choice.state.0"), QStringLiteral("Best"));
        QCOMPARE(b.text("choice.state.1"), QStringLiteral("Not here"));
        QCOMPARE(b.text("choice.why.1"), sentence(ErrorCode::CouponWrongTime));
        QCOMPARE(b.text("choice.due"), QStringLiteral("¥68.50"));
        QVERIFY(b.press("choice.0"));
        QCOMPARE(b.text("choice.state.0"), QStringLiteral("Left out"));
        QCOMPARE(b.text("choice.due"), QStringLiteral("¥78.50"));
        QVERIFY(b.press("choice.undo"));
        QCOMPARE(b.text("choice.due"), QStringLiteral("¥68.50"));
        QVERIFY(b.press("choice.1"));
        QCOMPARE(b.text("error"), sentence(ErrorCode::CouponWrongTime));
        QVERIFY(b.press("language"));
        QVERIFY(b.text("choice.state.1") != QStringLiteral("Not here"));
        QVERIFY(b.press({"choice.ok", "pay.card"}));
        QCOMPARE(b.pos->receipt()->sale()->paid, 68'50_fen);
    }

    void couponList_keyboardAlone()
    {
        ScreenBench b;
        QVERIFY(b.openPos());
        oweWithCoupons(b);
        b.key(Qt::Key_F11);
        QCOMPARE(b.pos->panel(), P::Coupons);
        b.key(Qt::Key_Down);
        QCOMPARE(b.pos->choice()->current(), 1);
        b.key(Qt::Key_Up);
        b.key(Qt::Key_Space);
        QCOMPARE(b.text("choice.due"), QStringLiteral("¥78.50"));
        b.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(b.text("choice.due"), QStringLiteral("¥68.50"));
        b.key(Qt::Key_Return);
        QCOMPARE(b.pos->panel(), P::Pay);
        b.key(Qt::Key_F4);
        QCOMPARE(b.pos->panel(), P::Receipt);
    }

    void anOlderSale_byItsNumber()
    {
        ScreenBench b;
        b.hire();
        QVERIFY(b.openPos());
        b.pos->signIn()->choose(0);
        for (const char *c = "2468"; *c; ++c)
            b.pos->press(QString(QLatin1Char(*c)));
        b.key(Qt::Key_Return);
        QVERIFY(b.press({"tile.pump.2", "action.release"}));
        deliverPostPay(b, 2);
        b.key(Qt::Key_F3);
        SaleView old = *b.pos->receipt()->sale();
        const ManualClock before{b.clock.now().plusMs(-86'400'000)};
        old.id = IdSource(before, 9).make<SaleId>();
        b.refunds.older = {old};
        b.key(Qt::Key_Return);
        QVERIFY(b.press("sale.find"));
        const QByteArray number = saleNumber(old.id).toLatin1();
        for (const char *c = number.constData(); *c; ++c)
            QVERIFY(b.press((QByteArray("key.") + *c).constData()));
        QCOMPARE(b.text("find.number"), spacedSaleNumber(saleNumber(old.id)));
        QVERIFY(b.press("find.ok"));
        QCOMPARE(b.pos->receipt()->sale()->id, old.id);
        b.key(Qt::Key_Return);
        b.key(Qt::Key_F, Qt::ControlModifier);
        for (const char c : number)
            b.key(Qt::Key(c));
        b.key(Qt::Key_Return);
        QCOMPARE(b.pos->receipt()->sale()->id, old.id);
        QVERIFY(b.find("receipt.refund"));
    }
};

QTEST_MAIN(TestPosScreens)
#include "tst_pos_screens.moc"
