#include "core/domain/access/audit_log.h"
#include "tests/support/two_stores.h"

#include <QTest>

#include <thread>

using namespace youka;
using youka::test::TestStore;

namespace {

AuditLog::Entry entry(int number)
{
    return {QStringLiteral("manager"), QStringLiteral("card.state"), QStringLiteral("card %1").arg(number),
            QStringLiteral("frozen: reported by telephone")};
}

Result<void> add(Database &db, int number)
{
    return db.transaction([&] { return AuditLog(db).add(entry(number), {1'000 + number}); });
}

/// What only somebody with the store's key and its schema can do.
void tamper(TestStore &store, const char *sql)
{
    if (store.isPostgreSql()) {
        VERIFY_OK(store.db->script(QStringLiteral("ALTER TABLE audit DISABLE TRIGGER USER")));
    } else {
        VERIFY_OK(store.db->script(QStringLiteral("DROP TRIGGER IF EXISTS audit_no_update")));
        VERIFY_OK(store.db->script(QStringLiteral("DROP TRIGGER IF EXISTS audit_no_delete")));
    }
    VERIFY_OK(store.db->script(QLatin1String(sql)));
}

}

class TestAuditLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void entries_followEachOther_data() { test::addEngineRows(); }
    void entries_followEachOther();
    void rolledBackEntry_leavesNoFault_data() { test::addEngineRows(); }
    void rolledBackEntry_leavesNoFault();
    void tamperedLog_isReportedByItsEntry_data();
    void tamperedLog_isReportedByItsEntry();
    void twoWriters_makeOneChain_data() { test::addEngineRows(); }
    void twoWriters_makeOneChain();
    void earlierLog_isContinued_data();
    void earlierLog_isContinued();
    void failingStatement_leavesNoTrace_data() { test::addEngineRows(); }
    void failingStatement_leavesNoTrace();
};

void TestAuditLog::entries_followEachOther()
{
    OPEN_STORE(store);
    const auto empty = AuditLog(*store.db).verify();
    VERIFY_OK(empty);
    QCOMPARE(empty->entries, 0);
    QCOMPARE(empty->faults, QStringList());
    for (int i = 1; i <= 5; ++i)
        VERIFY_OK(add(*store.db, i));
    const auto proof = AuditLog(*store.db).verify();
    VERIFY_OK(proof);
    QCOMPARE(proof->entries, 5);
    QCOMPARE(proof->faults, QStringList());
    QCOMPARE(store.figure("SELECT COUNT(DISTINCT hash) FROM audit"), 5);
}

void TestAuditLog::rolledBackEntry_leavesNoFault()
{
    OPEN_STORE(store);
    VERIFY_OK(add(*store.db, 1));
    QVERIFY(!store.db->transaction([&] {
        return AuditLog(*store.db).add(entry(2), {2}).and_then([]() -> Result<void> {
            return fail(ErrorCode::Cancelled);
        });
    }));
    VERIFY_OK(add(*store.db, 3)); // PostgreSQL gives it number 3
    const auto proof = AuditLog(*store.db).verify();
    VERIFY_OK(proof);
    QCOMPARE(proof->entries, 2);
    QCOMPARE(proof->faults, QStringList());
}

void TestAuditLog::tamperedLog_isReportedByItsEntry_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QStringList>("faults");
    for (const char *engine : {"sqlcipher", "postgresql"}) {
        const auto row = [&](const char *name, const char *sql, const QStringList &faults) {
            QTest::addRow("%s: %s", engine, name) << QString::fromLatin1(engine) << QByteArray(sql) << faults;
        };
        const QString changed = QStringLiteral("audit entry 3 was changed");
        row("detail", "UPDATE audit SET detail = 'frozen' WHERE id = 3", {changed});
        row("actor", "UPDATE audit SET actor = 'cashier' WHERE id = 3", {changed});
        row("time", "UPDATE audit SET at = at + 1 WHERE id = 3", {changed});
        row("text moved between two fields",
            "UPDATE audit SET actor = 'managerc', action = 'ard.state' WHERE id = 3", {changed});
        row("hash of another", "UPDATE audit SET hash = (SELECT hash FROM audit WHERE id = 1) WHERE id = 3",
            {changed, QStringLiteral("audit entry 4 was changed")});
        row("two of them", "UPDATE audit SET detail = '' WHERE id IN (1, 4)",
            {QStringLiteral("audit entry 1 was changed"), QStringLiteral("audit entry 4 was changed")});
        row("missing in the middle", "DELETE FROM audit WHERE id = 3",
            {QStringLiteral("audit entry 4 does not follow entry 2: entry 3 is missing or it was changed"),
             QStringLiteral("the audit log ends at entry 5 with 4 entries, its head tells of 5")});
        row("missing in front", "DELETE FROM audit WHERE id IN (1, 2)",
            {QStringLiteral(
                 "audit entry 3 is not the first one: entries 1 to 2 are missing or it was changed"),
             QStringLiteral("the audit log ends at entry 5 with 3 entries, its head tells of 5")});
        row("missing at the end", "DELETE FROM audit WHERE id = 5",
            {QStringLiteral("the audit log ends at entry 4 with 4 entries, its head tells of 5")});
        row("all of it", "DELETE FROM audit",
            {QStringLiteral("the audit log ends at entry 0 with 0 entries, its head tells of 5")});
    }
}

void TestAuditLog::tamperedLog_isReportedByItsEntry()
{
    QFETCH(QByteArray, sql);
    QFETCH(QStringList, faults);
    OPEN_STORE(store);
    for (int i = 1; i <= 5; ++i)
        VERIFY_OK(add(*store.db, i));
    tamper(store, sql.constData());
    const auto proof = AuditLog(*store.db).verify();
    VERIFY_OK(proof);
    QCOMPARE(proof->faults, faults);
}

/// Two connections append at once, as two server processes do.
void TestAuditLog::twoWriters_makeOneChain()
{
    OPEN_STORE(store);
    constexpr int Rounds = 60;
    std::array<int, 2> failed{};
    std::vector<std::thread> writers;
    for (size_t w = 0; w < failed.size(); ++w)
        writers.emplace_back([&, w] {
            const auto db = store.connect();
            for (int i = 0; i < Rounds; ++i)
                failed[w] += add(*db, i) ? 0 : 1;
        });
    for (std::thread &writer : writers)
        writer.join();
    QCOMPARE(failed[0] + failed[1], 0);
    const auto proof = AuditLog(*store.db).verify();
    VERIFY_OK(proof);
    QCOMPARE(proof->entries, 2 * Rounds);
    QCOMPARE(proof->faults, QStringList());
}

void TestAuditLog::earlierLog_isContinued_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("entries");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (const int entries : {0, 1, 4})
            QTest::newRow(qPrintable(QStringLiteral("%1, %2").arg(QLatin1String(engine)).arg(entries)))
                << QString::fromLatin1(engine) << entries;
}

/// A store of before the head: its last entry becomes the head, and the chain goes on from it.
void TestAuditLog::earlierLog_isContinued()
{
    QFETCH(int, entries);
    OPEN_STORE(store);
    for (int i = 1; i <= entries; ++i)
        VERIFY_OK(add(*store.db, i));
    // as step 3 left it: the entries are the same, the head is not there
    VERIFY_OK(store.db->script(QStringLiteral("DROP TABLE audit_head")));
    VERIFY_OK(store.db->script(QStringLiteral("DELETE FROM schema_version WHERE version > 3")));
    const auto steps = serverMigrations();
    VERIFY_OK(migrate(*store.db, steps, 4));
    const auto proof = AuditLog(*store.db).verify();
    VERIFY_OK(proof);
    QCOMPARE(proof->entries, entries);
    QCOMPARE(proof->faults, QStringList());
    VERIFY_OK(add(*store.db, 9));
    const auto after = AuditLog(*store.db).verify();
    VERIFY_OK(after);
    QCOMPARE(after->entries, entries + 1);
    QCOMPARE(after->faults, QStringList());
}

void TestAuditLog::failingStatement_leavesNoTrace()
{
    OPEN_STORE(store);
    VERIFY_OK(add(*store.db, 1));
    int failed = 0;
    for (int at = 0;; ++at) {
        int left = at;
        store.db->failNext = [&] { return left-- == 0; };
        const bool done = add(*store.db, 2).has_value();
        store.db->failNext = nullptr;
        const auto proof = AuditLog(*store.db).verify();
        VERIFY_OK(proof);
        QCOMPARE(proof->faults, QStringList());
        QCOMPARE(proof->entries, done ? 2 : 1);
        if (done)
            break;
        ++failed;
    }
    QCOMPARE(failed, 5); // begin, head, entry, head again, commit
}

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_audit_log.moc"
