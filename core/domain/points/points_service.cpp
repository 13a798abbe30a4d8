#include "core/domain/points/points_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/stations/station_service.h"
#include "core/foundation/crypto/digest.h"

#include <QtEndian>

namespace youka {

namespace {

/// In time order like every other, and different for every line of every statement.
JournalId journalIdOf(Timestamp now, qint64 move)
{
    QByteArray bytes(8, '\0');
    qToBigEndian<quint64>(quint64(now.ms) << 16, bytes.data());
    const QByteArray chance = sha256("points move " + QByteArray::number(move));
    bytes = bytes.first(6) + chance.first(10);
    bytes[6] = char((quint8(bytes[6]) & 0x0f) | 0x70); // UUIDv7, RFC 9562 section 5.7
    bytes[8] = char((quint8(bytes[8]) & 0x3f) | 0x80);
    return JournalId::fromBytes(bytes);
}

}

Result<PointsScheme> PointsService::changeScheme(PointsScheme scheme, const Principal &who, Timestamp now)
{
    if (scheme.from.ms == 0)
        scheme.from = now;
    if (const auto checked = checkScheme(scheme); !checked)
        return fail(checked.error());
    const auto before = m_points.newestScheme(scheme.currency);
    if (!before)
        return fail(before.error());
    // What members were promised for a day that has begun stays.
    if (scheme.from < now || (*before && scheme.from < (*before)->from))
        return fail(ErrorCode::PointsSchemeInvalid,
                    QStringLiteral("from: not before now, nor before the version before"));
    const auto version = m_points.insertScheme(scheme, who.subject, now);
    if (!version)
        return fail(version.error());
    scheme.version = *version;
    const AuditLog::Entry entry{who.name, QStringLiteral("points.scheme"),
                                QStringLiteral("scheme %1").arg(scheme.version),
                                scheme.currency.code() + QStringLiteral(" from ") + scheme.from.toIso()};
    return AuditLog(m_db).add(entry, now).map([&] { return scheme; });
}

Result<PointsScheme> PointsService::scheme(Currency currency)
{
    return m_points.newestScheme(currency).and_then(
        [](const std::optional<PointsScheme> &found) -> Result<PointsScheme> {
            if (!found)
                return fail(ErrorCode::PointsNoScheme);
            return *found;
        });
}

Result<BookingContext> PointsService::houseContext(Timestamp now)
{
    return openBusinessDay(m_db, {}, now).map([&](QDate day) {
        return BookingContext{{}, now, now, day, {}, {}};
    });
}

Result<PointsMember> PointsService::ensureMember(CustomerId customer, const PointsScheme &scheme,
                                                 Timestamp now)
{
    const auto found = m_points.lockMember(customer);
    if (!found)
        return fail(found.error());
    if (*found)
        return **found;
    PointsMember member;
    member.customer = customer;
    member.currency = scheme.currency;
    member.since = now;
    if (const int rank = levelFor({0, {}, {0, scheme.currency}}, scheme); rank >= 0)
        member.level = scheme.levels[size_t(rank)].code;
    return m_points.insertMember(member).map([&] { return member; });
}

/// A change of the house's own, on a member who is known.
Result<PointsService::Change> PointsService::begin(CustomerId customer, MoveKind kind, Timestamp now)
{
    const auto member = m_points.lockMember(customer);
    if (!member)
        return fail(member.error());
    ensure(member->has_value(), "who has points is a member");
    return houseContext(now).map([&](const BookingContext &context) {
        Change change;
        change.member = **member;
        change.kind = kind;
        change.context = context;
        change.liability = change.fromSales = {0, change.member.currency};
        return change;
    });
}

Result<void> PointsService::note(Change &change, PointsLotId lot, qint64 points, qint64 pending, qint64 owed)
{
    const PointsMove line{
        change.member.customer, lot,        change.kind,       points, pending, owed, change.sale,
        change.reason,          change.who, change.context.now};
    return m_points.insertMove(line).map([&](qint64 number) { change.lastMove = number; });
}

Result<PointsLot> PointsService::add(Change &change, PointsLot lot)
{
    lot.customer = change.member.customer;
    lot.left = lot.points;
    lot.worth = worthOf(lot.left, lot.value);
    lot.paidBack = {0, lot.paid.currency};
    change.liability += lot.worth;
    const bool settled = lot.state == LotState::Settled;
    (settled ? change.member.balance : change.member.pending) += lot.points;
    const auto id = m_points.insertLot(lot);
    if (!id)
        return fail(id.error());
    lot.id = *id;
    return note(change, lot.id, settled ? lot.points : 0, settled ? 0 : lot.points, 0).map([&] {
        return lot;
    });
}

Result<void> PointsService::shift(Change &change, PointsLot &lot, qint64 PointsLot::*to, qint64 points,
                                  qint64 owed)
{
    if (points == 0 && owed == 0)
        return {};
    lot.left -= points;
    lot.*to += points;
    ensure(lot.left >= 0 && lot.*to >= 0, "a lot gives what it has");
    const Money worth = worthOf(lot.left, lot.value);
    change.liability += worth - lot.worth;
    lot.worth = worth;
    const bool settled = lot.state == LotState::Settled;
    (settled ? change.member.balance : change.member.pending) -= points;
    change.member.owed += owed;
    return m_points.updateLot(lot).and_then(
        [&] { return note(change, lot.id, settled ? -points : 0, settled ? 0 : -points, owed); });
}

Result<qint64> PointsService::takeOldest(Change &change, qint64 points, qint64 PointsLot::*to)
{
    auto lots = m_points.spendable(change.member.customer);
    if (!lots)
        return fail(lots.error());
    qint64 taken = 0;
    for (const LotPart &part : planSpend(*lots, points)) {
        if (const auto shifted = shift(change, (*lots)[part.lot], to, part.points); !shifted)
            return fail(shifted.error());
        taken += part.points;
    }
    return taken;
}

/// What was taken back after it had been spent is met by what the member has next.
Result<void> PointsService::payOwed(Change &change, PointsLot &lot)
{
    const qint64 points = std::min(change.member.owed, lot.left);
    if (points == 0)
        return {};
    const MoveKind kind = std::exchange(change.kind, MoveKind::Owed);
    const auto shifted = shift(change, lot, &PointsLot::spent, points, -points);
    change.kind = kind;
    return shifted;
}

/// Writes the member and posts what the change did to the liability.
Result<void> PointsService::book(Change &change)
{
    const PointsMember &m = change.member;
    ensure(m.balance >= 0 && m.pending >= 0 && m.reserved >= 0 && m.owed >= 0, "points never go below zero");
    if (const auto updated = m_points.updateMember(m); !updated)
        return updated;
    const Money promotion = change.liability - change.fromSales;
    Journal journal{{},
                    JournalKind::Points,
                    change.context.now,
                    change.context.occurred,
                    change.context.day,
                    change.context.station,
                    change.context.reference,
                    {},
                    {}};
    const std::tuple<AccountKind, qint64, Money> sides[] = {
        {AccountKind::PointsLiability, 0, change.liability},
        {AccountKind::Sales, change.context.station.value, -change.fromSales},
        {AccountKind::Promotion, 0, -promotion}};
    for (const auto &[kind, owner, amount] : sides) {
        if (amount.isZero())
            continue;
        const auto account = m_ledger.houseAccount(kind, owner, amount.currency);
        if (!account)
            return fail(account.error());
        journal.postings.push_back({*account, amount});
    }
    if (journal.postings.empty())
        return {};
    ensure(change.lastMove > 0, "what moves the liability is a line of a statement");
    journal.id = journalIdOf(change.context.now, change.lastMove);
    return m_ledger.post(journal);
}

Result<qint64> PointsService::earn(const Purchase &purchase, const BookingContext &context)
{
    const auto scheme = m_points.schemeAt(purchase.currency, context.occurred);
    if (!scheme)
        return fail(scheme.error());
    if (!*scheme)
        return 0;
    const auto member = ensureMember(purchase.customer, **scheme, context.now);
    if (!member)
        return fail(member.error());
    if (member->currency != purchase.currency)
        return 0; // abroad
    PointsLot lot;
    lot.sale = purchase.sale;
    lot.points = pointsFor(purchase.lines, **scheme, member->level, purchase.local);
    lot.value = (*scheme)->value;
    lot.paid = {0, purchase.currency};
    for (const BasketLine &line : purchase.lines) {
        lot.paid += line.amount;
        if (line.unit == Product::Unit::Litre)
            lot.volume = lot.volume + Volume{line.quantity};
    }
    lot.earned = context.occurred;
    lot.settles = context.now.plusMs((*scheme)->pendingHours * 3'600'000LL);
    lot.expires = endOfMonth(context.occurred, (*scheme)->expiryMonths, (*scheme)->zone);
    Change change;
    change.member = *member;
    change.context = context;
    change.sale = purchase.sale;
    change.liability = change.fromSales = {0, purchase.currency};
    return add(change, lot).and_then([&](const PointsLot &) { return book(change); }).map([&] {
        return lot.points;
    });
}

Result<bool> PointsService::settleOne(const PointsRepository::Due &due, Timestamp now)
{
    auto change = begin(due.customer, MoveKind::Settle, now);
    const auto found = change ? m_points.findLot(due.lot) : fail(change.error());
    if (!found)
        return fail(found.error());
    if (!*found || (*found)->state != LotState::Pending)
        return false; // another server was quicker
    PointsLot lot = **found;
    lot.state = LotState::Settled;
    lot.settled = now;
    change->sale = lot.sale;
    change->member.pending -= lot.left;
    change->member.balance += lot.left;
    const auto settled = m_points.updateLot(lot).and_then(
        [&] { return lot.left == 0 ? Result<void>() : note(*change, lot.id, lot.left, -lot.left, 0); });
    if (!settled)
        return fail(settled.error());
    return payOwed(*change, lot)
        .and_then([&] { return review(change->member, Review::Rise, now); })
        .and_then([&] { return book(*change); })
        .map([] { return true; });
}

Result<int> PointsService::settle(Timestamp now, int most)
{
    const auto due = m_points.toSettle(now, most);
    if (!due)
        return fail(due.error());
    int moved = 0;
    for (const PointsRepository::Due &one : *due) {
        const auto done = settleOne(one, now);
        if (!done)
            return fail(done.error());
        moved += *done ? 1 : 0;
    }
    return moved;
}

Result<bool> PointsService::expireOne(const PointsRepository::Due &due, Timestamp now)
{
    auto change = begin(due.customer, MoveKind::Expire, now);
    const auto found = change ? m_points.findLot(due.lot) : fail(change.error());
    if (!found)
        return fail(found.error());
    if (!*found || (*found)->left == 0)
        return false;
    PointsLot lot = **found;
    change->sale = lot.sale;
    // What is reserved waits for its sale.
    const qint64 points = lot.state == LotState::Settled
        ? std::clamp<qint64>(change->member.available(), 0, lot.left)
        : lot.left;
    return shift(*change, lot, &PointsLot::lapsed, points).and_then([&] { return book(*change); }).map([&] {
        return points > 0;
    });
}

Result<int> PointsService::expire(Timestamp now, int most)
{
    const auto due = m_points.toExpire(now, most);
    if (!due)
        return fail(due.error());
    int moved = 0;
    for (const PointsRepository::Due &one : *due) {
        const auto done = expireOne(one, now);
        if (!done)
            return fail(done.error());
        moved += *done ? 1 : 0;
    }
    return moved;
}

Result<LevelFigures> PointsService::figures(const PointsMember &member, const PointsScheme &scheme,
                                            Timestamp until)
{
    return m_points.figures(member.customer, member.currency,
                            monthsBefore(until, scheme.levelMonths, scheme.zone), until);
}

/// Up as soon as it is reached; down at the end of its months, or when what it was reached with went back.
Result<void> PointsService::review(PointsMember &member, Review why, Timestamp now)
{
    const auto scheme = m_points.schemeAt(member.currency, now);
    if (!scheme)
        return fail(scheme.error());
    if (!*scheme)
        return {};
    const int current = rankOf(member.level, **scheme);
    const auto today = figures(member, **scheme, now);
    if (!today)
        return fail(today.error());
    const int rank = levelFor(*today, **scheme);
    if (why == Review::Rise && rank <= current)
        return {};
    if (why == Review::Refund) {
        const auto then = figures(member, **scheme, member.since);
        if (!then)
            return fail(then.error());
        if (levelFor(*then, **scheme) >= current || rank >= current)
            return {};
    }
    member.level = rank < 0 ? QString() : (*scheme)->levels[size_t(rank)].code;
    member.since = now;
    member.until = {};
    // The lowest is nobody's to lose.
    if (rank > 0 || (rank == 0 && levelFor({0, {}, {0, member.currency}}, **scheme) < 0))
        member.until = endOfMonth(now, (*scheme)->levels[size_t(rank)].keepsMonths, (*scheme)->zone);
    return {};
}

Result<int> PointsService::reviewLevels(Timestamp now, int most)
{
    const auto members = m_points.membersUntil(now, most);
    if (!members)
        return fail(members.error());
    for (const CustomerId customer : *members) {
        const auto done =
            m_points.lockMember(customer).and_then([&](std::optional<PointsMember> member) -> Result<void> {
                if (!member || member->until.ms == 0 || member->until > now)
                    return {};
                return review(*member, Review::PeriodEnd, now).and_then([&] {
                    return m_points.updateMember(*member);
                });
            });
        if (!done)
            return fail(done.error());
    }
    return int(members->size());
}

Result<PointsService::Statement> PointsService::statement(CustomerId customer, Currency currency,
                                                          Timestamp now, int most)
{
    Statement statement;
    const auto member = m_points.findMember(customer);
    if (!member)
        return fail(member.error());
    statement.figures.spend = {0, currency};
    if (!*member) {
        statement.member.customer = customer;
        statement.member.currency = currency;
        return statement;
    }
    statement.member = **member;
    const auto scheme = m_points.schemeAt(statement.member.currency, now);
    auto lines = scheme ? m_points.statement(customer, most) : fail(scheme.error());
    const auto next = lines ? m_points.expiringNext(customer) : fail(lines.error());
    if (!next)
        return fail(next.error());
    statement.next = *next;
    statement.lines = std::move(*lines);
    statement.before.customer = customer;
    statement.before.points = statement.member.balance;
    statement.before.pending = statement.member.pending;
    statement.before.owed = statement.member.owed;
    for (const PointsMove &line : statement.lines) {
        statement.before.points -= line.points;
        statement.before.pending -= line.pending;
        statement.before.owed -= line.owed;
    }
    if (!*scheme)
        return statement;
    if (const int rank = rankOf(statement.member.level, **scheme); rank >= 0)
        statement.levelName = (*scheme)->levels[size_t(rank)].name;
    return figures(statement.member, **scheme, now).map([&](const LevelFigures &figures) {
        statement.figures = figures;
        return statement;
    });
}

Result<QString> PointsService::levelOf(CustomerId customer)
{
    return m_points.findMember(customer).map(
        [](const std::optional<PointsMember> &member) { return member ? member->level : QString(); });
}

}
