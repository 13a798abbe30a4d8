#include "core/exchange/channels/channel_rules.h"
#include "core/exchange/channels/unionpay/unionpay_bill.h"
#include "core/exchange/channels/unionpay/unionpay_signature.h"
#include "core/foundation/base/compress.h"
#include "core/foundation/base/zip_file.h"
#include "core/foundation/crypto/digest.h"
#include "tests/unit/channels/channel_desk.h"

#include <QBuffer>
#include <QRandomGenerator>

using namespace youka;
using unionpay::Fields;

namespace {

const RsaPrivateKey &rootKey()
{
    static const RsaPrivateKey Key = RsaPrivateKey::generate();
    return Key;
}
const Certificate &root()
{
    static const Certificate Root =
        certificateOf(rootKey(), QStringLiteral("CFCA"), 1, nullptr, nullptr, true);
    return Root;
}
Certificate signer(const RsaPrivateKey &key, const QString &name)
{
    return certificateOf(key, QStringLiteral("041@8310000000083040@") + name + QStringLiteral("@00016494"), 9,
                         &root(), &rootKey());
}
const QString UnionPay = QStringLiteral("中国银联股份有限公司");

struct Desk
{
    Desk()
    {
        ChannelConfig config;
        config.channel = QStringLiteral("unionpay");
        config.merchant = QStringLiteral("777290058110048");
        config.privateKeyPem = merchantKey().toPem();
        config.certificatePem = certificateOf(merchantKey(), QStringLiteral("m"), 68'759'663'125).toPem();
        config.trusted = {{{}, root().toPem()}};
        config.noticeUrl = QStringLiteral("https://pay.example/notify/unionpay");
        channel = std::move(*makeChannel(config, {clock, randomNonce()}));
    }
    ManualClock clock{DeskTime};
    std::unique_ptr<PaymentChannel> channel;
};

Fields said(const Fields &more)
{
    Fields fields{{"version", "5.1.0"},
                  {"encoding", "UTF-8"},
                  {"signMethod", "01"},
                  {"merId", "777290058110048"},
                  {"orderId", "20240115T0001"},
                  {"txnTime", "20240115093000"},
                  {"txnAmt", "20000"},
                  {"currencyCode", "156"},
                  {"respCode", "00"},
                  {"respMsg", "成功[0000000]"},
                  {"queryId", "812401150930000000018"}};
    for (auto it = more.begin(); it != more.end(); ++it)
        fields.insert(it.key(), *it);
    return fields;
}

/// The certificate comes along with CRLF line ends.
Fields withSignature(Fields fields, const RsaPrivateKey &key = platformKey(), const QString &name = UnionPay)
{
    fields.insert("signPubKeyCert", signer(key, name).toPem().replace("\n", "\r\n"));
    fields.insert("signature", key.sign(unionpay::digestText(fields)).toBase64());
    return fields;
}

ChannelReply reply(const Fields &fields)
{
    QByteArray body;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        body += (body.isEmpty() ? "" : "&") + it.key() + '=' + *it;
    return {200, {}, body};
}
ChannelReply genuine(const Fields &more) { return reply(withSignature(said(more))); }

int noticeCode(const Desk &desk, const Fields &fields)
{
    const auto notice = desk.channel->parseNotify({}, unionpay::encodedForm(fields));
    return notice ? 0 : int(notice.error().code);
}

QByteArray zmLine(const QByteArray &kind, const QByteArray &order, const QByteArray &amount,
                  const QByteArray &time = "0115093005")
{
    const auto layout = unionpay::BillLayout::parse({});
    QList<QByteArray> values;
    for (const int width : layout->widths)
        values.append(QByteArray(width, ' '));
    const auto put = [&](int column, const QByteArray &value) {
        values[column] = value.leftJustified(layout->widths.at(column), ' ');
    };
    put(layout->kind, kind);
    put(layout->at, time);
    put(layout->amount, amount);
    put(layout->channelNo, "812401150930000000018");
    put(layout->orderNo, order);
    put(layout->fee, "D000000000120");
    put(layout->settled, "C000000019880");
    return values.join(' ') + QByteArray(30, ' ') + "\r\n";
}

struct Read
{
    QList<BillRow> rows;
    Result<BillTotals> totals;
    int code() const { return totals ? 0 : int(totals.error().code); }
};
Read readBill(const Desk &desk, QByteArray bytes, QDate day = {2024, 1, 15})
{
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    Read read;
    read.totals = desk.channel->readBill({day, false, {}, {}, {}}, file, [&](const BillRow &row) {
        read.rows.append(row);
        return Result<void>{};
    });
    return read;
}

}

class TestUnionpay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void digest_asTheSheetSays();
    void requests_areSigned();
    void rawReplies_nest();
    void onlyUnionPayItself_mayAnswer();
    void qrAndPayCode();
    void query_data();
    void query();
    void repliesThatSayNothing_areDoubts();
    void reversalAndRefund();
    void notices();
    void everyCutAndTurnedBit_isRefused();
    void bill();
    void layouts();
};

void TestUnionpay::digest_asTheSheetSays()
{
    const Fields fields{{"accessType", "0"},
                        {"backUrl", "https://pay.example/notify/unionpay"},
                        {"bizType", "000000"},
                        {"certId", "68759663125"},
                        {"channelType", "08"},
                        {"currencyCode", "156"},
                        {"encoding", "UTF-8"},
                        {"merId", "777290058110048"},
                        {"orderId", "20240115T0001"},
                        {"signMethod", "01"},
                        {"signature", "not this"},
                        {"txnAmt", "20000"},
                        {"txnSubType", "07"},
                        {"txnTime", "20240115093000"},
                        {"txnType", "01"},
                        {"version", "5.1.0"}};
    QCOMPARE(unionpay::digestText(fields),
             QByteArray("013e56fc848473fb10accbdd5cdcc21bb20ff3b2297bd80ca7fcd2a84c7e0d8c"));
    // What we send for that very order is that very text.
    Desk desk;
    const auto sent = unionpay::decodedForm(desk.channel->precreate(anOrder())->call.body);
    QVERIFY(sent);
    QCOMPARE(unionpay::digestText(*sent), unionpay::digestText(fields));
}

void TestUnionpay::requests_areSigned()
{
    Desk desk;
    for (const ChannelCall &call :
         {desk.channel->precreate(anOrder())->call,
          desk.channel->payByCode(anOrder(), QStringLiteral("62"))->call,
          desk.channel->query(anOrder())->call, desk.channel->reverse(anOrder())->call,
          desk.channel->refund(aRefund())->call, desk.channel->billRequest({2024, 1, 15})->call}) {
        const auto fields = unionpay::decodedForm(call.body);
        QVERIFY(fields);
        QVERIFY(merchantKey().publicKey().verify(unionpay::digestText(*fields),
                                                 QByteArray::fromBase64(fields->value("signature"))));
        QCOMPARE(fields->value("certId"), QByteArray("68759663125"));
    }
    QCOMPARE(desk.channel->close(anOrder()).error().code, ErrorCode::ChannelUnsupported);
    ChannelRefundOrder unknown = aRefund();
    unknown.order.channelNo.clear();
    QCOMPARE(desk.channel->refund(unknown).error().code, ErrorCode::InvalidInput);
}

void TestUnionpay::rawReplies_nest()
{
    const auto fields = unionpay::rawForm("a=1&b={x=1&y=[2&3]}&c=%41+b=&d=");
    QVERIFY(fields);
    QCOMPARE(*fields, (Fields{{"a", "1"}, {"b", "{x=1&y=[2&3]}"}, {"c", "%41+b="}, {"d", ""}}));
    for (const char *wrong : {"", "a", "=1", "a=1&a=2", "a=1&&b=2", "<html>", "a=1&b"})
        QCOMPARE(unionpay::rawForm(wrong).error().code, ErrorCode::ChannelUnreadable);
}

void TestUnionpay::onlyUnionPayItself_mayAnswer()
{
    Desk desk;
    const auto step = desk.channel->query(anOrder());
    const Fields fields = said({{"origRespCode", "00"}});
    const auto code = [&](const Fields &sent) { return doubtOf(step->read(reply(sent))); };
    const int forged = int(ErrorCode::ChannelForged);
    QCOMPARE(code(withSignature(fields)), 0);
    QCOMPARE(code(fields), forged);
    QCOMPARE(code(withSignature(fields, strangerKey(), QStringLiteral("另一家商户"))),
             forged); // the same authority
    Fields wrong = withSignature(fields);
    wrong.insert("txnAmt", "1");
    QCOMPARE(code(wrong), forged);
    wrong = fields; // signed by somebody's own authority, in UnionPay's name
    const Certificate own = certificateOf(strangerKey(), QStringLiteral("CFCA"), 1, nullptr, nullptr, true);
    wrong.insert("signPubKeyCert",
                 certificateOf(platformKey(), QStringLiteral("041@1@") + UnionPay + QStringLiteral("@1"), 9,
                               &own, &strangerKey())
                     .toPem());
    wrong.insert("signature", platformKey().sign(unionpay::digestText(wrong)).toBase64());
    QCOMPARE(code(wrong), forged);
    for (const auto &[name, value] : {std::pair{"signMethod", "11"}, {"version", "5.0.0"}}) {
        wrong = fields;
        wrong.insert(name, value);
        QCOMPARE(code(withSignature(wrong)), forged);
    }
    desk.clock.advanceMs(2 * 86'400'000); // the certificate has run out
    QCOMPARE(code(withSignature(fields)), forged);
}

void TestUnionpay::qrAndPayCode()
{
    Desk desk;
    const auto qr =
        desk.channel->precreate(anOrder())->read(genuine({{"qrCode", "https://qr.95516.com/00010000/62"}}));
    QVERIFY(yesOf(qr));
    QCOMPARE(yesOf(qr)->text, QStringLiteral("https://qr.95516.com/00010000/62"));
    const auto pay = desk.channel->payByCode(anOrder(), QStringLiteral("6220000000000000000"));
    QCOMPARE(yesOf(pay->read(genuine({})))->state, ChannelState::Waiting); // taken in hand, not paid
    QCOMPARE(refusalOf(pay->read(genuine({{"respCode", "51"}}))), QStringLiteral("51"));
    for (const char *doubt : {"03", "04", "05", "12", "", "0"})
        QCOMPARE(doubtOf(pay->read(genuine({{"respCode", doubt}}))), int(ErrorCode::ChannelSilent));
}

void TestUnionpay::query_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("doubt");
    const auto row = [](const char *title, const char *name, const char *value, ChannelState state,
                        int doubt = 0) {
        QTest::newRow(title) << QByteArray(name) << QByteArray(value) << int(state) << doubt;
    };
    const auto none = ChannelState::Absent;
    row("paid", "origRespCode", "00", ChannelState::Paid);
    row("paid, with a defect", "origRespCode", "A6", ChannelState::Paid);
    row("not known yet", "origRespCode", "05", ChannelState::Waiting);
    row("not said", "origRespCode", "", ChannelState::Waiting);
    row("failed", "origRespCode", "51", ChannelState::Failed);
    row("no such order", "respCode", "34", ChannelState::Absent);
    row("question refused", "respCode", "10", none, int(ErrorCode::ChannelSilent));
    row("other amount", "txnAmt", "19999", none, int(ErrorCode::ChannelMismatch));
    row("other currency", "currencyCode", "840", none, int(ErrorCode::ChannelMismatch));
    row("no currency", "currencyCode", "", none, int(ErrorCode::ChannelUnreadable));
    row("amount", "txnAmt", "2e4", none, int(ErrorCode::ChannelUnreadable));
    row("other time", "txnTime", "20230115093000", none, int(ErrorCode::ChannelMismatch));
    row("other order", "orderId", "20240115T0002", none, int(ErrorCode::ChannelMismatch));
    row("other merchant", "merId", "777290058110049", none, int(ErrorCode::ChannelNotOurs));
}

void TestUnionpay::query()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, state);
    QFETCH(int, doubt);
    Desk desk;
    Fields more{{"origRespCode", "00"}};
    more.insert(name, value);
    const auto answer = desk.channel->query(anOrder())->read(genuine(more));
    QCOMPARE(doubtOf(answer), doubt);
    if (doubt == 0)
        QCOMPARE(int(yesOf(answer)->state), state);
}

void TestUnionpay::repliesThatSayNothing_areDoubts()
{
    Desk desk;
    const auto query = desk.channel->query(anOrder());
    const auto refund = desk.channel->refund(aRefund());
    for (const ChannelReply &nothing : nonsenseReplies()) {
        QVERIFY(doubtOf(query->read(nothing)) != 0);
        QVERIFY(doubtOf(refund->read(nothing)) != 0);
    }
}

void TestUnionpay::reversalAndRefund()
{
    Desk desk;
    const auto reverse = desk.channel->reverse(anOrder());
    QVERIFY(yesOf(reverse->read(genuine({})))->isDone);
    QCOMPARE(doubtOf(reverse->read(genuine({{"respCode", "05"}}))), int(ErrorCode::ChannelSilent));
    const Fields ours{{"orderId", "R20240115T000101"}, {"txnAmt", "5000"}, {"txnTime", "20240115093100"}};
    const auto refund = desk.channel->refund(aRefund());
    QCOMPARE(unionpay::decodedForm(refund->call.body)->value("origQryId"), QByteArray("4200000001"));
    QCOMPARE(yesOf(refund->read(genuine(ours)))->state, ChannelRefundState::Working);
    const auto again = desk.channel->queryRefund(aRefund());
    const auto asked = [&](const char *name, const char *value) {
        Fields more = ours;
        more.insert("origRespCode", "00");
        more.insert(name, value);
        return again->read(genuine(more));
    };
    QCOMPARE(yesOf(asked("origRespCode", "00"))->state, ChannelRefundState::Done);
    QCOMPARE(yesOf(asked("origRespCode", "05"))->state, ChannelRefundState::Working);
    QCOMPARE(yesOf(asked("origRespCode", "61"))->state, ChannelRefundState::Abnormal);
    QCOMPARE(yesOf(asked("respCode", "34"))->state, ChannelRefundState::Absent);
    QCOMPARE(doubtOf(asked("txnAmt", "4999")), int(ErrorCode::ChannelMismatch));
}

void TestUnionpay::notices()
{
    Desk desk;
    const Fields fields = said({{"txnType", "01"}});
    const auto taken = desk.channel->parseNotify({}, unionpay::encodedForm(withSignature(fields)));
    QVERIFY(taken);
    QVERIFY(checkPaid(anOrder(), std::get<ChannelPayment>(taken->what)));
    const auto back = desk.channel->parseNotify(
        {}, unionpay::encodedForm(withSignature(said({{"txnType", "04"}, {"orderId", "R20240115T000101"}}))));
    QVERIFY(back);
    QCOMPARE(std::get<ChannelRefund>(back->what).state, ChannelRefundState::Done);
    const auto code = [&](const char *name, const char *value) {
        Fields changed = fields;
        changed.insert(name, value);
        return noticeCode(desk, withSignature(changed));
    };
    QCOMPARE(noticeCode(desk, fields), int(ErrorCode::ChannelForged));
    QCOMPARE(noticeCode(desk, withSignature(fields, strangerKey(), QStringLiteral("x"))),
             int(ErrorCode::ChannelForged));
    QCOMPARE(code("merId", "777290058110049"), int(ErrorCode::ChannelNotOurs));
    QCOMPARE(code("txnType", "76"), int(ErrorCode::ChannelUnreadable));
    QCOMPARE(code("txnAmt", "-1"), int(ErrorCode::ChannelUnreadable));
    QCOMPARE(code("currencyCode", "999"), int(ErrorCode::ChannelUnreadable));
    for (const auto &[name, value] :
         {std::pair{"txnAmt", "19999"}, {"currencyCode", "840"}, {"orderId", "20240115T0002"}}) {
        Fields changed = fields;
        changed.insert(name, value);
        const auto notice = desk.channel->parseNotify({}, unionpay::encodedForm(withSignature(changed)));
        QVERIFY(notice);
        QCOMPARE(checkPaid(anOrder(), std::get<ChannelPayment>(notice->what)).error().code,
                 ErrorCode::ChannelMismatch);
    }
    QCOMPARE(desk.channel->noticeReply({}).status, 200);
    QCOMPARE(desk.channel->noticeReply(fail(ErrorCode::StoreFull)).status, 500);
}

void TestUnionpay::everyCutAndTurnedBit_isRefused()
{
    Desk desk;
    const auto step = desk.channel->query(anOrder());
    const ChannelReply good = genuine({{"origRespCode", "00"}});
    QVERIFY(yesOf(step->read(good)));
    QRandomGenerator random(17);
    for (qsizetype cut = 0; cut < good.body.size(); cut += 1 + random.bounded(5))
        QVERIFY(doubtOf(step->read({200, {}, good.body.first(cut)})) != 0);
    for (int i = 0; i < 300; ++i) {
        QByteArray turned = good.body;
        const int at = random.bounded(int(turned.size()));
        turned[at] = char(turned[at] ^ (1 << random.bounded(8)));
        QVERIFY(doubtOf(step->read({200, {}, turned})) != 0);
    }
}

void TestUnionpay::bill()
{
    Desk desk;
    const QByteArray details =
        zmLine("S22", "20240115T0001", "000000020000") + zmLine("S30", "R20240115T000101", "000000005000");
    const QByteArray archive = zipped({{"RD_summary", "x"}, {"INN24011588ZM_777290058110048", details}});
    const auto step = desk.channel->billRequest({2024, 1, 15});
    const auto ticket = step->read(genuine({{"fileContent", deflated(archive).toBase64()}}));
    QVERIFY(yesOf(ticket));
    QCOMPARE(yesOf(ticket)->content, archive);
    const Read read = readBill(desk, archive);
    QCOMPARE(read.code(), 0);
    QCOMPARE(read.rows.size(), 2);
    QCOMPARE(read.rows[0].orderNo, QStringLiteral("20240115T0001"));
    QCOMPARE(read.rows[0].amount.minor, 20'000);
    QCOMPARE(read.rows[0].settled.minor, 19'880);
    QCOMPARE(read.rows[0].feeMilliFen, 120'000);
    QCOMPARE(read.rows[0].at, DeskTime.plusMs(5'000));
    QCOMPARE(read.rows[1].refundNo, QStringLiteral("R20240115T000101"));
    QCOMPARE(*read.totals, (BillTotals{1, 1, {20'000, Currency{}}, {5'000, Currency{}}, 0}));
    // Paid on the last day of a year, settled in the next one.
    const Read old =
        readBill(desk, zipped({{"INNZM_1", zmLine("S22", "20231231T0001", "000000020000", "1231235959")}}),
                 {2024, 1, 1});
    QCOMPARE(old.rows.value(0).at.toDateTime().date(), QDate(2023, 12, 31));
    const int invalid = int(ErrorCode::ChannelBillInvalid);
    QCOMPARE(readBill(desk, zipped({{"other", details}})).code(), invalid);
    QCOMPARE(readBill(desk, zipped({{"ZM_", zmLine("X99", "20240115T0001", "000000020000")}})).code(),
             invalid);
    QCOMPARE(readBill(desk, zipped({{"ZM_", zmLine("S22", "20240115T0001", "00000002000x")}})).code(),
             invalid);
    QCOMPARE(readBill(desk, zipped({{"ZM_", details.sliced(1)}})).code(), invalid);
    QCOMPARE(readBill(desk, zipped({{"ZM_", "<html>\r\n"}})).code(), invalid);
    QCOMPARE(readBill(desk, zipped({{"ZM_", details.chopped(5)}})).code(),
             int(ErrorCode::ChannelBillIncomplete));
    QCOMPARE(readBill(desk, archive.chopped(30)).code(), int(ErrorCode::ChannelBillIncomplete));
    QCOMPARE(doubtOf(step->read(genuine({{"fileContent", deflated(archive).chopped(1).toBase64()}}))),
             int(ErrorCode::ChannelBillIncomplete));
    QCOMPARE(doubtOf(step->read(genuine({{"respCode", "98"}}))), int(ErrorCode::ChannelBillNotReady));
}

void TestUnionpay::layouts()
{
    const auto layout = unionpay::BillLayout::parse(
        "widths=3,12;amount=1;at=0;channelNo=0;orderNo=0;fee=1;settled=1;payments=A,B");
    QVERIFY(layout);
    QCOMPARE(layout->widths, (QList<int>{3, 12}));
    QCOMPARE(layout->payments, (QStringList{QStringLiteral("A"), QStringLiteral("B")}));
    for (const char *wrong :
         {"widths=3,12", "widths=0", "amount=99", "amount=-1", "amount=x", "colour=3", "widths="})
        QCOMPARE(unionpay::BillLayout::parse(wrong).error().code, ErrorCode::SettingsInvalid);
}

QTEST_GUILESS_MAIN(TestUnionpay)
#include "tst_unionpay.moc"
