#include "core/domain/cards/card_rules.h"
#include "core/domain/ledger/ledger_check.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/sync/outbox.h"
#include "tests/integration/server_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

namespace {

QByteArray number(int n)
{
    const QString body = QStringLiteral("900000000%1").arg(n, 6, 10, QLatin1Char('0'));
    return (body + QLatin1Char(luhnDigit(body))).toLatin1();
}

QByteArray reversalOf(const QByteArray &original)
{
    return "{\"original\":\"" + original + "\",\"kind\":\"top-up\",\"reason\":\"mistake\"}";
}

/// The server with one card, a second manager, and the till's own journal.
struct Scene : ServerDesk
{
    Scene()
    {
        const auto added = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            const auto first = StaffService(db).byLogin(roleName(Role::Manager));
            if (!first || !*first)
                return fail(ErrorCode::NotFound);
            return StaffService(db)
                .add(QStringLiteral("second"), QStringLiteral("second"), Role::Manager, (*first)->station,
                     hashSecret("secret", HashCost::Test))
                .map([](StaffId) { return QByteArray(); });
        });
        ensure(added.has_value(), "a second manager is there");
        const ServerAnswer issued = issue(number(1));
        ensure(issued.status == 201, "a card is issued");
        card = issued.json()[QLatin1String("id")].toString().toLatin1();
    }
    ServerAnswer asSecond(const QByteArray &path, const QByteArray &body, const QByteArray &with = newKey())
    {
        const auto token = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            StaffService staff(db);
            const auto found = staff.byLogin(QStringLiteral("second"));
            if (!found || !*found)
                return fail(ErrorCode::NotFound);
            return staff.signIn(**found, true, clock.now()).map([](const auto &in) { return in->token; });
        });
        ensure(token.has_value(), "the second manager signs in");
        return send({"POST", path, body, with, "Authorization: Bearer " + *token + "\r\n"});
    }
    ServerAnswer get(const QByteArray &path, Role role = Role::Manager)
    {
        return as(role, {"GET", path, {}, {}, {}});
    }
    ServerAnswer topUp(const QByteArray &amount, const QByteArray &with)
    {
        return post(Role::Cashier, "/api/v1/cards/" + card + "/top-ups",
                    "{\"amount\":{\"amount\":\"" + amount + "\",\"currency\":\"CNY\"}}", with);
    }
    QString balance()
    {
        return get("/api/v1/cards/" + card)
            .json()[QLatin1String("balance")]
            .toObject()[QLatin1String("amount")]
            .toString();
    }
    /// A fact of the till, made durable there and uploaded; gives its outcome.
    void write(const FactBody &body)
    {
        ensure(outbox.append(makeFact({QUuid::createUuid()}, clock.now(), body)).has_value(),
               "a fact is written");
    }
    ServerAnswer upload(const FactBatch &batch)
    {
        return post(Role::Terminal, "/api/v1/outbox",
                    QJsonDocument(toJson(batch)).toJson(QJsonDocument::Compact));
    }
    QStringList upload()
    {
        const ServerAnswer answer = upload(**outbox.nextBatch());
        const auto replies = repliesFromJson(answer.json());
        ensure(replies && outbox.settle(*replies), "a batch is uploaded");
        QStringList outcomes;
        for (const RecordReply &reply : *replies)
            outcomes += reply.outcome;
        return outcomes;
    }
    CardToken token()
    {
        return CardTokeniser(server->cardKeys().lookup).forNumber(QString::fromLatin1(number(1)));
    }
    QJsonArray cases(const QByteArray &query = {})
    {
        return get("/api/v1/exceptions" + query).json()[QLatin1String("exceptions")].toArray();
    }
    bool proven() { return get("/api/v1/proof").json()[QLatin1String("ok")].toBool(); }

    QByteArray card;
    test::TestStore till{QStringLiteral("sqlcipher"), stationMigrations()};
    Outbox outbox{*till.db, terminal, key};
};

SaleFact saleOf(SaleId sale, HoldId hold, qint64 amount)
{
    SaleFact fact;
    fact.sale = sale;
    fact.hold = hold;
    fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {amount * 10 / 8}, {amount, {}}, {}, {}};
    return fact;
}

}

/// Cases and reversals through the server's own door.
class TestExceptionsApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void overdrawnSale_isTakenProposedAndConfirmed();
    void gapAndFork_areCasesAndFigures();
    void topUp_isReversedOnce_andAcrossRestarts();
    void lostAnswer_releaseOvertakesTheQuestion_acrossARestart();
    void badRequests_areRefused();
};

void TestExceptionsApi::overdrawnSale_isTakenProposedAndConfirmed()
{
    Scene desk;
    const SaleId sale{QUuid::createUuid()};
    const HoldId hold{QUuid::createUuid()};
    desk.write(HoldPlaced{sale, hold, desk.token(), CardProof::Chip, QStringLiteral("95"), {60'000, {}}, 3});
    desk.write(saleOf(sale, hold, 60'000));
    QCOMPARE(desk.upload(), (QStringList{QStringLiteral("applied"), QStringLiteral("exception")}));
    QCOMPARE(desk.cases().size(), 2); // overdrawn, and no price was ever published here
    const QJsonArray found = desk.cases("?kind=overdrawn&state=open");
    QCOMPARE(found.size(), 1);
    const QByteArray id = found[0][QLatin1String("id")].toString().toLatin1();
    QCOMPARE(found[0][QLatin1String("owner")].toString(), QStringLiteral("manager"));
    QVERIFY(!found[0][QLatin1String("overdue")].toBool());
    const QByteArray path = "/api/v1/exceptions/" + id;
    const QJsonObject shown = desk.get(path).json();
    QCOMPARE(shown[QLatin1String("said")].toObject()[QLatin1String("fact")].toObject()[QLatin1String("kind")],
             QJsonValue(QStringLiteral("sale.captured")));
    QVERIFY(shown[QLatin1String("centre")].toObject()[QLatin1String("card")].isObject());

    const QByteArray writeOff = R"({"resolution":"write-off","reason":"not to be had"})";
    QCOMPARE(desk.post(Role::Manager, path + "/propose", writeOff).code(),
             QStringLiteral("exception.state-conflict"));
    QCOMPARE(desk.post(Role::Manager, path + "/take", {}).json()[QLatin1String("state")].toString(),
             QStringLiteral("taken"));
    QCOMPARE(desk.post(Role::Manager, path + "/propose", writeOff).json()[QLatin1String("state")].toString(),
             QStringLiteral("proposed"));
    QCOMPARE(desk.post(Role::Manager, path + "/confirm", {}).code(), QStringLiteral("access.four-eyes"));
    QCOMPARE(desk.post(Role::Operator, path + "/confirm", {}).code(), QStringLiteral("access.not-permitted"));
    QCOMPARE(desk.post(Role::Cashier, path + "/confirm", {}).status, 403);
    const QByteArray key = ServerDesk::newKey();
    const ServerAnswer confirmed = desk.asSecond(path + "/confirm", {}, key);
    QCOMPARE(confirmed.json()[QLatin1String("state")].toString(), QStringLiteral("resolved"));
    QCOMPARE(desk.asSecond(path + "/confirm", {}, key).body, confirmed.body);
    QCOMPARE(desk.figure("SELECT -balance FROM account WHERE kind = 15"), 60'000);
    QCOMPARE(desk.figure("SELECT balance FROM account WHERE kind = 12"), 0);
    QCOMPARE(desk.cases("?state=unresolved").size(), 1);
    QCOMPARE(desk.get(path).json()[QLatin1String("steps")].toArray().size(), 4);
    QVERIFY(desk.proven());
}

void TestExceptionsApi::gapAndFork_areCasesAndFigures()
{
    Scene desk;
    const auto sell = [&] {
        SaleFact cash = saleOf({QUuid::createUuid()}, {}, 1'000);
        cash.mode = SaleMode::PostPay;
        desk.write(cash);
    };
    sell();
    const FactBatch first = **desk.outbox.nextBatch();
    VERIFY_OK(desk.outbox.settle({{1, QStringLiteral("applied"), {}}}));
    sell();
    const FactBatch second = **desk.outbox.nextBatch();
    QCOMPARE(desk.upload(second).code(), QStringLiteral("chain.gap"));
    QCOMPARE(desk.upload(second).code(), QStringLiteral("chain.gap"));
    QCOMPARE(desk.cases("?kind=chain-gap").size(), 1);
    desk.clock.advanceMs(5LL * 3'600'000);
    QVERIFY(desk.cases("?kind=chain-gap")[0][QLatin1String("overdue")].toBool());
    const QByteArray figures = desk.get("/metrics", Role::Operator).body;
    QVERIFY2(figures.contains("\nyouka_exceptions_open{kind=\"chain-gap\"} 1\n"), figures.constData());
    QVERIFY(figures.contains("\nyouka_exceptions_oldest_seconds{kind=\"chain-gap\"} 18000\n"));
    QVERIFY(figures.contains("\nyouka_exceptions_open{kind=\"chain-fork\"} 0\n"));
    QCOMPARE(desk.upload(first).status, 200);
    QCOMPARE(desk.upload(second).status, 200);
    QCOMPARE(desk.cases("?kind=chain-gap&state=unresolved").size(), 0);

    test::TestStore copied(QStringLiteral("sqlcipher"), stationMigrations());
    Outbox copy(*copied.db, desk.terminal, desk.key);
    SaleFact other = saleOf({QUuid::createUuid()}, {}, 2'000);
    VERIFY_OK(copy.append(makeFact({QUuid::createUuid()}, desk.clock.now(), other)));
    QCOMPARE(desk.upload(**copy.nextBatch()).code(), QStringLiteral("chain.fork"));
    QCOMPARE(desk.cases("?kind=chain-fork&state=open").size(), 1);
    desk.clock.advanceMs(Gate::RefreshMs + 1);
    QCOMPARE(desk.upload(second).code(), QStringLiteral("terminal.revoked"));
    QVERIFY(desk.proven());
}

void TestExceptionsApi::topUp_isReversedOnce_andAcrossRestarts()
{
    Scene desk;
    const QByteArray small = ServerDesk::newKey();
    QCOMPARE(desk.topUp("100.00", small).status, 200);
    QCOMPARE(desk.post(Role::Cashier, "/api/v1/reversals", reversalOf(small)).status, 403);
    const QByteArray key = ServerDesk::newKey();
    const ServerAnswer undone = desk.post(Role::Manager, "/api/v1/reversals", reversalOf(small), key);
    QCOMPARE(undone.json()[QLatin1String("outcome")].toString(), QStringLiteral("undone"));
    QCOMPARE(desk.post(Role::Manager, "/api/v1/reversals", reversalOf(small), key).body, undone.body);
    QCOMPARE(desk.post(Role::Manager, "/api/v1/reversals", reversalOf(small)).json(), undone.json());
    QCOMPARE(desk.balance(), QStringLiteral("0.00"));

    const QByteArray large = ServerDesk::newKey();
    QCOMPARE(desk.topUp("500.01", large).status, 200);
    const QJsonObject waiting = desk.post(Role::Manager, "/api/v1/reversals", reversalOf(large)).json();
    QCOMPARE(waiting[QLatin1String("outcome")].toString(), QStringLiteral("waiting"));
    QCOMPARE(waiting[QLatin1String("maker")].toString(), QStringLiteral("manager"));
    QCOMPARE(desk.balance(), QStringLiteral("500.01"));
    desk.stop();
    desk.start();
    QCOMPARE(
        desk.asSecond("/api/v1/reversals", reversalOf(large)).json()[QLatin1String("outcome")].toString(),
        QStringLiteral("undone"));
    QCOMPARE(desk.balance(), QStringLiteral("0.00"));

    // Taken back before it came: it is refused when it does, also by the next server, and again.
    const QByteArray late = ServerDesk::newKey();
    desk.write(OperationReversed{*OperationId::parse(QString::fromLatin1(late)), ReversalKind::TopUp,
                                 ReversalReason::NoAnswer});
    QCOMPARE(desk.upload(), QStringList{QStringLiteral("applied")});
    desk.stop();
    desk.start();
    const ServerAnswer refused = desk.topUp("100.00", late);
    QCOMPARE(refused.status, 409);
    QCOMPARE(refused.code(), QStringLiteral("operation.reversed"));
    QCOMPARE(desk.topUp("100.00", late).body, refused.body);
    QCOMPARE(desk.balance(), QStringLiteral("0.00"));
    QVERIFY(desk.proven());
}

/// The terminal asked, got no answer and gave up: its release is a record like any other, blocks none, and
/// the question that comes after it is refused.
void TestExceptionsApi::lostAnswer_releaseOvertakesTheQuestion_acrossARestart()
{
    Scene desk;
    QCOMPARE(desk.topUp("500.00", ServerDesk::newKey()).status, 200);
    const QByteArray question = desk.question(number(1), "100.00");
    const QJsonObject asked = QJsonDocument::fromJson(question).object();
    desk.write(HoldReleased{*SaleId::parse(asked[QLatin1String("saleId")].toString()),
                            *HoldId::parse(asked[QLatin1String("holdId")].toString())});
    const SaleId sale{QUuid::createUuid()};
    const HoldId hold{QUuid::createUuid()};
    desk.write(HoldPlaced{sale, hold, desk.token(), CardProof::Chip, QStringLiteral("95"), {5'000, {}}, 3});
    desk.write(saleOf(sale, hold, 4'000));
    QCOMPARE(desk.upload(),
             (QStringList{QStringLiteral("applied"), QStringLiteral("applied"),
                          QStringLiteral("exception")})); // there is no price here
    desk.stop();
    desk.start();
    const QByteArray key = ServerDesk::newKey();
    const ServerAnswer late = desk.post(Role::Terminal, "/api/v1/authorisations", question, key);
    QCOMPARE(late.code(), QStringLiteral("operation.reversed"));
    QCOMPARE(desk.post(Role::Terminal, "/api/v1/authorisations", question, key).body, late.body);
    QCOMPARE(desk.post(Role::Terminal, "/api/v1/authorisations", desk.question(number(1), "100.00")).status,
             200);
    QCOMPARE(desk.balance(), QStringLiteral("460.00"));
    QCOMPARE(desk.figure("SELECT SUM(held) FROM account"), 10'000);
    QVERIFY(desk.proven());
}

void TestExceptionsApi::badRequests_areRefused()
{
    Scene desk;
    for (const char *query : {"?state=x", "?kind=x"})
        QCOMPARE(desk.get(QByteArray("/api/v1/exceptions") + query).status, 400);
    for (const char *id : {"0", "-1", "x", "999", "99999999999999999999"})
        QCOMPARE(desk.get(QByteArray("/api/v1/exceptions/") + id).status, 404);
    QCOMPARE(desk.post(Role::Manager, "/api/v1/exceptions/999/take", {}).status, 404);
    for (const char *body : {"{}", R"({"resolution":"x","reason":"y"})", R"({"resolution":"explained"})"})
        QCOMPARE(desk.post(Role::Manager, "/api/v1/exceptions/1/propose", body).status, 400);
    for (const char *body :
         {"{}", R"({"original":"x","kind":"top-up","reason":"mistake"})",
          R"({"original":"018f0000-0000-7000-8000-000000000000","kind":"authorisation","reason":"mistake"})",
          R"({"original":"018f0000-0000-7000-8000-000000000000","kind":"top-up","reason":"whim"})"})
        QCOMPARE(desk.post(Role::Manager, "/api/v1/reversals", body).status, 400);
}

QTEST_GUILESS_MAIN(TestExceptionsApi)
#include "tst_exceptions_api.moc"
