#include "core/domain/pricing/price_json.h"

#include "core/foundation/base/json.h"
#include "core/foundation/base/names.h"

namespace youka {

namespace {
constexpr std::pair<Product::Unit, const char *> Units[] = {
    {Product::Unit::Litre, "litre"}, {Product::Unit::Piece, "piece"}, {Product::Unit::Kilogram, "kilogram"}};
}

QJsonObject toJson(const Price &price)
{
    return {{QStringLiteral("version"), QString::number(price.version)},
            {QStringLiteral("station"), price.station.value},
            {QStringLiteral("product"), price.product},
            {QStringLiteral("price"), toJson(price.price)},
            {QStringLiteral("validFrom"), price.validFrom.toIso()},
            {QStringLiteral("actor"), price.actor}};
}

Result<Price> priceFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    Price price;
    price.version = in.integerOr("version", 0, 0, std::numeric_limits<qint64>::max());
    price.station = {in.integerOr("station", 0, 0, std::numeric_limits<qint64>::max())};
    price.product = in.text("product", 40);
    price.price = in.unitPrice("price");
    if (in.has("validFrom"))
        price.validFrom = in.time("validFrom");
    price.actor = in.textOr("actor", {}, 100);
    if (in.error())
        return fail(*in.error());
    return price;
}

QJsonObject toJson(const Product &product)
{
    return {{QStringLiteral("code"), product.code},
            {QStringLiteral("name"), product.name},
            {QStringLiteral("unit"), QString(unitName(product.unit))}};
}

QLatin1String unitName(Product::Unit unit) { return nameIn(Units, unit); }

std::optional<Product::Unit> unitFromName(QStringView name) { return valueIn(Units, name); }

}
