#include "core/foundation/store/operation_log.h"
#include "tests/support/two_stores.h"

#include <QTest>

using namespace youka;
using youka::test::TestStore;

namespace {
Answer refusal(const Error &error) { return {422, QByteArray(errorCodeName(error.code).latin1())}; }
}

class TestOperationLog : public QObject
{
    Q_OBJECT
    const ManualClock m_clock;
    IdSource m_ids{m_clock, 7};
    int m_runs = 0;

    Result<Answer> run(Database &db, OperationId id, const QByteArray &request, Result<Answer> outcome)
    {
        Result<Answer> answer = fail(ErrorCode::Internal);
        const auto done = db.transaction([&]() -> Result<void> {
            answer = once(
                db, id, request, m_clock.now(),
                [&] {
                    ++m_runs;
                    return outcome;
                },
                refusal);
            return answer.map([](const Answer &) {});
        });
        return done ? answer : fail(done.error());
    }

private Q_SLOTS:
    void init() { m_runs = 0; }
    void repeat_givesTheSameBytes_data() { test::addEngineRows(); }
    void repeat_givesTheSameBytes();
    void refusal_isAnAnswerToo_data() { test::addEngineRows(); }
    void refusal_isAnAnswerToo();
    void otherContent_isAConflict_data() { test::addEngineRows(); }
    void otherContent_isAConflict();
    void whatMayPass_isNotKept_data();
    void whatMayPass_isNotKept();
    void noId_isRefused_data() { test::addEngineRows(); }
    void noId_isRefused();
    void rolledBack_isForgotten_data() { test::addEngineRows(); }
    void rolledBack_isForgotten();
};

void TestOperationLog::repeat_givesTheSameBytes()
{
    OPEN_STORE(store);
    const auto id = m_ids.make<OperationId>();
    const QByteArray bytes("{\"b\":1,\x00\xff \"a\":\"\xe5\x85\x83\"}", 18);
    VERIFY_OK(run(*store.db, id, "q", Answer{201, bytes}));
    for (int again = 0; again < 3; ++again) {
        const auto repeated = run(*store.db, id, "q", Answer{500, "something else"});
        VERIFY_OK(repeated);
        QCOMPARE(repeated->status, 201);
        QCOMPARE(repeated->body, bytes);
    }
    QCOMPARE(m_runs, 1);
    VERIFY_OK(run(*store.db, m_ids.make<OperationId>(), "q", Answer{200, {}}));
    QCOMPARE(m_runs, 2);
}

void TestOperationLog::refusal_isAnAnswerToo()
{
    OPEN_STORE(store);
    const auto id = m_ids.make<OperationId>();
    const auto first = run(*store.db, id, "q", fail(ErrorCode::InsufficientFunds));
    VERIFY_OK(first);
    QCOMPARE(first->body, QByteArray("funds.insufficient"));
    const auto repeated = run(*store.db, id, "q", Answer{200, "now there is money"});
    VERIFY_OK(repeated);
    QCOMPARE(repeated->status, 422);
    QCOMPARE(repeated->body, first->body);
    QCOMPARE(m_runs, 1);
}

void TestOperationLog::otherContent_isAConflict()
{
    OPEN_STORE(store);
    const auto id = m_ids.make<OperationId>();
    VERIFY_OK(run(*store.db, id, "200.00", Answer{200, "ok"}));
    for (const char *other : {"200.01", "", "200.00 "})
        COMPARE_REFUSED(run(*store.db, id, other, Answer{200, "ok"}), ErrorCode::OperationConflict);
    QCOMPARE(m_runs, 1);
    QCOMPARE(run(*store.db, id, "200.00", Answer{200, "x"})->body, QByteArray("ok"));
}

void TestOperationLog::whatMayPass_isNotKept_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("code");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (const ErrorCode code :
             {ErrorCode::Timeout, ErrorCode::Unavailable, ErrorCode::Busy, ErrorCode::StoreBusy,
              ErrorCode::StoreFull, ErrorCode::StoreFailed, ErrorCode::StoreCorrupt,
              ErrorCode::StoreConstraint, ErrorCode::PumpBusy})
            QTest::addRow("%s %s", engine, QByteArray(errorCodeName(code).latin1()).constData())
                << QString::fromLatin1(engine) << int(code);
}

void TestOperationLog::whatMayPass_isNotKept()
{
    QFETCH(int, code);
    OPEN_STORE(store);
    const auto id = m_ids.make<OperationId>();
    COMPARE_REFUSED(run(*store.db, id, "q", fail(ErrorCode(code))), ErrorCode(code));
    const auto repeated = run(*store.db, id, "q", Answer{200, "ok"});
    VERIFY_OK(repeated);
    QCOMPARE(repeated->body, QByteArray("ok"));
    QCOMPARE(m_runs, 2);
}

void TestOperationLog::noId_isRefused()
{
    OPEN_STORE(store);
    COMPARE_REFUSED(run(*store.db, {}, "q", Answer{200, "ok"}), ErrorCode::OperationIdMissing);
    QCOMPARE(m_runs, 0);
}

void TestOperationLog::rolledBack_isForgotten()
{
    OPEN_STORE(store);
    const auto id = m_ids.make<OperationId>();
    const auto lost = store.db->transaction([&]() -> Result<void> {
        const auto answer = run(*store.db, id, "q", Answer{200, "never committed"});
        return answer ? fail(ErrorCode::Cancelled) : fail(answer.error());
    });
    COMPARE_REFUSED(lost, ErrorCode::Cancelled);
    QCOMPARE(run(*store.db, id, "q", Answer{200, "second"})->body, QByteArray("second"));
}

QTEST_GUILESS_MAIN(TestOperationLog)
#include "tst_operation_log.moc"
