#include "apps/server/books_proof.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/sync/goods_list.h"
#include "core/exchange/sync/outbox.h"
#include "core/exchange/sync/terminal_list.h"
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

const QByteArray Water = R"({"code":"1001","nameZh":"矿泉水","nameEn":"Water","group":"drinks","tax":1300,)"
                         R"("barcodes":["6901234567892"]})";

/// The server, and the till's own store with its journal and catalogue.
struct Shop : ServerDesk
{
    Shop()
    {
        ensure(post(Role::Manager, "/api/v1/article-groups",
                    R"({"code":"drinks","nameZh":"饮料","nameEn":"Drinks"})")
                       .status
                   == 201,
               "a group is made");
    }
    ServerAnswer get(const QByteArray &path, Role role = Role::Manager)
    {
        return as(role, {"GET", path, {}, {}, {}});
    }
    ServerAnswer price(const QByteArray &code, const QByteArray &amount, const QByteArray &more = {})
    {
        return post(Role::Manager, "/api/v1/articles/" + code + "/prices",
                    "{\"price\":{\"price\":\"" + amount + "\",\"currency\":\"CNY\"}" + more + '}');
    }
    ServerAnswer move(const QByteArray &kind, const QByteArray &quantity, const QByteArray &more = {},
                      Role role = Role::Manager)
    {
        return post(role, "/api/v1/stock-movements",
                    "{\"kind\":\"" + kind + R"(","stationCode":"S1","lines":[{"article":"1001","quantity":")"
                        + quantity + "\"}]" + more + '}');
    }
    /// What the terminal is told goes into its own store.
    void listen()
    {
        const ServerAnswer told =
            as(Role::Terminal, {"GET", "/api/v1/feed?since=" + QByteArray::number(cursor), {}, {}, {}});
        QList<TerminalList::Change> changes;
        for (const QJsonValueConstRef change : told.json()[QLatin1String("changes")].toArray())
            changes.append(
                {change[QLatin1String("topic")].toString(), change[QLatin1String("body")].toObject()});
        cursor = told.json()[QLatin1String("cursor")].toVariant().toLongLong();
        const auto heard = list.apply(changes, cursor, clock.now());
        ensure(heard.has_value(), "a till hears its centre");
    }
    QString upload(const SaleFact &fact)
    {
        ensure(outbox.append(makeFact({fact.sale.uuid}, clock.now(), fact)).has_value(), "a fact is written");
        const ServerAnswer answer =
            post(Role::Terminal, "/api/v1/outbox",
                 QJsonDocument(toJson(**outbox.nextBatch())).toJson(QJsonDocument::Compact));
        const auto replies = repliesFromJson(answer.json());
        ensure(replies && outbox.settle(*replies) && replies->size() == 1, "a batch is uploaded");
        return replies->front().outcome + u' ' + replies->front().code;
    }
    SaleFact basket(std::vector<BasketLine> lines)
    {
        SaleFact fact;
        fact.sale = {QUuid::createUuid()};
        fact.mode = SaleMode::PostPay;
        fact.goods = std::move(lines);
        return fact;
    }
    QString proof()
    {
        QString faults;
        const auto done = server->pipeline().run([&](Database &db) {
            return proveBooks(db).map([&](const BooksProof &proof) {
                faults = proof.faults.join(u'\n');
                return QByteArray();
            });
        });
        return done ? faults : toString(done.error());
    }

    test::TestStore till{QStringLiteral("sqlcipher"), stationMigrations()};
    Outbox outbox{*till.db, terminal, key};
    TerminalList list{*till.db, {1}, terminal};
    GoodsList goods{*till.db, {1}, clock};
    qint64 cursor = 0;
};

}

class TestRetailApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromTheCatalogue_toTheTill_toTheBooks();
    void badInput_data();
    void badInput();
    void whoMay_data();
    void whoMay();
    void aRepeat_movesNothingTwice();
    void aPackageOfWashes_isBoughtAndUsed();
};

void TestRetailApi::fromTheCatalogue_toTheTill_toTheBooks()
{
    Shop shop;
    QCOMPARE(shop.post(Role::Manager, "/api/v1/articles", Water).status, 201);
    QCOMPARE(shop.price("1001", "3.50").status, 201);
    QCOMPARE(shop.price("1001", "4.00", R"(,"stationCode":"S1")").status, 201);
    QCOMPARE(shop.move("receipt", "24000").status, 201);
    shop.listen();
    const auto line = shop.goods.scan(u"6901234567892", true); // no server is asked
    QVERIFY(line);
    QCOMPARE(line->name, QStringLiteral("矿泉水"));
    QCOMPARE(line->amount.minor, 400);
    QCOMPARE(shop.upload(shop.basket({*line})), QStringLiteral("applied "));
    const QJsonObject stock = shop.get("/api/v1/stock").json()[QLatin1String("stock")][0].toObject();
    QCOMPARE(stock[QLatin1String("quantity")].toString(), QStringLiteral("23000"));
    QCOMPARE(stock[QLatin1String("stationCode")].toString(), QStringLiteral("S1"));
    QCOMPARE(stock[QLatin1String("nameEn")].toString(), QStringLiteral("Water"));
    const QJsonArray moves =
        shop.get("/api/v1/stock-movements?article=1001").json()[QLatin1String("movements")].toArray();
    QCOMPARE(moves.size(), 2);
    QCOMPARE(moves[0][QLatin1String("kind")].toString(), QStringLiteral("sale"));
    const QJsonObject sale = shop.get("/api/v1/sales").json()[QLatin1String("sales")][0].toObject();
    QCOMPARE(sale[QLatin1String("gross")][QLatin1String("amount")].toString(), QStringLiteral("4.00"));
    QCOMPARE(sale[QLatin1String("goods")][0][QLatin1String("name")].toString(), QStringLiteral("矿泉水"));
    QCOMPARE(shop.proof(), QString());

    const QByteArray png = QByteArray("\x89PNG\r\n\x1a\n....IEND", 16).toBase64();
    QCOMPARE(shop.post(Role::Manager, "/api/v1/articles/1001/picture", "{\"png\":\"" + png + "\"}").status,
             200);
    QCOMPARE(shop.get("/api/v1/articles/1001/picture").json()[QLatin1String("png")].toString().toLatin1(),
             png);
    const QJsonObject article = shop.get("/api/v1/articles/1001").json();
    QCOMPARE(article[QLatin1String("version")].toInt(), 1);
    QCOMPARE(shop.get("/api/v1/articles?filter=kqs").json()[QLatin1String("articles")].toArray().size(), 1);
    QCOMPARE(shop.get("/api/v1/articles?filter=milk").json()[QLatin1String("articles")].toArray().size(), 0);
    QJsonObject change = article;
    change.insert(QStringLiteral("active"), false);
    const QByteArray body = QJsonDocument(change).toJson(QJsonDocument::Compact);
    QCOMPARE(shop.post(Role::Manager, "/api/v1/articles/1001", body).status, 200);
    QCOMPARE(shop.post(Role::Manager, "/api/v1/articles/1001", body).code(),
             QStringLiteral("article.changed"));
    shop.listen();
    QCOMPARE(shop.goods.scan(u"6901234567892", true).error().code, ErrorCode::ArticleInactive);
}

void TestRetailApi::badInput_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const QByteArray &path, const QByteArray &body, const char *code) {
        QTest::newRow(name) << "/api/v1/" + path << body << QString::fromLatin1(code);
    };
    row("no code", "articles", R"({"nameZh":"水"})", "input.invalid");
    row("no name", "articles", R"({"code":"1002"})", "input.invalid");
    row("a wrong barcode", "articles", R"({"code":"1002","nameZh":"水","barcodes":["6901234567893"]})",
        "barcode.invalid");
    row("another's barcode", "articles", R"({"code":"1002","nameZh":"水","barcodes":["6901234567892"]})",
        "barcode.taken");
    row("the same code", "articles", Water, "article.exists");
    row("an unknown group", "articles", R"({"code":"1002","nameZh":"水","group":"none"})",
        "article.group-unknown");
    row("change of nothing", "articles/1009", R"({"code":"1009","version":1,"nameZh":"水"})",
        "article.unknown");
    row("no picture", "articles/1001/picture", R"({"png":"AAAA"})", "picture.invalid");
    row("price of nothing", "articles/1009/prices", R"({"price":{"price":"1.00","currency":"CNY"}})",
        "article.unknown");
    row("price at no station", "articles/1001/prices",
        R"({"stationCode":"S9","price":{"price":"1.00","currency":"CNY"}})", "station.unknown");
    row("no station", "stock-movements", R"({"kind":"receipt","lines":[{"article":"1001","quantity":1000}]})",
        "input.invalid");
    row("no lines", "stock-movements", R"({"kind":"receipt","stationCode":"S1","lines":[]})",
        "input.invalid");
    row("a kind of its own", "stock-movements",
        R"({"kind":"sale","stationCode":"S1","lines":[{"article":"1001","quantity":1000}]})",
        "input.invalid");
    row("half a piece", "stock-movements",
        R"({"kind":"receipt","stationCode":"S1","lines":[{"article":"1001","quantity":500}]})",
        "goods.quantity-invalid");
    row("waste without a reason", "stock-movements",
        R"({"kind":"waste","stationCode":"S1","lines":[{"article":"1001","quantity":1000}]})",
        "stock.reason-missing");
    row("waste of more than there is", "stock-movements",
        R"({"kind":"waste","stationCode":"S1","reason":"old","lines":[{"article":"1001","quantity":1000}]})",
        "stock.short");
    row("no transfer", "stock-transfers/99/receipt", R"({"quantity":"1000"})", "not-found");
}

void TestRetailApi::badInput()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    Shop shop;
    QCOMPARE(shop.post(Role::Manager, "/api/v1/articles", Water).status, 201);
    const ServerAnswer answer = shop.post(Role::Manager, path, body);
    QVERIFY(answer.status >= 400 && answer.status < 500);
    QCOMPARE(answer.code(), code);
    QCOMPARE(shop.figure("SELECT COUNT(*) FROM stock_move"), 0);
}

void TestRetailApi::whoMay_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("least"); // the lowest role that may
    const QByteArray receipt =
        R"({"kind":"receipt","stationCode":"S1","lines":[{"article":"1001","quantity":1000}]})";
    QTest::newRow("read articles") << QByteArray("GET") << QByteArray("/api/v1/articles") << QByteArray()
                                   << int(Role::Cashier);
    QTest::newRow("read stock") << QByteArray("GET") << QByteArray("/api/v1/stock") << QByteArray()
                                << int(Role::Cashier);
    QTest::newRow("move stock") << QByteArray("POST") << QByteArray("/api/v1/stock-movements") << receipt
                                << int(Role::Cashier);
    QTest::newRow("set a price") << QByteArray("POST") << QByteArray("/api/v1/articles/1001/prices")
                                 << QByteArray(R"({"price":{"price":"1.00","currency":"CNY"}})")
                                 << int(Role::Manager);
}

void TestRetailApi::whoMay()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(int, least);
    Shop shop;
    QCOMPARE(shop.post(Role::Manager, "/api/v1/articles", Water).status, 201);
    for (const Role role : {Role::Nobody, Role::Terminal, Role::Cashier, Role::Manager, Role::Operator}) {
        const ServerAnswer answer =
            shop.as(role, {method, path, body, method == "GET" ? QByteArray() : ServerDesk::newKey(), {}});
        const bool may = role == Role::Manager || (role == Role::Cashier && least == int(Role::Cashier));
        const int refused = role == Role::Nobody ? 401 : 403;
        if (may)
            QVERIFY(answer.status == 200 || answer.status == 201);
        else
            QCOMPARE(answer.status, refused);
    }
}

void TestRetailApi::aRepeat_movesNothingTwice()
{
    Shop shop;
    QCOMPARE(shop.post(Role::Manager, "/api/v1/articles", Water).status, 201);
    const QByteArray key = ServerDesk::newKey();
    const QByteArray body =
        R"({"kind":"receipt","stationCode":"S1","lines":[{"article":"1001","quantity":1000}]})";
    const ServerAnswer first = shop.post(Role::Manager, "/api/v1/stock-movements", body, key);
    const ServerAnswer again = shop.post(Role::Manager, "/api/v1/stock-movements", body, key);
    QCOMPARE(first.status, 201);
    QCOMPARE(again.body, first.body);
    QCOMPARE(shop.figure("SELECT quantity FROM stock"), 1'000);
}

void TestRetailApi::aPackageOfWashes_isBoughtAndUsed()
{
    Shop shop;
    QCOMPARE(shop.issue(number(1)).status, 201);
    QCOMPARE(shop.post(Role::Manager, "/api/v1/articles",
                       R"({"code":"9010","nameZh":"洗车套餐 3 次","nameEn":"3 washes","stocked":false})")
                 .status,
             201);
    QCOMPARE(shop.post(Role::Manager, "/api/v1/wash-packages", R"({"article":"9010","washes":3,"days":90})")
                 .status,
             201);
    SaleFact fact =
        shop.basket({{QStringLiteral("9010"), {}, Product::Unit::Piece, 1'000, {60'000, {}}, {6'000, {}}}});
    fact.member = CardTokeniser(shop.server->cardKeys().lookup).forNumber(QString::fromLatin1(number(1)));
    QCOMPARE(shop.upload(fact), QStringLiteral("applied "));
    const QByteArray shown = "{\"cardToken\":\"" + fact.member.bytes.toBase64() + "\",\"proof\":3}";
    const QByteArray key = ServerDesk::newKey();
    QCOMPARE(shop.post(Role::Terminal, "/api/v1/wash-uses", shown, key).json()[QLatin1String("left")].toInt(),
             2);
    QCOMPARE(shop.post(Role::Terminal, "/api/v1/wash-uses", shown, key).json()[QLatin1String("left")].toInt(),
             2);
    QCOMPARE(shop.post(Role::Terminal, "/api/v1/wash-uses", shown).json()[QLatin1String("left")].toInt(), 1);
    QCOMPARE(shop.post(Role::Terminal, "/api/v1/wash-uses", shown).status, 200);
    QCOMPARE(shop.post(Role::Terminal, "/api/v1/wash-uses", shown).code(), QStringLiteral("wash.used-up"));
    QCOMPARE(shop.post(Role::Cashier, "/api/v1/wash-uses", shown).status, 403);
    QCOMPARE(shop.proof(), QString());
}

QTEST_GUILESS_MAIN(TestRetailApi)
#include "tst_retail_api.moc"
