#include "core/domain/customers/customer_repository.h"

namespace youka {

namespace {

Result<CustomerRepository::Row> readRow(const Rows &in)
{
    const auto currency = Currency::parse(in.text(3));
    if (!currency)
        return fail(currency.error());
    return CustomerRepository::Row{{in.integer(0)}, in.text(1),      in.text(2),      *currency, in.blob(4),
                                   in.blob(5),      {in.integer(6)}, {in.integer(7)}, in.blob(8)};
}

Result<std::optional<CustomerRepository::Row>> readOne(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::nullopt;
    return readRow(*rows).map([](CustomerRepository::Row row) { return std::optional(std::move(row)); });
}

Result<std::vector<CustomerRepository::Row>> readAll(Result<Rows> rows)
{
    return std::move(rows).and_then([](Rows in) -> Result<std::vector<CustomerRepository::Row>> {
        std::vector<CustomerRepository::Row> list;
        while (in.next()) {
            auto row = readRow(in);
            if (!row)
                return fail(row.error());
            list.push_back(std::move(*row));
        }
        return list;
    });
}

}

Result<std::vector<CustomerRepository::Row>> CustomerRepository::list(const QString &filter, CustomerId after,
                                                                      int most)
{
    return readAll(m_db.exec(
        "SELECT id, external, segment, currency, data_key, name, at, inviter, birthday FROM customer WHERE "
        "id > ? AND external LIKE ? ORDER BY id LIMIT ?",
        {after.value, QString(u'%' + filter + u'%'), most}));
}

Result<std::vector<CustomerRepository::Row>> CustomerRepository::withBirthday(CustomerId after, int most)
{
    return readAll(m_db.exec(
        "SELECT id, external, segment, currency, data_key, name, at, inviter, birthday FROM customer WHERE "
        "id > ? AND birthday IS NOT NULL ORDER BY id LIMIT ?",
        {after.value, most}));
}

Result<void> CustomerRepository::setPersonal(CustomerId id, const QByteArray &birthday, CustomerId inviter)
{
    return m_db.run("UPDATE customer SET birthday = ?, inviter = ? WHERE id = ?",
                    {birthday.isEmpty() ? QVariant(QMetaType(QMetaType::QByteArray)) : QVariant(birthday),
                     inviter.value, id.value});
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
    return readOne(m_db.exec("SELECT id, external, segment, currency, data_key, name, at, inviter, birthday "
                             "FROM customer WHERE id = ?",
                             {id.value}));
}

Result<std::optional<CustomerRepository::Row>> CustomerRepository::findExternal(const QString &external)
{
    return readOne(m_db.exec("SELECT id, external, segment, currency, data_key, name, at, inviter, birthday "
                             "FROM customer WHERE external = ?",
                             {external}));
}

}
