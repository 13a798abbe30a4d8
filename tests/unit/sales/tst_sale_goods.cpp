#include "tests/unit/coupons/promotion_desk.h"
#include "tests/unit/points/points_desk.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PointsDesk;
using youka::test::PromotionDesk;
using youka::test::SaleDesk;
using youka::test::TestStore;

class TestSaleGoods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fact_goesOverTheWire();
    void fuelAlone_keepsItsBytes();
    void factsThatCannotBe_areRefused_data();
    void factsThatCannotBe_areRefused();
    void split_followsWhatIsSaid_orTheAmounts();
    void split_property_addsUp_andNoLineIsBelowZero();
    void goodsAlone_inCash_areBooked_data() { test::addEngineRows(); }
    void goodsAlone_inCash_areBooked();
    void oneBasket_onOneHold_isCaptured_data() { test::addEngineRows(); }
    void oneBasket_onOneHold_isCaptured();
    void wrongAmount_isBookedWithACase_data() { test::addEngineRows(); }
    void wrongAmount_isBookedWithACase();
    void coupon_isSplitByLine_data() { test::addEngineRows(); }
    void coupon_isSplitByLine();
    void points_areEarnedByLine_data() { test::addEngineRows(); }
    void points_areEarnedByLine();
    void totals_countEverything_data() { test::addEngineRows(); }
    void totals_countEverything();
};

namespace {

BasketLine good(const char *code, qint64 pieces, qint64 fenEach, const char *group = "drinks")
{
    BasketLine line;
    line.product = QString::fromLatin1(code);
    line.group = QString::fromLatin1(group);
    line.unit = Product::Unit::Piece;
    line.quantity = pieces * 1'000;
    line.price = {fenEach * 10, {}};
    line.amount = {pieces * fenEach, {}};
    line.name = QStringLiteral("thing %1").arg(line.product);
    line.tax = {1'300};
    return line;
}

SaleFact goodsAlone(SaleDesk &desk, std::vector<BasketLine> goods)
{
    SaleFact fact;
    fact.sale = desk.ids.make<SaleId>();
    fact.mode = SaleMode::PostPay;
    fact.goods = std::move(goods);
    return fact;
}

SaleId someSale() { return *SaleId::parse(u"01890000-0000-7000-8000-000000000001"); }

Result<ParsedFact> sent(const SaleFact &fact)
{
    static ManualClock clock;
    static IdSource ids{clock, 4};
    return parseFact(makeFact(ids.make<OperationId>(), clock.now(), fact).body);
}

}

void TestSaleGoods::fact_goesOverTheWire()
{
    SaleFact fact;
    fact.sale = someSale();
    fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {10'000}, {8'000, {}}, {}, {}};
    fact.goods = {good("1001", 2, 350), good("2001", 1, 1'980, "")};
    fact.goods[1].unit = Product::Unit::Kilogram;
    fact.goods[1].quantity = 500;
    fact.goods[1].amount = {990, {}};
    fact.goods[1].discountable = false;
    fact.discounts = {{{3}, 1, {1, 2}, 300_fen, QStringLiteral("three"), {100_fen, 200_fen, 0_fen}}};
    const auto back = sent(fact);
    QVERIFY2(back, back ? "" : qPrintable(toString(back.error())));
    const SaleFact read = std::get<SaleFact>(back->body);
    QCOMPARE(read.goods, fact.goods);
    QCOMPARE(read.discounts, fact.discounts);
    QCOMPARE(read.gross(), 9'690_fen);
    QCOMPARE(read.paid(), 9'390_fen);
    QCOMPARE(int(read.basket().lines.size()), 3);

    fact.delivery = {};
    fact.discounts.clear();
    const auto alone = sent(fact);
    QVERIFY(alone);
    QVERIFY(std::get<SaleFact>(alone->body).delivery.isEmpty());
    QCOMPARE(std::get<SaleFact>(alone->body).basket().lines, fact.goods);
}

/// Chains are walked over what was signed: what was there before goods is written as it was.
void TestSaleGoods::fuelAlone_keepsItsBytes()
{
    SaleFact fact;
    fact.sale = someSale();
    fact.mode = SaleMode::PostPay;
    fact.pump = 3;
    fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {10'000}, {8'000, {}}, {}, {}};
    fact.discounts = {{{3}, 1, {1, 2}, 300_fen, QStringLiteral("three")}};
    const auto operation = *OperationId::parse(u"01890000-0000-7000-8000-000000000002");
    QCOMPARE(factBytes(operation, {1'750'000'000'000}, fact),
             QByteArray(R"({"amount":{"amount":"80.00","currency":"CNY"},"at":"2025-06-15T15:06:40.000Z",)"
                        R"("discounts":[{"amount":{"amount":"3.00","currency":"CNY"},"campaign":3,)"
                        R"("coupon":16777218,"name":"three","version":1}],"kind":"sale.cash","mode":3,)"
                        R"("nozzle":1,"offline":false,"operation":"01890000-0000-7000-8000-000000000002",)"
                        R"("price":{"currency":"CNY","price":"8.00"},"product":"95","pump":3,)"
                        R"("saleId":"01890000-0000-7000-8000-000000000001","volumeMl":"10000"})"));
}

void TestSaleGoods::factsThatCannotBe_areRefused_data()
{
    QTest::addColumn<int>("which");
    int row = 0;
    for (const char *name : {"another currency", "discounts beyond all", "fuel below zero", "too many",
                             "a good below zero", "more than fits"})
        QTest::addRow("%s", name) << row++;
}

void TestSaleGoods::factsThatCannotBe_areRefused()
{
    QFETCH(int, which);
    SaleFact fact;
    fact.sale = someSale();
    fact.goods = {good("1001", 2, 350)};
    QVERIFY(sent(fact));
    switch (which) {
    case 0:
        fact.goods[0].amount.currency = fact.goods[0].price.currency = Currency("EUR");
        break;
    case 1:
        fact.discounts = {{{3}, 1, {1, 2}, 701_fen, {}}};
        break;
    case 2:
        fact.delivery.amount = {-1, {}};
        break;
    case 3:
        fact.goods.assign(size_t(MostGoods) + 1, good("1001", 1, 1));
        break;
    case 4:
        fact.goods[0].amount = {-700, {}};
        break;
    default:
        fact.goods[0].quantity = 1'000'000'000;
        fact.goods[0].price = {std::numeric_limits<qint64>::max() / 2, {}};
    }
    QVERIFY(!sent(fact));
}

void TestSaleGoods::split_followsWhatIsSaid_orTheAmounts()
{
    const Basket basket{{}, {good("1001", 1, 100), good("1002", 1, 200), good("1003", 1, 0)}};
    const auto split = [&](std::vector<Money> said, qint64 amount = 30) {
        return splitByLine({{{1}, 1, {}, {amount, {}}, {}, std::move(said)}}, basket);
    };
    using Parts = std::vector<Money>;
    QCOMPARE(split({0_fen, 30_fen, 0_fen}), (Parts{0_fen, 30_fen, 0_fen}));
    QCOMPARE(split({}), (Parts{10_fen, 20_fen, 0_fen}));
    QCOMPARE(split({0_fen, 30_fen}), (Parts{10_fen, 20_fen, 0_fen}));        // not of this basket
    QCOMPARE(split({0_fen, 29_fen, 0_fen}), (Parts{10_fen, 20_fen, 0_fen})); // not all of it
    QCOMPARE(split({0_fen, 29_fen, 1_fen}), (Parts{10_fen, 20_fen, 0_fen})); // more than a line has
    QCOMPARE(split({-1_fen, 31_fen, 0_fen}), (Parts{10_fen, 20_fen, 0_fen}));
    QCOMPARE(split({}, 1'000), (Parts{100_fen, 200_fen, 0_fen}));
    QVERIFY(splitByLine({}, {{}, {}}).empty());
}

/// Whatever discounts say of lines, right or wrong.
void TestSaleGoods::split_property_addsUp_andNoLineIsBelowZero()
{
    QRandomGenerator chance(20'261'128);
    for (int round = 0; round < 2'000; ++round) {
        Basket basket;
        const int lines = chance.bounded(1, 8);
        for (int i = 0; i < lines; ++i)
            basket.lines.push_back(good("1001", chance.bounded(1, 5), chance.bounded(0, 400)));
        std::vector<Redemption> redemptions;
        Money left = basket.gross();
        for (int i = chance.bounded(0, 4); i > 0; --i) {
            Redemption one{{1}, 1, {}, {chance.bounded(int(left.minor) + 1), {}}, {}, {}};
            for (int k = chance.bounded(0, lines + 2); k > 0; --k)
                one.perLine.push_back({chance.bounded(-20, 300), {}});
            left -= one.amount;
            redemptions.push_back(one);
        }
        Money sum{0, {}};
        const auto split = splitByLine(redemptions, basket);
        QCOMPARE(split.size(), basket.lines.size());
        for (size_t i = 0; i < split.size(); ++i) {
            QVERIFY(!split[i].isNegative() && split[i] <= basket.lines[i].amount);
            sum += split[i];
        }
        QCOMPARE(sum, totalOf(redemptions, {}));
    }
}

void TestSaleGoods::goodsAlone_inCash_areBooked()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    SaleFact fact = goodsAlone(desk, {good("1001", 2, 350), good("2001", 1, 1'980, "snacks")});
    const auto told = desk.tell(fact);
    QVERIFY2(told, told ? "" : qPrintable(toString(told.error())));
    QVERIFY(told->kind == FactOutcome::Kind::Applied);
    QCOMPARE(store.figure("SELECT -balance FROM account WHERE kind = 10"), 50'000 + 2'680);
    QCOMPARE(store.figure("SELECT balance FROM account WHERE kind = 11"), 2'680);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale_line"), 2);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case"), 0);

    const auto kept = SaleRepository(*store.db).find(fact.sale);
    QVERIFY(kept && *kept);
    QCOMPARE((*kept)->gross(), 2'680_fen);
    QCOMPARE(int((*kept)->goods.size()), 2);
    QCOMPARE((*kept)->goods[0].line, fact.goods[0]);
    QCOMPARE((*kept)->goods[1].line, fact.goods[1]);
    const auto list = SaleRepository(*store.db).list({}, 10);
    QVERIFY(list && list->size() == 1);
    QCOMPARE(list->front().goods[1].line, fact.goods[1]);
    QCOMPARE(desk.faults(), QString());

    QCOMPARE(desk.tell(fact)->code, ErrorCode::SaleExistsDifferent); // another operation, the same sale
    QCOMPARE(store.figure("SELECT amount FROM exception_case"), 2'680);
    SaleFact none = goodsAlone(desk, {});
    QVERIFY(desk.tell(none)->kind == FactOutcome::Kind::Rejected);
}

void TestSaleGoods::oneBasket_onOneHold_isCaptured()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const CardQuestion q = desk.question(100_yuan);
    QVERIFY(desk.ask(q));
    SaleFact fact = SaleDesk::captureOf(q, 80_yuan);
    fact.goods = {good("1001", 2, 350)};
    QVERIFY(desk.tell(fact)->kind == FactOutcome::Kind::Applied);
    QCOMPARE(desk.account().balance, 50'000_fen - 8'700_fen);
    QVERIFY(desk.account().held.isZero());
    QCOMPARE(store.figure("SELECT balance FROM account WHERE kind = 11"), 8'700);
    QCOMPARE(store.figure("SELECT amount FROM sale"), 8'000);
    QCOMPARE(store.figure("SELECT goods FROM sale"), 700);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleGoods::wrongAmount_isBookedWithACase()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    SaleFact fact = goodsAlone(desk, {good("1001", 2, 350), good("1002", 1, 100)});
    fact.goods[0].amount = 699_fen;
    const auto told = desk.tell(fact);
    QVERIFY(told && told->kind == FactOutcome::Kind::Exception);
    QCOMPARE(told->code, ErrorCode::GoodsAmountImplausible);
    QCOMPARE(desk.cases("implausible"), 1);
    QCOMPARE(store.figure("SELECT amount FROM exception_case"), 699);
    QCOMPARE(store.figure("SELECT balance FROM account WHERE kind = 11"), 799);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleGoods::coupon_isSplitByLine()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign =
        desk.live(10_yuan, [](Campaign &c) { c.terms.scope.groups = {QStringLiteral("drinks")}; });
    const CouponBatch batch = desk.print(campaign);
    SaleFact fact =
        goodsAlone(desk, {good("1001", 3, 350), good("2001", 1, 1'980, "snacks"), good("1002", 1, 650)});
    CouponQuestion ask = desk.couponQuestion({desk.code(batch, 1)});
    ask.sale = fact.sale;
    ask.basket = fact.basket();
    const auto grant = desk.committed(
        [&] { return desk.sales().reserveCoupons(ask, desk.couponKeys, desk.terminal, desk.now()); });
    QVERIFY2(grant, grant ? "" : qPrintable(toString(grant.error())));
    QCOMPARE(grant->total, 10_yuan);
    fact.discounts = grant->redemptions;
    QVERIFY(sent(fact));
    QVERIFY(desk.tell(fact)->kind == FactOutcome::Kind::Applied);
    QCOMPARE(store.figure("SELECT discount FROM sale_line WHERE line = 1"), 618);
    QCOMPARE(store.figure("SELECT discount FROM sale_line WHERE line = 2"), 0);
    QCOMPARE(store.figure("SELECT discount FROM sale_line WHERE line = 3"), 382);
    QCOMPARE(store.figure("SELECT balance FROM account WHERE kind = 11"), 3'680);
    QCOMPARE(store.figure("SELECT -balance FROM account WHERE kind = 10"), 50'000 + 2'680);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleGoods::points_areEarnedByLine()
{
    OPEN_STORE(store);
    PointsDesk desk(store, [](PointsScheme &scheme) {
        scheme.rules = {{EarnRule::Basis::Amount, 5'000, {{}, {QStringLiteral("drinks")}}},
                        {EarnRule::Basis::Quantity, 1'000, {{QStringLiteral("95")}, {}}}};
    });
    const CardQuestion q = desk.question(200_yuan);
    QVERIFY(desk.ask(q));
    SaleFact fact = SaleDesk::captureOf(q, 80_yuan);                     // 10 L
    fact.goods = {good("1001", 4, 500), good("2001", 1, 990, "snacks")}; // 20 yuan of drinks
    fact.discounts = {{{3}, 1, {}, 5_yuan, {}, {0_fen, 500_fen, 0_fen}}};
    QVERIFY(desk.tell(fact));
    QCOMPARE(store.figure("SELECT points FROM points_lot"), 10 + 5 * 15);
    QCOMPARE(store.figure("SELECT volume FROM points_lot"), 10'000);
    QCOMPARE(store.figure("SELECT paid FROM points_lot"), 8'000 + 1'500 + 990);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleGoods::totals_countEverything()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    CardQuestion q = desk.question(100_yuan);
    q.hold = {};
    SaleFact fuel = SaleDesk::captureOf(q, 80_yuan);
    fuel.goods = {good("1001", 1, 350)};
    QVERIFY(desk.tell(fuel));
    QVERIFY(desk.tell(goodsAlone(desk, {good("1001", 2, 350)})));
    SaleRepository sales(*store.db);
    const auto all = sales.totals(SaleRepository::By::Currency);
    QVERIFY(all && all->size() == 1);
    QCOMPARE(all->front().count, 2);
    QCOMPARE(all->front().amount, 9'050_fen);
    QCOMPARE(sales.totals(SaleRepository::By::Station)->front().amount, 9'050_fen);
    const auto products = sales.totals(SaleRepository::By::Product);
    QVERIFY(products && products->size() == 2);
    QCOMPARE(products->at(0).key, QStringLiteral("1001"));
    QCOMPARE(products->at(0).count, 2);
    QCOMPARE(products->at(0).amount, 1'050_fen);
    QCOMPARE(products->at(0).volume.ml, 0);
    QCOMPARE(products->at(1).key, QStringLiteral("95"));
    QCOMPARE(products->at(1).amount, 80_yuan);
}

QTEST_GUILESS_MAIN(TestSaleGoods)
#include "tst_sale_goods.moc"
