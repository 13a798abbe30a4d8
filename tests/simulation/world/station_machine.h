#pragma once

#include "network.h"
#include "pumps.h"
#include "tanks.h"

#include "apps/pos/station_core.h"

namespace youka::world {

/// A station's counter: the whole program but its window, on a machine of its own.
class StationMachine final : public Machine
{
public:
    struct Surroundings
    {
        VirtualTime &time;
        HttpServerSide &centre;
        NetworkCounters &counters;
    };
    StationMachine(const Surroundings &around, int number, int pumps, quint32 seed);

    /// What it may grant by itself.
    static OfflineLimits limits();
    static OfflineCouponLimits couponLimits();
    /// What the machine was given at its enrolment, for a disk that has nothing on it yet.
    using Enrol = std::function<Result<QJsonObject>(const QByteArray &publicKey)>;
    Result<void> enrol(const Enrol &enrol);

    int number() const { return m_number; }
    StationId station() const { return m_station; }
    TerminalId terminal() const { return m_terminal; }
    Pumps &pumps() { return m_pumps; }
    const Pumps &pumps() const { return m_pumps; }
    Tanks &tanks() { return m_tanks; }
    /// Null while the program is not running.
    Forecourt *forecourt() { return isUp() && m_core ? &m_core->forecourt() : nullptr; }
    TerminalNode *node() { return isUp() ? m_node.get() : nullptr; }
    Result<std::unique_ptr<Database>> books() const { return Database::open(m_config); }

    Weather weather;

protected:
    bool start() override;
    void stop() override;

private:
    HttpServerSide &m_centre;
    NetworkCounters &m_counters;
    const int m_number;
    StoreConfig m_config;
    Pumps m_pumps;
    Tanks m_tanks;
    StationId m_station;
    TerminalId m_terminal;

    // one life
    std::unique_ptr<IdSource> m_ids;
    std::unique_ptr<TerminalStore> m_store;
    std::unique_ptr<TerminalNode> m_node;
    std::unique_ptr<PumpLine> m_line;
    std::unique_ptr<TankGauge> m_gauge;
    std::unique_ptr<StationCore> m_core;
};

}
