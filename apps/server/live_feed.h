#pragma once

#include "core/foundation/base/clock.h"
#include "core/foundation/store/database.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

namespace youka {

/// Questions to the feed that wait for something to tell: a terminal that knows all is answered when the next
/// change for it is committed, or after a while with nothing. One thread looks at the feed's head ten times a
/// second while anybody waits, so that changes written by another server process count as well.
class LiveFeed
{
public:
    enum class Drive {
        OwnThread,
        ByHand, ///< whoever owns it calls round()
    };
    /// Answers, and gives nothing; or, as there is nothing to tell, the cursor up to which it looked. With
    /// `last` it answers in any case. Runs on the feed's thread.
    using Question = std::function<std::optional<qint64>(Database &db, bool last)>;

    LiveFeed(StoreConfig store, const Clock &clock, Drive drive);
    /// What still waits is not answered.
    ~LiveFeed();

    /// One question a terminal: an older one of it is answered at the next round.
    void hold(qint64 terminal, qint64 cursor, int forMs, Question question);
    /// Answers what there is an answer for.
    void round();
    qint64 waiting() const;

private:
    struct Held
    {
        qint64 terminal = 0;
        qint64 cursor = 0;
        qint64 untilMs = 0; ///< monotonic
        Question question;
    };
    void loop();
    std::vector<Held> takeDue(qint64 head, qint64 nowMs);
    void putBack(Held held);
    std::optional<qint64> head();

    const StoreConfig m_store;
    const Clock &m_clock;
    std::unique_ptr<Database> m_db; ///< of the thread that makes the rounds
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::unordered_map<qint64, Held> m_held; ///< by terminal
    std::vector<Held> m_replaced;
    std::thread m_thread;
};

}
