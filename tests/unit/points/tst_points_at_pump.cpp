#include "core/domain/coupons/fuel_offer.h"
#include "tests/unit/points/points_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PointsDesk;

namespace {

/// A member with 300 points, worth 3.00, who wants them taken off a fuelling by card.
struct Pump : PointsDesk
{
    explicit Pump(test::TestStore &fresh)
        : PointsDesk(fresh)
    {
        buySettled(300_yuan);
    }
    CardQuestion asked(Money wanted, qint64 count = CouponWish::AllPoints)
    {
        CardQuestion q = question(wanted);
        q.coupons = CouponWish{{}, false, Channel::Kiosk, {}, false, count};
        return q;
    }
    /// Money and points in one transaction, as the route does it.
    Result<CardGrant> answer(const CardQuestion &q, SaleService::Pin pin = SaleService::Pin::NotGiven)
    {
        return committed([&]() -> Result<CardGrant> {
            SaleService service = sales();
            auto grant = service.authorise(q, pin, terminal, now());
            if (!grant)
                return grant;
            return service.reservePointsForFuelling(q, *grant, pin, terminal, now(), grant->offers).map([&] {
                return *grant;
            });
        });
    }
    /// The record of so much fuel, as a station makes it.
    SaleFact delivered(const CardQuestion &q, const CardGrant &grant, Money amount) const
    {
        SaleFact fact = captureOf(q, amount);
        const PointsPaid paid = pointsFor(*grant.offers.points, amount);
        if (paid.amount.isPositive())
            fact.points = paid;
        return fact;
    }
};

}

class TestPointsAtPump : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void all_fromQuestionToBooks_data() { test::addEngineRows(); }
    void all_fromQuestionToBooks();
    void lessFuelThanPoints_takesWhatIsDue_data() { test::addEngineRows(); }
    void lessFuelThanPoints_takesWhatIsDue();
    void neverMoreThanTheCardPays_data() { test::addEngineRows(); }
    void neverMoreThanTheCardPays();
    void givenUp_moneyAndPointsAreFree_data() { test::addEngineRows(); }
    void givenUp_moneyAndPointsAreFree();
    void noneThere_isSaid_theFuelIsGranted_data() { test::addEngineRows(); }
    void noneThere_isSaid_theFuelIsGranted();
    void takenInCash_pointsAreFree_data() { test::addEngineRows(); }
    void takenInCash_pointsAreFree();
    void whatAFuellingTakes();
    void json_roundTrip();
};

void TestPointsAtPump::all_fromQuestionToBooks()
{
    OPEN_STORE(store);
    Pump desk(store);
    const CardQuestion q = desk.asked(150_yuan);
    const auto grant = desk.answer(q);
    VERIFY_OK(grant);
    QCOMPARE(grant->limit, 150_yuan);
    QCOMPARE(grant->offers.points->most, (PointsPaid{300, 3_yuan}));
    QVERIFY(!grant->offers.pointsRefused);
    QCOMPARE(desk.member().reserved, 300);
    const Money before = desk.account().balance;
    VERIFY_OK(desk.tell(desk.delivered(q, *grant, 80_yuan)));
    QCOMPARE(desk.account().balance, before - 77_yuan);
    QCOMPARE(desk.member().reserved, 0);
    QCOMPARE(desk.member().balance, 0);
    QCOMPARE(desk.member().pending, 77); // what points paid earns none
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsAtPump::lessFuelThanPoints_takesWhatIsDue()
{
    OPEN_STORE(store);
    Pump desk(store);
    const CardQuestion q = desk.asked(150_yuan);
    const auto grant = desk.answer(q);
    VERIFY_OK(grant);
    const Money before = desk.account().balance;
    const SaleFact fact = desk.delivered(q, *grant, 2_yuan);
    QCOMPARE(*fact.points, (PointsPaid{200, 2_yuan}));
    VERIFY_OK(desk.tell(fact));
    QCOMPARE(desk.account().balance, before);
    QCOMPARE(desk.account().held, 0_yuan);
    QCOMPARE(desk.member().balance, 100); // the others are the member's again
    QCOMPARE(desk.member().reserved, 0);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsAtPump::neverMoreThanTheCardPays()
{
    OPEN_STORE(store);
    Pump desk(store);
    const auto grant = desk.answer(desk.asked(1_yuan));
    VERIFY_OK(grant);
    QCOMPARE(grant->offers.points->most, (PointsPaid{100, 1_yuan}));
    const auto some = desk.answer(desk.asked(150_yuan, 120)); // of the 200 that are left
    VERIFY_OK(some);
    QCOMPARE(some->offers.points->most, (PointsPaid{120, 1_yuan + 20_fen}));
    QCOMPARE(desk.member().reserved, 220);
    const auto rest = desk.answer(desk.asked(150_yuan)); // all that there still are
    VERIFY_OK(rest);
    QCOMPARE(rest->offers.points->most.spent, 80);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsAtPump::givenUp_moneyAndPointsAreFree()
{
    OPEN_STORE(store);
    Pump desk(store);
    const CardQuestion q = desk.asked(150_yuan);
    VERIFY_OK(desk.answer(q));
    QCOMPARE(desk.member().reserved, 300);
    VERIFY_OK(desk.tell(HoldReleased{q.sale, q.hold, true}));
    QCOMPARE(desk.member().reserved, 0);
    QCOMPARE(desk.member().balance, 300);
    QCOMPARE(desk.account().held, 0_yuan);
    VERIFY_OK(desk.tell(HoldReleased{q.sale, q.hold, true})); // told again
    QCOMPARE(desk.member().balance, 300);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsAtPump::noneThere_isSaid_theFuelIsGranted()
{
    OPEN_STORE(store);
    Pump desk(store);
    VERIFY_OK(desk.answer(desk.asked(150_yuan)));
    const auto none = desk.answer(desk.asked(50_yuan));
    VERIFY_OK(none);
    QVERIFY(!none->offers.points);
    QCOMPARE(none->offers.pointsRefused->code, ErrorCode::PointsInsufficient);
    QCOMPARE(desk.account().held, 200_yuan);
    const auto tooMany = desk.answer(desk.asked(50_yuan, 4'000)); // a number is that number
    VERIFY_OK(tooMany);
    QVERIFY(!tooMany->offers.points && tooMany->offers.pointsRefused);
}

/// The record of the sale without points lets go of them, whoever was paid.
void TestPointsAtPump::takenInCash_pointsAreFree()
{
    OPEN_STORE(store);
    Pump desk(store);
    const CardQuestion q = desk.asked(150_yuan);
    VERIFY_OK(desk.answer(q));
    VERIFY_OK(desk.tell(HoldReleased{q.sale, q.hold, false}));
    VERIFY_OK(desk.tell(desk.cashSale(q.sale, 80_yuan)));
    QCOMPARE(desk.member().reserved, 0);
    QCOMPARE(desk.member().balance, 300);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsAtPump::whatAFuellingTakes()
{
    const FuelPoints points{{1'000, 3_yuan}, {{1, {}}, 333}}; // 333 are worth a fen
    QCOMPARE(pointsFor(points, 3_yuan), points.most);
    for (qint64 due = -1; due < 300; ++due) {
        const PointsPaid paid = pointsFor({{99'900, 3_yuan}, {{1, {}}, 333}}, {due, {}});
        QVERIFY(paid.amount.minor <= std::max<qint64>(0, due));
        QCOMPARE(paid.amount.minor, std::max<qint64>(0, due)); // a whole fen each: nothing is left over
        QVERIFY(paid.spent == paid.amount.minor * 333);
    }
}

void TestPointsAtPump::json_roundTrip()
{
    FuelOffers offers;
    offers.list = {8'000, {}};
    offers.points = FuelPoints{{300, 3_yuan}, {{100, {}}, 100}};
    QVERIFY(!offers.isEmpty());
    const FuelOffers read = fuelOffersFromBytes(bytesOf(offers));
    QCOMPARE(read.points->most, offers.points->most);
    QCOMPARE(read.points->value.points, 100);
    QCOMPARE(read.points->value.amount, 1_yuan);
    offers.points.reset();
    offers.pointsRefused = Error{ErrorCode::PointsOnlineOnly, {}, {}};
    QCOMPARE(fuelOffersFromBytes(bytesOf(offers)).pointsRefused->code, ErrorCode::PointsOnlineOnly);
    const CouponWish wish{{}, false, Channel::Kiosk, QStringLiteral("95"), false, CouponWish::AllPoints};
    QCOMPARE(*couponWishFromJson(toJson(wish)), wish);
}

QTEST_GUILESS_MAIN(TestPointsAtPump)
#include "tst_points_at_pump.moc"
