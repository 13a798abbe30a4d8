#include "core/foundation/store/change_feed.h"
#include "tests/support/two_stores.h"

#include <QRandomGenerator>
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
    void page_isForOneStation_data() { test::addEngineRows(); }
    void page_isForOneStation();
    void page_leavesOutWhatASnapshotHad_data() { test::addEngineRows(); }
    void page_leavesOutWhatASnapshotHad();
    void compact_keepsTheLastState_data() { test::addEngineRows(); }
    void compact_keepsTheLastState();
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

namespace {
Result<void> write(TestStore &store, const std::vector<Change> &changes, Timestamp at = {0})
{
    return store.db->transaction([&] { return ChangeFeed(*store.db).append(changes, at); });
}
Change change(const char *topic, const QString &subject, qint64 station = 0, const QByteArray &body = "{}")
{
    return {0, QString::fromLatin1(topic), subject, body, station};
}
QStringList subjectsOf(const std::vector<Change> &changes)
{
    QStringList subjects;
    for (const Change &one : changes)
        subjects.append(one.subject);
    return subjects;
}
}

void TestChangeFeed::page_isForOneStation()
{
    OPEN_STORE(store);
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    VERIFY_OK(write(store,
                    {change("card", s("a")), change("allotment", s("b"), 3), change("allotment", s("c"), 4),
                     change("card", s("d")), change("allotment", s("e"), 4)}));
    ChangeFeed feed(*store.db);
    const auto all = feed.page({0, 3, 0, 10});
    VERIFY_OK(all);
    QCOMPARE(subjectsOf(all->changes), (QStringList{s("a"), s("b"), s("d")}));
    QCOMPARE(all->cursor, 5); // past what is not ours
    QVERIFY(!all->more);
    QCOMPARE(*feed.waiting({0, 3, 0, 10}), 3);
    QCOMPARE(*feed.waiting({0, 3, 0, 2}), 2);
    QCOMPARE(*feed.waiting({0, 3, 1, 10}), 2);
    // page by page, nothing twice and nothing left out
    QStringList seen;
    qint64 cursor = 0;
    for (int pages = 0; pages < 10; ++pages) {
        const auto page = feed.page({cursor, 4, 0, 1});
        VERIFY_OK(page);
        seen += subjectsOf(page->changes);
        cursor = page->cursor;
        if (!page->more)
            break;
    }
    QCOMPARE(seen, (QStringList{s("a"), s("c"), s("d"), s("e")}));
    QCOMPARE(cursor, 5);
    QVERIFY(feed.page({99, 3, 0, 10})->beyond); // a server restored since
    QVERIFY(!feed.page({5, 3, 0, 10})->beyond);
}

void TestChangeFeed::page_leavesOutWhatASnapshotHad()
{
    OPEN_STORE(store);
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    VERIFY_OK(write(store,
                    {change("price", s("p1")), change("card", s("a")), change("terminal", s("t")),
                     change("allotment", s("b"), 3), change("price", s("p2")), change("card", s("c"))}));
    ChangeFeed feed(*store.db);
    const auto page = feed.page({0, 3, 5, 10});
    VERIFY_OK(page);
    QCOMPARE(subjectsOf(page->changes), (QStringList{s("p1"), s("t"), s("p2"), s("c")}));
    QCOMPARE(page->cursor, 6);
    const auto first = feed.page({0, 3, 5, 2});
    QVERIFY(first->more);
    QCOMPARE(first->cursor, 3);
    const auto second = feed.page({3, 3, 5, 2});
    QCOMPARE(subjectsOf(second->changes), (QStringList{s("p2"), s("c")}));
}

/// What a terminal learns from any cursor is the same before and after.
void TestChangeFeed::compact_keepsTheLastState()
{
    OPEN_STORE(store);
    QRandomGenerator random(11);
    std::vector<Change> changes;
    for (int i = 0; i < 600; ++i)
        changes.push_back(change(random.bounded(3) == 0       ? "allotment"
                                     : random.bounded(5) == 0 ? "staff"
                                                              : "card",
                                 QString::number(random.bounded(40)), random.bounded(3),
                                 QByteArray::number(i)));
    changes.push_back(change("price", QStringLiteral("95"), 0, "old"));
    changes.push_back(change("price", QStringLiteral("95"), 0, "new"));
    VERIFY_OK(write(store, changes, {1'000}));
    VERIFY_OK(write(
        store,
        {change("card", QStringLiteral("1"), 0, "young"), change("card", QStringLiteral("1"), 0, "younger")},
        {5'000}));
    const auto learnt = [&](qint64 from) {
        QMap<QString, QByteArray> state;
        const auto page = ChangeFeed(*store.db).page({from, 1, 0, 10'000});
        for (const Change &one : page->changes)
            state[one.topic + u'/' + one.subject + u'/' + QString::number(one.station)] = one.body;
        return state;
    };
    const auto fromStart = learnt(0);
    const auto fromMiddle = learnt(200);
    const qint64 before = store.figure("SELECT COUNT(*) FROM feed");
    qint64 at = 0;
    do {
        const auto next = ChangeFeed(*store.db).compact(at, {2'000});
        VERIFY_OK(next);
        at = *next;
    } while (at != 0);
    QVERIFY(store.figure("SELECT COUNT(*) FROM feed") < before / 2);
    QCOMPARE(learnt(0), fromStart);
    QCOMPARE(learnt(200), fromMiddle);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM feed WHERE topic = 'price'"), 2); // each is a fact
    QCOMPARE(store.figure("SELECT COUNT(*) FROM feed WHERE at = 5000"), 2);       // young
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
