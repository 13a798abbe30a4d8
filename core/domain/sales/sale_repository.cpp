#include "core/domain/sales/sale_repository.h"

#include "core/domain/coupons/coupon_json.h"

namespace youka {

namespace {

#define YOUKA_SALE_COLUMNS                                                                                   \
    "id, terminal, station, pump, mode, card, customer, hold, product, volume, price, amount, currency, "    \
    "occurred, "                                                                                             \
    "posted, day, offline, total_start, total_end, cashier, discounts, record, points, points_amount"

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
    if (row.integer(22) > 0)
        sale.points = PointsPaid{row.integer(22), {row.integer(23), *currency}};
    return sale;
}

const char *totalsSql(SaleRepository::By by)
{
    switch (by) {
    case SaleRepository::By::Currency:
        return "SELECT currency, currency, COUNT(*), SUM(volume), SUM(amount) FROM sale GROUP BY currency "
               "ORDER BY currency";
    case SaleRepository::By::Product:
        return "SELECT product, currency, COUNT(*), SUM(volume), SUM(amount) FROM sale GROUP BY product, "
               "currency "
               "ORDER BY product, currency";
    case SaleRepository::By::Station:
        return "SELECT t.code, s.currency, COUNT(*), SUM(s.volume), SUM(s.amount) FROM sale s "
               "JOIN station t ON t.id = s.station GROUP BY t.code, s.currency ORDER BY t.code, s.currency";
    case SaleRepository::By::Customer:
        return "SELECT k.external, s.currency, COUNT(*), SUM(s.volume), SUM(s.amount) FROM sale s "
               "JOIN customer k ON k.id = s.customer GROUP BY k.external, s.currency ORDER BY k.external, "
               "s.currency";
    }
    return nullptr;
}

}

Result<void> SaleRepository::insert(const SaleRecord &sale)
{
    const Delivery &d = sale.delivery;
    return m_db.run(
        "INSERT INTO sale (id, terminal, station, pump, mode, card, customer, hold, product, volume, price, "
        "amount, currency, occurred, posted, day, offline, total_start, total_end, "
        "cashier, discount, discounts, record, points, points_amount) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
         sale.points ? sale.points->amount.minor : 0});
}

Result<std::optional<SaleRecord>> SaleRepository::find(SaleId id)
{
    return m_db.exec("SELECT " YOUKA_SALE_COLUMNS " FROM sale WHERE id = ?", {id.bytes()})
        .map([](Rows row) -> std::optional<SaleRecord> {
            return row.next() ? std::optional(readSale(row)) : std::nullopt;
        });
}

Result<std::vector<SaleRecord>> SaleRepository::list(SaleId before, int most)
{
    const QByteArray from = before.isNull() ? QByteArray(16, char(0xff)) : before.bytes();
    return m_db
        .exec("SELECT " YOUKA_SALE_COLUMNS ", (SELECT masked FROM card WHERE card.id = sale.card), "
              "(SELECT name FROM staff WHERE staff.id = sale.cashier) FROM sale WHERE id < ? ORDER BY id "
              "DESC LIMIT ?",
              {from, most})
        .map([](Rows row) {
            std::vector<SaleRecord> sales;
            while (row.next()) {
                sales.push_back(readSale(row));
                sales.back().maskedCard = row.text(24);
                sales.back().cashierName = row.text(25);
            }
            return sales;
        });
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
