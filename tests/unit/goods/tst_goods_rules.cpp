#include "core/domain/goods/article_rules.h"
#include "core/domain/goods/barcode.h"
#include "core/domain/goods/goods_json.h"
#include "core/domain/goods/name_initials.h"
#include "core/domain/goods/stock_rules.h"

#include <QTest>

using namespace youka;

class TestGoodsRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void barcodes_data();
    void barcodes();
    void everyWrongDigit_isSeen();
    void inStoreCodes_carryTheWeight();
    void initials_data();
    void initials();
    void articles_data();
    void articles();
    void prices_ofTheStationFirst();
    void terminals_areToldWhatTheyNeed();
    void stock_data();
    void stock();
    void article_goesOverTheWire();
};

void TestGoodsRules::barcodes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normal"); // empty: refused
    // Sources: GS1 General Specifications 7.9 (629104150021 -> 3); UPC-A 03600029145 -> 2; EAN-8 7351353 -> 7
    QTest::newRow("EAN-13") << QStringLiteral("6291041500213") << QStringLiteral("6291041500213");
    QTest::newRow("UPC-A") << QStringLiteral("036000291452") << QStringLiteral("0036000291452");
    QTest::newRow("UPC-A with its zero")
        << QStringLiteral("0036000291452") << QStringLiteral("0036000291452");
    QTest::newRow("EAN-8") << QStringLiteral("73513537") << QStringLiteral("73513537");
    QTest::newRow("in store") << QStringLiteral("2112345") << QStringLiteral("2112345");
    QTest::newRow("in store, another prefix") << QStringLiteral("3112345") << QString();
    QTest::newRow("wrong check digit") << QStringLiteral("6291041500214") << QString();
    QTest::newRow("letters") << QStringLiteral("62910415002A3") << QString();
    QTest::newRow("fullwidth digits") << QStringLiteral("６２９１０４１５００２１３") << QString();
    QTest::newRow("short") << QStringLiteral("629104150021") << QString();
    QTest::newRow("none") << QString() << QString();
}

void TestGoodsRules::barcodes()
{
    QFETCH(QString, text);
    QFETCH(QString, normal);
    const auto read = normalBarcode(text);
    QCOMPARE(read.has_value(), !normal.isEmpty());
    if (read)
        QCOMPARE(*read, normal);
    else
        QCOMPARE(read.error().code, ErrorCode::BarcodeInvalid);
}

void TestGoodsRules::everyWrongDigit_isSeen()
{
    const QString right = QStringLiteral("6901234567892");
    for (qsizetype place = 0; place < right.size(); ++place)
        for (char16_t digit = u'0'; digit <= u'9'; ++digit) {
            QString wrong = right;
            wrong[place] = digit;
            QCOMPARE(readBarcode(wrong).has_value(), wrong == right);
        }
}

void TestGoodsRules::inStoreCodes_carryTheWeight()
{
    QString label = QStringLiteral("211234501235"); // 1.235 kg of thing 12345
    label += QLatin1Char(gtinDigit(label));
    const auto scanned = readBarcode(label);
    QVERIFY(scanned);
    QCOMPARE(scanned->code, label);
    QCOMPARE(scanned->inStore, QStringLiteral("2112345"));
    QCOMPARE(scanned->grams, std::optional<qint64>(1'235));
    QVERIFY(!readBarcode(u"6291041500213")->grams);
    QVERIFY(!readBarcode(u"2112345")); // a label is longer
}

void TestGoodsRules::initials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("initials");
    QTest::newRow("water") << QStringLiteral("矿泉水") << QStringLiteral("kqs");
    QTest::newRow("with letters") << QStringLiteral("可口可乐 500mL") << QStringLiteral("kkkl500ml");
    QTest::newRow("wash") << QStringLiteral("洗车套餐") << QStringLiteral("xctc");
    QTest::newRow("first and last") << QStringLiteral("啊座") << QStringLiteral("az");
    QTest::newRow("beyond level 1") << QStringLiteral("龘水") << QStringLiteral("s");
    QTest::newRow("English") << QStringLiteral("Ice Tea") << QStringLiteral("icetea");
}

void TestGoodsRules::initials()
{
    QFETCH(QString, name);
    QTEST(nameInitials(name), "initials");
}

namespace {

Article plain()
{
    Article article;
    article.code = QStringLiteral("1001");
    article.nameZh = QStringLiteral("水");
    return article;
}

struct Change
{
    const char *name;
    void (*change)(Article &);
    bool allowed;
};
const Change Changes[] = {
    {"as it is", [](Article &) {}, true},
    {"no code", [](Article &a) { a.code.clear(); }, false},
    {"a code with a space", [](Article &a) { a.code = QStringLiteral("a b"); }, false},
    {"no name", [](Article &a) { a.nameZh = QStringLiteral("  "); }, false},
    {"an English name alone",
     [](Article &a) {
         a.nameZh.clear();
         a.nameEn = QStringLiteral("Water");
     },
     true},
    {"tax of all", [](Article &a) { a.tax = {10'000}; }, false},
    {"by the litre", [](Article &a) { a.unit = Product::Unit::Litre; }, false},
    {"a wrong barcode", [](Article &a) { a.barcodes = QStringList{QStringLiteral("6291041500214")}; }, false},
    {"a barcode with spaces around",
     [](Article &a) { a.barcodes = QStringList{QStringLiteral(" 6291041500213 ")}; }, true},
    {"an in-store code for pieces", [](Article &a) { a.barcodes = QStringList{QStringLiteral("2112345")}; },
     false},
    {"an in-store code by weight",
     [](Article &a) {
         a.unit = Product::Unit::Kilogram;
         a.barcodes = QStringList{QStringLiteral("2112345")};
     },
     true},
};

}

void TestGoodsRules::articles_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(Changes)); ++i)
        QTest::addRow("%s", Changes[i].name) << i;
}

void TestGoodsRules::articles()
{
    QFETCH(int, index);
    Article article = plain();
    Changes[index].change(article);
    QCOMPARE(checkArticle(article).has_value(), Changes[index].allowed);
}

void TestGoodsRules::prices_ofTheStationFirst()
{
    Article article = plain();
    article.prices = {{1, {}, article.code, {3'000, {}}, {100}, {}},
                      {2, {7}, article.code, {3'500, {}}, {100}, {}},
                      {3, {}, article.code, {2'500, {}}, {200}, {}}};
    QCOMPARE(priceOf(article, {7}, {}, {150})->price.milli, 3'500);
    QCOMPARE(priceOf(article, {8}, {}, {150})->price.milli, 3'000);
    QCOMPARE(priceOf(article, {8}, {}, {200})->price.milli, 2'500);
    QVERIFY(!priceOf(article, {8}, {}, {99}));
    QVERIFY(!priceOf(article, {8}, Currency("EUR"), {150}));
}

void TestGoodsRules::terminals_areToldWhatTheyNeed()
{
    const QString code = plain().code;
    const std::vector<Price> book{{1, {}, code, {3'000, {}}, {100}, {}},
                                  {2, {7}, code, {3'500, {}}, {100}, {}},
                                  {3, {}, code, {2'500, {}}, {200}, {}},
                                  {4, {}, code, {2'000, {}}, {900}, {}}};
    std::vector<qint64> kept;
    for (const Price &price : pricesFrom(book, {300}))
        kept.push_back(price.version);
    QCOMPARE(kept, (std::vector<qint64>{2, 3, 4}));
}

void TestGoodsRules::stock_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("quantity");
    QTest::addColumn<qint64>("balance");
    QTest::addColumn<qint64>("change"); // 0 with an error
    QTest::addColumn<int>("error");
    const auto row = [](const char *name, StockMoveKind kind, qint64 quantity, qint64 balance, qint64 change,
                        ErrorCode error = ErrorCode::Internal) {
        QTest::newRow(name) << int(kind) << quantity << balance << change << int(error);
    };
    using K = StockMoveKind;
    row("receipt", K::Receipt, 5'000, -2'000, 5'000);
    row("receipt of nothing", K::Receipt, 0, 0, 0, ErrorCode::QuantityInvalid);
    row("count less", K::Count, 3'000, 5'000, -2'000);
    row("count none", K::Count, 0, 5'000, -5'000);
    row("count where books are below zero", K::Count, 1'000, -5'000, 6'000);
    row("all is thrown away", K::Waste, 5'000, 5'000, -5'000);
    row("more than all is thrown away", K::Waste, 6'000, 5'000, 0, ErrorCode::StockShort);
    row("sent", K::TransferOut, 2'000, 5'000, -2'000);
    row("more is sent than there is", K::TransferOut, 6'000, 5'000, 0, ErrorCode::StockShort);
    row("half a piece", K::Receipt, 500, 0, 0, ErrorCode::QuantityInvalid);
    row("a person sells nothing", K::Sale, 1'000, 5'000, 0, ErrorCode::InvalidInput);
}

void TestGoodsRules::stock()
{
    QFETCH(int, kind);
    QFETCH(qint64, quantity);
    QFETCH(qint64, balance);
    QFETCH(qint64, change);
    QFETCH(int, error);
    const auto changed = stockChange(StockMoveKind(kind), quantity, balance, plain());
    if (error == int(ErrorCode::Internal))
        QCOMPARE(changed.value_or(-1), change);
    else
        QCOMPARE(int(changed.error().code), error);
    Article byWeight = plain();
    byWeight.unit = Product::Unit::Kilogram;
    QVERIFY(stockChange(StockMoveKind::Receipt, 500, 0, byWeight));
    Article service = plain();
    service.stocked = false;
    QVERIFY(!stockChange(StockMoveKind::Receipt, 1'000, 0, service));
}

void TestGoodsRules::article_goesOverTheWire()
{
    Article article = plain();
    article.version = 3;
    article.nameEn = QStringLiteral("Water");
    article.group = QStringLiteral("drinks");
    article.tax = {1'300};
    article.unit = Product::Unit::Kilogram;
    article.barcodes = QStringList{QStringLiteral("2112345")};
    article.stocked = article.discountable = article.active = false;
    article.prices = {{1, {7}, article.code, {3'000, {}}, {100}, QStringLiteral("wu")}};
    const auto back = articleFromJson(toJson(article));
    QVERIFY(back);
    QCOMPARE(toJson(*back), toJson(article));
    QVERIFY(!articleFromJson(
        {{QStringLiteral("code"), QStringLiteral("1")}, {QStringLiteral("unit"), QStringLiteral("dozen")}}));
}

QTEST_GUILESS_MAIN(TestGoodsRules)
#include "tst_goods_rules.moc"
