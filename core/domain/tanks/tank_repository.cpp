#include "core/domain/tanks/tank_repository.h"

namespace youka {

namespace {

#define YOUKA_TANK_COLUMNS                                                                                   \
    "t.station, t.number, t.product, t.capacity, t.bottom, t.low, t.water_limit, t.loss, t.variance, "       \
    "t.variance_per_mille, t.terminal, t.record, t.at, t.volume, t.compensated, t.ullage, t.water, "         \
    "t.height, t.water_height, t.temperature, t.status, t.unbooked, t.settled"
constexpr int TankColumns = 23;

TankReading readReading(const Rows &row, int tank, int from)
{
    return {tank,
            {row.integer(from)},
            {row.integer(from + 1)},
            {row.integer(from + 2)},
            {row.integer(from + 3)},
            row.integer(from + 4),
            row.integer(from + 5),
            row.integer(from + 6),
            unsigned(row.integer(from + 7))};
}

TankRecord readTank(const Rows &row)
{
    TankRecord record;
    record.station = {row.integer(0)};
    const TankLimits limits{
        {row.integer(5)}, row.integer(6), {row.integer(7)}, {row.integer(8)}, int(row.integer(9))};
    record.tank = {int(row.integer(1)), row.text(2), {row.integer(3)}, {row.integer(4)}, limits};
    record.place = {{row.integer(10)}, row.integer(11), {row.integer(12)}};
    record.reading = readReading(row, record.tank.number, 13);
    record.unbooked = {row.integer(21)};
    record.settled = row.integer(22) != 0;
    return record;
}

QString dayText(QDate day) { return day.toString(Qt::ISODate); }
QDate dayOf(const QString &text) { return QDate::fromString(text, Qt::ISODate); }

Result<Volume> sumOf(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    return Volume{rows->next() ? rows->integer(0) : 0};
}

/// Sales may be stamped a little before the day they were told in.
constexpr int DaysBefore = 2;

}

Result<std::optional<TankRecord>> TankRepository::lock(StationId station, int number)
{
    return m_db
        .exec(m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_TANK_COLUMNS
                                                   " FROM tank t WHERE t.station = ? AND t.number = ?")),
              {station.value, number})
        .map([](Rows row) -> std::optional<TankRecord> {
            return row.next() ? std::optional(readTank(row)) : std::nullopt;
        });
}

Result<void> TankRepository::insert(const TankRecord &told)
{
    const Tank &t = told.tank;
    const TankReading &r = told.reading;
    return m_db.run(
        "INSERT INTO tank (station, number, product, capacity, bottom, low, water_limit, loss, variance, "
        "variance_per_mille, terminal, record, at, volume, compensated, ullage, water, height, water_height, "
        "temperature, status, unbooked, settled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?)",
        {told.station.value,
         t.number,
         t.product,
         t.capacity.ml,
         t.bottom.ml,
         t.limits.low.ml,
         t.limits.waterUm,
         t.limits.loss.ml,
         t.limits.variance.ml,
         t.limits.variancePerMille,
         told.place.terminal.value,
         told.place.record,
         told.place.at.ms,
         r.volume.ml,
         r.compensated.ml,
         r.ullage.ml,
         r.water.ml,
         r.heightUm,
         r.waterHeightUm,
         r.temperatureMilliC,
         int(r.status),
         told.unbooked.ml,
         told.settled ? 1 : 0});
}

Result<void> TankRepository::update(const TankRecord &told)
{
    const Tank &t = told.tank;
    const TankReading &r = told.reading;
    return m_db.run(
        "UPDATE tank SET product = ?, capacity = ?, bottom = ?, low = ?, water_limit = ?, loss = ?, "
        "variance = ?, variance_per_mille = ?, terminal = ?, record = ?, at = ?, volume = ?, compensated = "
        "?, ullage = ?, water = ?, height = ?, water_height = ?, temperature = ?, status = ?, unbooked = ?, "
        "settled = ? WHERE station = ? AND number = ?",
        {t.product,
         t.capacity.ml,
         t.bottom.ml,
         t.limits.low.ml,
         t.limits.waterUm,
         t.limits.loss.ml,
         t.limits.variance.ml,
         t.limits.variancePerMille,
         told.place.terminal.value,
         told.place.record,
         told.place.at.ms,
         r.volume.ml,
         r.compensated.ml,
         r.ullage.ml,
         r.water.ml,
         r.heightUm,
         r.waterHeightUm,
         r.temperatureMilliC,
         int(r.status),
         told.unbooked.ml,
         told.settled ? 1 : 0,
         told.station.value,
         t.number});
}

Result<std::vector<TankRecord>> TankRepository::list(StationId station)
{
    return m_db
        .exec("SELECT " YOUKA_TANK_COLUMNS ", s.code, s.name FROM tank t JOIN station s ON s.id = t.station "
              "WHERE ? = 0 OR t.station = ? ORDER BY s.code, t.number",
              {station.value, station.value})
        .map([](Rows row) {
            std::vector<TankRecord> tanks;
            while (row.next()) {
                tanks.push_back(readTank(row));
                tanks.back().stationCode = row.text(TankColumns);
                tanks.back().stationName = row.text(TankColumns + 1);
            }
            return tanks;
        });
}

Result<std::vector<TankRecord>> TankRepository::holding(StationId station, const QString &product,
                                                        Timestamp since)
{
    return m_db
        .exec("SELECT " YOUKA_TANK_COLUMNS " FROM tank t WHERE t.station = ? AND t.product = ? AND t.at > ? "
              "ORDER BY t.number",
              {station.value, product, since.ms})
        .map([](Rows row) {
            std::vector<TankRecord> tanks;
            while (row.next())
                tanks.push_back(readTank(row));
            return tanks;
        });
}

Result<void> TankRepository::insertReading(const TankRecord &told)
{
    const TankReading &r = told.reading;
    return m_db.run(
        "INSERT INTO tank_reading (station, tank, terminal, record, at, volume, compensated, ullage, water, "
        "height, water_height, temperature, status, unbooked, settled) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?)",
        {told.station.value, told.tank.number, told.place.terminal.value, told.place.record, told.place.at.ms,
         r.volume.ml, r.compensated.ml, r.ullage.ml, r.water.ml, r.heightUm, r.waterHeightUm,
         r.temperatureMilliC, int(r.status), told.unbooked.ml, told.settled ? 1 : 0});
}

Result<std::vector<TankRepository::Reading>> TankRepository::readings(StationId station, int tank,
                                                                      qint64 before, int most)
{
    return m_db
        .exec("SELECT id, at, volume, compensated, ullage, water, height, water_height, temperature, status "
              "FROM tank_reading WHERE station = ? AND tank = ? AND id < ? ORDER BY id DESC LIMIT ?",
              {station.value, tank, before > 0 ? before : std::numeric_limits<qint64>::max(), most})
        .map([tank](Rows row) {
            std::vector<Reading> readings;
            while (row.next())
                readings.push_back({row.integer(0), readReading(row, tank, 2), {row.integer(1)}});
            return readings;
        });
}

Result<bool> TankRepository::insertDelivery(StationId station, const TankDelivered &delivered,
                                            const TankPlace &place)
{
    const TankDelivery &d = delivered.delivery;
    auto known = m_db.exec("SELECT 1 FROM tank_delivery WHERE station = ? AND tank = ? AND start = ?",
                           {station.value, d.tank, d.start});
    if (!known)
        return fail(known.error());
    if (known->next())
        return false;
    return m_db
        .run("INSERT INTO tank_delivery (station, tank, start, product, terminal, record, began, ended, "
             "before_volume, after_volume, drawn, received, compensated, temperature) VALUES (?, ?, ?, ?, ?, "
             "?, ?, ?, ?, ?, ?, ?, ?, ?)",
             {station.value, d.tank, d.start, delivered.product, place.terminal.value, place.record,
              delivered.from.ms, delivered.to.ms, d.before.ml, d.after.ml, delivered.drawn.ml,
              receivedVolume(delivered).ml, d.compensatedAfter.ml - d.compensatedBefore.ml,
              d.temperatureAfterMilliC})
        .map([] { return true; });
}

Result<std::vector<TankDelivered>> TankRepository::deliveries(StationId station, int tank, int most)
{
    return m_db
        .exec("SELECT start, product, began, ended, before_volume, after_volume, drawn, temperature FROM "
              "tank_delivery WHERE station = ? AND tank = ? ORDER BY began DESC, start DESC LIMIT ?",
              {station.value, tank, most})
        .map([tank](Rows row) {
            std::vector<TankDelivered> deliveries;
            while (row.next()) {
                TankDelivered told;
                told.product = row.text(1);
                told.delivery.tank = tank;
                told.delivery.start = row.text(0);
                told.delivery.before = {row.integer(4)};
                told.delivery.after = {row.integer(5)};
                told.delivery.temperatureAfterMilliC = row.integer(7);
                told.from = {row.integer(2)};
                told.to = {row.integer(3)};
                told.drawn = {row.integer(6)};
                deliveries.push_back(told);
            }
            return deliveries;
        });
}

Result<void> TankRepository::insertAlarm(StationId station, const TankAlarmed &alarmed,
                                         const TankPlace &place)
{
    return m_db.run("INSERT INTO tank_alarm (station, tank, terminal, record, at, alarm, active, volume, "
                    "water_height, lost) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {station.value, alarmed.tank, place.terminal.value, place.record, place.at.ms,
                     QString(tankAlarmName(alarmed.alarm)), alarmed.active ? 1 : 0, alarmed.volume.ml,
                     alarmed.waterUm, alarmed.lost.ml});
}

Result<std::vector<TankRepository::Alarm>> TankRepository::alarms(StationId station, int tank, int most)
{
    return m_db
        .exec("SELECT at, alarm, active, volume, water_height, lost FROM tank_alarm WHERE station = ? AND "
              "tank = ? ORDER BY id DESC LIMIT ?",
              {station.value, tank, most})
        .map([tank](Rows row) {
            std::vector<Alarm> alarms;
            while (row.next())
                if (const auto alarm = tankAlarmFromName(row.text(1)))
                    alarms.push_back({{tank,
                                       {},
                                       *alarm,
                                       row.integer(2) != 0,
                                       {row.integer(3)},
                                       row.integer(4),
                                       {row.integer(5)}},
                                      {row.integer(0)}});
            return alarms;
        });
}

Result<std::optional<TankOpening>> TankRepository::opening(StationId station, const QString &product)
{
    return m_db
        .exec(
            m_db.dialect().locking(YOUKA_LOCKING(
                "SELECT day, terminal, record, at, volume FROM tank_book WHERE station = ? AND product = ?")),
            {station.value, product})
        .map([](Rows row) -> std::optional<TankOpening> {
            if (!row.next())
                return std::nullopt;
            return TankOpening{
                dayOf(row.text(0)), {{row.integer(1)}, row.integer(2), {row.integer(3)}}, {row.integer(4)}};
        });
}

Result<void> TankRepository::insertOpening(StationId station, const QString &product,
                                           const TankOpening &opening)
{
    return m_db.run("INSERT INTO tank_book (station, product, day, terminal, record, at, volume) VALUES (?, "
                    "?, ?, ?, ?, ?, ?)",
                    {station.value, product, dayText(opening.day), opening.place.terminal.value,
                     opening.place.record, opening.place.at.ms, opening.volume.ml});
}

Result<void> TankRepository::updateOpening(StationId station, const QString &product,
                                           const TankOpening &opening)
{
    return m_db.run(
        "UPDATE tank_book SET day = ?, terminal = ?, record = ?, at = ?, volume = ? WHERE station "
        "= ? AND product = ?",
        {dayText(opening.day), opening.place.terminal.value, opening.place.record, opening.place.at.ms,
         opening.volume.ml, station.value, product});
}

Result<void> TankRepository::insertDay(StationId station, const QString &product, const TankDay &day)
{
    const TankPeriod &p = day.period;
    return m_db.run("INSERT INTO tank_day (station, product, day, opened, closed, opening, received, sold, "
                    "closing, variance, allowed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {station.value, product, dayText(day.day), day.opened.ms, day.closed.ms, p.opening.ml,
                     p.received.ml, p.sold.ml, p.closing.ml, varianceMl(p), day.allowed.ml});
}

Result<std::vector<TankDay>> TankRepository::days(StationId station, const QString &product, int most)
{
    return m_db
        .exec("SELECT day, opened, closed, opening, received, sold, closing, allowed FROM tank_day WHERE "
              "station = ? AND product = ? ORDER BY day DESC LIMIT ?",
              {station.value, product, most})
        .map([](Rows row) {
            std::vector<TankDay> days;
            while (row.next())
                days.push_back({dayOf(row.text(0)),
                                {row.integer(1)},
                                {row.integer(2)},
                                {{row.integer(3)}, {row.integer(4)}, {row.integer(5)}, {row.integer(6)}},
                                {row.integer(7)}});
            return days;
        });
}

Result<Volume> TankRepository::soldBetween(StationId station, const QString &product, const TankOpening &from,
                                           const TankPlace &to)
{
    return sumOf(m_db.exec(
        "SELECT COALESCE(SUM(volume), 0) FROM sale WHERE station = ? AND day >= ? AND product = ? AND record "
        "> 0 AND ((terminal = ? AND record > ? AND (terminal <> ? OR record < ?)) OR (terminal <> ? AND "
        "terminal = ? AND record < ?))",
        {station.value, dayText(from.day.addDays(-DaysBefore)), product, from.place.terminal.value,
         from.place.record, to.terminal.value, to.record, from.place.terminal.value, to.terminal.value,
         to.record}));
}

Result<Volume> TankRepository::receivedBetween(StationId station, const QString &product,
                                               const TankOpening &from, const TankPlace &to)
{
    return sumOf(m_db.exec(
        "SELECT COALESCE(SUM(received), 0) FROM tank_delivery WHERE station = ? AND product = ? AND "
        "((terminal = ? AND record > ? AND (terminal <> ? OR record < ?)) OR (terminal <> ? AND terminal = ? "
        "AND record < ?))",
        {station.value, product, from.place.terminal.value, from.place.record, to.terminal.value, to.record,
         from.place.terminal.value, to.terminal.value, to.record}));
}

}
