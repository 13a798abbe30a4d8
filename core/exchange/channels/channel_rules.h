#pragma once

#include "core/exchange/channels/channel.h"

namespace youka {

/// What every channel takes. Errors: InvalidInput (number, times), AmountNotPositive, CurrencyMismatch (the
/// channels settle in yuan).
Result<void> checkOrder(const ChannelOrder &order);
/// Besides: not more than was paid. Errors: also NumberOutOfRange.
Result<void> checkRefund(const ChannelRefundOrder &refund);

/// May `payment` be booked on `order`? Asked of a notice, a query's answer and a bill's row alike, before
/// anything moves. Errors: ChannelMismatch (number, amount or currency), ChannelSilent (not paid).
Result<void> checkPaid(const ChannelOrder &order, const ChannelPayment &payment);

/// The longest start of `text` whose UTF-8 has at most `bytes`: channels count bytes, not characters.
QString clippedToUtf8(const QString &text, qsizetype bytes);

/// Beijing's clock, as the channels print it.
QString beijingText(Timestamp when, const QString &format);
/// `format` of y, M, d, H, m, s, each as long as what it stands for. Errors: ChannelUnreadable.
Result<Timestamp> fromBeijing(QStringView text, QStringView format);

/// "0.60", "-12.00", "0.00200" in yuan as 1/1000 fen. Errors: ChannelUnreadable.
Result<qint64> milliFenOf(QStringView yuan);
/// The same in whole fen. Errors: ChannelUnreadable (also: a fraction of a fen).
Result<Money> fenOf(QStringView yuan);

/// An answer that settles nothing.
template <class T>
ChannelAnswer<T> doubt(ErrorCode code, QString why)
{
    return ChannelUnknown{Error{code, std::move(why)}};
}

}
