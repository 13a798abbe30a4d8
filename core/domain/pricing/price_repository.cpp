#include "core/domain/pricing/price_repository.h"

namespace youka {

namespace {

#define YOUKA_PRICE_COLUMNS "id, station, product, currency, milli, valid_from, actor"

Result<std::vector<Price>> readPrices(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    std::vector<Price> prices;
    while (rows->next()) {
        const auto currency = Currency::parse(rows->text(3));
        if (!currency)
            return fail(currency.error());
        prices.push_back({rows->integer(0),
                          {rows->integer(1)},
                          rows->text(2),
                          {rows->integer(4), *currency},
                          {rows->integer(5)},
                          rows->text(6)});
    }
    return prices;
}

}

Result<qint64> PriceRepository::insert(const Price &price, Timestamp at)
{
    return m_db
        .exec("INSERT INTO price (station, product, currency, milli, valid_from, actor, at) VALUES (?, ?, ?, "
              "?, ?, ?, ?)",
              {price.station.value, price.product, price.price.currency.code(), price.price.milli,
               price.validFrom.ms, price.actor, at.ms})
        .map([](Rows rows) { return rows.lastId(); });
}

Result<std::vector<Price>> PriceRepository::book(const QString &product)
{
    return readPrices(
        m_db.exec("SELECT " YOUKA_PRICE_COLUMNS " FROM price WHERE product = ? ORDER BY id DESC", {product}));
}

Result<std::vector<Price>> PriceRepository::between(StationId station, const QString &product,
                                                    Currency currency, Timestamp from, Timestamp until)
{
    // Asked with every sale: one statement, each half a short stretch of the index.
#define YOUKA_PRICES_BETWEEN(where)                                                                          \
    "SELECT " YOUKA_PRICE_COLUMNS " FROM price WHERE product = ? AND station = " where " AND currency = ? "  \
    "AND valid_from <= ? AND valid_from >= COALESCE((SELECT MAX(p.valid_from) FROM price p WHERE "           \
    "p.product = ? AND p.station = " where " AND p.currency = ? AND p.valid_from <= ?), 0)"
    const QString code = currency.code();
    if (station.value == 0) // a sale of no station
        return readPrices(
            m_db.exec(YOUKA_PRICES_BETWEEN("0"), {product, code, until.ms, product, code, from.ms}));
    return readPrices(m_db.exec(YOUKA_PRICES_BETWEEN("?") " UNION ALL " YOUKA_PRICES_BETWEEN("0"),
                                {product, station.value, code, until.ms, product, station.value, code,
                                 from.ms, product, code, until.ms, product, code, from.ms}));
#undef YOUKA_PRICES_BETWEEN
}

Result<std::vector<Price>> PriceRepository::latest(int most)
{
    return readPrices(
        m_db.exec("SELECT " YOUKA_PRICE_COLUMNS " FROM price ORDER BY id DESC LIMIT ?", {most}));
}

Result<void> PriceRepository::ensureProduct(const Product &product)
{
    auto found = m_db.exec("SELECT id FROM product WHERE code = ?", {product.code});
    if (!found)
        return fail(found.error());
    if (found->next())
        return {};
    return m_db.run("INSERT INTO product (code, name, unit) VALUES (?, ?, ?)",
                    {product.code, product.name, int(product.unit)});
}

Result<std::vector<Product>> PriceRepository::products()
{
    return m_db.exec("SELECT code, name, unit FROM product ORDER BY id").map([](Rows rows) {
        std::vector<Product> products;
        while (rows.next())
            products.push_back({rows.text(0), rows.text(1), Product::Unit(rows.integer(2))});
        return products;
    });
}

}
