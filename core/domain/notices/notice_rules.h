#pragma once

#include "core/domain/cards/card.h"
#include "core/domain/coupons/campaign.h"

namespace youka {

/// What is older than this is no news: a sale that lay at a station without a network.
constexpr qint64 OldestNewsMs = 24LL * 3'600'000;
inline bool isNews(Timestamp occurred, Timestamp now) { return now.ms - occurred.ms < OldestNewsMs; }

/// It was not below `threshold` and is now: said once for each fall, and again after it rose. 0: never.
bool fellBelow(Money before, Money after, Money threshold);

/// More than so much of a day's limit is gone.
constexpr int NearLimitPercent = 80;
bool isNearLimit(Money spent, Money limit);

/// Why a limit is spoken of; of each once a day.
enum class LimitWord { Near = 1, Refused = 2 };
QByteArray limitCause(CardId card, QDate day, LimitWord word);
/// A coupon's end is spoken of once, whoever has it.
QByteArray couponCause(CouponId coupon);

/// It ends within `days` and not yet.
bool endsSoon(Timestamp until, Timestamp now, int days);

/// What the terms say a coupon is worth, as a plain amount; empty where it is none.
QString worthOf(const Coupon &coupon, const CouponTerms &terms);

}
