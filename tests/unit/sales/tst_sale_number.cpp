#include "core/domain/goods/barcode.h"
#include "core/domain/sales/sale_number.h"

#include <QTest>

using namespace youka;

class TestSaleNumber : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// Every id lies within what its number stands for, and no other number does.
    void numberAndIds_agree()
    {
        ManualClock clock;
        IdSource ids(clock, 3);
        QString last;
        for (int i = 0; i < 500; ++i) {
            const SaleId id = ids.make<SaleId>();
            const QString number = saleNumber(id);
            QCOMPARE(number.size(), 11);
            QVERIFY(!looksLikeBarcode(number)); // no scanner takes it for a thing
            const auto range = saleIdsOf(number);
            QVERIFY(range && range->from.bytes() <= id.bytes() && id.bytes() < range->before.bytes());
            QVERIFY(last <= number);
            if (last != number && !last.isEmpty())
                QVERIFY(saleIdsOf(last)->before.bytes() <= id.bytes());
            last = number;
            clock.advanceMs(i % 7 == 0 ? 86'400'000 : 37);
        }
    }
    void spaces_doNotCount()
    {
        const QString number = saleNumber(IdSource(ManualClock(), 3).make<SaleId>());
        QCOMPARE(spacedSaleNumber(number).count(u' '), 2);
        QVERIFY(saleIdsOf(spacedSaleNumber(number)));
    }
    void oneWrongDigit_isNone()
    {
        const QString number = saleNumber(IdSource(ManualClock(), 3).make<SaleId>());
        for (qsizetype at = 0; at < number.size(); ++at)
            for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
                QString other = number;
                other[at] = digit;
                QCOMPARE(saleIdsOf(other).has_value(), other == number);
            }
        QVERIFY(!saleIdsOf(number.left(10)) && !saleIdsOf(number + u'0') && !saleIdsOf(u"1234567890x"));
    }
    void anIdWithoutSuchATime_hasNone()
    {
        QCOMPARE(saleNumber(SaleId()), QString());
        QCOMPARE(saleNumber(SaleId::fromBytes(QByteArray(16, char(0xff)))), QString());
    }
};

QTEST_APPLESS_MAIN(TestSaleNumber)
#include "tst_sale_number.moc"
