#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/domain/coupons/discount.h"
#include "core/domain/coupons/issue_repository.h"

#include <algorithm>

namespace youka {

namespace {

constexpr int MostOwned = 200;

QString giverOf(CustomerId customer) { return QStringLiteral("giver %1").arg(customer.value); }

}

Result<std::vector<CouponService::Offered>> CouponService::offeredFor(OperationId operation, Money amount,
                                                                      const Occasion &occasion,
                                                                      TerminalId terminal, QDate day,
                                                                      Timestamp now)
{
    const CustomerId customer = occasion.member.customer;
    std::vector<Offered> offered;
    const auto offer = [&](const Campaign &campaign, const Coupon &coupon) {
        const Candidate candidate{campaign.terms,  coupon.id,    coupon.until, {},
                                  coupon.customer, coupon.onlyAt};
        const bool isIt = campaign.terms.offer.kind == OfferKind::TopUpBonus
            && campaign.terms.offer.amount.currency == amount.currency;
        const auto bonus =
            isIt ? topUpBonus(candidate, amount, occasion) : fail(ErrorCode::CouponWrongProduct);
        if (!bonus || !bonus->isPositive())
            return;
        const Redemption redemption{campaign.id, campaign.terms.version, coupon.id, *bonus, campaign.name};
        offered.push_back({campaign,
                           {{operation.uuid},
                            redemption,
                            UseState::Redeemed,
                            false,
                            customer,
                            terminal,
                            occasion.station,
                            day,
                            now,
                            now,
                            occasion.channel}});
    };
    const auto automatic = m_campaigns.automatic();
    const auto owned = automatic ? m_coupons.ofCustomer(customer, MostOwned) : fail(automatic.error());
    if (!owned)
        return fail(owned.error());
    for (const Campaign &campaign : *automatic)
        if (!isHeldOut(campaign.id, customer, campaign.holdOut))
            offer(campaign, {});
    for (const Coupon &coupon : *owned) {
        const bool isFree = coupon.state == CouponState::Claimed
            || (coupon.state == CouponState::Reserved && coupon.reservedUntil < now);
        const auto one = isFree ? byId(coupon.id) : fail(ErrorCode::CouponUsed);
        if (one)
            offer(one->campaign, coupon);
        else if (isStoreFailure(one.error().code))
            return fail(one.error());
    }
    std::stable_sort(offered.begin(), offered.end(), [](const Offered &a, const Offered &b) {
        return a.use.redemption.amount > b.use.redemption.amount;
    });
    return offered;
}

Result<std::optional<CouponService::Bonus>> CouponService::addToTopUp(OperationId operation, Money amount,
                                                                      const Occasion &occasion,
                                                                      TerminalId terminal, QDate day,
                                                                      Timestamp now)
{
    const auto offered = offeredFor(operation, amount, occasion, terminal, day, now);
    if (!offered)
        return fail(offered.error());
    for (const auto &[campaign, use] : *offered) {
        const auto met = takeBudgets(campaign, use, 1, true);
        if (!met)
            return fail(met.error());
        if (*met)
            continue;
        const auto used = use.redemption.coupon.isNull() ? Result<Redeemed::Fit>(Redeemed::Fit::Right)
                                                         : useUp(use, campaign, now);
        const auto put = used ? m_coupons.put(use) : Result<void>(fail(used.error()));
        if (!put)
            return fail(put.error());
        ensure(*used == Redeemed::Fit::Right, "a coupon that is free can be used");
        return Bonus{use.redemption, campaign.stationShare};
    }
    return std::nullopt;
}

Result<Money> CouponService::topUpBonusNow(Money amount, const Occasion &occasion, TerminalId terminal,
                                           QDate day, Timestamp now)
{
    const auto offered = offeredFor({}, amount, occasion, terminal, day, now);
    if (!offered)
        return fail(offered.error());
    for (const auto &[campaign, use] : *offered) {
        const auto room = hasRoom(campaign, use);
        if (!room)
            return fail(room.error());
        if (*room)
            return use.redemption.amount;
    }
    return Money{0, amount.currency};
}

Result<void> CouponService::checkGiver(CustomerId giver, Timestamp now)
{
    return isPaused(giverOf(giver), now).and_then([](bool paused) -> Result<void> {
        if (paused)
            return fail(ErrorCode::TooManyAttempts);
        return {};
    });
}

Result<void> CouponService::countWrongReceiver(CustomerId giver, Timestamp now)
{
    return countGuess(giverOf(giver), now);
}

Result<Coupon> CouponService::giveAway(CouponId id, CustomerId giver, CustomerId receiver, Timestamp now)
{
    auto one = byId(id);
    auto coupon = one ? lockOrIssued(id) : fail(one.error());
    if (!coupon)
        return coupon;
    if (!giver || coupon->customer != giver || !receiver || receiver == giver)
        return fail(ErrorCode::CouponNotYours);
    switch (coupon->state) {
    case CouponState::Used:
        return fail(ErrorCode::CouponUsed);
    case CouponState::Void:
        return fail(ErrorCode::CouponVoid);
    case CouponState::Reserved:
        if (coupon->reservedUntil >= now)
            return fail(ErrorCode::CouponReserved);
        break;
    case CouponState::Issued:
    case CouponState::Claimed:
        break;
    }
    if (coupon->until && now >= *coupon->until)
        return fail(ErrorCode::CouponExpired);
    const Campaign &campaign = one->campaign;
    IssueRepository gifts(m_db);
    const Money nothing{0, campaign.terms.offer.amount.currency};
    const auto was = m_coupons.take(campaign.id, BudgetKind::Total, {}, nothing, 0, {}).and_then([&](bool) {
        return gifts.wasGift(id);
    });
    if (!was)
        return fail(was.error());
    if (*was || !isGiftable(campaign))
        return fail(ErrorCode::CouponNotGiftable);
    if (isHeldOut(campaign.id, receiver, campaign.holdOut))
        return fail(ErrorCode::CouponNotYours);
    const auto has = m_coupons.given(campaign.id, receiver);
    const auto freedOne = has ? freed(*coupon, {}, now) : fail(has.error());
    if (!freedOne)
        return freedOne;
    if (*has >= campaign.limits.claimsPerCustomer.value_or(1))
        return fail(ErrorCode::CouponCapReached);
    Coupon after = *freedOne;
    after.campaign = campaign.id;
    after.customer = receiver;
    after.changed = now;
    return m_coupons.update(after)
        .and_then([&] {
            return gifts.insertGift({id, campaign.id, giver, receiver}, now);
        })
        .map([&] { return after; });
}

}
