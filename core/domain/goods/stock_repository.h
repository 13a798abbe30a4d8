#pragma once

#include "core/domain/goods/stock.h"
#include "core/foundation/store/database.h"

namespace youka {

class StockRepository
{
public:
    explicit StockRepository(Database &db)
        : m_db(db)
    {
    }
    /// What there is, and other writers are kept off it until the transaction ends.
    Result<qint64> lock(StationId station, const QString &article);
    /// Changes the balance and writes the line; gives it with its number and the balance afterwards.
    Result<StockMove> append(StockMove move);
    /// Newest first, before `before` (0: from the newest). Station 0 and an empty article: all.
    Result<std::vector<StockMove>> moves(StationId station, const QString &article, qint64 before, int most);
    Result<std::vector<StockLevel>> levels(StationId station);
    /// What of the article went away with that sale, less what came back.
    Result<qint64> soldWith(SaleId sale, const QString &article);

    Result<qint64> insertTransfer(const StockTransfer &transfer);
    Result<std::optional<StockTransfer>> lockTransfer(qint64 id);
    Result<void> received(const StockTransfer &transfer);
    /// Under way to or from that station (0: all), oldest first.
    Result<std::vector<StockTransfer>> underWay(StationId station, int most);

    /// Balances that are not the sum of their lines: "station 1, 1001: 5000, by its lines 4000".
    Result<QStringList> faults();
    Result<qint64> count();

private:
    Result<std::optional<qint64>> balance(StationId station, const QString &article);

    Database &m_db;
};

}
