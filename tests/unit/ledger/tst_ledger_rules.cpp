#include "core/domain/ledger/ledger_rules.h"
#include "tests/support/two_stores.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {
constexpr Currency Euro{"EUR"};
constexpr Currency Koruna{"CZK"};
}

class TestLedgerRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void balanced_data();
    void balanced();
    void splitCapture_table_data();
    void splitCapture_table();
    void splitTopUp_table_data();
    void splitTopUp_table();
};

void TestLedgerRules::balanced_data()
{
    QTest::addColumn<std::vector<Money>>("amounts");
    QTest::addColumn<bool>("right");
    using Amounts = std::vector<Money>;
    constexpr qint64 Max = std::numeric_limits<qint64>::max();
    QTest::newRow("two sides") << Amounts{{-100, {}}, {100, {}}} << true;
    QTest::newRow("three sides") << Amounts{{-100, {}}, {-50, {}}, {150, {}}} << true;
    QTest::newRow("two currencies, each zero") << Amounts{{-1, {}}, {5, Euro}, {1, {}}, {-5, Euro}} << true;
    QTest::newRow("none") << Amounts{} << false;
    QTest::newRow("one") << Amounts{{1, {}}} << false;
    QTest::newRow("a fen too much") << Amounts{{-100, {}}, {101, {}}} << false;
    QTest::newRow("a posting of zero") << Amounts{{-1, {}}, {1, {}}, {0, {}}} << false;
    QTest::newRow("zero only across currencies") << Amounts{{-100, Euro}, {100, Koruna}} << false;
    QTest::newRow("one of two currencies off") << Amounts{{-1, {}}, {1, {}}, {2, Euro}, {-3, Euro}} << false;
    QTest::newRow("beyond the range") << Amounts{{Max, {}}, {Max, {}}, {2, {}}} << false;
}

void TestLedgerRules::balanced()
{
    QFETCH(std::vector<Money>, amounts);
    QFETCH(bool, right);
    Journal journal;
    for (const Money amount : amounts)
        journal.postings.push_back({{1}, amount});
    QCOMPARE(checkBalanced(journal).has_value(), right);
}

void TestLedgerRules::splitCapture_table_data()
{
    QTest::addColumn<qint64>("balance");
    QTest::addColumn<qint64>("held");
    QTest::addColumn<qint64>("hold");
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<qint64>("fromPurse");
    const auto row = [](const char *name, qint64 balance, qint64 held, qint64 hold, qint64 amount,
                        qint64 fromPurse) {
        QTest::newRow(name) << balance << held << hold << amount << fromPurse;
    };
    row("less than held", 1000, 300, 300, 200, 200);
    row("all of the hold", 1000, 300, 300, 300, 300);
    row("above the hold, there is room", 1000, 300, 300, 400, 400);
    row("the whole purse", 1000, 300, 300, 1000, 1000);
    row("one fen more than the purse", 1000, 300, 300, 1001, 1000);
    row("other holds are not touched", 1000, 800, 300, 600, 500);
    row("other holds take everything", 1000, 1300, 300, 300, 0);
    row("promised offline beyond the balance", 100, 300, 300, 300, 100);
    row("late: nothing is set aside any more", 1000, 900, 0, 300, 100);
    row("late on an empty purse", 0, 0, 0, 300, 0);
    row("nothing was taken", 1000, 300, 300, 0, 0);
}

void TestLedgerRules::splitCapture_table()
{
    QFETCH(qint64, balance);
    QFETCH(qint64, held);
    QFETCH(qint64, hold);
    QFETCH(qint64, amount);
    QFETCH(qint64, fromPurse);
    Account account;
    account.balance = {balance, Euro};
    account.held = {held, Euro};
    account.bonus = {0, Euro};
    const CaptureSplit split = splitCapture(account, {hold, Euro}, {amount, Euro});
    QCOMPARE(split.fromPurse.minor, fromPurse);
    QVERIFY(split.shortfall == (Money{amount - fromPurse, Euro}));
}

void TestLedgerRules::splitTopUp_table_data()
{
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<qint64>("debt");
    QTest::addColumn<qint64>("toDebt");
    QTest::newRow("no debt") << 500LL << 0LL << 0LL;
    QTest::newRow("less debt") << 500LL << 499LL << 499LL;
    QTest::newRow("as much debt") << 500LL << 500LL << 500LL;
    QTest::newRow("more debt") << 500LL << 501LL << 500LL;
}

void TestLedgerRules::splitTopUp_table()
{
    QFETCH(qint64, amount);
    QFETCH(qint64, debt);
    QFETCH(qint64, toDebt);
    const TopUpSplit split = splitTopUp({amount, {}}, {debt, {}});
    QCOMPARE(split.toDebt.minor, toDebt);
    QCOMPARE(split.toPurse.minor, amount - toDebt);
}

QTEST_APPLESS_MAIN(TestLedgerRules)
#include "tst_ledger_rules.moc"
