#pragma once

#include "core/domain/pricing/price_repository.h"

namespace youka {

/// Prices on the server. A change goes to the price book and to the terminals' feed in one transaction. Lives
/// no longer than the transaction it is used in.
class PriceService
{
public:
    explicit PriceService(Database &db)
        : m_db(db)
        , m_prices(db)
    {
    }
    /// Errors: ProductUnknown, AmountNotPositive.
    Result<Price> change(Price price, Timestamp now);
    /// Errors: PriceUnknown.
    Result<Price> inForce(StationId station, const QString &product, Currency currency, Timestamp when);
    /// What was published where and when something was sold at `price`, with a terminal's grace.
    struct Published
    {
        bool was = false;
        std::optional<UnitPrice> inForce; ///< at that very moment
    };
    Result<Published> published(StationId station, const QString &product, UnitPrice price, Timestamp when);
    Result<std::vector<Price>> latest(int most) { return m_prices.latest(most); }
    Result<void> ensureProduct(const Product &product) { return m_prices.ensureProduct(product); }
    Result<std::vector<Product>> products() { return m_prices.products(); }

private:
    /// The prices of a stretch of time that were read; the sales of one batch lie close together.
    struct Stretch
    {
        StationId station;
        QString product;
        Currency currency;
        Timestamp from;
        Timestamp until;
        std::vector<Price> book;
    };
    Result<const std::vector<Price> *> bookOf(const Stretch &wanted);
    Database &m_db;
    PriceRepository m_prices;
    std::vector<Stretch> m_read;
};

}
