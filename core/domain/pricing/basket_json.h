#pragma once

#include "core/domain/pricing/basket.h"

#include <QJsonArray>
#include <QJsonObject>

namespace youka {

constexpr qsizetype MostBasketLines = 200;

QJsonObject toJson(const BasketLine &line);
QJsonArray toJson(const std::vector<BasketLine> &lines);
/// Errors: InvalidInput naming the member, CurrencyMismatch, NumberOutOfRange.
Result<std::vector<BasketLine>> basketLinesFromJson(const QJsonArray &array, Currency currency);
QJsonObject toJson(const Basket &basket);
Result<Basket> basketFromJson(const QJsonObject &json);

}
