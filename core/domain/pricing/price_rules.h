#pragma once

#include "core/domain/pricing/price.h"

namespace youka {

/// The entry in force: the latest beginning not after `when`; a station's own entry before the general one,
/// and of two with one beginning the one that was entered later. nullptr: the product has no price there yet.
const Price *priceInForce(const std::vector<Price> &book, StationId station, const QString &product,
                          Currency currency, Timestamp when);

/// Errors: InvalidInput (no product), AmountNotPositive (a price of zero or less).
Result<void> checkPrice(const Price &price);

}
