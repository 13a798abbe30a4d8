#include "core/domain/banking/transfer_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/banking/bank_repository.h"
#include "core/domain/banking/banking_rules.h"
#include "core/foundation/base/format.h"

namespace youka {

Result<BankAccount> TransferService::accountOf(BankAccountId id)
{
    return BankRepository(m_db).account(id).and_then(
        [](const std::optional<BankAccount> &found) -> Result<BankAccount> {
            return found ? Result<BankAccount>(*found) : fail(ErrorCode::BankAccountInvalid);
        });
}

Result<BankTransfer> TransferService::found(TransferId id)
{
    return m_transfers.find(id).and_then(
        [](const std::optional<BankTransfer> &transfer) -> Result<BankTransfer> {
            return transfer ? Result<BankTransfer>(*transfer) : fail(ErrorCode::NotFound);
        });
}

Result<BankTransfer> TransferService::step(BankTransfer after, TransferState before, const char *action,
                                           const Principal &who, const QString &note, Timestamp now)
{
    after.changed = now;
    const AuditLog::Entry entry{who.name, QLatin1String(action),
                                QStringLiteral("transfer ") + after.reference, note};
    return m_transfers.update(after, before)
        .and_then([&] { return AuditLog(m_db).add(entry, now); })
        .map([&] { return after; });
}

Result<BankTransfer> TransferService::propose(const Wish &wish, Timestamp now)
{
    if (wish.who.station)
        return fail(ErrorCode::NotPermitted);
    const auto earlier = m_transfers.byOperation(wish.operation.bytes());
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return **earlier;
    const auto payee = bankNumber(wish.payeeNumber);
    if (!payee)
        return fail(payee.error());
    if (wish.payee.trimmed().isEmpty() || wish.note.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("payee or note: missing"));
    const auto account = accountOf(wish.account);
    const auto origin = account ? originOf(wish.source, wish.subject) : fail(account.error());
    if (!origin)
        return fail(origin.error());
    if (origin->amount.currency != account->currency)
        return fail(ErrorCode::CurrencyMismatch);
    const auto live = m_transfers.live(wish.source, wish.subject);
    const auto back = live ? m_transfers.returned(wish.source, wish.subject) : fail(live.error());
    if (!back)
        return fail(back.error());
    if (*live)
        return fail(ErrorCode::BankTransferConflict, (*live)->reference);
    if (*back && (*back)->account != account->id)
        return fail(ErrorCode::BankAccountInvalid, QStringLiteral("it came back to another account"));
    if (const auto may = checkOrigin(wish, *origin, now); !may)
        return fail(may.error());
    BankTransfer transfer;
    transfer.operation = wish.operation.bytes();
    transfer.account = account->id;
    transfer.source = wish.source;
    transfer.subject = wish.subject;
    transfer.amount = origin->amount;
    transfer.payeeNumber = *payee;
    transfer.payee = wish.payee.trimmed();
    transfer.payeeBank = wish.payeeBank.trimmed();
    transfer.note = wish.note.trimmed();
    transfer.maker = wish.who.name;
    transfer.at = transfer.changed = now;
    if (*back) { // its money is set aside already, on that account
        transfer.follows = (*back)->id;
        transfer.journal = (*back)->journal;
    }
    return store(transfer, now);
}

Result<BankTransfer> TransferService::store(const BankTransfer &wanted, Timestamp now)
{
    constexpr int Tries = 8;
    BankTransfer transfer = wanted;
    for (int tries = 0; tries < Tries; ++tries) {
        transfer.reference = makeReference(ReferenceKind::Transfer, wanted.operation, tries);
        const auto other = m_transfers.byReference(transfer.reference);
        if (!other)
            return fail(other.error());
        if (!*other)
            break;
    }
    const AuditLog::Entry entry{transfer.maker, QStringLiteral("transfer.propose"),
                                QStringLiteral("transfer ") + transfer.reference,
                                plainAmount(transfer.amount) + u' ' + maskedNumber(transfer.payeeNumber)};
    return m_transfers.insert(transfer)
        .and_then([&](TransferId id) {
            transfer.id = id;
            return AuditLog(m_db).add(entry, now);
        })
        .map([&] { return transfer; });
}

Result<BankTransfer> TransferService::approve(TransferId id, const Principal &who, Timestamp now)
{
    const auto transfer = found(id);
    if (!transfer)
        return transfer;
    if (who.station)
        return fail(ErrorCode::NotPermitted);
    if (const auto may = checkApproval(*transfer, who.name); !may)
        return fail(may.error());
    const auto goes = mayGo(*transfer);
    if (!goes)
        return fail(goes.error());
    if (!*goes)
        return fail(ErrorCode::PaymentStateConflict, QStringLiteral("its channel has spoken"));
    BankTransfer after = *transfer;
    after.state = TransferState::Approved;
    after.checker = who.name;
    const auto aside = after.follows ? Result<void>() : setAside(after, now);
    if (!aside)
        return fail(aside.error());
    return step(after, transfer->state, "transfer.approve", who, {}, now);
}

Result<BankTransfer> TransferService::cancel(TransferId id, const QString &note, const Principal &who,
                                             Timestamp now)
{
    if (who.station)
        return fail(ErrorCode::NotPermitted);
    if (note.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("note: missing"));
    const auto transfer = found(id);
    if (!transfer)
        return transfer;
    if (const auto may = checkCancelling(*transfer); !may)
        return fail(may.error());
    BankTransfer after = *transfer;
    after.state = TransferState::Cancelled;
    // of a next try the money stays where it is: what came back waits
    const auto back = after.follows ? Result<void>() : putBack(*transfer, now);
    if (!back)
        return fail(back.error());
    return step(after, transfer->state, "transfer.cancel", who, note.trimmed(), now);
}

Result<TransferBatch> TransferService::exportBatch(OperationId operation, BankAccountId account,
                                                   const Principal &who, Timestamp now)
{
    if (who.station)
        return fail(ErrorCode::NotPermitted);
    const auto earlier = m_transfers.batchOf(operation.bytes());
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return **earlier;
    const auto its = accountOf(account);
    const auto approved =
        its ? m_transfers.inState(account, TransferState::Approved, MostInBatch) : fail(its.error());
    if (!approved)
        return fail(approved.error());
    std::vector<BankTransfer> going;
    TransferBatch batch{{}, operation.bytes(), account, 0, {0, its->currency}, who.name, now, {}, {}};
    for (const BankTransfer &transfer : *approved) {
        const auto goes = mayGo(transfer);
        if (!goes)
            return fail(goes.error());
        if (!*goes)
            continue;
        going.push_back(transfer);
        ++batch.transfers;
        batch.amount += transfer.amount;
    }
    if (going.empty())
        return fail(ErrorCode::NotFound, QStringLiteral("nothing is approved"));
    const auto id = m_transfers.insert(batch);
    if (!id)
        return fail(id.error());
    batch.id = *id;
    for (BankTransfer &transfer : going) {
        transfer.state = TransferState::Exported;
        transfer.batch = batch.id;
        const auto done = step(transfer, TransferState::Approved, "transfer.export", who, {}, now);
        if (!done)
            return fail(done.error());
    }
    return batch;
}

Result<TransferBatch> TransferService::markSent(BatchId id, const Principal &who, Timestamp now)
{
    const auto found = m_transfers.batch(id);
    if (!found)
        return fail(found.error());
    if (!*found || who.station)
        return fail(ErrorCode::NotFound);
    TransferBatch batch = **found;
    if (batch.sentAt.ms > 0)
        return batch;
    const auto transfers = m_transfers.ofBatch(id);
    if (!transfers)
        return fail(transfers.error());
    for (BankTransfer transfer : *transfers) {
        if (transfer.state != TransferState::Exported) // the bank was quicker
            continue;
        transfer.state = TransferState::Sent;
        const auto done = step(transfer, TransferState::Exported, "transfer.send", who, {}, now);
        if (!done)
            return fail(done.error());
    }
    batch.sentAt = now;
    batch.sentBy = who.name;
    return m_transfers.markSent(batch).map([&] { return batch; });
}

Result<BankDoubt> TransferService::claim(const BankAccount &account, BankRow &row, const QString &reference,
                                         Timestamp now)
{
    const auto named = m_transfers.byReference(reference);
    if (!named)
        return fail(named.error());
    if (!*named || (*named)->account != account.id)
        return BankDoubt::UnknownReference;
    BankTransfer transfer = **named;
    const TransferState before = transfer.state;
    const bool isOut = row.entry.amount.isNegative();
    const bool isWithBank = before == TransferState::Exported || before == TransferState::Sent;
    if (isOut ? before == TransferState::Confirmed || before == TransferState::Returned
              : before == TransferState::Returned)
        return BankDoubt::PaidAlready;
    if (isOut ? !isWithBank : before != TransferState::Confirmed)
        return BankDoubt::WrongWay;
    if ((isOut ? -row.entry.amount : row.entry.amount) != transfer.amount)
        return BankDoubt::AmountDiffers;
    transfer.state = isOut ? TransferState::Confirmed : TransferState::Returned;
    transfer.changed = now;
    row.state = isOut ? BankRowState::Sent : BankRowState::Returned;
    row.subject = reference;
    return m_transfers.update(transfer, before)
        .and_then([&] {
            return tell(transfer, isOut ? PaymentRefundWord::Done : PaymentRefundWord::Returned, now);
        })
        .map([] { return BankDoubt::None; });
}

}
