#include "core/domain/refunds/refund_check.h"
#include "core/domain/refunds/refund_service.h"
#include "core/domain/washes/wash_service.h"
#include "tests/unit/goods/shop_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::ShopDesk;

namespace {

const QString Package = QStringLiteral("9010");

struct CounterDesk : ShopDesk
{
    explicit CounterDesk(test::TestStore &fresh)
        : ShopDesk(fresh)
    {
        shelve(water());
        Article package = water();
        package.code = Package;
        package.barcodes.clear();
        package.stocked = false;
        shelve(package);
        ensure(committed([&] {
                   return WashService(*store.db).putPackage({Package, 5, 90}, manager(), now());
               }).has_value(),
               "a package is made");
        ensure(move(StockMoveKind::Receipt, 10'000).has_value(), "water is received");
    }
    Result<RefundDone> refund(SaleId sale, const std::vector<RefundPart> &parts = {})
    {
        const RefundOrder order{ids.make<OperationId>(),           sale,     parts, RefundReason::Returned,
                                QStringLiteral("changed my mind"), manager()};
        return committed([&] { return RefundService(*store.db, keys).refund(order, now()); });
    }
    SaleId sell(const SaleFact &fact)
    {
        ensure(tell(fact).has_value(), "a sale is booked");
        return fact.sale;
    }
    int washes() { return WashService(*store.db).left(card().customer, now())->washes; }
    QString allFaults()
    {
        const auto refunds = checkRefunds(*store.db);
        return faults() + stockFaults() + (refunds ? refunds->faults.join(u'\n') : toString(refunds.error()));
    }
};

}

class TestRefundedGoods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goods_areInStockAgain_data() { test::addEngineRows(); }
    void goods_areInStockAgain();
    void besideFuel_eachLineByItself_data() { test::addEngineRows(); }
    void besideFuel_eachLineByItself();
    void washes_onlyUntouchedPackagesComeBack_data() { test::addEngineRows(); }
    void washes_onlyUntouchedPackagesComeBack();
};

void TestRefundedGoods::goods_areInStockAgain()
{
    OPEN_STORE(store);
    CounterDesk desk(store);
    const SaleId sale = desk.sell(desk.sold(3));
    QCOMPARE(desk.there(), 7'000);
    auto done = desk.refund(sale, {{1, 2'000}});
    VERIFY_OK(done);
    QCOMPARE(done->refund.money, 7_yuan);
    QCOMPARE(desk.there(), 9'000);
    COMPARE_REFUSED(desk.refund(sale, {{0, 1}}), ErrorCode::InvalidInput); // there was no fuel
    COMPARE_REFUSED(desk.refund(sale, {{1, 2'000}}), ErrorCode::RefundNothingLeft);
    VERIFY_OK(desk.refund(sale));
    QCOMPARE(desk.there(), 10'000);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefundedGoods::besideFuel_eachLineByItself()
{
    OPEN_STORE(store);
    CounterDesk desk(store);
    SaleFact fact = desk.sold(2);
    fact.pump = 3;
    fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {40'000}, 320_yuan, {}, {}};
    fact.discounts = {{{1}, 1, {}, 33_yuan, {}, {32_yuan, 1_yuan}}};
    const SaleId sale = desk.sell(fact);
    auto done = desk.refund(sale, {{1, 1'000}});
    VERIFY_OK(done);
    QCOMPARE(done->refund.money, 3_yuan); // half of 7.00 less 1.00
    QCOMPARE(desk.there(), 9'000);
    done = desk.refund(sale, {{0, 40'000}});
    QCOMPARE(done->refund.money, 288_yuan);
    QCOMPARE(desk.there(), 9'000);
    done = desk.refund(sale);
    QCOMPARE(done->refund.money, 3_yuan);
    QCOMPARE(desk.there(), 10'000);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefundedGoods::washes_onlyUntouchedPackagesComeBack()
{
    OPEN_STORE(store);
    CounterDesk desk(store);
    SaleFact fact = desk.sold(3, Package);
    fact.member = desk.token();
    const SaleId sale = desk.sell(fact);
    QCOMPARE(desk.washes(), 15);
    VERIFY_OK(desk.committed([&] {
        return WashService(*store.db).use(desk.card().customer, desk.terminal.station.id,
                                          QStringLiteral("till"), desk.now());
    }));
    COMPARE_REFUSED(desk.refund(sale), ErrorCode::RefundUsed);
    VERIFY_OK(desk.refund(sale, {{1, 2'000}}));
    QCOMPARE(desk.washes(), 4);
    COMPARE_REFUSED(desk.refund(sale), ErrorCode::RefundUsed);
    QCOMPARE(desk.washes(), 4);
    QCOMPARE(desk.allFaults(), QString());
}

QTEST_GUILESS_MAIN(TestRefundedGoods)
#include "tst_refunded_goods.moc"
