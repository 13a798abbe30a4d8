#pragma once

#include "core/exchange/channels/alipay/alipay_signature.h"
#include "core/exchange/channels/channel.h"

#include <QJsonObject>

namespace youka::alipay {

enum class Verb { Precreate, Pay, Query, Cancel, Close, Refund, RefundQuery, Bill };

/// "alipay.trade.precreate".
QByteArray methodOf(Verb verb);

/// What code and sub_code of a genuine answer mean. What is not known to be a definite no is a doubt.
enum class Verdict { Yes, Typing, Absent, NotReady, Refused, Doubt };
Verdict verdictOf(Verb verb, const QString &code, const QString &subCode);

/// The trade in the answer to a payment (which is paid when it says yes) or to a query. Errors:
/// ChannelUnreadable.
Result<ChannelPayment> readTrade(const QJsonObject &object, Verb verb, const QString &merchant);
/// The same out of a notice whose signature was checked. Errors: ChannelUnreadable, ChannelNotOurs.
Result<ChannelNotice> readNotice(const Fields &fields, const QString &appId, const QString &sellerId);

}
