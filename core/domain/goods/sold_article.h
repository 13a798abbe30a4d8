#pragma once

#include "core/domain/ledger/ledger.h"
#include "core/domain/pricing/basket.h"

#include <span>

namespace youka {

/// One good of a sale that is being booked, or a part of one that comes back.
struct SoldGood
{
    SaleId sale;
    int number = 0; ///< of the line in the sale, from 1
    const BasketLine &line;
    qint64 quantity = 0; ///< sold, or coming back now; thousandths
    qint64 customer = 0; ///< who is known to have bought it; 0: nobody
    StationId station;
    Timestamp occurred;
    Timestamp now;
};

/// What selling an article does besides taking money for it. Runs in the transaction that books the sale,
/// after its journal; the goods are gone, so it refuses nothing: only the store's own errors come back. What
/// comes back is asked once for each part, after returnable() said that it can. A capability joins by one row
/// in core/domain/sales/sold_articles.cpp.
struct SoldArticle
{
    Result<void> (*sold)(Database &db, const SoldGood &good);
    Result<void> (*returned)(Database &db, const SoldGood &good);
    /// How much of the good's quantity can still come back: less where some of it has been used.
    Result<qint64> (*returnable)(Database &db, const SoldGood &good);
};

/// Takes it from the station's stock.
extern const SoldArticle StockOfSold;

}
