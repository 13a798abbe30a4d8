#include "core/exchange/channels/alipay/alipay_channel.h"

#include "core/exchange/channels/alipay/alipay_bill.h"
#include "core/exchange/channels/channel_rules.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"

#include <QJsonDocument>
#include <QUrlQuery>

#include <algorithm>

namespace youka::alipay {

namespace {

const QString TimeFormat = QStringLiteral("yyyy-MM-dd HH:mm:ss");
constexpr qsizetype SubjectBytes = 256;

QString textIn(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

/// The gateway takes no subject with one of / = &.
QString subjectOf(const ChannelOrder &order)
{
    QString subject = order.subject;
    for (QChar &c : subject)
        if (c == u'/' || c == u'=' || c == u'&')
            c = u' ';
    return clippedToUtf8(subject, SubjectBytes);
}

/// The gateway counts an unpaid QR's life in whole minutes.
QString minutesUntil(const ChannelOrder &order)
{
    const qint64 minutes = (order.expiresAt.ms - order.startedAt.ms + 59'999) / 60'000;
    return QString::number(std::max<qint64>(1, minutes)) + u'm';
}

}

Result<std::unique_ptr<PaymentChannel>> AlipayChannel::make(const ChannelConfig &config,
                                                            const ChannelSurroundings &around)
{
    if (config.merchant.isEmpty() || config.app.isEmpty() || config.trusted.isEmpty()
        || config.noticeUrl.isEmpty())
        return fail(ErrorCode::SettingsInvalid,
                    QStringLiteral("alipay: seller, app, trusted key, notice url"));
    const auto key = RsaPrivateKey::fromPem(config.privateKeyPem);
    if (!key)
        return fail(key.error());
    ChannelConfig whole = config;
    if (whole.gateway.isEmpty())
        whole.gateway = QUrl(QStringLiteral("https://openapi.alipay.com/gateway.do"));
    std::unique_ptr<AlipayChannel> channel(new AlipayChannel(*key, whole, around));
    const bool byCertificate = !config.certificatePem.isEmpty();
    if (byCertificate) {
        const auto own = Certificate::fromPem(config.certificatePem);
        const auto roots = Certificate::listFromPem(config.rootsPem);
        if (!own || !roots)
            return fail(own ? roots.error() : own.error());
        channel->m_certificateNumber = certificateNumber(*own);
        channel->m_rootsNumber = rootsNumber(*roots);
    }
    for (const ChannelTrust &trust : config.trusted) {
        const auto trusted = RsaPublicKey::fromPem(trust.pem);
        if (!trusted)
            return fail(trusted.error());
        QByteArray number;
        if (byCertificate) {
            const auto certificate = Certificate::fromPem(trust.pem);
            if (!certificate)
                return fail(certificate.error());
            number = certificateNumber(*certificate);
        }
        channel->m_trusted.emplaceBack(number, *trusted);
    }
    return std::unique_ptr<PaymentChannel>(std::move(channel));
}

AlipayChannel::AlipayChannel(RsaPrivateKey key, const ChannelConfig &config,
                             const ChannelSurroundings &around)
    : m_key(std::move(key))
    , m_config(config)
    , m_around(around)
{
}

ChannelCall AlipayChannel::call(Verb verb, const QJsonObject &content) const
{
    Fields fields{
        {"app_id", m_config.app.toUtf8()},
        {"method", methodOf(verb)},
        {"format", "JSON"},
        {"charset", "utf-8"},
        {"sign_type", "RSA2"},
        {"timestamp", beijingText(m_around.clock.now(), TimeFormat).toLatin1()},
        {"version", "1.0"},
        {"biz_content", QJsonDocument(content).toJson(QJsonDocument::Compact)},
    };
    if (verb == Verb::Precreate || verb == Verb::Pay)
        fields.insert("notify_url", m_config.noticeUrl.toUtf8());
    if (!m_certificateNumber.isEmpty()) {
        fields.insert("app_cert_sn", m_certificateNumber);
        fields.insert("alipay_root_cert_sn", m_rootsNumber);
    }
    fields.insert("sign", m_key.sign(requestText(fields)).toBase64());
    return {"POST",
            m_config.gateway,
            {{"Content-Type", "application/x-www-form-urlencoded;charset=utf-8"}, {"User-Agent", "Youka"}},
            encodedForm(fields)};
}

Result<void> AlipayChannel::verify(QByteArrayView text, const QByteArray &base64,
                                   const QByteArray &number) const
{
    const auto signature = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    // With plain keys, and in notices that do not name it, the key is any of those we trust: while one is
    // replaced there are two.
    const bool isNamed = !m_certificateNumber.isEmpty() && !number.isEmpty();
    const bool isGenuine =
        signature && std::any_of(m_trusted.begin(), m_trusted.end(), [&](const auto &trusted) {
            return (!isNamed || trusted.first == number) && trusted.second.verify(text, *signature);
        });
    if (!isGenuine)
        return fail(ErrorCode::ChannelForged, QStringLiteral("wrong signature"));
    return {};
}

Result<QJsonObject> AlipayChannel::innerObject(Verb verb, const QByteArray &body) const
{
    QByteArray name = methodOf(verb);
    name.replace('.', '_').append("_response");
    const auto inner = memberBytes(body, name);
    const auto sign = memberBytes(body, "sign");
    const auto number = memberBytes(body, "alipay_cert_sn");
    if (!inner || !sign || !number)
        return fail(!inner ? inner.error() : !sign ? sign.error() : number.error());
    if (inner->isEmpty()) // error_response, which nobody signs
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("no answer in the answer"));
    if (sign->isEmpty()
        || (number->isEmpty() && !m_certificateNumber.isEmpty())) // a reply names its certificate
        return fail(ErrorCode::ChannelForged, QStringLiteral("unsigned"));
    // Both are plain text in quotes; in base64 a slash may be escaped.
    const auto unquoted = [](QByteArrayView text) {
        return text.size() < 2 ? QByteArray() : text.sliced(1).chopped(1).toByteArray().replace("\\/", "/");
    };
    if (const auto genuine = verify(*inner, unquoted(*sign), unquoted(*number)); !genuine)
        return fail(genuine.error());
    const auto object = parseJsonObject(*inner);
    if (!object)
        return fail(ErrorCode::ChannelUnreadable, object.error().detail);
    return *object;
}

template <class T>
ChannelAnswer<T>
AlipayChannel::answer(Verb verb, const ChannelReply &reply,
                      const std::function<ChannelAnswer<T>(Verdict, const QJsonObject &)> &read) const
{
    if (reply.status != 200) // the gateway says no inside a 200
        return doubt<T>(ErrorCode::ChannelSilent, QStringLiteral("HTTP %1").arg(reply.status));
    const auto object = innerObject(verb, reply.body);
    if (!object)
        return ChannelUnknown{object.error()};
    const QString code = textIn(*object, "code");
    const QString subCode = textIn(*object, "sub_code");
    switch (const Verdict verdict = verdictOf(verb, code, subCode)) {
    case Verdict::Refused:
        return ChannelRefusal{subCode, textIn(*object, "sub_msg").left(200)};
    case Verdict::Doubt:
        return doubt<T>(ErrorCode::ChannelSilent, code + u' ' + subCode);
    case Verdict::NotReady:
        return doubt<T>(ErrorCode::ChannelBillNotReady, subCode);
    default:
        return read(verdict, *object);
    }
}

QJsonObject AlipayChannel::orderContent(const ChannelOrder &order) const
{
    return {{QStringLiteral("out_trade_no"), order.orderNo},
            {QStringLiteral("total_amount"), plainAmount(order.amount)},
            {QStringLiteral("subject"), subjectOf(order)},
            {QStringLiteral("store_id"), order.station},
            {QStringLiteral("terminal_id"), order.terminal},
            {QStringLiteral("timeout_express"), minutesUntil(order)}};
}

PaymentChannel::Step<ChannelQr> AlipayChannel::precreate(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    const auto read = [order](Verdict, const QJsonObject &object) -> ChannelAnswer<ChannelQr> {
        const QString text = textIn(object, "qr_code");
        if (text.isEmpty() || textIn(object, "out_trade_no") != order.orderNo)
            return doubt<ChannelQr>(ErrorCode::ChannelUnreadable, QStringLiteral("no QR of this order"));
        return ChannelQr{text};
    };
    QJsonObject content = orderContent(order);
    // Of the QR itself; timeout_express begins when it is scanned.
    content.insert(QStringLiteral("qr_code_timeout_express"), minutesUntil(order));
    return ChannelStep<ChannelQr>{call(Verb::Precreate, content), [this, read](const ChannelReply &reply) {
                                      return answer<ChannelQr>(Verb::Precreate, reply, read);
                                  }};
}

ChannelAnswer<ChannelPayment> AlipayChannel::paymentIn(Verb verb, const ChannelOrder &order,
                                                       const QJsonObject &object) const
{
    const auto payment = readTrade(object, verb, m_config.merchant);
    if (!payment)
        return ChannelUnknown{payment.error()};
    if (payment->orderNo != order.orderNo)
        return doubt<ChannelPayment>(ErrorCode::ChannelMismatch, QStringLiteral("another order"));
    if (payment->state == ChannelState::Paid)
        if (const auto same = checkPaid(order, *payment); !same)
            return ChannelUnknown{same.error()};
    return *payment;
}

PaymentChannel::Step<ChannelPayment> AlipayChannel::payByCode(const ChannelOrder &order,
                                                              const QString &payCode) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    QJsonObject content = orderContent(order);
    content.insert(QStringLiteral("scene"), QStringLiteral("bar_code"));
    content.insert(QStringLiteral("auth_code"), payCode);
    const auto read = [this, order](Verdict verdict,
                                    const QJsonObject &object) -> ChannelAnswer<ChannelPayment> {
        if (verdict != Verdict::Typing)
            return paymentIn(Verb::Pay, order, object);
        ChannelPayment payment;
        payment.merchant = m_config.merchant;
        payment.orderNo = order.orderNo;
        payment.channelNo = textIn(object, "trade_no");
        payment.state = ChannelState::Typing;
        return payment;
    };
    return ChannelStep<ChannelPayment>{call(Verb::Pay, content), [this, read](const ChannelReply &reply) {
                                           return answer<ChannelPayment>(Verb::Pay, reply, read);
                                       }};
}

PaymentChannel::Step<ChannelPayment> AlipayChannel::query(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    const auto read = [this, order](Verdict verdict,
                                    const QJsonObject &object) -> ChannelAnswer<ChannelPayment> {
        if (verdict != Verdict::Absent)
            return paymentIn(Verb::Query, order, object);
        ChannelPayment payment; // nobody has scanned it yet
        payment.merchant = m_config.merchant;
        payment.orderNo = order.orderNo;
        return payment;
    };
    return ChannelStep<ChannelPayment>{
        call(Verb::Query, {{QStringLiteral("out_trade_no"), order.orderNo}}),
        [this, read](const ChannelReply &reply) { return answer<ChannelPayment>(Verb::Query, reply, read); }};
}

PaymentChannel::Step<ChannelClosed> AlipayChannel::close(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    const auto read = [order](Verdict, const QJsonObject &object) -> ChannelAnswer<ChannelClosed> {
        if (textIn(object, "out_trade_no") != order.orderNo)
            return doubt<ChannelClosed>(ErrorCode::ChannelMismatch, QStringLiteral("another order"));
        return ChannelClosed{};
    };
    return ChannelStep<ChannelClosed>{
        call(Verb::Close, {{QStringLiteral("out_trade_no"), order.orderNo}}),
        [this, read](const ChannelReply &reply) { return answer<ChannelClosed>(Verb::Close, reply, read); }};
}

PaymentChannel::Step<ChannelReversal> AlipayChannel::reverse(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    const auto read = [order](Verdict, const QJsonObject &object) -> ChannelAnswer<ChannelReversal> {
        if (textIn(object, "out_trade_no") != order.orderNo)
            return doubt<ChannelReversal>(ErrorCode::ChannelMismatch, QStringLiteral("another order"));
        const QString again = textIn(object, "retry_flag");
        if (again != QLatin1String("Y") && again != QLatin1String("N"))
            return doubt<ChannelReversal>(ErrorCode::ChannelUnreadable, QStringLiteral("retry_flag"));
        ChannelReversal reversal{again == QLatin1String("N"), std::nullopt};
        if (const QString action = textIn(object, "action"); !action.isEmpty())
            reversal.moneyWentBack = action == QLatin1String("refund");
        return reversal;
    };
    return ChannelStep<ChannelReversal>{call(Verb::Cancel, {{QStringLiteral("out_trade_no"), order.orderNo}}),
                                        [this, read](const ChannelReply &reply) {
                                            return answer<ChannelReversal>(Verb::Cancel, reply, read);
                                        }};
}

PaymentChannel::Step<ChannelRefund> AlipayChannel::refund(const ChannelRefundOrder &refund) const
{
    if (const auto checked = checkRefund(refund); !checked)
        return fail(checked.error());
    QJsonObject content{{QStringLiteral("out_trade_no"), refund.order.orderNo},
                        {QStringLiteral("out_request_no"), refund.refundNo},
                        {QStringLiteral("refund_amount"), plainAmount(refund.amount)}};
    if (!refund.reason.isEmpty())
        content.insert(QStringLiteral("refund_reason"), clippedToUtf8(refund.reason, SubjectBytes));
    const auto read = [refund](Verdict, const QJsonObject &object) -> ChannelAnswer<ChannelRefund> {
        if (textIn(object, "out_trade_no") != refund.order.orderNo)
            return doubt<ChannelRefund>(ErrorCode::ChannelMismatch, QStringLiteral("another order"));
        // N says that this very call moved nothing: it is a repeat, or not done yet. The query knows.
        const bool moved = textIn(object, "fund_change") == QLatin1String("Y");
        return ChannelRefund{refund.order.orderNo, refund.refundNo, textIn(object, "trade_no"),
                             moved ? ChannelRefundState::Done : ChannelRefundState::Working, refund.amount};
    };
    return ChannelStep<ChannelRefund>{call(Verb::Refund, content), [this, read](const ChannelReply &reply) {
                                          return answer<ChannelRefund>(Verb::Refund, reply, read);
                                      }};
}

PaymentChannel::Step<ChannelRefund> AlipayChannel::queryRefund(const ChannelRefundOrder &refund) const
{
    if (const auto checked = checkRefund(refund); !checked)
        return fail(checked.error());
    const auto read = [refund](Verdict, const QJsonObject &object) -> ChannelAnswer<ChannelRefund> {
        ChannelRefund found{refund.order.orderNo,
                            refund.refundNo,
                            textIn(object, "trade_no"),
                            ChannelRefundState::Absent,
                            {}};
        if (textIn(object, "refund_status") != QLatin1String("REFUND_SUCCESS"))
            return found; // a genuine yes without it: there is no such refund (yet)
        const auto amount = fenOf(textIn(object, "refund_amount"));
        if (!amount || *amount != refund.amount || textIn(object, "out_request_no") != refund.refundNo)
            return doubt<ChannelRefund>(ErrorCode::ChannelMismatch, QStringLiteral("another refund"));
        found.state = ChannelRefundState::Done;
        found.amount = *amount;
        return found;
    };
    return ChannelStep<ChannelRefund>{call(Verb::RefundQuery,
                                           {{QStringLiteral("out_trade_no"), refund.order.orderNo},
                                            {QStringLiteral("out_request_no"), refund.refundNo}}),
                                      [this, read](const ChannelReply &reply) {
                                          return answer<ChannelRefund>(Verb::RefundQuery, reply, read);
                                      }};
}

Result<ChannelNotice> AlipayChannel::parseNotify(const HeaderList &, const QByteArray &body) const
{
    const auto fields = decodedForm(body);
    if (!fields)
        return fail(fields.error());
    if (fields->value("sign_type") != "RSA2")
        return fail(ErrorCode::ChannelForged, QStringLiteral("another way of signing"));
    return verify(noticeText(*fields), fields->value("sign"), fields->value("alipay_cert_sn")).and_then([&] {
        return readNotice(*fields, m_config.app, m_config.merchant);
    });
}

NoticeReply AlipayChannel::noticeReply(const Result<void> &taken) const
{
    return {200, "text/plain", taken ? QByteArray("success") : QByteArray("fail")};
}

PaymentChannel::Step<BillTicket> AlipayChannel::billRequest(QDate day) const
{
    if (!day.isValid())
        return fail(ErrorCode::InvalidInput, QStringLiteral("a bill's day"));
    const auto read = [day](Verdict, const QJsonObject &object) -> ChannelAnswer<BillTicket> {
        const QUrl url(textIn(object, "bill_download_url"), QUrl::StrictMode);
        if (url.host().isEmpty() || !url.scheme().startsWith(QLatin1String("http")))
            return doubt<BillTicket>(ErrorCode::ChannelUnreadable, QStringLiteral("where the bill lies"));
        return BillTicket{day, false, url, {}, {}};
    };
    return ChannelStep<BillTicket>{
        call(Verb::Bill,
             {{QStringLiteral("bill_type"), QStringLiteral("trade")},
              {QStringLiteral("bill_date"), day.toString(Qt::ISODate)}}),
        [this, read](const ChannelReply &reply) { return answer<BillTicket>(Verb::Bill, reply, read); }};
}

ChannelCall AlipayChannel::billFile(const BillTicket &ticket) const
{
    return {"GET", ticket.url, {{"User-Agent", "Youka"}}, {}}; // the address itself is the secret
}

Result<BillTotals> AlipayChannel::readBill(const BillTicket &ticket, QIODevice &file,
                                           const BillSink &row) const
{
    if (ticket.isEmpty)
        return BillTotals{};
    return readTradeBill(file, m_config.merchant, row);
}

}
