#include "tests/unit/store/sqlcipher_connection.h"

#include <QDateTime>
#include <QSqlField>
#include <QSqlRecord>
#include <QTest>
#include <QTimeZone>

#include <cmath>
#include <limits>

using namespace youka;

class TestSqlCipherValues : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void roundTrip_intoTypedColumn_data() { roundTrip_data(); }
    void roundTrip_intoTypedColumn();
    void null_isStoredAsNull_data();
    void null_isStoredAsNull();
    void null_hasTheTypeOfItsColumn();
    void emptyBlobAndText_areNotNull();
    void dateTime_comesBackEqual();
    void unsignedAboveInt64_keepsItsDigits();
    void bigBlobAndText();
    void value_thatIsNoText_isRefused();
    void precisionPolicy_appliesToReals();
    void record_describesColumns();
    void record_ofEmptyResult_hasColumns();
    void record_unicodeNames_findValues();
    void record_ofExpressions_showsTheRow();
};

void TestSqlCipherValues::roundTrip_data()
{
    QTest::addColumn<QVariant>("bound");
    QTest::addColumn<QVariant>("expected");
    const auto same = [](const char *name, const QVariant &value) { QTest::newRow(name) << value << value; };
    const auto number = [](const char *name, const QVariant &bound, qlonglong stored) {
        QTest::newRow(name) << bound << QVariant(stored);
    };
    number("int", -42, -42);
    number("uint", 4'000'000'000u, 4'000'000'000ll);
    number("short", QVariant::fromValue(short(-7)), -7);
    number("uchar", QVariant::fromValue(uchar(250)), 250);
    number("true", true, 1);
    number("false", false, 0);
    number("ulonglong", 77ull, 77);
    same("zero", 0ll);
    same("int64 max", std::numeric_limits<qint64>::max());
    same("int64 min", std::numeric_limits<qint64>::min());
    same("double", 0.1);
    same("double tiny", 5e-324);
    same("double huge", -1.7976931348623157e308);
    QTest::newRow("float") << QVariant(1.5f) << QVariant(1.5);
    same("ascii", QStringLiteral("diesel"));
    same("empty text", QStringLiteral(""));
    same("chinese", QStringLiteral("中石化加油卡 №42"));
    same("beyond the first plane", QString::fromUcs4(U"\U0001F600\U00020BB7\U0010FFFF"));
    same("embedded NUL", QString::fromUtf16(u"a\0b\0", 4));
    same("byte order mark", QString(QChar(0xFEFF)) + QStringLiteral("x"));
    same("two byte order marks", QString(2, QChar(0xFEFF)));
    same("quotes", QStringLiteral("it's \"so\" ?:x"));
    same("long text", QString(5000, u'油'));
    same("blob", QByteArray("\x00\xff\x00zip", 6));
    same("empty blob", QByteArray(""));
    QTest::newRow("date") << QVariant(QDate(2024, 2, 29)) << QVariant(QStringLiteral("2024-02-29"));
    QTest::newRow("time") << QVariant(QTime(23, 59, 58, 7)) << QVariant(QStringLiteral("23:59:58.007"));
    QTest::newRow("utc") << QVariant(QDateTime(QDate(2024, 1, 2), QTime(3, 4, 5, 6), Qt::UTC))
                         << QVariant(QStringLiteral("2024-01-02T03:04:05.006Z"));
    const QUuid id = QUuid::fromString(QStringLiteral("{8d4b34f5-5b2a-4a2e-9cc1-0a8b4ff0a001}"));
    QTest::newRow("uuid") << QVariant(id) << QVariant(id.toString());
    QTest::newRow("char") << QVariant(QChar(u'加')) << QVariant(QStringLiteral("加"));
}

void TestSqlCipherValues::roundTrip()
{
    QFETCH(const QVariant, bound);
    QFETCH(const QVariant, expected);
    SqlCipherConnection c;
    QCOMPARE(c.run(QStringLiteral("CREATE TABLE t (v)")), QString());
    for (const bool forwardOnly : {true, false}) {
        QSqlQuery q = c.query();
        q.setForwardOnly(forwardOnly);
        QVERIFY(q.prepare(QStringLiteral("INSERT INTO t (v) VALUES (?)")));
        q.addBindValue(bound);
        QVERIFY2(q.exec(), qPrintable(q.lastError().text()));
        QVERIFY(q.exec(QStringLiteral("SELECT v FROM t ORDER BY rowid DESC")));
        QVERIFY(q.next());
        QCOMPARE(q.value(0), expected);
        QCOMPARE(q.value(0).typeId(), expected.typeId());
        QVERIFY(!q.isNull(0));
    }
}

void TestSqlCipherValues::roundTrip_intoTypedColumn()
{
    QFETCH(const QVariant, bound);
    QFETCH(const QVariant, expected);
    SqlCipherConnection c;
    const bool isNumber = expected.typeId() == QMetaType::LongLong || expected.typeId() == QMetaType::Double;
    const bool isBlob = expected.typeId() == QMetaType::QByteArray;
    const QString type = isBlob ? QStringLiteral("BLOB")
        : !isNumber             ? QStringLiteral("TEXT")
                                : QStringLiteral("NUMERIC");
    QCOMPARE(c.run(QStringLiteral("CREATE TABLE t (v %1 NOT NULL)").arg(type)), QString());
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (:v)")));
    q.bindValue(QStringLiteral(":v"), bound);
    QVERIFY2(q.exec(), qPrintable(q.lastError().text()));
    QVERIFY(q.prepare(QStringLiteral("SELECT v, typeof(v) FROM t WHERE v = ?")));
    q.addBindValue(bound);
    QVERIFY(q.exec());
    QVERIFY2(q.next(), "the bound value finds what it stored");
    QCOMPARE(q.value(0), expected);
    QVERIFY(!q.next());
}

void TestSqlCipherValues::null_isStoredAsNull_data()
{
    QTest::addColumn<QVariant>("bound");
    QTest::newRow("invalid") << QVariant();
    QTest::newRow("typed int") << QVariant(QMetaType::fromType<int>());
    QTest::newRow("typed blob") << QVariant(QMetaType::fromType<QByteArray>());
    QTest::newRow("null string") << QVariant(QString());
    QTest::newRow("null bytes") << QVariant(QByteArray());
    QTest::newRow("null date") << QVariant(QDate());
    QTest::newRow("null time") << QVariant(QTime());
    QTest::newRow("null date and time") << QVariant(QDateTime());
    QTest::newRow("null uuid") << QVariant(QUuid());
    QTest::newRow("nullptr") << QVariant::fromValue(nullptr);
    QTest::newRow("not a number") << QVariant(std::nan(""));
}

void TestSqlCipherValues::null_isStoredAsNull()
{
    QFETCH(const QVariant, bound);
    SqlCipherConnection c;
    QCOMPARE(c.run(QStringLiteral("CREATE TABLE t (v)")), QString());
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (?)")));
    q.addBindValue(bound);
    QVERIFY(q.exec());
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t WHERE v IS NULL")).toInt(), 1);
    for (const bool forwardOnly : {true, false}) {
        q.setForwardOnly(forwardOnly);
        QVERIFY(q.exec(QStringLiteral("SELECT v FROM t")));
        QVERIFY(q.next());
        QVERIFY(q.isNull(0));
        QVERIFY(q.value(0).isNull());
    }
}

void TestSqlCipherValues::null_hasTheTypeOfItsColumn()
{
    SqlCipherConnection c;
    c.run(QStringLiteral("CREATE TABLE t (a BIGINT, b BLOB, c VARCHAR(9), d DOUBLE, e BOOLEAN, f)"));
    c.run(QStringLiteral("INSERT INTO t DEFAULT VALUES"));
    QSqlQuery q = c.query();
    QVERIFY(q.exec(QStringLiteral("SELECT a, b, c, d, e, f, NULL FROM t")));
    QVERIFY(q.next());
    const QList<int> types{QMetaType::LongLong, QMetaType::QByteArray, QMetaType::QString, QMetaType::Double,
                           QMetaType::Bool,     QMetaType::QString,    QMetaType::QString};
    for (int i = 0; i < types.size(); ++i) {
        QVERIFY(q.value(i).isNull());
        QCOMPARE(q.value(i).typeId(), types.at(i));
    }
    QVERIFY(!q.value(7).isValid());
}

void TestSqlCipherValues::emptyBlobAndText_areNotNull()
{
    SqlCipherConnection c;
    QSqlQuery q = c.query();
    for (const bool forwardOnly : {true, false}) {
        q.setForwardOnly(forwardOnly);
        QVERIFY(q.exec(QStringLiteral("SELECT x'', '', NULL")));
        QVERIFY(q.next());
        QVERIFY(!q.isNull(0) && !q.value(0).toByteArray().isNull() && q.value(0).toByteArray().isEmpty());
        QVERIFY(!q.isNull(1) && !q.value(1).toString().isNull() && q.value(1).toString().isEmpty());
        QVERIFY(q.isNull(2) && q.value(2).toByteArray().isNull() && q.value(2).toString().isNull());
    }
}

void TestSqlCipherValues::dateTime_comesBackEqual()
{
    SqlCipherConnection c;
    const QDateTime utc(QDate(1999, 12, 31), QTime(23, 59, 59, 999), Qt::UTC);
    const QDateTime east = utc.toOffsetFromUtc(8 * 3600);
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("SELECT ?, ?, ?, ?")));
    q.addBindValue(utc);
    q.addBindValue(east);
    q.addBindValue(utc.date());
    q.addBindValue(utc.time());
    QVERIFY(q.exec() && q.next());
    QCOMPARE(q.value(0).toDateTime(), utc);
    QCOMPARE(q.value(1).toDateTime(), east);
    QCOMPARE(q.value(2).toDate(), utc.date());
    QCOMPARE(q.value(3).toTime(), utc.time());
}

void TestSqlCipherValues::unsignedAboveInt64_keepsItsDigits()
{
    SqlCipherConnection c;
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("SELECT ?")));
    q.addBindValue(std::numeric_limits<quint64>::max());
    QVERIFY(q.exec() && q.next());
    QCOMPARE(q.value(0).toULongLong(), std::numeric_limits<quint64>::max());
}

void TestSqlCipherValues::bigBlobAndText()
{
    SqlCipherConnection c;
    c.run(QStringLiteral("CREATE TABLE t (b BLOB, s TEXT)"));
    QByteArray blob(1 << 20, '\0');
    for (int i = 0; i < blob.size(); ++i)
        blob[i] = char(i * 31 + (i >> 8));
    const QString text = QStringLiteral("加油站 station ").repeated(60'000);
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (?, ?)")));
    q.addBindValue(blob);
    q.addBindValue(text);
    QVERIFY(q.exec());
    QVERIFY(q.exec(QStringLiteral("SELECT b, s, length(s) FROM t")));
    QVERIFY(q.next());
    QVERIFY(q.value(0).toByteArray() == blob);
    QVERIFY(q.value(1).toString() == text);
    QCOMPARE(q.value(2).toLongLong(), text.size());
}

void TestSqlCipherValues::value_thatIsNoText_isRefused()
{
    SqlCipherConnection c;
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("SELECT ?")));
    q.addBindValue(QVariant::fromValue(QList<QVariant>{1, 2}));
    QVERIFY(!q.exec());
    QVERIFY(q.lastError().isValid());
    q.bindValue(0, 5);
    QVERIFY(q.exec() && q.next());
    QCOMPARE(q.value(0).toInt(), 5);
}

void TestSqlCipherValues::precisionPolicy_appliesToReals()
{
    SqlCipherConnection c;
    QSqlQuery q = c.query();
    q.setNumericalPrecisionPolicy(QSql::LowPrecisionInt32);
    QVERIFY(q.exec(QStringLiteral("SELECT 7.9")) && q.next());
    QCOMPARE(q.value(0), QVariant(7));
    q.setNumericalPrecisionPolicy(QSql::LowPrecisionInt64);
    QVERIFY(q.exec(QStringLiteral("SELECT 7.9")) && q.next());
    QCOMPARE(q.value(0), QVariant(7ll));
    q.setNumericalPrecisionPolicy(QSql::HighPrecision);
    QVERIFY(q.exec(QStringLiteral("SELECT 7.9")) && q.next());
    QCOMPARE(q.value(0), QVariant(7.9));
}

void TestSqlCipherValues::record_describesColumns()
{
    SqlCipherConnection c;
    c.run(QStringLiteral(
        "CREATE TABLE pump (id INTEGER PRIMARY KEY, label TEXT, flow REAL, raw BLOB, open BOOL)"));
    c.run(QStringLiteral("INSERT INTO pump VALUES (1, 'A', 35.5, x'00', 1)"));
    QSqlQuery q = c.query();
    QVERIFY(q.exec(QStringLiteral("SELECT id, label AS name, flow, raw, open FROM pump")));
    const QSqlRecord record = q.record();
    QCOMPARE(record.count(), 5);
    QCOMPARE(record.fieldName(1), QStringLiteral("name"));
    QCOMPARE(record.field(1).tableName(), QStringLiteral("pump"));
    QCOMPARE(record.field(0).metaType(), QMetaType::fromType<qlonglong>());
    QCOMPARE(record.field(1).metaType(), QMetaType::fromType<QString>());
    QCOMPARE(record.field(2).metaType(), QMetaType::fromType<double>());
    QCOMPARE(record.field(3).metaType(), QMetaType::fromType<QByteArray>());
    QCOMPARE(record.field(4).metaType(), QMetaType::fromType<bool>());
    QVERIFY(q.next());
    QCOMPARE(q.record().value(QStringLiteral("flow")).toDouble(), 35.5);
    QCOMPARE(q.value(QStringLiteral("name")).toString(), QStringLiteral("A"));
    QVERIFY(q.exec(QStringLiteral("DELETE FROM pump")));
    QVERIFY(q.record().isEmpty());
}

void TestSqlCipherValues::record_ofEmptyResult_hasColumns()
{
    SqlCipherConnection c;
    c.run(QStringLiteral("CREATE TABLE t (a INTEGER, b TEXT)"));
    QSqlQuery q = c.query();
    QVERIFY(q.exec(QStringLiteral("SELECT b, a FROM t")));
    QVERIFY(q.isSelect() && q.isActive() && !q.isValid());
    QVERIFY(!q.next());
    QCOMPARE(q.record().count(), 2);
    QCOMPARE(q.record().fieldName(0), QStringLiteral("b"));
    QCOMPARE(q.record().field(1).metaType(), QMetaType::fromType<qlonglong>());
}

void TestSqlCipherValues::record_unicodeNames_findValues()
{
    SqlCipherConnection c;
    QCOMPARE(c.run(QStringLiteral("CREATE TABLE \"油枪\" (\"编号\" INTEGER, \"größe 😀\" TEXT)")), QString());
    QCOMPARE(c.run(QStringLiteral("INSERT INTO \"油枪\" VALUES (3, 'x')")), QString());
    QSqlQuery q = c.query();
    QVERIFY(q.exec(QStringLiteral("SELECT * FROM \"油枪\"")) && q.next());
    QCOMPARE(q.value(QStringLiteral("编号")).toInt(), 3);
    QCOMPARE(q.value(QStringLiteral("größe 😀")).toString(), QStringLiteral("x"));
    QCOMPARE(q.record().field(0).tableName(), QStringLiteral("油枪"));
    QCOMPARE(c.db().record(QStringLiteral("油枪")).fieldName(0), QStringLiteral("编号"));
}

void TestSqlCipherValues::record_ofExpressions_showsTheRow()
{
    SqlCipherConnection c;
    QSqlQuery q = c.query();
    QVERIFY(q.exec(QStringLiteral("SELECT 1 + 1 AS n, 'x' || 'y' AS s, 0.5 AS r, x'01' AS b")));
    QVERIFY(q.next());
    QCOMPARE(q.record().field(0).metaType(), QMetaType::fromType<qlonglong>());
    QCOMPARE(q.record().field(1).metaType(), QMetaType::fromType<QString>());
    QCOMPARE(q.record().field(2).metaType(), QMetaType::fromType<double>());
    QCOMPARE(q.record().field(3).metaType(), QMetaType::fromType<QByteArray>());
    QCOMPARE(q.record().value(0).toInt(), 2);
}

QTEST_GUILESS_MAIN(TestSqlCipherValues)
#include "tst_sqlcipher_values.moc"
