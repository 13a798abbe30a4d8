#include "core/domain/coupons/coupon_service.h"

namespace youka {

/// A coupon of a sale that went back: as it was before it, or a voucher with that share again.
Result<bool> CouponService::restore(const CouponUse &use, Money share, const Campaign &campaign,
                                    std::optional<Timestamp> atLeast, Timestamp now)
{
    const auto found = m_coupons.lock(use.redemption.coupon);
    const auto batch = found ? m_campaigns.findBatch(use.redemption.coupon.batch) : fail(found.error());
    if (!batch)
        return fail(batch.error());
    const bool isVoid = !*found || (*found)->state == CouponState::Void || (*batch && (*batch)->isVoid)
        || campaign.state == CampaignState::Voided;
    if (isVoid)
        return false;
    Coupon coupon = **found;
    if (use.inParts)
        coupon.left = coupon.left.value_or(Money{0, share.currency}) + share;
    if (coupon.state == CouponState::Used) {
        coupon.state = CouponState::Claimed;
        coupon.sale = {};
    }
    const Timestamp end = coupon.until.value_or(campaign.terms.until);
    if (atLeast && *atLeast > end)
        coupon.until = *atLeast;
    coupon.changed = now;
    return m_coupons.update(coupon).map([&] { return coupon.until.value_or(campaign.terms.until) > now; });
}

Result<int> CouponService::takeBack(SaleId sale, const PartBack &part, std::optional<Timestamp> atLeast,
                                    Timestamp now)
{
    const auto uses = m_coupons.uses(sale);
    if (!uses)
        return fail(uses.error());
    int again = 0;
    for (CouponUse use : *uses) {
        if (use.state != UseState::Redeemed)
            continue;
        const auto campaign = m_campaigns.find(use.redemption.campaign);
        if (!campaign)
            return fail(campaign.error());
        ensure(campaign->has_value(), "what was redeemed is of a campaign");
        const Money amount = use.redemption.amount;
        const Money back{givenBack(amount.minor, part), amount.currency};
        const Money share = back - use.back;
        const bool restores =
            !use.redemption.coupon.isNull() && (part.isWhole() || (use.inParts && share.isPositive()));
        use.back = back;
        if (part.isWhole()) {
            use.state = UseState::GivenBack;
            if (const auto freed = takeBudgets(**campaign, use, -1, false); !freed)
                return fail(freed.error());
        }
        if (const auto put = m_coupons.put(use); !put)
            return fail(put.error());
        if (!restores)
            continue;
        const auto restored = restore(use, share, **campaign, atLeast, now);
        if (!restored)
            return fail(restored.error());
        again += *restored ? 1 : 0;
    }
    return again;
}

}
