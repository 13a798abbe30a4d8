#include "tests/support/write_sweep.h"
#include "tests/unit/banking/bank_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::BankDesk;
using youka::test::Lin;
using youka::test::Wu;

/// Each use case that writes, with each of its statements failing, and killed before each; and a long life of
/// random steps.
class TestBankingFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachStatement_data();
    void eachStatement();
    void aRandomLife_data();
    void aRandomLife();
};

namespace {

/// A command that a scene has prepared.
using Command = std::function<Result<void>()>;
constexpr auto Nothing = [](const auto &) {};

Command takeRow(BankDesk &desk, const test::BankLine &line)
{
    return [&desk, file = desk.file({line})] { return desk.take(file).map(Nothing); };
}

Command makeScene(BankDesk &desk, const QString &name)
{
    const QString serial = QStringLiteral("S1");
    if (name == QLatin1String("order"))
        return [&desk, wish = desk.orderWish(300_yuan)] {
            return desk.committed([&] { return desk.bank().order(wish, desk.now()); }).map(Nothing);
        };
    if (name == QLatin1String("top-up"))
        return takeRow(desk, {serial, 300_yuan, desk.asked(300_yuan).asked.reference});
    if (name == QLatin1String("count"))
        return [&desk,
                wish = DepositService::Count{desk.ids.make<OperationId>(), desk.ours.id,
                                             desk.terminal.station.id, QStringLiteral("B1"), 450_yuan,
                                             40_yuan, Lin}] {
            return desk.committed([&] { return desk.deposits().count(wish, desk.now()); }).map(Nothing);
        };
    if (name == QLatin1String("deposit")) {
        const DepositService::Count wish{desk.ids.make<OperationId>(),
                                         desk.ours.id,
                                         desk.terminal.station.id,
                                         QStringLiteral("B1"),
                                         450_yuan,
                                         50_yuan,
                                         Lin};
        const auto deposit = desk.committed([&] { return desk.deposits().count(wish, desk.now()); });
        return takeRow(desk, {serial, 440_yuan, deposit->reference});
    }
    const PaymentRefund refund = desk.stuckRefund();
    if (name == QLatin1String("propose"))
        return [&desk, wish = desk.transferWish(refund.refundNo)] { return desk.propose(wish).map(Nothing); };
    if (name == QLatin1String("export")) {
        static_cast<void>(desk.approve(*desk.propose(desk.transferWish(refund.refundNo))));
        return [&desk, operation = desk.ids.make<OperationId>()] {
            return desk
                .committed([&] {
                    return desk.transfers()
                        .exportBatch(operation, desk.ours.id, Wu, desk.now())
                        .and_then([&](const TransferBatch &batch) {
                            return desk.transfers().markSent(batch.id, Wu, desk.now());
                        });
                })
                .map(Nothing);
        };
    }
    const BankTransfer transfer = desk.underWay(refund.refundNo);
    if (name == QLatin1String("confirmed"))
        return takeRow(desk, {serial, -200_yuan, transfer.reference});
    static_cast<void>(desk.take({{QStringLiteral("S0"), -200_yuan, transfer.reference}}));
    return takeRow(desk, {serial, 200_yuan, transfer.reference}); // came back
}

/// Commands that a repeat refuses, because their own routes keep the first answer.
Command makeOnce(BankDesk &desk, const QString &name)
{
    if (name == QLatin1String("assign")) {
        static_cast<void>(desk.take({{QStringLiteral("S1"), 300_yuan, QStringLiteral("充值")}}));
        return [&desk, id = desk.row(QStringLiteral("S1")).id] {
            return desk.assign(id, AssignKind::Card, QString::number(desk.cardId.value)).map(Nothing);
        };
    }
    if (name == QLatin1String("case")) {
        static_cast<void>(desk.take({{QStringLiteral("S1"), 3_yuan, QStringLiteral("利息")}}));
        return [&desk, id = desk.row(QStringLiteral("S1")).id] {
            return desk.assign(id, AssignKind::Nobody, QStringLiteral("interest")).map(Nothing);
        };
    }
    const auto proposed = desk.propose(desk.transferWish(desk.stuckRefund().refundNo));
    if (name == QLatin1String("approve"))
        return [&desk, its = *proposed] { return desk.approve(its).map(Nothing); };
    static_cast<void>(desk.approve(*proposed));
    return [&desk, id = proposed->id] {
        return desk
            .committed([&] { return desk.transfers().cancel(id, QStringLiteral("wrong"), Lin, desk.now()); })
            .map(Nothing);
    };
}

/// What happens to an account at a bank, by chance. Each step says what went wrong; empty: nothing.
class Life
{
public:
    Life(BankDesk &desk, quint32 seed)
        : m_desk(desk)
        , m_random(seed)
    {
    }
    QString step()
    {
        const int what = m_random.bounded(14);
        if (what <= 1 || m_orders.empty()) {
            m_orders.push_back(m_desk.asked(amount()));
            return {};
        }
        if (what <= 4)
            return pay(pick(m_orders));
        if (what == 5)
            return oldFile();
        if (what == 6)
            return take(amount(), QStringLiteral("充值"));
        if (what == 7)
            return assign();
        if (what == 8 || what == 12)
            return refund(pick(m_orders));
        if (what == 11)
            return cash();
        if (m_transfers.empty())
            return {};
        return what == 9 ? approve() : fromBank(pick(m_transfers));
    }

    Money moved{0, {}}; ///< by the bank, as this test knows it

private:
    template <class T>
    const T &pick(const std::vector<T> &all)
    {
        return all[m_random.bounded(quint32(all.size()))];
    }
    Money amount() { return {m_random.bounded(1, 9) * 100'00LL, {}}; }
    template <class T>
    static QString said(const Result<T> &done)
    {
        return done ? QString() : toString(done.error());
    }
    QString take(Money amount, const QString &remark)
    {
        m_past.push_back({QStringLiteral("R%1").arg(m_past.size()), amount, remark});
        m_past.back().at = m_desk.now();
        moved += amount;
        return said(m_desk.take({m_past.back()}));
    }
    QString pay(const BankService::Ordered &order) { return take(order.order.amount, order.asked.reference); }
    /// All that came, again and in another order, in a file of its own.
    QString oldFile()
    {
        if (m_past.empty())
            return {};
        auto old = m_past;
        std::shuffle(old.begin(), old.end(), m_random);
        m_desk.clock.advanceMs(60'000);
        return said(m_desk.take(old));
    }
    QString assign()
    {
        const auto waiting = m_desk.bank().repository().rows({BankRowState::Waiting, {}, {}}, 50);
        if (!waiting || waiting->empty())
            return said(waiting);
        const BankRowId row = pick(*waiting).id;
        const bool isNobodys = m_random.bounded(3) == 0;
        const auto done =
            m_desk.assign(row, isNobodys ? AssignKind::Nobody : AssignKind::Card,
                          isNobodys ? QStringLiteral("nobody's") : QString::number(m_desk.cardId.value),
                          m_random.bounded(2) == 0 ? Lin : Wu);
        const bool mayFail = !done
            && (done.error().code == ErrorCode::FourEyesNeeded
                || done.error().code == ErrorCode::AmountNotPositive);
        return mayFail ? QString() : said(done);
    }
    /// Where it can be: it is paid, and not all of it went back.
    QString refund(const BankService::Ordered &order)
    {
        const auto begun = m_desk.refund(m_desk.again(order.order), 50_yuan, Wu);
        if (begun && !begun->waiting)
            propose(begun->refund.refundNo);
        return {};
    }
    void propose(const QString &refundNo)
    {
        if (const auto made = m_desk.propose(m_desk.transferWish(refundNo)))
            m_transfers.push_back(*made);
    }
    QString approve()
    {
        static_cast<void>(m_desk.approve(pick(m_transfers)));
        if (m_random.bounded(2) == 0)
            static_cast<void>(m_desk.exportAll());
        return {};
    }
    /// It went out or came back; now and then the bank errs.
    QString fromBank(const BankTransfer &transfer)
    {
        const bool isPaid = m_desk.state(transfer) == QStringLiteral("confirmed");
        const bool isBack = m_random.bounded(6) == 0 ? !isPaid : isPaid;
        const QString refundNo = transfer.subject;
        const QString taken = take(isBack ? transfer.amount : -transfer.amount, transfer.reference);
        propose(refundNo); // where it came back
        return taken;
    }
    QString cash()
    {
        if (!m_deposits.empty() && m_random.bounded(2) == 0) {
            const CashDeposit deposit = pick(m_deposits);
            return take(deposit.counted - Money{m_random.bounded(2) * 10'00LL, {}}, deposit.reference);
        }
        const DepositService::Count wish{m_desk.ids.make<OperationId>(),
                                         m_desk.ours.id,
                                         m_desk.terminal.station.id,
                                         QStringLiteral("B%1").arg(m_deposits.size()),
                                         amount(),
                                         0_yuan,
                                         Lin};
        const auto made = m_desk.committed([&] { return m_desk.deposits().count(wish, m_desk.now()); });
        if (made)
            m_deposits.push_back(*made);
        return said(made);
    }

    BankDesk &m_desk;
    QRandomGenerator m_random;
    std::vector<BankService::Ordered> m_orders;
    std::vector<BankTransfer> m_transfers;
    std::vector<CashDeposit> m_deposits;
    std::vector<test::BankLine> m_past;
};

}

void TestBankingFaults::eachStatement_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("scene");
    QTest::addColumn<bool>("repeats");
    for (const char *engine : {"sqlcipher", "postgresql"}) {
        for (const char *scene :
             {"order", "top-up", "count", "deposit", "propose", "export", "confirmed", "returned"})
            QTest::addRow("%s, %s", scene, engine)
                << QString::fromLatin1(engine) << QString::fromLatin1(scene) << true;
        for (const char *scene : {"assign", "case", "approve", "cancel"})
            QTest::addRow("%s, %s", scene, engine)
                << QString::fromLatin1(engine) << QString::fromLatin1(scene) << false;
    }
}

void TestBankingFaults::eachStatement()
{
    QFETCH(QString, scene);
    QFETCH(bool, repeats);
    OPEN_STORE(store);
    BankDesk desk(store);
    const Command run = repeats ? makeScene(desk, scene) : makeOnce(desk, scene);
    const test::Swept swept{run, [&] { return desk.bankProof(); }, !repeats};
    const auto swept1 = test::sweepFailures(store, swept);
    QCOMPARE(swept1.wrong, QString());
    QVERIFY(swept1.strikes > 5);
}

void TestBankingFaults::aRandomLife_data() { test::addEngineRows(); }

/// Whatever comes in whichever order: what the bank has is what the books have, and nothing is booked twice.
void TestBankingFaults::aRandomLife()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const QByteArray given = qgetenv("YOUKA_SEED");
    const quint32 seed = given.isEmpty() ? 2 : given.toUInt();
    qInfo("YOUKA_SEED=%u", seed);
    Life life(desk, seed);
    for (int step = 0; step < 150; ++step) {
        QCOMPARE(life.step(), QString());
        QCOMPARE(desk.atBank(), life.moved);
        QCOMPARE(desk.bankProof(), QString());
    }
    if (!given.isEmpty()) // another life may have less in it
        return;
    QVERIFY(store.figure("SELECT COUNT(*) FROM bank_row WHERE state = 3") > 5);
    QVERIFY(store.figure("SELECT COUNT(*) FROM bank_row WHERE state = 4") > 0);
    QVERIFY(store.figure("SELECT COUNT(*) FROM bank_row WHERE state = 5") > 0);
    QVERIFY(store.figure("SELECT COUNT(*) FROM bank_row WHERE state = 6") > 0);
}

QTEST_GUILESS_MAIN(TestBankingFaults)
#include "tst_banking_faults.moc"
