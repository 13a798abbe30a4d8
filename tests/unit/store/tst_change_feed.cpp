#include "core/foundation/store/change_feed.h"
#include "tests/support/two_stores.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace youka;
using youka::test::TestStore;

class TestChangeFeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cursor_pagesThroughAllOnce_data() { test::addEngineRows(); }
    void cursor_pagesThroughAllOnce();
    void rolledBackChange_leavesNoHole_data() { test::addEngineRows(); }
    void rolledBackChange_leavesNoHole();
    void concurrentWriters_readerSkipsNothing_data() { test::addEngineRows(); }
    void concurrentWriters_readerSkipsNothing();
};

void TestChangeFeed::cursor_pagesThroughAllOnce()
{
    OPEN_STORE(store);
    ChangeFeed feed(*store.db);
    QCOMPARE(*feed.head(), 0);
    VERIFY_OK(store.db->transaction([&]() -> Result<void> {
        for (int i = 1; i <= 25; ++i)
            if (const auto done = feed.append(QStringLiteral("card"), QString::number(i),
                                              "{\"n\":" + QByteArray::number(i) + '}', {i});
                !done)
                return done;
        return {};
    }));
    QCOMPARE(*feed.head(), 25);
    for (const int page : {1, 7, 25, 100}) {
        qint64 cursor = 0;
        for (;;) {
            const auto changes = feed.since(cursor, page);
            VERIFY_OK(changes);
            QVERIFY(qsizetype(changes->size()) <= page);
            if (changes->empty())
                break;
            for (const Change &change : *changes) {
                QCOMPARE(change.seq, ++cursor);
                QCOMPARE(change.subject, QString::number(cursor));
                QCOMPARE(change.body, "{\"n\":" + QByteArray::number(cursor) + '}');
            }
        }
        QCOMPARE(cursor, 25);
    }
    QVERIFY(feed.since(1000, 10)->empty());
}

void TestChangeFeed::rolledBackChange_leavesNoHole()
{
    OPEN_STORE(store);
    ChangeFeed feed(*store.db);
    const auto append = [&](const QString &subject) {
        return feed.append(QStringLiteral("card"), subject, "{}", {0});
    };
    VERIFY_OK(store.db->transaction([&] { return append(QStringLiteral("a")); }));
    QVERIFY(!store.db->transaction([&]() -> Result<void> {
        return append(QStringLiteral("lost")).and_then([]() -> Result<void> {
            return fail(ErrorCode::Cancelled);
        });
    }));
    VERIFY_OK(store.db->transaction([&] { return append(QStringLiteral("b")); }));
    const auto all = feed.since(0, 10);
    VERIFY_OK(all);
    QCOMPARE(all->size(), size_t(2));
    QCOMPARE(all->at(1).subject, QStringLiteral("b"));
    QCOMPARE(all->at(1).seq, 2);
}

/// The reader follows its cursor while four writers commit transactions of several changes: what it reads is
/// every number in order, although the writers' commits overlap.
void TestChangeFeed::concurrentWriters_readerSkipsNothing()
{
    OPEN_STORE(store);
    constexpr int Writers = 4;
    const int rounds = store.isPostgreSql() ? 40 : 20;
    std::atomic<int> failed{0};
    std::vector<std::thread> writers;
    for (int w = 0; w < Writers; ++w)
        writers.emplace_back([&, w] {
            const auto db = store.connect();
            for (int i = 0; i < rounds; ++i) {
                const auto done = db->transaction([&]() -> Result<void> {
                    ChangeFeed feed(*db);
                    for (int k = 0; k <= (i + w) % 3; ++k)
                        if (const auto added =
                                feed.append(QStringLiteral("card"), QString::number(w), "{}", {i});
                            !added)
                            return added;
                    return {};
                });
                failed += done ? 0 : 1;
            }
        });
    qint64 expected = 0;
    for (int w = 0; w < Writers; ++w)
        for (int i = 0; i < rounds; ++i)
            expected += 1 + (i + w) % 3;
    qint64 cursor = 0;
    QString fault;
    ChangeFeed feed(*store.db);
    while (cursor < expected && failed == 0 && fault.isEmpty()) {
        const auto changes = feed.since(cursor, 5);
        if (!changes) {
            fault = toString(changes.error());
            break;
        }
        for (const Change &change : *changes)
            if (change.seq != ++cursor)
                fault = QStringLiteral("%1 came where %2 was expected").arg(change.seq).arg(cursor);
    }
    for (std::thread &writer : writers)
        writer.join();
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    QCOMPARE(failed.load(), 0);
    QCOMPARE(cursor, expected);
    QCOMPARE(*feed.head(), expected);
}

QTEST_GUILESS_MAIN(TestChangeFeed)
#include "tst_change_feed.moc"
