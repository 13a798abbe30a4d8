#include "tests/unit/reconcile/reconcile_scene.h"

#include <QTest>

#include <map>

using namespace youka;
using namespace youka::test;

namespace {

using Scene = ReconcileScene;
using State = PaymentState;

/// A month of payments with faults planted in it, and what must be found: its breaks by day, and no other.
class Month
{
public:
    Month(Scene &scene, quint32 seed, int days, int perDay, double faults)
        : m_scene(scene)
        , m_random(seed)
        , m_days(days)
        , m_perDay(perDay)
        , m_faults(faults)
    {
    }

    void plan()
    {
        for (int day = 0; day < m_days; ++day)
            for (int i = 0; i < m_perDay; ++i)
                m_random.generateDouble() < m_faults ? plantFault(day) : plantPayment(day);
    }
    QDate date(int day) const { return m_scene.day.addDays(day); }
    const std::vector<SheetRow> &bill(int day) { return m_bills[day]; }
    QStringList wanted(int day)
    {
        QStringList breaks = m_wanted[day];
        breaks.sort();
        return breaks;
    }
    int planted() const { return m_planted; }
    int breaks() const
    {
        int all = 0;
        for (const auto &[day, breaks] : m_wanted)
            all += int(breaks.size());
        return all;
    }
    int learns() const { return m_learns; }
    qint64 gross() const { return m_gross; }

private:
    qint64 amount() { return 100 + m_random.bounded(50'000); }
    Timestamp moment(int day) { return dayStart(date(day)).plusMs(m_random.bounded(86'400'000)); }
    /// Far from midnight.
    Timestamp noon(int day) { return m_scene.at(12, m_random.bounded(60), date(day)); }
    QString number()
    {
        return QStringLiteral("%1T%2").arg(m_random.bounded(1'000'000), 6, 10, QChar(u'0')).arg(++m_count);
    }
    void onBill(int day, const SheetRow &row)
    {
        m_bills[day].push_back(row);
        m_gross += net(row, row.amount);
    }
    void want(int day, const char *is, const QString &no)
    {
        m_wanted[day] += QString::fromLatin1(is) + u' ' + no;
    }

    void plantPayment(int day)
    {
        const QString no = number();
        const qint64 its = amount();
        const Timestamp at = moment(day);
        const qint64 order = m_scene.order(no, its, State::Paid, at);
        onBill(day, Scene::paid(no, its, at));
        if (m_random.bounded(10) != 0)
            return;
        const QString refund = u'R' + no;
        const qint64 back = 1 + m_random.bounded(int(its));
        m_scene.refund(refund, order, back, PaymentRefundState::Done, moment(day));
        onBill(day, Scene::back(RowKind::Refund, refund, back, moment(day)));
    }

    void plantFault(int day)
    {
        ++m_planted;
        const QString no = number();
        const qint64 its = amount();
        const Timestamp at = noon(day);
        const auto ours = [&](State state, Timestamp when) { return m_scene.order(no, its, state, when); };
        SheetRow theirs = Scene::paid(no, its, at);
        switch (m_random.bounded(17)) {
        case 0:
            ours(State::Paid, at);
            theirs.amount = theirs.settled = its + (m_random.bounded(2) ? 1 : -50);
            theirs.feeMilli = theirs.amount * 6;
            onBill(day, theirs);
            return want(day, "amount-differs", no);
        case 1:
            ours(State::Paid, at);
            return want(day + 2, "only-ours", no);
        case 2:
            onBill(day, theirs);
            return want(day, "only-theirs", no);
        case 3:
            ours(m_random.bounded(2) ? State::Pending : State::Unknown, at);
            ++m_learns;
            return onBill(day, theirs);
        case 4:
            ours(m_random.bounded(2) ? State::Closed : State::Failed, at);
            ++m_learns;
            return onBill(day, theirs);
        case 5:
            ours(State::Paid, at);
            theirs.feeMilli += m_random.bounded(2) ? 5'000 : -theirs.feeMilli - 5'000;
            onBill(day, theirs);
            return want(day, "fee-differs", no);
        case 6:
            ours(State::Paid, at);
            onBill(day, theirs);
            onBill(day, theirs);
            return want(day, "duplicate", no);
        case 7:
            ours(State::Paid, at);
            onBill(day, theirs);
            onBill(day, Scene::back(RowKind::Reversal, no, its, at));
            return want(day, "state-differs", no);
        case 8: // theirs a little later, on the next day
            ours(State::Paid, dayStart(date(day + 1)).plusMs(-60'000));
            theirs.at = dayStart(date(day + 1)).plusMs(60'000);
            return onBill(day + 1, theirs);
        case 9: // ours a little later
            ours(State::Paid, dayStart(date(day + 1)).plusMs(60'000));
            theirs.at = dayStart(date(day + 1)).plusMs(-60'000);
            return onBill(day, theirs);
        case 10:
            onBill(day, Scene::back(RowKind::Refund, u'R' + no, its, at));
            return want(day, "only-theirs", u'R' + no);
        case 11:
            m_scene.refund(u'R' + no, ours(State::Paid, at), its, PaymentRefundState::Working, at);
            onBill(day, theirs);
            ++m_learns;
            return onBill(day, Scene::back(RowKind::Refund, u'R' + no, its, at));
        case 12:
            m_scene.refund(u'R' + no, ours(State::Paid, at), its, PaymentRefundState::Done, at);
            onBill(day, theirs);
            onBill(day, Scene::back(RowKind::Refund, u'R' + no, its - 1, at));
            return want(day, "amount-differs", u'R' + no);
        case 13:
            ours(State::Reversed, at);
            onBill(day, theirs);
            return onBill(day + m_random.bounded(2), Scene::back(RowKind::Reversal, no, its, at));
        case 14:
            ours(State::Paid, at);
            onBill(day, theirs);
            onBill(day + 1, theirs);
            return want(day + 1, "duplicate", no);
        case 15: // their bill was a day late
            ours(State::Paid, at);
            return onBill(day + 1 + m_random.bounded(2), theirs);
        default: // before midnight, and never known here
            theirs.at = dayStart(date(day + 1)).plusMs(-5'000);
            onBill(day, theirs);
            return want(day + 1, "only-theirs", no);
        }
    }

    Scene &m_scene;
    QRandomGenerator m_random;
    const int m_days;
    const int m_perDay;
    const double m_faults;
    std::map<int, std::vector<SheetRow>> m_bills;
    std::map<int, QStringList> m_wanted;
    int m_count = 0;
    int m_planted = 0;
    int m_learns = 0;
    qint64 m_gross = 0;
};

int figureOf(const char *name, int otherwise)
{
    bool isNumber = false;
    const int value = qEnvironmentVariableIntValue(name, &isNumber);
    return isNumber ? value : otherwise;
}

}

class TestReconcileMonth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachPlantedFault_andNothingElse_data();
    void eachPlantedFault_andNothingElse();
};

void TestReconcileMonth::eachPlantedFault_andNothingElse_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<quint32>("seed");
    QTest::addColumn<double>("faults");
    const quint32 seed = quint32(figureOf("YOUKA_SEED", 2026));
    QTest::newRow("sqlcipher, 1 %") << QStringLiteral("sqlcipher") << seed << 0.01;
    QTest::newRow("sqlcipher, none") << QStringLiteral("sqlcipher") << seed + 1 << 0.0;
    QTest::newRow("sqlcipher, a third") << QStringLiteral("sqlcipher") << seed + 2 << 0.33;
    QTest::newRow("postgresql, 10 %") << QStringLiteral("postgresql") << seed + 3 << 0.1;
}

void TestReconcileMonth::eachPlantedFault_andNothingElse()
{
    QFETCH(quint32, seed);
    QFETCH(double, faults);
    OPEN_STORE(store);
    Scene scene(*store.db);
    const int days = figureOf("YOUKA_RECONCILE_DAYS", 8);
    Month month(scene, seed, days, figureOf("YOUKA_RECONCILE_PAYMENTS", 120), faults);
    VERIFY_OK(store.db->transaction([&] {
        month.plan();
        return Result<void>();
    }));
    qInfo("seed %u: %d faults planted, %d of them breaks", seed, month.planted(), month.breaks());
    for (int day = 0; day < days + 3; ++day) { // until nothing waits any more
        const QDate on = month.date(day);
        VERIFY_OK(scene.bill(on, month.bill(day), 500));
        const auto report = scene.compare(on);
        VERIFY_OK(report);
        QCOMPARE(scene.breaks(on), month.wanted(day));
        QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
        if (day % 3 == 2) // a second look changes nothing
            VERIFY_OK(scene.compare(on));
        QCOMPARE(scene.breaks(on), month.wanted(day));
        if (report->breaks > 0)
            COMPARE_REFUSED(scene.close(on), ErrorCode::BreakUnexplained);
        VERIFY_OK(scene.explainAll(on));
        VERIFY_OK(scene.close(on));
        scene.clock.advanceMs(86'400'000);
    }
    QCOMPARE(*ReconcileRepository(scene.db).pendingCount(scene.merchant.id), 0);
    QCOMPARE(scene.payments.asked, month.learns());
    QCOMPARE(scene.balance(AccountKind::Clearing), month.gross());
    QCOMPARE(scene.balance(AccountKind::Clearing) + scene.balance(AccountKind::Bank)
                 + scene.balance(AccountKind::ChannelFees),
             0);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

QTEST_GUILESS_MAIN(TestReconcileMonth)
#include "tst_reconcile_month.moc"
