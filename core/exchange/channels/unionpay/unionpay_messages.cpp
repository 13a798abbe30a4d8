#include "core/exchange/channels/unionpay/unionpay_messages.h"

#include "core/exchange/channels/channel_rules.h"

#include <algorithm>

namespace youka::unionpay {

namespace {

/// Not known how it ended (03, 04, 05), an order number used before (12), the system not at hand (01, 06,
/// 98).
constexpr const char *Doubts[] = {"01", "03", "04", "05", "06", "12", "98"};

template <size_t N>
bool isIn(const char *const (&list)[N], const QByteArray &code)
{
    return std::any_of(std::begin(list), std::end(list), [&](const char *one) { return code == one; });
}

bool isCode(const QByteArray &code) { return code.size() == 2; }

constexpr std::pair<const char *, Currency> Currencies[] = {
    {"156", Currency("CNY")}, {"344", Currency("HKD")}, {"392", Currency("JPY")},
    {"446", Currency("MOP")}, {"840", Currency("USD")}, {"978", Currency("EUR")},
};

constexpr qint64 MostFen = 1'000'000'000'000;

}

Verdict verdictOf(Verb verb, const QByteArray &respCode)
{
    if (respCode == "00")
        return Verdict::Accepted;
    // A question that was not answered says nothing of the order.
    if (verb == Verb::Query || !isCode(respCode) || isIn(Doubts, respCode))
        return Verdict::Doubt;
    return Verdict::Refused;
}

ChannelState stateOf(const QByteArray &origRespCode)
{
    if (origRespCode == "00" || origRespCode == "A6") // A6: done, with a defect that is not ours
        return ChannelState::Paid;
    return !isCode(origRespCode) || isIn(Doubts, origRespCode) ? ChannelState::Waiting : ChannelState::Failed;
}

Result<Money> moneyIn(const Fields &fields)
{
    const QByteArray text = fields.value("txnAmt");
    const bool digits =
        !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const qint64 fen = digits && text.size() <= 13 ? text.toLongLong() : -1;
    const auto currency = std::find_if(std::begin(Currencies), std::end(Currencies), [&](const auto &known) {
        return fields.value("currencyCode") == known.first;
    });
    if (fen < 0 || fen > MostFen || currency == std::end(Currencies))
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("an amount"));
    return Money{fen, currency->second};
}

Result<ChannelNotice> readNotice(const Fields &fields, const QString &merId)
{
    const auto text = [&](const char *name) { return QString::fromUtf8(fields.value(name)); };
    if (text("merId") != merId)
        return fail(ErrorCode::ChannelNotOurs, QStringLiteral("another merchant"));
    const auto amount = moneyIn(fields);
    if (!amount)
        return fail(amount.error());
    const ChannelState state = stateOf(fields.value("respCode"));
    if (text("orderId").isEmpty() || text("queryId").isEmpty())
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("no number"));
    if (fields.value("txnType") == "04") {
        ChannelRefund refund; // its orderId is the refund's own number
        refund.refundNo = text("orderId");
        refund.channelRefundNo = text("queryId");
        refund.amount = *amount;
        refund.state = state == ChannelState::Paid ? ChannelRefundState::Done
            : state == ChannelState::Failed        ? ChannelRefundState::Abnormal
                                                   : ChannelRefundState::Working;
        return ChannelNotice{text("queryId"), refund};
    }
    if (fields.value("txnType") != "01")
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a kind: ") + text("txnType"));
    ChannelPayment payment;
    payment.merchant = merId;
    payment.orderNo = text("orderId");
    payment.channelNo = text("queryId");
    payment.state = state;
    payment.amount = *amount;
    if (const auto at = fromBeijing(text("txnTime"), QStringLiteral("yyyyMMddHHmmss")))
        payment.paidAt = *at; // when we asked: the moment of paying is not told
    return ChannelNotice{text("queryId"), payment};
}

}
