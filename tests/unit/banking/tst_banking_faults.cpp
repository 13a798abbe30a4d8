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
    QRandomGenerator random(seed);
    std::vector<BankService::Ordered> orders;
    std::vector<BankTransfer> transfers;
    std::vector<CashDeposit> deposits;
    std::vector<test::BankLine> past;
    Money moved = 0_yuan; // by the bank, as this test knows it
    int serial = 0;
    const auto line = [&](Money amount, const QString &remark) {
        past.push_back({QStringLiteral("R%1").arg(++serial), amount, remark});
        past.back().at = desk.now();
        moved += amount;
        return past.back();
    };
    const auto pick = [&](const auto &all) -> const auto &
    {
        return all[random.bounded(quint32(all.size()))];
    };
    for (int step = 0; step < 150; ++step) {
        const int what = random.bounded(14);
        const Money amount{random.bounded(1, 9) * 100'00LL, {}};
        if (what <= 1 || orders.empty()) {
            orders.push_back(desk.asked(amount));
        } else if (what == 2) {
            VERIFY_OK(desk.take({line(pick(orders).order.amount, pick(orders).asked.reference)}));
        } else if (what <= 4) {
            const auto &order = pick(orders);
            VERIFY_OK(desk.take({line(order.order.amount, order.asked.reference)}));
        } else if (what == 5 && !past.empty()) { // an old file again, in another one
            auto old = past;
            std::shuffle(old.begin(), old.end(), random);
            desk.clock.advanceMs(60'000);
            VERIFY_OK(desk.take(old));
        } else if (what == 6) {
            VERIFY_OK(desk.take({line(amount, QStringLiteral("充值"))}));
        } else if (what == 7) {
            const auto waiting = desk.bank().repository().rows({BankRowState::Waiting, {}, {}}, 50);
            VERIFY_OK(waiting);
            if (waiting->empty())
                continue;
            const BankRow row = pick(*waiting);
            const auto kind = random.bounded(3) == 0 ? AssignKind::Nobody : AssignKind::Card;
            const QString subject =
                kind == AssignKind::Card ? QString::number(desk.cardId.value) : QStringLiteral("nobody's");
            const auto done = desk.assign(row.entry.serial, kind, subject, random.bounded(2) == 0 ? Lin : Wu);
            QVERIFY(done || done.error().code == ErrorCode::FourEyesNeeded
                    || done.error().code == ErrorCode::AmountNotPositive);
        } else if (what == 8 || what == 12) {
            const auto &order = pick(orders);
            const auto begun = desk.refund(desk.again(order.order), 50_yuan, Wu);
            if (begun && !begun->waiting)
                if (const auto made = desk.propose(desk.transferWish(begun->refund.refundNo)))
                    transfers.push_back(*made);
        } else if (what == 9 && !transfers.empty()) {
            static_cast<void>(desk.approve(pick(transfers)));
            if (random.bounded(2) == 0)
                static_cast<void>(desk.exportAll());
        } else if ((what == 10 || what == 13) && !transfers.empty()) {
            const auto &transfer = pick(transfers);
            const bool isPaid = desk.state(transfer) == QStringLiteral("confirmed");
            const bool isBack = random.bounded(6) == 0 ? !isPaid : isPaid; // the bank errs, too
            VERIFY_OK(desk.take({line(isBack ? transfer.amount : -transfer.amount, transfer.reference)}));
            if (const auto made = desk.propose(desk.transferWish(transfer.subject))) // where it came back
                transfers.push_back(*made);
        } else if (what == 11) {
            if (deposits.empty() || random.bounded(2) == 0) {
                const auto made = desk.committed([&] {
                    return desk.deposits().count({desk.ids.make<OperationId>(), desk.ours.id,
                                                  desk.terminal.station.id, QStringLiteral("B%1").arg(step),
                                                  amount, 0_yuan, Lin},
                                                 desk.now());
                });
                VERIFY_OK(made);
                deposits.push_back(*made);
            } else {
                const auto &deposit = pick(deposits);
                VERIFY_OK(desk.take(
                    {line(deposit.counted - Money{random.bounded(2) * 10'00LL, {}}, deposit.reference)}));
            }
        }
        QCOMPARE(desk.atBank(), moved);
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
