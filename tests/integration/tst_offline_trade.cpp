#include "tests/integration/counter_desk.h"

using namespace youka;
using namespace youka::literals;
using youka::test::Counter;
using youka::test::ServerAnswer;
using Desk = youka::test::OfflineDesk;

class TestOfflineTrade : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lentMoney_isSpentOffline_andRenewed();
    void freeze_reachesTheList_andTakesBackWhatIsLent();
    void newTerminal_takesTheSnapshot_thenDeltas();
    void snapshotOfAnotherKey_isRefused();
    void earlierTerminal_learnsTheKeyFromTheFeed();
    void serverFromABackup_isFollowedAgain();
    void exposure_isInTheMetrics();
};

void TestOfflineTrade::lentMoney_isSpentOffline_andRenewed()
{
    Desk desk;
    desk.publishPrice();
    desk.issueWith("1000.00");
    Counter here(desk);
    Counter elsewhere(desk, "S2");
    here.node->agent.start();
    elsewhere.node->agent.start();
    QTRY_VERIFY(here.card() && elsewhere.card());

    const auto online = here.ask(100_yuan);
    VERIFY_OK(online);
    QVERIFY(!online->offline);
    here.deliver(*online);
    QTRY_VERIFY(here.allUploaded());
    desk.settle();
    QTRY_VERIFY(here.allotment() == 500_yuan);
    QTRY_VERIFY(here.card()->facts.available == 900_yuan); // the list follows the purchase
    // Elsewhere it is only news of money, which may wait for more.
    const auto timePasses = [&] { desk.clock.advanceMs(1'000); };
    QTRY_VERIFY((timePasses(), elsewhere.card()->facts.available == 900_yuan));

    desk.stop();
    const auto first = here.ask(300_yuan);
    VERIFY_OK(first);
    QVERIFY(first->offline && first->limit == 300_yuan);
    here.deliver(*first);
    const auto second = here.ask(300_yuan);
    VERIFY_OK(second);
    QVERIFY(second->offline && second->limit == 200_yuan); // what is left of it
    here.deliver(*second);
    COMPARE_REFUSED(here.ask(1_yuan), ErrorCode::OfflineLimitPerDay);
    COMPARE_REFUSED(elsewhere.ask(10_yuan), ErrorCode::OfflineNotLent);

    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(here.allUploaded(), 15'000);
    desk.settle();
    QTRY_VERIFY(here.card()->facts.available == 400_yuan);
    QTRY_VERIFY(here.allotment() == 400_yuan);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM exception_case"), 0);
    QVERIFY(
        desk.as(Role::Operator, {"GET", "/api/v1/proof", {}, {}, {}}).json()[QLatin1String("ok")].toBool());
}

void TestOfflineTrade::freeze_reachesTheList_andTakesBackWhatIsLent()
{
    Desk desk;
    const QByteArray id = desk.issueWith("1000.00");
    Counter here(desk);
    here.node->agent.start();
    QTRY_VERIFY(here.card());
    const auto online = here.ask(100_yuan);
    VERIFY_OK(online);
    here.deliver(*online);
    QTRY_VERIFY(here.allUploaded());
    desk.settle();
    QTRY_VERIFY(here.allotment() == 500_yuan);
    QCOMPARE(
        desk.post(Role::Manager, "/api/v1/cards/" + id + "/state", R"({"state":3,"reason":"lost"})").status,
        200);
    desk.settle();
    QTRY_VERIFY(here.allotment().isZero());
    QVERIFY(here.card()->facts.state == CardState::Frozen);
    desk.stop();
    COMPARE_REFUSED(here.ask(10_yuan), ErrorCode::CardFrozen);
}

void TestOfflineTrade::newTerminal_takesTheSnapshot_thenDeltas()
{
    Desk desk;
    const QByteArray id = desk.issueWith("1000.00");
    desk.publishPrice();
    Counter early(desk); // is in step before the many come
    early.node->agent.start();
    QTRY_VERIFY(early.card());
    QCOMPARE(*early.node->list.listedUpTo(), 0);
    const auto online = early.ask(100_yuan);
    VERIFY_OK(online);
    early.deliver(*online);
    QTRY_VERIFY(early.allUploaded());
    desk.settle();
    QTRY_VERIFY(early.allotment() == 500_yuan);
    early.open(); // away from here on

    desk.issueMany(7'000);
    Counter fresh(desk);
    fresh.node->agent.start();
    QTRY_COMPARE_WITH_TIMEOUT(*fresh.node->list.cards(), 7'001, 20'000);
    QVERIFY(*fresh.node->list.listedUpTo() > 7'000);
    QTRY_COMPARE(fresh.node->list.prices()->size(), size_t(1)); // what a snapshot does not carry
    QTRY_COMPARE(*fresh.node->list.cursor(), *fresh.node->list.listedUpTo());
    QVERIFY(fresh.card()->facts.available == 900_yuan);
    QVERIFY(fresh.card()->allotment.isZero()); // lent to the other counter

    early.node->agent.start(); // back: what is lent to it comes with the snapshot
    QTRY_COMPARE_WITH_TIMEOUT(*early.node->list.cards(), 7'001, 20'000);
    QVERIFY(early.allotment() == 500_yuan);

    desk.post(Role::Manager, "/api/v1/cards/" + id + "/state", R"({"state":3,"reason":"t"})");
    const qint64 listed = *fresh.node->list.listedUpTo();
    QTRY_VERIFY(fresh.card()->facts.state == CardState::Frozen);
    QCOMPARE(*fresh.node->list.listedUpTo(), listed); // by a change, not by another snapshot
}

void TestOfflineTrade::snapshotOfAnotherKey_isRefused()
{
    Desk desk;
    desk.issueMany(2'100);
    Counter here(desk);
    VERIFY_OK(here.node->list.learnListKey(SigningKey::generate().publicKey()));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("card list: refused")));
    here.node->agent.start();
    QTRY_VERIFY(here.node->agent.listRefusal());
    QVERIFY(here.node->agent.listRefusal()->code == ErrorCode::SignatureInvalid);
    QTest::qWait(300);
    QCOMPARE(*here.node->list.cards(), 0);
    QCOMPARE(*here.node->list.snapshotAfter(), QByteArray());
}

void TestOfflineTrade::earlierTerminal_learnsTheKeyFromTheFeed()
{
    Desk desk;
    desk.issueWith("10.00");
    Counter here(desk);
    QCOMPARE(here.self->listKey, desk.server->lists().publicKey());
    QVERIFY(here.node->list.listKey()->isEmpty()); // enrolled by an earlier program: it was told nothing
    here.node->agent.start();
    QTRY_COMPARE(*here.node->list.listKey(), desk.server->lists().publicKey());
}

void TestOfflineTrade::serverFromABackup_isFollowedAgain()
{
    Desk desk;
    desk.issueWith("10.00");
    Counter here(desk);
    VERIFY_OK(here.node->list.apply({}, 1'000'000, desk.clock.now())); // what the lost server had said
    here.node->agent.start();
    QTRY_VERIFY(here.card());
    QTRY_VERIFY(*here.node->list.cursor() < 1'000);
}

void TestOfflineTrade::exposure_isInTheMetrics()
{
    Desk desk;
    desk.issueWith("100.00");
    Counter here(desk);
    here.node->agent.start();
    QTRY_VERIFY(here.card());
    const auto online = here.ask(40_yuan);
    VERIFY_OK(online);
    here.deliver(*online);
    QTRY_VERIFY(here.allUploaded());
    desk.settle();
    desk.stop();
    desk.start(); // measures at its beginning
    QTRY_VERIFY(desk.as(Role::Operator, {"GET", "/metrics", {}, {}, {}})
                    .body.contains("youka_offline_lent{currency=\"CNY\"} 6000\n"));
    QVERIFY(desk.as(Role::Operator, {"GET", "/metrics", {}, {}, {}})
                .body.contains("youka_offline_exposure{currency=\"CNY\"} 0\n"));
}

QTEST_GUILESS_MAIN(TestOfflineTrade)
#include "tst_offline_trade.moc"
