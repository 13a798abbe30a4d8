#include "core/domain/coupons/fraud_repository.h"

namespace youka {

Result<void> FraudRepository::noteClaim(const CouponEvent &claim, qint64 campaign)
{
    return m_db.run(
        "INSERT INTO coupon_claim (at, terminal, station, customer, campaign) VALUES (?, ?, ?, ?, ?)",
        {claim.at.ms, claim.terminal.value, claim.station.value, claim.customer.value, campaign});
}

Result<std::vector<CouponEvent>> FraudRepository::events(const char *sql, Timestamp after, Timestamp until,
                                                         Timestamp known)
{
    return m_db.exec(sql, {after.ms, until.ms}).map([&](Rows rows) {
        std::vector<CouponEvent> all;
        while (rows.next())
            all.push_back({{rows.integer(0)},
                           {rows.integer(1)},
                           {rows.integer(2)},
                           {rows.integer(3)},
                           rows.integer(4) > known.ms});
        return all;
    });
}

Result<std::vector<CouponEvent>> FraudRepository::claims(Timestamp after, Timestamp until, Timestamp known)
{
    return events("SELECT at, terminal, station, customer, at FROM coupon_claim WHERE at > ? AND at <= ?",
                  after, until, known);
}

Result<std::vector<CouponEvent>> FraudRepository::redemptions(Timestamp after, Timestamp until,
                                                              Timestamp known)
{
    // Once for each sale, however many coupons it had.
    return events("SELECT DISTINCT s.occurred, u.terminal, u.station, u.customer, u.at, u.sale FROM "
                  "coupon_use u JOIN sale s ON s.id = u.sale WHERE u.state = 2 AND u.at > ? "
                  "AND u.at <= ? AND u.customer > 0 AND u.coupon > 0",
                  after, until, known);
}

Result<std::vector<InvitedAccount>> FraudRepository::invited(Timestamp after, Timestamp until,
                                                             Timestamp known)
{
    return m_db
        .exec("SELECT at, inviter, id FROM customer WHERE inviter > 0 AND at > ? AND at <= ?",
              {after.ms, until.ms})
        .map([&](Rows rows) {
            std::vector<InvitedAccount> all;
            while (rows.next())
                all.push_back(
                    {{rows.integer(0)}, {rows.integer(1)}, {rows.integer(2)}, rows.integer(0) > known.ms});
            return all;
        });
}

Result<Timestamp> FraudRepository::cursor()
{
    return m_db.exec("SELECT at FROM fraud_cursor WHERE id = 1").map([](Rows rows) {
        return Timestamp{rows.next() ? rows.integer(0) : 0};
    });
}

Result<void> FraudRepository::setCursor(Timestamp at)
{
    return m_db.run("UPDATE fraud_cursor SET at = ? WHERE id = 1", {at.ms});
}

Result<void> FraudRepository::forgetClaims(Timestamp before)
{
    return m_db.run("DELETE FROM coupon_claim WHERE at < ?", {before.ms});
}

Result<std::vector<CashierCount>> FraudRepository::cashWithCoupon(StationId station, QDate since)
{
    return m_db
        .exec("SELECT s.cashier, COUNT(*), SUM(CASE WHEN EXISTS (SELECT 1 FROM coupon_use u WHERE u.sale = "
              "s.id AND u.coupon > 0 AND u.state = 2) THEN 1 ELSE 0 END) FROM sale s WHERE s.station = ? AND "
              "s.day >= ? AND s.cashier > 0 AND COALESCE(s.card, 0) = 0 GROUP BY s.cashier",
              {station.value, since.toString(Qt::ISODate)})
        .map([](Rows rows) {
            std::vector<CashierCount> all;
            while (rows.next())
                all.push_back({{rows.integer(0)}, rows.integer(1), rows.integer(2)});
            return all;
        });
}

Result<std::vector<CashierCount>> FraudRepository::oneAccount(StationId station, QDate since)
{
    return m_db
        .exec("SELECT s.cashier, u.customer, COUNT(*) FROM sale s JOIN coupon_use u ON u.sale = s.id WHERE "
              "s.station = ? AND s.day >= ? AND s.cashier > 0 AND u.customer > 0 AND u.coupon > 0 AND "
              "u.state = 2 GROUP BY s.cashier, u.customer ORDER BY s.cashier",
              {station.value, since.toString(Qt::ISODate)})
        .map([](Rows rows) {
            std::vector<CashierCount> all;
            while (rows.next()) {
                if (all.empty() || all.back().cashier.value != rows.integer(0))
                    all.push_back({{rows.integer(0)}, 0, 0});
                all.back().sales += rows.integer(2);
                all.back().hits = std::max(all.back().hits, rows.integer(2));
            }
            return all;
        });
}

}
