#include "core/domain/banking/banking_books.h"

#include "core/domain/stations/station_service.h"

namespace youka {

Result<void> BankingBooks::move(JournalId id, const MoneyIn &from, const MoneyIn &to, Money amount,
                                const QByteArray &reference, Timestamp now, StationId station)
{
    Ledger ledger(m_db);
    const auto day = openBusinessDay(m_db, station, now);
    const auto source = day ? ledger.houseAccount(from.kind, from.owner, amount.currency) : fail(day.error());
    const auto target =
        source ? ledger.houseAccount(to.kind, to.owner, amount.currency) : fail(source.error());
    if (!target)
        return fail(target.error());
    Journal journal;
    journal.id = id;
    journal.kind = JournalKind::Settlement;
    journal.at = journal.occurred = now;
    journal.day = *day;
    journal.station = station;
    journal.reference = reference;
    journal.postings = {{*source, -amount}, {*target, amount}};
    return ledger.post(journal);
}

Result<Money> BankingBooks::balance(const MoneyIn &of, Currency currency)
{
    Ledger ledger(m_db);
    return ledger.houseAccount(of.kind, of.owner, currency)
        .and_then([&](AccountId id) { return ledger.account(id); })
        .map([](const Account &account) { return account.balance; });
}

}
