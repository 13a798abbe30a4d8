#pragma once

#include "core/domain/ledger/ledger_repository.h"

#include <span>

namespace youka {

/// What every movement is booked under.
struct BookingContext
{
    JournalId journal; ///< made by the caller: the operation's id
    Timestamp now;
    Timestamp occurred;
    QDate day;
    StationId station;
    QByteArray reference;
};

/// Where the money of a top-up comes from: a station's till, or what a payment channel holds for a merchant.
struct MoneyIn
{
    AccountKind kind = AccountKind::Cash;
    qint64 owner = 0;
};

/// The use cases of the books. Each runs inside the caller's transaction: decide first, then write; what is
/// refused has written nothing.
class Ledger
{
public:
    explicit Ledger(Database &db)
        : m_books(db)
    {
    }

    Result<AccountId> openPurse(AccountKind kind, qint64 owner, Currency currency);
    /// Errors: AccountNotFound.
    Result<Account> account(AccountId id);
    /// The same, and keeps other writers off it until the transaction ends.
    Result<Account> lock(AccountId id);

    /// Sets money aside on `account`, which the caller has locked. `evenIfShort` for what was promised
    /// offline: it stands, whatever the balance says now. Errors: OperationReversed (given back before it
    /// came), HoldNotOpen (placed before), AccountClosed, AmountNotPositive, InsufficientFunds.
    Result<Account> placeHold(const Hold &hold, Account account, bool evenIfShort = false);

    struct Captured
    {
        Hold hold; ///< as it was
        Money captured;
        Money shortfall;   ///< > 0: became the customer's debt
        bool late = false; ///< the hold had expired or been released
        Account after;
    };
    /// Takes the actual amount, frees the rest in the same step. An amount above the hold is met from what is
    /// available and then from debt: the fuel is in the tank. An amount of zero releases. The sale is of
    /// `amount` and the discounts.
    /// Errors: HoldNotFound, HoldNotOpen (captured already), CurrencyMismatch.
    Result<Captured> capture(HoldId id, Money amount, const BookingContext &context,
                             std::span<const Discount> discounts = {});

    /// Gives a hold back. Releasing twice is done; releasing what was captured is HoldNotOpen.
    Result<Hold> release(HoldId id);
    Result<std::optional<Hold>> findHold(HoldId id) { return m_books.lockHold(id); }
    /// Marks a hold as given back before it was ever placed: a release that overtook its question.
    Result<void> buryHold(HoldId id, Timestamp now, QDate day, qint64 terminal);
    /// Books a sale whose purse is not known: the money is owed by a person's decision.
    Result<void> bookToSuspense(Money amount, const BookingContext &context,
                                std::span<const Discount> discounts = {});
    /// Frees what is overdue; returns the holds it freed.
    Result<std::vector<Hold>> expireHolds(Timestamp now, int most = 500);

    struct ToppedUp
    {
        Money toPurse;
        Money toDebt;
        Account after;
        Money bonus{0, toPurse.currency};
    };
    /// Money in, and what its bearers add to it as bonus money. Errors: AccountNotFound, AccountClosed,
    /// AmountNotPositive, CurrencyMismatch.
    Result<ToppedUp> topUp(AccountId purse, Money amount, const MoneyIn &from, const BookingContext &context,
                           std::span<const Discount> bonus = {});
    /// Cash in at a station.
    Result<ToppedUp> topUpCash(AccountId purse, Money amount, const BookingContext &context,
                               std::span<const Discount> bonus = {});
    /// A top-up or a part of it goes back where it came from: `amount` out of the purse, and out of its bonus
    /// money what bearers had added (what is spent of that becomes a debt). Errors: AccountNotFound,
    /// ReversalFundsSpent (the purse has less; what was given is not paid out).
    Result<void> topUpBack(AccountId purse, Money amount, const MoneyIn &to, const BookingContext &context,
                           std::span<const Discount> bonus = {});

    /// A sale for cash: till and discounts against sales. Errors: AmountNotPositive (of both together).
    Result<void> cashSale(Money amount, const BookingContext &context,
                          std::span<const Discount> discounts = {});

    struct Refunded
    {
        Money toPurse;
        Money toDebt;
        Money toBonus{0, toPurse.currency};
    };
    /// The purse that paid, and how much of what goes back was its bonus money.
    struct Payer
    {
        AccountId purse;
        Money bonus;
    };
    /// A sale, or a part of it, goes back: `money` to the purse that paid (what its owner still owes first)
    /// or out of the station's till, and to who bore the rest what they bore of it (below zero by a minor
    /// unit where an earlier part was rounded up). All of it leaves the station's sales. Errors:
    /// AccountNotFound, AccountClosed.
    Result<Refunded> refund(Money money, const std::optional<Payer> &payer, const BookingContext &context,
                            std::span<const Discount> borne = {});

    /// What the purse's owner owes, or what waits at a station, becomes the house's loss: `amount`, or what
    /// is left of it. Gives what was lost. Errors: NothingToWriteOff.
    Result<Money> writeOffDebt(AccountId purse, Money amount, const BookingContext &context);
    Result<Money> writeOffSuspense(Money amount, const BookingContext &context);
    /// What will never come to the house's account `from` is lost: exactly `amount`; below zero: what came
    /// and is nobody's. Errors: AccountNotFound, NothingToWriteOff (zero).
    Result<Money> writeOffFrom(AccountId from, Money amount, const BookingContext &context);

    Result<std::optional<Journal>> findJournal(JournalId id) { return m_books.findJournal(id); }
    /// Posts the contra journal of `original`, which it names. Bonus money that is spent already becomes a
    /// debt. Whether that may be is the caller's to decide.
    Result<void> reverse(const Journal &original, const BookingContext &context);

    /// Posts any balanced journal and moves the balances. Errors: JournalUnbalanced, AccountNotFound.
    Result<void> post(const Journal &journal) { return post(journal, {}, {}); }
    Result<AccountId> houseAccount(AccountKind kind, qint64 owner, Currency currency);
    Result<Money> purchasesOn(AccountId id, Currency currency, QDate day)
    {
        return m_books.purchasesOn(id, currency, day);
    }
    Result<std::vector<LedgerRepository::Line>> statement(AccountId id, Currency currency, int most)
    {
        return m_books.statement(id, currency, most);
    }

private:
    /// The same, and `freed` is held no more on the account of `purse`.
    Result<void> post(const Journal &journal, AccountId purse, Money freed);
    Result<void> houseSale(AccountKind from, JournalKind kind, Money amount, const BookingContext &context,
                           std::span<const Discount> discounts);
    /// Adds the sale to a journal that says who paid `amount` of it.
    Result<void> addSale(Journal &journal, Money amount, std::span<const Discount> discounts);
    Result<Money> debtOf(AccountId purse, Currency currency);
    Result<void> takeBonus(Journal &journal, const Account &purse, Money bonus);
    Result<AccountId> bonusAccount(AccountId purse, Currency currency);
    /// Adds so much of the purse's bonus money to a journal.
    Result<void> addBonus(Journal &journal, AccountId purse, Money amount);
    Result<void> addBearers(Journal &journal, std::span<const Discount> discounts, Money &sum);
    Result<Money> writeOff(std::optional<AccountId> from, Money amount, const BookingContext &context);
    LedgerRepository m_books;
};

}
