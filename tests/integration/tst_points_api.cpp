#include "apps/server/books_proof.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/sync/outbox.h"
#include "tests/integration/counter_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

namespace {

constexpr qint64 DayMs = 24 * 3'600'000LL;

QByteArray number(int n)
{
    const QString body = QStringLiteral("900000000%1").arg(n, 6, 10, QLatin1Char('0'));
    return (body + QLatin1Char(luhnDigit(body))).toLatin1();
}

/// A point a yuan, a hundred are worth one; twice as many with gold.
const QByteArray Scheme =
    R"({"currency":"CNY","zone":"Asia/Shanghai","rules":[{"basis":"amount","milliPoints":1000}],)"
    R"("value":{"amount":{"amount":"1.00","currency":"CNY"},"points":100},"secondPersonAbove":100,)"
    R"("levels":[{"code":"member"},{"code":"gold","points":300,"factor":20000}]})";

/// The server with one customer's card and the till's own journal.
struct Scene : ServerDesk
{
    explicit Scene(const QByteArray &more = {})
    {
        const ServerAnswer issued = issue(number(1), more);
        ensure(issued.status == 201, "a card is issued");
        const auto priced = server->pipeline().run([&](Database &db) {
            PriceService prices(db);
            return prices.ensureProduct({QStringLiteral("95"), QStringLiteral("95"), Product::Unit::Litre})
                .and_then([&] {
                    return prices.change({0, {}, QStringLiteral("95"), {8'000, {}}, clock.now(), {}},
                                         clock.now());
                })
                .map([](const Price &) { return QByteArray(); });
        });
        ensure(priced.has_value(), "a litre has its price");
        customer = get("/api/v1/customers")
                       .json()[QLatin1String("customers")][0][QLatin1String("id")]
                       .toString()
                       .toLatin1();
    }
    void enter(const QByteArray &scheme = Scheme)
    {
        ensure(post(Role::Manager, "/api/v1/points-scheme", scheme).status == 201, "a scheme is entered");
    }
    ServerAnswer get(const QByteArray &path, Role role = Role::Manager)
    {
        return as(role, {"GET", path, {}, {}, {}});
    }
    CardToken token(int n = 1)
    {
        return CardTokeniser(server->cardKeys().lookup).forNumber(QString::fromLatin1(number(n)));
    }
    QByteArray shown(int proof = 3, int n = 1)
    {
        return "\"cardToken\":\"" + token(n).bytes.toBase64() + "\",\"proof\":" + QByteArray::number(proof);
    }
    ServerAnswer reserve(SaleId sale, qint64 points, const QByteArray &more = {},
                         const QByteArray &with = newKey())
    {
        return post(Role::Terminal, "/api/v1/points-reservations",
                    "{\"saleId\":\"" + sale.text().toLatin1() + "\"," + shown()
                        + ",\"points\":" + QByteArray::number(points) + more + '}',
                    with);
    }
    QJsonObject mine() { return post(Role::Terminal, "/api/v1/member-points", '{' + shown() + '}').json(); }
    ServerAnswer adjust(const QByteArray &body)
    {
        return post(Role::Manager, "/api/v1/members/" + customer + "/points-adjustments", body);
    }
    /// Paid in cash with the member's card shown; through the till's journal.
    QString sell(SaleId sale, Money amount, const std::optional<PointsPaid> &points = {})
    {
        SaleFact fact;
        fact.sale = sale;
        fact.mode = SaleMode::PostPay;
        fact.pump = 1;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {amount.minor * 10 / 8}, amount, {}, {}};
        fact.points = points;
        fact.member = token();
        ensure(outbox.append(makeFact({sale.uuid}, clock.now(), fact)).has_value(), "a fact is written");
        const ServerAnswer answer =
            post(Role::Terminal, "/api/v1/outbox",
                 QJsonDocument(toJson(**outbox.nextBatch())).toJson(QJsonDocument::Compact));
        const auto replies = repliesFromJson(answer.json());
        ensure(replies && outbox.settle(*replies) && replies->size() == 1, "a batch is uploaded");
        return replies->front().outcome + u' ' + replies->front().code;
    }
    /// What the house does by itself each minute.
    void keepHouse()
    {
        Housekeeping house(openServerStore(settings)->store, server->pipeline(), clock, server->cardKeys(),
                           {}, Housekeeping::Drive::ByHand);
        house.round();
    }
    QString proof()
    {
        QString said;
        const auto done = server->pipeline().run([&](Database &db) {
            return proveBooks(db).map([&](const BooksProof &proof) {
                said = proof.faults.join(u'\n') + u'|' + proof.figures.section(u',', 6);
                return QByteArray();
            });
        });
        return done ? said : toString(done.error());
    }

    QByteArray customer;
    test::TestStore till{QStringLiteral("sqlcipher"), stationMigrations()};
    Outbox outbox{*till.db, terminal, key};
};

SaleId newSale() { return {QUuid::createUuid()}; }

}

class TestPointsApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aMembersYear();
    void spendingTwice_isAsked_once();
    void whoMay_data();
    void whoMay();
    void theCardMustBeGood();
    void atThePump_withTheCardsMoney();
    void byHand_secondPerson();
    void coupons_knowTheLevel();
    void theCounter_isTold_andSetsAside();
    void badInput_data();
    void badInput();
};

/// Earned at the till, settled by the house, shown at the kiosk, spent, expired; the books hold all along.
void TestPointsApi::aMembersYear()
{
    Scene scene;
    QCOMPARE(scene.get("/api/v1/points-scheme").code(), QStringLiteral("points.no-scheme"));
    scene.enter();
    QCOMPARE(scene.get("/api/v1/points-scheme").json()[QLatin1String("version")].toInt(), 1);
    QCOMPARE(scene.mine()[QLatin1String("balance")].toInt(-1), 0);
    scene.sell(newSale(), 320_yuan);
    QCOMPARE(scene.mine()[QLatin1String("pending")].toInt(), 320);
    QCOMPARE(scene.mine()[QLatin1String("level")].toString(), QStringLiteral("member"));
    QVERIFY(scene.proof().startsWith(QStringLiteral("| points outstanding 320 in 1 lots")));

    scene.clock.advanceMs(DayMs);
    scene.keepHouse();
    const QJsonObject mine = scene.mine();
    QCOMPARE(mine[QLatin1String("balance")].toInt(), 320);
    QCOMPARE(mine[QLatin1String("level")].toString(), QStringLiteral("gold"));
    QCOMPARE(mine[QLatin1String("expiringNext")][QLatin1String("points")].toInt(), 320);
    QCOMPARE(mine[QLatin1String("lines")].toArray().size(), 2);

    const SaleId sale = newSale();
    const ServerAnswer grant = scene.reserve(sale, 200);
    QCOMPARE(grant.status, 200);
    QCOMPARE(grant.json()[QLatin1String("amount")][QLatin1String("amount")].toString(),
             QStringLiteral("2.00"));
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 120);
    QVERIFY(scene.sell(sale, 102_yuan, PointsPaid{200, 2_yuan}).startsWith(QStringLiteral("applied")));
    QCOMPARE(scene.mine()[QLatin1String("balance")].toInt(), 120);
    QCOMPARE(scene.mine()[QLatin1String("pending")].toInt(), 200); // a hundred yuan, twice
    // More than was granted is booked, and somebody looks.
    QVERIFY(scene.sell(newSale(), 10_yuan, PointsPaid{50, 50_fen}).contains(QStringLiteral("points.unfit")));

    const QJsonObject office = scene.get("/api/v1/members/" + scene.customer + "/points").json();
    QCOMPARE(office[QLatin1String("figures")][QLatin1String("points")].toInt(), 320);
    qint64 sum = office[QLatin1String("before")][QLatin1String("points")].toInt();
    for (const auto line : office[QLatin1String("lines")].toArray())
        sum += line[QLatin1String("points")].toInt();
    QCOMPARE(sum, 120);

    scene.clock.advanceMs(3 * 366 * DayMs);
    scene.keepHouse();
    QCOMPARE(scene.mine()[QLatin1String("balance")].toInt(), 0);
    QCOMPARE(scene.mine()[QLatin1String("level")].toString(), QStringLiteral("member"));
    QVERIFY(scene.proof().startsWith(QStringLiteral("| points outstanding 0 in 3 lots")));
    const QJsonObject proof = scene.get("/api/v1/proof").json();
    QVERIFY(proof[QLatin1String("ok")].toBool());
    // Somebody has been at the store.
    QCOMPARE(scene.figure("SELECT COUNT(*) FROM points_lot WHERE lapsed > 0"), 3);
    QVERIFY(scene.server->pipeline()
                .run([](Database &db) {
                    return db.run("UPDATE points_member SET balance = balance + 1000").map([] {
                        return QByteArray();
                    });
                })
                .has_value());
    QVERIFY(!scene.get("/api/v1/proof").json()[QLatin1String("ok")].toBool());
    QVERIFY(scene.proof().contains(QStringLiteral("has 1000 points, the lots hold 0")));
}

void TestPointsApi::spendingTwice_isAsked_once()
{
    Scene scene;
    scene.enter();
    scene.sell(newSale(), 100_yuan);
    scene.clock.advanceMs(DayMs);
    scene.keepHouse();
    const SaleId sale = newSale();
    const QByteArray with = ServerDesk::newKey();
    const ServerAnswer first = scene.reserve(sale, 60, {}, with);
    const ServerAnswer again = scene.reserve(sale, 60, {}, with);
    QCOMPARE(again.body, first.body);
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 40);
    const ServerAnswer elsewhere = scene.reserve(newSale(), 60);
    QCOMPARE(elsewhere.code(), QStringLiteral("points.insufficient"));
    QCOMPARE(elsewhere.json()[QLatin1String("left")][QLatin1String("amount")].toString(),
             QStringLiteral("0.40"));
    QCOMPARE(scene.reserve(sale, 0).status, 200);
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 100);
    // Nobody comes back for them.
    QCOMPARE(scene.reserve(sale, 100).status, 200);
    scene.clock.advanceMs(PointsService::ReservationMs + 1);
    scene.keepHouse();
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 100);
}

void TestPointsApi::whoMay_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<Role>("role");
    QTest::addColumn<bool>("may");
    const auto row = [](const char *path, Role role, bool may) {
        QTest::addRow("%s %s", path, roleName(role).data()) << QByteArray(path) << role << may;
    };
    for (const char *path : {"/api/v1/points-reservations", "/api/v1/member-points"}) {
        row(path, Role::Terminal, true);
        row(path, Role::Manager, false);
        row(path, Role::Nobody, false);
    }
    for (const char *path : {"/api/v1/points-scheme", "/api/v1/members/1/points-adjustments"}) {
        row(path, Role::Manager, true);
        row(path, Role::Cashier, false);
        row(path, Role::Operator, false);
        row(path, Role::Terminal, false);
    }
}

void TestPointsApi::whoMay()
{
    QFETCH(QByteArray, path);
    QFETCH(Role, role);
    QFETCH(bool, may);
    Scene scene;
    const ServerAnswer answer = scene.post(role, path, "{}");
    QCOMPARE(answer.status != 401 && answer.status != 403, may);
    if (may)
        QCOMPARE(answer.code(), QStringLiteral("input.invalid"));
    QCOMPARE(scene.get("/api/v1/members/" + scene.customer + "/points", Role::Cashier).status, 200);
    QCOMPARE(scene.get("/api/v1/members/" + scene.customer + "/points", Role::Operator).status, 403);
}

/// Points are money: what is asked of a card before it pays is asked here.
void TestPointsApi::theCardMustBeGood()
{
    Scene scene(R"(,"pin":"4711")");
    scene.enter();
    scene.sell(newSale(), 100_yuan);
    scene.clock.advanceMs(DayMs);
    scene.keepHouse();
    const SaleId sale = newSale();
    QCOMPARE(scene.reserve(sale, 10).code(), QStringLiteral("pin.required"));
    QCOMPARE(scene.reserve(sale, 10, R"(,"pin":"0000")").code(), QStringLiteral("pin.wrong"));
    QCOMPARE(scene.figure("SELECT pin_tries FROM card"), 1);
    QCOMPARE(scene.reserve(sale, 10, R"(,"pin":"4711")").status, 200);
    QCOMPARE(scene.figure("SELECT pin_tries FROM card"), 0);
    for (int i = 0; i < 3; ++i)
        scene.reserve(sale, 10, R"(,"pin":"0000")");
    QCOMPARE(scene.reserve(sale, 10, R"(,"pin":"4711")").code(), QStringLiteral("pin.blocked"));
    const ServerAnswer unknown =
        scene.post(Role::Terminal, "/api/v1/member-points", '{' + scene.shown(3, 7) + '}');
    QCOMPARE(unknown.code(), QStringLiteral("card.unknown"));
    const ServerAnswer frozen =
        scene.post(Role::Manager, "/api/v1/cards/1/state", R"({"state":3,"reason":"lost"})");
    QCOMPARE(frozen.status, 200);
    QCOMPARE(scene.reserve(newSale(), 10, R"(,"pin":"4711")").code(), QStringLiteral("card.frozen"));
    // Giving back is always possible.
    QCOMPARE(scene.reserve(sale, 0).status, 200);
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 100);
}

/// One question reserves both; without the PIN neither.
void TestPointsApi::atThePump_withTheCardsMoney()
{
    Scene scene(R"(,"pin":"4711")");
    scene.enter();
    scene.post(Role::Cashier, "/api/v1/cards/1/top-ups",
               R"({"amount":{"amount":"500.00","currency":"CNY"}})");
    scene.sell(newSale(), 100_yuan);
    scene.clock.advanceMs(DayMs);
    scene.keepHouse();
    CardQuestion question;
    question.operation = OperationId{QUuid::createUuid()};
    question.sale = newSale();
    question.hold = HoldId{QUuid::createUuid()};
    question.card = {scene.token(), CardProof::Chip, {}};
    question.pump = 1;
    question.product = QStringLiteral("95");
    question.price = {8'000, {}};
    question.wanted = 80_yuan;
    question.coupons = CouponWish{{}, false, Channel::Kiosk, {}, false, CouponWish::AllPoints};
    const auto ask = [&](const QString &pin) {
        question.pin = pin;
        const QByteArray key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
        return scene.post(Role::Terminal, "/api/v1/authorisations",
                          QJsonDocument(toJson(question)).toJson(QJsonDocument::Compact), key);
    };
    QCOMPARE(ask({}).code(), QStringLiteral("pin.required"));
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 100);
    QCOMPARE(scene.figure("SELECT COUNT(*) FROM hold WHERE state = 1"), 0);
    const ServerAnswer answer = ask(QStringLiteral("4711"));
    QCOMPARE(answer.status, 200);
    const auto grant = grantFromJson(answer.json());
    QVERIFY(grant.has_value());
    QCOMPARE(grant->limit, 80_yuan);
    QCOMPARE(grant->offers.points->most, (PointsPaid{100, 1_yuan}));
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 0);
    QVERIFY(scene.proof().startsWith(u'|'));
}

void TestPointsApi::byHand_secondPerson()
{
    Scene scene;
    scene.enter();
    QCOMPARE(scene.adjust(R"({"points":100,"reason":"sorry"})").json()[QLatin1String("balance")].toInt(),
             100);
    const ServerAnswer asked = scene.adjust(R"({"points":101,"reason":"very sorry"})");
    QCOMPARE(asked.status, 200);
    QVERIFY(asked.json()[QLatin1String("waiting")].toBool());
    const QByteArray id = asked.json()[QLatin1String("adjustment")].toString().toLatin1();
    const QByteArray same = "{\"points\":101,\"reason\":\"very sorry\",\"adjustment\":\"" + id + "\"}";
    QCOMPARE(scene.adjust(same).code(), QStringLiteral("access.four-eyes"));
    const auto added = scene.server->pipeline().run([&](Database &db) -> Result<QByteArray> {
        StaffService staff(db);
        return staff
            .add(QStringLiteral("second"), QStringLiteral("second"), Role::Manager, {},
                 hashSecret("secret", HashCost::Test))
            .and_then([&](StaffId) { return staff.byLogin(QStringLiteral("second")); })
            .and_then([&](const auto &found) { return staff.signIn(*found, true, scene.clock.now()); })
            .map([](const auto &in) { return in->token; });
    });
    QVERIFY(added.has_value());
    const ServerAnswer done =
        scene.send({"POST", "/api/v1/members/" + scene.customer + "/points-adjustments", same,
                    ServerDesk::newKey(), "Authorization: Bearer " + *added + "\r\n"});
    QCOMPARE(done.status, 200);
    QCOMPARE(done.json()[QLatin1String("balance")].toInt(), 201);
    QCOMPARE(done.json()[QLatin1String("maker")].toString(), roleName(Role::Manager));
    QCOMPARE(scene.adjust(R"({"points":-202,"reason":"too many"})").code(),
             QStringLiteral("points.insufficient"));
    const ServerAnswer nobody =
        scene.post(Role::Manager, "/api/v1/members/99/points-adjustments", R"({"points":1,"reason":"x"})");
    QCOMPARE(nobody.code(), QStringLiteral("customer.unknown"));
}

/// A campaign for gold members is theirs once they are gold.
void TestPointsApi::coupons_knowTheLevel()
{
    Scene scene;
    scene.enter();
    const auto level = [&]() -> QString {
        QString code;
        const auto read = scene.server->pipeline().run([&](Database &db) {
            SaleService sales(db, scene.server->cardKeys());
            return CardService(db, scene.server->cardKeys())
                .byToken(scene.token())
                .and_then([&](const CardRecord &card) { return sales.memberOf(card); })
                .map([&](const Member &member) {
                    code = member.level;
                    return QByteArray();
                });
        });
        return read ? code : toString(read.error());
    };
    QCOMPARE(level(), QString());
    scene.sell(newSale(), 300_yuan);
    QCOMPARE(level(), QStringLiteral("member"));
    scene.clock.advanceMs(DayMs);
    scene.keepHouse();
    QCOMPARE(level(), QStringLiteral("gold"));
}

/// As the till asks: what they are worth, set aside for a sale, given back; and in words when nobody answers.
void TestPointsApi::theCounter_isTold_andSetsAside()
{
    Scene scene;
    scene.enter();
    scene.settings.port = scene.server->port();
    test::Counter counter(scene);
    scene.sell(SaleId{QUuid::createUuid()}, 400_yuan);
    scene.clock.advanceMs(2 * DayMs);
    scene.keepHouse();
    const CardIdentity card{scene.token(), CardProof::Chip, {}};
    std::optional<Result<MemberView>> view;
    counter.node->members.about(card, [&](const Result<MemberView> &answer) { view = answer; });
    QTRY_VERIFY(view);
    QVERIFY(*view);
    QCOMPARE((*view)->points.available, 400);
    QVERIFY((*view)->points.value == (PointValue{1_yuan, 100}));

    const auto ask = [&](PointsRequest request) {
        request.card = card;
        request.operation = OperationId{QUuid::createUuid()};
        std::optional<Result<PointsPaid>> paid;
        counter.node->points.ask(request, [&](const Result<PointsPaid> &answer) { paid = answer; });
        return QTest::qWaitFor([&] { return paid.has_value(); }, 10'000)
            ? *paid
            : Result<PointsPaid>(fail(ErrorCode::Timeout));
    };
    PointsRequest request;
    request.sale = SaleId{QUuid::createUuid()};
    request.points = 300;
    QCOMPARE(ask(request).value(), (PointsPaid{300, 3_yuan}));
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 100);
    request.points = 401;
    QCOMPARE(ask(request).error().code, ErrorCode::PointsInsufficient);
    request.points = 0;
    QVERIFY(ask(request));
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 400);
    request.points = 200;
    QVERIFY(ask(request));
    QVERIFY(scene.sell(request.sale, 50_yuan, PointsPaid{200, 2_yuan}).startsWith(QStringLiteral("applied")));
    QCOMPARE(scene.mine()[QLatin1String("available")].toInt(), 200);
    QVERIFY(scene.proof().startsWith(u'|'));
    scene.server.reset();
    QCOMPARE(ask(request).error().code, ErrorCode::PointsOnlineOnly);
}

void TestPointsApi::badInput_data()
{
    QTest::addColumn<QByteArray>("was");
    QTest::addColumn<QByteArray>("is");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *was, const char *is, const char *code) {
        QTest::newRow(name) << QByteArray(was) << QByteArray(is) << QString::fromLatin1(code);
    };
    row("right", "CNY\",\"zone", "CNY\",\"zone", "");
    row("no currency", R"("currency":"CNY",)", "", "input.invalid");
    row("another currency's value", R"({"currency":"CNY")", R"({"currency":"EUR")", "points.scheme-invalid");
    row("a zone that is none", "Asia/Shanghai", "Moon/Sea", "points.scheme-invalid");
    row("a basis that is none", R"("basis":"amount")", R"("basis":"love")", "input.invalid");
    row("less than nothing", "1000}", "-1}", "input.invalid");
    row("worth nothing at all", R"("points":100})", R"("points":0})", "input.invalid");
    row("one level twice", R"("code":"gold")", R"("code":"member")", "points.scheme-invalid");
    row("yesterday", R"("secondPersonAbove":100)", R"("from":"2025-12-31T00:00:00.000Z")",
        "points.scheme-invalid");
}

void TestPointsApi::badInput()
{
    QFETCH(QByteArray, was);
    QFETCH(QByteArray, is);
    Scene scene;
    QVERIFY(Scheme.contains(was));
    QTEST(scene.post(Role::Manager, "/api/v1/points-scheme", QByteArray(Scheme).replace(was, is)).code(),
          "code");
}

QTEST_GUILESS_MAIN(TestPointsApi)
#include "tst_points_api.moc"
