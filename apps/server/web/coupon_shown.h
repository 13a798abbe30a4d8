#pragma once

#include "core/domain/coupons/coupon_keys.h"
#include "core/domain/coupons/coupon_service.h"

namespace youka {

/// What is behind a code that somebody opened in a browser.
struct CouponShown
{
    Campaign campaign;
    std::optional<Coupon> coupon;     ///< absent: a public code, to be claimed
    std::optional<ErrorCode> problem; ///< why it cannot be used or claimed now
    QString code;                     ///< what a till reads; empty without a coupon, or with a problem
    QString qr;                       ///< the text of its QR code: signed, where stations take that alone
    bool mayClaim = false;
    Timestamp until;
};

/// A typed code, a signed one, or a campaign's public one; in this order. Reads only. Errors: CouponUnknown,
/// CouponForged (both: a guess), CouponCodeInvalid (mistyped).
Result<CouponShown> couponBehind(Database &db, const CouponKeys &keys, const QString &text, Timestamp now);

}
