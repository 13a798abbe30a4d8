#include "tests/unit/store/sqlcipher_connection.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QSqlDriver>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <fcntl.h>
#include <memory>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace youka;

namespace {

/// True when another process finds the file locked. Asked in a child, as a process never sees its own locks.
bool isLockedForOthers(const QString &file)
{
    const QByteArray name = file.toLocal8Bit();
    const pid_t child = fork();
    if (child == 0) {
        struct flock lock
        {
        };
        lock.l_type = F_WRLCK;
        lock.l_whence = SEEK_SET; // from the first byte to the end: SQLite locks bytes far behind it
        const int fd = open(name.constData(), O_RDWR | O_CLOEXEC);
        const bool free = fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type == F_UNLCK;
        _exit(free ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

}

class TestSqlCipherThreads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_dir.reset(); }
    void secondWriter_afterTimeout_isBusy();
    void secondWriter_waitsForTheFirst();
    void open_ofLockedFile_isBusy();
    void refusedOpen_keepsTheLocksOfOthers();
    void manyThreads_loseNothing();
    void cancel_fromAnotherThread_endsTheQuery();
    void cancel_whenIdleOrClosed_isHarmless();

private:
    QString file() const { return m_dir->filePath(QStringLiteral("shop.db")); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSqlCipherThreads::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    SqlCipherConnection c(file(), SqlCipherConnection::key());
    QVERIFY(c.db().isOpen());
    c.value(QStringLiteral("PRAGMA journal_mode = WAL"));
    c.run(
        QStringLiteral("CREATE TABLE t (worker INTEGER, n INTEGER, PRIMARY KEY (worker, n)) WITHOUT ROWID"));
}

void TestSqlCipherThreads::secondWriter_afterTimeout_isBusy()
{
    const QString options = QStringLiteral("QSQLCIPHER_BEGIN_IMMEDIATE;QSQLCIPHER_BUSY_TIMEOUT=30");
    SqlCipherConnection first(file(), SqlCipherConnection::key(), options);
    SqlCipherConnection second(file(), SqlCipherConnection::key(), options);
    QVERIFY(first.db().transaction());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!second.db().transaction());
    QVERIFY(timer.elapsed() >= 25);
    QCOMPARE(second.db().lastError().nativeErrorCode(), QStringLiteral("5"));
    QCOMPARE(second.run(QStringLiteral("INSERT INTO t VALUES (1, 1)")), QStringLiteral("5"));
    QCOMPARE(second.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 0); // reading goes on
    QVERIFY(first.db().commit());
    QCOMPARE(second.run(QStringLiteral("INSERT INTO t VALUES (1, 1)")), QString());
}

void TestSqlCipherThreads::secondWriter_waitsForTheFirst()
{
    const QString options = QStringLiteral("QSQLCIPHER_BEGIN_IMMEDIATE;QSQLCIPHER_BUSY_TIMEOUT=60000");
    SqlCipherConnection first(file(), SqlCipherConnection::key(), options);
    QVERIFY(first.db().transaction());
    QSemaphore aboutToBegin;
    bool wrote = false;
    const std::unique_ptr<QThread> worker(QThread::create([&] {
        SqlCipherConnection second(file(), SqlCipherConnection::key(), options);
        aboutToBegin.release();
        wrote = second.db().transaction()
            && second.run(QStringLiteral("INSERT INTO t VALUES (2, 1)")).isEmpty() && second.db().commit();
    }));
    worker->start();
    aboutToBegin.acquire();
    QCOMPARE(first.run(QStringLiteral("INSERT INTO t VALUES (1, 1)")), QString());
    QVERIFY(first.db().commit());
    QVERIFY(worker->wait());
    QVERIFY(wrote);
    QCOMPARE(first.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 2);
}

void TestSqlCipherThreads::open_ofLockedFile_isBusy()
{
    SqlCipherConnection owner(file(), SqlCipherConnection::key());
    owner.value(QStringLiteral("PRAGMA locking_mode = EXCLUSIVE"));
    QCOMPARE(owner.run(QStringLiteral("INSERT INTO t VALUES (1, 1)")), QString());
    SqlCipherConnection late(file(), SqlCipherConnection::key(), QStringLiteral("QSQLCIPHER_BUSY_TIMEOUT=0"));
    QVERIFY(!late.db().isOpen());
    QCOMPARE(late.openError(), SqlCipherError::Busy);
}

void TestSqlCipherThreads::refusedOpen_keepsTheLocksOfOthers()
{
    SqlCipherConnection owner(file(), SqlCipherConnection::key());
    owner.value(QStringLiteral("PRAGMA journal_mode = DELETE"));
    QVERIFY(!isLockedForOthers(file()));
    QCOMPARE(owner.run(QStringLiteral("BEGIN EXCLUSIVE")), QString());
    QVERIFY(isLockedForOthers(file()));
    const QString impatient = QStringLiteral("QSQLCIPHER_BUSY_TIMEOUT=0");
    QVERIFY(!SqlCipherConnection(file(), QString(64, u'8'), impatient).db().isOpen());
    QVERIFY(!SqlCipherConnection(file(), QStringLiteral("short"), impatient).db().isOpen());
    QVERIFY(!SqlCipherConnection(file(), SqlCipherConnection::key(), impatient).db().isOpen());
    QVERIFY2(isLockedForOthers(file()), "looking at a file must not drop the locks this process holds on it");
    QCOMPARE(owner.run(QStringLiteral("COMMIT")), QString());
}

void TestSqlCipherThreads::manyThreads_loseNothing()
{
    constexpr int Workers = 4;
    constexpr int Each = 60;
    const QString options = QStringLiteral("QSQLCIPHER_BEGIN_IMMEDIATE;QSQLCIPHER_BUSY_TIMEOUT=60000");
    std::atomic<int> failures = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int worker = 0; worker < Workers; ++worker) {
        threads.emplace_back(QThread::create([&, worker] {
            registerSqlCipherDriver();
            SqlCipherConnection c(file(), SqlCipherConnection::key(), options);
            c.run(QStringLiteral("PRAGMA synchronous = OFF"));
            QSqlQuery insert = c.query();
            failures += insert.prepare(QStringLiteral("INSERT INTO t VALUES (?, ?)")) ? 0 : 1;
            for (int n = 0; n < Each; ++n) {
                insert.addBindValue(worker);
                insert.addBindValue(n);
                const bool good = c.db().transaction() && insert.exec() && c.db().commit();
                failures += good ? 0 : 1;
                const int seen =
                    c.value(QStringLiteral("SELECT count(*) FROM t WHERE worker = %1").arg(worker)).toInt();
                failures += seen == n + 1 ? 0 : 1;
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
    QCOMPARE(failures.load(), 0);
    SqlCipherConnection c(file(), SqlCipherConnection::key());
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), Workers * Each);
}

void TestSqlCipherThreads::cancel_fromAnotherThread_endsTheQuery()
{
    SqlCipherConnection c(file(), SqlCipherConnection::key());
    QSqlDriver *driver = c.db().driver();
    QString code;
    const std::unique_ptr<QThread> worker(QThread::create([&] {
        code = c.run(QStringLiteral("WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i) "
                                    "SELECT sum(n) FROM i")); // never ends by itself
    }));
    worker->start();
    // Again and again, because a cancel before the query has begun stops nothing.
    do
        QVERIFY(driver->cancelQuery());
    while (!worker->wait(1));
    QCOMPARE(code, QStringLiteral("9"));
    QCOMPARE(c.run(QStringLiteral("INSERT INTO t VALUES (1, 1)")), QString());
}

void TestSqlCipherThreads::cancel_whenIdleOrClosed_isHarmless()
{
    SqlCipherConnection c(file(), SqlCipherConnection::key());
    QVERIFY(c.db().driver()->cancelQuery());
    QCOMPARE(c.value(QStringLiteral("SELECT 5")).toInt(), 5);
    c.db().close();
    QVERIFY(!c.db().driver()->cancelQuery());
}

QTEST_GUILESS_MAIN(TestSqlCipherThreads)
#include "tst_sqlcipher_threads.moc"
