#pragma once

#include "core/domain/coupons/campaign.h"

#include <span>

namespace youka {

/// What one candidate took off, line by line.
struct Applied
{
    size_t candidate = 0; ///< its place in what was asked
    Money amount;
    std::vector<Money> perLine; ///< as many as the basket has lines
};

/// For a redemption's `perLine`: of a single line the amount says it all.
inline std::vector<Money> partsOf(const Applied &applied)
{
    return applied.perLine.size() > 1 ? applied.perLine : std::vector<Money>();
}

/// What a set of candidates makes of a basket.
struct Discounts
{
    Money total;
    std::vector<Applied> applied; ///< in the order they were applied
    std::vector<Money> perLine;   ///< their sum for each line
};

/// The house's rule for sets. Source: coupon sheet, section 5.1 item 6.
struct StackingTerms
{
    int most = 3; ///< coupons in one sale
    int perCategory = 1;
    Percent cap{10'000}; ///< of the gross amount that all discounts together may take
};

/// Splits `total` (>= 0) in proportion to `weights` (>= 0, not all zero unless `total` is), each share
/// rounded down and the rest given one minor unit each to the largest remainders, of equal ones to the first.
/// No share exceeds its weight when `total` does not exceed their sum.
std::vector<Money> spread(Money total, std::span<const Money> weights);

/// May this candidate be used here and now, and does it apply to this basket? Whether it helps beside others
/// is another question. Errors: CouponNotYetValid, CouponExpired, CouponNotYours, CouponWrongStation,
/// CouponWrongChannel, CouponWrongPayment, CouponWrongTime, CouponWrongProduct, CouponBelowMinimum (says what
/// is missing), CouponForTopUp, CurrencyMismatch.
Result<void> checkEligible(const Candidate &candidate, const Basket &basket, const Occasion &occasion);

/// Applies candidates that are eligible and go together. The order they are given in makes no difference: per
/// litre, percent of lines, amount off lines, percent of all, amount off all, gifts; in each pass by
/// priority, then by number. A percentage is of what the passes before it left. No line goes below zero, and
/// all together do not exceed the cap. Source: coupon sheet, section 5.1 items 4, 6, 7.
Discounts apply(std::span<const Candidate> all, std::span<const size_t> chosen, const Basket &basket,
                const StackingTerms &terms);

/// What each line of the basket lost by these, as they say; where they do not, or say what cannot be, in
/// proportion to what is left of the lines. Together they take no more than the basket.
std::vector<Money> splitByLine(const std::vector<Redemption> &redemptions, const Basket &basket);

/// The bonus for a top-up of `amount`. Errors: CouponWrongProduct (is not for top-ups), CouponBelowMinimum.
Result<Money> topUpBonus(const CouponTerms &terms, Money amount);
/// The same, where it may be used here and now. Errors: also those of checkEligible().
Result<Money> topUpBonus(const Candidate &candidate, Money amount, const Occasion &occasion);

/// Is a coupon of that scope worth something to this customer?
bool isFor(const Scope &scope, const Member &member);

/// What goes back for a part of a line: `done` thousandths of `quantity` were returned before, `back` more
/// are now. Counted from the beginning, so that the parts of a line add up to what was paid for it exactly.
Money refundOf(Money paid, qint64 quantity, qint64 done, qint64 back);

}
