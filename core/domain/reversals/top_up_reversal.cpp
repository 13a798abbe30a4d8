#include "core/domain/coupons/issue_service.h"
#include "core/domain/reversals/reversible.h"
#include "core/domain/stations/station_service.h"

namespace youka {

namespace {

bool isPurse(AccountKind kind) { return kind == AccountKind::Principal; }

/// The posting that put money into a purse, with the purse locked; none when the top-up paid a debt only.
Result<std::optional<std::pair<Posting, Account>>> purseOf(Ledger &ledger, const Journal &journal)
{
    for (const Posting &posting : journal.postings) {
        const auto account = ledger.account(posting.account);
        if (!account)
            return fail(account.error());
        if (isPurse(account->kind))
            return ledger.lock(posting.account).map([&](const Account &purse) {
                return std::optional(std::pair(posting, purse));
            });
    }
    return std::nullopt;
}

/// The top-up of that operation. Errors: ReversalNotPossible.
Result<std::optional<Journal>> topUpOf(Ledger &ledger, OperationId original)
{
    return ledger.findJournal({original.uuid})
        .and_then([&](const std::optional<Journal> &journal) -> Result<std::optional<Journal>> {
            if (!journal)
                return journal;
            if (journal->kind != JournalKind::TopUp)
                return fail(ErrorCode::ReversalNotPossible);
            for (const Posting &posting : journal->postings) {
                const auto account = ledger.account(posting.account);
                if (!account)
                    return fail(account.error());
                // Its money lies at a payment channel: it goes back by the payment's refund.
                if (account->kind == AccountKind::Clearing)
                    return fail(ErrorCode::ReversalNotPossible);
            }
            return journal;
        });
}

Result<std::optional<ReversalOriginal>> find(const ReversalDesk &desk, OperationId original)
{
    Ledger ledger(desk.db);
    const auto journal = topUpOf(ledger, original);
    if (!journal)
        return fail(journal.error());
    if (!*journal)
        return std::nullopt;
    const auto purse = purseOf(ledger, **journal);
    if (!purse)
        return fail(purse.error());
    ReversalOriginal facts;
    facts.station = (*journal)->station;
    facts.at = (*journal)->at;
    const Money nothing{0, (*journal)->postings.front().amount.currency};
    facts.amount = facts.fromPurse = facts.available = nothing;
    Money bonus = nothing;
    for (const Posting &posting : (*journal)->postings) // all that came in, also what paid a debt
        (posting.bonusOf ? bonus : facts.amount) += max(posting.amount, nothing);
    if (*purse) {
        const Account &account = (*purse)->second;
        facts.fromPurse = (*purse)->first.amount;
        // Its bonus goes, too, as far as it is there; cash is only for what was paid in.
        facts.available = min(account.balance, account.available() - min(bonus, account.bonus));
    }
    return facts;
}

Result<std::optional<JournalId>> undo(const ReversalDesk &desk, const ReversalOrder &order)
{
    Ledger ledger(desk.db);
    const auto journal = topUpOf(ledger, order.original);
    if (!journal)
        return fail(journal.error());
    ensure(journal->has_value(), "what is undone was found");
    // Whatever day the original was of, its reversal is of the one that is open.
    const auto day = openBusinessDay(desk.db, (*journal)->station, desk.now);
    if (!day)
        return fail(day.error());
    const BookingContext context{{order.operation.uuid}, desk.now,
                                 order.occurred,         *day,
                                 (*journal)->station,    (*journal)->day.toString(Qt::ISODate).toLatin1()};
    const auto purse = purseOf(ledger, **journal);
    if (!purse)
        return fail(purse.error());
    // A coupon that had added to it may be used again, and its bounds have theirs.
    const auto posted =
        ledger.reverse(**journal, context)
            .and_then([&] {
                return CouponService(desk.db).takeBack({order.original.uuid}, {1, 1}, {}, desk.now);
            })
            .and_then([&](int) { return IssueService(desk.db).takenBack({order.original.uuid}, desk.now); });
    if (!posted)
        return fail(posted.error());
    if (!*purse)
        return std::optional(context.journal);
    return CardService(desk.db, desk.keys).announce((*purse)->second.id, desk.now).map([&] {
        return std::optional(context.journal);
    });
}

/// The service's own row is enough: a top-up asks for it before it is booked.
Result<void> bury(const ReversalDesk &, const ReversalOrder &) { return {}; }

}

const Reversible TopUpReversal{ReversalKind::TopUp, find, decideTopUpReversal, undo, bury};

}
