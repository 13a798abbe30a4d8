#pragma once

#include "core/domain/stations/station.h"
#include "core/foundation/store/database.h"

namespace youka {

/// The business day that is open at a station now; of no station (0) the day of UTC. Errors: StationUnknown.
Result<QDate> openBusinessDay(Database &db, StationId station, Timestamp now);

}
