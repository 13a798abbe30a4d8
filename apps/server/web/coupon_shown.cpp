#include "apps/server/web/coupon_shown.h"

#include "apps/server/station_qr.h"
#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_code.h"

namespace youka {

namespace {

/// Is everything of the campaign spent, whoever asks?
Result<bool> isSpent(CouponRepository &coupons, const Campaign &campaign)
{
    const Bound &bound = campaign.limits.total;
    return coupons.taken(campaign.id, BudgetKind::Total, {}, campaign.terms.offer.amount.currency)
        .map([&](const Bound &taken) {
            return (bound.pieces && taken.pieces.value_or(0) >= *bound.pieces)
                || (bound.amount && taken.amount && *taken.amount >= *bound.amount);
        });
}

std::optional<ErrorCode> problemOf(const Campaign &campaign, Timestamp until, Timestamp now)
{
    if (const auto usable = checkUsable(campaign.state); !usable)
        return usable.error().code;
    if (now >= until)
        return ErrorCode::CouponExpired;
    if (now < campaign.terms.from)
        return ErrorCode::CouponNotYetValid;
    return {};
}

Result<CouponId> idOf(const CouponKeys &keys, const TypedCode &typed)
{
    if (!isGenuine(typed, couponBatchKey(keys.master, typed.coupon.batch)))
        return fail(ErrorCode::CouponUnknown);
    return typed.coupon;
}

Result<CouponShown> couponOf(Database &db, const CouponKeys &keys, CouponId id, Timestamp now)
{
    CouponService service(db, keys);
    const auto coupon = service.find(id);
    const auto campaign = coupon ? CampaignRepository(db).find(coupon->campaign) : fail(coupon.error());
    if (!campaign)
        return fail(campaign.error());
    if (!*campaign)
        return fail(ErrorCode::CouponUnknown);
    const auto spent = isSpent(service.repository(), **campaign);
    if (!spent)
        return fail(spent.error());
    CouponShown shown{
        **campaign, *coupon, {}, {}, {}, false, coupon->until.value_or((*campaign)->terms.until)};
    shown.problem = problemOf(shown.campaign, shown.until, now);
    const bool isReserved = coupon->state == CouponState::Reserved && coupon->reservedUntil >= now;
    if (coupon->state == CouponState::Void)
        shown.problem = ErrorCode::CouponVoid;
    else if (coupon->state == CouponState::Used)
        shown.problem = ErrorCode::CouponUsed;
    else if (isReserved)
        shown.problem = ErrorCode::CouponReserved;
    else if (!shown.problem && *spent)
        shown.problem = ErrorCode::CouponBudgetGone;
    // Before its first day one keeps it, so its code is shown.
    if (!shown.problem || shown.problem == ErrorCode::CouponNotYetValid) {
        shown.code = service.codeOf(id);
        shown.qr = coupon->customer ? QString() : stationQrOf(shown.campaign.terms, id, keys);
        if (shown.qr.isEmpty())
            shown.qr = shown.code;
    }
    return shown;
}

Result<CouponShown> publicOffer(Database &db, const CouponKeys &keys, const Campaign &campaign, Timestamp now)
{
    CouponShown shown{
        campaign, {}, problemOf(campaign, campaign.terms.until, now), {}, {}, false, campaign.terms.until};
    if (!shown.problem && campaign.state != CampaignState::Live)
        shown.problem = ErrorCode::CouponExpired;
    CouponService service(db, keys);
    const auto given = service.repository().given(campaign.id, {});
    const auto spent = isSpent(service.repository(), campaign);
    if (!given || !spent)
        return fail(given ? spent.error() : given.error());
    if (!shown.problem && (*spent || (campaign.limits.claims && *given >= *campaign.limits.claims)))
        shown.problem = ErrorCode::CouponBudgetGone;
    // It may be claimed before it can be used.
    shown.mayClaim = !shown.problem || shown.problem == ErrorCode::CouponNotYetValid;
    return shown;
}

}

Result<CouponShown> couponBehind(Database &db, const CouponKeys &keys, const QString &text, Timestamp now)
{
    if (isSignedCoupon(text))
        return readSignedCoupon(text, keys.verifying()).and_then([&](const SignedCoupon &coupon) {
            return couponOf(db, keys, coupon.coupon, now);
        });
    if (const auto typed = readCouponCode(text))
        return idOf(keys, *typed).and_then([&](CouponId id) { return couponOf(db, keys, id, now); });
    return CampaignRepository(db)
        .findClaimCode(text.trimmed().toUpper())
        .and_then([&](const std::optional<Campaign> &campaign) -> Result<CouponShown> {
            if (!campaign || campaign->state == CampaignState::Draft
                || campaign->state == CampaignState::Review)
                return fail(ErrorCode::CouponUnknown);
            return publicOffer(db, keys, *campaign, now);
        });
}

}
