#pragma once

#include "core/domain/cards/card.h"
#include "core/domain/coupons/campaign.h"
#include "core/domain/points/points.h"

#include <functional>

namespace youka {

/// One of a member's coupons.
struct MemberCoupon
{
    Coupon coupon;
    QString code; ///< all of it: its owner asked
    QString name;
    CouponTerms terms;
    bool giftable = false; ///< may be given to another customer
    std::optional<Timestamp> until() const
    {
        return coupon.until ? coupon.until : std::optional(terms.until);
    }
};

/// A coupon that a member can have for points.
struct PointsOffer
{
    CampaignId campaign;
    QString name;
    qint64 points = 0;
};

/// Where a member stands with points.
struct MemberPoints
{
    QString level; ///< as people read it
    qint64 balance = 0;
    qint64 available = 0;
    qint64 pending = 0;
    qint64 owed = 0;
    qint64 expiring = 0; ///< the next that expire
    Timestamp expires;
    std::optional<PointValue> value{}; ///< what they take off a sale now; none: nothing
};

/// How far a member is with stamps: "7 of 10".
struct MemberStamps
{
    QString name;
    qint64 stamps = 0; ///< below zero: owed
    qint64 of = 0;
    QString reward; ///< what they lead to
};

struct MemberView
{
    std::vector<MemberCoupon> coupons; ///< newest first
    std::vector<PointsOffer> offers;
    MemberPoints points;
    std::vector<MemberStamps> stamps{};
};

/// What whoever holds a card asks about coupons and points. Answers arrive on the asking thread, exactly
/// once; a lost answer is Timeout or Unavailable, and the same operation may be asked for again.
class MemberDesk
{
public:
    virtual ~MemberDesk() = default;
    virtual void about(const CardIdentity &card, std::function<void(Result<MemberView>)> answer) = 0;
    /// By a campaign's public code. Errors: CouponUnknown, CouponCapReached, CouponBudgetGone ...
    virtual void claim(OperationId operation, const CardIdentity &card, const QString &code,
                       std::function<void(Result<MemberCoupon>)> answer) = 0;
    /// Errors: PinRequired, PinWrong, PointsInsufficient ...
    virtual void exchange(OperationId operation, const CardIdentity &card, const QString &pin,
                          CampaignId campaign, std::function<void(Result<MemberCoupon>)> answer) = 0;
    /// One's own coupon to the customer of that number. False: not to that one, and nobody says why. Errors:
    /// PinRequired, PinWrong, CouponNotGiftable, TooManyAttempts ...
    virtual void giveAway(OperationId operation, const CardIdentity &card, const QString &pin,
                          CouponId coupon, const QString &to, std::function<void(Result<bool>)> answer) = 0;
};

}
