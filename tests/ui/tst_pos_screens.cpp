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
        QVERIFY(b.press("receipt.done"));
        QVERIFY(b.find("recent.0"));
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
    }
};

QTEST_MAIN(TestPosScreens)
#include "tst_pos_screens.moc"
