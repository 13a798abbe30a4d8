#pragma once

#include "core/domain/washes/wash.h"

#include <span>

namespace youka {

/// Errors: InvalidInput naming the field.
Result<void> checkPackage(const WashPackage &package);
/// Which of a member's grants the next wash is taken from: of those with one left that have not ended, the
/// one that ends first. Errors: WashPackageUnknown (never bought any), WashesUsedUp (none left, or too late).
Result<size_t> nextWash(std::span<const WashGrant> grants, Timestamp now);
/// How many washes go when `quantity` of the line's thousandths come back: what was used stays used.
int washesBack(const WashGrant &grant, const WashPackage &package, qint64 quantity);

}
