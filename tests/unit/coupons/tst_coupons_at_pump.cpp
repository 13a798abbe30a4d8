#include "tests/unit/coupons/promotion_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PromotionDesk;

namespace {

struct Pump : PromotionDesk
{
    explicit Pump(test::TestStore &fresh)
        : PromotionDesk(fresh)
    {
        member.customer = card().customer;
    }
    /// The card, and the coupons it brings.
    CardQuestion asked(Money wanted, const QStringList &codes = {}, bool own = true)
    {
        CardQuestion q = question(wanted);
        q.coupons = CouponWish{codes, own};
        return q;
    }
    Result<CardGrant> answer(const CardQuestion &q)
    {
        return committed([&]() -> Result<CardGrant> {
            SaleService service = sales();
            auto grant = service.authorise(q, SaleService::Pin::NotGiven, terminal, now());
            if (!grant)
                return grant;
            return service.reserveForFuelling(q, *grant, couponKeys, terminal, now())
                .map([&](const FuelOffers &offers) {
                    grant->offers = offers;
                    return *grant;
                });
        });
    }
    Coupon give(const Campaign &campaign)
    {
        return *committed([&] { return coupons().give({campaign.id, member.customer, {}}, now()); });
    }
    /// The record of what the pump showed at its lowered price, as a station makes it.
    SaleFact lowered(const CardQuestion &q, const CardGrant &grant, Volume volume) const
    {
        const UnitPrice price = *grant.offers.atPump;
        const Money shown = *amountFor(volume, price);
        const FuelCharged charged = chargeFor(grant.offers, q.product, volume, price, shown);
        SaleFact fact;
        fact.sale = q.sale;
        fact.hold = q.hold;
        fact.pump = q.pump;
        fact.delivery = {1, q.product, charged.price, volume, charged.amount, {}, {}};
        fact.delivery.pump = Delivery::Shown{price, shown};
        fact.discounts = charged.discounts;
        return fact;
    }
    static void perLitre(Campaign &campaign)
    {
        campaign.terms.offer = {};
        campaign.terms.offer.kind = OfferKind::PerLitreOff;
        campaign.terms.offer.price = {500, {}};
    }
    static void automatic(Campaign &campaign)
    {
        perLitre(campaign);
        campaign.terms.automatic = true;
    }
};

}

class TestCouponsAtPump : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lowered_fromQuestionToBooks_data() { test::addEngineRows(); }
    void lowered_fromQuestionToBooks();
    void ownCoupon_isTaken_withoutACode_data() { test::addEngineRows(); }
    void ownCoupon_isTaken_withoutACode();
    void ownCoupon_isLeftAlone_whereNotWanted_data() { test::addEngineRows(); }
    void ownCoupon_isLeftAlone_whereNotWanted();
    void givenUp_moneyAndCouponAreFree_data() { test::addEngineRows(); }
    void givenUp_moneyAndCouponAreFree();
    void twoPumps_oneCoupon_data() { test::addEngineRows(); }
    void twoPumps_oneCoupon();
    void wrongCode_isSaid_theFuelIsGranted_data() { test::addEngineRows(); }
    void wrongCode_isSaid_theFuelIsGranted();
    void publicCode_isClaimedAndUsed_data() { test::addEngineRows(); }
    void publicCode_isClaimedAndUsed();
    void usedOnes_doNotHideTheOthers_data() { test::addEngineRows(); }
    void usedOnes_doNotHideTheOthers();
    void refusedCard_reservesNothing_data() { test::addEngineRows(); }
    void refusedCard_reservesNothing();
    void anotherAmountAtThePump_hasACase_data();
    void anotherAmountAtThePump_hasACase();
    void json_roundTrip();
};

void TestCouponsAtPump::lowered_fromQuestionToBooks()
{
    OPEN_STORE(store);
    Pump desk(store);
    const Campaign campaign = desk.live(1_yuan, [](Campaign &c) {
        Pump::automatic(c);
        c.stationShare = {4'000};
    });
    const CardQuestion q = desk.asked(150_yuan);
    const auto grant = desk.answer(q);
    VERIFY_OK(grant);
    QCOMPARE(grant->offers.atPump->milli, 7'500);
    QCOMPARE(grant->limit, 150_yuan);
    QCOMPARE(desk.account().available(), 350_yuan);
    QVERIFY(*desk.taken(campaign).amount > 10_yuan); // the most it can be
    const SaleFact fact = desk.lowered(q, *grant, {20'000});
    QCOMPARE(fact.delivery.pump->amount, 150_yuan);
    const auto outcome = desk.tell(fact);
    VERIFY_OK(outcome);
    QVERIFY(outcome->kind == FactOutcome::Kind::Applied);
    QCOMPARE(desk.account().balance, 350_yuan);
    QCOMPARE(desk.balance(AccountKind::Promotion, 0), -6_yuan);
    QCOMPARE(desk.balance(AccountKind::Promotion, desk.terminal.station.id.value), -4_yuan);
    QCOMPARE(*desk.taken(campaign).amount, 10_yuan);
    const auto record = desk.sales().find(q.sale);
    QCOMPARE((*record)->gross(), 160_yuan);
    QCOMPARE((*record)->delivery.pump->amount, 150_yuan);
    QCOMPARE((*record)->delivery.pump->price.milli, 7'500);
    QCOMPARE(desk.faults(), QString());
    QCOMPARE(desk.cases("price-unknown"), 0);
}

void TestCouponsAtPump::ownCoupon_isTaken_withoutACode()
{
    OPEN_STORE(store);
    Pump desk(store);
    const Coupon small = desk.give(desk.live(5_yuan));
    const Coupon best = desk.give(desk.live(12_yuan));
    const CardQuestion q = desk.asked(100_yuan);
    const auto grant = desk.answer(q);
    VERIFY_OK(grant);
    QVERIFY(!grant->offers.atPump);
    Money off{0, {}};
    for (const FuelOffer &offer : grant->offers.offers)
        off += offer.redemption.amount;
    QCOMPARE(off, 17_yuan); // of two campaigns, they go together
    QVERIFY(desk.coupon(small.id).state == CouponState::Reserved);
    SaleFact fact = desk.captureOf(q, 40_yuan);
    fact.discounts =
        chargeFor(grant->offers, q.product, fact.delivery.volume, fact.delivery.price, 40_yuan).discounts;
    VERIFY_OK(desk.tell(fact));
    QVERIFY(desk.coupon(best.id).state == CouponState::Used);
    QCOMPARE(desk.account().balance, 500_yuan - 40_yuan + 17_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestCouponsAtPump::ownCoupon_isLeftAlone_whereNotWanted()
{
    OPEN_STORE(store);
    Pump desk(store);
    const Coupon coupon = desk.give(desk.live(5_yuan));
    const auto grant = desk.answer(desk.asked(100_yuan, {}, false));
    QVERIFY(grant && grant->offers.isEmpty());
    QVERIFY(desk.coupon(coupon.id).state == CouponState::Claimed);
}

void TestCouponsAtPump::givenUp_moneyAndCouponAreFree()
{
    OPEN_STORE(store);
    Pump desk(store);
    const Campaign campaign = desk.live(5_yuan);
    const Coupon coupon = desk.give(campaign);
    const CardQuestion q = desk.asked(100_yuan);
    VERIFY_OK(desk.answer(q));
    QVERIFY(desk.coupon(coupon.id).state == CouponState::Reserved);
    VERIFY_OK(desk.tell(HoldReleased{q.sale, q.hold, true}));
    QVERIFY(desk.coupon(coupon.id).state == CouponState::Claimed);
    QCOMPARE(desk.account().available(), 500_yuan);
    QCOMPARE(*desk.taken(campaign).pieces, 0);
}

void TestCouponsAtPump::twoPumps_oneCoupon()
{
    OPEN_STORE(store);
    Pump desk(store);
    const QString code = desk.code(desk.print(desk.live(5_yuan)), 3);
    const auto first = desk.answer(desk.asked(100_yuan, {code}));
    const auto second = desk.answer(desk.asked(100_yuan, {code}));
    VERIFY_OK(first);
    VERIFY_OK(second);
    QCOMPARE(first->offers.offers.size(), 1u);
    QCOMPARE(second->offers.offers.size(), 0u);
    QCOMPARE(second->offers.refused->code, ErrorCode::CouponReserved);
}

void TestCouponsAtPump::wrongCode_isSaid_theFuelIsGranted()
{
    OPEN_STORE(store);
    Pump desk(store);
    const auto grant = desk.answer(desk.asked(100_yuan, {QStringLiteral("NO SUCH CODE")}));
    VERIFY_OK(grant);
    QCOMPARE(grant->limit, 100_yuan);
    QVERIFY(grant->offers.refused.has_value());
    QVERIFY(grant->offers.offers.empty());
}

/// At the counter or the pump, with a member's card: once, however often it is asked about.
void TestCouponsAtPump::publicCode_isClaimedAndUsed()
{
    OPEN_STORE(store);
    Pump desk(store);
    const Campaign campaign = desk.live(5_yuan, [](Campaign &c) { c.claimCode = QStringLiteral("AUTUMN"); });
    CouponQuestion atTheTill = desk.couponQuestion({QStringLiteral("autumn")});
    atTheTill.cardToken = desk.token().bytes;
    for (int i = 0; i < 2; ++i) {
        const auto grant = desk.committed([&] {
            return desk.sales().reserveCoupons(atTheTill, desk.couponKeys, desk.terminal, desk.now());
        });
        VERIFY_OK(grant);
        QCOMPARE(grant->total, 5_yuan);
    }
    QCOMPARE(desk.coupons().repository().given(campaign.id, {}).value_or(-1), 1);
    const auto nobody =
        desk.reserve(desk.couponQuestion({QStringLiteral("AUTUMN")})); // the desk's own member
    VERIFY_OK(nobody);
    desk.member = {};
    const auto stranger = desk.reserve(desk.couponQuestion({QStringLiteral("AUTUMN")}));
    VERIFY_OK(stranger);
    QVERIFY(stranger->redemptions.empty()); // who showed no card has nobody to give it to
    QCOMPARE(desk.coupons().repository().given(campaign.id, {}).value_or(-1), 1);
}

void TestCouponsAtPump::usedOnes_doNotHideTheOthers()
{
    OPEN_STORE(store);
    Pump desk(store);
    const Campaign campaign = desk.live(5_yuan, [](Campaign &c) { c.limits.claimsPerCustomer = 100; });
    const Coupon oldest = desk.give(campaign);
    for (int i = 0; i < 25; ++i) {
        const Coupon next = desk.give(campaign);
        VERIFY_OK(desk.committed([&] { return desk.coupons().voidCoupon(next.id, desk.now()); }));
    }
    const auto grant = desk.answer(desk.asked(100_yuan));
    VERIFY_OK(grant);
    QCOMPARE(grant->offers.offers.size(), 1u);
    QCOMPARE(grant->offers.offers[0].redemption.coupon, oldest.id);
}

void TestCouponsAtPump::refusedCard_reservesNothing()
{
    OPEN_STORE(store);
    Pump desk(store);
    const Coupon coupon = desk.give(desk.live(5_yuan));
    CardQuestion q = desk.asked(600_yuan);
    q.wantsExactly = true;
    COMPARE_REFUSED(desk.answer(q), ErrorCode::InsufficientFunds);
    QVERIFY(desk.coupon(coupon.id).state == CouponState::Claimed);
}

void TestCouponsAtPump::anotherAmountAtThePump_hasACase_data()
{
    QTest::addColumn<qint64>("shown");
    QTest::addColumn<qint64>("price");
    QTest::addColumn<bool>("isWrong");
    QTest::newRow("as it is") << qint64(15'000) << qint64(7'500) << false;
    QTest::newRow("more than the list price") << qint64(16'100) << qint64(8'050) << true;
    QTest::newRow("less than was taken off") << qint64(14'000) << qint64(7'000) << true;
    QTest::newRow("not its own price") << qint64(15'000) << qint64(7'000) << true;
}

void TestCouponsAtPump::anotherAmountAtThePump_hasACase()
{
    QFETCH(qint64, shown);
    QFETCH(qint64, price);
    QFETCH(bool, isWrong);
    test::TestStore store(QStringLiteral("sqlcipher"));
    Pump desk(store);
    desk.live(1_yuan, &Pump::automatic);
    const CardQuestion q = desk.asked(150_yuan);
    const auto grant = desk.answer(q);
    VERIFY_OK(grant);
    SaleFact fact = desk.lowered(q, *grant, {20'000});
    fact.delivery.pump = Delivery::Shown{{price, {}}, {shown, {}}};
    const auto outcome = desk.tell(fact);
    VERIFY_OK(outcome);
    QCOMPARE(outcome->kind == FactOutcome::Kind::Exception, isWrong);
    QCOMPARE(desk.cases("implausible"), isWrong ? 1 : 0);
    QCOMPARE(desk.faults(), QString());
}

void TestCouponsAtPump::json_roundTrip()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    Pump desk(store);
    desk.live(1_yuan, &Pump::automatic);
    const CardQuestion q = desk.asked(150_yuan, {QStringLiteral("A")});
    const auto again = questionFromJson(toJson(q));
    VERIFY_OK(again);
    QCOMPARE(*again->coupons, *q.coupons);
    QCOMPARE(again->price, q.price);
    const auto grant = desk.answer(q);
    VERIFY_OK(grant);
    const auto heard = grantFromJson(toJson(*grant));
    VERIFY_OK(heard);
    QCOMPARE(bytesOf(heard->offers), bytesOf(grant->offers));
    const SaleFact fact = desk.lowered(q, *grant, {20'000});
    const auto parsed = parseFact(makeFact(q.operation, desk.now(), fact).body);
    VERIFY_OK(parsed);
    const SaleFact &told = std::get<SaleFact>(parsed->body);
    QCOMPARE(told.delivery.pump->amount, fact.delivery.pump->amount);
    QCOMPARE(told.paid(), fact.paid());
    const auto back = parseFact(makeFact(q.operation, desk.now(), HoldReleased{q.sale, q.hold, true}).body);
    QVERIFY(std::get<HoldReleased>(back->body).coupons);
}

QTEST_GUILESS_MAIN(TestCouponsAtPump)
#include "tst_coupons_at_pump.moc"
