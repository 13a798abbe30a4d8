#include "core/domain/reconcile/merged_rows.h"
#include "tests/unit/reconcile/reconcile_scene.h"

#include <QTest>

using namespace youka;
using namespace youka::test;

namespace {

std::vector<SheetRow> someRows(int count, quint32 seed)
{
    QRandomGenerator random(seed);
    std::vector<SheetRow> rows;
    for (int i = 0; i < count; ++i) // some numbers stand twice
        rows.push_back(ReconcileScene::paid(QStringLiteral("T%1").arg(random.bounded(count)),
                                            1 + random.bounded(10'000), {1'000 + i}));
    return rows;
}

Result<std::vector<SheetRow>> readAll(Database &db, const Sheet &sheet, int pageRows)
{
    SheetRepository sheets(db);
    MergedRows merged(sourcesOf(sheets, sheet), pageRows);
    std::vector<SheetRow> rows;
    for (;;) {
        auto row = merged.next();
        if (!row)
            return fail(row.error());
        if (!*row)
            return rows;
        rows.push_back(std::move(**row));
    }
}

}

class TestSheets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parts_comeBackInOrder_data() { addEngineRows(); }
    void parts_comeBackInOrder();
    void theSameFile_isTakenOnce_data() { addEngineRows(); }
    void theSameFile_isTakenOnce();
    void aClosedDay_takesNone_data() { addEngineRows(); }
    void aClosedDay_takesNone();
    void brokenOff_anywhere_data() { addEngineRows(); }
    void brokenOff_anywhere();
};

void TestSheets::parts_comeBackInOrder()
{
    OPEN_STORE(store);
    ReconcileScene scene(*store.db);
    for (const int count : {0, 1, 7, 100})
        for (const int runRows : {1, 7, 30, 1'000})
            for (const int pageRows : {1, 3, 512}) {
                const QDate on = scene.day.addDays(count * 100 + runRows * 10 + pageRows);
                auto rows = someRows(count, quint32(count + runRows));
                VERIFY_OK(scene.bill(on, rows, runRows));
                const auto sheet = SheetRepository(scene.db).newest(scene.merchant.id, on, Side::Theirs);
                VERIFY_OK(sheet);
                QVERIFY(sheet->has_value());
                QCOMPARE((*sheet)->rows, qint64(count));
                QCOMPARE((*sheet)->runs, (count + runRows - 1) / runRows);
                qint64 paid = 0;
                for (size_t i = 0; i < rows.size(); ++i) {
                    rows[i].seq = int(i);
                    paid += rows[i].amount;
                }
                QCOMPARE((*sheet)->paid, paid);
                std::stable_sort(rows.begin(), rows.end(),
                                 [](const SheetRow &a, const SheetRow &b) { return a.number < b.number; });
                const auto back = readAll(scene.db, **sheet, pageRows);
                VERIFY_OK(back);
                QVERIFY(*back == rows);
                for (const SheetRow &row : rows)
                    QVERIFY(*SheetRepository(scene.db).has(**sheet, row.number));
                QVERIFY(!*SheetRepository(scene.db).has(**sheet, "PT"));
            }
}

void TestSheets::theSameFile_isTakenOnce()
{
    OPEN_STORE(store);
    ReconcileScene scene(*store.db);
    const auto rows = someRows(10, 1);
    QVERIFY(*scene.bill(scene.day, rows));
    QVERIFY(!*scene.bill(scene.day, rows));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_row"), 10);
    QVERIFY(*scene.bill(scene.day.addDays(1), rows)); // another day's, however alike
    QVERIFY(*scene.bill(scene.day, someRows(4, 2)));  // a corrected one
    const auto counts = SheetRepository(scene.db).newest(scene.merchant.id, scene.day, Side::Theirs);
    QCOMPARE((*counts)->rows, 4);
}

void TestSheets::aClosedDay_takesNone()
{
    OPEN_STORE(store);
    ReconcileScene scene(*store.db);
    VERIFY_OK(scene.bill(scene.day, {}));
    VERIFY_OK(scene.compare(scene.day));
    VERIFY_OK(scene.close(scene.day));
    COMPARE_REFUSED(scene.bill(scene.day, someRows(3, 1)), ErrorCode::DayClosed);
    COMPARE_REFUSED(scene.compare(scene.day), ErrorCode::DayClosed);
    COMPARE_REFUSED(scene.close(scene.day), ErrorCode::DayClosed);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_row"), 0);
}

void TestSheets::brokenOff_anywhere()
{
    OPEN_STORE(store);
    ReconcileScene scene(*store.db);
    const auto rows = someRows(10, 3);
    for (int nth = 0;; ++nth) {
        const QDate on = scene.day.addDays(nth);
        int left = nth;
        bool fired = false;
        scene.db.failNext = [&] { return left-- == 0 && (fired = true); };
        const auto first = scene.bill(on, rows);
        scene.db.failNext = {};
        QCOMPARE(first.has_value(), !fired);
        // What is there in part does not count; begun again it is there once.
        const auto counts = SheetRepository(scene.db).newest(scene.merchant.id, on, Side::Theirs);
        QCOMPARE(counts->has_value(), !fired);
        VERIFY_OK(scene.bill(on, rows));
        QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_row"), 10 * (nth + 1));
        QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_sheet"), nth + 1);
        if (!fired) {
            QVERIFY(nth > 10);
            return;
        }
    }
}

QTEST_GUILESS_MAIN(TestSheets)
#include "tst_sheets.moc"
