#pragma once

#include "core/domain/banking/bank.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Cash deposits. Writes join the caller's transaction.
class DepositRepository
{
public:
    explicit DepositRepository(Database &db)
        : m_db(db)
    {
    }
    Result<DepositId> insert(const CashDeposit &deposit);
    /// It has arrived. Errors: BankTransferConflict (it had before).
    Result<void> arrived(const CashDeposit &deposit);
    Result<bool> hasBag(BankAccountId account, const QString &bag);
    Result<std::optional<CashDeposit>> byReference(const QString &reference);
    Result<std::optional<CashDeposit>> byOperation(const QByteArray &operation);
    /// Newest first; of all stations when `station` is 0.
    Result<std::vector<CashDeposit>> list(StationId station, DepositId before, int most);

private:
    Database &m_db;
};

}
