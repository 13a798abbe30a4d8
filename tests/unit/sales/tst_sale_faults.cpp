#include "core/foundation/store/operation_log.h"
#include "tests/unit/sales/sale_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::SaleDesk;

/// The n-th statement fails, for every n: the command happened wholly or not at all, and its repeat
/// completes it exactly once.
class TestSaleFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sweep_data();
    void sweep();

private:
    /// All that a sale may touch, as one line.
    static QByteArray state(SaleDesk &desk);
    static Result<Answer> run(SaleDesk &desk, const CardQuestion &q, OperationId operation,
                              const QByteArray &what);
};

void TestSaleFaults::sweep_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QByteArray>("what");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (const char *what : {"question", "placed", "captured", "overdrawn", "released", "buried",
                                 "unknown hold", "top-up reversed"})
            QTest::addRow("%s %s", engine, what) << QString::fromLatin1(engine) << QByteArray(what);
}

QByteArray TestSaleFaults::state(SaleDesk &desk)
{
    QByteArray line;
    for (const char *sql :
         {"SELECT COALESCE(SUM(balance * id), 0) FROM account", "SELECT COALESCE(SUM(held), 0) FROM account",
          "SELECT COALESCE(SUM(day_spent), 0) FROM card", "SELECT COUNT(*) FROM hold",
          "SELECT COALESCE(SUM(state), 0) FROM hold", "SELECT COUNT(*) FROM journal",
          "SELECT COUNT(*) FROM posting", "SELECT COUNT(*) FROM sale", "SELECT COUNT(*) FROM exception_case",
          "SELECT COUNT(*) FROM exception_step", "SELECT COUNT(*) FROM reversal",
          "SELECT COUNT(*) FROM operation"})
        line += QByteArray::number(desk.store.figure(sql)) + ' ';
    return line;
}

Result<Answer> TestSaleFaults::run(SaleDesk &desk, const CardQuestion &q, OperationId operation,
                                   const QByteArray &what)
{
    return desk.committed([&] {
        return once(
            *desk.store.db, operation, what, desk.now(),
            [&]() -> Result<Answer> {
                if (what == "question")
                    return desk.sales()
                        .authorise(q, SaleService::Pin::NotGiven, desk.terminal, desk.now())
                        .map([](const CardGrant &) {
                            return Answer{200, {}};
                        });
                FactBody body = SaleDesk::captureOf(q, 80_yuan);
                if (what == "placed")
                    body = desk.placedOf(q);
                else if (what == "released" || what == "buried")
                    body = HoldReleased{q.sale, q.hold};
                else if (what == "top-up reversed")
                    body = OperationReversed{{q.sale.uuid}, ReversalKind::TopUp, ReversalReason::NoAnswer};
                return desk.sales()
                    .apply({operation, {}, desk.now(), body}, desk.terminal, desk.now())
                    .map([](const FactOutcome &outcome) {
                        return Answer{int(outcome.kind), {}};
                    });
            },
            [](const Error &error) {
                return Answer{422, toString(error).toUtf8()};
            });
    });
}

void TestSaleFaults::sweep()
{
    QFETCH(QByteArray, what);
    OPEN_STORE(store);
    CardService::Issue issue;
    issue.limitPerDay = 20'000_yuan;
    SaleDesk desk(store, issue, what == "overdrawn" ? 0_yuan : 5'000_yuan);
    const bool needsHold = what == "captured" || what == "released";
    for (int nth = 0;; ++nth) {
        const CardQuestion q = desk.question(100_yuan);
        if (what == "overdrawn")
            VERIFY_OK(desk.tell(desk.placedOf(q)));
        else if (needsHold)
            VERIFY_OK(desk.ask(q));
        else if (what == "top-up reversed")
            VERIFY_OK(desk.committed([&] {
                return desk.cards().topUpCash(
                    desk.cardId, 100_yuan,
                    {{q.sale.uuid}, desk.now(), desk.now(), desk.day(), desk.terminal.station.id, {}});
            }));
        const auto operation = desk.ids.make<OperationId>();
        const QByteArray before = state(desk);
        int left = nth;
        bool fired = false;
        store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const auto first = run(desk, q, operation, what);
        store.db->failNext = {};
        QCOMPARE(first.has_value(), !fired);
        QVERIFY(!store.db->inTransaction());
        if (fired)
            QCOMPARE(state(desk), before);
        const auto repeated = run(desk, q, operation, what);
        VERIFY_OK(repeated);
        QVERIFY(repeated->status < 400);
        const QByteArray after = state(desk);
        QVERIFY(after != before);
        const auto again = run(desk, q, operation, what);
        VERIFY_OK(again);
        QCOMPARE(again->status, repeated->status);
        QCOMPARE(state(desk), after);
        QCOMPARE(desk.faults(), QString());
        if (!fired) {
            QVERIFY(nth >= 5);
            return;
        }
        QVERIFY(nth < 100);
    }
}

QTEST_GUILESS_MAIN(TestSaleFaults)
#include "tst_sale_faults.moc"
