#include "core/domain/coupons/coupon_qr.h"

#include "core/foundation/base/base32.h"

#include <QtEndian>

namespace youka {

namespace {

const QLatin1String Prefix("FSQ1:");
/// What the signer signs begins with it, so that a signature made for something else is worth nothing here.
const QByteArray Domain("FSQR1");
constexpr qsizetype PayloadSize = 22;
constexpr qsizetype SignatureSize = 64;
constexpr qsizetype TextLength = 5 + 138;
constexpr quint8 Version = 1;
enum Flag : quint8 { Offline = 1, Bound = 2 };

std::optional<SignedCoupon::Type> typeOf(quint8 number)
{
    switch (number) {
    case 1:
        return SignedCoupon::Type::AmountOff;
    case 2:
        return SignedCoupon::Type::PercentOff;
    case 3:
        return SignedCoupon::Type::Gift;
    case 5:
        return SignedCoupon::Type::PerLitreOff;
    default:
        return {};
    }
}

Result<SignedCoupon> unpackCoupon(QByteArrayView bytes)
{
    const auto *at = reinterpret_cast<const uchar *>(bytes.data());
    const auto type = typeOf(at[1]);
    if (at[0] != Version || !type)
        return fail(ErrorCode::CouponCodeInvalid);
    SignedCoupon coupon;
    coupon.type = *type;
    coupon.coupon = {qFromBigEndian<quint16>(at + 6), qFromBigEndian<quint32>(at + 2)};
    if (coupon.coupon.serial >= CouponId::SerialEnd)
        return fail(ErrorCode::CouponCodeInvalid);
    coupon.from.ms = qint64(qFromBigEndian<quint32>(at + 8)) * 1000;
    coupon.until.ms = qint64(qFromBigEndian<quint32>(at + 12)) * 1000;
    coupon.value = qFromBigEndian<quint32>(at + 16);
    coupon.products = at[20];
    coupon.offline = at[21] & Offline;
    coupon.bound = at[21] & Bound;
    coupon.key = at[21] >> 4;
    return coupon;
}

}

QByteArray packCoupon(const SignedCoupon &coupon)
{
    QByteArray bytes(PayloadSize, '\0');
    auto *at = reinterpret_cast<uchar *>(bytes.data());
    at[0] = Version;
    at[1] = uchar(coupon.type);
    qToBigEndian(coupon.coupon.serial, at + 2);
    qToBigEndian(coupon.coupon.batch, at + 6);
    qToBigEndian(quint32(coupon.from.ms / 1000), at + 8);
    qToBigEndian(quint32(coupon.until.ms / 1000), at + 12);
    qToBigEndian(coupon.value, at + 16);
    at[20] = coupon.products;
    at[21] = uchar((coupon.offline ? Offline : 0) | (coupon.bound ? Bound : 0) | (coupon.key & 15) << 4);
    return bytes;
}

QString couponQrText(QByteArrayView payload, QByteArrayView signature)
{
    return Prefix + toBase32(payload.toByteArray() + signature.toByteArray(), Base32::Rfc4648);
}

QString signedCouponText(const SignedCoupon &coupon, const SigningKey &key)
{
    const QByteArray payload = packCoupon(coupon);
    return couponQrText(payload, key.sign(Domain + payload));
}

bool isSignedCoupon(QStringView text) { return text.startsWith(Prefix, Qt::CaseInsensitive); }

Result<SignedCoupon> readSignedCoupon(QStringView text, const QMap<quint8, VerifyingKey> &keys)
{
    const QString upper = text.trimmed().toString().toUpper();
    if (upper.size() != TextLength || !upper.startsWith(Prefix))
        return fail(ErrorCode::CouponCodeInvalid);
    const auto bytes = fromBase32(QStringView(upper).mid(Prefix.size()), Base32::Rfc4648);
    if (!bytes || bytes->size() != PayloadSize + SignatureSize)
        return fail(ErrorCode::CouponCodeInvalid);
    const QByteArray payload = bytes->first(PayloadSize);
    const auto coupon = unpackCoupon(payload);
    if (!coupon)
        return coupon;
    const auto key = keys.constFind(coupon->key);
    if (key == keys.constEnd() || !key->verify(Domain + payload, bytes->last(SignatureSize)))
        return fail(ErrorCode::CouponForged);
    return coupon;
}

}
