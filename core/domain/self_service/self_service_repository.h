#pragma once

#include "core/domain/cards/card.h"
#include "core/domain/customers/customer.h"
#include "core/domain/ledger/account.h"
#include "core/foundation/store/database.h"

namespace youka {

/// What customers look at themselves. Reads only.
class SelfServiceRepository
{
public:
    explicit SelfServiceRepository(Database &db)
        : m_db(db)
    {
    }

    /// Those that can still be used first, then by number.
    Result<std::vector<CardId>> cardsOf(CustomerId customer);

    /// One movement of a purse with its bonus money.
    struct Movement
    {
        JournalId journal;
        JournalKind kind = JournalKind::Purchase;
        Timestamp occurred;
        Money amount;
        QByteArray reference; ///< the sale or hold it belongs to
        StationId station;
    };
    struct Month
    {
        AccountId purse;
        Currency currency;
        QDate first;
    };
    /// Where a page ended.
    struct Mark
    {
        Timestamp occurred;
        QByteArray journal; ///< empty: nowhere yet
    };
    /// Of one month of stations' business days, newest first, behind a mark.
    Result<std::vector<Movement>> movements(const Month &month, const Mark &behind, int most);
    struct Sums
    {
        Money in;
        Money out; ///< >= 0
    };
    Result<Sums> sums(const Month &month);

private:
    Database &m_db;
};

}
