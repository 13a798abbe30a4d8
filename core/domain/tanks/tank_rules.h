#pragma once

#include "core/domain/exceptions/exception_case.h"
#include "core/domain/tanks/tank.h"

#include <span>

namespace youka {

/// A reading older than this bounds nobody.
constexpr qint64 TankFreshMs = 2 * 60 * 1000;
/// The smallest delivery that a dispenser measures truly: a tank that cannot give it is out. Source: OIML R
/// 117, minimum measured quantity of fuel dispensers.
constexpr Volume LeastDelivery{5'000};

QLatin1String tankAlarmName(TankAlarm alarm);
std::optional<TankAlarm> tankAlarmFromName(QStringView name);
/// The gauge's own codes. Source: docs/protocols/tls350.md, "Alarms".
std::optional<TankAlarm> tankAlarmFromCode(int code);
std::span<const TankAlarm> tankAlarms();

/// The case that an alarm becomes, if a person of the office must look.
std::optional<ExceptionKind> caseOf(TankAlarm alarm);

/// What hoses can still take; absent when the probe does not know the level or cannot be right.
std::optional<Volume> pumpable(const Tank &tank, const TankReading &reading);
/// Volume and ullage are the capacity, to a twentieth of it. A console that speaks gallons is found out by
/// this.
bool isPlausible(const Tank &tank, const TankReading &reading);

/// What the counter itself sees in a reading: low, water, implausible. One that is on already goes off only
/// when the figure has come well back, so that a limit is not crossed to and fro.
QList<TankAlarm> alarmsIn(const Tank &tank, const TankReading &reading, const QList<TankAlarm> &already);
/// The level fell from `highest` to `now` while no hose was open.
bool isLoss(const Tank &tank, Volume highest, Volume now);
/// The level that losses are judged by: heat and cold are no loss.
Volume steadyVolume(const TankReading &reading);

/// One product at one station from one reading to a later one, in the tanks that hold it together.
struct TankPeriod
{
    Volume opening;
    Volume received;
    Volume sold;
    Volume closing;
};
/// Millilitres that are missing; below zero: that are too many.
qint64 varianceMl(const TankPeriod &period);
Volume varianceLimit(const TankLimits &limits, Volume sold);
/// Is the period's variance more than its limits allow? Never without limits.
bool isVarianceBeyond(const TankLimits &limits, const TankPeriod &period);

}
