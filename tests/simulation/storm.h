#pragma once

#include "tests/simulation/robot_driver.h"
#include "tests/simulation/strikes.h"

#include <QElapsedTimer>

namespace youka::demo {

/// Customers at every pump, one after the other, while strikes fall on the counter and the centre. Throws
/// Mishap when it does not come to an end.
class Storm
{
public:
    struct Plan
    {
        int sales = 100;
        int pumps = 8;
        quint32 seed = 1;
        qint64 timeoutMs = 600'000;
    };
    Storm(Stage &stage, Strikes &strikes, const Plan &plan);
    void run();

    struct Count
    {
        int asked = 0;
        int finished = 0;   ///< settled, released or refused
        int unheard = 0;    ///< the station died before the question was on its disk
        int askedAgain = 0; ///< the link was lost before the answer, and the same sale was asked for again
        int cancelled = 0;  ///< the same, and the customer had gone
        QMap<QString, int> refusals; ///< by code
        int shownFull = 0;           ///< a pump said that the disk is full
    };
    const Count &count() const { return m_count; }
    /// What each customer saw on the pump at the end, by the sale they asked for; who got nothing is not in
    /// it.
    const QMap<QString, Money> &taken() const { return m_taken; }
    /// The card of one pump's customers.
    static QString cardOf(int pump);

private:
    struct Lane
    {
        int pump = 0;
        SaleId sale;
        Preset preset;
        int nozzle = 1;
        qint64 targetMl = 0;
        bool patient = true; ///< asks again when the link was lost; others walk away
        bool nozzleOut = false;
        bool unheard = false;       ///< the link was lost before the answer
        bool refused = false;       ///< the answer was no
        bool wantsCancel = false;   ///< walked away
        bool askingWhether = false; ///< a question is out, to learn whether the station knows the sale
        int deliveriesBefore = 0;
        qint64 sinceMs = 0;        ///< of the last thing done
        qint64 avoidedUntilMs = 0; ///< nobody comes here before
    };
    void arrive(Lane &lane);
    void ask(Lane &lane);
    void answered(Lane &lane, const Result<void> &answer);
    void fuel(Lane &lane);
    void leave(Lane &lane);
    void finish(Lane &lane);
    void cancel(Lane &lane);
    void resolve(Lane &lane);
    void depart(Lane &lane, int *counted);
    bool isFree(int pump);
    QString story();

    Stage &m_stage;
    Strikes &m_strikes;
    const Plan m_plan;
    QRandomGenerator m_random;
    std::vector<Lane> m_lanes;
    RobotKiosk m_robot; ///< its answers name lanes, so it goes first
    Count m_count;
    QMap<QString, Money> m_taken;
    QElapsedTimer m_clock;
};

}
