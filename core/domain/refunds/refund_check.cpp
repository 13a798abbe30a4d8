#include "core/domain/refunds/refund_check.h"

namespace youka {

namespace {

struct Check
{
    const char *sql; ///< each row is a fault: what, and the two figures that differ
    QString sentence;
};

const std::vector<Check> &checks()
{
    static const std::vector<Check> All{
        {"SELECT r.id, r.money, COALESCE(SUM(CASE WHEN a.kind IN (1, 2, 10, 12) THEN p.amount ELSE 0 END), "
         "0) "
         "FROM refund r LEFT JOIN posting p ON p.journal = r.id LEFT JOIN account a ON a.id = p.account "
         "GROUP BY r.id, r.money HAVING r.money <> "
         "COALESCE(SUM(CASE WHEN a.kind IN (1, 2, 10, 12) THEN p.amount ELSE 0 END), 0)",
         QStringLiteral("refund %1 gave %2, its journal %3")},
        {"SELECT s.id, s.amount + s.goods - s.discount - s.points_amount, r.money FROM sale s JOIN "
         "(SELECT sale, SUM(money) AS money FROM refund GROUP BY sale) r ON r.sale = s.id "
         "WHERE r.money > s.amount + s.goods - s.discount - s.points_amount",
         QStringLiteral("for sale %1 %2 was paid, %3 went back")},
        {"SELECT s.id, s.volume, l.quantity FROM sale s JOIN (SELECT sale, SUM(quantity) AS quantity FROM "
         "refund_line WHERE line = 0 GROUP BY sale) l ON l.sale = s.id WHERE s.volume > 0 AND l.quantity > "
         "s.volume",
         QStringLiteral("of sale %1 %2 ml were sold, %3 went back")},
        {"SELECT s.sale, s.quantity, l.quantity FROM sale_line s JOIN (SELECT sale, line, SUM(quantity) AS "
         "quantity FROM refund_line GROUP BY sale, line) l ON l.sale = s.sale AND l.line = s.line WHERE "
         "l.quantity > s.quantity",
         QStringLiteral("of goods in sale %1 %2 were sold, %3 went back")},
    };
    return All;
}

}

Result<RefundProof> checkRefunds(Database &db)
{
    RefundProof proof;
    const auto count = db.exec("SELECT COUNT(*) FROM refund").map([](Rows rows) {
        return rows.next() ? rows.integer(0) : 0;
    });
    if (!count)
        return fail(count.error());
    proof.refunds = *count;
    for (const Check &check : checks()) {
        auto rows = db.exec(check.sql);
        if (!rows)
            return fail(rows.error());
        while (rows->next() && proof.faults.size() < 100)
            proof.faults.append(check.sentence.arg(QString::fromLatin1(rows->blob(0).toHex()))
                                    .arg(rows->integer(1))
                                    .arg(rows->integer(2)));
    }
    return proof;
}

}
