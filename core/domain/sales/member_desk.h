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

struct MemberView
{
    std::vector<MemberCoupon> coupons; ///< newest first
    std::vector<PointsOffer> offers;
    MemberPoints points;
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
};

}
