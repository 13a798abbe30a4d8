#include "core/exchange/payments/channel_news.h"

namespace youka {

namespace {

PaymentWord wordOf(ChannelState state)
{
    switch (state) {
    case ChannelState::Absent:
        return PaymentWord::Absent;
    case ChannelState::Waiting:
        return PaymentWord::Waiting;
    case ChannelState::Typing:
        return PaymentWord::Typing;
    case ChannelState::Paid:
        return PaymentWord::Paid;
    case ChannelState::Refunded:
        return PaymentWord::Refunded;
    case ChannelState::Closed:
        return PaymentWord::Closed;
    case ChannelState::Reversed:
        return PaymentWord::Reversed;
    case ChannelState::Failed:
        return PaymentWord::Failed;
    }
    return PaymentWord::Doubt;
}

PaymentRefundWord wordOf(ChannelRefundState state)
{
    switch (state) {
    case ChannelRefundState::Done:
        return PaymentRefundWord::Done;
    case ChannelRefundState::Working:
        return PaymentRefundWord::Working;
    case ChannelRefundState::Closed:
        return PaymentRefundWord::Closed;
    case ChannelRefundState::Abnormal:
        return PaymentRefundWord::Abnormal;
    case ChannelRefundState::Absent:
        return PaymentRefundWord::Absent;
    }
    return PaymentRefundWord::Doubt;
}

bool isForPerson(const ChannelUnknown &unknown)
{
    return unknown.error.code == ErrorCode::ChannelMismatch
        || unknown.error.code == ErrorCode::ChannelNotOurs;
}

/// No and doubt read alike in every call.
template <class T>
PaymentNews newsOf(const ChannelAnswer<T> &answer, PaymentAct act, PaymentSource source,
                   void (*read)(const T &, PaymentNews &))
{
    PaymentNews news;
    news.act = act;
    news.source = source;
    if (const auto *yes = std::get_if<T>(&answer)) {
        read(*yes, news);
    } else if (const auto *no = std::get_if<ChannelRefusal>(&answer)) {
        news.word = PaymentWord::Refused;
        news.code = no->code;
    } else {
        const auto &unknown = std::get<ChannelUnknown>(answer);
        news.word = isForPerson(unknown) ? PaymentWord::Differs : PaymentWord::Doubt;
        news.code = errorCodeName(unknown.error.code);
    }
    return news;
}

void readPayment(const ChannelPayment &payment, PaymentNews &news)
{
    news.word = wordOf(payment.state);
    news.channelNo = payment.channelNo;
    news.amount = payment.amount;
    news.byPayer = payment.byPayer.value_or(payment.amount);
    news.paidAt = payment.paidAt.value_or(Timestamp{});
}

}

PaymentNews newsOf(const ChannelAnswer<ChannelQr> &answer)
{
    return newsOf<ChannelQr>(answer, PaymentAct::Precreate, PaymentSource::Reply,
                             [](const ChannelQr &qr, PaymentNews &news) {
                                 news.word = PaymentWord::Told;
                                 news.qr = qr.text;
                             });
}

PaymentNews newsOf(const ChannelAnswer<ChannelPayment> &answer, PaymentAct act)
{
    const auto source = act == PaymentAct::Query ? PaymentSource::Query : PaymentSource::Reply;
    return newsOf<ChannelPayment>(answer, act, source, readPayment);
}

PaymentNews newsOf(const ChannelAnswer<ChannelClosed> &answer)
{
    return newsOf<ChannelClosed>(
        answer, PaymentAct::Close, PaymentSource::Reply,
        [](const ChannelClosed &, PaymentNews &news) { news.word = PaymentWord::Closed; });
}

PaymentNews newsOf(const ChannelAnswer<ChannelReversal> &answer)
{
    return newsOf<ChannelReversal>(answer, PaymentAct::Reverse, PaymentSource::Reply,
                                   [](const ChannelReversal &reversal, PaymentNews &news) {
                                       news.word =
                                           reversal.isDone ? PaymentWord::Reversed : PaymentWord::Doubt;
                                   });
}

PaymentRefundNews refundNewsOf(const ChannelAnswer<ChannelRefund> &answer, PaymentAct act)
{
    PaymentRefundNews news;
    if (const auto *yes = std::get_if<ChannelRefund>(&answer)) {
        news = newsOf(*yes, PaymentSource::Reply);
    } else if (const auto *no = std::get_if<ChannelRefusal>(&answer)) {
        // A refused question says nothing of the refund.
        news.word = act == PaymentAct::Refund ? PaymentRefundWord::Refused : PaymentRefundWord::Doubt;
        news.code = no->code;
    } else {
        const auto &unknown = std::get<ChannelUnknown>(answer);
        news.word = isForPerson(unknown) ? PaymentRefundWord::Differs : PaymentRefundWord::Doubt;
        news.code = errorCodeName(unknown.error.code);
    }
    news.act = act;
    news.source = act == PaymentAct::QueryRefund ? PaymentSource::Query : PaymentSource::Reply;
    return news;
}

PaymentNews newsOf(const ChannelPayment &payment, PaymentSource source)
{
    PaymentNews news;
    news.source = source;
    readPayment(payment, news);
    return news;
}

PaymentRefundNews newsOf(const ChannelRefund &refund, PaymentSource source)
{
    PaymentRefundNews news;
    news.word = wordOf(refund.state);
    news.source = source;
    news.channelNo = refund.channelRefundNo;
    news.amount = refund.amount;
    return news;
}

ChannelOrder channelOrder(const PaymentOrder &order)
{
    ChannelOrder asked;
    asked.orderNo = order.orderNo;
    asked.amount = order.amount;
    asked.subject = order.title;
    asked.startedAt = order.createdAt;
    asked.expiresAt = order.expiresAt;
    asked.station = QString::number(order.station.value);
    asked.terminal = QString::number(order.terminal);
    asked.clientIp = QStringLiteral("127.0.0.1"); // the till speaks through us
    asked.channelNo = order.channelNo;
    return asked;
}

ChannelRefundOrder channelRefund(const PaymentOrder &order, const PaymentRefund &refund)
{
    return {channelOrder(order), refund.refundNo, refund.amount, refund.note.section(u'\n', 0, 0),
            refund.createdAt};
}

}
