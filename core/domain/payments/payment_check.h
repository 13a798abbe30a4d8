#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

struct PaymentProof
{
    qint64 orders = 0;
    qint64 open = 0;      ///< may be paid yet
    qint64 forPerson = 0; ///< orders and refunds that wait for somebody
    QStringList faults;   ///< one sentence each; empty: what was paid is booked
};

/// Checks that each order that was paid was booked once with its amount or is given back, that nothing else
/// is booked from a channel, that no more went back than was paid, and that what each merchant holds in the
/// books is what its orders say. What a channel says is reconciliation's.
Result<PaymentProof> checkPayments(Database &db);

}
