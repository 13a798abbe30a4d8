#pragma once

#include "pumps.h"

#include "apps/sim/sim_tls350.h"
#include "core/station/devices/tanks/tank_gauge.h"

#include <deque>

namespace youka::world {

/// The tanks under one station's pumps, their gauge, and the wire it hangs on; of iron and of concrete, so
/// they outlive every program.
class Tanks
{
public:
    Tanks(VirtualTime &time, Pumps &pumps, quint32 seed);

    /// How a counter must be told of them.
    static QList<Tank> settings();
    static GaugeConfig config();
    static constexpr Volume Begin{12'000'000}; ///< in each, when the world begins

    sim::SimTls350 &console()
    {
        m_console.advance(m_time.now());
        return m_console;
    }
    /// What has left the hoses of that product, ever.
    qint64 drawnMl(const QString &product) const;
    /// Was the tank said to hold so much, in the last `withinMs`?
    bool wasSaid(int tank, Volume volume, qint64 withinMs) const;

    int troublePerMille = 0; ///< pieces on the wire that are lost, broken or said twice
    bool silent = false;     ///< the wire is pulled out

private:
    friend class GaugeWire;
    struct Said
    {
        qint64 at = 0;
        int tank = 0;
        Volume volume;
    };
    void note();
    VirtualTime &m_time;
    Pumps &m_pumps;
    Chance m_chance;
    sim::SimTls350 m_console;
    std::deque<Said> m_said; ///< of the last hour
};

/// The program's end of that wire.
class GaugeWire final : public ByteLink
{
    Q_OBJECT
public:
    GaugeWire(Machine &machine, Tanks &tanks)
        : m_machine(machine)
        , m_tanks(tanks)
    {
    }
    void open() override;
    void close() override { m_open = false; }
    void write(const QByteArray &bytes) override;
    bool isOpen() const override { return m_open; }

private:
    void hear(const QByteArray &bytes);
    QList<QByteArray> spoil(const QByteArray &bytes);
    Machine &m_machine;
    Tanks &m_tanks;
    bool m_open = false;
    std::shared_ptr<int> m_here = std::make_shared<int>(0);
};

}
