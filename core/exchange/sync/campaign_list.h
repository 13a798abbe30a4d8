#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/domain/coupons/coupon_qr.h"
#include "core/foundation/store/database.h"

#include <QDate>
#include <QJsonObject>

namespace youka {

/// The campaigns that the server told this station of, and the coupons that it took without asking.
class CampaignList
{
public:
    /// Outlives it.
    explicit CampaignList(Database &db)
        : m_db(db)
    {
    }

    /// One change of the feed, in the caller's transaction. Errors: InvalidInput.
    static Result<void> apply(Database &db, const QJsonObject &body);

    struct Listed
    {
        Campaign campaign;
        std::optional<VerifyingKey> signer; ///< of its QR codes
        quint8 signerId = 0;
    };
    Result<std::vector<Listed>> all() const;

    /// The sale that took this coupon here without the server, if one did.
    Result<std::optional<SaleId>> takenBy(CouponId coupon) const;
    /// What was taken off here on that day without the server, by other sales than this one.
    Result<Money> takenOn(QDate day, SaleId butNot, Currency currency) const;
    /// Notes what this sale takes; what it had taken before is free again. In the caller's transaction.
    Result<void> note(SaleId sale, const std::vector<Redemption> &redemptions, QDate day);

private:
    Database &m_db;
};

}
