#pragma once

#include "core/domain/billing/biller.h"
#include "core/domain/customers/customer_service.h"

namespace youka {

using PayeeId = Id<struct PayeeTag>;

/// An account that a customer pays again and again.
struct Payee
{
    PayeeId id;
    BillerId biller;
    QString account;
    QString label; ///< what the customer calls it; may be empty
};

/// What customers saved. Accounts are sealed with the customer's own key, so that they go when that key goes.
/// Runs inside the caller's transaction.
class PayeeService
{
public:
    static constexpr int Most = 20;

    PayeeService(Database &db, const QByteArray &wrappingKey)
        : m_db(db)
        , m_customers(db, wrappingKey)
    {
    }
    /// The same account again is the same payee, with the new label. Errors: CustomerUnknown, DecryptFailed
    /// (erased), InvalidInput (more than Most).
    Result<Payee> save(CustomerId customer, const Payee &payee, Timestamp now);
    /// Oldest first.
    Result<std::vector<Payee>> list(CustomerId customer);
    /// Another's is none. Errors: NotFound.
    Result<void> remove(CustomerId customer, PayeeId id);

private:
    Database &m_db;
    CustomerService m_customers;
};

}
