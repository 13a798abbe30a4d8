#include "tests/support/fakes_station.h"
#include "tests/ui/fake_members.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using P = PosViewModel;

namespace {

/// A delivered sale of 78.50 waits; the member has 1,250 points, a hundred of them worth one yuan.
struct Bench
{
    Bench()
    {
        members.view.points.available = 1'250;
        members.view.points.value = PointValue{1_yuan, 100};
        pos.setMembers(&members);
        station.coupons[QStringLiteral("00N0-B")] = {{1}, 1, {42, 1}, 70_yuan, QStringLiteral("Seventy off")};
        pos.selectPump(2);
        pos.release();
        settle();
        station.lift(2, 2);
        station.flow(2, 10_L);
        station.hangUp(2);
        settle();
    }
    void settle()
    {
        for (int turns = 0; turns < 5; ++turns)
            QCoreApplication::processEvents();
    }
    void present()
    {
        reader.tap(card);
        settle();
    }
    void type(const char *keys)
    {
        for (const char *c = keys; *c; ++c)
            pos.press(QString(QLatin1Char(*c)));
    }
    void use()
    {
        pos.usePoints();
        settle();
    }
    std::optional<PointsPaid> taken() { return station.sales().last().points; }

    ManualClock clock;
    IdSource ids{clock, 7};
    FakeCards cards;
    FakeStation station{cards, clock};
    FakeDesk desk{cards, clock};
    FakeReader reader;
    FakeMembers members;
    Translator translator{Language::English};
    PosViewModel pos{station, &reader, desk, clock, ids, translator};
    CardIdentity card = cards.add("good", QStringLiteral("9000 **** **** 5670")).identity;
};

}

class TestPosPoints : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutACard_noneAreAsked()
    {
        Bench b;
        QVERIFY(!b.pos.canUsePoints());
        b.use();
        QVERIFY(!b.pos.pointsAsked());
    }
    void theMost_byTwoKeys_andBackByOne()
    {
        Bench b;
        b.present();
        b.use();
        QVERIFY(b.pos.pointsAsked());
        QCOMPARE(b.pos.pointsHint(),
                 QStringLiteral("1,250 points, worth ¥12.50. At most 1,250 for this sale: ¥12.50 off."));
        b.pos.confirm();
        b.settle();
        QCOMPARE(b.taken()->spent, 1'250);
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥66.00"));
        QCOMPARE(b.pos.pointsLine(), QStringLiteral("1,250 points  -¥12.50"));
        b.use();
        QVERIFY(!b.taken());
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
    }
    void soMany_asAreTyped()
    {
        Bench b;
        b.present();
        b.use();
        b.type("500");
        QCOMPARE(b.pos.pointsText(), QStringLiteral("500"));
        b.pos.confirm();
        b.settle();
        QCOMPARE(b.taken()->amount, 5_yuan);
        b.pos.payCard();
        b.settle();
        QCOMPARE(b.station.sales().last().paid, 73'50_fen);
        QStringList lines;
        for (int row = 0; row < b.pos.receipt()->rowCount({}); ++row)
            lines += b.pos.receipt()->data(b.pos.receipt()->index(row), ReceiptModel::LabelRole).toString();
        QVERIFY(lines.contains(QStringLiteral("500 points")));
        QVERIFY(lines.contains(QStringLiteral("To pay")));
    }
    void moreThanThereAre_isSaid()
    {
        Bench b;
        b.present();
        b.use();
        b.type("1251");
        b.pos.confirm();
        QVERIFY(b.pos.errorText().contains(QStringLiteral("not enough points")));
        QVERIFY(!b.taken());
        b.pos.press(QStringLiteral("clear"));
        b.type("0");
        b.pos.confirm();
        QVERIFY(b.pos.errorText().contains(QStringLiteral("take nothing off")));
    }
    void noMoreThanTheSaleLeaves()
    {
        Bench b;
        b.members.view.points.available = 1'000'000;
        b.present();
        b.use();
        b.pos.confirm();
        b.settle();
        QCOMPARE(b.taken()->amount, 78'50_fen);
        QVERIFY(!b.pos.canPayCard()); // nothing is left for it
        b.pos.payCash();
        b.settle();
        QCOMPARE(b.station.sales().last().state, SaleState::Settled);
    }
    void coupons_comeFirst_pointsFollow()
    {
        Bench b;
        b.present();
        b.use();
        b.pos.confirm();
        b.settle();
        b.pos.useCoupon(); // this member has none: a code is asked for
        b.settle();
        for (const char *c = "00N0-B"; *c; ++c)
            if (!b.pos.typeCode(QString(QLatin1Char(*c))))
                b.pos.press(QString(QLatin1Char(*c)));
        b.pos.confirm();
        b.settle();
        QCOMPARE(b.taken()->amount, 8'50_fen); // what the coupon left
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥0.00"));
        b.pos.dropCoupons();
        b.settle();
        QCOMPARE(b.taken()->amount, 12'50_fen); // as many as were wanted
    }
    void aPin_isAskedFor()
    {
        Bench b;
        b.station.pointsPin = QStringLiteral("1234");
        b.present();
        b.use();
        b.type("300");
        b.pos.confirm();
        b.settle();
        QVERIFY(b.pos.pinAsked());
        b.type("9999");
        b.pos.confirm();
        b.settle();
        QVERIFY(b.pos.pinAsked() && !b.taken());
        b.type("1234");
        b.pos.payCard(); // the key that PINs go on with elsewhere
        b.settle();
        QVERIFY(!b.pos.pinAsked());
        QCOMPARE(b.taken()->spent, 300);
        QCOMPARE(b.station.sales().last().state, SaleState::Payable);
    }
    void theCentreAway_isSaid()
    {
        Bench b;
        b.present();
        b.members.failNext = Error{ErrorCode::Unavailable, {}};
        b.use();
        QVERIFY(!b.pos.pointsAsked());
        QVERIFY(b.pos.errorText().contains(QStringLiteral("only while the centre answers")));
        b.use(); // it answers this, and not what comes
        b.station.pointsAway = true;
        b.pos.confirm();
        b.settle();
        QVERIFY(b.pos.errorText().contains(QStringLiteral("only while the centre answers")));
        QVERIFY(!b.taken() && b.pos.canPayCash());
    }
    void anotherCard_forgetsTheQuestion()
    {
        Bench b;
        b.present();
        b.use();
        b.present();
        QVERIFY(!b.pos.pointsAsked());
        b.use();
        b.pos.back();
        QVERIFY(!b.pos.pointsAsked() && b.pos.panel() == P::Pay);
    }
};

QTEST_GUILESS_MAIN(TestPosPoints)
#include "tst_pos_points.moc"
