#include "apps/sim/invoices/sim_invoices.h"
#include "core/exchange/channels/channel_registry.h"
#include "core/exchange/invoicing/invoice_desk.h"
#include "core/exchange/invoicing/nuonuo_platform.h"
#include "core/exchange/payments/network_sender.h"
#include "tests/unit/coupons/promotion_desk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using sim::SimInvoices;
using test::PromotionDesk;

namespace {

constexpr const char *Seller = "91350100M000100Y43";
constexpr int TimeoutMs = 200;

/// A house whose invoices a platform on the other side of a socket issues.
struct Scene : PromotionDesk
{
    explicit Scene(test::TestStore &fresh, const QByteArray &ours = "s3cret")
        : PromotionDesk(fresh, {}, 5'000_yuan)
        , sim({QStringLiteral("key1"), "s3cret", "token1", QLatin1String(Seller)})
    {
        ensure(sim.listen().has_value(), "a platform listens");
        sim.setNow(clock.now().ms);
        account = {sim.url(), QStringLiteral("key1"), ours,
                   "token1",  QLatin1String(Seller),  QStringLiteral("李四"),
                   TimeoutMs};
        auto started = WritePipeline::start(store.config, {});
        ensure(started.has_value(), "a pipeline starts");
        pipeline = std::move(*started);
        open();
    }
    ~Scene()
    {
        desk.reset();
        pipeline.reset();
    }
    void open()
    {
        auto platform = makePlatform(QStringLiteral("nuonuo"), account, randomNonce());
        ensure(platform.has_value(), "a platform is set up");
        desk = std::make_unique<InvoiceDesk>(
            InvoiceDesk::Outside{store.config, *pipeline, clock, keys, std::move(*platform),
                                 std::make_shared<NetworkSender>(), TimeoutMs},
            InvoiceDesk::Drive::ByHand);
    }
    InvoiceService service() { return {*store.db, keys}; }
    Invoice find(InvoiceId id) { return **service().repository().find(id); }
    SaleId sell()
    {
        const SaleFact fact = cashSale(ids.make<SaleId>(), {});
        ensure(tell(fact).has_value(), "a sale is booked");
        return fact.sale;
    }
    InvoiceId request(SaleId sale, const QString &taxNumber = QLatin1String(Seller))
    {
        const InvoiceTitle title{TitleKind::Company, QStringLiteral("福建某运输有限公司"), taxNumber};
        const auto made = committed([&] {
            return service().request(
                {ids.make<OperationId>(), InvoiceKind::Special, title, {{sale}}, {}, manager(1)}, now());
        });
        ensure(made.has_value() && made->size() == 1, "an invoice is asked for");
        return made->front().id;
    }
    InvoiceId reverse(InvoiceId id)
    {
        const auto made = committed([&] {
            return service().reverse(id, ids.make<OperationId>(), QStringLiteral("wrong title"), manager(1),
                                     now());
        });
        ensure(made.has_value(), "an invoice is taken back");
        return made->id;
    }
    /// One round, and all that comes of it.
    bool step()
    {
        desk->round();
        const bool isDone = QTest::qWaitFor([&] { return desk->underWay() == 0; }, 10'000);
        clock.advanceMs(15 * 60'000);
        sim.setNow(clock.now().ms);
        return isDone;
    }
    bool until(InvoiceId id, InvoiceState state)
    {
        for (int i = 0; i < 10 && find(id).state != state; ++i)
            if (!step())
                return false;
        return find(id).state == state;
    }
    SimInvoices sim;
    PlatformAccount account;
    std::unique_ptr<WritePipeline> pipeline;
    std::unique_ptr<InvoiceDesk> desk;
};

Invoice sample()
{
    Invoice invoice;
    invoice.operation = {QUuid(QStringLiteral("0190f3b2-1c2d-7e3f-8a4b-5c6d7e8f9a0b"))};
    invoice.gross = 320_yuan;
    return invoice;
}

std::unique_ptr<InvoicePlatform> platform()
{
    auto made = makePlatform(QStringLiteral("nuonuo"),
                             {QUrl(QStringLiteral("https://host.example/open/v1/services")),
                              QStringLiteral("key1"),
                              "s3cret",
                              "token1",
                              QLatin1String(Seller),
                              {}},
                             randomNonce());
    return std::move(*made);
}

ChannelReply reply(const QJsonObject &json, int status = 200)
{
    return {status, {}, QJsonDocument(json).toJson()};
}

/// An answer to a query as it must be, but for what `change` does to it.
ChannelReply queried(const std::function<void(QJsonObject &)> &change = {})
{
    QJsonObject one{{QStringLiteral("orderNo"), requestNumber(sample())},
                    {QStringLiteral("serialNo"), QStringLiteral("S1")},
                    {QStringLiteral("status"), QStringLiteral("2")},
                    {QStringLiteral("allElectronicInvoiceNumber"), QStringLiteral("26440000000000000001")},
                    {QStringLiteral("invoiceTime"), 1'767'225'600'000.0},
                    {QStringLiteral("orderAmount"), QStringLiteral("320.00")},
                    {QStringLiteral("pdfUrl"), QStringLiteral("https://host.example/1.pdf")}};
    if (change)
        change(one);
    return reply(
        {{QStringLiteral("code"), QStringLiteral("E0000")}, {QStringLiteral("result"), QJsonArray{one}}});
}

}

class TestInvoicePlatform : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void number_isAlwaysTheSame();
    void signature_isAsTheSheetSays();
    void answers_areReadStrictly_data();
    void answers_areReadStrictly();
    void settings_whatIsMissing();
    void issued_once_data() { test::addEngineRows(); }
    void issued_once();
    void faults_issueOnce_data();
    void faults_issueOnce();
    void slowNumber_isWaitedFor();
    void refusedTaxNumber_canBeAskedAgain();
    void badRequest_isRefusedOnceConfirmed();
    void wrongSecret_waits();
    void redLetter_followsItsOriginal();
    void restart_asksFirst();
    void storeFailure_asksAgain();
};

void TestInvoicePlatform::number_isAlwaysTheSame()
{
    Invoice invoice = sample();
    const QString number = requestNumber(invoice);
    QCOMPARE(number.size(), 20);
    QCOMPARE(requestNumber(invoice), number);
    invoice.part = 1;
    QVERIFY(requestNumber(invoice) != number);
}

/// Worked out with openssl from the sheet's words.
void TestInvoicePlatform::signature_isAsTheSheetSays()
{
    const PlatformAccount account{QUrl(QStringLiteral("https://sdk.nuonuo.com/open/v1/services")),
                                  QStringLiteral("key1"),
                                  "s3cret",
                                  {},
                                  {},
                                  {}};
    QCOMPARE(
        nuonuoSignature(account, "0123456789abcdef0123456789abcdef", "12345678", "1767225600", "{\"a\":1}"),
        QByteArray("kS7Q/evZ6E3BVEcxZy80QhtbWyo="));
    const ChannelCall call = platform()->query(sample(), {1'767'225'600'000});
    QCOMPARE(call.method, QByteArray("POST"));
    QVERIFY(call.url.query().contains(QStringLiteral("timestamp=1767225600")));
    QVERIFY(!call.url.query().contains(QStringLiteral("s3cret")));
}

void TestInvoicePlatform::answers_areReadStrictly_data()
{
    QTest::addColumn<ChannelReply>("reply");
    QTest::addColumn<int>("word");
    QTest::addColumn<int>("state");
    const auto row = [](const char *name, const ChannelReply &reply, PlatformWord word,
                        InvoiceState state = InvoiceState::Requested) {
        QTest::newRow(name) << reply << int(word) << int(state);
    };
    using W = PlatformWord;
    const auto with = [](const char *member, const QJsonValue &value) {
        return queried([=](QJsonObject &one) { one[QLatin1String(member)] = value; });
    };
    row("issued", queried(), W::Said, InvoiceState::Issued);
    row("works on it", with("status", QStringLiteral("20")), W::Said);
    row("signs it", with("status", QStringLiteral("21")), W::Said);
    row("failed", with("status", QStringLiteral("22")), W::Said, InvoiceState::Refused);
    row("void", with("status", QStringLiteral("3")), W::Unknown);
    row("a number for a state", with("status", 2), W::Unknown);
    row("no number", with("allElectronicInvoiceNumber", QString()), W::Unknown);
    row("letters in the number", with("allElectronicInvoiceNumber", QStringLiteral("2644000000000000000A")),
        W::Unknown);
    row("another amount", with("orderAmount", QStringLiteral("320.01")), W::Unknown);
    row("no amount", with("orderAmount", {}), W::Unknown);
    row("a double", with("orderAmount", 320.0), W::Unknown);
    row("no time", with("invoiceTime", 0), W::Unknown);
    row("another request", with("orderNo", QStringLiteral("Y1")), W::Unknown);
    row("nothing", {}, W::Unknown);
    row("server error", {500, {}, queried().body}, W::Unknown);
    row("a page", {200, {}, "<html></html>"}, W::Unknown);
    row("half", {200, {}, queried().body.left(60)}, W::Unknown);
    row("a list", {200, {}, "[]"}, W::Unknown);
    row("no code", reply({{QStringLiteral("result"), QJsonArray()}}), W::Unknown);
    row("no result", reply({{QStringLiteral("code"), QStringLiteral("E0000")}}), W::Unknown);
    row("two results",
        reply({{QStringLiteral("code"), QStringLiteral("E0000")},
               {QStringLiteral("result"), QJsonArray{QJsonObject(), QJsonObject()}}}),
        W::Unknown);
    row("unknown", reply({{QStringLiteral("code"), QStringLiteral("E9500")}}), W::NotThere);
    row("busy", reply({{QStringLiteral("code"), QStringLiteral("S0001")}}), W::Unknown);
}

void TestInvoicePlatform::answers_areReadStrictly()
{
    QFETCH(ChannelReply, reply);
    QFETCH(int, word);
    QFETCH(int, state);
    const PlatformNews news = platform()->queried(sample(), reply);
    QCOMPARE(int(news.word), word);
    if (news.word != PlatformWord::Said)
        return;
    QCOMPARE(int(news.news.state), state);
    QCOMPARE(news.news.number.isEmpty(), news.news.state != InvoiceState::Issued);
    QCOMPARE(news.pdf.isEmpty(), news.news.state != InvoiceState::Issued);
}

void TestInvoicePlatform::settings_whatIsMissing()
{
    PlatformAccount account{QUrl(QStringLiteral("https://host.example/open/v1/services")),
                            QStringLiteral("key1"),
                            "s",
                            "t",
                            QLatin1String(Seller),
                            {}};
    VERIFY_OK(makePlatform(QStringLiteral("nuonuo"), account, randomNonce()));
    COMPARE_REFUSED(makePlatform(QStringLiteral("another"), account, randomNonce()),
                    ErrorCode::SettingsInvalid);
    account.token.clear();
    COMPARE_REFUSED(makePlatform(QStringLiteral("nuonuo"), account, randomNonce()), ErrorCode::KeyMissing);
    account.url = QUrl(QStringLiteral("https://host.example/"));
    COMPARE_REFUSED(makePlatform(QStringLiteral("nuonuo"), account, randomNonce()),
                    ErrorCode::SettingsInvalid);
}

void TestInvoicePlatform::issued_once()
{
    OPEN_STORE(store);
    Scene scene(store);
    const InvoiceId id = scene.request(scene.sell());
    QVERIFY(scene.until(id, InvoiceState::Issued));
    const Invoice invoice = scene.find(id);
    QCOMPARE(invoice.number, QStringLiteral("26440000000000000001"));
    QVERIFY(!invoice.platformId.isEmpty());
    QCOMPARE(scene.sim.taken().size(), 1);
    const QJsonObject order = scene.sim.taken().first().order;
    QCOMPARE(order[QLatin1String("orderNo")].toString(), requestNumber(invoice));
    QCOMPARE(order[QLatin1String("invoiceLine")].toString(), QStringLiteral("bs"));
    QCOMPARE(order[QLatin1String("buyerTaxNum")].toString(), invoice.title.taxNumber);
    const QJsonObject line = order[QLatin1String("invoiceDetail")][0].toObject();
    QCOMPARE(line[QLatin1String("num")].toString(), QStringLiteral("40.000"));
    QCOMPARE(line[QLatin1String("taxRate")].toString(), QStringLiteral("0.1300"));
    QCOMPARE(line[QLatin1String("taxIncludedAmount")].toString(), QStringLiteral("320.00"));
    const qint64 requests = scene.sim.requests();
    QVERIFY(scene.step()); // nothing is due any more
    QCOMPARE(scene.sim.requests(), requests);
}

void TestInvoicePlatform::faults_issueOnce_data()
{
    QTest::addColumn<bool>("atQuery");
    QTest::newRow("sent") << false;
    QTest::newRow("asked") << true;
}

/// Whatever happens to an answer, twice: one invoice, asked for under one number, never sent again where it
/// was heard.
void TestInvoicePlatform::faults_issueOnce()
{
    QFETCH(bool, atQuery);
    test::TestStore store(QStringLiteral("sqlcipher"));
    Scene scene(store);
    for (const QString &fault : SimInvoices::faults()) {
        const InvoiceId id = scene.request(scene.sell());
        if (atQuery)
            QVERIFY(scene.step());
        VERIFY_OK(scene.sim.strike(fault, 2, 20));
        QVERIFY2(scene.until(id, InvoiceState::Issued), qPrintable(fault));
        const Invoice invoice = scene.find(id);
        QCOMPARE(scene.sim.taken()[requestNumber(invoice)].number, invoice.number);
    }
    QCOMPARE(scene.sim.taken().size(), SimInvoices::faults().size());
    QCOMPARE(scene.sim.duplicates(), 0);
    QCOMPARE(scene.sim.unsignedOnes(), 0);
}

void TestInvoicePlatform::slowNumber_isWaitedFor()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    Scene scene(store);
    scene.sim.setSlowness(4);
    const InvoiceId id = scene.request(scene.sell());
    for (int i = 0; i < 5; ++i) {
        QVERIFY(scene.step());
        QVERIFY(scene.find(id).state == InvoiceState::Requested);
        QCOMPARE(scene.find(id).platformId, scene.sim.taken().first().serial);
    }
    QVERIFY(scene.until(id, InvoiceState::Issued));
    QCOMPARE(scene.sim.requests(), 6); // sent once, asked five times
    QVERIFY(InvoiceDesk::pauseAfter(0) < InvoiceDesk::pauseAfter(5));
    QCOMPARE(InvoiceDesk::pauseAfter(1'000), 15 * 60'000);
}

void TestInvoicePlatform::refusedTaxNumber_canBeAskedAgain()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    Scene scene(store);
    const QString unknown = QStringLiteral("91440300MA5FQ0L33C");
    scene.sim.refuse(QLatin1String(Seller));
    const SaleId sale = scene.sell();
    const InvoiceId id = scene.request(sale);
    QVERIFY(scene.until(id, InvoiceState::Refused));
    QCOMPARE(scene.find(id).reason, int(ErrorCode::InvoicePlatformRefused));
    QCOMPARE(
        store.figure("SELECT COUNT(*) FROM audit WHERE action = 'invoice.refused' AND detail LIKE '%税号%'"),
        1);
    scene.sim.refuse(unknown);
    const InvoiceId again = scene.request(sale); // what it was for is free
    QVERIFY(again != id);
    QVERIFY(scene.until(again, InvoiceState::Refused));
}

/// The platform says no at once: it is asked whether it has it, and only then believed.
void TestInvoicePlatform::badRequest_isRefusedOnceConfirmed()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    Scene scene(store);
    const InvoiceId id = scene.request(scene.sell());
    // A house that has another seller's number in its settings than the platform knows it by.
    VERIFY_OK(store.db->run("UPDATE invoice SET name = '' WHERE id = ?", {id.value}));
    QVERIFY(scene.until(id, InvoiceState::Refused));
    QCOMPARE(scene.sim.requests(), 2);
    QVERIFY(scene.sim.taken().isEmpty());
}

void TestInvoicePlatform::wrongSecret_waits()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    Scene scene(store, "another");
    const InvoiceId id = scene.request(scene.sell());
    QVERIFY(!scene.until(id, InvoiceState::Refused)); // our mistake, not the request's
    QVERIFY(scene.find(id).state == InvoiceState::Requested);
    QVERIFY(scene.sim.taken().isEmpty());
    QVERIFY(scene.sim.unsignedOnes() > 0);
    scene.account.secret = "s3cret";
    scene.desk.reset();
    scene.open();
    QVERIFY(scene.until(id, InvoiceState::Issued));
}

void TestInvoicePlatform::redLetter_followsItsOriginal()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    Scene scene(store);
    const InvoiceId id = scene.request(scene.sell());
    QVERIFY(scene.until(id, InvoiceState::Issued));
    const InvoiceId red = scene.reverse(id);
    VERIFY_OK(scene.sim.strike(QStringLiteral("nothing_after"), 1));
    QVERIFY(scene.until(red, InvoiceState::Issued));
    QVERIFY(scene.find(id).state == InvoiceState::Reversed);
    QCOMPARE(scene.sim.taken().size(), 2);
    const QJsonObject order = scene.sim.taken()[requestNumber(scene.find(red))].order;
    QCOMPARE(order[QLatin1String("invoiceType")].toString(), QStringLiteral("2"));
    QCOMPARE(order[QLatin1String("invoiceNum")].toString(), scene.find(id).number);
    const QJsonObject line = order[QLatin1String("invoiceDetail")][0].toObject();
    QCOMPARE(line[QLatin1String("taxIncludedAmount")].toString(), QStringLiteral("-320.00"));
    QCOMPARE(line[QLatin1String("num")].toString(), QStringLiteral("-40.000"));
}

/// It was sent, and the process died before the answer: the next one asks before it sends.
void TestInvoicePlatform::restart_asksFirst()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    Scene scene(store);
    const InvoiceId id = scene.request(scene.sell());
    VERIFY_OK(scene.sim.strike(QStringLiteral("slow"), 1, 60'000));
    scene.desk->round();
    QTRY_COMPARE(scene.sim.taken().size(), 1);
    scene.desk.reset();
    scene.open();
    QVERIFY(scene.until(id, InvoiceState::Issued));
    QCOMPARE(scene.sim.taken().size(), 1);
    QCOMPARE(scene.sim.duplicates(), 0);
}

/// The platform gives a number that another invoice has: nothing is believed, and it is asked again.
void TestInvoicePlatform::storeFailure_asksAgain()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    Scene scene(store);
    const InvoiceId first = scene.request(scene.sell());
    const InvoiceId second = scene.request(scene.sell());
    VERIFY_OK(store.db->run(
        "UPDATE invoice SET number = '26440000000000000001', state = 2, next_ask = 0 WHERE id = ?",
        {first.value}));
    QVERIFY(!scene.until(second, InvoiceState::Issued));
    VERIFY_OK(store.db->run("UPDATE invoice SET number = '99' WHERE id = ?", {first.value}));
    QVERIFY(scene.until(second, InvoiceState::Issued));
    QCOMPARE(scene.sim.taken().size(), 1);
}

QTEST_GUILESS_MAIN(TestInvoicePlatform)
#include "tst_invoice_platform.moc"
