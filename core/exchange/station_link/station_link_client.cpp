#include "core/exchange/station_link/station_link_client.h"

#include "core/exchange/api/api_client.h"
#include "core/exchange/station_link/station_json.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/digest.h"

#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <algorithm>

namespace youka {

namespace {
constexpr int RetryMs = 1'000;
constexpr int ConnectWithinMs = 5'000; ///< from the first packet to the proofs
constexpr int HeartbeatMs = 2'000;
constexpr qsizetype KeptSales = 20;

QByteArray bytesOf(const QJsonValue &base64) { return QByteArray::fromBase64(base64.toString().toLatin1()); }
}

StationLinkClient::StationLinkClient(QUrl url, TerminalList &peers, const TerminalIdentity &self)
    : m_url(std::move(url))
    , m_peers(peers)
    , m_self(self.id)
    , m_key(self.key)
{
    m_link.reachable = false;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    // The station's certificate is its own; whose it is is proved by the signature over it.
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_socket.setSslConfiguration(tls);
    m_retry.setSingleShot(true);
    m_heartbeat.setInterval(HeartbeatMs);
    // A station that lost its power says no goodbye.
    connect(&m_heartbeat, &QTimer::timeout, this, [this] {
        if (std::exchange(m_pongDue, true))
            return connectNow();
        m_socket.ping();
    });
    connect(&m_socket, &QWebSocket::pong, this, [this] { m_pongDue = false; });
    connect(&m_retry, &QTimer::timeout, this, &StationLinkClient::connectNow);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &StationLinkClient::onText);
    connect(&m_socket, &QWebSocket::disconnected, this, &StationLinkClient::lost);
    connect(&m_socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
            [this] { lost(); });
}

StationLinkClient::~StationLinkClient() { m_socket.disconnect(this); }

void StationLinkClient::start() { connectNow(); }

void StationLinkClient::connectNow()
{
    m_socket.abort();
    m_challenge = randomBytes(32);
    m_socket.open(m_url);
    m_retry.start(ConnectWithinMs);
}

void StationLinkClient::lost()
{
    m_proved = false;
    m_heartbeat.stop();
    m_retry.start(RetryMs);
    const auto waiting = std::exchange(m_waiting, {});
    for (const Done &done : waiting)
        done(fail(ErrorCode::LinkLost));
    const auto balances = std::exchange(m_balances, {});
    for (const auto &answer : balances)
        answer(fail(ErrorCode::LinkLost));
    bool changed = m_link.online || m_link.reachable;
    m_link.online = false;
    m_link.reachable = false;
    for (PumpView &pump : m_pumps)
        if (pump.state != PumpState::Inoperative) {
            pump.state = PumpState::Inoperative;
            pump.alarm = ErrorCode::LinkLost;
            Q_EMIT pumpChanged(pump.pump);
            changed = true;
        }
    if (changed)
        Q_EMIT linkChanged();
}

void StationLinkClient::onText(const QString &text)
{
    const auto message = parseJsonObject(text.toUtf8(), 1 << 20);
    if (!message)
        return m_socket.abort();
    if (message->contains(QLatin1String("challenge")))
        return onChallenge(*message);
    if (message->contains(QLatin1String("welcome")))
        return onWelcome(bytesOf((*message)[QLatin1String("welcome")]));
    if (!m_proved)
        return m_socket.abort();
    if (message->contains(QLatin1String("pump")))
        onPump((*message)[QLatin1String("pump")].toObject());
    else if (message->contains(QLatin1String("sale")))
        onSale((*message)[QLatin1String("sale")].toObject());
    else if (message->contains(QLatin1String("answer")))
        onAnswer(*message);
    else if (const QJsonObject link = (*message)[QLatin1String("link")].toObject(); !link.isEmpty()) {
        m_link.online = link[QLatin1String("online")].toBool();
        m_link.waiting = link[QLatin1String("waiting")].toInt();
        Q_EMIT linkChanged();
    }
}

void StationLinkClient::onChallenge(const QJsonObject &message)
{
    const QByteArray certificate = sha256(m_socket.sslConfiguration().peerCertificate().toDer());
    m_station = {message[QLatin1String("terminal")].toInteger()};
    const QByteArray proof =
        m_key.sign(linkProof(m_self, bytesOf(message[QLatin1String("challenge")]), certificate));
    const QJsonObject hello{{QStringLiteral("terminal"), m_self.value},
                            {QStringLiteral("challenge"), QString::fromLatin1(m_challenge.toBase64())},
                            {QStringLiteral("proof"), QString::fromLatin1(proof.toBase64())}};
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(hello).toJson(QJsonDocument::Compact)));
}

void StationLinkClient::onWelcome(const QByteArray &proof)
{
    const auto peer = m_peers.peer(m_station);
    if (!peer || !*peer || (*peer)->kind != QLatin1String("pos"))
        return m_socket.abort();
    const auto key = VerifyingKey::fromBytes((*peer)->publicKey);
    const QByteArray certificate = sha256(m_socket.sslConfiguration().peerCertificate().toDer());
    if (!key || !key->verify(linkProof(m_station, m_challenge, certificate), proof))
        return m_socket.abort();
    m_proved = true;
    m_link.reachable = true;
    m_retry.stop();
    m_pongDue = false;
    m_heartbeat.start();
    // What became of the sales that were open when the link was lost?
    for (const SaleView &sale : std::as_const(m_sales))
        if (sale.state < SaleState::Settled)
            follow(sale.id, [](const Result<void> &) {});
    Q_EMIT linkChanged();
}

void StationLinkClient::onPump(const QJsonObject &json)
{
    const auto pump = pumpFromJson(json);
    if (!pump)
        return;
    const auto at = std::lower_bound(m_pumps.begin(), m_pumps.end(), pump->pump,
                                     [](const PumpView &view, int number) { return view.pump < number; });
    if (at != m_pumps.end() && at->pump == pump->pump)
        *at = *pump;
    else
        m_pumps.insert(at, *pump);
    Q_EMIT pumpChanged(pump->pump);
}

void StationLinkClient::onSale(const QJsonObject &json)
{
    const auto sale = saleFromJson(json);
    if (!sale)
        return;
    const auto at = std::find_if(m_sales.begin(), m_sales.end(),
                                 [&](const SaleView &known) { return known.id == sale->id; });
    if (at != m_sales.end())
        *at = *sale;
    else
        m_sales.append(*sale);
    while (m_sales.size() > KeptSales)
        m_sales.removeFirst();
    Q_EMIT saleChanged(*sale);
}

void StationLinkClient::onAnswer(const QJsonObject &message)
{
    const qint64 id = message[QLatin1String("answer")].toString().toLongLong();
    const Result<void> result = answerFromJson(message);
    if (const auto balance = m_balances.take(id))
        return balance(result ? balanceFromJson(message[QLatin1String("balance")].toObject())
                              : Result<CardBalance>(fail(result.error())));
    const Done done = m_waiting.take(id);
    if (!done)
        return;
    done(result);
}

std::optional<SaleView> StationLinkClient::sale(SaleId id) const
{
    for (const SaleView &sale : m_sales)
        if (sale.id == id)
            return sale;
    return std::nullopt;
}

void StationLinkClient::command(const char *what, SaleId sale, QJsonObject message, Done done)
{
    if (!m_proved) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(fail(ErrorCode::LinkLost)); }, Qt::QueuedConnection);
        return;
    }
    message.insert(QStringLiteral("sale"), sale.text());
    m_waiting.insert(++m_lastCommand, done);
    send(what, message);
}

/// Under the number of the last command.
void StationLinkClient::send(const char *what, QJsonObject message)
{
    message.insert(QStringLiteral("id"), QString::number(m_lastCommand));
    message.insert(QStringLiteral("do"), QString::fromLatin1(what));
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
}

void StationLinkClient::balance(const CardIdentity &card, const QString &pin,
                                std::function<void(Result<CardBalance>)> answer)
{
    if (!m_proved) {
        QMetaObject::invokeMethod(
            this, [answer = std::move(answer)] { answer(fail(ErrorCode::LinkLost)); }, Qt::QueuedConnection);
        return;
    }
    QJsonObject message{{QStringLiteral("card"), toJson(card)}};
    if (!pin.isEmpty())
        message.insert(QStringLiteral("pin"), pin);
    m_balances.insert(++m_lastCommand, answer);
    send("balance", message);
}

void StationLinkClient::fuelByCard(SaleId id, int pump, const CardIdentity &card, const QString &pin,
                                   Preset preset, Done done, StaffId,
                                   const std::optional<CouponWish> &coupons)
{
    QJsonObject message{{QStringLiteral("pump"), pump},
                        {QStringLiteral("card"), toJson(card)},
                        {QStringLiteral("preset"), toJson(preset)}};
    if (!pin.isEmpty())
        message.insert(QStringLiteral("pin"), pin);
    if (coupons)
        message.insert(QStringLiteral("coupons"), toJson(*coupons));
    command("fuelByCard", id, message, std::move(done));
}

void StationLinkClient::cancel(SaleId id, Done done)
{
    // The counter lets go of nothing that this connection has not asked for or followed.
    if (!sale(id))
        follow(id, [](const Result<void> &) {});
    command("cancel", id, {}, std::move(done));
}

void StationLinkClient::stop(int pump, Done done)
{
    for (const SaleView &sale : std::as_const(m_sales))
        if (sale.pump == pump && sale.state < SaleState::Delivered)
            return command("stop", sale.id, {}, std::move(done));
    notHere(std::move(done));
}

void StationLinkClient::notHere(Done done)
{
    QMetaObject::invokeMethod(
        this, [done = std::move(done)] { done(fail(ErrorCode::NotPermitted)); }, Qt::QueuedConnection);
}

void StationLinkClient::prepay(SaleId, int, int, Money, Done done, StaffId) { notHere(std::move(done)); }
void StationLinkClient::release(SaleId, int, Preset, Done done, StaffId) { notHere(std::move(done)); }
void StationLinkClient::payCash(SaleId, Money, Done done, StaffId) { notHere(std::move(done)); }
void StationLinkClient::useCoupons(SaleId, const QStringList &, const CardIdentity &, Done done)
{
    notHere(std::move(done));
}
void StationLinkClient::payCard(SaleId, const CardIdentity &, const QString &, Done done, StaffId)
{
    notHere(std::move(done));
}

}
