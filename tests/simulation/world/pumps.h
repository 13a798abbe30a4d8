#pragma once

#include "machine.h"

#include "apps/sim/sim_dart.h"
#include "core/station/devices/link/byte_link.h"

namespace youka::world {

/// The dispensers of one station and the wire they hang on; of iron, so they outlive every program.
class Pumps
{
public:
    Pumps(VirtualTime &time, int count, quint32 seed);

    struct Pump
    {
        explicit Pump(const sim::SimPumpConfig &config)
            : iron(config)
            , side(iron)
        {
        }
        sim::SimPump iron;
        sim::SimDart side;
        int powerCuts = 0;
    };
    Pump &pump(int number)
    {
        Pump &p = *m_pumps[size_t(number) - 1];
        p.iron.advance(m_time.now());
        return p;
    }
    int count() const { return int(m_pumps.size()); }
    /// How a driver must be told of them.
    static PumpConfig config(int number);

    int troublePerMille = 0; ///< pieces on the wire that are lost, broken or said twice
    bool silent = false;     ///< the wire is pulled out

private:
    friend class Wire;
    VirtualTime &m_time;
    Chance m_chance;
    std::vector<std::unique_ptr<Pump>> m_pumps;
    sim::SimDartLine m_line;
};

/// The program's end of that wire.
class Wire final : public ByteLink
{
    Q_OBJECT
public:
    Wire(Machine &machine, Pumps &pumps)
        : m_machine(machine)
        , m_pumps(pumps)
    {
    }
    void open() override;
    void close() override { m_open = false; }
    void write(const QByteArray &bytes) override;
    bool isOpen() const override { return m_open; }

private:
    void hear(QByteArray bytes);
    template <class Deliver>
    void spoil(const QByteArray &bytes, const Deliver &deliver);
    Machine &m_machine;
    Pumps &m_pumps;
    bool m_open = false;
    std::shared_ptr<int> m_here = std::make_shared<int>(0);
};

}
