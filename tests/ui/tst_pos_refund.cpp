#include "tests/support/fake_staff.h"
#include "tests/support/fakes_station.h"
#include "tests/ui/fake_refunds.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using P = PosViewModel;

namespace {

/// 10 L were sold for 78.50 in cash and two bottles beside them; a cashier and two managers have PINs.
struct Bench
{
    Bench()
    {
        staff.add(7, QStringLiteral("Li Na"), QStringLiteral("2468"));
        staff.add(12, QStringLiteral("Wu Gang"), QStringLiteral("2468"), Role::Manager);
        staff.add(13, QStringLiteral("Zhao Yan"), QStringLiteral("2468"), Role::Manager);
        pos.setRefunds(&centre);
        centre.sold = {
            FakeRefunds::line(0, QStringLiteral("95"), Product::Unit::Litre, 10'000),
            FakeRefunds::line(1, QStringLiteral("1001"), Product::Unit::Piece, 2'000),
        };
        pos.signIn()->choose(0);
        type("2468");
        pos.confirm();
        settle();
        pos.selectPump(2);
        pos.release();
        settle();
        station.lift(2, 2);
        station.flow(2, 10_L);
        station.hangUp(2);
        settle();
        pos.payCash();
        settle();
    }
    void settle()
    {
        for (int turns = 0; turns < 5; ++turns)
            QCoreApplication::processEvents();
    }
    void type(const char *keys)
    {
        for (const char *c = keys; *c; ++c)
            pos.press(QString(QLatin1Char(*c)));
    }
    void open()
    {
        pos.refundSale();
        settle();
    }
    void enter()
    {
        pos.confirm();
        settle();
    }
    /// Of an hour ago, which the till does not list any more.
    SaleView olderSale()
    {
        const ManualClock before{clock.now().plusMs(-3'600'000)};
        SaleView sale = station.sales().last();
        sale.id = IdSource(before, 9).make<SaleId>();
        centre.older.push_back(sale);
        return sale;
    }
    RefundViewModel &refund() { return *pos.refund(); }
    QString back(int line) { return refund().lines()[line].toMap()[QStringLiteral("back")].toString(); }

    ManualClock clock{{1'795'424'400'000}};
    IdSource ids{clock, 7};
    FakeCards cards;
    FakeStation station{cards, clock};
    FakeDesk desk{cards, clock};
    FakeStaff staff;
    FakeRefunds centre;
    Translator translator{Language::English};
    PosViewModel pos{station, nullptr, desk, clock, ids, translator, {&staff, 10 * 60'000}};
};

}

class TestPosRefund : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void all_withAManagersPin()
    {
        Bench b;
        QVERIFY(b.pos.canRefund());
        b.open();
        QCOMPARE(b.pos.panel(), P::Refund);
        QCOMPARE(b.refund().people(), (QStringList{QStringLiteral("Wu Gang"), QStringLiteral("Zhao Yan")}));
        QCOMPARE(b.back(0), QStringLiteral("10.00 L"));
        QCOMPARE(b.back(1), QStringLiteral("2"));
        b.enter();
        QVERIFY(b.refund().asksPin());
        b.type("2468");
        b.enter();
        QVERIFY(b.refund().isDone());
        QCOMPARE(b.refund().amountText(), QStringLiteral("¥85.50"));
        QCOMPARE(b.refund().wayText(), QStringLiteral("Give this back in cash"));
        QCOMPARE(b.refund().details(), QStringList{QStringLiteral("70 points that it had earned are gone")});
        QCOMPARE(b.centre.asked.last().by, StaffId{12});
        QCOMPARE(b.centre.asked.last().note, QStringLiteral("counter, Li Na"));
        b.enter();
        QCOMPARE(b.pos.panel(), P::Receipt);
        b.open(); // again: nothing is left
        QVERIFY(!b.refund().canConfirm());
    }
    void someLitres_noBottle()
    {
        Bench b;
        b.open();
        b.type("2.5");
        QCOMPARE(b.back(0), QStringLiteral("2.5"));
        b.refund().step(1);
        QCOMPARE(b.back(0), QStringLiteral("2.50 L"));
        b.type("0");
        b.refund().stepReason();
        b.enter();
        b.refund().stepPerson(1);
        b.type("2468");
        b.enter();
        const CounterRefund &asked = b.centre.asked.last();
        QCOMPARE(asked.parts, (std::vector<RefundPart>{{0, 2'500}}));
        QVERIFY(asked.reason == RefundReason::Fault);
        QCOMPARE(asked.by, StaffId{13});
        QCOMPARE(b.refund().amountText(), QStringLiteral("¥19.62"));
    }
    void moreThanIsLeft_isAllThatIs()
    {
        Bench b;
        b.open();
        b.type("99");
        b.refund().step(1);
        QCOMPARE(b.back(0), QStringLiteral("10.00 L"));
        b.type("1.5"); // of pieces whole ones
        b.refund().step(-1);
        QCOMPARE(b.back(1), QStringLiteral("1"));
    }
    void aWrongPin_isSaid_theNextIsAnotherQuestion()
    {
        Bench b;
        b.open();
        b.enter();
        b.type("1111");
        b.enter();
        QVERIFY(!b.pos.errorText().isEmpty() && !b.refund().isDone());
        b.type("2468");
        b.enter();
        QVERIFY(b.refund().isDone());
        QVERIFY(b.centre.asked[0].operation != b.centre.asked[1].operation);
    }
    void aLostAnswer_isAskedForAgain_once()
    {
        Bench b;
        b.open();
        b.type("1");
        b.enter();
        b.centre.loseAnswer = true;
        b.type("2468");
        b.enter();
        QVERIFY(b.pos.errorText().contains(QStringLiteral("gives nothing twice")));
        b.refund().stepPerson(1); // who asked stays, until it is known what became of it
        QCOMPARE(b.refund().person(), 0);
        b.type("2468");
        b.enter();
        QVERIFY(b.refund().isDone());
        QCOMPARE(b.centre.asked[0].operation, b.centre.asked[1].operation);
        QVERIFY(b.centre.asked[0].parts == b.centre.asked[1].parts);
        QCOMPARE(b.centre.sold[0].back, 1'000);
    }
    void aboveTheLimit_aSecondManager()
    {
        Bench b;
        b.centre.secondAbove = 10_yuan;
        b.open();
        b.enter();
        b.type("2468");
        b.enter();
        QVERIFY(!b.refund().isDone());
        QVERIFY(b.pos.hint().contains(QStringLiteral("Wu Gang has asked for ¥85.50")));
        b.refund().stepPerson(1);
        b.type("2468");
        b.enter();
        QVERIFY(b.refund().isDone());
    }
    void theCentreAway_isSaid_backIsOneKey()
    {
        Bench b;
        b.centre.away = true;
        b.open();
        QVERIFY(b.pos.errorText().contains(QStringLiteral("while the centre does not answer")));
        QVERIFY(!b.refund().canConfirm());
        b.pos.back();
        QCOMPARE(b.pos.panel(), P::Receipt);
    }
    void lockingTheTill_forgetsIt()
    {
        Bench b;
        b.open();
        b.enter();
        b.type("24");
        b.pos.signIn()->lock();
        b.settle();
        QVERIFY(!b.refund().isOpen());
        QCOMPARE(b.refund().pinLength(), 0);
    }
    void anOlderSale_isFoundByItsNumber()
    {
        Bench b;
        const SaleView old = b.olderSale();
        b.enter(); // the receipt that is shown
        b.pos.showFind();
        QCOMPARE(b.pos.panel(), P::Find);
        b.type(saleNumber(old.id).toLatin1().constData());
        QCOMPARE(b.pos.numberText(), spacedSaleNumber(saleNumber(old.id)));
        b.enter();
        QCOMPARE(b.pos.panel(), P::Receipt);
        QCOMPARE(b.pos.receipt()->sale()->id, old.id);
        QVERIFY(b.pos.canRefund());
        b.open();
        b.enter();
        b.type("2468");
        b.enter();
        QVERIFY(b.refund().isDone());
        QCOMPARE(b.centre.asked.last().sale, old.id);
    }
    void aReceipt_isScanned_whateverIsShown()
    {
        Bench b;
        const SaleView old = b.olderSale();
        b.pos.selectPump(3);
        b.type(saleNumber(old.id).toLatin1().constData());
        b.enter();
        QCOMPARE(b.pos.receipt()->sale()->id, old.id);
        // one that the till still lists needs no centre
        b.centre.away = true;
        const SaleId latest = b.pos.recent()->sales().first().id;
        b.type(saleNumber(latest).toLatin1().constData());
        b.enter();
        QCOMPARE(b.pos.receipt()->sale()->id, latest);
        QVERIFY(b.pos.errorText().isEmpty());
    }
    void aNumber_thatIsNone_isRefused()
    {
        Bench b;
        const SaleView old = b.olderSale();
        QByteArray number = saleNumber(old.id).toLatin1();
        b.pos.showFind();
        b.type(number.left(10).constData());
        b.enter();
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::InvalidInput));
        b.pos.press(QStringLiteral("clear"));
        number[4] = number[4] == '9' ? '0' : char(number[4] + 1);
        b.type(number.constData());
        b.enter();
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::InvalidInput));
        b.pos.press(QStringLiteral("clear"));
        const SaleId nobodys{QUuid(0x01900000, 0x1234, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0)};
        b.type(saleNumber(nobodys).toLatin1().constData());
        b.enter();
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::SaleNotFound));
        b.centre.away = true;
        b.enter();
        QCOMPARE(b.pos.errorText(), sentence(ErrorCode::RefundOnlineOnly));
        b.pos.back();
        QCOMPARE(b.pos.panel(), P::Receipt); // that was shown before
    }
    void severalOfOneMoment_areListed()
    {
        Bench b;
        SaleView old = b.olderSale();
        old.id.uuid.data4[7] ^= 1;
        old.pump = 5;
        b.centre.older.push_back(old);
        b.type(saleNumber(old.id).toLatin1().constData());
        b.enter();
        QCOMPARE(b.pos.panel(), P::Find);
        QCOMPARE(b.pos.numbered()->count(), 2);
        b.pos.showNumbered(1);
        QCOMPARE(b.pos.receipt()->sale()->id, old.id);
    }
};

QTEST_GUILESS_MAIN(TestPosRefund)
#include "tst_pos_refund.moc"
