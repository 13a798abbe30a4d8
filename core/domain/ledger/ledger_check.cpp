#include "core/domain/ledger/ledger_check.h"

#include "core/foundation/store/proof.h"

namespace youka {

Result<LedgerProof> checkLedger(Database &db)
{
    const ProofCheck checks[] = {
        {"SELECT COUNT(*), a.currency, SUM(p.amount) FROM posting p JOIN account a ON a.id = p.account "
         "GROUP BY p.journal, a.currency HAVING SUM(p.amount) <> 0",
         QStringLiteral("a journal of %1 postings adds up to %3 in %2")},
        {"SELECT a.id, a.balance, COALESCE(s.total, 0) FROM account a LEFT JOIN "
         "(SELECT account, SUM(amount) AS total FROM posting GROUP BY account) s ON s.account = a.id "
         "WHERE a.balance <> COALESCE(s.total, 0)",
         QStringLiteral("account %1 says %2, its postings say %3")},
        {"SELECT a.id, a.held, COALESCE(s.total, 0) FROM account a LEFT JOIN "
         "(SELECT account, SUM(amount) AS total FROM hold WHERE state = 1 GROUP BY account) s ON s.account = "
         "a.id "
         "WHERE a.held <> COALESCE(s.total, 0)",
         QStringLiteral("account %1 holds %2, its open holds say %3")},
        {"SELECT id, balance, kind FROM account WHERE kind < 10 AND balance < 0",
         QStringLiteral("purse %1 is below zero: %2")},
        {"SELECT a.id, a.bonus, COALESCE(b.balance, 0) FROM account a LEFT JOIN account b ON b.kind = 2 AND "
         "b.owner = a.id WHERE a.kind = 1 AND a.bonus <> COALESCE(b.balance, 0)",
         QStringLiteral("purse %1 says %2 of bonus, its bonus account %3")},
        {"SELECT p.line, p.account, p.amount FROM posting p LEFT JOIN journal j ON j.id = p.journal WHERE "
         "j.id IS NULL",
         QStringLiteral("posting %1 of account %2 has no journal")},
    };
    return prove<LedgerProof>(db,
                              {{&LedgerProof::accounts, "SELECT COUNT(*) FROM account"},
                               {&LedgerProof::journals, "SELECT COUNT(*) FROM journal"},
                               {&LedgerProof::postings, "SELECT COUNT(*) FROM posting"},
                               {&LedgerProof::openHolds, "SELECT COUNT(*) FROM hold WHERE state = 1"}},
                              checks);
}

}
