#pragma once

#include "core/domain/banking/transfer_repository.h"
#include "core/domain/payments/payment_service.h"

namespace youka {

/// Money that goes back by bank because it cannot go the way it came: a refund that its channel refused for
/// good, a top-up in cash that is too old for the till. One proposes, another approves, always. Whatever
/// happens, a source has one transfer that lives. Runs inside the caller's transaction. Source:
/// docs/banking.md.
class TransferService
{
public:
    static constexpr int MostInBatch = 1'000;

    TransferService(Database &db, const CardKeys &keys)
        : m_db(db)
        , m_keys(keys)
        , m_transfers(db)
        , m_payments(db, keys)
    {
    }

    struct Wish
    {
        OperationId operation;
        BankAccountId account; ///< from which it is paid
        TransferSource source = TransferSource::Refund;
        QString subject; ///< refund number, or "card/operation" of a top-up in cash
        QString payeeNumber;
        QString payee;
        QString payeeBank;
        QString note;
        Principal who;
    };
    /// Nothing moves yet. The same operation again is the same transfer. Errors: BankAccountInvalid,
    /// InvalidInput (no payee, no note), PaymentUnknown, PaymentStateConflict (the refund is not left to
    /// people), BankTransferConflict (it has a transfer), CurrencyMismatch, NotPermitted; of cash also
    /// ReversalNotPossible (no such top-up; the till can still give it back).
    Result<BankTransfer> propose(const Wish &wish, Timestamp now);
    /// By another person. The money is set aside for it, where it is not yet. Errors: NotFound,
    /// FourEyesNeeded, BankTransferConflict, of cash ReversalFundsSpent.
    Result<BankTransfer> approve(TransferId id, const Principal &who, Timestamp now);
    /// Before it lies in a file. Its source waits again. Errors: NotFound, BankTransferConflict,
    /// InvalidInput (no note).
    Result<BankTransfer> cancel(TransferId id, const QString &note, const Principal &who, Timestamp now);
    /// All approved ones of an account, as one batch; not those whose channel has spoken meanwhile. The same
    /// operation again is the same batch. Errors: NotFound (there are none), BankAccountInvalid.
    Result<TransferBatch> exportBatch(OperationId operation, BankAccountId account, const Principal &who,
                                      Timestamp now);
    /// The bank has it. Twice is once. Errors: NotFound.
    Result<TransferBatch> markSent(BatchId id, const Principal &who, Timestamp now);

    /// A row of a statement names the transfer: it went out, or came back. What does not fit waits.
    Result<BankDoubt> claim(const BankAccount &account, BankRow &row, const QString &reference,
                            Timestamp now);

    TransferRepository &repository() { return m_transfers; }

private:
    struct Origin
    {
        Money amount;
        MerchantId merchant; ///< of a refund's order
        PaymentRefund refund;
        CardId card; ///< of a top-up in cash
        OperationId topUp;
        StationId station;
    };
    Result<Origin> originOf(TransferSource source, const QString &subject);
    Result<Origin> refundOrigin(const QString &refundNo);
    Result<Origin> cashOrigin(const QString &subject);
    Result<void> checkOrigin(const Wish &wish, const Origin &origin, Timestamp now);
    Result<BankAccount> accountOf(BankAccountId id);
    Result<BankTransfer> found(TransferId id);
    Result<BankTransfer> store(const BankTransfer &wanted, Timestamp now);
    Result<void> setAside(BankTransfer &transfer, Timestamp now);
    Result<void> putBack(const BankTransfer &transfer, Timestamp now);
    Result<bool> mayGo(const BankTransfer &transfer);
    Result<void> tell(const BankTransfer &transfer, PaymentRefundWord word, Timestamp now);
    Result<BankTransfer> step(BankTransfer after, TransferState before, const char *action,
                              const Principal &who, const QString &note, Timestamp now);

    Database &m_db;
    const CardKeys &m_keys;
    TransferRepository m_transfers;
    PaymentService m_payments;
};

}
