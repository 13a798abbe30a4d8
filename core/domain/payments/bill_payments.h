#pragma once

#include "core/domain/billing/bill_books.h"
#include "core/domain/billing/bill_rules.h"
#include "core/domain/payments/payment_service.h"

namespace youka {

/// Bills paid through a channel, from the order to the biller's yes or the way back. Runs inside the caller's
/// transaction. It knows no biller's wire: what one said comes in as BillNews.
class BillPayments
{
public:
    static constexpr int MostBills = 10; ///< in one payment

    BillPayments(Database &db, const CardKeys &keys)
        : m_db(db)
        , m_keys(keys)
        , m_bills(db)
    {
    }

    struct Chosen
    {
        BillerId biller;
        QString account;
        Bill bill;
        Money amount;
    };
    /// The payment is on disk before its channel hears of it; `wish` says by whom and how, the bills say what
    /// for. The same operation again finds the same order. Errors: BillerUnknown, BillNotFound (nothing
    /// chosen, or one twice), those of checkPart() and PaymentService::create().
    Result<PaymentOrder> open(PaymentService::Wish wish, const std::vector<Chosen> &chosen,
                              const PaymentLimits &limits, Timestamp now);

    /// What a biller said of a posting. What is known already changes nothing. Errors: BillNotFound, those of
    /// the store.
    Result<BillItem> learn(const QString &number, const BillNews &news, qint64 limitMs, Timestamp now);
    /// Begins to give a refused bill's part back. False: its turn comes later. Errors: those of the store.
    Result<bool> giveBack(const QString &number, Timestamp now);

    BillingRepository &repository() { return m_bills; }

private:
    Result<std::vector<BillItem>> itemsOf(const OperationId &operation, const std::vector<Chosen> &chosen);
    Result<BillItem> locked(const QString &number);
    Result<void> callPerson(const BillItem &item, Timestamp now);

    Database &m_db;
    const CardKeys &m_keys;
    BillingRepository m_bills;
};

}
