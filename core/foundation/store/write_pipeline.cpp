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

void WritePipeline::submit(Command command, Answer answer)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_stopping && m_queue.size() < size_t(m_limits.maxQueue)) {
            m_queue.push_back({std::move(command), std::move(answer), QByteArray()});
            m_wake.notify_one();
            return;
        }
    }
    answer(fail(ErrorCode::Busy, QStringLiteral("the write queue is full or closing")));
}

Result<QByteArray> WritePipeline::run(Command command)
{
    std::promise<Result<QByteArray>> promise;
    auto done = promise.get_future();
    submit(std::move(command),
           [&promise](Result<QByteArray> result) { promise.set_value(std::move(result)); });
    return done.get();
}

void WritePipeline::loop()
{
    std::vector<Job> batch;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
            if (m_queue.empty())
                return;
            while (!m_queue.empty() && batch.size() < size_t(m_limits.maxBatch)) {
                batch.push_back(std::move(m_queue.front()));
                m_queue.pop_front();
            }
        }
        process(batch);
        for (Job &job : batch)
            job.answer(std::move(job.result));
        batch.clear();
    }
}

void WritePipeline::process(std::span<Job> batch)
{
    Result<void> done = attempt(batch);
    for (int again = 1; !done && done.error().code == ErrorCode::StoreBusy && again < MaxAttempts; ++again) {
        ++m_retried;
        if (again >= 2 && batch.size() > 1) {
            for (Job &job : batch)
                process({&job, 1});
            return;
        }
        done = attempt(batch);
    }
    if (!done) {
        for (Job &job : batch)
            job.result = fail(done.error());
        return;
    }
    for (const Job &job : batch)
        if (!job.result)
            ++m_refused;
    m_commands += batch.size();
    ++m_commits;
}

/// One transaction over the batch. A failure of the engine itself fails the whole attempt; a command's own
/// refusal is rolled back to its savepoint and kept as its result.
Result<void> WritePipeline::attempt(std::span<Job> batch)
{
    if (const auto begun = m_db->begin(); !begun)
        return begun;
    for (Job &job : batch) {
        if (const auto set = m_db->savepoint(); !set) {
            m_db->rollback();
            return set;
        }
        job.result = job.command(*m_db);
        const auto ended = job.result ? m_db->releaseSavepoint() : m_db->rollbackToSavepoint();
        const bool engineFailed = !job.result && job.result.error().code == ErrorCode::StoreBusy;
        if (!ended || engineFailed) {
            m_db->rollback();
            return ended ? Result<void>(fail(job.result.error())) : ended;
        }
    }
    return m_db->commit();
}

WritePipeline::Counters WritePipeline::counters() const
{
    const std::lock_guard lock(m_mutex);
    return {m_commands, m_commits, m_refused, m_retried, qint64(m_queue.size())};
}

}
