#pragma once

#include "core/domain/access/access.h"
#include "core/domain/reconcile/reconcile_repository.h"

namespace youka {

/// What a channel's bill says that it pays out for a day.
struct Settlement
{
    Money gross;    ///< paid less refunded, as the customers see it
    Money discount; ///< of it what the merchant bears of the channel's discounts
    Money fee;
    Money net; ///< what reaches the bank
};

struct ArrivalDone
{
    Money settled;
    Money arrived; ///< in all
};

/// The end of a day: closing it posts what the channel pays out, and what then reaches the bank is compared
/// with that. Runs inside the caller's transaction.
class ReconcileService
{
public:
    explicit ReconcileService(Database &db)
        : m_db(db)
        , m_repository(db)
    {
    }

    /// Nothing is compared or taken in for that day any more. Errors: MerchantUnknown, BillMissing (never
    /// compared), BreakStateConflict (not compared to its end, or a newer bill has come since),
    /// BreakUnexplained, DayClosed.
    Result<ReconcileDay> close(MerchantId merchant, QDate day, const Principal &who, OperationId operation,
                               Timestamp now);
    /// So much has come to the bank for a closed day. `reference` is the bank's own, and makes it happen
    /// once. Another amount than was settled is a break. Errors: MerchantUnknown, BreakStateConflict (not
    /// closed), InvalidInput (nothing, no reference, that reference with another amount), CurrencyMismatch.
    Result<ArrivalDone> arrive(MerchantId merchant, QDate day, Money amount, const QString &reference,
                               const Principal &who, Timestamp now);
    /// Errors: BillMissing.
    Result<Settlement> settlement(const Merchant &merchant, const ReconcileDay &day);

private:
    Result<QByteArray> settle(const Merchant &merchant, const ReconcileDay &day, OperationId operation,
                              Timestamp now);
    Database &m_db;
    ReconcileRepository m_repository;
};

}
