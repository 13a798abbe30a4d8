#include "tests/unit/coupons/giving_scenes.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::IssueDesk;
using youka::test::StoreImage;
using youka::test::sweepFailures;
using youka::test::sweepKills;

/// Whatever gives coupons or bonus money fails at each of its statements: nothing half is there, and in the
/// end there is exactly one.
class TestGivingFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sweep_data() { test::addSceneRows(); }
    void sweep();
    void sweeps_seeWhatIsWrong_data() { test::addEngineRows(); }
    void sweeps_seeWhatIsWrong();
    void proof_seesPlantedFaults_data() { test::addEngineRows(); }
    void proof_seesPlantedFaults();
};

void TestGivingFaults::sweep()
{
    QFETCH(int, scene);
    OPEN_STORE(store);
    QCOMPARE(test::sweepScene(store, scene, sweepFailures), QString());
}

/// A command that is two, one that does more each time, one that closes its eyes, and one that leaves a
/// fault.
void TestGivingFaults::sweeps_seeWhatIsWrong()
{
    OPEN_STORE(store);
    const auto note = [&store](const char *subject) {
        return store.db->transaction([&] {
            return store.db->run(
                "INSERT INTO coupon_guess (subject, tries, since, pauses, paused_until) VALUES "
                "(?, 0, 0, 0, 0)",
                {QString::fromLatin1(subject)});
        });
    };
    const auto none = [] { return QString(); };
    int nth = 0;
    const auto fresh = [&] { return QByteArray::number(++nth); };
    const auto both = [&] { return note(fresh()).and_then([&] { return note(fresh()); }); };
    const auto more = [&] { return note(fresh()); };
    const auto blind = [&]() -> Result<void> {
        static_cast<void>(note(fresh()));
        return {};
    };
    const auto once = [&, done = false]() mutable -> Result<void> {
        const auto noted = done ? Result<void>() : note("once");
        done = noted.has_value();
        return noted;
    };
    QVERIFY(sweepFailures(store, {both, none}).wrong.contains(QLatin1String("half done: coupon_guess")));
    QVERIFY(sweepFailures(store, {more, none}).wrong.contains(QLatin1String("done twice: coupon_guess")));
    QVERIFY(sweepFailures(store, {blind, none}).wrong.contains(QLatin1String("went unseen")));
    QCOMPARE(sweepFailures(store, {once, [] { return QStringLiteral("a fault"); }}).wrong,
             QStringLiteral("a fault"));
    // Nobody comes back from a kill to do the second half.
    QVERIFY(sweepKills(store, {both, none}).wrong.contains(QLatin1String("the same again: ")));
}

/// What the sweeps rely on.
void TestGivingFaults::proof_seesPlantedFaults()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &one) {
        one.issue.event = IssueEvent::TopUp;
        one.issue.amount = 100_yuan;
    });
    const Campaign automatic = desk.live(0_yuan, [](Campaign &one) {
        one.terms.offer = {};
        one.terms.offer.kind = OfferKind::TopUpBonus;
        one.terms.offer.percent = Percent{1'000};
        one.terms.automatic = true;
    });
    desk.stamps(campaign, 5);
    const CustomerId friendly = desk.another(QStringLiteral("13800000002"), QStringLiteral("crowd"));
    VERIFY_OK(desk.topUp(200_yuan, desk.ids.make<OperationId>()));
    QCOMPARE(*desk.gift(desk.newest().id, QStringLiteral("13800000002")), true);
    desk.buy();
    const Campaign thanks = desk.live(10_yuan);
    IssueJob job;
    job.campaign = thanks.id;
    job.operation = desk.ids.make<OperationId>();
    job.audience.segment = QStringLiteral("crowd");
    job.reason = QStringLiteral("thanks");
    VERIFY_OK(desk.committed([&] { return desk.issues().order(job, desk.now()); }));
    VERIFY_OK(desk.committed([&] { return desk.issues().workOff(desk.now()); }));
    QCOMPARE(desk.owned(thanks, friendly), 1);
    QCOMPARE(desk.taken(automatic).pieces, 1);
    QCOMPARE(desk.allFaults(), QString());
    const StoreImage right = StoreImage::of(*store.db);
    const auto seen = [&](const char *plant, const char *words) {
        bool found = false;
        const auto undone = store.db->transaction([&]() -> Result<void> {
            found = store.db->run(plant).has_value() && desk.faults().contains(QLatin1String(words));
            return fail(ErrorCode::Internal);
        });
        return found && !undone && right.differences(StoreImage::of(*store.db)).isEmpty();
    };
    QVERIFY(seen("UPDATE coupon_budget SET pieces = pieces + 1", "reserved or redeemed"));
    QVERIFY(seen("UPDATE coupon_budget SET amount = amount - 1", "spent or promised"));
    QVERIFY(seen("DELETE FROM coupon_budget", "and counts 0"));
    QVERIFY(seen("UPDATE coupon_batch SET pieces = pieces + 1", "coupons were given"));
    QVERIFY(seen("DELETE FROM coupon", "and there is none"));
    QVERIFY(seen("INSERT INTO coupon_issue (campaign, customer, cause, coupon, refused, at) SELECT campaign, "
                 "customer, 'again', coupon, 0, 0 FROM coupon_issue",
                 "was given 2 times"));
    QVERIFY(seen("UPDATE issue_job SET given = given + 1", "says that it gave"));
    QVERIFY(seen("UPDATE coupon SET customer = customer + 1", "was given away to"));
    QVERIFY(seen("DELETE FROM stamp_card", "no card shows"));
    QVERIFY(seen("UPDATE coupon_use SET coupon = (SELECT MIN(id) FROM coupon)", "still free"));
}

QTEST_GUILESS_MAIN(TestGivingFaults)
#include "tst_giving_faults.moc"
