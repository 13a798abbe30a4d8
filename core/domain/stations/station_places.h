#pragma once

#include "core/domain/stations/station.h"
#include "core/foundation/store/database.h"

#include <map>
#include <optional>

namespace youka {

/// A place on earth in millionths of a degree, WGS 84 as browsers say it.
struct Place
{
    qint64 latitude = 0;
    qint64 longitude = 0;
    bool operator==(const Place &) const = default;
};

/// "31.2304,121.4737". Errors: InvalidInput (not two figures, or none of the earth's).
Result<Place> placeFromText(const QString &text);
/// As the crow flies, to some metres: for sorting and for people, not for a bill.
qint64 metresBetween(const Place &a, const Place &b);

/// Where stations are, as far as it is known. Writes join the caller's transaction.
class StationPlaces
{
public:
    explicit StationPlaces(Database &db)
        : m_db(db)
    {
    }
    Result<void> set(StationId station, const Place &place);
    Result<std::map<StationId, Place>> all();

private:
    Database &m_db;
};

}
