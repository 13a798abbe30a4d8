#include "apps/sim/pay/sim_wechat.h"

#include "apps/sim/pay/sim_keys.h"
#include "apps/sim/pay/sim_text.h"
#include "core/foundation/crypto/digest.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace youka::sim {

namespace {

constexpr qint64 WindowS = 300;
constexpr qint64 StaleByMs = 10 * 60 * 1000;

struct Route
{
    const char *method;
    const char *path; ///< "*" stands for a number
    const char *verb;
};
constexpr Route Routes[] = {
    {"POST", "/v3/pay/transactions/native", "native"},
    {"POST", "/v3/pay/transactions/codepay", "codepay"},
    {"GET", "/v3/pay/transactions/out-trade-no/*", "query"},
    {"GET", "/v3/pay/transactions/id/*", "query"},
    {"POST", "/v3/pay/transactions/out-trade-no/*/close", "close"},
    {"POST", "/v3/pay/transactions/out-trade-no/*/reverse", "reverse"},
    {"POST", "/v3/refund/domestic/refunds", "refund"},
    {"GET", "/v3/refund/domestic/refunds/*", "query_refund"},
    {"GET", "/v3/bill/tradebill", "tradebill"},
    {"GET", "/v3/billdownload/file", "billdownload"},
};

/// The verb of a request and the number in its path.
std::pair<QString, QString> verbOf(const HttpAsk &ask)
{
    const QList<QByteArray> path = ask.path().split('/');
    for (const Route &route : Routes) {
        const QList<QByteArray> wanted = QByteArray(route.path).split('/');
        bool fits = ask.method == route.method && wanted.size() == path.size();
        QByteArray number;
        for (qsizetype i = 0; fits && i < path.size(); ++i) {
            if (wanted.at(i) == "*")
                number = path.at(i);
            else
                fits = wanted.at(i) == path.at(i);
        }
        if (fits)
            return {QString::fromLatin1(route.verb), QString::fromLatin1(number)};
    }
    return {};
}

/// name="value" pairs of the Authorization header.
QHash<QByteArray, QByteArray> authorizationOf(const HttpAsk &ask)
{
    const QByteArray header = ask.header("Authorization");
    QHash<QByteArray, QByteArray> values;
    if (!header.startsWith("WECHATPAY2-SHA256-RSA2048 "))
        return values;
    for (const QByteArray &pair : header.sliced(26).split(',')) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArray value = pair.sliced(equals + 1).trimmed();
        if (equals > 0 && value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
            values.insert(pair.first(equals).trimmed(), value.sliced(1, value.size() - 2));
    }
    return values;
}

HttpTold unsignedNo()
{
    // Nobody's request: there is no merchant to sign an answer for.
    return {401,
            {{"Content-Type", "application/json; charset=utf-8"}},
            "{\"code\":\"SIGN_ERROR\",\"detail\":{\"field\":\"signature\",\"issue\":\"sign not match\","
            "\"location\":\"authorization\"},\"message\":\"错误的签名，验签失败\"}"};
}

}

SimWechat::Said SimWechat::said(int status, const QJsonObject &object)
{
    return {status, QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

SimWechat::Said SimWechat::no(int status, const char *code, const QString &message)
{
    return said(status,
                {{QStringLiteral("code"), QLatin1String(code)}, {QStringLiteral("message"), message}});
}

PayBook *SimWechat::callerOf(const HttpAsk &ask)
{
    const auto values = authorizationOf(ask);
    PayBook *caller = book(QString::fromLatin1(values.value("mchid")));
    const Timestamp now = m_world.clock.now();
    const qint64 seconds = values.value("timestamp").toLongLong();
    const QByteArray nonce = values.value("nonce_str");
    if (!caller || qAbs(seconds - now.ms / 1000) > WindowS || nonce.isEmpty() || nonce.size() > 32)
        return nullptr;
    const Certificate *signer = keys::merchantCertificateThat(
        [&](const Certificate &one) { return one.serialHex() == values.value("serial_no"); }, now);
    if (!signer)
        return nullptr;
    const QByteArray text = ask.method + "\n" + ask.target + "\n" + values.value("timestamp") + "\n" + nonce
        + "\n" + ask.body + "\n";
    const bool isGenuine =
        signer->publicKey().verify(text, QByteArray::fromBase64(values.value("signature")));
    return isGenuine ? caller : nullptr;
}

HttpTold SimWechat::answer(const HttpAsk &ask)
{
    static const QHash<QString, Work> Works{{QStringLiteral("native"), &SimWechat::native},
                                            {QStringLiteral("codepay"), &SimWechat::codepay},
                                            {QStringLiteral("query"), &SimWechat::query},
                                            {QStringLiteral("close"), &SimWechat::close},
                                            {QStringLiteral("reverse"), &SimWechat::reverse},
                                            {QStringLiteral("refund"), &SimWechat::refund},
                                            {QStringLiteral("query_refund"), &SimWechat::queryRefund},
                                            {QStringLiteral("tradebill"), &SimWechat::tradebill}};
    Call call;
    std::tie(call.verb, call.number) = verbOf(ask);
    call.ask = &ask;
    call.book = callerOf(ask);
    if (!call.book)
        return unsignedNo();
    if (call.verb == QLatin1String("billdownload"))
        return served(call.verb, [&] { return download(ask); });
    if (ask.header("Accept").isEmpty() || ask.header("User-Agent").isEmpty())
        return run(call, nullptr);
    if (ask.method == "POST") {
        QJsonParseError error{};
        call.body = QJsonDocument::fromJson(ask.body, &error).object();
        if (error.error != QJsonParseError::NoError
            || !ask.header("Content-Type").startsWith("application/json"))
            return run(call, nullptr);
    }
    return run(call, Works.value(call.verb));
}

HttpTold SimWechat::run(const Call &call, Work work)
{
    return served(call.verb, [&]() -> HttpTold {
        Said words = no(400, "PARAM_ERROR", QStringLiteral("参数错误"));
        if (m_faults.take(QLatin1String("system_error"), call.verb))
            words = no(500, "SYSTEM_ERROR", QStringLiteral("系统错误"));
        else if (work)
            words = (this->*work)(call);
        if (m_faults.take(QLatin1String("busy_after"), call.verb))
            words = no(429, "FREQUENCY_LIMITED", QStringLiteral("频率超限"));
        NoticeTwist twist = NoticeTwist::None;
        if (m_faults.take(QLatin1String("bad_signature"), call.verb))
            twist = NoticeTwist::Forged;
        if (m_faults.take(QLatin1String("stale"), call.verb))
            twist = NoticeTwist::Stale;
        HttpTold told{words.status, signedHeaders(words.body, twist), words.body};
        if (m_faults.take(QLatin1String("unsigned"), call.verb))
            told.headers = {{"Content-Type", "application/json"}};
        return told;
    });
}

HttpHeaders SimWechat::signedHeaders(const QByteArray &body, NoticeTwist twist)
{
    const Timestamp now = m_world.clock.now();
    const qint64 shown = twist == NoticeTwist::Stale ? now.ms - StaleByMs : now.ms;
    const QByteArray timestamp = QByteArray::number(shown / 1000);
    const QByteArray nonce = randomBytes(16).toHex();
    const bool byId =
        m_signsBy == SignsBy::PublicKeyId || (m_signsBy == SignsBy::Both && m_signed++ % 2 == 1);
    const RsaPrivateKey &key = twist == NoticeTwist::Forged ? keys::stranger()
        : byId                                              ? keys::platformNew()
                                                            : keys::platform();
    QByteArray signature = key.sign(timestamp + "\n" + nonce + "\n" + body + "\n").toBase64();
    if (twist == NoticeTwist::Probe)
        signature = "WECHATPAY/SIGNTEST/" + signature;
    return {{"Content-Type", "application/json; charset=utf-8"},
            {"Wechatpay-Timestamp", timestamp},
            {"Wechatpay-Nonce", nonce},
            {"Wechatpay-Signature", signature},
            {"Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048"},
            {"Wechatpay-Serial", byId ? keys::publicKeyId() : keys::wechatCertificate(now).serialHex()},
            {"Request-ID", randomBytes(8).toHex()}};
}

std::optional<SimWechat::Said> SimWechat::refuseOrder(const Call &call) const
{
    static const QRegularExpression Number(QStringLiteral("^[0-9A-Za-z_\\-|*]{6,32}$"));
    const PayMerchant &merchant = call.book->merchant();
    const auto text = [&](const char *name) { return call.body.value(QLatin1String(name)).toString(); };
    const QJsonObject amount = call.body.value(QLatin1String("amount")).toObject();
    const QJsonValue total = amount.value(QLatin1String("total"));
    const auto wrong = [](const char *field) {
        return no(400, "PARAM_ERROR", QStringLiteral("参数错误：") + QLatin1String(field));
    };
    if (text("mchid") != merchant.number)
        return no(403, "NO_AUTH", QStringLiteral("商户号与签名不符"));
    if (text("appid") != merchant.app)
        return no(400, "APPID_MCHID_NOT_MATCH", QStringLiteral("appid和mch_id不匹配"));
    if (!Number.match(text("out_trade_no")).hasMatch())
        return wrong("out_trade_no");
    if (text("description").isEmpty() || text("description").toUtf8().size() > 127)
        return wrong("description");
    if (!total.isDouble() || total.toInteger(-1) < 1 || total.toDouble() != double(total.toInteger()))
        return wrong("amount.total");
    if (amount.value(QLatin1String("currency")).toString(QStringLiteral("CNY")) != QLatin1String("CNY"))
        return wrong("amount.currency");
    return std::nullopt;
}

SimWechat::Said SimWechat::native(const Call &call)
{
    if (const auto refused = refuseOrder(call))
        return *refused;
    const auto text = [&](const char *name) { return call.body.value(QLatin1String(name)).toString(); };
    const QUrl url(text("notify_url"), QUrl::StrictMode);
    const QDateTime until = QDateTime::fromString(text("time_expire"), Qt::ISODate);
    if (!url.isValid() || !url.scheme().startsWith(QLatin1String("http")) || url.hasQuery())
        return no(400, "PARAM_ERROR", QStringLiteral("notify_url"));
    if (!text("time_expire").isEmpty() && (!until.isValid() || until.timeSpec() == Qt::LocalTime))
        return no(400, "PARAM_ERROR", QStringLiteral("time_expire"));
    constexpr qint64 LifeMs = 2 * 3600 * 1000;
    PayOrder wanted;
    wanted.orderNo = text("out_trade_no");
    wanted.channelNo = call.book->newNumber(QStringLiteral("4200002024"));
    wanted.qr = QStringLiteral("weixin://wxpay/bizpayurl?pr=") + randomText(10);
    wanted.fen =
        call.body.value(QLatin1String("amount")).toObject().value(QLatin1String("total")).toInteger();
    wanted.subject = text("description");
    wanted.notifyUrl = text("notify_url");
    wanted.expiresAt =
        until.isValid() ? Timestamp{until.toMSecsSinceEpoch()} : m_world.clock.now().plusMs(LifeMs);
    const QJsonObject scene = call.body.value(QLatin1String("scene_info")).toObject();
    wanted.terminal = scene.value(QLatin1String("device_id")).toString();
    PayOrder *order = nullptr;
    switch (call.book->create(wanted, &order)) {
    case PayNo::None:
        return said(200, {{QStringLiteral("code_url"), order->qr}});
    case PayNo::AlreadyPaid:
        return no(400, "ORDERPAID", QStringLiteral("该订单已支付"));
    case PayNo::AlreadyClosed:
        return no(400, "ORDER_CLOSED", QStringLiteral("订单已关闭"));
    default:
        return no(403, "OUT_TRADE_NO_USED", QStringLiteral("商户订单号重复"));
    }
}

SimWechat::Said SimWechat::codepay(const Call &call)
{
    if (const auto refused = refuseOrder(call))
        return *refused;
    static const QRegularExpression Code(QStringLiteral("^1[0-5]\\d{16}$"));
    const QJsonObject payer = call.body.value(QLatin1String("payer")).toObject();
    const QString code = payer.value(QLatin1String("auth_code")).toString();
    const QJsonObject scene = call.body.value(QLatin1String("scene_info")).toObject();
    const QJsonObject store = scene.value(QLatin1String("store_info")).toObject();
    if (store.value(QLatin1String("id")).toString().isEmpty()
        && store.value(QLatin1String("out_id")).toString().isEmpty())
        return no(400, "PARAM_ERROR", QStringLiteral("scene_info.store_info"));
    PayOrder wanted;
    wanted.orderNo = call.body.value(QLatin1String("out_trade_no")).toString();
    wanted.channelNo = call.book->newNumber(QStringLiteral("4200002024"));
    wanted.isByCode = true;
    wanted.fen =
        call.body.value(QLatin1String("amount")).toObject().value(QLatin1String("total")).toInteger();
    wanted.subject = call.body.value(QLatin1String("description")).toString();
    wanted.terminal = scene.value(QLatin1String("device_id")).toString();
    PayOrder *order = nullptr;
    switch (call.book->create(wanted, &order)) {
    case PayNo::None:
        break;
    case PayNo::AlreadyPaid:
        return no(400, "ORDERPAID", QStringLiteral("该订单已支付"));
    case PayNo::AlreadyClosed:
        return no(400, "ORDER_CLOSED", QStringLiteral("订单已关闭"));
    default:
        return no(403, "OUT_TRADE_NO_USED", QStringLiteral("商户订单号重复"));
    }
    if (order->state == PayState::Typing)
        return charged(call, *order);
    if (!Code.match(code).hasMatch()) {
        call.book->failed(*order);
        return no(400, "AUTH_CODE_INVALID", QStringLiteral("付款码无效"));
    }
    if (const auto times = m_faults.take(QLatin1String("user_paying"), call.verb))
        order->queriesLeft = int(*times);
    switch (call.book->charge(*order, code)) {
    case PayNo::None:
        return charged(call, *order);
    case PayNo::NoMoney:
        return no(403, "NOT_ENOUGH", QStringLiteral("余额不足"));
    default:
        return no(400, "AUTH_CODE_INVALID", QStringLiteral("付款码无效"));
    }
}

SimWechat::Said SimWechat::charged(const Call &call, PayOrder &order)
{
    if (order.state != PayState::Typing)
        return said(200, transaction(*call.book, order));
    return said(202,
                {{QStringLiteral("trade_state"), QStringLiteral("USERPAYING")},
                 {QStringLiteral("out_trade_no"), order.orderNo}});
}

SimWechat::Said SimWechat::query(const Call &call)
{
    if (call.ask->query(QStringLiteral("mchid")) != call.book->merchant().number.toUtf8())
        return no(400, "PARAM_ERROR", QStringLiteral("mchid"));
    PayOrder *order = call.ask->path().contains("/id/") ? call.book->findByChannelNo(call.number)
                                                        : call.book->find(call.number);
    if (!order)
        return no(404, "ORDER_NOT_EXIST", QStringLiteral("订单不存在"));
    call.book->asked(*order);
    QJsonObject object = transaction(*call.book, *order);
    if (order->state == PayState::Paid && m_faults.take(QLatin1String("amount_differs"), call.verb)) {
        QJsonObject amount = object.value(QLatin1String("amount")).toObject();
        amount.insert(QStringLiteral("total"), order->fen + 1);
        object.insert(QStringLiteral("amount"), amount);
    }
    return said(200, object);
}

SimWechat::Said SimWechat::close(const Call &call)
{
    if (call.body.value(QLatin1String("mchid")).toString() != call.book->merchant().number)
        return no(400, "PARAM_ERROR", QStringLiteral("mchid"));
    PayOrder *order = call.book->find(call.number);
    if (!order)
        return no(404, "ORDER_NOT_EXIST", QStringLiteral("订单不存在"));
    switch (call.book->close(*order)) {
    case PayNo::None:
        return {204, {}};
    case PayNo::AlreadyPaid:
        return no(400, "ORDERPAID", QStringLiteral("该订单已支付"));
    default:
        return no(400, "ORDER_CLOSED", QStringLiteral("订单已关闭"));
    }
}

SimWechat::Said SimWechat::reverse(const Call &call)
{
    const PayMerchant &merchant = call.book->merchant();
    if (call.body.value(QLatin1String("mchid")).toString() != merchant.number
        || call.body.value(QLatin1String("appid")).toString() != merchant.app)
        return no(400, "PARAM_ERROR", QStringLiteral("mchid, appid"));
    PayOrder *order = call.book->find(call.number);
    if (!order)
        return no(404, "ORDER_NOT_EXIST", QStringLiteral("订单不存在"));
    if (!order->isByCode)
        return no(400, "INVALID_REQUEST", QStringLiteral("仅付款码支付可撤销"));
    switch (call.book->reverse(*order)) {
    case PayNo::None:
    case PayNo::AlreadyClosed:
        return said(200,
                    {{QStringLiteral("appid"), merchant.app},
                     {QStringLiteral("mchid"), merchant.number},
                     {QStringLiteral("out_trade_no"), order->orderNo}});
    default:
        return no(500, "SYSTEM_ERROR", QStringLiteral("系统错误"));
    }
}

}
