#include "core/exchange/invoicing/nuonuo_platform.h"

#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QUrlQuery>

namespace youka {

namespace {

constexpr const char *IssueMethod = "nuonuo.OpeMplatform.requestBillingNew";
constexpr const char *QueryMethod = "nuonuo.OpeMplatform.queryInvoiceResult";
constexpr QLatin1String Taken{"E0000"};
constexpr QLatin1String NoSuchInvoice{"E9500"};
constexpr qsizetype MostWords = 200;

/// 13 % as "0.13".
QString rateText(Percent rate)
{
    return QStringLiteral("%1.%2")
        .arg(rate.basisPoints / 10'000)
        .arg(rate.basisPoints % 10'000, 4, 10, QLatin1Char('0'));
}

/// Thousandths as "12.345".
QString quantityText(qint64 quantity)
{
    return QStringLiteral("%1%2.%3")
        .arg(quantity < 0 ? QStringLiteral("-") : QString())
        .arg(qAbs(quantity) / 1'000)
        .arg(qAbs(quantity) % 1'000, 3, 10, QLatin1Char('0'));
}

QJsonObject lineJson(const InvoiceLine &line, bool isRed)
{
    const bool isFuel = line.unit == Product::Unit::Litre;
    return {{QStringLiteral("goodsName"), line.name},
            {QStringLiteral("goodsCode"), line.product},
            {QStringLiteral("unit"), isFuel ? QStringLiteral("升") : QStringLiteral("件")},
            {QStringLiteral("num"), quantityText(isRed ? -line.quantity : line.quantity)},
            {QStringLiteral("withTaxFlag"), QStringLiteral("1")},
            {QStringLiteral("invoiceLineProperty"), QStringLiteral("0")},
            {QStringLiteral("taxRate"), rateText(line.rate)},
            {QStringLiteral("tax"), plainAmount(line.tax)},
            {QStringLiteral("taxExcludedAmount"), plainAmount(line.gross - line.tax)},
            {QStringLiteral("taxIncludedAmount"), plainAmount(line.gross)}};
}

/// "name account" as people write it, of what is known.
QString joined(const QString &a, const QString &b) { return (a + u' ' + b).trimmed(); }

class NuonuoPlatform final : public InvoicePlatform
{
public:
    NuonuoPlatform(PlatformAccount account, std::function<QByteArray()> nonce)
        : m_account(std::move(account))
        , m_nonce(std::move(nonce))
    {
    }

    ChannelCall issue(const Invoice &invoice, const std::optional<Invoice> &original,
                      Timestamp now) const override
    {
        QJsonArray lines;
        for (const InvoiceLine &line : invoice.lines)
            lines.append(lineJson(line, invoice.isRed()));
        QJsonObject order{
            {QStringLiteral("orderNo"), requestNumber(invoice)},
            {QStringLiteral("invoiceDate"),
             invoice.at.toDateTime()
                 .toTimeZone(QTimeZone("Asia/Shanghai"))
                 .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"))},
            {QStringLiteral("invoiceType"), invoice.isRed() ? QStringLiteral("2") : QStringLiteral("1")},
            {QStringLiteral("invoiceLine"),
             invoice.kind == InvoiceKind::Special ? QStringLiteral("bs") : QStringLiteral("pc")},
            {QStringLiteral("salerTaxNum"), m_account.taxNumber},
            {QStringLiteral("clerk"), m_account.clerk},
            {QStringLiteral("buyerName"), invoice.title.name},
            {QStringLiteral("buyerTaxNum"), invoice.title.taxNumber},
            {QStringLiteral("buyerAddress"), joined(invoice.title.address, invoice.title.phone)},
            {QStringLiteral("buyerAccount"), joined(invoice.title.bank, invoice.title.bankAccount)},
            {QStringLiteral("remark"), invoice.remark},
            {QStringLiteral("pushMode"), QStringLiteral("-1")}, // whoever asked is told by us
            {QStringLiteral("invoiceDetail"), lines}};
        if (original)
            order.insert(QStringLiteral("invoiceNum"), original->number);
        return post(IssueMethod, {{QStringLiteral("order"), order}}, now);
    }

    ChannelCall query(const Invoice &invoice, Timestamp now) const override
    {
        return post(QueryMethod,
                    {{QStringLiteral("orderNos"), QJsonArray{requestNumber(invoice)}},
                     {QStringLiteral("isOfferInvoiceDetail"), QStringLiteral("0")}},
                    now);
    }

    PlatformNews issued(const Invoice &, const ChannelReply &reply) const override
    {
        const auto said = read(reply);
        if (!said)
            return unknown(said.error().detail);
        const QString code = (*said)[QLatin1String("code")].toString();
        const QString words = wordsOf(*said);
        if (code != Taken) // E9...: about this request; all others may pass, or are our own mistake
            return code.startsWith(QLatin1String("E9")) ? PlatformNews{PlatformWord::No, {}, words}
                                                        : unknown(words);
        const QString serial =
            (*said)[QLatin1String("result")][QLatin1String("invoiceSerialNum")].toString().left(60);
        if (serial.isEmpty())
            return unknown(QStringLiteral("taken without a serial number"));
        return {PlatformWord::Said, {InvoiceState::Requested, {}, serial, 0, {}}, {}};
    }

    PlatformNews queried(const Invoice &invoice, const ChannelReply &reply) const override
    {
        const auto said = read(reply);
        if (!said)
            return unknown(said.error().detail);
        const QString code = (*said)[QLatin1String("code")].toString();
        if (code == NoSuchInvoice)
            return {PlatformWord::NotThere, {}, wordsOf(*said)};
        if (code != Taken)
            return unknown(wordsOf(*said));
        const QJsonArray all = (*said)[QLatin1String("result")].toArray();
        const QJsonObject one = all.size() == 1 ? all.first().toObject() : QJsonObject();
        if (one[QLatin1String("orderNo")].toString() != requestNumber(invoice))
            return unknown(QStringLiteral("an answer about another request"));
        return stateOf(invoice, one);
    }

    ChannelCall download(const QUrl &pdf) const override
    {
        ChannelCall call;
        call.method = "GET";
        call.url = pdf;
        call.timeoutMs = m_account.timeoutMs;
        return call;
    }

    Result<QByteArray> downloaded(const ChannelReply &reply) const override
    {
        if (reply.status != 200 || !reply.body.startsWith("%PDF-"))
            return fail(ErrorCode::InvoicePlatformSilent,
                        QStringLiteral("no PDF, HTTP %1").arg(reply.status));
        return reply.body;
    }

private:
    static PlatformNews unknown(const QString &why) { return {PlatformWord::Unknown, {}, why}; }
    static QString wordsOf(const QJsonObject &said)
    {
        return (said[QLatin1String("code")].toString() + u' ' + said[QLatin1String("describe")].toString())
            .left(MostWords)
            .trimmed();
    }

    /// Whole, and of the shape that all answers share. Errors: InvoicePlatformSilent.
    static Result<QJsonObject> read(const ChannelReply &reply)
    {
        const auto silent = [](const QString &why) { return fail(ErrorCode::InvoicePlatformSilent, why); };
        if (reply.status == 0)
            return silent(QStringLiteral("no answer"));
        if (reply.status != 200)
            return silent(QStringLiteral("HTTP %1").arg(reply.status));
        const auto json = parseJsonObject(reply.body);
        if (!json || !(*json)[QLatin1String("code")].isString())
            return silent(QStringLiteral("not an answer of the platform's"));
        return *json;
    }

    static PlatformNews stateOf(const Invoice &invoice, const QJsonObject &one)
    {
        const auto text = [&](const char *name) { return one[QLatin1String(name)].toString(); };
        const QString status = text("status");
        const QString serial = text("serialNo").left(60);
        if (status == QLatin1String("20") || status == QLatin1String("21") || status == QLatin1String("24"))
            return {PlatformWord::Said, {InvoiceState::Requested, {}, serial, 0, {}}, {}};
        if (status == QLatin1String("22"))
            return {PlatformWord::Said,
                    {InvoiceState::Refused, {}, serial, int(ErrorCode::InvoicePlatformRefused), {}},
                    text("failCause").left(MostWords)};
        if (status != QLatin1String("2"))
            return unknown(QStringLiteral("state ") + status.left(20));
        const QString electronic = text("allElectronicInvoiceNumber");
        const QString number = electronic.isEmpty() ? text("invoiceNo") : electronic;
        const bool isNumber = number.size() >= 8 && number.size() <= 20
            && std::all_of(number.begin(), number.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!isNumber)
            return unknown(QStringLiteral("issued without a number"));
        // Another amount under our number is somebody else's, or a mistake of theirs: a person must look.
        const auto amount = parseAmount(text("orderAmount"), invoice.currency);
        if (!amount || *amount != invoice.gross)
            return unknown(QStringLiteral("issued for ") + text("orderAmount").left(20));
        const qint64 at = one[QLatin1String("invoiceTime")].toVariant().toLongLong();
        if (at <= 0)
            return unknown(QStringLiteral("issued without a time"));
        return {PlatformWord::Said,
                {InvoiceState::Issued, number, serial, 0, Timestamp{at}},
                {},
                QUrl(text("pdfUrl"), QUrl::StrictMode)};
    }

    ChannelCall post(const char *method, const QJsonObject &json, Timestamp now) const
    {
        const QByteArray senid = m_nonce();
        const QByteArray nonce =
            QByteArray::number(10'000'000 + senid.left(6).toUInt(nullptr, 16) % 90'000'000);
        const QByteArray time = QByteArray::number(now.ms / 1'000);
        ChannelCall call;
        call.method = "POST";
        call.timeoutMs = m_account.timeoutMs;
        call.body = QJsonDocument(json).toJson(QJsonDocument::Compact);
        QUrlQuery query;
        query.addQueryItem(QStringLiteral("senid"), QString::fromLatin1(senid));
        query.addQueryItem(QStringLiteral("nonce"), QString::fromLatin1(nonce));
        query.addQueryItem(QStringLiteral("timestamp"), QString::fromLatin1(time));
        query.addQueryItem(QStringLiteral("appkey"), m_account.appKey);
        call.url = m_account.url;
        call.url.setQuery(query);
        call.headers = {{"Content-Type", "application/json; charset=UTF-8"},
                        {"X-Nuonuo-Sign", nuonuoSignature(m_account, senid, nonce, time, call.body)},
                        {"accessToken", m_account.token},
                        {"userTax", m_account.taxNumber.toUtf8()},
                        {"method", method}};
        return call;
    }

    const PlatformAccount m_account;
    const std::function<QByteArray()> m_nonce;
};

}

QByteArray nuonuoSignature(const PlatformAccount &account, QByteArrayView senid, QByteArrayView nonce,
                           QByteArrayView time, QByteArrayView body)
{
    // "/open/v1/services": the last part first.
    const QList<QByteArray> path = account.url.path().toUtf8().split('/');
    const auto part = [&](int i) { return path.value(i); };
    QByteArray said =
        "a=" + part(3) + "&l=" + part(2) + "&p=" + part(1) + "&k=" + account.appKey.toUtf8() + "&i=";
    said += senid;
    said += "&n=";
    said += nonce;
    said += "&t=";
    said += time;
    said += "&f=";
    said += body;
    return QMessageAuthenticationCode::hash(said, account.secret, QCryptographicHash::Sha1).toBase64();
}

Result<std::unique_ptr<InvoicePlatform>> makeNuonuoPlatform(const PlatformAccount &account,
                                                            std::function<QByteArray()> nonce)
{
    if (account.url.path().count(u'/') != 3 || account.appKey.isEmpty() || account.taxNumber.isEmpty())
        return fail(
            ErrorCode::SettingsInvalid,
            QStringLiteral("invoices: an address like https://host/open/v1/services, an application's "
                           "key and the seller's tax number are needed"));
    if (account.secret.isEmpty() || account.token.isEmpty())
        return fail(ErrorCode::KeyMissing, QStringLiteral("invoices: the application's secret and token"));
    return std::make_unique<NuonuoPlatform>(account, std::move(nonce));
}

}
