#include "core/domain/stations/station_repository.h"

namespace youka {

namespace {

#define YOUKA_STATION_COLUMNS "id, code, name, country, chain, segment, zone, cut_over, region"

Station readStation(const Rows &row)
{
    return {{row.integer(0)},
            row.text(1),
            row.text(2),
            row.text(3),
            row.text(4),
            row.text(5),
            QTimeZone(row.text(6).toLatin1()),
            QTime::fromString(row.text(7), Qt::ISODate),
            row.text(8)};
}

}

Result<Station> StationRepository::ensureStation(const Station &station)
{
    const auto found = findCode(station.code);
    if (!found)
        return fail(found.error());
    if (*found)
        return **found;
    return m_db
        .exec(
            "INSERT INTO station (code, name, country, chain, segment, zone, cut_over, region) VALUES (?, ?, "
            "?, ?, ?, ?, ?, ?)",
            {station.code, station.name, station.country, station.chain, station.segment,
             QString::fromLatin1(station.zone.id()), station.cutOver.toString(QStringLiteral("HH:mm")),
             station.region})
        .map([&](Rows rows) {
            Station made = station;
            made.id = {rows.lastId()};
            return made;
        });
}

Result<Station> StationRepository::find(StationId id)
{
    auto rows = m_db.exec("SELECT " YOUKA_STATION_COLUMNS " FROM station WHERE id = ?", {id.value});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(ErrorCode::StationUnknown, QString::number(id.value));
    return readStation(*rows);
}

Result<std::optional<Station>> StationRepository::findCode(const QString &code)
{
    return m_db.exec("SELECT " YOUKA_STATION_COLUMNS " FROM station WHERE code = ?", {code})
        .map([](Rows rows) -> std::optional<Station> {
            return rows.next() ? std::optional(readStation(rows)) : std::nullopt;
        });
}

Result<std::vector<Station>> StationRepository::list()
{
    return m_db.exec("SELECT " YOUKA_STATION_COLUMNS " FROM station ORDER BY code").map([](Rows rows) {
        std::vector<Station> stations;
        while (rows.next())
            stations.push_back(readStation(rows));
        return stations;
    });
}

}
