#include "forecourt_desk.h"
#include "pour.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

/// Each code it knows takes off so much; the answer comes when it is told to.
class Coupons final : public CouponDesk
{
public:
    void ask(const CouponQuestion &question, std::function<void(Result<CouponGrant>)> answer) override
    {
        asked.append(question);
        m_answer = std::move(answer);
    }
    bool waits() const { return bool(m_answer); }
    void reply()
    {
        CouponGrant grant;
        grant.sale = asked.last().sale;
        grant.total = {0, {}};
        grant.payings = payings;
        for (int i = 0; i < int(asked.last().codes.size()); ++i) {
            const QString &code = asked.last().codes[i];
            if (!worth.contains(code)) {
                grant.refused.emplace_back(i, Error{ErrorCode::CouponUsed, {}});
                continue;
            }
            grant.redemptions.push_back({{1}, 1, {1, quint32(i + 1)}, worth[code], code});
            grant.total += worth[code];
        }
        std::exchange(m_answer, {})(refuseWith ? Result<CouponGrant>(fail(*refuseWith)) : grant);
    }
    QMap<QString, Money> worth{{QStringLiteral("TEN"), {1'000, {}}},
                               {QStringLiteral("ALL"), {10'000'000, {}}}};
    PayingBys payings;
    std::optional<ErrorCode> refuseWith;
    QList<CouponQuestion> asked;

private:
    std::function<void(Result<CouponGrant>)> m_answer;
};

struct Till : ForecourtDesk
{
    Till()
    {
        forecourt->setCoupons(&coupons);
        ensure(ready() && release(id) && pour(*this, id, 3'000) && untilState(id, SaleState::Payable),
               "a sale waits for its tender");
        gross = forecourt->sale(id)->delivery.amount;
    }
    Answer show(const QStringList &codes, const CardIdentity &who = {})
    {
        return start(
            [&](Forecourt &f, const StationControl::Done &done) { f.useCoupons(id, codes, who, done); });
    }
    Result<void> shown(const QStringList &codes, const CardIdentity &who = {})
    {
        const Answer answer = show(codes, who);
        if (coupons.waits())
            coupons.reply();
        if (!until([&] { return answer->has_value(); }))
            return fail(ErrorCode::Timeout);
        return **answer;
    }
    SaleFact fact() { return std::get<SaleFact>(written().last().body); }

    Coupons coupons;
    SaleId id = newSale();
    Money gross;
};

const QString Ten = QStringLiteral("TEN");
const QString Bad = QStringLiteral("BAD");

}

class TestForecourtCoupons : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cash_paysWhatIsLeft();
    void card_isAskedForWhatIsLeft();
    void aRefusedOne_isSaid_theOthersStay();
    void putAway_nothingIsTakenOff();
    void whileItIsAsked_nobodyPays();
    void wayOfPaying_isHeld();
    void moreThanTheSale_isNoGrant();
    void restart_keepsThem();
    void paidSales_takeNone();
    void perLitre_thePumpShowsIt();
    void perLitre_nozzleIsOut_itComesOffAfterwards();
    void perLitre_thePumpKeepsItsPrice_itComesOffAfterwards();
    void amountOff_comesOffAfterwards_whereItFits();
    void givenUp_theListPriceIsBack();
    void theNextCustomer_waitsForTheListPrice();
    void stationEnds_theListPriceIsBack();
    void withoutWish_nothingIsAsked();
};

void TestForecourtCoupons::cash_paysWhatIsLeft()
{
    Till till;
    QVERIFY(till.shown({Ten}));
    const CouponQuestion &asked = till.coupons.asked.last();
    QCOMPARE(asked.basket.gross(), till.gross);
    QVERIFY(asked.paying == PayingBy::Cash);
    QCOMPARE(till.forecourt->sale(till.id)->due(), till.gross - 10_yuan);
    QCOMPARE(till.payCash(till.id, till.gross.minor - 1'001).error().code, ErrorCode::TenderShort);
    QVERIFY(till.payCash(till.id, till.gross.minor));
    QCOMPARE(till.forecourt->sale(till.id)->returned, 10_yuan);
    QCOMPARE(till.fact().delivery.amount, till.gross); // the pump's own
    QCOMPARE(till.fact().paid(), till.gross - 10_yuan);
    QCOMPARE(till.fact().discounts.size(), 1u);
}

void TestForecourtCoupons::card_isAskedForWhatIsLeft()
{
    Till till;
    QVERIFY(till.shown({Ten}, ForecourtDesk::card()));
    QVERIFY(till.coupons.asked.last().paying == PayingBy::FuelCard);
    QVERIFY(!till.coupons.asked.last().cardToken.isEmpty());
    QVERIFY(till.payCard(till.id));
    QCOMPARE(till.centre.questions.last().wanted, till.gross - 10_yuan);
    QCOMPARE(till.forecourt->sale(till.id)->paid, till.gross - 10_yuan);
    QCOMPARE(till.fact().discounts.size(), 1u);
}

void TestForecourtCoupons::aRefusedOne_isSaid_theOthersStay()
{
    Till till;
    QCOMPARE(till.shown({Ten, Bad}).error().code, ErrorCode::CouponUsed);
    const auto refusals = till.forecourt->couponRefusals(till.id); // each by its code
    QCOMPARE(refusals.size(), size_t(1));
    QCOMPARE(refusals.at(Bad).code, ErrorCode::CouponUsed);
    QCOMPARE(till.forecourt->sale(till.id)->discounts.size(), 1u);
    QVERIFY(till.shown({Bad, Ten})); // what is said is said of the last
    QVERIFY(till.forecourt->couponRefusals(till.id).contains(Bad));
    till.coupons.refuseWith = ErrorCode::Unavailable;
    QCOMPARE(till.shown({Ten}).error().code, ErrorCode::Unavailable);
    QCOMPARE(till.forecourt->sale(till.id)->discounts.size(), 1u);
}

void TestForecourtCoupons::putAway_nothingIsTakenOff()
{
    Till till;
    QVERIFY(till.shown({Ten}));
    QVERIFY(till.shown({}));
    QVERIFY(till.payCash(till.id, till.gross.minor));
    QVERIFY(till.fact().discounts.empty());
}

void TestForecourtCoupons::whileItIsAsked_nobodyPays()
{
    Till till;
    const auto answer = till.show({Ten});
    QCOMPARE(till.payCash(till.id, 100'000).error().code, ErrorCode::Busy);
    QCOMPARE(till.payCard(till.id).error().code, ErrorCode::Busy);
    QCOMPARE(till.shown({Ten}).error().code, ErrorCode::Busy); // and the first is answered meanwhile
    QVERIFY(till.until([&] { return answer->has_value(); }));
    QVERIFY(till.payCash(till.id, 100'000));
    QCOMPARE(till.fact().discounts.size(), 1u);
}

void TestForecourtCoupons::wayOfPaying_isHeld()
{
    Till till;
    till.coupons.payings = PayingBy::FuelCard;
    QVERIFY(till.shown({Ten}, ForecourtDesk::card()));
    QCOMPARE(till.payCash(till.id, 100'000).error().code, ErrorCode::CouponWrongPayment);
    QVERIFY(till.payCard(till.id));
}

void TestForecourtCoupons::moreThanTheSale_isNoGrant()
{
    Till till;
    QVERIFY(!till.shown({QStringLiteral("ALL")}));
    QVERIFY(till.forecourt->sale(till.id)->discounts.empty());
}

void TestForecourtCoupons::restart_keepsThem()
{
    Till till;
    QVERIFY(till.shown({Ten}));
    till.restart();
    QCOMPARE(till.forecourt->sale(till.id)->discounts.size(), 1u);
    QVERIFY(till.ready());
    QVERIFY(till.payCash(till.id, till.gross.minor - 1'000));
    QCOMPARE(till.fact().discounts[0].name, Ten);
    QCOMPARE(till.shown({Ten}).error().code, ErrorCode::SaleStateConflict);
}

void TestForecourtCoupons::paidSales_takeNone()
{
    Till till;
    QVERIFY(till.payCash(till.id, 100'000));
    QCOMPARE(till.shown({Ten}).error().code, ErrorCode::SaleStateConflict);
    till.forecourt->setCoupons(nullptr);
    const SaleId next = std::exchange(till.id, till.newSale());
    Q_UNUSED(next);
    QVERIFY(till.ready() && till.release(till.id) && pour(till, till.id, 1'000)
            && till.untilState(till.id, SaleState::Payable));
    QCOMPARE(till.shown({Ten}).error().code, ErrorCode::CouponOnlineOnly);
}

namespace {

/// The customer takes `ml` and hangs up; then the sale is over.
bool fill(ForecourtDesk &desk, SaleId id, qint64 ml)
{
    return desk.untilState(id, SaleState::PumpReleased) && pour(desk, id, ml)
        && desk.untilState(id, SaleState::Settled);
}

}

void TestForecourtCoupons::perLitre_thePumpShowsIt()
{
    ForecourtDesk desk;
    desk.centre.coupon = ForecourtDesk::perLitre(300);
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    const auto answer = desk.fuelWithCoupon(id, ForecourtDesk::amount(20'000));
    QVERIFY(desk.until([&] { return answer->has_value(); }));
    QVERIFY((*answer)->has_value());
    QCOMPARE(desk.iron().pump.price(1).milli, 7'550);
    QCOMPARE(desk.iron().pump.price(2).milli, 7'310); // of the other grade
    QCOMPARE(desk.forecourt->sale(id)->coupons, QStringList{QStringLiteral("less")});
    QVERIFY(fill(desk, id, 9'000));
    const SaleView view = *desk.forecourt->sale(id);
    QVERIFY(view.delivery.pump.has_value());
    QCOMPARE(view.delivery.pump->price.milli, 7'550);
    QCOMPARE(view.paid, desk.iron().pump.totalAmount(1)); // what the display says is what is paid
    QCOMPARE(view.delivery.price.milli, 7'850);
    QCOMPARE(view.discounts[0].amount, *amountFor(view.delivery.volume, {300, {}}));
    QVERIFY(isPlausible(view.delivery.amount, view.delivery.volume, {7'850, {}}));
    QCOMPARE(view.gross() - view.paid, totalOf(view.discounts, {}));
    const auto fact = std::get<SaleFact>(desk.written().last().body);
    QCOMPARE(fact.paid(), view.paid);
    QCOMPARE(fact.delivery.pump->amount, view.paid);
    QVERIFY(desk.ready());
    QVERIFY(desk.until([&] { return desk.iron().pump.price(1).milli == 7'850; }));
}

void TestForecourtCoupons::perLitre_nozzleIsOut_itComesOffAfterwards()
{
    ForecourtDesk desk;
    desk.centre.coupon = ForecourtDesk::perLitre(300);
    QVERIFY(desk.ready());
    QVERIFY(desk.lift());
    const SaleId id = desk.newSale();
    const auto answer = desk.fuelWithCoupon(id, ForecourtDesk::amount(20'000));
    QVERIFY(fill(desk, id, 9'000));
    QVERIFY(answer->has_value());
    const SaleView view = *desk.forecourt->sale(id);
    QVERIFY(!view.delivery.pump);
    QCOMPARE(view.delivery.amount, desk.iron().pump.totalAmount(1)); // at list price
    QCOMPARE(view.discounts.size(), 1u);
    QCOMPARE(view.discounts[0].amount, *amountFor(view.delivery.volume, {300, {}}));
    QCOMPARE(view.paid, view.delivery.amount - view.discounts[0].amount);
    QCOMPARE(view.paid + view.returned, 200_yuan);
}

/// A price with more digits than the pump can show is none that it takes.
void TestForecourtCoupons::perLitre_thePumpKeepsItsPrice_itComesOffAfterwards()
{
    ForecourtDesk desk;
    desk.centre.coupon = ForecourtDesk::perLitre(305);
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    const auto answer = desk.fuelWithCoupon(id, ForecourtDesk::amount(20'000));
    QVERIFY(fill(desk, id, 9'000));
    QVERIFY(answer->has_value());
    const SaleView view = *desk.forecourt->sale(id);
    QVERIFY(!view.delivery.pump);
    QCOMPARE(view.discounts[0].amount, *amountFor(view.delivery.volume, {305, {}}));
    QVERIFY(desk.ready());
    QVERIFY(desk.release(desk.newSale())); // the next one is served
}

void TestForecourtCoupons::amountOff_comesOffAfterwards_whereItFits()
{
    CouponTerms terms;
    terms.campaign = {1};
    terms.offer.kind = OfferKind::AmountOff;
    terms.offer.amount = 5_yuan;
    terms.scope.minAmount = 50_yuan;
    ForecourtDesk desk;
    desk.centre.coupon = terms;
    for (const auto &[ml, off] : {std::pair(4'000, 0_yuan), std::pair(7'000, 5_yuan)}) {
        QVERIFY(desk.ready());
        const SaleId id = desk.newSale();
        const auto answer = desk.fuelWithCoupon(id);
        QVERIFY(fill(desk, id, ml));
        QVERIFY(answer->has_value());
        const SaleView view = *desk.forecourt->sale(id);
        QCOMPARE(totalOf(view.discounts, {}), off);
        QCOMPARE(view.paid, view.delivery.amount - off);
        QVERIFY(!view.delivery.pump);
    }
}

void TestForecourtCoupons::givenUp_theListPriceIsBack()
{
    ForecourtDesk desk;
    desk.centre.coupon = ForecourtDesk::perLitre(300);
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    const auto answer = desk.fuelWithCoupon(id);
    QVERIFY(desk.untilState(id, SaleState::PumpReleased));
    QCOMPARE(desk.iron().pump.price(1).milli, 7'550);
    QVERIFY(desk.cancel(id));
    QVERIFY(answer->has_value());
    const auto released = std::get<HoldReleased>(desk.written().last().body);
    QVERIFY(released.coupons); // what was reserved with the money goes back with it
    QVERIFY(desk.until([&] { return desk.iron().pump.price(1).milli == 7'850; }));
    QVERIFY(desk.ready());
    QVERIFY(desk.lift());
    QVERIFY(desk.release(desk.newSale()));
}

void TestForecourtCoupons::theNextCustomer_waitsForTheListPrice()
{
    ForecourtDesk desk;
    desk.centre.coupon = ForecourtDesk::perLitre(300);
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    const auto answer = desk.fuelWithCoupon(id);
    QVERIFY(desk.untilState(id, SaleState::PumpReleased));
    QVERIFY(pour(desk, id, 2'000));
    while (desk.state(id) != SaleState::Settled) {
        desk.run(5);
        if (desk.iron().pump.price(1).milli != 7'850)
            QVERIFY(!desk.release(desk.newSale()));
    }
    QVERIFY(answer->has_value());
    SaleId next = desk.newSale();
    QVERIFY(desk.until([&] { return bool(desk.release(next = desk.newSale())); }));
    QCOMPARE(desk.iron().pump.price(1).milli, 7'850);
    QVERIFY(pour(desk, next, 2'000) && desk.untilState(next, SaleState::Payable));
    QCOMPARE(desk.forecourt->sale(next)->delivery.price.milli, 7'850);
}

/// Which price a nozzle has that hangs is not seen: the pump shows the one of the nozzle in use.
void TestForecourtCoupons::stationEnds_theListPriceIsBack()
{
    ForecourtDesk desk;
    desk.centre.coupon = ForecourtDesk::perLitre(300);
    QVERIFY(desk.ready());
    const SaleId id = desk.newSale();
    const auto answer = desk.fuelWithCoupon(id, {}, ForecourtDesk::wish(QStringLiteral("92")));
    QVERIFY(desk.until([&] { return desk.iron().pump.price(2).milli == 7'010; }));
    desk.restart();
    QVERIFY(desk.until([&] { return desk.iron().pump.price(2).milli == 7'310; }, 20'000));
    desk.restart(); // it is known now, and not set again
    QVERIFY(desk.ready() && desk.lift());
    QVERIFY(desk.until([&] { return bool(desk.release(desk.newSale())); }));
}

void TestForecourtCoupons::withoutWish_nothingIsAsked()
{
    ForecourtDesk desk;
    desk.centre.coupon = ForecourtDesk::perLitre(300);
    QVERIFY(desk.ready() && desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    QVERIFY(!desk.centre.questions.last().coupons);
    QVERIFY(fill(desk, id, 2'000));
    QVERIFY(desk.forecourt->sale(id)->discounts.empty());
}

QTEST_GUILESS_MAIN(TestForecourtCoupons)
#include "tst_forecourt_coupons.moc"
