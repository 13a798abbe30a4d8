#pragma once

#include "core/domain/billing/billing_repository.h"
#include "core/domain/ledger/ledger.h"

namespace youka {

/// How paid bills stand in the books: what is paid comes from a payment channel's clearing account and is the
/// billers'. Runs inside the caller's transaction.
class BillBooks
{
public:
    explicit BillBooks(Database &db)
        : m_db(db)
        , m_bills(db)
        , m_ledger(db)
    {
    }

    /// Can all of it be booked for `amount`? Errors: BillNotFound, PaymentStateConflict (paid before),
    /// PaymentChanged (another amount).
    Result<void> admit(BillPaymentId id, Money amount);
    /// Each biller gets its part, and is to be told from now on.
    Result<void> book(BillPaymentId id, const MoneyIn &from, const BookingContext &context);
    /// The one bill that is marked as going back, and of that amount. Errors: PaymentStateConflict (none is:
    /// what is at its biller does not come back from there).
    Result<void> takeBack(BillPaymentId id, Money amount, const MoneyIn &to, const BookingContext &context);
    /// It did not reach the customer: a person must see it.
    Result<void> restore(BillPaymentId id, JournalId taken, const BookingContext &context);
    Result<void> wentBack(BillPaymentId id, Timestamp now);

private:
    Result<BillPayment> payment(BillPaymentId id);
    Result<AccountId> accountOf(const BillItem &item);

    Database &m_db;
    BillingRepository m_bills;
    Ledger m_ledger;
};

}
