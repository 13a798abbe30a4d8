#pragma once

#include "core/domain/coupons/discount.h"

namespace youka {

/// The best allowed set for the customer, and why the others are not in it.
struct BestSet
{
    std::vector<size_t> chosen; ///< ascending
    Discounts discounts;
    /// For each candidate: absent where it is in the set. CouponNotStackable: would not go with what is
    /// better; CouponNoEffect: nothing is left for it; otherwise what checkEligible() said.
    std::vector<std::optional<Error>> reasons;
    int looked = 0;      ///< sets that were worked out
    bool proven = false; ///< every allowed set was looked at or cannot be better
};

/// Up to this many eligible candidates the best set is always proven.
constexpr size_t ProvenUpTo = 12;

/// May these two be in one set?
bool goTogether(const CouponTerms &a, const CouponTerms &b);

/// The allowed set that takes off most; of equal ones the one that uses up fewest coupons, then the one whose
/// numbers come first. Pure: the same candidates in any order give the same set.
///
/// Depth first over the eligible ones, largest first. What a candidate takes off beside others is never more
/// than it would alone (passes only leave less), so a branch ends when the most that is left alone cannot
/// reach the best so far. Beyond ProvenUpTo the search ends after as many sets as a full search of that many.
BestSet bestSet(std::span<const Candidate> candidates, const Basket &basket, const Occasion &occasion,
                const StackingTerms &terms);

}
