#include "audit.h"

namespace youka::world {

namespace {

/// The level is told each quarter of an hour, and read each minute.
constexpr qint64 OldestMs = 18 * 60'000;
/// While a reading is on its way pumps flow on, and what they show is asked every two seconds.
constexpr qint64 FlowMl = 20'000;
/// What hoses took during a delivery whose beginning or end nobody saw.
constexpr qint64 UnseenMl = 100'000;

qint64 single(Database &db, const char *sql, std::initializer_list<QVariant> binds)
{
    auto rows = db.exec(sql, binds);
    return rows && rows->next() ? rows->integer(0) : 0;
}

qint64 asSaid(Volume volume)
{
    return qint64(std::llround(double(float(double(volume.ml) / 1'000)) * 1'000));
}

}

void Audit::tanks(Database &db)
{
    for (const auto &station : m_stations)
        for (const sim::SimTank &tank : station->tanks().console().tanks()) {
            const QString where =
                QStringLiteral("%1, tank %2").arg(station->name()).arg(tank.config().number);
            tankLevel(db, *station, tank, where);
            tankDeliveries(db, *station, tank, where);
            tankBooks(db, *station, tank, where);
        }
}

/// What is in a tank is what was, came and left; the centre's last figure is the last the counter told, and
/// true.
void Audit::tankLevel(Database &db, StationMachine &station, const sim::SimTank &tank, const QString &where)
{
    const qint64 there = Tanks::Begin.ml + tank.lorries().ml - station.tanks().drawnMl(tank.config().product);
    if (there != tank.volume().ml)
        say(where + QStringLiteral(": %1 ml should be there, %2 are").arg(there).arg(tank.volume().ml));
    const StationId id = station.station();
    const int number = tank.config().number;
    const qint64 known =
        single(db, "SELECT volume FROM tank WHERE station = ? AND number = ?", {id.value, number});
    const qint64 record =
        single(db, "SELECT record FROM tank WHERE station = ? AND number = ?", {id.value, number});
    const qint64 last =
        single(db, "SELECT MAX(record) FROM tank_reading WHERE station = ? AND tank = ?", {id.value, number});
    if (record != last)
        say(where + QStringLiteral(": the centre goes by record %1, the last is %2").arg(record).arg(last));
    if (!station.tanks().wasSaid(number, {known}, OldestMs))
        say(where
            + QStringLiteral(": the centre takes %1 ml to be there, the gauge says %2")
                  .arg(known)
                  .arg(tank.volume().ml));
}

/// Each lorry once, with its own figures.
void Audit::tankDeliveries(Database &db, StationMachine &station, const sim::SimTank &tank,
                           const QString &where)
{
    const StationId id = station.station();
    const int number = tank.config().number;
    const auto lorries = tank.deliveries().size();
    const qint64 booked =
        single(db, "SELECT COUNT(*) FROM tank_delivery WHERE station = ? AND tank = ?", {id.value, number});
    if (booked != lorries)
        say(where + QStringLiteral(": %1 lorries came, %2 are booked").arg(lorries).arg(booked));
    for (const TankDelivery &lorry : tank.deliveries())
        if (single(db,
                   "SELECT COUNT(*) FROM tank_delivery WHERE station = ? AND tank = ? AND start = ? AND "
                   "before_volume = ? AND after_volume = ?",
                   {id.value, number, lorry.start, asSaid(lorry.before), asSaid(lorry.after)})
            != 1)
            say(where + QStringLiteral(": the lorry of %1 is not booked as it was").arg(lorry.start));
    qint64 told = 0;
    auto rows = db.exec("SELECT body FROM terminal_record WHERE terminal = ? AND kind = 'tank.delivered'",
                        {station.terminal().value});
    const QByteArray mark = "\"tank\":" + QByteArray::number(number) + ',';
    while (rows && rows->next()) {
        const QByteArray body = rows->blob(0);
        told += body.contains(mark) || body.contains(mark.chopped(1) + '}') ? 1 : 0;
    }
    if (told != lorries)
        say(where + QStringLiteral(": %1 lorries came, %2 were told").arg(lorries).arg(told));
}

/// Books and gauge agree, from the first level on which they could be compared to the last.
void Audit::tankBooks(Database &db, StationMachine &station, const sim::SimTank &tank, const QString &where)
{
    const qint64 id = station.station().value;
    const int number = tank.config().number;
    const qint64 first =
        single(db, "SELECT MIN(record) FROM tank_reading WHERE station = ? AND tank = ? AND settled = 1",
               {id, number});
    const qint64 last =
        single(db, "SELECT MAX(record) FROM tank_reading WHERE station = ? AND tank = ? AND settled = 1",
               {id, number});
    const auto level = [&](qint64 record) {
        return single(
            db, "SELECT volume + unbooked FROM tank_reading WHERE station = ? AND tank = ? AND record = ?",
            {id, number, record});
    };
    const qint64 sold = single(
        db, "SELECT SUM(volume) FROM sale WHERE station = ? AND product = ? AND record > ? AND record < ?",
        {id, tank.config().product, first, last});
    const qint64 received = single(db,
                                   "SELECT SUM(received) FROM tank_delivery WHERE station = ? AND tank = ? "
                                   "AND record > ? AND record < ?",
                                   {id, number, first, last});
    const qint64 missing = level(first) + received - sold - level(last);
    const qint64 allowed = FlowMl + UnseenMl * tank.deliveries().size();
    if (qAbs(missing) > allowed)
        say(where
            + QStringLiteral(": %1 ml are missing between records %2 and %3: sold %4, received %5")
                  .arg(missing)
                  .arg(first)
                  .arg(last)
                  .arg(sold)
                  .arg(received));
}

}
