#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

/// Proves that what campaigns count is what there is: each budget's total is its reservations and
/// redemptions, each batch has the coupons that were given from it, each giving, gift and job has its
/// coupons, nobody's stamps are more or fewer than they have, and no redeemed coupon is still free.
struct CouponProof
{
    qint64 coupons = 0; ///< given or shown once
    qint64 redeemed = 0;
    QStringList faults;
};
Result<CouponProof> checkCoupons(Database &db);

}
