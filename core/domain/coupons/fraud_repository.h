#pragma once

#include "core/domain/coupons/fraud_rules.h"
#include "core/foundation/store/database.h"

#include <optional>

namespace youka {

/// What the fraud rules look at. Every statement of them is here.
class FraudRepository
{
public:
    explicit FraudRepository(Database &db)
        : m_db(db)
    {
    }
    /// A terminal gave a customer a coupon.
    Result<void> noteClaim(const CouponEvent &claim, qint64 campaign);
    /// What was written after `after` and until `until`, both of the server's clock; what after `known` is
    /// new.
    Result<std::vector<CouponEvent>> claims(Timestamp after, Timestamp until, Timestamp known);
    Result<std::vector<CouponEvent>> redemptions(Timestamp after, Timestamp until, Timestamp known);
    /// Customers who were invited.
    Result<std::vector<InvitedAccount>> invited(Timestamp after, Timestamp until, Timestamp known);
    /// How far the last look went; 0: there was none.
    Result<Timestamp> cursor();
    Result<void> setCursor(Timestamp at);
    /// Claims that no window needs any more.
    Result<void> forgetClaims(Timestamp before);

    /// Of each cashier of a station since a business day: sales for cash, and those of them with a coupon.
    Result<std::vector<CashierCount>> cashWithCoupon(StationId station, QDate since);
    /// Sales with a member's coupon, and how many of them were of the one account that had most.
    Result<std::vector<CashierCount>> oneAccount(StationId station, QDate since);

private:
    Result<std::vector<CouponEvent>> events(const char *sql, Timestamp after, Timestamp until,
                                            Timestamp known);
    Database &m_db;
};

}
