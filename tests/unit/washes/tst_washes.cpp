#include "core/domain/washes/wash_rules.h"
#include "core/domain/washes/wash_service.h"
#include "tests/unit/goods/shop_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::ShopDesk;

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;
const QString Package = QStringLiteral("9010");

struct WashDesk : ShopDesk
{
    explicit WashDesk(test::TestStore &fresh)
        : ShopDesk(fresh)
    {
        Article article = water();
        article.code = Package;
        article.barcodes.clear();
        article.stocked = false;
        shelve(article);
        customer = card().customer;
        ensure(committed([&] {
                   return WashService(*store.db).putPackage({Package, 5, 90}, manager(), now());
               }).has_value(),
               "a package is made");
    }
    /// Bought in cash, the card was shown.
    SaleFact bought(qint64 pieces)
    {
        SaleFact fact = sold(pieces, Package);
        fact.member = token();
        return fact;
    }
    Result<WashService::Left> use()
    {
        return committed([&] {
            return WashService(*store.db).use(customer, terminal.station.id, QStringLiteral("till"), now());
        });
    }
    int left() { return WashService(*store.db).left(customer, now())->washes; }
    CustomerId customer;
};

WashGrant grant(int bought, int used, qint64 until)
{
    WashGrant made;
    made.bought = bought;
    made.used = used;
    made.until = {until};
    return made;
}

}

class TestWashes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void next_isTheOneThatEndsFirst();
    void aPackage_isBoughtAndUsed_data() { test::addEngineRows(); }
    void aPackage_isBoughtAndUsed();
    void whatWasUsed_isNotTakenBack_data() { test::addEngineRows(); }
    void whatWasUsed_isNotTakenBack();
    void refusals_data() { test::addEngineRows(); }
    void refusals();
    void using_faultSweep_data() { test::addEngineRows(); }
    void using_faultSweep();
};

void TestWashes::next_isTheOneThatEndsFirst()
{
    const std::vector<WashGrant> grants{grant(5, 0, 0), grant(5, 0, 900), grant(5, 4, 500), grant(5, 5, 100),
                                        grant(5, 0, 50)};
    QCOMPARE(*nextWash(grants, {60}), 2u);
    QCOMPARE(*nextWash(grants, {500}), 1u);
    QCOMPARE(*nextWash(grants, {900}), 0u);
    QCOMPARE(nextWash({}, {0}).error().code, ErrorCode::WashPackageUnknown);
    const std::vector<WashGrant> over{grant(5, 5, 0), grant(5, 0, 50)};
    QCOMPARE(nextWash(over, {60}).error().code, ErrorCode::WashesUsedUp);
    QVERIFY(!checkPackage({QStringLiteral("1"), 0, 0}));
    QVERIFY(!checkPackage({QString(), 1, 0}));
    QVERIFY(!checkPackage({QStringLiteral("1"), 1, -1}));
}

void TestWashes::aPackage_isBoughtAndUsed()
{
    OPEN_STORE(store);
    WashDesk desk(store);
    COMPARE_REFUSED(desk.use(), ErrorCode::WashPackageUnknown);
    QVERIFY(desk.tell(desk.bought(2))->kind == FactOutcome::Kind::Applied);
    QCOMPARE(desk.left(), 10);
    for (int i = 9; i >= 0; --i)
        QCOMPARE(desk.use()->washes, i);
    COMPARE_REFUSED(desk.use(), ErrorCode::WashesUsedUp);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM wash_use"), 10);
    QVERIFY(desk.tell(desk.bought(1)));
    desk.clock.advanceMs(90 * DayMs);
    COMPARE_REFUSED(desk.use(), ErrorCode::WashesUsedUp); // too late
    QCOMPARE(desk.left(), 0);
    QVERIFY(desk.tell(desk.sold(1))); // other goods give none
    QCOMPARE(store.figure("SELECT COUNT(*) FROM wash_grant"), 2);
}

void TestWashes::whatWasUsed_isNotTakenBack()
{
    OPEN_STORE(store);
    WashDesk desk(store);
    const SaleFact fact = desk.bought(2);
    QVERIFY(desk.tell(fact));
    for (int i = 0; i < 3; ++i)
        VERIFY_OK(desk.use());
    const auto sale = SaleRepository(*store.db).find(fact.sale);
    const auto back = [&](qint64 quantity) {
        return desk.committed([&] { return tellReturned(*store.db, **sale, 1, quantity, desk.now()); });
    };
    VERIFY_OK(back(1'000));
    QCOMPARE(desk.left(), 2);
    VERIFY_OK(back(1'000));
    QCOMPARE(desk.left(), 0);
    QCOMPARE(store.figure("SELECT used FROM wash_grant"), 3);
    QCOMPARE(store.figure("SELECT taken_back FROM wash_grant"), 7);
}

void TestWashes::refusals()
{
    OPEN_STORE(store);
    WashDesk desk(store);
    const auto put = [&](const WashPackage &package) {
        return desk.committed(
            [&] { return WashService(*store.db).putPackage(package, desk.manager(), desk.now()); });
    };
    COMPARE_REFUSED(put({QStringLiteral("none"), 5, 0}), ErrorCode::ArticleUnknown);
    COMPARE_REFUSED(put({Package, 0, 0}), ErrorCode::InvalidInput);
    VERIFY_OK(put({Package, 10, 0}));
    QCOMPARE(int(WashService(*store.db).packages()->size()), 1);
    QVERIFY(desk.tell(desk.sold(1, Package))); // nobody showed a card: there is nobody to use them
    QCOMPARE(desk.left(), 0);
}

void TestWashes::using_faultSweep()
{
    OPEN_STORE(store);
    WashDesk desk(store);
    const SaleFact fact = desk.bought(1);
    int failed = 0;
    for (int at = 0; at < 200; ++at) {
        int count = 0;
        store.db->failNext = [&] { return count++ == at; };
        const auto told = desk.tell(fact);
        store.db->failNext = {};
        if (told)
            break;
        ++failed;
        QCOMPARE(store.figure("SELECT COUNT(*) FROM wash_grant"), 0);
        QCOMPARE(store.figure("SELECT COUNT(*) FROM sale"), 0);
    }
    QVERIFY(failed > 8);
    QCOMPARE(desk.left(), 5);
    for (int at = 0; at < 50; ++at) {
        int count = 0;
        store.db->failNext = [&] { return count++ == at; };
        const auto used = desk.use();
        store.db->failNext = {};
        if (used)
            break;
        QCOMPARE(desk.left(), 5);
        QCOMPARE(store.figure("SELECT COUNT(*) FROM wash_use"), 0);
    }
    QCOMPARE(desk.left(), 4);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM wash_use"), 1);
}

QTEST_GUILESS_MAIN(TestWashes)
#include "tst_washes.moc"
