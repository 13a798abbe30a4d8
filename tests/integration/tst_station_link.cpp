#include "core/exchange/station_link/station_json.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/digest.h"
#include "tests/integration/link_desk.h"
#include "tests/support/tcp_relay.h"

#include <QJsonDocument>
#include <QSslConfiguration>

using namespace youka;
using namespace youka::literals;
using youka::test::Place;

namespace {

QString text(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QString base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }

/// The kiosk's end of one connection, by hand.
struct Plug
{
    Plug(Place &at, bool proves)
        : place(at)
    {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.setSslConfiguration(tls);
        QObject::connect(
            &socket, &QWebSocket::textMessageReceived, &socket, [this, proves](const QString &t) {
                const QJsonObject message = parseJsonObject(t.toUtf8(), 1 << 20).value_or(QJsonObject());
                welcomed = welcomed || message.contains(QLatin1String("welcome"));
                if (proves && message.contains(QLatin1String("challenge")))
                    prove(QByteArray::fromBase64(message[QLatin1String("challenge")].toString().toLatin1()));
            });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { gone = true; });
        socket.open(QUrl(QStringLiteral("wss://127.0.0.1:%1").arg(place.server->port())));
    }
    void prove(const QByteArray &challenge)
    {
        const QByteArray certificate = sha256(socket.sslConfiguration().peerCertificate().toDer());
        const TerminalIdentity &self = place.kiosk.self;
        socket.sendTextMessage(text(
            {{QStringLiteral("terminal"), self.id.value},
             {QStringLiteral("challenge"), base64(QByteArray(32, 'c'))},
             {QStringLiteral("proof"), base64(self.key.sign(linkProof(self.id, challenge, certificate)))}}));
    }
    void askForFuel(SaleId sale)
    {
        Preset preset;
        preset.kind = Preset::Kind::Amount;
        preset.amount = 20_yuan;
        socket.sendTextMessage(
            text({{QStringLiteral("id"), QStringLiteral("1")},
                  {QStringLiteral("do"), QStringLiteral("fuelByCard")},
                  {QStringLiteral("sale"), sale.text()},
                  {QStringLiteral("pump"), 1},
                  {QStringLiteral("card"), toJson(CardIdentity{place.Token, CardProof::Track, {}})},
                  {QStringLiteral("preset"), toJson(preset)}}));
        socket.flush();
    }
    Place &place;
    QWebSocket socket;
    bool welcomed = false;
    bool gone = false;
};

}

/// The link between a kiosk and its counter where the wire fails without saying so.
class TestStationLink : public QObject
{
    Q_OBJECT

    static Preset twenty()
    {
        Preset preset;
        preset.kind = Preset::Kind::Amount;
        preset.amount = 20_yuan;
        return preset;
    }

private Q_SLOTS:
    /// What a kiosk asked and gave up must not happen after it has come back and asked something else.
    void newerConnection_endsTheOlder_withWhatWasNotReadThere()
    {
        Place place;
        place.link.reset();
        Plug older(place, true);
        QTRY_VERIFY(older.welcomed);
        Plug newer(place, true);
        QObject::connect(&newer.socket, &QWebSocket::textMessageReceived, &newer.socket, [&] {
            if (newer.welcomed && place.forecourt.questions == 0 && !older.gone)
                older.askForFuel(IdSource(place.counter.clock).make<SaleId>());
        });
        QTRY_VERIFY(newer.welcomed);
        QTRY_VERIFY(older.gone);
        QCOMPARE(place.forecourt.questions, 0);
        newer.askForFuel(IdSource(place.counter.clock).make<SaleId>());
        QTRY_COMPARE(place.forecourt.questions, 1);
        QVERIFY(!newer.gone);
    }

    void whoeverDoesNotProveItself_isShownTheDoor()
    {
        Place place;
        QTRY_VERIFY(place.link->isConnected());
        Plug stranger(place, false);
        QTRY_VERIFY_WITH_TIMEOUT(stranger.gone, 10'000);
        QVERIFY(place.link->isConnected());
    }

    /// The counter released the pump and its answer was lost. The kiosk is told that the link is lost; the
    /// same sale again is the first answer again.
    void lostAnswer_sameSaleAgain_isOneSale()
    {
        std::unique_ptr<TcpRelay> wire;
        Place place([&](quint16 port) {
            wire = std::make_unique<TcpRelay>(port);
            return wire->port();
        });
        QTRY_VERIFY(place.link->isConnected());
        wire->set(TcpRelay::Wire::DeafDown);
        const SaleId sale = IdSource(place.counter.clock).make<SaleId>();
        const CardIdentity card{place.Token, CardProof::Track, {}};
        std::optional<Result<void>> answer;
        place.link->fuelByCard(sale, 1, card, {}, twenty(), [&](const Result<void> &told) { answer = told; });
        QTRY_COMPARE(place.forecourt.questions, 1);
        QTRY_VERIFY_WITH_TIMEOUT(answer, 10'000);
        COMPARE_REFUSED(*answer, ErrorCode::LinkLost);
        QVERIFY(!place.link->link().reachable);
        wire->set(TcpRelay::Wire::Whole);
        QTRY_VERIFY_WITH_TIMEOUT(place.link->isConnected(), 10'000);
        answer.reset();
        place.link->fuelByCard(sale, 1, card, {}, twenty(), [&](const Result<void> &told) { answer = told; });
        QTRY_VERIFY(answer);
        VERIFY_OK(*answer);
        QCOMPARE(place.forecourt.sales().size(), 1);
    }

    /// The same, but the driver has gone: the pump is taken back, although this connection never asked for
    /// it.
    void lostAnswer_cancelledAfterwards_givesThePumpBack()
    {
        std::unique_ptr<TcpRelay> wire;
        Place place([&](quint16 port) {
            wire = std::make_unique<TcpRelay>(port);
            return wire->port();
        });
        QTRY_VERIFY(place.link->isConnected());
        wire->set(TcpRelay::Wire::DeafDown);
        const SaleId sale = IdSource(place.counter.clock).make<SaleId>();
        place.link->fuelByCard(sale, 1, {place.Token, CardProof::Track, {}}, {}, twenty(),
                               [](const Result<void> &) {});
        QTRY_COMPARE(place.forecourt.sales().size(), 1);
        wire->set(TcpRelay::Wire::Cut);
        QTRY_VERIFY(!place.link->isConnected());
        wire->set(TcpRelay::Wire::Whole);
        QTRY_VERIFY_WITH_TIMEOUT(place.link->isConnected(), 10'000);
        std::optional<Result<void>> answer;
        place.link->cancel(sale, [&](const Result<void> &told) { answer = told; });
        QTRY_VERIFY(answer);
        VERIFY_OK(*answer);
        QCOMPARE(place.forecourt.sale(sale)->state, SaleState::Released);
        QTRY_VERIFY(place.link->sale(sale));
    }
};

QTEST_GUILESS_MAIN(TestStationLink)
#include "tst_station_link.moc"
