#pragma once

#include "core/domain/coupons/coupon_keys.h"

namespace youka {

/// The text of a coupon's QR code that a station can check alone; empty where stations do not take the
/// campaign without the centre.
QString stationQrOf(const CouponTerms &terms, CouponId id, const CouponKeys &keys);

}
