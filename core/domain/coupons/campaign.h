#pragma once

#include "core/domain/coupons/coupon.h"

namespace youka {

/// A campaign's life. Stored.
enum class CampaignState {
    Draft = 1,
    Review = 2, ///< waits for a second person
    Live = 3,
    Paused = 4,
    Ended = 5,  ///< by time or by a person; what was claimed is used up to its own end
    Voided = 6, ///< its coupons are worth nothing any more
};

/// How much of it there is. Absent: no bound. Counted with what is reserved.
struct Bound
{
    std::optional<Money> amount;  ///< of discounts
    std::optional<qint64> pieces; ///< redemptions

    bool operator==(const Bound &) const = default;
};

struct CampaignLimits
{
    Bound total;
    Bound perDay;
    Bound perStation;
    Bound perStationDay;
    std::optional<qint64> perCustomer; ///< redemptions
    std::optional<qint64> perCustomerDay;
    std::optional<qint64> perTerminalDay;
    std::optional<qint64> claims;            ///< how many may be given out at all
    std::optional<qint64> claimsPerCustomer; ///< default: one

    bool operator==(const CampaignLimits &) const = default;
};

/// What makes the house give a coupon by itself. Stored and sent by name (coupon_json.cpp).
enum class IssueEvent {
    None,
    TopUp,      ///< of at least `amount`
    Spend,      ///< `amount` within `days`
    Litres,     ///< `volume` within `days`
    Birthday,   ///< `days` before it, once a year
    SignUp,     ///< became a customer
    Dormancy,   ///< bought nothing for `days`
    Level,      ///< has reached `level` while the campaign ran
    Invitation, ///< the first purchase of somebody who was invited
};

/// When a customer is given a coupon of the campaign; whom it is for is in its scope.
struct IssueRule
{
    IssueEvent event = IssueEvent::None;
    std::optional<Money> amount;
    Volume volume;
    int days = 0;
    QString level;
    bool toInviter = false; ///< of an invitation: who gets one
    bool toInvited = false;

    bool operator==(const IssueRule &) const = default;
};

/// One promotion and everything that is decided by a person: what it gives, to whom, how much of it there is,
/// and who bears its cost.
struct Campaign
{
    CampaignId id;
    QString name; ///< as customers read it
    CampaignState state = CampaignState::Draft;
    CouponTerms terms; ///< campaign and version as stored
    CampaignLimits limits;
    Percent stationShare;            ///< of the cost, borne by the station; the rest by the house
    qint64 pointsPrice = 0;          ///< for so many points a member gets a coupon; 0: not for points
    Percent holdOut{};               ///< of the customers, who do not get it, to be compared with
    QString claimCode;               ///< whoever says it gets a coupon; empty: none
    IssueRule issue{};               ///< when one is given by itself
    std::optional<bool> giftable{};  ///< may its owner give it away; absent: see isGiftable()
    QList<quint16> offlineBatches{}; ///< whose signed codes stations may take
    qint64 author = 0;               ///< staff
    Timestamp changed;
};

/// Coupons that were made together. Stored.
enum class BatchKind {
    Printed = 1, ///< codes to be printed or sent: whoever has one may use it
    Given = 2,   ///< one after the other: claimed, earned, or given by hand
};

struct CouponBatch
{
    quint16 id = 0;
    CampaignId campaign;
    BatchKind kind = BatchKind::Printed;
    quint32 count = 0; ///< serials 0 to count - 1 exist
    bool isVoid = false;
    QString reason;
    qint64 author = 0;
    Timestamp at;
};

/// A coupon's life. A printed one has no row until somebody comes with it: it is Issued. Stored.
enum class CouponState {
    Issued = 1,
    Claimed = 2,  ///< somebody has it
    Reserved = 3, ///< for one sale
    Used = 4,
    Void = 5,
};

struct Coupon
{
    CouponId id;
    CampaignId campaign;
    CouponState state = CouponState::Issued;
    CustomerId customer; ///< 0: whoever has it
    StationId onlyAt;    ///< 0: everywhere
    std::optional<Timestamp> until;
    std::optional<Money> left; ///< of a value voucher that is used in parts
    SaleId sale;               ///< that reserved or used it
    Timestamp reservedUntil;
    Timestamp changed;
};

/// What one sale took off with one coupon, or with an automatic campaign.
struct Redemption
{
    CampaignId campaign;
    int version = 0;
    CouponId coupon; ///< null: automatic
    Money amount;
    QString name; ///< for the receipt
    /// How it is split, a part for each line of the basket; empty: there was one, or nobody says.
    std::vector<Money> perLine{};

    bool operator==(const Redemption &) const = default;
};

inline Money totalOf(const std::vector<Redemption> &redemptions, Currency currency)
{
    Money total{0, currency};
    for (const Redemption &redemption : redemptions)
        total += redemption.amount;
    return total;
}

}
