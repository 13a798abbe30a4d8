#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

/// What must always be true of points, asked of the books themselves.
struct PointsProof
{
    qint64 members = 0;
    qint64 lots = 0;
    qint64 outstanding = 0; ///< points: settled and pending
    QStringList faults;     ///< one sentence each, naming the row; empty: they are right
};

/// Checks that the liability in the ledger is the worth of the lots; that each lot adds up and is worth what
/// its terms say; that members' figures are those of their lots, of the lines of their statements and of what
/// is reserved; that what was spent in sales is what lots gave and members owe.
Result<PointsProof> checkPoints(Database &db);

}
