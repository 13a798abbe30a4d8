#include "core/foundation/store/operation_log.h"
#include "core/foundation/store/write_pipeline.h"
#include "tests/support/blockade.h"
#include "tests/support/two_stores.h"

#include <QTest>

#include <semaphore>

using namespace youka;
using youka::test::Blockade;
using youka::test::TestStore;

namespace {

const std::vector<Migration> Schema{
    {1,
     "two counters and a log",
     {"CREATE TABLE counter (id BIGINT PRIMARY KEY, value BIGINT NOT NULL)",
      "INSERT INTO counter (id, value) VALUES (1, 0)", "INSERT INTO counter (id, value) VALUES (2, 0)",
      "CREATE TABLE line (id BIGINT PRIMARY KEY)",
      "CREATE TABLE operation (id @BLOB PRIMARY KEY, request @BLOB NOT NULL, status INTEGER NOT NULL, "
      "answer @BLOB NOT NULL, at BIGINT NOT NULL)"}}};

Result<QByteArray> addLine(Database &db, qint64 id)
{
    return db.run("INSERT INTO line (id) VALUES (?)", {id}).map([&] { return QByteArray::number(id); });
}

Result<QByteArray> count(Database &db, std::initializer_list<int> order)
{
    for (const int id : order)
        if (const auto done = db.run("UPDATE counter SET value = value + 1 WHERE id = ?", {id}); !done)
            return fail(done.error());
    return QByteArray("ok");
}

/// The answers of one test, waited for.
class Answers
{
public:
    explicit Answers(size_t expected)
        : m_results(expected, QByteArray("not answered"))
        , m_times(expected, 0)
    {
    }
    WritePipeline::Answer of(size_t index, std::function<void()> also = {})
    {
        return [this, index, also = std::move(also)](Result<QByteArray> result) {
            m_results[index] = std::move(result);
            ++m_times[index];
            if (also)
                also();
            m_done.release();
        };
    }
    const std::vector<Result<QByteArray>> &wait()
    {
        for (size_t i = 0; i < m_results.size(); ++i)
            m_done.acquire();
        return m_results;
    }
    bool eachOnce() const
    {
        return std::all_of(m_times.begin(), m_times.end(), [](int times) { return times == 1; });
    }

private:
    std::vector<Result<QByteArray>> m_results;
    std::vector<int> m_times;
    std::counting_semaphore<100'000> m_done{0};
};

std::unique_ptr<WritePipeline> startOn(const TestStore &store, WritePipeline::Limits limits = {})
{
    auto started = WritePipeline::start(store.config, limits);
    return started ? std::move(*started) : nullptr;
}
}

class TestWritePipeline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void manyThreads_everyCommandOnce_data() { test::addEngineRows(); }
    void manyThreads_everyCommandOnce();
    void waitingCommands_shareOneCommit_data() { test::addEngineRows(); }
    void waitingCommands_shareOneCommit();
    void largeCommands_goAfterTheShort_aFewACommit_data() { test::addEngineRows(); }
    void largeCommands_goAfterTheShort_aFewACommit();
    void refusedCommand_leavesNoTrace_hurtsNoOther_data() { test::addEngineRows(); }
    void refusedCommand_leavesNoTrace_hurtsNoOther();
    void answer_comesAfterTheCommit_data() { test::addEngineRows(); }
    void answer_comesAfterTheCommit();
    void failingCommit_answersAllWithFailure_data() { test::addEngineRows(); }
    void failingCommit_answersAllWithFailure();
    void oneFailure_isMetByAnotherTry_data() { test::addEngineRows(); }
    void oneFailure_isMetByAnotherTry();
    void fullQueue_isBusyAtOnce_data() { test::addEngineRows(); }
    void fullQueue_isBusyAtOnce();
    void closing_finishesWhatIsQueued_data() { test::addEngineRows(); }
    void closing_finishesWhatIsQueued();
    void byHand_nothingHappensUntilDrained_data() { test::addEngineRows(); }
    void byHand_nothingHappensUntilDrained();
    void twoServers_fightForTheSameRows();
    void twoServers_oneOperation_oneEffect();
    void missingStore_isRefused();
};

void TestWritePipeline::manyThreads_everyCommandOnce()
{
    OPEN_STORE(store, Schema);
    const auto pipeline = startOn(store);
    QVERIFY(pipeline);
    constexpr int Threads = 4;
    constexpr int Each = 250;
    Answers answers(Threads * Each);
    std::vector<std::thread> threads;
    for (int t = 0; t < Threads; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < Each; ++i) {
                const int id = t * Each + i;
                pipeline->submit(
                    [id](Database &db) {
                        return count(db, {1}).and_then([&](const QByteArray &) { return addLine(db, id); });
                    },
                    answers.of(size_t(id)));
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    const auto &results = answers.wait();
    for (size_t i = 0; i < results.size(); ++i) {
        VERIFY_OK(results[i]);
        QCOMPARE(*results[i], QByteArray::number(qint64(i)));
    }
    QVERIFY(answers.eachOnce());
    QCOMPARE(store.figure("SELECT value FROM counter WHERE id = 1"), Threads * Each);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM line"), Threads * Each);
    QVERIFY(pipeline->counters().commits < pipeline->counters().commands);
}

void TestWritePipeline::waitingCommands_shareOneCommit()
{
    OPEN_STORE(store, Schema);
    const auto pipeline = startOn(store);
    Blockade barrier(*pipeline);
    constexpr int Waiting = 300;
    Answers answers(Waiting);
    for (int i = 0; i < Waiting; ++i)
        pipeline->submit([i](Database &db) { return addLine(db, i); }, answers.of(size_t(i)));
    QCOMPARE(pipeline->counters().queued, Waiting);
    barrier.lift();
    answers.wait();
    QCOMPARE(pipeline->counters().commits, quint64(2)); // the barrier's and theirs
    QCOMPARE(pipeline->counters().commands, quint64(Waiting + 1));
    QCOMPARE(pipeline->counters().retried, quint64(0));
}

void TestWritePipeline::largeCommands_goAfterTheShort_aFewACommit()
{
    OPEN_STORE(store, Schema);
    const auto pipeline = startOn(store, {4096, 20'000, 500});
    Blockade barrier(*pipeline);
    QList<int> order;
    Answers answers(5);
    const auto submit = [&](int id, int rows) {
        pipeline->submit(
            [&order, id](Database &db) {
                order.append(id);
                return addLine(db, id);
            },
            answers.of(size_t(id)), rows);
    };
    submit(0, 200);
    submit(1, 300); // together as much as a commit takes
    submit(2, 900); // more than that: alone
    submit(3, 20);
    submit(4, 1);
    QCOMPARE(pipeline->counters().queued, 5);
    barrier.lift();
    for (const auto &result : answers.wait())
        VERIFY_OK(result);
    QCOMPARE(order, (QList<int>{4, 0, 1, 2, 3}));
    QCOMPARE(pipeline->counters().commits, quint64(4)); // the barrier's, and three
    QCOMPARE(pipeline->counters().queued, 0);
}

void TestWritePipeline::refusedCommand_leavesNoTrace_hurtsNoOther()
{
    OPEN_STORE(store, Schema);
    const auto pipeline = startOn(store);
    Blockade barrier(*pipeline);
    constexpr int Commands = 60;
    Answers answers(Commands);
    for (int i = 0; i < Commands; ++i)
        pipeline->submit(
            [i](Database &db) -> Result<QByteArray> {
                if (i % 3 == 1) // refuses before it writes
                    return fail(ErrorCode::InsufficientFunds);
                auto written = addLine(db, i);
                if (i % 3 == 2) // refuses after it wrote
                    return fail(ErrorCode::LimitPerDay);
                return written;
            },
            answers.of(size_t(i)));
    barrier.lift();
    const auto &results = answers.wait();
    for (int i = 0; i < Commands; ++i) {
        if (i % 3 == 0)
            VERIFY_OK(results[size_t(i)]);
        else
            COMPARE_REFUSED(results[size_t(i)],
                            i % 3 == 1 ? ErrorCode::InsufficientFunds : ErrorCode::LimitPerDay);
    }
    QCOMPARE(store.figure("SELECT COUNT(*) FROM line"), Commands / 3);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM line WHERE id = 2"), 0);
    QCOMPARE(pipeline->counters().refused, quint64(Commands / 3 * 2));
    QVERIFY(answers.eachOnce());
}

/// Each answer looks at the store through a connection of its own: all of its batch is there. The same
/// commands looked at before the commit show nothing.
void TestWritePipeline::answer_comesAfterTheCommit()
{
    OPEN_STORE(store, Schema);
    const auto pipeline = startOn(store);
    const auto beside = store.connect();
    Blockade barrier(*pipeline);
    constexpr int Commands = 20;
    Answers answers(Commands);
    QList<qint64> before, after;
    for (int i = 0; i < Commands; ++i)
        pipeline->submit(
            [&, i](Database &db) {
                before.append(TestStore::figure(*beside, "SELECT COUNT(*) FROM line"));
                return addLine(db, i);
            },
            answers.of(size_t(i),
                       [&] { after.append(TestStore::figure(*beside, "SELECT COUNT(*) FROM line")); }));
    barrier.lift();
    answers.wait();
    QCOMPARE(before, QList<qint64>(Commands, 0));
    QCOMPARE(after, QList<qint64>(Commands, Commands));
}

void TestWritePipeline::failingCommit_answersAllWithFailure()
{
    OPEN_STORE(store, Schema);
    auto pipeline = startOn(store);
    bool broken = false; // only ever touched on the pipeline's thread
    VERIFY_OK(pipeline->run([&](Database &db) -> Result<QByteArray> {
        db.failNext = [&] { return std::exchange(broken, false); };
        return QByteArray();
    }));
    Blockade barrier(*pipeline);
    constexpr int Commands = 10;
    Answers answers(Commands);
    for (int i = 0; i < Commands; ++i)
        pipeline->submit(
            [&, i](Database &db) {
                broken = false;
                auto written = addLine(db, i);
                broken = true; // what comes next is the commit
                return written;
            },
            answers.of(size_t(i)));
    // The batch breaks at its second command or at the commit; each alone then breaks at its own commit.
    barrier.lift();
    for (const auto &result : answers.wait())
        COMPARE_REFUSED(result, ErrorCode::StoreFailed);
    QVERIFY(answers.eachOnce());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM line"), 0);

    VERIFY_OK(pipeline->run([&](Database &db) { return addLine(db, 2); }));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM line"), 1);
}

/// The n-th statement of the pipeline fails once, for every n: each command still happens exactly once.
void TestWritePipeline::oneFailure_isMetByAnotherTry()
{
    OPEN_STORE(store, Schema);
    qint64 id = 0;
    for (int nth = 0;; ++nth) {
        const auto pipeline = startOn(store);
        bool fired = false;
        int left = nth + (store.isPostgreSql() ? 2 : 1); // past the end of the barrier's own batch
        std::atomic<bool> armed{false};
        VERIFY_OK(pipeline->run([&](Database &db) -> Result<QByteArray> {
            db.failNext = [&] { return armed && !fired && left-- == 0 && (fired = true); };
            return QByteArray();
        }));
        Blockade barrier(*pipeline);
        armed = true;
        Answers answers(3);
        const qint64 first = id;
        for (size_t i = 0; i < 3; ++i)
            pipeline->submit([line = id++](Database &db) { return addLine(db, line); }, answers.of(i));
        barrier.lift();
        for (const auto &result : answers.wait())
            VERIFY_OK(result);
        QVERIFY(answers.eachOnce());
        QCOMPARE(store.figure("SELECT COUNT(*) FROM line"), first + 3);
        if (!fired)
            return;
        QVERIFY(nth < 50);
    }
}

void TestWritePipeline::fullQueue_isBusyAtOnce()
{
    OPEN_STORE(store, Schema);
    const auto pipeline = startOn(store, {4, 10});
    Blockade barrier(*pipeline);
    Answers accepted(10);
    for (int i = 0; i < 10; ++i)
        pipeline->submit([i](Database &db) { return addLine(db, i); }, accepted.of(size_t(i)));
    for (int i = 0; i < 3; ++i) {
        std::optional<Result<QByteArray>> refused;
        pipeline->submit([](Database &db) { return addLine(db, 99); },
                         [&](const Result<QByteArray> &result) { refused = result; });
        QVERIFY(refused); // answered before submit() came back
        COMPARE_REFUSED(*refused, ErrorCode::Busy);
    }
    barrier.lift();
    for (const auto &result : accepted.wait())
        VERIFY_OK(result);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM line"), 10);
    QCOMPARE(pipeline->counters().commits, quint64(1 + 3)); // ten in batches of four
    VERIFY_OK(pipeline->run([](Database &db) { return addLine(db, 100); }));
}

void TestWritePipeline::closing_finishesWhatIsQueued()
{
    OPEN_STORE(store, Schema);
    auto pipeline = startOn(store);
    Answers answers(100);
    for (int i = 0; i < 100; ++i)
        pipeline->submit([i](Database &db) { return addLine(db, i); }, answers.of(size_t(i)));
    pipeline.reset();
    for (const auto &result : answers.wait())
        VERIFY_OK(result);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM line"), 100);
}

void TestWritePipeline::byHand_nothingHappensUntilDrained()
{
    OPEN_STORE(store, Schema);
    auto started = WritePipeline::startByHand(store.config, {});
    VERIFY_OK(started);
    WritePipeline &pipeline = **started;
    int answered = 0;
    for (int i = 0; i < 3; ++i)
        pipeline.submit([i](Database &db) { return addLine(db, i); },
                        [&](const Result<QByteArray> &result) { answered += result ? 1 : 0; });
    QCOMPARE(answered, 0);
    QCOMPARE(pipeline.counters().queued, 3);
    pipeline.drain();
    QCOMPARE(answered, 3);
    QCOMPARE(pipeline.counters().commits, quint64(1));
    VERIFY_OK(pipeline.run([](Database &db) { return addLine(db, 3); })); // drains by itself
    pipeline.submit([](Database &db) { return addLine(db, 4); },
                    [&](const Result<QByteArray> &) { ++answered; });
    started->reset(); // a program that dies answers nobody
    QCOMPARE(answered, 3);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM line"), 4);
}

/// Two server processes take the same two rows in opposite order, so one is the victim of a deadlock again
/// and again: every command is answered with success and counted exactly once.
void TestWritePipeline::twoServers_fightForTheSameRows()
{
    TestStore store(QStringLiteral("postgresql"), Schema);
    if (!store.missing().isEmpty())
        QSKIP(qPrintable(store.missing()));
    const QString name = store.config.connect.section(QStringLiteral("dbname="), 1).section(u' ', 0, 0);
    VERIFY_OK(store.db->script(QStringLiteral("ALTER DATABASE %1 SET deadlock_timeout = '10ms'").arg(name)));
    const auto left = startOn(store, {2, 20'000});
    const auto right = startOn(store, {2, 20'000});
    constexpr int Each = 150;
    Answers answers(Each * 2);
    for (int i = 0; i < Each; ++i) {
        left->submit([](Database &db) { return count(db, {1, 2}); }, answers.of(size_t(i)));
        right->submit([](Database &db) { return count(db, {2, 1}); }, answers.of(size_t(Each + i)));
    }
    for (const auto &result : answers.wait())
        VERIFY_OK(result);
    QVERIFY(answers.eachOnce());
    QCOMPARE(store.figure("SELECT value FROM counter WHERE id = 1"), Each * 2);
    QCOMPARE(store.figure("SELECT value FROM counter WHERE id = 2"), Each * 2);
}

/// A caller who got no answer asks another server while the first still works: one effect, one answer.
void TestWritePipeline::twoServers_oneOperation_oneEffect()
{
    TestStore store(QStringLiteral("postgresql"), Schema);
    if (!store.missing().isEmpty())
        QSKIP(qPrintable(store.missing()));
    const auto left = startOn(store);
    const auto right = startOn(store);
    const ManualClock clock;
    IdSource ids(clock, 3);
    constexpr size_t Operations = 60;
    Answers answers(Operations * 2);
    for (size_t i = 0; i < Operations; ++i) {
        const auto id = ids.make<OperationId>();
        const auto command = [id, i](Database &db) {
            return once(
                       db, id, "request", {0},
                       [&] {
                           return count(db, {1}).map([&](const QByteArray &) {
                               return youka::Answer{200, QByteArray::number(qint64(i))};
                           });
                       },
                       [](const Error &error) {
                           return youka::Answer{422, toString(error).toUtf8()};
                       })
                .map([](const youka::Answer &answer) { return answer.body; });
        };
        left->submit(command, answers.of(i * 2));
        right->submit(command, answers.of(i * 2 + 1));
    }
    const auto &results = answers.wait();
    for (size_t i = 0; i < results.size(); ++i) {
        VERIFY_OK(results[i]);
        QCOMPARE(*results[i], QByteArray::number(qint64(i / 2)));
    }
    QCOMPARE(store.figure("SELECT value FROM counter WHERE id = 1"), qint64(Operations));
}

void TestWritePipeline::missingStore_isRefused()
{
    StoreConfig nowhere;
    nowhere.path = QStringLiteral("/nonexistent/folder/x.db");
    nowhere.key = QByteArray(32, 'k');
    QVERIFY(!WritePipeline::start(nowhere, {}));
}

QTEST_GUILESS_MAIN(TestWritePipeline)
#include "tst_write_pipeline.moc"
