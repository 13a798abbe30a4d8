#pragma once

#include "core/domain/goods/article_repository.h"
#include "core/domain/goods/sold_article.h"
#include "core/domain/goods/stock_repository.h"

namespace youka {

/// The stock of each station: what people do with it and what sales do. Runs inside the caller's transaction.
class StockService
{
public:
    explicit StockService(Database &db)
        : m_db(db)
        , m_articles(db)
        , m_stock(db)
    {
    }
    /// All lines or none. A transfer's lines are under way from then on, each by itself. Errors: those of
    /// checkStockCommand() and stockChange(), ArticleUnknown, StationUnknown.
    Result<std::vector<StockMove>> move(const StockCommand &command, const Principal &who, Timestamp now);
    /// Errors: NotFound, those of checkReceived().
    Result<StockTransfer> receive(qint64 transfer, qint64 quantity, const Principal &who, Timestamp now);

    /// Sold is gone: the stock may go below zero. What is not stocked or not in the catalogue moves nothing.
    Result<void> sold(const SoldGood &good);
    /// Never more than went away with the sale.
    Result<void> returned(const SoldGood &good);

    /// A person of one station sees that station's.
    Result<std::vector<StockLevel>> levels(StationId station, const Principal &who);
    Result<std::vector<StockMove>> moves(StationId station, const QString &article, qint64 before, int most,
                                         const Principal &who);
    Result<std::vector<StockTransfer>> underWay(const Principal &who);

private:
    Result<StockMove> moveLine(const StockCommand &command, const StockCommand::Line &line,
                               const Principal &who, Timestamp now);
    Result<bool> isStocked(const QString &article);

    Database &m_db;
    ArticleRepository m_articles;
    StockRepository m_stock;
};

}
