#pragma once

#include "core/domain/customers/customer_repository.h"

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
    /// Ordered by id; `filter` matches the external number. Erased customers are left out.
    Result<std::vector<Customer>> list(const QString &filter, CustomerId after, int most);
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
