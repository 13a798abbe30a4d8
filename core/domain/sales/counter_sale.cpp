#include "core/domain/sales/counter_sale.h"

#include "core/domain/coupons/coupon_json.h"
#include "core/domain/points/points_json.h"
#include "core/domain/pricing/basket_json.h"

namespace youka {

QJsonObject counterSaleToJson(const SaleRecord &sale)
{
    const Delivery &d = sale.delivery;
    QJsonObject json{{QStringLiteral("id"), sale.id.text()},
                     {QStringLiteral("pump"), sale.pump},
                     {QStringLiteral("mode"), int(sale.mode)},
                     {QStringLiteral("maskedCard"), sale.maskedCard},
                     {QStringLiteral("product"), d.product},
                     {QStringLiteral("volumeMl"), QString::number(d.volume.ml)},
                     {QStringLiteral("price"), toJson(d.price)},
                     {QStringLiteral("amount"), toJson(d.amount)},
                     {QStringLiteral("occurred"), sale.occurred.toIso()},
                     {QStringLiteral("offline"), sale.offline},
                     {QStringLiteral("cashierId"), QString::number(sale.cashier.value)}};
    if (d.pump) {
        json.insert(QStringLiteral("pumpPrice"), toJson(d.pump->price));
        json.insert(QStringLiteral("pumpAmount"), toJson(d.pump->amount));
    }
    if (!sale.discounts.empty())
        json.insert(QStringLiteral("discounts"), toJson(sale.discounts));
    if (sale.points)
        json.insert(QStringLiteral("points"), toJson(*sale.points));
    std::vector<BasketLine> goods;
    for (const SaleLine &one : sale.goods)
        goods.push_back(one.line);
    if (!goods.empty())
        json.insert(QStringLiteral("goods"), toJson(goods));
    return json;
}

Result<SaleView> counterSaleFromJson(const QJsonObject &json)
{
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    JsonReader in(json);
    SaleView sale;
    sale.id = in.id<SaleId>("id");
    sale.state = SaleState::Settled;
    sale.uploaded = true;
    sale.pump = int(in.integer("pump", 0, 999));
    sale.mode = SaleMode(in.integer("mode", 0, 3));
    sale.maskedCard = in.textOr("maskedCard", {}, 40);
    sale.delivery.product = in.textOr("product", {}, 40);
    sale.delivery.volume = {in.integer("volumeMl", 0, Most)};
    sale.delivery.price = in.unitPrice("price");
    sale.delivery.amount = in.money("amount");
    if (in.has("pumpAmount"))
        sale.delivery.pump = Delivery::Shown{in.unitPrice("pumpPrice"), in.money("pumpAmount")};
    sale.at = in.time("occurred");
    sale.offline = in.booleanOr("offline", false);
    sale.cashier = {in.integer("cashierId", 0, Most)};
    sale.discounts = readRedemptions(in, "discounts");
    if (in.has("points"))
        sale.points = readPointsPaid(in);
    if (in.has("goods")) {
        const auto goods = basketLinesFromJson(in.array("goods", MostGoods), sale.delivery.amount.currency);
        if (!goods)
            in.refuse("goods", goods.error().detail);
        sale.goods = goods.value_or(std::vector<BasketLine>());
    }
    sale.limit = sale.returned = Money{0, sale.delivery.amount.currency};
    sale.paid = sale.due();
    if (in.error())
        return fail(*in.error());
    return sale;
}

}
