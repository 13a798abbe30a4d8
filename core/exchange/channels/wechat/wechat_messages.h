#pragma once

#include "core/exchange/channels/channel.h"

#include <QJsonObject>

namespace youka::wechat {

enum class Verb { Precreate, PayByCode, Query, Close, Reverse, Refund, QueryRefund, Bill };

/// What an error code means for what was asked. Whatever is not known to be a definite no is a doubt: asking
/// again costs a second, a wrong "no" costs somebody's money.
enum class Verdict { Refused, Doubt, Done, Absent, Typing, NotReady };
Verdict verdictOf(Verb verb, const QString &code);

/// Who we are in every message.
struct Identity
{
    QString mchId;
    QString appId;
};

/// A transaction, of a reply or out of a notice. Errors: ChannelUnreadable, ChannelNotOurs.
Result<ChannelPayment> readTransaction(const QJsonObject &object, const Identity &we);
/// The answer to a refund or to its query: no merchant in it. Errors: ChannelUnreadable.
Result<ChannelRefund> readRefund(const QJsonObject &object);
/// Out of a notice. Errors: ChannelUnreadable, ChannelNotOurs.
Result<ChannelRefund> readRefundNotice(const QJsonObject &object, const Identity &we);

/// Opens a notice, whose signature was checked before. Errors: ChannelUnreadable, ChannelForged (its inside
/// does not open), ChannelNotOurs.
Result<ChannelNotice> readNotice(const QByteArray &body, QByteArrayView apiV3Key, const Identity &we);

}
