#include "tests/unit/coupons/issue_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::IssueDesk;

namespace {

Campaign tenPercent(IssueDesk &desk, bool automatic = true,
                    const std::function<void(Campaign &)> &change = {})
{
    return desk.live(0_yuan, [&](Campaign &one) {
        one.terms.offer = {};
        one.terms.offer.kind = OfferKind::TopUpBonus;
        one.terms.offer.percent = Percent{1'000};
        one.terms.scope.minAmount = 100_yuan;
        one.terms.automatic = automatic;
        if (change)
            change(one);
    });
}

}

/// Each cell of the table in docs/refunds.md that has bonus money in it, and what top-ups add.
class TestTopUps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bonus_isAddedAndSpentFirst_data() { test::addEngineRows(); }
    void bonus_isAddedAndSpentFirst();
    void bonus_theBestWithinItsBounds_data() { test::addEngineRows(); }
    void bonus_theBestWithinItsBounds();
    void bonus_goesBackWithItsTopUp_data() { test::addEngineRows(); }
    void bonus_goesBackWithItsTopUp();
    void bonus_refundsGiveItsShare_data() { test::addEngineRows(); }
    void bonus_refundsGiveItsShare();
    void bonus_plantedFaultsAreSeen_data() { test::addEngineRows(); }
    void bonus_plantedFaultsAreSeen();
    void topUp_givesACoupon_reversedItIsGone_data() { test::addEngineRows(); }
    void topUp_givesACoupon_reversedItIsGone();
};

void TestTopUps::bonus_isAddedAndSpentFirst()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign =
        tenPercent(desk, true, [](Campaign &one) { one.stationShare = Percent{5'000}; });
    QVERIFY(desk.topUp(99_yuan, desk.ids.make<OperationId>())->booked.bonus.isZero());
    const auto done = desk.topUp(200_yuan, desk.ids.make<OperationId>());
    VERIFY_OK(done);
    QCOMPARE(done->booked.bonus, 20_yuan);
    QCOMPARE(done->bonusName, campaign.name);
    QCOMPARE(desk.account().balance, 799_yuan);
    QCOMPARE(desk.account().available(), 819_yuan);
    QCOMPARE(desk.balance(AccountKind::Promotion, 0), (Money{-1'000, {}}));
    QCOMPARE(desk.balance(AccountKind::Promotion, desk.terminal.station.id.value), (Money{-1'000, {}}));
    QCOMPARE(desk.taken(campaign).pieces, 1);
    const CardQuestion q = desk.question(32_yuan);
    VERIFY_OK(desk.ask(q));
    VERIFY_OK(desk.tell(desk.captureOf(q, 32_yuan)));
    QCOMPARE(desk.account().bonus, 0_yuan);
    QCOMPARE(desk.account().balance, 787_yuan);
    // All of the money can be held, and no more.
    VERIFY_OK(desk.topUp(100_yuan, desk.ids.make<OperationId>()));
    VERIFY_OK(desk.ask(desk.question(897_yuan)));
    QCOMPARE(desk.account().available(), 0_yuan);
    QCOMPARE(desk.allFaults(), QString());
}

void TestTopUps::bonus_theBestWithinItsBounds()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign automatic = tenPercent(desk);
    const Campaign better = tenPercent(desk, false, [](Campaign &one) {
        one.terms.offer.percent = Percent{2'000};
        one.limits.total.amount = 30_yuan;
        one.limits.claimsPerCustomer = 2;
    });
    for (int i = 0; i < 2; ++i)
        VERIFY_OK(desk.committed([&] {
            return desk.coupons().give({better.id, desk.member.customer, {}}, desk.now());
        }));
    QCOMPARE(desk.topUp(100_yuan, desk.ids.make<OperationId>())->booked.bonus, 20_yuan);
    QCOMPARE(desk.owned(better), 1);
    // The campaign has ten left: the other one is taken, its coupon stays.
    const auto seen = [&] {
        const BookingContext context{{}, desk.now(), desk.now(), desk.day(), desk.terminal.station.id, {}};
        return TopUpService(*store.db, desk.keys)
            .bonusNow(desk.cardId, 100_yuan, {{AccountKind::Cash, context.station.value}}, context)
            .value();
    };
    QCOMPARE(seen(), 10_yuan);
    QCOMPARE(desk.taken(automatic).amount, 0_yuan); // looking takes nothing
    QCOMPARE(desk.topUp(100_yuan, desk.ids.make<OperationId>())->booked.bonus, 10_yuan);
    QCOMPARE(desk.owned(better), 1);
    QCOMPARE(desk.taken(automatic).amount, 10_yuan);
    QCOMPARE(desk.allFaults(), QString());
}

void TestTopUps::bonus_goesBackWithItsTopUp()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign = tenPercent(desk, false);
    VERIFY_OK(desk.committed([&] {
        return desk.coupons().give({campaign.id, desk.member.customer, {}}, desk.now());
    }));
    const auto operation = desk.ids.make<OperationId>();
    VERIFY_OK(desk.topUp(100_yuan, operation));
    QCOMPARE(desk.owned(campaign), 0);
    VERIFY_OK(desk.reverse(operation));
    QCOMPARE(desk.account().money(), 500_yuan);
    QCOMPARE(desk.balance(AccountKind::Promotion, 0), 0_yuan);
    QCOMPARE(desk.owned(campaign), 1); // may be used again
    QCOMPARE(desk.taken(campaign).amount, 0_yuan);
    // What of the bonus is spent is owed; no more cash goes back than came in.
    const auto second = desk.ids.make<OperationId>();
    VERIFY_OK(desk.topUp(100_yuan, second));
    const CardQuestion q = desk.question(8_yuan);
    VERIFY_OK(desk.ask(q));
    VERIFY_OK(desk.tell(desk.captureOf(q, 8_yuan)));
    VERIFY_OK(desk.reverse(second));
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(desk.account().bonus, 0_yuan);
    QCOMPARE(desk.balance(AccountKind::Receivable, desk.purse.value), (Money{-800, {}}));
    QCOMPARE(desk.allFaults(), QString());
    // Principal that is spent is refused as it always was.
    const auto third = desk.ids.make<OperationId>();
    VERIFY_OK(desk.topUp(100_yuan, third));
    VERIFY_OK(desk.ask(desk.question(desk.account().available())));
    COMPARE_REFUSED(desk.reverse(third), ErrorCode::ReversalFundsSpent);
    QCOMPARE(desk.allFaults(), QString());
}

void TestTopUps::bonus_refundsGiveItsShare()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    tenPercent(desk);
    VERIFY_OK(desk.topUp(100_yuan, desk.ids.make<OperationId>()));
    CardQuestion q = desk.question(40_yuan);
    VERIFY_OK(desk.ask(q));
    VERIFY_OK(desk.tell(desk.captureOf(q, 40_yuan)));
    QCOMPARE(desk.account().balance, 570_yuan);
    const auto part = [&](qint64 ml) {
        return desk.committed([&] {
            return RefundService(*store.db, desk.keys)
                .refund({desk.ids.make<OperationId>(),
                         q.sale,
                         {{0, ml}},
                         RefundReason::Mistake,
                         QStringLiteral("asked"),
                         desk.manager(1)},
                        desk.now());
        });
    };
    VERIFY_OK(part(1'250)); // a quarter
    QCOMPARE(desk.account().bonus, (Money{250, {}}));
    QCOMPARE(desk.account().balance, (Money{57'750, {}}));
    VERIFY_OK(part(1'000));
    VERIFY_OK(part(2'750)); // in the end all of it is where it was
    QCOMPARE(desk.account().bonus, 10_yuan);
    QCOMPARE(desk.account().balance, 600_yuan);
    QCOMPARE(desk.allFaults(), QString());
}

void TestTopUps::bonus_plantedFaultsAreSeen()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    tenPercent(desk);
    const auto operation = desk.ids.make<OperationId>();
    VERIFY_OK(desk.topUp(100_yuan, operation));
    QCOMPARE(desk.allFaults(), QString());
    const auto seen = [&](const char *plant, const char *undo, const char *words) {
        if (!store.db->run(plant))
            return false;
        const bool found = desk.allFaults().contains(QLatin1String(words));
        return found && store.db->run(undo) && desk.allFaults().isEmpty();
    };
    QVERIFY(seen("UPDATE account SET bonus = bonus + 1 WHERE kind = 1",
                 "UPDATE account SET bonus = bonus - 1 WHERE kind = 1", "its bonus account"));
    QVERIFY(seen("UPDATE coupon_use SET amount = amount + 1", "UPDATE coupon_use SET amount = amount - 1",
                 "campaigns gave"));
    VERIFY_OK(desk.reverse(operation));
    QVERIFY(seen("UPDATE coupon_use SET state = 2", "UPDATE coupon_use SET state = 3", "was reversed"));
}

void TestTopUps::topUp_givesACoupon_reversedItIsGone()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) {
        one.issue.event = IssueEvent::TopUp;
        one.issue.amount = 100_yuan;
    });
    VERIFY_OK(desk.topUp(99_yuan, desk.ids.make<OperationId>()));
    QCOMPARE(desk.owned(campaign), 0);
    const auto operation = desk.ids.make<OperationId>();
    VERIFY_OK(desk.topUp(100_yuan, operation));
    QCOMPARE(desk.owned(campaign), 1);
    VERIFY_OK(desk.reverse(operation));
    QCOMPARE(desk.owned(campaign), 0);
    QCOMPARE(desk.newest().state, CouponState::Void);
}

QTEST_GUILESS_MAIN(TestTopUps)
#include "tst_top_ups.moc"
