#include "core/domain/stations/station_service.h"

#include "core/domain/stations/station_repository.h"

namespace youka {

Result<QDate> openBusinessDay(Database &db, StationId station, Timestamp now)
{
    if (station.value == 0)
        return now.toDateTime().date();
    return StationRepository(db).find(station).map(
        [&](const Station &found) { return found.businessDay(now); });
}

}
