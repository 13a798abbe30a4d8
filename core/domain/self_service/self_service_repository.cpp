#include "core/domain/self_service/self_service_repository.h"

#include <limits>

namespace youka {

namespace {

// A purse's bonus money moves with it, in an account of its own: one movement of both is one line.
#define YOUKA_OF_PURSE                                                                                       \
    "FROM posting p JOIN journal j ON j.id = p.journal WHERE (p.account = ? OR p.account IN (SELECT id "     \
    "FROM account WHERE kind = 2 AND owner = ?)) AND j.day >= ? AND j.day < ? "

}

Result<std::vector<CardId>> SelfServiceRepository::cardsOf(CustomerId customer)
{
    return m_db
        .exec("SELECT id FROM card WHERE customer = ? ORDER BY CASE WHEN state < 5 THEN 0 ELSE 1 END, id",
              {customer.value})
        .map([](Rows rows) {
            std::vector<CardId> all;
            while (rows.next())
                all.push_back({rows.integer(0)});
            return all;
        });
}

Result<std::vector<SelfServiceRepository::Movement>>
SelfServiceRepository::movements(const Month &month, const Mark &behind, int most)
{
    const qint64 occurred =
        behind.journal.isEmpty() ? std::numeric_limits<qint64>::max() : behind.occurred.ms;
    return m_db
        .exec("SELECT p.journal, j.kind, j.occurred, SUM(p.amount), j.reference, j.station " YOUKA_OF_PURSE
              "AND (j.occurred < ? OR (j.occurred = ? AND p.journal < ?)) GROUP BY p.journal, j.kind, "
              "j.occurred, j.reference, j.station ORDER BY j.occurred DESC, p.journal DESC LIMIT ?",
              {month.purse.value, month.purse.value, month.first.toString(Qt::ISODate),
               month.first.addMonths(1).toString(Qt::ISODate), occurred, occurred, behind.journal, most})
        .map([&](Rows rows) {
            std::vector<Movement> all;
            while (rows.next())
                all.push_back({JournalId::fromBytes(rows.blob(0)),
                               JournalKind(rows.integer(1)),
                               {rows.integer(2)},
                               {rows.integer(3), month.currency},
                               rows.blob(4),
                               {rows.integer(5)}});
            return all;
        });
}

Result<SelfServiceRepository::Sums> SelfServiceRepository::sums(const Month &month)
{
    return m_db
        .exec("SELECT COALESCE(SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END), 0), COALESCE(SUM(CASE "
              "WHEN p.amount < 0 THEN -p.amount ELSE 0 END), 0) " YOUKA_OF_PURSE,
              {month.purse.value, month.purse.value, month.first.toString(Qt::ISODate),
               month.first.addMonths(1).toString(Qt::ISODate)})
        .map([&](Rows rows) {
            Sums sums{{0, month.currency}, {0, month.currency}};
            if (rows.next())
                sums = {{rows.integer(0), month.currency}, {rows.integer(1), month.currency}};
            return sums;
        });
}

}
