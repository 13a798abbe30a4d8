#pragma once

#include "core/domain/coupons/best_set.h"
#include "core/domain/coupons/campaign_service.h"
#include "core/domain/coupons/coupon_question.h"
#include "core/domain/coupons/coupon_repository.h"
#include "core/domain/pricing/part_back.h"
#include "core/domain/stations/station.h"

namespace youka {

/// Where and for whom.
struct CouponPlace
{
    TerminalId terminal;
    Station station;
    Member member;
};

/// Coupons on the server: given, reserved, redeemed, given back. Each runs inside the caller's transaction.
class CouponService
{
public:
    /// Source: coupon sheet, section 5.2. What a pump delivers against it takes no longer.
    static constexpr qint64 ReservationMs = 10 * 60 * 1000;
    /// Wrong codes until a pause, within how long, and how long the first pause is. Source: section 2.4.
    static constexpr int MaxTries = 5;
    static constexpr qint64 TriesWithinMs = 10 * 60 * 1000;

    /// Without keys for what needs no code: redeeming, giving back.
    explicit CouponService(Database &db, const CouponKeys &keys = WithoutKeys)
        : m_db(db)
        , m_keys(keys)
        , m_campaigns(db)
        , m_coupons(db)
    {
    }

    /// The best set of what was shown and of automatic campaigns, reserved. Wrong codes are in the answer,
    /// not an error, and are counted against the terminal. A member may say a campaign's public code: its
    /// coupon is claimed with it. Errors: SaleStateConflict (paid already).
    Result<CouponGrant> reserve(const CouponQuestion &question, const CouponPlace &place, Timestamp now);
    /// Gives back what is reserved for the sale; redeemed ones stay.
    Result<void> release(SaleId sale, Timestamp now);
    /// Frees overdue reservations; returns how many.
    Result<int> expire(Timestamp now, int most = 500);

    /// What became of a redemption that a terminal tells of.
    struct Redeemed
    {
        Redemption redemption;
        enum class Fit {
            Right,
            Twice, ///< another sale has redeemed it
            Unfit, ///< void, unknown, or more than was granted
        } fit = Fit::Right;
        Percent stationShare;
    };
    /// Redeems what a paid sale took off. It has happened: what does not fit is said, never refused.
    Result<std::vector<Redeemed>> redeem(SaleId sale, const std::vector<Redemption> &redemptions,
                                         const CouponPlace &place, QDate day, Timestamp now);

    struct Bonus
    {
        Redemption redemption;
        Percent stationShare;
    };
    /// The bonus for a top-up that is booked under that operation: of the automatic campaigns and the coupons
    /// that its owner has the one that gives most (of equal ones what needs no coupon), within its bounds. It
    /// is redeemed at once; takeBack() of the same id gives it back. Nothing, where none applies.
    Result<std::optional<Bonus>> addToTopUp(OperationId operation, Money amount, const Occasion &occasion,
                                            TerminalId terminal, QDate day, Timestamp now);

    /// How much addToTopUp() would give now. Nothing is written, and nothing is promised.
    Result<Money> topUpBonusNow(Money amount, const Occasion &occasion, TerminalId terminal, QDate day,
                                Timestamp now);

    /// Its owner gives a coupon away, once. What the receiver may have is counted as a claim. Errors:
    /// CouponUnknown, CouponNotYours (not the giver's, or the receiver is held out), CouponNotGiftable,
    /// CouponUsed, CouponVoid, CouponReserved, CouponExpired, CouponCapReached, those of checkUsable().
    Result<Coupon> giveAway(CouponId id, CustomerId giver, CustomerId receiver, Timestamp now);
    /// Who tries numbers until one is somebody's is paused like who tries codes. Errors: TooManyAttempts.
    Result<void> checkGiver(CustomerId giver, Timestamp now);
    Result<void> countWrongReceiver(CustomerId giver, Timestamp now);

    /// A part of a paid sale goes back. With the whole its coupons may be used again (where they were not
    /// made void meanwhile) and their bounds have theirs; a voucher that is used in parts has its share back
    /// with each part. Such a coupon is good until `atLeast`, where that is later than its own end. Asked
    /// again for the same part it does nothing more. Gives how many may be used again.
    Result<int> takeBack(SaleId sale, const PartBack &part, std::optional<Timestamp> atLeast, Timestamp now);

    struct Gift
    {
        CampaignId campaign;
        CustomerId customer;
        StationId onlyAt;
        bool counted = true; ///< against what one customer may claim
    };
    /// Gives a customer a coupon. Errors: CampaignUnknown, CouponBudgetGone, CouponCapReached, CouponExpired,
    /// CampaignStateConflict (not live, or automatic).
    Result<Coupon> give(const Gift &gift, Timestamp now);
    /// The campaigns whose coupons members get for points now.
    Result<std::vector<Campaign>> forPoints(Timestamp now) { return m_campaigns.forPoints(now); }
    /// One of them. Errors: CampaignUnknown (or not for points).
    Result<Campaign> forPoints(CampaignId id);
    /// By a public claim code. Errors: CouponUnknown, CouponNotYours (is held out), those of give().
    Result<Coupon> claim(const QString &code, CustomerId customer, Timestamp now);
    /// Errors: CouponUnknown, CouponUsed, CouponReserved.
    Result<Coupon> voidCoupon(CouponId id, Timestamp now);
    /// Errors: CouponUnknown, CouponUsed, CouponVoid, InvalidInput (not later).
    Result<Coupon> extend(CouponId id, Timestamp until, Timestamp now);
    /// As it is, also one without a row. Errors: CouponUnknown.
    Result<Coupon> find(CouponId id);
    /// The full code of a coupon, as it is shown to whoever owns it.
    QString codeOf(CouponId id) const;
    /// Wrong codes of somebody ("address 10.0.0.1"): is it their time to wait, and one more of them.
    Result<bool> isPaused(const QString &who, Timestamp now);
    Result<void> countGuess(const QString &who, Timestamp now);
    CouponRepository &repository() { return m_coupons; }

private:
    struct Shown
    {
        int place; ///< among codes and chosen
        Candidate candidate;
        Campaign campaign;
        Coupon coupon;
    };
    Result<std::vector<Shown>> shown(const CouponQuestion &question, const CouponPlace &place, Timestamp now,
                                     CouponGrant &grant);
    struct Attempt
    {
        BestSet best;
        std::vector<std::pair<size_t, CouponUse>> uses;
        std::optional<std::pair<size_t, ErrorCode>> met; ///< whose bound, and which
    };
    Result<Attempt> attempt(const std::vector<Shown> &all, const CouponQuestion &question,
                            const CouponPlace &place, Timestamp now);
    Result<void> releaseUnpaid(SaleId sale, Timestamp now);
    Result<Coupon> freed(const Coupon &coupon, SaleId sale, Timestamp now);
    Result<Redeemed::Fit> useUp(const CouponUse &use, const Campaign &campaign, Timestamp now);
    Result<Shown> byCode(const QString &code);
    Result<Shown> byCode(const QString &code, CustomerId customer, Timestamp now);
    Result<Shown> byId(CouponId id);
    Result<Shown> locked(Shown one, SaleId sale, Timestamp now);
    Result<Coupon> lockOrIssued(CouponId id);
    Result<void> release(const std::vector<CouponUse> &uses, Timestamp now);
    Result<void> giveBack(CouponUse use, Timestamp now);
    Result<bool> restore(const CouponUse &use, Money share, const Campaign &campaign,
                         std::optional<Timestamp> atLeast, Timestamp now);
    /// What a top-up could bring, the most first; of equal ones what needs no coupon.
    struct Offered
    {
        Campaign campaign;
        CouponUse use;
    };
    Result<std::vector<Offered>> offeredFor(OperationId operation, Money amount, const Occasion &occasion,
                                            TerminalId terminal, QDate day, Timestamp now);
    /// Would it be within all budgets?
    Result<bool> hasRoom(const Campaign &campaign, const CouponUse &use);
    Result<std::optional<ErrorCode>> takeBudgets(const Campaign &campaign, const CouponUse &use, int sign,
                                                 bool bounded);
    Result<void> write(const Shown &one, const CouponUse &use, Timestamp now);
    Result<Redeemed> redeemOne(const CouponUse &use, const std::vector<CouponUse> &reserved, Timestamp now);

    static const CouponKeys WithoutKeys;
    Database &m_db;
    const CouponKeys &m_keys;
    CampaignRepository m_campaigns;
    CouponRepository m_coupons;
};

}
