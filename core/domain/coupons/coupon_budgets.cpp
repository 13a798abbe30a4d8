#include "core/domain/coupons/coupon_service.h"

namespace youka {

namespace {

/// A budget that a use counts in, and how much there may be of it.
struct Counted
{
    BudgetKind kind;
    QString subject;
    Bound bound;
};

std::vector<Counted> budgetsOf(const Campaign &campaign, const CouponUse &use)
{
    const CampaignLimits &limits = campaign.limits;
    const QString day = use.day.toString(Qt::ISODate);
    const QString station = QString::number(use.station.value);
    std::vector<Counted> budgets{{BudgetKind::Total, {}, limits.total}};
    const auto bounds = [&](BudgetKind kind, const QString &subject, const Bound &bound) {
        if (bound != Bound())
            budgets.push_back({kind, subject, bound});
    };
    bounds(BudgetKind::Day, day, limits.perDay);
    bounds(BudgetKind::Station, station, limits.perStation);
    bounds(BudgetKind::StationDay, station + u' ' + day, limits.perStationDay);
    if (use.customer) {
        const QString customer = QString::number(use.customer.value);
        bounds(BudgetKind::Customer, customer, {{}, limits.perCustomer});
        bounds(BudgetKind::CustomerDay, customer + u' ' + day, {{}, limits.perCustomerDay});
    }
    bounds(BudgetKind::TerminalDay, QString::number(use.terminal.value) + u' ' + day,
           {{}, limits.perTerminalDay});
    return budgets;
}

}

Result<std::optional<ErrorCode>> CouponService::takeBudgets(const Campaign &campaign, const CouponUse &use,
                                                            int sign, bool bounded)
{
    const std::vector<Counted> budgets = budgetsOf(campaign, use);
    const Money amount = sign < 0 ? -use.redemption.amount : use.redemption.amount;
    for (size_t i = 0; i < budgets.size(); ++i) {
        const auto taken = m_coupons.take(campaign.id, budgets[i].kind, budgets[i].subject, amount, sign,
                                          bounded ? budgets[i].bound : Bound());
        if (!taken)
            return fail(taken.error());
        if (*taken)
            continue;
        const BudgetKind reached = budgets[i].kind;
        while (i-- > 0)
            if (const auto back =
                    m_coupons.take(campaign.id, budgets[i].kind, budgets[i].subject, -amount, -sign, {});
                !back)
                return fail(back.error());
        return std::optional(reached >= BudgetKind::Customer ? ErrorCode::CouponCapReached
                                                             : ErrorCode::CouponBudgetGone);
    }
    return std::optional<ErrorCode>();
}

Result<bool> CouponService::hasRoom(const Campaign &campaign, const CouponUse &use)
{
    for (const Counted &budget : budgetsOf(campaign, use)) {
        const auto taken =
            m_coupons.taken(campaign.id, budget.kind, budget.subject, use.redemption.amount.currency);
        if (!taken)
            return fail(taken.error());
        const qint64 amount = (taken->amount ? taken->amount->minor : 0) + use.redemption.amount.minor;
        if ((budget.bound.amount && amount > budget.bound.amount->minor)
            || (budget.bound.pieces && taken->pieces.value_or(0) + 1 > *budget.bound.pieces))
            return false;
    }
    return true;
}

}
