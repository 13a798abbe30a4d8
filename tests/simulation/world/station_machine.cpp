#include "station_machine.h"

#include "core/foundation/base/json.h"
#include "core/station/devices/pumps/pump_registry.h"

namespace youka::world {

StationMachine::StationMachine(const Surroundings &around, int number, int pumps, quint32 seed)
    : Machine(around.time, QStringLiteral("station %1").arg(number), seed)
    , m_centre(around.centre)
    , m_counters(around.counters)
    , m_number(number)
    , m_pumps(around.time, pumps, seed + 1)
    , m_tanks(around.time, m_pumps, seed + 2)
{
    m_config.path = disk.path(QStringLiteral("station.db"));
    m_config.key = QByteArray(32, 't');
    m_config.checkpointPages = CheckpointPages;
}

OfflineLimits StationMachine::limits()
{
    OfflineLimits limits;
    limits.perTerminalDay = {100'000, {}}; // small enough to be met
    return limits;
}

OfflineCouponLimits StationMachine::couponLimits()
{
    OfflineCouponLimits limits;
    limits.perDay = {6'000, {}}; // the same
    return limits;
}

Result<void> StationMachine::enrol(const Enrol &enrol)
{
    IdSource ids(clock, m_chance.seed());
    auto store = TerminalStore::open(m_config);
    if (!store)
        return fail(store.error());
    const auto begun = (*store)->beginEnrolment(ids);
    if (!begun)
        return fail(begun.error());
    const auto answer = enrol(begun->key.publicKey());
    if (!answer)
        return fail(answer.error());
    return (*store)->finishEnrolment(*answer);
}

bool StationMachine::start()
{
    auto store = TerminalStore::open(m_config);
    if (!store)
        return false;
    m_store = std::move(*store);
    const auto identity = m_store->identity();
    if (!identity || !*identity)
        return false;
    m_station = (*identity)->station.id;
    m_terminal = (*identity)->id;
    m_ids = std::make_unique<IdSource>(clock, m_chance.seed());
    SyncAgent::Pace pace;
    pace.feedMs = 2'000;
    pace.holdS = 60;
    pace.awayMs = 30'000;
    pace.jitterSeed = m_chance.seed();
    m_node = std::make_unique<TerminalNode>(
        *m_store, **identity,
        std::make_unique<VirtualTransport>(m_time, *this, weather, m_centre, m_chance, m_counters),
        TerminalNode::Options{limits(), pace, 5'000, couponLimits()}, clock);
    if (!m_node->list.learnListKey((*identity)->listKey))
        return false;
    QList<PumpConfig> configs;
    const QMap<QString, UnitPrice> prices = StationCore::pricesNow(*m_node, clock);
    for (int number = 1; number <= m_pumps.count(); ++number) {
        configs.append(Pumps::config(number));
        for (NozzleConfig &nozzle : configs.last().nozzles)
            nozzle.price = prices.value(nozzle.product, nozzle.price);
    }
    auto line = makePumpLine(std::make_unique<Wire>(*this, m_pumps), configs, clock);
    if (!line)
        return false;
    m_line = std::move(*line);
    const QList<PumpDriver *> drivers = m_line->pumps();
    ForecourtConfig forecourt;
    forecourt.tickMs = 1'000;
    m_core = std::make_unique<StationCore>(*m_store, *m_node, forecourt,
                                           std::vector<PumpDriver *>(drivers.begin(), drivers.end()), clock,
                                           *m_ids);
    auto gauge = makeTankGauge(std::make_unique<GaugeWire>(*this, m_tanks), Tanks::config(), clock);
    if (!gauge)
        return false;
    m_gauge = std::move(*gauge);
    m_core->watchTanks(*m_gauge, Tanks::settings());
    if (!m_core->recover())
        return false;
    m_line->start();
    m_gauge->start();
    m_core->start();
    return true;
}

void StationMachine::stop()
{
    m_core.reset();
    m_gauge.reset();
    m_line.reset();
    m_node.reset();
    m_store.reset();
    m_ids.reset();
}

}
