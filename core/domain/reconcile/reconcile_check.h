#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

struct ReconcileProof
{
    qint64 days = 0;
    qint64 closed = 0;
    QStringList faults; ///< one sentence each
};

/// Checks that the figures of each compared day are all of its bill's rows, that no closed day has a break
/// that nobody explained, and that what was settled for a closed day is what its bill says.
Result<ReconcileProof> checkReconciliation(Database &db);

}
