#include "core/domain/notices/notice_rules.h"

#include "core/foundation/base/format.h"
#include "core/foundation/crypto/digest.h"

namespace youka {

namespace {
constexpr qint64 DayMs = 24LL * 3'600'000;
}

bool fellBelow(Money before, Money after, Money threshold)
{
    return threshold.isPositive() && before >= threshold && after < threshold;
}

bool isNearLimit(Money spent, Money limit)
{
    // Limits stay far below what a product of this size can hold.
    return limit.isPositive() && spent.minor * 100 > limit.minor * NearLimitPercent;
}

QByteArray limitCause(CardId card, QDate day, LimitWord word)
{
    return sha256("limit:" + QByteArray::number(card.value) + ':' + day.toString(Qt::ISODate).toLatin1() + ':'
                  + QByteArray::number(int(word)))
        .first(16);
}

QByteArray couponCause(CouponId coupon)
{
    return sha256("coupon-expiring:" + QByteArray::number(coupon.value())).first(16);
}

bool endsSoon(Timestamp until, Timestamp now, int days)
{
    return now < until && until.ms - now.ms <= days * DayMs;
}

QString worthOf(const Coupon &coupon, const CouponTerms &terms)
{
    if (coupon.left)
        return plainAmount(*coupon.left);
    return terms.offer.kind == OfferKind::AmountOff ? plainAmount(terms.offer.amount) : QString();
}

}
