#include "core/domain/customers/customer_repository.h"

namespace youka {

namespace {

Result<std::optional<CustomerRepository::Row>> readRow(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::nullopt;
    const auto currency = Currency::parse(rows->text(3));
    if (!currency)
        return fail(currency.error());
    return CustomerRepository::Row{{rows->integer(0)}, rows->text(1), rows->text(2),
                                   *currency,          rows->blob(4), rows->blob(5)};
}

}

Result<std::vector<CustomerRepository::Row>> CustomerRepository::list(const QString &filter, CustomerId after,
                                                                      int most)
{
    return m_db
        .exec(
            "SELECT id, external, segment, currency, data_key, name FROM customer WHERE id > ? AND external "
            "LIKE ? ORDER BY id LIMIT ?",
            {after.value, QString(u'%' + filter + u'%'), most})
        .and_then([](Rows rows) -> Result<std::vector<Row>> {
            std::vector<Row> list;
            while (rows.next()) {
                const auto currency = Currency::parse(rows.text(3));
                if (!currency)
                    return fail(currency.error());
                list.push_back(
                    {{rows.integer(0)}, rows.text(1), rows.text(2), *currency, rows.blob(4), rows.blob(5)});
            }
            return list;
        });
}

Result<CustomerId> CustomerRepository::insert(const Row &row, Timestamp at)
{
    return m_db
        .exec("INSERT INTO customer (external, segment, currency, data_key, name, at) VALUES (?, ?, ?, ?, ?, "
              "?)",
              {row.external, row.segment, row.currency.code(), row.dataKey, row.name, at.ms})
        .map([](Rows rows) { return CustomerId{rows.lastId()}; });
}

Result<std::optional<CustomerRepository::Row>> CustomerRepository::find(CustomerId id)
{
    return readRow(m_db.exec(
        "SELECT id, external, segment, currency, data_key, name FROM customer WHERE id = ?", {id.value}));
}

Result<std::optional<CustomerRepository::Row>> CustomerRepository::findExternal(const QString &external)
{
    return readRow(
        m_db.exec("SELECT id, external, segment, currency, data_key, name FROM customer WHERE external = ?",
                  {external}));
}

}
