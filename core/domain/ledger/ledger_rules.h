#pragma once

#include "core/domain/ledger/account.h"

namespace youka {

/// At least two postings, none of zero, each currency adding up to zero. Errors: JournalUnbalanced.
Result<void> checkBalanced(const Journal &journal);

/// How a captured amount is met. Fuel that flowed is always booked: what the purse cannot give becomes the
/// customer's debt. What the customer was given is spent before what was paid in.
struct CaptureSplit
{
    Money fromPurse;
    Money shortfall;
    Money fromBonus;
};
/// `hold` is what was set aside for this capture and is still counted in account.held (zero when it expired).
/// Other holds are promises made to others and are not touched.
CaptureSplit splitCapture(const Account &account, Money hold, Money amount);

/// A top-up pays an open debt first. `debt` is >= 0.
struct TopUpSplit
{
    Money toDebt;
    Money toPurse;
};
TopUpSplit splitTopUp(Money amount, Money debt);

}
