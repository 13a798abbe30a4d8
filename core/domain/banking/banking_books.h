#pragma once

#include "core/domain/ledger/ledger.h"

namespace youka {

/// What banks' money does in the ledger. Runs inside the caller's transaction.
class BankingBooks
{
public:
    explicit BankingBooks(Database &db)
        : m_db(db)
    {
    }
    /// `amount` out of the account `from` into `to`; below zero the other way. Errors: those of
    /// Ledger::post().
    Result<void> move(JournalId journal, const MoneyIn &from, const MoneyIn &to, Money amount,
                      const QByteArray &reference, Timestamp now, StationId station = {});
    /// What a house account has; zero: it was never used.
    Result<Money> balance(const MoneyIn &of, Currency currency);

private:
    Database &m_db;
};

}
