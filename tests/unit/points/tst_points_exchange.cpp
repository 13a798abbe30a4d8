#include "tests/unit/coupons/promotion_desk.h"
#include "tests/unit/points/points_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PointsDesk;
using youka::test::PromotionDesk;

namespace {

/// A house that gives coupons for points, and a member with 500 of them.
struct ExchangeDesk : PromotionDesk
{
    explicit ExchangeDesk(test::TestStore &fresh, const CardService::Issue &issue = {})
        : PromotionDesk(fresh, issue)
    {
        customer = card().customer;
        PointsScheme scheme = PointsDesk::plainScheme();
        scheme.levels.clear();
        const auto ready = committed([&] {
            return points().changeScheme(scheme, manager(1), now()).and_then([&](const PointsScheme &) {
                return points().adjust({ids.make<OperationId>(), customer, {}, 500, QStringLiteral("gift")},
                                       manager(1), now());
            });
        });
        ensure(ready.has_value(), "a member has points");
    }
    PointsService points() { return PointsService(*store.db); }
    Campaign forPoints(qint64 price, const std::function<void(Campaign &)> &change = {})
    {
        return live(5_yuan, [&](Campaign &c) {
            c.pointsPrice = price;
            if (change)
                change(c);
        });
    }
    Result<SaleService::Exchanged> exchange(CampaignId campaign,
                                            SaleService::Pin pin = SaleService::Pin::NotGiven)
    {
        return committed([&] {
            return sales().exchangePoints({token(), CardProof::Track, campaign}, pin, couponKeys, terminal,
                                          now());
        });
    }
    qint64 left() { return points().statement(customer, {}, now(), 10)->member.balance; }
    QString allFaults()
    {
        const auto proof = checkPoints(*store.db);
        return faults() + (proof ? proof->faults.join(u'\n') : toString(proof.error()));
    }
    CustomerId customer;
};

}

/// Coupons for points.
class TestPointsExchange : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pointsGo_theCouponIsTheirs_data() { test::addEngineRows(); }
    void pointsGo_theCouponIsTheirs();
    void whatIsOffered_data() { test::addEngineRows(); }
    void whatIsOffered();
    void refusals_data() { test::addEngineRows(); }
    void refusals();
    void aPin_isNeededWhereThereIsOne_data() { test::addEngineRows(); }
    void aPin_isNeededWhereThereIsOne();
    void faultSweep_data() { test::addEngineRows(); }
    void faultSweep();
};

void TestPointsExchange::pointsGo_theCouponIsTheirs()
{
    OPEN_STORE(store);
    ExchangeDesk desk(store);
    const Campaign campaign = desk.forPoints(200);
    QCOMPARE(desk.balance(AccountKind::PointsLiability, 0), 5_yuan);
    auto done = desk.exchange(campaign.id);
    VERIFY_OK(done);
    QCOMPARE(done->member.balance, 300);
    QCOMPARE(done->coupon.customer, desk.customer);
    QCOMPARE(desk.coupon(done->coupon.id).state, CouponState::Claimed);
    QCOMPARE(desk.balance(AccountKind::PointsLiability, 0), 3_yuan);
    desk.clock.advanceMs(1'000);
    VERIFY_OK(desk.exchange(campaign.id)); // paid for, so as many as there are points
    QCOMPARE(desk.left(), 100);
    COMPARE_REFUSED(desk.exchange(campaign.id), ErrorCode::PointsInsufficient);
    QCOMPARE(desk.left(), 100);
    const auto statement = desk.points().statement(desk.customer, {}, desk.now(), 10);
    QCOMPARE(statement->lines.front().kind, MoveKind::Exchange);
    QCOMPARE(statement->lines.front().reason, campaign.name);
    QCOMPARE(statement->lines.front().points, -200);
    // It works where its owner shows the card.
    CouponQuestion q = desk.couponQuestion({desk.coupons().codeOf(done->coupon.id)});
    desk.member.customer = desk.customer;
    QCOMPARE(desk.reserve(q)->total, 5_yuan);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsExchange::whatIsOffered()
{
    OPEN_STORE(store);
    ExchangeDesk desk(store);
    desk.live(9_yuan); // not for points
    const Campaign dear = desk.forPoints(900);
    const Campaign cheap = desk.forPoints(100);
    desk.forPoints(50, [&](Campaign &c) { c.terms.from = desk.now().plusMs(1'000); });
    const auto offers = desk.coupons().forPoints(desk.now());
    VERIFY_OK(offers);
    QCOMPARE(offers->size(), 2U);
    QCOMPARE(offers->at(0).id, cheap.id);
    QCOMPARE(offers->at(1).id, dear.id);
    QCOMPARE(offers->at(0).pointsPrice, 100);
    Campaign automatic;
    automatic.name = QStringLiteral("For all");
    automatic.terms.offer.amount = 1_yuan;
    automatic.terms.until = desk.now().plusMs(1'000);
    automatic.terms.automatic = true;
    automatic.pointsPrice = 10;
    COMPARE_REFUSED(
        desk.committed([&] { return desk.campaigns().create(automatic, desk.manager(1), desk.now()); }),
        ErrorCode::CampaignTermsInvalid);
}

void TestPointsExchange::refusals()
{
    OPEN_STORE(store);
    ExchangeDesk desk(store);
    COMPARE_REFUSED(desk.exchange({4711}), ErrorCode::CampaignUnknown);
    COMPARE_REFUSED(desk.exchange(desk.live(5_yuan).id), ErrorCode::CampaignUnknown);
    const Campaign few = desk.forPoints(100, [](Campaign &c) { c.limits.claims = 1; });
    VERIFY_OK(desk.exchange(few.id));
    COMPARE_REFUSED(desk.exchange(few.id), ErrorCode::CouponBudgetGone);
    QCOMPARE(desk.left(), 400); // what gives nothing takes nothing
    const Campaign paused = desk.forPoints(100);
    VERIFY_OK(desk.committed([&] {
        return desk.campaigns().step(paused.id, CampaignState::Paused, desk.manager(1), desk.now());
    }));
    COMPARE_REFUSED(desk.exchange(paused.id), ErrorCode::CampaignStateConflict);
    VERIFY_OK(
        desk.committed([&] { return desk.cards().changeState(desk.cardId, CardState::Frozen, desk.now()); }));
    COMPARE_REFUSED(desk.exchange(few.id), ErrorCode::CardFrozen);
    QCOMPARE(desk.left(), 400);
    QCOMPARE(desk.allFaults(), QString());
}

void TestPointsExchange::aPin_isNeededWhereThereIsOne()
{
    OPEN_STORE(store);
    CardService::Issue issue;
    issue.pinHash = "a hash";
    ExchangeDesk desk(store, issue);
    const Campaign campaign = desk.forPoints(100);
    COMPARE_REFUSED(desk.exchange(campaign.id), ErrorCode::PinRequired);
    COMPARE_REFUSED(desk.exchange(campaign.id, SaleService::Pin::Wrong), ErrorCode::PinWrong);
    QCOMPARE(desk.left(), 500);
    VERIFY_OK(desk.exchange(campaign.id, SaleService::Pin::Right));
    QCOMPARE(desk.left(), 400);
}

void TestPointsExchange::faultSweep()
{
    OPEN_STORE(store);
    ExchangeDesk desk(store);
    const Campaign campaign = desk.forPoints(200);
    int failed = 0;
    for (int at = 0;; ++at) {
        int count = 0;
        store.db->failNext = [&] { return count++ == at; };
        const auto done = desk.exchange(campaign.id);
        store.db->failNext = {};
        if (done)
            break;
        ++failed;
        QCOMPARE(desk.left(), 500);
        QCOMPARE(desk.allFaults(), QString());
    }
    QVERIFY(failed > 10);
    QCOMPARE(desk.left(), 300);
    QCOMPARE(desk.allFaults(), QString());
}

QTEST_GUILESS_MAIN(TestPointsExchange)
#include "tst_points_exchange.moc"
