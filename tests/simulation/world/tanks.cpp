#include "tanks.h"

#include "core/station/devices/tanks/tls350/tls350_codec.h"

namespace youka::world {

namespace {

constexpr qint64 ShanghaiMs = 8LL * 60 * 60 * 1000;
constexpr qint64 KeepMs = 60LL * 60 * 1000;
constexpr int WireMs = 40; ///< for a question or a short answer at 9600 baud

}

Tanks::Tanks(VirtualTime &time, Pumps &pumps, quint32 seed)
    : m_time(time)
    , m_pumps(pumps)
    , m_chance(seed)
    , m_console([&time] {
        return QDateTime::fromMSecsSinceEpoch(NodeClock::Begin + time.now() + ShanghaiMs, Qt::UTC);
    })
{
    for (const Tank &tank : settings()) {
        sim::SimTankConfig config;
        config.number = tank.number;
        config.product = tank.product;
        config.capacity = tank.capacity;
        config.volume = Begin;
        m_console.add(config, [this, product = tank.product] { return drawnMl(product); });
    }
}

QList<Tank> Tanks::settings()
{
    const TankLimits limits{{3'000'000}, 50'000, {50'000}, {100'000}, 5};
    return {{1, QStringLiteral("95"), {30'000'000}, {300'000}, limits},
            {2, QStringLiteral("92"), {30'000'000}, {300'000}, limits}};
}

GaugeConfig Tanks::config()
{
    GaugeConfig config;
    config.readMs = 60'000; // a busier wire shows nothing more
    config.alarmsMs = 300'000;
    return config;
}

qint64 Tanks::drawnMl(const QString &product) const
{
    qint64 ml = 0;
    for (int number = 1; number <= m_pumps.count(); ++number) {
        const sim::SimPump &iron = m_pumps.pump(number).iron;
        for (const NozzleConfig &nozzle : iron.config().nozzles)
            if (nozzle.product == product)
                ml += iron.total(nozzle.nozzle).ml;
    }
    return ml;
}

/// As the console says it: a single keeps seven digits.
void Tanks::note()
{
    const qint64 now = m_time.now();
    for (const sim::SimTank &tank : m_console.tanks()) {
        const auto litres = float(double(tank.volume().ml) / 1'000);
        m_said.push_back({now, tank.config().number, {qint64(std::llround(double(litres) * 1'000))}});
    }
    while (m_said.front().at < now - KeepMs)
        m_said.pop_front();
}

bool Tanks::wasSaid(int tank, Volume volume, qint64 withinMs) const
{
    return std::any_of(m_said.begin(), m_said.end(), [&](const Said &said) {
        return said.tank == tank && said.volume == volume && said.at >= m_time.now() - withinMs;
    });
}

void GaugeWire::open()
{
    m_machine.after(5, [this, here = std::weak_ptr(m_here)] {
        if (here.expired())
            return;
        m_open = true;
        Q_EMIT opened();
    });
}

/// What becomes of one piece on its way.
QList<QByteArray> GaugeWire::spoil(const QByteArray &bytes)
{
    if (m_tanks.silent)
        return {};
    if (!m_tanks.m_chance.perMille(m_tanks.troublePerMille))
        return {bytes};
    switch (m_tanks.m_chance.between(0, 2)) {
    case 0:
        return {};
    case 1: {
        QByteArray broken = bytes;
        const qsizetype at = m_tanks.m_chance.between(0, broken.size() - 1);
        broken[at] = char(broken[at] ^ (1 << m_tanks.m_chance.between(0, 7)));
        return {broken};
    }
    default:
        return {bytes, bytes};
    }
}

void GaugeWire::write(const QByteArray &bytes)
{
    if (!m_open || !m_machine.step())
        return;
    for (const QByteArray &piece : spoil(bytes))
        m_machine.after(WireMs, [this, here = std::weak_ptr(m_here), piece] {
            if (!here.expired())
                hear(piece);
        });
}

void GaugeWire::hear(const QByteArray &heard)
{
    for (const QByteArray &answer : m_tanks.m_console.feed(heard, m_tanks.m_time.now())) {
        m_tanks.note();
        for (const QByteArray &piece : spoil(answer))
            m_machine.after(WireMs, [this, here = std::weak_ptr(m_here), piece] {
                if (!here.expired() && m_open)
                    Q_EMIT bytes(piece);
            });
    }
}

}
