#pragma once

#include "core/domain/tanks/tank.h"

#include <functional>

namespace youka::sim {

struct SimTankConfig
{
    int number = 1;
    QString product;
    Volume capacity{30'000'000};
    Volume volume{20'000'000};   ///< at the beginning
    qint64 lorryMlPerS = 15'000; ///< a lorry's flow
    qint64 temperatureMilliC = 18'500;
};

/// One tank under the ground: goes down by what hoses take, up by what a lorry brings, and down a little more
/// where it leaks. Pure: time comes in. Volumes are counted in microlitres.
class SimTank
{
public:
    /// What has left all hoses of its product, ever, in millilitres.
    using Drawn = std::function<qint64()>;
    SimTank(const SimTankConfig &config, Drawn drawn);

    void advance(qint64 nowMs);

    /// A lorry brings so much, as far as it fits in. `start` is the gauge's clock, "YYMMDDHHmm". False: one
    /// is there, or came in this very minute.
    bool beginLorry(Volume volume, const QString &start);
    /// To be called with the gauge's clock after each advance().
    void noteTime(const QString &stamp);
    void setWater(qint64 heightUm) { m_waterUm = heightUm; }
    void setLeak(qint64 mlPerHour) { m_leakMlPerH = mlPerHour; }
    void setProbe(bool out) { m_probeOut = out; }
    void setTemperature(qint64 milliC) { m_config.temperatureMilliC = milliC; }
    /// Somebody took it out through the manhole.
    void steal(Volume volume);

    const SimTankConfig &config() const { return m_config; }
    Volume volume() const { return {m_ul / 1'000}; }
    bool isDelivering() const { return m_lorryUl > 0; }
    bool isProbeOut() const { return m_probeOut; }
    qint64 waterUm() const { return m_waterUm; }
    /// What lorries brought, ever, in the order they came; the one that is there counts from its end on.
    const QList<TankDelivery> &deliveries() const { return m_deliveries; }
    Volume lorries() const { return {m_broughtUl / 1'000}; }
    Volume leaked() const { return {m_lostUl / 1'000}; }

private:
    SimTankConfig m_config;
    Drawn m_drawn;
    qint64 m_ul = 0;
    qint64 m_drawnMl = 0;
    qint64 m_broughtUl = 0;
    qint64 m_lostUl = 0;
    qint64 m_lorryUl = 0;  ///< still to come
    bool m_ending = false; ///< the last of it has run in, the gauge has not said so yet
    TankDelivery m_running;
    QList<TankDelivery> m_deliveries;
    qint64 m_waterUm = 0;
    qint64 m_leakMlPerH = 0;
    bool m_probeOut = false;
    qint64 m_nowMs = -1;
};

}
