#pragma once

#include "core/domain/coupons/coupon.h"

namespace youka {

/// Typed coupon codes: 80 bits (batch, serial, and 40 bits of a keyed digest over both) as 16 characters of
/// Crockford's base 32 and one check character, printed 4-4-4-4-1. A code names a coupon and says nothing
/// else. Nobody without the key can make or guess one; only the server has it. Source: coupon sheet,
/// sections 2.1, 2.2.
QString couponCode(CouponId coupon, QByteArrayView batchKey);

/// One batch's key, from the master (RFC 5869, expand only: the master is uniformly random).
QByteArray couponBatchKey(QByteArrayView master, quint16 batch);

/// What a person typed: spaces and hyphens mean nothing, O is 0, I and L are 1.
struct TypedCode
{
    CouponId coupon;
    QByteArray digest; ///< as it claims
};
/// Checks shape and check character, which needs no key. Errors: CouponCodeInvalid.
Result<TypedCode> readCouponCode(QStringView typed);
/// Was it made with that key? In constant time.
bool isGenuine(const TypedCode &code, QByteArrayView batchKey);

/// Luhn's check over 32 characters: every single wrong one, and neighbours that changed places except 0 and
/// Z. `text` is of Crockford's alphabet.
QChar luhn32(QStringView text);

}
