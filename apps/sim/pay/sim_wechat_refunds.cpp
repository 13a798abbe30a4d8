#include "apps/sim/pay/sim_keys.h"
#include "apps/sim/pay/sim_text.h"
#include "apps/sim/pay/sim_wechat.h"
#include "core/foundation/crypto/aes_gcm.h"
#include "core/foundation/crypto/digest.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRegularExpression>

namespace youka::sim {

namespace {

/// 15 s, 15 s, 30 s, 3 min, 10, 20, 30 three times, 60, 3 h three times, 6 h twice.
const QList<int> Again{15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600};

QString isoTime(Timestamp when)
{
    return chinaText(when, QStringLiteral("yyyy-MM-ddTHH:mm:ss")) + QStringLiteral("+08:00");
}

std::pair<QString, QString> stateWords(const PayOrder &order)
{
    switch (order.state) {
    case PayState::Paid:
        return order.refunds.empty() ? std::pair{QStringLiteral("SUCCESS"), QStringLiteral("支付成功")}
                                     : std::pair{QStringLiteral("REFUND"), QStringLiteral("转入退款")};
    case PayState::Closed:
        return {QStringLiteral("CLOSED"), QStringLiteral("已关闭")};
    case PayState::Reversed:
        return {QStringLiteral("REVOKED"), QStringLiteral("已撤销")};
    case PayState::Typing:
        return {QStringLiteral("USERPAYING"), QStringLiteral("用户支付中")};
    case PayState::Failed:
        return {QStringLiteral("PAYERROR"), QStringLiteral("支付失败")};
    default:
        return {QStringLiteral("NOTPAY"), QStringLiteral("订单未支付")};
    }
}

QString refundWord(const PayRefund &refund)
{
    switch (refund.state) {
    case PayRefund::State::Done:
        return QStringLiteral("SUCCESS");
    case PayRefund::State::Working:
        return QStringLiteral("PROCESSING");
    case PayRefund::State::Abnormal:
        return QStringLiteral("ABNORMAL");
    }
    return {};
}

}

QJsonObject SimWechat::transaction(const PayBook &book, const PayOrder &order) const
{
    const auto [state, words] = stateWords(order);
    QJsonObject amount{{QStringLiteral("total"), order.fen},
                       {QStringLiteral("currency"), QStringLiteral("CNY")}};
    QJsonObject object{
        {QStringLiteral("appid"), book.merchant().app},  {QStringLiteral("mchid"), book.merchant().number},
        {QStringLiteral("out_trade_no"), order.orderNo}, {QStringLiteral("trade_state"), state},
        {QStringLiteral("trade_state_desc"), words},     {QStringLiteral("attach"), QString()}};
    if (order.paidAt.ms > 0) {
        amount.insert(QStringLiteral("payer_total"), order.payerFen);
        amount.insert(QStringLiteral("payer_currency"), QStringLiteral("CNY"));
        object.insert(QStringLiteral("transaction_id"), order.channelNo);
        object.insert(QStringLiteral("trade_type"),
                      order.isByCode ? QStringLiteral("MICROPAY") : QStringLiteral("NATIVE"));
        object.insert(QStringLiteral("bank_type"), QStringLiteral("OTHERS"));
        object.insert(QStringLiteral("success_time"), isoTime(order.paidAt));
        object.insert(QStringLiteral("payer"), QJsonObject{{QStringLiteral("openid"), order.payer}});
    }
    object.insert(QStringLiteral("amount"), amount);
    return object;
}

QJsonObject SimWechat::refundObject(const PayOrder &order, const PayRefund &refund) const
{
    QJsonObject object{{QStringLiteral("refund_id"), refund.channelRefundNo},
                       {QStringLiteral("out_refund_no"), refund.refundNo},
                       {QStringLiteral("transaction_id"), order.channelNo},
                       {QStringLiteral("out_trade_no"), order.orderNo},
                       {QStringLiteral("channel"), QStringLiteral("ORIGINAL")},
                       {QStringLiteral("user_received_account"), QStringLiteral("支付用户零钱")},
                       {QStringLiteral("create_time"), isoTime(refund.at)},
                       {QStringLiteral("status"), refundWord(refund)},
                       {QStringLiteral("amount"),
                        QJsonObject{{QStringLiteral("total"), order.fen},
                                    {QStringLiteral("refund"), refund.fen},
                                    {QStringLiteral("payer_total"), order.payerFen},
                                    {QStringLiteral("payer_refund"), refund.payerFen},
                                    {QStringLiteral("settlement_total"), order.fen},
                                    {QStringLiteral("settlement_refund"), refund.fen},
                                    {QStringLiteral("discount_refund"), refund.fen - refund.payerFen},
                                    {QStringLiteral("currency"), QStringLiteral("CNY")}}}};
    if (refund.state == PayRefund::State::Done)
        object.insert(QStringLiteral("success_time"), isoTime(refund.doneAt));
    return object;
}

SimWechat::Said SimWechat::refund(const Call &call)
{
    static const QRegularExpression Number(QStringLiteral("^[0-9A-Za-z_\\-|*@]{1,64}$"));
    const auto text = [&](const char *name) { return call.body.value(QLatin1String(name)).toString(); };
    const QJsonObject amount = call.body.value(QLatin1String("amount")).toObject();
    PayOrder *order = text("transaction_id").isEmpty() ? call.book->find(text("out_trade_no"))
                                                       : call.book->findByChannelNo(text("transaction_id"));
    if (!Number.match(text("out_refund_no")).hasMatch() || text("reason").toUtf8().size() > 80
        || amount.value(QLatin1String("currency")).toString() != QLatin1String("CNY"))
        return no(400, "PARAM_ERROR", QStringLiteral("out_refund_no, reason, amount.currency"));
    if (!order || order->paidAt.ms == 0)
        return no(404, "RESOURCE_NOT_EXISTS", QStringLiteral("订单不存在"));
    if (amount.value(QLatin1String("total")).toInteger(-1) != order->fen)
        return no(400, "INVALID_REQUEST", QStringLiteral("订单金额不一致"));
    PayRefund wanted;
    wanted.refundNo = text("out_refund_no");
    wanted.channelRefundNo = call.book->newNumber(QStringLiteral("50302024"));
    wanted.fen = amount.value(QLatin1String("refund")).toInteger(-1);
    wanted.notifyUrl = text("notify_url");
    if (const auto queries = m_faults.take(QLatin1String("refund_working"), call.verb)) {
        wanted.state = PayRefund::State::Working;
        wanted.queriesLeft = int(*queries);
    }
    if (m_faults.take(QLatin1String("refund_abnormal"), call.verb))
        wanted.state = PayRefund::State::Abnormal;
    PayRefund *made = nullptr;
    switch (call.book->refund(*order, wanted, &made)) {
    case PayNo::None:
        return said(200, refundObject(*order, *made));
    case PayNo::NoFunds:
        return no(403, "NOT_ENOUGH", QStringLiteral("基本账户余额不足"));
    default:
        return no(400, "INVALID_REQUEST", QStringLiteral("退款金额或单号不符"));
    }
}

SimWechat::Said SimWechat::queryRefund(const Call &call)
{
    PayOrder *order = nullptr;
    PayRefund *refund = call.book->findRefund(call.number, &order);
    if (!refund)
        return no(404, "RESOURCE_NOT_EXISTS", QStringLiteral("退款单不存在"));
    call.book->asked(*order, *refund);
    return said(200, refundObject(*order, *refund));
}

PayNotice SimWechat::notice(const QString &what, const QString &url,
                            std::function<std::pair<QString, QJsonObject>(NoticeTwist)> inside)
{
    const QString id = QString::fromLatin1(randomBytes(16).toHex());
    PayNotice notice;
    notice.what = what;
    notice.url = QUrl(url);
    notice.againAfterS = Again;
    notice.faults = &m_faults;
    notice.isTaken = [](int status, const QByteArray &) { return status == 200 || status == 204; };
    notice.make = [this, id, inside = std::move(inside)](NoticeTwist twist) {
        const auto [event, object] = inside(twist);
        const QString kind = event.section(u'.', 0, 0).toLower();
        const QByteArray nonce = randomBytes(6).toHex();
        const QByteArray sealed = aesGcmSealed(
            keys::apiV3Key(), nonce, QJsonDocument(object).toJson(QJsonDocument::Compact), kind.toLatin1());
        const QJsonObject outside{
            {QStringLiteral("id"), id},
            {QStringLiteral("create_time"), isoTime(m_world.clock.now())},
            {QStringLiteral("resource_type"), QStringLiteral("encrypt-resource")},
            {QStringLiteral("event_type"), event},
            {QStringLiteral("summary"), QStringLiteral("通知")},
            {QStringLiteral("resource"),
             QJsonObject{{QStringLiteral("original_type"), kind},
                         {QStringLiteral("algorithm"), QStringLiteral("AEAD_AES_256_GCM")},
                         {QStringLiteral("ciphertext"), QString::fromLatin1(sealed.toBase64())},
                         {QStringLiteral("associated_data"), kind},
                         {QStringLiteral("nonce"), QString::fromLatin1(nonce)}}}};
        const QByteArray body = QJsonDocument(outside).toJson(QJsonDocument::Compact);
        return NoticeBytes{signedHeaders(body, twist), body};
    };
    return notice;
}

std::optional<PayNotice> SimWechat::paymentNotice(PayBook &book, PayOrder &order)
{
    if (order.isByCode) // a payment code is answered, not notified
        return std::nullopt;
    return notice(order.orderNo, order.notifyUrl, [this, &book, &order](NoticeTwist twist) {
        QJsonObject object = transaction(book, order);
        // As it was when it was paid: a notice that is late does not know of refunds.
        object.insert(QStringLiteral("trade_state"), QStringLiteral("SUCCESS"));
        if (twist == NoticeTwist::Other)
            object.insert(QStringLiteral("mchid"), QStringLiteral("1999999999"));
        if (twist == NoticeTwist::Amount) {
            QJsonObject amount = object.value(QLatin1String("amount")).toObject();
            amount.insert(QStringLiteral("total"), order.fen + 1);
            object.insert(QStringLiteral("amount"), amount);
        }
        return std::pair{QStringLiteral("TRANSACTION.SUCCESS"), object};
    });
}

std::optional<PayNotice> SimWechat::refundNotice(PayBook &book, PayOrder &order, PayRefund &refund)
{
    if (refund.isReversal)
        return std::nullopt;
    return notice(refund.refundNo, refund.notifyUrl, [&book, &order, &refund](NoticeTwist twist) {
        const qint64 wrong = twist == NoticeTwist::Amount ? 1 : 0;
        const QJsonObject object{
            {QStringLiteral("mchid"),
             twist == NoticeTwist::Other ? QStringLiteral("1999999999") : book.merchant().number},
            {QStringLiteral("transaction_id"), order.channelNo},
            {QStringLiteral("out_trade_no"), order.orderNo},
            {QStringLiteral("refund_id"), refund.channelRefundNo},
            {QStringLiteral("out_refund_no"), refund.refundNo},
            {QStringLiteral("refund_status"), refundWord(refund)},
            {QStringLiteral("success_time"), isoTime(refund.doneAt)},
            {QStringLiteral("user_received_account"), QStringLiteral("支付用户零钱")},
            {QStringLiteral("amount"),
             QJsonObject{{QStringLiteral("total"), order.fen},
                         {QStringLiteral("refund"), refund.fen + wrong},
                         {QStringLiteral("payer_total"), order.payerFen},
                         {QStringLiteral("payer_refund"), refund.payerFen}}}};
        return std::pair{QStringLiteral("REFUND.") + refundWord(refund), object};
    });
}

}
