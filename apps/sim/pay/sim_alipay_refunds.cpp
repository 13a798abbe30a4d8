#include "apps/sim/pay/sim_alipay.h"
#include "apps/sim/pay/sim_keys.h"
#include "apps/sim/pay/sim_text.h"
#include "core/foundation/crypto/digest.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace youka::sim {

namespace {

/// 4 min, 10, 10, 1 h, 2, 6, 15.
const QList<int> Again{240, 600, 600, 3600, 7200, 21600, 54000};
constexpr qint64 FinishedAfterMs = 365LL * 86'400'000;

QString textOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

}

QJsonObject SimAlipay::trade(const PayOrder &order) const
{
    QJsonObject object{{QStringLiteral("out_trade_no"), order.orderNo},
                       {QStringLiteral("trade_no"), order.channelNo},
                       {QStringLiteral("buyer_user_id"), order.payer},
                       {QStringLiteral("buyer_logon_id"), QStringLiteral("138****0000")},
                       {QStringLiteral("total_amount"), yuan(order.fen)},
                       {QStringLiteral("receipt_amount"), yuan(order.paidAt.ms > 0 ? order.fen : 0)},
                       {QStringLiteral("buyer_pay_amount"), yuan(order.payerFen)}};
    if (order.paidAt.ms > 0) {
        object.insert(QStringLiteral("gmt_payment"), chinaSeconds(order.paidAt));
        object.insert(QStringLiteral("send_pay_date"), chinaSeconds(order.paidAt));
    }
    return object;
}

QJsonObject SimAlipay::query(const Call &call)
{
    PayOrder *order = orderOf(call);
    if (!isTrade(order))
        return no("ACQ.TRADE_NOT_EXIST", QStringLiteral("交易不存在"));
    call.book->asked(*order);
    QString status = QStringLiteral("TRADE_CLOSED");
    if (order->state == PayState::Waiting || order->state == PayState::Typing)
        status = QStringLiteral("WAIT_BUYER_PAY");
    if (order->state == PayState::Paid && order->refundedFen() < order->fen)
        status = m_world.clock.now().ms > order->paidAt.ms + FinishedAfterMs
            ? QStringLiteral("TRADE_FINISHED")
            : QStringLiteral("TRADE_SUCCESS");
    QJsonObject said = trade(*order);
    said.insert(QStringLiteral("trade_status"), status);
    if (order->state == PayState::Paid && m_faults.take(QLatin1String("amount_differs"), call.method))
        said.insert(QStringLiteral("total_amount"), yuan(order->fen + 1));
    return yes(said);
}

QJsonObject SimAlipay::refund(const Call &call)
{
    static const QRegularExpression Amount(QStringLiteral("^(\\d{1,9})\\.(\\d\\d)$"));
    const auto amount = Amount.match(textOf(call.content, "refund_amount"));
    PayOrder *order = orderOf(call);
    if (!amount.hasMatch())
        return no("ACQ.INVALID_PARAMETER", QStringLiteral("参数无效"));
    if (!isTrade(order))
        return no("ACQ.TRADE_NOT_EXIST", QStringLiteral("交易不存在"));
    PayRefund wanted;
    wanted.refundNo = textOf(call.content, "out_request_no");
    if (wanted.refundNo.isEmpty())
        wanted.refundNo = order->orderNo;
    wanted.fen = amount.captured(1).toLongLong() * 100 + amount.captured(2).toLongLong();
    wanted.notifyUrl = order->notifyUrl;
    if (const auto queries = m_faults.take(QLatin1String("refund_working"), call.method)) {
        wanted.state = PayRefund::State::Working;
        wanted.queriesLeft = int(*queries);
    }
    const bool isRepeat = call.book->findRefund(wanted.refundNo) != nullptr;
    PayRefund *made = nullptr;
    switch (call.book->refund(*order, wanted, &made)) {
    case PayNo::None:
        break;
    case PayNo::OtherContent:
        return no("ACQ.DISCORDANT_REPEAT_REQUEST", QStringLiteral("不一致的请求"));
    case PayNo::TooMuch:
        return no("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", QStringLiteral("退款金额超限"));
    case PayNo::NoFunds:
        return no("ACQ.SELLER_BALANCE_NOT_ENOUGH", QStringLiteral("卖家余额不足"));
    default:
        return no("ACQ.TRADE_STATUS_ERROR", QStringLiteral("交易状态不合法"));
    }
    const bool moved = !isRepeat && made->state == PayRefund::State::Done;
    return yes({{QStringLiteral("out_trade_no"), order->orderNo},
                {QStringLiteral("trade_no"), order->channelNo},
                {QStringLiteral("buyer_user_id"), order->payer},
                {QStringLiteral("fund_change"), moved ? QStringLiteral("Y") : QStringLiteral("N")},
                {QStringLiteral("refund_fee"), yuan(order->refundedFen())}});
}

QJsonObject SimAlipay::refundQuery(const Call &call)
{
    PayOrder *of = nullptr;
    PayOrder *order = orderOf(call);
    if (!isTrade(order))
        return no("ACQ.TRADE_NOT_EXIST", QStringLiteral("交易不存在"));
    PayRefund *refund = call.book->findRefund(textOf(call.content, "out_request_no"), &of);
    if (!refund || of != order)
        return yes({});
    call.book->asked(*order, *refund);
    QJsonObject said{{QStringLiteral("out_trade_no"), order->orderNo},
                     {QStringLiteral("trade_no"), order->channelNo},
                     {QStringLiteral("out_request_no"), refund->refundNo},
                     {QStringLiteral("total_amount"), yuan(order->fen)},
                     {QStringLiteral("refund_amount"), yuan(refund->fen)}};
    if (refund->state == PayRefund::State::Done)
        said.insert(QStringLiteral("refund_status"), QStringLiteral("REFUND_SUCCESS"));
    return yes(said);
}

PayNotice SimAlipay::notice(const QString &what, const PayBook &book, const PayOrder &order,
                            std::function<Fields()> more)
{
    const QByteArray id = randomBytes(17).toHex();
    PayNotice notice;
    notice.what = what;
    notice.url = QUrl(order.notifyUrl);
    notice.againAfterS = Again;
    notice.faults = &m_faults;
    notice.isTaken = [](int status, const QByteArray &body) { return status == 200 && body == "success"; };
    notice.make = [this, id, &book, &order, more = std::move(more)](NoticeTwist twist) {
        const Timestamp now = m_world.clock.now();
        Fields fields{
            {"notify_time", chinaSeconds(now).toUtf8()},
            {"notify_type", "trade_status_sync"},
            {"notify_id", id},
            {"app_id", book.merchant().app.toUtf8()},
            {"charset", "utf-8"},
            {"version", "1.0"},
            {"sign_type", "RSA2"},
            {"trade_no", order.channelNo.toUtf8()},
            {"out_trade_no", order.orderNo.toUtf8()},
            {"buyer_id", order.payer.toUtf8()},
            {"seller_id", twist == NoticeTwist::Other ? "2088999999999999" : book.merchant().number.toUtf8()},
            {"total_amount", yuan(order.fen + (twist == NoticeTwist::Amount ? 1 : 0)).toUtf8()},
            {"receipt_amount", yuan(order.fen).toUtf8()},
            {"buyer_pay_amount", yuan(order.payerFen).toUtf8()},
            {"subject", order.subject.toUtf8()},
            {"gmt_create", chinaSeconds(order.createdAt).toUtf8()},
            {"gmt_payment", chinaSeconds(order.paidAt).toUtf8()},
            {"fund_bill_list",
             "[{\"amount\":\"" + yuan(order.payerFen).toUtf8() + "\",\"fundChannel\":\"PCREDIT\"}]"}};
        fields.insert(more());
        QByteArray text;
        for (auto it = fields.begin(); it != fields.end(); ++it)
            if (it.key() != "sign_type")
                text += (text.isEmpty() ? "" : "&") + it.key() + "=" + *it;
        const bool isForged = twist == NoticeTwist::Forged || twist == NoticeTwist::Probe;
        fields.insert("sign", (isForged ? keys::stranger() : keys::platform()).sign(text).toBase64());
        if (m_byCertificate && m_noticesNameCertificate) {
            const Certificate &own = keys::alipayCertificate(now);
            fields.insert(
                "alipay_cert_sn",
                QCryptographicHash::hash(own.issuerText() + own.serialDecimal(), QCryptographicHash::Md5)
                    .toHex());
        }
        QByteArray form;
        for (auto it = fields.begin(); it != fields.end(); ++it)
            form += (form.isEmpty() ? "" : "&") + it.key() + "="
                + it->toPercentEncoding({}, {}).replace("%20", "+");
        return NoticeBytes{{{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}}, form};
    };
    return notice;
}

std::optional<PayNotice> SimAlipay::paymentNotice(PayBook &book, PayOrder &order)
{
    return notice(order.orderNo, book, order, [] { return Fields{{"trade_status", "TRADE_SUCCESS"}}; });
}

std::optional<PayNotice> SimAlipay::refundNotice(PayBook &book, PayOrder &order, PayRefund &refund)
{
    if (refund.isReversal)
        return std::nullopt;
    const QByteArray sum = yuan(order.refundedFen()).toUtf8(); // of all refunds until this one
    const QByteArray state = order.refundedFen() < order.fen ? "TRADE_SUCCESS" : "TRADE_CLOSED";
    return notice(refund.refundNo, book, order, [&refund, sum, state] {
        return Fields{{"trade_status", state},
                      {"refund_fee", sum},
                      {"out_biz_no", refund.refundNo.toUtf8()},
                      {"gmt_refund", (chinaSeconds(refund.doneAt) + QStringLiteral(".000")).toUtf8()}};
    });
}

}
