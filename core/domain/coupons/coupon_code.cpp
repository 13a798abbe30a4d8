#include "core/domain/coupons/coupon_code.h"

#include "core/foundation/base/base32.h"
#include "core/foundation/crypto/digest.h"

#include <QtEndian>

namespace youka {

namespace {

constexpr qsizetype DigestSize = 5;
constexpr qsizetype CodeLength = 16;

QByteArray numberBytes(CouponId coupon)
{
    QByteArray bytes(5, Qt::Uninitialized);
    qToBigEndian(coupon.batch, bytes.data());
    bytes[2] = char(coupon.serial >> 16 & 0xff);
    bytes[3] = char(coupon.serial >> 8 & 0xff);
    bytes[4] = char(coupon.serial & 0xff);
    return bytes;
}

QByteArray digestOf(CouponId coupon, QByteArrayView key)
{
    QByteArray message("FSCPN1");
    message += numberBytes(coupon).first(2);
    message += be32(coupon.serial);
    return hmacSha256(key, message).first(DigestSize);
}

/// What people mean by what they type.
QChar meant(QChar c)
{
    switch (c.toUpper().unicode()) {
    case u'O':
        return u'0';
    case u'I':
    case u'L':
        return u'1';
    default:
        return c.toUpper();
    }
}

}

QChar luhn32(QStringView text)
{
    const QLatin1String alphabet = base32Alphabet(Base32::Crockford);
    int sum = 0;
    int factor = 2;
    for (qsizetype i = text.size(); i-- > 0; factor = 3 - factor) {
        const int product = int(alphabet.indexOf(text[i])) * factor;
        sum += product / 32 + product % 32;
    }
    return QChar(alphabet[(32 - sum % 32) % 32]);
}

QByteArray couponBatchKey(QByteArrayView master, quint16 batch)
{
    QByteArray info("youka coupon batch");
    info += numberBytes({batch, 0}).first(2);
    info += char(1);
    return hmacSha256(master, info);
}

QString couponCode(CouponId coupon, QByteArrayView batchKey)
{
    const QString plain = toBase32(numberBytes(coupon) + digestOf(coupon, batchKey), Base32::Crockford);
    QString code;
    for (qsizetype i = 0; i < CodeLength; i += 4)
        code += QStringView(plain).mid(i, 4).toString() + u'-';
    return code + luhn32(plain);
}

Result<TypedCode> readCouponCode(QStringView typed)
{
    QString plain;
    for (const QChar c : typed) {
        if (c.isSpace() || c == u'-')
            continue;
        if (plain.size() > CodeLength)
            return fail(ErrorCode::CouponCodeInvalid);
        plain += meant(c);
    }
    if (plain.size() != CodeLength + 1)
        return fail(ErrorCode::CouponCodeInvalid);
    const QStringView code = QStringView(plain).first(CodeLength);
    const auto bytes = fromBase32(code, Base32::Crockford);
    if (!bytes || plain.back() != luhn32(code))
        return fail(ErrorCode::CouponCodeInvalid);
    TypedCode read;
    read.coupon.batch = qFromBigEndian<quint16>(bytes->constData());
    read.coupon.serial = qFromBigEndian<quint32>(bytes->constData() + 1) & (CouponId::SerialEnd - 1);
    read.digest = bytes->last(DigestSize);
    return read;
}

bool isGenuine(const TypedCode &code, QByteArrayView batchKey)
{
    return equalInConstantTime(code.digest, digestOf(code.coupon, batchKey));
}

}
