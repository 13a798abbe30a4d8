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
    QCOMPARE(till.forecourt->sale(till.id)->discounts.size(), 1u);
    QVERIFY(till.shown({Bad, Ten})); // what is said is said of the last
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

QTEST_GUILESS_MAIN(TestForecourtCoupons)
#include "tst_forecourt_coupons.moc"
