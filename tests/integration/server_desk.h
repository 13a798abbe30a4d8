#pragma once

#include "apps/server/server.h"
#include "core/domain/stations/station_repository.h"
#include "core/exchange/api/http_signature.h"
#include "core/foundation/crypto/secret_hash.h"
#include "tests/support/two_stores.h"

#include <QJsonDocument>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>

#include <atomic>

namespace youka::test {

/// A clock that several threads may look at while the test moves it.
class SharedClock final : public Clock
{
public:
    Timestamp now() const override { return {m_ms}; }
    qint64 monotonicMs() const override { return m_ms; }
    void advanceMs(qint64 delta) { m_ms += delta; }

private:
    std::atomic<qint64> m_ms{1'767'225'600'000};
};

struct ServerAnswer
{
    int status = 0; ///< 0: the connection was closed without an answer
    QByteArray contentType;
    QByteArray body;
    int retryAfterS = 0;
    QByteArray head; ///< as it came
    QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QString code() const { return json()[QLatin1String("code")].toString(); }
};

/// A plain client on one connection: writes what it is given and reads one answer at a time.
class HttpPeer
{
public:
    HttpPeer(quint16 port, const QString &certificateFile)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates(QSslCertificate::fromPath(certificateFile));
        socket.setSslConfiguration(tls);
        socket.connectToHostEncrypted(QStringLiteral("localhost"), port);
        socket.waitForEncrypted(5'000);
    }
    void write(const QByteArray &bytes)
    {
        socket.write(bytes);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(5'000)) { }
    }
    ServerAnswer read()
    {
        ServerAnswer answer;
        if (!fill([this] { return m_in.contains("\r\n\r\n"); }))
            return answer;
        const qsizetype end = m_in.indexOf("\r\n\r\n");
        qsizetype length = 0;
        answer.head = m_in.left(end);
        const QList<QByteArray> lines = m_in.left(end).split('\n');
        for (const QByteArray &line : lines) {
            if (line.startsWith("Content-Length: "))
                length = line.sliced(16).trimmed().toLongLong();
            else if (line.startsWith("Content-Type: "))
                answer.contentType = line.sliced(14).trimmed();
            else if (line.startsWith("Retry-After: "))
                answer.retryAfterS = line.sliced(13).trimmed().toInt();
        }
        m_in.remove(0, end + 4);
        if (!fill([&] { return m_in.size() >= length; }))
            return answer;
        answer.status = lines.first().mid(9, 3).toInt();
        answer.body = m_in.left(length);
        m_in.remove(0, length);
        return answer;
    }
    QSslSocket socket;

private:
    template <class Enough>
    bool fill(Enough enough)
    {
        m_in += socket.readAll();
        while (!enough()) {
            if (!socket.waitForReadyRead(10'000))
                return false;
            m_in += socket.readAll();
        }
        return true;
    }
    QByteArray m_in;
};

/// The real server in this process, with staff, a station and an enrolled terminal.
class ServerDesk
{
public:
    /// `store`: "sqlcipher" or what StoreConfig::connect takes.
    explicit ServerDesk(const QString &postgresql = {})
    {
        settings.dataDir = m_dir.path();
        settings.masterKeyFile = m_dir.filePath(QStringLiteral("master.key"));
        settings.port = 0;
        settings.maxBodyBytes = 256 * 1024;
        if (!postgresql.isEmpty()) {
            settings.store = QStringLiteral("postgresql");
            settings.postgresql = postgresql;
        }
        start();
        const auto made = server->pipeline().run([this](Database &db) -> Result<QByteArray> {
            const Station station{{},
                                  QStringLiteral("S1"),
                                  QStringLiteral("North"),
                                  QStringLiteral("CHN"),
                                  {},
                                  {},
                                  QTimeZone("Asia/Shanghai"),
                                  QTime(0, 0)};
            const auto stored = StationRepository(db).ensureStation(station);
            if (!stored)
                return fail(stored.error());
            for (const Role role : {Role::Cashier, Role::Manager, Role::Operator})
                if (const auto added = StaffService(db).add(roleName(role), roleName(role), role, stored->id,
                                                            hashSecret("secret", HashCost::Test));
                    !added)
                    return fail(added.error());
            return QByteArray();
        });
        ensure(made.has_value(), "a server is set up");
        terminal = enrol(key);
    }
    void start()
    {
        auto started = Server::start(settings, clock);
        ensure(started.has_value(), "a server starts");
        server = std::move(*started);
        m_peer.reset();
    }
    void stop()
    {
        server.reset();
        m_peer.reset();
    }

    struct Request
    {
        QByteArray method = "GET";
        QByteArray path;
        QByteArray body;
        QByteArray idempotencyKey; ///< empty: not sent
        QByteArray extra;          ///< whole header lines
    };
    static QByteArray bytesOf(const Request &request)
    {
        QByteArray bytes = request.method + ' ' + request.path + " HTTP/1.1\r\nHost: localhost\r\n";
        if (request.method != "GET")
            bytes += "Content-Type: application/json\r\nContent-Length: "
                + QByteArray::number(request.body.size()) + "\r\n";
        if (!request.idempotencyKey.isEmpty())
            bytes += "Idempotency-Key: " + request.idempotencyKey + "\r\n";
        return bytes + request.extra + "\r\n" + request.body;
    }
    /// Over one connection that is kept, and made anew after the server has closed it.
    ServerAnswer send(const Request &request) { return sendBytes(bytesOf(request)); }
    ServerAnswer sendBytes(const QByteArray &bytes)
    {
        if (!m_peer || m_peer->socket.state() != QAbstractSocket::ConnectedState)
            m_peer = std::make_unique<HttpPeer>(server->port(), server->certificateFile());
        m_peer->write(bytes);
        return m_peer->read();
    }
    QByteArray session(Role role)
    {
        const auto token = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            StaffService staff(db);
            const auto found = staff.byLogin(roleName(role));
            if (!found || !*found)
                return fail(ErrorCode::NotSignedIn);
            return staff.signIn(**found, true, clock.now()).map([](const auto &signedIn) {
                return signedIn->token;
            });
        });
        ensure(token.has_value(), "staff signs in");
        return *token;
    }
    ServerAnswer as(Role role, Request request)
    {
        if (role == Role::Terminal)
            return send(signed_(request));
        if (role != Role::Nobody)
            request.extra += "Authorization: Bearer " + session(role) + "\r\n";
        return send(request);
    }
    Request signed_(Request request, qint64 offsetMs = 0)
    {
        const qsizetype mark = request.path.indexOf('?');
        const SignedParts parts{request.method, mark < 0 ? request.path : request.path.left(mark),
                                mark < 0 ? QByteArray() : request.path.sliced(mark + 1), request.body,
                                request.idempotencyKey};
        const auto headers = signRequest(parts, terminal, key, clock.now().plusMs(offsetMs));
        request.extra += "Content-Digest: " + headers.contentDigest + "\r\nSignature-Input: "
            + headers.signatureInput + "\r\nSignature: " + headers.signature + "\r\n";
        return request;
    }
    static QByteArray newKey() { return QUuid::createUuid().toByteArray(QUuid::WithoutBraces); }
    ServerAnswer post(Role role, const QByteArray &path, const QByteArray &body,
                      const QByteArray &with = newKey())
    {
        return as(role, {"POST", path, body, with, {}});
    }
    TerminalId enrol(const SigningKey &with)
    {
        const auto code = post(Role::Operator, "/api/v1/terminals/invitations",
                               R"({"name":"till","kind":"pos","station":"S1"})");
        const auto enrolled = post(Role::Nobody, "/api/v1/terminals/enrolments",
                                   "{\"code\":\"" + code.json()[QLatin1String("code")].toString().toLatin1()
                                       + "\",\"publicKey\":\"" + with.publicKey().toBase64() + "\"}");
        ensure(enrolled.status == 200, "a terminal enrols");
        return {qint64(enrolled.json()[QLatin1String("terminal")].toDouble())};
    }
    bool healthy()
    {
        HttpPeer peer(server->port(), server->certificateFile());
        peer.write(bytesOf({"GET", "/healthz", {}, {}, {}}));
        return peer.read().status == 200;
    }
    qint64 figure(const char *sql)
    {
        const auto value = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            return QByteArray::number(TestStore::figure(db, sql));
        });
        return value ? value->toLongLong() : -2;
    }
    /// Issues a card and gives its answer; `more` are further members, each with its comma.
    ServerAnswer issue(const QByteArray &number, const QByteArray &more = {})
    {
        return post(Role::Manager, "/api/v1/cards",
                    "{\"customer\":\"C1\",\"number\":\"" + number + "\",\"expires\":\"2030-12-31\"" + more
                        + '}');
    }
    QByteArray question(const QByteArray &number, const QByteArray &amount, const QByteArray &pin = {})
    {
        const CardToken token =
            CardTokeniser(server->cardKeys().lookup).forNumber(QString::fromLatin1(number));
        return "{\"operation\":\"" + newKey() + "\",\"saleId\":\"" + newKey() + "\",\"holdId\":\"" + newKey()
            + "\",\"cardToken\":\"" + token.bytes.toBase64()
            + "\",\"proof\":3,\"product\":\"95\",\"wanted\":{\"amount\":\"" + amount
            + "\",\"currency\":\"CNY\"}" + (pin.isEmpty() ? QByteArray() : ",\"pin\":\"" + pin + '"') + '}';
    }

    SharedClock clock;
    ServerSettings settings;
    std::unique_ptr<Server> server;
    SigningKey key = SigningKey::generate();
    TerminalId terminal;

private:
    QTemporaryDir m_dir;
    std::unique_ptr<HttpPeer> m_peer;
};

}
