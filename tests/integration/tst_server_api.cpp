#include "core/domain/cards/card_rules.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/sync/outbox.h"
#include "tests/integration/server_desk.h"
#include "tests/support/postgres_fixture.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

namespace {
constexpr Role AllRoles[] = {Role::Nobody, Role::Cashier, Role::Manager, Role::Operator, Role::Terminal};

bool isProblem(const ServerAnswer &answer)
{
    const QJsonObject json = answer.json();
    return answer.contentType == "application/problem+json" && !answer.code().isEmpty()
        && json[QLatin1String("status")].toInt() == answer.status && json.contains(QLatin1String("type"))
        && json.contains(QLatin1String("title"));
}

/// The n-th valid card number.
QByteArray number(int n)
{
    const QString body = QStringLiteral("900000000%1").arg(n, 6, 10, QLatin1Char('0'));
    return (body + QLatin1Char(luhnDigit(body))).toLatin1();
}

QByteArray topUp(const char *amount)
{
    return QByteArray("{\"amount\":{\"amount\":\"") + amount + "\",\"currency\":\"CNY\"}}";
}

}

class TestServerApi : public QObject
{
    Q_OBJECT
    std::unique_ptr<ServerDesk> m_desk;

private Q_SLOTS:
    void initTestCase() { m_desk = std::make_unique<ServerDesk>(); }
    void cleanupTestCase() { m_desk.reset(); }
    void everyRoute_refusesWhoIsNotPermitted_data();
    void everyRoute_refusesWhoIsNotPermitted();
    void publicRoutes_areThese();
    void openApi_listsEveryRoute();
    void healthReadyMetrics();
    void unknownPathAndMethod();
    void signIn_rightWrongAndLocked();
    void signOut_endsTheSession();
    void idempotencyKey_repeatOtherAndMissing();
    void refusal_isRepeatedToo();
    void signature_everyFlawIsRefused_data();
    void signature_everyFlawIsRefused();
    void revokedTerminal_isShutOut();
    void wrongPin_isCountedOncePerQuestion();
    void amountsBeyondReason_areRefused();
    void aDay_data();
    void aDay();
};

void TestServerApi::everyRoute_refusesWhoIsNotPermitted_data()
{
    QTest::addColumn<int>("index");
    const auto &routes = m_desk->server->routes().routes();
    for (size_t i = 0; i < routes.size(); ++i)
        QTest::addRow("%s %s", routes[i].method.constData(), routes[i].path.constData()) << int(i);
}

void TestServerApi::everyRoute_refusesWhoIsNotPermitted()
{
    QFETCH(int, index);
    const Route &route = m_desk->server->routes().routes()[size_t(index)];
    for (const Role role : AllRoles) {
        QByteArray path = route.path;
        for (const char *name : {"{id}", "{station}", "{number}", "{code}", "{order}", "{merchant}", "{day}",
                                 "{token}", "{invoice}", "{provider}", "{row}", "{transfer}", "{batch}"})
            path.replace(name, "999999");
        const ServerAnswer answer = m_desk->as(
            role, {route.method, path, route.method == "POST" ? "{}" : "", ServerDesk::newKey(), {}});
        if (isPermitted(role, route.permission)) {
            QVERIFY(answer.status != 0 && answer.status != 401);
            QVERIFY(answer.code() != QLatin1String("access.not-permitted"));
            QVERIFY2(answer.status < 500, answer.body.constData());
        } else {
            QCOMPARE(answer.status, role == Role::Nobody ? 401 : 403);
            QVERIFY2(isProblem(answer), answer.body.constData());
        }
    }
    const ServerAnswer forged =
        m_desk->send({route.method, route.path, route.method == "POST" ? "{}" : "", ServerDesk::newKey(),
                      "Authorization: Bearer 0123456789abcdef\r\n"});
    QCOMPARE(forged.status, 401);
}

void TestServerApi::publicRoutes_areThese()
{
    QStringList open;
    for (const Route &route : m_desk->server->routes().routes())
        // What is under /me asks for a customer's own session, not for a role: tst_web_customers.
        if (isPermitted(Role::Nobody, route.permission) && route.path != "/me"
            && !route.path.startsWith("/me/"))
            open += QString::fromLatin1(route.method + ' ' + route.path);
    open.sort();
    QCOMPARE(open,
             (QStringList{QStringLiteral("GET /c/{code}"),
                          QStringLiteral("GET /c/{code}/qr.svg"),
                          QStringLiteral("GET /healthz"),
                          QStringLiteral("GET /openapi.json"),
                          QStringLiteral("GET /r/{token}"),
                          QStringLiteral("GET /r/{token}/invoices/{invoice}"),
                          QStringLiteral("GET /readyz"),
                          QStringLiteral("GET /sign-in"),
                          QStringLiteral("GET /sign-in/by/{provider}/done"),
                          QStringLiteral("GET /stations"),
                          QStringLiteral("GET /web/icon.svg"),
                          QStringLiteral("GET /web/place.js"),
                          QStringLiteral("GET /web/style.css"),
                          QStringLiteral("POST /api/v1/payments/notify/{merchant}"),
                          QStringLiteral("POST /api/v1/sessions"),
                          QStringLiteral("POST /api/v1/terminals/enrolments"),
                          QStringLiteral("POST /c/{code}"),
                          QStringLiteral("POST /r/{token}/invoices"),
                          QStringLiteral("POST /sign-in"),
                          QStringLiteral("POST /sign-in/by/{provider}"),
                          QStringLiteral("POST /sign-in/code")}));
}

void TestServerApi::openApi_listsEveryRoute()
{
    const ServerAnswer answer = m_desk->as(Role::Nobody, {"GET", "/openapi.json", {}, {}, {}});
    QCOMPARE(answer.status, 200);
    const QJsonObject json = answer.json();
    QCOMPARE(json[QLatin1String("openapi")].toString(), QStringLiteral("3.1.0"));
    const QJsonObject paths = json[QLatin1String("paths")].toObject();
    int listed = 0;
    for (const QJsonValue &item : paths)
        listed += int(item.toObject().size());
    const auto &routes = m_desk->server->routes().routes();
    QCOMPARE(listed,
             int(std::count_if(routes.begin(), routes.end(), [](const Route &r) { return !r.page; })));
    for (const Route &route : routes) {
        if (route.page) {
            QVERIFY(!paths.contains(QString::fromLatin1(route.path)));
            continue;
        }
        const QJsonObject item = paths[QString::fromLatin1(route.path)].toObject();
        const QJsonObject operation = item[QString::fromLatin1(route.method.toLower())].toObject();
        QVERIFY2(!operation[QLatin1String("summary")].toString().isEmpty(), route.path.constData());
        QVERIFY(operation.contains(QLatin1String("responses")));
    }
}

void TestServerApi::healthReadyMetrics()
{
    QCOMPARE(m_desk->as(Role::Nobody, {"GET", "/healthz", {}, {}, {}}).status, 200);
    QCOMPARE(m_desk->as(Role::Nobody, {"GET", "/readyz", {}, {}, {}}).status, 200);
    const ServerAnswer metrics = m_desk->as(Role::Operator, {"GET", "/metrics", {}, {}, {}});
    QCOMPARE(metrics.status, 200);
    QVERIFY(metrics.contentType.startsWith("text/plain"));
    for (const char *name : {"youka_commands_total", "youka_commits_total", "youka_commands_queued",
                             "youka_http_requests_total", "youka_http_connections"})
        QVERIFY2(metrics.body.contains(QByteArray("\n") + name + ' ') || metrics.body.startsWith(name), name);
}

void TestServerApi::unknownPathAndMethod()
{
    for (const char *path : {"/", "/api/v1/nothing", "/api/v1/cards/1/2/3", "/../etc/passwd", "/%00"}) {
        const ServerAnswer answer = m_desk->as(Role::Manager, {"GET", path, {}, {}, {}});
        QCOMPARE(answer.status, 404);
        QVERIFY(isProblem(answer));
    }
    QCOMPARE(m_desk->as(Role::Manager, {"PUT", "/api/v1/cards", "{}", {}, {}}).status, 405);
    for (const char *id : {"0", "-1", "x", "99999999999999999999"})
        QCOMPARE(m_desk->as(Role::Manager, {"GET", QByteArray("/api/v1/cards/") + id, {}, {}, {}}).status,
                 404);
}

void TestServerApi::signIn_rightWrongAndLocked()
{
    const auto signIn = [&](const char *login, const char *password) {
        return m_desk->as(Role::Nobody,
                          {"POST",
                           "/api/v1/sessions",
                           QByteArray("{\"login\":\"") + login + "\",\"password\":\"" + password + "\"}",
                           {},
                           {}});
    };
    const ServerAnswer right = signIn("manager", "secret");
    QCOMPARE(right.status, 200);
    const QByteArray token = right.json()[QLatin1String("token")].toString().toLatin1();
    QCOMPARE(token.size(), 64);
    const ServerAnswer me =
        m_desk->send({"GET", "/api/v1/me", {}, {}, "Authorization: Bearer " + token + "\r\n"});
    QCOMPARE(me.json()[QLatin1String("role")].toString(), QStringLiteral("manager"));
    QCOMPARE(signIn("nobody-of-that-name", "secret").status, 401);
    for (int i = 0; i < StaffService::MaxTries; ++i) {
        const ServerAnswer wrong = signIn("cashier", "guess");
        QVERIFY(!wrong.json()[QLatin1String("signedIn")].toBool());
        QVERIFY(!wrong.json().contains(QLatin1String("token")));
    }
    QCOMPARE(signIn("cashier", "secret").status, 429);
    m_desk->clock.advanceMs(StaffService::LockMs + 1);
    QCOMPARE(signIn("cashier", "secret").status, 200);
    // A session ends by itself.
    m_desk->clock.advanceMs(StaffService::SessionMs);
    QCOMPARE(m_desk->send({"GET", "/api/v1/me", {}, {}, "Authorization: Bearer " + token + "\r\n"}).status,
             401);
}

void TestServerApi::signOut_endsTheSession()
{
    const QByteArray bearer = "Authorization: Bearer " + m_desk->session(Role::Manager) + "\r\n";
    QCOMPARE(m_desk->send({"GET", "/api/v1/me", {}, {}, bearer}).status, 200);
    QCOMPARE(m_desk->send({"DELETE", "/api/v1/sessions/current", {}, {}, bearer}).status, 200);
    QCOMPARE(m_desk->send({"GET", "/api/v1/me", {}, {}, bearer}).status, 401);
}

void TestServerApi::idempotencyKey_repeatOtherAndMissing()
{
    const QByteArray id = m_desk->issue(number(1)).json()[QLatin1String("id")].toString().toLatin1();
    const QByteArray path = "/api/v1/cards/" + id + "/top-ups";
    const QByteArray key = ServerDesk::newKey();
    const ServerAnswer first = m_desk->post(Role::Cashier, path, topUp("100.00"), key);
    QCOMPARE(first.status, 200);
    VERIFY_OK(m_desk->server->pipeline().run([](Database &) -> Result<QByteArray> { return QByteArray(); }));
    QCOMPARE(m_desk->post(Role::Cashier, path, topUp("1.00")).status, 200); // the balance moves on
    for (int i = 0; i < 3; ++i) {
        const ServerAnswer again = m_desk->post(Role::Cashier, path, topUp("100.00"), key);
        QCOMPARE(again.status, first.status);
        QCOMPARE(again.body, first.body);
    }
    const ServerAnswer other = m_desk->post(Role::Cashier, path, topUp("100.01"), key);
    QCOMPARE(other.status, 409);
    QCOMPARE(other.code(), QStringLiteral("operation.conflict"));
    QCOMPARE(m_desk->post(Role::Cashier, "/api/v1/cards/999999/top-ups", topUp("100.00"), key).status, 409);
    for (const char *bad : {"", "1", "not-a-uuid", "00000000-0000-0000-0000-000000000000"}) {
        const ServerAnswer refused = m_desk->as(Role::Cashier, {"POST", path, topUp("5.00"), bad, {}});
        QCOMPARE(refused.status, 400);
        QCOMPARE(refused.code(), QStringLiteral("operation.id-missing"));
    }
    QCOMPARE(m_desk->figure("SELECT SUM(balance) FROM account WHERE kind = 1"), 10'100);
}

void TestServerApi::refusal_isRepeatedToo()
{
    const QByteArray key = ServerDesk::newKey();
    const ServerAnswer first =
        m_desk->post(Role::Cashier, "/api/v1/cards/777777/top-ups", topUp("1.00"), key);
    QCOMPARE(first.status, 404);
    const ServerAnswer again =
        m_desk->post(Role::Cashier, "/api/v1/cards/777777/top-ups", topUp("1.00"), key);
    QCOMPARE(again.status, 404);
    QCOMPARE(again.body, first.body);
}

void TestServerApi::signature_everyFlawIsRefused_data()
{
    QTest::addColumn<QString>("flaw");
    for (const char *flaw :
         {"none", "old", "early", "body", "path", "query", "method", "key", "no key covered", "signature",
          "no signature", "no digest", "stranger", "unknown terminal", "rubbish"})
        QTest::newRow(flaw) << QString::fromLatin1(flaw);
}

void TestServerApi::signature_everyFlawIsRefused()
{
    QFETCH(QString, flaw);
    const QByteArray flawName = flaw.toLatin1();
    ServerDesk::Request request{
        "POST", "/api/v1/card-balances?a=1", m_desk->question(number(1), "1.00"), ServerDesk::newKey(), {}};
    const TerminalId real = m_desk->terminal;
    const SigningKey realKey = m_desk->key;
    if (flawName == "stranger")
        m_desk->key = SigningKey::generate();
    if (flawName == "unknown terminal")
        m_desk->terminal = {4'000'000};
    const qint64 offset = flawName == "old" ? -SignatureWindowMs - 1000
        : flawName == "early"               ? SignatureWindowMs + 1000
                                            : 0;
    ServerDesk::Request sent = m_desk->signed_(request, offset);
    m_desk->terminal = real;
    m_desk->key = realKey;
    const auto drop = [&](const char *header) {
        const qsizetype at = sent.extra.indexOf(header);
        sent.extra.remove(at, sent.extra.indexOf("\r\n", at) + 2 - at);
    };
    if (flawName == "body")
        sent.body.replace("1.00", "9.00");
    else if (flawName == "path")
        sent.path = "/api/v1/authorisations?a=1";
    else if (flawName == "query")
        sent.path = "/api/v1/card-balances?a=2";
    else if (flawName == "method")
        sent.method = "GET", sent.path = "/api/v1/feed", sent.body.clear();
    else if (flawName == "key")
        sent.idempotencyKey = ServerDesk::newKey();
    else if (flawName == "no key covered")
        sent.idempotencyKey.clear();
    else if (flawName == "signature")
        sent.extra.replace("Signature: sig1=:", "Signature: sig1=:AAAA");
    else if (flawName == "no signature")
        drop("Signature: ");
    else if (flawName == "no digest")
        drop("Content-Digest: ");
    else if (flawName == "rubbish")
        sent.extra.replace("alg=\"ed25519\"", "alg=\"none\"");
    const ServerAnswer answer = m_desk->send(sent);
    if (flawName == "none")
        QVERIFY(answer.status == 200 || answer.status == 404); // past the gate
    else
        QCOMPARE(answer.status, 401);
    if (flawName == "old" || flawName == "early")
        QCOMPARE(answer.code(), QStringLiteral("request.expired"));
}

void TestServerApi::revokedTerminal_isShutOut()
{
    const SigningKey real = std::exchange(m_desk->key, SigningKey::generate());
    const TerminalId old = std::exchange(m_desk->terminal, m_desk->enrol(m_desk->key));
    QCOMPARE(m_desk->as(Role::Terminal, {"GET", "/api/v1/feed?since=0", {}, {}, {}}).status, 200);
    VERIFY_OK(m_desk->server->pipeline().run([&](Database &db) {
        return TerminalService(db)
            .setState(m_desk->terminal, Terminal::State::Revoked, m_desk->clock.now())
            .map([] { return QByteArray(); });
    }));
    m_desk->clock.advanceMs(Gate::RefreshMs + 1);
    const ServerAnswer answer = m_desk->as(Role::Terminal, {"GET", "/api/v1/feed?since=0", {}, {}, {}});
    QCOMPARE(answer.status, 401);
    QCOMPARE(answer.code(), QStringLiteral("terminal.revoked"));
    m_desk->key = real;
    m_desk->terminal = old;
    QCOMPARE(m_desk->as(Role::Terminal, {"GET", "/api/v1/feed?since=0", {}, {}, {}}).status, 200);
}

void TestServerApi::wrongPin_isCountedOncePerQuestion()
{
    const QByteArray card = number(2);
    const ServerAnswer issued =
        m_desk->issue(card, R"(,"pin":"1234","pinAbove":{"amount":"0.00","currency":"CNY"})");
    QCOMPARE(issued.status, 201);
    const QByteArray id = issued.json()[QLatin1String("id")].toString().toLatin1();
    QCOMPARE(m_desk->post(Role::Cashier, "/api/v1/cards/" + id + "/top-ups", topUp("100.00")).status, 200);
    const auto tries = [&] { return m_desk->figure("SELECT MAX(pin_tries) FROM card"); };
    const QByteArray key = ServerDesk::newKey();
    const QByteArray wrong = m_desk->question(card, "1.00", "9999");
    const auto ask = [&](const QByteArray &body, const QByteArray &with = ServerDesk::newKey()) {
        return m_desk->post(Role::Terminal, "/api/v1/authorisations", body, with);
    };
    const ServerAnswer first = ask(wrong, key);
    QCOMPARE(first.code(), QStringLiteral("pin.wrong"));
    for (int i = 0; i < 3; ++i)
        QCOMPARE(ask(wrong, key).body, first.body); // the answer was lost and is asked for again
    QCOMPARE(tries(), 1);
    const QByteArray goodKey = ServerDesk::newKey();
    const QByteArray good = m_desk->question(card, "2.00", "1234");
    const ServerAnswer granted = ask(good, goodKey);
    QCOMPARE(granted.status, 200);
    QCOMPARE(tries(), 0);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(ask(m_desk->question(card, "1.00", "9999")).code(), QStringLiteral("pin.wrong"));
    QCOMPARE(ask(m_desk->question(card, "1.00", "1234")).code(), QStringLiteral("pin.blocked"));
    QCOMPARE(ask(m_desk->question(card, "1.00")).code(), QStringLiteral("pin.blocked"));
    QCOMPARE(ask(wrong, key).body, first.body);
    QCOMPARE(ask(good, goodKey).body, granted.body);
}

void TestServerApi::amountsBeyondReason_areRefused()
{
    const QByteArray id = m_desk->issue(number(3)).json()[QLatin1String("id")].toString().toLatin1();
    for (const char *amount : {"92233720368547758.07", "92233720368547758.08", "-1.00", "0.00", "1.001",
                               "1e5", "NaN", "", "99999999999999999999999999"}) {
        const ServerAnswer answer =
            m_desk->post(Role::Cashier, "/api/v1/cards/" + id + "/top-ups", topUp(amount));
        QVERIFY2(answer.status == 400 || answer.status == 422, amount);
    }
    for (int i = 0; i < 3; ++i)
        QCOMPARE(
            m_desk->post(Role::Cashier, "/api/v1/cards/" + id + "/top-ups", topUp("1000000000000.00")).status,
            200);
    QVERIFY(m_desk->healthy());
    QCOMPARE(
        m_desk->as(Role::Manager, {"GET", "/api/v1/proof", {}, {}, {}}).json()[QLatin1String("ok")].toBool(),
        true);
}

void TestServerApi::aDay_data()
{
    QTest::addColumn<QString>("engine");
    QTest::newRow("sqlcipher") << QStringLiteral("sqlcipher");
    QTest::newRow("postgresql") << QStringLiteral("postgresql");
}

/// Issue, top up, ask, upload, prove: the way a sale goes through the server.
void TestServerApi::aDay()
{
    QFETCH(QString, engine);
    QString connect;
    if (engine == QLatin1String("postgresql")) {
        auto *postgres = test::PostgresFixture::shared();
        if (!postgres)
            QSKIP(qPrintable(test::PostgresFixture::reason()));
        connect = postgres->createDatabase();
    }
    ServerDesk desk(connect);
    VERIFY_OK(desk.server->pipeline().run([](Database &db) {
        return PriceService(db)
            .ensureProduct({QStringLiteral("95"), QStringLiteral("95"), Product::Unit::Litre})
            .map([] { return QByteArray(); });
    }));
    QCOMPARE(desk.post(Role::Manager, "/api/v1/prices",
                       R"({"product":"95","price":{"price":"8.00","currency":"CNY"}})")
                 .status,
             201);
    const QByteArray card = number(5);
    const QByteArray id = desk.issue(card).json()[QLatin1String("id")].toString().toLatin1();
    QCOMPARE(desk.issue(card).code(), QStringLiteral("card.state-conflict"));
    const QByteArray key = ServerDesk::newKey();
    const ServerAnswer topped =
        desk.post(Role::Cashier, "/api/v1/cards/" + id + "/top-ups", topUp("500.00"), key);
    QCOMPARE(topped.status, 200);
    const QByteArray question = desk.question(card, "200.00");
    const ServerAnswer grant = desk.post(Role::Terminal, "/api/v1/authorisations", question);
    QVERIFY2(grant.status == 200, grant.body.constData());
    const QJsonObject asked = QJsonDocument::fromJson(question).object();

    test::TestStore till(QStringLiteral("sqlcipher"), stationMigrations());
    Outbox outbox(*till.db, desk.terminal, desk.key);
    SaleFact sale;
    sale.sale = *SaleId::parse(asked[QLatin1String("saleId")].toString());
    sale.hold = *HoldId::parse(asked[QLatin1String("holdId")].toString());
    sale.delivery = {1, QStringLiteral("95"), {8'000, {}}, {18'750}, {15'000, {}}, {}, {}};
    VERIFY_OK(outbox.append(makeFact({QUuid::createUuid()}, desk.clock.now(), sale)));
    const QByteArray batch = QJsonDocument(toJson(**outbox.nextBatch())).toJson(QJsonDocument::Compact);
    for (const char *outcome : {"applied", "duplicate"}) {
        const ServerAnswer uploaded = desk.post(Role::Terminal, "/api/v1/outbox", batch);
        QCOMPARE(uploaded.status, 200);
        QVERIFY2(uploaded.body.contains(outcome), uploaded.body.constData());
    }
    QCOMPARE(desk.post(Role::Cashier, "/api/v1/cards/" + id + "/top-ups", topUp("500.00"), key).body,
             topped.body);
    const ServerAnswer proof = desk.as(Role::Operator, {"GET", "/api/v1/proof", {}, {}, {}});
    QVERIFY2(proof.json()[QLatin1String("ok")].toBool(), proof.body.constData());
    const QJsonObject shown = desk.as(Role::Cashier, {"GET", "/api/v1/cards/" + id, {}, {}, {}}).json();
    QCOMPARE(shown[QLatin1String("balance")].toObject()[QLatin1String("amount")].toString(),
             QStringLiteral("350.00"));
    // The feed leads from its beginning to the card as it is now.
    VERIFY_OK(desk.server->housekeeping().settleAll());
    const ServerAnswer feed = desk.as(Role::Terminal, {"GET", "/api/v1/feed?since=0", {}, {}, {}});
    QVERIFY(!feed.json()[QLatin1String("changes")].toArray().isEmpty());
    const QByteArray cursor = feed.json()[QLatin1String("cursor")].toString().toLatin1();
    const ServerAnswer nothingNew =
        desk.as(Role::Terminal, {"GET", "/api/v1/feed?since=" + cursor, {}, {}, {}});
    QVERIFY(nothingNew.json()[QLatin1String("changes")].toArray().isEmpty());
}

QTEST_GUILESS_MAIN(TestServerApi)
#include "tst_server_api.moc"
