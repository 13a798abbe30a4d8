#pragma once

#include "core/domain/banking/bank.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Transfers and the files they were given to the bank in. Writes join the caller's transaction.
class TransferRepository
{
public:
    explicit TransferRepository(Database &db)
        : m_db(db)
    {
    }

    Result<TransferId> insert(const BankTransfer &transfer);
    /// Errors: BankTransferConflict (somebody else was quicker).
    Result<void> update(const BankTransfer &transfer, TransferState from);
    Result<std::optional<BankTransfer>> find(TransferId id);
    Result<std::optional<BankTransfer>> byReference(const QString &reference);
    Result<std::optional<BankTransfer>> byOperation(const QByteArray &operation);
    /// The one that a source has.
    Result<std::optional<BankTransfer>> live(TransferSource source, const QString &subject);
    /// The one that came back and nobody has tried again.
    Result<std::optional<BankTransfer>> returned(TransferSource source, const QString &subject);
    Result<std::vector<BankTransfer>> inState(BankAccountId account, TransferState state, int most);
    Result<std::vector<BankTransfer>> ofBatch(BatchId batch);
    /// Newest first.
    Result<std::vector<BankTransfer>> list(std::optional<TransferState> state, TransferId before, int most);

    Result<BatchId> insert(const TransferBatch &batch);
    Result<void> markSent(const TransferBatch &batch);
    Result<std::optional<TransferBatch>> batch(BatchId id);
    Result<std::optional<TransferBatch>> batchOf(const QByteArray &operation);
    /// Newest first.
    Result<std::vector<TransferBatch>> batches(int most);

    /// Refunds that wait for people and that no transfer pays.
    struct Owed
    {
        QString refundNo;
        QString orderNo;
        Money amount;
        Timestamp at;
        QString note;
        bool cameBack = false; ///< a transfer was sent back
    };
    Result<std::vector<Owed>> owed(int most);

private:
    Database &m_db;
};

}
