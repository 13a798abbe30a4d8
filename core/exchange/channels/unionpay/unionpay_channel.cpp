#include "core/exchange/channels/unionpay/unionpay_channel.h"

#include "core/exchange/channels/channel_rules.h"
#include "core/exchange/channels/unionpay/unionpay_bill.h"
#include "core/foundation/base/compress.h"

namespace youka::unionpay {

namespace {

const QString TimeFormat = QStringLiteral("yyyyMMddHHmmss");
const QString BackPage = QStringLiteral("/gateway/api/backTransReq.do");
const QString QueryPage = QStringLiteral("/gateway/api/queryTrans.do");
constexpr qsizetype LargestBill = 256 << 20; ///< packed

struct Kind
{
    Verb verb;
    const char *type;
    const char *subType;
};
constexpr Kind Kinds[] = {{Verb::ApplyQr, "01", "07"},  {Verb::Consume, "01", "06"},
                          {Verb::Query, "00", "00"},    {Verb::Refund, "04", "00"},
                          {Verb::Reversal, "99", "01"}, {Verb::FileDownload, "76", "01"}};

QByteArray timeOf(Timestamp when) { return beijingText(when, TimeFormat).toLatin1(); }

Fields orderFields(const ChannelOrder &order)
{
    return {{"orderId", order.orderNo.toLatin1()}, {"txnTime", timeOf(order.startedAt)}};
}

Fields withMoney(Fields fields, Money amount)
{
    fields.insert("txnAmt", QByteArray::number(amount.minor));
    fields.insert("currencyCode", "156");
    return fields;
}

}

Result<std::unique_ptr<PaymentChannel>> UnionpayChannel::make(const ChannelConfig &config,
                                                              const ChannelSurroundings &around)
{
    if (config.merchant.isEmpty() || config.trusted.isEmpty() || config.noticeUrl.isEmpty())
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("unionpay: merchant, roots, notice url"));
    const auto key = RsaPrivateKey::fromPem(config.privateKeyPem);
    const auto certificate = Certificate::fromPem(config.certificatePem);
    if (!key || !certificate)
        return fail(key ? certificate.error() : key.error());
    Trust trust;
    for (const ChannelTrust &root : config.trusted) {
        const auto roots = Certificate::listFromPem(root.pem);
        if (!roots)
            return fail(roots.error());
        trust.roots += *roots;
    }
    if (!config.betweenPem.isEmpty()) {
        const auto between = Certificate::listFromPem(config.betweenPem);
        if (!between)
            return fail(between.error());
        trust.between = *between;
    }
    trust.signerNames = config.signerNames.isEmpty() ? QStringList{QStringLiteral("中国银联股份有限公司")}
                                                     : config.signerNames;
    if (const auto layout = BillLayout::parse(config.billLayout); !layout)
        return fail(layout.error());
    ChannelConfig whole = config;
    if (whole.gateway.isEmpty())
        whole.gateway = QUrl(QStringLiteral("https://gateway.95516.com"));
    if (whole.billGateway.isEmpty())
        whole.billGateway = QUrl(QStringLiteral("https://filedownload.95516.com"));
    return std::unique_ptr<PaymentChannel>(
        new UnionpayChannel(*key, certificate->serialDecimal(), trust, whole, around));
}

UnionpayChannel::UnionpayChannel(RsaPrivateKey key, QByteArray certificateId, Trust trust,
                                 const ChannelConfig &config, const ChannelSurroundings &around)
    : m_key(std::move(key))
    , m_certificateId(std::move(certificateId))
    , m_trust(std::move(trust))
    , m_config(config)
    , m_around(around)
{
}

ChannelCall UnionpayChannel::call(const QString &page, Verb verb, Fields fields) const
{
    const auto kind =
        std::find_if(std::begin(Kinds), std::end(Kinds), [&](const Kind &one) { return one.verb == verb; });
    fields.insert("version", "5.1.0");
    fields.insert("encoding", "UTF-8");
    fields.insert("signMethod", "01");
    fields.insert("txnType", kind->type);
    fields.insert("txnSubType", kind->subType);
    fields.insert("bizType", "000000");
    fields.insert("accessType", "0");
    fields.insert("merId", m_config.merchant.toLatin1());
    fields.insert("certId", m_certificateId);
    if (verb != Verb::Query && verb != Verb::FileDownload)
        fields.insert("channelType", "08");
    fields.insert("signature", m_key.sign(digestText(fields)).toBase64());
    const QUrl &host = verb == Verb::FileDownload ? m_config.billGateway : m_config.gateway;
    return {"POST",
            host.resolved(QUrl(page)),
            {{"Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"}, {"User-Agent", "Youka"}},
            encodedForm(fields)};
}

template <class T>
ChannelAnswer<T> UnionpayChannel::answer(Verb verb, const QString &orderNo, const ChannelReply &reply,
                                         const std::function<ChannelAnswer<T>(const Fields &)> &read,
                                         const std::optional<T> &absent) const
{
    if (reply.status != 200)
        return doubt<T>(ErrorCode::ChannelSilent, QStringLiteral("HTTP %1").arg(reply.status));
    const auto fields = rawForm(reply.body);
    if (!fields)
        return ChannelUnknown{fields.error()};
    if (const auto genuine = verifyFields(*fields, m_trust, m_around.clock.now()); !genuine)
        return ChannelUnknown{genuine.error()};
    if (QString::fromUtf8(fields->value("merId")) != m_config.merchant)
        return doubt<T>(ErrorCode::ChannelNotOurs, QStringLiteral("another merchant"));
    if (!orderNo.isEmpty() && QString::fromUtf8(fields->value("orderId")) != orderNo)
        return doubt<T>(ErrorCode::ChannelMismatch, QStringLiteral("another order"));
    const QByteArray code = fields->value("respCode");
    if (code == "34" && absent)
        return *absent;
    switch (verdictOf(verb, code)) {
    case Verdict::Accepted:
        return read(*fields);
    case Verdict::Refused:
        return ChannelRefusal{QString::fromLatin1(code),
                              QString::fromUtf8(fields->value("respMsg")).left(200)};
    default:
        return doubt<T>(verb == Verb::FileDownload ? ErrorCode::ChannelBillNotReady
                                                   : ErrorCode::ChannelSilent,
                        QString::fromLatin1(code));
    }
}

PaymentChannel::Step<ChannelQr> UnionpayChannel::precreate(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    Fields fields = withMoney(orderFields(order), order.amount);
    fields.insert("backUrl", m_config.noticeUrl.toUtf8());
    const auto read = [](const Fields &said) -> ChannelAnswer<ChannelQr> {
        const QString text = QString::fromUtf8(said.value("qrCode"));
        if (text.isEmpty())
            return doubt<ChannelQr>(ErrorCode::ChannelUnreadable, QStringLiteral("no qrCode"));
        return ChannelQr{text};
    };
    return ChannelStep<ChannelQr>{call(BackPage, Verb::ApplyQr, fields),
                                  [this, order, read](const ChannelReply &reply) {
                                      return answer<ChannelQr>(Verb::ApplyQr, order.orderNo, reply, read);
                                  }};
}

PaymentChannel::Step<ChannelPayment> UnionpayChannel::payByCode(const ChannelOrder &order,
                                                                const QString &payCode) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    Fields fields = withMoney(orderFields(order), order.amount);
    fields.insert("backUrl", m_config.noticeUrl.toUtf8());
    fields.insert("qrNo", payCode.toLatin1());
    fields.insert("termId", order.terminal.toLatin1());
    const auto read = [this, order](const Fields &said) -> ChannelAnswer<ChannelPayment> {
        ChannelPayment payment; // taken in hand; the query says how it ended
        payment.merchant = m_config.merchant;
        payment.orderNo = order.orderNo;
        payment.channelNo = QString::fromUtf8(said.value("queryId"));
        payment.state = ChannelState::Waiting;
        return payment;
    };
    return ChannelStep<ChannelPayment>{
        call(BackPage, Verb::Consume, fields), [this, order, read](const ChannelReply &reply) {
            return answer<ChannelPayment>(Verb::Consume, order.orderNo, reply, read);
        }};
}

PaymentChannel::Step<ChannelPayment> UnionpayChannel::query(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    const auto read = [this, order](const Fields &said) -> ChannelAnswer<ChannelPayment> {
        ChannelPayment payment;
        payment.merchant = m_config.merchant;
        payment.orderNo = order.orderNo;
        payment.channelNo = QString::fromUtf8(said.value("queryId"));
        payment.state = stateOf(said.value("origRespCode"));
        if (payment.state != ChannelState::Paid)
            return payment;
        const auto amount = moneyIn(said);
        if (!amount)
            return ChannelUnknown{amount.error()};
        payment.amount = *amount;
        if (const auto same = checkPaid(order, payment); !same)
            return ChannelUnknown{same.error()};
        if (said.value("txnTime") != timeOf(order.startedAt)) // number and time together name an order
            return doubt<ChannelPayment>(ErrorCode::ChannelMismatch, QStringLiteral("another time"));
        return payment;
    };
    ChannelPayment absent;
    absent.merchant = m_config.merchant;
    absent.orderNo = order.orderNo;
    return ChannelStep<ChannelPayment>{call(QueryPage, Verb::Query, orderFields(order)),
                                       [this, order, read, absent](const ChannelReply &reply) {
                                           return answer<ChannelPayment>(Verb::Query, order.orderNo, reply,
                                                                         read, absent);
                                       }};
}

PaymentChannel::Step<ChannelClosed> UnionpayChannel::close(const ChannelOrder &) const
{
    return fail(ErrorCode::ChannelUnsupported, QStringLiteral("UnionPay closes no unpaid order"));
}

PaymentChannel::Step<ChannelReversal> UnionpayChannel::reverse(const ChannelOrder &order) const
{
    if (const auto checked = checkOrder(order); !checked)
        return fail(checked.error());
    const auto read = [](const Fields &) -> ChannelAnswer<ChannelReversal> {
        return ChannelReversal{true, std::nullopt};
    };
    return ChannelStep<ChannelReversal>{
        call(BackPage, Verb::Reversal, withMoney(orderFields(order), order.amount)),
        [this, order, read](const ChannelReply &reply) {
            return answer<ChannelReversal>(Verb::Reversal, order.orderNo, reply, read);
        }};
}

PaymentChannel::Step<ChannelRefund> UnionpayChannel::refund(const ChannelRefundOrder &refund) const
{
    if (const auto checked = checkRefund(refund); !checked)
        return fail(checked.error());
    if (refund.order.channelNo.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("UnionPay refunds by its own number"));
    Fields fields = withMoney(
        {{"orderId", refund.refundNo.toLatin1()}, {"txnTime", timeOf(refund.startedAt)}}, refund.amount);
    fields.insert("origQryId", refund.order.channelNo.toLatin1());
    fields.insert(
        "backUrl",
        (m_config.refundNoticeUrl.isEmpty() ? m_config.noticeUrl : m_config.refundNoticeUrl).toUtf8());
    const auto read = [refund](const Fields &said) -> ChannelAnswer<ChannelRefund> {
        return ChannelRefund{refund.order.orderNo, refund.refundNo, QString::fromUtf8(said.value("queryId")),
                             ChannelRefundState::Working, refund.amount};
    };
    return ChannelStep<ChannelRefund>{
        call(BackPage, Verb::Refund, fields), [this, refund, read](const ChannelReply &reply) {
            return answer<ChannelRefund>(Verb::Refund, refund.refundNo, reply, read);
        }};
}

PaymentChannel::Step<ChannelRefund> UnionpayChannel::queryRefund(const ChannelRefundOrder &refund) const
{
    if (const auto checked = checkRefund(refund); !checked)
        return fail(checked.error());
    const ChannelRefund absent{refund.order.orderNo, refund.refundNo, {}, ChannelRefundState::Absent, {}};
    const auto read = [refund, absent](const Fields &said) -> ChannelAnswer<ChannelRefund> {
        ChannelRefund found = absent;
        found.channelRefundNo = QString::fromUtf8(said.value("queryId"));
        const ChannelState state = stateOf(said.value("origRespCode"));
        found.state =
            state == ChannelState::Failed ? ChannelRefundState::Abnormal : ChannelRefundState::Working;
        if (state != ChannelState::Paid)
            return found;
        const auto amount = moneyIn(said);
        if (!amount || *amount != refund.amount)
            return doubt<ChannelRefund>(ErrorCode::ChannelMismatch, QStringLiteral("another amount"));
        found.state = ChannelRefundState::Done;
        found.amount = *amount;
        return found;
    };
    return ChannelStep<ChannelRefund>{
        call(QueryPage, Verb::Query,
             {{"orderId", refund.refundNo.toLatin1()}, {"txnTime", timeOf(refund.startedAt)}}),
        [this, refund, read, absent](const ChannelReply &reply) {
            return answer<ChannelRefund>(Verb::Query, refund.refundNo, reply, read, absent);
        }};
}

Result<ChannelNotice> UnionpayChannel::parseNotify(const HeaderList &, const QByteArray &body) const
{
    const auto fields = decodedForm(body);
    if (!fields)
        return fail(fields.error());
    return verifyFields(*fields, m_trust, m_around.clock.now()).and_then([&] {
        return readNotice(*fields, m_config.merchant);
    });
}

NoticeReply UnionpayChannel::noticeReply(const Result<void> &taken) const
{
    return {taken ? 200 : 500, "text/plain", taken ? QByteArray("ok") : QByteArray("fail")};
}

PaymentChannel::Step<BillTicket> UnionpayChannel::billRequest(QDate day) const
{
    if (!day.isValid())
        return fail(ErrorCode::InvalidInput, QStringLiteral("a bill's day"));
    const auto read = [day](const Fields &said) -> ChannelAnswer<BillTicket> {
        const auto packed = QByteArray::fromBase64Encoding(said.value("fileContent"),
                                                           QByteArray::AbortOnBase64DecodingErrors);
        const auto archive = packed
            ? inflated(*packed, LargestBill)
            : Result<QByteArray>(fail(ErrorCode::InvalidInput, QStringLiteral("base64")));
        if (!archive || archive->isEmpty())
            return doubt<BillTicket>(ErrorCode::ChannelBillIncomplete, QStringLiteral("fileContent"));
        return BillTicket{day, false, {}, {}, *archive};
    };
    const Fields fields{{"fileType", "00"},
                        {"settleDate", day.toString(QStringLiteral("MMdd")).toLatin1()},
                        {"txnTime", timeOf(m_around.clock.now())}};
    return ChannelStep<BillTicket>{call(QStringLiteral("/"), Verb::FileDownload, fields),
                                   [this, read](const ChannelReply &reply) {
                                       return answer<BillTicket>(Verb::FileDownload, {}, reply, read);
                                   }};
}

ChannelCall UnionpayChannel::billFile(const BillTicket &ticket) const { return {"GET", ticket.url, {}, {}}; }

Result<BillTotals> UnionpayChannel::readBill(const BillTicket &ticket, QIODevice &file,
                                             const BillSink &row) const
{
    return BillLayout::parse(m_config.billLayout).and_then([&](const BillLayout &layout) {
        return readSettlementFile(file, ticket.day, layout, row);
    });
}

}
