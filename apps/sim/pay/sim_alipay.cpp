#include "apps/sim/pay/sim_alipay.h"

#include "apps/sim/pay/sim_keys.h"
#include "apps/sim/pay/sim_text.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QRegularExpression>

namespace youka::sim {

namespace {

/// "+" is a blank in a form.
QByteArray formDecoded(QByteArray text) { return QByteArray::fromPercentEncoding(text.replace('+', ' ')); }

QMap<QByteArray, QByteArray> formOf(const QByteArray &body)
{
    QMap<QByteArray, QByteArray> fields;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            fields.insert(formDecoded(pair.first(equals)), formDecoded(pair.sliced(equals + 1)));
    }
    return fields;
}

/// MD5 of issuer and serial number.
QByteArray certNumber(const Certificate &certificate)
{
    return QCryptographicHash::hash(certificate.issuerText() + certificate.serialDecimal(),
                                    QCryptographicHash::Md5)
        .toHex();
}

/// "2m"; two hours unless said.
qint64 lifeMs(const QJsonObject &content, const char *name)
{
    static const QRegularExpression Life(QStringLiteral("^(\\d{1,5})m$"));
    const auto life = Life.match(content.value(QLatin1String(name)).toString());
    return (life.hasMatch() ? life.captured(1).toLongLong() : 120) * 60'000;
}

HttpTold errorResponse(const char *subCode)
{
    return {
        200,
        {{"Content-Type", "text/html;charset=utf-8"}},
        QByteArray("{\"error_response\":{\"code\":\"40002\",\"msg\":\"Invalid Arguments\",\"sub_code\":\"")
            + subCode + "\",\"sub_msg\":\"参数无效\"}}"};
}

QString textOf(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

}

QJsonObject SimAlipay::yes(const QJsonObject &more)
{
    QJsonObject object{{QStringLiteral("code"), QStringLiteral("10000")},
                       {QStringLiteral("msg"), QStringLiteral("Success")}};
    for (auto it = more.begin(); it != more.end(); ++it)
        object.insert(it.key(), *it);
    return object;
}

QJsonObject SimAlipay::no(const char *subCode, const QString &text)
{
    return {{QStringLiteral("code"), QStringLiteral("40004")},
            {QStringLiteral("msg"), QStringLiteral("Business Failed")},
            {QStringLiteral("sub_code"), QLatin1String(subCode)},
            {QStringLiteral("sub_msg"), text}};
}

bool SimAlipay::isOurs(const HttpAsk &ask) const
{
    return ask.path() == "/gateway.do" || ask.path() == "/alipay/bill";
}

PayBook *SimAlipay::callerOf(const Fields &fields)
{
    PayBook *caller = nullptr;
    for (PayBook *book : books())
        if (book->merchant().app.toUtf8() == fields.value("app_id"))
            caller = book;
    if (!caller || fields.value("sign_type") != "RSA2")
        return nullptr;
    const Timestamp now = m_world.clock.now();
    const bool namesCertificates = fields.contains("app_cert_sn") || fields.contains("alipay_root_cert_sn");
    if (namesCertificates
        && fields.value("alipay_root_cert_sn") != certNumber(keys::authorityCertificate(now)))
        return nullptr;
    QByteArray text;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        if (it.key() != "sign" && !it->isEmpty())
            text += (text.isEmpty() ? "" : "&") + it.key() + "=" + *it;
    const QByteArray signature = QByteArray::fromBase64(fields.value("sign"));
    const Certificate *signer = keys::merchantCertificateThat(
        [&](const Certificate &one) {
            return (!namesCertificates || certNumber(one) == fields.value("app_cert_sn"))
                && one.publicKey().verify(text, signature);
        },
        now);
    return signer ? caller : nullptr;
}

HttpTold SimAlipay::answer(const HttpAsk &ask)
{
    static const QHash<QString, Work> Works{
        {QStringLiteral("alipay.trade.precreate"), &SimAlipay::precreate},
        {QStringLiteral("alipay.trade.pay"), &SimAlipay::pay},
        {QStringLiteral("alipay.trade.query"), &SimAlipay::query},
        {QStringLiteral("alipay.trade.cancel"), &SimAlipay::cancel},
        {QStringLiteral("alipay.trade.close"), &SimAlipay::close},
        {QStringLiteral("alipay.trade.refund"), &SimAlipay::refund},
        {QStringLiteral("alipay.trade.fastpay.refund.query"), &SimAlipay::refundQuery},
        {QStringLiteral("alipay.data.dataservice.bill.downloadurl.query"), &SimAlipay::bill}};
    if (ask.path() == "/alipay/bill")
        return served(QStringLiteral("billdownload"), [&] { return download(ask); });
    const Fields fields = formOf(ask.body);
    Call call;
    call.book = callerOf(fields);
    if (!call.book)
        return errorResponse("isv.invalid-signature");
    call.method = QString::fromUtf8(fields.value("method"));
    call.content = QJsonDocument::fromJson(fields.value("biz_content")).object();
    call.notifyUrl = QString::fromUtf8(fields.value("notify_url"));
    call.byCertificate = m_byCertificate = fields.contains("app_cert_sn");
    static const QRegularExpression Time(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$"));
    if (!Time.match(QString::fromUtf8(fields.value("timestamp"))).hasMatch())
        return errorResponse("isv.invalid-timestamp");
    if (fields.value("version") != "1.0" || fields.value("charset").toLower() != "utf-8")
        return errorResponse("isv.invalid-parameter");
    const Work work = Works.value(call.method);
    return work ? run(call, work) : errorResponse("isv.invalid-method");
}

HttpTold SimAlipay::run(const Call &call, Work work)
{
    const QJsonObject busy{{QStringLiteral("code"), QStringLiteral("20000")},
                           {QStringLiteral("msg"), QStringLiteral("Service Currently Unavailable")},
                           {QStringLiteral("sub_code"), QStringLiteral("isp.unknow-error")},
                           {QStringLiteral("sub_msg"), QStringLiteral("系统繁忙")}};
    return served(call.method, [&] {
        if (m_faults.take(QLatin1String("system_error"), call.method))
            return wrapped(call, busy);
        const QJsonObject words = (this->*work)(call);
        return wrapped(call, m_faults.take(QLatin1String("busy_after"), call.method) ? busy : words);
    });
}

HttpTold SimAlipay::wrapped(const Call &call, const QJsonObject &inner)
{
    // Slashes are escaped, and it is these bytes that are signed.
    const QByteArray bytes = QJsonDocument(inner).toJson(QJsonDocument::Compact).replace("/", "\\/");
    const bool isForged = m_faults.take(QLatin1String("bad_signature"), call.method).has_value();
    const QByteArray sign = (isForged ? keys::stranger() : keys::platform()).sign(bytes).toBase64();
    QByteArray name = call.method.toLatin1();
    name.replace('.', '_');
    QByteArray body = "{\"" + name + "_response\":" + bytes;
    if (call.byCertificate)
        body += ",\"alipay_cert_sn\":\"" + certNumber(keys::alipayCertificate(m_world.clock.now())) + "\"";
    if (!m_faults.take(QLatin1String("unsigned"), call.method))
        body += ",\"sign\":\"" + sign + "\"";
    return {200, {{"Content-Type", "text/html;charset=utf-8"}}, body + "}"};
}

PayOrder SimAlipay::wantedOrder(const Call &call) const
{
    static const QRegularExpression Number(QStringLiteral("^[0-9A-Za-z_]{1,64}$"));
    static const QRegularExpression Amount(QStringLiteral("^(\\d{1,9})\\.(\\d\\d)$"));
    static const QRegularExpression NotInSubject(QStringLiteral("[/=&]"));
    const auto amount = Amount.match(textOf(call.content, "total_amount"));
    const QString subject = textOf(call.content, "subject");
    PayOrder wanted;
    wanted.orderNo = textOf(call.content, "out_trade_no");
    if (!Number.match(wanted.orderNo).hasMatch() || subject.isEmpty() || subject.size() > 256
        || subject.contains(NotInSubject) || !amount.hasMatch())
        return wanted;
    wanted.fen = amount.captured(1).toLongLong() * 100 + amount.captured(2).toLongLong();
    wanted.channelNo = call.book->newNumber(QStringLiteral("2024011522001"));
    wanted.subject = subject;
    wanted.station = textOf(call.content, "store_id");
    wanted.terminal = textOf(call.content, "terminal_id");
    wanted.notifyUrl = call.notifyUrl;
    // A QR has a life of its own; that of the trade begins when it is scanned.
    wanted.expiresAt = m_world.clock.now().plusMs(lifeMs(call.content, "qr_code_timeout_express"));
    wanted.scannedLifeMs = lifeMs(call.content, "timeout_express");
    return wanted;
}

QJsonObject SimAlipay::precreate(const Call &call)
{
    PayOrder wanted = wantedOrder(call);
    if (wanted.fen <= 0)
        return no("ACQ.INVALID_PARAMETER", QStringLiteral("参数无效"));
    wanted.qr = QStringLiteral("https://qr.alipay.com/bax") + randomText(21);
    wanted.state = PayState::Unscanned;
    PayOrder *order = nullptr;
    switch (call.book->create(wanted, &order)) {
    case PayNo::None:
        return yes(
            {{QStringLiteral("out_trade_no"), order->orderNo}, {QStringLiteral("qr_code"), order->qr}});
    case PayNo::AlreadyPaid:
        return no("ACQ.TRADE_HAS_SUCCESS", QStringLiteral("交易已被支付"));
    case PayNo::AlreadyClosed:
        return no("ACQ.TRADE_HAS_CLOSE", QStringLiteral("交易已经关闭"));
    default:
        return no("ACQ.CONTEXT_INCONSISTENT", QStringLiteral("交易信息被篡改"));
    }
}

QJsonObject SimAlipay::pay(const Call &call)
{
    PayOrder wanted = wantedOrder(call);
    const QString code = textOf(call.content, "auth_code");
    if (wanted.fen <= 0 || textOf(call.content, "scene") != QLatin1String("bar_code") || code.isEmpty())
        return no("ACQ.INVALID_PARAMETER", QStringLiteral("参数无效"));
    wanted.isByCode = true;
    PayOrder *order = nullptr;
    switch (call.book->create(wanted, &order)) {
    case PayNo::None:
        break;
    case PayNo::AlreadyPaid: // the same order again, as the first time
        return yes(trade(*order));
    case PayNo::AlreadyClosed:
        return no("ACQ.TRADE_HAS_CLOSE", QStringLiteral("交易已经关闭"));
    default:
        return no("ACQ.CONTEXT_INCONSISTENT", QStringLiteral("交易信息被篡改"));
    }
    if (order->state != PayState::Typing) {
        if (const auto times = m_faults.take(QLatin1String("user_paying"), call.method))
            order->queriesLeft = int(*times);
        const PayNo charged = call.book->charge(*order, code);
        if (charged == PayNo::NoMoney)
            return no("ACQ.BUYER_BALANCE_NOT_ENOUGH", QStringLiteral("买家余额不足"));
        if (charged != PayNo::None)
            return no("ACQ.PAYMENT_AUTH_CODE_INVALID", QStringLiteral("支付授权码无效"));
    }
    if (order->state != PayState::Typing)
        return yes(trade(*order));
    return {{QStringLiteral("code"), QStringLiteral("10003")},
            {QStringLiteral("msg"), QStringLiteral("order success pay inprocess")},
            {QStringLiteral("out_trade_no"), order->orderNo},
            {QStringLiteral("trade_no"), order->channelNo},
            {QStringLiteral("total_amount"), yuan(order->fen)}};
}

PayOrder *SimAlipay::orderOf(const Call &call) const
{
    const QString no = textOf(call.content, "trade_no");
    PayOrder *order =
        no.isEmpty() ? call.book->find(textOf(call.content, "out_trade_no")) : call.book->findByChannelNo(no);
    return order;
}

bool SimAlipay::isTrade(const PayOrder *order)
{
    return order && (order->isByCode || !order->customer.isEmpty());
}

QJsonObject SimAlipay::cancel(const Call &call)
{
    constexpr qint64 MostMs = 86'400'000;
    PayOrder *order = orderOf(call);
    QJsonObject said{{QStringLiteral("out_trade_no"), textOf(call.content, "out_trade_no")},
                     {QStringLiteral("retry_flag"), QStringLiteral("N")}};
    if (!order) // nothing there to be taken back: that is a yes
        return yes(said);
    if (m_world.clock.now().ms > order->createdAt.ms + MostMs)
        return no("ACQ.TRADE_CANCEL_TIME_OUT", QStringLiteral("超过撤销时间范围"));
    said.insert(QStringLiteral("trade_no"), order->channelNo);
    if (m_faults.take(QLatin1String("retry_flag"), call.method)) {
        said.insert(QStringLiteral("retry_flag"), QStringLiteral("Y"));
        return yes(said);
    }
    if (call.book->reverse(*order) == PayNo::NoFunds)
        return no("ACQ.SELLER_BALANCE_NOT_ENOUGH", QStringLiteral("卖家余额不足"));
    if (isTrade(order))
        said.insert(QStringLiteral("action"),
                    order->refunds.empty() ? QStringLiteral("close") : QStringLiteral("refund"));
    return yes(said);
}

QJsonObject SimAlipay::close(const Call &call)
{
    PayOrder *order = orderOf(call);
    if (!isTrade(order))
        return no("ACQ.TRADE_NOT_EXIST", QStringLiteral("交易不存在"));
    if (call.book->close(*order) != PayNo::None)
        return no("ACQ.TRADE_STATUS_ERROR", QStringLiteral("交易状态不合法"));
    return yes(
        {{QStringLiteral("out_trade_no"), order->orderNo}, {QStringLiteral("trade_no"), order->channelNo}});
}

}
