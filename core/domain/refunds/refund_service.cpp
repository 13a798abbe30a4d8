#include "core/domain/refunds/refund_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/coupons/issue_service.h"
#include "core/domain/points/points_rules.h"
#include "core/domain/sales/sold_articles.h"
#include "core/domain/stations/station_service.h"

namespace youka {

Result<std::vector<RefundLine>> RefundService::lines(const SaleRecord &sale)
{
    const auto covered = m_points.coveredOf(sale.id, sale.delivery.amount.currency);
    const auto earlier = covered ? m_refunds.ofSale(sale.id) : fail(covered.error());
    if (!earlier)
        return fail(earlier.error());
    auto lines = refundLines(sale, *covered);
    for (const Refund &refund : *earlier)
        for (const RefundPart &part : refund.parts)
            for (RefundLine &line : lines)
                line.back += line.number == part.line ? part.quantity : 0;
    return lines;
}

Result<std::vector<RefundLine>> RefundService::lines(SaleId sale)
{
    return m_sales.find(sale).and_then([&](const std::optional<SaleRecord> &found) {
        return found ? lines(*found) : fail(ErrorCode::SaleNotFound, sale.text());
    });
}

Result<RefundService::Paid> RefundService::paidBy(const SaleRecord &sale, Money money)
{
    const auto journal = m_ledger.findJournal({sale.id.uuid});
    if (!journal)
        return fail(journal.error());
    if (!*journal)
        return fail(ErrorCode::RefundUnpaid);
    Paid paid;
    paid.bonus = {0, money.currency};
    std::optional<AccountId> purse;
    bool inCash = false;
    for (const Posting &posting : (*journal)->postings) {
        const auto account = m_ledger.account(posting.account);
        if (!account)
            return fail(account.error());
        switch (account->kind) {
        case AccountKind::Principal:
            purse = account->id;
            break;
        case AccountKind::Bonus:
            purse = AccountId{account->owner};
            paid.bonus -= posting.amount;
            break;
        case AccountKind::Receivable:
            purse = AccountId{account->owner};
            break;
        case AccountKind::Cash:
            inCash = true;
            break;
        case AccountKind::Promotion:
        case AccountKind::Suspense:
            paid.borne.push_back({account->kind, account->owner, -posting.amount});
            break;
        default:
            break;
        }
    }
    if (money.isPositive() && !purse && !inCash)
        return fail(ErrorCode::RefundUnpaid);
    if (purse && money.isPositive()) {
        const auto locked = m_ledger.lock(*purse);
        if (!locked)
            return fail(locked.error());
        paid.purse = *locked;
    }
    return paid;
}

/// Of what each bore: the last has what rounding leaves, so that with the whole each has all of it.
std::vector<Discount> RefundService::share(const std::vector<Discount> &borne, Money before, Money now) const
{
    Money total{0, now.currency};
    for (const Discount &one : borne)
        total += one.amount;
    if (!total.isPositive())
        return {};
    std::vector<Discount> back;
    Money rest = now;
    for (const Discount &one : borne) {
        const auto upTo = [&](Money inAll) {
            return Money{givenBack(one.amount.minor, {total.minor, inAll.minor}), total.currency};
        };
        const bool last = &one == &borne.back();
        const Money its = last ? rest : upTo(before + now) - upTo(before);
        rest -= its;
        back.push_back({one.kind, one.owner, its});
    }
    return back;
}

Result<RefundDone> RefundService::refund(const RefundOrder &order, Timestamp now)
{
    if (order.note.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("note: missing"));
    if (const auto locked = m_refunds.lock(order.sale); !locked)
        return fail(locked.error());
    const auto found = m_sales.find(order.sale);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::SaleNotFound, order.sale.text());
    const SaleRecord &sale = **found;
    const auto all = lines(sale);
    if (!all)
        return fail(all.error());
    const RefundTerms terms{sale.posted, now, m_policy.withinMs, sale.station, order.who.station};
    const auto plan = planRefund(*all, order.parts, terms);
    if (!plan)
        return fail(plan.error());
    if (const auto unused = checkUnused(sale, *plan, now); !unused)
        return fail(unused.error());
    if (!needsSecondPerson(plan->money, m_policy.secondPersonAbove))
        return carryOut(order, sale, *plan, {}, now);
    const auto proposal = m_refunds.proposal(order.sale);
    if (!proposal)
        return fail(proposal.error());
    const bool agreed =
        *proposal && (*proposal)->parts == plan->parts && (*proposal)->person != order.who.subject;
    return agreed ? carryOut(order, sale, *plan, (*proposal)->name, now) : waits(order, *plan, now);
}

Result<void> RefundService::checkUnused(const SaleRecord &sale, const RefundPlan &plan, Timestamp now)
{
    for (const RefundPart &part : plan.parts) {
        if (part.line == 0)
            continue;
        const auto most = returnable(m_db, sale, part.line, part.quantity, now);
        if (!most)
            return fail(most.error());
        if (*most < part.quantity)
            return fail(ErrorCode::RefundUsed);
    }
    return {};
}

/// What selling it did besides taking money: stock, washes.
Result<void> RefundService::giveGoods(const SaleRecord &sale, const RefundPlan &plan, Timestamp now)
{
    for (const RefundPart &part : plan.parts)
        if (part.line != 0)
            if (const auto told = tellReturned(m_db, sale, part.line, part.quantity, now); !told)
                return told;
    return {};
}

Result<RefundDone> RefundService::waits(const RefundOrder &order, const RefundPlan &plan, Timestamp now)
{
    RefundDone done{true, order.who.name, {}};
    done.refund.sale = order.sale;
    done.refund.parts = plan.parts;
    done.refund.money = plan.money;
    done.refund.toDebt = {0, plan.money.currency};
    done.refund.discount = plan.discount;
    const AuditLog::Entry entry{
        order.who.name, QStringLiteral("refund.propose"), QStringLiteral("sale ") + order.sale.text(),
        QStringLiteral("%1: %2").arg(refundReasonName(order.reason), order.note.trimmed())};
    return m_refunds.propose(order, plan.parts, now)
        .and_then([&] { return AuditLog(m_db).add(entry, now); })
        .map([&] { return done; });
}

Result<void> RefundService::giveMoney(const SaleRecord &sale, const RefundPlan &plan, Refund &refund,
                                      QDate day)
{
    const auto paid = paidBy(sale, plan.money);
    if (!paid)
        return fail(paid.error());
    const BookingContext context{{refund.id.uuid}, refund.at, refund.at, day, sale.station, sale.id.bytes()};
    const auto purse = paid->purse ? std::optional(paid->purse->id) : std::nullopt;
    std::optional<Ledger::Payer> payer;
    if (purse) // the bonus has its share back, counted from the beginning
        payer = Ledger::Payer{
            *purse, refundOf(paid->bonus, plan.moneyPaid.minor, plan.moneyBefore.minor, plan.money.minor)};
    const auto done =
        m_ledger.refund(plan.money, payer, context, share(paid->borne, plan.discountBefore, plan.discount));
    if (!done)
        return fail(done.error());
    refund.toCash = !purse;
    refund.toDebt = done->toDebt;
    if (!purse)
        return {};
    const auto hold = m_ledger.findHold(sale.hold);
    const auto card = hold ? m_cards.lockById(sale.card) : fail(hold.error());
    if (!card)
        return fail(card.error());
    const QDate spentOn = *hold ? (*hold)->day : sale.day;
    return m_cards.addSpent(*card, spentOn, -plan.money).and_then([&] {
        return m_cards.announce(*purse, refund.at);
    });
}

/// What was not money: coupons and points, each by its own table.
Result<void> RefundService::giveRest(const SaleRecord &sale, const RefundPlan &plan, Refund &refund)
{
    const bool isFault = refund.reason == RefundReason::Fault;
    const auto atLeast = isFault ? std::optional(refund.at.plusMs(m_policy.couponMs)) : std::nullopt;
    const auto coupons = m_coupons.takeBack(sale.id, plan.part, atLeast, refund.at);
    if (plan.whole)
        if (const auto taken = IssueService(m_db).takenBack(sale.id, refund.at); !taken)
            return taken;
    const auto points = coupons ? m_points.takeBack(sale.id, plan.part, refund.at) : fail(coupons.error());
    if (!points)
        return fail(points.error());
    refund.coupons = *coupons;
    refund.pointsTaken = points->taken;
    refund.pointsOwed = points->owed;
    refund.pointsBack = points->returned;
    return {};
}

Result<RefundDone> RefundService::carryOut(const RefundOrder &order, const SaleRecord &sale,
                                           const RefundPlan &plan, const QString &maker, Timestamp now)
{
    const auto day = openBusinessDay(m_db, sale.station, now);
    if (!day)
        return fail(day.error());
    Refund refund;
    refund.id = order.operation;
    refund.sale = sale.id;
    refund.station = sale.station;
    refund.parts = plan.parts;
    refund.reason = order.reason;
    refund.note = order.note.trimmed();
    refund.name = maker.isEmpty() ? order.who.name : maker;
    refund.second = maker.isEmpty() ? QString() : order.who.name;
    refund.money = plan.money;
    refund.toDebt = {0, plan.money.currency};
    refund.discount = plan.discount;
    refund.at = now;
    const AuditLog::Entry entry{order.who.name, QStringLiteral("refund"),
                                QStringLiteral("sale ") + sale.id.text(),
                                QStringLiteral("%1: %2").arg(refundReasonName(order.reason), refund.note)};
    return giveMoney(sale, plan, refund, *day)
        .and_then([&] { return giveRest(sale, plan, refund); })
        .and_then([&] { return giveGoods(sale, plan, now); })
        .and_then([&] { return m_refunds.insert(refund, order, *day); })
        .and_then([&] { return m_refunds.endProposal(sale.id); })
        .and_then([&] { return AuditLog(m_db).add(entry, now); })
        .map([&] {
            return RefundDone{false, refund.name, refund};
        });
}

}
