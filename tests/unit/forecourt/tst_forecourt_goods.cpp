#include "forecourt_desk.h"
#include "pour.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

BasketLine water(qint64 pieces)
{
    BasketLine line;
    line.product = QStringLiteral("1001");
    line.group = QStringLiteral("drinks");
    line.unit = Product::Unit::Piece;
    line.quantity = pieces * 1'000;
    line.price = {3'500, {}};
    line.amount = {pieces * 350, {}};
    line.name = QStringLiteral("Water");
    return line;
}

/// Takes ten off everything, and says what it was asked.
class TenOff final : public CouponDesk
{
public:
    void ask(const CouponQuestion &question, std::function<void(Result<CouponGrant>)> answer) override
    {
        asked.append(question);
        CouponGrant grant;
        grant.sale = question.sale;
        grant.total = 10_fen;
        grant.redemptions = {{{1}, 1, {1, 1}, 10_fen, QStringLiteral("ten")}};
        QTimer::singleShot(0, [answer = std::move(answer), grant] { answer(grant); });
    }
    QList<CouponQuestion> asked;
};

struct Till : ForecourtDesk
{
    Till()
    {
        forecourt->setCoupons(&coupons);
        ensure(ready(), "the pumps are ready");
    }
    Result<void> put(SaleId id, const std::vector<BasketLine> &goods)
    {
        const Answer answer =
            start([&](Forecourt &f, const StationControl::Done &done) { f.setGoods(id, goods, done, {5}); });
        if (!until([&] { return answer->has_value(); }))
            return fail(ErrorCode::Timeout);
        return **answer;
    }
    Result<void> show(SaleId id)
    {
        const Answer answer = start([&](Forecourt &f, const StationControl::Done &done) {
            f.useCoupons(id, {QStringLiteral("TEN")}, {}, done);
        });
        if (!until([&] { return answer->has_value(); }))
            return fail(ErrorCode::Timeout);
        return **answer;
    }
    SaleFact fact() { return std::get<SaleFact>(written().last().body); }
    TenOff coupons;
};

}

class TestForecourtGoods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void alone_inCash();
    void beside_theFuel_byCard();
    void coupons_areAskedAboutAll_andGoWithAChange();
    void aBasketThatIsEmptied_isOver();
    void refusals();
    void restart_keepsThem();
    void storeThatFails_leavesThemAsTheyWere();
};

void TestForecourtGoods::alone_inCash()
{
    Till till;
    const SaleId id = till.newSale();
    QVERIFY(till.put(id, {water(2)}));
    const auto sale = till.forecourt->sale(id);
    QVERIFY(sale && sale->state == SaleState::Payable && sale->pump == 0);
    QCOMPARE(sale->due(), 700_fen);
    QCOMPARE(till.forecourt->payable().size(), 1);
    QVERIFY(till.put(id, {water(3)}));
    QCOMPARE(till.payCash(id, 1'049).error().code, ErrorCode::TenderShort);
    QVERIFY(till.payCash(id, 2'000));
    QCOMPARE(till.forecourt->sale(id)->returned, 950_fen);
    const SaleFact fact = till.fact();
    QCOMPARE(fact.goods, std::vector<BasketLine>{water(3)});
    QVERIFY(fact.delivery.isEmpty());
    QCOMPARE(fact.paid(), 1'050_fen);
    QCOMPARE(fact.cashier, StaffId{5});
    QCOMPARE(till.put(id, {water(1)}).error().code, ErrorCode::SaleStateConflict); // it is paid
}

void TestForecourtGoods::beside_theFuel_byCard()
{
    Till till;
    const SaleId id = till.newSale();
    QVERIFY(till.release(id) && pour(till, id, 3'000) && till.untilState(id, SaleState::Payable));
    const Money fuel = till.forecourt->sale(id)->delivery.amount;
    QVERIFY(till.put(id, {water(2)}));
    QVERIFY(till.payCard(id));
    QCOMPARE(till.centre.questions.last().wanted, fuel + 700_fen);
    QVERIFY(till.centre.questions.last().goods && till.centre.questions.last().wantsExactly);
    QCOMPARE(till.forecourt->sale(id)->paid, fuel + 700_fen);
    QCOMPARE(till.fact().gross(), fuel + 700_fen);
    QCOMPARE(till.fact().delivery.amount, fuel); // the pump's own
}

void TestForecourtGoods::coupons_areAskedAboutAll_andGoWithAChange()
{
    Till till;
    const SaleId id = till.newSale();
    QVERIFY(till.put(id, {water(2)}));
    QVERIFY(till.show(id));
    QCOMPARE(till.coupons.asked.last().basket.lines, std::vector<BasketLine>{water(2)});
    QCOMPARE(till.forecourt->sale(id)->due(), 690_fen);
    QVERIFY(till.put(id, {water(1)}));
    QCOMPARE(till.forecourt->sale(id)->due(), 350_fen);
    QVERIFY(till.forecourt->sale(id)->discounts.empty());
}

void TestForecourtGoods::aBasketThatIsEmptied_isOver()
{
    Till till;
    const SaleId id = till.newSale();
    QVERIFY(till.put(id, {water(2)}));
    QVERIFY(till.put(id, {}));
    QVERIFY(till.forecourt->sale(id)->state == SaleState::Released);
    QVERIFY(till.forecourt->payable().isEmpty());
    QVERIFY(till.written().isEmpty()); // nothing to tell
    QCOMPARE(till.put(id, {water(1)}).error().code, ErrorCode::SaleStateConflict);
    const SaleId fuel = till.newSale();
    QVERIFY(till.release(fuel) && pour(till, fuel, 3'000) && till.untilState(fuel, SaleState::Payable));
    QVERIFY(till.put(fuel, {water(2)}));
    QVERIFY(till.put(fuel, {}));
    QVERIFY(till.forecourt->sale(fuel)->state == SaleState::Payable); // the fuel is still to be paid
}

void TestForecourtGoods::refusals()
{
    Till till;
    const SaleId id = till.newSale();
    QCOMPARE(till.put(id, {}).error().code, ErrorCode::QuantityInvalid);
    QCOMPARE(till.put({}, {water(1)}).error().code, ErrorCode::OperationIdMissing);
    BasketLine wrong = water(1);
    wrong.amount = 351_fen;
    QCOMPARE(till.put(id, {wrong}).error().code, ErrorCode::GoodsAmountImplausible);
    wrong = water(1);
    wrong.quantity = 500;
    wrong.amount = 175_fen;
    QCOMPARE(till.put(id, {wrong}).error().code, ErrorCode::QuantityInvalid);
    wrong.unit = Product::Unit::Kilogram; // by weight it is right
    QVERIFY(till.put(id, {wrong}));
    wrong.unit = Product::Unit::Litre;
    QCOMPARE(till.put(id, {wrong}).error().code, ErrorCode::QuantityInvalid);
    wrong = water(1);
    wrong.price.currency = wrong.amount.currency = Currency("EUR");
    QCOMPARE(till.put(id, {wrong}).error().code, ErrorCode::CurrencyMismatch);
    QCOMPARE(till.put(id, std::vector<BasketLine>(size_t(MostGoods) + 1, water(1))).error().code,
             ErrorCode::BasketFull);
    QCOMPARE(till.forecourt->sale(id)->due(), 175_fen); // as it was
    const SaleId running = till.newSale();
    QVERIFY(till.release(running));
    QCOMPARE(till.put(running, {water(1)}).error().code, ErrorCode::SaleStateConflict);
}

void TestForecourtGoods::restart_keepsThem()
{
    Till till;
    const SaleId id = till.newSale();
    QVERIFY(till.put(id, {water(2)}));
    till.restart();
    QVERIFY(till.ready());
    QCOMPARE(till.forecourt->sale(id)->goods, std::vector<BasketLine>{water(2)});
    QVERIFY(till.payCash(id, 700));
    QCOMPARE(till.fact().goods, std::vector<BasketLine>{water(2)});
}

void TestForecourtGoods::storeThatFails_leavesThemAsTheyWere()
{
    Till till;
    const SaleId id = till.newSale();
    for (int at = 0;; ++at) {
        int count = 0;
        till.db->failNext = [&] { return count++ == at; };
        const auto put = till.put(id, {water(2)});
        till.db->failNext = {};
        if (put)
            break;
        QVERIFY(!till.forecourt->sale(id));
    }
    for (int at = 0;; ++at) {
        int count = 0;
        till.db->failNext = [&] { return count++ == at; };
        const auto put = till.put(id, {water(3)});
        till.db->failNext = {};
        if (put)
            break;
        QCOMPARE(till.forecourt->sale(id)->due(), 700_fen);
    }
    QCOMPARE(till.forecourt->sale(id)->due(), 1'050_fen);
}

QTEST_GUILESS_MAIN(TestForecourtGoods)
#include "tst_forecourt_goods.moc"
