#include "pumps.h"

namespace youka::world {

namespace {
constexpr int WireMs = 8; ///< for a short block at 9600 baud, each way
}

Pumps::Pumps(VirtualTime &time, int count, quint32 seed)
    : m_time(time)
    , m_chance(seed)
{
    for (int number = 1; number <= count; ++number) {
        const PumpConfig known = config(number);
        sim::SimPumpConfig iron;
        iron.pump = number;
        iron.address = known.address;
        iron.nozzles = known.nozzles;
        iron.overrunMl = number % 2 == 0 ? 20 : 0;
        m_pumps.push_back(std::make_unique<Pump>(iron));
        m_line.add(m_pumps.back()->side);
    }
}

PumpConfig Pumps::config(int number)
{
    PumpConfig config;
    config.pump = number;
    config.address = 0x50 + number;
    config.nozzles = {{1, QStringLiteral("95"), {7'850, {}}}, {2, QStringLiteral("92"), {7'310, {}}}};
    config.pollMs = 3'000; // a busier wire shows nothing more, and a world has thousands of hours
    config.offlinePollMs = 3'000;
    config.settleMs = 2'000;
    return config;
}

void Wire::open()
{
    m_machine.after(5, [this, here = std::weak_ptr(m_here)] {
        if (here.expired())
            return;
        m_open = true;
        Q_EMIT opened();
    });
}

/// What becomes of one piece on its way.
template <class Deliver>
void Wire::spoil(const QByteArray &bytes, const Deliver &deliver)
{
    if (m_pumps.silent)
        return;
    if (!m_pumps.m_chance.perMille(m_pumps.troublePerMille))
        return deliver(bytes);
    switch (m_pumps.m_chance.between(0, 2)) {
    case 0:
        return;
    case 1: {
        QByteArray broken = bytes;
        const qsizetype at = m_pumps.m_chance.between(0, broken.size() - 1);
        broken[at] = char(broken[at] ^ (1 << m_pumps.m_chance.between(0, 7)));
        return deliver(broken);
    }
    default:
        deliver(bytes);
        deliver(bytes);
    }
}

void Wire::write(const QByteArray &bytes)
{
    if (!m_open || !m_machine.step())
        return;
    spoil(bytes, [this](const QByteArray &piece) {
        m_machine.after(WireMs, [this, here = std::weak_ptr(m_here), piece] {
            if (!here.expired())
                hear(piece);
        });
    });
}

void Wire::hear(QByteArray heard)
{
    for (int number = 1; number <= m_pumps.count(); ++number)
        m_pumps.pump(number);
    for (const QByteArray &answer : m_pumps.m_line.feed(heard, m_pumps.m_time.now()))
        spoil(answer, [this](const QByteArray &piece) {
            m_machine.after(WireMs, [this, here = std::weak_ptr(m_here), piece] {
                if (!here.expired() && m_open)
                    Q_EMIT bytes(piece);
            });
        });
}

}
