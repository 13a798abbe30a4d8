#include "apps/sim/invoices/sim_invoices.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <cmath>

namespace youka::sim {

namespace {

HttpTold told(const QString &code, const QString &words, const QJsonValue &result = {})
{
    QJsonObject json{{QStringLiteral("code"), code}, {QStringLiteral("describe"), words}};
    if (!result.isNull())
        json[QStringLiteral("result")] = result;
    return {200, {{"Content-Type", "application/json"}}, QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

qint64 minorOf(const QJsonValue &text) { return std::llround(text.toString().toDouble() * 100); }

QString amountOf(qint64 minor) { return QString::number(double(minor) / 100, 'f', 2); }

}

SimInvoices::SimInvoices(Account account)
    : m_account(std::move(account))
    , m_http([this](const HttpAsk &ask) { return answer(ask); })
{
}

QUrl SimInvoices::url() const { return m_http.base().resolved(QUrl(QStringLiteral("/open/v1/services"))); }

qint64 SimInvoices::nowMs() const { return m_nowMs > 0 ? m_nowMs : QDateTime::currentMSecsSinceEpoch(); }

QStringList SimInvoices::faults()
{
    return {QStringLiteral("http_500"), QStringLiteral("http_500_after"),
            QStringLiteral("nothing"),  QStringLiteral("nothing_after"),
            QStringLiteral("nonsense"), QStringLiteral("busy"),
            QStringLiteral("slow"),     QStringLiteral("other"),
            QStringLiteral("amount"),   QStringLiteral("cut")};
}

Result<void> SimInvoices::strike(const QString &fault, int times, int value)
{
    if (!faults().contains(fault))
        return fail(ErrorCode::InvalidInput, fault);
    m_faults.append({fault, times, value});
    return {};
}

bool SimInvoices::isSigned(const HttpAsk &ask) const
{
    const auto query = [&](const char *name) { return ask.query(QLatin1String(name)); };
    const QByteArray said = "a=services&l=v1&p=open&k=" + query("appkey") + "&i=" + query("senid")
        + "&n=" + query("nonce") + "&t=" + query("timestamp") + "&f=" + ask.body;
    const QByteArray right =
        QMessageAuthenticationCode::hash(said, m_account.secret, QCryptographicHash::Sha1).toBase64();
    return ask.header("X-Nuonuo-Sign") == right && query("appkey") == m_account.appKey.toUtf8()
        && ask.header("accessToken") == m_account.token
        && ask.header("userTax") == m_account.taxNumber.toUtf8() && query("senid").size() == 32
        && query("nonce").size() == 8
        && std::abs(query("timestamp").toLongLong() - nowMs() / 1'000) <= LargestSkewS;
}

HttpTold SimInvoices::answer(const HttpAsk &ask)
{
    m_lie.clear();
    if (m_faults.isEmpty())
        return serve(ask);
    const Fault fault = m_faults.first();
    if (--m_faults.first().left <= 0)
        m_faults.removeFirst();
    if (fault.name == QLatin1String("http_500"))
        return {500, {}, "oops"};
    if (fault.name == QLatin1String("busy"))
        return told(QStringLiteral("S0001"), QStringLiteral("系统繁忙"));
    if (fault.name == QLatin1String("nonsense"))
        return {200, {{"Content-Type", "text/html"}}, "<html>welcome</html>"};
    if (fault.name == QLatin1String("nothing")) {
        HttpTold silence;
        silence.isLost = true;
        return silence;
    }
    m_lie = fault.name;
    HttpTold done = serve(ask);
    done.isLost = fault.name == QLatin1String("nothing_after");
    done.isCut = fault.name == QLatin1String("cut");
    done.delayMs = fault.name == QLatin1String("slow") ? fault.value : 0;
    return fault.name == QLatin1String("http_500_after") ? HttpTold{500, {}, "oops"} : done;
}

HttpTold SimInvoices::serve(const HttpAsk &ask)
{
    if (ask.method != "POST" || ask.path() != "/open/v1/services")
        return {404, {}, "no"};
    if (!isSigned(ask)) {
        ++m_unsigned;
        return told(QStringLiteral("070304"), QStringLiteral("签名错误"));
    }
    const QJsonObject body = QJsonDocument::fromJson(ask.body).object();
    if (ask.header("method") == "nuonuo.OpeMplatform.requestBillingNew")
        return issue(body[QLatin1String("order")].toObject());
    if (ask.header("method") == "nuonuo.OpeMplatform.queryInvoiceResult")
        return query(body);
    return told(QStringLiteral("E9001"), QStringLiteral("method"));
}

/// What the tax office would not have; empty: nothing.
QString SimInvoices::wrongIn(const QJsonObject &order, qint64 &minor) const
{
    const auto text = [&](const char *name) { return order[QLatin1String(name)].toString(); };
    const bool isRed = text("invoiceType") == QLatin1String("2");
    if (text("salerTaxNum") != m_account.taxNumber || text("buyerName").isEmpty())
        return QStringLiteral("购销方信息不全");
    const QJsonArray lines = order[QLatin1String("invoiceDetail")].toArray();
    for (const QJsonValueConstRef line : lines) {
        const qint64 gross = minorOf(line[QLatin1String("taxIncludedAmount")]);
        const qint64 tax = minorOf(line[QLatin1String("tax")]);
        const double rate = line[QLatin1String("taxRate")].toString().toDouble();
        const double inside = double(gross) - double(gross) / (1 + rate);
        if (gross == 0 || (gross < 0) != isRed || std::abs(double(tax) - inside) > 1.0
            || minorOf(line[QLatin1String("taxExcludedAmount")]) + tax != gross)
            return QStringLiteral("明细金额或税额不符");
        minor += gross;
    }
    if (lines.isEmpty())
        return QStringLiteral("没有明细");
    if (!isRed)
        return {};
    qint64 left = 0; // of the one it names
    bool isKnown = false;
    for (const InvoiceTaken &earlier : m_taken) {
        const bool isIt = !earlier.number.isEmpty() && earlier.number == text("invoiceNum");
        isKnown = isKnown || isIt;
        if (isIt
            || (!earlier.isRefused
                && earlier.order[QLatin1String("invoiceNum")].toString() == text("invoiceNum")))
            left += earlier.minor;
    }
    return isKnown && left + minor >= 0 ? QString() : QStringLiteral("红冲金额超出");
}

HttpTold SimInvoices::issue(const QJsonObject &order)
{
    const QString number = order[QLatin1String("orderNo")].toString();
    if (number.isEmpty() || number.size() > 20)
        return told(QStringLiteral("E9106"), QStringLiteral("订单号"));
    if (m_taken.contains(number)) {
        ++m_duplicates;
        return told(QStringLiteral("E9119"), QStringLiteral("订单号重复"));
    }
    qint64 minor = 0;
    const QString wrong = wrongIn(order, minor);
    if (!wrong.isEmpty())
        return told(QStringLiteral("E9201"), wrong);
    InvoiceTaken taken;
    taken.order = order;
    taken.minor = minor;
    taken.serial = QStringLiteral("S%1").arg(m_taken.size() + 1, 19, 10, QLatin1Char('0'));
    // Found out later, as a real one does: the tax office answers after the platform.
    taken.isRefused = m_refused.contains(order[QLatin1String("buyerTaxNum")].toString());
    m_taken[number] = taken;
    return told(QStringLiteral("E0000"), QStringLiteral("开票提交成功"),
                QJsonObject{{QStringLiteral("invoiceSerialNum"), taken.serial}});
}

HttpTold SimInvoices::query(const QJsonObject &body)
{
    const QString number = body[QLatin1String("orderNos")].toArray().at(0).toString();
    const auto it = m_taken.find(number);
    if (it == m_taken.end())
        return told(QStringLiteral("E9500"), QStringLiteral("发票不存在"));
    InvoiceTaken &taken = *it;
    const bool isReady = taken.asked++ >= m_slowness;
    if (isReady && !taken.isRefused && taken.number.isEmpty()) {
        taken.number = QStringLiteral("2644%1").arg(++m_numbers, 16, 10, QLatin1Char('0'));
        taken.issuedMs = nowMs();
    }
    QJsonObject one{{QStringLiteral("orderNo"), number},
                    {QStringLiteral("serialNo"), taken.serial},
                    {QStringLiteral("status"),
                     !isReady              ? QStringLiteral("20")
                         : taken.isRefused ? QStringLiteral("22")
                                           : QStringLiteral("2")}};
    if (taken.isRefused && isReady)
        one[QStringLiteral("failCause")] = QStringLiteral("购方税号未登记");
    if (!taken.number.isEmpty()) {
        one[QStringLiteral("allElectronicInvoiceNumber")] = taken.number;
        one[QStringLiteral("invoiceTime")] = taken.issuedMs;
        one[QStringLiteral("orderAmount")] = amountOf(taken.minor);
        one[QStringLiteral("pdfUrl")] =
            m_http.base().resolved(QUrl(QStringLiteral("/pdf/") + taken.number)).toString();
    }
    if (m_lie == QLatin1String("other"))
        one[QStringLiteral("orderNo")] = QStringLiteral("YSOMEBODYELSE");
    if (m_lie == QLatin1String("amount"))
        one[QStringLiteral("orderAmount")] = QStringLiteral("0.01");
    return told(QStringLiteral("E0000"), QStringLiteral("查询成功"), QJsonArray{one});
}

}
