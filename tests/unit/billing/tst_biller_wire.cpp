#include "core/exchange/billers/bill_offer.h"
#include "core/exchange/billers/biller_wire.h"
#include "core/foundation/crypto/digest.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

const QByteArray Nonce = QByteArray(32, 'a');
const QString Meter = QStringLiteral("110123456789");

BillerLine line()
{
    return {QStringLiteral("SGCC"), QUrl(QStringLiteral("https://bills.example/sgcc/")),
            "a secret of some length", Currency(), 5'000};
}

BillItem item()
{
    BillItem made;
    made.number = QStringLiteral("B0123456789ABCDEF012");
    made.account = Meter;
    made.bill = QStringLiteral("202602");
    made.amount = made.total = 80_yuan;
    return made;
}

ChannelReply signedReply(const QByteArray &body, int status = 200, const QByteArray &nonce = Nonce,
                         const QByteArray &secret = line().secret)
{
    return {status,
            {{"Youka-Signature",
              billerSignature(secret, {QByteArray::number(status), nonce, sha256(body).toHex()})}},
            body};
}

BillerCall asked() { return postingCall(line(), BillAct::Post, item(), {1'767'225'600'123}, Nonce); }
BillNews read(const ChannelReply &reply, BillAct act = BillAct::Post)
{
    return readPosting(line(), asked(), act, item(), reply);
}
Result<BillAccount> found(const QByteArray &bills)
{
    return readLookUp(line(), asked(), Meter,
                      signedReply("{\"account\":\"110123456789\",\"bills\":" + bills + '}'));
}

const QByteArray Posted = R"({"number":"B0123456789ABCDEF012","state":"posted","receipt":"R1"})";

}

class TestBillerWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void calls_areSignedOverWhatIsSent();
    void posting_states_data();
    void posting_states();
    void whatIsNotSigned_isADoubt();
    void eachCutAndEachChangedByte_isADoubt();
    void lookUp_hostile_data();
    void lookUp_hostile();
    void offers_openOnceSealed_andNeverOtherwise();
};

void TestBillerWire::calls_areSignedOverWhatIsSent()
{
    const ChannelCall call = asked().call;
    QCOMPARE(call.method, QByteArray("POST"));
    QCOMPARE(call.url.toString(), QStringLiteral("https://bills.example/sgcc/v1/postings"));
    QCOMPARE(headerIn(call.headers, "Youka-Biller"), QByteArray("SGCC"));
    QCOMPARE(headerIn(call.headers, "Youka-Time"), QByteArray("1767225600"));
    QCOMPARE(headerIn(call.headers, "Youka-Nonce"), Nonce);
    const QByteArray text =
        "POST\n/sgcc/v1/postings\n1767225600\n" + Nonce + '\n' + sha256(call.body).toHex();
    QCOMPARE(headerIn(call.headers, "Youka-Signature"), hmacSha256(line().secret, text).toHex());
    QCOMPARE(call.body,
             QByteArray(
                 R"({"account":"110123456789","amount":{"amount":"80.00","currency":"CNY"},"bill":"202602",)"
                 R"("number":"B0123456789ABCDEF012","total":{"amount":"80.00","currency":"CNY"}})"));
    const auto query = postingCall(line(), BillAct::Query, item(), {}, Nonce).call;
    QCOMPARE(query.url.path(), QStringLiteral("/sgcc/v1/postings/B0123456789ABCDEF012/query"));
    const auto cancel = postingCall(line(), BillAct::Cancel, item(), {}, Nonce).call;
    QCOMPARE(cancel.url.path(), QStringLiteral("/sgcc/v1/postings/B0123456789ABCDEF012/cancel"));
    // An account stands in no address: those are logged.
    QVERIFY(!lookUpCall(line(), Meter, {}, Nonce).call.url.toString().contains(Meter));
}

void TestBillerWire::posting_states_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<BillWord>("word");
    QTest::addColumn<int>("why");
    const auto row = [](const char *rest, BillWord word, int why = 0) {
        QTest::newRow(rest) << QByteArray(rest) << word << why;
    };
    row(R"("state":"posted","receipt":"R")", BillWord::Posted);
    row(R"("state":"working")", BillWord::Working);
    row(R"("state":"cancelled")", BillWord::Cancelled);
    row(R"("state":"absent")", BillWord::Absent);
    row(R"("state":"refused")", BillWord::Refused, int(ErrorCode::BillerRefused));
    row(R"("state":"refused","code":"paid-already")", BillWord::Refused, int(ErrorCode::BillPaidAlready));
    row(R"("state":"refused","code":"bill-changed")", BillWord::Refused, int(ErrorCode::BillChanged));
    row(R"("state":"refused","code":"part-not-allowed")", BillWord::Refused, int(ErrorCode::BillPartRefused));
    row(R"("state":"refused","code":"anything")", BillWord::Refused, int(ErrorCode::BillerRefused));
    row(R"("state":"POSTED")", BillWord::Doubt);
    row(R"("state":7)", BillWord::Doubt);
    row(R"("receipt":"R")", BillWord::Doubt);
}

void TestBillerWire::posting_states()
{
    QFETCH(QByteArray, rest);
    QFETCH(BillWord, word);
    QFETCH(int, why);
    const auto news = read(signedReply(R"({"number":"B0123456789ABCDEF012",)" + rest + '}'));
    QVERIFY(news.word == word);
    QCOMPARE(news.why, why);
    // Of another number it says nothing.
    QVERIFY(read(signedReply(R"({"number":"B0123456789ABCDEF013",)" + rest + '}')).word == BillWord::Doubt);
}

void TestBillerWire::whatIsNotSigned_isADoubt()
{
    QVERIFY(read(signedReply(Posted)).word == BillWord::Posted);
    QVERIFY(read({}).word == BillWord::Doubt);
    QVERIFY(read({200, {}, Posted}).word == BillWord::Doubt);
    QVERIFY(read(signedReply(Posted, 200, Nonce, "another secret")).word == BillWord::Doubt);
    QVERIFY(read(signedReply(Posted, 200, QByteArray(32, 'b'))).word
            == BillWord::Doubt); // of another question
    QVERIFY(read(signedReply(Posted, 500)).word == BillWord::Doubt);
    ChannelReply other = signedReply(Posted);
    other.status = 201;
    QVERIFY(read(other).word == BillWord::Doubt);
    const QByteArray large = Posted.chopped(1) + ",\"x\":\"" + QByteArray(70'000, 'x') + "\"}";
    QVERIFY(read(signedReply(large)).word == BillWord::Doubt);
}

void TestBillerWire::eachCutAndEachChangedByte_isADoubt()
{
    const ChannelReply whole = signedReply(Posted);
    for (qsizetype cut = 0; cut < Posted.size(); ++cut) {
        ChannelReply reply = whole;
        reply.body = Posted.left(cut);
        QVERIFY(read(reply).word == BillWord::Doubt);
        QVERIFY(read(signedReply(reply.body)).word
                == BillWord::Doubt); // signed so by a biller that is broken
    }
    for (qsizetype at = 0; at < Posted.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            ChannelReply reply = whole;
            reply.body[at] = char(reply.body[at] ^ (1 << bit));
            QVERIFY(read(reply).word == BillWord::Doubt);
        }
    // Signed rubbish is read by the same parser: it may say anything, and must not hurt.
    QRandomGenerator chance(11);
    const QByteArray account =
        R"([{"number":"1","due":{"amount":"1.00","currency":"CNY"},"use":{"unit":"kWh",)"
        R"("used":1000,"steps":[{"upTo":5,"price":3},{"price":4}]}}])";
    int good = 0;
    for (int i = 0; i < 4'000; ++i) {
        QByteArray body = account;
        for (quint32 n = 0; n <= chance.bounded(3u); ++n)
            body[qsizetype(chance.bounded(quint32(body.size())))] = char(chance.bounded(256));
        good += found(body) ? 1 : 0;
    }
    QVERIFY(good > 0 && good < 4'000);
}

void TestBillerWire::lookUp_hostile_data()
{
    QTest::addColumn<QByteArray>("bills");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char *name, const QByteArray &bills, bool isGood = false) {
        QTest::newRow(name) << bills << isGood;
    };
    const auto bill = [](const QByteArray &more) {
        return R"([{"number":"1","due":{"amount":"10.00","currency":"CNY"})" + more + "}]";
    };
    const auto use = [&](const QByteArray &steps, const QByteArray &used = "1000") {
        return bill(R"(,"use":{"unit":"kWh","used":)" + used + R"(,"steps":)" + steps + '}');
    };
    row("none", "[]", true);
    row("one", bill({}), true);
    row("with a part", bill(R"(,"least":{"amount":"1.00","currency":"CNY"})"), true);
    row("no array", "{}");
    row("another currency", R"([{"number":"1","due":{"amount":"10.00","currency":"USD"}}])");
    row("nothing due", R"([{"number":"1","due":{"amount":"0.00","currency":"CNY"}}])");
    row("less than nothing", R"([{"number":"1","due":{"amount":"-1.00","currency":"CNY"}}])");
    row("very much", R"([{"number":"1","due":{"amount":"900000000000.00","currency":"CNY"}}])");
    row("no number", R"([{"due":{"amount":"10.00","currency":"CNY"}}])");
    row("a late fee below nothing", bill(R"(,"lateFee":{"amount":"-1.00","currency":"CNY"})"));
    row("a part above the whole", bill(R"(,"least":{"amount":"11.00","currency":"CNY"})"));
    row("due and choices", bill(R"(,"choices":[{"amount":"10.00","currency":"CNY"}])"));
    row("choices alone", R"([{"choices":[{"amount":"10.00","currency":"CNY"}]}])", true);
    row("a choice of nothing", R"([{"choices":[{"amount":"0.00","currency":"CNY"}]}])");
    row("steps", use(R"([{"upTo":5,"price":3},{"price":4}])"), true);
    row("falling steps", use(R"([{"upTo":5,"price":3},{"upTo":4,"price":4}])"));
    row("after the last", use(R"([{"price":3},{"upTo":4,"price":4}])"));
    row("use without end", use(R"([{"price":3}])", "99999999999999999"));
    row("a price below nothing", use(R"([{"price":-3}])"));
    row("many bills", '[' + QByteArray("{},").repeated(40).chopped(1) + ']');
    row("a bill that is a number", "[7]");
}

void TestBillerWire::lookUp_hostile()
{
    QFETCH(QByteArray, bills);
    QFETCH(bool, isGood);
    const auto account = found(bills);
    QCOMPARE(account.has_value(), isGood);
    if (!isGood)
        QCOMPARE(int(account.error().code), int(ErrorCode::BillerSilent));
    const auto unknown =
        readLookUp(line(), asked(), Meter, signedReply("{\"code\":\"no-such-account\"}", 404));
    QVERIFY(!unknown && unknown.error().code == ErrorCode::BillNotFound);
    // A proxy's 404 is not the biller's.
    const auto proxy = readLookUp(line(), asked(), Meter, {404, {}, "{}"});
    QVERIFY(!proxy && proxy.error().code == ErrorCode::BillerSilent);
}

void TestBillerWire::offers_openOnceSealed_andNeverOtherwise()
{
    const QByteArray key(32, 'k');
    Bill bill;
    bill.number = QStringLiteral("202602");
    bill.due = 80_yuan;
    bill.lateFee = 1_yuan;
    bill.least = 10_yuan;
    bill.choices = {30_yuan, 50_yuan};
    const QString sealed = sealOffer(key, {{7}, Meter, bill, {1'000}});
    QVERIFY(
        !QByteArray::fromBase64(sealed.toLatin1(), QByteArray::Base64UrlEncoding).contains(Meter.toLatin1()));
    const auto opened = openOffer(key, sealed, {1'000});
    QVERIFY(opened);
    QCOMPARE(opened->biller.value, 7);
    QCOMPARE(opened->account, Meter);
    QCOMPARE(opened->bill.total(), 81_yuan);
    QCOMPARE(opened->bill.choices, bill.choices);
    QVERIFY(!openOffer(key, sealed, {1'001}));
    QVERIFY(!openOffer(QByteArray(32, 'x'), sealed, {1'000}));
    for (qsizetype at = 0; at < sealed.size(); ++at) {
        QString spoilt = sealed;
        spoilt[at] = spoilt[at] == u'A' ? u'B' : u'A';
        // The last letter may hold bits that stand for nothing.
        if (at + 1 < sealed.size())
            QVERIFY(!openOffer(key, spoilt, {1'000}));
    }
    QVERIFY(!openOffer(key, {}, {1'000}));
}

QTEST_APPLESS_MAIN(TestBillerWire)
#include "tst_biller_wire.moc"
