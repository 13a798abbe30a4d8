#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/domain/points/points.h"

#include <QJsonObject>

#include <functional>

namespace youka {

struct CouponGrant;

/// What a customer shows before fuelling, beside the card.
struct CouponWish
{
    QStringList codes; ///< typed or scanned
    bool own = true;   ///< the best of what the card's holder has
    Channel channel = Channel::Kiosk;
    /// The grade, chosen before a nozzle is lifted: only then can the pump's own price fall where it has
    /// several. Empty: the nozzle says it.
    QString product{};
    bool any = true;   ///< false: no coupon and no campaign, only points
    qint64 points = 0; ///< of the member, to be taken off after the coupons
    /// As many of them as there are and the card's money leaves room for.
    static constexpr qint64 AllPoints = -1;

    bool operator==(const CouponWish &) const = default;
};

/// One coupon or campaign that will take something off a fuelling which is yet to begin.
struct FuelOffer
{
    Redemption redemption; ///< the amount is what was reserved: the most it may take off
    CouponTerms terms;
    std::optional<Money> left; ///< what is left on a value voucher
};

/// What was reserved together with a card's money. How much it takes off is known when the fuel is.
struct FuelOffers
{
    UnitPrice list;                  ///< of a litre, as published
    std::optional<UnitPrice> atPump; ///< the pump is to be set to it, where it can
    std::vector<FuelOffer> offers;
    std::optional<Error> refused{}; ///< why the last code that was shown takes nothing off
    std::optional<FuelPoints> points{};
    std::optional<Error> pointsRefused{}; ///< why none are taken, although they were wanted

    bool isEmpty() const { return offers.empty() && !refused && !points && !pointsRefused; }
};

/// A fuelling before it begins.
struct FuelAhead
{
    QString product;
    UnitPrice list;
    Money limit;   ///< what the card will pay at most
    int codes = 0; ///< how many were shown
};

/// The price of a litre when one offer alone takes so much off each litre, whatever is delivered: no minimum,
/// no bound of money or litres within `most`. nullopt: it is taken off afterwards.
std::optional<UnitPrice> priceAtPump(const std::vector<FuelOffer> &offers, UnitPrice list, Volume most);

/// Reserves by `reserve`, which answers for a basket as CouponDesk does, the most that can be delivered. At a
/// lower price the same money buys more litres, so that it is asked a second time where the pump's own price
/// will fall. Errors: those of `reserve`, NumberOutOfRange.
Result<FuelOffers> reserveForFuel(const FuelAhead &ahead,
                                  const std::function<Result<CouponGrant>(const Basket &)> &reserve);

/// What was charged for fuel that is delivered: the price a litre was delivered at, and what came of it.
struct FuelCharged
{
    UnitPrice price;     ///< list
    Money amount;        ///< before any discount
    bool atPump = false; ///< the pump showed less than that
    std::vector<Redemption> discounts = {};
};
/// `price` and `shown` are the pump's own. Delivered at the lowered price, so much for each litre is the
/// discount, and what was shown and it together are the amount at list price: the display counts finer than
/// its volume says. At any other price it is what each offer takes off, never more than was reserved.
FuelCharged chargeFor(const FuelOffers &offers, const QString &product, Volume volume, UnitPrice price,
                      Money shown);

QJsonObject toJson(const CouponWish &wish);
Result<CouponWish> couponWishFromJson(const QJsonObject &json);
QJsonObject toJson(const FuelOffers &offers);
Result<FuelOffers> fuelOffersFromJson(const QJsonObject &json);
/// As a store keeps them.
QByteArray bytesOf(const FuelOffers &offers);
FuelOffers fuelOffersFromBytes(const QByteArray &bytes);

}
