#include "tests/integration/bill_house.h"
#include "tests/integration/pay_kiosk.h"

using namespace youka;
using namespace youka::test;
using K = KioskViewModel;

namespace {

/// The kiosk over TLS, the server, the channel and the billers behind it: from home to what became of a bill.
struct BillKiosk : Kiosk
{
    explicit BillKiosk(BillHouse &billHouse)
        : Kiosk(billHouse)
    {
    }
    void type(const QString &keys)
    {
        for (const QChar key : keys)
            model->press(QString(key));
    }
    int at(const QString &biller) const
    {
        return int(model->bills()->billerNames().indexOf(biller + QStringLiteral(" Ltd")));
    }
    bool toBills(const QString &biller, const QString &number)
    {
        if (!until([&] { return model->hasBills(); }))
            return false;
        model->chooseBills();
        model->chooseBiller(at(biller));
        type(number);
        model->confirmAccount();
        return until([&] { return model->screen() != K::Asking; }) && model->screen() == K::Bills;
    }
    bool toCode(const QString &biller, const QString &number)
    {
        if (!toBills(biller, number))
            return false;
        model->payBills(); // one channel: it is not asked for
        return until([&] { return model->topUp()->stage() == TopUpModel::Waiting; });
    }
    QString fates() const { return model->topUp()->fateStates().join(u' '); }
    bool untilFates(const QString &wanted)
    {
        return until([&] { return fates() == wanted; }, 300'000);
    }
};

}

class TestKioskPaysBills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromHomeToPosted();
    void theCustomerWalksAway();
    void theBillerIsSilent_nothingIsTaken();
    void theBillerIsDownAfterPaid_theMoneyGoesBack();
    void oneOfTwoIsRefused_andSaid();
    void theNoticeIsLate();
    void paidAndKilledBeforeItWasShown();
    void theServerIsAwayAfterTheScan();
    void aSavedPayee_isKeptWithTheCard();
};

void TestKioskPaysBills::fromHomeToPosted()
{
    BillHouse house;
    BillKiosk kiosk(house);
    QVERIFY(kiosk.toCode(QStringLiteral("SGCC"), Power));
    QCOMPARE(kiosk.model->topUp()->amountText(), QStringLiteral("¥221.83"));
    QVERIFY(kiosk.scan());
    QVERIFY(kiosk.untilScreen(K::TopUpDone));
    QVERIFY2(kiosk.untilFates(QStringLiteral("Paid Paid")), qPrintable(kiosk.fates()));
    QCOMPARE(kiosk.model->title(), QStringLiteral("Paid: ¥221.83"));
    QCOMPARE(house.power.postedFen(), 22'183);
    QCOMPARE(house.wallet(), 1'000'000 - 22'183);
    QCOMPARE(kiosk.order(), QString());
    QCOMPARE(house.proof(), QString());
}

void TestKioskPaysBills::theCustomerWalksAway()
{
    BillHouse house;
    BillKiosk kiosk(house);
    QVERIFY(kiosk.toCode(QStringLiteral("BWG"), Home));
    QVERIFY(kiosk.untilScreen(K::TopUpDone)); // the code runs out
    QCOMPARE(kiosk.model->title(), QStringLiteral("Nothing was taken"));
    QVERIFY(kiosk.untilScreen(K::Home));
    QCOMPARE(house.water.postings().size(), 0);
    QCOMPARE(house.wallet(), 1'000'000);
    QCOMPARE(house.proof(), QString());
}

void TestKioskPaysBills::theBillerIsSilent_nothingIsTaken()
{
    BillHouse house;
    BillKiosk kiosk(house);
    QVERIFY(house.water.strike(QStringLiteral("silent"), 1));
    QVERIFY(!kiosk.toBills(QStringLiteral("BWG"), Home) && kiosk.model->screen() == K::Refusal);
    QVERIFY(!kiosk.model->errorText().isEmpty());
    QCOMPARE(house.desk.figure("SELECT COUNT(*) FROM payment_order"), 0);
    kiosk.model->recover();
    kiosk.model->confirmAccount();
    QVERIFY(kiosk.untilScreen(K::Bills));
}

void TestKioskPaysBills::theBillerIsDownAfterPaid_theMoneyGoesBack()
{
    BillHouse house;
    BillKiosk kiosk(house);
    QVERIFY(kiosk.toCode(QStringLiteral("BWG"), Home));
    QVERIFY(house.water.strike(QStringLiteral("silent"), 100'000));
    QVERIFY(kiosk.scan());
    QVERIFY(kiosk.untilScreen(K::TopUpDone));
    QCOMPARE(kiosk.model->title(), QStringLiteral("Paid. The billers are being told"));
    const QString order = kiosk.order();
    QVERIFY(!order.isEmpty());
    QVERIFY(house.untilFates(order, QStringLiteral("returned")));
    kiosk.start(); // somebody looks again, after a power cut too
    QVERIFY2(kiosk.untilFates(QStringLiteral("Given back")), qPrintable(kiosk.fates()));
    QCOMPARE(kiosk.model->title(), QStringLiteral("Your money goes back"));
    QCOMPARE(house.wallet(), 1'000'000);
    QCOMPARE(kiosk.order(), QString());
    QCOMPARE(house.proof(), QString());
}

void TestKioskPaysBills::oneOfTwoIsRefused_andSaid()
{
    BillHouse house;
    BillKiosk kiosk(house);
    QVERIFY(kiosk.toCode(QStringLiteral("SGCC"), Power));
    QVERIFY(house.power.strike(QStringLiteral("refuse"), 1, QStringLiteral("postings")));
    QVERIFY(kiosk.scan());
    QVERIFY2(kiosk.until(
                 [&] {
                     return kiosk.fates().contains(QLatin1String("Given back"))
                         && kiosk.fates().contains(QLatin1String("Paid"));
                 },
                 300'000),
             qPrintable(kiosk.fates()));
    QCOMPARE(kiosk.model->title(), QStringLiteral("Some of it goes back"));
    QCOMPARE(house.wallet(), 1'000'000 - house.power.postedFen());
    QVERIFY(house.power.postedFen() == 9'864 || house.power.postedFen() == 12'319);
    QCOMPARE(house.proof(), QString());
}

void TestKioskPaysBills::theNoticeIsLate()
{
    BillHouse house;
    house.strike("notice_lost", 5);
    BillKiosk kiosk(house);
    QVERIFY(kiosk.toCode(QStringLiteral("BWG"), Home));
    QVERIFY(kiosk.scan());
    QVERIFY2(kiosk.untilFates(QStringLiteral("Paid")), qPrintable(kiosk.fates()));
    QCOMPARE(house.water.postedFen(), 8'640);
    QCOMPARE(house.proof(), QString());
}

void TestKioskPaysBills::paidAndKilledBeforeItWasShown()
{
    BillHouse house;
    BillKiosk kiosk(house);
    QVERIFY(kiosk.toCode(QStringLiteral("BWG"), Home));
    QVERIFY(kiosk.scan());
    kiosk.start();
    QCOMPARE(kiosk.model->screen(), K::TopUpQr);
    QVERIFY(kiosk.untilScreen(K::TopUpDone));
    QVERIFY2(kiosk.untilFates(QStringLiteral("Paid")), qPrintable(kiosk.fates()));
    QCOMPARE(kiosk.model->title(), QStringLiteral("Paid: ¥86.40"));
    QCOMPARE(house.water.postedFen(), 8'640);
    QCOMPARE(house.proof(), QString());
}

void TestKioskPaysBills::theServerIsAwayAfterTheScan()
{
    BillHouse house;
    BillKiosk kiosk(house);
    QVERIFY(kiosk.toCode(QStringLiteral("BWG"), Home));
    QVERIFY(kiosk.scan());
    house.restart();
    kiosk.start(); // another port
    QVERIFY2(kiosk.untilFates(QStringLiteral("Paid")), qPrintable(kiosk.fates()));
    QCOMPARE(house.water.postedFen(), 8'640);
    QCOMPARE(house.proof(), QString());
}

void TestKioskPaysBills::aSavedPayee_isKeptWithTheCard()
{
    BillHouse house;
    BillKiosk kiosk(house);
    QVERIFY(kiosk.toBills(QStringLiteral("BWG"), Home));
    kiosk.reader.tap(kiosk.card);
    QVERIFY(kiosk.until([&] { return kiosk.model->canSavePayee(); }));
    kiosk.model->savePayee();
    QVERIFY(kiosk.until([&] { return kiosk.model->bills()->isSaved(); }));
    kiosk.start();
    QVERIFY(kiosk.until([&] { return kiosk.model->hasBills(); }));
    kiosk.model->chooseBills();
    kiosk.reader.tap(kiosk.card);
    QVERIFY(kiosk.until([&] { return !kiosk.model->bills()->payeeNames().isEmpty(); }));
    kiosk.model->choosePayee(0);
    QVERIFY(kiosk.untilScreen(K::Bills));
    QCOMPARE(kiosk.model->bills()->totalText(), QStringLiteral("¥86.40"));
}

QTEST_MAIN(TestKioskPaysBills)
#include "tst_kiosk_pays_bills.moc"
