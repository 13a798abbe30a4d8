#include "apps/server/json_answers.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/pricing/basket_json.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

QJsonObject toJson(const CardRecord &card, const Account &purse, const Customer &customer)
{
    QJsonObject json{{QStringLiteral("id"), QString::number(card.id.value)},
                     {QStringLiteral("masked"), card.masked},
                     {QStringLiteral("state"), int(card.state)},
                     {QStringLiteral("expires"), card.expires.toString(Qt::ISODate)},
                     {QStringLiteral("customer"), customer.external},
                     {QStringLiteral("customerName"), customer.name},
                     {QStringLiteral("products"), QJsonArray::fromStringList(card.products)},
                     {QStringLiteral("balance"), toJson(purse.money())},
                     {QStringLiteral("held"), toJson(purse.held)},
                     {QStringLiteral("available"), toJson(purse.available())},
                     {QStringLiteral("pinSet"), !card.pin.isEmpty()}};
    if (card.limitPerSale)
        json.insert(QStringLiteral("limitPerSale"), toJson(*card.limitPerSale));
    if (card.limitPerDay)
        json.insert(QStringLiteral("limitPerDay"), toJson(*card.limitPerDay));
    return json;
}

QJsonObject toJson(const Customer &customer)
{
    return {{QStringLiteral("id"), QString::number(customer.id.value)},
            {QStringLiteral("number"), customer.external},
            {QStringLiteral("name"), customer.name},
            {QStringLiteral("segment"), customer.segment},
            {QStringLiteral("currency"), customer.currency.code()}};
}

QJsonObject toJson(const SaleRepository::Total &total)
{
    return {{QStringLiteral("key"), total.key},
            {QStringLiteral("count"), QString::number(total.count)},
            {QStringLiteral("volumeMl"), QString::number(total.volume.ml)},
            {QStringLiteral("amount"), toJson(total.amount)}};
}

QJsonObject toJson(const SaleRecord &sale)
{
    QJsonObject json{{QStringLiteral("id"), sale.id.text()},
                     {QStringLiteral("terminal"), sale.terminal.value},
                     {QStringLiteral("station"), sale.station.value},
                     {QStringLiteral("pump"), sale.pump},
                     {QStringLiteral("mode"), int(sale.mode)},
                     {QStringLiteral("card"), QString::number(sale.card.value)},
                     {QStringLiteral("maskedCard"), sale.maskedCard},
                     {QStringLiteral("product"), sale.delivery.product},
                     {QStringLiteral("volumeMl"), QString::number(sale.delivery.volume.ml)},
                     {QStringLiteral("price"), toJson(sale.delivery.price)},
                     {QStringLiteral("amount"), toJson(sale.delivery.amount)},
                     {QStringLiteral("gross"), toJson(sale.gross())},
                     {QStringLiteral("occurred"), sale.occurred.toIso()},
                     {QStringLiteral("posted"), sale.posted.toIso()},
                     {QStringLiteral("day"), sale.day.toString(Qt::ISODate)},
                     {QStringLiteral("offline"), sale.offline},
                     {QStringLiteral("cashier"), sale.cashierName},
                     {QStringLiteral("cashierId"), QString::number(sale.cashier.value)}};
    if (const auto &pump = sale.delivery.pump) {
        json.insert(QStringLiteral("pumpPrice"), toJson(pump->price));
        json.insert(QStringLiteral("pumpAmount"), toJson(pump->amount));
    }
    if (sale.goods.empty())
        return json;
    QJsonArray goods;
    for (const auto &[line, discount] : sale.goods) {
        QJsonObject one = toJson(line);
        one.insert(QStringLiteral("discount"), toJson(discount));
        goods.append(one);
    }
    json.insert(QStringLiteral("goods"), goods);
    return json;
}

QJsonObject toJson(const Staff &staff)
{
    return {{QStringLiteral("id"), QString::number(staff.id.value)},
            {QStringLiteral("login"), staff.login},
            {QStringLiteral("name"), staff.name},
            {QStringLiteral("role"), QString(roleName(staff.role))},
            {QStringLiteral("station"), staff.stationCode},
            {QStringLiteral("active"), staff.active},
            {QStringLiteral("pinSet"), !staff.pin.isEmpty()}};
}

QJsonObject toJson(const Terminal &terminal)
{
    return {{QStringLiteral("id"), terminal.id.value},
            {QStringLiteral("name"), terminal.name},
            {QStringLiteral("station"), terminal.station.value},
            {QStringLiteral("kind"), terminal.kind},
            {QStringLiteral("state"), int(terminal.state)},
            {QStringLiteral("records"), QString::number(terminal.headSeq)}};
}

QJsonObject toJson(const Coupon &coupon, const QString &code)
{
    QJsonObject json{{QStringLiteral("id"), coupon.id.value()},
                     {QStringLiteral("campaign"), coupon.campaign.value},
                     {QStringLiteral("state"), QString(couponStateName(coupon.state))},
                     {QStringLiteral("code"), QStringLiteral("**** %1").arg(code.right(6))},
                     {QStringLiteral("customer"), coupon.customer.value},
                     {QStringLiteral("changed"), coupon.changed.toIso()}};
    if (coupon.until)
        json.insert(QStringLiteral("until"), coupon.until->toIso());
    if (coupon.left)
        json.insert(QStringLiteral("left"), toJson(*coupon.left));
    if (!coupon.sale.isNull())
        json.insert(QStringLiteral("saleId"), coupon.sale.text());
    return json;
}

}
