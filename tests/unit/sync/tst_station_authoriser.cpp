#include "core/domain/cards/card_json.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/sync/outbox.h"
#include "core/exchange/sync/station_authoriser.h"
#include "tests/support/two_stores.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::TestStore;

namespace {

const CardToken Token{QByteArray(16, 't')};

/// A terminal whose server cannot be reached.
struct Till
{
    Till()
    {
        CardFacts facts;
        facts.state = CardState::Active;
        facts.expires = QDate(2030, 12, 31);
        facts.available = 50'000_yuan;
        const auto applied =
            list.apply({{QStringLiteral("card"), toJson(ListedCard{Token, facts})}}, 1, clock.now());
        ensure(applied.has_value(), "a card is listed");
    }
    CardQuestion question(Money wanted = {10'000, {}})
    {
        CardQuestion q;
        q.operation = ids.make<OperationId>();
        q.sale = ids.make<SaleId>();
        q.hold = ids.make<HoldId>();
        q.card = {Token, CardProof::Chip, {}};
        q.pump = 3;
        q.product = QStringLiteral("95");
        q.price = {8'000, {}};
        q.wanted = wanted;
        return q;
    }
    QDate day() const { return station.businessDay(clock.now()); }
    int count() { return (*list.find(Token, day()))->offlineCount; }

    static OfflineLimits limits()
    {
        OfflineLimits limits;
        limits.perCardDay = 100'000_yuan;
        limits.perCardDayCount = 1000;
        limits.perTerminalDay = 100'000_yuan;
        return limits;
    }
    ManualClock clock;
    IdSource ids{clock, 41};
    TestStore store{QStringLiteral("sqlcipher"), stationMigrations()};
    Station station{{3}, QStringLiteral("S1"), {}, {}, {}, {}, QTimeZone("Asia/Shanghai"), QTime(0, 0)};
    TerminalList list{*store.db, {3}};
    Outbox outbox{*store.db, {7}, SigningKey::generate()};
    ApiClient api{{QUrl(QStringLiteral("https://127.0.0.1:1")), {}, 200}, clock};
    StationAuthoriser authoriser{{*store.db, api, list, outbox, clock}, station, limits()};
};

}

class TestStationAuthoriser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answerAlone_writesCountersAndFact();
    void answerAlone_refusal_writesNothing();
    void answerAlone_failingStatement_allOrNothing();
    void answerAlone_repeat_isTheSameHold();
    void answerAlone_listTooOld_isRefused();
    void ask_withoutAServer_isAnsweredAlone_once();
};

void TestStationAuthoriser::answerAlone_writesCountersAndFact()
{
    Till till;
    int kicks = 0;
    till.outbox.onKick = [&] { ++kicks; };
    const CardQuestion q = till.question(120_yuan);
    const auto grant = till.authoriser.answerAlone(q);
    VERIFY_OK(grant);
    QVERIFY(grant->offline);
    QVERIFY(grant->hold == q.hold);
    QVERIFY(grant->limit == 120_yuan);
    QVERIFY(grant->availableAfter == 49'880_yuan);
    QCOMPARE(kicks, 1);
    QCOMPARE(till.count(), 1);
    QVERIFY(*till.list.offlineTotal(till.day(), {}) == 120_yuan);
    const auto batch = till.outbox.nextBatch();
    QVERIFY(batch && batch->has_value());
    const auto fact = parseFact((*batch)->bodies.first());
    VERIFY_OK(fact);
    QVERIFY(fact->operation.uuid == q.hold.uuid);
    const auto *placed = std::get_if<HoldPlaced>(&fact->body);
    QVERIFY(placed);
    QVERIFY(placed->sale == q.sale && placed->hold == q.hold && placed->token == Token);
    QVERIFY(placed->amount == 120_yuan);
    QCOMPARE(placed->pump, 3);
}

void TestStationAuthoriser::answerAlone_refusal_writesNothing()
{
    Till till;
    CardQuestion unknown = till.question();
    unknown.card.token = {QByteArray(16, 'x')};
    COMPARE_REFUSED(till.authoriser.answerAlone(unknown), ErrorCode::OfflineCardUnknown);
    CardQuestion stripe = till.question();
    stripe.card.proof = CardProof::Track;
    COMPARE_REFUSED(till.authoriser.answerAlone(stripe), ErrorCode::OfflineNotAllowed);
    CardQuestion exact = till.question(100'000_yuan);
    exact.wantsExactly = true;
    COMPARE_REFUSED(till.authoriser.answerAlone(exact), ErrorCode::InsufficientFunds);
    QCOMPARE(till.count(), 0);
    QCOMPARE(till.outbox.state()->waiting, 0);
}

/// Each statement fails once: the counters and the fact are there together or not at all.
void TestStationAuthoriser::answerAlone_failingStatement_allOrNothing()
{
    Till till;
    int granted = 0;
    for (int nth = 0;; ++nth) {
        const CardQuestion q = till.question(10_yuan);
        int left = nth;
        bool fired = false;
        till.store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const auto first = till.authoriser.answerAlone(q);
        till.store.db->failNext = {};
        QCOMPARE(first.has_value(), !fired);
        granted += first ? 1 : 0;
        QCOMPARE(till.count(), granted);
        QCOMPARE(till.outbox.state()->waiting, granted);
        QVERIFY(*till.list.offlineTotal(till.day(), {}) == (Money{granted * 1'000, {}}));
        if (!fired)
            return;
        VERIFY_OK(till.authoriser.answerAlone(q)); // the repeat
        ++granted;
        QCOMPARE(till.count(), granted);
        QCOMPARE(till.outbox.state()->waiting, granted);
        QVERIFY(nth < 50);
    }
}

/// The answer was durable, and then the program ended before it was acted on: it is asked again.
void TestStationAuthoriser::answerAlone_repeat_isTheSameHold()
{
    Till till;
    const CardQuestion q = till.question(10_yuan);
    const auto first = till.authoriser.answerAlone(q);
    VERIFY_OK(first);
    for (const qint64 later : {0, 5'000}) {
        till.clock.advanceMs(later);
        const auto again = till.authoriser.answerAlone(q);
        VERIFY_OK(again);
        QVERIFY(again->hold == first->hold);
        QVERIFY(again->limit == first->limit);
        QCOMPARE(till.count(), 1);
        QCOMPARE(till.outbox.state()->waiting, 1);
    }
}

void TestStationAuthoriser::answerAlone_listTooOld_isRefused()
{
    Till till;
    till.clock.advanceMs(Till::limits().maxListAgeMs);
    VERIFY_OK(till.authoriser.answerAlone(till.question()));
    till.clock.advanceMs(1);
    COMPARE_REFUSED(till.authoriser.answerAlone(till.question()), ErrorCode::OfflineListTooOld);
    VERIFY_OK(till.list.setFresh(till.clock.now()));
    VERIFY_OK(till.authoriser.answerAlone(till.question()));
}

void TestStationAuthoriser::ask_withoutAServer_isAnsweredAlone_once()
{
    Till till;
    int answers = 0;
    bool inside = true;
    Result<CardGrant> answer = fail(ErrorCode::Internal);
    till.authoriser.ask(till.question(10_yuan), [&](const Result<CardGrant> &grant) {
        QVERIFY(!inside); // never from inside ask()
        ++answers;
        answer = grant;
    });
    inside = false;
    QTRY_COMPARE_WITH_TIMEOUT(answers, 1, 5'000);
    VERIFY_OK(answer);
    QVERIFY(answer->offline);
    QCOMPARE(till.count(), 1);
}

QTEST_GUILESS_MAIN(TestStationAuthoriser)
#include "tst_station_authoriser.moc"
