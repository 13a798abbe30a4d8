#pragma once

#include "core/domain/pricing/price.h"
#include "core/foundation/store/database.h"

namespace youka {

class PriceRepository
{
public:
    explicit PriceRepository(Database &db)
        : m_db(db)
    {
    }
    Result<qint64> insert(const Price &price, Timestamp at);
    /// Every entry that could be in force for this product anywhere, newest first.
    Result<std::vector<Price>> book(const QString &product);
    /// The entries that were or came into force for this station between two moments: its own and the
    /// general ones.
    Result<std::vector<Price>> between(StationId station, const QString &product, Currency currency,
                                       Timestamp from, Timestamp until);
    Result<std::vector<Price>> latest(int most);

    Result<void> ensureProduct(const Product &product);
    Result<std::vector<Product>> products();

private:
    Database &m_db;
};

}
