#include "core/exchange/api/api_client.h"
#include "core/exchange/api/problem.h"

#include <QJsonDocument>
#include <QTest>

using namespace youka;

namespace {

/// Keeps the call and gives an answer at once.
class Ear final : public HttpTransport
{
public:
    void send(HttpCall heard, std::function<void(const HttpAnswer &)> done) override
    {
        call = std::move(heard);
        done(answer);
    }
    QByteArray header(const char *name) const
    {
        for (const auto &[key, value] : call.headers)
            if (key == name)
                return value;
        return {};
    }
    HttpCall call;
    HttpAnswer answer{200, "{}", false, {}};
};

struct Desk
{
    Desk() { api.signAs({7}, key); }
    ManualClock clock;
    SigningKey key = SigningKey::generate();
    Ear *ear = new Ear;
    ApiClient api{std::unique_ptr<HttpTransport>(ear), clock, 1'000};
    void post(const QJsonObject &body, ApiClient::Packing packing)
    {
        api.post(
            QStringLiteral("/api/v1/outbox"), body, {},
            [this](const Result<QJsonObject> &reply) { said = reply; }, 0, packing);
    }
    Result<QJsonObject> said;
    bool isSignedOver(const QByteArray &body) const
    {
        const SignatureHeaders headers{ear->header("Content-Digest"), ear->header("Signature-Input"),
                                       ear->header("Signature")};
        const auto claim = readSignatureClaim(headers);
        return claim
            && verifyRequest({"POST", "/api/v1/outbox", {}, body, {}}, headers, *claim,
                             *VerifyingKey::fromBytes(key.publicKey()), clock.now())
                   .has_value();
    }
};

const QJsonObject Long{{QStringLiteral("text"), QString(5'000, u'x')}};

}

class TestApiClient : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void longBody_travelsPacked_signedAsSent();
    void body_travelsAsItIs_whereItIsNotWorthIt();
    void unpacking_data();
    void unpacking();
    void busyServer_saysWhenToComeBack();
};

void TestApiClient::longBody_travelsPacked_signedAsSent()
{
    Desk desk;
    desk.post(Long, ApiClient::Packing::WhenWorthIt);
    const QByteArray body = QJsonDocument(Long).toJson(QJsonDocument::Compact);
    QCOMPARE(desk.ear->header("Content-Encoding"), QByteArray("deflate"));
    QVERIFY(desk.ear->call.body.size() < body.size() / 10);
    QVERIFY(desk.isSignedOver(desk.ear->call.body));
    QVERIFY(!desk.isSignedOver(body));
    const auto unpacked = unpackedBody({desk.ear->call.body, "deflate"}, body.size());
    QVERIFY(unpacked);
    QCOMPARE(*unpacked, body);
}

void TestApiClient::body_travelsAsItIs_whereItIsNotWorthIt()
{
    Desk desk;
    desk.post(Long, ApiClient::Packing::Plain);
    QCOMPARE(desk.ear->header("Content-Encoding"), QByteArray());
    QCOMPARE(desk.ear->call.body, QJsonDocument(Long).toJson(QJsonDocument::Compact));
    QVERIFY(desk.isSignedOver(desk.ear->call.body));
    desk.post({{QStringLiteral("short"), 1}}, ApiClient::Packing::WhenWorthIt);
    QCOMPARE(desk.ear->header("Content-Encoding"), QByteArray());
    QCOMPARE(desk.ear->call.body, QByteArray(R"({"short":1})"));
    QByteArray noise;
    QRandomGenerator random(3);
    for (int i = 0; i < 3'000; ++i)
        noise += char(random.bounded(256));
    QCOMPARE(packedBody(noise).bytes, noise); // nothing would be saved
    QCOMPARE(packedBody(noise).encoding, QByteArray());
}

void TestApiClient::unpacking_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<int>("code"); ///< 0: unpacked
    QTest::newRow("none") << QByteArray() << 0;
    QTest::newRow("identity") << QByteArray("identity") << 0;
    QTest::newRow("deflate") << QByteArray("deflate") << int(ErrorCode::InvalidInput);
    QTest::newRow("gzip") << QByteArray("gzip") << int(ErrorCode::EncodingUnsupported);
    QTest::newRow("two") << QByteArray("deflate, deflate") << int(ErrorCode::EncodingUnsupported);
    QTest::newRow("nonsense") << QByteArray(5'000, 'z') << int(ErrorCode::EncodingUnsupported);
}

void TestApiClient::unpacking()
{
    QFETCH(QByteArray, encoding);
    QFETCH(int, code);
    const auto plain = unpackedBody({"{}", encoding}, 100);
    QCOMPARE(plain ? 0 : int(plain.error().code), code);
    if (code == 0)
        QCOMPARE(*plain, QByteArray("{}"));
}

void TestApiClient::busyServer_saysWhenToComeBack()
{
    Desk desk;
    desk.ear->answer = {503, problemJson({ErrorCode::Busy, {}}), false, {}, 17};
    desk.post(Long, ApiClient::Packing::Plain);
    QVERIFY(!desk.said);
    QCOMPARE(desk.said.error().code, ErrorCode::Busy);
    QCOMPARE(desk.said.error().retryAfterS, 17);
}

QTEST_GUILESS_MAIN(TestApiClient)
#include "tst_api_client.moc"
