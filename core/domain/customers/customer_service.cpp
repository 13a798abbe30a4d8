#include "core/domain/customers/customer_service.h"

#include "core/foundation/crypto/aead.h"
#include "core/foundation/crypto/digest.h"

namespace youka {

namespace {
QByteArray keyContext(const QString &external) { return "customer.key:" + external.toUtf8(); }
QByteArray birthdayContext(const QString &external) { return "customer.birthday:" + external.toUtf8(); }
QByteArray nameContext(const QString &external) { return "customer.name:" + external.toUtf8(); }
}

Result<QByteArray> CustomerService::unwrap(const CustomerRepository::Row &row)
{
    return aeadOpen(m_wrappingKey, row.dataKey, keyContext(row.external));
}

Result<Customer> CustomerService::open(const CustomerRepository::Row &row)
{
    return unwrap(row)
        .and_then([&](const QByteArray &key) { return aeadOpen(key, row.name, nameContext(row.external)); })
        .map([&](const QByteArray &name) {
            return Customer{row.id, row.external, QString::fromUtf8(name), row.segment, row.currency,
                            row.at, row.inviter};
        });
}

Result<Customer> CustomerService::ensureCustomer(const QString &external, const QString &name,
                                                 const QString &segment, Currency currency, Timestamp now)
{
    const auto found = m_customers.findExternal(external);
    if (!found)
        return fail(found.error());
    if (*found)
        return open(**found);
    const QByteArray key = randomBytes(32);
    CustomerRepository::Row row{{},
                                external,
                                segment,
                                currency,
                                aeadSeal(m_wrappingKey, key, keyContext(external)),
                                aeadSeal(key, name.toUtf8(), nameContext(external))};
    return m_customers.insert(row, now).map(
        [&](CustomerId id) { return Customer{id, external, name, segment, currency, now, {}}; });
}

Result<Customer> CustomerService::customer(CustomerId id)
{
    return m_customers.find(id).and_then([&](const auto &row) -> Result<Customer> {
        if (!row)
            return fail(ErrorCode::CustomerUnknown, QString::number(id.value));
        return open(*row);
    });
}

Result<std::optional<Customer>> CustomerService::findExternal(const QString &external)
{
    return m_customers.findExternal(external).and_then(
        [&](const auto &row) -> Result<std::optional<Customer>> {
            if (!row)
                return std::nullopt;
            return open(*row).map([](Customer customer) { return std::optional(std::move(customer)); });
        });
}

Result<QString> CustomerService::segmentOf(CustomerId id)
{
    return m_customers.find(id).map([](const auto &row) { return row ? row->segment : QString(); });
}

Result<QByteArray> CustomerService::dataKey(CustomerId id)
{
    return m_customers.find(id).and_then([&](const auto &row) -> Result<QByteArray> {
        if (!row)
            return fail(ErrorCode::CustomerUnknown, QString::number(id.value));
        return unwrap(*row);
    });
}

Result<void> CustomerService::setPersonal(CustomerId id, QDate birthday, CustomerId inviter)
{
    return m_customers.find(id).and_then([&](const auto &row) -> Result<void> {
        if (!row)
            return fail(ErrorCode::CustomerUnknown, QString::number(id.value));
        if (inviter == id)
            return fail(ErrorCode::InvalidInput, QStringLiteral("inviter: nobody invites themselves"));
        return unwrap(*row).and_then([&](const QByteArray &key) {
            const QByteArray sealed = birthday.isValid()
                ? aeadSeal(key, birthday.toString(Qt::ISODate).toLatin1(), birthdayContext(row->external))
                : row->birthday;
            return m_customers.setPersonal(id, sealed, inviter ? inviter : row->inviter);
        });
    });
}

Result<std::vector<CustomerService::Birthday>> CustomerService::birthdays(CustomerId after, int most)
{
    return m_customers.withBirthday(after, most)
        .map([this](const std::vector<CustomerRepository::Row> &rows) {
            std::vector<Birthday> all;
            for (const CustomerRepository::Row &row : rows) {
                const auto plain = unwrap(row).and_then([&](const QByteArray &key) {
                    return aeadOpen(key, row.birthday, birthdayContext(row.external));
                });
                // Of an erased one nothing is known any more; the next look starts behind it all the same.
                all.push_back(
                    {row.id, row.segment,
                     plain ? QDate::fromString(QString::fromLatin1(*plain), Qt::ISODate) : QDate()});
            }
            return all;
        });
}

Result<std::vector<Customer>> CustomerService::list(const QString &filter, CustomerId after, int most)
{
    return m_customers.list(filter, after, most)
        .map([this](const std::vector<CustomerRepository::Row> &rows) {
            std::vector<Customer> customers;
            for (const CustomerRepository::Row &row : rows)
                if (const auto customer = open(row))
                    customers.push_back(*customer);
            return customers;
        });
}

}
