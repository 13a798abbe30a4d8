#include "core/domain/billing/bill_rules.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

/// Beijing's residential tariff by the year: 2,880 and 4,800 kWh; 0.4883, 0.5383, 0.7883 yuan.
BillUse power(qint64 before, qint64 used)
{
    return {QStringLiteral("kWh"),
            before * 1'000,
            used * 1'000,
            {{2'880'000, 4'883}, {4'800'000, 5'383}, {0, 7'883}}};
}

Biller of(BillerKind kind)
{
    Biller biller;
    biller.kind = kind;
    biller.code = QStringLiteral("T1");
    biller.digitsLeast = 8;
    biller.digitsMost = 10;
    return biller;
}

BillItem item(BillState state = BillState::Pending)
{
    BillItem made;
    made.state = state;
    made.paidAt = {1'000'000};
    made.nextAsk = {1'000'000};
    return made;
}

constexpr qint64 Limit = 600'000;
const Timestamp Soon{1'000'000 + 5'000};
const Timestamp Late{1'000'000 + Limit};

}

class TestBillRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tariff_eachStepHasItsLine_data();
    void tariff_eachStepHasItsLine();
    void tariff_linesAddUp();
    void nextStep_saysHowNear();
    void explains_onlyWhatAddsUp();
    void lateFee_perDay();
    void part_data();
    void part();
    void account_data();
    void account();
    void billCode();
    void anAccountIsMasked();
    void life_data();
    void life();
    void doubt_isAskedAgain_untilTheLimit();
    void afterTheMoneyWentBack_theBillerIsAskedOn();
};

void TestBillRules::tariff_eachStepHasItsLine_data()
{
    QTest::addColumn<qint64>("before");
    QTest::addColumn<qint64>("used");
    QTest::addColumn<QList<qint64>>("fen");
    const auto row = [](const char *name, qint64 before, qint64 used, const QList<qint64> &fen) {
        QTest::newRow(name) << before << used << fen;
    };
    row("within the first", 100, 100, {4'883});
    row("to its very end", 2'780, 100, {4'883});
    row("from its end on", 2'880, 100, {5'383});
    row("over one border", 2'800, 100, {3'906, 1'077}); // 3906.40 and 1076.60: 4983.00 in all
    row("over two borders", 2'800, 2'100, {3'906, 103'354, 7'883});
    row("on the last", 10'000, 1, {79}); // 78.83
    row("nothing used", 100, 0, {});
}

void TestBillRules::tariff_eachStepHasItsLine()
{
    QFETCH(qint64, before);
    QFETCH(qint64, used);
    QFETCH(QList<qint64>, fen);
    QList<qint64> got;
    for (const TariffLine &line : tariffLines(power(before, used), {}))
        got += line.amount.minor;
    QCOMPARE(got, fen);
}

void TestBillRules::tariff_linesAddUp()
{
    // Three lines whose halves are all rounded up: the last bears what that is too much.
    const BillUse use{QStringLiteral("u"), 0, 3'000, {{1'000, 50}, {2'000, 50}, {0, 50}}};
    const auto lines = tariffLines(use, {});
    QCOMPARE(lines.size(), size_t(3));
    QCOMPARE(lines[0].amount, 1_fen);
    QCOMPARE(lines[1].amount, 1_fen);
    QCOMPARE(lines[2].amount, 0_fen); // 1.5 fen in all, which is 2
    for (qint64 used = 1; used < 6'000; used += 37) {
        qint64 exact = 0;
        qint64 sum = 0;
        qint64 all = 0;
        for (const TariffLine &line : tariffLines(power(0, used), {})) {
            exact += line.used * line.price;
            sum += line.amount.minor;
            all += line.used;
        }
        QCOMPARE(all, used * 1'000);
        QCOMPARE(sum, (exact + 50'000) / 100'000);
    }
}

void TestBillRules::nextStep_saysHowNear()
{
    const auto near = nextStep(power(2'700, 100));
    QVERIFY(near);
    QCOMPARE(near->left, 80'000);
    QCOMPARE(near->now, 4'883);
    QCOMPARE(near->price, 5'383);
    QCOMPARE(nextStep(power(2'780, 100))->left, 1'920'000); // on the border one is in the next
    QVERIFY(!nextStep(power(4'800, 0)));
    QVERIFY(!nextStep({}));
}

void TestBillRules::explains_onlyWhatAddsUp()
{
    QVERIFY(explains(power(2'800, 100), {4'983, {}}));
    QVERIFY(!explains(power(2'800, 100), {4'984, {}}));
    BillUse cut = power(2'800, 100);
    cut.steps.pop_back();
    cut.steps.pop_back(); // what lies above is not said
    QVERIFY(!explains(cut, {3'906, {}}));
    QVERIFY(!explains({}, 1_fen));
}

void TestBillRules::lateFee_perDay()
{
    Bill bill;
    bill.due = {12'345, {}};
    bill.lateFeePpm = 1'000; // one in a thousand
    QCOMPARE(dailyLateFee(bill), 12_fen);
    bill.due = {500, {}};
    QCOMPARE(dailyLateFee(bill), 1_fen); // half up
    bill.due = {499, {}};
    QCOMPARE(dailyLateFee(bill), 0_fen);
}

void TestBillRules::part_data()
{
    QTest::addColumn<qint64>("least");
    QTest::addColumn<QList<qint64>>("choices");
    QTest::addColumn<qint64>("pay");
    QTest::addColumn<int>("refusal");
    const auto row = [](const char *name, qint64 least, const QList<qint64> &choices, qint64 pay,
                        std::optional<ErrorCode> refusal) {
        QTest::newRow(name) << least << choices << pay << (refusal ? int(*refusal) : 0);
    };
    // Of a bill of 100.00 and a late fee of 1.00.
    row("the whole", 0, {}, 10'100, {});
    row("a part, whole only", 0, {}, 10'000, ErrorCode::BillPartRefused);
    row("the least part", 1'000, {}, 1'000, {});
    row("less than that", 1'000, {}, 999, ErrorCode::BillPartRefused);
    row("more than all", 1'000, {}, 10'101, ErrorCode::BillChanged);
    row("nothing", 0, {}, 0, ErrorCode::BillPartRefused);
    row("less than nothing", 0, {}, -1, ErrorCode::BillPartRefused);
    row("one of the choices", 0, {5'000, 20'000}, 20'000, {});
    row("none of them", 0, {5'000, 20'000}, 10'100, ErrorCode::BillPartRefused);
}

void TestBillRules::part()
{
    QFETCH(qint64, least);
    QFETCH(QList<qint64>, choices);
    QFETCH(qint64, pay);
    QFETCH(int, refusal);
    Bill bill;
    bill.due = 100_yuan;
    bill.lateFee = 1_yuan;
    bill.least = {least, {}};
    for (const qint64 fen : choices)
        bill.choices += Money{fen, {}};
    const auto may = checkPart(bill, {pay, {}});
    QCOMPARE(may ? 0 : int(may.error().code), refusal);
    const auto foreign = checkPart(bill, {pay, *Currency::parse(QStringLiteral("USD"))});
    QVERIFY(!foreign && foreign.error().code == ErrorCode::CurrencyMismatch);
}

void TestBillRules::account_data()
{
    QTest::addColumn<BillerKind>("kind");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("account");
    const auto row = [](const char *name, BillerKind kind, const char *typed, const char *account) {
        QTest::newRow(name) << kind << QString::fromUtf8(typed) << QString::fromUtf8(account);
    };
    row("a number", BillerKind::Water, " 1234 5678 ", "12345678");
    row("too short", BillerKind::Water, "1234567", "");
    row("too long", BillerKind::Water, "12345678901", "");
    row("letters", BillerKind::Gas, "1234567A", "");
    row("a phone", BillerKind::Phone, "138-0013-8000", "13800138000");
    row("no mobile", BillerKind::Phone, "12800138000", "");
    row("a phone too short", BillerKind::Phone, "1380013800", "");
    row("a plate", BillerKind::Parking, "京A·12345", "京A12345");
    row("an electric one", BillerKind::Parking, "粤bd12345", "粤BD12345");
    row("a learner's", BillerKind::Parking, "京A1234学", "京A1234学");
    row("with I", BillerKind::Parking, "京AI2345", "");
    row("no province", BillerKind::Parking, "AA12345", "");
    row("its letter missing", BillerKind::Parking, "京112345", "");
    row("a number as plate", BillerKind::Parking, "12345678", "");
    row("nothing", BillerKind::Property, "", "");
    row("other digits", BillerKind::Property, "１２３４５６７８", "");
}

void TestBillRules::account()
{
    QFETCH(BillerKind, kind);
    QFETCH(QString, typed);
    QFETCH(QString, account);
    const auto got = accountIn(of(kind), typed);
    QCOMPARE(got.value_or(QString()), account);
    if (!got)
        QCOMPARE(int(got.error().code), int(ErrorCode::BillNotFound));
}

void TestBillRules::billCode()
{
    const auto code = readBillCode(QStringLiteral("sgcc-110123456789"));
    QVERIFY(code);
    QCOMPARE(code->biller, QStringLiteral("SGCC"));
    QCOMPARE(code->account, QStringLiteral("110123456789"));
    for (const char *wrong :
         {"", "-1", "S-1", "SGCC", "SGCC-", "SG CC-1", "SGCC-1A", "SGCC-1-2", "ABCDEFGHIJKLM-1",
          "https://x.example/-1", "SGCC-11111111111111111111111111111111111111"})
        QVERIFY2(!readBillCode(QString::fromLatin1(wrong)), wrong);
}

void TestBillRules::anAccountIsMasked()
{
    QCOMPARE(maskedAccount(QStringLiteral("110123456789")), QStringLiteral("****6789"));
    QCOMPARE(maskedAccount(QStringLiteral("京A12345")), QStringLiteral("****345"));
    QCOMPARE(maskedAccount(QStringLiteral("12")), QStringLiteral("12"));
}

void TestBillRules::life_data()
{
    QTest::addColumn<BillState>("from");
    QTest::addColumn<BillAct>("act");
    QTest::addColumn<BillWord>("word");
    QTest::addColumn<bool>("late");
    QTest::addColumn<BillState>("to");
    QTest::addColumn<bool>("asked");
    using S = BillState;
    using A = BillAct;
    using W = BillWord;
    const auto row = [](const char *name, S from, A act, W word, bool late, S to, bool asked) {
        QTest::newRow(name) << from << act << word << late << to << asked;
    };
    row("posted", S::Pending, A::Post, W::Posted, false, S::Posted, false);
    row("refused", S::Pending, A::Post, W::Refused, false, S::Refused, false);
    row("in work", S::Pending, A::Post, W::Working, false, S::Unknown, true);
    row("no answer", S::Pending, A::Post, W::Doubt, false, S::Unknown, true);
    row("asked, posted", S::Unknown, A::Query, W::Posted, false, S::Posted, false);
    row("asked, refused", S::Unknown, A::Query, W::Refused, false, S::Refused, false);
    row("asked, never heard of", S::Unknown, A::Query, W::Absent, false, S::Pending, true);
    row("asked, no answer", S::Unknown, A::Query, W::Doubt, false, S::Unknown, true);
    row("cancelled in time", S::Unknown, A::Cancel, W::Cancelled, true, S::Refused, false);
    row("posted before the cancel", S::Unknown, A::Cancel, W::Posted, true, S::Posted, false);
    row("the cancel is not answered", S::Unknown, A::Cancel, W::Doubt, true, S::Refused, true);
    row("still in work at the cancel", S::Unknown, A::Cancel, W::Working, true, S::Refused, true);
    row("posted, before it went back", S::Refused, A::Cancel, W::Posted, true, S::Posted, false);
    row("posted, on its way back", S::Returning, A::Cancel, W::Posted, true, S::ForPerson, false);
    row("posted, and gone back", S::Returned, A::Cancel, W::Posted, true, S::ForPerson, false);
    row("told late", S::Returned, A::Post, W::Posted, true, S::ForPerson, false);
    row("gone back, confirmed", S::Returned, A::Cancel, W::Cancelled, true, S::Returned, false);
    row("gone back, no answer", S::Returned, A::Cancel, W::Doubt, true, S::Returned, true);
    row("posted stays", S::Posted, A::Query, W::Refused, false, S::Posted, false);
    row("posted stays posted", S::Posted, A::Cancel, W::Cancelled, true, S::Posted, false);
    row("not paid: nobody may say anything", S::Waiting, A::Post, W::Posted, false, S::Waiting, true);
}

void TestBillRules::life()
{
    QFETCH(BillState, from);
    QFETCH(BillAct, act);
    QFETCH(BillWord, word);
    QFETCH(bool, late);
    QFETCH(BillState, to);
    QFETCH(bool, asked);
    BillItem one = item(from);
    if (from == BillState::Posted)
        one.nextAsk = {};
    const bool changed = takeNews(one, {act, word, 0, QStringLiteral("R1")}, late ? Late : Soon, Limit);
    QCOMPARE(billStateName(one.state), billStateName(to));
    QCOMPARE(changed, from != to);
    QCOMPARE(one.nextAsk.ms != 0, asked);
    if (to == BillState::Refused)
        QVERIFY(one.reason != 0);
    if (to == BillState::Posted && from != to)
        QCOMPARE(one.receipt, QStringLiteral("R1"));
}

void TestBillRules::doubt_isAskedAgain_untilTheLimit()
{
    BillItem one = item();
    QVERIFY(dueAct(one, one.paidAt, Limit) == BillAct::Post);
    int asks = 0;
    Timestamp now = one.paidAt;
    while (one.state != BillState::Refused) {
        QVERIFY(++asks < 40);
        QVERIFY(one.nextAsk >= now);
        QVERIFY(one.nextAsk <= Late);
        now = one.nextAsk;
        const BillAct act = dueAct(one, now, Limit);
        QVERIFY(act == (now >= Late ? BillAct::Cancel : asks == 1 ? BillAct::Post : BillAct::Query));
        takeNews(one, {act, BillWord::Doubt}, now, Limit);
    }
    QCOMPARE(now.ms, Late.ms); // the customer waits no longer
    QCOMPARE(one.reason, int(ErrorCode::BillerSilent));
    QVERIFY(dueAct(one, now, Limit) == BillAct::Cancel); // and the biller is asked on
}

void TestBillRules::afterTheMoneyWentBack_theBillerIsAskedOn()
{
    BillItem one = item(BillState::Returned);
    Timestamp now = Late;
    for (int i = 0; i < 20; ++i) {
        one.nextAsk = now;
        takeNews(one, {BillAct::Cancel, BillWord::Doubt}, now, Limit);
        QVERIFY(one.nextAsk > now);
        QVERIFY(one.nextAsk.ms - now.ms <= BillPace::LongestLaterMs);
        now = one.nextAsk;
    }
    // A late answer to something else moves nothing.
    const Timestamp next = one.nextAsk;
    QVERIFY(!takeNews(one, {BillAct::None, BillWord::Doubt}, now, Limit));
    QCOMPARE(one.nextAsk.ms, next.ms);
}

QTEST_APPLESS_MAIN(TestBillRules)
#include "tst_bill_rules.moc"
