#include "core/exchange/api/body_packing.h"
#include "core/exchange/api/network_transport.h"
#include "core/exchange/sync/terminal_node.h"
#include "core/foundation/base/compress.h"
#include "tests/integration/server_desk.h"
#include "tests/support/blockade.h"
#include "tests/unit/sync/sync_desk.h"

#include <QFile>
#include <QTest>

using namespace youka;
using youka::test::Blockade;
using youka::test::HttpPeer;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;
using youka::test::Till;

namespace {

const QByteArray UploadPath = "/api/v1/outbox";

QByteArray bodyOf(const FactBatch &batch)
{
    return QJsonDocument(toJson(batch)).toJson(QJsonDocument::Compact);
}

ServerDesk::Request posted(const QByteArray &body, const QByteArray &encoding)
{
    return {"POST", UploadPath, body, {}, "Content-Encoding: " + encoding + "\r\n"};
}

}

/// Terminals' records on their way through the real server: packed, refused in order, told to wait.
class TestUpload : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void packedBatch_isBooked_andItsPlainRepeatIsKnown();
    void badPacking_isRefusedWithAProblem_data();
    void badPacking_isRefusedWithAProblem();
    void packedBody_ofAnybodyElse_isNotUnpacked();
    void signature_coversTheBytesAsSent();
    void busyServer_tellsWhenToComeBack_andCountsIt();
    void agent_comesBackWhenItWasTold();
};

void TestUpload::packedBatch_isBooked_andItsPlainRepeatIsKnown()
{
    ServerDesk desk;
    Till till(desk.terminal, desk.key);
    for (int i = 0; i < 100; ++i)
        till.sell();
    const QByteArray plain = bodyOf(till.batch());
    const TravellingBody packed = packedBody(plain);
    QVERIFY(packed.bytes.size() < plain.size() / 4);
    const ServerAnswer first = desk.as(Role::Terminal, posted(packed.bytes, packed.encoding));
    QVERIFY2(first.status == 200, first.body.constData());
    QCOMPARE(first.body.count("\"seq\""), 100);
    QCOMPARE(first.body.count("\"duplicate\""), 0);
    const ServerAnswer again = desk.as(Role::Terminal, {"POST", UploadPath, plain, {}, {}});
    QCOMPARE(again.body.count("\"duplicate\""), 100);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM sale"), 100);
}

void TestUpload::badPacking_isRefusedWithAProblem_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const QByteArray json =
        "{\"first\":\"1\",\"records\":[],\"signature\":\"" + QByteArray(2'000, 'A') + "\"}";
    const QByteArray right = deflated(json);
    const QString invalid = QStringLiteral("input.invalid");
    const QString unknown = QStringLiteral("encoding.unsupported");
    QTest::newRow("bomb") << deflated(QByteArray(100'000'000, ' ')) << QByteArray("deflate") << 413
                          << QStringLiteral("input.too-large");
    QTest::newRow("cut") << right.chopped(5) << QByteArray("deflate") << 400 << invalid;
    QTest::newRow("more follows") << right + 'x' << QByteArray("deflate") << 400 << invalid;
    QTest::newRow("not packed") << json << QByteArray("deflate") << 400 << invalid;
    QTest::newRow("right, and no batch") << right << QByteArray("Deflate") << 400 << invalid;
    QTest::newRow("gzip") << right << QByteArray("gzip") << 415 << unknown;
    QTest::newRow("packed twice") << deflated(right) << QByteArray("deflate, deflate") << 415 << unknown;
}

void TestUpload::badPacking_isRefusedWithAProblem()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, encoding);
    QFETCH(int, status);
    QFETCH(QString, code);
    ServerDesk desk;
    const ServerAnswer answer = desk.as(Role::Terminal, posted(body, encoding));
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.code(), code);
    QCOMPARE(answer.contentType, QByteArray("application/problem+json"));
    QVERIFY(desk.healthy());
}

void TestUpload::packedBody_ofAnybodyElse_isNotUnpacked()
{
    ServerDesk desk;
    const QByteArray bomb = deflated(QByteArray(50'000'000, ' '));
    const ServerAnswer unsigned_ = desk.send(posted(bomb, "deflate"));
    QCOMPARE(unsigned_.status, 401);
    ServerDesk::Request login = posted(deflated("{}"), "deflate");
    login.path = "/api/v1/sessions"; // open to everybody
    QCOMPARE(desk.send(login).code(), QStringLiteral("encoding.unsupported"));
    ServerDesk::Request issue = posted(deflated("{}"), "deflate");
    issue.path = "/api/v1/cards";
    issue.idempotencyKey = ServerDesk::newKey();
    QCOMPARE(desk.as(Role::Manager, issue).code(), QStringLiteral("encoding.unsupported"));
}

void TestUpload::signature_coversTheBytesAsSent()
{
    ServerDesk desk;
    Till till(desk.terminal, desk.key);
    for (int i = 0; i < 20; ++i)
        till.sell();
    const QByteArray plain = bodyOf(till.batch());
    ServerDesk::Request request = desk.signed_({"POST", UploadPath, plain, {}, {}});
    request.body = deflated(plain); // signed unpacked, sent packed
    request.extra += "Content-Encoding: deflate\r\n";
    QCOMPARE(desk.send(request).code(), QStringLiteral("signature.invalid"));
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM terminal_record"), 0);
}

void TestUpload::busyServer_tellsWhenToComeBack_andCountsIt()
{
    ServerDesk desk;
    desk.settings.recordsInWork = 3;
    desk.stop();
    desk.start();
    const SigningKey otherKey = SigningKey::generate();
    const TerminalId other = desk.enrol(otherKey);
    Till till(desk.terminal, desk.key);
    for (int i = 0; i < 3; ++i)
        till.sell();
    Blockade blockade(desk.server->pipeline());
    HttpPeer first(desk.server->port(), desk.server->certificateFile());
    first.write(ServerDesk::bytesOf(desk.signed_({"POST", UploadPath, bodyOf(till.batch()), {}, {}})));
    QTRY_COMPARE(desk.server->admission().figures().inWork, 3);

    // Not even looked at: the body is no batch.
    desk.key = otherKey;
    const TerminalId kept = std::exchange(desk.terminal, other);
    const ServerAnswer told = desk.as(Role::Terminal, {"POST", UploadPath, "no batch at all", {}, {}});
    QCOMPARE(told.status, 503);
    QCOMPARE(told.code(), QStringLiteral("busy"));
    QVERIFY(told.retryAfterS >= 1 && told.retryAfterS <= 60);
    blockade.lift();
    const ServerAnswer booked = first.read();
    QVERIFY2(booked.status == 200, booked.body.constData());
    QCOMPARE(desk.server->admission().figures().inWork, 0);
    QCOMPARE(desk.as(Role::Terminal, {"POST", UploadPath, "no batch at all", {}, {}}).status, 400);
    desk.terminal = kept;
    const QByteArray metrics = desk.as(Role::Operator, {"GET", "/metrics", {}, {}, {}}).body;
    QVERIFY2(metrics.contains("\nyouka_uploads_told_to_wait_total 1\n"), metrics.constData());
    QVERIFY(metrics.contains("\nyouka_uploads_admitted_total 2\n"));
    QVERIFY(metrics.contains("\nyouka_upload_records_in_work 0\n"));
}

/// A real terminal over the real network.
void TestUpload::agent_comesBackWhenItWasTold()
{
    ServerDesk desk;
    desk.settings.recordsInWork = 1;
    desk.stop();
    desk.start();
    QTemporaryDir dir;
    const auto store = *TerminalStore::open(dir.path(), dir.filePath(QStringLiteral("master.key")));
    QFile pem(desk.server->certificateFile());
    QVERIFY(pem.open(QIODevice::ReadOnly));
    const ApiClient::Settings access{QUrl(QStringLiteral("https://localhost:%1").arg(desk.server->port())),
                                     pem.readAll(), 5'000};
    const ServerAnswer code = desk.post(Role::Operator, "/api/v1/terminals/invitations",
                                        R"({"name":"counter","kind":"pos","station":"S1"})");
    const auto self =
        enrolTerminal(*store, access, code.json()[QLatin1String("code")].toString(), desk.clock);
    VERIFY_OK(self);
    TerminalNode node(*store, *self, std::make_unique<NetworkTransport>(access.server, access.certificate),
                      {{}, {}, 5'000}, desk.clock);
    IdSource ids(desk.clock);
    SaleFact sale;
    sale.sale = ids.make<SaleId>();
    sale.mode = SaleMode::PostPay;
    sale.delivery = {1, QStringLiteral("95"), {8'000, {}}, {1'250}, {1'000, {}}, {}, {}};
    VERIFY_OK(node.outbox.append(makeFact({sale.sale.uuid}, desk.clock.now(), sale)));

    Admission &admission = desk.server->admission();
    admission.entered(5, desk.clock.monotonicMs()); // as if others were in work
    node.agent.start();
    QTRY_COMPARE(admission.figures().refused, quint64(1));
    QTRY_VERIFY(node.agent.isOnline());
    admission.left(5, desk.clock.monotonicMs());
    QCOMPARE(node.outbox.state()->waiting, 1);
    desk.clock.advanceMs(3'000); // what was told is over
    QTRY_COMPARE(node.outbox.state()->waiting, 0);
    QVERIFY(node.agent.isOnline());
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM sale"), 1);
}

QTEST_GUILESS_MAIN(TestUpload)
#include "tst_upload.moc"
