#pragma once

#include "core/domain/sales/sale_number.h"
#include "core/domain/sales/sale_record.h"
#include "core/foundation/store/database.h"

namespace youka {

class SaleRepository
{
public:
    explicit SaleRepository(Database &db)
        : m_db(db)
    {
    }
    Result<void> insert(const SaleRecord &sale);
    Result<std::optional<SaleRecord>> find(SaleId id);
    /// Newest first, before `before` (null: from the newest).
    Result<std::vector<SaleRecord>> list(SaleId before, int most);
    /// Of that station: those a number on a receipt stands for, newest first.
    Result<std::vector<SaleRecord>> numbered(StationId station, const SaleIds &ids);

    /// Has this customer ever bought anything?
    Result<bool> hasBought(CustomerId customer);

    /// The sums that reports and proofs are made of; `by` is a column of this table.
    struct Total
    {
        QString key;
        Currency currency;
        qint64 count = 0;
        Volume volume; ///< of fuel; of goods none
        Money amount;
    };
    enum class By { Currency, Product, Station, Customer };
    Result<std::vector<Total>> totals(By by);

private:
    /// With card and cashier as people read them.
    Result<std::vector<SaleRecord>> listed(Rows &row);
    Result<void> insertGoods(const SaleRecord &sale);
    Result<std::vector<SaleLine>> goodsOf(SaleId id, Currency currency);

    Database &m_db;
};

}
