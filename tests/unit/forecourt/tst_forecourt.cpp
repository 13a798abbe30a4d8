#include "forecourt_desk.h"

#include <QTest>

using namespace youka;

class TestForecourt : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void card_wholeSale();
};

void TestForecourt::card_wholeSale()
{
    ForecourtDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, ForecourtDesk::amount(20'000)));
    QCOMPARE(desk.state(id), SaleState::PumpReleased);
    QCOMPARE(desk.centre.questions.size(), 1);
    QCOMPARE(desk.centre.questions.first().product, QStringLiteral("95"));
    QCOMPARE(desk.centre.questions.first().wanted.minor, 20'000);
    desk.iron().pump.squeeze();
    QVERIFY(desk.untilState(id, SaleState::Fuelling));
    QVERIFY(desk.until([&] { return desk.pump().volume.ml > 3'000; }));
    desk.iron().pump.hang();
    QVERIFY(desk.untilState(id, SaleState::Settled));
    const SaleView view = *desk.forecourt->sale(id);
    QCOMPARE(view.delivery.volume, desk.iron().pump.total(1));
    QCOMPARE(view.paid, desk.iron().pump.totalAmount(1));
    QCOMPARE((view.paid + view.returned).minor, 20'000);
    QCOMPARE(desk.kinds(), (QStringList{QStringLiteral("sale.captured")}));
    QVERIFY(!view.uploaded);
    desk.facts.uploaded = 1;
    QVERIFY(desk.forecourt->sale(id)->uploaded);
    QVERIFY(desk.ready());
}

QTEST_GUILESS_MAIN(TestForecourt)
#include "tst_forecourt.moc"
