#include "apps/server/live_feed.h"
#include "core/foundation/store/change_feed.h"
#include "tests/integration/server_desk.h"

#include <QTest>

using namespace youka;
using youka::test::HttpPeer;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

namespace {

constexpr int CalmMs = 3'000;

/// One who waits: keeps waiting until there is a change for its station.
struct Asker
{
    qint64 station = 1;
    std::vector<qint64> answers; ///< cursors it was answered with

    LiveFeed::Question question(qint64 cursor)
    {
        return [this, cursor](Database &db, bool last) -> std::optional<qint64> {
            const auto page = ChangeFeed(db).page({cursor, station, cursor, 100});
            if (page->changes.empty() && !last)
                return page->cursor;
            answers.push_back(page->cursor);
            return std::nullopt;
        };
    }
};

}

class TestLiveFeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void heldQuestion_isAnsweredByTheNextChange_data() { test::addEngineRows(); }
    void heldQuestion_isAnsweredByTheNextChange();
    void heldQuestion_endsByItself_data() { test::addEngineRows(); }
    void heldQuestion_endsByItself();
    void calmChanges_waitForMore_data() { test::addEngineRows(); }
    void calmChanges_waitForMore();
    void oneQuestionATerminal_data() { test::addEngineRows(); }
    void oneQuestionATerminal();
    void freeze_reachesWhoeverWaits();
    void money_reachesWhoeverWaits_aLittleLater();
    void nothingHappens_questionComesBack();
    void shutdown_doesNotWaitForWaiters();
};

void TestLiveFeed::heldQuestion_isAnsweredByTheNextChange()
{
    OPEN_STORE(store);
    const test::SharedClock clock;
    LiveFeed live(store.config, clock, CalmMs, LiveFeed::Drive::ByHand);
    Asker one;
    Asker two{2, {}};
    live.hold(11, {0, 1, 0, 100}, 0, 10'000, one.question(0));
    live.hold(12, {0, 2, 0, 100}, 0, 10'000, two.question(0));
    live.round();
    QVERIFY(one.answers.empty() && two.answers.empty());
    ChangeFeed feed(*store.db);
    const Change forTwo{0, QStringLiteral("allotment"), QStringLiteral("a"), "{}", 2};
    VERIFY_OK(store.db->transaction([&] { return feed.append(std::span(&forTwo, 1), clock.now()); }));
    live.round();
    QVERIFY(one.answers.empty()); // not for this station: it goes on waiting
    QCOMPARE(two.answers, std::vector<qint64>{1});
    VERIFY_OK(store.db->transaction(
        [&] { return feed.append(QStringLiteral("card"), QStringLiteral("c"), "{}", clock.now()); }));
    live.round();
    QCOMPARE(one.answers, std::vector<qint64>{2});
    QCOMPARE(live.waiting(), 0);
    live.round();
    QCOMPARE(one.answers.size(), 1);
}

void TestLiveFeed::heldQuestion_endsByItself()
{
    OPEN_STORE(store);
    test::SharedClock clock;
    LiveFeed live(store.config, clock, CalmMs, LiveFeed::Drive::ByHand);
    Asker one;
    live.hold(11, {0, 1, 0, 100}, 0, 10'000, one.question(0));
    clock.advanceMs(9'999);
    live.round();
    QCOMPARE(live.waiting(), 1);
    clock.advanceMs(1);
    live.round();
    QCOMPARE(one.answers, std::vector<qint64>{0});
    QCOMPARE(live.waiting(), 0);
}

void TestLiveFeed::calmChanges_waitForMore()
{
    OPEN_STORE(store);
    test::SharedClock clock;
    LiveFeed live(store.config, clock, CalmMs, LiveFeed::Drive::ByHand);
    ChangeFeed feed(*store.db);
    const auto tell = [&](const char *subject, bool calm, qint64 station = 0) {
        const Change change{0, QStringLiteral("card"), QLatin1String(subject), "{}", station, calm};
        VERIFY_OK(store.db->transaction([&] { return feed.append(std::span(&change, 1), clock.now()); }));
        live.round();
    };
    Asker one;
    live.hold(11, {0, 1, 0, 100}, 0, 60'000, one.question(0));
    tell("a", true);
    clock.advanceMs(CalmMs - 1);
    tell("b", true); // does not begin the time again
    QVERIFY(one.answers.empty());
    clock.advanceMs(1);
    live.round();
    QCOMPARE(one.answers, std::vector<qint64>{2}); // both at once
    live.hold(11, {2, 1, 0, 100}, 2, 60'000, one.question(2));
    tell("c", true);
    tell("d", false, 2); // another station's
    QCOMPARE(one.answers.size(), 1);
    tell("e", false);
    QCOMPARE(one.answers, (std::vector<qint64>{2, 5})); // what is calm comes with it
    live.hold(11, {5, 1, 0, 100}, 5, 60'000, one.question(5));
    tell("f", true, 2);
    clock.advanceMs(CalmMs);
    live.round();
    QCOMPARE(one.answers.size(), 2); // nothing for this one
    clock.advanceMs(CalmMs);
    tell("g", true);
    clock.advanceMs(CalmMs);
    live.round();
    QCOMPARE(one.answers.back(), 7);
    live.hold(11, {7, 1, 0, 2}, 7, 60'000, one.question(7));
    tell("h", true);
    QCOMPARE(one.answers.size(), 3);
    tell("i", true); // a page is full
    QCOMPARE(one.answers.back(), 9);
}

/// It gave the first question up: a line was cut, and it came back.
void TestLiveFeed::oneQuestionATerminal()
{
    OPEN_STORE(store);
    const test::SharedClock clock;
    LiveFeed live(store.config, clock, CalmMs, LiveFeed::Drive::ByHand);
    Asker first;
    Asker second;
    live.hold(11, {0, 1, 0, 100}, 0, 10'000, first.question(0));
    live.hold(11, {0, 1, 0, 100}, 0, 10'000, second.question(0));
    QCOMPARE(live.waiting(), 1);
    live.round();
    QCOMPARE(first.answers.size(), 1);
    QVERIFY(second.answers.empty());
    QCOMPARE(live.waiting(), 1);
}

void TestLiveFeed::freeze_reachesWhoeverWaits()
{
    ServerDesk desk;
    const ServerAnswer issued = desk.issue("9000000000000000019");
    QCOMPARE(issued.status, 201);
    const QByteArray id = issued.json()[QLatin1String("id")].toString().toLatin1();
    VERIFY_OK(desk.server->housekeeping().settleAll());
    const ServerAnswer all = desk.as(Role::Terminal, {"GET", "/api/v1/feed?since=0&wait=60", {}, {}, {}});
    QVERIFY(!all.json()[QLatin1String("changes")].toArray().isEmpty()); // there was something to tell
    const QByteArray cursor = all.json()[QLatin1String("cursor")].toString().toLatin1();

    HttpPeer waiting(desk.server->port(), desk.server->certificateFile());
    waiting.write(
        ServerDesk::bytesOf(desk.signed_({"GET", "/api/v1/feed?since=" + cursor + "&wait=60", {}, {}, {}})));
    QTRY_COMPARE(desk.server->live().waiting(), 1);
    QCOMPARE(desk.post(Role::Manager, "/api/v1/cards/" + id + "/state",
                       "{\"state\":" + QByteArray::number(int(CardState::Frozen)) + "}")
                 .status,
             200);
    const ServerAnswer told = waiting.read();
    QCOMPARE(told.status, 200);
    const QJsonArray changes = told.json()[QLatin1String("changes")].toArray();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes[0].toObject()[QLatin1String("topic")].toString(), QStringLiteral("card"));
    QCOMPARE(changes[0].toObject()[QLatin1String("body")].toObject()[QLatin1String("state")].toInt(),
             int(CardState::Frozen));
}

void TestLiveFeed::money_reachesWhoeverWaits_aLittleLater()
{
    ServerDesk desk;
    const ServerAnswer issued = desk.issue("9000000000000000019");
    QCOMPARE(issued.status, 201);
    const QByteArray id = issued.json()[QLatin1String("id")].toString().toLatin1();
    VERIFY_OK(desk.server->housekeeping().settleAll());
    const ServerAnswer all = desk.as(Role::Terminal, {"GET", "/api/v1/feed?since=0&wait=60", {}, {}, {}});
    const QByteArray cursor = all.json()[QLatin1String("cursor")].toString().toLatin1();
    QCOMPARE(desk.post(Role::Cashier, "/api/v1/cards/" + id + "/top-ups",
                       R"({"amount":{"amount":"10.00","currency":"CNY"}})")
                 .status,
             200);
    HttpPeer waiting(desk.server->port(), desk.server->certificateFile());
    waiting.write(
        ServerDesk::bytesOf(desk.signed_({"GET", "/api/v1/feed?since=" + cursor + "&wait=60", {}, {}, {}})));
    QTRY_COMPARE(desk.server->live().waiting(), 1); // although there is something
    desk.clock.advanceMs(ServerSettings().feedCalmMs + 1'000);
    const ServerAnswer told = waiting.read();
    QCOMPARE(told.status, 200);
    QVERIFY(!told.json()[QLatin1String("changes")].toArray().isEmpty());
    // Whoever does not wait is told at once.
    const ServerAnswer now = desk.as(Role::Terminal, {"GET", "/api/v1/feed?since=" + cursor, {}, {}, {}});
    QCOMPARE(now.json()[QLatin1String("changes")], told.json()[QLatin1String("changes")]);
}

void TestLiveFeed::nothingHappens_questionComesBack()
{
    ServerDesk desk;
    HttpPeer waiting(desk.server->port(), desk.server->certificateFile());
    const qint64 head = desk.figure("SELECT seq FROM feed_head");
    waiting.write(ServerDesk::bytesOf(
        desk.signed_({"GET", "/api/v1/feed?wait=60&since=" + QByteArray::number(head), {}, {}, {}})));
    QTRY_COMPARE(desk.server->live().waiting(), 1);
    desk.clock.advanceMs(60'000);
    const ServerAnswer told = waiting.read();
    QCOMPARE(told.status, 200);
    QVERIFY(told.json()[QLatin1String("changes")].toArray().isEmpty());
    QCOMPARE(told.json()[QLatin1String("cursor")].toString(), QString::number(head));
}

void TestLiveFeed::shutdown_doesNotWaitForWaiters()
{
    ServerDesk desk;
    HttpPeer waiting(desk.server->port(), desk.server->certificateFile());
    waiting.write(
        ServerDesk::bytesOf(desk.signed_({"GET", "/api/v1/feed?wait=60&since=1000000", {}, {}, {}})));
    QCOMPARE(waiting.read().status, 200); // beyond what the store has: told at once to start over
    const qint64 head = desk.figure("SELECT seq FROM feed_head");
    waiting.write(ServerDesk::bytesOf(
        desk.signed_({"GET", "/api/v1/feed?wait=60&since=" + QByteArray::number(head), {}, {}, {}})));
    QTRY_COMPARE(desk.server->live().waiting(), 1);
    desk.stop(); // the clock stands still: it would wait for ever
    QCOMPARE(waiting.read().status, 0);
}

QTEST_GUILESS_MAIN(TestLiveFeed)
#include "tst_live_feed.moc"
