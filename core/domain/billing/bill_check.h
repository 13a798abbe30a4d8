#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

/// What is true of paid bills: each is posted, given back or under way, and never both; what a biller's
/// account holds is what was paid for it and did not go back.
struct BillProof
{
    qint64 bills = 0;     ///< of payments that were made
    qint64 open = 0;      ///< of them nobody knows the end yet
    qint64 forPerson = 0; ///< given back, and posted all the same
    QStringList faults;
};
Result<BillProof> checkBills(Database &db);

}
