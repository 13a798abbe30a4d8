#include "core/foundation/store/rounds.h"

namespace youka {

void Rounds::Bell::ring()
{
    {
        const std::lock_guard lock(m_mutex);
        m_due = true;
    }
    m_rung.notify_one();
}

Rounds::Rounds(StoreConfig store, const char *name)
    : m_store(std::move(store))
    , m_name(name)
{
}

Rounds::~Rounds() { end(); }

void Rounds::start(std::function<void()> round, std::function<qint64()> pauseMs)
{
    m_thread =
        std::thread([this, round = std::move(round), pauseMs = std::move(pauseMs)] { loop(round, pauseMs); });
}

void Rounds::end()
{
    {
        const std::lock_guard lock(m_bell->m_mutex);
        m_bell->m_ending = true;
    }
    m_bell->m_rung.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

bool Rounds::isEnding() const
{
    const std::lock_guard lock(m_bell->m_mutex);
    return m_bell->m_ending;
}

void Rounds::loop(const std::function<void()> &round, const std::function<qint64()> &pauseMs)
{
    for (;;) {
        round();
        const std::chrono::milliseconds pause(pauseMs());
        std::unique_lock lock(m_bell->m_mutex);
        m_bell->m_rung.wait_for(lock, pause, [this] { return m_bell->m_due || m_bell->m_ending; });
        if (m_bell->m_ending) {
            m_reader.reset(); // a connection belongs to its thread
            return;
        }
        m_bell->m_due = false;
    }
}

Database *Rounds::reader()
{
    if (m_reader)
        return m_reader.get();
    auto opened = Database::open(m_store);
    if (opened)
        m_reader = std::move(*opened);
    else
        qWarning("%s: %s", m_name, qPrintable(toString(opened.error())));
    return m_reader.get();
}

}
