#include "apps/server/admission.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace youka {

namespace {
constexpr qint64 WindowMs = 1'000;
constexpr double Smoothing = 0.5;
/// A few more are told to come than there is room for: who finds none is told again, but an idle server costs
/// everybody time, and would never show how fast it can be.
constexpr double TurnsPerRoom = 1.25;
constexpr double SlowestPerSecond = 50; ///< a pace seen while the disk stood still says nothing
}

Result<void> Admission::ask(qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    if (m_inWork < m_limits.inWork) {
        ++m_admitted;
        return {};
    }
    ++m_refused;
    Error busy{ErrorCode::Busy, QStringLiteral("%1 records are in work").arg(m_inWork)};
    busy.retryAfterS = turnS(nowMs);
    return fail(std::move(busy));
}

/// The turns follow each other at the pace of the work, so that room is found and never a crowd before it.
int Admission::turnS(qint64 nowMs)
{
    m_nextTurnMs = std::max(m_nextTurnMs, double(nowMs)) + m_perBatch * 1000 / (m_perSecond * TurnsPerRoom);
    const double waitS = (m_nextTurnMs - double(nowMs)) / 1000;
    if (waitS <= m_limits.longestWaitS)
        return std::max(1, int(std::lround(waitS)));
    // So many wait that the last turn lies beyond what is told: they come back scattered and ask again.
    m_nextTurnMs = double(nowMs) + m_limits.longestWaitS * 1000.0;
    return m_limits.longestWaitS / 2 + int(m_jitter.bounded(m_limits.longestWaitS / 2)) + 1;
}

void Admission::entered(int records, qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    if (m_inWork == 0)
        m_workedUntil = nowMs;
    m_inWork += records;
    m_perBatch += (records - m_perBatch) * 0.1;
}

void Admission::left(int records, qint64 nowMs)
{
    const std::lock_guard lock(m_mutex);
    m_inWork -= records;
    m_workedRecords += records;
    m_workedMs += nowMs - std::exchange(m_workedUntil, nowMs);
    if (m_workedMs < WindowMs)
        return;
    const double seen = double(m_workedRecords) * 1000 / double(m_workedMs);
    m_perSecond = std::max(SlowestPerSecond, m_perSecond + (seen - m_perSecond) * Smoothing);
    m_workedMs = 0;
    m_workedRecords = 0;
}

Admission::Figures Admission::figures() const
{
    const std::lock_guard lock(m_mutex);
    return {m_inWork, m_admitted, m_refused, m_perSecond};
}

}
