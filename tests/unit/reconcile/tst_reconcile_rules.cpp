#include "core/domain/reconcile/reconcile_rules.h"

#include <QTest>

using namespace youka;

namespace {

const QDate Day(2026, 1, 5);
constexpr auto Pay = RowKind::Payment;
constexpr auto Back = RowKind::Refund;
constexpr auto Reverse = RowKind::Reversal;
using Standing = OrderFacts::Standing;

SheetRow row(RowKind kind, qint64 amount, QTime time = QTime(12, 0))
{
    SheetRow row;
    row.number = kind == Back ? "R1" : "P1";
    row.kind = kind;
    row.amount = row.settled = amount;
    row.at = dayStart(Day).plusMs(time.msecsSinceStartOfDay());
    row.feeMilli = (kind == Pay ? 1 : -1) * amount * 6;
    return row;
}
SheetRow waited(SheetRow row, int days = 1)
{
    row.born = Day.addDays(-days);
    return row;
}
SheetRow broken(SheetRow row)
{
    row = waited(row, 3);
    row.brokeOn = Day.addDays(-1);
    return row;
}
SheetRow withFee(SheetRow row, qint64 milli)
{
    row.feeMilli = milli;
    return row;
}

using RowList = std::vector<SheetRow>;

/// "class ours/theirs stake", one for each verdict.
QString textOf(const std::vector<Verdict> &verdicts)
{
    QStringList all;
    for (const Verdict &verdict : verdicts)
        all += QStringLiteral("%1 %2/%3 %4")
                   .arg(reconcileClassName(verdict.is),
                        verdict.ours ? QString::number(verdict.ours->amount) : QStringLiteral("-"),
                        verdict.theirs ? QString::number(verdict.theirs->amount) : QStringLiteral("-"))
                   .arg(verdict.stake);
    return all.join(QStringLiteral("; "));
}

}

Q_DECLARE_METATYPE(RowList)

class TestReconcileRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void classes_data();
    void classes();
    void everyRow_isInOneVerdict();
    void fee_data();
    void fee();
    void day_isBeijings();
    void names_areDistinct();
};

void TestReconcileRules::classes_data()
{
    QTest::addColumn<RowList>("ours");
    QTest::addColumn<RowList>("theirs");
    QTest::addColumn<int>("standing");
    QTest::addColumn<qint64>("orderAmount");
    QTest::addColumn<bool>("countedElsewhere");
    QTest::addColumn<QString>("verdicts");
    const auto both = [](const char *name, RowList ours, RowList theirs, const char *verdicts) {
        QTest::newRow(name) << ours << theirs << 0 << qint64(0) << false << QString::fromLatin1(verdicts);
    };
    const auto theirs = [](const char *name, RowList rows, Standing standing, qint64 amount, bool elsewhere,
                           const char *verdicts) {
        QTest::newRow(name) << RowList{} << rows << int(standing) << amount << elsewhere
                            << QString::fromLatin1(verdicts);
    };
    const SheetRow late = row(Pay, 100, QTime(23, 50));
    const SheetRow early = row(Pay, 100, QTime(0, 10));

    both("same", {row(Pay, 100)}, {row(Pay, 100)}, "matched 100/100 0");
    both("same refund", {row(Back, 100)}, {row(Back, 100)}, "matched 100/100 0");
    both("found after a day", {waited(row(Pay, 100))}, {row(Pay, 100)}, "matched 100/100 0");
    both("found after it broke", {broken(row(Pay, 100))}, {row(Pay, 100)}, "matched 100/100 0");
    both("they have less", {row(Pay, 100)}, {row(Pay, 90)}, "amount-differs 100/90 10");
    both("they have more", {row(Pay, 100)}, {row(Pay, 130)}, "amount-differs 100/130 -30");
    both("they gave back more", {row(Back, 100)}, {row(Back, 130)}, "amount-differs 100/130 30");
    both("they gave back less", {row(Back, 100)}, {row(Back, 90)}, "amount-differs 100/90 -10");
    both("only ours", {row(Pay, 100)}, {}, "waiting 100/- 0");
    both("only ours, and waits", {waited(row(Pay, 100))}, {}, "");
    both("only ours, and broken", {broken(row(Pay, 100))}, {}, "");
    both("fee too high", {row(Pay, 100'000)}, {withFee(row(Pay, 100'000), 605'000)},
         "fee-differs 100000/100000 5");
    both("fee too low", {row(Pay, 100'000)}, {withFee(row(Pay, 100'000), 0)},
         "fee-differs 100000/100000 -600");
    both("twice there", {row(Pay, 100)}, {row(Pay, 100), row(Pay, 100)},
         "matched 100/100 0; duplicate -/100 -100");
    both("twice there, the second fits", {row(Pay, 100)}, {row(Pay, 70), row(Pay, 100)},
         "matched 100/100 0; duplicate -/70 -70");
    both("refunded twice there", {row(Back, 100)}, {row(Back, 100), row(Back, 100)},
         "matched 100/100 0; duplicate -/100 100");
    both("taken back there", {row(Pay, 100)}, {row(Pay, 100), row(Reverse, 100)},
         "matched 100/100 0; state-differs -/100 100");
    both("taken back there, paid yesterday", {row(Pay, 100)}, {row(Reverse, 100)},
         "waiting 100/- 0; state-differs -/100 100");

    theirs("nobody knows it", {row(Pay, 100)}, Standing::Unknown, 0, false, "only-theirs -/100 -100");
    theirs("nobody knows the refund", {row(Back, 100)}, Standing::Unknown, 0, false, "only-theirs -/100 100");
    theirs("nobody knows it, before midnight", {late}, Standing::Unknown, 0, false, "waiting -/100 0");
    theirs("nobody knows it, after midnight", {early}, Standing::Unknown, 0, false, "waiting -/100 0");
    theirs("nobody knows it, a day later", {waited(late)}, Standing::Unknown, 0, false,
           "only-theirs -/100 -100");
    theirs("nobody knows it, broken already", {broken(late)}, Standing::Unknown, 0, false, "");
    theirs("we did not know it was paid", {row(Pay, 100)}, Standing::CanLearn, 100, false,
           "learnt -/100 -100");
    theirs("the same of a refund", {row(Back, 100)}, Standing::CanLearn, 100, false, "learnt -/100 100");
    theirs("paid with another amount", {row(Pay, 100)}, Standing::CanLearn, 120, false,
           "amount-differs -/100 -100");
    theirs("ours is of another day", {row(Pay, 100)}, Standing::Moved, 100, false, "waiting -/100 0");
    theirs("ours is of another day, and waits", {waited(row(Pay, 100))}, Standing::Moved, 100, false, "");
    theirs("on another day's bill too", {row(Pay, 100)}, Standing::Moved, 100, true, "duplicate -/100 -100");
    theirs("a person has it", {row(Pay, 100)}, Standing::ForPerson, 100, false, "state-differs -/100 -100");
    theirs("paid, then taken back", {row(Pay, 100), row(Reverse, 100)}, Standing::TakenBack, 100, false,
           "nothing-moved -/100 0; nothing-moved -/100 0");
    theirs("paid here, taken back there tomorrow", {row(Pay, 100)}, Standing::TakenBack, 100, false,
           "waiting -/100 0");
    theirs("taken back there a day later", {waited(row(Pay, 100)), row(Reverse, 100)}, Standing::TakenBack,
           100, false, "nothing-moved -/100 0; nothing-moved -/100 0");
    theirs("taken back there, booked here", {row(Reverse, 100)}, Standing::Moved, 100, false,
           "state-differs -/100 100");
    theirs("a reversal of nothing", {row(Reverse, 100)}, Standing::Unknown, 0, false,
           "only-theirs -/100 100");
    theirs("learnt, and twice there", {row(Pay, 100), row(Pay, 100)}, Standing::CanLearn, 100, false,
           "learnt -/100 -100; duplicate -/100 -100");
}

void TestReconcileRules::classes()
{
    QFETCH(RowList, ours);
    QFETCH(RowList, theirs);
    QFETCH(int, standing);
    QFETCH(qint64, orderAmount);
    QFETCH(bool, countedElsewhere);
    QFETCH(QString, verdicts);
    const NumberGroup group{"P1", ours, theirs};
    QCOMPARE(needsFacts(group), ours.empty());
    QCOMPARE(textOf(classify(group, {Standing(standing), orderAmount, countedElsewhere}, {Day, 6000})),
             verdicts);
}

/// Whatever lies on either side: nothing of the day gets lost, and nothing counts twice.
void TestReconcileRules::everyRow_isInOneVerdict()
{
    QRandomGenerator random(5);
    for (int i = 0; i < 20'000; ++i) {
        NumberGroup group{"P1", {}, {}};
        if (random.bounded(2))
            group.ours.push_back(row(Pay, 100 + random.bounded(3)));
        for (int n = random.bounded(4); n > 0; --n)
            group.theirs.push_back(row(random.bounded(3) ? Pay : Reverse, 100 + random.bounded(3),
                                       QTime(random.bounded(24), 5)));
        const OrderFacts facts{Standing(random.bounded(5)), 100, bool(random.bounded(2))};
        qint64 ours = 0, theirs = 0;
        size_t rows = 0;
        for (const SheetRow &one : group.ours)
            ours += net(one, one.amount);
        for (const SheetRow &one : group.theirs)
            theirs += net(one, one.amount);
        for (const Verdict &verdict : classify(group, facts, {Day, 6000})) {
            ours -= verdict.ours ? net(*verdict.ours, verdict.ours->amount) : 0;
            theirs -= verdict.theirs ? net(*verdict.theirs, verdict.theirs->amount) : 0;
            rows += size_t(verdict.ours.has_value()) + size_t(verdict.theirs.has_value());
            QVERIFY(isBreak(verdict.is) || verdict.stake == 0 || verdict.is == ReconcileClass::Learnt);
            QVERIFY(!isBreak(verdict.is) || verdict.stake != 0);
        }
        QCOMPARE(ours, 0);
        QCOMPARE(theirs, 0);
        QCOMPARE(rows, group.ours.size() + group.theirs.size());
    }
}

void TestReconcileRules::fee_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<qint64>("fee");
    QTest::addColumn<qint64>("ppm");
    QTest::addColumn<qint64>("tooMuch");
    QTest::newRow("as agreed") << int(Pay) << 10'000LL << 60'000LL << 6000LL << 0LL;
    QTest::newRow("rounded away") << int(Pay) << 10LL << 0LL << 6000LL << 0LL;
    QTest::newRow("half rounds up") << int(Pay) << 250LL << 2'000LL << 6000LL << 0LL; // 1.5 fen is 2
    QTest::newRow("a fen more") << int(Pay) << 10'000LL << 61'000LL << 6000LL << 0LL;
    QTest::newRow("a fen less") << int(Pay) << 10'000LL << 59'000LL << 6000LL << 0LL;
    QTest::newRow("more than a fen more") << int(Pay) << 10'000LL << 61'001LL << 6000LL << 1'001LL;
    QTest::newRow("no fee agreed") << int(Pay) << 10'000LL << 2'000LL << 0LL << 2'000LL;
    QTest::newRow("given back") << int(Back) << 10'000LL << -60'000LL << 6000LL << 0LL;
    QTest::newRow("kept") << int(Back) << 10'000LL << 0LL << 6000LL << 0LL;
    QTest::newRow("half given back") << int(Back) << 10'000LL << -30'000LL << 6000LL << 30'000LL;
    QTest::newRow("taken again") << int(Back) << 10'000LL << 60'000LL << 6000LL << 120'000LL;
}

void TestReconcileRules::fee()
{
    QFETCH(int, kind);
    QFETCH(qint64, amount);
    QFETCH(qint64, fee);
    QFETCH(qint64, ppm);
    QFETCH(qint64, tooMuch);
    QCOMPARE(feeTooMuchMilli(withFee(row(RowKind(kind), amount), fee), ppm, 1'000), tooMuch);
}

void TestReconcileRules::day_isBeijings()
{
    const auto moment = [](const char *iso) { return *Timestamp::fromIso(QString::fromLatin1(iso)); };
    QCOMPARE(dayStart(Day), moment("2026-01-04T16:00:00.000Z"));
    QCOMPARE(channelDay(moment("2026-01-05T15:59:59.999Z")), Day);
    QCOMPARE(channelDay(moment("2026-01-05T16:00:00.000Z")), Day.addDays(1));
    QCOMPARE(channelDay({-1}), QDate(1970, 1, 1));
    QCOMPARE(channelDay({-8LL * 3'600'000 - 1}), QDate(1969, 12, 31));
    constexpr qint64 Quarter = 15LL * 60'000;
    QVERIFY(isNearMidnight(dayStart(Day), Quarter));
    QVERIFY(isNearMidnight(dayStart(Day).plusMs(Quarter - 1), Quarter));
    QVERIFY(!isNearMidnight(dayStart(Day).plusMs(Quarter), Quarter));
    QVERIFY(isNearMidnight(dayStart(Day).plusMs(-Quarter), Quarter));
    QVERIFY(!isNearMidnight(dayStart(Day).plusMs(-Quarter - 1), Quarter));
}

void TestReconcileRules::names_areDistinct()
{
    QStringList names;
    for (int is = 1; is <= int(ReconcileClass::ArrivalDiffers); ++is)
        names += reconcileClassName(ReconcileClass(is));
    QVERIFY(!names.contains(QString()));
    QCOMPARE(names.removeDuplicates(), 0);
    QCOMPARE(plainNumber(sheetNumber(Pay, QStringLiteral("T1"), {})), QStringLiteral("T1"));
    QVERIFY(isRefund(sheetNumber(Back, QStringLiteral("T1"), QStringLiteral("R1"))));
    QVERIFY(!isRefund(sheetNumber(Reverse, QStringLiteral("T1"), QStringLiteral("R1"))));
}

QTEST_GUILESS_MAIN(TestReconcileRules)
#include "tst_reconcile_rules.moc"
