#pragma once

#include "core/domain/coupons/coupon.h"
#include "core/foundation/crypto/signing.h"

#include <QMap>

namespace youka {

/// A coupon that a station can take without the server: 22 bytes and their Ed25519 signature as `FSQ1:` and
/// RFC 4648 base 32, 143 characters of the QR code's alphanumeric set. It says what the coupon is worth and
/// when; everything else is in the campaign's terms, which stations have. Source: coupon sheet, section 3.
struct SignedCoupon
{
    enum class Type { AmountOff = 1, PercentOff = 2, Gift = 3, PerLitreOff = 5 } type = Type::AmountOff;
    CouponId coupon;
    Timestamp from; ///< whole seconds
    Timestamp until;
    quint32 value = 0;   ///< minor units, basis points, or 1/1000 of the currency unit per litre
    quint8 products = 0; ///< one bit for each grade; 0: all
    bool offline = false;
    bool bound = false; ///< to a member: only the server can say whose it is
    quint8 key = 0;     ///< of the signer's keys, 0 to 15

    bool operator==(const SignedCoupon &) const = default;
};

QByteArray packCoupon(const SignedCoupon &coupon);
/// The text of the QR code for bytes made by packCoupon() and their signature.
QString couponQrText(QByteArrayView payload, QByteArrayView signature);
/// Signed and written out.
QString signedCouponText(const SignedCoupon &coupon, const SigningKey &key);

/// Does this text claim to be one of these? Then it is no typed code.
bool isSignedCoupon(QStringView text);
/// Checks form and signature; validity is the caller's. Errors: CouponCodeInvalid (no such text),
/// CouponForged (unknown key or wrong signature).
Result<SignedCoupon> readSignedCoupon(QStringView text, const QMap<quint8, VerifyingKey> &keys);

}
