#pragma once

#include "core/domain/refunds/refund_repository.h"
#include "core/domain/refunds/refund_rules.h"
#include "core/domain/sales/sale_service.h"

namespace youka {

/// Gives back a sale or a part of it, the way it was paid. Runs inside the caller's transaction. Source:
/// docs/refunds.md, whose table each cell of is a test.
class RefundService
{
public:
    RefundService(Database &db, const CardKeys &keys, const RefundPolicy &policy = {})
        : m_db(db)
        , m_policy(policy)
        , m_refunds(db)
        , m_sales(db, keys)
        , m_ledger(db)
        , m_cards(db, keys)
        , m_coupons(db)
        , m_points(db)
    {
    }

    /// More than the policy's amount waits until another person asks for the same parts of the same sale.
    /// Errors: SaleNotFound, those of planRefund(), RefundUnpaid (what paid for it is a case still),
    /// RefundUsed (what was bought has been used),
    /// AccountClosed (the purse that paid), InvalidInput (no note).
    Result<RefundDone> refund(const RefundOrder &order, Timestamp now);

    /// The lines of a sale with what went back of each. Errors: SaleNotFound.
    Result<std::vector<RefundLine>> lines(SaleId sale);
    RefundRepository &repository() { return m_refunds; }

private:
    /// Who paid, and who bore the rest, as the sale's own journal says.
    struct Paid
    {
        std::optional<Account> purse; ///< locked; none: cash
        Money bonus;                  ///< of what the purse paid: its bonus money
        std::vector<Discount> borne;  ///< but by points
    };
    Result<std::vector<RefundLine>> lines(const SaleRecord &sale);
    Result<Paid> paidBy(const SaleRecord &sale, Money money);
    std::vector<Discount> share(const std::vector<Discount> &borne, Money before, Money now) const;
    Result<void> checkUnused(const SaleRecord &sale, const RefundPlan &plan, Timestamp now);
    Result<void> giveGoods(const SaleRecord &sale, const RefundPlan &plan, Timestamp now);
    Result<RefundDone> waits(const RefundOrder &order, const RefundPlan &plan, Timestamp now);
    Result<RefundDone> carryOut(const RefundOrder &order, const SaleRecord &sale, const RefundPlan &plan,
                                const QString &maker, Timestamp now);
    Result<void> giveMoney(const SaleRecord &sale, const RefundPlan &plan, Refund &refund, QDate day);
    Result<void> giveRest(const SaleRecord &sale, const RefundPlan &plan, Refund &refund);

    Database &m_db;
    const RefundPolicy m_policy;
    RefundRepository m_refunds;
    SaleService m_sales;
    Ledger m_ledger;
    CardService m_cards;
    CouponService m_coupons;
    PointsService m_points;
};

}
