#pragma once

#include "core/domain/coupons/discount.h"

namespace youka {

/// Is this line one of those the terms speak of?
bool isInScope(const CouponTerms &terms, const BasketLine &line);

/// Is what is sold of it enough? Errors: CouponWrongProduct, CouponBelowMinimum (says what is missing),
/// CurrencyMismatch.
Result<void> checkMinimum(const CouponTerms &terms, const Basket &basket);

/// When an offer is applied: what changes the price of a litre comes before percentages, and these before
/// amounts; lines before all; gifts last.
enum class Pass { UnitPrice, LinePercent, LineAmount, OrderPercent, OrderAmount, Gift };
Pass passOf(const CouponTerms &terms);

/// What the offer takes off, line by line, when each line still costs `running`. Never more than that.
std::vector<Money> takenOff(const Candidate &candidate, const Basket &basket, std::span<const Money> running);

}
