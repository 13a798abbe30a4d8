#pragma once

#include "core/domain/pricing/price.h"

#include <QJsonObject>

namespace youka {

QJsonObject toJson(const Price &price);
Result<Price> priceFromJson(const QJsonObject &json);
QJsonObject toJson(const Product &product);
QLatin1String unitName(Product::Unit unit);
std::optional<Product::Unit> unitFromName(QStringView name);

}
