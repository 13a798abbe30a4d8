#include "apps/server/http_listener.h"
#include "core/exchange/api/tls_identity.h"

#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>

using namespace youka;
using namespace std::chrono_literals;

namespace {

const QByteArray Question = "GET /now HTTP/1.1\r\nHost: x\r\n\r\n";

/// A listener whose answers to /later wait until the test lets them go.
class Desk
{
public:
    explicit Desk(std::chrono::milliseconds idle, bool tls = false, HttpListener::Options options = {})
    {
        options.threads = 1;
        options.idle = idle;
        if (tls) {
            const auto identity =
                tlsIdentity(m_dir.filePath(QStringLiteral("c.crt")), m_dir.filePath(QStringLiteral("c.key")));
            ensure(identity.has_value(), "a certificate is made");
            options.tls = *identity;
        }
        auto started =
            HttpListener::start(options, [this](int, const HttpRequest &request, const Respond &respond) {
                if (request.path != "/later")
                    return respond({200, "now", "text/plain"});
                const std::lock_guard lock(m_mutex);
                m_waiting.push_back(respond);
            });
        ensure(started.has_value(), "a listener starts");
        listener = std::move(*started);
    }
    size_t waiting()
    {
        const std::lock_guard lock(m_mutex);
        return m_waiting.size();
    }
    void answerAll(const QByteArray &body)
    {
        const std::lock_guard lock(m_mutex);
        for (const Respond &respond : m_waiting)
            respond({200, body, "text/plain"});
        m_waiting.clear();
    }
    std::unique_ptr<QTcpSocket> connected() const
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress::LocalHost, listener->port());
        ensure(socket->waitForConnected(5'000), "a peer connects");
        return socket;
    }

    std::unique_ptr<HttpListener> listener;

private:
    QTemporaryDir m_dir;
    std::mutex m_mutex;
    std::vector<Respond> m_waiting;
};

bool isClosed(const std::unique_ptr<QTcpSocket> &socket)
{
    return socket->state() == QAbstractSocket::UnconnectedState;
}

}

class TestHttpListener : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void idleConnection_ends_data();
    void idleConnection_ends();
    void requestUnderWay_isNotCut();
    void slowSender_isNotCut();
    void busyConnection_stays();
    void peerThatReadsNothing_isDropped();
    void unfinishedHandshake_ends();
    void handshakes_areAFewAtOnce();
    void silentPeers_keepNobodyFromShakingHands();
};

void TestHttpListener::idleConnection_ends_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("answer"); ///< the end of what comes back before the connection ends
    QTest::newRow("never a word") << QByteArray() << QByteArray();
    QTest::newRow("half a request") << Question.chopped(5) << QByteArray();
    QTest::newRow("half a body") << QByteArray("POST /now HTTP/1.1\r\nContent-Length: 9\r\n\r\nabc")
                                 << QByteArray();
    QTest::newRow("after an answer") << Question << QByteArray("\r\n\r\nnow");
    QTest::newRow("after two answers") << Question + Question << QByteArray("\r\n\r\nnow");
}

void TestHttpListener::idleConnection_ends()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, answer);
    Desk desk(100ms);
    const auto peer = desk.connected();
    peer->write(sent);
    QTRY_VERIFY(isClosed(peer));
    QVERIFY(peer->readAll().endsWith(answer));
    QTRY_COMPARE(desk.listener->openConnections(), 0);
}

/// The idle peers tell the time: the request outlives two of them, which came after it.
void TestHttpListener::requestUnderWay_isNotCut()
{
    Desk desk(100ms);
    const auto peer = desk.connected();
    peer->write("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(desk.waiting(), size_t(1));
    for (int i = 0; i < 2; ++i) {
        const auto idle = desk.connected();
        QTRY_VERIFY(isClosed(idle));
    }
    QCOMPARE(peer->state(), QAbstractSocket::ConnectedState);
    desk.answerAll("at last");
    QTRY_VERIFY(peer->bytesAvailable() > 0);
    QTRY_VERIFY(isClosed(peer)); // and then it is as idle as any other
    QVERIFY(peer->readAll().endsWith("\r\n\r\nat last"));
}

void TestHttpListener::slowSender_isNotCut()
{
    Desk desk(200ms);
    const auto peer = desk.connected();
    const auto idle = desk.connected();
    QByteArray rest = "POST /now HTTP/1.1\r\nContent-Length: 4000\r\n\r\n" + QByteArray(4000, 'x');
    QDeadlineTimer deadline(20'000);
    while (!isClosed(idle) && !deadline.hasExpired()) { // a little, as long as others are idle
        peer->write(rest.left(1));
        rest.remove(0, 1);
        QTest::qWait(5);
    }
    QVERIFY(isClosed(idle));
    QCOMPARE(peer->state(), QAbstractSocket::ConnectedState);
    peer->write(rest);
    QTRY_VERIFY(peer->bytesAvailable() > 0);
    QVERIFY(peer->readAll().startsWith("HTTP/1.1 200 "));
}

void TestHttpListener::busyConnection_stays()
{
    Desk desk(200ms);
    const auto peer = desk.connected();
    for (int i = 0; i < 2; ++i) {
        const auto idle = desk.connected();
        QDeadlineTimer deadline(20'000);
        while (!isClosed(idle) && !deadline.hasExpired()) {
            peer->write(Question);
            QTRY_VERIFY(peer->bytesAvailable() > 0);
            QVERIFY(peer->readAll().startsWith("HTTP/1.1 200 "));
        }
        QVERIFY(isClosed(idle));
    }
    QCOMPARE(peer->state(), QAbstractSocket::ConnectedState);
}

/// An answer larger than the buffers between the two is never taken.
void TestHttpListener::peerThatReadsNothing_isDropped()
{
    Desk desk(100ms);
    const auto peer = desk.connected();
    peer->setReadBufferSize(1);
    peer->write("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    QTRY_COMPARE(desk.waiting(), size_t(1));
    desk.answerAll(QByteArray(64 * 1024 * 1024, 'a'));
    QTRY_COMPARE(desk.listener->openConnections(), 0);
}

void TestHttpListener::unfinishedHandshake_ends()
{
    Desk desk(100ms, true);
    const auto peer = desk.connected();
    peer->write(QByteArray::fromHex("160301")); // the beginning of a hello
    QTRY_COMPARE(desk.listener->openConnections(), 1);
    QTRY_VERIFY(isClosed(peer));
    QTRY_COMPARE_WITH_TIMEOUT(desk.listener->openConnections(), 0, 20'000);
}

/// The others wait outside, and come in as soon as there is a place.
void TestHttpListener::handshakes_areAFewAtOnce()
{
    HttpListener::Options options;
    options.handshakes = 4;
    options.handshakePatience = 1h;
    Desk desk(20s, true, options);
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    for (int i = 0; i < 10; ++i)
        silent.push_back(desk.connected());
    QTRY_COMPARE(desk.listener->openConnections(), 4);
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(desk.listener->openConnections(), 4);
    for (int i = 0; i < 7; ++i)
        silent[size_t(i)]->abort();
    QTRY_COMPARE(desk.listener->openConnections(), 3);
}

void TestHttpListener::silentPeers_keepNobodyFromShakingHands()
{
    HttpListener::Options options;
    options.handshakes = 2;
    options.handshakePatience = 100ms;
    Desk desk(20s, true, options);
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    for (int i = 0; i < 10; ++i)
        silent.push_back(desk.connected());
    std::vector<std::unique_ptr<QSslSocket>> peers;
    for (int i = 0; i < 20; ++i) {
        peers.push_back(std::make_unique<QSslSocket>());
        peers.back()->setPeerVerifyMode(QSslSocket::VerifyNone);
        peers.back()->connectToHostEncrypted(QStringLiteral("127.0.0.1"), desk.listener->port());
    }
    for (const auto &peer : peers) {
        QTRY_VERIFY(peer->isEncrypted());
        peer->write(Question);
        QTRY_VERIFY(peer->bytesAvailable() > 0);
        QVERIFY(peer->readAll().startsWith("HTTP/1.1 200 "));
    }
}

QTEST_GUILESS_MAIN(TestHttpListener)
#include "tst_http_listener.moc"
