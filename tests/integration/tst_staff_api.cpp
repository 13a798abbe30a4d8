#include "core/domain/access/staff_json.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/sync/outbox.h"
#include "core/foundation/crypto/digest.h"
#include "tests/integration/server_desk.h"
#include "tests/support/postgres_fixture.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;
using youka::test::HttpPeer;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

/// Staff and their PINs for the till, over the real server.
class TestStaffApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMember_isAdded_givenAPin_moved_andLeaves_data() { test::addEngineRows(); }
    void aMember_isAdded_givenAPin_moved_andLeaves();
    void wrongInput_isRefusedByItsName_data();
    void wrongInput_isRefusedByItsName();
    void managerOfAStation_managesOnlyThere();
    void repeat_isMet_andTheLogDoesNotKnowThePin();
    void withoutAPassword_thereIsNoSignIn();
    void waitingTill_isToldAtOnce_aKioskNever();
    void sale_namesItsCashier_data() { test::addEngineRows(); }
    void sale_namesItsCashier();

private:
    static QByteArray idOf(const ServerAnswer &answer)
    {
        return answer.json()[QLatin1String("id")].toString().toLatin1();
    }
    static ServerAnswer add(ServerDesk &desk, Role as, const char *login, const QByteArray &more = {})
    {
        return desk.post(as, "/api/v1/staff",
                         QByteArray("{\"login\":\"") + login
                             + "\",\"name\":\"Wu Cashier\",\"role\":\"cashier\"" + more + '}');
    }
    /// The changes of staff that the desk's terminal is told from there.
    static QList<ListedStaff> told(const ServerAnswer &feed)
    {
        QList<ListedStaff> staff;
        const QJsonArray changes = feed.json()[QLatin1String("changes")].toArray();
        for (const QJsonValueConstRef change : changes)
            if (change[QLatin1String("topic")] == QLatin1String("staff"))
                staff.append(*listedStaffFromJson(change[QLatin1String("body")].toObject()));
        return staff;
    }
    static QList<ListedStaff> told(ServerDesk &desk)
    {
        return told(desk.as(Role::Terminal, {"GET", "/api/v1/feed?since=0", {}, {}, {}}));
    }
};

void TestStaffApi::aMember_isAdded_givenAPin_moved_andLeaves()
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
    const ServerAnswer added = add(desk, Role::Operator, "wu", R"(,"station":"S1","password":"secret-1")");
    QCOMPARE(added.status, 201);
    QCOMPARE(added.json()[QLatin1String("station")].toString(), QStringLiteral("S1"));
    QVERIFY(!added.json()[QLatin1String("pinSet")].toBool());
    const QByteArray path = "/api/v1/staff/" + idOf(added);
    QCOMPARE(told(desk).size(), 0);
    const ServerAnswer pin = desk.post(Role::Manager, path + "/pin", R"({"pin":"2468"})");
    QCOMPARE(pin.status, 200);
    QVERIFY(pin.json()[QLatin1String("pinSet")].toBool());
    QCOMPARE(told(desk).size(), 1);
    const ListedStaff member = told(desk).first();
    QCOMPARE(member.name, QStringLiteral("Wu Cashier"));
    QCOMPARE(member.role, Role::Cashier);
    QVERIFY(verifySecret(member.pin, "2468"));
    QVERIFY(!verifySecret(member.pin, "2469"));

    const ServerAnswer list = desk.as(Role::Manager, {"GET", "/api/v1/staff?filter=cashier", {}, {}, {}});
    QCOMPARE(list.status, 200);
    QCOMPARE(list.json()[QLatin1String("staff")].toArray().size(), 2); // "cashier" is a login here
    QVERIFY(!list.body.contains("argon2"));

    const ServerAnswer everywhere = desk.post(Role::Operator, path + "/station", R"({"station":""})");
    QCOMPARE(everywhere.status, 200);
    QCOMPARE(everywhere.json()[QLatin1String("station")].toString(), QString());
    QVERIFY(told(desk).last().active);
    QCOMPARE(desk.post(Role::Manager, path + "/pin", R"({"pin":"2469"})").status, 403); // not theirs now
    QCOMPARE(desk.post(Role::Operator, path + "/station", R"({"station":"S1"})").status, 200);
    QVERIFY(told(desk).last().active);

    const auto signIn = [&] {
        return desk.as(Role::Nobody,
                       {"POST", "/api/v1/sessions", R"({"login":"wu","password":"secret-1"})", {}, {}});
    };
    const QByteArray bearer =
        "Authorization: Bearer " + signIn().json()[QLatin1String("token")].toString().toLatin1() + "\r\n";
    QCOMPARE(desk.send({"GET", "/api/v1/me", {}, {}, bearer}).status, 200);
    const ServerAnswer left = desk.post(Role::Manager, path + "/state", R"({"active":false})");
    QCOMPARE(left.status, 200);
    QVERIFY(!left.json()[QLatin1String("active")].toBool());
    QCOMPARE(desk.send({"GET", "/api/v1/me", {}, {}, bearer}).status, 401);
    QVERIFY(!signIn().json()[QLatin1String("signedIn")].toBool());
    QVERIFY(!told(desk).last().active);
    QVERIFY(told(desk).last().pin.isEmpty());
    QCOMPARE(desk.post(Role::Manager, path + "/state", R"({"active":true})").status, 200);
    QVERIFY(verifySecret(told(desk).last().pin, "2468"));
}

void TestStaffApi::wrongInput_isRefusedByItsName_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("member");
    const auto row = [](const char *name, const QByteArray &path, const char *body, int status,
                        const char *code, const char *member) {
        QTest::newRow(name) << "/api/v1/staff" + path << QByteArray(body) << status
                            << QString::fromLatin1(code) << QString::fromLatin1(member);
    };
    row("no login", {}, R"({"login":" ","name":"A","role":"cashier"})", 400, "input.invalid", "login");
    row("no name", {}, R"({"login":"a","name":"","role":"cashier"})", 400, "input.invalid", "name");
    row("no such role", {}, R"({"login":"a","name":"A","role":"terminal"})", 400, "input.invalid", "role");
    row("a role above", {}, R"({"login":"a","name":"A","role":"operator"})", 403, "access.not-permitted", "");
    row("short password", {}, R"({"login":"a","name":"A","role":"cashier","password":"1234567"})", 400,
        "input.invalid", "password");
    row("taken", {}, R"({"login":"cashier","name":"A","role":"cashier"})", 409, "access.login-taken",
        "login");
    row("no such station", {}, R"({"login":"a","name":"A","role":"cashier","station":"S9"})", 404,
        "station.unknown", "station");
    row("an easy pin", "/1/pin", R"({"pin":"1234"})", 400, "access.pin-too-simple", "pin");
    row("a short pin", "/1/pin", R"({"pin":"471"})", 400, "access.pin-too-simple", "pin");
    row("no pin", "/1/pin", R"({})", 400, "input.invalid", "pin");
    row("a pin that is a number", "/1/pin", R"({"pin":2468})", 400, "input.invalid", "pin");
    row("a pin for nobody", "/999/pin", R"({"pin":"2468"})", 404, "not-found", "");
    row("a state that is none", "/1/state", R"({"active":"no"})", 400, "input.invalid", "active");
    row("oneself", "/2/state", R"({"active":false})", 403, "access.not-permitted", "");
}

void TestStaffApi::wrongInput_isRefusedByItsName()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, member);
    static ServerDesk desk;
    const ServerAnswer answer = desk.post(Role::Manager, path, body);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.code(), code);
    if (!member.isEmpty())
        QCOMPARE(answer.json()[QLatin1String("detail")].toString().section(u':', 0, 0), member);
}

/// The desk's manager is of station S1.
void TestStaffApi::managerOfAStation_managesOnlyThere()
{
    ServerDesk desk;
    VERIFY_OK(desk.server->pipeline().run([](Database &db) {
        return StationRepository(db)
            .ensureStation({{},
                            QStringLiteral("S2"),
                            QStringLiteral("South"),
                            QStringLiteral("CHN"),
                            {},
                            {},
                            QTimeZone::utc(),
                            QTime(0, 0)})
            .map([](const Station &) { return QByteArray(); });
    }));
    QCOMPARE(add(desk, Role::Manager, "a", R"(,"station":"S2")").status, 403);
    QCOMPARE(add(desk, Role::Manager, "a", R"(,"station":"")").status, 403);
    const ServerAnswer own = add(desk, Role::Manager, "a"); // of the own station, unless said otherwise
    QCOMPARE(own.status, 201);
    QCOMPARE(own.json()[QLatin1String("station")].toString(), QStringLiteral("S1"));
    const ServerAnswer other = add(desk, Role::Operator, "b", R"(,"station":"S2")");
    QCOMPARE(other.status, 201);
    const QByteArray path = "/api/v1/staff/" + idOf(other);
    QCOMPARE(desk.post(Role::Manager, path + "/pin", R"({"pin":"2468"})").status, 403);
    QCOMPARE(desk.post(Role::Manager, path + "/state", R"({"active":false})").status, 403);
    QCOMPARE(desk.post(Role::Manager, path + "/station", R"({"station":"S1"})").status, 403);
    QCOMPARE(
        desk.post(Role::Manager, "/api/v1/staff/" + idOf(own) + "/station", R"({"station":"S2"})").status,
        403);
    QCOMPARE(told(desk).size(), 0);
    QCOMPARE(desk.post(Role::Operator, path + "/pin", R"({"pin":"2468"})").status, 200);
    QCOMPARE(told(desk).size(), 0); // another station's
    const QByteArray list = desk.as(Role::Manager, {"GET", "/api/v1/staff", {}, {}, {}}).body;
    QVERIFY(list.contains("\"a\"") && !list.contains("\"b\"") && !list.contains("\"operator\""));
}

void TestStaffApi::repeat_isMet_andTheLogDoesNotKnowThePin()
{
    ServerDesk desk;
    const QByteArray path = "/api/v1/staff/" + idOf(add(desk, Role::Manager, "wu")) + "/pin";
    const QByteArray key = ServerDesk::newKey();
    const QByteArray body = R"({"pin":"2468"})";
    const ServerAnswer first = desk.post(Role::Manager, path, body, key);
    QCOMPARE(first.status, 200);
    QCOMPARE(desk.post(Role::Manager, path, body, key).body, first.body);
    QCOMPARE(desk.post(Role::Manager, path, R"({"pin":"2469"})", key).status, 409);
    QCOMPARE(told(desk).size(), 1);
    // Whoever reads the store could try ten thousand PINs against a plain digest.
    const auto logged = desk.server->pipeline().run([&](Database &db) -> Result<QByteArray> {
        return db
            .exec("SELECT request FROM operation WHERE id = ?",
                  {QUuid::fromString(QLatin1String(key)).toRfc4122()})
            .map([](Rows rows) { return rows.next() ? rows.blob(0) : QByteArray(); });
    });
    VERIFY_OK(logged);
    QCOMPARE(logged->size(), 32);
    QVERIFY(*logged != sha256("POST " + path + '\n' + body));
}

void TestStaffApi::withoutAPassword_thereIsNoSignIn()
{
    ServerDesk desk;
    QCOMPARE(add(desk, Role::Manager, "wu").status, 201);
    for (const char *password : {"", "nobody", "secret"}) {
        const ServerAnswer answer = desk.as(Role::Nobody,
                                            {"POST",
                                             "/api/v1/sessions",
                                             QByteArray(R"({"login":"wu","password":")") + password + "\"}",
                                             {},
                                             {}});
        QCOMPARE(answer.status, 200);
        QVERIFY(!answer.json()[QLatin1String("signedIn")].toBool());
    }
}

void TestStaffApi::waitingTill_isToldAtOnce_aKioskNever()
{
    ServerDesk desk;
    const QByteArray path = "/api/v1/staff/" + idOf(add(desk, Role::Manager, "wu")) + "/pin";
    const QByteArray head = QByteArray::number(desk.figure("SELECT seq FROM feed_head"));
    HttpPeer waiting(desk.server->port(), desk.server->certificateFile());
    waiting.write(
        ServerDesk::bytesOf(desk.signed_({"GET", "/api/v1/feed?wait=60&since=" + head, {}, {}, {}})));
    QTRY_COMPARE(desk.server->live().waiting(), 1);
    QCOMPARE(desk.post(Role::Manager, path, R"({"pin":"2468"})").status, 200);
    QCOMPARE(told(waiting.read()).size(), 1); // the clock has not moved
    VERIFY_OK(desk.server->pipeline().run([](Database &db) {
        return db.run("UPDATE terminal SET kind = 'kiosk'").map([] { return QByteArray(); });
    }));
    desk.clock.advanceMs(Gate::RefreshMs + 1);
    const ServerAnswer kiosk = desk.as(Role::Terminal, {"GET", "/api/v1/feed?since=0", {}, {}, {}});
    QCOMPARE(kiosk.status, 200);
    QVERIFY(!kiosk.body.contains("argon2"));
    QCOMPARE(kiosk.json()[QLatin1String("cursor")].toString(),
             QString::number(desk.figure("SELECT seq FROM feed_head")));
}

/// Also of one who has left since; records of earlier terminals name nobody.
void TestStaffApi::sale_namesItsCashier()
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
    const QByteArray id = idOf(add(desk, Role::Manager, "wu"));
    test::TestStore till(QStringLiteral("sqlcipher"), stationMigrations());
    Outbox outbox(*till.db, desk.terminal, desk.key);
    SaleFact sale;
    sale.mode = SaleMode::PostPay;
    sale.delivery = {1, QStringLiteral("95"), {8'000, {}}, {1'250}, {1'000, {}}, {}, {}};
    for (const qint64 cashier : {id.toLongLong(), qint64(0), qint64(987'654)}) {
        sale.sale = {QUuid::createUuid()};
        sale.cashier = {cashier};
        const Fact fact = makeFact({QUuid::createUuid()}, desk.clock.now(), sale);
        QCOMPARE(fact.body.contains("cashier"), cashier != 0);
        VERIFY_OK(outbox.append(fact));
        desk.clock.advanceMs(1);
    }
    const QByteArray batch = QJsonDocument(toJson(**outbox.nextBatch())).toJson(QJsonDocument::Compact);
    QCOMPARE(desk.post(Role::Terminal, "/api/v1/outbox", batch).status, 200);
    QCOMPARE(desk.post(Role::Manager, "/api/v1/staff/" + id + "/state", R"({"active":false})").status, 200);
    const QJsonArray sales =
        desk.as(Role::Manager, {"GET", "/api/v1/sales", {}, {}, {}}).json()[QLatin1String("sales")].toArray();
    QMap<QString, QString> names;
    for (const QJsonValueConstRef one : sales)
        names[one[QLatin1String("cashierId")].toString()] = one[QLatin1String("cashier")].toString();
    QCOMPARE(names,
             (QMap<QString, QString>{{QString::fromLatin1(id), QStringLiteral("Wu Cashier")},
                                     {QStringLiteral("0"), QString()},
                                     {QStringLiteral("987654"), QString()}}));
}

QTEST_GUILESS_MAIN(TestStaffApi)
#include "tst_staff_api.moc"
