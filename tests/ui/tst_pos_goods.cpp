#include "tests/support/fake_shelf.h"
#include "tests/support/fakes_station.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using P = PosViewModel;

namespace {

struct Bench
{
    Bench() { pos.setShelf(&shelf); }
    ManualClock clock;
    IdSource ids{clock, 7};
    FakeCards cards;
    FakeStation station{cards, clock};
    FakeDesk desk{cards, clock};
    FakeReader reader;
    FakeShelf shelf;
    Translator translator{Language::English};
    PosViewModel pos{station, &reader, desk, clock, ids, translator};

    void settle()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }
    void type(const char *keys)
    {
        for (const char *c = keys; *c; ++c)
            if (const auto key = QString(QLatin1Char(*c)); *c < '0' || *c > '9')
                pos.typeCode(key);
            else
                pos.press(key);
    }
    void scan(const char *code)
    {
        type(code);
        pos.confirm();
        settle();
    }
    QStringList basket()
    {
        QStringList lines;
        for (const BasketLine &line : pos.basket()->lines())
            lines << QStringLiteral("%1x%2").arg(line.quantity / 1'000).arg(line.product);
        return lines;
    }
};

constexpr char Water[] = "6901234567892";
constexpr char Cola[] = "6291041500213";
constexpr char Wash[] = "73513537";

}

class TestPosGoods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scanned_isInTheBasket_andPaid();
    void aSecondPiece_isTheSameLine();
    void beside_theFuel();
    void fastScans_areAllTaken();
    void whatIsNotKnown_isSaid();
    void figures_areCash_unlessTheyAreABarcode();
    void search_byInitialsWithTheKeyboard();
    void quantity_removed_undone();
    void couponsAreAskedAgain();
    void aScanWhilePaying_beginsTheNextBasket();
    void receipt_hasLinesAndTax();
    void withoutAShop_nothingChanges();
};

void TestPosGoods::scanned_isInTheBasket_andPaid()
{
    Bench b;
    b.scan(Water);
    QCOMPARE(b.pos.panel(), P::Pay);
    QCOMPARE(b.pos.heading(), QStringLiteral("Shop · To pay"));
    QCOMPARE(b.pos.amountText(), QStringLiteral("¥2.50"));
    QCOMPARE(b.basket(), QStringList{QStringLiteral("1x1001")});
    b.type("10");
    QCOMPARE(b.pos.changeText(), QStringLiteral("Change ¥7.50"));
    b.pos.payCash();
    b.settle();
    QCOMPARE(b.pos.panel(), P::Receipt);
    QVERIFY(b.station.sales().last().state == SaleState::Settled);
    b.scan(Cola); // the next customer's
    QCOMPARE(b.pos.panel(), P::Pay);
    QCOMPARE(b.basket(), QStringList{QStringLiteral("1x1002")});
    QCOMPARE(b.station.sales().size(), 2);
}

void TestPosGoods::aSecondPiece_isTheSameLine()
{
    Bench b;
    b.scan(Water);
    b.scan(Cola);
    b.scan(Water);
    QCOMPARE(b.basket(), (QStringList{QStringLiteral("2x1001"), QStringLiteral("1x1002")}));
    QCOMPARE(b.pos.amountText(), QStringLiteral("¥8.50"));
    QCOMPARE(b.station.sales().size(), 1);
}

void TestPosGoods::beside_theFuel()
{
    Bench b;
    b.pos.selectPump(2);
    b.pos.release();
    b.settle();
    b.station.lift(2, 2);
    b.station.flow(2, 10_L);
    b.station.hangUp(2);
    b.settle();
    QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
    b.scan(Water);
    QCOMPARE(b.pos.amountText(), QStringLiteral("¥81.00"));
    QCOMPARE(b.pos.heading(), QStringLiteral("Pump 2 · To pay"));
    b.pos.removeLine(0);
    b.settle();
    QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50")); // the fuel stays
    QCOMPARE(b.pos.panel(), P::Pay);
}

void TestPosGoods::fastScans_areAllTaken()
{
    Bench b;
    for (const char *code : {Water, Cola, Water, Wash}) { // no time to answer between them
        b.type(code);
        b.pos.confirm();
    }
    b.settle();
    QCOMPARE(b.basket(),
             (QStringList{QStringLiteral("2x1001"), QStringLiteral("1x1002"), QStringLiteral("1x5001")}));
    QCOMPARE(b.station.sales().size(), 1);
}

void TestPosGoods::whatIsNotKnown_isSaid()
{
    Bench b;
    b.scan("4006381333931");
    QCOMPARE(b.pos.errorText(), sentence(ErrorCode::BarcodeUnknown));
    b.scan("6901234567893"); // misread
    QCOMPARE(b.pos.errorText(), sentence(ErrorCode::BarcodeInvalid));
    QVERIFY(b.station.sales().isEmpty());
    b.scan(Water);
    QVERIFY(b.pos.errorText().isEmpty());
    b.station.failNext = ErrorCode::StoreFull;
    b.scan(Cola);
    QCOMPARE(b.pos.errorText(), sentence(ErrorCode::StoreFull));
    QCOMPARE(b.basket(), QStringList{QStringLiteral("1x1001")}); // what is not kept is not shown
}

void TestPosGoods::figures_areCash_unlessTheyAreABarcode()
{
    Bench b;
    b.scan(Water);
    b.type("5");
    b.pos.confirm(); // cash
    b.settle();
    QCOMPARE(b.pos.panel(), P::Receipt);
    b.pos.selectPump(1);
    b.scan(Wash); // eight figures at a free pump are a barcode when their check digit is right
    QCOMPARE(b.pos.panel(), P::Pay);
    QCOMPARE(b.basket(), QStringList{QStringLiteral("1x5001")});
    QVERIFY(b.station.pumps()[0].sale.isNull());
}

void TestPosGoods::search_byInitialsWithTheKeyboard()
{
    Bench b;
    b.pos.showGoods();
    QCOMPARE(b.pos.panel(), P::Goods);
    b.type("kkkl");
    QCOMPARE(b.pos.searchText(), QStringLiteral("kkkl"));
    QCOMPARE(b.pos.found()->count(), 1);
    b.pos.confirm();
    b.settle();
    QCOMPARE(b.basket(), QStringList{QStringLiteral("1x1002")});
    QCOMPARE(b.pos.panel(), P::Pay);
    b.pos.showGoods();
    b.type("10");
    QCOMPARE(b.pos.found()->count(), 2);
    b.pos.found()->step(-1);
    QCOMPARE(b.pos.found()->current(), 0);
    b.pos.confirm();
    b.settle();
    QCOMPARE(b.basket(), (QStringList{QStringLiteral("1x1002"), QStringLiteral("1x1001")}));
    b.pos.showGoods();
    b.pos.back();
    QCOMPARE(b.pos.panel(), P::Pay); // back to what was due
    b.pos.showGoods();
    b.scan(Water); // a scan is a scan
    QCOMPARE(b.basket().last(), QStringLiteral("2x1001"));
}

void TestPosGoods::quantity_removed_undone()
{
    Bench b;
    b.scan(Water);
    b.scan(Cola);
    QCOMPARE(b.pos.basket()->current(), 1);
    b.type("+");
    b.settle();
    QCOMPARE(b.basket().last(), QStringLiteral("2x1002"));
    b.pos.stepQuantity(0, -1); // the last of it
    b.settle();
    QCOMPARE(b.basket(), QStringList{QStringLiteral("2x1002")});
    QVERIFY(b.pos.canUndo());
    b.pos.undoGoods();
    b.settle();
    QCOMPARE(b.basket(), (QStringList{QStringLiteral("1x1001"), QStringLiteral("2x1002")}));
    for (int i = 0; i < 3; ++i) {
        b.pos.undoGoods();
        b.settle();
    }
    QCOMPARE(b.pos.panel(), P::NoPump); // nothing was wanted: the sale is over
    QVERIFY(!b.pos.canUndo());
    QVERIFY(b.station.sales().last().state == SaleState::Released);
}

void TestPosGoods::couponsAreAskedAgain()
{
    Bench b;
    b.station.coupons[QStringLiteral("A-1")] = {{1}, 1, {42, 1}, 1_yuan, QStringLiteral("One off")};
    b.scan(Water);
    b.pos.useCoupon();
    for (const char *key : {"A", "-", "1"})
        if (!b.pos.typeCode(QString::fromLatin1(key)))
            b.pos.press(QString::fromLatin1(key));
    b.pos.confirm();
    b.settle();
    QCOMPARE(b.pos.amountText(), QStringLiteral("¥1.50"));
    b.scan(Cola);
    QCOMPARE(b.pos.amountText(), QStringLiteral("¥5.00"));
    QCOMPARE(b.pos.discounts().size(), 1);
    for (const char *code : {Cola, Water, Wash}) { // while coupons are being asked about
        b.type(code);
        b.pos.confirm();
    }
    b.settle();
    b.settle();
    QCOMPARE(b.basket(),
             (QStringList{QStringLiteral("2x1001"), QStringLiteral("2x1002"), QStringLiteral("1x5001")}));
    QCOMPARE(b.pos.amountText(), QStringLiteral("¥29.00"));
}

/// The next customer's things are scanned while this one's money is being booked.
void TestPosGoods::aScanWhilePaying_beginsTheNextBasket()
{
    Bench b;
    b.scan(Water);
    b.pos.payCash();
    b.type(Cola);
    b.pos.confirm();
    b.settle();
    QCOMPARE(b.pos.panel(), P::Pay);
    QCOMPARE(b.basket(), QStringList{QStringLiteral("1x1002")});
    QCOMPARE(b.station.sales().size(), 2);
    QVERIFY(b.station.sales().first().state == SaleState::Settled);
    QCOMPARE(b.station.sales().first().paid, 250_fen);
}

void TestPosGoods::receipt_hasLinesAndTax()
{
    Bench b;
    b.scan(Water);
    b.scan(Water);
    b.scan(Wash);
    b.pos.payCash();
    b.settle();
    QStringList lines;
    ReceiptModel *receipt = b.pos.receipt();
    for (int row = 0; row < receipt->rowCount(); ++row)
        lines << receipt->data(receipt->index(row), ReceiptModel::LabelRole).toString() + u'|'
                + receipt->data(receipt->index(row), ReceiptModel::ValueRole).toString();
    const QString all = lines.join(u'\n');
    QVERIFY2(all.contains(QStringLiteral("Spring water 550 mL|¥5.00\n|2 × ¥2.50")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("Screen wash 2 L|¥18.00")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("Amount|¥23.00")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("Tax in the goods, 13 %|¥2.65")),
             qPrintable(all)); // 23.00 x 13 / 113
    QVERIFY(!all.contains(QLatin1String("Pump|")));
}

void TestPosGoods::withoutAShop_nothingChanges()
{
    Bench b;
    b.pos.setShelf(nullptr);
    b.scan(Water);
    QVERIFY(b.station.sales().isEmpty());
    b.pos.showGoods();
    QCOMPARE(b.pos.panel(), P::NoPump);
}

QTEST_GUILESS_MAIN(TestPosGoods)
#include "tst_pos_goods.moc"
