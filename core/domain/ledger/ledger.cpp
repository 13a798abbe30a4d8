#include "core/domain/ledger/ledger.h"

#include "core/domain/ledger/ledger_rules.h"

namespace youka {

namespace {

Journal journalOf(JournalKind kind, const BookingContext &context)
{
    return {context.journal,   kind, context.now, context.occurred, context.day, context.station,
            context.reference, {},   {}};
}

void addPosting(Journal &journal, AccountId account, Money amount)
{
    if (!amount.isZero())
        journal.postings.push_back({account, amount});
}

}

Result<AccountId> Ledger::openPurse(AccountKind kind, qint64 owner, Currency currency)
{
    return m_books.insertAccount(kind, owner, currency);
}

Result<Account> Ledger::account(AccountId id)
{
    return m_books.findAccount(id).and_then([&](const std::optional<Account> &found) -> Result<Account> {
        if (!found)
            return fail(ErrorCode::AccountNotFound, QString::number(id.value));
        return *found;
    });
}

Result<Account> Ledger::lock(AccountId id)
{
    return m_books.lockAccount(id).and_then([&](const std::optional<Account> &found) -> Result<Account> {
        if (!found)
            return fail(ErrorCode::AccountNotFound, QString::number(id.value));
        return *found;
    });
}

Result<AccountId> Ledger::houseAccount(AccountKind kind, qint64 owner, Currency currency)
{
    const auto found = m_books.findHouseAccount(kind, owner, currency);
    if (!found)
        return fail(found.error());
    return *found ? Result<AccountId>(**found) : m_books.insertAccount(kind, owner, currency);
}

Result<Account> Ledger::placeHold(const Hold &hold, Account account, bool evenIfShort)
{
    if (const auto known = m_books.lockHold(hold.id); !known)
        return fail(known.error());
    else if (*known) // without an account: given back before its question arrived
        return fail((*known)->account ? ErrorCode::HoldNotOpen : ErrorCode::OperationReversed,
                    hold.id.text());
    ensure(hold.account == account.id, "a hold is placed on its own account");
    if (!hold.amount.isPositive())
        return fail(ErrorCode::AmountNotPositive);
    if (hold.amount.currency != account.balance.currency)
        return fail(ErrorCode::CurrencyMismatch);
    if (!evenIfShort) {
        if (account.closed)
            return fail(ErrorCode::AccountClosed);
        if (hold.amount > account.available())
            return fail(ErrorCode::InsufficientFunds);
    }
    return m_books.insertHold(hold)
        .and_then([&] {
            return m_books.move(hold.account, {0, hold.amount.currency}, hold.amount);
        })
        .map([&] {
            account.held += hold.amount;
            return account;
        });
}

Result<Money> Ledger::debtOf(AccountId purse, Currency currency)
{
    return m_books.findHouseAccount(AccountKind::Receivable, purse.value, currency)
        .and_then([&](const std::optional<AccountId> &id) -> Result<Money> {
            if (!id)
                return Money{0, currency};
            return account(*id).map([](const Account &receivable) { return -receivable.balance; });
        });
}

Result<AccountId> Ledger::bonusAccount(AccountId purse, Currency currency)
{
    return m_books.findBonus(purse).and_then([&](const std::optional<AccountId> &found) {
        return found ? Result<AccountId>(*found)
                     : m_books.insertAccount(AccountKind::Bonus, purse.value, currency);
    });
}

Result<void> Ledger::addBonus(Journal &journal, AccountId purse, Money amount)
{
    if (amount.isZero())
        return {};
    return bonusAccount(purse, amount.currency).map([&](AccountId bonus) {
        journal.postings.push_back({bonus, amount, purse});
    });
}

Result<void> Ledger::addBearers(Journal &journal, std::span<const Discount> discounts, Money &sum)
{
    for (const Discount &discount : discounts) {
        const auto bearer = houseAccount(discount.kind, discount.owner, discount.amount.currency);
        if (!bearer)
            return fail(bearer.error());
        addPosting(journal, *bearer, -discount.amount);
        sum += discount.amount;
    }
    return {};
}

/// The other side of what was paid and of what was not: the station's sales.
Result<void> Ledger::addSale(Journal &journal, Money amount, std::span<const Discount> discounts)
{
    Money gross = amount;
    if (const auto borne = addBearers(journal, discounts, gross); !borne)
        return borne;
    return houseAccount(AccountKind::Sales, journal.station.value, amount.currency).map([&](AccountId sales) {
        addPosting(journal, sales, gross);
    });
}

Result<Ledger::Captured> Ledger::capture(HoldId id, Money amount, const BookingContext &context,
                                         std::span<const Discount> discounts)
{
    const auto found = m_books.lockHold(id);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::HoldNotFound, id.text());
    const Hold hold = **found;
    if (!hold.account) // buried before it was ever placed
        return fail(ErrorCode::HoldNotFound, id.text());
    if (hold.state == HoldState::Captured)
        return fail(ErrorCode::HoldNotOpen, id.text());
    if (amount.currency != hold.amount.currency)
        return fail(ErrorCode::CurrencyMismatch);
    if (amount.isNegative())
        return fail(ErrorCode::AmountNotPositive);

    const auto locked = m_books.lockAccount(hold.account);
    if (!locked)
        return fail(locked.error());
    ensure(locked->has_value(), "a hold's account exists");
    Account account = **locked;
    const Money stillHeld = hold.state == HoldState::Open ? hold.amount : Money{0, amount.currency};
    const CaptureSplit split = splitCapture(account, stillHeld, amount);

    if (const auto done = m_books.setHoldState(id, HoldState::Captured); !done)
        return fail(done.error());
    if (amount.isZero() && discounts.empty()) {
        if (const auto done = m_books.move(hold.account, amount, -stillHeld); !done)
            return fail(done.error());
    } else {
        Journal journal = journalOf(JournalKind::Purchase, context);
        addPosting(journal, hold.account, -split.fromPurse);
        if (!split.shortfall.isZero()) {
            const auto receivable =
                houseAccount(AccountKind::Receivable, hold.account.value, amount.currency);
            if (!receivable)
                return fail(receivable.error());
            addPosting(journal, *receivable, -split.shortfall);
        }
        const auto posted = addBonus(journal, hold.account, -split.fromBonus)
                                .and_then([&] { return addSale(journal, amount, discounts); })
                                .and_then([&] { return post(journal, hold.account, stillHeld); });
        if (!posted)
            return fail(posted.error());
    }
    account.held -= stillHeld;
    account.balance -= split.fromPurse;
    account.bonus -= split.fromBonus;
    return Captured{hold, amount, split.shortfall, hold.state != HoldState::Open, account};
}

Result<Hold> Ledger::release(HoldId id)
{
    const auto found = m_books.lockHold(id);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::HoldNotFound, id.text());
    const Hold hold = **found;
    if (hold.state == HoldState::Captured)
        return fail(ErrorCode::HoldNotOpen, id.text());
    if (hold.state != HoldState::Open)
        return hold;
    return m_books.setHoldState(id, HoldState::Released)
        .and_then([&] {
            return m_books.move(hold.account, {0, hold.amount.currency}, -hold.amount);
        })
        .map([&] { return hold; });
}

Result<std::vector<Hold>> Ledger::expireHolds(Timestamp now, int most)
{
    const auto overdue = m_books.overdueHolds(now, most);
    if (!overdue)
        return fail(overdue.error());
    std::vector<Hold> freed;
    for (const HoldId id : *overdue) {
        const auto hold = m_books.lockHold(id);
        if (!hold)
            return fail(hold.error());
        if (!*hold || (*hold)->state != HoldState::Open)
            continue; // another writer was quicker
        const auto done = m_books.setHoldState(id, HoldState::Expired).and_then([&] {
            return m_books.move((*hold)->account, {0, (*hold)->amount.currency}, -(*hold)->amount);
        });
        if (!done)
            return fail(done.error());
        freed.push_back(**hold);
    }
    return freed;
}

Result<Ledger::ToppedUp> Ledger::topUpCash(AccountId purse, Money amount, const BookingContext &context,
                                           std::span<const Discount> bonus)
{
    return topUp(purse, amount, {AccountKind::Cash, context.station.value}, context, bonus);
}

Result<Ledger::ToppedUp> Ledger::topUp(AccountId purse, Money amount, const MoneyIn &from,
                                       const BookingContext &context, std::span<const Discount> bonus)
{
    if (!amount.isPositive())
        return fail(ErrorCode::AmountNotPositive);
    const auto locked = m_books.lockAccount(purse);
    if (!locked)
        return fail(locked.error());
    if (!*locked)
        return fail(ErrorCode::AccountNotFound, QString::number(purse.value));
    Account account = **locked;
    if (account.closed)
        return fail(ErrorCode::AccountClosed);
    if (amount.currency != account.balance.currency)
        return fail(ErrorCode::CurrencyMismatch);
    const auto debt = debtOf(purse, amount.currency);
    if (!debt)
        return fail(debt.error());
    const auto source = houseAccount(from.kind, from.owner, amount.currency);
    if (!source)
        return fail(source.error());

    const TopUpSplit split = splitTopUp(amount, *debt);
    Journal journal = journalOf(JournalKind::TopUp, context);
    addPosting(journal, *source, -amount);
    addPosting(journal, purse, split.toPurse);
    if (!split.toDebt.isZero()) {
        const auto receivable = houseAccount(AccountKind::Receivable, purse.value, amount.currency);
        if (!receivable)
            return fail(receivable.error());
        addPosting(journal, *receivable, split.toDebt);
    }
    Money given{0, amount.currency};
    return addBearers(journal, bonus, given)
        .and_then([&] { return addBonus(journal, purse, given); })
        .and_then([&] { return post(journal); })
        .map([&] {
            account.balance += split.toPurse;
            account.bonus += given;
            return ToppedUp{split.toPurse, split.toDebt, account, given};
        });
}

Result<void> Ledger::topUpBack(AccountId purse, Money amount, const MoneyIn &to,
                               const BookingContext &context, std::span<const Discount> bonus)
{
    const auto account = lock(purse);
    const auto target = account ? houseAccount(to.kind, to.owner, amount.currency) : fail(account.error());
    if (!target)
        return fail(target.error());
    Journal journal = journalOf(JournalKind::Refund, context);
    Money given{0, amount.currency};
    std::vector<Discount> back;
    for (const Discount &one : bonus) {
        back.push_back({one.kind, one.owner, -one.amount});
        given += one.amount;
    }
    if (amount > min(account->balance, account->available() - min(given, account->bonus)))
        return fail(ErrorCode::ReversalFundsSpent);
    addPosting(journal, purse, -amount);
    addPosting(journal, *target, amount);
    Money borne{0, amount.currency};
    return addBearers(journal, back, borne)
        .and_then([&] { return takeBonus(journal, *account, given); })
        .and_then([&] { return post(journal); });
}

/// What is there of it; the rest is owed.
Result<void> Ledger::takeBonus(Journal &journal, const Account &purse, Money bonus)
{
    const Money left = min(bonus, purse.bonus);
    if (const auto added = addBonus(journal, purse.id, -left); !added || left == bonus)
        return added;
    return houseAccount(AccountKind::Receivable, purse.id.value, bonus.currency).map([&](AccountId debt) {
        addPosting(journal, debt, left - bonus);
    });
}

Result<Ledger::Refunded> Ledger::refund(Money money, const std::optional<Payer> &payer,
                                        const BookingContext &context, std::span<const Discount> borne)
{
    const Money nothing{0, money.currency};
    Refunded done{nothing, nothing};
    Journal journal = journalOf(JournalKind::Refund, context);
    if (payer) {
        const AccountId purse = payer->purse;
        const auto account = lock(purse);
        const auto debt = account ? debtOf(purse, money.currency) : fail(account.error());
        if (!debt)
            return fail(debt.error());
        if (account->closed)
            return fail(ErrorCode::AccountClosed);
        const TopUpSplit split = splitTopUp(money - payer->bonus, *debt);
        done = {split.toPurse, split.toDebt, payer->bonus};
        addPosting(journal, purse, split.toPurse);
        if (!split.toDebt.isZero()) {
            const auto receivable = houseAccount(AccountKind::Receivable, purse.value, money.currency);
            if (!receivable)
                return fail(receivable.error());
            addPosting(journal, *receivable, split.toDebt);
        }
        if (const auto added = addBonus(journal, purse, payer->bonus); !added)
            return fail(added.error());
    } else {
        const auto cash = houseAccount(AccountKind::Cash, context.station.value, money.currency);
        if (!cash)
            return fail(cash.error());
        addPosting(journal, *cash, money);
    }
    std::vector<Discount> back;
    for (const Discount &one : borne)
        back.push_back({one.kind, one.owner, -one.amount});
    return addSale(journal, -money, back).and_then([&]() -> Result<Refunded> {
        // All of it may have been points, which have a journal of their own.
        if (journal.postings.empty())
            return done;
        return post(journal).map([&] { return done; });
    });
}

Result<void> Ledger::houseSale(AccountKind from, JournalKind kind, Money amount,
                               const BookingContext &context, std::span<const Discount> discounts)
{
    if (amount.isNegative() || (amount.isZero() && discounts.empty()))
        return fail(ErrorCode::AmountNotPositive);
    const auto payer = houseAccount(from, context.station.value, amount.currency);
    if (!payer)
        return fail(payer.error());
    Journal journal = journalOf(kind, context);
    addPosting(journal, *payer, -amount);
    return addSale(journal, amount, discounts).and_then([&] { return post(journal); });
}

Result<void> Ledger::cashSale(Money amount, const BookingContext &context,
                              std::span<const Discount> discounts)
{
    return houseSale(AccountKind::Cash, JournalKind::CashSale, amount, context, discounts);
}

Result<void> Ledger::bookToSuspense(Money amount, const BookingContext &context,
                                    std::span<const Discount> discounts)
{
    return houseSale(AccountKind::Suspense, JournalKind::Purchase, amount, context, discounts);
}

Result<void> Ledger::buryHold(HoldId id, Timestamp now, QDate day, qint64 terminal)
{
    return m_books.insertHold({id, {}, 0, {}, HoldState::Released, now, now, day, terminal});
}

Result<Money> Ledger::writeOffDebt(AccountId purse, Money amount, const BookingContext &context)
{
    return m_books.findHouseAccount(AccountKind::Receivable, purse.value, amount.currency)
        .and_then([&](std::optional<AccountId> debt) { return writeOff(debt, amount, context); });
}

Result<Money> Ledger::writeOffSuspense(Money amount, const BookingContext &context)
{
    return m_books.findHouseAccount(AccountKind::Suspense, context.station.value, amount.currency)
        .and_then([&](std::optional<AccountId> waiting) { return writeOff(waiting, amount, context); });
}

Result<Money> Ledger::writeOffFrom(AccountId from, Money amount, const BookingContext &context)
{
    if (amount.isZero())
        return fail(ErrorCode::NothingToWriteOff);
    const auto loss = houseAccount(AccountKind::Loss, context.station.value, amount.currency);
    if (!loss)
        return fail(loss.error());
    Journal journal = journalOf(JournalKind::WriteOff, context);
    addPosting(journal, from, amount);
    addPosting(journal, *loss, -amount);
    return post(journal).map([&] { return amount; });
}

Result<Money> Ledger::writeOff(std::optional<AccountId> from, Money amount, const BookingContext &context)
{
    if (!from)
        return fail(ErrorCode::NothingToWriteOff);
    const auto owed = lock(*from).map([](const Account &account) { return -account.balance; });
    if (!owed)
        return owed;
    const Money lost = min(amount, *owed);
    if (!lost.isPositive())
        return fail(ErrorCode::NothingToWriteOff);
    const auto loss = houseAccount(AccountKind::Loss, context.station.value, amount.currency);
    if (!loss)
        return fail(loss.error());
    Journal journal = journalOf(JournalKind::WriteOff, context);
    addPosting(journal, *from, lost);
    addPosting(journal, *loss, -lost);
    return post(journal).map([&] { return lost; });
}

Result<void> Ledger::reverse(const Journal &original, const BookingContext &context)
{
    Journal contra = journalOf(JournalKind::Reversal, context);
    contra.reverses = original.id;
    for (const Posting &posting : original.postings) {
        if (!posting.bonusOf) {
            addPosting(contra, posting.account, -posting.amount);
            continue;
        }
        const auto purse = lock(posting.bonusOf);
        if (!purse)
            return fail(purse.error());
        const Money left = min(posting.amount, purse->bonus);
        if (!left.isZero())
            contra.postings.push_back({posting.account, -left, posting.bonusOf});
        if (left == posting.amount)
            continue;
        const auto debt =
            houseAccount(AccountKind::Receivable, posting.bonusOf.value, posting.amount.currency);
        if (!debt)
            return fail(debt.error());
        addPosting(contra, *debt, left - posting.amount);
    }
    return post(contra);
}

Result<void> Ledger::post(const Journal &journal, AccountId purse, Money freed)
{
    if (const auto balanced = checkBalanced(journal); !balanced)
        return balanced;
    if (const auto written = m_books.insertJournal(journal); !written)
        return written;
    for (const Posting &posting : journal.postings) {
        const Money nothing{0, posting.amount.currency};
        const bool isPurse = purse && posting.account == purse;
        if (const auto moved = m_books.move(posting.account, posting.amount, isPurse ? -freed : nothing);
            !moved)
            return moved;
        if (posting.bonusOf)
            if (const auto told = m_books.moveBonus(posting.bonusOf, posting.amount); !told)
                return told;
        if (isPurse)
            purse = {};
    }
    return purse && !freed.isZero() ? m_books.move(purse, {0, freed.currency}, -freed) : Result<void>();
}

}
