#include "core/domain/topups/top_up_check.h"

#include "core/foundation/store/proof.h"

namespace youka {

namespace {

const std::vector<ProofCheck> &checks()
{
    static const std::vector<ProofCheck> All{
        {"SELECT b.journal, b.amount, COALESCE(u.amount, 0) FROM (SELECT p.journal AS journal, SUM(p.amount) "
         "AS amount FROM posting p JOIN account a ON a.id = p.account JOIN journal j ON j.id = p.journal "
         "WHERE a.kind = 2 AND j.kind = 1 GROUP BY p.journal) b LEFT JOIN (SELECT sale, SUM(amount) AS "
         "amount FROM coupon_use WHERE state > 1 GROUP BY sale) u ON u.sale = b.journal WHERE b.amount <> "
         "COALESCE(u.amount, 0)",
         QStringLiteral("top-up %1 booked a bonus of %2, campaigns gave %3"), true},
        {"SELECT u.sale, u.amount, u.campaign FROM coupon_use u JOIN journal j ON j.id = u.sale WHERE j.kind "
         "= 1 AND NOT EXISTS (SELECT 1 FROM posting p JOIN account a ON a.id = p.account WHERE p.journal = "
         "u.sale AND a.kind = 2)",
         QStringLiteral("top-up %1 has no bonus in the books, campaign %3 gave %2"), true},
        {"SELECT u.sale, u.amount, u.campaign FROM coupon_use u JOIN journal j ON j.id = u.sale JOIN journal "
         "r ON r.reverses = j.id WHERE j.kind = 1 AND u.state <> 3",
         QStringLiteral("top-up %1 was reversed, its bonus of %2 from campaign %3 was not"), true},
        {"SELECT j.id, SUM(CASE WHEN a.kind = 16 THEN -p.amount ELSE 0 END), SUM(CASE WHEN a.kind = 2 THEN "
         "p.amount ELSE 0 END) FROM journal j JOIN posting p ON p.journal = j.id JOIN account a ON a.id = "
         "p.account WHERE j.kind = 1 GROUP BY j.id HAVING SUM(CASE WHEN a.kind = 16 THEN -p.amount ELSE 0 "
         "END) <> SUM(CASE WHEN a.kind = 2 THEN p.amount ELSE 0 END)",
         QStringLiteral("top-up %1 cost %2 of promotion and gave a bonus of %3"), true},
    };
    return All;
}

}

Result<TopUpProof> checkTopUps(Database &db)
{
    return prove<TopUpProof>(db,
                             {{&TopUpProof::bonuses,
                               "SELECT COUNT(DISTINCT p.journal) FROM posting p JOIN account a ON a.id = "
                               "p.account JOIN journal j ON j.id = p.journal WHERE a.kind = 2 AND "
                               "j.kind = 1"}},
                             checks());
}

}
