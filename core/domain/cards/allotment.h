#pragma once

#include "core/domain/cards/card.h"
#include "core/domain/ledger/account.h"

namespace youka {

/// How much of a card's money may be lent to stations, to be spent there without asking.
struct LendingTerms
{
    qint64 perCardMinor = 50'000; ///< to all its stations together, in the card's currency
    int stations = 3;             ///< the last so many it was used at
};

/// A station at which a card is used, and what is lent to it there. `terminal` is the counter that asked
/// last: it alone may spend the allotment, so there is one count of what was spent.
struct StationUse
{
    CardId card;
    StationId station;
    qint64 terminal = 0;
    CardToken token; ///< as the card was last shown there
    Timestamp used;
    Money lent;
    qint64 booked = 0; ///< the terminal's records up to here are in the figure
};

/// What the rule needs to know of one card of a purse.
struct Borrower
{
    bool usable = false; ///< neither frozen, lost, closed nor not yet handed out
    int stations = 0;    ///< at which it is usual
};

/// The worst that offline trade can cost now.
struct Exposure
{
    Currency currency;
    Money lent;   ///< to all stations
    Money excess; ///< of that, what the purses could not cover
};

}
