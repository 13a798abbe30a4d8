#include "apps/server/books_proof.h"
#include "apps/server/invoice_commands.h"
#include "apps/server/message_commands.h"
#include "apps/sim/invoices/sim_invoices.h"
#include "apps/sim/messages/sim_sms.h"
#include "core/domain/invoices/invoice_json.h"
#include "tests/integration/server_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using sim::SimInvoices;
using test::ServerAnswer;
using test::ServerDesk;

namespace {

constexpr const char *Company =
    R"("title":{"kind":"company","name":"福建某运输有限公司","taxNumber":"91350100M000100Y43"})";

/// A server whose invoices a platform on the other side of a socket issues.
struct Scene : ServerDesk
{
    Scene()
        : sim({QStringLiteral("key1"), "s3cret", "token1", QStringLiteral("91350100M000100Y43")})
    {
        ensure(sim.listen().has_value(), "a platform listens");
        sim.setNow(clock.now().ms);
        stop();
        ensure(keep("secret", "s3cret") == 0 && keep("token", "token1") == 0, "secrets are kept");
        settings.invoices.url = sim.url().toString();
        settings.invoices.appKey = QStringLiteral("key1");
        settings.seller.taxNumber = QStringLiteral("91350100M000100Y43");
        settings.invoices.timeoutMs = 1'000;
        start();
    }
    int command(const QString &words)
    {
        said.clear();
        QTextStream out(&said);
        return runInvoiceCommand(settings, words.split(u' '), out);
    }
    int keep(const char *which, const QByteArray &bytes)
    {
        QFile file(QDir(settings.dataDir).filePath(QStringLiteral("given")));
        ensure(file.open(QIODevice::WriteOnly) && file.write(bytes + '\n') > 0, "a secret lies there");
        file.close();
        return command(QStringLiteral("invoices %1 %2").arg(QLatin1String(which), file.fileName()));
    }
    SaleId sell(Money amount = 320_yuan, CardToken member = {}, StationId at = {})
    {
        SaleFact fact;
        fact.sale = SaleId{QUuid::createUuid()};
        fact.mode = SaleMode::PostPay;
        fact.pump = 1;
        fact.member = member;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {amount.minor * 10 / 8}, amount, {}, {}};
        const auto done = server->pipeline().run([&](Database &db) {
            const ParsedFact told{{QUuid::createUuid()}, {}, clock.now(), fact, 0};
            return StationRepository(db)
                .findCode(QStringLiteral("S1"))
                .and_then([&](std::optional<Station> station) {
                    station->id = at ? at : station->id;
                    return SaleService(db, server->cardKeys()).apply(told, {terminal, *station}, clock.now());
                })
                .map([](const FactOutcome &) { return QByteArray(); });
        });
        ensure(done.has_value(), "a sale is booked");
        return fact.sale;
    }
    ServerAnswer ask(Role role, SaleId sale, const QByteArray &more = {}, const QByteArray &with = newKey())
    {
        return post(role, "/api/v1/invoices",
                    QByteArray("{") + Company + ",\"parts\":[{\"saleId\":\"" + sale.text().toLatin1() + "\""
                        + more + "}]}",
                    with);
    }
    ServerAnswer get(Role role, const QByteArray &path) { return as(role, {"GET", path, {}, {}, {}}); }
    QJsonObject invoice(qint64 id)
    {
        return get(Role::Cashier, "/api/v1/invoices/" + QByteArray::number(id)).json();
    }
    QString stateOf(qint64 id) { return invoice(id)[QLatin1String("state")].toString(); }
    /// Time passes until the platform has said.
    bool until(qint64 id, const char *state)
    {
        for (int i = 0; i < 100 && stateOf(id) != QLatin1String(state); ++i) {
            QTest::qWait(10);
            clock.advanceMs(1'000);
            sim.setNow(clock.now().ms);
            server->invoices()->wake();
        }
        return stateOf(id) == QLatin1String(state);
    }
    QString faults()
    {
        QString all;
        const auto done = server->pipeline().run([&](Database &db) {
            return proveBooks(db).map([&](const BooksProof &proof) {
                all = proof.faults.join(u'\n');
                return QByteArray();
            });
        });
        return done ? all : toString(done.error());
    }
    SimInvoices sim;
    QString said;
};

qint64 idOf(const ServerAnswer &answer)
{
    return answer.json()[QLatin1String("invoices")][0][QLatin1String("id")].toInteger();
}

}

class TestInvoicesApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void request_isIssued_andShown();
    void issued_isTold();
    void refund_isFollowed();
    void reversal_byAManager();
    void month_ofACustomer();
    void terminal_ofItsOwnStation();
    void refused_saysWhy();
    void refusals();
    void commands();
};

void TestInvoicesApi::request_isIssued_andShown()
{
    Scene scene;
    const SaleId sale = scene.sell();
    const QByteArray key = ServerDesk::newKey();
    const ServerAnswer asked = scene.ask(Role::Cashier, sale, {}, key);
    QCOMPARE(asked.status, 201);
    QCOMPARE(scene.ask(Role::Cashier, sale, {}, key).body, asked.body); // a repeat
    const qint64 id = idOf(asked);
    QVERIFY(scene.until(id, "issued"));
    const auto invoice = invoiceFromJson(scene.invoice(id));
    VERIFY_OK(invoice);
    QCOMPARE(invoice->number.size(), 20);
    QCOMPARE(invoice->gross, 320_yuan);
    QCOMPARE(invoice->lines.size(), 1u);
    QCOMPARE(invoice->lines.front().tax, (Money{3'681, {}}));
    QCOMPARE(invoice->title.taxNumber, QStringLiteral("91350100M000100Y43"));
    QCOMPARE(scene.ask(Role::Manager, sale).code(), QStringLiteral("invoice.nothing-left"));
    const QJsonObject standing =
        scene.get(Role::Cashier, "/api/v1/sales/" + sale.text().toLatin1() + "/invoices").json();
    QCOMPARE(standing[QLatin1String("lines")][0][QLatin1String("gross")][QLatin1String("amount")].toString(),
             QStringLiteral("0.00"));
    QCOMPARE(standing[QLatin1String("invoices")].toArray().size(), 1);
    const auto count = [&](const char *path) {
        return scene.get(Role::Cashier, path).json()[QLatin1String("invoices")].toArray().size();
    };
    QCOMPARE(count("/api/v1/invoices"), 1);
    QCOMPARE(count("/api/v1/invoices?state=issued"), 1);
    QCOMPARE(count("/api/v1/invoices?state=refused"), 0);
    QCOMPARE(scene.sim.taken().size(), 1);
    QCOMPARE(scene.faults(), QString());
}

/// Whose purchase it was hears of it once, with the platform's own picture.
void TestInvoicesApi::issued_isTold()
{
    Scene scene;
    sim::SimSms sms(QStringLiteral("acct"), "s3cret");
    VERIFY_OK(sms.listen());
    QCOMPARE(scene.issue("9000000000000000019").status, 201);
    QCOMPARE(scene.post(Role::Manager, "/api/v1/cards/1/state", R"({"state":2})").status, 200);
    scene.stop();
    QFile file(QDir(scene.settings.dataDir).filePath(QStringLiteral("given")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("s3cret") > 0);
    file.close();
    for (const QString &words : {QStringLiteral("messages secret sms ") + file.fileName(),
                                 QStringLiteral("messages contact C1 sms 13800138000")}) {
        QTextStream out(&scene.said);
        QCOMPARE(runMessageCommand(scene.settings, words.split(u' '), out), 0);
    }
    scene.settings.messages.smsUrl = sms.url().toString();
    scene.settings.messages.smsAccount = QStringLiteral("acct");
    scene.settings.messages.smsTimeoutMs = 1'000;
    scene.start();
    const CardToken card =
        CardTokeniser(scene.server->cardKeys().lookup).forNumber(QStringLiteral("9000000000000000019"));
    const qint64 id = idOf(scene.ask(Role::Cashier, scene.sell(320_yuan, card)));
    sms.setNow(scene.clock.now().ms / 1'000);
    QVERIFY(scene.until(id, "issued"));
    QTRY_COMPARE(sms.received().size(), 1);
    QCOMPARE(sms.received().first().templateCode, QStringLiteral("invoice:zh"));
    QCOMPARE(sms.received().first().fields.value(QStringLiteral("amount")), QStringLiteral("320.00"));
    QVERIFY(sms.received().first().text.contains(scene.sim.taken().first().number));
    QVERIFY(sms.received().first().fields.value(QStringLiteral("link")).startsWith(QStringLiteral("http")));
    // A red-letter one is the house's own affair, and nobody's purchase tells nobody.
    const QByteArray path = "/api/v1/invoices/" + QByteArray::number(id) + "/reversal";
    QCOMPARE(scene.post(Role::Manager, path, R"({"remark":"wrong title"})").status, 201);
    QVERIFY(scene.until(id, "reversed"));
    QVERIFY(scene.until(idOf(scene.ask(Role::Cashier, scene.sell())), "issued"));
    QCOMPARE(scene.figure("SELECT COUNT(*) FROM message_outbox"), 1);
}

/// What goes back at the office or at the till goes back at the tax platform, in the same transaction.
void TestInvoicesApi::refund_isFollowed()
{
    Scene scene;
    const SaleId sale = scene.sell();
    const qint64 id = idOf(scene.ask(Role::Cashier, sale));
    QVERIFY(scene.until(id, "issued"));
    const QByteArray path = "/api/v1/sales/" + sale.text().toLatin1() + "/refunds";
    const QByteArray quarter = R"({"reason":"returned","note":"x","parts":[{"line":0,"quantity":"10000"}]})";
    const QByteArray key = ServerDesk::newKey();
    QCOMPARE(scene.post(Role::Manager, path, quarter, key).status, 200);
    QCOMPARE(scene.post(Role::Manager, path, quarter, key).status, 200); // a repeat
    QCOMPARE(scene.figure("SELECT COUNT(*) FROM invoice WHERE reverses > 0"), 1);
    QVERIFY(scene.until(id + 1, "issued"));
    const auto red = invoiceFromJson(scene.invoice(id + 1));
    VERIFY_OK(red);
    QCOMPARE(red->gross, (Money{-8'000, {}}));
    QCOMPARE(red->reverses.value, id);
    QCOMPARE(scene.stateOf(id), QStringLiteral("issued"));
    QCOMPARE(scene.post(Role::Manager, path, R"({"reason":"fault","note":"water in it"})").status, 200);
    QVERIFY(scene.until(id, "reversed"));
    QCOMPARE(scene.sim.taken().size(), 3);
    QCOMPARE(scene.faults(), QString());
    // Nothing is invoiced: nothing follows.
    const SaleId other = scene.sell();
    QCOMPARE(
        scene.post(Role::Manager, "/api/v1/sales/" + other.text().toLatin1() + "/refunds", quarter).status,
        200);
    QCOMPARE(scene.figure("SELECT COUNT(*) FROM invoice"), 3);
}

void TestInvoicesApi::reversal_byAManager()
{
    Scene scene;
    const qint64 id = idOf(scene.ask(Role::Cashier, scene.sell()));
    const QByteArray path = "/api/v1/invoices/" + QByteArray::number(id) + "/reversal";
    QCOMPARE(scene.post(Role::Manager, path, R"({"remark":"wrong title"})").code(),
             QStringLiteral("invoice.state-conflict")); // it has no number yet
    QVERIFY(scene.until(id, "issued"));
    QCOMPARE(scene.post(Role::Cashier, path, R"({"remark":"wrong title"})").status, 403);
    QCOMPARE(scene.post(Role::Manager, path, R"({"remark":" "})").status, 400);
    const ServerAnswer red = scene.post(Role::Manager, path, R"({"remark":"wrong title"})");
    QCOMPARE(red.status, 201);
    QCOMPARE(scene.post(Role::Manager, path, R"({"remark":"again"})").code(),
             QStringLiteral("invoice.nothing-left"));
    QVERIFY(scene.until(id, "reversed"));
    QCOMPARE(scene.invoice(red.json()[QLatin1String("id")].toInteger())[QLatin1String("remark")].toString(),
             QStringLiteral("wrong title"));
}

void TestInvoicesApi::month_ofACustomer()
{
    Scene scene;
    QCOMPARE(scene.issue("9000000000000000019").status, 201);
    QCOMPARE(scene.post(Role::Manager, "/api/v1/cards/1/state", R"({"state":2})").status, 200);
    const CardToken card =
        CardTokeniser(scene.server->cardKeys().lookup).forNumber(QStringLiteral("9000000000000000019"));
    const SaleId first = scene.sell(320_yuan, card);
    scene.sell(160_yuan, card);
    scene.sell(80_yuan); // somebody else's
    QCOMPARE(scene.ask(Role::Cashier, first).status, 201);
    const auto month = [&](const char *which, const char *customer = "C1") {
        return scene.post(Role::Cashier, "/api/v1/invoice-months",
                          QByteArray("{\"customer\":\"") + customer + "\",\"month\":\"" + which + "\","
                              + Company + "}");
    };
    const ServerAnswer asked = month("2026-01");
    QCOMPARE(asked.status, 201);
    const QJsonObject made = asked.json()[QLatin1String("invoices")][0].toObject();
    QCOMPARE(made[QLatin1String("gross")][QLatin1String("amount")].toString(), QStringLiteral("160.00"));
    QCOMPARE(month("2026-01").code(), QStringLiteral("invoice.nothing-left"));
    QCOMPARE(month("2026-13").status, 400);
    QCOMPARE(month("2026-01", "C9").code(), QStringLiteral("customer.unknown"));
    const QJsonArray titles = scene.get(Role::Cashier, "/api/v1/invoice-titles?customer=C1")
                                  .json()[QLatin1String("titles")]
                                  .toArray();
    QCOMPARE(titles.size(), 1);
    QCOMPARE(titles[0][QLatin1String("taxNumber")].toString(), QStringLiteral("91350100M000100Y43"));
    QCOMPARE(scene.get(Role::Cashier, "/api/v1/invoices?customer=C1")
                 .json()[QLatin1String("invoices")]
                 .toArray()
                 .size(),
             2);
}

void TestInvoicesApi::terminal_ofItsOwnStation()
{
    Scene scene;
    const SaleId sale = scene.sell();
    const QByteArray path = "/api/v1/counter-sales/" + sale.text().toLatin1() + "/invoices";
    QCOMPARE(scene.get(Role::Terminal, path).json()[QLatin1String("lines")].toArray().size(), 1);
    const ServerAnswer asked =
        scene.post(Role::Terminal, path, R"({"title":{"kind":"person","name":"张三"}})");
    QCOMPARE(asked.status, 201);
    QVERIFY(scene.until(idOf(asked), "issued"));
    QCOMPARE(scene.get(Role::Terminal, path).json()[QLatin1String("invoices")].toArray().size(), 1);
    QCOMPARE(scene.get(Role::Cashier, path).status, 403);
    const QByteArray none = SaleId{QUuid::createUuid()}.text().toLatin1();
    QCOMPARE(scene.get(Role::Terminal, "/api/v1/counter-sales/" + none + "/invoices").code(),
             QStringLiteral("sale.not-found"));
    // Another station's sale is not told from one that never was.
    const SaleId elsewhere = scene.sell(320_yuan, {}, StationId{99});
    QCOMPARE(scene.get(Role::Terminal, "/api/v1/counter-sales/" + elsewhere.text().toLatin1() + "/invoices")
                 .code(),
             QStringLiteral("sale.not-found"));
}

void TestInvoicesApi::refused_saysWhy()
{
    Scene scene;
    scene.sim.refuse(QStringLiteral("91350100M000100Y43"));
    const qint64 id = idOf(scene.ask(Role::Cashier, scene.sell()));
    QVERIFY(scene.until(id, "refused"));
    const QJsonObject json = scene.invoice(id);
    QCOMPARE(json[QLatin1String("reason")].toString(), QStringLiteral("invoice.platform-refused"));
    QCOMPARE(json[QLatin1String("why")].toString(), QStringLiteral("购方税号未登记"));
}

void TestInvoicesApi::refusals()
{
    Scene scene;
    const SaleId sale = scene.sell();
    const auto code = [&](const QByteArray &body) {
        return scene.post(Role::Cashier, "/api/v1/invoices", body).code();
    };
    const QByteArray parts = ",\"parts\":[{\"saleId\":\"" + sale.text().toLatin1() + "\"}]}";
    QCOMPARE(code(R"({"title":{"kind":"company","name":"x","taxNumber":"91350100M000100Y44"})" + parts),
             QStringLiteral("invoice.tax-number"));
    QCOMPARE(code(R"({"title":{"kind":"company","name":" ","taxNumber":"91350100M000100Y43"})" + parts),
             QStringLiteral("invoice.title-invalid"));
    QCOMPARE(code(R"({"title":{"kind":"somebody","name":"x"})" + parts), QStringLiteral("input.invalid"));
    QCOMPARE(code(QByteArray("{") + Company + ",\"parts\":[]}"), QStringLiteral("input.invalid"));
    QCOMPARE(code(QByteArray("{") + Company + ",\"parts\":[{\"saleId\":\"x\"}]}"),
             QStringLiteral("input.invalid"));
    const ServerAnswer tooMuch =
        scene.ask(Role::Cashier, sale, R"(,"line":0,"amount":{"amount":"320.01","currency":"CNY"})");
    QCOMPARE(tooMuch.code(), QStringLiteral("invoice.nothing-left"));
    QCOMPARE(scene.get(Role::Cashier, "/api/v1/invoices?state=odd").status, 400);
    QCOMPARE(scene.get(Role::Cashier, "/api/v1/invoices/77").status, 404);
    QCOMPARE(scene.figure("SELECT COUNT(*) FROM invoice"), 0);
    QVERIFY(scene.sim.taken().isEmpty());
}

void TestInvoicesApi::commands()
{
    Scene scene;
    const qint64 id = idOf(scene.ask(Role::Cashier, scene.sell()));
    QVERIFY(scene.until(id, "issued"));
    scene.stop();
    QCOMPARE(scene.command(QStringLiteral("invoices list issued")), 0);
    QVERIFY(scene.said.contains(QStringLiteral(" issued 320.00 Y")));
    QVERIFY(scene.said.contains(scene.sim.taken().first().number));
    QCOMPARE(scene.command(QStringLiteral("invoices list odd")), 2);
    QCOMPARE(scene.command(QStringLiteral("invoices")), 2);
    QCOMPARE(scene.command(QStringLiteral("invoices secret /nowhere")), 1);
    scene.settings.invoices.platform = QStringLiteral("another");
    COMPARE_REFUSED(Server::start(scene.settings, scene.clock), ErrorCode::SettingsInvalid);
}

QTEST_GUILESS_MAIN(TestInvoicesApi)
#include "tst_invoices_api.moc"
