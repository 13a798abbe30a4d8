#include "apps/server/http_listener.h"
#include "core/exchange/api/network_transport.h"
#include "core/exchange/api/tls_identity.h"
#include "tests/support/tcp_relay.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace youka;

namespace {

/// A server behind a wire, and whoever asks it.
class Desk
{
public:
    Desk()
    {
        const QString certificate = m_dir.filePath(QStringLiteral("c.crt"));
        const auto identity = tlsIdentity(certificate, m_dir.filePath(QStringLiteral("c.key")));
        ensure(identity.has_value(), "a certificate is made");
        HttpListener::Options options;
        options.threads = 1;
        options.tls = *identity;
        auto started =
            HttpListener::start(options, [](int, const HttpRequest &request, const Respond &respond) {
                if (request.path != "/never")
                    respond({200, "here", "text/plain"});
            });
        ensure(started.has_value(), "a listener starts");
        m_listener = std::move(*started);
        wire = std::make_unique<TcpRelay>(m_listener->port());
        QFile pem(certificate);
        ensure(pem.open(QIODevice::ReadOnly), "the certificate is there");
        transport = std::make_unique<NetworkTransport>(
            QUrl(QStringLiteral("https://localhost:%1").arg(wire->port())), pem.readAll());
    }
    HttpAnswer ask(const QString &path = QStringLiteral("/now"), int timeoutMs = 300)
    {
        std::optional<HttpAnswer> answer;
        transport->send({"GET", path, {}, {}, timeoutMs}, [&](const HttpAnswer &heard) { answer = heard; });
        [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return answer.has_value(); }, 10'000);
        return answer.value_or(HttpAnswer{});
    }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<HttpListener> m_listener;

public:
    std::unique_ptr<TcpRelay> wire;
    std::unique_ptr<NetworkTransport> transport;
};

}

/// Calls over a wire that fails without saying so.
class TestNetworkTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    /// A connection whose handshake is never answered must not be waited for by every later call.
    void wireDeafWhileConnecting_laterCallsGetThrough_data()
    {
        QTest::addColumn<bool>("connected");
        QTest::newRow("at the first call") << false;
        QTest::newRow("after some") << true;
    }
    void wireDeafWhileConnecting_laterCallsGetThrough()
    {
        QFETCH(bool, connected);
        Desk desk;
        if (connected)
            QCOMPARE(desk.ask(QStringLiteral("/now"), 5'000).status, 200);
        desk.wire->set(TcpRelay::Wire::Deaf);
        for (int i = 0; i < 3; ++i)
            QVERIFY(desk.ask().timedOut);
        desk.wire->set(TcpRelay::Wire::Whole);
        QCOMPARE(desk.ask(QStringLiteral("/now"), 5'000).status, 200);
    }

    /// A question that is held at the server goes on although another call was given up.
    void timeOut_leavesOtherCallsAlone()
    {
        Desk desk;
        std::optional<HttpAnswer> held;
        desk.transport->send({"GET", QStringLiteral("/never"), {}, {}, 1'500},
                             [&](const HttpAnswer &heard) { held = heard; });
        QVERIFY(desk.ask(QStringLiteral("/never"), 200).timedOut);
        QCOMPARE(desk.ask(QStringLiteral("/now"), 5'000).status, 200);
        QVERIFY(!held);
        QTRY_VERIFY(held);
        QVERIFY(held->timedOut);
    }

    void goneTransport_answersNobody()
    {
        Desk desk;
        int answers = 0;
        desk.transport->send({"GET", QStringLiteral("/never"), {}, {}, 150},
                             [&](const HttpAnswer &) { ++answers; });
        QVERIFY(desk.ask(QStringLiteral("/never"), 100).timedOut);
        desk.transport->send({"GET", QStringLiteral("/never"), {}, {}, 150},
                             [&](const HttpAnswer &) { ++answers; });
        desk.transport.reset();
        QTest::qWait(250);
        QCOMPARE(answers, 0);
    }
};

QTEST_GUILESS_MAIN(TestNetworkTransport)
#include "tst_network_transport.moc"
