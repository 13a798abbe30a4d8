#pragma once

#include "core/domain/cards/allotment.h"

#include <span>

namespace youka {

/// What of `available` is lent to which station. `cards` are all of one purse that are used anywhere, the
/// latest used first; the answer has the amounts of each card's stations, in the order of their use. A card
/// is lent up to the terms' amount while there is money; its latest station gets twice the share of each
/// other, and all of it when it is the only one. Together never more than what is available.
std::vector<std::vector<Money>> allot(Money available, const LendingTerms &terms,
                                      std::span<const Borrower> cards);

}
