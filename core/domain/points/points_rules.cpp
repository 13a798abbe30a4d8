#include "core/domain/points/points_rules.h"

#include <algorithm>
#include <numeric>

namespace youka {

namespace {

__extension__ using Wide = __int128;

/// Points are counted in parts so small that every rule's share is a whole number of them: 1/1000 of a unit x
/// 1/1000 of a point x 1/10000 of a factor.
constexpr Wide PartsOfPoint = Wide(1'000) * 1'000 * 10'000;
constexpr qint64 Unchanged = 10'000;

bool isIn(const PointsScope &scope, const BasketLine &line)
{
    if (scope.products.isEmpty() && scope.groups.isEmpty())
        return true;
    return scope.products.contains(line.product)
        || (!line.group.isEmpty() && scope.groups.contains(line.group));
}

/// Of a span over midnight the hours before it belong to the day that is named.
bool isAt(const Multiplier &multiplier, const QDateTime &local)
{
    const QTime time = local.time();
    const bool hours = multiplier.hourFrom.isValid() && multiplier.hourUntil.isValid();
    const bool overMidnight = hours && multiplier.hourFrom > multiplier.hourUntil;
    if (hours && !overMidnight && (time < multiplier.hourFrom || time >= multiplier.hourUntil))
        return false;
    if (overMidnight && time < multiplier.hourFrom && time >= multiplier.hourUntil)
        return false;
    const QDate day = overMidnight && time < multiplier.hourUntil ? local.date().addDays(-1) : local.date();
    if ((multiplier.from.isValid() && day < multiplier.from)
        || (multiplier.until.isValid() && day > multiplier.until))
        return false;
    return multiplier.weekdays == 0 || (multiplier.weekdays >> (day.dayOfWeek() - 1) & 1);
}

Result<void> invalid(const char *member, const char *why)
{
    return fail(ErrorCode::PointsSchemeInvalid,
                QLatin1String(member) + QStringLiteral(": ") + QLatin1String(why));
}

bool isFactor(Percent factor) { return factor.basisPoints >= 0 && factor.basisPoints <= 1'000'000; }

Result<void> checkLevels(const PointsScheme &scheme)
{
    QStringList codes;
    for (const MemberLevel &level : scheme.levels) {
        if (level.code.isEmpty() || codes.contains(level.code))
            return invalid("levels", "each has a code of its own");
        codes << level.code;
        if (!isFactor(level.factor) || level.keepsMonths < 1 || level.keepsMonths > 120)
            return invalid("levels", "a factor or the months are out of range");
        if (level.spend && level.spend->currency != scheme.currency)
            return invalid("levels", "of another currency");
        if (level.points.value_or(0) < 0 || level.litres.value_or(Volume()).ml < 0
            || (level.spend && level.spend->isNegative()))
            return invalid("levels", "a threshold is below zero");
    }
    return {};
}

}

Result<void> checkScheme(const PointsScheme &scheme)
{
    for (const EarnRule &rule : scheme.rules)
        if (rule.milliPoints < 0 || rule.milliPoints > 1'000'000'000)
            return invalid("rules", "0 to 1000000 points for each");
    for (const Multiplier &multiplier : scheme.multipliers) {
        if (!isFactor(multiplier.factor))
            return invalid("multipliers", "a factor is 0 to 100");
        if (multiplier.from.isValid() && multiplier.until.isValid() && multiplier.from > multiplier.until)
            return invalid("multipliers", "ends before it begins");
        if (multiplier.weekdays < 0 || multiplier.weekdays > 127)
            return invalid("multipliers", "seven weekdays");
    }
    if (!isFactor(scheme.mostFactor))
        return invalid("mostFactor", "0 to 100");
    if (scheme.value.points < 1 || scheme.value.points > 1'000'000 || scheme.value.amount.isNegative()
        || scheme.value.amount.minor > 1'000'000)
        return invalid("value", "out of range");
    if (scheme.value.amount.currency != scheme.currency)
        return invalid("value", "of another currency");
    if (!scheme.zone.isValid())
        return invalid("zone", "not known");
    if (scheme.expiryMonths < 1 || scheme.expiryMonths > 120)
        return invalid("expiryMonths", "1 to 120");
    if (scheme.pendingHours < 0 || scheme.pendingHours > 24 * 90)
        return invalid("pendingHours", "0 to 2160");
    if (scheme.levelMonths < 1 || scheme.levelMonths > 120)
        return invalid("levelMonths", "1 to 120");
    if (scheme.secondPersonAbove < 0)
        return invalid("secondPersonAbove", "not below zero");
    return checkLevels(scheme);
}

Percent factorFor(const BasketLine &line, const PointsScheme &scheme, const QString &level,
                  const QDateTime &local)
{
    Wide factor = Unchanged;
    const auto times = [&](qint64 basisPoints) { factor = factor * basisPoints / Unchanged; };
    for (const auto kind : {Multiplier::Kind::Product, Multiplier::Kind::Day, Multiplier::Kind::Campaign}) {
        std::optional<qint64> largest;
        for (const Multiplier &one : scheme.multipliers)
            if (one.kind == kind && isIn(one.scope, line) && isAt(one, local))
                largest = std::max(largest.value_or(0), one.factor.basisPoints);
        times(largest.value_or(Unchanged));
    }
    if (const int rank = rankOf(level, scheme); rank >= 0)
        times(scheme.levels[size_t(rank)].factor.basisPoints);
    return {qint64(std::min<Wide>(factor, scheme.mostFactor.basisPoints))};
}

qint64 pointsFor(std::span<const BasketLine> lines, const PointsScheme &scheme, const QString &level,
                 const QDateTime &local)
{
    Wide parts = 0;
    for (const BasketLine &line : lines) {
        const auto rule = std::find_if(scheme.rules.begin(), scheme.rules.end(),
                                       [&](const EarnRule &r) { return isIn(r.scope, line); });
        if (rule == scheme.rules.end())
            continue;
        Wide thousandths = line.quantity;
        if (rule->basis == EarnRule::Basis::Amount) {
            thousandths = Wide(line.amount.minor) * 1'000;
            for (int digit = 0; digit < line.amount.currency.exponent(); ++digit)
                thousandths /= 10; // 3 digits at the most: nothing is lost
        }
        parts += thousandths * rule->milliPoints * factorFor(line, scheme, level, local).basisPoints;
    }
    constexpr Wide Most = std::numeric_limits<qint32>::max();
    return qint64(std::clamp<Wide>(parts / PartsOfPoint, 0, Most));
}

Money worthOf(qint64 points, const PointValue &value)
{
    return {qint64(Wide(points) * value.amount.minor / value.points), value.amount.currency};
}

qint64 pointsWorth(Money amount, const PointValue &value)
{
    if (value.amount.minor == 0)
        return 0;
    return qint64((Wide(amount.minor) * value.points + value.amount.minor - 1) / value.amount.minor);
}

namespace {

std::vector<size_t> byExpiry(std::span<const PointsLot> lots)
{
    std::vector<size_t> order(lots.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return std::pair(lots[a].expires, lots[a].id) < std::pair(lots[b].expires, lots[b].id);
    });
    return order;
}

}

std::vector<LotPart> planSpend(std::span<const PointsLot> lots, qint64 points)
{
    std::vector<LotPart> parts;
    for (const size_t i : byExpiry(lots))
        if (const qint64 part = std::min(points, lots[i].left); part > 0) {
            parts.push_back({i, part});
            points -= part;
        }
    return parts;
}

std::vector<LotPart> planReturn(std::span<const PointsLot> lots, qint64 points, std::span<const qint64> most)
{
    std::vector<size_t> order = byExpiry(lots);
    std::reverse(order.begin(), order.end());
    std::vector<LotPart> parts;
    for (const size_t i : order) {
        const qint64 bound = most.empty() ? lots[i].spent : std::min(most[i], lots[i].spent);
        if (const qint64 part = std::min(points, bound); part > 0) {
            parts.push_back({i, part});
            points -= part;
        }
    }
    return parts;
}

TakeBackPlan planTakeBack(const PointsLot &lot, qint64 inAll)
{
    qint64 open = std::max<qint64>(0, inAll - lot.taken);
    const auto take = [&](qint64 from) {
        const qint64 part = std::min(open, from);
        open -= part;
        return part;
    };
    TakeBackPlan plan;
    plan.left = take(lot.left);
    plan.spent = take(lot.spent);
    plan.lapsed = take(lot.lapsed);
    return plan;
}

int levelFor(const LevelFigures &figures, const PointsScheme &scheme)
{
    int reached = -1;
    for (size_t i = 0; i < scheme.levels.size(); ++i) {
        const MemberLevel &level = scheme.levels[i];
        const bool everybodys = !level.points && !level.litres && !level.spend;
        const bool fits = everybodys || (level.points && figures.points >= *level.points)
            || (level.litres && figures.volume >= *level.litres)
            || (level.spend && figures.spend >= *level.spend);
        if (fits)
            reached = int(i);
    }
    return reached;
}

int rankOf(const QString &level, const PointsScheme &scheme)
{
    for (size_t i = 0; i < scheme.levels.size(); ++i)
        if (scheme.levels[i].code == level)
            return int(i);
    return -1;
}

Timestamp endOfMonth(Timestamp from, int months, const QTimeZone &zone)
{
    const QDate day = from.toDateTime().toTimeZone(zone).date();
    const QDate first = QDate(day.year(), day.month(), 1).addMonths(months + 1);
    return {QDateTime(first, QTime(0, 0), zone).toMSecsSinceEpoch()};
}

Timestamp monthsBefore(Timestamp from, int months, const QTimeZone &zone)
{
    return {from.toDateTime().toTimeZone(zone).addMonths(-months).toMSecsSinceEpoch()};
}

qint64 pointsWithin(Money amount, const PointValue &value)
{
    const qint64 points = pointsWorth(amount, value);
    return worthOf(points, value) > amount ? points - 1 : points;
}

PointsPaid pointsFor(const FuelPoints &points, Money due)
{
    if (points.most.amount <= due)
        return points.most;
    const qint64 within = due.isPositive() ? std::min(points.most.spent, pointsWithin(due, points.value)) : 0;
    const Money amount = worthOf(within, points.value);
    return amount.isPositive() ? PointsPaid{within, amount} : PointsPaid{0, {0, due.currency}};
}

}
