#include "apps/server/live_feed.h"

#include <limits>

namespace youka {

namespace {
/// A tenth of the second within which a freeze must be everywhere.
constexpr std::chrono::milliseconds Pause{100};
constexpr qint64 Never = std::numeric_limits<qint64>::max();
}

LiveFeed::LiveFeed(StoreConfig store, const Clock &clock, int calmMs, Drive drive)
    : m_store(std::move(store))
    , m_clock(clock)
    , m_calmMs(calmMs)
{
    if (drive == Drive::OwnThread)
        m_thread = std::thread([this] { loop(); });
}

LiveFeed::~LiveFeed()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void LiveFeed::loop()
{
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || !m_held.empty() || !m_replaced.empty(); });
            if (m_wake.wait_for(lock, Pause, [this] { return m_stopping; }))
                break;
        }
        round();
    }
    m_db.reset();
}

void LiveFeed::hold(qint64 terminal, const ChangeFeed::Question &about, qint64 looked, int forMs,
                    Question question)
{
    const qint64 now = m_clock.monotonicMs();
    const qint64 calmUntil = looked > about.cursor ? now + m_calmMs : Never;
    {
        const std::lock_guard lock(m_mutex);
        Held &held = m_held[terminal];
        if (held.question)
            m_replaced.push_back(std::move(held));
        held = {terminal, about, looked, now + forMs, calmUntil, std::move(question)};
    }
    m_wake.notify_one();
}

qint64 LiveFeed::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return qint64(m_held.size());
}

/// Nothing while the store does not answer; those who wait are then only answered at their end.
std::optional<qint64> LiveFeed::head()
{
    if (!m_db) {
        auto opened = Database::open(m_store);
        if (!opened)
            return std::nullopt;
        m_db = std::move(*opened);
    }
    const auto head = ChangeFeed(*m_db).head();
    if (head) {
        m_lastHead = *head;
        return *head;
    }
    m_db.reset(); // a lost connection does not come back by itself
    return std::nullopt;
}

std::vector<LiveFeed::Held> LiveFeed::takeDue(qint64 head, qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    std::vector<Held> due = std::exchange(m_replaced, {});
    for (Held &replaced : due)
        replaced.untilMs = nowMs;
    for (auto it = m_held.begin(); it != m_held.end();) {
        const Held &held = it->second;
        const bool isDue = held.looked < head || held.untilMs <= nowMs || held.calmUntilMs <= nowMs;
        if (!isDue) {
            ++it;
            continue;
        }
        due.push_back(std::move(it->second));
        it = m_held.erase(it);
    }
    return due;
}

void LiveFeed::round()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_held.empty() && m_replaced.empty())
            return;
    }
    const auto reached = head();
    const qint64 now = m_clock.monotonicMs();
    std::vector<Held> due = takeDue(reached.value_or(std::numeric_limits<qint64>::min()), now);
    for (Held &held : due) {
        if (!m_db) { // the store is away: the question is dropped at its end, the terminal asks again
            if (held.untilMs > now)
                putBack(std::move(held));
            continue;
        }
        if (!mayWait(held, *reached, now)) {
            const auto seen = held.question(*m_db, held.untilMs <= now);
            if (!seen)
                continue;
            held.about.cursor = held.looked = *seen;
            held.calmUntilMs = Never;
        }
        putBack(std::move(held));
    }
}

/// Nothing that has come is urgent. The first of it begins the time for which it may wait.
bool LiveFeed::mayWait(Held &held, qint64 head, qint64 nowMs)
{
    if (held.untilMs <= nowMs || held.calmUntilMs <= nowMs)
        return false;
    const auto urgent = ChangeFeed(*m_db).isUrgent(held.about, held.looked, head);
    if (!urgent || *urgent)
        return false;
    held.looked = head;
    held.calmUntilMs = std::min(held.calmUntilMs, nowMs + m_calmMs);
    return true;
}

void LiveFeed::putBack(Held held)
{
    const std::lock_guard lock(m_mutex);
    const qint64 terminal = held.terminal;
    const auto [it, free] = m_held.try_emplace(terminal);
    if (free)
        it->second = std::move(held);
    else
        m_replaced.push_back(std::move(held)); // it asked anew meanwhile
}

}
