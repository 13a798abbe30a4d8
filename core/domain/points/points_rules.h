#pragma once

#include "core/domain/points/points.h"

#include <span>

namespace youka {

/// Does it fit together? Errors: PointsSchemeInvalid, whose detail names the member first.
Result<void> checkScheme(const PointsScheme &scheme);

/// What a purchase earns. Each line's `amount` is what was paid for it, its `quantity` what that was for.
/// Rounded down once, over all lines together. `local` is the time at the station.
qint64 pointsFor(std::span<const BasketLine> lines, const PointsScheme &scheme, const QString &level,
                 const QDateTime &local);
/// How many times as many points that line gives, rounded down to 1/10000.
Percent factorFor(const BasketLine &line, const PointsScheme &scheme, const QString &level,
                  const QDateTime &local);

/// The money that points are worth, rounded down to the minor unit.
Money worthOf(qint64 points, const PointValue &value);
/// The fewest points that are worth `amount`; 0 where points are worth nothing.
qint64 pointsWorth(Money amount, const PointValue &value);
/// The most points that take no more than `amount` off.
qint64 pointsWithin(Money amount, const PointValue &value);
/// What of those set aside a fuelling takes that leaves `due` to pay: never more than that.
PointsPaid pointsFor(const FuelPoints &points, Money due);

/// So much of one lot.
struct LotPart
{
    size_t lot = 0; ///< its place in what was asked
    qint64 points = 0;

    bool operator==(const LotPart &) const = default;
};
/// Which of the lots give `points`: what expires first goes first. Less in all where there is not enough.
std::vector<LotPart> planSpend(std::span<const PointsLot> lots, qint64 points);
/// Which of the lots get points back that were spent: what expires last gets first, none more than was spent
/// of it. `most` bounds each further; empty: no bound.
std::vector<LotPart> planReturn(std::span<const PointsLot> lots, qint64 points,
                                std::span<const qint64> most = {});

/// Where the points come from that a lot loses next: what is left of it first, then what was spent of it (to
/// be met by others), then what has lapsed, which nobody had anything of.
struct TakeBackPlan
{
    qint64 left = 0;
    qint64 spent = 0;
    qint64 lapsed = 0;
};
TakeBackPlan planTakeBack(const PointsLot &lot, qint64 inAll);

/// The place of the highest level that the figures reach; -1: none.
int levelFor(const LevelFigures &figures, const PointsScheme &scheme);
/// The place of that code; -1: none.
int rankOf(const QString &level, const PointsScheme &scheme);

/// The first moment after the month that lies `months` after `from`.
Timestamp endOfMonth(Timestamp from, int months, const QTimeZone &zone);
/// `months` before, on the same day or the month's last.
Timestamp monthsBefore(Timestamp from, int months, const QTimeZone &zone);

}
