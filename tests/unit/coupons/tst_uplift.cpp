#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/uplift.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace youka;

class TestUplift : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quantile_isThatOfTheTables_data();
    void quantile_isThatOfTheTables();
    void spending_countsThoseWhoBoughtNothing();
    void welch_isWhatTheBooksSay_data();
    void welch_isWhatTheBooksSay();
    void tooFew_sayNothing();
    void interval_holdsTheTruthAsOftenAsItPromises();
    void heldOut_isItsShare_theSameEveryTime_anotherForEachCampaign();
};

void TestUplift::quantile_isThatOfTheTables_data()
{
    QTest::addColumn<double>("degrees");
    QTest::addColumn<double>("expected");
    // Any book of tables; the broken ones by numerical integration of the density.
    QTest::newRow("1") << 1.0 << 12.7062;
    QTest::newRow("2") << 2.0 << 4.30265;
    QTest::newRow("3.7") << 3.7 << 2.86752;
    QTest::newRow("5") << 5.0 << 2.57058;
    QTest::newRow("9.9") << 9.9 << 2.23119;
    QTest::newRow("10") << 10.0 << 2.22814;
    QTest::newRow("24.5") << 24.5 << 2.06167;
    QTest::newRow("30") << 30.0 << 2.04227;
    QTest::newRow("120") << 120.0 << 1.97993;
    QTest::newRow("1000") << 1'000.0 << 1.96234;
    QTest::newRow("a million") << 1e6 << 1.95997;
}

void TestUplift::quantile_isThatOfTheTables()
{
    QFETCH(double, degrees);
    QFETCH(double, expected);
    QVERIFY2(std::abs(studentQuantile975(degrees) - expected) < 6e-5,
             qPrintable(QString::number(studentQuantile975(degrees), 'f', 6)));
}

void TestUplift::spending_countsThoseWhoBoughtNothing()
{
    const std::vector<qint64> spent{100, 200, 300};
    const SpendingGroup all = spendingOf(spent, 3);
    QCOMPARE(all.mean, 200.0);
    QCOMPARE(all.variance, 10'000.0);
    const SpendingGroup half = spendingOf(spent, 6); // 0 0 0 100 200 300
    QCOMPARE(half.customers, 6);
    QCOMPARE(half.mean, 100.0);
    QCOMPARE(half.variance, 16'000.0);
    QCOMPARE(spendingOf({}, 0).customers, 0);
    QCOMPARE(spendingOf({}, 5).variance, 0.0);
}

void TestUplift::welch_isWhatTheBooksSay_data()
{
    QTest::addColumn<SpendingGroup>("treated");
    QTest::addColumn<SpendingGroup>("heldOut");
    QTest::addColumn<double>("degrees");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    // The three classic examples: equal sizes and spreads, then unequal ones, then both.
    QTest::newRow("alike") << SpendingGroup{15, 20.8, 7.9} << SpendingGroup{15, 23.0, 3.8} << 24.93767
                           << -4.01917 << -0.38083;
    QTest::newRow("unequal") << SpendingGroup{10, 20.6, 9.0} << SpendingGroup{20, 22.1, 0.9} << 9.91076
                             << -3.66864 << 0.66864;
    QTest::newRow("large and wide") << SpendingGroup{10, 19.4, 1.4} << SpendingGroup{20, 21.6, 17.1}
                                    << 24.35319 << -4.25715 << -0.14285;
    QTest::newRow("a campaign") << SpendingGroup{900, 10'000, 25e6} << SpendingGroup{100, 9'000, 16e6}
                                << 135.90784 << 143.05178 << 1'856.94822;
}

void TestUplift::welch_isWhatTheBooksSay()
{
    QFETCH(SpendingGroup, treated);
    QFETCH(SpendingGroup, heldOut);
    QFETCH(double, degrees);
    QFETCH(double, low);
    QFETCH(double, high);
    const auto uplift = upliftOf(treated, heldOut);
    QVERIFY(uplift);
    QCOMPARE(uplift->difference, treated.mean - heldOut.mean);
    QVERIFY2(std::abs(uplift->degrees - degrees) < 1e-4,
             qPrintable(QString::number(uplift->degrees, 'f', 6)));
    QVERIFY2(std::abs(uplift->low - low) < 1e-4 * (1 + std::abs(low)),
             qPrintable(QString::number(uplift->low, 'f', 6)));
    QVERIFY2(std::abs(uplift->high - high) < 1e-4 * (1 + std::abs(high)),
             qPrintable(QString::number(uplift->high, 'f', 6)));
}

void TestUplift::tooFew_sayNothing()
{
    QVERIFY(!upliftOf({100, 10, 5}, {1, 10, 0}));
    QVERIFY(!upliftOf({0, 0, 0}, {100, 10, 5}));
    const auto same = upliftOf({100, 10, 0}, {100, 8, 0}); // everybody spent the same
    QVERIFY(same);
    QCOMPARE(same->low, 2.0);
    QCOMPARE(same->high, 2.0);
}

void TestUplift::interval_holdsTheTruthAsOftenAsItPromises()
{
    constexpr int Rounds = 2'000;
    constexpr double Truth = 1'500;
    std::mt19937_64 chance(20'260'301);
    const auto uniform = [&chance] { return double(chance() >> 11) * 0x1p-53; };
    int held = 0;
    for (int round = 0; round < Rounds; ++round) {
        std::vector<qint64> groups[2];
        for (int i = 0; i < 180; ++i) {
            const bool isHeldOutOne = i < 20;
            // Half buy nothing; the others spend up to so much, the treated more.
            const double most = 20'000 + (isHeldOutOne ? 0 : 4 * Truth);
            groups[isHeldOutOne ? 1 : 0].push_back(uniform() < 0.5 ? 0 : qint64(uniform() * most));
        }
        const auto uplift = upliftOf(spendingOf(groups[0], 160), spendingOf(groups[1], 20));
        held += uplift->low <= Truth && Truth <= uplift->high ? 1 : 0;
    }
    const double share = double(held) / Rounds;
    QVERIFY2(share > 0.93 && share < 0.97, qPrintable(QString::number(share)));
}

void TestUplift::heldOut_isItsShare_theSameEveryTime_anotherForEachCampaign()
{
    constexpr qint64 Customers = 20'000;
    qint64 held = 0;
    qint64 both = 0;
    for (qint64 customer = 1; customer <= Customers; ++customer) {
        const bool one = isHeldOut({7}, {customer}, {1'000});
        QCOMPARE(isHeldOut({7}, {customer}, {1'000}), one);
        held += one ? 1 : 0;
        both += one && isHeldOut({8}, {customer}, {1'000}) ? 1 : 0;
        // A larger group holds the smaller one.
        if (one)
            QVERIFY(isHeldOut({7}, {customer}, {2'000}));
        QVERIFY(!isHeldOut({7}, {customer}, {0}));
    }
    QVERIFY2(held > 1'850 && held < 2'150, qPrintable(QString::number(held)));
    QVERIFY2(both > 140 && both < 260, qPrintable(QString::number(both)));
    QVERIFY(!isHeldOut({7}, {0}, {9'000}));
}

QTEST_APPLESS_MAIN(TestUplift)
#include "tst_uplift.moc"
