#include "core/exchange/api/api_client.h"

#include "core/exchange/api/network_transport.h"
#include "core/exchange/api/problem.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

Result<QJsonObject> readAnswer(const HttpAnswer &answer)
{
    if (answer.timedOut)
        return fail(ErrorCode::Timeout);
    if (answer.status == 0)
        return fail(ErrorCode::Unavailable, answer.problem);
    if (answer.status >= 300) {
        Error error = errorFromProblem(answer.status, answer.body);
        error.retryAfterS = answer.retryAfterS;
        return fail(std::move(error));
    }
    if (answer.body.isEmpty())
        return QJsonObject();
    return parseJsonObject(answer.body, 64 * 1024 * 1024);
}

}

ApiClient::ApiClient(const Settings &settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_transport(std::make_unique<NetworkTransport>(settings.server, settings.certificate))
    , m_timeoutMs(settings.timeoutMs)
    , m_clock(clock)
{
}

ApiClient::ApiClient(std::unique_ptr<HttpTransport> transport, const Clock &clock, int timeoutMs)
    : m_transport(std::move(transport))
    , m_timeoutMs(timeoutMs)
    , m_clock(clock)
{
}

void ApiClient::signAs(TerminalId terminal, const SigningKey &key) { m_signer.emplace(terminal, key); }

void ApiClient::get(const QString &path, Answer answer, int timeoutMs)
{
    send("GET", path, {}, {}, std::move(answer), timeoutMs);
}

void ApiClient::post(const QString &path, const QJsonObject &body, OperationId operation, Answer answer,
                     int timeoutMs, Packing packing)
{
    QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    send("POST", path,
         packing == Packing::WhenWorthIt ? packedBody(std::move(bytes))
                                         : TravellingBody{std::move(bytes), {}},
         operation, std::move(answer), timeoutMs);
}

void ApiClient::remove(const QString &path, Answer answer, int timeoutMs)
{
    send("DELETE", path, {}, {}, std::move(answer), timeoutMs);
}

void ApiClient::send(const QByteArray &method, const QString &pathAndQuery, const TravellingBody &body,
                     OperationId operation, Answer answer, int timeoutMs)
{
    HttpCall call{method, pathAndQuery, {}, body.bytes, timeoutMs > 0 ? timeoutMs : m_timeoutMs};
    call.headers.emplaceBack("Accept-Language", m_language.toLatin1());
    const QByteArray key = operation.isNull() ? QByteArray() : operation.text().toLatin1();
    if (!key.isEmpty())
        call.headers.emplaceBack("Idempotency-Key", key);
    if (!m_session.isEmpty())
        call.headers.emplaceBack("Authorization", "Bearer " + m_session);
    if (m_signer) {
        const QUrl url(pathAndQuery);
        const SignedParts parts{method, url.path(QUrl::FullyEncoded).toLatin1(),
                                url.query(QUrl::FullyEncoded).toLatin1(), body.bytes, key};
        const SignatureHeaders headers = signRequest(parts, m_signer->first, m_signer->second, m_clock.now());
        call.headers.emplaceBack("Content-Digest", headers.contentDigest);
        call.headers.emplaceBack("Signature-Input", headers.signatureInput);
        call.headers.emplaceBack("Signature", headers.signature);
    }
    if (!body.bytes.isEmpty())
        call.headers.emplaceBack("Content-Type", "application/json");
    if (!body.encoding.isEmpty())
        call.headers.emplaceBack("Content-Encoding", body.encoding);
    m_transport->send(
        std::move(call),
        [self = QPointer<ApiClient>(this), answer = std::move(answer)](const HttpAnswer &heard) {
            if (self)
                answer(readAnswer(heard));
        });
}

QJsonObject toJson(const CardBalance &balance)
{
    QJsonArray recent;
    for (const CardBalance::Line &line : balance.recent)
        recent.append(QJsonObject{{QStringLiteral("at"), line.at.toIso()},
                                  {QStringLiteral("what"), line.what},
                                  {QStringLiteral("detail"), line.detail},
                                  {QStringLiteral("operation"), line.operation},
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
    for (const auto &value : recent) {
        JsonReader line(value.toObject());
        balance.recent.append({line.time("at"), line.text("what", 40), line.textOr("detail", {}, 200),
                               line.money("amount"), line.textOr("operation", {}, 40)});
        if (line.error())
            return fail(*line.error());
    }
    if (in.error())
        return fail(*in.error());
    return balance;
}

}
