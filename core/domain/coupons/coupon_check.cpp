#include "core/domain/coupons/coupon_check.h"

#include "core/foundation/store/proof.h"

namespace youka {

namespace {

// Kinds and states: coupon_repository.h, campaign.h. A coupon's id is its batch x 2^24 + its serial.
const std::vector<ProofCheck> &checks()
{
    static const std::vector<ProofCheck> All{
        {"SELECT b.campaign, b.pieces, COALESCE(u.pieces, 0) FROM coupon_budget b LEFT JOIN (SELECT "
         "campaign, "
         "COUNT(*) AS pieces FROM coupon_use WHERE state < 3 GROUP BY campaign) u ON u.campaign = b.campaign "
         "WHERE b.kind = 1 AND b.pieces <> COALESCE(u.pieces, 0)",
         QStringLiteral("campaign %1 counts %2 coupons reserved or redeemed, there are %3")},
        {"SELECT b.campaign, b.amount, COALESCE(u.amount, 0) FROM coupon_budget b LEFT JOIN (SELECT "
         "campaign, "
         "SUM(amount) AS amount FROM coupon_use WHERE state < 3 GROUP BY campaign) u ON u.campaign = "
         "b.campaign WHERE b.kind = 1 AND b.amount <> COALESCE(u.amount, 0)",
         QStringLiteral("campaign %1 counts %2 as spent or promised, its coupons took %3")},
        {"SELECT u.campaign, COUNT(*), 0 FROM coupon_use u LEFT JOIN coupon_budget b ON b.campaign = "
         "u.campaign "
         "AND b.kind = 1 WHERE u.state < 3 AND b.campaign IS NULL GROUP BY u.campaign",
         QStringLiteral("campaign %1 has %2 coupons reserved or redeemed and counts %3")},
        {"SELECT id, pieces, had FROM (SELECT b.id AS id, b.pieces AS pieces, (SELECT COUNT(*) FROM coupon c "
         "WHERE c.id >= CAST(b.id AS BIGINT) * 16777216 AND c.id < (CAST(b.id AS BIGINT) + 1) * 16777216) AS "
         "had FROM coupon_batch b WHERE b.kind = 2) given WHERE pieces <> had",
         QStringLiteral("batch %1 says that %2 coupons were given, there are %3")},
        {"SELECT i.campaign, i.coupon, i.customer FROM coupon_issue i LEFT JOIN coupon c ON c.id = i.coupon "
         "WHERE i.coupon > 0 AND c.id IS NULL",
         QStringLiteral("campaign %1 gave coupon %2 to customer %3, and there is none")},
        {"SELECT coupon, COUNT(*), MIN(campaign) FROM coupon_issue WHERE coupon > 0 GROUP BY coupon HAVING "
         "COUNT(*) > 1",
         QStringLiteral("coupon %1 was given %2 times by campaign %3")},
        {"SELECT id, given, had FROM (SELECT j.id AS id, j.given AS given, (SELECT COUNT(*) FROM "
         "coupon_issue i "
         "WHERE i.campaign = j.campaign AND i.cause = 'job ' || CAST(j.id AS TEXT) AND i.coupon > 0) AS had "
         "FROM issue_job j) jobs WHERE given <> had",
         QStringLiteral("job %1 says that it gave %2 coupons, there are %3")},
        {"SELECT g.coupon, g.receiver, COALESCE(c.customer, 0) FROM coupon_gift g LEFT JOIN coupon c ON c.id "
         "= "
         "g.coupon WHERE c.id IS NULL OR c.customer <> g.receiver",
         QStringLiteral("coupon %1 was given away to customer %2, customer %3 has it")},
        {"SELECT s.campaign, s.customer, COUNT(*) FROM stamp s LEFT JOIN stamp_card k ON k.campaign = "
         "s.campaign AND k.customer = s.customer WHERE k.customer IS NULL GROUP BY s.campaign, s.customer",
         QStringLiteral("campaign %1 gave customer %2 stamps (%3) that no card shows")},
        {"SELECT u.coupon, u.campaign, c.state FROM coupon_use u JOIN coupon c ON c.id = u.coupon WHERE "
         "u.coupon "
         "> 0 AND u.state = 2 AND u.in_parts = 0 AND c.state < 3",
         QStringLiteral("coupon %1 of campaign %2 is redeemed and still free (%3)")},
    };
    return All;
}

}

Result<CouponProof> checkCoupons(Database &db)
{
    return prove<CouponProof>(db,
                              {{&CouponProof::coupons, "SELECT COUNT(*) FROM coupon"},
                               {&CouponProof::redeemed, "SELECT COUNT(*) FROM coupon_use WHERE state = 2"}},
                              checks());
}

}
