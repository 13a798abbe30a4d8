#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_code.h"
#include "core/domain/coupons/coupon_service.h"

namespace youka {

Result<Coupon> CouponService::give(const Gift &gift, Timestamp now)
{
    const auto found = m_campaigns.find(gift.campaign);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::CampaignUnknown);
    const Campaign &campaign = **found;
    if (campaign.state != CampaignState::Live || campaign.terms.automatic)
        return fail(ErrorCode::CampaignStateConflict);
    if (now >= campaign.terms.until)
        return fail(ErrorCode::CouponExpired);
    // Holding the total's row keeps two from taking the last one.
    const Money nothing{0, campaign.terms.offer.amount.currency};
    if (const auto held = m_coupons.take(campaign.id, BudgetKind::Total, {}, nothing, 0, {}); !held)
        return fail(held.error());
    if (campaign.limits.claims) {
        const auto given = m_coupons.given(campaign.id, {});
        if (!given)
            return fail(given.error());
        if (*given >= *campaign.limits.claims)
            return fail(ErrorCode::CouponBudgetGone);
    }
    if (gift.counted) {
        const auto has = m_coupons.given(campaign.id, gift.customer);
        if (!has)
            return fail(has.error());
        if (*has >= campaign.limits.claimsPerCustomer.value_or(1))
            return fail(ErrorCode::CouponCapReached);
    }
    auto batch = m_campaigns.openBatch(campaign.id);
    if (!batch)
        return fail(batch.error());
    if (!*batch) {
        const auto made =
            m_campaigns.insertBatch({0, campaign.id, BatchKind::Given, 0, false, {}, campaign.author, now});
        if (!made)
            return fail(made.error());
        *batch = *made;
    }
    return m_campaigns.nextSerial((*batch)->id).and_then([&](quint32 serial) {
        Coupon coupon;
        coupon.id = {(*batch)->id, serial};
        coupon.campaign = campaign.id;
        coupon.state = CouponState::Claimed;
        coupon.customer = gift.customer;
        coupon.onlyAt = gift.onlyAt;
        coupon.until = campaign.terms.until;
        if (campaign.terms.daysFromClaim > 0)
            coupon.until = std::min(campaign.terms.until,
                                    now.plusMs(qint64(campaign.terms.daysFromClaim) * 24 * 60 * 60 * 1000));
        if (campaign.terms.offer.inParts)
            coupon.left = campaign.terms.offer.amount;
        coupon.changed = now;
        return m_coupons.insert(coupon).map([&] { return coupon; });
    });
}

Result<Campaign> CouponService::forPoints(CampaignId id)
{
    return m_campaigns.find(id).and_then([](const std::optional<Campaign> &campaign) -> Result<Campaign> {
        if (!campaign || campaign->pointsPrice <= 0)
            return fail(ErrorCode::CampaignUnknown);
        return *campaign;
    });
}

Result<Coupon> CouponService::claim(const QString &code, CustomerId customer, Timestamp now)
{
    return m_campaigns.findClaimCode(code.trimmed().toUpper())
        .and_then([&](const std::optional<Campaign> &campaign) -> Result<Coupon> {
            if (!campaign || campaign->state == CampaignState::Draft
                || campaign->state == CampaignState::Review)
                return fail(ErrorCode::CouponUnknown);
            if (isHeldOut(campaign->id, customer, campaign->holdOut))
                return fail(ErrorCode::CouponNotYours, QStringLiteral("held out"));
            return give({campaign->id, customer, {}}, now);
        });
}

/// What a member says may be a campaign's public code: the coupon of it that is there already, or a new one.
Result<CouponService::Shown> CouponService::byCode(const QString &code, CustomerId customer, Timestamp now)
{
    auto shown = byCode(code);
    if (shown || !customer || isStoreFailure(shown.error().code))
        return shown;
    const auto campaign = m_campaigns.findClaimCode(code.trimmed().toUpper());
    if (!campaign)
        return fail(campaign.error());
    if (!*campaign)
        return shown;
    const auto has = m_coupons.unusedOf(customer, 1, (*campaign)->id);
    if (!has)
        return fail(has.error());
    if (!has->empty())
        return byId(has->front().id);
    return claim(code, customer, now).and_then([&](const Coupon &coupon) { return byId(coupon.id); });
}

Result<Coupon> CouponService::find(CouponId id)
{
    const auto batch = m_campaigns.findBatch(id.batch);
    if (!batch)
        return fail(batch.error());
    if (!*batch || id.serial >= (*batch)->count)
        return fail(ErrorCode::CouponUnknown);
    return lockOrIssued(id).map([&](Coupon coupon) {
        coupon.campaign = (*batch)->campaign;
        if ((*batch)->isVoid)
            coupon.state = CouponState::Void;
        return coupon;
    });
}

Result<Coupon> CouponService::voidCoupon(CouponId id, Timestamp now)
{
    return find(id).and_then([&](Coupon coupon) -> Result<Coupon> {
        if (coupon.state == CouponState::Used)
            return fail(ErrorCode::CouponUsed);
        if (coupon.state == CouponState::Reserved && coupon.reservedUntil >= now)
            return fail(ErrorCode::CouponReserved); // somebody was promised it a moment ago
        const bool isNew = coupon.state == CouponState::Issued;
        coupon.state = CouponState::Void;
        coupon.changed = now;
        return (isNew ? m_coupons.insert(coupon) : m_coupons.update(coupon)).map([&] { return coupon; });
    });
}

Result<Coupon> CouponService::extend(CouponId id, Timestamp until, Timestamp now)
{
    return find(id).and_then([&](Coupon coupon) -> Result<Coupon> {
        if (coupon.state == CouponState::Used)
            return fail(ErrorCode::CouponUsed);
        if (coupon.state == CouponState::Void)
            return fail(ErrorCode::CouponVoid);
        if (until <= now || (coupon.until && until <= *coupon.until))
            return fail(ErrorCode::InvalidInput, QStringLiteral("until: must be later than it is"));
        const bool isNew = coupon.state == CouponState::Issued;
        if (isNew)
            coupon.state = CouponState::Claimed;
        coupon.until = until;
        coupon.changed = now;
        return (isNew ? m_coupons.insert(coupon) : m_coupons.update(coupon)).map([&] { return coupon; });
    });
}

QString CouponService::codeOf(CouponId id) const
{
    return couponCode(id, couponBatchKey(m_keys.master, id.batch));
}

}
