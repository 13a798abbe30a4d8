#include "core/domain/points/points_check.h"

#include "core/foundation/store/proof.h"

namespace youka {

namespace {

const std::vector<ProofCheck> &checks()
{
    static const std::vector<ProofCheck> All{
        {"SELECT c.currency, COALESCE(a.balance, 0), COALESCE(l.worth, 0) FROM "
         "(SELECT currency FROM account WHERE kind = 17 UNION SELECT currency FROM points_lot) c "
         "LEFT JOIN (SELECT currency, SUM(balance) AS balance FROM account WHERE kind = 17 GROUP BY "
         "currency) "
         "a ON a.currency = c.currency "
         "LEFT JOIN (SELECT currency, SUM(worth) AS worth FROM points_lot GROUP BY currency) l "
         "ON l.currency = c.currency WHERE COALESCE(a.balance, 0) <> COALESCE(l.worth, 0)",
         QStringLiteral("the liability for points in %1 is %2, the points are worth %3")},
        {"SELECT id, points, remaining + spent + lapsed + taken FROM points_lot WHERE points <> remaining + "
         "spent + lapsed + taken OR remaining < 0 OR spent < 0 OR lapsed < 0 OR taken < 0",
         QStringLiteral("points lot %1 is of %2, its parts make %3")},
        {"SELECT id, worth, remaining * value_amount / value_points FROM points_lot WHERE worth <> remaining "
         "* value_amount / value_points",
         QStringLiteral("points lot %1 stands at %2, what is left of it is worth %3")},
        {"SELECT m.customer, m.balance, COALESCE(l.points, 0) FROM points_member m LEFT JOIN "
         "(SELECT customer, SUM(remaining) AS points FROM points_lot WHERE state = 2 GROUP BY customer) l "
         "ON l.customer = m.customer WHERE m.balance <> COALESCE(l.points, 0)",
         QStringLiteral("customer %1 has %2 points, the lots hold %3")},
        {"SELECT m.customer, m.pending, COALESCE(l.points, 0) FROM points_member m LEFT JOIN "
         "(SELECT customer, SUM(remaining) AS points FROM points_lot WHERE state = 1 GROUP BY customer) l "
         "ON l.customer = m.customer WHERE m.pending <> COALESCE(l.points, 0)",
         QStringLiteral("customer %1 has %2 points pending, the lots hold %3")},
        {"SELECT m.customer, m.balance + m.pending - m.owed, COALESCE(s.points, 0) FROM points_member m LEFT "
         "JOIN (SELECT customer, SUM(points) AS balance, SUM(pending) AS pending, SUM(owed) AS owed, "
         "SUM(points + pending - owed) AS points FROM points_move GROUP BY customer) s ON s.customer = "
         "m.customer WHERE m.balance <> COALESCE(s.balance, 0) OR m.pending <> COALESCE(s.pending, 0) OR "
         "m.owed <> COALESCE(s.owed, 0)",
         QStringLiteral("customer %1 stands at %2 points, the statement adds up to %3")},
        {"SELECT m.customer, m.reserved, COALESCE(u.points, 0) FROM points_member m LEFT JOIN "
         "(SELECT customer, SUM(points) AS points FROM points_use WHERE state = 1 GROUP BY customer) u "
         "ON u.customer = m.customer WHERE m.reserved <> COALESCE(u.points, 0)",
         QStringLiteral("customer %1 has %2 points reserved, the sales that wait have %3")},
        {"SELECT m.customer, COALESCE(l.spent, 0) + m.owed, COALESCE(u.points, 0) FROM points_member m LEFT "
         "JOIN (SELECT customer, SUM(spent) AS spent FROM points_lot GROUP BY customer) l ON l.customer = "
         "m.customer LEFT JOIN (SELECT customer, SUM(points - returned) AS points FROM points_use WHERE "
         "state = 2 GROUP BY customer) u ON u.customer = m.customer "
         "WHERE COALESCE(l.spent, 0) + m.owed <> COALESCE(u.points, 0)",
         QStringLiteral("customer %1 gave %2 points, sales have spent %3")},
        {"SELECT customer, balance, owed FROM points_member WHERE balance < 0 OR pending < 0 OR reserved < 0 "
         "OR owed < 0",
         QStringLiteral("customer %1 is below zero: balance %2, owed %3")},
    };
    return All;
}

}

Result<PointsProof> checkPoints(Database &db)
{
    return prove<PointsProof>(
        db,
        {{&PointsProof::members, "SELECT COUNT(*) FROM points_member"},
         {&PointsProof::lots, "SELECT COUNT(*) FROM points_lot"},
         {&PointsProof::outstanding, "SELECT COALESCE(SUM(remaining), 0) FROM points_lot"}},
        checks());
}

}
