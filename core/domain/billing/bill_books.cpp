#include "core/domain/billing/bill_books.h"

namespace youka {

Result<BillPayment> BillBooks::payment(BillPaymentId id)
{
    return m_bills.payment(id).and_then([&](const std::optional<BillPayment> &found) -> Result<BillPayment> {
        return found ? Result<BillPayment>(*found) : fail(ErrorCode::BillNotFound, QString::number(id.value));
    });
}

Result<AccountId> BillBooks::accountOf(const BillItem &item)
{
    return m_ledger.houseAccount(AccountKind::Billers, item.biller.value, item.amount.currency);
}

Result<void> BillBooks::admit(BillPaymentId id, Money amount)
{
    const auto found = payment(id);
    if (!found)
        return fail(found.error());
    if (found->amount != amount)
        return fail(ErrorCode::PaymentChanged);
    for (const BillItem &item : found->items)
        if (item.state != BillState::Waiting)
            return fail(ErrorCode::PaymentStateConflict, item.number);
    return {};
}

Result<void> BillBooks::book(BillPaymentId id, const MoneyIn &from, const BookingContext &context)
{
    const auto found = payment(id);
    if (!found)
        return fail(found.error());
    const auto source = m_ledger.houseAccount(from.kind, from.owner, found->amount.currency);
    if (!source)
        return fail(source.error());
    Journal journal{
        context.journal, JournalKind::BillPayment, context.now, context.occurred,           context.day,
        context.station, context.reference,        {},          {{*source, -found->amount}}};
    for (BillItem item : found->items) {
        const auto account = accountOf(item);
        if (!account)
            return fail(account.error());
        // Two bills of one biller are one posting: an account stands once in a journal.
        const auto same = std::find_if(journal.postings.begin(), journal.postings.end(),
                                       [&](const Posting &one) { return one.account == *account; });
        if (same == journal.postings.end())
            journal.postings.push_back({*account, item.amount});
        else
            same->amount += item.amount;
        item.state = BillState::Pending;
        item.paidAt = item.nextAsk = context.now;
        if (const auto kept = m_bills.update(item, BillState::Waiting); !kept)
            return kept;
    }
    return m_ledger.post(journal);
}

Result<void> BillBooks::takeBack(BillPaymentId id, Money amount, const MoneyIn &to,
                                 const BookingContext &context)
{
    const auto found = payment(id);
    if (!found)
        return fail(found.error());
    const auto item = std::find_if(found->items.begin(), found->items.end(), [&](const BillItem &one) {
        return one.state == BillState::Returning && one.taken.isEmpty() && one.amount == amount;
    });
    if (item == found->items.end())
        return fail(ErrorCode::PaymentStateConflict, QStringLiteral("its bills are their billers'"));
    const auto account = accountOf(*item);
    const auto target =
        account ? m_ledger.houseAccount(to.kind, to.owner, amount.currency) : fail(account.error());
    if (!target)
        return fail(target.error());
    BillItem after = *item;
    after.taken = context.journal.bytes();
    return m_bills.update(after, BillState::Returning).and_then([&] {
        return m_ledger.post({context.journal,
                              JournalKind::BillPayment,
                              context.now,
                              context.occurred,
                              context.day,
                              context.station,
                              context.reference,
                              {},
                              {{*account, -amount}, {*target, amount}}});
    });
}

Result<void> BillBooks::restore(BillPaymentId id, JournalId taken, const BookingContext &context)
{
    const auto found = payment(id);
    const auto journal = found ? m_ledger.findJournal(taken) : fail(found.error());
    if (!journal)
        return fail(journal.error());
    ensure(journal->has_value(), "what was taken back was booked");
    for (BillItem item : found->items) {
        if (item.taken != taken.bytes())
            continue;
        const BillState from = item.state;
        item.state = BillState::ForPerson;
        item.taken.clear();
        item.nextAsk = {};
        if (const auto kept = m_bills.update(item, from); !kept)
            return kept;
    }
    return m_ledger.reverse(**journal, context);
}

Result<void> BillBooks::wentBack(BillPaymentId id, Timestamp now)
{
    const auto found = payment(id);
    if (!found)
        return fail(found.error());
    // One goes back at a time, so whatever is on its way has arrived.
    for (BillItem item : found->items) {
        if (item.state != BillState::Returning)
            continue;
        item.state = BillState::Returned;
        item.doneAt = now;
        if (const auto kept = m_bills.update(item, BillState::Returning); !kept)
            return kept;
    }
    return {};
}

}
