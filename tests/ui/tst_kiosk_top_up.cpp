#include "tests/support/fakes_station.h"
#include "tests/ui/fake_top_ups.h"
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
    FakeTopUps topUps{clock};
    FakeMemory memory;
    std::unique_ptr<KioskViewModel> kiosk;
    CardIdentity good = cards.add("good", QStringLiteral("9000 **** **** 5670")).identity;

    Bench() { start(); }
    /// As after a power cut: what it knew is gone.
    void start()
    {
        kiosk = std::make_unique<KioskViewModel>(station, &reader, desk, clock, ids, translator);
        kiosk->setTopUps(&topUps, &memory);
        settle();
    }
    void settle() { QCoreApplication::processEvents(); }
    /// Time goes by, and nobody touches the screen.
    void wait(qint64 ms)
    {
        for (qint64 done = 0; done < ms; done += 250) {
            clock.advanceMs(250);
            kiosk->tick();
            settle();
        }
    }
    void toAmounts()
    {
        kiosk->chooseTopUp();
        reader.tap(good);
        settle();
    }
    void toQr(int tile = 1)
    {
        toAmounts();
        kiosk->chooseTopUpAmount(tile);
        kiosk->chooseWay(0);
        settle();
    }
    TopUpModel &model() { return *kiosk->topUp(); }
};

}

class TestKioskTopUp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutADesk_thereIsNone();
    void withoutAChannel_thereIsNone();
    void fourTouches_fromHomeToPaid();
    void oneWay_isNotAskedFor();
    void anotherAmount_withinItsBounds();
    void fromTheBalance_theCardIsKnown();
    void nobodyCanBeAsked_isSaid();
    void theAnswerIsLost_itIsTheSameOrder();
    void theNetworkIsGoneAfterTheScan_itIsBookedAllTheSame();
    void theCodeRunsOut_nothingWasTaken();
    void paidInTheLastMoment_isBooked();
    void goingBack_endsIt();
    void goingBack_andNobodyKnows();
    void goingBack_beforeAnybodyHeard();
    void itCouldNotBeBooked_theMoneyGoesBack();
    void theChannelSaysNo_inWords();
    void aPowerCut_isTakenUpAgain();
    void aPowerCut_withoutTheCentre();
    void nobodyTouchesIt_itStaysUntilItIsOver();
    void anotherCard_doesNotInterrupt();
    void home_nothingIsLeftForTheNext();
};

void TestKioskTopUp::withoutADesk_thereIsNone()
{
    Bench bench;
    bench.kiosk->setTopUps(nullptr, nullptr);
    QVERIFY(!bench.kiosk->hasTopUps());
    bench.kiosk->chooseTopUp();
    QCOMPARE(bench.kiosk->screen(), K::Home);
}

void TestKioskTopUp::withoutAChannel_thereIsNone()
{
    Bench bench;
    QVERIFY(bench.kiosk->hasTopUps());
    bench.topUps.known.channels.clear();
    bench.wait(TopUpModel::ChannelsEveryMs + 1'000);
    QVERIFY(!bench.kiosk->hasTopUps());
    bench.kiosk->chooseTopUp();
    QCOMPARE(bench.kiosk->screen(), K::Home);
    bench.topUps.known.channels = {QStringLiteral("wechat")};
    bench.wait(TopUpModel::ChannelsEveryMs + 1'000);
    QVERIFY(bench.kiosk->hasTopUps());
    bench.topUps.away = true; // what was known stays
    bench.wait(TopUpModel::ChannelsEveryMs + 1'000);
    QVERIFY(bench.kiosk->hasTopUps());
}

void TestKioskTopUp::fourTouches_fromHomeToPaid()
{
    Bench bench;
    bench.kiosk->chooseTopUp(); // 1
    QCOMPARE(bench.kiosk->screen(), K::PresentCard);
    QCOMPARE(bench.kiosk->stepText(), QStringLiteral("Step 1 of 4"));
    bench.reader.tap(bench.good);
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::ChooseTopUp);
    QCOMPARE(bench.model().amounts().size(), 4);
    QCOMPARE(bench.model().bonuses()[0], QString());
    QCOMPARE(bench.model().bonuses()[1], QStringLiteral("+ ¥5.00 as a gift"));
    bench.kiosk->chooseTopUpAmount(1); // 2
    QCOMPARE(bench.kiosk->screen(), K::ChooseWay);
    QCOMPARE(bench.model().ways()[0], QStringLiteral("WeChat Pay"));
    bench.kiosk->chooseWay(0); // 3
    QCOMPARE(bench.kiosk->screen(), K::TopUpQr);
    QCOMPARE(bench.model().stage(), TopUpModel::Opening);
    bench.settle();
    QCOMPARE(bench.model().stage(), TopUpModel::Waiting);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Scan this with WeChat Pay"));
    QVERIFY(bench.model().qr().startsWith(QStringLiteral("data:image/svg+xml")));
    QCOMPARE(bench.model().secondsLeft(), 90);
    QVERIFY(!bench.memory.order.isEmpty());
    bench.wait(30'000);
    QCOMPARE(bench.model().secondsLeft(), 60);
    QCOMPARE(bench.model().stateText(), QStringLiteral("Waiting for your payment"));
    bench.topUps.pay();
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("¥205.00 is on your card"));
    QCOMPARE(bench.model().resultDetail(), QStringLiteral("¥200.00 paid, ¥5.00 as a gift"));
    QCOMPARE(bench.model().availableText(), QStringLiteral("¥880.00"));
    QCOMPARE(bench.model().tone(), QStringLiteral("good"));
    QVERIFY(bench.memory.order.isEmpty());
    QCOMPARE(bench.topUps.begins, 1);
    bench.kiosk->goHome(); // 4
    QCOMPARE(bench.kiosk->screen(), K::Home);
}

void TestKioskTopUp::oneWay_isNotAskedFor()
{
    Bench bench;
    bench.topUps.known.channels = {QStringLiteral("alipay")};
    bench.toAmounts();
    bench.kiosk->chooseTopUpAmount(0);
    QCOMPARE(bench.kiosk->screen(), K::TopUpQr);
    bench.settle();
    QCOMPARE(bench.model().wayText(), QStringLiteral("Alipay"));
}

void TestKioskTopUp::anotherAmount_withinItsBounds()
{
    Bench bench;
    bench.toAmounts();
    bench.kiosk->otherTopUpAmount();
    QCOMPARE(bench.kiosk->screen(), K::EnterAmount);
    bench.kiosk->press(QStringLiteral("5"));
    bench.kiosk->confirmEntry();
    QCOMPARE(bench.kiosk->screen(), K::Refusal);
    QVERIFY(bench.kiosk->errorText().startsWith(QStringLiteral("This is less")));
    bench.kiosk->recover();
    QCOMPARE(bench.kiosk->screen(), K::EnterAmount);
    for (const char *key : {"clear", "9", "00", "00"})
        bench.kiosk->press(QString::fromLatin1(key));
    bench.kiosk->confirmEntry();
    QVERIFY(bench.kiosk->errorText().startsWith(QStringLiteral("This is more")));
    bench.kiosk->recover();
    for (const char *key : {"clear", "1", "2", "0"})
        bench.kiosk->press(QString::fromLatin1(key));
    bench.kiosk->confirmEntry();
    QCOMPARE(bench.kiosk->screen(), K::ChooseWay);
    QCOMPARE(bench.model().amountText(), QStringLiteral("¥120.00"));
    bench.kiosk->goBack();
    QCOMPARE(bench.kiosk->screen(), K::ChooseTopUp);
}

void TestKioskTopUp::fromTheBalance_theCardIsKnown()
{
    Bench bench;
    bench.kiosk->chooseBalance();
    bench.reader.tap(bench.good);
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Balance);
    bench.kiosk->chooseTopUp();
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::ChooseTopUp);
}

void TestKioskTopUp::nobodyCanBeAsked_isSaid()
{
    Bench bench;
    bench.kiosk->chooseTopUp();
    bench.topUps.failNext = Error{ErrorCode::Unavailable, {}};
    bench.reader.tap(bench.good);
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Refusal);
    bench.topUps.failNext = Error{ErrorCode::MerchantUnknown, {}};
    bench.kiosk->goHome();
    bench.toAmounts();
    QCOMPARE(bench.kiosk->screen(), K::Refusal);
    QVERIFY(bench.kiosk->errorText().startsWith(QStringLiteral("No merchant account")));
}

void TestKioskTopUp::theAnswerIsLost_itIsTheSameOrder()
{
    Bench bench;
    bench.topUps.loseNext = 2;
    bench.toQr();
    QCOMPARE(bench.model().stage(), TopUpModel::Opening);
    bench.wait(3'000);
    QCOMPARE(bench.model().stage(), TopUpModel::Waiting);
    QCOMPARE(bench.topUps.begins, 3);
    QCOMPARE(bench.topUps.orders.size(), size_t(1));
}

void TestKioskTopUp::theNetworkIsGoneAfterTheScan_itIsBookedAllTheSame()
{
    Bench bench;
    bench.toQr();
    bench.topUps.loseNext = 20;
    bench.topUps.pay();
    bench.wait(15'000);
    QCOMPARE(bench.kiosk->screen(), K::TopUpQr);
    bench.topUps.loseNext = 0;
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QVERIFY(bench.model().isPaid());
}

void TestKioskTopUp::theCodeRunsOut_nothingWasTaken()
{
    Bench bench;
    bench.toQr();
    bench.wait(89'000);
    QCOMPARE(bench.model().stage(), TopUpModel::Waiting);
    QCOMPARE(bench.topUps.givenUp, 0);
    bench.wait(2'000);
    QCOMPARE(bench.topUps.givenUp, 1);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Nothing was taken"));
    QCOMPARE(bench.model().tone(), QStringLiteral("neutral"));
}

void TestKioskTopUp::paidInTheLastMoment_isBooked()
{
    Bench bench;
    bench.topUps.endsAtOnce = false;
    bench.toQr();
    bench.kiosk->goBack();
    bench.settle();
    QCOMPARE(bench.model().stage(), TopUpModel::Ending);
    QVERIFY(!bench.kiosk->canGoBack());
    QVERIFY(!bench.kiosk->canGoHome());
    bench.topUps.pay();
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("¥205.00 is on your card"));
}

void TestKioskTopUp::goingBack_endsIt()
{
    Bench bench;
    bench.toQr();
    bench.kiosk->goBack();
    bench.settle();
    QCOMPARE(bench.topUps.givenUp, 1);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    // Before there was an order, too.
    Bench early;
    early.topUps.slow = true;
    early.toQr();
    QCOMPARE(early.model().stage(), TopUpModel::Opening);
    early.kiosk->goBack();
    early.settle();
    early.wait(1'000);
    QCOMPARE(early.topUps.givenUp, 1);
    early.topUps.order().state = PaymentState::Closed;
    early.wait(1'250);
    QCOMPARE(early.kiosk->screen(), K::TopUpDone);
}

void TestKioskTopUp::goingBack_andNobodyKnows()
{
    Bench bench;
    bench.topUps.endsAtOnce = false;
    bench.toQr();
    bench.kiosk->goBack();
    bench.wait(29'000);
    QCOMPARE(bench.kiosk->screen(), K::TopUpQr);
    bench.wait(2'000);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("It is still being asked for"));
    QVERIFY(bench.model().resultDetail().contains(QStringLiteral("Do not pay again")));
    QCOMPARE(bench.model().tone(), QStringLiteral("warn"));
    QVERIFY(!bench.memory.order.isEmpty()); // the next start asks once more
}

void TestKioskTopUp::goingBack_beforeAnybodyHeard()
{
    Bench bench;
    bench.topUps.loseNext = 1'000;
    bench.toQr();
    bench.kiosk->goBack();
    bench.wait(31'000);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Nothing was taken"));
    QVERIFY(bench.memory.order.isEmpty());
}

void TestKioskTopUp::itCouldNotBeBooked_theMoneyGoesBack()
{
    Bench bench;
    bench.toQr();
    bench.topUps.order().state = PaymentState::Refunding;
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Your money goes back"));
    QVERIFY(bench.model().resultDetail().contains(QStringLiteral("WeChat Pay")));
}

void TestKioskTopUp::theChannelSaysNo_inWords()
{
    Bench bench;
    bench.toQr();
    bench.topUps.order().state = PaymentState::Failed;
    bench.topUps.order().why = ErrorCode::ChannelRefused;
    bench.wait(1'250);
    QVERIFY(bench.model().resultDetail().startsWith(QStringLiteral("The payment service refused")));
}

void TestKioskTopUp::aPowerCut_isTakenUpAgain()
{
    Bench bench;
    bench.toQr();
    const QString order = bench.memory.order;
    bench.topUps.pay();
    bench.start();
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("¥205.00 is on your card"));
    QVERIFY(order.endsWith(bench.model().orderText()));
    QVERIFY(bench.memory.order.isEmpty());
    bench.wait(K::IdleMs + K::CountdownMs);
    QCOMPARE(bench.kiosk->screen(), K::Home);
    // Unpaid: nobody sees the code any more, so it ends.
    Bench unpaid;
    unpaid.toQr();
    unpaid.start();
    unpaid.settle();
    QCOMPARE(unpaid.topUps.givenUp, 1);
    QCOMPARE(unpaid.kiosk->title(), QStringLiteral("Nothing was taken"));
}

void TestKioskTopUp::aPowerCut_withoutTheCentre()
{
    Bench bench;
    bench.toQr();
    bench.topUps.loseNext = 1'000;
    bench.start();
    bench.wait(31'000);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("It is still being asked for"));
    bench.kiosk->goHome();
    bench.topUps.loseNext = 0;
    bench.topUps.pay();
    bench.start(); // and once more
    bench.settle();
    QVERIFY(bench.model().isPaid());
}

void TestKioskTopUp::nobodyTouchesIt_itStaysUntilItIsOver()
{
    Bench bench;
    bench.toQr();
    bench.wait(80'000);
    QCOMPARE(bench.kiosk->screen(), K::TopUpQr);
    QCOMPARE(bench.kiosk->countdown(), 0);
    bench.topUps.pay();
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    bench.wait(K::IdleMs);
    QVERIFY(bench.kiosk->countdown() > 0);
}

void TestKioskTopUp::anotherCard_doesNotInterrupt()
{
    Bench bench;
    const CardIdentity other = bench.cards.add("other", QStringLiteral("9000 **** **** 7777")).identity;
    bench.toQr();
    bench.reader.tap(other);
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::TopUpQr);
    QCOMPARE(bench.kiosk->cardText(), QStringLiteral("9000 **** **** 5670"));
}

void TestKioskTopUp::home_nothingIsLeftForTheNext()
{
    Bench bench;
    bench.toQr();
    bench.topUps.pay();
    bench.wait(1'250);
    bench.kiosk->goHome();
    QCOMPARE(bench.model().stage(), TopUpModel::None);
    QCOMPARE(bench.model().amountText(), QString());
    QCOMPARE(bench.model().availableText(), QString());
    QCOMPARE(bench.kiosk->cardText(), QString());
}

QTEST_GUILESS_MAIN(TestKioskTopUp)
#include "tst_kiosk_top_up.moc"
