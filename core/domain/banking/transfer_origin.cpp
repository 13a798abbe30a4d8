#include "core/domain/banking/bank_repository.h"
#include "core/domain/banking/banking_books.h"
#include "core/domain/banking/transfer_service.h"
#include "core/domain/reversals/reversal_service.h"
#include "core/domain/stations/station_service.h"
#include "core/domain/topups/top_up_service.h"

namespace youka {

namespace {

/// Journals that a transfer is the cause of.
JournalId journalOf(const BankTransfer &transfer, const char *what)
{
    return {QUuid::createUuidV5(QUuid::fromRfc4122(transfer.operation), QLatin1String(what))};
}

MoneyIn clearing(MerchantId merchant) { return {AccountKind::Clearing, merchant.value}; }

}

Result<TransferService::Origin> TransferService::originOf(TransferSource source, const QString &subject)
{
    return source == TransferSource::Refund ? refundOrigin(subject) : cashOrigin(subject);
}

Result<TransferService::Origin> TransferService::refundOrigin(const QString &refundNo)
{
    const auto refund = m_payments.repository().lockRefund(refundNo);
    if (!refund)
        return fail(refund.error());
    if (!*refund)
        return fail(ErrorCode::PaymentUnknown, refundNo);
    return m_payments.repository()
        .byId((*refund)->payment)
        .map([&](const std::optional<PaymentOrder> &order) {
            ensure(order.has_value(), "a refund is of an order");
            Origin origin;
            origin.amount = (*refund)->amount;
            origin.merchant = order->merchant;
            origin.refund = **refund;
            return origin;
        });
}

/// "card/operation" of a top-up that a till had taken cash for.
Result<TransferService::Origin> TransferService::cashOrigin(const QString &subject)
{
    Origin origin;
    origin.card = {subject.section(u'/', 0, 0).toLongLong()};
    const auto operation = OperationId::parse(subject.section(u'/', 1));
    if (!operation || subject != QString::number(origin.card.value) + u'/' + operation->text())
        return fail(ErrorCode::InvalidInput, QStringLiteral("subject: \"card/operation\" is expected"));
    origin.topUp = *operation;
    Ledger ledger(m_db);
    const auto card = CardService(m_db, m_keys).lockById(origin.card);
    const auto journal = card ? ledger.findJournal({operation->uuid}) : fail(card.error());
    if (!journal)
        return fail(journal.error());
    if (!*journal || (*journal)->kind != JournalKind::TopUp)
        return fail(ErrorCode::ReversalNotPossible);
    origin.station = (*journal)->station;
    origin.amount = {0, card->currency};
    bool isItsPurse = false;
    for (const Posting &posting : (*journal)->postings) {
        const auto account = ledger.account(posting.account);
        if (!account)
            return fail(account.error());
        isItsPurse = isItsPurse || posting.account == card->account;
        if (account->kind == AccountKind::Cash)
            origin.amount -= posting.amount;
    }
    if (!isItsPurse || !origin.amount.isPositive()) // a channel's goes back by the payment's refund
        return fail(ErrorCode::ReversalNotPossible);
    return origin;
}

Result<void> TransferService::checkOrigin(const Wish &wish, const Origin &origin, Timestamp now)
{
    if (wish.source == TransferSource::Refund)
        return m_payments.payByTransfer(wish.subject, true, now).map([](const PaymentRefund &) {});
    // what the till has given back is not paid by the bank, too
    const auto journal = ReversalService(m_db, m_keys).admit(origin.topUp).and_then([&] {
        return Ledger(m_db).findJournal({origin.topUp.uuid});
    });
    if (!journal)
        return fail(journal.error());
    ensure(journal->has_value(), "the top-up was found");
    const qint64 tillUntil = (*journal)->at.ms + ReversalPolicy().withinMs;
    if (now.ms <= tillUntil)
        return fail(ErrorCode::ReversalNotPossible, QStringLiteral("the till can give it back"));
    return {};
}

/// A refund that the channel settles meanwhile is not paid by the bank, too.
Result<bool> TransferService::mayGo(const BankTransfer &transfer)
{
    if (transfer.source != TransferSource::Refund)
        return true;
    return refundOrigin(transfer.subject).map([](const Origin &origin) {
        return origin.refund.state == PaymentRefundState::ForPerson && isByTransfer(origin.refund);
    });
}

/// Until the bank's row comes, what will leave stands on our account's clearing.
Result<void> TransferService::setAside(BankTransfer &transfer, Timestamp now)
{
    const auto account = accountOf(transfer.account);
    const auto origin = account ? originOf(transfer.source, transfer.subject) : fail(account.error());
    if (!origin)
        return fail(origin.error());
    MoneyIn from = clearing(origin->merchant);
    if (transfer.source == TransferSource::CashTopUp) {
        from = {AccountKind::Cash, origin->station.value};
        const auto day = openBusinessDay(m_db, origin->station, now);
        if (!day)
            return fail(day.error());
        const BookingContext context{JournalId::fromBytes(transfer.operation),
                                     now,
                                     now,
                                     *day,
                                     origin->station,
                                     transfer.reference.toLatin1()};
        const auto taken = TopUpService(m_db, m_keys)
                               .takeBack({origin->topUp,
                                          origin->card,
                                          transfer.amount,
                                          {0, transfer.amount.currency},
                                          transfer.amount,
                                          from},
                                         context);
        if (!taken)
            return taken;
    } else if (origin->merchant == account->merchant) { // it came by bank: it stands there
        return {};
    }
    const JournalId journal = journalOf(transfer, "aside");
    transfer.journal = journal.bytes();
    return BankingBooks(m_db).move(journal, from, clearing(account->merchant), transfer.amount,
                                   transfer.reference.toLatin1(), now);
}

Result<void> TransferService::putBack(const BankTransfer &transfer, Timestamp now)
{
    const auto account = accountOf(transfer.account);
    const auto origin = account ? originOf(transfer.source, transfer.subject) : fail(account.error());
    if (!origin)
        return fail(origin.error());
    const bool isCash = transfer.source == TransferSource::CashTopUp;
    if (!transfer.journal.isEmpty()) {
        const MoneyIn to =
            isCash ? MoneyIn{AccountKind::Cash, origin->station.value} : clearing(origin->merchant);
        const auto moved =
            BankingBooks(m_db).move(journalOf(transfer, "put back"), clearing(account->merchant), to,
                                    transfer.amount, transfer.reference.toLatin1(), now);
        if (!moved)
            return moved;
    }
    if (!isCash) {
        if (origin->refund.reason == int(ErrorCode::ChannelMismatch)) // the channel has spoken: a person's
            return {};
        return m_payments.payByTransfer(transfer.subject, false, now).map([](const PaymentRefund &) {});
    }
    if (transfer.state != TransferState::Approved)
        return {};
    const auto day = openBusinessDay(m_db, origin->station, now);
    if (!day)
        return fail(day.error());
    const BookingContext context{journalOf(transfer, "restored"), now, now, *day, origin->station,
                                 transfer.reference.toLatin1()};
    return TopUpService(m_db, m_keys)
        .restore(JournalId::fromBytes(transfer.operation), origin->card, context);
}

/// What the bank's row means to whatever the money was for.
Result<void> TransferService::tell(const BankTransfer &transfer, PaymentRefundWord word, Timestamp now)
{
    const auto origin = originOf(transfer.source, transfer.subject);
    if (!origin)
        return fail(origin.error());
    if (transfer.source == TransferSource::CashTopUp) {
        if (word != PaymentRefundWord::Done || transfer.follows)
            return {};
        return TopUpService(m_db, m_keys)
            .wentBack(origin->topUp, {transfer.amount.minor, transfer.amount.minor}, now);
    }
    PaymentRefundNews news;
    news.word = word;
    news.source = PaymentSource::Bank;
    news.code = transfer.reference;
    return m_payments.learn(origin->merchant, transfer.subject, news, now).map([](const PaymentRefund &) {});
}

}
