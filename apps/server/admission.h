#pragma once

#include "core/foundation/base/result.h"

#include <QRandomGenerator>

#include <mutex>

namespace youka {

/// How many records of terminals' journals the server has in work at once. When a whole chain of stations
/// comes back, it takes what it can write within seconds and tells each of the others when its turn will be,
/// one after the other at the pace at which records are being written. Decides only; the time is passed in.
/// Safe from any thread.
class Admission
{
public:
    struct Limits
    {
        int inWork = 5'000;      ///< records; one batch more may be let in by each listener's thread
        int longestWaitS = 60;   ///< nobody is told to stay away longer, as the pace may be underestimated
        double perSecond = 3000; ///< records written in a second, until it has been seen
    };
    explicit Admission(Limits limits, quint32 jitterSeed = 1)
        : m_limits(limits)
        , m_perSecond(limits.perSecond)
        , m_jitter(jitterSeed)
    {
    }

    /// May another batch come in? Errors: Busy, with the seconds to wait.
    Result<void> ask(qint64 nowMs);
    /// A batch that was let in is queued with so many records, and has been answered.
    void entered(int records, qint64 nowMs);
    void left(int records, qint64 nowMs);

    struct Figures
    {
        qint64 inWork = 0;
        quint64 admitted = 0;
        quint64 refused = 0;
        double perSecond = 0;
    };
    Figures figures() const;

private:
    int turnS(qint64 nowMs);
    const Limits m_limits;
    mutable std::mutex m_mutex;
    qint64 m_inWork = 0;
    quint64 m_admitted = 0;
    quint64 m_refused = 0;
    double m_perSecond;
    double m_perBatch = 200; ///< records, lately
    double m_nextTurnMs = 0; ///< when the next one who is sent away shall come back
    // Counted until a second of work has gone by; time without work does not count.
    qint64 m_workedMs = 0;
    qint64 m_workedRecords = 0;
    qint64 m_workedUntil = 0;
    QRandomGenerator m_jitter;
};

}
