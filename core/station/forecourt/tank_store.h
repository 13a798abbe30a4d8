#pragma once

#include "core/domain/tanks/tank.h"
#include "core/foundation/store/database.h"

namespace youka {

/// What a station remembers of a tank from one life to the next.
struct TankMemory
{
    /// A lorry's delivery as far as the gauge has told it.
    enum class Lorry { None = 0, Running = 1, Ended = 2 /* not listed yet */ };
    int tank = 0;
    QList<TankAlarm> alarms; ///< as told
    Lorry lorry = Lorry::None;
    /// Running: what the hoses had drawn before it; Ended: what they drew meanwhile; absent: not known.
    std::optional<Volume> drawn;
    bool operator==(const TankMemory &) const = default;
};

/// The tables tank and tank_delivery of a station's own store. Writes join the caller's transaction. Errors:
/// those of Database.
class TankStore
{
public:
    explicit TankStore(Database &db)
        : m_db(db)
    {
    }
    Result<std::optional<TankMemory>> find(int tank);
    Result<void> insert(const TankMemory &memory);
    Result<void> update(const TankMemory &memory);
    /// Is the delivery told, or older than the tank is known here?
    Result<bool> isKnown(const TankDelivery &delivery);
    Result<void> note(const TankDelivery &delivery, bool told);

private:
    Database &m_db;
};

}
