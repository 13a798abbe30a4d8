#include "core/domain/billing/bill_check.h"

#include "core/foundation/store/proof.h"

namespace youka {

namespace {

// Account kind 20: billers. Journal kinds 6 and 8: what a person writes off and settles. Bill states 1:
// waiting; 2 to 5: the biller's money; 6 and 7: going or gone back; 8: both. Payment purpose 2: bills.
const std::vector<ProofCheck> &checks()
{
    static const std::vector<ProofCheck> All{
        {"SELECT p.id, p.amount, COALESCE(SUM(i.amount), 0) FROM bill_payment p LEFT JOIN bill_item i ON "
         "i.payment = p.id GROUP BY p.id, p.amount HAVING p.amount <> COALESCE(SUM(i.amount), 0)",
         QStringLiteral("bill payment %1 is of %2, its bills of %3")},
        {"SELECT i.id, i.state, o.state FROM bill_item i JOIN bill_payment p ON p.id = i.payment JOIN "
         "payment_order o ON o.order_no = p.order_no WHERE (i.state = 1) <> (o.journal IS NULL)",
         QStringLiteral("bill %1 is in state %2 and its payment in %3")},
        {"SELECT i.id, i.state, i.amount FROM bill_item i JOIN bill_payment p ON p.id = i.payment WHERE "
         "i.state <> 1 AND NOT EXISTS (SELECT 1 FROM payment_order o WHERE o.order_no = p.order_no AND "
         "o.purpose = 2 AND o.subject = p.id)",
         QStringLiteral("bill %1 in state %2 of %3 has no payment")},
        {"SELECT id, state, next_ask FROM bill_item WHERE (state IN (2, 3) AND next_ask = 0) OR (state IN "
         "(1, "
         "4, 8) AND next_ask <> 0)",
         QStringLiteral("bill %1 in state %2 is asked about at %3")},
        {"SELECT i.id, i.state, i.amount FROM bill_item i WHERE (i.state IN (6, 7) AND i.taken IS NULL) OR "
         "(i.state < 6 AND i.taken IS NOT NULL) OR (i.taken IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
         "payment_refund r WHERE r.journal = i.taken AND r.amount = i.amount))",
         QStringLiteral("bill %1 in state %2 of %3 did not go back so")},
        {"SELECT i.id, i.state, r.state FROM bill_item i JOIN payment_refund r ON r.journal = i.taken WHERE "
         "(i.state = 6 AND r.state = 3) OR (i.state = 7 AND r.state <> 3)",
         QStringLiteral("bill %1 is in state %2, its refund in %3")},
        {"SELECT b.id, COALESCE((SELECT SUM(p.amount) FROM posting p JOIN account a ON a.id = p.account JOIN "
         "journal j ON j.id = p.journal WHERE a.kind = 20 AND a.owner = b.id AND j.kind NOT IN (6, 8)), 0), "
         "COALESCE((SELECT SUM(i.amount) FROM bill_item i WHERE i.biller = b.id AND i.state <> 1 AND i.taken "
         "IS NULL), 0) FROM biller b WHERE COALESCE((SELECT SUM(p.amount) FROM posting p JOIN account a ON "
         "a.id = p.account JOIN journal j ON j.id = p.journal WHERE a.kind = 20 AND a.owner = b.id AND "
         "j.kind "
         "NOT IN (6, 8)), 0) <> COALESCE((SELECT SUM(i.amount) FROM bill_item i WHERE i.biller = b.id AND "
         "i.state <> 1 AND i.taken IS NULL), 0)",
         QStringLiteral("biller %1 has %2 in the books, its bills say %3")},
    };
    return All;
}

}

Result<BillProof> checkBills(Database &db)
{
    return prove<BillProof>(db,
                            {{&BillProof::bills, "SELECT COUNT(*) FROM bill_item WHERE state <> 1"},
                             {&BillProof::open, "SELECT COUNT(*) FROM bill_item WHERE state IN (2, 3, 5, 6)"},
                             {&BillProof::forPerson, "SELECT COUNT(*) FROM bill_item WHERE state = 8"}},
                            checks());
}

}
