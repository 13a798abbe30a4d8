#include "core/exchange/channels/alipay/alipay_messages.h"

#include "core/exchange/channels/channel_rules.h"
#include "core/foundation/base/names.h"

#include <algorithm>

namespace youka::alipay {

namespace {

constexpr std::pair<Verb, const char *> Methods[] = {
    {Verb::Precreate, "alipay.trade.precreate"},
    {Verb::Pay, "alipay.trade.pay"},
    {Verb::Query, "alipay.trade.query"},
    {Verb::Cancel, "alipay.trade.cancel"},
    {Verb::Close, "alipay.trade.close"},
    {Verb::Refund, "alipay.trade.refund"},
    {Verb::RefundQuery, "alipay.trade.fastpay.refund.query"},
    {Verb::Bill, "alipay.data.dataservice.bill.downloadurl.query"},
};

constexpr std::pair<ChannelState, const char *> States[] = {
    {ChannelState::Waiting, "WAIT_BUYER_PAY"},
    {ChannelState::Paid, "TRADE_SUCCESS"},
    {ChannelState::Paid, "TRADE_FINISHED"},
    {ChannelState::Closed, "TRADE_CLOSED"},
};

/// A business failure (40004) that is no definite no.
constexpr const char *Doubts[] = {"ACQ.SYSTEM_ERROR",         "ACQ.TRADE_HAS_SUCCESS",
                                  "ACQ.TRADE_HAS_CLOSE",      "ACQ.TRADE_STATUS_ERROR",
                                  "ACQ.CONTEXT_INCONSISTENT", "ACQ.DISCORDANT_REPEAT_REQUEST"};

constexpr QStringView TimeFormat = u"yyyy-MM-dd HH:mm:ss";

}

QByteArray methodOf(Verb verb) { return nameIn(Methods, verb).data(); }

Verdict verdictOf(Verb verb, const QString &code, const QString &subCode)
{
    if (code == QLatin1String("10000"))
        return Verdict::Yes;
    if (code == QLatin1String("10003"))
        return verb == Verb::Pay ? Verdict::Typing : Verdict::Doubt;
    if (code != QLatin1String("40004"))
        return Verdict::Doubt;
    const bool isQuestion = verb == Verb::Query || verb == Verb::RefundQuery;
    if (isQuestion
        || verb == Verb::Cancel) { // a no to a question says nothing of the order, but this one does
        return subCode == QLatin1String("ACQ.TRADE_NOT_EXIST") && verb == Verb::Query ? Verdict::Absent
                                                                                      : Verdict::Doubt;
    }
    if (verb == Verb::Bill) // its sub_code for a missing bill is inferred
        return subCode.contains(QLatin1String("bill_not_exist"), Qt::CaseInsensitive) ? Verdict::NotReady
                                                                                      : Verdict::Refused;
    if (!subCode.startsWith(QLatin1String("ACQ."))
        || std::any_of(std::begin(Doubts), std::end(Doubts),
                       [&](const char *doubtful) { return subCode == QLatin1String(doubtful); }))
        return Verdict::Doubt;
    return Verdict::Refused;
}

Result<ChannelPayment> readTrade(const QJsonObject &object, Verb verb, const QString &merchant)
{
    const auto text = [&](const char *name) { return object.value(QLatin1String(name)).toString(); };
    ChannelPayment payment;
    payment.merchant = merchant;
    payment.orderNo = text("out_trade_no");
    payment.channelNo = text("trade_no");
    const auto state =
        verb == Verb::Pay ? std::optional(ChannelState::Paid) : valueIn(States, text("trade_status"));
    const auto total = fenOf(text("total_amount"));
    if (payment.orderNo.isEmpty() || payment.channelNo.isEmpty() || !state || !total)
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a trade without number, state or amount"));
    payment.state = *state;
    payment.amount = *total;
    // Trades in other currencies name it; ours never do.
    if (const QString currency = text("trans_currency"); !currency.isEmpty()) {
        const auto named = Currency::parse(currency);
        if (!named)
            return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a currency"));
        payment.amount.currency = *named;
    }
    if (const auto byPayer = fenOf(text("buyer_pay_amount")))
        payment.byPayer = *byPayer;
    for (const char *name : {"gmt_payment", "send_pay_date"})
        if (const auto when = fromBeijing(text(name), TimeFormat))
            payment.paidAt = *when;
    return payment;
}

Result<ChannelNotice> readNotice(const Fields &fields, const QString &appId, const QString &sellerId)
{
    QJsonObject object;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        object.insert(QString::fromUtf8(it.key()), QString::fromUtf8(*it));
    const auto text = [&](const char *name) { return object.value(QLatin1String(name)).toString(); };
    if (text("app_id") != appId)
        return fail(ErrorCode::ChannelNotOurs, QStringLiteral("another app"));
    if (text("seller_id") != sellerId)
        return fail(ErrorCode::ChannelNotOurs, QStringLiteral("another seller"));
    auto payment = readTrade(object, Verb::Query, text("seller_id"));
    if (!payment)
        return fail(payment.error());
    ChannelNotice notice{text("notify_id"), *payment};
    if (text("refund_fee").isEmpty() && text("gmt_refund").isEmpty())
        return notice;
    // The same notice tells of a refund; refund_fee is the sum of all of the trade, so the trade stays what
    // is told.
    payment->state = ChannelState::Refunded;
    notice.what = *payment;
    return notice;
}

}
