#include "core/exchange/channels/channel_rules.h"
#include "core/exchange/channels/wechat/wechat_signature.h"
#include "core/foundation/crypto/aes_gcm.h"
#include "core/foundation/crypto/digest.h"
#include "tests/unit/channels/channel_desk.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

using namespace youka;

namespace {

const QByteArray ApiKey = "0123456789abcdef0123456789abcdef";
const QByteArray Serial = "7132D72A03E93CDDF8C03BBD1F37EEDF6A1DA1D5";

QByteArray jsonOf(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

struct Desk
{
    Desk()
    {
        ChannelConfig config;
        config.channel = QStringLiteral("wechat");
        config.merchant = QStringLiteral("1900000001");
        config.app = QStringLiteral("wx8888888888888888");
        config.privateKeyPem = merchantKey().toPem();
        config.certificatePem =
            certificateOf(merchantKey(), QStringLiteral("1900000001"), 0x5157F09EFDC096).toPem();
        config.symmetricKey = ApiKey;
        config.trusted = {{Serial, platformKey().publicKey().toPem()},
                          {"PUB_KEY_ID_0119000000012024", strangerKey().publicKey().toPem()}};
        config.noticeUrl = QStringLiteral("https://pay.example/notify/wechat");
        channel = std::move(
            *makeChannel(config, {clock, [] { return QByteArray("593BEC0C930BF1AFEB40B4A08C8FB242"); }}));
    }
    HeaderList signedHeaders(const QByteArray &body, qint64 offsetS = 0,
                             const RsaPrivateKey &key = platformKey(),
                             const QByteArray &serial = Serial) const
    {
        const QByteArray when = QByteArray::number(clock.now().ms / 1000 + offsetS);
        return {{"wechatpay-nonce", "abc"},
                {"Wechatpay-Timestamp", when},
                {"Wechatpay-Serial", serial},
                {"Wechatpay-Signature", key.sign(wechat::replyText(when, "abc", body)).toBase64()}};
    }
    ChannelReply reply(int status, const QByteArray &body) const
    {
        return {status, signedHeaders(body), body};
    }
    ChannelReply reply(int status, const QJsonObject &body) const { return reply(status, jsonOf(body)); }

    ManualClock clock{DeskTime};
    std::unique_ptr<PaymentChannel> channel;
};

QJsonObject transaction(const char *state = "SUCCESS")
{
    return {{QStringLiteral("mchid"), QStringLiteral("1900000001")},
            {QStringLiteral("appid"), QStringLiteral("wx8888888888888888")},
            {QStringLiteral("out_trade_no"), anOrder().orderNo},
            {QStringLiteral("transaction_id"), QStringLiteral("4200000001")},
            {QStringLiteral("trade_state"), QLatin1String(state)},
            {QStringLiteral("success_time"), QStringLiteral("2024-01-15T09:30:05+08:00")},
            {QStringLiteral("amount"),
             QJsonObject{{QStringLiteral("total"), 20'000},
                         {QStringLiteral("payer_total"), 19'500},
                         {QStringLiteral("currency"), QStringLiteral("CNY")},
                         {QStringLiteral("payer_currency"), QStringLiteral("CNY")}}}};
}

QJsonObject refundAnswer(const char *stateName, const char *state)
{
    return {{QStringLiteral("mchid"), QStringLiteral("1900000001")},
            {QStringLiteral("out_trade_no"), anOrder().orderNo},
            {QStringLiteral("out_refund_no"), aRefund().refundNo},
            {QStringLiteral("refund_id"), QStringLiteral("5030000001")},
            {QLatin1String(stateName), QLatin1String(state)},
            {QStringLiteral("amount"),
             QJsonObject{{QStringLiteral("total"), 20'000}, {QStringLiteral("refund"), 5'000}}}};
}

QByteArray noticeOf(const QJsonObject &inside, const char *event = "TRANSACTION.SUCCESS",
                    const QByteArray &key = ApiKey)
{
    return jsonOf(
        {{QStringLiteral("id"), QStringLiteral("EV-1")},
         {QStringLiteral("create_time"), QStringLiteral("2024-01-15T09:30:06+08:00")},
         {QStringLiteral("event_type"), QLatin1String(event)},
         {QStringLiteral("resource_type"), QStringLiteral("encrypt-resource")},
         {QStringLiteral("resource"),
          QJsonObject{{QStringLiteral("algorithm"), QStringLiteral("AEAD_AES_256_GCM")},
                      {QStringLiteral("ciphertext"),
                       QString::fromLatin1(
                           aesGcmSealed(key, "fdasflkja484", jsonOf(inside), "transaction").toBase64())},
                      {QStringLiteral("associated_data"), QStringLiteral("transaction")},
                      {QStringLiteral("nonce"), QStringLiteral("fdasflkja484")}}}});
}

int noticeCode(const Desk &desk, const HeaderList &headers, const QByteArray &body)
{
    const auto notice = desk.channel->parseNotify(headers, body);
    return notice ? 0 : int(notice.error().code);
}

}

class TestWechat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestText_asTheSheetSays();
    void requests_areSignedAsSent();
    void precreate_givesTheQr();
    void payCode_paidTypingRefusedOrDoubt();
    void query_data();
    void query();
    void repliesThatSayNothing_areDoubts();
    void closeReverseRefund();
    void notice_ofAPayment();
    void notice_ofARefund();
    void notices_thatAreRefused();
    void everyCutAndTurnedBit_isRefused();
    void bill_isAskedForAndFetchedSigned();
};

void TestWechat::requestText_asTheSheetSays()
{
    const QByteArray text =
        wechat::requestText("POST", "/v3/pay/transactions/native", 1'705'282'200,
                            "593BEC0C930BF1AFEB40B4A08C8FB242", R"({"mchid":"1900000001"})");
    QCOMPARE(text.size(), 100);
    QCOMPARE(sha256(text).toHex(),
             QByteArray("df897dc2cd2f03bc308eace44d3467725644fc227a3b0f862afbd0822d355fcd"));
    QVERIFY(wechat::requestText("GET", "/v3/x?mchid=1", 1, "n", {}).endsWith("n\n\n"));
}

void TestWechat::requests_areSignedAsSent()
{
    Desk desk;
    const QRegularExpression form(QStringLiteral(
        "^WECHATPAY2-SHA256-RSA2048 mchid=\"1900000001\",nonce_str=\"593BEC0C930BF1AFEB40B4A08C8FB242\","
        "timestamp=\"1705282200\",serial_no=\"5157F09EFDC096\",signature=\"([A-Za-z0-9+/=]+)\"$"));
    for (const ChannelCall &call :
         {desk.channel->precreate(anOrder())->call, desk.channel->query(anOrder())->call,
          desk.channel->close(anOrder())->call, desk.channel->refund(aRefund())->call,
          desk.channel->billRequest({2024, 1, 15})->call}) {
        const auto match = form.match(QString::fromLatin1(headerIn(call.headers, "authorization")));
        QVERIFY(match.hasMatch());
        const QByteArray target = call.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
        const QByteArray text = wechat::requestText(call.method, target, 1'705'282'200,
                                                    "593BEC0C930BF1AFEB40B4A08C8FB242", call.body);
        QVERIFY(merchantKey().publicKey().verify(text, QByteArray::fromBase64(match.captured(1).toLatin1())));
        QCOMPARE(call.url.host(), QStringLiteral("api.mch.weixin.qq.com"));
    }
    QCOMPARE(
        desk.channel->query(anOrder())->call.url.toEncoded(),
        QByteArray(
            "https://api.mch.weixin.qq.com/v3/pay/transactions/out-trade-no/20240115T0001?mchid=1900000001"));
}

void TestWechat::precreate_givesTheQr()
{
    Desk desk;
    const auto step = desk.channel->precreate(anOrder());
    QVERIFY(step);
    const QJsonObject body = QJsonDocument::fromJson(step->call.body).object();
    QCOMPARE(body.value(QLatin1String("time_expire")).toString(),
             QStringLiteral("2024-01-15T09:32:00+08:00"));
    QCOMPARE(body.value(QLatin1String("amount")).toObject().value(QLatin1String("total")).toInt(), 20'000);
    QCOMPARE(body.value(QLatin1String("description")).toString(), QStringLiteral("油卡充值"));
    const auto answer = step->read(
        desk.reply(200, {{QStringLiteral("code_url"), QStringLiteral("weixin://wxpay/bizpayurl?pr=p4")}}));
    QVERIFY(yesOf(answer));
    QCOMPARE(yesOf(answer)->text, QStringLiteral("weixin://wxpay/bizpayurl?pr=p4"));
    QCOMPARE(
        refusalOf(step->read(desk.reply(400, {{QStringLiteral("code"), QStringLiteral("PARAM_ERROR")}}))),
        QStringLiteral("PARAM_ERROR"));
}

void TestWechat::payCode_paidTypingRefusedOrDoubt()
{
    Desk desk;
    const auto step = desk.channel->payByCode(anOrder(), QStringLiteral("100000000000000000"));
    QVERIFY(step);
    const auto paid = step->read(desk.reply(200, transaction()));
    QVERIFY(yesOf(paid));
    QCOMPARE(yesOf(paid)->state, ChannelState::Paid);
    QCOMPARE(yesOf(paid)->byPayer->minor, 19'500);
    QCOMPARE(*yesOf(paid)->paidAt, DeskTime.plusMs(5'000));
    const auto typing =
        step->read(desk.reply(202, {{QStringLiteral("trade_state"), QStringLiteral("USERPAYING")}}));
    QVERIFY(yesOf(typing));
    QCOMPARE(yesOf(typing)->state, ChannelState::Typing);
    const auto error = [&](const char *code) {
        return step->read(desk.reply(400, {{QStringLiteral("code"), QLatin1String(code)}}));
    };
    QCOMPARE(yesOf(error("USERPAYING"))->state, ChannelState::Typing);
    for (const char *no : {"AUTH_CODE_EXPIRED", "NOT_ENOUGH", "NO_AUTH"})
        QCOMPARE(refusalOf(error(no)), QLatin1String(no));
    for (const char *doubt : {"SYSTEM_ERROR", "BANK_ERROR", "FREQUENCY_LIMITED", "OUT_TRADE_NO_USED",
                              "ORDERPAID", "ORDER_CLOSED", "INVALID_REQUEST", "SOMETHING_NEW"})
        QCOMPARE(doubtOf(error(doubt)), int(ErrorCode::ChannelSilent));
}

void TestWechat::query_data()
{
    QTest::addColumn<QJsonObject>("object");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("doubt"); ///< 0: an answer
    const auto state = [](const char *word, ChannelState expected) {
        QTest::newRow(word) << transaction(word) << int(expected) << 0;
    };
    state("SUCCESS", ChannelState::Paid);
    state("REFUND", ChannelState::Refunded);
    state("NOTPAY", ChannelState::Waiting);
    state("CLOSED", ChannelState::Closed);
    state("REVOKED", ChannelState::Reversed);
    state("USERPAYING", ChannelState::Typing);
    state("PAYERROR", ChannelState::Failed);
    const auto doubt = [](const char *name, const char *member, const QJsonValue &value, ErrorCode code) {
        QJsonObject object = transaction();
        object.insert(QLatin1String(member), value);
        QTest::newRow(name) << object << 0 << int(code);
    };
    const auto amount = [](qint64 total, const char *currency) {
        return QJsonObject{{QStringLiteral("total"), total},
                           {QStringLiteral("currency"), QLatin1String(currency)}};
    };
    doubt("other merchant", "mchid", QStringLiteral("1900000002"), ErrorCode::ChannelNotOurs);
    doubt("other app", "appid", QStringLiteral("wx1"), ErrorCode::ChannelNotOurs);
    doubt("other order", "out_trade_no", QStringLiteral("20240115T0002"), ErrorCode::ChannelMismatch);
    doubt("other amount", "amount", amount(19'999, "CNY"), ErrorCode::ChannelMismatch);
    doubt("other currency", "amount", amount(20'000, "USD"), ErrorCode::ChannelMismatch);
    doubt("no currency at all", "amount", amount(20'000, "12"), ErrorCode::ChannelUnreadable);
    doubt("amount a text", "amount", QStringLiteral("20000"), ErrorCode::ChannelUnreadable);
    doubt("negative", "amount", amount(-20'000, "CNY"), ErrorCode::ChannelUnreadable);
    doubt("unheard-of state", "trade_state", QStringLiteral("MAYBE"), ErrorCode::ChannelUnreadable);
    doubt("time without zone", "success_time", QStringLiteral("2024-01-15T09:30:05"),
          ErrorCode::ChannelUnreadable);
    QJsonObject object = transaction();
    object.remove(QStringLiteral("amount"));
    QTest::newRow("paid, not how much") << object << 0 << int(ErrorCode::ChannelUnreadable);
}

void TestWechat::query()
{
    QFETCH(QJsonObject, object);
    QFETCH(int, state);
    QFETCH(int, doubt);
    Desk desk;
    const auto step = desk.channel->query(anOrder());
    QVERIFY(step);
    const auto answer = step->read(desk.reply(200, object));
    QCOMPARE(doubtOf(answer), doubt);
    if (doubt == 0)
        QCOMPARE(int(yesOf(answer)->state), state);
}

void TestWechat::repliesThatSayNothing_areDoubts()
{
    Desk desk;
    const auto query = desk.channel->query(anOrder());
    const auto pay = desk.channel->payByCode(anOrder(), QStringLiteral("100000000000000000"));
    const auto refund = desk.channel->refund(aRefund());
    for (const ChannelReply &reply : nonsenseReplies()) {
        QVERIFY(doubtOf(query->read(reply)) != 0);
        QVERIFY(doubtOf(pay->read(reply)) != 0);
        QVERIFY(doubtOf(refund->read(reply)) != 0);
    }
    const QByteArray good = jsonOf(transaction());
    QCOMPARE(doubtOf(query->read({200, desk.signedHeaders(good, 0, strangerKey()), good})),
             int(ErrorCode::ChannelForged));
    QCOMPARE(doubtOf(query->read({200, desk.signedHeaders(good, -300), good})), int(ErrorCode::ChannelStale));
    QCOMPARE(doubtOf(query->read(desk.reply(200, QByteArray("<html>")))), int(ErrorCode::ChannelUnreadable));
    QCOMPARE(
        yesOf(query->read(desk.reply(404, {{QStringLiteral("code"), QStringLiteral("ORDER_NOT_EXIST")}})))
            ->state,
        ChannelState::Absent);
    // A question that was not taken says nothing about the order.
    QVERIFY(doubtOf(query->read(desk.reply(400, {{QStringLiteral("code"), QStringLiteral("PARAM_ERROR")}})))
            != 0);
}

void TestWechat::closeReverseRefund()
{
    Desk desk;
    const auto close = desk.channel->close(anOrder());
    QVERIFY(yesOf(close->read(desk.reply(204, QByteArray()))));
    QCOMPARE(doubtOf(close->read({204, {}, {}})),
             int(ErrorCode::ChannelForged)); // empty, and signed all the same
    QCOMPARE(refusalOf(close->read(desk.reply(400, {{QStringLiteral("code"), QStringLiteral("ORDERPAID")}}))),
             QStringLiteral("ORDERPAID"));
    const auto reverse = desk.channel->reverse(anOrder());
    QCOMPARE(QJsonDocument::fromJson(reverse->call.body).object().value(QLatin1String("appid")).toString(),
             QStringLiteral("wx8888888888888888"));
    QVERIFY(
        yesOf(reverse->read(desk.reply(200, {{QStringLiteral("out_trade_no"), anOrder().orderNo}})))->isDone);
    QCOMPARE(doubtOf(reverse->read(desk.reply(500, QByteArray("{}")))), int(ErrorCode::ChannelSilent));
    const auto refund = desk.channel->refund(aRefund());
    const auto done = refund->read(desk.reply(200, refundAnswer("status", "PROCESSING")));
    QVERIFY(yesOf(done));
    QCOMPARE(yesOf(done)->state, ChannelRefundState::Working);
    QJsonObject other = refundAnswer("status", "SUCCESS");
    other.insert(QStringLiteral("amount"), QJsonObject{{QStringLiteral("refund"), 4'999}});
    QCOMPARE(doubtOf(refund->read(desk.reply(200, other))), int(ErrorCode::ChannelMismatch));
    const auto again = desk.channel->queryRefund(aRefund());
    QCOMPARE(
        yesOf(again->read(desk.reply(404, {{QStringLiteral("code"), QStringLiteral("RESOURCE_NOT_EXISTS")}})))
            ->state,
        ChannelRefundState::Absent);
    ChannelRefundOrder tooMuch = aRefund();
    tooMuch.amount.minor = 20'001;
    QCOMPARE(desk.channel->refund(tooMuch).error().code, ErrorCode::NumberOutOfRange);
}

void TestWechat::notice_ofAPayment()
{
    Desk desk;
    const QByteArray body = noticeOf(transaction());
    const auto notice = desk.channel->parseNotify(desk.signedHeaders(body), body);
    QVERIFY(notice);
    const auto *payment = std::get_if<ChannelPayment>(&notice->what);
    QVERIFY(payment);
    QCOMPARE(payment->channelNo, QStringLiteral("4200000001"));
    QVERIFY(checkPaid(anOrder(), *payment));
    // The other key in the ring, while the merchant changes over.
    QCOMPARE(
        noticeCode(desk, desk.signedHeaders(body, 0, strangerKey(), "PUB_KEY_ID_0119000000012024"), body), 0);
    QCOMPARE(desk.channel->noticeReply({}).status, 204);
    const NoticeReply no = desk.channel->noticeReply(fail(ErrorCode::StoreFull));
    QCOMPARE(no.status, 500);
    QCOMPARE(no.body, QByteArray(R"({"code":"FAIL","message":"store.full"})"));
}

void TestWechat::notice_ofARefund()
{
    Desk desk;
    const QByteArray body = noticeOf(refundAnswer("refund_status", "ABNORMAL"), "REFUND.ABNORMAL");
    const auto notice = desk.channel->parseNotify(desk.signedHeaders(body), body);
    QVERIFY(notice);
    const auto *refund = std::get_if<ChannelRefund>(&notice->what);
    QVERIFY(refund);
    QCOMPARE(refund->state, ChannelRefundState::Abnormal);
    QCOMPARE(refund->amount.minor, 5'000);
}

void TestWechat::notices_thatAreRefused()
{
    Desk desk;
    const QByteArray body = noticeOf(transaction());
    const int forged = int(ErrorCode::ChannelForged);
    QCOMPARE(noticeCode(desk, desk.signedHeaders(body, 0, strangerKey()), body), forged);
    QCOMPARE(noticeCode(desk, desk.signedHeaders(body, 0, platformKey(), "0000"), body), forged);
    QCOMPARE(noticeCode(desk, {}, body), forged);
    HeaderList probe = desk.signedHeaders(body);
    probe.last().second = "WECHATPAY/SIGNTEST/" + probe.last().second;
    QCOMPARE(noticeCode(desk, probe, body), forged);
    QCOMPARE(noticeCode(desk, desk.signedHeaders(body), body + ' '), forged);
    const QByteArray otherKey = noticeOf(transaction(), "TRANSACTION.SUCCESS", QByteArray(32, 'k'));
    QCOMPARE(noticeCode(desk, desk.signedHeaders(otherKey), otherKey), forged);
    for (const qint64 offset : {-300, 300, -86'400})
        QCOMPARE(noticeCode(desk, desk.signedHeaders(body, offset), body), int(ErrorCode::ChannelStale));
    for (const qint64 offset : {-299, 299})
        QCOMPARE(noticeCode(desk, desk.signedHeaders(body, offset), body), 0);
    QJsonObject object = transaction();
    object.insert(QStringLiteral("mchid"), QStringLiteral("1900000002"));
    const QByteArray others = noticeOf(object);
    QCOMPARE(noticeCode(desk, desk.signedHeaders(others), others), int(ErrorCode::ChannelNotOurs));
    const QByteArray odd = noticeOf(transaction(), "PARTY.STARTED");
    QCOMPARE(noticeCode(desk, desk.signedHeaders(odd), odd), int(ErrorCode::ChannelUnreadable));
    // Ours and genuine, but not this order's money: the one who knows the order says so.
    for (const QJsonObject &amount :
         {QJsonObject{{QStringLiteral("total"), 1}, {QStringLiteral("currency"), QStringLiteral("CNY")}},
          QJsonObject{{QStringLiteral("total"), 20'000},
                      {QStringLiteral("currency"), QStringLiteral("JPY")}}}) {
        object = transaction();
        object.insert(QStringLiteral("amount"), amount);
        const QByteArray message = noticeOf(object);
        const auto notice = desk.channel->parseNotify(desk.signedHeaders(message), message);
        QVERIFY(notice);
        QCOMPARE(checkPaid(anOrder(), std::get<ChannelPayment>(notice->what)).error().code,
                 ErrorCode::ChannelMismatch);
    }
}

void TestWechat::everyCutAndTurnedBit_isRefused()
{
    Desk desk;
    const QByteArray body = noticeOf(transaction());
    const HeaderList headers = desk.signedHeaders(body);
    for (qsizetype cut = 0; cut < body.size(); ++cut)
        QVERIFY(noticeCode(desk, headers, body.first(cut)) != 0);
    QRandomGenerator random(7);
    for (int i = 0; i < 300; ++i) {
        QByteArray turned = body;
        const int at = random.bounded(int(body.size()));
        turned[at] = char(turned[at] ^ (1 << random.bounded(8)));
        QVERIFY(noticeCode(desk, headers, turned) != 0);
        // Signed by the platform, yet nonsense: nothing falls over.
        const QByteArray cutShort = body.first(random.bounded(int(body.size())));
        QVERIFY(noticeCode(desk, desk.signedHeaders(cutShort), cutShort) != 0);
        noticeCode(desk, desk.signedHeaders(turned), turned);
    }
}

void TestWechat::bill_isAskedForAndFetchedSigned()
{
    Desk desk;
    const auto step = desk.channel->billRequest({2024, 1, 15});
    const QString where = QStringLiteral("https://api.mch.weixin.qq.com/v3/billdownload/file?token=a%2Bb");
    const QJsonObject told{{QStringLiteral("hash_type"), QStringLiteral("SHA1")},
                           {QStringLiteral("hash_value"), QString(40, u'A')},
                           {QStringLiteral("download_url"), where}};
    const auto ticket = step->read(desk.reply(200, told));
    QVERIFY(yesOf(ticket));
    const ChannelCall file = desk.channel->billFile(*yesOf(ticket));
    QCOMPARE(file.url.toEncoded(), where.toLatin1());
    const QByteArray header = headerIn(file.headers, "Authorization");
    const QByteArray signature = header.mid(header.indexOf("signature=\"") + 11).chopped(1);
    QVERIFY(merchantKey().publicKey().verify(wechat::requestText("GET", "/v3/billdownload/file?token=a%2Bb",
                                                                 1'705'282'200,
                                                                 "593BEC0C930BF1AFEB40B4A08C8FB242", {}),
                                             QByteArray::fromBase64(signature)));
    QJsonObject elsewhere = told;
    elsewhere.insert(QStringLiteral("download_url"), QStringLiteral("http://10.0.0.1/admin"));
    QCOMPARE(doubtOf(step->read(desk.reply(200, elsewhere))), int(ErrorCode::ChannelUnreadable));
    QVERIFY(
        yesOf(step->read(desk.reply(400, {{QStringLiteral("code"), QStringLiteral("NO_STATEMENT_EXIST")}})))
            ->isEmpty);
    QCOMPARE(doubtOf(step->read(
                 desk.reply(400, {{QStringLiteral("code"), QStringLiteral("STATEMENT_CREATING")}}))),
             int(ErrorCode::ChannelBillNotReady));
}

QTEST_GUILESS_MAIN(TestWechat)
#include "tst_wechat.moc"
