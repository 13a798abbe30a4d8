#pragma once

#include "core/foundation/store/database.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <span>
#include <thread>

namespace youka {

/// The one way into the books. Commands from all threads are gathered and written by one thread: many
/// commands, one durable commit, each as if in a savepoint of its own, so that a refused one leaves no trace
/// and hurts no other. An answer is given only after the commit is on disk; when a commit fails, nothing of
/// it happened and its commands are answered with the failure.
///
/// Commands that write much (batches of records) wait in a queue of their own, and each commit takes only a
/// little of it, after all that is short: who waits in front of a pump does not wait behind an upload.
///
/// A batch may be run again: after a lost lock race against another server process (PostgreSQL), after a
/// failure of the engine (then one by one), or to add savepoints. So a command must come to the same end when
/// run twice.
class WritePipeline
{
public:
    /// Runs inside the batch's transaction, on the pipeline's thread. What it returns is handed to the
    /// answer.
    using Command = std::function<Result<QByteArray>(Database &)>;
    /// Called on the pipeline's thread after the commit (or the failure). Must be quick and must not block.
    using Answer = std::function<void(Result<QByteArray>)>;

    struct Limits
    {
        int maxBatch = 4096;
        int maxQueue = 20'000; ///< beyond it submit() answers Busy at once, so that memory has a bound
        /// What large commands may add up to in one commit; one of them always goes. The longest time a
        /// short command waits for the one before it.
        int maxBulk = 500;
    };
    static constexpr int MaxAttempts = 5;
    static constexpr int MaxDeadlocks = 50; ///< lost against other server processes (PostgreSQL)

    /// Opens its own connection. Errors: those of Database::open().
    static Result<std::unique_ptr<WritePipeline>> start(const StoreConfig &store, Limits limits);
    /// Without a thread: whoever owns it calls drain(). For programs that decide the order of all things
    /// themselves; what is queued when it goes is dropped. Errors: those of Database::open().
    static Result<std::unique_ptr<WritePipeline>> startByHand(const StoreConfig &store, Limits limits);
    /// Finishes what is queued, then stops.
    ~WritePipeline();

    /// Writes what is queued now as one batch and answers it. Only of a pipeline started by hand.
    void drain();

    /// `rows` is about how many records it writes; from BulkRows on it waits with the large ones.
    void submit(Command command, Answer answer, int rows = 1);
    static constexpr int BulkRows = 20;
    /// For callers that may block (imports, tests): submit and wait.
    Result<QByteArray> run(Command command, int rows = 1);

    struct Counters
    {
        quint64 commands = 0;
        quint64 commits = 0;
        quint64 refused = 0;
        quint64 retried = 0;
        qint64 queued = 0;
    };
    Counters counters() const;

private:
    struct Job
    {
        Command command;
        Answer answer;
        Result<QByteArray> result = QByteArray();
        int rows = 1;
    };
    WritePipeline(std::unique_ptr<Database> db, Limits limits);
    void loop();
    std::vector<Job> take();
    void finish(std::vector<Job> &batch);
    enum class Verdict { Committed, NeedsSavepoints, Failed };
    struct Attempt
    {
        Verdict verdict;
        Error error;
    };
    Attempt tryOnce(std::span<Job> batch, bool savepoints);
    void process(std::span<Job> batch);

    std::unique_ptr<Database> m_db;
    StoreConfig m_store;
    Limits m_limits;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_queue;
    std::deque<Job> m_bulk;
    bool m_stopping = false;
    std::atomic<quint64> m_commands{0}, m_commits{0}, m_refused{0}, m_retried{0};
    std::thread m_thread;
};

}
