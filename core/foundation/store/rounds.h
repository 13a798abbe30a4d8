#pragma once

#include "core/foundation/store/database.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace youka {

/// What the server does by itself: a thread that makes rounds, one after the other, when its pause is over or
/// its bell rings; with a reading connection of that thread.
class Rounds
{
public:
    enum class Drive {
        OwnThread,
        ByHand, ///< whoever owns the worker makes its rounds
    };
    /// Calls for a round. Safe from any thread, and good for answers that come when the worker has gone.
    class Bell
    {
    public:
        void ring();

    private:
        friend class Rounds;
        std::mutex m_mutex;
        std::condition_variable m_rung;
        bool m_due = false;
        bool m_ending = false;
    };

    /// `name` stands before what it has to say in the log.
    Rounds(StoreConfig store, const char *name);
    /// Ends, if it has not ended. A worker declares its rounds last: what they use goes after them.
    ~Rounds();

    /// `pauseMs` is asked after each round, on the thread.
    void start(std::function<void()> round, std::function<qint64()> pauseMs);
    /// The round that is being made is the last one; it is over when this returns.
    void end();
    bool isEnding() const;
    const std::shared_ptr<Bell> &bell() const { return m_bell; }

    /// The connection of whoever makes the rounds, opened when it is needed; nothing when that fails.
    Database *reader();
    /// It failed: a connection that was lost is none; another one is opened.
    void forgetReader() { m_reader.reset(); }

private:
    void loop(const std::function<void()> &round, const std::function<qint64()> &pauseMs);

    const StoreConfig m_store;
    const char *const m_name;
    const std::shared_ptr<Bell> m_bell = std::make_shared<Bell>();
    std::unique_ptr<Database> m_reader;
    std::thread m_thread;
};

}
