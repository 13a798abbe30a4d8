#include "world.h"

namespace youka::world {

void World::planStationEnd(size_t site)
{
    again(4, 60, [this, site] {
        StationMachine &station = *m_stations[site];
        station.rebootMs =
            m_chance.oneIn(5) ? m_chance.between(1, 10) * MinuteMs : m_chance.between(2'000, 30'000);
        station.endAt(int(m_chance.between(0, 400)),
                      m_chance.oneIn(2) ? VirtualDisk::End::Killed : VirtualDisk::End::PowerCut);
    });
}

void World::planCentreEnd()
{
    again(5, 60, [this] {
        m_centre->rebootMs =
            m_chance.oneIn(4) ? m_chance.between(1, 15) * MinuteMs : m_chance.between(1'000, 20'000);
        m_centre->endAt(int(m_chance.between(0, 300)),
                        m_chance.oneIn(2) ? VirtualDisk::End::Killed : VirtualDisk::End::PowerCut);
    });
}

void World::planWeather(size_t site)
{
    again(1, 20, [this, site] {
        StationMachine &station = *m_stations[site];
        Weather weather;
        switch (m_chance.between(0, 9)) {
        case 0:
            weather.delayMs = int(m_chance.between(200, 2'500));
            break;
        case 1:
            weather.lossPerMille = int(m_chance.between(50, 500));
            break;
        case 2:
            weather.repeatPerMille = 300;
            weather.delayMs = 150;
            break;
        case 3:
            weather.halfOpen = true;
            break;
        case 4:
        case 5:
            weather.cut = true;
            break;
        default:
            break;
        }
        m_counts.partitions += (weather.cut || weather.halfOpen) && !station.weather.cut ? 1 : 0;
        station.weather = weather;
        tell(station.name(),
             weather.cut ? QStringLiteral("is cut off")
                 : weather.halfOpen
                 ? QStringLiteral("hears no answers")
                 : QStringLiteral("has a line of %1 ms, loses %2 and repeats %3 of a thousand")
                       .arg(weather.delayMs)
                       .arg(weather.lossPerMille)
                       .arg(weather.repeatPerMille));
    });
}

void World::planWire(size_t site)
{
    again(3, 40, [this, site] {
        Pumps &pumps = m_stations[site]->pumps();
        pumps.troublePerMille = m_chance.oneIn(2) ? 0 : int(m_chance.between(2, 60));
        if (!m_chance.oneIn(4))
            return;
        pumps.silent = true;
        tell(m_stations[site]->name(), QStringLiteral("has its pump wire pulled out"));
        m_time.after(m_chance.between(3'000, 150'000), [&pumps] { pumps.silent = false; });
    });
}

void World::planPumpPower(size_t site)
{
    again(40, 300, [this, site] {
        StationMachine &station = *m_stations[site];
        const int number = int(m_chance.between(1, station.pumps().count()));
        Pumps::Pump &pump = station.pumps().pump(number);
        ++pump.powerCuts;
        ++m_books.powerCuts[{station.number(), number}];
        // What it showed of the last delivery is gone, whoever has stood there since.
        for (auto it = m_books.visits.rbegin(); it != m_books.visits.rend(); ++it)
            if (it->second.station == station.number() && it->second.pump == number) {
                it->second.displayLost = true;
                if (it->second.shownMl > 0)
                    break;
            }
        pump.side.restart();
        tell(station.name(), QStringLiteral("pump %1 loses power").arg(number));
    });
}

void World::planDisk(size_t site)
{
    again(20, 200, [this, site] {
        VirtualDisk &disk = m_stations[site]->disk;
        disk.full = true;
        tell(m_stations[site]->name(), QStringLiteral("has a full disk"));
        m_time.after(m_chance.between(10'000, 300'000), [&disk] { disk.full = false; });
    });
}

void World::planClock(size_t site)
{
    again(10, 120, [this, site] {
        NodeClock &clock = m_stations[site]->clock;
        clock.skewMs = m_chance.oneIn(4) ? m_chance.between(-20 * MinuteMs, 20 * MinuteMs)
                                         : m_chance.between(-2'000, 2'000);
        tell(m_stations[site]->name(),
             QStringLiteral("has a clock that is wrong by %1 ms").arg(clock.skewMs));
    });
}

/// The counter is down and somebody is in a hurry: the pump is worked from its own keys, and what flows is a
/// sale that nobody has entered.
void World::planByHand(size_t site)
{
    again(60, 240, [this, site] {
        StationMachine &station = *m_stations[site];
        const int number = int(m_chance.between(1, station.pumps().count()));
        Site &place = m_sites[site];
        if (!station.forecourt() || place.visits[size_t(number) - 1] || place.byHand)
            return;
        for (const PumpView &pump : station.forecourt()->pumps())
            if (pump.pump == number && (pump.state != PumpState::Idle || !pump.sale.isNull()))
                return;
        place.byHand = number;
        station.rebootMs = m_chance.between(3, 8) * MinuteMs;
        station.end(VirtualDisk::End::Killed);
        pourByHand(site, int(m_chance.between(1, 3)));
    });
}

void World::pourByHand(size_t site, int times)
{
    m_time.after(m_chance.between(2'000, 20'000), [=, this] {
        StationMachine &station = *m_stations[site];
        const int number = m_sites[site].byHand;
        const int nozzle = int(m_chance.between(1, 2));
        sim::SimPump &iron = station.pumps().pump(number).iron;
        if (times > 0 && iron.status() == dart::Status::Completed)
            iron.command(dart::Command::Reset); // the last one stays on the display
        if (times == 0 || station.isUp() || iron.status() != dart::Status::Reset || !iron.lift(nozzle)) {
            m_sites[site].byHand = 0;
            return;
        }
        iron.allow({nozzle});
        iron.command(dart::Command::Authorise);
        iron.squeeze();
        m_time.after(m_chance.between(5'000, 30'000), [=, this, &station] {
            sim::SimPump &pump = station.pumps().pump(number).iron;
            pump.hang();
            tell(station.name(),
                 QStringLiteral("pump %1 is worked by hand: %2 ml of nozzle %3")
                     .arg(number)
                     .arg(pump.volume().ml)
                     .arg(nozzle));
            pourByHand(site, times - 1);
        });
    });
}

}
