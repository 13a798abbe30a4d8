#include "core/foundation/base/format.h"
#include "core/foundation/base/money.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;

class TestMoney : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void amountFor_roundsHalfUpOnce_data();
    void amountFor_roundsHalfUpOnce();
    void amountFor_overflow_isRefused();
    void volumeFor_neverCostsMoreAndIsTheLargest();
    void isPlausible_presetOf200_isHonest();
    void isPlausible_wrongDigit_isFlagged();
    void checkedAdd_twoCurrencies_isRefused();
    void format_parse_roundTrip_data();
    void format_parse_roundTrip();
    void parseAmount_refuses_data();
    void parseAmount_refuses();
    void formatMoney_byCurrency();
    void portion_roundsHalfAway();
};

void TestMoney::amountFor_roundsHalfUpOnce_data()
{
    QTest::addColumn<qint64>("ml");
    QTest::addColumn<qint64>("milli");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<qint64>("minor");
    QTest::newRow("25.478 L at 7.85") << 25'478ll << 7'850ll << "CNY" << 20'000ll;
    QTest::newRow("25.48 L at 7.85") << 25'480ll << 7'850ll << "CNY" << 20'002ll;
    QTest::newRow("half goes up") << 10ll << 500ll << "CNY" << 1ll;
    QTest::newRow("below half goes down") << 9ll << 500ll << "CNY" << 0ll;
    QTest::newRow("no minor unit") << 10'000ll << 150'000ll << "JPY" << 1'500ll;
    QTest::newRow("three digits") << 1'000ll << 105ll << "KWD" << 105ll;
}

void TestMoney::amountFor_roundsHalfUpOnce()
{
    QFETCH(qint64, ml);
    QFETCH(qint64, milli);
    QFETCH(QString, currency);
    QFETCH(qint64, minor);
    const auto amount = amountFor({ml}, {milli, *Currency::parse(currency)});
    QVERIFY(amount);
    QCOMPARE(amount->minor, minor);
}

void TestMoney::amountFor_overflow_isRefused()
{
    const auto amount =
        amountFor({std::numeric_limits<qint64>::max()}, {std::numeric_limits<qint64>::max(), {}});
    QVERIFY(!amount);
    QCOMPARE(amount.error().code, ErrorCode::NumberOutOfRange);
}

void TestMoney::volumeFor_neverCostsMoreAndIsTheLargest()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 20'000; ++i) {
        const Money amount{random.bounded(1, 200'000), {}};
        const UnitPrice price{random.bounded(1, 20'000), {}};
        const Volume volume = volumeFor(amount, price);
        QVERIFY(*amountFor(volume, price) <= amount);
        QVERIFY(*amountFor({volume.ml + 10}, price) > amount || volume.ml % 10 != 0);
    }
    QCOMPARE(volumeFor(100_yuan, {0, {}}).ml, 0);
}

void TestMoney::isPlausible_presetOf200_isHonest() { QVERIFY(isPlausible(200_yuan, {25'480}, {7'850, {}})); }

void TestMoney::isPlausible_wrongDigit_isFlagged()
{
    QVERIFY(!isPlausible(210_yuan, {25'480}, {7'850, {}}));
    QVERIFY(!isPlausible({20'000, Currency("EUR")}, {25'480}, {7'850, {}}));
}

void TestMoney::checkedAdd_twoCurrencies_isRefused()
{
    const auto sum = checkedAdd(1_yuan, {1, Currency("EUR")});
    QVERIFY(!sum);
    QCOMPARE(sum.error().code, ErrorCode::CurrencyMismatch);
    QCOMPARE(checkedAdd({std::numeric_limits<qint64>::max(), {}}, 1_fen).error().code,
             ErrorCode::NumberOutOfRange);
}

void TestMoney::format_parse_roundTrip_data()
{
    QTest::addColumn<QLocale>("locale");
    for (const char *name : {"C", "zh_CN", "en_US", "cs_CZ", "de_DE", "fr_FR", "ar_EG"})
        QTest::newRow(name) << QLocale(QLatin1String(name));
}

void TestMoney::format_parse_roundTrip()
{
    QFETCH(QLocale, locale);
    QRandomGenerator random(11);
    for (int i = 0; i < 2'000; ++i) {
        const Money money{qint64(random.generate64() >> 8) - (1ll << 54), {}};
        const auto back = parseAmount(formatAmount(money, locale), money.currency, locale);
        QVERIFY2(back, qPrintable(formatAmount(money, locale)));
        QCOMPARE(back->minor, money.minor);
    }
}

void TestMoney::parseAmount_refuses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *bad :
         {"", ".", "-", "1.234", "abc", "1.2.3", "1e5", "99999999999999999999", "12 fen", "--1"})
        QTest::newRow(bad) << QString::fromLatin1(bad);
}

void TestMoney::parseAmount_refuses()
{
    QFETCH(QString, text);
    QVERIFY(!parseAmount(text, {}));
}

void TestMoney::formatMoney_byCurrency()
{
    const QLocale zh(QStringLiteral("zh_CN"));
    QCOMPARE(formatMoney({123'450, {}}, zh), QStringLiteral("¥1,234.50"));
    QCOMPARE(formatMoney({-5, {}}, zh), QStringLiteral("-¥0.05"));
    QCOMPARE(formatUnitPrice({7'850, {}}, zh), QStringLiteral("7.85"));
    QCOMPARE(formatUnitPrice({24'023, {}}, zh), QStringLiteral("24.023"));
    QCOMPARE(formatVolume({25'478}, zh), QStringLiteral("25.48"));
    QCOMPARE(plainAmount({123'456'789, {}}), QStringLiteral("1234567.89"));
}

void TestMoney::portion_roundsHalfAway()
{
    QCOMPARE(portion({105, {}}, {1'000}).minor, 11); // 10.5 up
    QCOMPARE(portion({-105, {}}, {1'000}).minor, -11);
}

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
