#pragma once

#include "core/domain/billing/bill.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Billers and what was paid for them. Writes join the caller's transaction.
class BillingRepository
{
public:
    explicit BillingRepository(Database &db)
        : m_db(db)
    {
    }

    /// Errors: StoreConstraint (there is one of that code).
    Result<BillerId> insert(const Biller &biller);
    Result<void> update(const Biller &biller);
    Result<std::optional<Biller>> biller(BillerId id);
    Result<std::optional<Biller>> biller(const QString &code);
    /// By kind and code.
    Result<std::vector<Biller>> billers(bool alsoInactive = false);

    /// With its items, whose numbers are given.
    Result<BillPaymentId> insert(const BillPayment &payment);
    Result<void> setOrder(BillPaymentId id, const QString &orderNo);
    Result<std::optional<BillPayment>> payment(BillPaymentId id);
    Result<std::optional<BillPayment>> byOperation(const QByteArray &operation);

    /// The number of the order that pays it; empty: there is none.
    Result<QString> orderOf(const QString &number);
    Result<std::optional<BillItem>> lockItem(const QString &number);
    /// Stores what may change of an item, if it is still in the state that it was decided on. Errors:
    /// PaymentStateConflict.
    Result<void> update(const BillItem &item, BillState from);
    /// Takes what is due for whoever asks the billers, so that nobody else does until `until`.
    Result<std::vector<BillItem>> lease(Timestamp now, Timestamp until, int most);
    Result<void> endLeases();
    /// When the next one is due; zero: nothing is.
    Result<Timestamp> nextDue();
    /// Refused ones whose payment is not giving anything back at the moment.
    Result<std::vector<QString>> toGiveBack(int most);

private:
    Result<std::optional<BillPayment>> withItems(Result<Rows> rows);
    Database &m_db;
};

}
