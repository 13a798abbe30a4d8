#include "core/exchange/channels/alipay/alipay_signature.h"
#include "core/exchange/channels/channel_rules.h"
#include "core/foundation/crypto/digest.h"
#include "tests/unit/channels/channel_desk.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

using namespace youka;
using alipay::Fields;

// Before the raw strings, which moc does not read through.
class TestAlipay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requestText_asTheSheetSays();
    void requests_areSigned();
    void exactBytes_areVerified();
    void members_data();
    void members();
    void precreateAndPayCode();
    void query_data();
    void query();
    void repliesThatSayNothing_areDoubts();
    void cancelCloseRefund();
    void notices();
    void notices_thatAreRefused();
    void everyCutAndTurnedBit_isRefused();
    void certificateMode();
    void plainKeys_twoWhileOneIsReplaced();
    void subject_hasNothingTheGatewayRefuses();
    void bill_isAskedFor();
};

namespace {

ChannelConfig plainKeys()
{
    ChannelConfig config;
    config.channel = QStringLiteral("alipay");
    config.merchant = QStringLiteral("2088123412341234");
    config.app = QStringLiteral("2021000000000001");
    config.privateKeyPem = merchantKey().toPem();
    config.trusted = {{{}, platformKey().publicKey().toPem()}};
    config.noticeUrl = QStringLiteral("https://pay.example/notify/alipay");
    return config;
}

struct Desk
{
    explicit Desk(const ChannelConfig &config = plainKeys())
        : channel(std::move(*makeChannel(config, {clock, randomNonce()})))
    {
    }
    ManualClock clock{DeskTime};
    std::unique_ptr<PaymentChannel> channel;
};

/// As the gateway writes: slashes escaped, the answer first, text/html.
ChannelReply reply(const char *method, const QByteArray &inner, const RsaPrivateKey &key = platformKey(),
                   const QByteArray &more = {})
{
    const QByteArray sign = key.sign(inner).toBase64().replace("/", "\\/");
    return {200,
            {{"Content-Type", "text/html;charset=utf-8"}},
            "{\"" + QByteArray(method) + "_response\":" + inner + more + ",\"sign\":\"" + sign + "\"}"};
}

const QByteArray Trade =
    R"({"code":"10000","msg":"Success","out_trade_no":"20240115T0001","trade_no":"2024011522001",)"
    R"("total_amount":"200.00","buyer_pay_amount":"195.00","trade_status":"TRADE_SUCCESS",)"
    R"("send_pay_date":"2024-01-15 09:30:05","store":"a\/b {\"x\":1}","list":[{"}":"]"}]})";

QByteArray changed(QByteArray from, const char *what, const char *to)
{
    const QByteArray before = from;
    from.replace(what, to);
    Q_ASSERT(from != before);
    return from;
}

QByteArray codes(const char *code, const char *subCode)
{
    return QByteArray(R"({"code":")") + code + R"(","sub_code":")" + subCode + R"(","sub_msg":"no"})";
}

Fields notice()
{
    return {{"app_id", "2021000000000001"},
            {"seller_id", "2088123412341234"},
            {"out_trade_no", "20240115T0001"},
            {"trade_no", "2024011522001"},
            {"total_amount", "200.00"},
            {"trade_status", "TRADE_SUCCESS"},
            {"gmt_payment", "2024-01-15 09:30:05"},
            {"notify_id", "n1"},
            {"subject", "油卡 & 充值 + 100%"},
            {"sign_type", "RSA2"}};
}

QByteArray posted(Fields fields, const RsaPrivateKey &key = platformKey())
{
    fields.insert("sign", key.sign(alipay::noticeText(fields)).toBase64());
    QByteArray form = alipay::encodedForm(fields);
    return form.replace("%20", "+"); // as forms are posted
}

int noticeCode(const Desk &desk, const QByteArray &body)
{
    const auto taken = desk.channel->parseNotify({}, body);
    return taken ? 0 : int(taken.error().code);
}

}

void TestAlipay::requestText_asTheSheetSays()
{
    const Fields fields{
        {"app_id", "2021000000000001"},
        {"method", "alipay.trade.precreate"},
        {"charset", "utf-8"},
        {"sign_type", "RSA2"},
        {"sign", "not this"},
        {"empty", ""},
        {"timestamp", "2024-01-15 09:30:00"},
        {"version", "1.0"},
        {"notify_url", "https://pay.example/notify/alipay"},
        {"biz_content", R"({"out_trade_no":"T1","total_amount":"200.00","subject":"fuel card top-up"})"}};
    QCOMPARE(sha256(alipay::requestText(fields)).toHex(),
             QByteArray("a81c2d74ae917872dad49242a39e3fa536d16092dabcccc71f6ab607b9d77a27"));
}

void TestAlipay::requests_areSigned()
{
    Desk desk;
    for (const ChannelCall &call :
         {desk.channel->precreate(anOrder())->call,
          desk.channel->payByCode(anOrder(), QStringLiteral("28"))->call,
          desk.channel->query(anOrder())->call, desk.channel->reverse(anOrder())->call,
          desk.channel->refund(aRefund())->call}) {
        const auto fields = alipay::decodedForm(call.body);
        QVERIFY(fields);
        QVERIFY(merchantKey().publicKey().verify(alipay::requestText(*fields),
                                                 QByteArray::fromBase64(fields->value("sign"))));
        QCOMPARE(fields->value("timestamp"), QByteArray("2024-01-15 09:30:00"));
        QVERIFY(!fields->contains("app_cert_sn"));
    }
    const auto fields = alipay::decodedForm(desk.channel->precreate(anOrder())->call.body);
    const QJsonObject content = QJsonDocument::fromJson(fields->value("biz_content")).object();
    QCOMPARE(content.value(QLatin1String("total_amount")).toString(), QStringLiteral("200.00"));
    QCOMPARE(content.value(QLatin1String("timeout_express")).toString(), QStringLiteral("2m"));
    QCOMPARE(content.value(QLatin1String("subject")).toString(), QStringLiteral("油卡充值"));
}

void TestAlipay::exactBytes_areVerified()
{
    Desk desk;
    const auto step = desk.channel->query(anOrder());
    const auto answer = step->read(reply("alipay_trade_query", Trade));
    QVERIFY(yesOf(answer));
    QCOMPARE(yesOf(answer)->state, ChannelState::Paid);
    QCOMPARE(yesOf(answer)->byPayer->minor, 19'500);
    QCOMPARE(*yesOf(answer)->paidAt, DeskTime.plusMs(5'000));
    // The same values in other bytes are not what was signed.
    ChannelReply again = reply("alipay_trade_query", Trade);
    again.body.replace("a\\/b", "a/b");
    QCOMPARE(doubtOf(step->read(again)), int(ErrorCode::ChannelForged));
    QCOMPARE(doubtOf(step->read(reply("alipay_trade_query", Trade, strangerKey()))),
             int(ErrorCode::ChannelForged));
    // A genuine answer to another question does not answer this one.
    QCOMPARE(doubtOf(step->read(reply("alipay_trade_pay", Trade))), int(ErrorCode::ChannelUnreadable));
    // Two members of one name: which one was signed?
    const QByteArray twice = R"(,"alipay_trade_query_response":{"code":"40004"})";
    QCOMPARE(doubtOf(step->read(reply("alipay_trade_query", Trade, platformKey(), twice))),
             int(ErrorCode::ChannelUnreadable));
}

void TestAlipay::members_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("value"); ///< of "a"; empty: not there
    QTest::addColumn<bool>("good");
    const auto row = [](const char *json, const char *value, bool good = true) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(value) << good;
    };
    row(R"({"a":{"b":1}})", R"({"b":1})");
    row(R"( { "x" : 1 , "a" : [1,"]",{}] } )", R"([1,"]",{}])");
    row(R"({"a":{"t":"}\"{\\"},"b":2})", R"({"t":"}\"{\\"})");
    row(R"({"a":"{"})", R"("{")");
    row(R"({"x":{"a":1}})", "");
    row(R"({})", "");
    row(R"({"a":true,"b":null})", "true");
    row(R"({"a":1,"a":2})", "", false);
    row(R"({"a":{"b":1})", "", false);
    row(R"({"a":"x)", "", false);
    row(R"({"a":"x\)", "", false);
    row(R"({"a"})", "", false);
    row(R"({"a":})", "", false);
    row(R"({"a":1}x)", "", false);
    row(R"([1])", "", false);
    row("", "", false);
    row("<html>", "", false);
}

void TestAlipay::members()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, value);
    QFETCH(bool, good);
    const auto found = alipay::memberBytes(json, "a");
    QCOMPARE(found.has_value(), good);
    if (good)
        QCOMPARE(found->toByteArray(), value);
}

void TestAlipay::precreateAndPayCode()
{
    Desk desk;
    const auto precreate = desk.channel->precreate(anOrder());
    const auto qr = precreate->read(reply(
        "alipay_trade_precreate",
        R"({"code":"10000","out_trade_no":"20240115T0001","qr_code":"https:\/\/qr.alipay.com\/bax0"})"));
    QVERIFY(yesOf(qr));
    QCOMPARE(yesOf(qr)->text, QStringLiteral("https://qr.alipay.com/bax0"));
    const auto pay = desk.channel->payByCode(anOrder(), QStringLiteral("280000000000000000"));
    const auto answer = [&](const QByteArray &inner) { return pay->read(reply("alipay_trade_pay", inner)); };
    QCOMPARE(yesOf(answer(Trade))->state, ChannelState::Paid);
    QCOMPARE(yesOf(answer(codes("10003", "")))->state, ChannelState::Typing);
    QCOMPARE(refusalOf(answer(codes("40004", "ACQ.BUYER_BALANCE_NOT_ENOUGH"))),
             QStringLiteral("ACQ.BUYER_BALANCE_NOT_ENOUGH"));
    QCOMPARE(refusalOf(answer(codes("40004", "ACQ.PAYMENT_AUTH_CODE_INVALID"))),
             QStringLiteral("ACQ.PAYMENT_AUTH_CODE_INVALID"));
    for (const QByteArray &doubtful :
         {codes("20000", "aop.unknow-error"), codes("40004", "ACQ.SYSTEM_ERROR"),
          codes("40004", "ACQ.TRADE_HAS_SUCCESS"), codes("40004", "ACQ.DISCORDANT_REPEAT_REQUEST"),
          codes("40004", "aop.x"), codes("40002", "isv.invalid-signature"), codes("", ""), QByteArray("{}")})
        QCOMPARE(doubtOf(answer(doubtful)), int(ErrorCode::ChannelSilent));
}

void TestAlipay::query_data()
{
    QTest::addColumn<QByteArray>("inner");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("doubt");
    const auto row = [](const char *name, const QByteArray &inner, ChannelState state, int doubt = 0) {
        QTest::newRow(name) << inner << int(state) << doubt;
    };
    const auto state = [](const char *word) { return changed(Trade, "TRADE_SUCCESS", word); };
    row("waiting", state("WAIT_BUYER_PAY"), ChannelState::Waiting);
    row("paid", Trade, ChannelState::Paid);
    row("finished", state("TRADE_FINISHED"), ChannelState::Paid);
    row("closed", state("TRADE_CLOSED"), ChannelState::Closed);
    row("not scanned", codes("40004", "ACQ.TRADE_NOT_EXIST"), ChannelState::Absent);
    const auto none = ChannelState::Absent;
    row("unheard-of", state("MAYBE"), none, int(ErrorCode::ChannelUnreadable));
    row("question refused", codes("40004", "ACQ.INVALID_PARAMETER"), none, int(ErrorCode::ChannelSilent));
    row("other amount", changed(Trade, "200.00", "199.99"), none, int(ErrorCode::ChannelMismatch));
    row("other order", changed(Trade, "20240115T0001", "20240115T0002"), none,
        int(ErrorCode::ChannelMismatch));
    row("other currency", changed(Trade, R"("store")", R"("trans_currency":"USD","store")"), none,
        int(ErrorCode::ChannelMismatch));
    row("fraction of a fen", changed(Trade, "200.00", "200.001"), none, int(ErrorCode::ChannelUnreadable));
    row("no amount", changed(Trade, "total_amount", "total"), none, int(ErrorCode::ChannelUnreadable));
}

void TestAlipay::query()
{
    QFETCH(QByteArray, inner);
    QFETCH(int, state);
    QFETCH(int, doubt);
    Desk desk;
    const auto answer = desk.channel->query(anOrder())->read(reply("alipay_trade_query", inner));
    QCOMPARE(doubtOf(answer), doubt);
    if (doubt == 0)
        QCOMPARE(int(yesOf(answer)->state), state);
}

void TestAlipay::repliesThatSayNothing_areDoubts()
{
    Desk desk;
    const auto query = desk.channel->query(anOrder());
    const auto pay = desk.channel->payByCode(anOrder(), QStringLiteral("280000000000000000"));
    QList<ChannelReply> replies = nonsenseReplies();
    replies.append({200, {}, R"({"error_response":{"code":"40004","sub_code":"ACQ.X"},"sign":"x"})"});
    replies.append(
        {200, {}, R"({"alipay_trade_pay_response":{"code":"40004","sub_code":"ACQ.X"}})"}); // unsigned
    for (const ChannelReply &nothing : replies) {
        QVERIFY(doubtOf(query->read(nothing)) != 0);
        QVERIFY(doubtOf(pay->read(nothing)) != 0);
    }
}

void TestAlipay::cancelCloseRefund()
{
    Desk desk;
    const auto cancel = desk.channel->reverse(anOrder());
    const auto cancelled = [&](const char *flag, const char *action) {
        return cancel->read(
            reply("alipay_trade_cancel",
                  QByteArray(R"({"code":"10000","out_trade_no":"20240115T0001","retry_flag":")") + flag
                      + R"(","action":")" + action + R"("})"));
    };
    QCOMPARE(*yesOf(cancelled("N", "refund")), (ChannelReversal{true, true}));
    QCOMPARE(*yesOf(cancelled("N", "close")), (ChannelReversal{true, false}));
    QCOMPARE(*yesOf(cancelled("Y", "")), (ChannelReversal{false, std::nullopt}));
    QCOMPARE(doubtOf(cancelled("", "")), int(ErrorCode::ChannelUnreadable));
    QCOMPARE(
        doubtOf(cancel->read(reply("alipay_trade_cancel", codes("40004", "ACQ.SELLER_BALANCE_NOT_ENOUGH")))),
        int(ErrorCode::ChannelSilent)); // never given up by itself
    QVERIFY(yesOf(desk.channel->close(anOrder())->read(
        reply("alipay_trade_close", R"({"code":"10000","out_trade_no":"20240115T0001"})"))));
    const auto refund = desk.channel->refund(aRefund());
    const auto refunded = [&](const char *change) {
        return refund->read(
            reply("alipay_trade_refund",
                  QByteArray(R"({"code":"10000","out_trade_no":"20240115T0001","fund_change":")") + change
                      + R"("})"));
    };
    QCOMPARE(yesOf(refunded("Y"))->state, ChannelRefundState::Done);
    QCOMPARE(yesOf(refunded("N"))->state, ChannelRefundState::Working);
    QCOMPARE(refusalOf(
                 refund->read(reply("alipay_trade_refund", codes("40004", "ACQ.SELLER_BALANCE_NOT_ENOUGH")))),
             QStringLiteral("ACQ.SELLER_BALANCE_NOT_ENOUGH"));
    const auto again = desk.channel->queryRefund(aRefund());
    const QByteArray done = R"({"code":"10000","out_request_no":"R20240115T000101","refund_amount":"50.00",)"
                            R"("refund_status":"REFUND_SUCCESS"})";
    QCOMPARE(yesOf(again->read(reply("alipay_trade_fastpay_refund_query", done)))->state,
             ChannelRefundState::Done);
    QCOMPARE(yesOf(again->read(reply("alipay_trade_fastpay_refund_query", R"({"code":"10000"})")))->state,
             ChannelRefundState::Absent);
    QCOMPARE(
        doubtOf(again->read(reply("alipay_trade_fastpay_refund_query", changed(done, "50.00", "49.00")))),
        int(ErrorCode::ChannelMismatch));
}

void TestAlipay::notices()
{
    Desk desk;
    const auto paid = desk.channel->parseNotify({}, posted(notice()));
    QVERIFY(paid);
    const auto *payment = std::get_if<ChannelPayment>(&paid->what);
    QVERIFY(payment);
    QVERIFY(checkPaid(anOrder(), *payment));
    Fields back = notice();
    back.insert("refund_fee", "50.00");
    back.insert("gmt_refund", "2024-01-15 10:00:00");
    const auto refunded = desk.channel->parseNotify({}, posted(back));
    QVERIFY(refunded);
    QCOMPARE(std::get<ChannelPayment>(refunded->what).state, ChannelState::Refunded);
    Fields waiting = notice();
    waiting.insert("trade_status", "WAIT_BUYER_PAY");
    const auto notYet = desk.channel->parseNotify({}, posted(waiting));
    QVERIFY(notYet);
    QCOMPARE(checkPaid(anOrder(), std::get<ChannelPayment>(notYet->what)).error().code,
             ErrorCode::ChannelSilent);
    QCOMPARE(desk.channel->noticeReply({}).body, QByteArray("success"));
    QVERIFY(desk.channel->noticeReply(fail(ErrorCode::StoreFull)).body != "success");
}

void TestAlipay::notices_thatAreRefused()
{
    Desk desk;
    const auto code = [&](const char *name, const char *value) {
        Fields fields = notice();
        fields.insert(name, value);
        return noticeCode(desk, posted(fields));
    };
    QCOMPARE(noticeCode(desk, posted(notice(), strangerKey())), int(ErrorCode::ChannelForged));
    QCOMPARE(noticeCode(desk, posted(notice()).replace("200.00", "900.00")), int(ErrorCode::ChannelForged));
    QCOMPARE(noticeCode(desk, alipay::encodedForm(notice())), int(ErrorCode::ChannelForged)); // no sign
    QCOMPARE(code("sign_type", "RSA"), int(ErrorCode::ChannelForged));
    QCOMPARE(code("app_id", "2021000000000002"), int(ErrorCode::ChannelNotOurs));
    QCOMPARE(code("seller_id", "2088000000000000"), int(ErrorCode::ChannelNotOurs));
    QCOMPARE(code("total_amount", "2e2"), int(ErrorCode::ChannelUnreadable));
    QCOMPARE(code("trade_status", "MAYBE"), int(ErrorCode::ChannelUnreadable));
    QCOMPARE(noticeCode(desk, posted(notice()) + "&total_amount=1.00"), int(ErrorCode::ChannelUnreadable));
    QCOMPARE(noticeCode(desk, {}), int(ErrorCode::ChannelUnreadable));
    for (const auto &[name, value] : {std::pair{"total_amount", "199.99"},
                                      {"trans_currency", "USD"},
                                      {"out_trade_no", "20240115T0002"}}) {
        Fields fields = notice();
        fields.insert(name, value);
        const auto taken = desk.channel->parseNotify({}, posted(fields));
        QVERIFY(taken);
        QCOMPARE(checkPaid(anOrder(), std::get<ChannelPayment>(taken->what)).error().code,
                 ErrorCode::ChannelMismatch);
    }
}

void TestAlipay::everyCutAndTurnedBit_isRefused()
{
    Desk desk;
    const auto step = desk.channel->query(anOrder());
    const ChannelReply good = reply("alipay_trade_query", Trade);
    const QByteArray form = posted(notice());
    for (qsizetype cut = 0; cut < good.body.size(); ++cut)
        QVERIFY(doubtOf(step->read({200, {}, good.body.first(cut)})) != 0);
    for (qsizetype cut = 0; cut < form.size(); ++cut)
        QVERIFY(noticeCode(desk, form.first(cut)) != 0);
    QRandomGenerator random(9);
    for (int i = 0; i < 500; ++i) {
        const qsizetype end = Trade.size() + 30;
        QByteArray turned = good.body;
        const int at = random.bounded(int(end));
        turned[at] = char(turned[at] ^ (1 << random.bounded(8)));
        QVERIFY(doubtOf(step->read({200, {}, turned})) != 0);
        const QByteArray cutShort = Trade.first(random.bounded(int(Trade.size())));
        QVERIFY(doubtOf(step->read(reply("alipay_trade_query", cutShort))) != 0);
    }
}

void TestAlipay::certificateMode()
{
    const Certificate root =
        certificateOf(strangerKey(), QStringLiteral("Ant Root"), 1, nullptr, nullptr, true);
    const Certificate theirs =
        certificateOf(platformKey(), QStringLiteral("Alipay"), 77, &root, &strangerKey());
    ChannelConfig config = plainKeys();
    config.certificatePem =
        certificateOf(merchantKey(), QStringLiteral("us"), 5, &root, &strangerKey()).toPem();
    config.rootsPem = root.toPem() + root.toPem();
    config.trusted = {{{}, theirs.toPem()}};
    Desk desk(config);
    const auto fields = alipay::decodedForm(desk.channel->query(anOrder())->call.body);
    const auto md5 = [](const char *text) {
        return QCryptographicHash::hash(QByteArray(text), QCryptographicHash::Md5).toHex();
    };
    QCOMPARE(fields->value("app_cert_sn"), md5("CN=Ant Root,C=CN5"));
    QCOMPARE(fields->value("alipay_root_cert_sn"), md5("CN=Ant Root,C=CN1") + '_' + md5("CN=Ant Root,C=CN1"));
    const auto step = desk.channel->query(anOrder());
    const auto with = [&](const QByteArray &number) {
        return step->read(
            reply("alipay_trade_query", Trade, platformKey(), ",\"alipay_cert_sn\":\"" + number + '"'));
    };
    QVERIFY(yesOf(with(alipay::certificateNumber(theirs))));
    QCOMPARE(doubtOf(with("0000")), int(ErrorCode::ChannelForged));
    QCOMPARE(doubtOf(step->read(reply("alipay_trade_query", Trade))), int(ErrorCode::ChannelForged));
    config.rootsPem.clear();
    QVERIFY(!makeChannel(config, {desk.clock, randomNonce()}));
}

void TestAlipay::plainKeys_twoWhileOneIsReplaced()
{
    ChannelConfig config = plainKeys();
    config.trusted.append({{}, strangerKey().publicKey().toPem()});
    Desk desk(config);
    const auto step = desk.channel->query(anOrder());
    QVERIFY(yesOf(step->read(reply("alipay_trade_query", Trade))));
    QVERIFY(yesOf(step->read(reply("alipay_trade_query", Trade, strangerKey()))));
    QCOMPARE(doubtOf(step->read(reply("alipay_trade_query", Trade, merchantKey()))),
             int(ErrorCode::ChannelForged));
}

void TestAlipay::subject_hasNothingTheGatewayRefuses()
{
    Desk desk;
    ChannelOrder order = anOrder();
    order.subject = QStringLiteral("a/b=c&d");
    const auto fields = alipay::decodedForm(desk.channel->precreate(order)->call.body);
    QVERIFY(fields->value("biz_content").contains("\"subject\":\"a b c d\""));
}

void TestAlipay::bill_isAskedFor()
{
    Desk desk;
    const auto step = desk.channel->billRequest({2024, 1, 15});
    const auto answer = [&](const QByteArray &inner) {
        return step->read(reply("alipay_data_dataservice_bill_downloadurl_query", inner));
    };
    const auto ticket =
        answer(R"({"code":"10000","bill_download_url":"https:\/\/dwbillcenter.alipay.com\/x?a=b%2F"})");
    QVERIFY(yesOf(ticket));
    QCOMPARE(desk.channel->billFile(*yesOf(ticket)).url.toEncoded(),
             QByteArray("https://dwbillcenter.alipay.com/x?a=b%2F"));
    QCOMPARE(doubtOf(answer(R"({"code":"10000","bill_download_url":"file:\/\/\/etc\/passwd"})")),
             int(ErrorCode::ChannelUnreadable));
    QCOMPARE(doubtOf(answer(codes("40004", "isp.bill_not_exist"))), int(ErrorCode::ChannelBillNotReady));
}

QTEST_GUILESS_MAIN(TestAlipay)
#include "tst_alipay.moc"
