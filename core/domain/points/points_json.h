#pragma once

#include "core/domain/points/points.h"
#include "core/foundation/base/json.h"

namespace youka {

/// {"currency":"CNY","rules":[{"basis":"amount","milliPoints":1000}],...}
QJsonObject toJson(const PointsScheme &scheme);
/// What a person may say of a scheme. Errors: InvalidInput naming the member.
Result<PointsScheme> schemeFromJson(const QJsonObject &json);

/// {"spent":500,"amount":{...}}, in the fact of a sale.
QJsonObject toJson(const PointsPaid &paid);
PointsPaid readPointsPaid(JsonReader &in);
QJsonObject toJson(const FuelPoints &points);
/// Errors: InvalidInput.
Result<FuelPoints> fuelPointsFromJson(const QJsonObject &json);

QJsonObject toJson(const PointsMove &line);
QLatin1String moveKindName(MoveKind kind);

}
