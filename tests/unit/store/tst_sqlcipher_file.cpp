#include "core/foundation/store/database.h"
#include "tests/unit/store/sqlcipher_connection.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace youka;

namespace {

constexpr qint64 PageSize = 4096;
const QByteArray Secret("card 6221-SECRET-0042 of station nine");

/// Every file of a folder with its content, so that any change shows.
QMap<QString, QByteArray> contentOf(const QString &folder)
{
    QMap<QString, QByteArray> content;
    const QStringList names = QDir(folder).entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        QFile file(folder + u'/' + name);
        if (!name.endsWith(QLatin1String("-shm")) && file.open(QIODevice::ReadOnly))
            content.insert(name, QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256));
    }
    return content;
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAll(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

}

class TestSqlCipherFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_dir.reset(); }
    void file_keepsItsRows_andNothingBeside();
    void key_thatIsNoKey_isRefused_data();
    void key_thatIsNoKey_isRefused();
    void option_thatIsWrong_isRefused_data();
    void option_thatIsWrong_isRefused();
    void wrongKey_isRefused_fileUntouched();
    void wrongKey_afterCrash_leavesFileAndLog();
    void rightKey_afterCrash_findsCommittedRows();
    void plainSqliteFile_isRefused_fileUntouched();
    void paths_thatAreNoDatabase_areRefused();
    void truncatedFile_isCorrupt_data();
    void truncatedFile_isCorrupt();
    void flippedByte_inAnyPage_isAnErrorNeverWrongData_data();
    void flippedByte_inAnyPage_isAnErrorNeverWrongData();
    void flippedByte_failsTheWholeTransaction();
    void flippedByte_inFilteredColumn_isAnError();
    void error_beforehand_isNotTakenForDamage();
    void secret_isNowhereInTheFiles();
    void readOnly_readsAndRefusesToWrite();
    void pageSize_isWhatWasAsked();
    void fullDisk_isAnError_oldContentStays_data();
    void fullDisk_isAnError_oldContentStays();

private:
    QString path(const char *name = "shop.db") const { return m_dir->filePath(QLatin1String(name)); }
    /// A WAL database whose table t has 40 rows, the secret among them, and values that span pages.
    void makeSample(const QString &file);

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestSqlCipherFile::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestSqlCipherFile::makeSample(const QString &file)
{
    SqlCipherConnection c(file, SqlCipherConnection::key());
    QVERIFY2(c.db().isOpen(), qPrintable(c.db().lastError().text()));
    QCOMPARE(c.value(QStringLiteral("PRAGMA journal_mode = WAL")).toString(), QStringLiteral("wal"));
    QCOMPARE(c.run(QStringLiteral("CREATE TABLE t (id INTEGER PRIMARY KEY, s TEXT, b BLOB)")), QString());
    QVERIFY(c.db().transaction());
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("INSERT INTO t VALUES (?, ?, ?)")));
    for (int i = 0; i < 40; ++i) {
        q.addBindValue(i);
        q.addBindValue(QString::fromLatin1(Secret));
        q.addBindValue(QByteArray(i % 4 == 0 ? 9'000 : 300, char('a' + i % 26)));
        QVERIFY(q.exec());
    }
    QVERIFY(c.db().commit());
}

void TestSqlCipherFile::file_keepsItsRows_andNothingBeside()
{
    makeSample(path());
    QCOMPARE(contentOf(m_dir->path()).keys(), QStringList({QStringLiteral("shop.db")}));
    SqlCipherConnection c(path(), SqlCipherConnection::key().toUpper());
    QVERIFY(c.db().isOpen());
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 40);
    QVERIFY(!c.value(QStringLiteral("PRAGMA cipher_version")).toString().isEmpty());
}

void TestSqlCipherFile::key_thatIsNoKey_isRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("none") << QString();
    QTest::newRow("a pass phrase") << QStringLiteral("hunter2hunter2");
    QTest::newRow("63 characters") << QString(63, u'a');
    QTest::newRow("65 characters") << QString(65, u'a');
    QTest::newRow("not hexadecimal") << QString(63, u'a') + u'g';
    QTest::newRow("other digits") << QString(64, QChar(0x0663));
    QTest::newRow("quote") << QString(63, u'a') + u'\'';
}

void TestSqlCipherFile::key_thatIsNoKey_isRefused()
{
    QFETCH(const QString, key);
    SqlCipherConnection c(path(), key);
    QVERIFY(!c.db().isOpen() && c.db().isOpenError());
    QCOMPARE(c.openError(), SqlCipherError::KeyInvalid);
    QVERIFY(key.isEmpty() || !c.db().lastError().text().contains(key));
    QVERIFY(contentOf(m_dir->path()).isEmpty());
}

void TestSqlCipherFile::option_thatIsWrong_isRefused_data()
{
    QTest::addColumn<QString>("options");
    QTest::newRow("unknown") << QStringLiteral("QSQLCIPHER_TURBO");
    QTest::newRow("page size of three") << QStringLiteral("QSQLCIPHER_PAGE_SIZE=3000");
    QTest::newRow("no number") << QStringLiteral("QSQLCIPHER_BUSY_TIMEOUT=soon");
    QTest::newRow("negative") << QStringLiteral("QSQLCIPHER_BUSY_TIMEOUT=-1");
    QTest::newRow("flag with a value") << QStringLiteral("QSQLCIPHER_OPEN_READONLY=no");
}

void TestSqlCipherFile::option_thatIsWrong_isRefused()
{
    QFETCH(const QString, options);
    SqlCipherConnection c(path(), SqlCipherConnection::key(), options);
    QVERIFY(!c.db().isOpen());
    QCOMPARE(c.openError(), SqlCipherError::OptionInvalid);
    c.db().setConnectOptions(QStringLiteral(" QSQLCIPHER_BUSY_TIMEOUT = 10 ;; QSQLCIPHER_PAGE_SIZE=4096; "));
    QVERIFY2(c.db().open(), qPrintable(c.db().lastError().text()));
}

void TestSqlCipherFile::wrongKey_isRefused_fileUntouched()
{
    makeSample(path());
    const auto before = contentOf(m_dir->path());
    const QString wrong(64, u'8');
    {
        SqlCipherConnection c(path(), wrong);
        QVERIFY(!c.db().isOpen());
        QCOMPARE(c.openError(), SqlCipherError::WrongKey);
        QCOMPARE(c.db().lastError().type(), QSqlError::ConnectionError);
        QVERIFY(!c.db().lastError().text().contains(wrong));
        QCOMPARE(contentOf(m_dir->path()), before);
        c.db().setPassword(SqlCipherConnection::key());
        QVERIFY(c.db().open());
    }
    QCOMPARE(contentOf(m_dir->path()), before);
}

void TestSqlCipherFile::wrongKey_afterCrash_leavesFileAndLog()
{
    QDir(m_dir->path()).mkdir(QStringLiteral("crashed"));
    {
        SqlCipherConnection c(path(), SqlCipherConnection::key());
        c.value(QStringLiteral("PRAGMA journal_mode = WAL"));
        c.fillNumbers(100);
        QFile::copy(path(), path("crashed/shop.db"));
        QVERIFY(QFile::copy(path("shop.db-wal"), path("crashed/shop.db-wal")));
    }
    const auto before = contentOf(path("crashed"));
    {
        SqlCipherConnection c(path("crashed/shop.db"), QString(64, u'8'));
        QCOMPARE(c.openError(), SqlCipherError::WrongKey);
    }
    QCOMPARE(contentOf(path("crashed")), before);
    SqlCipherConnection c(path("crashed/shop.db"), SqlCipherConnection::key());
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 100);
}

void TestSqlCipherFile::rightKey_afterCrash_findsCommittedRows()
{
    QDir(m_dir->path()).mkdir(QStringLiteral("crashed"));
    {
        SqlCipherConnection c(path(), SqlCipherConnection::key()); // a rollback journal this time
        c.fillNumbers(2'000);
        c.run(QStringLiteral("PRAGMA cache_size = 2"));
        QVERIFY(c.db().transaction());
        c.run(QStringLiteral("UPDATE t SET n = n + 100000"));
        QVERIFY(QFile::copy(path(), path("crashed/shop.db")));
        QVERIFY(QFile::copy(path("shop.db-journal"), path("crashed/shop.db-journal")));
        QVERIFY(c.db().rollback());
    }
    SqlCipherConnection c(path("crashed/shop.db"), SqlCipherConnection::key());
    QCOMPARE(c.value(QStringLiteral("SELECT max(n) FROM t")).toInt(), 1'999);
    QCOMPARE(c.value(QStringLiteral("PRAGMA integrity_check")).toString(), QStringLiteral("ok"));
}

void TestSqlCipherFile::plainSqliteFile_isRefused_fileUntouched()
{
    QByteArray plain(2 * PageSize, '\0');
    plain.replace(0, 16, QByteArray("SQLite format 3\0", 16));
    writeAll(path(), plain);
    const auto before = contentOf(m_dir->path());
    SqlCipherConnection c(path(), SqlCipherConnection::key());
    QVERIFY(!c.db().isOpen());
    QCOMPARE(c.openError(), SqlCipherError::NotEncrypted);
    QCOMPARE(contentOf(m_dir->path()), before);
}

void TestSqlCipherFile::paths_thatAreNoDatabase_areRefused()
{
    const auto codeFor = [](const QString &file) {
        return SqlCipherConnection(file, SqlCipherConnection::key()).openError();
    };
    QCOMPARE(codeFor(m_dir->path()), SqlCipherError::Directory);
    QCOMPARE(codeFor(QString()), SqlCipherError::Unreadable);
    QCOMPARE(codeFor(path("no/such/folder.db")), SqlCipherError::Unreadable);
    QVERIFY(QFile::link(path("loop.db"), path("loop.db")));
    QCOMPARE(codeFor(path("loop.db")), SqlCipherError::Unreadable);
    QCOMPARE(mkfifo(path("pipe.db").toUtf8().constData(), 0600), 0);
    QCOMPARE(codeFor(path("pipe.db")), SqlCipherError::Unreadable);
    if (geteuid() != 0) { // permissions do not bind root
        makeSample(path("locked.db"));
        QVERIFY(QFile::setPermissions(path("locked.db"), QFile::ReadOwner));
        QCOMPARE(codeFor(path("locked.db")), SqlCipherError::Unreadable);
        QVERIFY(QFile::setPermissions(path("locked.db"), QFile::Permissions()));
        QCOMPARE(codeFor(path("locked.db")), SqlCipherError::Unreadable);
    }
    writeAll(path("noise.db"), QCryptographicHash::hash("noise", QCryptographicHash::Sha512).repeated(128));
    QCOMPARE(codeFor(path("noise.db")), SqlCipherError::WrongKey);
}

void TestSqlCipherFile::truncatedFile_isCorrupt_data()
{
    QTest::addColumn<qint64>("size");
    QTest::newRow("part of a page") << qint64(700);
    QTest::newRow("a page and a part") << PageSize + 904;
    QTest::newRow("some pages") << 10 * PageSize;
    QTest::newRow("some pages and a part") << 10 * PageSize + 1;
}

void TestSqlCipherFile::truncatedFile_isCorrupt()
{
    QFETCH(const qint64, size);
    makeSample(path());
    QVERIFY(QFile::resize(path(), size));
    const auto before = contentOf(m_dir->path());
    {
        SqlCipherConnection c(path(), SqlCipherConnection::key());
        QVERIFY(!c.db().isOpen());
        QCOMPARE(c.openError(), SqlCipherError::Corrupt);
    }
    QCOMPARE(contentOf(m_dir->path()), before);
}

void TestSqlCipherFile::flippedByte_inAnyPage_isAnErrorNeverWrongData_data()
{
    QTest::addColumn<bool>("forwardOnly");
    QTest::newRow("forward only") << true;
    QTest::newRow("scrollable") << false;
}

void TestSqlCipherFile::flippedByte_inAnyPage_isAnErrorNeverWrongData()
{
    QFETCH(const bool, forwardOnly);
    makeSample(path());
    const QByteArray good = readAll(path());
    const qsizetype pages = good.size() / PageSize;
    QVERIFY(pages > 20);
    for (qsizetype page = 0; page < pages; ++page) {
        QByteArray bad = good;
        const qsizetype spot = page * PageSize + 1'777;
        bad[spot] = char(bad[spot] ^ 1);
        writeAll(path("bad.db"), bad);
        SqlCipherConnection c(path("bad.db"), SqlCipherConnection::key());
        if (!c.db().isOpen()) {
            QCOMPARE(page, 0);
            QCOMPARE(c.openError(), SqlCipherError::WrongKey);
            continue;
        }
        QSqlQuery q = c.query();
        q.setForwardOnly(forwardOnly);
        if (q.exec(QStringLiteral("SELECT id, s, b FROM t ORDER BY id"))) {
            for (int i = 0; q.next(); ++i) {
                QCOMPARE(q.value(0).toInt(), i);
                QCOMPARE(q.value(1).toString().toLatin1(), Secret);
                QCOMPARE(q.value(2).toByteArray(), QByteArray(i % 4 == 0 ? 9'000 : 300, char('a' + i % 26)));
            }
        }
        QVERIFY2(q.lastError().isValid(), qPrintable(QStringLiteral("page %1 read as good").arg(page)));
        QCOMPARE(q.lastError().nativeErrorCode(), QStringLiteral("11"));
        QVERIFY(!q.lastError().databaseText().isEmpty());
        QCOMPARE(c.run(QStringLiteral("SELECT 1")), QString());
    }
}

/// Whoever counted on those rows does not get to commit.
void TestSqlCipherFile::flippedByte_failsTheWholeTransaction()
{
    makeSample(path());
    const QByteArray good = readAll(path());
    const qsizetype pages = good.size() / PageSize;
    for (qsizetype page = 1; page < pages; ++page) {
        QByteArray bad = good;
        const qsizetype spot = page * PageSize + 1'777;
        bad[spot] = char(bad[spot] ^ 1);
        writeAll(path("bad.db"), bad);
        StoreConfig config;
        config.path = path("bad.db");
        config.key = QByteArray::fromHex(SqlCipherConnection::key().toLatin1());
        const auto db = Database::open(config);
        QVERIFY(db.has_value());
        const auto done = (*db)->transaction([&]() -> Result<void> {
            auto rows = (*db)->exec("SELECT id, s, b FROM t ORDER BY id");
            if (!rows)
                return fail(rows.error());
            while (rows->next())
                QTest::qVerify(rows->text(1).toLatin1() == Secret, "rows->text(1)", "", __FILE__, __LINE__);
            return {};
        });
        QVERIFY2(!done, qPrintable(QStringLiteral("page %1 read as good").arg(page)));
        QCOMPARE(done.error().code, ErrorCode::StoreCorrupt);
        QVERIFY((*db)->run("SELECT 1").has_value()); // told once
    }
}

void TestSqlCipherFile::flippedByte_inFilteredColumn_isAnError()
{
    {
        SqlCipherConnection c(path(), SqlCipherConnection::key());
        c.run(QStringLiteral("CREATE TABLE t (b BLOB)"));
        c.run(QStringLiteral("INSERT INTO t VALUES (zeroblob(8000) || x'ff')"));
    }
    QByteArray bytes = readAll(path());
    const qsizetype last = bytes.size() - PageSize + 20; // in the page that ends the value
    bytes[last] = char(bytes[last] ^ 1);
    writeAll(path(), bytes);
    SqlCipherConnection c(path(), SqlCipherConnection::key());
    QVERIFY(c.db().isOpen());
    // No row matches and none is shown: the damage must not pass for an answer.
    QCOMPARE(c.run(QStringLiteral("SELECT 1 FROM t WHERE substr(b, -1) = 'x'")), QStringLiteral("11"));
    QCOMPARE(c.run(QStringLiteral("SELECT sum(instr(b, 'x')) FROM t")), QStringLiteral("11"));
    QCOMPARE(c.run(QStringLiteral("CREATE TABLE copy AS SELECT b FROM t")), QStringLiteral("11"));
    QCOMPARE(c.db().tables(), QStringList({QStringLiteral("t")}));
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 1);
}

void TestSqlCipherFile::error_beforehand_isNotTakenForDamage()
{
    makeSample(path());
    SqlCipherConnection c(path(), SqlCipherConnection::key());
    QSqlQuery q = c.query();
    QVERIFY(q.prepare(QStringLiteral("SELECT id FROM t")));
    QCOMPARE(c.run(QStringLiteral("NONSENSE")), QStringLiteral("1"));
    QVERIFY2(q.exec() && q.next(), qPrintable(q.lastError().text()));
    QCOMPARE(c.run(QStringLiteral("SELECT abs(-9223372036854775808)")), QStringLiteral("1"));
    QVERIFY2(q.next(), qPrintable(q.lastError().text()));
    QVERIFY(c.db().transaction());
    QCOMPARE(c.run(QStringLiteral("NONSENSE")), QStringLiteral("1"));
    QVERIFY2(c.db().commit(), qPrintable(c.db().lastError().text()));
}

void TestSqlCipherFile::secret_isNowhereInTheFiles()
{
    {
        SqlCipherConnection c(path(), SqlCipherConnection::key());
        c.value(QStringLiteral("PRAGMA journal_mode = WAL"));
        c.run(QStringLiteral("CREATE TABLE secret_table (s TEXT, i TEXT UNIQUE)"));
        QSqlQuery q = c.query();
        QVERIFY(q.prepare(QStringLiteral("INSERT INTO secret_table VALUES (?, ?)")));
        q.addBindValue(QString::fromLatin1(Secret));
        q.addBindValue(QString::fromLatin1(Secret));
        QVERIFY(q.exec());
        for (const char *name : {"shop.db", "shop.db-wal"}) {
            const QByteArray bytes = readAll(path(name));
            QVERIFY(!bytes.isEmpty());
            QVERIFY(!bytes.contains(Secret) && !bytes.contains("SECRET") && !bytes.contains("secret_table"));
            QVERIFY(!bytes.contains(QByteArray::fromHex(SqlCipherConnection::key().toLatin1())));
        }
    }
    const QByteArray bytes = readAll(path());
    QVERIFY(bytes.size() >= 2 * PageSize);
    QVERIFY(!bytes.contains("SECRET") && !bytes.contains("secret_table") && !bytes.startsWith("SQLite"));
}

void TestSqlCipherFile::readOnly_readsAndRefusesToWrite()
{
    {
        SqlCipherConnection c(path(), SqlCipherConnection::key());
        c.fillNumbers(5);
    }
    const QString readOnly = QStringLiteral("QSQLCIPHER_OPEN_READONLY");
    const auto before = contentOf(m_dir->path());
    {
        SqlCipherConnection c(path(), SqlCipherConnection::key(), readOnly);
        QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 5);
        QCOMPARE(c.run(QStringLiteral("INSERT INTO t VALUES (9)")), QStringLiteral("8"));
    }
    QCOMPARE(contentOf(m_dir->path()), before);
    SqlCipherConnection missing(path("missing.db"), SqlCipherConnection::key(), readOnly);
    QCOMPARE(missing.openError(), SqlCipherError::Unreadable);
    QVERIFY(!QFile::exists(path("missing.db")));
}

void TestSqlCipherFile::pageSize_isWhatWasAsked()
{
    const QString options = QStringLiteral("QSQLCIPHER_PAGE_SIZE=8192");
    {
        SqlCipherConnection c(path(), SqlCipherConnection::key(), options);
        c.fillNumbers(5);
        QCOMPARE(c.value(QStringLiteral("PRAGMA page_size")).toInt(), 8192);
    }
    QCOMPARE(SqlCipherConnection(path(), SqlCipherConnection::key()).openError(), SqlCipherError::WrongKey);
    SqlCipherConnection c(path(), SqlCipherConnection::key(), options);
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t")).toInt(), 5);
}

void TestSqlCipherFile::fullDisk_isAnError_oldContentStays_data()
{
    QTest::addColumn<bool>("limitOfProcess");
    QTest::newRow("pages run out") << false;
    QTest::newRow("file system refuses") << true;
}

void TestSqlCipherFile::fullDisk_isAnError_oldContentStays()
{
    QFETCH(const bool, limitOfProcess);
    makeSample(path());
    {
        SqlCipherConnection c(path(), SqlCipherConnection::key());
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        if (limitOfProcess) {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit small{300'000, old.rlim_max};
            QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        } else {
            c.value(QStringLiteral("PRAGMA max_page_count = 60"));
        }
        QString code;
        for (int i = 0; i < 100 && code.isEmpty(); ++i)
            code = c.run(QStringLiteral("INSERT INTO t (s, b) VALUES ('new', zeroblob(1000000))"));
        setrlimit(RLIMIT_FSIZE, &old);
        const int primary = code.toInt() % 256;
        QVERIFY2(primary == 13 || primary == 10, qPrintable(code)); // full, or an I/O error that says so
        QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t WHERE s <> 'new'")).toInt(), 40);
    }
    SqlCipherConnection c(path(), SqlCipherConnection::key());
    QVERIFY(c.db().isOpen());
    QCOMPARE(c.value(QStringLiteral("SELECT count(*) FROM t WHERE s <> 'new'")).toInt(), 40);
    QCOMPARE(c.value(QStringLiteral("PRAGMA integrity_check")).toString(), QStringLiteral("ok"));
    QCOMPARE(c.run(QStringLiteral("INSERT INTO t (s) VALUES ('after')")), QString());
}

QTEST_GUILESS_MAIN(TestSqlCipherFile)
#include "tst_sqlcipher_file.moc"
