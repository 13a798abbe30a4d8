#pragma once

#include "core/domain/stations/station.h"
#include "core/foundation/base/money.h"

#include <QList>

namespace youka {

/// What a tank is watched for. A limit of 0 is not watched.
struct TankLimits
{
    Volume low;               ///< less than this is low
    qint64 waterUm = 0;       ///< higher water than this, in micrometres, is high
    Volume loss;              ///< a fall of more than this while no hose is open is a loss
    Volume variance;          ///< books and gauge may differ by this much in a day,
    int variancePerMille = 0; ///< and by this share of what was sold
    bool operator==(const TankLimits &) const = default;
};

/// One tank as the counter's settings describe it.
struct Tank
{
    int number = 0; ///< as the gauge counts them
    QString product;
    Volume capacity;
    Volume bottom; ///< what the suction pipe leaves in it
    TankLimits limits;
    bool operator==(const Tank &) const = default;
};

/// Bits of TankReading::status. Source: docs/protocols/tls350.md, "In-tank inventory".
enum TankStatus : unsigned {
    DeliveryRunning = 1,
    LeakTestRunning = 2,
    HeightInvalid = 4,
};

/// One tank as its probe sees it. Volumes are as they lie in the tank, `compensated` is at 15 degrees.
struct TankReading
{
    int tank = 0;
    Volume volume;
    Volume compensated;
    Volume ullage; ///< what would still fit in
    Volume water;
    qint64 heightUm = 0;
    qint64 waterHeightUm = 0;
    qint64 temperatureMilliC = 0;
    unsigned status = 0;
    bool operator==(const TankReading &) const = default;
};

/// One lorry's delivery as the gauge lists it. `start` and `end` are by the gauge's own clock, "YYMMDDHHmm":
/// tank and start name the delivery for good.
struct TankDelivery
{
    int tank = 0;
    QString start;
    QString end;
    Volume before;
    Volume after;
    Volume compensatedBefore;
    Volume compensatedAfter;
    qint64 temperatureBeforeMilliC = 0;
    qint64 temperatureAfterMilliC = 0;
    bool operator==(const TankDelivery &) const = default;
};

/// What a gauge, or the counter with its eyes on the gauge, can cry out for. Stored and sent by name; the
/// table is in tank_rules.cpp.
enum class TankAlarm {
    Leak,
    HighWater,
    Overfill,
    LowProduct,
    SuddenLoss, ///< by the gauge
    HighProduct,
    InvalidLevel,
    ProbeOut,
    WaterWarning,
    DeliveryNeeded,
    MaximumProduct,
    Loss,        ///< by the counter: the level fell and no hose was open
    Implausible, ///< by the counter: volume and ullage are not the tank's capacity
};

/// A tank as a screen shows it.
struct TankView
{
    Tank tank;
    std::optional<TankReading> last;
    Timestamp at; ///< of `last`
    bool online = false;
    QList<TankAlarm> alarms;
    std::optional<TankDelivery> delivery; ///< the latest
};

/// What the forecourt asks of the tanks.
class TankLevels
{
public:
    virtual ~TankLevels() = default;
    /// What hoses can still take of the product, by readings that are fresh; absent where no gauge says so.
    struct Left
    {
        Volume volume;
        qint64 atMs = 0; ///< when it was read, monotonic; the oldest where several tanks are joined
    };
    virtual std::optional<Left> left(const QString &product) const = 0;
    virtual QList<TankView> views() const = 0;
};

}
