#pragma once

#include "core/domain/exceptions/exception_service.h"
#include "core/domain/tanks/tank_repository.h"

namespace youka {

/// The centre's side of tanks: keeps what counters tell, closes each product's day by books and gauge, and
/// opens cases. Runs inside the caller's transaction.
class TankService
{
public:
    explicit TankService(Database &db)
        : m_tanks(db)
        , m_exceptions(db)
    {
    }

    /// Who tells, where in his journal, and when.
    struct Told
    {
        TerminalId terminal;
        Station station;
        qint64 record = 0;
        Timestamp at; ///< by the counter's clock
    };
    /// The level. What a terminal told later counts, whatever its clock says. The first settled reading of a
    /// later business day closes the day before: all of its records are here, because they come in order.
    Result<void> read(const TankRead &fact, const Told &told, Timestamp now);
    /// A delivery is received once, named by tank and start.
    Result<void> delivered(const TankDelivered &fact, const Told &told);
    Result<void> alarmed(const TankAlarmed &fact, const Told &told, Timestamp now);

    /// A person of one station sees that station's.
    Result<std::vector<TankRecord>> list(const Principal &who);
    struct Detail
    {
        TankRecord tank;
        std::vector<TankRepository::Reading> readings;
        std::vector<TankDelivered> deliveries;
        std::vector<TankRepository::Alarm> alarms;
        std::vector<TankDay> days;
    };
    /// Errors: NotFound (also: not theirs).
    Result<Detail> detail(StationId station, int number, const Principal &who);

private:
    Result<void> reckon(const TankRecord &tank, const Told &told, Timestamp now);
    Result<void> closeDay(const std::vector<TankRecord> &tanks, const TankOpening &from,
                          const TankOpening &to, Timestamp now);

    TankRepository m_tanks;
    ExceptionService m_exceptions;
};

QJsonObject toJson(const TankRecord &tank, Timestamp now);
QJsonObject toJson(const TankService::Detail &detail, Timestamp now);

}
