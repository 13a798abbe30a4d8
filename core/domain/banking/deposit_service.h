#pragma once

#include "core/domain/access/access.h"
#include "core/domain/banking/bank.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Stations' cash on its way to the bank: counted, put into a bag under a reference, and found on the bank's
/// statement. What the count or the bank says differently is a case. Runs inside the caller's transaction.
class DepositService
{
public:
    explicit DepositService(Database &db)
        : m_db(db)
    {
    }

    struct Count
    {
        OperationId operation;
        BankAccountId account; ///< to which it is brought
        StationId station;
        QString bag;   ///< the bag's own number
        Money counted; ///< what is in it
        Money stays;   ///< in the till
        Principal who;
    };
    /// The money leaves the station's till account. Where counted and staying money are not what the books
    /// say, a case is opened. The same operation again is the same deposit. Errors: BankAccountInvalid,
    /// InvalidInput (no bag, or its number is known), AmountNotPositive, CurrencyMismatch, NotPermitted
    /// (another station's).
    Result<CashDeposit> count(const Count &wish, Timestamp now);

    /// A row of a statement names the deposit. Another amount than was counted is a break of that day
    /// (docs/reconciliation.md). What does not fit waits.
    Result<BankDoubt> claim(const BankAccount &account, BankRow &row, const QString &reference,
                            Timestamp now);

    /// Newest first.
    Result<std::vector<CashDeposit>> list(StationId station, DepositId before, int most);

private:
    Result<void> compare(CashDeposit &deposit, Timestamp now);
    Result<void> differs(const BankAccount &account, const CashDeposit &deposit, Timestamp now);
    Database &m_db;
};

}
