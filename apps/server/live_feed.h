#pragma once

#include "core/foundation/store/change_feed.h"

#include <atomic>
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
/// change for it is committed, or after a while with nothing. What nobody decides by at once (how much is in
/// a purse) waits for more of it, or each sale would wake every terminal there is. One thread looks at the
/// feed's head ten times a second while anybody waits, so that changes written by another server process
/// count as well.
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

    /// `calmMs`: for so long calm changes may wait.
    LiveFeed(StoreConfig store, const Clock &clock, int calmMs, Drive drive);
    /// What still waits is not answered.
    ~LiveFeed();

    /// One question a terminal: an older one of it is answered at the next round. Up to `looked` there is
    /// nothing for it that must not wait; past its cursor there is something that may.
    void hold(qint64 terminal, const ChangeFeed::Question &about, qint64 looked, int forMs,
              Question question);
    /// Answers what there is an answer for.
    void round();
    /// The feed's head when it was looked at last: who asks from there has nothing to be told yet, or is told
    /// at the next round.
    qint64 lastHead() const { return m_lastHead.load(); }
    qint64 waiting() const;

private:
    struct Held
    {
        qint64 terminal = 0;
        ChangeFeed::Question about;
        qint64 looked = 0;      ///< up to here there is nothing that must not wait
        qint64 untilMs = 0;     ///< monotonic
        qint64 calmUntilMs = 0; ///< since something is there that may wait; Never: nothing is
        Question question;
    };
    void loop();
    bool mayWait(Held &held, qint64 head, qint64 nowMs);
    std::vector<Held> takeDue(qint64 head, qint64 nowMs);
    void putBack(Held held);
    std::optional<qint64> head();

    const StoreConfig m_store;
    const Clock &m_clock;
    const int m_calmMs;
    std::unique_ptr<Database> m_db; ///< of the thread that makes the rounds
    std::atomic<qint64> m_lastHead{-1};
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::unordered_map<qint64, Held> m_held; ///< by terminal
    std::vector<Held> m_replaced;
    std::thread m_thread;
};

}
