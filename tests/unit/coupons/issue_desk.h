#pragma once

#include "core/domain/coupons/issue_service.h"
#include "core/domain/refunds/refund_service.h"
#include "core/domain/topups/top_up_check.h"
#include "core/domain/topups/top_up_service.h"
#include "tests/unit/coupons/promotion_desk.h"

namespace youka::test {

using namespace youka::literals;

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

/// A promotion desk whose members are given coupons and top up cards.
struct IssueDesk : PromotionDesk
{
    explicit IssueDesk(TestStore &fresh)
        : PromotionDesk(fresh)
    {
        member.customer = card().customer;
    }
    IssueService issues() { return IssueService(*store.db, keys.customerWrapping); }
    qint64 owned(const Campaign &campaign, CustomerId whose = {})
    {
        const auto all = coupons().repository().ofCustomer(whose ? whose : member.customer, 1'000);
        return std::count_if(all->begin(), all->end(), [&](const Coupon &one) {
            return one.campaign == campaign.id && one.state == CouponState::Claimed;
        });
    }
    Coupon newest() { return coupons().repository().ofCustomer(member.customer, 1)->front(); }
    /// With the member's card shown.
    SaleFact shown(Money amount = 320_yuan)
    {
        SaleFact fact = cashSale(ids.make<SaleId>(), {}, amount);
        fact.member = token();
        return fact;
    }
    SaleId buy(Money amount = 320_yuan)
    {
        clock.advanceMs(1'000);
        const SaleFact fact = shown(amount);
        ensure(tell(fact).has_value(), "a sale is booked");
        return fact.sale;
    }
    Result<RefundDone> refund(SaleId sale)
    {
        clock.advanceMs(1'000);
        return committed([&] {
            return RefundService(*store.db, keys)
                .refund({ids.make<OperationId>(),
                         sale,
                         {},
                         RefundReason::Returned,
                         QStringLiteral("asked"),
                         manager(1)},
                        now());
        });
    }
    Campaign stamps(const Campaign &reward, int buy)
    {
        return live(0_yuan, [&](Campaign &campaign) {
            campaign.terms.offer = {};
            campaign.terms.offer.kind = OfferKind::Stamps;
            campaign.terms.offer.buy = buy;
            campaign.terms.offer.reward = reward.id;
        });
    }
    qint64 stampsNow() { return issues().stampsOf(member.customer, now())->front().stamps; }
    CustomerId another(const QString &number, const QString &segment = QStringLiteral("retail"))
    {
        return committed([&] {
                   return CustomerService(*store.db, keys.customerWrapping)
                       .ensureCustomer(number, number, segment, {}, now());
               })
            ->id;
    }
    Result<TopUpService::Done> topUp(Money amount, OperationId operation)
    {
        return committed([&] {
            return TopUpService(*store.db, keys)
                .topUpCash(cardId, amount, {{operation.uuid}, now(), now(), day(), terminal.station.id, {}});
        });
    }
    Result<ReversalDone> reverse(OperationId original)
    {
        return committed([&] {
            return ReversalService(*store.db, keys, {DayMs, 1'000'000_yuan})
                .reverse({ids.make<OperationId>(),
                          original,
                          ReversalKind::TopUp,
                          ReversalReason::Mistake,
                          {Role::Manager, 1, QStringLiteral("m"), terminal.station.id},
                          now()},
                         now());
        });
    }
    Result<bool> gift(CouponId coupon, const QString &to)
    {
        return committed([&] {
            return sales().giveCoupon({token(), CardProof::Track, coupon, to}, SaleService::Pin::NotGiven,
                                      keys, couponKeys, terminal, now());
        });
    }
    QString allFaults()
    {
        const auto topUps = checkTopUps(*store.db);
        return faults() + (topUps ? topUps->faults.join(u'\n') : toString(topUps.error()));
    }
    int lookAll(int piece = 500)
    {
        int seen = 0;
        for (;;) {
            const auto done = committed([&] { return issues().keepRules(now(), piece); });
            ensure(done.has_value(), "rules are looked at");
            if (*done == 0)
                return seen;
            seen += *done;
        }
    }
};

}
