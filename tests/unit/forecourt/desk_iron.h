#pragma once

#include "apps/sim/sim_dart.h"

#include <QDir>

namespace youka {

/// One pump of iron with its wire; outlives every life of the station.
struct Iron
{
    explicit Iron(sim::SimPumpConfig config)
        : pump(std::move(config))
        , side(pump)
    {
        wire.add(side);
    }
    sim::SimPump pump;
    sim::SimDart side;
    sim::SimDartLine wire;
    dart::Decoder decoder;
    bool silent = false;
};

inline PumpConfig pumpConfig(int pump)
{
    PumpConfig config;
    config.pump = pump;
    config.address = 0x50 + pump;
    config.nozzles = {{1, QStringLiteral("95"), {7'850, {}}}, {2, QStringLiteral("92"), {7'310, {}}}};
    config.settleMs = 300;
    return config;
}
inline sim::SimPumpConfig simConfig(int pump)
{
    sim::SimPumpConfig sim;
    sim.pump = pump;
    sim.address = 0x50 + pump;
    sim.nozzles = pumpConfig(pump).nozzles;
    return sim;
}

/// In memory where there is such a place: the tests end lives, not machines, and need no disk to be slow.
inline QString storePlace()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/youka-XXXXXX");
}

}
