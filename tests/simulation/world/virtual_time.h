#pragma once

#include "core/foundation/base/clock.h"

#include <QAbstractEventDispatcher>
#include <QHash>

#include <functional>
#include <queue>

namespace youka::world {

/// The only clock there is: an event dispatcher for which time passes when nothing is left to do. Timers of
/// the product (QTimer), its queued calls and what the simulation itself plans all happen in one order, which
/// is the same in each run of a seed.
class VirtualTime final : public QAbstractEventDispatcher
{
    Q_OBJECT
public:
    /// Takes the place of the main thread's event loop. To be called before the application object is made,
    /// which it outlives.
    static VirtualTime &install();

    qint64 now() const { return m_now; } ///< milliseconds since the world began
    /// Does `what` in `ms`, after whatever is planned for that moment already.
    void after(qint64 ms, std::function<void()> what);
    /// Lets time pass up to `end`.
    void runUntil(qint64 end);
    /// A new world begins, at its own beginning: nothing is planned any more.
    void clear();
    quint64 events() const { return m_order; }

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;
    void registerSocketNotifier(QSocketNotifier *) override { }
    void unregisterSocketNotifier(QSocketNotifier *) override { }
    void registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int id) override;
    void wakeUp() override { m_posted = true; }
    void interrupt() override { }

private:
    struct Timer
    {
        qint64 interval = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        qint64 due = 0;
        quint64 round = 0; ///< the planned entry that counts
    };
    /// Small, as it is moved about in the queue with each that comes and goes.
    struct Entry
    {
        qint64 at = 0;
        quint64 order = 0;
        int timer = 0; ///< 0: `work` is called
        qsizetype work = 0;
        bool operator>(const Entry &other) const
        {
            return at != other.at ? at > other.at : order > other.order;
        }
    };
    void plan(int id, Timer &timer);
    void fire(const Entry &entry);
    void settle();

    qint64 m_now = 0;
    quint64 m_order = 0;
    bool m_posted = true; ///< there may be something in the queue of posted events
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> m_planned;
    std::vector<std::function<void()>> m_work; ///< of the entries, by number
    std::vector<qsizetype> m_freeWork;
    QHash<int, Timer> m_timers;
};

/// A machine's own clock: it may be wrong, and its error may change.
class NodeClock final : public Clock
{
public:
    explicit NodeClock(const VirtualTime &time)
        : m_time(time)
    {
    }
    Timestamp now() const override { return {Begin + m_time.now() + skewMs}; }
    qint64 monotonicMs() const override { return m_time.now(); }
    qint64 skewMs = 0;
    static constexpr qint64 Begin = 1'767'225'600'000; // 2026-01-01T00:00Z

private:
    const VirtualTime &m_time;
};

}
