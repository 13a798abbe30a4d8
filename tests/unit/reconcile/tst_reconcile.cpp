#include "core/domain/reconcile/reconcile_rules.h"
#include "tests/unit/reconcile/reconcile_scene.h"

#include <QTest>

using namespace youka;
using namespace youka::test;

namespace {

using State = PaymentState;
using Scene = ReconcileScene;
QString no(const char *text) { return QString::fromLatin1(text); }

/// One order of everything that can be, and the bill beside it.
std::vector<SheetRow> plantDay(Scene &scene)
{
    const qint64 good = scene.order(no("GOOD"), 10'000, State::Paid, scene.at(9));
    scene.order(no("LESS"), 10'000, State::Paid, scene.at(9));
    scene.order(no("FEE"), 100'000, State::Paid, scene.at(9));
    scene.order(no("TWICE"), 700, State::Paid, scene.at(9));
    scene.order(no("TAKENBACK"), 800, State::Paid, scene.at(9));
    scene.order(no("OURS"), 900, State::Paid, scene.at(9));
    scene.order(no("PENDING"), 1'100, State::Pending, scene.at(9));
    scene.order(no("CLOSED"), 1'200, State::Closed, scene.at(9));
    scene.order(no("PENDINGLESS"), 1'300, State::Pending, scene.at(9));
    scene.order(no("REVERSED"), 1'400, State::Reversed, scene.at(9));
    scene.order(no("PERSON"), 1'500, State::ForPerson, scene.at(9));
    scene.order(no("NOTHING"), 1'600, State::Closed, scene.at(9));
    scene.refund(no("RGOOD"), good, 100, PaymentRefundState::Done, scene.at(10));
    scene.refund(no("RLESS"), good, 200, PaymentRefundState::Done, scene.at(10));
    scene.refund(no("RWORKING"), good, 300, PaymentRefundState::Working, scene.at(10));
    scene.refund(no("RNOTYET"), good, 400, PaymentRefundState::Working, scene.at(10));
    SheetRow fee = Scene::paid(no("FEE"), 100'000, scene.at(9));
    fee.feeMilli = 700'000;
    return {Scene::paid(no("GOOD"), 10'000, scene.at(9)),
            Scene::paid(no("LESS"), 9'000, scene.at(9)),
            fee,
            Scene::paid(no("TWICE"), 700, scene.at(9)),
            Scene::paid(no("TWICE"), 700, scene.at(9)),
            Scene::paid(no("TAKENBACK"), 800, scene.at(9)),
            Scene::back(RowKind::Reversal, no("TAKENBACK"), 800, scene.at(9)),
            Scene::paid(no("THEIRS"), 5'000, scene.at(9)),
            Scene::paid(no("PENDING"), 1'100, scene.at(9)),
            Scene::paid(no("CLOSED"), 1'200, scene.at(9)),
            Scene::paid(no("PENDINGLESS"), 1, scene.at(9)),
            Scene::paid(no("REVERSED"), 1'400, scene.at(9)),
            Scene::back(RowKind::Reversal, no("REVERSED"), 1'400, scene.at(9)),
            Scene::paid(no("PERSON"), 1'500, scene.at(9)),
            Scene::back(RowKind::Refund, no("RGOOD"), 100, scene.at(10)),
            Scene::back(RowKind::Refund, no("RLESS"), 199, scene.at(10)),
            Scene::back(RowKind::Refund, no("RWORKING"), 300, scene.at(10)),
            Scene::back(RowKind::Refund, no("RTHEIRS"), 50, scene.at(10))};
}

const QStringList PlantedBreaks{no("amount-differs LESS"),    no("amount-differs PENDINGLESS"),
                                no("amount-differs RLESS"),   no("duplicate TWICE"),
                                no("fee-differs FEE"),        no("only-theirs RTHEIRS"),
                                no("only-theirs THEIRS"),     no("state-differs PERSON"),
                                no("state-differs TAKENBACK")};

}

class TestReconcile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDay_everyClassOnce_data() { addEngineRows(); }
    void aDay_everyClassOnce();
    void again_comesToTheSame_data() { addEngineRows(); }
    void again_comesToTheSame();
    void whatIsGone_explainsItself_data() { addEngineRows(); }
    void whatIsGone_explainsItself();
    void otherAmounts_areAnotherBreak_data() { addEngineRows(); }
    void otherAmounts_areAnotherBreak();
    void whatPaymentsRefuse_isABreak_data() { addEngineRows(); }
    void whatPaymentsRefuse_isABreak();
    void tooManyForACaseEach_haveOneTogether_data() { addEngineRows(); }
    void tooManyForACaseEach_haveOneTogether();
    void otherMerchants_areNotSeen_data() { addEngineRows(); }
    void otherMerchants_areNotSeen();
    void brokenOff_anywhere_data() { addEngineRows(); }
    void brokenOff_anywhere();
    void twiceAtOnce_oneIsRefused_data() { addEngineRows(); }
    void twiceAtOnce_oneIsRefused();
};

void TestReconcile::aDay_everyClassOnce()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    COMPARE_REFUSED(scene.compare(scene.day), ErrorCode::BillMissing);
    VERIFY_OK(scene.bill(scene.day, plantDay(scene)));
    const auto report = scene.compare(scene.day);
    const QStringList wanted{no("matched 4 11400 11400"),
                             no("amount-differs 3 9800 8802"),
                             no("only-theirs 2 0 4950"),
                             no("state-differs 2 0 700"),
                             no("fee-differs 1 100000 100000"),
                             no("duplicate 1 0 700"),
                             no("learnt 3 0 2000"),
                             no("waiting 1 900 0"),
                             no("nothing-moved 2 0 0")};
    QCOMPARE(Scene::figures(report), wanted);
    QCOMPARE(scene.breaks(), PlantedBreaks);
    QCOMPARE(report->breaks, PlantedBreaks.size());
    QCOMPARE(report->waiting, 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM payment_order WHERE order_no = 'PENDING' AND state = 3"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM payment_order WHERE order_no = 'CLOSED' AND state = 9"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM payment_refund WHERE refund_no = 'RWORKING' AND state = 3"),
             1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM payment_refund WHERE refund_no = 'RNOTYET' AND state = 2"),
             1);
    // What is at stake has its sign: LESS and RTHEIRS and TAKENBACK and the fee are short.
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case WHERE kind = 'payment-short'"), 4);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case WHERE kind = 'payment-long'"), 5);
    QCOMPARE(store.figure("SELECT amount FROM exception_case WHERE reference LIKE '%LESS%' AND kind = "
                          "'payment-short'"),
             1'000);
    QCOMPARE(store.figure("SELECT MIN(station) FROM reconcile_break WHERE class = 2"), 7);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

void TestReconcile::again_comesToTheSame()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    VERIFY_OK(scene.bill(scene.day, plantDay(scene)));
    VERIFY_OK(scene.compare(scene.day));
    const qint64 cases = store.figure("SELECT COUNT(*) FROM exception_case");
    const auto second = scene.compare(scene.day);
    // What was learnt is ours now.
    QVERIFY(Scene::figures(second).contains(no("matched 7 13400 13400")));
    QCOMPARE(scene.breaks(), PlantedBreaks);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case"), cases);
    QCOMPARE(Scene::figures(scene.compare(scene.day)), Scene::figures(second));
    VERIFY_OK(scene.explainAll(scene.day));
    QCOMPARE(scene.breaks(), QStringList());
    VERIFY_OK(scene.compare(scene.day)); // what a person said stays said
    QCOMPARE(scene.breaks(), QStringList());
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

void TestReconcile::whatIsGone_explainsItself()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    VERIFY_OK(scene.bill(scene.day,
                         {Scene::paid(no("A"), 500, scene.at(9)), Scene::paid(no("B"), 500, scene.at(9))}));
    VERIFY_OK(scene.compare(scene.day));
    QCOMPARE(scene.breaks(), (QStringList{no("only-theirs A"), no("only-theirs B")}));
    VERIFY_OK(scene.bill(scene.day, {Scene::paid(no("B"), 500, scene.at(9))})); // corrected
    COMPARE_REFUSED(scene.close(scene.day), ErrorCode::BreakStateConflict);
    VERIFY_OK(scene.compare(scene.day));
    QCOMPARE(scene.breaks(), QStringList{no("only-theirs B")});
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case WHERE state = 4"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_sheet WHERE side = 2"),
             1); // the first bill is gone
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_row"), 1);
}

void TestReconcile::otherAmounts_areAnotherBreak()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    scene.order(no("A"), 500, State::Paid, scene.at(9));
    VERIFY_OK(scene.bill(scene.day, {Scene::paid(no("A"), 400, scene.at(9))}));
    VERIFY_OK(scene.compare(scene.day));
    VERIFY_OK(scene.explainAll(scene.day));
    VERIFY_OK(scene.bill(scene.day, {Scene::paid(no("A"), 300, scene.at(9))}));
    VERIFY_OK(scene.compare(scene.day));
    QCOMPARE(scene.breaks(),
             QStringList{no("amount-differs A")}); // the explanation was of another difference
    COMPARE_REFUSED(scene.close(scene.day), ErrorCode::BreakUnexplained);
}

void TestReconcile::whatPaymentsRefuse_isABreak()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    scene.payments.refuses = true;
    scene.order(no("A"), 500, State::Pending, scene.at(9));
    VERIFY_OK(scene.bill(scene.day, {Scene::paid(no("A"), 500, scene.at(9))}));
    QCOMPARE(Scene::figures(scene.compare(scene.day)), QStringList{no("state-differs 1 0 500")});
    QCOMPARE(scene.breaks(), QStringList{no("state-differs A")});
    scene.payments.refuses = false;
    QCOMPARE(Scene::figures(scene.compare(scene.day)), QStringList{no("learnt 1 0 500")});
    QCOMPARE(scene.breaks(), QStringList());
}

void TestReconcile::tooManyForACaseEach_haveOneTogether()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    scene.policy.mostBreaks = 3;
    std::vector<SheetRow> rows;
    for (int i = 0; i < 8; ++i)
        rows.push_back(Scene::paid(QStringLiteral("X%1").arg(i), 100 + i, scene.at(9)));
    VERIFY_OK(scene.bill(scene.day, rows));
    VERIFY_OK(scene.compare(scene.day));
    QCOMPARE(scene.breaks().size(), 4);
    QVERIFY(scene.breaks().contains(no("only-theirs ")));
    QCOMPARE(store.figure("SELECT SUM(amount) FROM exception_case"), 8 * 100 + 28);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

void TestReconcile::otherMerchants_areNotSeen()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    scene.order(no("MINE"), 500, State::Paid, scene.at(9));
    const MerchantId mine = scene.merchant.id;
    scene.merchant.id = {mine.value + 1};
    scene.order(no("OTHERS"), 600, State::Paid, scene.at(9));
    scene.merchant.id = mine;
    VERIFY_OK(scene.bill(
        scene.day, {Scene::paid(no("MINE"), 500, scene.at(9)), Scene::paid(no("OTHERS"), 600, scene.at(9))}));
    VERIFY_OK(scene.compare(scene.day));
    QCOMPARE(scene.breaks(), QStringList{no("only-theirs OTHERS")});
    QCOMPARE(scene.payments.asked, 0);
}

void TestReconcile::brokenOff_anywhere()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    VERIFY_OK(scene.bill(scene.day, plantDay(scene)));
    for (int nth = 0;; ++nth) {
        int left = nth;
        bool fired = false;
        scene.db.failNext = [&] { return left-- == 0 && (fired = true); };
        const auto first = scene.compare(scene.day);
        scene.db.failNext = {};
        if (fired)
            QVERIFY(!scene.close(scene.day).has_value());
        if (!fired) {
            VERIFY_OK(first);
            QVERIFY(nth > 100);
            break;
        }
    }
    VERIFY_OK(scene.compare(scene.day));
    QCOMPARE(scene.breaks(), PlantedBreaks);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case WHERE state < 4"), PlantedBreaks.size());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_sheet"), 2);
}

void TestReconcile::twiceAtOnce_oneIsRefused()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    VERIFY_OK(scene.bill(scene.day, plantDay(scene)));
    bool again = true;
    const Write plain = writeInto(scene.db);
    int writes = 0;
    const Write write = [&](const std::function<Result<void>(Database &)> &work, int rows) {
        if (++writes == 6 && again) { // somebody else begins in the middle
            again = false;
            if (const auto other = scene.compare(scene.day); !other)
                return Result<void>(fail(other.error()));
        }
        return plain(work, rows);
    };
    const auto first =
        ReconcileRun({scene.db, write, scene.payments, scene.clock}, scene.merchant, scene.day).run();
    QVERIFY(!again);
    COMPARE_REFUSED(first, ErrorCode::BreakStateConflict);
    QCOMPARE(scene.breaks(), PlantedBreaks);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

QTEST_GUILESS_MAIN(TestReconcile)
#include "tst_reconcile.moc"
