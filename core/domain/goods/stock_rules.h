#pragma once

#include "core/domain/goods/article.h"
#include "core/domain/goods/stock.h"

namespace youka {

/// May this person do this at that station? Errors: NotPermitted (another station's), InvalidInput naming the
/// field, ReasonMissing (waste says why).
Result<void> checkStockCommand(const StockCommand &command, const Principal &who);
/// What one line changes, where the stock is `balance` now. Errors: StockShort (a transfer or waste of more
/// than there is), QuantityInvalid (parts of a piece, or less than none).
Result<qint64> stockChange(StockMoveKind kind, qint64 quantity, qint64 balance, const Article &article);
/// What is missing stays missing: it is in nobody's stock. Errors: QuantityInvalid, TransferStateConflict,
/// NotPermitted.
Result<void> checkReceived(const StockTransfer &transfer, qint64 quantity, const Principal &who);

}
