#include "core/domain/cards/card_json.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/api/problem.h"
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
            list.apply({{QStringLiteral("card"), toJson(ListedCard{Token, facts, {}})}}, 1, clock.now());
        ensure(applied.has_value(), "a card is listed");
        lend(50'000_yuan);
    }
    /// What the server lends, knowing this terminal's records up to `booked`.
    void lend(Money amount, qint64 booked = 0, qint64 terminal = 7)
    {
        const ListedAllotment allotment{Token, terminal, amount, booked};
        ensure(list.apply({{QStringLiteral("allotment"), toJson(allotment)}}, *list.cursor() + 1, clock.now())
                   .has_value(),
               "money is lent");
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
    TerminalList list{*store.db, {3}, {7}};
    ClockWatch watch{clock};
    Outbox outbox{*store.db, {7}, SigningKey::generate()};
    ApiClient api{{QUrl(QStringLiteral("https://127.0.0.1:1")), {}, 200}, clock};
    StationAuthoriser authoriser{{*store.db, api, list, outbox, clock, watch}, station, limits()};
};

}

namespace {

/// A server that refuses every question in the same way.
class Refusing final : public HttpTransport
{
public:
    explicit Refusing(ErrorCode code)
        : m_code(code)
    {
    }
    void send(HttpCall, std::function<void(const HttpAnswer &)> answer) override
    {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [code = m_code, answer] {
                answer({httpStatus(code), problemJson({code, {}}), false, {}});
            },
            Qt::QueuedConnection);
    }

private:
    const ErrorCode m_code;
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
    void answerAlone_pointsAreRefused_theFuelIsNot();
    void answerAlone_listTooOld_isRefused();
    void allotment_isUsedUp_andRenewedByTheServer();
    void allotment_ofAnotherCounter_isNotOurs();
    void counters_surviveRestartAndChangeOfDay();
    void clockSetBack_isRefused();
    void ask_withoutAServer_isAnsweredAlone_once();
    void ask_withAWrongClock_saysSo();
    void ask_ofAServerThatCannotWrite_isAnsweredAlone();
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

/// Points are never promised by a station alone; the driver is told why.
void TestStationAuthoriser::answerAlone_pointsAreRefused_theFuelIsNot()
{
    Till till;
    CardQuestion q = till.question(120_yuan);
    q.coupons = CouponWish{{}, false, Channel::Kiosk, {}, false, CouponWish::AllPoints};
    const auto grant = till.authoriser.answerAlone(q);
    VERIFY_OK(grant);
    QCOMPARE(grant->limit, 120_yuan);
    QVERIFY(!grant->offers.points);
    QCOMPARE(grant->offers.pointsRefused->code, ErrorCode::PointsOnlineOnly);
    CardQuestion plain = till.question(120_yuan);
    plain.coupons = CouponWish{};
    QVERIFY(!till.authoriser.answerAlone(plain)->offers.pointsRefused);
}

void TestStationAuthoriser::answerAlone_listTooOld_isRefused()
{
    Till till;
    till.clock.advanceMs(Till::limits().maxListAgeMs);
    QVERIFY(till.authoriser.answerAlone(till.question())->limit == 100_yuan);
    till.clock.advanceMs(1);
    CardQuestion exact = till.question(101_yuan);
    exact.wantsExactly = true;
    COMPARE_REFUSED(till.authoriser.answerAlone(exact), ErrorCode::OfflineLimitPerSale);
    QVERIFY(till.authoriser.answerAlone(till.question(200_yuan))->limit == 100_yuan);
    till.clock.advanceMs(Till::limits().offAfterMs - Till::limits().maxListAgeMs - 1);
    VERIFY_OK(till.authoriser.answerAlone(till.question()));
    till.clock.advanceMs(1);
    COMPARE_REFUSED(till.authoriser.answerAlone(till.question()), ErrorCode::OfflineListTooOld);
    VERIFY_OK(till.list.setFresh(till.clock.now()));
    VERIFY_OK(till.authoriser.answerAlone(till.question()));
}

/// What is left is what the server lent less the grants it did not know of then: whatever order records,
/// acknowledgements and news of it come in.
void TestStationAuthoriser::allotment_isUsedUp_andRenewedByTheServer()
{
    Till till;
    till.lend(150_yuan);
    QVERIFY(till.authoriser.answerAlone(till.question(100_yuan))->limit == 100_yuan); // record 1
    QVERIFY(till.authoriser.answerAlone(till.question(100_yuan))->limit == 50_yuan);  // record 2
    COMPARE_REFUSED(till.authoriser.answerAlone(till.question(1_fen)), ErrorCode::OfflineNotLent);
    // The server lends more for a reason of its own, before it has any record.
    till.lend(200_yuan, 0);
    QVERIFY((*till.list.find(Token, till.day()))->allotment == 50_yuan);
    // It has booked the first.
    till.lend(200_yuan, 1);
    QVERIFY((*till.list.find(Token, till.day()))->allotment == 150_yuan);
    // Both.
    till.lend(200_yuan, 2);
    QVERIFY((*till.list.find(Token, till.day()))->allotment == 200_yuan);
    QVERIFY(till.authoriser.answerAlone(till.question(300_yuan))->limit == 200_yuan);
    till.lend(0_fen, 2);
    COMPARE_REFUSED(till.authoriser.answerAlone(till.question(1_fen)), ErrorCode::OfflineNotLent);
}

void TestStationAuthoriser::allotment_ofAnotherCounter_isNotOurs()
{
    Till till;
    till.lend(500_yuan, 3, 8);
    COMPARE_REFUSED(till.authoriser.answerAlone(till.question(1_yuan)), ErrorCode::OfflineNotLent);
    till.lend(500_yuan, 0, 7);
    VERIFY_OK(till.authoriser.answerAlone(till.question(1_yuan)));
}

void TestStationAuthoriser::counters_surviveRestartAndChangeOfDay()
{
    Till till;
    VERIFY_OK(till.authoriser.answerAlone(till.question(100_yuan)));
    TerminalList reopened(*till.store.db, {3}, {7});
    const auto before = reopened.find(Token, till.day());
    QVERIFY(before && (*before)->offlineAmount == 100_yuan && (*before)->offlineCount == 1);
    QVERIFY((*before)->allotment == 49'900_yuan);
    QVERIFY(*reopened.offlineTotal(till.day(), {}) == 100_yuan);
    const QDate tomorrow = till.day().addDays(1);
    const auto after = reopened.find(Token, tomorrow);
    QVERIFY((*after)->offlineAmount.isZero() && (*after)->offlineCount == 0);
    QVERIFY((*after)->facts.spentToday.isZero());
    QVERIFY((*after)->allotment == 49'900_yuan); // a day gives no money back
    QVERIFY(reopened.offlineTotal(tomorrow, {})->isZero());
}

void TestStationAuthoriser::clockSetBack_isRefused()
{
    Till till;
    till.clock.advanceMs(3'600'000);
    VERIFY_OK(till.authoriser.answerAlone(till.question(1_yuan)));
    till.clock.advanceMs(-600'000); // the list is still younger than this
    COMPARE_REFUSED(till.authoriser.answerAlone(till.question(1_yuan)), ErrorCode::ClockUntrusted);
    till.clock.advanceMs(600'000);
    VERIFY_OK(till.authoriser.answerAlone(till.question(1_yuan)));
    till.watch.compare(till.clock.now());
    till.clock.set(till.clock.now().plusMs(86'400'000)); // a day gained by hand: its counters are not new
    COMPARE_REFUSED(till.authoriser.answerAlone(till.question(1_yuan)), ErrorCode::ClockUntrusted);
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

/// The server refuses a question whose time is far from its own: the person learns that it is the clock.
void TestStationAuthoriser::ask_withAWrongClock_saysSo()
{
    for (const auto &[refused, said] :
         {std::pair{ErrorCode::RequestExpired, ErrorCode::ClockUntrusted},
          std::pair{ErrorCode::CardFrozen, ErrorCode::CardFrozen},
          std::pair{ErrorCode::SignatureInvalid, ErrorCode::SignatureInvalid}}) {
        Till till;
        ApiClient api(std::make_unique<Refusing>(refused), till.clock, 1'000);
        StationAuthoriser authoriser({*till.store.db, api, till.list, till.outbox, till.clock, till.watch},
                                     till.station, Till::limits());
        std::optional<Result<CardGrant>> answer;
        authoriser.ask(till.question(), [&](const Result<CardGrant> &grant) { answer = grant; });
        QTRY_VERIFY(answer);
        COMPARE_REFUSED(*answer, said);
        QCOMPARE(till.outbox.state()->waiting, 0); // nothing was granted alone
        StationCardDesk desk(api, till.list, till.clock, till.station);
        std::optional<Result<CardBalance>> balance;
        desk.balance(till.question().card, {}, [&](const Result<CardBalance> &told) { balance = told; });
        QTRY_VERIFY(balance);
        COMPARE_REFUSED(*balance, said);
    }
}

/// Its disk is full or fails, so it has reserved nothing.
void TestStationAuthoriser::ask_ofAServerThatCannotWrite_isAnsweredAlone()
{
    for (const auto refused : {ErrorCode::StoreFull, ErrorCode::StoreFailed}) {
        Till till;
        ApiClient api(std::make_unique<Refusing>(refused), till.clock, 1'000);
        StationAuthoriser authoriser({*till.store.db, api, till.list, till.outbox, till.clock, till.watch},
                                     till.station, Till::limits());
        std::optional<Result<CardGrant>> answer;
        authoriser.ask(till.question(120_yuan), [&](const Result<CardGrant> &grant) { answer = grant; });
        QTRY_VERIFY(answer);
        VERIFY_OK(*answer);
        QVERIFY((*answer)->offline);
        QVERIFY((*answer)->limit == 120_yuan);
        QCOMPARE(till.outbox.state()->waiting, 1);
    }
}

QTEST_GUILESS_MAIN(TestStationAuthoriser)
#include "tst_station_authoriser.moc"
