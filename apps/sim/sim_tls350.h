#pragma once

#include "apps/sim/sim_tank.h"
#include "core/station/devices/tanks/tls350/tls350_codec.h"

#include <QDateTime>

namespace youka::sim {

/// A console of the TLS-350 family and its tanks. Answers i201, i202 and i205 for one tank or all, refuses
/// the rest. Pure. Source: docs/protocols/tls350.md.
class SimTls350
{
public:
    /// `time` is the console's own clock, set to the station's wall time.
    explicit SimTls350(std::function<QDateTime()> time)
        : m_time(std::move(time))
    {
    }
    void add(const SimTankConfig &config, SimTank::Drawn drawn);

    void advance(qint64 nowMs);
    /// One answer is one piece for the fault plan.
    QList<QByteArray> feed(const QByteArray &bytes, qint64 nowMs);

    /// nullptr: there is no such one.
    SimTank *tank(int number);
    std::vector<SimTank> &tanks() { return m_tanks; }
    /// False: not possible now.
    bool lorry(int number, Volume volume);
    int commands() const { return m_commands; }
    /// Product in a tank below which it needs a delivery, in 1/1000 of its capacity.
    void setLow(int perMille) { m_lowPerMille = perMille; }

private:
    QString stamp() const { return m_time().toString(QStringLiteral("yyMMddHHmm")); }
    QByteArray answer(const QByteArray &command);
    QByteArray inventory(const SimTank &tank) const;
    QByteArray deliveries(const SimTank &tank) const;
    QByteArray alarms(const SimTank &tank) const;

    const std::function<QDateTime()> m_time;
    std::vector<SimTank> m_tanks;
    QByteArray m_command; ///< from 01 on
    int m_commands = 0;
    int m_lowPerMille = 50;
};

}
