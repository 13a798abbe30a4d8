#include "apps/sim/messages/sim_sms.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace youka::sim {

namespace {

HttpTold told(int status, const char *code, const QString &more = {})
{
    QJsonObject json{{QStringLiteral("code"), QLatin1String(code)},
                     {QStringLiteral("message"), QLatin1String(code)}};
    if (!more.isEmpty())
        json[QStringLiteral("bizId")] = more;
    return {
        status, {{"Content-Type", "application/json"}}, QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

}

SimSms::SimSms(QString account, QByteArray secret)
    : m_account(std::move(account))
    , m_secret(std::move(secret))
    , m_http([this](const HttpAsk &ask) { return answer(ask); })
{
}

QUrl SimSms::url() const { return m_http.base().resolved(QUrl(QStringLiteral("/sms/v1/send?region=cn"))); }

QStringList SimSms::faults()
{
    return {QStringLiteral("http_500"),      QStringLiteral("http_500_after"), QStringLiteral("nothing"),
            QStringLiteral("nothing_after"), QStringLiteral("slow"),           QStringLiteral("limit"),
            QStringLiteral("nonsense")};
}

Result<void> SimSms::strike(const QString &fault, int times, int value)
{
    if (!faults().contains(fault))
        return fail(ErrorCode::InvalidInput, fault);
    m_faults.append({fault, times, value});
    return {};
}

bool SimSms::isSigned(const HttpAsk &ask) const
{
    const QByteArray time = ask.header("X-Sms-Time");
    const qint64 now = m_now > 0 ? m_now : QDateTime::currentSecsSinceEpoch();
    const QByteArray lines = ask.method + '\n' + ask.target + '\n' + time + '\n'
        + QCryptographicHash::hash(ask.body, QCryptographicHash::Sha256).toHex();
    const QByteArray signature =
        QMessageAuthenticationCode::hash(lines, m_secret, QCryptographicHash::Sha256).toHex();
    return ask.header("X-Sms-Account") == m_account.toUtf8() && ask.header("X-Sms-Signature") == signature
        && std::abs(time.toLongLong() - now) <= LargestSkewS;
}

HttpTold SimSms::answer(const HttpAsk &ask)
{
    if (m_faults.isEmpty())
        return take(ask);
    const Fault fault = m_faults.first();
    if (--m_faults.first().left <= 0)
        m_faults.removeFirst();
    if (fault.name == QLatin1String("http_500"))
        return told(500, "isp.SYSTEM_ERROR");
    if (fault.name == QLatin1String("limit"))
        return told(200, "isv.BUSINESS_LIMIT_CONTROL");
    if (fault.name == QLatin1String("nonsense"))
        return {200, {{"Content-Type", "text/html"}}, "<html>welcome</html>"};
    if (fault.name.startsWith(QLatin1String("nothing")) && !fault.name.endsWith(QLatin1String("after"))) {
        HttpTold silence;
        silence.isLost = true;
        return silence;
    }
    HttpTold done = take(ask);
    done.isLost = fault.name == QLatin1String("nothing_after");
    done.delayMs = fault.name == QLatin1String("slow") ? fault.value : 0;
    if (fault.name == QLatin1String("http_500_after"))
        return told(500, "isp.SYSTEM_ERROR");
    return done;
}

HttpTold SimSms::take(const HttpAsk &ask)
{
    if (ask.method != "POST" || ask.path() != "/sms/v1/send")
        return told(404, "NotFound");
    if (!isSigned(ask)) {
        ++m_unsigned;
        return told(403, "SignatureDoesNotMatch");
    }
    const QJsonObject json = QJsonDocument::fromJson(ask.body).object();
    SmsReceived sms;
    sms.id = json[QLatin1String("outId")].toString();
    sms.phone = json[QLatin1String("phoneNumber")].toString();
    sms.sign = json[QLatin1String("signName")].toString();
    sms.templateCode = json[QLatin1String("templateCode")].toString();
    sms.text = json[QLatin1String("text")].toString();
    const QJsonObject fields = json[QLatin1String("templateParam")].toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it)
        sms.fields[it.key()] = it->toString();
    if (sms.id.isEmpty() || sms.templateCode.isEmpty())
        return told(400, "isv.INVALID_PARAMETERS");
    if (m_refused.contains(sms.phone) || !sms.phone.startsWith(u'+'))
        return told(200, "isv.MOBILE_NUMBER_ILLEGAL");
    const bool isKnown = std::any_of(m_received.begin(), m_received.end(),
                                     [&](const SmsReceived &earlier) { return earlier.id == sms.id; });
    if (isKnown)
        ++m_duplicates;
    else
        m_received.append(sms);
    return told(200, "OK", QStringLiteral("B-") + sms.id.left(12));
}

}
