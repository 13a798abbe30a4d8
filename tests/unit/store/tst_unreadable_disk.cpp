#include "tests/support/two_stores.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlcipher/sqlite3.h>

#include <cerrno>
#include <unistd.h>

using namespace youka;
using youka::test::TestStore;

namespace {

bool g_unreadable = false;

bool fails()
{
    errno = g_unreadable ? EIO : errno;
    return g_unreadable;
}
ssize_t readOrNot(int fd, void *to, size_t size) { return fails() ? -1 : ::read(fd, to, size); }
ssize_t preadOrNot(int fd, void *to, size_t size, off_t at)
{
    return fails() ? -1 : ::pread(fd, to, size, at);
}

/// What the engine calls to read a file, whichever of the three it was built with.
void watchReads()
{
    sqlite3_vfs *system = sqlite3_vfs_find(nullptr);
    system->xSetSystemCall(system, "read", sqlite3_syscall_ptr(readOrNot));
    system->xSetSystemCall(system, "pread", sqlite3_syscall_ptr(preadOrNot));
    system->xSetSystemCall(system, "pread64", sqlite3_syscall_ptr(preadOrNot));
}

}

/// A disk that gives errors for a while, as one with a loose cable does.
class TestUnreadableDisk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { g_unreadable = false; }
    void read_isAFailure_notDamage_andPasses();
};

void TestUnreadableDisk::read_isAFailure_notDamage_andPasses()
{
    const QTemporaryDir dir;
    StoreConfig config;
    config.path = dir.filePath(QStringLiteral("store.db"));
    config.key = QByteArray(32, 'k');
    const auto writer = Database::open(config);
    VERIFY_OK(writer);
    const auto reader = Database::open(config);
    VERIFY_OK(reader);
    watchReads();
    VERIFY_OK((*writer)->run("CREATE TABLE t (x INTEGER)"));
    VERIFY_OK((*writer)->run("INSERT INTO t (x) VALUES (7)"));
    QCOMPARE(TestStore::figure(**reader, "SELECT x FROM t"), 7);
    VERIFY_OK((*writer)->run("UPDATE t SET x = 8")); // what the reader remembers is out of date
    g_unreadable = true;
    COMPARE_REFUSED((*reader)->exec("SELECT x FROM t"), ErrorCode::StoreFailed);
    COMPARE_REFUSED((*reader)->begin(), ErrorCode::StoreFailed);
    g_unreadable = false;
    QCOMPARE(TestStore::figure(**reader, "SELECT x FROM t"), 8);
}

QTEST_GUILESS_MAIN(TestUnreadableDisk)
#include "tst_unreadable_disk.moc"
