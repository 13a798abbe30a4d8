#include "tests/support/small_disk.h"
#include "tests/support/two_stores.h"

#include <QCoreApplication>
#include <QTest>

using namespace youka;
using youka::test::TestStore;

namespace {
QString g_noDisks; ///< what stands in the way of file systems of our own
}

/// A store on a file system that has no room left.
class TestFullDisk : public QObject
{
    Q_OBJECT

    /// A disk with a store that has one row in `t`.
    struct Desk
    {
        Desk()
            : disk(dir.filePath(QStringLiteral("small")), 4 * 1024 * 1024)
        {
            config.path = dir.filePath(QStringLiteral("small/store.db"));
            config.key = QByteArray(32, 'k');
        }
        Result<void> insert(Database &db)
        {
            return db.run("INSERT INTO t (x) VALUES (?)", {QByteArray(20'000, 'x')});
        }
        QTemporaryDir dir;
        SmallDisk disk;
        StoreConfig config;
    };

private Q_SLOTS:
    void initTestCase()
    {
        if (!g_noDisks.isEmpty())
            QSKIP(qPrintable(QStringLiteral("a disk cannot be made full here: ") + g_noDisks));
    }

    void write_saysSo_andGoesOnWhenThereIsRoom()
    {
        Desk desk;
        QVERIFY(desk.disk.isMounted());
        const auto db = Database::open(desk.config);
        VERIFY_OK(db);
        VERIFY_OK((*db)->run("CREATE TABLE t (x BLOB)"));
        VERIFY_OK(desk.insert(**db));
        desk.disk.fill(0);
        for (int i = 0; i < 3; ++i)
            COMPARE_REFUSED(desk.insert(**db), ErrorCode::StoreFull);
        COMPARE_REFUSED((*db)->transaction([&] { return desk.insert(**db); }), ErrorCode::StoreFull);
        QCOMPARE(TestStore::figure(**db, "SELECT COUNT(*) FROM t"), 1);
        desk.disk.clear();
        VERIFY_OK((*db)->transaction([&] { return desk.insert(**db); }));
        QCOMPARE(TestStore::figure(**db, "SELECT COUNT(*) FROM t"), 2);
    }

    /// The index of the log finds no room either, which the library calls an I/O error.
    void opening_saysSo()
    {
        Desk desk;
        QVERIFY(desk.disk.isMounted());
        {
            const auto db = Database::open(desk.config);
            VERIFY_OK(db);
            VERIFY_OK((*db)->run("CREATE TABLE t (x BLOB)"));
        }
        desk.disk.fill(0);
        COMPARE_REFUSED(Database::open(desk.config), ErrorCode::StoreFull);
        desk.disk.clear();
        VERIFY_OK(Database::open(desk.config));
    }
};

int main(int argc, char **argv)
{
    g_noDisks = SmallDisk::prepare();
    QCoreApplication app(argc, argv);
    TestFullDisk test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_full_disk.moc"
