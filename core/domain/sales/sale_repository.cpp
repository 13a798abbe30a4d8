#include "core/domain/sales/sale_repository.h"

#include "core/domain/coupons/coupon_json.h"

namespace youka {

namespace {

#define YOUKA_SALE_COLUMNS                                                                                   \
    "id, terminal, station, pump, mode, card, customer, hold, product, volume, price, amount, currency, "    \
    "occurred, "                                                                                             \
    "posted, day, offline, total_start, total_end, cashier, discounts, record, points, points_amount, "      \
    "lines, "                                                                                                \
    "pump_price, pump_amount"

QVariant nullable(const std::optional<qint64> &value)
{
    return value ? QVariant(*value) : QVariant(QMetaType(QMetaType::LongLong));
}

SaleRecord readSale(const Rows &row)
{
    const auto currency = Currency::parse(row.text(12));
    ensure(currency.has_value(), "a stored currency is a currency");
    const auto optional = [&](int column) {
        return row.isNull(column) ? std::nullopt : std::optional(row.integer(column));
    };
    SaleRecord sale;
    sale.id = SaleId::fromBytes(row.blob(0));
    sale.terminal = {row.integer(1)};
    sale.station = {row.integer(2)};
    sale.pump = int(row.integer(3));
    sale.mode = SaleMode(row.integer(4));
    sale.card = {row.integer(5)};
    sale.customer = {row.integer(6)};
    sale.hold = HoldId::fromBytes(row.blob(7));
    sale.delivery.product = row.text(8);
    sale.delivery.volume = {row.integer(9)};
    sale.delivery.price = {row.integer(10), *currency};
    sale.delivery.amount = {row.integer(11), *currency};
    sale.delivery.totalStartMl = optional(17);
    sale.delivery.totalEndMl = optional(18);
    sale.occurred = {row.integer(13)};
    sale.posted = {row.integer(14)};
    sale.day = QDate::fromString(row.text(15), Qt::ISODate);
    sale.offline = row.integer(16) != 0;
    sale.cashier = {row.integer(19)};
    if (!row.isNull(20))
        sale.discounts = redemptionsFromBytes(row.blob(20));
    sale.record = row.integer(21);
    if (!row.isNull(26))
        sale.delivery.pump = Delivery::Shown{{row.integer(25), *currency}, {row.integer(26), *currency}};
    if (row.integer(22) > 0)
        sale.points = PointsPaid{row.integer(22), {row.integer(23), *currency}};
    return sale;
}

const char *totalsSql(SaleRepository::By by)
{
    switch (by) {
    case SaleRepository::By::Currency:
        return "SELECT currency, currency, COUNT(*), SUM(volume), SUM(amount + goods) FROM sale GROUP BY "
               "currency ORDER BY currency";
    case SaleRepository::By::Product:
        return "SELECT product, currency, COUNT(*), SUM(volume), SUM(amount) FROM sale WHERE product <> '' "
               "OR "
               "amount <> 0 GROUP BY product, currency UNION ALL "
               "SELECT l.product, s.currency, COUNT(*), 0, SUM(l.amount) FROM sale_line l JOIN sale s ON "
               "s.id = l.sale GROUP BY l.product, s.currency ORDER BY 1, 2";
    case SaleRepository::By::Station:
        return "SELECT t.code, s.currency, COUNT(*), SUM(s.volume), SUM(s.amount + s.goods) FROM sale s "
               "JOIN station t ON t.id = s.station GROUP BY t.code, s.currency ORDER BY t.code, s.currency";
    case SaleRepository::By::Customer:
        return "SELECT k.external, s.currency, COUNT(*), SUM(s.volume), SUM(s.amount + s.goods) FROM sale s "
               "JOIN customer k ON k.id = s.customer GROUP BY k.external, s.currency ORDER BY k.external, "
               "s.currency";
    }
    return nullptr;
}

}

Result<void> SaleRepository::insert(const SaleRecord &sale)
{
    const Delivery &d = sale.delivery;
    const auto done = m_db.run(
        "INSERT INTO sale (id, terminal, station, pump, mode, card, customer, hold, product, volume, price, "
        "amount, currency, occurred, posted, day, offline, total_start, total_end, "
        "cashier, discount, discounts, record, points, points_amount, goods, lines, pump_price, pump_amount) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {sale.id.bytes(),
         sale.terminal.value,
         sale.station.value,
         sale.pump,
         int(sale.mode),
         sale.card.value,
         sale.customer.value,
         sale.hold.isNull() ? QVariant(QMetaType(QMetaType::QByteArray)) : QVariant(sale.hold.bytes()),
         d.product,
         d.volume.ml,
         d.price.milli,
         d.amount.minor,
         d.amount.currency.code(),
         sale.occurred.ms,
         sale.posted.ms,
         sale.day.toString(Qt::ISODate),
         sale.offline ? 1 : 0,
         nullable(d.totalStartMl),
         nullable(d.totalEndMl),
         sale.cashier.value,
         totalOf(sale.discounts, d.amount.currency).minor,
         sale.discounts.empty() ? QVariant(QMetaType(QMetaType::QByteArray))
                                : QVariant(bytesOf(sale.discounts)),
         sale.record,
         sale.points ? sale.points->spent : 0,
         sale.points ? sale.points->amount.minor : 0,
         sale.goodsAmount().minor,
         int(sale.goods.size()),
         nullable(d.pump ? std::optional(d.pump->price.milli) : std::nullopt),
         nullable(d.pump ? std::optional(d.pump->amount.minor) : std::nullopt)});
    return done ? insertGoods(sale) : done;
}

Result<void> SaleRepository::insertGoods(const SaleRecord &sale)
{
    int number = 0;
    for (const auto &[line, discount] : sale.goods) {
        const auto done =
            m_db.run("INSERT INTO sale_line (sale, line, product, grp, name, unit, quantity, price, amount, "
                     "tax, discountable, discount) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     {sale.id.bytes(), ++number, line.product, line.group, line.name, int(line.unit),
                      line.quantity, line.price.milli, line.amount.minor, line.tax.basisPoints,
                      line.discountable ? 1 : 0, discount.minor});
        if (!done)
            return done;
    }
    return {};
}

Result<std::vector<SaleLine>> SaleRepository::goodsOf(SaleId id, Currency currency)
{
    return m_db
        .exec("SELECT product, grp, unit, quantity, price, amount, discountable, name, tax, discount FROM "
              "sale_line WHERE sale = ? ORDER BY line",
              {id.bytes()})
        .map([&](Rows row) {
            std::vector<SaleLine> lines;
            while (row.next())
                lines.push_back({{row.text(0),
                                  row.text(1),
                                  Product::Unit(row.integer(2)),
                                  row.integer(3),
                                  {row.integer(4), currency},
                                  {row.integer(5), currency},
                                  row.integer(6) != 0,
                                  row.text(7),
                                  {row.integer(8)}},
                                 {row.integer(9), currency}});
            return lines;
        });
}

Result<std::optional<SaleRecord>> SaleRepository::find(SaleId id)
{
    bool hasGoods = false;
    auto found = m_db.exec("SELECT " YOUKA_SALE_COLUMNS " FROM sale WHERE id = ?", {id.bytes()})
                     .map([&](Rows row) -> std::optional<SaleRecord> {
                         if (!row.next())
                             return std::nullopt;
                         hasGoods = row.integer(24) != 0;
                         return readSale(row);
                     });
    if (!found || !hasGoods)
        return found;
    return goodsOf(id, (*found)->delivery.amount.currency).map([&](std::vector<SaleLine> goods) {
        (*found)->goods = std::move(goods);
        return *found;
    });
}

#define YOUKA_SALE_LIST                                                                                      \
    "SELECT " YOUKA_SALE_COLUMNS ", (SELECT masked FROM card WHERE card.id = sale.card), (SELECT name FROM " \
    "staff WHERE staff.id = sale.cashier) FROM sale "

Result<std::vector<SaleRecord>> SaleRepository::list(SaleId before, int most)
{
    const QByteArray from = before.isNull() ? QByteArray(16, char(0xff)) : before.bytes();
    return m_db.exec(YOUKA_SALE_LIST "WHERE id < ? ORDER BY id DESC LIMIT ?", {from, most})
        .and_then([this](Rows row) { return listed(row); });
}

Result<std::vector<SaleRecord>> SaleRepository::numbered(StationId station, const SaleIds &ids)
{
    constexpr int Most = 20; // a till makes one at a time
    return m_db
        .exec(YOUKA_SALE_LIST "WHERE id >= ? AND id < ? AND station = ? ORDER BY id DESC LIMIT ?",
              {ids.from.bytes(), ids.before.bytes(), station.value, Most})
        .and_then([this](Rows row) { return listed(row); });
}

Result<std::vector<SaleRecord>> SaleRepository::listed(Rows &row)
{
    std::vector<size_t> withGoods;
    std::vector<SaleRecord> sales;
    while (row.next()) {
        if (row.integer(24) != 0)
            withGoods.push_back(sales.size());
        sales.push_back(readSale(row));
        sales.back().maskedCard = row.text(27);
        sales.back().cashierName = row.text(28);
    }
    for (const size_t i : withGoods) {
        SaleRecord &sale = sales.at(i);
        auto goods = goodsOf(sale.id, sale.delivery.amount.currency);
        if (!goods)
            return fail(goods.error());
        sale.goods = std::move(*goods);
    }
    return sales;
}

Result<bool> SaleRepository::hasBought(CustomerId customer)
{
    return m_db.exec("SELECT 1 FROM sale WHERE customer = ? AND customer > 0 LIMIT 1", {customer.value})
        .map([](Rows rows) { return rows.next(); });
}

Result<std::vector<SaleRepository::Total>> SaleRepository::totals(By by)
{
    return m_db.exec(totalsSql(by)).and_then([](Rows rows) -> Result<std::vector<Total>> {
        std::vector<Total> totals;
        while (rows.next()) {
            const auto currency = Currency::parse(rows.text(1));
            if (!currency)
                return fail(currency.error());
            totals.push_back(
                {rows.text(0), *currency, rows.integer(2), {rows.integer(3)}, {rows.integer(4), *currency}});
        }
        return totals;
    });
}

}
