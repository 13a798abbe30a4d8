#include "core/domain/coupons/fuel_offer.h"

#include "core/domain/coupons/coupon_json.h"
#include "core/domain/coupons/coupon_question.h"
#include "core/domain/coupons/offer_rules.h"
#include "core/domain/points/points_json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

/// A pump stops at a digit of its own, not at the last drop that the money buys.
constexpr Volume Margin{100};
constexpr qsizetype MostOffers = 20;

Result<Basket> fuelOnly(const QString &product, UnitPrice list, Volume volume)
{
    return amountFor(volume, list).map([&](Money amount) {
        return Basket{amount.currency, {{product, {}, Product::Unit::Litre, volume.ml, list, amount}}};
    });
}

/// What takes something off must still fit what really was delivered.
std::vector<Candidate> fitting(const FuelOffers &offers, const Basket &basket)
{
    std::vector<Candidate> candidates;
    for (const FuelOffer &offer : offers.offers) {
        if (!checkMinimum(offer.terms, basket))
            continue;
        Candidate candidate;
        candidate.terms = offer.terms;
        candidate.coupon = offer.redemption.coupon;
        candidate.left = offer.left;
        candidates.push_back(candidate);
    }
    return candidates;
}

std::vector<Redemption> takenOffAfterwards(const FuelOffers &offers, const Basket &basket)
{
    const std::vector<Candidate> candidates = fitting(offers, basket);
    std::vector<size_t> all(candidates.size());
    for (size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    std::vector<Redemption> discounts;
    for (const Applied &applied : apply(candidates, all, basket, {}).applied) {
        const Candidate &candidate = candidates[applied.candidate];
        const auto its =
            std::find_if(offers.offers.begin(), offers.offers.end(), [&](const FuelOffer &offer) {
                return offer.redemption.campaign == candidate.terms.campaign
                    && offer.redemption.coupon == candidate.coupon;
            });
        Redemption redemption = its->redemption;
        redemption.amount = min(redemption.amount, applied.amount);
        redemption.perLine.clear();
        if (redemption.amount.isPositive())
            discounts.push_back(redemption);
    }
    return discounts;
}

}

std::optional<UnitPrice> priceAtPump(const std::vector<FuelOffer> &offers, UnitPrice list, Volume most)
{
    if (offers.size() != 1)
        return std::nullopt;
    const CouponTerms &terms = offers.front().terms;
    const Offer &offer = terms.offer;
    const bool perLitre = offer.kind == OfferKind::PerLitreOff || offer.kind == OfferKind::FixedPrice;
    const bool always = !offer.most && (!offer.litres || *offer.litres >= most) && !terms.scope.minAmount
        && terms.scope.minVolume.ml == 0;
    if (!perLitre || !always || offer.price.currency != list.currency)
        return std::nullopt;
    const UnitPrice lowered = offer.kind == OfferKind::FixedPrice
        ? offer.price
        : UnitPrice{list.milli - offer.price.milli, list.currency};
    const bool sells = lowered.milli > 0 && lowered.milli < list.milli;
    return sells ? std::optional(lowered) : std::nullopt;
}

Result<FuelOffers> reserveForFuel(const FuelAhead &ahead,
                                  const std::function<Result<CouponGrant>(const Basket &)> &reserve)
{
    const auto reserved = [&](UnitPrice paid) {
        const Volume volume = volumeFor(ahead.limit, paid) + Margin;
        return fuelOnly(ahead.product, ahead.list, volume)
            .and_then(reserve)
            .map([&](const CouponGrant &grant) {
                FuelOffers offers{ahead.list, priceAtPump(grant.offers, ahead.list, volume), grant.offers};
                for (const auto &[place, why] : grant.refused)
                    if (place == ahead.codes - 1)
                        offers.refused = why;
                return offers;
            });
    };
    auto offers = reserved(ahead.list);
    if (!offers || !offers->atPump)
        return offers;
    const UnitPrice lowered = *offers->atPump;
    offers = reserved(lowered);
    // With more litres another set may be the best one: then its discount comes off afterwards.
    if (offers && offers->atPump != lowered)
        offers->atPump.reset();
    return offers;
}

FuelCharged chargeFor(const FuelOffers &offers, const QString &product, Volume volume, UnitPrice price,
                      Money shown)
{
    const bool lowered = offers.atPump && price == *offers.atPump;
    if (lowered) {
        const auto off = amountFor(volume, {offers.list.milli - offers.atPump->milli, offers.list.currency});
        if (!off || !off->isPositive())
            return {offers.list, shown, true, {}}; // a drop: nothing to take off
        Redemption redemption = offers.offers.front().redemption;
        redemption.amount = *off;
        redemption.perLine.clear();
        return {offers.list, shown + *off, true, {redemption}};
    }
    const Basket basket{shown.currency, {{product, {}, Product::Unit::Litre, volume.ml, price, shown}}};
    return {price, shown, false, takenOffAfterwards(offers, basket)};
}

QJsonObject toJson(const CouponWish &wish)
{
    QJsonObject json{{QStringLiteral("codes"), QJsonArray::fromStringList(wish.codes)},
                     {QStringLiteral("own"), wish.own},
                     {QStringLiteral("channel"), int(wish.channel)}};
    if (!wish.product.isEmpty())
        json.insert(QStringLiteral("product"), wish.product);
    if (!wish.any)
        json.insert(QStringLiteral("any"), false);
    if (wish.points != 0)
        json.insert(QStringLiteral("points"), wish.points);
    return json;
}

Result<CouponWish> couponWishFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    CouponWish wish;
    const QJsonArray codes = in.array("codes", MostOffers);
    for (const auto &code : codes)
        wish.codes << code.toString().left(200);
    wish.own = in.booleanOr("own", true);
    wish.channel = Channel(in.integerOr("channel", int(Channel::Kiosk), 1, 4));
    wish.product = in.textOr("product", {}, 40);
    wish.any = in.booleanOr("any", true);
    wish.points = in.integerOr("points", 0, CouponWish::AllPoints, 1'000'000'000);
    if (in.error())
        return fail(*in.error());
    return wish;
}

QJsonObject toJson(const FuelOffers &offers)
{
    QJsonArray array;
    for (const FuelOffer &offer : offers.offers) {
        QJsonObject one = toJson(offer.redemption);
        one.insert(QStringLiteral("terms"), toJson(offer.terms));
        if (offer.left)
            one.insert(QStringLiteral("left"), toJson(*offer.left));
        array.append(one);
    }
    QJsonObject json{{QStringLiteral("list"), toJson(offers.list)}, {QStringLiteral("offers"), array}};
    if (offers.atPump)
        json.insert(QStringLiteral("atPump"), toJson(*offers.atPump));
    if (offers.refused)
        json.insert(QStringLiteral("refused"), QString(errorCodeName(offers.refused->code)));
    if (offers.points)
        json.insert(QStringLiteral("points"), toJson(*offers.points));
    if (offers.pointsRefused)
        json.insert(QStringLiteral("pointsRefused"), QString(errorCodeName(offers.pointsRefused->code)));
    return json;
}

Result<FuelOffers> fuelOffersFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    FuelOffers offers;
    offers.list = in.unitPrice("list");
    if (in.has("atPump"))
        offers.atPump = in.unitPrice("atPump");
    if (in.has("refused"))
        offers.refused =
            Error{errorCodeFromName(in.text("refused", 60)).value_or(ErrorCode::CouponUnknown), {}};
    if (in.has("points")) {
        const auto points = fuelPointsFromJson(in.object("points"));
        if (!points)
            return fail(points.error());
        offers.points = *points;
    }
    if (in.has("pointsRefused"))
        offers.pointsRefused =
            Error{errorCodeFromName(in.text("pointsRefused", 60)).value_or(ErrorCode::Internal), {}, {}};
    const QJsonArray array = in.array("offers", MostOffers);
    for (const auto &value : array) {
        JsonReader one(value.toObject());
        FuelOffer offer;
        offer.redemption = readRedemption(one);
        if (one.has("left"))
            offer.left = one.money("left");
        const auto terms = couponTermsFromJson(one.object("terms"));
        if (one.error() || !terms)
            return fail(one.error() ? *one.error() : terms.error());
        offer.terms = *terms;
        offers.offers.push_back(std::move(offer));
    }
    if (in.error())
        return fail(*in.error());
    if (offers.atPump && (offers.offers.size() != 1 || offers.atPump->milli >= offers.list.milli))
        return fail(ErrorCode::InvalidInput, QStringLiteral("atPump: is no lower price of one offer"));
    return offers;
}

QByteArray bytesOf(const FuelOffers &offers)
{
    return QJsonDocument(toJson(offers)).toJson(QJsonDocument::Compact);
}

FuelOffers fuelOffersFromBytes(const QByteArray &bytes)
{
    const auto offers = fuelOffersFromJson(QJsonDocument::fromJson(bytes).object());
    ensure(offers.has_value(), "stored offers are offers");
    return *offers;
}

}
