#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

/// The ledger's proof: what must always be true, asked of the books themselves.
struct LedgerProof
{
    qint64 accounts = 0;
    qint64 journals = 0;
    qint64 postings = 0;
    qint64 openHolds = 0;
    QStringList faults; ///< one sentence each, naming the row; empty: the books are right
};

/// Checks that the postings of each journal add up to zero per currency, that each balance is the sum of its
/// postings, that what is held is the sum of the open holds, and that no purse is below zero.
Result<LedgerProof> checkLedger(Database &db);

}
