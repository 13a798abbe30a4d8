#include "core/foundation/store/write_pipeline.h"

#include <future>

namespace youka {

Result<std::unique_ptr<WritePipeline>> WritePipeline::start(const StoreConfig &store, Limits limits)
{
    // The connection belongs to the pipeline's thread, so it is opened there.
    std::unique_ptr<WritePipeline> pipeline(new WritePipeline(nullptr, limits));
    pipeline->m_store = store;
    std::promise<Result<void>> opened;
    auto ready = opened.get_future();
    pipeline->m_thread = std::thread([p = pipeline.get(), &opened] {
        auto db = Database::open(p->m_store);
        if (!db) {
            opened.set_value(fail(db.error()));
            return;
        }
        p->m_db = std::move(*db);
        opened.set_value({});
        p->loop();
        p->m_db.reset();
    });
    if (const auto done = ready.get(); !done)
        return fail(done.error());
    return pipeline;
}

Result<std::unique_ptr<WritePipeline>> WritePipeline::startByHand(const StoreConfig &store, Limits limits)
{
    auto db = Database::open(store);
    if (!db)
        return fail(db.error());
    return std::unique_ptr<WritePipeline>(new WritePipeline(std::move(*db), limits));
}

WritePipeline::WritePipeline(std::unique_ptr<Database> db, Limits limits)
    : m_db(std::move(db))
    , m_limits(limits)
{
}

WritePipeline::~WritePipeline()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void WritePipeline::submit(Command command, Answer answer, int rows)
{
    {
        const std::lock_guard lock(m_mutex);
        auto &queue = rows < BulkRows ? m_queue : m_bulk;
        if (!m_stopping && queue.size() < size_t(m_limits.maxQueue)) {
            queue.push_back({std::move(command), std::move(answer), QByteArray(), rows});
            m_wake.notify_one();
            return;
        }
    }
    answer(fail(ErrorCode::Busy, QStringLiteral("the write queue is full or closing")));
}

Result<QByteArray> WritePipeline::run(Command command, int rows)
{
    std::promise<Result<QByteArray>> promise;
    auto done = promise.get_future();
    submit(
        std::move(command), [&promise](Result<QByteArray> result) { promise.set_value(std::move(result)); },
        rows);
    if (!m_thread.joinable())
        drain();
    return done.get();
}

/// What is queued, as far as it fits into one batch. Called with the lock held.
std::vector<WritePipeline::Job> WritePipeline::take()
{
    std::vector<Job> batch;
    while (!m_queue.empty() && batch.size() < size_t(m_limits.maxBatch)) {
        batch.push_back(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    for (int rows = 0; !m_bulk.empty(); m_bulk.pop_front()) {
        const int more = m_bulk.front().rows;
        if (rows > 0 && rows + more > m_limits.maxBulk)
            break;
        rows += more;
        batch.push_back(std::move(m_bulk.front()));
    }
    return batch;
}

void WritePipeline::finish(std::vector<Job> &batch)
{
    process(batch);
    for (Job &job : batch)
        job.answer(std::move(job.result));
}

void WritePipeline::loop()
{
    for (;;) {
        std::vector<Job> batch;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty() || !m_bulk.empty(); });
            if (m_queue.empty() && m_bulk.empty())
                return;
            batch = take();
        }
        finish(batch);
    }
}

void WritePipeline::drain()
{
    ensure(!m_thread.joinable(), "a pipeline with a thread of its own is not driven by hand");
    std::vector<Job> batch;
    {
        const std::lock_guard lock(m_mutex);
        batch = take();
    }
    if (!batch.empty())
        finish(batch);
}

namespace {

/// Failures of the engine itself; after one of them its transaction may be gone, so nothing more may run in
/// it.
bool isEngineFailure(const Error &error)
{
    switch (error.code) {
    case ErrorCode::StoreBusy:
    case ErrorCode::StoreFull:
    case ErrorCode::StoreFailed:
    case ErrorCode::StoreCorrupt:
    case ErrorCode::Unavailable:
        return true;
    default:
        return false;
    }
}

}

namespace {

/// Lost against another server process, which has committed by the next try: a lock, or a row both were about
/// to insert.
bool isLostRace(ErrorCode code, const Dialect &dialect)
{
    return code == ErrorCode::StoreBusy || (code == ErrorCode::StoreConstraint && dialect.isPostgreSql());
}

}

void WritePipeline::process(std::span<Job> batch)
{
    bool savepoints = m_db->dialect().isPostgreSql();
    Attempt attempt = tryOnce(batch, savepoints);
    const auto most = [&] {
        // Each deadlock lost is one that somebody else won, so going on comes to an end.
        const bool deadlock = attempt.error.code == ErrorCode::StoreBusy && m_db->dialect().isPostgreSql();
        return deadlock ? MaxDeadlocks : MaxAttempts;
    };
    for (int again = 1; attempt.verdict != Verdict::Committed && again < most(); ++again) {
        ++m_retried;
        if (attempt.verdict == Verdict::NeedsSavepoints) {
            savepoints = true;
        } else if (!isLostRace(attempt.error.code, m_db->dialect()) || (again >= 2 && batch.size() > 1)) {
            if (batch.size() == 1)
                break;
            for (Job &job : batch) // whoever cannot be written shall not take the others with it
                process({&job, 1});
            return;
        }
        attempt = tryOnce(batch, savepoints);
    }
    if (attempt.verdict != Verdict::Committed) {
        for (Job &job : batch)
            job.result = fail(attempt.error);
        return;
    }
    for (const Job &job : batch)
        if (!job.result)
            ++m_refused;
    m_commands += batch.size();
    ++m_commits;
}

/// One transaction over the batch. Savepoints are dear on SQLCipher: each page that is touched inside one is
/// encrypted once more, for the undo file (half of all time in docs/performance.md). A command that refuses
/// before it writes needs none, and nearly all do; should one refuse after it wrote, the whole batch is taken
/// back and run again with savepoints, which come to the very same result.
WritePipeline::Attempt WritePipeline::tryOnce(std::span<Job> batch, bool savepoints)
{
    const auto giveUp = [this](Verdict verdict, Error error) {
        m_db->rollback();
        return Attempt{verdict, std::move(error)};
    };
    if (const auto begun = m_db->begin(); !begun)
        return {Verdict::Failed, begun.error()};
    for (Job &job : batch) {
        if (savepoints)
            if (const auto set = m_db->savepoint(); !set)
                return giveUp(Verdict::Failed, set.error());
        const qint64 before = m_db->changes();
        job.result = job.command(*m_db);
        if (!job.result
            && (isEngineFailure(job.result.error()) || isLostRace(job.result.error().code, m_db->dialect())))
            return giveUp(Verdict::Failed, job.result.error());
        if (savepoints) {
            const auto ended = job.result ? m_db->releaseSavepoint() : m_db->rollbackToSavepoint();
            if (!ended)
                return giveUp(Verdict::Failed, ended.error());
        } else if (!job.result && m_db->changes() != before) {
            return giveUp(Verdict::NeedsSavepoints, {});
        }
    }
    if (const auto committed = m_db->commit(); !committed)
        return {Verdict::Failed, committed.error()};
    return {Verdict::Committed, {}};
}

WritePipeline::Counters WritePipeline::counters() const
{
    const std::lock_guard lock(m_mutex);
    return {m_commands, m_commits, m_refused, m_retried, qint64(m_queue.size() + m_bulk.size())};
}

}
