#pragma once

#include "core/domain/ledger/account.h"
#include "core/foundation/store/database.h"

namespace youka {

/// The ledger's SQL, all of it.
class LedgerRepository
{
public:
    explicit LedgerRepository(Database &db)
        : m_db(db)
    {
    }

    Result<AccountId> insertAccount(AccountKind kind, qint64 owner, Currency currency);
    Result<std::optional<Account>> findAccount(AccountId id);
    /// The owner's first principal purse. Errors: AccountNotFound.
    Result<AccountId> purseOf(qint64 owner);
    /// As findAccount(), and keeps other writers off it until the transaction ends.
    Result<std::optional<Account>> lockAccount(AccountId id);
    Result<std::optional<AccountId>> findHouseAccount(AccountKind kind, qint64 owner, Currency currency);
    Result<void> move(AccountId id, Money balance, Money held);
    /// The account of a purse's bonus money; nullopt: it never had any.
    Result<std::optional<AccountId>> findBonus(AccountId purse);
    /// What the purse says of it.
    Result<void> moveBonus(AccountId purse, Money amount);
    Result<void> closeAccount(AccountId id, Timestamp at);

    Result<void> insertJournal(const Journal &journal);
    Result<std::optional<Journal>> findJournal(JournalId id);

    Result<void> insertHold(const Hold &hold);
    Result<std::optional<Hold>> lockHold(HoldId id);
    Result<void> setHoldState(HoldId id, HoldState state);
    /// Open holds that ended before `now`, oldest first.
    Result<std::vector<HoldId>> overdueHolds(Timestamp now, int most);

    /// The account's last movements with those of its bonus, newest first.
    struct Line
    {
        JournalId journal;
        JournalKind kind = JournalKind::Purchase;
        Timestamp occurred;
        Money amount;
        QByteArray reference;
        StationId station;
    };
    Result<std::vector<Line>> statement(AccountId id, Currency currency, int most);

    /// What the account paid for purchases on that business day, >= 0.
    Result<Money> purchasesOn(AccountId id, Currency currency, QDate day);

private:
    Database &m_db;
};

}
