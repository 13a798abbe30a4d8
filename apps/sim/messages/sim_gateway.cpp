#include "apps/sim/messages/sim_gateway.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

namespace youka::sim {

HttpTold SimGateway::told(int status, const char *code, const QString &more)
{
    QJsonObject json{{QStringLiteral("code"), QLatin1String(code)},
                     {QStringLiteral("message"), QLatin1String(code)}};
    if (!more.isEmpty())
        json[QStringLiteral("bizId")] = more;
    return {
        status, {{"Content-Type", "application/json"}}, QJsonDocument(json).toJson(QJsonDocument::Compact)};
}

SimGateway::SimGateway(QString account, QByteArray secret, QByteArray prefix, QByteArray path,
                       const char *limitCode)
    : m_account(std::move(account))
    , m_secret(std::move(secret))
    , m_prefix(std::move(prefix))
    , m_path(std::move(path))
    , m_limitCode(limitCode)
    , m_http([this](const HttpAsk &ask) { return answer(ask); })
{
}

QUrl SimGateway::url() const
{
    return m_http.base().resolved(QUrl(QString::fromLatin1(m_path) + QStringLiteral("?region=cn")));
}

QStringList SimGateway::faults()
{
    return {QStringLiteral("http_500"),      QStringLiteral("http_500_after"), QStringLiteral("nothing"),
            QStringLiteral("nothing_after"), QStringLiteral("slow"),           QStringLiteral("limit"),
            QStringLiteral("nonsense")};
}

Result<void> SimGateway::strike(const QString &fault, int times, int value)
{
    if (!faults().contains(fault))
        return fail(ErrorCode::InvalidInput, fault);
    m_faults.append({fault, times, value});
    return {};
}

bool SimGateway::isSigned(const HttpAsk &ask) const
{
    const QByteArray time = ask.header(m_prefix + "-Time");
    const qint64 now = m_now > 0 ? m_now : QDateTime::currentSecsSinceEpoch();
    const QByteArray lines = ask.method + '\n' + ask.target + '\n' + time + '\n'
        + QCryptographicHash::hash(ask.body, QCryptographicHash::Sha256).toHex();
    const QByteArray signature =
        QMessageAuthenticationCode::hash(lines, m_secret, QCryptographicHash::Sha256).toHex();
    return ask.header(m_prefix + "-Account") == m_account.toUtf8()
        && ask.header(m_prefix + "-Signature") == signature
        && std::abs(time.toLongLong() - now) <= LargestSkewS;
}

HttpTold SimGateway::answer(const HttpAsk &ask)
{
    if (m_faults.isEmpty())
        return check(ask);
    const Fault fault = m_faults.first();
    if (--m_faults.first().left <= 0)
        m_faults.removeFirst();
    if (fault.name == QLatin1String("http_500"))
        return told(500, "isp.SYSTEM_ERROR");
    if (fault.name == QLatin1String("limit"))
        return told(200, m_limitCode);
    if (fault.name == QLatin1String("nonsense"))
        return {200, {{"Content-Type", "text/html"}}, "<html>welcome</html>"};
    if (fault.name.startsWith(QLatin1String("nothing")) && !fault.name.endsWith(QLatin1String("after"))) {
        HttpTold silence;
        silence.isLost = true;
        return silence;
    }
    HttpTold done = check(ask);
    done.isLost = fault.name == QLatin1String("nothing_after");
    done.delayMs = fault.name == QLatin1String("slow") ? fault.value : 0;
    if (fault.name == QLatin1String("http_500_after"))
        return told(500, "isp.SYSTEM_ERROR");
    return done;
}

HttpTold SimGateway::check(const HttpAsk &ask)
{
    if (ask.method != "POST" || ask.path() != m_path)
        return told(404, "NotFound");
    if (!isSigned(ask)) {
        ++m_unsigned;
        return told(403, "SignatureDoesNotMatch");
    }
    return take(QJsonDocument::fromJson(ask.body).object());
}

}
