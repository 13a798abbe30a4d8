#include "core/exchange/channels/wechat/wechat_channel.h"

#include "core/exchange/channels/channel_rules.h"
#include "core/exchange/channels/wechat/wechat_bill.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/certificate.h"

#include <QJsonDocument>

namespace youka::wechat {

namespace {

constexpr qsizetype SubjectBytes = 127;
constexpr qsizetype ReasonBytes = 80;
const QString OrderPath = QStringLiteral("/v3/pay/transactions/out-trade-no/");
const QString RefundPath = QStringLiteral("/v3/refund/domestic/refunds");

QJsonObject moneyOf(Money amount)
{
    return {{QStringLiteral("total"), amount.minor}, {QStringLiteral("currency"), amount.currency.code()}};
}

/// For calls that no error code answers with a yes.
template <class T>
ChannelAnswer<T> noVerdict(Verdict)
{
    return doubt<T>(ErrorCode::ChannelSilent, QStringLiteral("no clear answer"));
}

bool isMerchantNumber(const QString &text)
{
    return !text.isEmpty() && text.size() <= 32
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

Result<void> checkConfig(const ChannelConfig &config)
{
    const auto missing = [](const char *what) {
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("wechat: ") + QLatin1String(what));
    };
    if (!isMerchantNumber(config.merchant))
        return missing("merchant number");
    if (config.app.isEmpty())
        return missing("appid");
    if (config.symmetricKey.size() != 32)
        return missing("the APIv3 key has 32 bytes");
    if (config.trusted.isEmpty())
        return missing("platform keys");
    if (config.noticeUrl.isEmpty())
        return missing("notice url");
    return {};
}

}

Result<std::unique_ptr<PaymentChannel>> WechatChannel::make(const ChannelConfig &config,
                                                            const ChannelSurroundings &around)
{
    if (const auto checked = checkConfig(config); !checked)
        return fail(checked.error());
    const auto key = RsaPrivateKey::fromPem(config.privateKeyPem);
    const auto certificate = Certificate::fromPem(config.certificatePem);
    if (!key || !certificate)
        return fail(key ? certificate.error() : key.error());
    ChannelConfig whole = config;
    if (whole.gateway.isEmpty())
        whole.gateway = QUrl(QStringLiteral("https://api.mch.weixin.qq.com"));
    std::unique_ptr<WechatChannel> channel(
        new WechatChannel({config.merchant.toLatin1(), certificate->serialHex(), *key}, whole, around));
    for (const ChannelTrust &trust : config.trusted) {
        auto platformKey = RsaPublicKey::fromPem(trust.pem);
        if (!platformKey)
            return fail(platformKey.error());
        channel->m_platformKeys.insert(trust.id, *platformKey);
    }
    return std::unique_ptr<PaymentChannel>(std::move(channel));
}

WechatChannel::WechatChannel(Signer signer, const ChannelConfig &config, const ChannelSurroundings &around)
    : m_signer(std::move(signer))
    , m_config(config)
    , m_around(around)
    , m_we{config.merchant, config.app}
{
}

ChannelCall WechatChannel::signedCall(const QByteArray &method, const QUrl &url, const QByteArray &body) const
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    ChannelCall call{method, url, {}, body};
    call.headers = {{"Accept", "application/json"}, {"User-Agent", "Youka"}};
    if (!body.isEmpty())
        call.headers.emplaceBack("Content-Type", "application/json");
    call.headers.emplaceBack(
        "Authorization",
        authorization(m_signer, method, target, m_around.clock.now().ms / 1000, m_around.nonce(), body));
    return call;
}

ChannelCall WechatChannel::call(const QByteArray &method, const QString &pathAndQuery,
                                const QJsonObject &body) const
{
    const QByteArray bytes =
        body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    return signedCall(method, m_config.gateway.resolved(QUrl(pathAndQuery)), bytes);
}

template <class T>
ChannelAnswer<T> WechatChannel::answer(Verb verb, const ChannelReply &reply,
                                       const std::function<ChannelAnswer<T>(const QJsonObject &)> &read,
                                       const std::function<ChannelAnswer<T>(Verdict)> &verdict) const
{
    if (reply.status == 0)
        return doubt<T>(ErrorCode::ChannelSilent, QStringLiteral("no answer"));
    if (reply.status >= 500 || reply.status == 429)
        return doubt<T>(ErrorCode::ChannelSilent, QStringLiteral("HTTP %1").arg(reply.status));
    // An error is signed too, unless it is our own signature that was not taken: that one leaves a doubt.
    if (const auto genuine = verifyMessage(reply.headers, reply.body, m_platformKeys, m_around.clock.now());
        !genuine)
        return ChannelUnknown{genuine.error()};
    const auto object = reply.status == 204 ? Result<QJsonObject>{} : parseJsonObject(reply.body);
    if (!object)
        return doubt<T>(ErrorCode::ChannelUnreadable, object.error().detail);
    if (reply.status == 200 || reply.status == 202 || reply.status == 204)
        return read(*object);
    const QString code = object->value(QLatin1String("code")).toString();
    if (code.isEmpty() || reply.status < 400)
        return doubt<T>(ErrorCode::ChannelUnreadable, QStringLiteral("HTTP %1").arg(reply.status));
    switch (const Verdict meaning = verdictOf(verb, code)) {
    case Verdict::Refused:
        return ChannelRefusal{code, object->value(QLatin1String("message")).toString().left(200)};
    case Verdict::Doubt:
        return doubt<T>(ErrorCode::ChannelSilent, code);
    case Verdict::NotReady:
        return doubt<T>(ErrorCode::ChannelBillNotReady, code);
    default:
        return verdict(meaning);
    }
}

QJsonObject WechatChannel::orderBody(const ChannelOrder &order) const
{
    QJsonObject scene{{QStringLiteral("store_info"), QJsonObject{{QStringLiteral("id"), order.station}}},
                      {QStringLiteral("device_id"), order.terminal}};
    if (!order.clientIp.isEmpty())
        scene.insert(QStringLiteral("payer_client_ip"), order.clientIp);
    return {{QStringLiteral("appid"), m_we.appId},
            {QStringLiteral("mchid"), m_we.mchId},
            {QStringLiteral("description"), clippedToUtf8(order.subject, SubjectBytes)},
            {QStringLiteral("out_trade_no"), order.orderNo},
            {QStringLiteral("amount"), moneyOf(order.amount)},
            {QStringLiteral("scene_info"), scene}};
}

PaymentChannel::Step<ChannelQr> WechatChannel::precreate(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    QJsonObject body = orderBody(order);
    body.insert(QStringLiteral("notify_url"), m_config.noticeUrl);
    body.insert(QStringLiteral("time_expire"),
                beijingText(order.expiresAt, QStringLiteral("yyyy-MM-ddTHH:mm:ss"))
                    + QStringLiteral("+08:00"));
    const auto read = [](const QJsonObject &object) -> ChannelAnswer<ChannelQr> {
        const QString text = object.value(QLatin1String("code_url")).toString();
        if (text.isEmpty())
            return doubt<ChannelQr>(ErrorCode::ChannelUnreadable, QStringLiteral("no code_url"));
        return ChannelQr{text};
    };
    return ChannelStep<ChannelQr>{call("POST", QStringLiteral("/v3/pay/transactions/native"), body),
                                  [this, read](const ChannelReply &reply) {
                                      return answer<ChannelQr>(Verb::Precreate, reply, read,
                                                               noVerdict<ChannelQr>);
                                  }};
}

ChannelAnswer<ChannelPayment> WechatChannel::paymentIn(const ChannelOrder &order,
                                                       const QJsonObject &object) const
{
    auto payment = readTransaction(object, m_we);
    if (!payment)
        return ChannelUnknown{payment.error()};
    if (payment->orderNo != order.orderNo)
        return doubt<ChannelPayment>(ErrorCode::ChannelMismatch, QStringLiteral("another order"));
    if (payment->state == ChannelState::Paid || payment->state == ChannelState::Refunded)
        if (const auto same = checkPaid(order, *payment); !same)
            return ChannelUnknown{same.error()};
    return *payment;
}

PaymentChannel::Step<ChannelPayment> WechatChannel::payByCode(const ChannelOrder &order,
                                                              const QString &payCode) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    QJsonObject body = orderBody(order);
    body.insert(QStringLiteral("payer"), QJsonObject{{QStringLiteral("auth_code"), payCode}});
    const auto typing = [order, this]() {
        ChannelPayment payment;
        payment.merchant = m_we.mchId;
        payment.orderNo = order.orderNo;
        payment.state = ChannelState::Typing;
        return payment;
    };
    const auto read = [this, order, typing](const QJsonObject &object) -> ChannelAnswer<ChannelPayment> {
        // While the customer types the answer (202) holds little more than its state.
        const bool isTyping =
            object.value(QLatin1String("trade_state")).toString() == QLatin1String("USERPAYING");
        return isTyping ? ChannelAnswer<ChannelPayment>(typing()) : paymentIn(order, object);
    };
    const auto verdict = [typing](Verdict) -> ChannelAnswer<ChannelPayment> { return typing(); };
    return ChannelStep<ChannelPayment>{call("POST", QStringLiteral("/v3/pay/transactions/codepay"), body),
                                       [this, read, verdict](const ChannelReply &reply) {
                                           return answer<ChannelPayment>(Verb::PayByCode, reply, read,
                                                                         verdict);
                                       }};
}

PaymentChannel::Step<ChannelPayment> WechatChannel::query(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    const auto read = [this, order](const QJsonObject &object) { return paymentIn(order, object); };
    const auto absent = [this, order](Verdict) -> ChannelAnswer<ChannelPayment> {
        ChannelPayment payment;
        payment.merchant = m_we.mchId;
        payment.orderNo = order.orderNo;
        return payment;
    };
    return ChannelStep<ChannelPayment>{
        call("GET", OrderPath + order.orderNo + QStringLiteral("?mchid=") + m_we.mchId),
        [this, read, absent](const ChannelReply &reply) {
            return answer<ChannelPayment>(Verb::Query, reply, read, absent);
        }};
}

PaymentChannel::Step<ChannelClosed> WechatChannel::close(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    const auto read = [](const QJsonObject &) -> ChannelAnswer<ChannelClosed> { return ChannelClosed{}; };
    const auto already = [](Verdict) -> ChannelAnswer<ChannelClosed> { return ChannelClosed{}; };
    return ChannelStep<ChannelClosed>{call("POST", OrderPath + order.orderNo + QStringLiteral("/close"),
                                           {{QStringLiteral("mchid"), m_we.mchId}}),
                                      [this, read, already](const ChannelReply &reply) {
                                          return answer<ChannelClosed>(Verb::Close, reply, read, already);
                                      }};
}

PaymentChannel::Step<ChannelReversal> WechatChannel::reverse(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    const auto read = [order](const QJsonObject &object) -> ChannelAnswer<ChannelReversal> {
        const QString named = object.value(QLatin1String("out_trade_no")).toString();
        if (!named.isEmpty() && named != order.orderNo)
            return doubt<ChannelReversal>(ErrorCode::ChannelMismatch, QStringLiteral("another order"));
        return ChannelReversal{true, std::nullopt};
    };
    const auto already = [](Verdict) -> ChannelAnswer<ChannelReversal> {
        return ChannelReversal{true, std::nullopt};
    };
    return ChannelStep<ChannelReversal>{
        call("POST", OrderPath + order.orderNo + QStringLiteral("/reverse"),
             {{QStringLiteral("appid"), m_we.appId}, {QStringLiteral("mchid"), m_we.mchId}}),
        [this, read, already](const ChannelReply &reply) {
            return answer<ChannelReversal>(Verb::Reverse, reply, read, already);
        }};
}

namespace {

ChannelAnswer<ChannelRefund> refundIn(const ChannelRefundOrder &asked, const QJsonObject &object)
{
    const auto refund = readRefund(object);
    if (!refund)
        return ChannelUnknown{refund.error()};
    if (refund->refundNo != asked.refundNo || refund->orderNo != asked.order.orderNo
        || refund->amount != asked.amount)
        return doubt<ChannelRefund>(ErrorCode::ChannelMismatch, QStringLiteral("another refund"));
    return *refund;
}

}

PaymentChannel::Step<ChannelRefund> WechatChannel::refund(const ChannelRefundOrder &refund) const
{
    if (const auto checked = checkRefund(refund); !checked)
        return fail(checked.error());
    QJsonObject amount = moneyOf(refund.order.amount);
    amount.insert(QStringLiteral("refund"), refund.amount.minor);
    QJsonObject body{{QStringLiteral("out_trade_no"), refund.order.orderNo},
                     {QStringLiteral("out_refund_no"), refund.refundNo},
                     {QStringLiteral("notify_url"),
                      m_config.refundNoticeUrl.isEmpty() ? m_config.noticeUrl : m_config.refundNoticeUrl},
                     {QStringLiteral("amount"), amount}};
    if (!refund.reason.isEmpty())
        body.insert(QStringLiteral("reason"), clippedToUtf8(refund.reason, ReasonBytes));
    const auto read = [refund](const QJsonObject &object) { return refundIn(refund, object); };
    return ChannelStep<ChannelRefund>{
        call("POST", RefundPath, body), [this, read](const ChannelReply &reply) {
            return answer<ChannelRefund>(Verb::Refund, reply, read, noVerdict<ChannelRefund>);
        }};
}

PaymentChannel::Step<ChannelRefund> WechatChannel::queryRefund(const ChannelRefundOrder &refund) const
{
    if (const auto checked = checkRefund(refund); !checked)
        return fail(checked.error());
    const auto read = [refund](const QJsonObject &object) { return refundIn(refund, object); };
    const auto absent = [refund](Verdict) -> ChannelAnswer<ChannelRefund> {
        return ChannelRefund{refund.order.orderNo, refund.refundNo, {}, ChannelRefundState::Absent, {}};
    };
    return ChannelStep<ChannelRefund>{
        call("GET", RefundPath + u'/' + refund.refundNo), [this, read, absent](const ChannelReply &reply) {
            return answer<ChannelRefund>(Verb::QueryRefund, reply, read, absent);
        }};
}

Result<ChannelNotice> WechatChannel::parseNotify(const HeaderList &headers, const QByteArray &body) const
{
    return verifyMessage(headers, body, m_platformKeys, m_around.clock.now()).and_then([&] {
        return readNotice(body, m_config.symmetricKey, m_we);
    });
}

NoticeReply WechatChannel::noticeReply(const Result<void> &taken) const
{
    if (taken)
        return {204, {}, {}};
    const bool forged = taken.error().code == ErrorCode::ChannelForged;
    return {forged ? 401 : 500, "application/json",
            QJsonDocument(QJsonObject{{QStringLiteral("code"), QStringLiteral("FAIL")},
                                      {QStringLiteral("message"), errorCodeName(taken.error().code)}})
                .toJson(QJsonDocument::Compact)};
}

PaymentChannel::Step<BillTicket> WechatChannel::billRequest(QDate day) const
{
    if (!day.isValid())
        return fail(ErrorCode::InvalidInput, QStringLiteral("a bill's day"));
    const QStringList hosts{m_config.gateway.host(), m_config.billGateway.host()};
    const auto read = [day, hosts](const QJsonObject &object) -> ChannelAnswer<BillTicket> {
        const QUrl url(object.value(QLatin1String("download_url")).toString(), QUrl::StrictMode);
        const QByteArray hash = object.value(QLatin1String("hash_value")).toString().toLatin1().toLower();
        if (!hosts.contains(url.host()) || url.host().isEmpty() || hash.size() != 40
            || object.value(QLatin1String("hash_type")).toString() != QLatin1String("SHA1"))
            return doubt<BillTicket>(ErrorCode::ChannelUnreadable, QStringLiteral("where the bill lies"));
        return BillTicket{day, false, url, hash, {}};
    };
    const auto empty = [day](Verdict) -> ChannelAnswer<BillTicket> {
        return BillTicket{day, true, {}, {}, {}};
    };
    return ChannelStep<BillTicket>{
        call("GET",
             QStringLiteral("/v3/bill/tradebill?bill_date=%1&bill_type=ALL").arg(day.toString(Qt::ISODate))),
        [this, read, empty](const ChannelReply &reply) {
            return answer<BillTicket>(Verb::Bill, reply, read, empty);
        }};
}

ChannelCall WechatChannel::billFile(const BillTicket &ticket) const
{
    return signedCall("GET", ticket.url, {});
}

Result<BillTotals> WechatChannel::readBill(const BillTicket &ticket, QIODevice &file,
                                           const BillSink &row) const
{
    if (ticket.isEmpty)
        return BillTotals{};
    return readTradeBill(file, ticket.sha1Hex, m_we.mchId, row);
}

}
