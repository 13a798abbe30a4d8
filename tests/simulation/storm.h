#pragma once

#include "tests/simulation/robot_driver.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

namespace youka::demo {

/// Customers at every pump, one after the other, while the counter and the server are killed at random
/// moments. Throws Mishap when it does not come to an end.
class Storm
{
public:
    struct Plan
    {
        int sales = 100;
        int pumps = 8;
        quint32 seed = 1;
        bool kills = true;
        qint64 firstStrikeMs = 9'000; ///< the pumps take that long to open
        qint64 timeoutMs = 600'000;
    };
    Storm(Stage &stage, const Plan &plan);
    void run();

    struct Count
    {
        int asked = 0;
        int finished = 0; ///< settled, released or refused
        int unheard = 0;  ///< the station died before the question was on its disk
        int posKills = 0;
        int serverKills = 0;
    };
    const Count &count() const { return m_count; }
    /// The card of one pump's customers.
    static QString cardOf(int pump);

private:
    struct Lane
    {
        int pump = 0;
        SaleId sale;
        int nozzle = 1;
        qint64 targetMl = 0;
        bool nozzleOut = false;
        bool askingWhether = false; ///< cancel() is out, to learn whether the station knows the sale
        qint64 sinceMs = 0;         ///< of the last thing done
    };
    void arrive(Lane &lane);
    void fuel(Lane &lane);
    void leave(Lane &lane);
    void finish(Lane &lane);
    void resolve(Lane &lane);
    bool isFree(int pump);
    void strike();
    QString story();

    Stage &m_stage;
    const Plan m_plan;
    QRandomGenerator m_random;
    std::vector<Lane> m_lanes;
    RobotKiosk m_robot; ///< its answers name lanes, so it goes first
    Count m_count;
    QElapsedTimer m_clock;
    qint64 m_nextStrike = 0;
    int m_struckAt = 0;
};

}
