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
/// As a store keeps them.
QByteArray bytesOf(const std::vector<BasketLine> &lines);
std::vector<BasketLine> basketLinesFromBytes(const QByteArray &bytes, Currency currency);
QJsonObject toJson(const Basket &basket);
Result<Basket> basketFromJson(const QJsonObject &json);

}
