#include "core/exchange/api/api_client.h"

#include "core/exchange/api/problem.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QSslConfiguration>

namespace youka {

namespace {

/// Only the given certificate counts: a station talks to its own server and to nobody else.
QSslConfiguration pinned(const QByteArray &pem)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!pem.isEmpty())
        tls.setCaCertificates(QSslCertificate::fromData(pem, QSsl::Pem));
    return tls;
}

Result<QJsonObject> readReply(QNetworkReply *reply)
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QByteArray body = reply->readAll();
    if (reply->error() == QNetworkReply::OperationCanceledError)
        return fail(ErrorCode::Timeout);
    if (status == 0)
        return fail(ErrorCode::Unavailable, reply->errorString());
    if (status >= 300)
        return fail(errorFromProblem(status, body));
    if (body.isEmpty())
        return QJsonObject();
    return parseJsonObject(body, 64 * 1024 * 1024);
}

}

ApiClient::ApiClient(Settings settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_clock(clock)
{
}

void ApiClient::signAs(TerminalId terminal, const SigningKey &key) { m_signer.emplace(terminal, key); }

void ApiClient::get(const QString &path, Answer answer, int timeoutMs)
{
    send("GET", path, {}, {}, std::move(answer), timeoutMs);
}

void ApiClient::post(const QString &path, const QJsonObject &body, OperationId operation, Answer answer,
                     int timeoutMs)
{
    send("POST", path, QJsonDocument(body).toJson(QJsonDocument::Compact), operation, std::move(answer),
         timeoutMs);
}

void ApiClient::remove(const QString &path, Answer answer, int timeoutMs)
{
    send("DELETE", path, {}, {}, std::move(answer), timeoutMs);
}

void ApiClient::send(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body,
                     OperationId operation, Answer answer, int timeoutMs)
{
    QUrl url = m_settings.server;
    url.setPath(pathAndQuery.section(u'?', 0, 0));
    url.setQuery(pathAndQuery.contains(u'?') ? pathAndQuery.section(u'?', 1) : QString());
    QNetworkRequest request(url);
    request.setTransferTimeout(timeoutMs > 0 ? timeoutMs : m_settings.timeoutMs);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setRawHeader("Accept-Language", m_language.toLatin1());
    if (url.scheme() == QLatin1String("https"))
        request.setSslConfiguration(pinned(m_settings.certificate));
    const QByteArray key = operation.isNull() ? QByteArray() : operation.text().toLatin1();
    if (!key.isEmpty())
        request.setRawHeader("Idempotency-Key", key);
    if (!m_session.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_session);
    if (m_signer) {
        const SignedParts parts{method, url.path(QUrl::FullyEncoded).toLatin1(),
                                url.query(QUrl::FullyEncoded).toLatin1(), body, key};
        const SignatureHeaders headers = signRequest(parts, m_signer->first, m_signer->second, m_clock.now());
        request.setRawHeader("Content-Digest", headers.contentDigest);
        request.setRawHeader("Signature-Input", headers.signatureInput);
        request.setRawHeader("Signature", headers.signature);
    }
    if (!body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, body);
    connect(reply, &QNetworkReply::finished, this, [reply, answer = std::move(answer)] {
        reply->deleteLater();
        answer(readReply(reply));
    });
}

QJsonObject toJson(const CardBalance &balance)
{
    QJsonArray recent;
    for (const CardBalance::Line &line : balance.recent)
        recent.append(QJsonObject{{QStringLiteral("at"), line.at.toIso()},
                                  {QStringLiteral("what"), line.what},
                                  {QStringLiteral("detail"), line.detail},
                                  {QStringLiteral("amount"), toJson(line.amount)}});
    return {{QStringLiteral("source"), int(balance.source)},
            {QStringLiteral("masked"), balance.masked},
            {QStringLiteral("state"), int(balance.state)},
            {QStringLiteral("expires"), balance.expires.toString(Qt::ISODate)},
            {QStringLiteral("balance"), toJson(balance.balance)},
            {QStringLiteral("held"), toJson(balance.held)},
            {QStringLiteral("available"), toJson(balance.available)},
            {QStringLiteral("asOf"), balance.asOf.toIso()},
            {QStringLiteral("recent"), recent}};
}

Result<CardBalance> balanceFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    CardBalance balance;
    balance.masked = in.text("masked", 40);
    balance.state = CardState(in.integer("state", 1, 5));
    balance.expires = QDate::fromString(in.text("expires"), Qt::ISODate);
    balance.balance = in.money("balance");
    balance.held = in.money("held");
    balance.available = in.money("available");
    balance.asOf = in.time("asOf");
    balance.source = CardBalance::Source(in.integerOr("source", 0, 0, 2));
    const QJsonArray recent = in.array("recent", 200);
    for (const QJsonValue &value : recent) {
        JsonReader line(value.toObject());
        balance.recent.append(
            {line.time("at"), line.text("what", 40), line.textOr("detail", {}, 200), line.money("amount")});
        if (line.error())
            return fail(*line.error());
    }
    if (in.error())
        return fail(*in.error());
    return balance;
}

}
