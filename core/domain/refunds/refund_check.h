#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

struct RefundProof
{
    qint64 refunds = 0;
    QStringList faults; ///< one sentence each; empty: what went back is right
};

/// Checks that no line gave back more than was sold, that each refund's journal gives what the refund says,
/// and that no sale gave back more money than was paid for it.
Result<RefundProof> checkRefunds(Database &db);

}
