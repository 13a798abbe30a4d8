#include "apps/sim/pay/sim_unionpay.h"

#include "apps/sim/pay/sim_keys.h"
#include "apps/sim/pay/sim_text.h"
#include "core/foundation/crypto/digest.h"

#include <QRegularExpression>

namespace youka::sim {

namespace {

constexpr qint64 QrLifeMs = 10 * 60 * 1000; ///< assumed; payTimeout shortens it

QMap<QByteArray, QByteArray> formOf(const QByteArray &body)
{
    QMap<QByteArray, QByteArray> fields;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        const auto decoded = [](QByteArray text) {
            return QByteArray::fromPercentEncoding(text.replace('+', ' '));
        };
        if (equals > 0)
            fields.insert(decoded(pair.first(equals)), decoded(pair.sliced(equals + 1)));
    }
    return fields;
}

/// What is signed: the hex of the SHA-256 of all fields but the signature.
QByteArray hexOf(const QMap<QByteArray, QByteArray> &fields)
{
    QByteArray text;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        if (it.key() != "signature")
            text += (text.isEmpty() ? "" : "&") + it.key() + "=" + *it;
    return sha256(text).toHex();
}

qint64 amountOf(const QByteArray &text)
{
    static const QRegularExpression Digits(QStringLiteral("^\\d{1,12}$"));
    return Digits.match(QString::fromLatin1(text)).hasMatch() ? text.toLongLong() : 0;
}

}

SimUnionpay::Fields SimUnionpay::code(const char *respCode, const char *text)
{
    return {{"respCode", respCode}, {"respMsg", QByteArray(text) + "[" + respCode + "00000]"}};
}

bool SimUnionpay::isOurs(const HttpAsk &ask) const
{
    return ask.method == "POST" && (ask.path().startsWith("/gateway/api/") || ask.path() == "/");
}

bool SimUnionpay::isGenuine(const Fields &fields, Timestamp now)
{
    const Certificate *signer = keys::merchantCertificateThat(
        [&](const Certificate &one) { return one.serialDecimal() == fields.value("certId"); }, now);
    return signer && fields.value("signMethod") == "01" && fields.value("version") == "5.1.0"
        && signer->publicKey().verify(hexOf(fields), QByteArray::fromBase64(fields.value("signature")));
}

HttpTold SimUnionpay::answer(const HttpAsk &ask)
{
    struct Row
    {
        const char *page;
        Work work;
    };
    static const QHash<QString, Row> Rows{
        {QStringLiteral("01/07"), {"/gateway/api/backTransReq.do", &SimUnionpay::applyQr}},
        {QStringLiteral("01/06"), {"/gateway/api/backTransReq.do", &SimUnionpay::consume}},
        {QStringLiteral("00/00"), {"/gateway/api/queryTrans.do", &SimUnionpay::query}},
        {QStringLiteral("04/00"), {"/gateway/api/backTransReq.do", &SimUnionpay::refund}},
        {QStringLiteral("99/01"), {"/gateway/api/backTransReq.do", &SimUnionpay::reversal}},
        {QStringLiteral("76/01"), {"/", &SimUnionpay::fileDownload}}};
    Call call;
    call.fields = formOf(ask.body);
    call.verb = QString::fromLatin1(call.fields.value("txnType") + '/' + call.fields.value("txnSubType"));
    call.book = book(QString::fromLatin1(call.fields.value("merId")));
    const auto row = Rows.constFind(call.verb);
    if (!call.book || row == Rows.constEnd() || ask.path() != row->page)
        return {200, {{"Content-Type", "text/html"}}, "Invalid request."};
    return run(call, row->work);
}

HttpTold SimUnionpay::run(const Call &call, Work work)
{
    return served(call.verb, [&] {
        Fields said = code("11", "验证签名失败");
        if (m_faults.take(QLatin1String("system_error"), call.verb))
            said = code("05", "交易已受理，请稍后查询");
        else if (isGenuine(call.fields, m_world.clock.now()))
            said = (this->*work)(call);
        if (m_faults.take(QLatin1String("busy_after"), call.verb))
            said = code("04", "交易状态未明");
        for (const char *name : {"version", "encoding", "signMethod", "txnType", "txnSubType", "bizType",
                                 "accessType", "merId", "orderId", "txnTime"})
            if (call.fields.contains(name))
                said.insert(name, call.fields.value(name));
        NoticeTwist twist = NoticeTwist::None;
        if (const auto how = m_faults.take(QLatin1String("bad_signature"), call.verb))
            twist = *how == 0 ? NoticeTwist::Probe : NoticeTwist::Forged;
        if (m_faults.take(QLatin1String("stale"), call.verb))
            twist = NoticeTwist::Stale;
        said = withSignature(said, twist);
        if (m_faults.take(QLatin1String("unsigned"), call.verb))
            said.remove("signature");
        QByteArray body; // raw: nothing is percent-encoded on the way back
        for (auto it = said.begin(); it != said.end(); ++it)
            body += (body.isEmpty() ? "" : "&") + it.key() + "=" + *it;
        return HttpTold{200, {{"Content-Type", "text/html;charset=UTF-8"}}, body};
    });
}

// Forged: another merchant's certificate of the same authority, with its own good signature. Stale: a
// certificate that has run out. Probe: a signature by no key of the certificate.
SimUnionpay::Fields SimUnionpay::withSignature(Fields fields, NoticeTwist twist) const
{
    const Timestamp now = m_world.clock.now();
    const Certificate &certificate = twist == NoticeTwist::Forged ? keys::impostorCertificate(now)
        : twist == NoticeTwist::Stale                             ? keys::expiredCertificate(now)
                                                                  : keys::unionpayCertificate(now);
    const bool byStranger = twist == NoticeTwist::Forged || twist == NoticeTwist::Probe;
    fields.insert("signPubKeyCert", certificate.toPem().replace("\n", "\r\n"));
    fields.insert("signature",
                  (byStranger ? keys::stranger() : keys::platform()).sign(hexOf(fields)).toBase64());
    return fields;
}

PayOrder *SimUnionpay::orderOf(const Call &call) const
{
    PayOrder *order = call.book->find(QString::fromLatin1(call.fields.value("orderId")));
    return order && order->startedText.toLatin1() == call.fields.value("txnTime") ? order : nullptr;
}

PayOrder SimUnionpay::wantedOrder(const Call &call) const
{
    static const QRegularExpression Number(QStringLiteral("^[0-9A-Za-z]{8,40}$"));
    static const QRegularExpression Time(QStringLiteral("^\\d{14}$"));
    PayOrder wanted;
    wanted.orderNo = QString::fromLatin1(call.fields.value("orderId"));
    wanted.startedText = QString::fromLatin1(call.fields.value("txnTime"));
    if (!Number.match(wanted.orderNo).hasMatch() || !Time.match(wanted.startedText).hasMatch()
        || call.fields.value("currencyCode") != "156" || call.fields.value("channelType") != "08"
        || call.fields.value("backUrl").isEmpty())
        return wanted;
    wanted.fen = amountOf(call.fields.value("txnAmt"));
    wanted.channelNo = call.book->newNumber(QStringLiteral("812401150"));
    wanted.notifyUrl = QString::fromUtf8(call.fields.value("backUrl"));
    wanted.terminal = QString::fromLatin1(call.fields.value("termId"));
    wanted.expiresAt = m_world.clock.now().plusMs(QrLifeMs);
    const QDateTime until = QDateTime::fromString(QString::fromLatin1(call.fields.value("payTimeout")),
                                                  QStringLiteral("yyyyMMddHHmmss"));
    if (until.isValid())
        wanted.expiresAt =
            Timestamp{QDateTime(until.date(), until.time(), Qt::OffsetFromUTC, 8 * 3600).toMSecsSinceEpoch()};
    return wanted;
}

SimUnionpay::Fields SimUnionpay::applyQr(const Call &call)
{
    PayOrder wanted = wantedOrder(call);
    if (wanted.fen <= 0)
        return code("10", "报文格式错误");
    if (call.book->find(wanted.orderNo)) // a number is used once, even with the same content
        return code("12", "重复交易");
    wanted.qr = QStringLiteral("https://qr.95516.com/00010000/") + call.book->newNumber(QStringLiteral("62"));
    wanted.state = PayState::Unscanned;
    PayOrder *order = nullptr;
    call.book->create(wanted, &order);
    Fields said = code("00", "成功");
    said.insert("qrCode", order->qr.toUtf8());
    return said;
}

SimUnionpay::Fields SimUnionpay::consume(const Call &call)
{
    PayOrder wanted = wantedOrder(call);
    if (wanted.fen <= 0 || call.fields.value("qrNo").isEmpty())
        return code("10", "报文格式错误");
    if (call.book->find(wanted.orderNo))
        return code("12", "重复交易");
    wanted.isByCode = true;
    PayOrder *order = nullptr;
    call.book->create(wanted, &order);
    if (const auto times = m_faults.take(QLatin1String("user_paying"), call.verb))
        order->queriesLeft = int(*times);
    if (call.book->charge(*order, QString::fromLatin1(call.fields.value("qrNo"))) == PayNo::BadCode)
        return code("61", "输入的卡号无效，请确认后输入");
    Fields said = code("00", "成功"); // taken in hand: the query says how it ended
    said.insert("queryId", order->channelNo.toLatin1());
    return said;
}

SimUnionpay::Fields SimUnionpay::reversal(const Call &call)
{
    PayOrder *order = orderOf(call);
    if (!order)
        return code("34", "查无此交易");
    if (amountOf(call.fields.value("txnAmt")) != order->fen)
        return code("36", "交易金额超限");
    if (call.book->reverse(*order) == PayNo::NoFunds)
        return code("05", "交易已受理，请稍后查询");
    Fields said = code("00", "成功");
    said.insert("queryId", order->channelNo.toLatin1());
    return said;
}

}
