#include "tests/unit/store/sqlcipher_connection.h"

#include <QSqlRecord>
#include <QTest>

using namespace youka;

class TestSqlCipherQuery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void navigation_scrollable();
    void navigation_forwardOnly();
    void navigation_lastOfForwardOnly();
    void navigation_emptyResult();
    void nonSelect_hasNoRows();
    void binds_positionalNamedAndRepeated();
    void binds_wrongNumber_isRefused_data();
    void binds_wrongNumber_isRefused();
    void reExec_newValues();
    void execBatch_allRows();
    void execBatch_unevenLists_isRefused();
    void nestedQueries_sameText();
    void manyStatements_inOneText_areRefused_data();
    void manyStatements_inOneText_areRefused();
    void errors_carryTextsAndCodes();
    void query_afterConstraintError_worksAgain();
    void finish_letsGo();
    void rowsAffected();
    void lastInsertId();
};

void TestSqlCipherQuery::navigation_scrollable()
{
    SqlCipherConnection c;
    c.fillNumbers(10);
    QSqlQuery q = c.query();
    QVERIFY(q.exec(QStringLiteral("SELECT n, n * n FROM t ORDER BY n")));
    QCOMPARE(q.at(), int(QSql::BeforeFirstRow));
    QVERIFY(!q.isValid());
    QVERIFY(!q.previous());
    QVERIFY(q.first());
    QCOMPARE(q.value(0).toInt(), 0);
    QVERIFY(q.last());
    QCOMPARE(q.at(), 9);
    QCOMPARE(q.value(1).toInt(), 81);
    QVERIFY(!q.next());
    QCOMPARE(q.at(), int(QSql::AfterLastRow));
    QVERIFY(q.previous());
    QCOMPARE(q.value(0).toInt(), 9);
    QVERIFY(q.seek(4));
    QCOMPARE(q.value(1).toInt(), 16);
    QVERIFY(q.seek(3, true));
    QCOMPARE(q.value(0).toInt(), 7);
    QVERIFY(q.seek(-5, true));
    QCOMPARE(q.value(0).toInt(), 2);
    QVERIFY(q.seek(0, true));
    QCOMPARE(q.value(0).toInt(), 2);
    QVERIFY(!q.seek(-3, true));
    QCOMPARE(q.at(), int(QSql::BeforeFirstRow));
    QVERIFY(!q.seek(10));
    QCOMPARE(q.at(), int(QSql::AfterLastRow));
    QVERIFY(q.seek(-2, true));
    QCOMPARE(q.at(), 8);
    QCOMPARE(q.value(0).toInt(), 8);
    QVERIFY(q.first());
    int sum = 0;
    do
        sum += q.value(0).toInt();
    while (q.next());
    QCOMPARE(sum, 45);
    QCOMPARE(q.size(), -1);
}

void TestSqlCipherQuery::navigation_forwardOnly()
{
    SqlCipherConnection c;
    c.fillNumbers(10);
    QSqlQuery q = c.query();
    q.setForwardOnly(true);
    QVERIFY(q.exec(QStringLiteral("SELECT n FROM t ORDER BY n")));
    QVERIFY(q.first());
    QVERIFY(q.next());
    QCOMPARE(q.value(0).toInt(), 1);
    QCOMPARE(q.value(0).toInt(), 1);
    QVERIFY(q.seek(5));
    QCOMPARE(q.value(0).toInt(), 5);
    QVERIFY(q.seek(2, true));
    QCOMPARE(q.at(), 7);
    QTest::ignoreMessage(QtWarningMsg, "QSqlQuery::seek: cannot seek backwards in a forward only query");
    QVERIFY(!q.seek(2));
    QCOMPARE(q.value(0).toInt(), 7);
    QTest::ignoreMessage(QtWarningMsg, "QSqlQuery::seek: cannot seek backwards in a forward only query");
    QVERIFY(!q.previous());
    QVERIFY(q.next() && q.next());
    QCOMPARE(q.value(0).toInt(), 9);
    QVERIFY(!q.next());
    QVERIFY(!q.next());
    QVERIFY(!q.isValid());
    QVERIFY(q.isActive());
}

void TestSqlCipherQuery::navigation_lastOfForwardOnly()
{
    SqlCipherConnection c;
    c.fillNumbers(6);
    QSqlQuery q = c.query();
    q.setForwardOnly(true);
    QVERIFY(q.exec(QStringLiteral("SELECT n FROM t ORDER BY n")));
    QVERIFY(q.next());
    QVERIFY(q.last());
    QCOMPARE(q.at(), 5);
    QCOMPARE(q.value(0).toInt(), 5);
    QVERIFY(!q.isNull(0));
    QVERIFY(q.last());
    QCOMPARE(q.value(0).toInt(), 5);
    QVERIFY(!q.next());
}

void TestSqlCipherQuery::navigation_emptyResult()
{
    SqlCipherConnection c;
    c.fillNumbers(0);
    for (const bool forwardOnly : {true, false}) {
        QSqlQuery q = c.query();
        q.setForwardOnly(forwardOnly);
        QVERIFY(q.exec(QStringLiteral("SELECT n FROM t")));
        QVERIFY(q.isActive() && q.isSelect());
        QVERIFY(!q.first());
        QVERIFY(!q.last());
        QVERIFY(!q.next());
        QVERIFY(!q.seek(0));
        QVERIFY(!q.isValid());
        QVERIFY(!q.lastError().isValid());
        QVERIFY(q.isNull(0));
    }
}

void TestSqlCipherQuery::nonSelect_hasNoRows()
{
    SqlCipherConnection c;
    QSqlQuery q = c.query();
    QVERIFY(q.exec(QStringLiteral("CREATE TABLE t (a)")));
    QVERIFY(q.isActive() && !q.isSelect());
    QVERIFY(!q.next() && !q.first() && !q.last() && !q.seek(0));
    QCOMPARE(q.numRowsAffected(), 0);
}

void TestSqlCipherQuery::binds_positionalNamedAndRepeated()
{
    SqlCipherConnection c;
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("SELECT ?, ?, ?")));
    q.bindValue(2, 3);
    q.bindValue(0, 1);
    q.bindValue(1, 2);
    QVERIFY(q.exec() && q.next());
    QCOMPARE(q.value(0).toInt() * 100 + q.value(1).toInt() * 10 + q.value(2).toInt(), 123);
    QCOMPARE(q.boundValue(2).toInt(), 3);
    QCOMPARE(q.boundValues().size(), 3);

    QVERIFY(q.prepare(QStringLiteral("SELECT :a || '-' || :b || '-' || :a, ':a?'")));
    q.bindValue(QStringLiteral(":a"), QStringLiteral("x"));
    q.bindValue(QStringLiteral(":b"), QStringLiteral("y"));
    QVERIFY2(q.exec(), qPrintable(q.lastError().text()));
    QVERIFY(q.next());
    QCOMPARE(q.value(0).toString(), QStringLiteral("x-y-x"));
    QCOMPARE(q.value(1).toString(), QStringLiteral(":a?"));
    QCOMPARE(q.boundValue(QStringLiteral(":b")).toString(), QStringLiteral("y"));
    q.bindValue(QStringLiteral(":a"), QStringLiteral("z"));
    QVERIFY(q.exec() && q.next());
    QCOMPARE(q.value(0).toString(), QStringLiteral("z-y-z"));
}

void TestSqlCipherQuery::binds_wrongNumber_isRefused_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("none") << 0;
    QTest::newRow("too few") << 1;
    QTest::newRow("too many") << 3;
}

void TestSqlCipherQuery::binds_wrongNumber_isRefused()
{
    QFETCH(const int, count);
    SqlCipherConnection c;
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("SELECT ? + ?")));
    for (int i = 0; i < count; ++i)
        q.addBindValue(i);
    QVERIFY(!q.exec());
    QVERIFY(!q.isActive());
    QCOMPARE(q.lastError().type(), QSqlError::StatementError);
    QCOMPARE(q.lastError().driverText(), QStringLiteral("Parameter count mismatch"));
    QVERIFY(q.prepare(QStringLiteral("SELECT ? + ?")));
    q.addBindValue(4);
    q.addBindValue(5);
    QVERIFY(q.exec() && q.next());
    QCOMPARE(q.value(0).toInt(), 9);
}

void TestSqlCipherQuery::reExec_newValues()
{
    SqlCipherConnection c;
    c.fillNumbers(20);
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("SELECT n FROM t WHERE n >= ? ORDER BY n")));
    for (const int from : {5, 0, 19, 7}) {
        q.addBindValue(from);
        QVERIFY(q.exec());
        QVERIFY(q.next());
        QCOMPARE(q.value(0).toInt(), from);
    }
    QVERIFY(q.exec() && q.next()); // the values stay
    QCOMPARE(q.value(0).toInt(), 7);
}

void TestSqlCipherQuery::execBatch_allRows()
{
    SqlCipherConnection c;
    c.run(QStringLiteral("CREATE TABLE t (a INTEGER, b TEXT)"));
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (?, ?)")));
    q.addBindValue(QVariantList{1, 2, 3});
    q.addBindValue(
        QVariantList{QStringLiteral("x"), QVariant(QMetaType::fromType<QString>()), QStringLiteral("z")});
    QVERIFY2(q.execBatch(), qPrintable(q.lastError().text()));
    QVERIFY(q.exec(QStringLiteral("SELECT a, b FROM t ORDER BY a")));
    QVERIFY(q.next() && q.next());
    QCOMPARE(q.value(0).toInt(), 2);
    QVERIFY(q.isNull(1));
    QVERIFY(q.next());
    QCOMPARE(q.value(1).toString(), QStringLiteral("z"));

    QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (:n, :n)")));
    q.bindValue(QStringLiteral(":n"), QVariantList{7, 8});
    QVERIFY2(q.execBatch(), qPrintable(q.lastError().text()));
    QCOMPARE(c.value(QStringLiteral("SELECT sum(a) FROM t WHERE b = a")).toInt(), 15);
}

void TestSqlCipherQuery::execBatch_unevenLists_isRefused()
{
    SqlCipherConnection c;
    c.run(QStringLiteral("CREATE TABLE t (a, b)"));
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (?, ?)")));
    q.addBindValue(QVariantList{1, 2, 3});
    q.addBindValue(QVariantList{1});
    QVERIFY(!q.execBatch());
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 0);
}

void TestSqlCipherQuery::nestedQueries_sameText()
{
    SqlCipherConnection c;
    c.fillNumbers(5);
    const QString sql = QStringLiteral("SELECT n FROM t WHERE n < ? ORDER BY n");
    int pairs = 0;
    QSqlQuery outer = c.query();
    outer.setForwardOnly(true);
    QVERIFY(outer.prepare(sql));
    outer.addBindValue(5);
    QVERIFY(outer.exec());
    while (outer.next()) {
        QSqlQuery inner = c.query();
        inner.setForwardOnly(true);
        QVERIFY(inner.prepare(sql));
        inner.addBindValue(outer.value(0));
        QVERIFY(inner.exec());
        int n = 0;
        while (inner.next())
            QCOMPARE(inner.value(0).toInt(), n++);
        QCOMPARE(n, outer.value(0).toInt());
        pairs += n;
    }
    QCOMPARE(pairs, 10);
}

void TestSqlCipherQuery::manyStatements_inOneText_areRefused_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("two") << QStringLiteral("INSERT INTO t VALUES (8); DELETE FROM t") << false;
    QTest::newRow("text after NUL") << QStringLiteral("INSERT INTO t VALUES (8)") + QChar(u'\0') + u'x'
                                    << false;
    QTest::newRow("comment only") << QStringLiteral("-- nothing") << false;
    QTest::newRow("semicolon") << QStringLiteral("INSERT INTO t VALUES (8);") << true;
    QTest::newRow("semicolon and space") << QStringLiteral("INSERT INTO t VALUES (8) ; \n\t") << true;
}

void TestSqlCipherQuery::manyStatements_inOneText_areRefused()
{
    QFETCH(const QString, sql);
    QFETCH(const bool, allowed);
    SqlCipherConnection c;
    c.fillNumbers(1);
    QSqlQuery q = c.query();
    QCOMPARE(q.exec(sql), allowed);
    QCOMPARE(q.lastError().isValid(), !allowed);
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), allowed ? 2 : 1);
}

void TestSqlCipherQuery::errors_carryTextsAndCodes()
{
    SqlCipherConnection c;
    QSqlQuery q = c.query();
    QVERIFY(!q.exec(QStringLiteral("SELEKT 1")));
    QCOMPARE(q.lastError().nativeErrorCode(), QStringLiteral("1"));
    QVERIFY(q.lastError().databaseText().contains(QLatin1String("SELEKT")));
    QCOMPARE(q.lastError().driverText(), QStringLiteral("Unable to execute statement"));
    QVERIFY(!q.isActive());
    QVERIFY(!q.prepare(QStringLiteral("SELECT * FROM nowhere")));
    QVERIFY(q.lastError().databaseText().contains(QLatin1String("nowhere")));
    QVERIFY(!q.exec());

    c.run(QStringLiteral("CREATE TABLE u (a UNIQUE, b NOT NULL, CHECK (a <> 9))"));
    QCOMPARE(c.run(QStringLiteral("INSERT INTO u VALUES (1, 1)")), QString());
    QCOMPARE(c.run(QStringLiteral("INSERT INTO u VALUES (1, 1)")), QStringLiteral("2067"));
    QCOMPARE(c.run(QStringLiteral("INSERT INTO u VALUES (2, NULL)")), QStringLiteral("1299"));
    QCOMPARE(c.run(QStringLiteral("INSERT INTO u VALUES (9, 1)")), QStringLiteral("275"));
    QCOMPARE(c.run(QStringLiteral("SELECT abs(-9223372036854775808)")), QStringLiteral("1"));
    QCOMPARE(c.run(QStringLiteral("SELECT 1")), QString());
}

void TestSqlCipherQuery::query_afterConstraintError_worksAgain()
{
    SqlCipherConnection c;
    c.fillNumbers(3);
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (?)")));
    q.addBindValue(2);
    QVERIFY(!q.exec());
    QVERIFY(!q.isActive());
    QCOMPARE(q.numRowsAffected(), -1);
    QVERIFY(!q.lastInsertId().isValid());
    q.bindValue(0, 30);
    QVERIFY2(q.exec(), qPrintable(q.lastError().text()));
    QVERIFY(!q.lastError().isValid());
    QCOMPARE(q.lastInsertId().toInt(), 30);
}

void TestSqlCipherQuery::finish_letsGo()
{
    SqlCipherConnection c;
    c.fillNumbers(3);
    QSqlQuery q = c.query();
    q.setForwardOnly(true);
    QVERIFY(q.exec(QStringLiteral("SELECT n FROM t")) && q.next());
    QCOMPARE(c.run(QStringLiteral("DROP TABLE t")), QStringLiteral("6")); // a reader is in the way
    q.finish();
    QVERIFY(!q.isActive() && !q.isValid() && !q.next());
    QCOMPARE(c.run(QStringLiteral("DROP TABLE t")), QString());
}

void TestSqlCipherQuery::rowsAffected()
{
    SqlCipherConnection c;
    c.fillNumbers(10);
    QSqlQuery q = c.query();
    QVERIFY(q.exec(QStringLiteral("UPDATE t SET n = n + 100 WHERE n >= 4")));
    QCOMPARE(q.numRowsAffected(), 6);
    QSqlQuery other = c.query();
    QVERIFY(other.exec(QStringLiteral("DELETE FROM t WHERE n = 0")));
    QCOMPARE(other.numRowsAffected(), 1);
    QCOMPARE(q.numRowsAffected(), 6); // its own, not the connection's latest
    QVERIFY(q.exec(QStringLiteral("UPDATE t SET n = n WHERE n = -5")));
    QCOMPARE(q.numRowsAffected(), 0);
    QVERIFY(q.exec(QStringLiteral("SELECT n FROM t")));
    QCOMPARE(q.numRowsAffected(), 0);
    QVERIFY(q.exec(QStringLiteral("CREATE TABLE other (x)")));
    QCOMPARE(q.numRowsAffected(), 0);
    QVERIFY(q.exec(QStringLiteral("DELETE FROM t")));
    QCOMPARE(q.numRowsAffected(), 9);
}

void TestSqlCipherQuery::lastInsertId()
{
    SqlCipherConnection c;
    c.run(QStringLiteral("CREATE TABLE t (id INTEGER PRIMARY KEY, u UNIQUE)"));
    QSqlQuery q = c.query();
    QVERIFY(!q.lastInsertId().isValid());
    QVERIFY(q.exec(QStringLiteral("SELECT 1")));
    QVERIFY(!q.lastInsertId().isValid());
    QVERIFY(q.exec(QStringLiteral("INSERT INTO t VALUES (41, 'a')")));
    QCOMPARE(q.lastInsertId(), QVariant(41ll));
    QVERIFY(q.exec(QStringLiteral("INSERT INTO t (u) VALUES ('b')")));
    QCOMPARE(q.lastInsertId(), QVariant(42ll));
    QVERIFY(q.exec(QStringLiteral("INSERT OR IGNORE INTO t (u) VALUES ('b')")));
    QVERIFY(!q.lastInsertId().isValid());
    QVERIFY(q.exec(QStringLiteral("REPLACE INTO t (u) VALUES ('a')")));
    QCOMPARE(q.lastInsertId(), QVariant(43ll));
    QSqlQuery second = c.query();
    QVERIFY(second.exec(QStringLiteral("INSERT INTO t VALUES (9000000000, 'c')")));
    QCOMPARE(second.lastInsertId(), QVariant(9'000'000'000ll));
    QCOMPARE(q.lastInsertId(), QVariant(43ll));
}

QTEST_GUILESS_MAIN(TestSqlCipherQuery)
#include "tst_sqlcipher_query.moc"
