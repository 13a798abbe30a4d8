#include "core/domain/stations/station_places.h"

#include <cmath>
#include <numbers>

namespace youka {

namespace {
constexpr double EarthRadiusM = 6'371'009; // mean, WGS 84
constexpr double Millionth = 1e-6;
}

Result<Place> placeFromText(const QString &text)
{
    const QStringList parts = text.split(u',');
    bool isLatitude = false;
    bool isLongitude = false;
    const double latitude = parts.value(0).trimmed().toDouble(&isLatitude);
    const double longitude = parts.value(1).trimmed().toDouble(&isLongitude);
    // Not a number is in no bounds either.
    if (parts.size() != 2 || !isLatitude || !isLongitude || !(std::abs(latitude) <= 90)
        || !(std::abs(longitude) <= 180))
        return fail(ErrorCode::InvalidInput, QStringLiteral("a place is expected: 31.2304,121.4737"));
    return Place{std::llround(latitude / Millionth), std::llround(longitude / Millionth)};
}

qint64 metresBetween(const Place &a, const Place &b)
{
    constexpr double Radian = std::numbers::pi / 180;
    const double latitudeA = double(a.latitude) * Millionth * Radian;
    const double latitudeB = double(b.latitude) * Millionth * Radian;
    const double north = (latitudeB - latitudeA) / 2;
    const double east = double(b.longitude - a.longitude) * Millionth * Radian / 2;
    const double half = std::pow(std::sin(north), 2)
        + std::cos(latitudeA) * std::cos(latitudeB) * std::pow(std::sin(east), 2);
    return std::llround(2 * EarthRadiusM * std::asin(std::min(1.0, std::sqrt(half))));
}

Result<void> StationPlaces::set(StationId station, const Place &place)
{
    return m_db.run("DELETE FROM station_place WHERE station = ?", {station.value}).and_then([&] {
        return m_db.run("INSERT INTO station_place (station, latitude, longitude) VALUES (?, ?, ?)",
                        {station.value, place.latitude, place.longitude});
    });
}

Result<std::map<StationId, Place>> StationPlaces::all()
{
    return m_db.exec("SELECT station, latitude, longitude FROM station_place").map([](Rows rows) {
        std::map<StationId, Place> all;
        while (rows.next())
            all[{rows.integer(0)}] = {rows.integer(1), rows.integer(2)};
        return all;
    });
}

}
