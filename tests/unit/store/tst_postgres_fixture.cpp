#include "tests/support/postgres_fixture.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using youka::test::PostgresFixture;

namespace {

/// A connection that is gone with its scope. Takes the text createDatabase() gave.
class Connection
{
public:
    explicit Connection(const QString &text)
    {
        static int count = 0;
        m_name = QStringLiteral("pg%1").arg(++count);
        m_db = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), m_name);
        const QStringList parts = text.split(u' ');
        for (const QString &part : parts) {
            const QString value = part.section(u'=', 1);
            if (part.startsWith(QLatin1String("host=")))
                m_db.setHostName(value);
            else if (part.startsWith(QLatin1String("dbname=")))
                m_db.setDatabaseName(value);
            else if (part.startsWith(QLatin1String("user=")))
                m_db.setUserName(value);
        }
        m_db.open();
    }
    ~Connection()
    {
        m_db = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    QSqlDatabase &db() { return m_db; }
    QVariant value(const QString &sql)
    {
        QSqlQuery query(m_db);
        return query.exec(sql) && query.next() ? query.value(0) : QVariant();
    }

private:
    QString m_name;
    QSqlDatabase m_db;
};

}

class TestPostgresFixture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void boundValues_comeBack();
    void databases_areApartAndEmpty();
    void shared_isOneServer();
    void ownServer_crashKeepsCommits_andLeavesNothing();
};

void TestPostgresFixture::initTestCase()
{
    if (!PostgresFixture::shared())
        QSKIP(qPrintable(PostgresFixture::reason()));
}

void TestPostgresFixture::boundValues_comeBack()
{
    Connection c(PostgresFixture::shared()->createDatabase());
    QVERIFY2(c.db().isOpen(), qPrintable(c.db().lastError().text()));
    QSqlQuery q(c.db());
    QVERIFY(q.exec(QStringLiteral("CREATE TABLE t (id BIGINT PRIMARY KEY, raw BYTEA, name TEXT)")));
    const QByteArray raw("\x00\x01\xfe\xff'\\", 6);
    QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (?, ?, ?)")));
    q.addBindValue(9'007'199'254'740'993ll);
    q.addBindValue(raw);
    q.addBindValue(QStringLiteral("中石化 it's 😀"));
    QVERIFY2(q.exec(), qPrintable(q.lastError().text()));
    QVERIFY(q.exec(QStringLiteral("SELECT id, raw, name FROM t")) && q.next());
    QCOMPARE(q.value(0).toLongLong(), 9'007'199'254'740'993ll);
    QCOMPARE(q.value(1).toByteArray(), raw);
    QCOMPARE(q.value(2).toString(), QStringLiteral("中石化 it's 😀"));
    QCOMPARE(c.value(QStringLiteral("SHOW server_encoding")).toString(), QStringLiteral("UTF8"));
    QCOMPARE(c.value(QStringLiteral("SHOW fsync")).toString(), QStringLiteral("off"));
}

void TestPostgresFixture::databases_areApartAndEmpty()
{
    Connection a(PostgresFixture::shared()->createDatabase());
    Connection b(PostgresFixture::shared()->createDatabase());
    QVERIFY(QSqlQuery(a.db()).exec(QStringLiteral("CREATE TABLE only_here (x INT)")));
    QCOMPARE(a.db().tables().size(), 1);
    QVERIFY(b.db().isOpen());
    QVERIFY(b.db().tables().isEmpty());
}

void TestPostgresFixture::shared_isOneServer()
{
    QCOMPARE(PostgresFixture::shared(), PostgresFixture::shared());
    QVERIFY(PostgresFixture::reason().isEmpty());
}

void TestPostgresFixture::ownServer_crashKeepsCommits_andLeavesNothing()
{
    PostgresFixture::Options options;
    options.fsync = true;
    auto server = PostgresFixture::start(options);
    QVERIFY2(server, qPrintable(PostgresFixture::reason()));
    const QString folder = server->host();
    QVERIFY(folder != PostgresFixture::shared()->host());
    const QString text = server->createDatabase();
    {
        Connection c(text);
        QCOMPARE(c.value(QStringLiteral("SHOW fsync")).toString(), QStringLiteral("on"));
        QVERIFY(QSqlQuery(c.db()).exec(QStringLiteral("CREATE TABLE t (x INT)")));
        QVERIFY(QSqlQuery(c.db()).exec(QStringLiteral("INSERT INTO t VALUES (7)")));
        QVERIFY(server->crashAndRestart());
    }
    {
        Connection c(text);
        QCOMPARE(c.value(QStringLiteral("SELECT x FROM t")).toInt(), 7);
    }
    server.reset();
    QVERIFY(!QFileInfo::exists(folder));
}

QTEST_GUILESS_MAIN(TestPostgresFixture)
#include "tst_postgres_fixture.moc"
