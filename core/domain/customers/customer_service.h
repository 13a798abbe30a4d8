#pragma once

#include "core/domain/customers/customer_repository.h"

#include <QDate>

namespace youka {

class CustomerService
{
public:
    /// `wrappingKey` seals the customers' own keys; 32 bytes from the key ring.
    CustomerService(Database &db, QByteArray wrappingKey)
        : m_customers(db)
        , m_wrappingKey(std::move(wrappingKey))
    {
    }

    /// Returns the customer of that external number, made if there is none.
    Result<Customer> ensureCustomer(const QString &external, const QString &name, const QString &segment,
                                    Currency currency, Timestamp now);
    /// Errors: CustomerUnknown, DecryptFailed (erased).
    Result<Customer> customer(CustomerId id);
    Result<std::optional<Customer>> findExternal(const QString &external);
    /// Without opening anything of it; 0: nobody.
    Result<CustomerId> idOf(const QString &external)
    {
        return m_customers.findExternal(external).map(
            [](const auto &row) { return row ? row->id : CustomerId(); });
    }
    /// Ordered by id; `filter` matches the external number. Erased customers are left out.
    Result<std::vector<Customer>> list(const QString &filter, CustomerId after, int most);
    /// What only some are asked for; what is not given stays as it is. Errors: CustomerUnknown,
    /// DecryptFailed, InvalidInput (invites themselves).
    Result<void> setPersonal(CustomerId id, QDate birthday, CustomerId inviter);
    struct Birthday
    {
        CustomerId customer;
        QString segment;
        QDate date; ///< invalid: erased
    };
    /// For giving, never for a list: those whose birthday is known, ordered by id.
    Result<std::vector<Birthday>> birthdays(CustomerId after, int most);
    /// Empty: none, or not known.
    Result<QString> segmentOf(CustomerId id);
    /// The key that seals this customer's personal data and card numbers.
    Result<QByteArray> dataKey(CustomerId id);

private:
    Result<Customer> open(const CustomerRepository::Row &row);
    Result<QByteArray> unwrap(const CustomerRepository::Row &row);
    CustomerRepository m_customers;
    QByteArray m_wrappingKey;
};

}
