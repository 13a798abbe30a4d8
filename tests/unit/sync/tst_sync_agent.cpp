#include "core/exchange/api/problem.h"
#include "core/exchange/sync/back_off.h"
#include "core/exchange/sync/sync_agent.h"
#include "tests/unit/sync/sync_desk.h"

#include <QJsonDocument>
#include <QTest>

using namespace youka;
using youka::test::Till;

namespace {

/// A server that answers uploads as the test says, and the feed when the test says.
class Script final : public HttpTransport
{
public:
    void send(HttpCall call, std::function<void(const HttpAnswer &)> answer) override
    {
        if (call.pathAndQuery != QLatin1String("/api/v1/outbox")) {
            ++questions;
            question = std::move(call);
            feed = std::move(answer);
            return;
        }
        ++uploads;
        TravellingBody body{call.body, {}};
        for (const auto &[name, value] : call.headers)
            if (name == "Content-Encoding")
                body.encoding = value;
        packed += body.encoding.isEmpty() ? 0 : 1;
        HttpAnswer said;
        if (refuse || (!body.encoding.isEmpty() && refusePacked)) {
            const ErrorCode code = refuse ? *refuse : *refusePacked;
            said = {httpStatus(code), problemJson({code, {}}), false, {}, retryAfterS};
        } else {
            const auto batch =
                batchFromJson(QJsonDocument::fromJson(*unpackedBody(body, 1'000'000)).object());
            QList<RecordReply> replies;
            for (qsizetype i = 0; i < batch->bodies.size(); ++i)
                replies.append({batch->first + i + shift, QStringLiteral("applied"), {}});
            said = {200, QJsonDocument(toJson(replies)).toJson(), false, {}};
        }
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [answer, said] { answer(said); }, Qt::QueuedConnection);
    }
    QString holdFor() const { return question.pathAndQuery.section(QStringLiteral("wait="), 1); }
    void answerFeed()
    {
        if (const auto answer = std::exchange(feed, nullptr))
            answer({200, R"({"cursor":"0","changes":[],"more":false})", false, {}});
    }
    std::optional<ErrorCode> refuse;
    std::optional<ErrorCode> refusePacked;
    int retryAfterS = 0;
    int shift = 0; ///< answers for other records than were sent
    int uploads = 0;
    int packed = 0;
    int questions = 0; ///< to the feed
    HttpCall question; ///< the last one
    std::function<void(const HttpAnswer &)> feed;
};

struct Desk
{
    Desk()
    {
        auto transport = std::make_unique<Script>();
        script = transport.get();
        api = std::make_unique<ApiClient>(std::move(transport), till.clock, 1'000);
        agent = std::make_unique<SyncAgent>(*api, till.outbox, list, watch, till.clock,
                                            SyncAgent::Pace{1, 10, 1, {1}, 7});
    }
    Till till{{7}};
    TerminalList list{*till.store.db, {3}, {7}};
    ClockWatch watch{till.clock};
    Script *script = nullptr;
    std::unique_ptr<ApiClient> api;
    std::unique_ptr<SyncAgent> agent;
};

}

class TestSyncAgent : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusedUpload_isTriedAgain_orNeedsAPerson_data();
    void refusedUpload_isTriedAgain_orNeedsAPerson();
    void feedQuestion_isHeldOnlyWhileOnline();
    void busyServer_isNotAway_andIsLeftAloneAsLongAsItSaid();
    void serverThatDoesNotUnpack_isSentPlain_data();
    void serverThatDoesNotUnpack_isSentPlain();
    void answerForOtherRecords_countsForNothing();
    void backOff_isLongerEachTime_andNeverBeforeWhatWasTold_data();
    void backOff_isLongerEachTime_andNeverBeforeWhatWasTold();
};

void TestSyncAgent::refusedUpload_isTriedAgain_orNeedsAPerson_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("passes");
    QTest::newRow("no network") << int(ErrorCode::Unavailable) << true;
    QTest::newRow("busy") << int(ErrorCode::Busy) << true;
    QTest::newRow("its disk is full") << int(ErrorCode::StoreFull) << true;
    QTest::newRow("its disk fails") << int(ErrorCode::StoreFailed) << true;
    QTest::newRow("our clock is wrong") << int(ErrorCode::RequestExpired) << true;
    QTest::newRow("another chain") << int(ErrorCode::ChainFork) << false;
    QTest::newRow("revoked") << int(ErrorCode::TerminalRevoked) << false;
}

void TestSyncAgent::refusedUpload_isTriedAgain_orNeedsAPerson()
{
    QFETCH(int, code);
    QFETCH(bool, passes);
    Desk desk;
    desk.till.sell();
    desk.script->refuse = ErrorCode(code);
    desk.agent->start();
    QTRY_VERIFY(desk.script->uploads >= (passes ? 3 : 1));
    QTRY_COMPARE(desk.agent->refusal().has_value(), !passes);
    QCOMPARE(desk.till.outbox.state()->waiting, 1); // nothing is lost either way
    desk.script->refuse.reset();
    if (passes)
        QTRY_COMPARE(desk.till.outbox.state()->waiting, 0);
}

/// Whoever was away asks for an answer at once, and so knows within a second that it is back.
void TestSyncAgent::feedQuestion_isHeldOnlyWhileOnline()
{
    Desk desk;
    Script &server = *desk.script;
    desk.agent->start();
    QTRY_COMPARE(server.questions, 1);
    QCOMPARE(server.holdFor(), QStringLiteral("0"));
    QVERIFY(!desk.agent->isOnline());
    server.answerFeed();
    QVERIFY(desk.agent->isOnline());
    QTRY_COMPARE(server.questions, 2);
    QCOMPARE(server.holdFor(), QStringLiteral("10"));
    QVERIFY(server.question.timeoutMs > 10'000);
    std::exchange(server.feed, nullptr)({0, {}, true, {}});
    QVERIFY(!desk.agent->isOnline());
    QTRY_COMPARE(server.questions, 3);
    QCOMPARE(server.holdFor(), QStringLiteral("0"));
}

void TestSyncAgent::busyServer_isNotAway_andIsLeftAloneAsLongAsItSaid()
{
    Desk desk;
    desk.till.sell();
    desk.script->refuse = ErrorCode::Busy;
    desk.script->retryAfterS = 30;
    desk.agent->start();
    QTRY_COMPARE(desk.script->uploads, 1);
    QTRY_VERIFY(desk.script->feed);
    QCoreApplication::processEvents(); // the refusal
    desk.script->answerFeed();         // the network is there: otherwise it would be tried at once
    QVERIFY(desk.agent->isOnline());
    for (int i = 0; i < 20; ++i) {
        desk.till.sell();
        desk.agent->flush();
        QCoreApplication::processEvents();
    }
    desk.till.clock.advanceMs(29'999);
    desk.agent->flush();
    QCoreApplication::processEvents();
    QCoreApplication::processEvents();
    QCOMPARE(desk.script->uploads, 1);
    desk.till.clock.advanceMs(1'001); // the time that was told, and the jitter
    desk.agent->flush();
    QTRY_COMPARE(desk.script->uploads, 2);
    QCoreApplication::processEvents();
    QVERIFY(desk.agent->isOnline()); // busy is not away
    QVERIFY(!desk.agent->refusal());
    QCOMPARE(desk.till.outbox.state()->waiting, 21);
}

void TestSyncAgent::serverThatDoesNotUnpack_isSentPlain_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("it says so") << int(ErrorCode::EncodingUnsupported);
    QTest::newRow("it takes it for nonsense") << int(ErrorCode::InvalidInput);
}

void TestSyncAgent::serverThatDoesNotUnpack_isSentPlain()
{
    QFETCH(int, code);
    Desk desk;
    for (int i = 0; i < 40; ++i)
        desk.till.sell();
    desk.script->refusePacked = ErrorCode(code);
    desk.agent->start();
    QTRY_COMPARE(desk.till.outbox.state()->waiting, 0);
    QCOMPARE(desk.script->packed, 1);
    QCOMPARE(desk.script->uploads, 2);
    QVERIFY(!desk.agent->refusal());
}

void TestSyncAgent::answerForOtherRecords_countsForNothing()
{
    Desk desk;
    desk.till.sell();
    desk.till.sell();
    desk.script->shift = 1;
    desk.agent->start();
    QTRY_VERIFY(desk.script->uploads >= 3);
    QCOMPARE(desk.till.outbox.state()->waiting, 2);
    desk.script->shift = 0;
    QTRY_COMPARE(desk.till.outbox.state()->waiting, 0);
}

void TestSyncAgent::backOff_isLongerEachTime_andNeverBeforeWhatWasTold_data()
{
    QTest::addColumn<int>("failures");
    QTest::addColumn<int>("retryAfterS");
    QTest::addColumn<int>("atLeast");
    QTest::addColumn<int>("lessThan");
    QTest::newRow("first") << 0 << 0 << 500 << 1'500;
    QTest::newRow("second") << 1 << 0 << 1'000 << 3'000;
    QTest::newRow("fifth") << 4 << 0 << 15'000 << 45'000;
    QTest::newRow("many") << 1'000 << 0 << 30'000 << 90'000;
    QTest::newRow("told") << 0 << 7 << 7'000 << 8'000;
    QTest::newRow("told after many") << 1'000 << 1 << 1'000 << 2'000;
    QTest::newRow("told for ever") << 0 << 2'000'000'000 << MaxToldMs << MaxToldMs + 1'000;
    QTest::newRow("told nonsense") << 0 << -5 << 500 << 1'500;
}

void TestSyncAgent::backOff_isLongerEachTime_andNeverBeforeWhatWasTold()
{
    QFETCH(int, failures);
    QFETCH(int, retryAfterS);
    QFETCH(int, atLeast);
    QFETCH(int, lessThan);
    QRandomGenerator jitter(11);
    const QList<int> steps = SyncAgent::Pace().backOffMs;
    QSet<int> waits;
    for (int i = 0; i < 100; ++i) {
        const int wait = backOffMs(steps, failures, retryAfterS, jitter);
        QVERIFY2(wait >= atLeast && wait < lessThan, qPrintable(QString::number(wait)));
        waits.insert(wait);
    }
    QVERIFY(waits.size() > 50); // nobody comes back with the others
}

QTEST_GUILESS_MAIN(TestSyncAgent)
#include "tst_sync_agent.moc"
