#include "tests/support/fakes_station.h"
#include "tests/ui/fake_bills.h"
#include "ui/viewmodels/kiosk_view_model.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using K = KioskViewModel;

namespace {

const QString Power = QStringLiteral("110123456789");

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
    FakeBills bills{topUps, clock};
    FakeMemory memory;
    std::unique_ptr<KioskViewModel> kiosk;
    CardIdentity good = cards.add("good", QStringLiteral("9000 **** **** 5670")).identity;

    Bench() { start(); }
    /// As after a power cut: what it knew is gone.
    void start()
    {
        kiosk = std::make_unique<KioskViewModel>(station, &reader, desk, clock, ids, translator);
        kiosk->setTopUps(&topUps, &memory);
        kiosk->setBills(&bills);
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
    void type(const QString &keys)
    {
        for (const QChar key : keys)
            kiosk->press(QString(key));
    }
    void scan(const QString &code)
    {
        for (const QChar key : code)
            kiosk->scan(QString(key), false);
        kiosk->scan({}, true);
        settle();
    }
    /// Home, biller, account.
    void toBills(int biller = 0, const QString &account = Power)
    {
        kiosk->chooseBills();
        kiosk->chooseBiller(biller);
        type(account);
        kiosk->confirmAccount();
        settle();
    }
    void toQr()
    {
        toBills();
        kiosk->payBills();
        kiosk->chooseWay(0);
        settle();
    }
    QString at(int row, BillsModel::Role role) const
    {
        return kiosk->bills()->data(kiosk->bills()->index(row), role).toString();
    }
    TopUpModel &model() { return *kiosk->topUp(); }
};

}

class TestKioskBills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutBillersOrAChannel_thereAreNone();
    void nobodyAnswers_theTileSaysSo();
    void aScannedBill_fourTouchesToPaid();
    void aSavedPayee_fiveTouchesToPaid();
    void theBills_sayWhatTheyAreMadeOf();
    void chosenAndParts_makeTheSum();
    void aPlate_andAPhone();
    void nothingToPay_isSaid();
    void refusals_areWaysBack_data();
    void refusals_areWaysBack();
    void aBareNumber_isAnAccount();
    void thePin_isAskedForOnce();
    void savingAndForgetting();
    void theBillHasChanged_isLookedUpAgain();
    void theAnswerIsLost_itIsTheSameOrder();
    void whatBecameOfEach_isFollowed();
    void theBillerIsDown_theMoneyGoesBack();
    void theNetworkIsGoneAfterTheScan();
    void theCodeRunsOut_nothingWasTaken();
    void aPowerCut_isTakenUpAgain();
    void leftAlone_nothingIsLeftForTheNext();
    void back_stepByStep();
};

void TestKioskBills::withoutBillersOrAChannel_thereAreNone()
{
    Bench bench;
    QVERIFY(bench.kiosk->hasBills());
    bench.kiosk->setBills(nullptr);
    QVERIFY(!bench.kiosk->hasBills());
    bench.kiosk->chooseBills();
    QCOMPARE(bench.kiosk->screen(), K::Home);
    bench.bills.known.clear();
    bench.start();
    QVERIFY(!bench.kiosk->hasBills());
    Bench unpaid;
    unpaid.topUps.known.channels.clear();
    unpaid.start();
    QVERIFY(!unpaid.kiosk->hasBills());
}

void TestKioskBills::nobodyAnswers_theTileSaysSo()
{
    Bench bench;
    bench.bills.away = true;
    bench.wait(301'000);
    QVERIFY(bench.kiosk->hasBills()); // what was known stays
    QVERIFY(bench.kiosk->billsAway());
    bench.kiosk->chooseBills();
    QCOMPARE(bench.kiosk->screen(), K::Home);
    bench.bills.away = false;
    bench.wait(16'000);
    QVERIFY(!bench.kiosk->billsAway());
    bench.station.setLink({false, 0, bench.clock.now()}); // the counter says so before anybody asks
    QVERIFY(bench.kiosk->billsAway());
    bench.station.setLink({true, 0, bench.clock.now()});
    QVERIFY(!bench.kiosk->billsAway());
    bench.kiosk->chooseBills();
    QCOMPARE(bench.kiosk->screen(), K::ChooseBiller);
}

void TestKioskBills::aScannedBill_fourTouchesToPaid()
{
    Bench bench;
    bench.kiosk->chooseBills(); // 1
    QCOMPARE(bench.kiosk->screen(), K::ChooseBiller);
    QCOMPARE(bench.kiosk->stepText(), QStringLiteral("Step 1 of 4"));
    QCOMPARE(bench.kiosk->bills()->billerNames().size(), 6);
    bench.scan(QStringLiteral("SGCC-110123456789"));
    QCOMPARE(bench.kiosk->screen(), K::Bills);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("What shall be paid?"));
    QCOMPARE(bench.kiosk->bills()->totalText(), QStringLiteral("¥221.83"));
    bench.kiosk->payBills(); // 2
    QCOMPARE(bench.kiosk->screen(), K::ChooseWay);
    QCOMPARE(bench.model().amountText(), QStringLiteral("¥221.83"));
    bench.kiosk->chooseWay(0); // 3
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::TopUpQr);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Scan this with WeChat Pay"));
    QVERIFY(!bench.memory.order.isEmpty());
    bench.bills.pay();
    bench.bills.fates(BillState::Posted);
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Paid: ¥221.83"));
    QCOMPARE(bench.model().resultDetail(), QStringLiteral("¥221.83 paid with WeChat Pay"));
    QCOMPARE(bench.model().fateStates(), (QStringList{QStringLiteral("Paid"), QStringLiteral("Paid")}));
    QCOMPARE(bench.model().tone(), QStringLiteral("good"));
    QVERIFY(bench.memory.order.isEmpty());
    bench.kiosk->goHome(); // 4
    QCOMPARE(bench.kiosk->screen(), K::Home);
}

void TestKioskBills::aSavedPayee_fiveTouchesToPaid()
{
    Bench bench;
    bench.bills.saved = {{QStringLiteral("1"), QStringLiteral("BWG"), QStringLiteral("20010001"),
                          QStringLiteral("****0001"), QStringLiteral("Home")}};
    bench.kiosk->chooseBills(); // 1
    bench.reader.tap(bench.good);
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::ChooseBiller);
    QCOMPARE(bench.kiosk->bills()->payeeNames(), QStringList{QStringLiteral("Home")});
    QCOMPARE(bench.kiosk->cardText(), QStringLiteral("9000 **** **** 5670"));
    bench.kiosk->choosePayee(0); // 2
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Bills);
    QCOMPARE(bench.bills.lookedUp, QStringLiteral("20010001"));
    bench.kiosk->payBills();   // 3
    bench.kiosk->chooseWay(1); // 4
    bench.settle();
    QCOMPARE(bench.model().wayText(), QStringLiteral("Alipay"));
    bench.bills.pay();
    bench.bills.fates(BillState::Posted);
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    bench.kiosk->goHome(); // 5
}

void TestKioskBills::theBills_sayWhatTheyAreMadeOf()
{
    Bench bench;
    bench.toBills();
    QCOMPARE(bench.kiosk->bills()->holderText(), QStringLiteral("王** · ****6789"));
    QCOMPARE(bench.kiosk->bills()->billerText(), QStringLiteral("State Grid"));
    QVERIFY(bench.kiosk->bills()->data(bench.kiosk->bills()->index(0), BillsModel::ArrearsRole).toBool());
    QCOMPARE(bench.at(0, BillsModel::NoteRole),
             QStringLiteral("¥97.66 and a late fee of ¥0.98 · ¥0.10 more each day"));
    QCOMPARE(bench.at(0, BillsModel::AmountRole), QStringLiteral("¥98.64"));
    const QStringList steps =
        bench.kiosk->bills()->data(bench.kiosk->bills()->index(1), BillsModel::StepsRole).toStringList();
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps[0], QStringLiteral("Step 1: 120 kWh at ¥0.4883, ¥58.60"));
    QCOMPARE(bench.at(1, BillsModel::AdviceRole),
             QStringLiteral("After another 1,800 kWh, each unit costs ¥0.7883."));
    bench.kiosk->setLanguage(QStringLiteral("zh"));
    QCOMPARE(bench.kiosk->bills()->billerText(), QStringLiteral("国家电网"));
}

void TestKioskBills::chosenAndParts_makeTheSum()
{
    Bench bench;
    bench.toBills();
    bench.kiosk->toggleBill(0);
    QCOMPARE(bench.kiosk->bills()->totalText(), QStringLiteral("¥123.19"));
    bench.kiosk->otherPart(1);
    QCOMPARE(bench.kiosk->screen(), K::EnterAmount);
    bench.type(QStringLiteral("9"));
    bench.kiosk->confirmEntry();
    QCOMPARE(bench.kiosk->screen(), K::Refusal);
    bench.kiosk->recover();
    QCOMPARE(bench.kiosk->screen(), K::EnterAmount);
    bench.kiosk->press(QStringLiteral("clear"));
    bench.type(QStringLiteral("50"));
    bench.kiosk->confirmEntry();
    QCOMPARE(bench.kiosk->screen(), K::Bills);
    QCOMPARE(bench.kiosk->bills()->totalText(), QStringLiteral("¥50.00"));
    QCOMPARE(bench.at(1, BillsModel::TotalRole), QStringLiteral("of ¥123.19"));
    bench.kiosk->toggleBill(1);
    QVERIFY(!bench.kiosk->bills()->canPay());
    bench.kiosk->payBills();
    QCOMPARE(bench.kiosk->screen(), K::Bills);
    bench.kiosk->toggleBill(1);
    bench.kiosk->payBills();
    bench.kiosk->chooseWay(0);
    bench.settle();
    QCOMPARE(bench.bills.asked.size(), size_t(1));
    QCOMPARE(bench.bills.asked[0].offer, QStringLiteral("power-2"));
    QCOMPARE(bench.bills.asked[0].amount, 50_yuan);
}

void TestKioskBills::aPlate_andAPhone()
{
    Bench bench;
    bench.kiosk->chooseBills();
    bench.kiosk->chooseBiller(3);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Which plate?"));
    QVERIFY(bench.kiosk->bills()->wantsProvince());
    bench.type(QStringLiteral("京"));
    QVERIFY(!bench.kiosk->bills()->wantsProvince());
    bench.type(QStringLiteral("A1234"));
    bench.kiosk->confirmAccount();
    QCOMPARE(bench.kiosk->screen(), K::EnterAccount); // not a plate yet
    bench.type(QStringLiteral("5"));
    bench.kiosk->confirmAccount();
    bench.settle();
    QCOMPARE(bench.bills.lookedUp, QStringLiteral("京A12345"));
    QCOMPARE(bench.kiosk->screen(), K::Bills);
    bench.kiosk->goHome();
    bench.toBills(5, QStringLiteral("13800138000"));
    QCOMPARE(bench.kiosk->screen(), K::Bills);
    QVERIFY(!bench.kiosk->bills()->canPay());
    bench.kiosk->toggleBill(0); // credit is chosen by its amount
    QVERIFY(!bench.kiosk->bills()->canPay());
    bench.kiosk->chooseCredit(0, 2);
    QCOMPARE(bench.kiosk->bills()->totalText(), QStringLiteral("¥100.00"));
}

void TestKioskBills::nothingToPay_isSaid()
{
    Bench bench;
    bench.bills.owesNothing = true;
    bench.toBills();
    QCOMPARE(bench.kiosk->screen(), K::Bills);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("There is nothing to pay"));
    QVERIFY(!bench.kiosk->bills()->canPay());
}

void TestKioskBills::refusals_areWaysBack_data()
{
    QTest::addColumn<ErrorCode>("code");
    for (const ErrorCode code : {ErrorCode::BillNotFound, ErrorCode::BillerSilent, ErrorCode::BillerUnknown,
                                 ErrorCode::Timeout, ErrorCode::Unavailable})
        QTest::newRow(errorCodeName(code).data()) << code;
}

void TestKioskBills::refusals_areWaysBack()
{
    QFETCH(ErrorCode, code);
    Bench bench;
    bench.kiosk->chooseBills();
    bench.kiosk->chooseBiller(0);
    bench.type(Power);
    bench.bills.failNext = Error{code, {}};
    bench.kiosk->confirmAccount();
    QCOMPARE(bench.kiosk->screen(), K::Asking);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Asking the biller"));
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Refusal);
    QVERIFY(!bench.kiosk->errorText().isEmpty());
    QCOMPARE(bench.kiosk->recoverText(), QStringLiteral("Enter it again"));
    bench.kiosk->recover();
    QCOMPARE(bench.kiosk->screen(), K::EnterAccount);
    QCOMPARE(bench.kiosk->bills()->accountText(), Power);
    bench.kiosk->confirmAccount();
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Bills);
    QVERIFY(bench.topUps.orders.empty()); // nothing was taken
}

void TestKioskBills::aBareNumber_isAnAccount()
{
    Bench bench;
    bench.kiosk->chooseBills();
    bench.scan(QStringLiteral("110123456789")); // of whom?
    QCOMPARE(bench.kiosk->screen(), K::Refusal);
    bench.kiosk->recover();
    QCOMPARE(bench.kiosk->screen(), K::ChooseBiller);
    bench.kiosk->chooseBiller(0);
    bench.scan(QStringLiteral("110123456789"));
    QCOMPARE(bench.kiosk->screen(), K::Bills);
    QCOMPARE(bench.bills.lookedUp, Power);
}

void TestKioskBills::thePin_isAskedForOnce()
{
    Bench bench;
    bench.bills.pin = QStringLiteral("2468");
    bench.bills.saved = {
        {QStringLiteral("1"), QStringLiteral("SGCC"), Power, QStringLiteral("****6789"), {}}};
    bench.kiosk->chooseBills();
    bench.reader.tap(bench.good);
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Pin);
    QVERIFY(bench.kiosk->errorText().isEmpty());
    bench.type(QStringLiteral("1111"));
    bench.kiosk->confirmPin();
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Pin);
    QVERIFY(!bench.kiosk->errorText().isEmpty());
    bench.type(QStringLiteral("2468"));
    bench.kiosk->confirmPin();
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::ChooseBiller);
    QCOMPARE(bench.kiosk->bills()->payeeNames(), QStringList{QStringLiteral("State Grid")});
    bench.kiosk->forgetPayee(0); // without asking again
    bench.settle();
    QVERIFY(bench.bills.saved.empty());
    // Going back from the PIN goes on without what is saved.
    bench.kiosk->goHome();
    bench.kiosk->chooseBills();
    bench.reader.tap(bench.good);
    bench.settle();
    bench.kiosk->goBack();
    QCOMPARE(bench.kiosk->screen(), K::ChooseBiller);
}

void TestKioskBills::savingAndForgetting()
{
    Bench bench;
    bench.toBills();
    QVERIFY(!bench.kiosk->canSavePayee()); // whose?
    bench.reader.tap(bench.good);
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Bills); // what was looked up is still there
    QVERIFY(bench.kiosk->canSavePayee());
    bench.kiosk->savePayee();
    bench.settle();
    QVERIFY(bench.kiosk->bills()->isSaved());
    QVERIFY(!bench.kiosk->canSavePayee());
    QCOMPARE(bench.bills.saved.size(), size_t(1));
    QCOMPARE(bench.bills.saved[0].account, Power);
    bench.kiosk->goBack();
    QCOMPARE(bench.kiosk->bills()->payeeNames().size(), 1);
}

void TestKioskBills::theBillHasChanged_isLookedUpAgain()
{
    Bench bench;
    bench.toBills();
    bench.kiosk->payBills();
    bench.bills.failNext = Error{ErrorCode::BillChanged, {}};
    bench.kiosk->chooseWay(0);
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Refusal);
    bench.kiosk->recover();
    QCOMPARE(bench.kiosk->screen(), K::ChooseBiller);
    QVERIFY(bench.topUps.orders.empty());
}

void TestKioskBills::theAnswerIsLost_itIsTheSameOrder()
{
    Bench bench;
    bench.bills.loseNext = 2;
    bench.toQr();
    QCOMPARE(bench.model().stage(), TopUpModel::Opening);
    bench.wait(3'000);
    QCOMPARE(bench.model().stage(), TopUpModel::Waiting);
    QCOMPARE(bench.bills.begins, 3);
    QCOMPARE(bench.topUps.orders.size(), size_t(1));
}

void TestKioskBills::whatBecameOfEach_isFollowed()
{
    Bench bench;
    bench.toQr();
    bench.bills.pay();
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Paid. The billers are being told"));
    QCOMPARE(bench.model().tone(), QStringLiteral("brand"));
    QVERIFY(bench.model().resultDetail().contains(QStringLiteral("Do not pay it again")));
    QVERIFY(!bench.memory.order.isEmpty()); // a power cut would take the answer away
    bench.bills.fate(0).state = BillState::Posted;
    bench.bills.fate(1).state = BillState::Refused;
    bench.bills.fate(1).why = ErrorCode::BillPaidAlready;
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Some of it goes back"));
    QCOMPARE(bench.model().fateStates(), (QStringList{QStringLiteral("Paid"), QStringLiteral("Goes back")}));
    QVERIFY(bench.model().fateDetails()[1].contains(sentence(ErrorCode::BillPaidAlready)));
    bench.bills.fate(1).state = BillState::Returned;
    bench.wait(1'250);
    QCOMPARE(bench.model().fateStates()[1], QStringLiteral("Given back"));
    QVERIFY(bench.memory.order.isEmpty());
    const int looks = bench.topUps.looks;
    bench.wait(3'000);
    QCOMPARE(bench.topUps.looks, looks); // all is known
}

void TestKioskBills::theBillerIsDown_theMoneyGoesBack()
{
    Bench bench;
    bench.toQr();
    bench.bills.pay();
    bench.wait(1'250);
    bench.bills.fates(BillState::Returning);
    bench.bills.fate(0).why = ErrorCode::BillerSilent;
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Your money goes back"));
    QVERIFY(bench.model().resultDetail().contains(QStringLiteral("WeChat Pay")));
    // Whoever goes has been told; the centre goes on.
    bench.kiosk->goHome();
    QVERIFY(bench.memory.order.isEmpty());
}

void TestKioskBills::theNetworkIsGoneAfterTheScan()
{
    Bench bench;
    bench.toQr();
    bench.topUps.loseNext = 20;
    bench.bills.pay();
    bench.wait(15'000);
    QCOMPARE(bench.kiosk->screen(), K::TopUpQr);
    bench.topUps.loseNext = 0;
    bench.bills.fates(BillState::Posted);
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Paid: ¥221.83"));
}

void TestKioskBills::theCodeRunsOut_nothingWasTaken()
{
    Bench bench;
    bench.toQr();
    bench.wait(92'000);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Nothing was taken"));
    QCOMPARE(bench.model().fateStates()[0], QStringLiteral("Not paid"));
}

void TestKioskBills::aPowerCut_isTakenUpAgain()
{
    Bench bench;
    bench.toQr();
    bench.bills.pay();
    bench.start();
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->screen(), K::TopUpDone);
    QVERIFY(bench.model().isBills());
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Paid. The billers are being told"));
    bench.bills.fates(BillState::Returned);
    bench.start(); // and once more, while it was being followed
    bench.wait(1'250);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Your money goes back"));
    QCOMPARE(bench.model().fateStates()[0], QStringLiteral("Given back"));
    QVERIFY(bench.memory.order.isEmpty());
}

void TestKioskBills::leftAlone_nothingIsLeftForTheNext()
{
    Bench bench;
    bench.bills.saved = {
        {QStringLiteral("1"), QStringLiteral("SGCC"), Power, QStringLiteral("****6789"), {}}};
    bench.toBills();
    bench.reader.tap(bench.good);
    bench.settle();
    bench.wait(K::IdleMs + K::CountdownMs + 1'000);
    QCOMPARE(bench.kiosk->screen(), K::Home);
    QVERIFY(bench.kiosk->bills()->payeeNames().isEmpty());
    QVERIFY(bench.kiosk->bills()->accountText().isEmpty());
    QVERIFY(bench.kiosk->bills()->holderText().isEmpty());
    QCOMPARE(bench.kiosk->bills()->rowCount(), 0);
    QVERIFY(bench.kiosk->cardText().isEmpty());
    // A late answer is nobody's.
    bench.kiosk->chooseBills();
    bench.kiosk->chooseBiller(0);
    bench.type(Power);
    bench.kiosk->confirmAccount();
    bench.kiosk->goHome();
    bench.settle();
    QCOMPARE(bench.kiosk->screen(), K::Home);
    QCOMPARE(bench.kiosk->bills()->rowCount(), 0);
}

void TestKioskBills::back_stepByStep()
{
    Bench bench;
    bench.toBills();
    bench.kiosk->payBills();
    QCOMPARE(bench.kiosk->screen(), K::ChooseWay);
    for (const K::Screen screen : {K::Bills, K::ChooseBiller, K::Home}) {
        QVERIFY(bench.kiosk->canGoBack());
        bench.kiosk->goBack();
        QCOMPARE(bench.kiosk->screen(), screen);
    }
    bench.kiosk->chooseBills();
    bench.kiosk->chooseBiller(1);
    bench.kiosk->goBack();
    QCOMPARE(bench.kiosk->screen(), K::ChooseBiller);
    bench.kiosk->goHome();
    bench.toQr();
    bench.kiosk->goBack();
    bench.wait(500);
    QCOMPARE(bench.topUps.givenUp, 1);
    QCOMPARE(bench.kiosk->title(), QStringLiteral("Nothing was taken"));
}

QTEST_GUILESS_MAIN(TestKioskBills)
#include "tst_kiosk_bills.moc"
