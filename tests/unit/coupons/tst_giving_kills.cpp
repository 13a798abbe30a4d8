#include "tests/unit/coupons/giving_scenes.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::IssueDesk;
using youka::test::killedAt;
using youka::test::sweepKills;

/// Whoever gives coupons or bonus money is killed before each statement, and after the last.
class TestGivingKills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sweep_data() { test::addSceneRows(); }
    void sweep();
    void job_killedAnywhere_goesOn_data() { test::addEngineRows(); }
    void job_killedAnywhere_goesOn();
};

void TestGivingKills::sweep()
{
    QFETCH(int, scene);
    OPEN_STORE(store);
    QCOMPARE(test::sweepScene(store, scene, sweepKills), QString());
}

/// The server dies in the middle of a job, at any of its statements, and the next one goes on.
void TestGivingKills::job_killedAnywhere_goesOn()
{
    OPEN_STORE(store);
    IssueDesk desk(store);
    for (int i = 0; i < 5; ++i)
        desk.another(QStringLiteral("S%1").arg(i), QStringLiteral("crowd"));
    const auto workAll = [&desk]() -> Result<void> {
        for (;;) {
            const auto piece = desk.committed([&] { return desk.issues().workOff(desk.now(), 2); });
            if (!piece || *piece == 0)
                return piece ? Result<void>() : fail(piece.error());
        }
    };
    int halfWay = 0;
    bool unhurt = false;
    for (int nth = 0; !unhurt; ++nth) {
        const Campaign campaign = desk.live(10_yuan);
        IssueJob job;
        job.campaign = campaign.id;
        job.operation = desk.ids.make<OperationId>();
        job.audience.segment = QStringLiteral("crowd");
        job.reason = QStringLiteral("thanks");
        VERIFY_OK(desk.committed([&] { return desk.issues().order(job, desk.now()); }));
        QCOMPARE(killedAt(store, nth, workAll), QString());
        QCOMPARE(desk.allFaults(), QString());
        const qint64 before = *desk.coupons().repository().given(campaign.id, {});
        halfWay += before > 0 && before < 5 ? 1 : 0;
        const auto left = desk.issues().repository().openJob();
        VERIFY_OK(left);
        unhurt = !*left;
        VERIFY_OK(workAll());
        QCOMPARE(*desk.coupons().repository().given(campaign.id, {}), 5);
        const auto crowd = desk.issues().repository().audience(job.audience, {}, 100);
        VERIFY_OK(crowd);
        for (const CustomerId who : *crowd)
            QCOMPARE(desk.owned(campaign, who), 1);
        QCOMPARE(desk.allFaults(), QString());
        QVERIFY(nth < 200);
    }
    QVERIFY(halfWay > 10);
}

QTEST_GUILESS_MAIN(TestGivingKills)
#include "tst_giving_kills.moc"
