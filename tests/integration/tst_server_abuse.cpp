#include "core/domain/ledger/ledger_check.h"
#include "tests/integration/server_desk.h"

#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTest>

using namespace youka;
using youka::test::HttpPeer;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

namespace {

const QByteArray Json = "POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

QByteArray posted(const QByteArray &body)
{
    return Json + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

}

/// Whatever a peer sends, the server goes on answering others.
class TestServerAbuse : public QObject
{
    Q_OBJECT
    std::unique_ptr<ServerDesk> m_desk;

    HttpPeer peer() { return {m_desk->server->port(), m_desk->server->certificateFile()}; }

private Q_SLOTS:
    void initTestCase() { m_desk = std::make_unique<ServerDesk>(); }
    void cleanupTestCase() { m_desk.reset(); }
    void nonsense_stopsNobody_data();
    void nonsense_stopsNobody();
    void badJson_isRefusedWithAProblem_data();
    void badJson_isRefusedWithAProblem();
    void changedRequests_stopNobody();
    void slowSender_isServed_andHoldsNobodyUp();
    void bodyJustTooLarge_isRefused();
    void endlessSender_isCutOff_data();
    void endlessSender_isCutOff();
    void plainTextAtTheTlsDoor_isDropped();
    void closing_losesNoAcknowledgedWrite();
};

void TestServerAbuse::nonsense_stopsNobody_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto row = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes; };
    row("nothing", {});
    row("cut in the request line", "GET /hea");
    row("cut in the headers", "GET /healthz HTTP/1.1\r\nHost: ");
    row("cut in the body", Json + "Content-Length: 100\r\n\r\n{\"a");
    row("length is a word", Json + "Content-Length: ten\r\n\r\n{}");
    row("length is negative", Json + "Content-Length: -5\r\n\r\n{}");
    row("length beyond 64 bits", Json + "Content-Length: 18446744073709551617\r\n\r\n{}");
    row("length beyond memory", Json + "Content-Length: 9223372036854775807\r\n\r\n{}");
    row("two lengths", Json + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
    row("length and chunks",
        Json + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n");
    row("chunk size is a word", Json + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n");
    row("chunk beyond memory", Json + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}");
    row("chunk cut", Json + "Transfer-Encoding: chunked\r\n\r\n5\r\n{");
    row("NUL in the line", QByteArray("GET /hea\0thz HTTP/1.1\r\n\r\n", 25));
    row("NUL in a header", QByteArray("GET /healthz HTTP/1.1\r\nHo\0st: x\0\r\n\r\n", 36));
    row("NULs only", QByteArray(4096, '\0'));
    row("no such method", "BREW /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    row("no such version", "GET /healthz HTTP/9.9\r\nHost: x\r\n\r\n");
    row("bare line feeds", "GET /healthz HTTP/1.1\nHost: x\n\n");
    row("long header", "GET /healthz HTTP/1.1\r\nHost: " + QByteArray(300'000, 'h') + "\r\n\r\n");
    row("many headers", "GET /healthz HTTP/1.1\r\n" + QByteArray("X: y\r\n").repeated(20'000) + "\r\n");
    row("long path", "GET /" + QByteArray(200'000, 'p') + " HTTP/1.1\r\nHost: x\r\n\r\n");
    row("broken escapes", "GET /api/v1/cards/%zz%f HTTP/1.1\r\nHost: x\r\n\r\n");
    row("high bytes in the path", "GET /\xff\xfe\x80 HTTP/1.1\r\nHost: x\r\n\r\n");
    row("absolute address", "GET http://other/healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    row("connect", "CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n");
    row("upgrade", "GET /healthz HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    row("expect", Json + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    row("good, then garbage", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n\x01\x02\x03garbage\r\n\r\n");
    row("a thousand at once", QByteArray("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").repeated(1000));
    row("signature of commas",
        "GET /api/v1/feed HTTP/1.1\r\nSignature-Input: ,,,;;;\"\r\nSignature: sig1=:\r\nContent-Digest: "
        ":\r\n\r\n");
    row("bearer of nothing", "GET /api/v1/me HTTP/1.1\r\nAuthorization: Bearer \r\n\r\n");
    QRandomGenerator random(5);
    QByteArray noise(10'000, '\0');
    for (char &c : noise)
        c = char(random.bounded(256));
    row("noise", noise);
}

void TestServerAbuse::nonsense_stopsNobody()
{
    QFETCH(QByteArray, bytes);
    {
        HttpPeer left = peer();
        left.write(bytes);
        QVERIFY(m_desk->healthy()); // while it is still there
    }
    {
        HttpPeer gone = peer();
        gone.socket.write(bytes);
        gone.socket.abort();
    }
    QVERIFY(m_desk->healthy());
}

void TestServerAbuse::badJson_isRefusedWithAProblem_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("deep") << QByteArray(100'000, '[');
    QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(20'000);
    QTest::newRow("deep and closed") << "{\"a\":" + QByteArray(50'000, '[') + QByteArray(50'000, ']') + '}';
    QTest::newRow("invalid UTF-8") << QByteArray("{\"login\":\"\xff\xfe\xc0\xaf\",\"password\":\"x\"}");
    QTest::newRow("half a surrogate") << QByteArray("{\"login\":\"\\ud800\",\"password\":7}");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("a number") << QByteArray("1e999999");
    QTest::newRow("cut") << QByteArray("{\"login\":\"a");
    QTest::newRow("two") << QByteArray("{}{}");
    QTest::newRow("NULs") << QByteArray("{\"login\":\"\0\"}", 13);
    QTest::newRow("wrong types") << QByteArray(R"({"login":{"a":1},"password":[1]})");
    QTest::newRow("long text") << "{\"login\":\"" + QByteArray(5'000, 'x') + "\",\"password\":\"y\"}";
    QTest::newRow("nothing") << QByteArray();
}

void TestServerAbuse::badJson_isRefusedWithAProblem()
{
    QFETCH(QByteArray, body);
    HttpPeer one = peer();
    one.write(posted(body));
    const ServerAnswer answer = one.read();
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.contentType, QByteArray("application/problem+json"));
    QCOMPARE(answer.code(), QStringLiteral("input.invalid"));
    QVERIFY(m_desk->healthy());
}

/// A right request with a few bytes changed, cut or doubled, from a seed.
void TestServerAbuse::changedRequests_stopNobody()
{
    const quint32 seed =
        qEnvironmentVariableIsSet("YOUKA_SEED") ? qEnvironmentVariable("YOUKA_SEED").toUInt() : 9;
    QRandomGenerator random(seed);
    for (int i = 0; i < 100; ++i) {
        QByteArray bytes = ServerDesk::bytesOf(m_desk->signed_({"POST",
                                                                "/api/v1/authorisations",
                                                                m_desk->question("9000000000000019", "1.00"),
                                                                ServerDesk::newKey(),
                                                                {}}));
        for (int change = 1 + random.bounded(4); change > 0; --change) {
            const qsizetype at = random.bounded(int(bytes.size()));
            switch (random.bounded(3)) {
            case 0:
                bytes[at] = char(random.bounded(256));
                break;
            case 1:
                bytes.remove(at, random.bounded(20));
                break;
            default:
                bytes.insert(at, bytes.mid(at, random.bounded(50)));
            }
            if (bytes.isEmpty())
                break;
        }
        HttpPeer one = peer();
        one.write(bytes);
        if (i % 10 == 0)
            QVERIFY2(m_desk->healthy(),
                     qPrintable(QStringLiteral("YOUKA_SEED=%1, request %2").arg(seed).arg(i)));
    }
    QVERIFY(m_desk->healthy());
}

void TestServerAbuse::slowSender_isServed_andHoldsNobodyUp()
{
    HttpPeer slow = peer();
    const QByteArray request = posted("{}");
    for (qsizetype i = 0; i < request.size(); ++i) {
        slow.write(request.mid(i, 1));
        if (i % 25 == 0)
            QVERIFY(m_desk->healthy());
    }
    QCOMPARE(slow.read().status, 400);
}

void TestServerAbuse::bodyJustTooLarge_isRefused()
{
    HttpPeer one = peer();
    one.write(posted(QByteArray(m_desk->settings.maxBodyBytes + 1, ' ')));
    QCOMPARE(one.read().status, 413);
    HttpPeer fits = peer();
    fits.write(posted("{}" + QByteArray(m_desk->settings.maxBodyBytes - 2, ' ')));
    QCOMPARE(fits.read().status, 400);
}

void TestServerAbuse::endlessSender_isCutOff_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("piece");
    QTest::newRow("body") << Json + "Content-Length: 1000000000000\r\n\r\n" << QByteArray(65'536, 'x');
    QTest::newRow("chunks") << Json + "Transfer-Encoding: chunked\r\n\r\n"
                            << "8000\r\n" + QByteArray(0x8000, 'x') + "\r\n";
    QTest::newRow("headers") << QByteArray("GET / HTTP/1.1\r\n")
                             << QByteArray("X: yyyyyyyyy\r\n").repeated(4000);
}

/// Its memory is bounded: who sends many times what a request may have is cut off.
void TestServerAbuse::endlessSender_isCutOff()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, piece);
    HttpPeer one = peer();
    one.write(head);
    qint64 sent = 0;
    const qint64 most = 64LL * m_desk->settings.maxBodyBytes;
    while (sent < most && one.socket.state() == QAbstractSocket::ConnectedState) {
        one.write(piece);
        sent += piece.size();
    }
    QVERIFY2(sent < most, "16 MiB were taken");
    QVERIFY(m_desk->healthy());
}

void TestServerAbuse::plainTextAtTheTlsDoor_isDropped()
{
    QTcpSocket plain;
    plain.connectToHost(QStringLiteral("localhost"), m_desk->server->port());
    QVERIFY(plain.waitForConnected(5'000));
    plain.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    while (plain.state() == QAbstractSocket::ConnectedState && plain.waitForReadyRead(5'000)) { }
    QVERIFY(!plain.readAll().contains("alive"));
    QVERIFY(m_desk->healthy());
}

/// The server closes while top-ups are on their way, on several connections. Each that was answered is in the
/// books when it comes back, and each asked again gets the very same answer; none happened twice.
void TestServerAbuse::closing_losesNoAcknowledgedWrite()
{
    const ServerAnswer issued = m_desk->issue("9000000000000019");
    QVERIFY2(issued.status == 201, issued.body.constData());
    const QByteArray path =
        "/api/v1/cards/" + issued.json()[QLatin1String("id")].toString().toLatin1() + "/top-ups";
    const QByteArray bearer = "Authorization: Bearer " + m_desk->session(Role::Cashier) + "\r\n";
    constexpr int Peers = 3;
    constexpr int Each = 100;
    std::vector<std::unique_ptr<HttpPeer>> peers;
    QList<QByteArray> keys;
    const auto requestOf = [&](int i) {
        return ServerDesk::Request{"POST", path, R"({"amount":{"amount":"1.00","currency":"CNY"}})", keys[i],
                                   bearer};
    };
    for (int p = 0; p < Peers; ++p) {
        peers.push_back(
            std::make_unique<HttpPeer>(m_desk->server->port(), m_desk->server->certificateFile()));
        for (int i = 0; i < Each; ++i)
            keys.append(ServerDesk::newKey());
    }
    // A password being checked holds nothing up and touches nothing that is gone.
    HttpPeer signingIn = peer();
    signingIn.write(posted(R"({"login":"manager","password":"secret"})"));
    // One answer is awaited, so that the work is under way; then the server closes on the rest.
    QHash<QByteArray, QByteArray> acknowledged;
    peers[0]->write(ServerDesk::bytesOf(requestOf(0)));
    acknowledged.insert(keys[0], peers[0]->read().body);
    for (int i = 1; i < Peers * Each; ++i)
        peers[size_t(i % Peers)]->write(ServerDesk::bytesOf(requestOf(i)));
    m_desk->stop();
    // Answers on one connection come in the order in which their writes were committed, not necessarily the
    // order of asking; the balance in each tells them apart.
    qint64 answered = 1;
    for (const auto &one : peers)
        for (ServerAnswer answer = one->read(); answer.status != 0; answer = one->read()) {
            QCOMPARE(answer.status, 200);
            ++answered;
        }
    m_desk->start();
    const qint64 booked = m_desk->figure("SELECT COUNT(*) FROM journal");
    QVERIFY2(booked >= answered,
             qPrintable(QStringLiteral("%1 booked, %2 answered").arg(booked).arg(answered)));
    for (int i = 0; i < keys.size(); ++i) {
        const ServerAnswer again = m_desk->send(requestOf(i));
        QCOMPARE(again.status, 200);
        if (acknowledged.contains(keys[i]))
            QCOMPARE(again.body, acknowledged[keys[i]]);
    }
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM journal"), Peers * Each);
    QCOMPARE(m_desk->figure("SELECT SUM(balance) FROM account WHERE kind = 1"), Peers * Each * 100);
}

QTEST_GUILESS_MAIN(TestServerAbuse)
#include "tst_server_abuse.moc"
