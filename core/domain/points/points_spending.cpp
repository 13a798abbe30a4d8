#include "core/domain/access/audit_log.h"
#include "core/domain/points/points_service.h"
#include "core/domain/stations/station_service.h"

#include <algorithm>

namespace youka {

namespace {

Error insufficient(qint64 available, const PointsScheme &scheme)
{
    return {ErrorCode::PointsInsufficient, {}, worthOf(std::max<qint64>(0, available), scheme.value)};
}

}

Result<PointsService::Grant> PointsService::reserve(const Question &question, const Place &place,
                                                    Timestamp now)
{
    const auto earlier = m_points.lockUse(question.sale);
    if (!earlier)
        return fail(earlier.error());
    if (*earlier && (*earlier)->state == PointsUseState::Spent)
        return fail(ErrorCode::SaleStateConflict, QStringLiteral("its points are spent"));
    if (question.points == 0)
        return release(question.sale, now).map([&] {
            return Grant{question.sale, 0, {0, question.currency}, now};
        });
    const auto scheme = m_points.schemeAt(question.currency, now);
    const auto member = scheme ? m_points.lockMember(question.customer) : fail(scheme.error());
    const auto over = member ? m_points.toExpire(question.customer, now) : fail(member.error());
    if (!over)
        return fail(over.error());
    if (!*scheme)
        return fail(ErrorCode::PointsNoScheme);
    if (*member && (*member)->currency != question.currency)
        return fail(ErrorCode::CurrencyMismatch);
    const bool isOpen = *earlier && (*earlier)->state == PointsUseState::Reserved;
    qint64 available = *member ? (*member)->available() : 0;
    if (isOpen && (*earlier)->customer == question.customer)
        available += (*earlier)->points;
    for (const PointsRepository::Due &one : *over)
        available -= one.left;
    if (question.points > available)
        return fail(insufficient(available, **scheme));
    const Money amount = worthOf(question.points, (*scheme)->value);
    if (!amount.isPositive())
        return fail(ErrorCode::PointsBelowMinimum);
    if (const auto released = release(question.sale, now); !released)
        return fail(released.error());
    for (const PointsRepository::Due &one : *over) // before they are promised once more
        if (const auto expired = expireOne(one, now); !expired)
            return fail(expired.error());
    return setAside(question, (*scheme)->value, place, now);
}

Result<PointsService::Grant> PointsService::setAside(const Question &question, const PointValue &value,
                                                     const Place &place, Timestamp now)
{
    auto member = m_points.lockMember(question.customer);
    if (!member)
        return fail(member.error());
    ensure(member->has_value(), "whoever has points is a member");
    PointsUse use;
    use.sale = question.sale;
    use.customer = question.customer;
    use.amount = worthOf(question.points, value);
    use.points = pointsWorth(use.amount, value);
    use.amountBack = {0, question.currency};
    use.terminal = place.terminal;
    use.station = place.station;
    use.at = now;
    use.expires = now.plusMs(ReservationMs);
    (*member)->reserved += use.points;
    return m_points.putUse(use).and_then([&] { return m_points.updateMember(**member); }).map([&] {
        return Grant{use.sale, use.points, use.amount, use.expires};
    });
}

Result<void> PointsService::release(SaleId sale, Timestamp now)
{
    const auto found = m_points.lockUse(sale);
    if (!found)
        return fail(found.error());
    if (!*found || (*found)->state != PointsUseState::Reserved)
        return {};
    PointsUse use = **found;
    auto change = begin(use.customer, MoveKind::Spend, now);
    if (!change)
        return fail(change.error());
    change->member.reserved -= use.points;
    use.state = PointsUseState::GivenBack;
    use.at = now;
    return m_points.putUse(use).and_then([&] { return book(*change); });
}

Result<int> PointsService::freeOverdue(Timestamp now, int most)
{
    const auto sales = m_points.overdueUses(now, most);
    if (!sales)
        return fail(sales.error());
    for (const SaleId sale : *sales)
        if (const auto released = release(sale, now); !released)
            return fail(released.error());
    return int(sales->size());
}

Result<PointsService::Spent> PointsService::spend(SaleId sale, const PointsPaid &paid,
                                                  const BookingContext &context)
{
    const auto found = m_points.lockUse(sale);
    if (!found)
        return fail(found.error());
    const Spent nothing{{0, paid.amount.currency}, {}};
    const bool fits = *found && (*found)->state != PointsUseState::Spent
        && (*found)->amount.currency == paid.amount.currency;
    if (!fits)
        return release(sale, context.now).map([&] { return nothing; });
    PointsUse use = **found;
    auto change = begin(use.customer, MoveKind::Spend, context.now);
    if (!change)
        return fail(change.error());
    change->context = context;
    change->sale = sale;
    if (use.state == PointsUseState::Reserved)
        change->member.reserved -= use.points;
    // A reservation that has ended may still be met; what others have reserved is theirs.
    const qint64 points = std::min({paid.spent, use.points, std::max<qint64>(0, change->member.available())});
    const auto taken = takeOldest(*change, points, &PointsLot::spent);
    if (!taken)
        return fail(taken.error());
    ensure(*taken == points, "the lots hold what the balance says");
    const Money covered =
        min(paid.amount, {givenBack(use.amount.minor, {use.points, points}), use.amount.currency});
    change->liability += covered; // the sale's own journal takes it
    use.state = points > 0 ? PointsUseState::Spent : PointsUseState::GivenBack;
    use.points = points > 0 ? points : use.points;
    use.amount = points > 0 ? covered : use.amount;
    use.at = context.now;
    return m_points.putUse(use).and_then([&] { return book(*change); }).map([&] {
        return Spent{covered, use.customer};
    });
}

/// Of points that had been spent others are spent instead: the oldest there are, then those to come.
Result<void> PointsService::takeSpent(Change &change, qint64 points, TakenBack &done)
{
    const qint64 there = std::clamp<qint64>(change.member.available(), 0, points);
    const auto taken = takeOldest(change, there, &PointsLot::spent);
    if (!taken)
        return fail(taken.error());
    done.owed = points - *taken;
    if (done.owed == 0)
        return {};
    change.member.owed += done.owed;
    return note(change, {}, 0, 0, done.owed);
}

Result<void> PointsService::takeEarned(PointsLot lot, const PartBack &part, Timestamp now, TakenBack &done)
{
    auto change = begin(lot.customer, MoveKind::Refund, now);
    const auto found = change ? m_points.findLot(lot.id) : fail(change.error());
    if (!found)
        return fail(found.error());
    lot = **found; // as it is now that its member is ours
    change->sale = lot.sale;
    const TakeBackPlan plan = planTakeBack(lot, takenBack(lot.points, part));
    done.taken = plan.left + plan.spent + plan.lapsed;
    lot.spent -= plan.spent;
    lot.lapsed -= plan.lapsed;
    lot.taken += plan.spent + plan.lapsed;
    lot.volumeBack = std::max(lot.volumeBack, Volume{takenBack(lot.volume.ml, part)});
    lot.paidBack = max(lot.paidBack, {takenBack(lot.paid.minor, part), lot.paid.currency});
    return m_points.updateLot(lot)
        .and_then([&] { return shift(*change, lot, &PointsLot::taken, plan.left); })
        .and_then([&] { return takeSpent(*change, plan.spent, done); })
        .and_then([&] { return review(change->member, Review::Refund, now); })
        .and_then([&] { return book(*change); });
}

/// Back into the lots they came from, and where these have others' refunds to bear, into the others.
Result<void> PointsService::giveToLots(Change &change, SaleId sale, qint64 points)
{
    const auto from = m_points.spentBy(sale);
    auto lots = from ? m_points.spent(change.member.customer) : fail(from.error());
    if (!lots)
        return fail(lots.error());
    std::vector<qint64> most;
    for (const PointsLot &lot : *lots) {
        const auto its =
            std::find_if(from->begin(), from->end(), [&](const auto &one) { return one.lot == lot.id; });
        most.push_back(its == from->end() ? 0 : std::max<qint64>(0, its->points));
    }
    for (const std::span<const qint64> bounds : {std::span<const qint64>(most), std::span<const qint64>()})
        for (const LotPart &part : planReturn(*lots, points, bounds)) {
            if (const auto back = shift(change, (*lots)[part.lot], &PointsLot::spent, -part.points); !back)
                return back;
            points -= part.points;
        }
    ensure(points == 0, "what was spent came from lots");
    return {};
}

Result<void> PointsService::giveBackSpent(PointsUse use, const PartBack &part, Timestamp now, TakenBack &done)
{
    const qint64 returned = givenBack(use.points, part);
    done.returned = returned - use.returned;
    if (done.returned <= 0) {
        done.returned = 0;
        return {};
    }
    const Money amountBack{givenBack(use.amount.minor, {use.points, returned}), use.amount.currency};
    done.amount = amountBack - use.amountBack;
    use.returned = returned;
    use.amountBack = amountBack;
    auto change = begin(use.customer, MoveKind::Return, now);
    const auto day = change ? openBusinessDay(m_db, use.station, now) : fail(change.error());
    if (!day)
        return fail(day.error());
    change->sale = use.sale;
    change->context.day = *day;
    change->context.station = use.station;
    change->context.reference = use.sale.bytes();
    change->fromSales = done.amount;
    const qint64 owed = std::min(done.returned, change->member.owed);
    change->member.owed -= owed;
    return (owed > 0 ? note(*change, {}, 0, 0, -owed) : Result<void>())
        .and_then([&] { return giveToLots(*change, use.sale, done.returned - owed); })
        .and_then([&] { return m_points.putUse(use); })
        .and_then([&] { return book(*change); });
}

Result<PointsService::TakenBack> PointsService::takeBack(SaleId sale, const PartBack &part, Timestamp now)
{
    if (part.of <= 0 || part.inAll < 0 || part.inAll > part.of)
        return fail(ErrorCode::InvalidInput, QStringLiteral("a part of the sale"));
    TakenBack done;
    // First what comes back: it may meet what is owed for what goes.
    const auto use = m_points.lockUse(sale);
    if (!use)
        return fail(use.error());
    if (*use && (*use)->state == PointsUseState::Spent)
        if (const auto given = giveBackSpent(**use, part, now, done); !given)
            return fail(given.error());
    const auto lot = m_points.lotOfSale(sale);
    if (!lot)
        return fail(lot.error());
    if (*lot)
        if (const auto taken = takeEarned(**lot, part, now, done); !taken)
            return fail(taken.error());
    return done;
}

Result<PointsMember> PointsService::exchange(CustomerId customer, Currency currency, qint64 points,
                                             const QString &what, Timestamp now)
{
    ensure(points > 0, "something is given");
    const auto scheme = m_points.schemeAt(currency, now);
    const auto over = scheme ? m_points.toExpire(customer, now) : fail(scheme.error());
    if (!over)
        return fail(over.error());
    if (!*scheme)
        return fail(ErrorCode::PointsNoScheme);
    for (const PointsRepository::Due &one : *over) // before they are given away
        if (const auto expired = expireOne(one, now); !expired)
            return fail(expired.error());
    const auto member = m_points.lockMember(customer);
    if (!member)
        return fail(member.error());
    const qint64 available = *member && (*member)->currency == currency ? (*member)->available() : 0;
    if (points > available)
        return fail(insufficient(available, **scheme));
    auto change = begin(customer, MoveKind::Exchange, now);
    if (!change)
        return fail(change.error());
    change->reason = what;
    return takeOldest(*change, points, &PointsLot::lapsed)
        .and_then([&](qint64) { return book(*change); })
        .map([&] { return change->member; });
}

namespace {

bool isSame(const StoredAdjustment &stored, const PointsService::Adjustment &asked)
{
    return stored.customer == asked.customer && stored.points == asked.points
        && stored.reason == asked.reason.trimmed();
}

AuditLog::Entry entryOf(const PointsService::Adjustment &adjustment, const Principal &who, const char *action)
{
    return {who.name, QLatin1String(action), QStringLiteral("customer %1").arg(adjustment.customer.value),
            QStringLiteral("%1 points: %2").arg(adjustment.points).arg(adjustment.reason.trimmed())};
}

}

/// Books it in the change of its member.
Result<void> PointsService::give(const Adjustment &adjustment, const PointsScheme &scheme, Change &change,
                                 Timestamp now)
{
    if (adjustment.points < 0)
        return takeOldest(change, -adjustment.points, &PointsLot::lapsed).map([](qint64) {});
    PointsLot lot;
    lot.kind = LotKind::Grant;
    lot.state = LotState::Settled;
    lot.points = adjustment.points;
    lot.value = scheme.value;
    lot.paid = {0, scheme.currency};
    lot.earned = lot.settles = lot.settled = now;
    lot.expires = endOfMonth(now, scheme.expiryMonths, scheme.zone);
    return add(change, lot).and_then([&](PointsLot added) { return payOwed(change, added); });
}

Result<PointsService::Adjusted> PointsService::adjust(const Adjustment &adjustment, const Principal &who,
                                                      Timestamp now)
{
    constexpr qint64 Most = 100'000'000;
    if (adjustment.reason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("reason: missing"));
    if (adjustment.points == 0 || std::abs(adjustment.points) > Most)
        return fail(ErrorCode::InvalidInput, QStringLiteral("points: out of range"));
    const auto scheme = m_points.schemeAt(adjustment.currency, now);
    const auto stored = scheme ? m_points.lockAdjustment(adjustment.id) : fail(scheme.error());
    const auto member = stored ? m_points.lockMember(adjustment.customer) : fail(stored.error());
    if (!member)
        return fail(member.error());
    if (!*scheme)
        return fail(ErrorCode::PointsNoScheme);
    if (*stored && !isSame(**stored, adjustment))
        return fail(ErrorCode::OperationConflict, QStringLiteral("another adjustment has this number"));
    if (*stored && !(*stored)->waiting)
        return Adjusted{false, (*stored)->name, member->value_or(PointsMember())};
    if (*stored && (*stored)->person == who.subject)
        return fail(ErrorCode::FourEyesNeeded);
    const qint64 available = *member ? (*member)->available() : 0;
    if (available + adjustment.points < 0 && adjustment.points < 0)
        return fail(insufficient(available, **scheme));
    const bool waits = !*stored && std::abs(adjustment.points) > (*scheme)->secondPersonAbove;
    if (!*stored) {
        const auto kept =
            m_points.insertAdjustment(adjustment.id,
                                      {adjustment.customer, adjustment.points, adjustment.reason.trimmed(),
                                       who.subject, who.name, waits},
                                      now);
        if (!kept)
            return fail(kept.error());
    } else if (const auto done = m_points.confirmAdjustment(adjustment.id, who.name); !done) {
        return fail(done.error());
    }
    if (waits)
        return AuditLog(m_db).add(entryOf(adjustment, who, "points.propose"), now).map([&] {
            return Adjusted{true, who.name, member->value_or(PointsMember())};
        });
    return carryOut(adjustment, **scheme, *stored ? (*stored)->name : who.name, who, now);
}

Result<PointsService::Adjusted> PointsService::carryOut(const Adjustment &adjustment,
                                                        const PointsScheme &scheme, const QString &maker,
                                                        const Principal &who, Timestamp now)
{
    const auto known = ensureMember(adjustment.customer, scheme, now);
    auto change = known ? begin(adjustment.customer, MoveKind::Adjust, now) : fail(known.error());
    if (!change)
        return fail(change.error());
    change->reason = adjustment.reason.trimmed();
    change->who = maker;
    return give(adjustment, scheme, *change, now)
        .and_then([&] { return book(*change); })
        .and_then([&] { return AuditLog(m_db).add(entryOf(adjustment, who, "points.adjust"), now); })
        .map([&] {
            return Adjusted{false, maker, change->member};
        });
}

}
