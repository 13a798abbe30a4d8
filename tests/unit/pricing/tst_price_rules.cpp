#include "core/domain/pricing/price_rules.h"

#include <QTest>

using namespace youka;

namespace {

constexpr qint64 Hour = 3'600'000;
const QString Fuel = QStringLiteral("95");

/// 8.00 from hour 0, 8.10 from hour 100 everywhere; station 2 has 7.90 of its own from hour 50.
std::vector<Price> book()
{
    return {{1, {}, Fuel, {8'000, {}}, {0}, {}},
            {2, {}, Fuel, {8'100, {}}, {100 * Hour}, {}},
            {3, {2}, Fuel, {7'900, {}}, {50 * Hour}, {}},
            {4, {}, QStringLiteral("92"), {7'000, {}}, {0}, {}},
            {5, {}, Fuel, {8'000, Currency("EUR")}, {0}, {}}};
}

}

class TestPriceRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pricesHold_untilTheNextBegins();
    void published_data();
    void published();
};

void TestPriceRules::pricesHold_untilTheNextBegins()
{
    const auto span = [](qint64 when) { return pricesHold(book(), {when}); };
    QCOMPARE(span(-1).second.ms, 0);
    QVERIFY(span(-1).first.ms < -1'000 * Hour);
    QCOMPARE(span(0).first.ms, 0);
    QCOMPARE(span(0).second.ms, 50 * Hour);
    QCOMPARE(span(50 * Hour - 1), span(0));
    QCOMPARE(span(50 * Hour).first.ms, 50 * Hour);
    QCOMPARE(span(50 * Hour).second.ms, 100 * Hour);
    QVERIFY(span(100 * Hour).second.ms > 1'000'000 * Hour);
}

void TestPriceRules::published_data()
{
    QTest::addColumn<int>("station");
    QTest::addColumn<int>("milli");
    QTest::addColumn<qint64>("when");
    QTest::addColumn<bool>("was");
    const auto row = [](const char *name, int station, int milli, qint64 when, bool was) {
        QTest::newRow(name) << station << milli << when << was;
    };
    row("in force", 1, 8'000, 10 * Hour, true);
    row("never published", 1, 8'001, 10 * Hour, false);
    row("another product's", 1, 7'000, 10 * Hour, false);
    row("before the first", 1, 8'000, -Hour, false);
    row("the new one, at its beginning", 1, 8'100, 100 * Hour, true);
    row("the new one, a slow clock", 1, 8'100, 100 * Hour - PriceEarlyMs, true);
    row("the new one, before", 1, 8'100, 100 * Hour - PriceEarlyMs - 1, false);
    row("the old one, the terminal has not heard", 1, 8'000, 100 * Hour + PriceGraceMs - 1, true);
    row("the old one, too long", 1, 8'000, 100 * Hour + PriceGraceMs, false);
    row("the station's own", 2, 7'900, 200 * Hour, true);
    row("a general one where the station has its own", 2, 8'100, 200 * Hour, false);
    row("a general one that began meanwhile, too", 2, 8'100, 101 * Hour, false);
    row("the general one before the station's own", 2, 8'000, 60 * Hour, true);
    row("another station's own", 1, 7'900, 60 * Hour, false);
}

void TestPriceRules::published()
{
    QFETCH(int, station);
    QFETCH(int, milli);
    QFETCH(qint64, when);
    QFETCH(bool, was);
    QCOMPARE(wasPublished(book(), {station}, Fuel, {milli, {}}, {when - PriceGraceMs}, {when + PriceEarlyMs}),
             was);
    QCOMPARE(wasPublished({}, {station}, Fuel, {milli, {}}, {when - PriceGraceMs}, {when + PriceEarlyMs}),
             false);
}

QTEST_GUILESS_MAIN(TestPriceRules)
#include "tst_price_rules.moc"
