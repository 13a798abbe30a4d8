#pragma once

#include "core/domain/access/access.h"
#include "core/domain/tanks/tank_json.h"
#include "core/domain/tanks/tank_rules.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Where in a terminal's journal something stands.
struct TankPlace
{
    TerminalId terminal;
    qint64 record = 0;
    Timestamp at; ///< as the terminal said
};

/// A tank as the centre knows it by the last that was told.
struct TankRecord
{
    StationId station;
    Tank tank;
    TankReading reading;
    Volume unbooked;
    bool settled = false;
    TankPlace place;
    QString stationCode{}; ///< in a list
    QString stationName{};
};

/// Where a product's day began at a station.
struct TankOpening
{
    QDate day;
    TankPlace place;
    Volume volume; ///< in the tanks, with what had left the hoses and was in no record
};

/// A product's day at a station, closed.
struct TankDay
{
    QDate day;
    Timestamp opened;
    Timestamp closed;
    TankPeriod period;
    Volume allowed; ///< the variance that was allowed
};

/// The centre's tables of tanks: tank, tank_reading, tank_delivery, tank_alarm, tank_book, tank_day. Writes
/// join the caller's transaction. Errors: those of Database.
class TankRepository
{
public:
    explicit TankRepository(Database &db)
        : m_db(db)
    {
    }

    /// Keeps other writers off it until the transaction ends.
    Result<std::optional<TankRecord>> lock(StationId station, int number);
    Result<void> insert(const TankRecord &tank);
    Result<void> update(const TankRecord &tank);
    /// All, or those of one station; with the station's names.
    Result<std::vector<TankRecord>> list(StationId station);
    /// Those that hold the product together: told of since `since`.
    Result<std::vector<TankRecord>> holding(StationId station, const QString &product, Timestamp since);

    Result<void> insertReading(const TankRecord &told);
    /// Newest first, before reading number `before` (0: from the newest).
    struct Reading
    {
        qint64 id = 0;
        TankReading reading;
        Timestamp at;
    };
    Result<std::vector<Reading>> readings(StationId station, int tank, qint64 before, int most);

    /// False: it is there already.
    Result<bool> insertDelivery(StationId station, const TankDelivered &delivered, const TankPlace &place);
    Result<std::vector<TankDelivered>> deliveries(StationId station, int tank, int most);

    Result<void> insertAlarm(StationId station, const TankAlarmed &alarmed, const TankPlace &place);
    struct Alarm
    {
        TankAlarmed alarmed;
        Timestamp at;
    };
    Result<std::vector<Alarm>> alarms(StationId station, int tank, int most);

    Result<std::optional<TankOpening>> opening(StationId station, const QString &product);
    Result<void> insertOpening(StationId station, const QString &product, const TankOpening &opening);
    Result<void> updateOpening(StationId station, const QString &product, const TankOpening &opening);
    Result<void> insertDay(StationId station, const QString &product, const TankDay &day);
    Result<std::vector<TankDay>> days(StationId station, const QString &product, int most);

    /// What lies between two places in the journals of a station: each of `from`'s terminal behind it, each
    /// of another terminal from its beginning, all up to `to`.
    Result<Volume> soldBetween(StationId station, const QString &product, const TankOpening &from,
                               const TankPlace &to);
    Result<Volume> receivedBetween(StationId station, const QString &product, const TankOpening &from,
                                   const TankPlace &to);

private:
    Database &m_db;
};

}
