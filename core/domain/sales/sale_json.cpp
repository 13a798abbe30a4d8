#include "core/domain/sales/sale_json.h"

#include "core/domain/coupons/coupon_json.h"
#include "core/domain/points/points_json.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

template <class... F>
struct Overload : F...
{
    using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

QString base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }

QJsonObject bodyJson(const HoldPlaced &fact)
{
    return {{QStringLiteral("kind"), QStringLiteral("hold.placed")},
            {QStringLiteral("saleId"), fact.sale.text()},
            {QStringLiteral("holdId"), fact.hold.text()},
            {QStringLiteral("cardToken"), base64(fact.token.bytes)},
            {QStringLiteral("proof"), int(fact.proof)},
            {QStringLiteral("product"), fact.product},
            {QStringLiteral("amount"), toJson(fact.amount)},
            {QStringLiteral("pump"), fact.pump}};
}

QJsonObject bodyJson(const HoldReleased &fact)
{
    QJsonObject json{{QStringLiteral("kind"), QStringLiteral("hold.released")},
                     {QStringLiteral("saleId"), fact.sale.text()},
                     {QStringLiteral("holdId"), fact.hold.text()}};
    if (fact.coupons)
        json.insert(QStringLiteral("coupons"), true);
    return json;
}

QJsonObject bodyJson(const SaleFact &fact)
{
    const Delivery &d = fact.delivery;
    QJsonObject json{{QStringLiteral("kind"),
                      fact.hold.isNull() ? QStringLiteral("sale.cash") : QStringLiteral("sale.captured")},
                     {QStringLiteral("saleId"), fact.sale.text()},
                     {QStringLiteral("mode"), int(fact.mode)},
                     {QStringLiteral("pump"), fact.pump},
                     {QStringLiteral("nozzle"), d.nozzle},
                     {QStringLiteral("product"), d.product},
                     {QStringLiteral("price"), toJson(d.price)},
                     {QStringLiteral("volumeMl"), QString::number(d.volume.ml)},
                     {QStringLiteral("amount"), toJson(d.amount)},
                     {QStringLiteral("offline"), fact.offline}};
    if (!fact.hold.isNull())
        json.insert(QStringLiteral("holdId"), fact.hold.text());
    if (fact.cashier)
        json.insert(QStringLiteral("cashier"), QString::number(fact.cashier.value));
    if (!fact.discounts.empty())
        json.insert(QStringLiteral("discounts"), toJson(fact.discounts));
    if (fact.points)
        json.insert(QStringLiteral("points"), toJson(*fact.points));
    if (!fact.goods.empty())
        json.insert(QStringLiteral("goods"), toJson(fact.goods));
    if (!fact.member.isNull())
        json.insert(QStringLiteral("memberToken"), base64(fact.member.bytes));
    if (d.pump) {
        json.insert(QStringLiteral("pumpPrice"), toJson(d.pump->price));
        json.insert(QStringLiteral("pumpAmount"), toJson(d.pump->amount));
    }
    if (d.totalStartMl)
        json.insert(QStringLiteral("totalStartMl"), QString::number(*d.totalStartMl));
    if (d.totalEndMl)
        json.insert(QStringLiteral("totalEndMl"), QString::number(*d.totalEndMl));
    return json;
}

HoldPlaced readHoldPlaced(JsonReader &in)
{
    HoldPlaced fact;
    fact.sale = in.id<SaleId>("saleId");
    fact.hold = in.id<HoldId>("holdId");
    fact.token.bytes = in.base64("cardToken", 32);
    fact.proof = CardProof(in.integer("proof", 1, 3));
    fact.product = in.text("product", 40);
    fact.amount = in.money("amount");
    fact.pump = int(in.integer("pump", 0, 999));
    return fact;
}

/// A discount is more than nothing, of the sale's currency, and all together, with points, no more than the
/// sale.
void checkDiscounts(JsonReader &in, const SaleFact &fact)
{
    Money left = fact.gross();
    const auto take = [&](Money amount) {
        const bool fits = amount.currency == left.currency && amount.isPositive() && amount <= left;
        if (fits)
            left -= amount;
        return fits;
    };
    for (const Redemption &redemption : fact.discounts)
        if (!take(redemption.amount))
            return in.refuse("discounts", QStringLiteral("do not fit the amount"));
    if (fact.points && !take(fact.points->amount))
        in.refuse("points", QStringLiteral("do not fit the amount"));
}

/// Goods are of the delivery's currency, and the delivery beside them is none or a real one.
std::vector<BasketLine> readGoods(JsonReader &in, const Delivery &delivery)
{
    const QJsonArray array = in.array("goods", MostGoods);
    if (array.isEmpty())
        in.refuse("goods", QStringLiteral("none"));
    if (delivery.amount.isNegative())
        in.refuse("amount", QStringLiteral("not negative beside goods"));
    const auto lines = basketLinesFromJson(array, delivery.amount.currency);
    if (!lines)
        in.refuse("goods", lines.error().detail);
    return lines.value_or(std::vector<BasketLine>());
}

SaleFact readSale(JsonReader &in, bool withHold)
{
    constexpr qint64 MaxMl = 1'000'000'000;
    constexpr qint64 MaxTotal = std::numeric_limits<qint64>::max() / 2;
    SaleFact fact;
    fact.sale = in.id<SaleId>("saleId");
    fact.mode = SaleMode(in.integer("mode", 0, 3));
    if (withHold)
        fact.hold = in.id<HoldId>("holdId");
    fact.pump = int(in.integer("pump", 0, 999));
    fact.delivery.nozzle = int(in.integer("nozzle", 0, 99));
    fact.delivery.product = in.text("product", 40);
    fact.delivery.price = in.unitPrice("price");
    fact.delivery.volume = {in.integer("volumeMl", 0, MaxMl)};
    fact.delivery.amount = in.money("amount");
    fact.offline = in.booleanOr("offline", false);
    fact.cashier = {in.integerOr("cashier", 0, 0, std::numeric_limits<qint64>::max())};
    fact.discounts = readRedemptions(in, "discounts");
    if (in.has("points"))
        fact.points = readPointsPaid(in);
    if (in.has("memberToken"))
        fact.member.bytes = in.base64("memberToken", 32);
    if (in.has("goods"))
        fact.goods = readGoods(in, fact.delivery);
    if (!in.error())
        checkDiscounts(in, fact);
    if (in.has("pumpAmount"))
        fact.delivery.pump = Delivery::Shown{in.unitPrice("pumpPrice"), in.money("pumpAmount")};
    if (in.has("totalStartMl"))
        fact.delivery.totalStartMl = in.integer("totalStartMl", 0, MaxTotal);
    if (in.has("totalEndMl"))
        fact.delivery.totalEndMl = in.integer("totalEndMl", 0, MaxTotal);
    return fact;
}

}

QByteArray factBytes(OperationId operation, Timestamp at, const FactBody &body)
{
    QJsonObject json = std::visit([](const auto &fact) { return bodyJson(fact); }, body);
    json.insert(QStringLiteral("operation"), operation.text());
    json.insert(QStringLiteral("at"), at.toIso());
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Fact makeFact(OperationId operation, Timestamp at, const FactBody &body)
{
    const QString kind =
        std::visit(Overload{[](const HoldPlaced &) { return QStringLiteral("hold.placed"); },
                            [](const HoldReleased &) { return QStringLiteral("hold.released"); },
                            [](const OperationReversed &) { return QStringLiteral("operation.reversed"); },
                            [](const TankRead &) { return QStringLiteral("tank.read"); },
                            [](const TankDelivered &) { return QStringLiteral("tank.delivered"); },
                            [](const TankAlarmed &) { return QStringLiteral("tank.alarm"); },
                            [](const SaleFact &sale) {
                                return sale.hold.isNull() ? QStringLiteral("sale.cash")
                                                          : QStringLiteral("sale.captured");
                            }},
                   body);
    return {operation, kind, factBytes(operation, at, body), at};
}

Result<ParsedFact> parseFact(const QByteArray &bytes)
{
    const auto object = parseJsonObject(bytes, 64 * 1024);
    if (!object)
        return fail(object.error());
    JsonReader in(*object);
    ParsedFact fact;
    fact.operation = in.id<OperationId>("operation");
    fact.kind = in.text("kind", 40);
    fact.at = in.time("at");
    if (fact.kind == QLatin1String("hold.placed"))
        fact.body = readHoldPlaced(in);
    else if (fact.kind == QLatin1String("hold.released"))
        fact.body =
            HoldReleased{in.id<SaleId>("saleId"), in.id<HoldId>("holdId"), in.booleanOr("coupons", false)};
    else if (fact.kind == QLatin1String("sale.captured"))
        fact.body = readSale(in, true);
    else if (fact.kind == QLatin1String("sale.cash"))
        fact.body = readSale(in, false);
    else if (fact.kind == QLatin1String("operation.reversed"))
        fact.body = readOperationReversed(in);
    else if (fact.kind == QLatin1String("tank.read"))
        fact.body = readTankRead(in);
    else if (fact.kind == QLatin1String("tank.delivered"))
        fact.body = readTankDelivered(in);
    else if (fact.kind == QLatin1String("tank.alarm"))
        fact.body = readTankAlarmed(in);
    else
        in.refuse("kind", QStringLiteral("not known"));
    if (in.error())
        return fail(*in.error());
    return fact;
}

QJsonObject toJson(const CardQuestion &question)
{
    QJsonObject json{{QStringLiteral("operation"), question.operation.text()},
                     {QStringLiteral("saleId"), question.sale.text()},
                     {QStringLiteral("holdId"), question.hold.text()},
                     {QStringLiteral("cardToken"), base64(question.card.token.bytes)},
                     {QStringLiteral("proof"), int(question.card.proof)},
                     {QStringLiteral("pump"), question.pump},
                     {QStringLiteral("product"), question.product},
                     {QStringLiteral("wanted"), toJson(question.wanted)},
                     {QStringLiteral("exactly"), question.wantsExactly}};
    if (question.goods)
        json.insert(QStringLiteral("goods"), true);
    if (question.coupons) {
        QJsonObject coupons = toJson(*question.coupons);
        coupons.insert(QStringLiteral("price"), toJson(question.price));
        json.insert(QStringLiteral("coupons"), coupons);
    }
    if (!question.pin.isEmpty())
        json.insert(QStringLiteral("pin"), question.pin);
    return json;
}

Result<CardQuestion> questionFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    CardQuestion question;
    question.operation = in.id<OperationId>("operation");
    question.sale = in.id<SaleId>("saleId");
    question.hold = in.id<HoldId>("holdId");
    question.card.token.bytes = in.base64("cardToken", 32);
    question.card.proof = CardProof(in.integer("proof", 1, 3));
    question.pump = int(in.integerOr("pump", 0, 0, 999));
    question.product = in.text("product", 40);
    question.wanted = in.money("wanted");
    question.wantsExactly = in.booleanOr("exactly", false);
    question.goods = in.booleanOr("goods", false);
    question.pin = in.textOr("pin", {}, 12);
    const QJsonObject coupons = in.has("coupons") ? in.object("coupons") : QJsonObject();
    if (in.error())
        return fail(*in.error());
    if (coupons.isEmpty())
        return question;
    JsonReader shown(coupons);
    question.price = shown.unitPrice("price");
    if (shown.error())
        return fail(*shown.error());
    return couponWishFromJson(coupons).map([&](const CouponWish &wish) {
        question.coupons = wish;
        return question;
    });
}

QJsonObject toJson(const CardGrant &grant)
{
    QJsonObject json{{QStringLiteral("holdId"), grant.hold.text()},
                     {QStringLiteral("limit"), toJson(grant.limit)},
                     {QStringLiteral("expires"), grant.expires.toIso()},
                     {QStringLiteral("availableAfter"), toJson(grant.availableAfter)}};
    if (!grant.offers.isEmpty())
        json.insert(QStringLiteral("coupons"), toJson(grant.offers));
    return json;
}

Result<CardGrant> grantFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    CardGrant grant;
    grant.hold = in.id<HoldId>("holdId");
    grant.limit = in.money("limit");
    grant.expires = in.time("expires");
    grant.availableAfter = in.money("availableAfter");
    const QJsonObject coupons = in.has("coupons") ? in.object("coupons") : QJsonObject();
    if (in.error())
        return fail(*in.error());
    if (coupons.isEmpty())
        return grant;
    return fuelOffersFromJson(coupons).map([&](const FuelOffers &offers) {
        grant.offers = offers;
        return grant;
    });
}

}
