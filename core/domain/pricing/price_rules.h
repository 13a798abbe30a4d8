#pragma once

#include "core/domain/pricing/price.h"

namespace youka {

/// The entry in force: the latest beginning not after `when`; a station's own entry before the general one,
/// and of two with one beginning the one that was entered later. nullptr: the product has no price there yet.
const Price *priceInForce(const std::vector<Price> &book, StationId station, const QString &product,
                          Currency currency, Timestamp when);

/// Was this price in force there at any moment from `from` to `until`?
bool wasPublished(const std::vector<Price> &book, StationId station, const QString &product, UnitPrice price,
                  Timestamp from, Timestamp until);

/// Around `when` no price begins: from the first moment, up to the second, which is not among it.
std::pair<Timestamp, Timestamp> pricesHold(const std::vector<Price> &book, Timestamp when);

/// A terminal may not have heard of a change for this long, and its clock may be this far behind.
constexpr qint64 PriceGraceMs = 24 * 60 * 60 * 1000;
constexpr qint64 PriceEarlyMs = 2 * 60 * 1000;

/// Errors: InvalidInput (no product), AmountNotPositive (a price of zero or less).
Result<void> checkPrice(const Price &price);

}
