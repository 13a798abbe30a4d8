#pragma once

#include "core/domain/customers/customer.h"
#include "core/domain/pricing/basket.h"

#include <QDateTime>
#include <QFlags>
#include <QStringList>
#include <QTime>

namespace youka {

using CampaignId = Id<struct CampaignTag>;

/// One coupon: which batch it was made in and its number there. The campaign's terms say what it is worth.
/// Stored as one number, batch x 2^24 + serial.
struct CouponId
{
    quint16 batch = 0;
    quint32 serial = 0; ///< below 2^24
    constexpr auto operator<=>(const CouponId &) const = default;

    static constexpr quint32 SerialEnd = 1u << 24;
    constexpr qint64 value() const { return qint64(batch) * SerialEnd + serial; }
    static constexpr CouponId fromValue(qint64 value)
    {
        return {quint16(value / SerialEnd), quint32(value % SerialEnd)};
    }
    bool isNull() const { return batch == 0 && serial == 0; }
};

/// What a coupon gives. Stored and sent by name (coupon_json.cpp).
enum class OfferKind {
    PercentOff,  ///< `percent` of what it applies to, at most `most`
    AmountOff,   ///< `amount`, above the scope's minimum; a value voucher may be used in parts
    FixedPrice,  ///< `price` instead of the list price, for at most `litres`
    PerLitreOff, ///< `price` less per litre, for at most `litres`
    Gift,        ///< `pieces` of `product` for nothing, when what it applies to is bought
    BuyXGetY,    ///< of each `buy` + `pieces` pieces the cheapest `pieces` for nothing
    TopUpBonus,  ///< on a top-up: `percent` of it or `amount`, at most `most`, as bonus money
    Exchange,    ///< a voucher for `pieces` of `product` (礼品券)
    Stamps,      ///< each purchase is a stamp; the `buy`th gives a coupon of the campaign `reward`
    FreeService, ///< `product`, a service, once for nothing
};

struct Offer
{
    OfferKind kind = OfferKind::AmountOff;
    Percent percent;
    Money amount;
    std::optional<Money> most; ///< the discount never exceeds it
    UnitPrice price;
    std::optional<Volume> litres; ///< of one sale; absent: all
    QString product;
    int buy = 0;
    int pieces = 1;
    bool inParts = false; ///< what is not used of `amount` stays on the coupon
    CampaignId reward;

    bool operator==(const Offer &) const = default;
};

/// Where a sale is made. Stored as bits.
enum class Channel { Kiosk = 1, Pos = 2, App = 4 };
Q_DECLARE_FLAGS(Channels, Channel)
/// How it is paid. Stored as bits.
enum class PayingBy { Cash = 1, FuelCard = 2, Wallet = 4, BankCard = 8, Fleet = 16 };
Q_DECLARE_FLAGS(PayingBys, PayingBy)

/// When, where and for whom it applies. Empty and zero mean: no restriction.
struct Scope
{
    QStringList products; ///< with `groups`: one of either
    QStringList groups;
    QStringList without; ///< products it never applies to
    QList<qint64> stations;
    QStringList regions;
    Channels channels;
    PayingBys payings;
    QStringList segments;
    QStringList levels;
    QStringList cardTypes;
    QList<QDate> dates;
    int weekdays = 0; ///< bit 0 is Monday
    QTime hourFrom;   ///< with hourUntil, which is not in it; may go over midnight
    QTime hourUntil;
    Volume minVolume; ///< of the lines it applies to
    std::optional<Money> minAmount;
    bool firstPurchase = false;

    bool operator==(const Scope &) const = default;
};

/// How it goes with others.
struct Stacking
{
    bool exclusive = false; ///< goes with none but `partners`
    QList<qint64> partners; ///< campaigns
    QString category;       ///< at most StackingTerms::perCategory of one; empty: its campaign's own
    int priority = 0;       ///< higher is applied first among its like

    bool operator==(const Stacking &) const = default;
};

/// What one kind of coupon is worth and when: the part of a campaign that a sale is judged by. A change makes
/// a new version; a sale names the version that it was judged by.
struct CouponTerms
{
    CampaignId campaign;
    int version = 1;
    Offer offer;
    Scope scope;
    Stacking stacking;
    Timestamp from;
    Timestamp until;        ///< not in it
    int daysFromClaim = 0;  ///< > 0: a claimed coupon ends so many days after its claim, or at `until`
    bool automatic = false; ///< needs no coupon: every sale that it applies to has it
    bool offline = false;   ///< its signed code may be taken by a station on its own

    bool operator==(const CouponTerms &) const = default;
};

/// What is known of the customer; nobody when `customer` is 0.
struct Member
{
    CustomerId customer;
    QString segment;
    QString level;
    QString cardType;
    bool firstPurchase = false;
};

/// The circumstances of a sale, as the rules need them.
struct Occasion
{
    Timestamp at;
    QDateTime local; ///< the same in the station's zone
    StationId station;
    QString region;
    Channel channel = Channel::Pos;
    PayingBy paying = PayingBy::Cash;
    Member member;
};

/// A coupon, or an automatic campaign, that might apply.
struct Candidate
{
    CouponTerms terms;
    CouponId coupon;                ///< null: automatic
    std::optional<Timestamp> until; ///< its own end, in the place of the campaign's
    std::optional<Money> left;      ///< what is left on a value voucher
    CustomerId boundTo;             ///< 0: whoever has it
    StationId onlyAt;               ///< 0: everywhere
};

}
