#include "core/domain/pricing/basket_json.h"

#include "core/domain/pricing/price_json.h"
#include "core/foundation/base/json.h"

#include <QJsonDocument>

namespace youka {

QJsonObject toJson(const BasketLine &line)
{
    QJsonObject json{{QStringLiteral("product"), line.product},
                     {QStringLiteral("quantity"), QString::number(line.quantity)},
                     {QStringLiteral("price"), toJson(line.price)},
                     {QStringLiteral("amount"), toJson(line.amount)}};
    if (!line.group.isEmpty())
        json.insert(QStringLiteral("group"), line.group);
    if (line.unit != Product::Unit::Litre)
        json.insert(QStringLiteral("unit"), QString(unitName(line.unit)));
    if (!line.discountable)
        json.insert(QStringLiteral("discountable"), false);
    if (!line.name.isEmpty())
        json.insert(QStringLiteral("name"), line.name);
    if (line.tax.basisPoints != 0)
        json.insert(QStringLiteral("tax"), line.tax.basisPoints);
    return json;
}

QJsonObject toJson(const Basket &basket)
{
    return {{QStringLiteral("currency"), basket.currency.code()},
            {QStringLiteral("lines"), toJson(basket.lines)}};
}

QJsonArray toJson(const std::vector<BasketLine> &lines)
{
    QJsonArray array;
    for (const BasketLine &line : lines)
        array.append(toJson(line));
    return array;
}

Result<std::vector<BasketLine>> basketLinesFromJson(const QJsonArray &array, Currency currency)
{
    std::vector<BasketLine> lines;
    for (const auto &value : array) {
        JsonReader one(value.toObject());
        BasketLine line;
        line.product = one.text("product", 40);
        line.group = one.textOr("group", {}, 40);
        line.unit = unitFromName(one.textOr("unit", {}, 10)).value_or(Product::Unit::Litre);
        line.quantity = one.integer("quantity", 0, 1'000'000'000);
        line.price = one.unitPrice("price");
        line.amount = one.money("amount");
        line.discountable = one.booleanOr("discountable", true);
        line.name = one.textOr("name", {}, 100);
        line.tax = {one.integerOr("tax", 0, 0, 10'000)};
        if (one.error())
            return fail(*one.error());
        if (line.amount.currency != currency || line.price.currency != currency)
            return fail(ErrorCode::CurrencyMismatch);
        if (line.amount.isNegative())
            return fail(ErrorCode::InvalidInput, QStringLiteral("amount: not negative"));
        if (!amountFor({line.quantity}, line.price))
            return fail(ErrorCode::NumberOutOfRange);
        lines.push_back(line);
    }
    return lines;
}

QByteArray bytesOf(const std::vector<BasketLine> &lines)
{
    return QJsonDocument(toJson(lines)).toJson(QJsonDocument::Compact);
}

std::vector<BasketLine> basketLinesFromBytes(const QByteArray &bytes, Currency currency)
{
    const auto lines = basketLinesFromJson(QJsonDocument::fromJson(bytes).array(), currency);
    ensure(lines.has_value(), "what was stored can be read");
    return *lines;
}

Result<Basket> basketFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    Basket basket;
    const auto currency = Currency::parse(in.text("currency", 3));
    const QJsonArray lines = in.array("lines", MostBasketLines);
    if (!in.error() && !currency)
        in.refuse("currency", currency.error().detail);
    if (in.error())
        return fail(*in.error());
    basket.currency = *currency;
    return basketLinesFromJson(lines, *currency).map([&](std::vector<BasketLine> read) {
        basket.lines = std::move(read);
        return basket;
    });
}

}
