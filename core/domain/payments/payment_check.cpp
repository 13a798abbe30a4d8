#include "core/domain/payments/payment_check.h"

#include "core/foundation/store/proof.h"

namespace youka {

namespace {

// Account kind 14: clearing. Journal kinds 6 and 8: what reconciliation writes off and settles. Order states
// 3, 9, 10: paid; 11: for a person. Refund states 4: failed (with reason 2705, ChannelMismatch: done after
// all); 6: proposed.
const std::vector<ProofCheck> &checks()
{
    static const std::vector<ProofCheck> All{
        {"SELECT o.id, o.amount, COALESCE(SUM(CASE WHEN a.kind = 14 AND a.owner = o.merchant THEN -p.amount "
         "ELSE 0 END), 0) FROM payment_order o LEFT JOIN posting p ON p.journal = o.journal LEFT JOIN "
         "account a ON a.id = p.account WHERE o.journal IS NOT NULL GROUP BY o.id, o.amount HAVING o.amount "
         "<> COALESCE(SUM(CASE WHEN a.kind = 14 AND a.owner = o.merchant THEN -p.amount ELSE 0 END), 0)",
         QStringLiteral("payment %1 is of %2, its journal of %3")},
        {"SELECT o.id, o.state, o.amount FROM payment_order o WHERE (o.journal IS NULL AND (o.state = 3 OR "
         "(o.state IN (9, 10) AND NOT EXISTS (SELECT 1 FROM payment_refund r WHERE r.payment = o.id AND "
         "r.amount = o.amount AND r.cause IN (2, 3))))) OR (o.journal IS NOT NULL AND o.state NOT IN (3, 9, "
         "10))",
         QStringLiteral("payment %1 of %3 is in state %2 and not booked so")},
        {"SELECT p.journal, j.kind, p.amount FROM posting p JOIN account a ON a.id = p.account JOIN journal "
         "j ON j.id = p.journal WHERE a.kind = 14 AND a.owner > 0 AND j.kind NOT IN (6, 8) AND NOT EXISTS "
         "(SELECT 1 FROM payment_order o WHERE o.journal = p.journal) AND NOT EXISTS (SELECT 1 FROM "
         "payment_refund r WHERE r.journal = p.journal OR r.journal = j.reverses)",
         QStringLiteral("journal %1 of kind %2 moved %3 of a channel's money for no payment"), true},
        {"SELECT r.id, r.amount, COALESCE(SUM(CASE WHEN a.kind = 14 THEN p.amount ELSE 0 END), 0) FROM "
         "payment_refund r LEFT JOIN posting p ON p.journal = r.journal LEFT JOIN account a ON a.id = "
         "p.account WHERE r.journal IS NOT NULL GROUP BY r.id, r.amount HAVING r.amount <> "
         "COALESCE(SUM(CASE WHEN a.kind = 14 THEN p.amount ELSE 0 END), 0)",
         QStringLiteral("payment refund %1 is of %2, its journal of %3")},
        {"SELECT r.id, r.state, COUNT(j.id) FROM payment_refund r LEFT JOIN journal j ON j.reverses = "
         "r.journal WHERE r.journal IS NOT NULL GROUP BY r.id, r.state HAVING COUNT(j.id) <> CASE WHEN "
         "r.state = 4 THEN 1 ELSE 0 END",
         QStringLiteral("payment refund %1 in state %2 was undone %3 times")},
        {"SELECT r.id, r.cause, r.state FROM payment_refund r JOIN payment_order o ON o.id = r.payment WHERE "
         "r.journal IS NULL AND o.journal IS NOT NULL AND r.state <> 6",
         QStringLiteral("payment refund %1 (cause %2, state %3) took nothing back of what was booked")},
        {"SELECT o.id, o.refunded, COALESCE(SUM(r.amount), 0) FROM payment_order o LEFT JOIN payment_refund "
         "r ON r.payment = o.id AND r.state NOT IN (4, 6) GROUP BY o.id, o.refunded HAVING o.refunded <> "
         "COALESCE(SUM(r.amount), 0)",
         QStringLiteral("payment %1 says %2 of refunds, they say %3")},
        {"SELECT id, amount, refunded FROM payment_order WHERE refunded > amount OR refunded < 0",
         QStringLiteral("of payment %1 %2 was paid and %3 refunded")},
        {"SELECT m.id, COALESCE((SELECT SUM(-p.amount) FROM posting p JOIN account a ON a.id = p.account "
         "JOIN journal j ON j.id = p.journal WHERE a.kind = 14 AND a.owner = m.id AND j.kind NOT IN (6, 8)), "
         "0), COALESCE((SELECT SUM(o.amount) FROM payment_order o WHERE o.merchant = m.id AND o.journal IS "
         "NOT NULL), 0) - COALESCE((SELECT SUM(r.amount) FROM payment_refund r JOIN payment_order o ON o.id "
         "= r.payment WHERE o.merchant = m.id AND r.journal IS NOT NULL AND r.state <> 4), 0) FROM merchant "
         "m WHERE COALESCE((SELECT SUM(-p.amount) FROM posting p JOIN account a ON a.id = p.account JOIN "
         "journal j ON j.id = p.journal WHERE a.kind = 14 AND a.owner = m.id AND j.kind NOT IN (6, 8)), 0) "
         "<> COALESCE((SELECT SUM(o.amount) FROM payment_order o WHERE o.merchant = m.id AND o.journal IS "
         "NOT NULL), 0) - COALESCE((SELECT SUM(r.amount) FROM payment_refund r JOIN payment_order o ON o.id "
         "= r.payment WHERE o.merchant = m.id AND r.journal IS NOT NULL AND r.state <> 4), 0)",
         QStringLiteral("merchant %1 holds %2 in the books, its payments say %3")},
    };
    return All;
}

}

Result<PaymentProof> checkPayments(Database &db)
{
    return prove<PaymentProof>(
        db,
        {{&PaymentProof::orders, "SELECT COUNT(*) FROM payment_order"},
         {&PaymentProof::open, "SELECT COUNT(*) FROM payment_order WHERE state IN (1, 2, 6, 7)"},
         {&PaymentProof::forPerson,
          "SELECT (SELECT COUNT(*) FROM payment_order WHERE state = 11) + (SELECT COUNT(*) FROM "
          "payment_refund WHERE state = 5 OR (state IN (3, 4) AND reason = 2705))"}},
        checks());
}

}
