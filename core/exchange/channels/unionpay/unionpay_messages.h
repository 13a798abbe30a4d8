#pragma once

#include "core/exchange/channels/channel.h"
#include "core/exchange/channels/unionpay/unionpay_signature.h"

namespace youka::unionpay {

/// txnType and txnSubType of what we ask for.
enum class Verb { ApplyQr, Consume, Query, Refund, Reversal, FileDownload };

/// What a respCode means for what was asked.
enum class Verdict { Accepted, Refused, Doubt };
Verdict verdictOf(Verb verb, const QByteArray &respCode);

/// Of a query: the state of the order that was asked for, from origRespCode.
ChannelState stateOf(const QByteArray &origRespCode);

/// Fen and the numeric ISO 4217 code. Errors: ChannelUnreadable.
Result<Money> moneyIn(const Fields &fields);

/// A genuine notice. Errors: ChannelUnreadable, ChannelNotOurs.
Result<ChannelNotice> readNotice(const Fields &fields, const QString &merId);

}
