#include "core/domain/coupons/discount.h"
#include "core/domain/coupons/offer_rules.h"

namespace youka {

namespace {

bool lists(const QStringList &list, const QString &value) { return list.isEmpty() || list.contains(value); }

std::optional<ErrorCode> whenRefusal(const Candidate &candidate, Timestamp at)
{
    if (at < candidate.terms.from)
        return ErrorCode::CouponNotYetValid;
    if (at >= candidate.until.value_or(candidate.terms.until)) // its own end may be later: it was extended
        return ErrorCode::CouponExpired;
    return {};
}

/// Of a span over midnight the hours before it belong to the day that is named.
bool isInHours(const Scope &scope, QTime time)
{
    if (!scope.hourFrom.isValid() || !scope.hourUntil.isValid())
        return true;
    if (scope.hourFrom <= scope.hourUntil)
        return time >= scope.hourFrom && time < scope.hourUntil;
    return time >= scope.hourFrom || time < scope.hourUntil;
}

bool isOnDay(const Scope &scope, const QDateTime &local)
{
    const bool afterMidnight = scope.hourFrom.isValid() && scope.hourUntil.isValid()
        && scope.hourFrom > scope.hourUntil && local.time() < scope.hourUntil;
    const QDate day = afterMidnight ? local.date().addDays(-1) : local.date();
    if (!scope.dates.isEmpty() && !scope.dates.contains(day))
        return false;
    return scope.weekdays == 0 || (scope.weekdays >> (day.dayOfWeek() - 1) & 1);
}

std::optional<ErrorCode> whoseRefusal(const Candidate &candidate, const Member &member)
{
    const Scope &scope = candidate.terms.scope;
    const bool isBound = bool(candidate.boundTo);
    if (isBound && candidate.boundTo != member.customer)
        return ErrorCode::CouponNotYours;
    const bool narrowed = !scope.segments.isEmpty() || !scope.levels.isEmpty() || !scope.cardTypes.isEmpty()
        || scope.firstPurchase;
    if (!narrowed)
        return {};
    const bool fits = member.customer && lists(scope.segments, member.segment)
        && lists(scope.levels, member.level) && lists(scope.cardTypes, member.cardType)
        && (!scope.firstPurchase || member.firstPurchase);
    return fits ? std::nullopt : std::optional(ErrorCode::CouponNotYours);
}

std::optional<ErrorCode> whereRefusal(const Candidate &candidate, const Occasion &occasion)
{
    const Scope &scope = candidate.terms.scope;
    const bool isHere = (scope.stations.isEmpty() || scope.stations.contains(occasion.station.value))
        && lists(scope.regions, occasion.region)
        && (!candidate.onlyAt || candidate.onlyAt == occasion.station);
    if (!isHere)
        return ErrorCode::CouponWrongStation;
    if (scope.channels && !scope.channels.testFlag(occasion.channel))
        return ErrorCode::CouponWrongChannel;
    if (scope.payings && !scope.payings.testFlag(occasion.paying))
        return ErrorCode::CouponWrongPayment;
    return {};
}

}

bool isInScope(const CouponTerms &terms, const BasketLine &line)
{
    const Scope &scope = terms.scope;
    if (!line.discountable || scope.without.contains(line.product))
        return false;
    if (scope.products.isEmpty() && scope.groups.isEmpty())
        return true;
    return scope.products.contains(line.product)
        || (!line.group.isEmpty() && scope.groups.contains(line.group));
}

namespace {

/// All but what is bought.
Result<void> checkOccasion(const Candidate &candidate, const Occasion &occasion)
{
    if (const auto refusal = whenRefusal(candidate, occasion.at))
        return fail(*refusal);
    if (const auto refusal = whoseRefusal(candidate, occasion.member))
        return fail(*refusal);
    if (const auto refusal = whereRefusal(candidate, occasion))
        return fail(*refusal);
    const Scope &scope = candidate.terms.scope;
    if (!isOnDay(scope, occasion.local) || !isInHours(scope, occasion.local.time()))
        return fail(ErrorCode::CouponWrongTime);
    return {};
}

}

bool isFor(const Scope &scope, const Member &member)
{
    return lists(scope.segments, member.segment) && lists(scope.levels, member.level);
}

Result<Money> topUpBonus(const Candidate &candidate, Money amount, const Occasion &occasion)
{
    return checkOccasion(candidate, occasion).and_then([&] { return topUpBonus(candidate.terms, amount); });
}

Result<void> checkMinimum(const CouponTerms &terms, const Basket &basket)
{
    Money amount{0, basket.currency};
    Volume volume;
    bool any = false;
    for (const BasketLine &line : basket.lines) {
        if (!isInScope(terms, line))
            continue;
        any = true;
        amount += line.amount;
        if (line.unit == Product::Unit::Litre)
            volume = volume + Volume{line.quantity};
    }
    if (!any)
        return fail(ErrorCode::CouponWrongProduct);
    if (const auto &least = terms.scope.minAmount) {
        if (least->currency != basket.currency)
            return fail(ErrorCode::CurrencyMismatch);
        if (amount < *least)
            return fail(Error{ErrorCode::CouponBelowMinimum, {}, *least - amount});
    }
    if (volume < terms.scope.minVolume)
        return fail(ErrorCode::CouponBelowMinimum,
                    QStringLiteral("%1 ml are missing").arg((terms.scope.minVolume - volume).ml));
    return {};
}

Result<void> checkEligible(const Candidate &candidate, const Basket &basket, const Occasion &occasion)
{
    if (const auto fits = checkOccasion(candidate, occasion); !fits)
        return fits;
    if (candidate.terms.offer.kind == OfferKind::TopUpBonus)
        return fail(ErrorCode::CouponForTopUp);
    return checkMinimum(candidate.terms, basket);
}

}
