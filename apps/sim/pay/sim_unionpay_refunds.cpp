#include "apps/sim/pay/sim_keys.h"
#include "apps/sim/pay/sim_text.h"
#include "apps/sim/pay/sim_unionpay.h"

namespace youka::sim {

namespace {

/// Assumed: the sheet has no plan for UnionPay's notices.
const QList<int> Again{60, 120, 240, 300};

QByteArray fenText(qint64 fen) { return QByteArray::number(fen); }

}

SimUnionpay::Fields SimUnionpay::orderState(const Call &call, PayOrder &order)
{
    call.book->asked(order);
    Fields said = code("00", "成功");
    said.insert("queryId", order.channelNo.toLatin1());
    said.insert("currencyCode", "156");
    said.insert("txnAmt", fenText(order.fen));
    // Values of replies nest, with separators inside.
    said.insert("payerInfo", "{id=" + order.payer.toLatin1() + "&kinds=[a=1&b=2]}");
    switch (order.state) {
    case PayState::Paid:
        said.insert("origRespCode", "00");
        if (m_faults.take(QLatin1String("amount_differs"), call.verb))
            said.insert("txnAmt", fenText(order.fen + 1));
        break;
    case PayState::Waiting:
    case PayState::Typing:
        said.insert("origRespCode", "05");
        break;
    case PayState::Failed:
        said.insert("origRespCode", order.manner == PayManner::WrongPin ? "65" : "64");
        break;
    default: // reversed, or run out: assumed
        said.insert("origRespCode", "60");
    }
    return said;
}

SimUnionpay::Fields SimUnionpay::query(const Call &call)
{
    if (PayOrder *order = orderOf(call)) {
        const bool isTrade = order->isByCode || !order->customer.isEmpty();
        return isTrade ? orderState(call, *order) : code("34", "查无此交易");
    }
    PayOrder *of = nullptr;
    PayRefund *refund = call.book->findRefund(QString::fromLatin1(call.fields.value("orderId")), &of);
    if (!refund || refund->startedText.toLatin1() != call.fields.value("txnTime"))
        return code("34", "查无此交易");
    call.book->asked(*of, *refund);
    Fields said = code("00", "成功");
    said.insert("queryId", refund->channelRefundNo.toLatin1());
    said.insert("currencyCode", "156");
    said.insert("txnAmt", fenText(refund->fen));
    said.insert("origRespCode",
                refund->state == PayRefund::State::Done          ? "00"
                    : refund->state == PayRefund::State::Working ? "05"
                                                                 : "60");
    return said;
}

SimUnionpay::Fields SimUnionpay::refund(const Call &call)
{
    PayOrder *order = call.book->findByChannelNo(QString::fromLatin1(call.fields.value("origQryId")));
    PayRefund wanted;
    wanted.refundNo = QString::fromLatin1(call.fields.value("orderId"));
    wanted.startedText = QString::fromLatin1(call.fields.value("txnTime"));
    wanted.channelRefundNo = call.book->newNumber(QStringLiteral("812401151"));
    wanted.fen = call.fields.value("txnAmt").toLongLong();
    wanted.notifyUrl = QString::fromUtf8(call.fields.value("backUrl"));
    if (wanted.fen <= 0 || wanted.startedText.size() != 14 || call.fields.value("currencyCode") != "156"
        || wanted.notifyUrl.isEmpty())
        return code("10", "报文格式错误");
    if (!order)
        return code("34", "查无此交易");
    if (call.book->findRefund(wanted.refundNo) || call.book->find(wanted.refundNo))
        return code("12", "重复交易");
    if (const auto queries = m_faults.take(QLatin1String("refund_working"), call.verb)) {
        wanted.state = PayRefund::State::Working;
        wanted.queriesLeft = int(*queries);
    }
    if (m_faults.take(QLatin1String("refund_abnormal"), call.verb))
        wanted.state = PayRefund::State::Abnormal;
    PayRefund *made = nullptr;
    switch (call.book->refund(*order, wanted, &made)) {
    case PayNo::None:
        break;
    case PayNo::TooMuch:
        return code("36", "交易金额超限");
    case PayNo::NoFunds:
        return code("60", "交易失败");
    default:
        return code("22", "原交易状态不正确");
    }
    Fields said = code("00", "成功");
    said.insert("queryId", made->channelRefundNo.toLatin1());
    return said;
}

PayNotice SimUnionpay::notice(const QString &what, const QString &url,
                              std::function<Fields(NoticeTwist)> inside)
{
    PayNotice notice;
    notice.what = what;
    notice.url = QUrl(url);
    notice.againAfterS = Again;
    notice.faults = &m_faults;
    notice.isTaken = [](int status, const QByteArray &) { return status == 200; };
    notice.make = [this, inside = std::move(inside)](NoticeTwist twist) {
        Fields fields{{"version", "5.1.0"},  {"encoding", "UTF-8"},   {"signMethod", "01"},
                      {"bizType", "000000"}, {"accessType", "0"},     {"currencyCode", "156"},
                      {"respCode", "00"},    {"respMsg", "Success!"}, {"accNo", "621700******0001"},
                      {"exchangeRate", "0"}};
        fields.insert(inside(twist));
        fields = withSignature(fields, twist);
        QByteArray form;
        for (auto it = fields.begin(); it != fields.end(); ++it)
            form += (form.isEmpty() ? "" : "&") + it.key() + "="
                + it->toPercentEncoding({}, {}).replace("%20", "+");
        return NoticeBytes{{{"Content-Type", "application/x-www-form-urlencoded"}}, form};
    };
    return notice;
}

std::optional<PayNotice> SimUnionpay::paymentNotice(PayBook &book, PayOrder &order)
{
    return notice(order.orderNo, order.notifyUrl, [&book, &order](NoticeTwist twist) {
        const QByteArray fen = fenText(order.fen + (twist == NoticeTwist::Amount ? 1 : 0));
        return Fields{
            {"txnType", "01"},
            {"txnSubType", order.isByCode ? "06" : "07"},
            {"merId", twist == NoticeTwist::Other ? "777290058110099" : book.merchant().number.toLatin1()},
            {"orderId", order.orderNo.toLatin1()},
            {"txnTime", order.startedText.toLatin1()},
            {"queryId", order.channelNo.toLatin1()},
            {"txnAmt", fen},
            {"settleAmt", fen},
            {"settleDate", chinaText(order.paidAt, QStringLiteral("MMdd")).toLatin1()}};
    });
}

std::optional<PayNotice> SimUnionpay::refundNotice(PayBook &book, PayOrder &order, PayRefund &refund)
{
    if (refund.isReversal)
        return std::nullopt;
    return notice(refund.refundNo, refund.notifyUrl, [&book, &order, &refund](NoticeTwist twist) {
        const QByteArray fen = fenText(refund.fen + (twist == NoticeTwist::Amount ? 1 : 0));
        return Fields{
            {"txnType", "04"},
            {"txnSubType", "00"},
            {"merId", twist == NoticeTwist::Other ? "777290058110099" : book.merchant().number.toLatin1()},
            {"respCode", refund.state == PayRefund::State::Done ? "00" : "60"},
            {"orderId", refund.refundNo.toLatin1()},
            {"txnTime", refund.startedText.toLatin1()},
            {"origQryId", order.channelNo.toLatin1()},
            {"queryId", refund.channelRefundNo.toLatin1()},
            {"txnAmt", fen},
            {"settleAmt", fen},
            {"settleDate", chinaText(refund.at, QStringLiteral("MMdd")).toLatin1()}};
    });
}

}
