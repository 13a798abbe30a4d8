#pragma once

#include "core/domain/stations/station.h"
#include "core/foundation/store/database.h"

namespace youka {

class StationRepository
{
public:
    explicit StationRepository(Database &db)
        : m_db(db)
    {
    }

    /// Returns the station of that code, made if there is none.
    Result<Station> ensureStation(const Station &station);
    /// Errors: StationUnknown.
    Result<Station> find(StationId id);
    Result<std::optional<Station>> findCode(const QString &code);
    Result<std::vector<Station>> list();

private:
    Database &m_db;
};

}
