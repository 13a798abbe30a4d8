#include "core/domain/reconcile/reconcile_check.h"

#include "core/foundation/store/proof.h"

namespace youka {

namespace {

// What waited and was matched or broke on a day is in the figures of that day. Kind 1 is a payment, what
// else there is leaves the merchant.
#define YOUKA_CONSUMED(side)                                                                                 \
    "COALESCE((SELECT SUM(CASE WHEN p.kind = 1 THEN p.amount ELSE -p.amount END) FROM reconcile_pending p "  \
    "WHERE p.merchant = d.merchant AND p.side = " side                                                       \
    " AND p.born <> d.day AND (p.matched_on = d.day OR p.broke_on = d.day)), 0)"
#define YOUKA_FIGURES(side)                                                                                  \
    "COALESCE((SELECT SUM(f." side ") FROM reconcile_figure f WHERE f.merchant = d.merchant AND f.day = "    \
    "d.day), 0)"

const std::vector<ProofCheck> &checks()
{
    static const std::vector<ProofCheck> All{
        {"SELECT d.day, s.paid - s.refunded + " YOUKA_CONSUMED("2") ", " YOUKA_FIGURES(
             "theirs") " FROM reconcile_day d JOIN reconcile_sheet s ON s.id = d.theirs WHERE d.state > 2 "
                       "AND "
                       "s.paid - s.refunded + " YOUKA_CONSUMED("2") " <> " YOUKA_FIGURES("theirs"),
         QStringLiteral("the bill of %1 says %2, its figures %3")},
        {"SELECT d.day, s.paid - s.refunded + " YOUKA_CONSUMED("1") ", " YOUKA_FIGURES(
             "ours") " FROM reconcile_day d JOIN reconcile_sheet s ON s.merchant = d.merchant AND s.day = "
                     "d.day AND s.side = 1 AND s.state = 1 WHERE d.state > 2 AND s.paid - s.refunded "
                     "+ " YOUKA_CONSUMED("1") " <> " YOUKA_FIGURES("ours"),
         QStringLiteral("our orders of %1 come to %2, its figures to %3")},
        {"SELECT d.day, COUNT(*), MIN(b.exception) FROM reconcile_day d JOIN reconcile_break b ON b.merchant "
         "= "
         "d.merchant AND b.day = d.day JOIN exception_case e ON e.id = b.exception WHERE d.state = 4 AND "
         "b.class <> 11 AND e.state <> 4 GROUP BY d.merchant, d.day",
         QStringLiteral("%1 is closed with %2 breaks unexplained, the first is case %3")},
        {"SELECT d.day, s.paid - s.refunded, COALESCE(c.amount, 0) FROM reconcile_day d JOIN reconcile_sheet "
         "s ON s.id = d.theirs LEFT JOIN (SELECT p.journal AS journal, a.owner AS owner, SUM(p.amount) AS "
         "amount FROM posting p JOIN account a ON a.id = p.account WHERE a.kind = 14 GROUP BY p.journal, "
         "a.owner) c ON c.journal = d.journal AND c.owner = d.merchant WHERE d.state = 4 AND s.paid - "
         "s.refunded <> COALESCE(c.amount, 0)",
         QStringLiteral("the bill of %1 says %2, its settlement %3")},
    };
    return All;
}

}

Result<ReconcileProof> checkReconciliation(Database &db)
{
    return prove<ReconcileProof>(
        db,
        {{&ReconcileProof::days, "SELECT COUNT(*) FROM reconcile_day WHERE state > 2"},
         {&ReconcileProof::closed, "SELECT COUNT(*) FROM reconcile_day WHERE state = 4"}},
        checks());
}

}
