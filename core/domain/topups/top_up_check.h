#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

/// Proves that each bonus in the books is one that a campaign gave, to the minor unit, and the other way
/// round; and that what a top-up that was reversed had given is given back.
struct TopUpProof
{
    qint64 bonuses = 0;
    QStringList faults;
};
Result<TopUpProof> checkTopUps(Database &db);

}
