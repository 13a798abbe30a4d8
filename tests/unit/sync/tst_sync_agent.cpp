#include "core/exchange/api/problem.h"
#include "core/exchange/sync/sync_agent.h"
#include "tests/unit/sync/sync_desk.h"

#include <QJsonDocument>
#include <QTest>

using namespace youka;
using youka::test::Till;

namespace {

/// A server that answers uploads as the test says, and the feed when the test does.
class Script final : public HttpTransport
{
public:
    void send(HttpCall call, std::function<void(const HttpAnswer &)> answer) override
    {
        if (call.pathAndQuery != QLatin1String("/api/v1/outbox")) {
            ++questions;
            feedQuestion = std::move(call);
            feedAnswer = std::move(answer);
            return;
        }
        ++uploads;
        const auto batch = batchFromJson(QJsonDocument::fromJson(call.body).object());
        HttpAnswer said;
        if (refuse) {
            said = {httpStatus(*refuse), problemJson({*refuse, {}}), false, {}};
        } else {
            QList<RecordReply> replies;
            for (qsizetype i = 0; i < batch->bodies.size(); ++i)
                replies.append({batch->first + i, QStringLiteral("applied"), {}});
            said = {200, QJsonDocument(toJson(replies)).toJson(), false, {}};
        }
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [answer, said] { answer(said); }, Qt::QueuedConnection);
    }
    void tellNothing()
    {
        std::exchange(feedAnswer, nullptr)({200, R"({"cursor":"0","more":false,"changes":[]})", false, {}});
    }
    QString holdFor() const { return feedQuestion.pathAndQuery.section(QStringLiteral("wait="), 1); }

    std::optional<ErrorCode> refuse;
    int uploads = 0;
    int questions = 0;
    HttpCall feedQuestion;
    std::function<void(const HttpAnswer &)> feedAnswer;
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
};

void TestSyncAgent::refusedUpload_isTriedAgain_orNeedsAPerson_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("passes");
    QTest::newRow("no network") << int(ErrorCode::Unavailable) << true;
    QTest::newRow("busy") << int(ErrorCode::Busy) << true;
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
    server.tellNothing();
    QVERIFY(desk.agent->isOnline());
    QTRY_COMPARE(server.questions, 2);
    QCOMPARE(server.holdFor(), QStringLiteral("10"));
    QVERIFY(server.feedQuestion.timeoutMs > 10'000);
    std::exchange(server.feedAnswer, nullptr)({0, {}, true, {}});
    QVERIFY(!desk.agent->isOnline());
    QTRY_COMPARE(server.questions, 3);
    QCOMPARE(server.holdFor(), QStringLiteral("0"));
}

QTEST_GUILESS_MAIN(TestSyncAgent)
#include "tst_sync_agent.moc"
