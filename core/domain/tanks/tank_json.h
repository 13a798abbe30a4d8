#pragma once

#include "core/domain/tanks/tank.h"
#include "core/foundation/base/json.h"

namespace youka {

/// The facts a counter tells of its tanks.

/// "tank.read": the level at a moment that matters, and how the tank is set up there.
struct TankRead
{
    Tank tank;
    TankReading reading;
    Volume unbooked; ///< has left the hoses and is in no record before this one
    /// No lorry is at the tank, each that was is in a record before this one, and every pump answers: books
    /// and level can be compared here.
    bool settled = true;
};
/// "tank.delivered": a lorry's delivery, by the gauge.
struct TankDelivered
{
    QString product;
    TankDelivery delivery;
    Timestamp from; ///< by the counter's clock
    Timestamp to;
    Volume drawn; ///< what hoses took meanwhile, which the gauge does not see
};
/// "tank.alarm": one begins or ends.
struct TankAlarmed
{
    int tank = 0;
    QString product;
    TankAlarm alarm = TankAlarm::Leak;
    bool active = true;
    Volume volume;      ///< in the tank; 0: not known
    qint64 waterUm = 0; ///< height
    Volume lost;        ///< of a loss
};

Volume receivedVolume(const TankDelivered &delivered);

QJsonObject bodyJson(const TankRead &fact);
QJsonObject bodyJson(const TankDelivered &fact);
QJsonObject bodyJson(const TankAlarmed &fact);
TankRead readTankRead(JsonReader &in);
TankDelivered readTankDelivered(JsonReader &in);
TankAlarmed readTankAlarmed(JsonReader &in);

/// The figures of a reading, as the office gets them.
QJsonObject toJson(const TankReading &reading);
QJsonObject toJson(const TankLimits &limits);

}
