#include "core/exchange/station_link/station_link_server.h"

#include "core/exchange/api/api_client.h"
#include "core/exchange/station_link/station_json.h"
#include "core/foundation/crypto/digest.h"

#include <QJsonDocument>
#include <QPointer>
#include <QSslConfiguration>
#include <QTimer>

namespace youka {

namespace {
constexpr int MaxClients = 16;
constexpr int ProveWithinMs = 5'000; ///< whoever does not keeps a place from others
constexpr qsizetype MaxMessage = 64 * 1024;
}

StationLinkServer::StationLinkServer(StationControl &station, CardDesk &desk, TerminalList &peers,
                                     const TerminalIdentity &self, const Tls &tls)
    : m_station(station)
    , m_desk(desk)
    , m_peers(peers)
    , m_self(self.id)
    , m_key(self.key)
    , m_certificateHash(sha256(tls.certificate.toDer()))
    , m_server(QStringLiteral("youka-station"), QWebSocketServer::SecureMode)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(tls.certificate);
    configuration.setPrivateKey(tls.key);
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setSslConfiguration(configuration);
    connect(&m_server, &QWebSocketServer::newConnection, this, &StationLinkServer::welcome);
    connect(&m_station, &StationControl::pumpChanged, this, [this](int pump) {
        const QList<PumpView> pumps = m_station.pumps();
        for (const PumpView &view : pumps)
            if (view.pump == pump)
                toAll({{QStringLiteral("pump"), toJson(view)}});
    });
    connect(&m_station, &StationControl::saleChanged, this, [this](const SaleView &sale) {
        for (auto it = m_clients.cbegin(); it != m_clients.cend(); ++it)
            if (it->terminal.value != 0 && it->sales.contains(sale.id))
                send(it.key(), {{QStringLiteral("sale"), toJson(sale)}});
    });
    connect(&m_station, &StationControl::linkChanged, this, [this] { toAll(linkMessage()); });
}

StationLinkServer::~StationLinkServer()
{
    // Sockets that go with us say so while we are half gone.
    for (auto it = m_clients.cbegin(); it != m_clients.cend(); ++it)
        it.key()->disconnect(this);
}

Result<void> StationLinkServer::listen(const QHostAddress &address, quint16 port)
{
    if (!m_server.listen(address, port))
        return fail(ErrorCode::Unavailable,
                    QStringLiteral("station link, port %1: %2").arg(port).arg(m_server.errorString()));
    return {};
}

void StationLinkServer::welcome()
{
    while (QWebSocket *socket = m_server.nextPendingConnection()) {
        socket->setParent(this);
        if (m_clients.size() >= MaxClients) {
            socket->close(QWebSocketProtocol::CloseCodePolicyViolated);
            socket->deleteLater();
            continue;
        }
        socket->setMaxAllowedIncomingMessageSize(quint64(MaxMessage));
        const Client client{randomBytes(32), {}, {}};
        m_clients.insert(socket, client);
        connect(socket, &QWebSocket::textMessageReceived, this,
                [this, socket](const QString &text) { onText(socket, text); });
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            m_clients.remove(socket);
            socket->deleteLater();
        });
        QTimer::singleShot(ProveWithinMs, socket, [this, socket] {
            if (const auto it = m_clients.constFind(socket);
                it != m_clients.cend() && it->terminal.value == 0)
                socket->abort();
        });
        send(socket,
             {{QStringLiteral("challenge"), QString::fromLatin1(client.challenge.toBase64())},
              {QStringLiteral("terminal"), m_self.value}});
    }
}

void StationLinkServer::onText(QWebSocket *socket, const QString &text)
{
    const auto it = m_clients.find(socket);
    if (it == m_clients.end())
        return;
    const auto message = parseJsonObject(text.toUtf8(), MaxMessage);
    if (!message)
        return socket->close(QWebSocketProtocol::CloseCodeProtocolError);
    if (it->terminal.value == 0)
        return onHello(socket, *it, *message);
    onCommand(socket, *it, *message);
}

void StationLinkServer::onHello(QWebSocket *socket, Client &client, const QJsonObject &message)
{
    JsonReader in(message);
    const TerminalId who{in.integer("terminal", 1, std::numeric_limits<quint32>::max())};
    const QByteArray challenge = in.base64("challenge", 64);
    const QByteArray proof = in.base64("proof", 64);
    const auto refuse = [&] { socket->close(QWebSocketProtocol::CloseCodePolicyViolated); };
    if (in.error() || challenge.size() != 32)
        return refuse();
    const auto peer = m_peers.peer(who);
    if (!peer || !*peer)
        return refuse();
    const auto key = VerifyingKey::fromBytes((*peer)->publicKey);
    if (!key || !key->verify(linkProof(who, client.challenge, m_certificateHash), proof))
        return refuse();
    client.terminal = who;
    endOlder(who, socket); // `client` may be elsewhere afterwards
    const QByteArray own = m_key.sign(linkProof(m_self, challenge, m_certificateHash));
    send(socket, {{QStringLiteral("welcome"), QString::fromLatin1(own.toBase64())}});
    const QList<PumpView> pumps = m_station.pumps();
    for (const PumpView &pump : pumps)
        send(socket, {{QStringLiteral("pump"), toJson(pump)}});
    send(socket, linkMessage());
}

/// A terminal that comes anew has given up its earlier connection, whether we heard of that or not. What it
/// asked there and was not read yet is not carried out any more: it knows that, and asks again or cancels.
void StationLinkServer::endOlder(TerminalId terminal, const QWebSocket *newest)
{
    QList<QWebSocket *> older;
    for (auto it = m_clients.cbegin(); it != m_clients.cend(); ++it)
        if (it->terminal == terminal && it.key() != newest)
            older.append(it.key());
    for (QWebSocket *socket : std::as_const(older)) {
        m_clients.remove(socket);
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
}

void StationLinkServer::onCommand(QWebSocket *socket, Client &client, const QJsonObject &message)
{
    JsonReader in(message);
    const qint64 id = in.integer("id", 1, std::numeric_limits<qint64>::max());
    const QString what = in.text("do", 20);
    if (what == QLatin1String("balance"))
        return onBalance(socket, id, std::move(in));
    const auto sale = in.id<SaleId>("sale");
    if (in.error())
        return answer(socket, id, fail(*in.error()));
    // The socket may be gone when the answer comes.
    const auto done = [this, socket = QPointer(socket), id](const Result<void> &result) {
        if (socket)
            answer(socket, id, result);
    };
    if (what == QLatin1String("fuelByCard")) {
        const int pump = int(in.integer("pump", 1, 999));
        const QString pin = in.textOr("pin", {}, 12);
        const auto card = cardFromJson(in.object("card"));
        const auto preset = presetFromJson(in.object("preset"));
        std::optional<CouponWish> coupons;
        if (in.has("coupons")) {
            const auto wish = couponWishFromJson(in.object("coupons"));
            if (!wish)
                return done(fail(wish.error()));
            coupons = *wish;
            coupons->channel = Channel::Kiosk; // whatever it says of itself
        }
        if (in.error() || !card || !preset)
            return done(fail(in.error() ? *in.error() : (card ? preset.error() : card.error())));
        if (!client.sales.contains(sale))
            client.sales.append(sale);
        while (client.sales.size() > 50)
            client.sales.removeFirst();
        return m_station.fuelByCard(sale, pump, *card, pin, *preset, done, {}, coupons);
    }
    if (what == QLatin1String("follow")) {
        const auto view = m_station.sale(sale);
        if (!view)
            return done(fail(ErrorCode::SaleNotFound));
        client.sales.append(sale);
        send(socket, {{QStringLiteral("sale"), toJson(*view)}});
        return done({});
    }
    if (!client.sales.contains(sale))
        return done(fail(ErrorCode::SaleNotFound));
    if (what == QLatin1String("cancel"))
        return m_station.cancel(sale, done);
    if (what == QLatin1String("stop")) {
        const auto view = m_station.sale(sale);
        return view ? m_station.stop(view->pump, done) : done(fail(ErrorCode::SaleNotFound));
    }
    done(fail(ErrorCode::NotPermitted, what));
}

/// What this counter only knows from its own list is the station's knowledge to whoever asks.
void StationLinkServer::onBalance(QWebSocket *socket, qint64 id, JsonReader in)
{
    const QString pin = in.textOr("pin", {}, 12);
    const auto card = cardFromJson(in.object("card"));
    if (in.error() || !card)
        return answer(socket, id, fail(in.error() ? *in.error() : card.error()));
    m_desk.balance(*card, pin, [this, socket = QPointer(socket), id](const Result<CardBalance> &balance) {
        if (!socket)
            return;
        if (!balance)
            return answer(socket, id, fail(balance.error()));
        CardBalance told = *balance;
        if (told.source == CardBalance::Source::Here)
            told.source = CardBalance::Source::Station;
        answer(socket, id, {}, toJson(told));
    });
}

void StationLinkServer::answer(QWebSocket *socket, qint64 id, const Result<void> &result,
                               const QJsonObject &balance)
{
    QJsonObject message = answerJson(id, result);
    if (!balance.isEmpty())
        message.insert(QStringLiteral("balance"), balance);
    send(socket, message);
}

void StationLinkServer::send(QWebSocket *socket, const QJsonObject &message)
{
    socket->sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
}

void StationLinkServer::toAll(const QJsonObject &message)
{
    for (auto it = m_clients.cbegin(); it != m_clients.cend(); ++it)
        if (it->terminal.value != 0)
            send(it.key(), message);
}

QJsonObject StationLinkServer::linkMessage() const
{
    const StationControl::Link link = m_station.link();
    return {
        {QStringLiteral("link"),
         QJsonObject{{QStringLiteral("online"), link.online}, {QStringLiteral("waiting"), link.waiting}}}};
}

}
