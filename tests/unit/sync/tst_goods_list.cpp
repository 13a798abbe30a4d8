#include "core/domain/goods/barcode.h"
#include "core/domain/goods/goods_json.h"
#include "core/exchange/sync/goods_list.h"
#include "core/exchange/sync/terminal_list.h"
#include "tests/support/two_stores.h"

#include <QElapsedTimer>
#include <QTest>

using namespace youka;
using youka::test::TestStore;

namespace {

Article water()
{
    Article article;
    article.code = QStringLiteral("1001");
    article.version = 1;
    article.nameZh = QStringLiteral("矿泉水");
    article.nameEn = QStringLiteral("Water");
    article.tax = {1'300};
    article.barcodes = QStringList{QStringLiteral("6901234567892")};
    article.prices = {{1, {}, article.code, {3'500, {}}, {1}, {}},
                      {2, {3}, article.code, {4'000, {}}, {1}, {}}};
    return article;
}

struct Till
{
    TestStore store{QStringLiteral("sqlcipher"), stationMigrations()};
    ManualClock clock;
    TerminalList list{*store.db, {3}, {7}};
    GoodsList goods{*store.db, {3}, clock};
    Result<void> hear(const Article &article)
    {
        return list.apply({{QStringLiteral("article"), toJson(article)}}, ++cursor, clock.now());
    }
    qint64 cursor = 0;
};

}

class TestGoodsList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aScan_isALineAtThePriceHere();
    void weighed_byItsLabel();
    void refusals();
    void aChange_replacesWhatWasKnown();
    void search_byNameInitialsAndCode();
    void aHundredThousand_areFoundInTime();
};

void TestGoodsList::aScan_isALineAtThePriceHere()
{
    Till till;
    VERIFY_OK(till.hear(water()));
    const auto line = till.goods.scan(u"6901234567892", true);
    VERIFY_OK(line);
    QCOMPARE(line->product, QStringLiteral("1001"));
    QCOMPARE(line->name, QStringLiteral("矿泉水"));
    QCOMPARE(line->quantity, 1'000);
    QCOMPARE(line->price.milli, 4'000); // the station's own
    QCOMPARE(line->amount.minor, 400);
    QCOMPARE(line->tax.basisPoints, 1'300);
    QCOMPARE(till.goods.scan(u"6901234567892", false)->name, QStringLiteral("Water"));
}

void TestGoodsList::weighed_byItsLabel()
{
    Till till;
    Article apples = water();
    apples.code = QStringLiteral("2001");
    apples.unit = Product::Unit::Kilogram;
    apples.barcodes = QStringList{QStringLiteral("2112345")};
    apples.prices = {{1, {}, apples.code, {19'800, {}}, {1}, {}}};
    VERIFY_OK(till.hear(apples));
    QString label = QStringLiteral("211234500623"); // 623 g
    label += QLatin1Char(gtinDigit(label));
    const auto line = till.goods.scan(label, true);
    VERIFY_OK(line);
    QCOMPARE(line->quantity, 623);
    QCOMPARE(line->amount.minor, 1'234); // 12.3354
    QString empty = QStringLiteral("211234500000");
    empty += QLatin1Char(gtinDigit(empty));
    COMPARE_REFUSED(till.goods.scan(empty, true), ErrorCode::QuantityInvalid);
}

void TestGoodsList::refusals()
{
    Till till;
    VERIFY_OK(till.hear(water()));
    COMPARE_REFUSED(till.goods.scan(u"6901234567893", true), ErrorCode::BarcodeInvalid);
    COMPARE_REFUSED(till.goods.scan(u"6291041500213", true), ErrorCode::BarcodeUnknown);
    Article gone = water();
    gone.active = false;
    VERIFY_OK(till.hear(gone));
    COMPARE_REFUSED(till.goods.scan(u"6901234567892", true), ErrorCode::ArticleInactive);
    QVERIFY(till.goods.search(QStringLiteral("water"), 10, true)->isEmpty());
    Article free = water();
    free.prices = {{1, {9}, free.code, {4'000, {}}, {1}, {}}}; // another station's
    VERIFY_OK(till.hear(free));
    COMPARE_REFUSED(till.goods.scan(u"6901234567892", true), ErrorCode::ArticleNoPrice);
    QVERIFY(!till.list.apply({{QStringLiteral("article"), {}}}, 99, till.clock.now()));
    QVERIFY(*till.list.cursor() < 99);
}

void TestGoodsList::aChange_replacesWhatWasKnown()
{
    Till till;
    VERIFY_OK(till.hear(water()));
    Article other = water();
    other.code = QStringLiteral("1002");
    Article moved = water();
    moved.barcodes = QStringList{QStringLiteral("73513537")};
    VERIFY_OK(till.hear(moved));
    VERIFY_OK(till.hear(other)); // the barcode is this one's now
    QCOMPARE(till.goods.scan(u"6901234567892", true).error().code, ErrorCode::ArticleNoPrice);
    QCOMPARE(till.goods.scan(u"73513537", true)->product, QStringLiteral("1001"));
    QCOMPARE(*till.goods.count(), 2);
}

void TestGoodsList::search_byNameInitialsAndCode()
{
    Till till;
    VERIFY_OK(till.hear(water()));
    for (const char16_t *text : {u"kqs", u"泉", u"WAT", u"1001", u"456789"}) {
        const auto found = till.goods.search(QString::fromUtf16(text), 10, true);
        QVERIFY(found && found->size() == 1);
    }
    QVERIFY(till.goods.search(QStringLiteral("%"), 10, true)->isEmpty());
    QVERIFY(till.goods.search(QStringLiteral("milk"), 10, true)->isEmpty());
}

/// The figures of docs/retail.md are printed; the bounds are those of a slow, busy machine.
void TestGoodsList::aHundredThousand_areFoundInTime()
{
    Till till;
    constexpr int Articles = 100'000;
    VERIFY_OK(till.store.db->transaction([&]() -> Result<void> {
        for (int i = 0; i < Articles; ++i) {
            Article article = water();
            article.code = QStringLiteral("A%1").arg(i, 6, 10, QLatin1Char('0'));
            article.nameEn = QStringLiteral("Thing %1").arg(i);
            QString code = QStringLiteral("690%1").arg(i, 9, 10, QLatin1Char('0'));
            code += QLatin1Char(gtinDigit(code));
            article.barcodes = QStringList{code};
            article.prices[0].product = article.prices[1].product = article.code;
            if (const auto put = GoodsList::apply(*till.store.db, toJson(article)); !put)
                return put;
        }
        return {};
    }));
    QString wanted = QStringLiteral("690%1").arg(77'777, 9, 10, QLatin1Char('0'));
    wanted += QLatin1Char(gtinDigit(wanted));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(till.goods.scan(wanted, true)->product, QStringLiteral("A077777"));
    const double scanMs = double(timer.nsecsElapsed()) / 1e6;
    timer.restart();
    QCOMPARE(till.goods.search(QStringLiteral("thing 99999"), 20, true)->size(), 1);
    const double searchMs = double(timer.nsecsElapsed()) / 1e6;
    qInfo("among %d articles: scan %.2f ms, search %.1f ms", Articles, scanMs, searchMs);
    QVERIFY(scanMs < 500);
    QVERIFY(searchMs < 3'000);
}

QTEST_GUILESS_MAIN(TestGoodsList)
#include "tst_goods_list.moc"
