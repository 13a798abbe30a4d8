#include "core/domain/refunds/refund_check.h"

#include "core/foundation/store/proof.h"

namespace youka {

namespace {

const std::vector<ProofCheck> &checks()
{
    static const std::vector<ProofCheck> All{
        {"SELECT r.id, r.money, COALESCE(SUM(CASE WHEN a.kind IN (1, 2, 10, 12) THEN p.amount ELSE 0 END), "
         "0) "
         "FROM refund r LEFT JOIN posting p ON p.journal = r.id LEFT JOIN account a ON a.id = p.account "
         "GROUP BY r.id, r.money HAVING r.money <> "
         "COALESCE(SUM(CASE WHEN a.kind IN (1, 2, 10, 12) THEN p.amount ELSE 0 END), 0)",
         QStringLiteral("refund %1 gave %2, its journal %3"), true},
        {"SELECT s.id, s.amount + s.goods - s.discount - s.points_amount, r.money FROM sale s JOIN "
         "(SELECT sale, SUM(money) AS money FROM refund GROUP BY sale) r ON r.sale = s.id "
         "WHERE r.money > s.amount + s.goods - s.discount - s.points_amount",
         QStringLiteral("for sale %1 %2 was paid, %3 went back"), true},
        {"SELECT s.id, s.volume, l.quantity FROM sale s JOIN (SELECT sale, SUM(quantity) AS quantity FROM "
         "refund_line WHERE line = 0 GROUP BY sale) l ON l.sale = s.id WHERE s.volume > 0 AND l.quantity > "
         "s.volume",
         QStringLiteral("of sale %1 %2 ml were sold, %3 went back"), true},
        {"SELECT s.sale, s.quantity, l.quantity FROM sale_line s JOIN (SELECT sale, line, SUM(quantity) AS "
         "quantity FROM refund_line GROUP BY sale, line) l ON l.sale = s.sale AND l.line = s.line WHERE "
         "l.quantity > s.quantity",
         QStringLiteral("of goods in sale %1 %2 were sold, %3 went back"), true},
    };
    return All;
}

}

Result<RefundProof> checkRefunds(Database &db)
{
    return prove<RefundProof>(db, {{&RefundProof::refunds, "SELECT COUNT(*) FROM refund"}}, checks());
}

}
