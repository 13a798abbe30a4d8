#include "virtual_time.h"

#include <QCoreApplication>
#include <QTimerEvent>

namespace youka::world {

VirtualTime &VirtualTime::install()
{
    static auto *time = new VirtualTime; // the application lets go of it when it ends
    QCoreApplication::setEventDispatcher(time);
    return *time;
}

void VirtualTime::after(qint64 ms, std::function<void()> what)
{
    if (m_freeWork.empty()) {
        m_freeWork.push_back(qsizetype(m_work.size()));
        m_work.emplace_back();
    }
    const qsizetype place = m_freeWork.back();
    m_freeWork.pop_back();
    m_work[size_t(place)] = std::move(what);
    m_planned.push({m_now + std::max<qint64>(0, ms), ++m_order, 0, place});
}

void VirtualTime::settle()
{
    if (!std::exchange(m_posted, false)) // whoever posts wakes its dispatcher
        return;
    QCoreApplication::sendPostedEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void VirtualTime::runUntil(qint64 end)
{
    for (;;) {
        settle();
        if (m_planned.empty() || m_planned.top().at > end)
            break;
        const Entry next = m_planned.top();
        m_planned.pop();
        fire(next);
    }
    m_now = std::max(m_now, end);
}

void VirtualTime::fire(const Entry &entry)
{
    if (entry.timer == 0) {
        m_now = entry.at;
        // It may plan, and so move the others about, while it works.
        const std::function<void()> what = std::exchange(m_work[size_t(entry.work)], {});
        m_freeWork.push_back(entry.work);
        what();
        return;
    }
    const auto it = m_timers.find(entry.timer);
    if (it == m_timers.end() || it->round != entry.order)
        return; // stopped or started anew meanwhile
    m_now = entry.at;
    QTimerEvent event(entry.timer);
    QCoreApplication::sendEvent(it->object, &event);
    // Most are for one time only and gone by now.
    const auto left = m_timers.find(entry.timer);
    if (left != m_timers.end() && left->round == entry.order)
        plan(entry.timer, *left);
}

void VirtualTime::clear()
{
    settle();
    m_planned = {};
    m_work.clear();
    m_freeWork.clear();
    m_now = 0;
    m_order = 0;
    for (auto it = m_timers.begin(); it != m_timers.end(); ++it)
        plan(it.key(), *it);
}

bool VirtualTime::processEvents(QEventLoop::ProcessEventsFlags)
{
    settle();
    return true;
}

void VirtualTime::plan(int id, Timer &timer)
{
    timer.due = m_now + timer.interval;
    timer.round = ++m_order;
    m_planned.push({timer.due, timer.round, id, 0});
}

void VirtualTime::registerTimer(int id, qint64 interval, Qt::TimerType type, QObject *object)
{
    // A repeating timer of no interval would stop time.
    Timer timer{std::max<qint64>(interval, 1), type, object, 0, 0};
    plan(id, timer);
    m_timers.insert(id, timer);
}

bool VirtualTime::unregisterTimer(int id) { return m_timers.remove(id) > 0; }

bool VirtualTime::unregisterTimers(QObject *object)
{
    return m_timers.removeIf([object](auto it) { return it->object == object; }) > 0;
}

QList<QAbstractEventDispatcher::TimerInfo> VirtualTime::registeredTimers(QObject *object) const
{
    QList<TimerInfo> list;
    for (auto it = m_timers.begin(); it != m_timers.end(); ++it)
        if (it->object == object)
            list.append(TimerInfo(it.key(), int(it->interval), it->type));
    return list;
}

int VirtualTime::remainingTime(int id)
{
    const auto it = m_timers.constFind(id);
    return it == m_timers.cend() ? -1 : int(it->due - m_now);
}

}
