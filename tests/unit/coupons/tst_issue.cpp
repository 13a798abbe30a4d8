#include "core/domain/coupons/campaign_rules.h"
#include "tests/unit/coupons/issue_desk.h"

#include <QElapsedTimer>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::DayMs;
using youka::test::IssueDesk;

class TestIssue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stamps_theLastGivesTheReward_data() { test::addEngineRows(); }
    void stamps_theLastGivesTheReward();
    void stamps_onlyWhatFits_data() { test::addEngineRows(); }
    void stamps_onlyWhatFits();
    void stamps_goBack_data() { test::addEngineRows(); }
    void stamps_goBack();
    void stamps_waitForAReward_data() { test::addEngineRows(); }
    void stamps_waitForAReward();
    void spending_countsAnewAfterEach_data() { test::addEngineRows(); }
    void spending_countsAnewAfterEach();
    void litres_withinDays_data() { test::addEngineRows(); }
    void litres_withinDays();
    void invitation_firstPurchaseOnly_data() { test::addEngineRows(); }
    void invitation_firstPurchaseOnly();
    void whatCannotBeGiven_isNoted_theSaleStands_data() { test::addEngineRows(); }
    void whatCannotBeGiven_isNoted_theSaleStands();
    void looks_onceForOneCause_inPieces_data() { test::addEngineRows(); }
    void looks_onceForOneCause_inPieces();
    void segment_eachGetsOne_data() { test::addEngineRows(); }
    void segment_eachGetsOne();
    void segment_manyInPieces_data() { test::addEngineRows(); }
    void segment_manyInPieces();
    void gift_onceToAnother_data() { test::addEngineRows(); }
    void gift_onceToAnother();
    void gift_unknownAndRefusedLookTheSame_data() { test::addEngineRows(); }
    void gift_unknownAndRefusedLookTheSame();
};

void TestIssue::stamps_theLastGivesTheReward()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign reward = desk.live(10_yuan);
    desk.stamps(reward, 3);
    SaleFact fact = desk.shown();
    VERIFY_OK(desk.tell(fact));
    VERIFY_OK(desk.tell(fact)); // the record is sent again
    QCOMPARE(desk.stampsNow(), 1);
    desk.buy();
    QCOMPARE(desk.owned(reward), 0);
    desk.buy();
    QCOMPARE(desk.owned(reward), 1);
    QCOMPARE(desk.stampsNow(), 0);
    for (int i = 0; i < 3; ++i)
        desk.buy();
    QCOMPARE(desk.owned(reward), 2);                                  // the next card as well
    VERIFY_OK(desk.tell(desk.cashSale(desk.ids.make<SaleId>(), {}))); // nobody's
    QCOMPARE(desk.stampsNow(), 0);
    QCOMPARE(desk.issues().stampsOf(desk.member.customer, desk.now())->front().reward, reward.name);
}

void TestIssue::stamps_onlyWhatFits()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign reward = desk.live(10_yuan);
    desk.live(0_yuan, [&](Campaign &campaign) {
        campaign.terms.offer = {};
        campaign.terms.offer.kind = OfferKind::Stamps;
        campaign.terms.offer.buy = 5;
        campaign.terms.offer.reward = reward.id;
        campaign.terms.scope.minAmount = 200_yuan;
        campaign.terms.scope.products = {QStringLiteral("95")};
    });
    desk.buy(160_yuan);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM stamp"), 0);
    desk.buy(200_yuan);
    QCOMPARE(desk.stampsNow(), 1);
}

void TestIssue::stamps_goBack()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign reward = desk.live(10_yuan);
    desk.stamps(reward, 2);
    const SaleId first = desk.buy();
    VERIFY_OK(desk.refund(first));
    QCOMPARE(desk.stampsNow(), 0);
    const SaleId second = desk.buy();
    desk.buy();
    QCOMPARE(desk.owned(reward), 1);
    VERIFY_OK(desk.refund(second)); // unused: the reward goes, the other stamp is there again
    QCOMPARE(desk.owned(reward), 0);
    QCOMPARE(desk.stampsNow(), 1);
    const SaleId third = desk.buy();
    QCOMPARE(desk.owned(reward), 1);
    // Used meanwhile: the stamp is owed.
    CouponQuestion q = desk.couponQuestion({});
    q.chosen = {desk.newest().id};
    const auto grant = desk.reserve(q);
    VERIFY_OK(grant);
    VERIFY_OK(desk.tell(desk.cashSale(q.sale, grant->redemptions)));
    VERIFY_OK(desk.refund(third));
    QCOMPARE(desk.stampsNow(), -1);
    desk.buy();
    desk.buy();
    QCOMPARE(desk.stampsNow(), 1);
    QCOMPARE(desk.owned(reward), 0);
    desk.buy();
    QCOMPARE(desk.owned(reward), 1);
}

void TestIssue::stamps_waitForAReward()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign reward = desk.live(10_yuan, [](Campaign &campaign) { campaign.limits.claims = 1; });
    desk.stamps(reward, 2);
    for (int i = 0; i < 4; ++i)
        desk.buy();
    QCOMPARE(desk.owned(reward), 1); // there are no more: the card stays full
    QCOMPARE(desk.stampsNow(), 2);
    Campaign more = reward;
    more.limits.claims = 2;
    VERIFY_OK(desk.committed([&] { return desk.campaigns().change(more, desk.manager(1), desk.now()); }));
    desk.buy();
    QCOMPARE(desk.owned(reward), 2);
    QCOMPARE(desk.stampsNow(), 1);
}

void TestIssue::spending_countsAnewAfterEach()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) {
        one.issue.event = IssueEvent::Spend;
        one.issue.amount = 500_yuan;
        one.issue.days = 30;
    });
    desk.buy(320_yuan);
    QCOMPARE(desk.owned(campaign), 0);
    const SaleId second = desk.buy(320_yuan);
    QCOMPARE(desk.owned(campaign), 1);
    desk.buy(320_yuan);
    QCOMPARE(desk.owned(campaign), 1); // the first two are used up
    VERIFY_OK(desk.refund(second));
    QCOMPARE(desk.owned(campaign), 0); // what it gave goes with it
    desk.clock.advanceMs(29 * DayMs);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM coupon_issue"), 1);
}

void TestIssue::litres_withinDays()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) {
        one.issue.event = IssueEvent::Litres;
        one.issue.volume = {60'000};
        one.issue.days = 7;
    });
    desk.buy(320_yuan); // 40 L
    desk.clock.advanceMs(8 * DayMs);
    desk.buy(320_yuan);
    QCOMPARE(desk.owned(campaign), 0); // too long between
    desk.clock.advanceMs(6 * DayMs);
    desk.buy(320_yuan);
    QCOMPARE(desk.owned(campaign), 1);
}

void TestIssue::invitation_firstPurchaseOnly()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) {
        one.issue.event = IssueEvent::Invitation;
        one.issue.toInviter = one.issue.toInvited = true;
    });
    const CustomerId inviter = desk.another(QStringLiteral("13800000001"));
    VERIFY_OK(desk.committed([&] {
        return CustomerService(*store.db, desk.keys.customerWrapping)
            .setPersonal(desk.member.customer, {}, inviter);
    }));
    desk.buy();
    desk.buy();
    QCOMPARE(desk.owned(campaign), 1);
    QCOMPARE(desk.owned(campaign, inviter), 1);
}

void TestIssue::whatCannotBeGiven_isNoted_theSaleStands()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) {
        one.issue.event = IssueEvent::Spend;
        one.issue.amount = 100_yuan;
        one.issue.days = 30;
        one.limits.claims = 0;
    });
    const SaleId sale = desk.buy();
    QVERIFY(desk.sales().find(sale)->has_value());
    QCOMPARE(desk.owned(campaign), 0);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM coupon_issue WHERE coupon = 0 AND refused = 2519"), 1);
}

void TestIssue::looks_onceForOneCause_inPieces()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign born = desk.live(10_yuan, [](Campaign &one) {
        one.issue.event = IssueEvent::Birthday;
        one.issue.days = 3;
    });
    const Campaign asleep = desk.live(5_yuan, [](Campaign &one) {
        one.issue.event = IssueEvent::Dormancy;
        one.issue.days = 10;
        one.terms.scope.segments = {QStringLiteral("retail")};
    });
    const QDate soon = desk.now().toDateTime().date().addDays(12);
    for (int i = 0; i < 7; ++i) {
        const CustomerId who = desk.another(QStringLiteral("B%1").arg(i),
                                            i == 6 ? QStringLiteral("fleet") : QStringLiteral("retail"));
        VERIFY_OK(desk.committed([&] {
            return CustomerService(*store.db, desk.keys.customerWrapping)
                .setPersonal(who, i % 2 == 0 ? soon.addYears(-30) : soon.addYears(-30).addDays(20), {});
        }));
    }
    desk.lookAll(2);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM coupon_issue"), 0);
    desk.clock.advanceMs(10 * DayMs);
    // Stopped in the middle and started anew: the store knows how far it was.
    VERIFY_OK(desk.committed([&] { return desk.issues().keepRules(desk.now(), 2); }));
    desk.lookAll(2);
    QCOMPARE(desk.lookAll(2), 0);
    const auto givenBy = [&](const Campaign &campaign) {
        return *desk.coupons().repository().given(campaign.id, {});
    };
    QCOMPARE(givenBy(born), 4);
    QCOMPARE(givenBy(asleep), 6); // of eight with the desk's own: one is a fleet, its own is of no segment
    desk.clock.advanceMs(DayMs);
    desk.lookAll(3);
    QCOMPARE(givenBy(born), 4);
    QCOMPARE(givenBy(asleep), 6);
    // Nobody reads a birthday in the store.
    QCOMPARE(store.figure("SELECT COUNT(*) FROM customer WHERE birthday IS NOT NULL"), 7);
}

void TestIssue::segment_eachGetsOne()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) { one.limits.claims = 8; });
    for (int i = 0; i < 10; ++i)
        desk.another(QStringLiteral("S%1").arg(i));
    desk.another(QStringLiteral("F1"), QStringLiteral("fleet"));
    IssueJob job;
    job.campaign = campaign.id;
    job.operation = desk.ids.make<OperationId>();
    job.audience.segment = QStringLiteral("retail");
    COMPARE_REFUSED(desk.committed([&] { return desk.issues().order(job, desk.now()); }),
                    ErrorCode::InvalidInput); // nobody says why
    job.reason = QStringLiteral("thanks");
    const auto ordered = desk.committed([&] { return desk.issues().order(job, desk.now()); });
    VERIFY_OK(ordered);
    QCOMPARE(ordered->customers, 10);
    const auto again = desk.committed([&] { return desk.issues().order(job, desk.now()); });
    QCOMPARE(again->id, ordered->id);
    while (*desk.committed([&] { return desk.issues().workOff(desk.now(), 3); }) > 0) { }
    const auto done = desk.issues().repository().jobs(campaign.id);
    QCOMPARE(done->size(), 1u);
    QVERIFY(done->front().done);
    QCOMPARE(done->front().given, 8); // to the last one
    QCOMPARE(done->front().refused, 2);
    QCOMPARE(*desk.coupons().repository().given(campaign.id, {}), 8);
}

/// What the server's own thread does, as fast as this machine does it.
void TestIssue::segment_manyInPieces()
{
    OPEN_STORE(store);
    const int customers = qEnvironmentVariableIntValue("YOUKA_CUSTOMERS") > 0
        ? qEnvironmentVariableIntValue("YOUKA_CUSTOMERS")
        : 2'000;
    IssueDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) { one.holdOut = Percent{1'000}; });
    VERIFY_OK(desk.committed([&]() -> Result<void> {
        for (int i = 0; i < customers; ++i)
            if (const auto made = store.db->run(
                    "INSERT INTO customer (external, segment, currency, data_key, name, at) VALUES (?, "
                    "'bulk', 'CNY', ?, ?, 0)",
                    {QStringLiteral("M%1").arg(i), QByteArray("k"), QByteArray("n")});
                !made)
                return made;
        return {};
    }));
    IssueJob job;
    job.campaign = campaign.id;
    job.operation = desk.ids.make<OperationId>();
    job.audience.segment = QStringLiteral("bulk");
    job.reason = QStringLiteral("thanks");
    VERIFY_OK(desk.committed([&] { return desk.issues().order(job, desk.now()); }));
    QElapsedTimer timer;
    timer.start();
    for (;;) {
        const auto piece = desk.committed([&] { return desk.issues().workOff(desk.now(), 250); });
        VERIFY_OK(piece);
        if (*piece == 0)
            break;
    }
    qInfo("%d customers in %lld ms", customers, timer.elapsed());
    const IssueJob done = desk.issues().repository().jobs(campaign.id)->front();
    QVERIFY(done.done);
    QCOMPARE(done.given + done.refused, customers);
    qint64 heldOut = 0;
    const auto everybody = desk.issues().repository().audience(job.audience, {}, customers);
    for (const CustomerId who : *everybody)
        heldOut += isHeldOut(campaign.id, who, campaign.holdOut) ? 1 : 0;
    QCOMPARE(done.refused, heldOut);
}

void TestIssue::gift_onceToAnother()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign =
        desk.live(10_yuan, [](Campaign &one) { one.claimCode = QStringLiteral("SUMMER"); });
    const CustomerId friendly = desk.another(QStringLiteral("13800000002"));
    const auto coupon = desk.committed(
        [&] { return desk.coupons().claim(QStringLiteral("SUMMER"), desk.member.customer, desk.now()); });
    VERIFY_OK(coupon);
    QCOMPARE(*desk.gift(coupon->id, QStringLiteral("13800000002")), true);
    QCOMPARE(desk.owned(campaign), 0);
    QCOMPARE(desk.owned(campaign, friendly), 1);
    // Neither back nor on, and whoever gave one away has had it.
    COMPARE_REFUSED(desk.committed([&] {
        return desk.coupons().giveAway(coupon->id, friendly, desk.member.customer, desk.now());
    }),
                    ErrorCode::CouponNotGiftable);
    COMPARE_REFUSED(desk.committed([&] {
        return desk.coupons().claim(QStringLiteral("SUMMER"), desk.member.customer, desk.now());
    }),
                    ErrorCode::CouponCapReached);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM audit WHERE action = 'coupon.gift'"), 1);
    const Campaign own = desk.live(5_yuan, [](Campaign &one) { one.giftable = false; });
    const auto mine = desk.committed([&] {
        return desk.coupons().give({own.id, desk.member.customer, {}}, desk.now());
    });
    COMPARE_REFUSED(desk.gift(mine->id, QStringLiteral("13800000002")), ErrorCode::CouponNotGiftable);
}

void TestIssue::gift_unknownAndRefusedLookTheSame()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign = desk.live(10_yuan);
    const CustomerId has = desk.another(QStringLiteral("13800000003"));
    VERIFY_OK(desk.committed([&] { return desk.coupons().give({campaign.id, has, {}}, desk.now()); }));
    const auto mine = desk.committed([&] {
        return desk.coupons().give({campaign.id, desk.member.customer, {}}, desk.now());
    });
    QCOMPARE(*desk.gift(mine->id, QStringLiteral("13800000003")), false); // has one already
    QCOMPARE(*desk.gift(mine->id, QStringLiteral("13900000000")), false); // nobody's
    QCOMPARE(*desk.gift(mine->id, desk.number(1)), false);                // one's own card
    QCOMPARE(desk.owned(campaign), 1);
    QCOMPARE(*desk.gift(mine->id, QStringLiteral("13900000001")), false);
    QCOMPARE(*desk.gift(mine->id, QStringLiteral("13900000002")), false);
    // Five that led nowhere: no more tries for a while.
    COMPARE_REFUSED(desk.gift(mine->id, QStringLiteral("13900000003")), ErrorCode::TooManyAttempts);
}

QTEST_GUILESS_MAIN(TestIssue)
#include "tst_issue.moc"
