#pragma once

#include "core/domain/coupons/coupon_check.h"
#include "core/domain/coupons/coupon_code.h"
#include "core/domain/coupons/coupon_service.h"
#include "tests/unit/sales/sale_desk.h"

namespace youka::test {

/// A sale desk whose house runs campaigns.
struct PromotionDesk : SaleDesk
{
    using SaleDesk::SaleDesk;

    CampaignService campaigns() { return {*store.db, couponKeys}; }
    CouponService coupons() { return CouponService{*store.db, couponKeys}; }
    Principal manager(int n) const { return {Role::Manager, n, QStringLiteral("manager %1").arg(n), {}}; }

    /// Money off, of a campaign that two managers have brought to life.
    Campaign live(Money amount, const std::function<void(Campaign &)> &change = {})
    {
        Campaign campaign;
        campaign.name = QStringLiteral("Ten off");
        campaign.terms.offer.amount = amount;
        campaign.terms.until = now().plusMs(30LL * 24 * 60 * 60 * 1000);
        if (change)
            change(campaign);
        const auto made = committed([&]() -> Result<Campaign> {
            auto service = campaigns();
            return service.create(campaign, manager(1), now()).and_then([&](const Campaign &draft) {
                return service.step(draft.id, CampaignState::Review, manager(1), now())
                    .and_then([&](const Campaign &) {
                        return service.step(draft.id, CampaignState::Live, manager(2), now());
                    });
            });
        });
        ensure(made.has_value(), "a campaign is brought to life");
        return *made;
    }
    CouponBatch print(const Campaign &campaign, quint32 count = 10)
    {
        const auto batch = committed([&] {
            return campaigns().print(campaign.id, count, QStringLiteral("flyer"), manager(1), now());
        });
        ensure(batch.has_value(), "codes are printed");
        return *batch;
    }
    QString code(const CouponBatch &batch, quint32 serial) { return coupons().codeOf({batch.id, serial}); }

    /// 40 L at 8.00.
    Basket fuel(Money amount = {32'000, {}}) const
    {
        return {
            {},
            {{QStringLiteral("95"), {}, Product::Unit::Litre, amount.minor * 10 / 8, {8'000, {}}, amount}}};
    }
    CouponQuestion couponQuestion(const QStringList &codes)
    {
        CouponQuestion q;
        q.operation = ids.make<OperationId>();
        q.sale = ids.make<SaleId>();
        q.codes = codes;
        q.basket = fuel();
        return q;
    }
    CouponPlace place() const { return {terminal.id, terminal.station, member}; }
    Result<CouponGrant> reserve(const CouponQuestion &q)
    {
        return committed([&] { return coupons().reserve(q, place(), now()); });
    }
    SaleFact cashSale(SaleId sale, const std::vector<Redemption> &discounts,
                      Money amount = {32'000, {}}) const
    {
        SaleFact fact;
        fact.sale = sale;
        fact.mode = SaleMode::PostPay;
        fact.pump = 3;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {amount.minor * 10 / 8}, amount, {}, {}};
        fact.discounts = discounts;
        return fact;
    }
    Coupon coupon(CouponId id) { return *coupons().find(id); }
    /// Of the ledger and of coupons.
    QString faults()
    {
        const auto proof = checkCoupons(*store.db);
        return SaleDesk::faults() + (proof ? proof->faults.join(u'\n') : toString(proof.error()));
    }
    Bound taken(const Campaign &campaign, BudgetKind kind = BudgetKind::Total, const QString &subject = {})
    {
        return *coupons().repository().taken(campaign.id, kind, subject, {});
    }
    Money balance(AccountKind kind, qint64 owner)
    {
        const auto id = Ledger(*store.db).houseAccount(kind, owner, {});
        return Ledger(*store.db).account(*id)->balance;
    }

    CouponKeys couponKeys{QByteArray(32, 'c'), SigningKey::fromSeed(QByteArray(32, 's')).value(), 1};
    Member member;
};

}
