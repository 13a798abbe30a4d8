#include "core/domain/goods/goods_check.h"

#include "core/domain/goods/stock_repository.h"

namespace youka {

Result<GoodsProof> checkGoods(Database &db)
{
    StockRepository stock(db);
    return stock.count().and_then([&](qint64 moves) {
        return stock.faults().map([&](const QStringList &faults) { return GoodsProof{moves, faults}; });
    });
}

}
