#include "apps/sim/sim_tank.h"

#include <algorithm>

namespace youka::sim {

namespace {
constexpr qint64 UlPerMl = 1'000;
constexpr qint64 HourMs = 3'600'000;
}

SimTank::SimTank(const SimTankConfig &config, Drawn drawn)
    : m_config(config)
    , m_drawn(std::move(drawn))
    , m_ul(config.volume.ml * UlPerMl)
    , m_drawnMl(m_drawn())
{
}

void SimTank::advance(qint64 nowMs)
{
    const qint64 elapsed = m_nowMs < 0 ? 0 : nowMs - m_nowMs;
    m_nowMs = nowMs;
    const qint64 drawn = m_drawn();
    m_ul -= (drawn - m_drawnMl) * UlPerMl;
    m_drawnMl = drawn;
    const qint64 lost = std::min(std::max<qint64>(0, m_ul), elapsed * m_leakMlPerH * UlPerMl / HourMs);
    m_ul -= lost;
    m_lostUl += lost;
    if (m_lorryUl > 0) {
        const qint64 came = std::min(m_lorryUl, elapsed * m_config.lorryMlPerS); // ml/s is ul/ms
        m_ul += came;
        m_broughtUl += came;
        m_lorryUl -= came;
        m_ending = m_lorryUl == 0;
    }
}

bool SimTank::beginLorry(Volume volume, const QString &start)
{
    const qint64 room = m_config.capacity.ml * UlPerMl - m_ul;
    const qint64 comes = std::min(volume.ml * UlPerMl, room);
    const bool sameMinute = !m_deliveries.isEmpty() && m_deliveries.last().start >= start;
    if (isDelivering() || m_ending || sameMinute || comes <= 0)
        return false;
    m_lorryUl = comes;
    m_running = {};
    m_running.tank = m_config.number;
    m_running.start = start;
    m_running.before = this->volume();
    return true;
}

void SimTank::noteTime(const QString &stamp)
{
    if (!std::exchange(m_ending, false))
        return;
    m_running.end = stamp;
    m_running.after = volume();
    m_deliveries.append(m_running);
}

void SimTank::steal(Volume volume)
{
    const qint64 gone = std::min(volume.ml * UlPerMl, std::max<qint64>(0, m_ul));
    m_ul -= gone;
    m_lostUl += gone;
}

}
