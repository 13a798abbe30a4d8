#include "core/foundation/store/change_feed.h"
#include "tests/unit/goods/shop_desk.h"

#include <QJsonDocument>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::ShopDesk;

class TestGoodsService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anArticle_isMadeChangedAndTold_data() { test::addEngineRows(); }
    void anArticle_isMadeChangedAndTold();
    void refusals_data() { test::addEngineRows(); }
    void refusals();
    void search_findsIt_data() { test::addEngineRows(); }
    void search_findsIt();
    void stock_isMoved_data() { test::addEngineRows(); }
    void stock_isMoved();
    void transfer_isUnderWayUntilReceived_data() { test::addEngineRows(); }
    void transfer_isUnderWayUntilReceived();
    void aSale_takesFromStock_belowZero_data() { test::addEngineRows(); }
    void aSale_takesFromStock_belowZero();
    void returned_isNeverMoreThanSold_data() { test::addEngineRows(); }
    void returned_isNeverMoreThanSold();
    void otherStations_areNotTheirs_data() { test::addEngineRows(); }
    void otherStations_areNotTheirs();
    void selling_faultSweep_data() { test::addEngineRows(); }
    void selling_faultSweep();
    void sending_faultSweep_data() { test::addEngineRows(); }
    void sending_faultSweep();
};

void TestGoodsService::anArticle_isMadeChangedAndTold()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    const Article made = desk.shelve(ShopDesk::water());
    QCOMPARE(made.version, 1);
    QCOMPARE(int(made.prices.size()), 1);
    Article wanted = made;
    wanted.nameEn = QStringLiteral("Spring water");
    wanted.barcodes << QStringLiteral("036000291452");
    const auto changed =
        desk.committed([&] { return desk.goods().change(wanted, desk.manager(), desk.now()); });
    VERIFY_OK(changed);
    QCOMPARE(changed->version, 2);
    QCOMPARE(changed->barcodes,
             (QStringList{QStringLiteral("0036000291452"), QStringLiteral("6901234567892")}));
    COMPARE_REFUSED(desk.committed([&] { return desk.goods().change(wanted, desk.manager(), desk.now()); }),
                    ErrorCode::ArticleChanged); // the version it saw is not the last
    VERIFY_OK(desk.committed([&] {
        return desk.goods().setPrice({0, desk.terminal.station.id, made.code, {4'000, {}}, {}, {}},
                                     desk.manager(), desk.now());
    }));
    QByteArray png("\x89PNG\r\n\x1a\n....IEND", 16);
    const auto pictured =
        desk.committed([&] { return desk.goods().setPicture(made.code, png, desk.manager(), desk.now()); });
    VERIFY_OK(pictured);
    QCOMPARE(pictured->pictureHash.size(), 32);
    QCOMPARE(**desk.goods().repository().picture(made.code), png);
    VERIFY_OK(
        desk.committed([&] { return desk.goods().setPicture(made.code, {}, desk.manager(), desk.now()); }));
    QVERIFY(!*desk.goods().repository().picture(made.code));

    const auto told = ChangeFeed(*store.db).since(0, 100);
    QVERIFY(told);
    int articles = 0;
    QByteArray last;
    for (const Change &change : *told)
        if (change.topic == QLatin1String("article")) {
            ++articles;
            last = change.body;
        }
    QCOMPARE(articles, 4); // made, priced, changed, priced at the station
    const QJsonObject body = QJsonDocument::fromJson(last).object();
    QCOMPARE(body[QLatin1String("nameEn")].toString(), QStringLiteral("Spring water"));
    QCOMPARE(body[QLatin1String("prices")].toArray().size(), 2);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM audit WHERE action LIKE 'article.%'"), 7);
}

void TestGoodsService::refusals()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    desk.shelve(ShopDesk::water());
    const auto create = [&](const std::function<void(Article &)> &change) {
        Article article = ShopDesk::water();
        article.code = QStringLiteral("1002");
        article.barcodes.clear();
        change(article);
        return desk.committed([&] { return desk.goods().create(article, desk.manager(), desk.now()); });
    };
    COMPARE_REFUSED(create([](Article &a) { a.code = QStringLiteral("1001"); }), ErrorCode::ArticleExists);
    COMPARE_REFUSED(create([](Article &a) { a.code = QStringLiteral("95"); }), ErrorCode::ArticleExists);
    COMPARE_REFUSED(create([](Article &a) { a.group = QStringLiteral("nothing"); }),
                    ErrorCode::ArticleGroupUnknown);
    COMPARE_REFUSED(create([](Article &a) { a.barcodes = ShopDesk::water().barcodes; }),
                    ErrorCode::BarcodeTaken);
    COMPARE_REFUSED(create([](Article &a) { a.barcodes = {QStringLiteral("6901234567893")}; }),
                    ErrorCode::BarcodeInvalid);
    const auto price = [&](const Price &asked) {
        return desk.committed([&] { return desk.goods().setPrice(asked, desk.manager(), desk.now()); });
    };
    COMPARE_REFUSED(price({0, {}, QStringLiteral("1001"), {0, {}}, {}, {}}), ErrorCode::AmountNotPositive);
    COMPARE_REFUSED(price({0, {}, QStringLiteral("1009"), {1'000, {}}, {}, {}}), ErrorCode::ArticleUnknown);
    COMPARE_REFUSED(price({0, {99}, QStringLiteral("1001"), {1'000, {}}, {}, {}}), ErrorCode::StationUnknown);
    COMPARE_REFUSED(price({0, {}, QStringLiteral("1001"), {1'000, {}}, desk.now().plusMs(-1), {}}),
                    ErrorCode::InvalidInput);
    const auto picture = [&](const QByteArray &bytes) {
        return desk.committed([&] {
            return desk.goods().setPicture(QStringLiteral("1001"), bytes, desk.manager(), desk.now());
        });
    };
    COMPARE_REFUSED(picture("GIF89a"), ErrorCode::PictureInvalid);
    COMPARE_REFUSED(picture(QByteArray("\x89PNG\r\n\x1a\n", 8) + QByteArray(MaxPictureBytes, 'x') + "IEND"),
                    ErrorCode::PictureInvalid);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM article"), 1);
}

void TestGoodsService::search_findsIt()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    desk.shelve(ShopDesk::water());
    Article cola = ShopDesk::water();
    cola.code = QStringLiteral("1002");
    cola.nameZh = QStringLiteral("可口可乐");
    cola.nameEn = QStringLiteral("Cola 100%");
    cola.barcodes.clear();
    desk.shelve(cola);
    const auto found = [&](const QString &text) {
        QStringList codes;
        const auto list = desk.goods().repository().list(text, {}, 10);
        if (list)
            for (const Article &article : *list)
                codes << article.code;
        return codes;
    };
    QCOMPARE(found({}), (QStringList{QStringLiteral("1001"), QStringLiteral("1002")}));
    QCOMPARE(found(QStringLiteral("泉")), QStringList{QStringLiteral("1001")});
    QCOMPARE(found(QStringLiteral("kqs")), QStringList{QStringLiteral("1001")});
    QCOMPARE(found(QStringLiteral("COLA")), QStringList{QStringLiteral("1002")});
    QCOMPARE(found(QStringLiteral("45678")), QStringList{QStringLiteral("1001")});
    QCOMPARE(found(QStringLiteral("0%")), QStringList{QStringLiteral("1002")}); // not a wildcard
    QCOMPARE(found(QStringLiteral("1_0")), QStringList());
    QCOMPARE(int(desk.goods().repository().list({}, QStringLiteral("1001"), 10)->size()), 1);
}

void TestGoodsService::stock_isMoved()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    desk.shelve(ShopDesk::water());
    VERIFY_OK(desk.move(StockMoveKind::Receipt, 24'000, QStringLiteral("note 17")));
    VERIFY_OK(desk.move(StockMoveKind::Count, 20'000));
    COMPARE_REFUSED(desk.move(StockMoveKind::Waste, 2'000), ErrorCode::ReasonMissing);
    VERIFY_OK(desk.move(StockMoveKind::Waste, 2'000, QStringLiteral("broken")));
    COMPARE_REFUSED(desk.move(StockMoveKind::Waste, 19'000, QStringLiteral("broken")), ErrorCode::StockShort);
    COMPARE_REFUSED(desk.move(StockMoveKind::Receipt, 1'000, {}, QStringLiteral("1009")),
                    ErrorCode::ArticleUnknown);
    QCOMPARE(desk.there(), 18'000);
    const auto moves =
        desk.stock().moves(desk.terminal.station.id, QStringLiteral("1001"), 0, 10, desk.manager());
    QVERIFY(moves && moves->size() == 3);
    QCOMPARE(moves->at(0).balance, 18'000);
    QCOMPARE(moves->at(1).quantity, -4'000); // the difference
    QCOMPARE(moves->at(2).reason, QStringLiteral("note 17"));
    QVERIFY(!desk.committed([&] { return store.db->run("UPDATE stock_move SET quantity = 1"); }));
    QCOMPARE(desk.stockFaults(), QString());
    VERIFY_OK(store.db->run("UPDATE stock SET quantity = 1"));
    QVERIFY(desk.stockFaults().contains(QLatin1String("by its lines 18000")));
}

void TestGoodsService::transfer_isUnderWayUntilReceived()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    desk.shelve(ShopDesk::water());
    Station south = desk.terminal.station;
    south.code = QStringLiteral("S2");
    const auto other = StationRepository(*store.db).ensureStation(south);
    QVERIFY(other);
    VERIFY_OK(desk.move(StockMoveKind::Receipt, 10'000));
    COMPARE_REFUSED(desk.move(StockMoveKind::TransferOut, 11'000, {}, QStringLiteral("1001"), other->id),
                    ErrorCode::StockShort);
    COMPARE_REFUSED(desk.move(StockMoveKind::TransferOut, 1'000, {}, QStringLiteral("1001"), {99}),
                    ErrorCode::StationUnknown);
    const auto sent = desk.move(StockMoveKind::TransferOut, 6'000, {}, QStringLiteral("1001"), other->id);
    VERIFY_OK(sent);
    QCOMPARE(desk.there(), 4'000);
    const auto way = desk.stock().underWay(desk.manager());
    QVERIFY(way && way->size() == 1);
    const Principal there{Role::Manager, 2, QStringLiteral("south"), other->id};
    const auto receive = [&](qint64 quantity, const Principal &who) {
        return desk.committed(
            [&] { return desk.stock().receive(sent->front().transfer, quantity, who, desk.now()); });
    };
    COMPARE_REFUSED(receive(7'000, there), ErrorCode::QuantityInvalid);
    COMPARE_REFUSED(receive(6'000, {Role::Manager, 3, QStringLiteral("north"), desk.terminal.station.id}),
                    ErrorCode::NotPermitted);
    VERIFY_OK(receive(5'000, there)); // one broke on the way
    COMPARE_REFUSED(receive(1'000, there), ErrorCode::TransferStateConflict);
    QVERIFY(desk.stock().underWay(desk.manager())->empty());
    QCOMPARE(store.figure("SELECT SUM(quantity) FROM stock"), 9'000);
    QCOMPARE(store.figure("SELECT sent - received FROM stock_transfer"), 1'000);
    QCOMPARE(desk.stockFaults(), QString());
}

void TestGoodsService::aSale_takesFromStock_belowZero()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    desk.shelve(ShopDesk::water());
    Article wash = ShopDesk::water();
    wash.code = QStringLiteral("9001");
    wash.barcodes.clear();
    wash.stocked = false;
    desk.shelve(wash);
    VERIFY_OK(desk.move(StockMoveKind::Receipt, 3'000));
    QVERIFY(desk.tell(desk.sold(2))->kind == FactOutcome::Kind::Applied);
    QCOMPARE(desk.there(), 1'000);
    QVERIFY(desk.tell(desk.sold(5))->kind == FactOutcome::Kind::Applied); // the goods are gone
    QCOMPARE(desk.there(), -4'000);
    QVERIFY(desk.tell(desk.sold(1, QStringLiteral("9001")))->kind == FactOutcome::Kind::Applied);
    QVERIFY(desk.tell(desk.sold(1, QStringLiteral("not in the catalogue")))->kind
            == FactOutcome::Kind::Applied);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM stock_move WHERE kind = 6"), 2);
    COMPARE_REFUSED(desk.move(StockMoveKind::Waste, 1'000, QStringLiteral("broken")), ErrorCode::StockShort);
    QCOMPARE(desk.stockFaults(), QString());
    QCOMPARE(desk.faults(), QString());
}

void TestGoodsService::returned_isNeverMoreThanSold()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    desk.shelve(ShopDesk::water());
    VERIFY_OK(desk.move(StockMoveKind::Receipt, 10'000));
    const SaleFact fact = desk.sold(4);
    QVERIFY(desk.tell(fact));
    const auto sale = SaleRepository(*store.db).find(fact.sale);
    QVERIFY(sale && *sale);
    const auto back = [&](int line, qint64 quantity) {
        return desk.committed([&] { return tellReturned(*store.db, **sale, line, quantity, desk.now()); });
    };
    VERIFY_OK(back(1, 1'000));
    QCOMPARE(desk.there(), 7'000);
    VERIFY_OK(back(1, 9'000));
    VERIFY_OK(back(1, 1'000));
    QCOMPARE(desk.there(), 10'000);
    COMPARE_REFUSED(back(2, 1'000), ErrorCode::NotFound);
    COMPARE_REFUSED(back(0, 1'000), ErrorCode::NotFound);
    QCOMPARE(desk.stockFaults(), QString());
}

void TestGoodsService::otherStations_areNotTheirs()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    desk.shelve(ShopDesk::water());
    VERIFY_OK(desk.move(StockMoveKind::Receipt, 3'000));
    const Principal other{Role::Manager, 5, QStringLiteral("other"), {99}};
    QVERIFY(desk.stock().levels({}, other)->empty());
    QVERIFY(desk.stock().levels(desk.terminal.station.id, other)->empty());
    QVERIFY(desk.stock().moves(desk.terminal.station.id, {}, 0, 10, other)->empty());
    COMPARE_REFUSED(desk.committed([&] {
        return desk.stock().move(
            {StockMoveKind::Receipt, desk.terminal.station.id, {}, {{QStringLiteral("1001"), 1'000}}, {}},
            other, desk.now());
    }),
                    ErrorCode::NotPermitted);
}

/// Each statement fails once: the sale and its stock are there together or not at all.
void TestGoodsService::selling_faultSweep()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    desk.shelve(ShopDesk::water());
    VERIFY_OK(desk.move(StockMoveKind::Receipt, 10'000));
    const SaleFact fact = desk.sold(4);
    int failed = 0;
    for (int at = 0;; ++at) {
        int count = 0;
        store.db->failNext = [&] { return count++ == at; };
        const auto told = desk.tell(fact);
        store.db->failNext = {};
        if (told)
            break;
        ++failed;
        QCOMPARE(desk.there(), 10'000);
        QCOMPARE(store.figure("SELECT COUNT(*) FROM sale"), 0);
        QCOMPARE(store.figure("SELECT COUNT(*) FROM sale_line"), 0);
        QCOMPARE(desk.stockFaults(), QString());
        QCOMPARE(desk.faults(), QString());
    }
    QVERIFY(failed > 8);
    QCOMPARE(desk.there(), 6'000);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale_line"), 1);
}

void TestGoodsService::sending_faultSweep()
{
    OPEN_STORE(store);
    ShopDesk desk(store);
    desk.shelve(ShopDesk::water());
    Station south = desk.terminal.station;
    south.code = QStringLiteral("S2");
    const auto other = StationRepository(*store.db).ensureStation(south);
    QVERIFY(other);
    VERIFY_OK(desk.move(StockMoveKind::Receipt, 10'000));
    qint64 transfer = 0;
    int failed = 0;
    for (int at = 0;; ++at) {
        int count = 0;
        store.db->failNext = [&] { return count++ == at; };
        const auto sent = desk.move(StockMoveKind::TransferOut, 4'000, {}, QStringLiteral("1001"), other->id);
        store.db->failNext = {};
        if (sent) {
            transfer = sent->front().transfer;
            break;
        }
        ++failed;
        QCOMPARE(desk.there(), 10'000);
        QCOMPARE(store.figure("SELECT COUNT(*) FROM stock_transfer"), 0);
        QCOMPARE(desk.stockFaults(), QString());
    }
    QVERIFY(failed > 8);
    QCOMPARE(desk.there(), 6'000);
    failed = 0;
    for (int at = 0; at < 100; ++at) {
        int count = 0;
        store.db->failNext = [&] { return count++ == at; };
        const auto came =
            desk.committed([&] { return desk.stock().receive(transfer, 4'000, desk.manager(), desk.now()); });
        store.db->failNext = {};
        if (came)
            break;
        ++failed;
        QCOMPARE(store.figure("SELECT COUNT(*) FROM stock_transfer WHERE received IS NULL"), 1);
        QCOMPARE(store.figure("SELECT SUM(quantity) FROM stock"), 6'000);
    }
    QVERIFY(failed > 5);
    QCOMPARE(store.figure("SELECT SUM(quantity) FROM stock"), 10'000);
    QCOMPARE(desk.stockFaults(), QString());
}

QTEST_GUILESS_MAIN(TestGoodsService)
#include "tst_goods_service.moc"
