#pragma once

#include "core/foundation/store/database.h"

namespace youka {

struct GoodsProof
{
    qint64 moves = 0;
    QStringList faults;
};
/// Every stock is the sum of what moved it.
Result<GoodsProof> checkGoods(Database &db);

}
