#include "world.h"

namespace youka::world {

/// A lorry comes to one of the tanks; the nearly empty one is as likely as the other.
void World::planLorry(size_t site)
{
    again(30, 150, [this, site] {
        StationMachine &station = *m_stations[site];
        const int tank = m_chance.oneIn(2) ? 1 : 2;
        const Volume volume{m_chance.between(1'500, 6'000) * 1'000};
        if (station.tanks().console().lorry(tank, volume))
            tell(station.name(), QStringLiteral("a lorry brings %1 ml to tank %2").arg(volume.ml).arg(tank));
    });
}

void World::planGauge(size_t site)
{
    again(10, 90, [this, site] {
        Tanks &tanks = m_stations[site]->tanks();
        tanks.troublePerMille = m_chance.oneIn(2) ? 0 : int(m_chance.between(20, 300));
        if (!m_chance.oneIn(3))
            return;
        tanks.silent = true;
        tell(m_stations[site]->name(), QStringLiteral("has its gauge pulled out"));
        m_time.after(m_chance.between(10'000, 600'000), [&tanks] { tanks.silent = false; });
    });
}

/// Empty: no lorry is at a tank of the station, and each that was is in the centre's books.
QString World::lorriesAway(StationMachine &station)
{
    qint64 ended = 0;
    for (const sim::SimTank &tank : station.tanks().console().tanks()) {
        if (tank.isDelivering())
            return station.name() + QStringLiteral(": a lorry is still there");
        ended += tank.deliveries().size();
    }
    if (ended == 0)
        return {};
    const auto db = m_centre->books();
    auto rows = db
        ? (*db)->exec("SELECT COUNT(*) FROM tank_delivery WHERE station = ?", {station.station().value})
        : Result<Rows>(fail(db.error()));
    if (rows && rows->next() && rows->integer(0) >= ended)
        return {};
    return station.name() + QStringLiteral(": a lorry's delivery is not in the books");
}

}
