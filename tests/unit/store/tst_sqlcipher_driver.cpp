#include "tests/unit/store/sqlcipher_connection.h"

#include <QSqlDriver>
#include <QSqlField>
#include <QSqlIndex>
#include <QSqlRecord>
#include <QSqlResult>
#include <QTest>

using namespace youka;

class TestSqlCipherDriver : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void register_twice_isHarmless();
    void features();
    void statement_survivesSchemaChange();
    void statement_ofDroppedTable_fails();
    void cache_manyTexts_andPragmas();
    void transaction_commitRollback();
    void transaction_misuse_isAnError();
    void commit_withOpenSelect();
    void rollback_withOpenSelect_endsIt();
    void tables_byKind();
    void primaryIndex_ofTables();
    void record_ofTable();
    void escapeIdentifier_andSqlStatement();
    void close_withActiveQueries();
    void query_outlivesItsConnection();
    void handle_isTheConnection();
};

void TestSqlCipherDriver::register_twice_isHarmless()
{
    registerSqlCipherDriver();
    registerSqlCipherDriver();
    QVERIFY(QSqlDatabase::isDriverAvailable(SqlCipherDriverName));
}

void TestSqlCipherDriver::features()
{
    SqlCipherConnection c;
    const QSqlDriver *driver = c.db().driver();
    QVERIFY(driver->hasFeature(QSqlDriver::Transactions));
    QVERIFY(driver->hasFeature(QSqlDriver::PositionalPlaceholders));
    QVERIFY(driver->hasFeature(QSqlDriver::LastInsertId));
    QVERIFY(driver->hasFeature(QSqlDriver::CancelQuery));
    QVERIFY(!driver->hasFeature(QSqlDriver::QuerySize));
    QCOMPARE(driver->dbmsType(), QSqlDriver::SQLite);
}

void TestSqlCipherDriver::statement_survivesSchemaChange()
{
    SqlCipherConnection c;
    c.fillNumbers(1);
    QSqlQuery held = c.query();
    QVERIFY(held.prepare(QStringLiteral("SELECT * FROM t")));
    QVERIFY(held.exec() && held.next());
    QCOMPARE(held.record().count(), 1);
    held.finish();
    QCOMPARE(c.value(QStringLiteral("SELECT * FROM t WHERE 1")).toInt(), 0); // goes idle in the cache
    QCOMPARE(c.run(QStringLiteral("ALTER TABLE t ADD COLUMN extra TEXT DEFAULT 'new'")), QString());
    QVERIFY(held.exec() && held.next());
    QCOMPARE(held.record().count(), 2);
    QCOMPARE(held.value(1).toString(), QStringLiteral("new"));
    QSqlQuery again = c.query();
    QVERIFY(again.exec(QStringLiteral("SELECT * FROM t WHERE 1")) && again.next());
    QCOMPARE(again.value(QStringLiteral("extra")).toString(), QStringLiteral("new"));
}

void TestSqlCipherDriver::statement_ofDroppedTable_fails()
{
    SqlCipherConnection c;
    c.fillNumbers(1);
    c.value(QStringLiteral("SELECT n FROM t"));
    QCOMPARE(c.run(QStringLiteral("DROP TABLE t")), QString());
    QSqlQuery q = c.query();
    QVERIFY(!q.exec(QStringLiteral("SELECT n FROM t")));
    QVERIFY(q.lastError().databaseText().contains(QLatin1String("no such table")));
    c.run(QStringLiteral("CREATE TABLE t (n TEXT)"));
    c.run(QStringLiteral("INSERT INTO t VALUES ('back')"));
    QCOMPARE(c.value(QStringLiteral("SELECT n FROM t")).toString(), QStringLiteral("back"));
}

void TestSqlCipherDriver::cache_manyTexts_andPragmas()
{
    SqlCipherConnection c;
    c.fillNumbers(3);
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 300; ++i)
            QCOMPARE(c.value(QStringLiteral("SELECT n + %1 FROM t WHERE n = 2").arg(i)).toInt(), i + 2);
    }
    for (const int on : {1, 0, 1, 0}) {
        QCOMPARE(c.run(QStringLiteral("PRAGMA foreign_keys = %1").arg(on)), QString());
        QCOMPARE(c.value(QStringLiteral("PRAGMA foreign_keys")).toInt(), on);
    }
}

void TestSqlCipherDriver::transaction_commitRollback()
{
    for (const QString &options : {QString(), QStringLiteral("QSQLCIPHER_BEGIN_IMMEDIATE")}) {
        SqlCipherConnection c(QStringLiteral(":memory:"), {}, options);
        c.fillNumbers(1);
        QVERIFY(c.db().transaction());
        c.run(QStringLiteral("INSERT INTO t VALUES (5)"));
        QVERIFY(c.db().rollback());
        QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 1);
        QVERIFY(c.db().transaction());
        c.run(QStringLiteral("INSERT INTO t VALUES (5)"));
        QVERIFY(c.db().commit());
        QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 2);
    }
}

void TestSqlCipherDriver::transaction_misuse_isAnError()
{
    SqlCipherConnection c;
    QVERIFY(!c.db().commit());
    QCOMPARE(c.db().lastError().type(), QSqlError::TransactionError);
    QVERIFY(!c.db().rollback());
    QVERIFY(c.db().transaction());
    QVERIFY(!c.db().transaction());
    QVERIFY(c.db().lastError().databaseText().contains(QLatin1String("within a transaction")));
    QVERIFY(c.db().rollback());
}

void TestSqlCipherDriver::commit_withOpenSelect()
{
    SqlCipherConnection c;
    c.fillNumbers(5);
    QSqlQuery q = c.query();
    q.setForwardOnly(true);
    QVERIFY(c.db().transaction());
    QVERIFY(q.exec(QStringLiteral("SELECT n FROM t ORDER BY n")) && q.next());
    QCOMPARE(c.run(QStringLiteral("UPDATE t SET n = 50 WHERE n = 4")), QString());
    QVERIFY2(c.db().commit(), qPrintable(c.db().lastError().text()));
    int rest = 0;
    while (q.next())
        ++rest;
    QCOMPARE(rest, 4);
}

void TestSqlCipherDriver::rollback_withOpenSelect_endsIt()
{
    SqlCipherConnection c;
    c.fillNumbers(5);
    QSqlQuery q = c.query();
    q.setForwardOnly(true);
    QVERIFY(c.db().transaction());
    QCOMPARE(c.run(QStringLiteral("CREATE TABLE u (a)")), QString());
    QVERIFY(q.exec(QStringLiteral("SELECT n FROM t ORDER BY n")) && q.next());
    QVERIFY(c.db().rollback());
    QVERIFY(!q.next());
    QVERIFY(q.lastError().isValid());
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 5);
}

void TestSqlCipherDriver::tables_byKind()
{
    SqlCipherConnection c;
    c.run(QStringLiteral("CREATE TABLE card (id INTEGER PRIMARY KEY AUTOINCREMENT)"));
    c.run(QStringLiteral("CREATE TEMP TABLE draft (a)"));
    c.run(QStringLiteral("CREATE VIEW open_card AS SELECT id FROM card"));
    c.run(QStringLiteral("CREATE INDEX i ON card (id)"));
    QStringList names = c.db().tables(QSql::Tables);
    names.sort();
    QCOMPARE(names, QStringList({QStringLiteral("card"), QStringLiteral("draft")}));
    QCOMPARE(c.db().tables(QSql::Views), QStringList({QStringLiteral("open_card")}));
    QCOMPARE(c.db().tables(QSql::SystemTables),
             QStringList({QStringLiteral("sqlite_sequence"), QStringLiteral("sqlite_master")}));
    QCOMPARE(c.db().tables(QSql::AllTables).size(), 5);
}

void TestSqlCipherDriver::primaryIndex_ofTables()
{
    SqlCipherConnection c;
    c.run(QStringLiteral("CREATE TABLE one (id INTEGER PRIMARY KEY, x)"));
    c.run(QStringLiteral("CREATE TABLE two (a TEXT, b INTEGER, d, PRIMARY KEY (b, a)) WITHOUT ROWID"));
    c.run(QStringLiteral("CREATE TABLE \"odd \"\"name\" (k PRIMARY KEY)"));
    c.run(QStringLiteral("CREATE TABLE bare (x)"));
    const QSqlIndex one = c.db().primaryIndex(QStringLiteral("one"));
    QCOMPARE(one.count(), 1);
    QCOMPARE(one.fieldName(0), QStringLiteral("id"));
    QVERIFY(one.field(0).isAutoValue());
    const QSqlIndex two = c.db().primaryIndex(QStringLiteral("two"));
    QCOMPARE(two.count(), 2);
    QCOMPARE(two.fieldName(0), QStringLiteral("b"));
    QCOMPARE(two.fieldName(1), QStringLiteral("a"));
    QVERIFY(!two.field(0).isAutoValue());
    QCOMPARE(c.db().primaryIndex(QStringLiteral("main.two")).count(), 2);
    QCOMPARE(c.db().primaryIndex(QStringLiteral("\"two\"")).count(), 2);
    QCOMPARE(c.db().primaryIndex(QStringLiteral("odd \"name")).count(), 1);
    QVERIFY(c.db().primaryIndex(QStringLiteral("bare")).isEmpty());
    QVERIFY(c.db().primaryIndex(QStringLiteral("missing")).isEmpty());
}

void TestSqlCipherDriver::record_ofTable()
{
    SqlCipherConnection c;
    c.run(QStringLiteral("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT 'it''s', "
                         "price REAL DEFAULT 7.5)"));
    const QSqlRecord record = c.db().record(QStringLiteral("t"));
    QCOMPARE(record.count(), 3);
    QCOMPARE(record.field(1).defaultValue().toString(), QStringLiteral("it's"));
    QCOMPARE(record.field(1).requiredStatus(), QSqlField::Required);
    QCOMPARE(record.field(2).defaultValue().toDouble(), 7.5);
    QCOMPARE(record.field(2).metaType(), QMetaType::fromType<double>());
    QVERIFY(record.field(0).isAutoValue());
}

void TestSqlCipherDriver::escapeIdentifier_andSqlStatement()
{
    SqlCipherConnection c;
    QSqlDriver *driver = c.db().driver();
    QCOMPARE(driver->escapeIdentifier(QStringLiteral("a\"b"), QSqlDriver::FieldName),
             QStringLiteral("\"a\"\"b\""));
    QCOMPARE(driver->escapeIdentifier(QStringLiteral("main.t"), QSqlDriver::TableName),
             QStringLiteral("\"main\".\"t\""));
    QCOMPARE(driver->escapeIdentifier(QStringLiteral("\"t\""), QSqlDriver::TableName),
             QStringLiteral("\"t\""));
    c.run(QStringLiteral("CREATE TABLE \"sel ect\" (\"or der\" INTEGER, \"b\" TEXT)"));
    QSqlRecord record = c.db().record(QStringLiteral("sel ect"));
    record.setValue(0, 5);
    record.setValue(1, QStringLiteral("it's"));
    QCOMPARE(
        c.run(driver->sqlStatement(QSqlDriver::InsertStatement, QStringLiteral("sel ect"), record, false)),
        QString());
    QSqlQuery q = c.query();
    QVERIFY(
        q.exec(driver->sqlStatement(QSqlDriver::SelectStatement, QStringLiteral("sel ect"), record, false)));
    QVERIFY(q.next());
    QCOMPARE(q.value(1).toString(), QStringLiteral("it's"));
    QSqlField blob(QStringLiteral("b"), QMetaType::fromType<QByteArray>());
    blob.setValue(QByteArray("\x01\xff"));
    QCOMPARE(driver->formatValue(blob), QStringLiteral("x'01ff'"));
}

void TestSqlCipherDriver::close_withActiveQueries()
{
    SqlCipherConnection c;
    c.fillNumbers(5);
    QSqlQuery forward = c.query();
    forward.setForwardOnly(true);
    QVERIFY(forward.exec(QStringLiteral("SELECT n FROM t")) && forward.next());
    QSqlQuery scrolling = c.query();
    QVERIFY(scrolling.exec(QStringLiteral("SELECT n FROM t")) && scrolling.next());
    QSqlQuery prepared = c.query();
    QVERIFY(prepared.prepare(QStringLiteral("INSERT INTO t VALUES (?)")));
    c.db().close();
    QVERIFY(!forward.isActive() && !forward.next());
    QVERIFY(!scrolling.isActive() && !scrolling.next());
    prepared.addBindValue(9);
    QVERIFY(!prepared.exec());
    QVERIFY(c.db().open());
    QVERIFY(c.db().tables().isEmpty()); // memory was let go
    QVERIFY(forward.exec(QStringLiteral("SELECT 3")) && forward.next());
    QCOMPARE(forward.value(0).toInt(), 3);
}

void TestSqlCipherDriver::query_outlivesItsConnection()
{
    QSqlQuery kept{QSqlDatabase()};
    {
        SqlCipherConnection c;
        c.fillNumbers(2);
        kept = c.query();
        QVERIFY(kept.exec(QStringLiteral("SELECT n FROM t")) && kept.next());
        c.db().close();
    }
    QVERIFY(!kept.next());
    QVERIFY(!kept.isActive());
}

void TestSqlCipherDriver::handle_isTheConnection()
{
    SqlCipherConnection c;
    const QVariant handle = c.db().driver()->handle();
    QCOMPARE(qstrcmp(handle.typeName(), "sqlite3*"), 0);
    QVERIFY(*static_cast<sqlite3 *const *>(handle.constData()) != nullptr);
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("SELECT 1")));
    QCOMPARE(qstrcmp(q.result()->handle().typeName(), "sqlite3_stmt*"), 0);
    c.db().close();
    QVERIFY(*static_cast<sqlite3 *const *>(c.db().driver()->handle().constData()) == nullptr);
}

QTEST_GUILESS_MAIN(TestSqlCipherDriver)
#include "tst_sqlcipher_driver.moc"
