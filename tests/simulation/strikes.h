#pragma once

#include "tests/demo/stage.h"
#include "tests/support/small_disk.h"
#include "tests/support/tcp_relay.h"

#include <QRandomGenerator>

namespace youka::demo {

enum class Strike {
    Kill,     ///< SIGKILL, and started again
    Stop,     ///< SIGSTOP for up to eight seconds
    Cut,      ///< the wire to it is cut, held up or half-open for a while
    FullDisk, ///< nothing, or next to nothing, is left on the disk of its store for a while
};

/// What befalls the real programs of a stage, as chance has it: the counter twice as often as the centre.
class Strikes
{
public:
    struct Plan
    {
        QList<Strike> kinds; ///< none: fair weather
        quint32 seed = 1;
        qint64 firstMs = 9'000; ///< the pumps take that long to open
        qint64 leastMs = 2'000; ///< from one to the next
        qint64 spreadMs = 14'000;
    };
    /// One of the programs with what it stands on. Without a wire or a disk no such strike falls on it.
    struct Place
    {
        QString name;
        Program &program;
        std::function<void()> launch; ///< throws Mishap when the program does not come up
        TcpRelay *wire = nullptr;     ///< on the way to it
        SmallDisk *disk = nullptr;    ///< of its store
    };
    Strikes(Place counter, Place centre, const Plan &plan);

    /// Ends what has lasted long enough and, when `more`, deals the next one. Throws Mishap when a program
    /// has ended by itself.
    void pass(qint64 nowMs, bool more);
    bool isCalm() const { return m_ongoing.empty() && m_down.empty(); }
    /// What was dealt, and what goes on now.
    QString story() const;
    int dealt(Strike kind) const { return m_dealt.value(kind); }

private:
    struct Ongoing
    {
        Place *place = nullptr;
        Strike kind = Strike::Stop;
        qint64 untilMs = 0;
    };
    struct Down
    {
        Place *place = nullptr;
        qint64 againMs = 0;
    };
    void deal(Place &place, qint64 nowMs);
    void kill(Place &place, qint64 nowMs);
    void launch(Place &place, qint64 nowMs);
    void end(const Ongoing &strike);
    bool isDown(const Place &place) const;
    qint64 between(int leastMs, int mostMs) { return m_random.bounded(leastMs, mostMs); }

    Place m_counter;
    Place m_centre;
    const Plan m_plan;
    QRandomGenerator m_random;
    qint64 m_nextMs;
    std::vector<Ongoing> m_ongoing;
    std::vector<Down> m_down; ///< ended at its start for want of room
    QMap<Strike, int> m_dealt;
    QMap<QString, int> m_told; ///< the same by name, for story()
};

}
