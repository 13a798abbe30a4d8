#pragma once

#include "core/domain/goods/sold_article.h"
#include "core/domain/sales/sale_record.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Everything that is told of sold goods.
std::span<const SoldArticle> soldArticles();

/// A sale was booked: each of its goods, in the order of their codes, so that two sales take what they lock
/// in one order. In the transaction that books it.
Result<void> tellSold(Database &db, const SaleRecord &sale, Timestamp now);
/// How many of so many thousandths of its line (from 1) can still come back. Errors: NotFound (there is no
/// such line), those of the store.
Result<qint64> returnable(Database &db, const SaleRecord &sale, int line, qint64 quantity, Timestamp now);
/// So many thousandths of its line (from 1) come back. Asked once for each part, in the transaction that
/// books the return. Errors: NotFound (there is no such line), those of the store.
Result<void> tellReturned(Database &db, const SaleRecord &sale, int line, qint64 quantity, Timestamp now);

}
