#include "core/domain/tanks/tank_rules.h"

#include "core/foundation/base/names.h"

#include <algorithm>

namespace youka {

namespace {

constexpr std::pair<TankAlarm, const char *> Names[] = {
    {TankAlarm::Leak, "leak"},
    {TankAlarm::HighWater, "high-water"},
    {TankAlarm::Overfill, "overfill"},
    {TankAlarm::LowProduct, "low"},
    {TankAlarm::SuddenLoss, "sudden-loss"},
    {TankAlarm::HighProduct, "high"},
    {TankAlarm::InvalidLevel, "invalid-level"},
    {TankAlarm::ProbeOut, "probe-out"},
    {TankAlarm::WaterWarning, "water-warning"},
    {TankAlarm::DeliveryNeeded, "delivery-needed"},
    {TankAlarm::MaximumProduct, "maximum"},
    {TankAlarm::Loss, "loss"},
    {TankAlarm::Implausible, "implausible"},
};

constexpr TankAlarm All[] = {TankAlarm::Leak,           TankAlarm::HighWater,      TankAlarm::Overfill,
                             TankAlarm::LowProduct,     TankAlarm::SuddenLoss,     TankAlarm::HighProduct,
                             TankAlarm::InvalidLevel,   TankAlarm::ProbeOut,       TankAlarm::WaterWarning,
                             TankAlarm::DeliveryNeeded, TankAlarm::MaximumProduct, TankAlarm::Loss,
                             TankAlarm::Implausible};

/// The gauge numbers its alarms from 2 on, in the order of All.
constexpr int FirstCode = 2;
constexpr int LastCode = 12;

}

QLatin1String tankAlarmName(TankAlarm alarm) { return nameIn(Names, alarm); }
std::optional<TankAlarm> tankAlarmFromName(QStringView name) { return valueIn(Names, name); }
std::span<const TankAlarm> tankAlarms() { return All; }

std::optional<TankAlarm> tankAlarmFromCode(int code)
{
    if (code < FirstCode || code > LastCode)
        return std::nullopt;
    return All[code - FirstCode];
}

std::optional<ExceptionKind> caseOf(TankAlarm alarm)
{
    switch (alarm) {
    case TankAlarm::Leak:
    case TankAlarm::SuddenLoss:
    case TankAlarm::Loss:
        return ExceptionKind::TankLoss;
    case TankAlarm::HighWater:
    case TankAlarm::WaterWarning:
        return ExceptionKind::TankWater;
    case TankAlarm::LowProduct:
    case TankAlarm::DeliveryNeeded:
        return ExceptionKind::TankLow;
    case TankAlarm::Overfill:
    case TankAlarm::HighProduct:
    case TankAlarm::InvalidLevel:
    case TankAlarm::ProbeOut:
    case TankAlarm::MaximumProduct:
    case TankAlarm::Implausible:
        break;
    }
    return std::nullopt;
}

bool isPlausible(const Tank &tank, const TankReading &reading)
{
    return qAbs(reading.volume.ml + reading.ullage.ml - tank.capacity.ml) <= tank.capacity.ml / 20;
}

std::optional<Volume> pumpable(const Tank &tank, const TankReading &reading)
{
    if ((reading.status & HeightInvalid) || !isPlausible(tank, reading))
        return std::nullopt;
    return Volume{std::max<qint64>(0, reading.volume.ml - tank.bottom.ml)};
}

QList<TankAlarm> alarmsIn(const Tank &tank, const TankReading &reading, const QList<TankAlarm> &already)
{
    if (reading.status & HeightInvalid)
        return {}; // the figures are none
    QList<TankAlarm> alarms;
    if (!isPlausible(tank, reading))
        return {TankAlarm::Implausible};
    const TankLimits &limits = tank.limits;
    const qint64 enough =
        already.contains(TankAlarm::LowProduct) ? limits.low.ml + limits.low.ml / 20 : limits.low.ml;
    if (reading.volume.ml < enough)
        alarms.append(TankAlarm::LowProduct);
    const qint64 dry =
        already.contains(TankAlarm::HighWater) ? limits.waterUm - limits.waterUm / 10 : limits.waterUm;
    if (limits.waterUm > 0 && reading.waterHeightUm > dry)
        alarms.append(TankAlarm::HighWater);
    return alarms;
}

Volume steadyVolume(const TankReading &reading)
{
    return reading.compensated.ml > 0 ? reading.compensated : reading.volume;
}

bool isLoss(const Tank &tank, Volume highest, Volume now)
{
    return tank.limits.loss.ml > 0 && highest.ml - now.ml > tank.limits.loss.ml;
}

qint64 varianceMl(const TankPeriod &period)
{
    return period.opening.ml + period.received.ml - period.sold.ml - period.closing.ml;
}

Volume varianceLimit(const TankLimits &limits, Volume sold)
{
    return {limits.variance.ml + sold.ml * limits.variancePerMille / 1000};
}

bool isVarianceBeyond(const TankLimits &limits, const TankPeriod &period)
{
    const bool watched = limits.variance.ml > 0 || limits.variancePerMille > 0;
    return watched && qAbs(varianceMl(period)) > varianceLimit(limits, period.sold).ml;
}

}
