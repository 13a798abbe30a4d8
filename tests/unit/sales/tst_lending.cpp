#include "core/domain/cards/card_json.h"
#include "core/domain/sales/lending_service.h"
#include "core/foundation/base/json.h"
#include "tests/unit/sales/sale_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::SaleDesk;
using youka::test::TestStore;

namespace {

/// The desk with a second and a third station, and what the feed says.
struct LendingDesk : SaleDesk
{
    explicit LendingDesk(TestStore &fresh, Money money = {50'000, {}})
        : SaleDesk(fresh, {}, money)
    {
        settle();
        for (const char *code : {"S1", "S2", "S3", "S4"})
            counters.push_back(counter(QString::fromLatin1(code)));
    }
    AskingTerminal counter(const QString &code)
    {
        const Station station{
            {}, code, code, QStringLiteral("CHN"), {}, {}, QTimeZone("Asia/Shanghai"), QTime(0, 0)};
        AskingTerminal asking;
        ensure(store.db
                   ->transaction([&]() -> Result<void> {
                       asking.station = *StationRepository(*store.db).ensureStation(station);
                       Terminal row{{},
                                    code,
                                    asking.station.id,
                                    QStringLiteral("pos"),
                                    QByteArray(32, 'p'),
                                    Terminal::State::Active,
                                    0,
                                    QByteArray(32, '0')};
                       asking.id = *TerminalRepository(*store.db).insert(row, now());
                       return {};
                   })
                   .has_value(),
               "a counter is there");
        return asking;
    }
    int settle()
    {
        const auto done =
            committed([&] { return LendingService(*store.db, keys, terms).settle(now(), 100); });
        ensure(done.has_value(), "notes are taken");
        return *done;
    }
    /// A whole sale at a counter, and the notes of it taken.
    void sell(int at, Money amount)
    {
        clock.advanceMs(1'000);
        terminal = counters[size_t(at)];
        const CardQuestion q = question(amount);
        ensure(ask(q).has_value() && tell(captureOf(q, amount)).has_value(), "a sale is booked");
        settle();
    }
    /// What the feed says is lent at that counter; -1: nothing was ever said.
    ListedAllotment told(int at) const
    {
        const AskingTerminal &who = counters[size_t(at)];
        const auto page = ChangeFeed(*store.db).page({0, who.station.id.value, 0, 10'000});
        ListedAllotment last{{}, 0, {-1, {}}, 0};
        for (const Change &change : page->changes)
            if (change.topic == QLatin1String("allotment"))
                last = *listedAllotmentFromJson(*parseJsonObject(change.body));
        return last;
    }
    qint64 lent(int at) const { return told(at).amount.minor; }
    /// The card's money as the feed has it last.
    Money listed() const
    {
        const auto page = ChangeFeed(*store.db).page({0, 999, 0, 10'000});
        Money last;
        for (const Change &change : page->changes)
            if (change.topic == QLatin1String("card"))
                last = listedCardFromJson(*parseJsonObject(change.body))->facts.available;
        return last;
    }
    Exposure exposure()
    {
        const auto all = LendingService(*store.db, keys, terms).exposure();
        return all && !all->empty() ? all->front() : Exposure{};
    }
    qint64 changes() const { return *ChangeFeed(*store.db).head(); }

    LendingTerms terms{50'000, 3};
    std::vector<AskingTerminal> counters;
};

}

class TestLending : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sale_tellsTheNewFigures_once_data() { test::addEngineRows(); }
    void sale_tellsTheNewFigures_once();
    void usualStations_areTheLastThree_data() { test::addEngineRows(); }
    void usualStations_areTheLastThree();
    void frozenOrClosed_hasNothing_data() { test::addEngineRows(); }
    void frozenOrClosed_hasNothing();
    void topUp_andHold_moveWhatIsLent_data() { test::addEngineRows(); }
    void topUp_andHold_moveWhatIsLent();
    void offlineRecord_renews_data() { test::addEngineRows(); }
    void offlineRecord_renews();
    void siblings_shareOnePurse_data() { test::addEngineRows(); }
    void siblings_shareOnePurse();
    void newCounter_getsWhatTheOldOneHad_data() { test::addEngineRows(); }
    void newCounter_getsWhatTheOldOneHad();
    void failingStatement_isDoneAgain_data() { test::addEngineRows(); }
    void failingStatement_isDoneAgain();
};

void TestLending::sale_tellsTheNewFigures_once()
{
    OPEN_STORE(store);
    LendingDesk desk(store);
    QVERIFY(desk.listed() == 500_yuan);
    desk.terminal = desk.counters[0];
    const CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.ask(q));
    VERIFY_OK(desk.tell(LendingDesk::captureOf(q, 80_yuan)));
    QVERIFY(desk.listed() == 500_yuan); // noted only
    QCOMPARE(desk.settle(), 1);
    QVERIFY(desk.listed() == 420_yuan);
    QCOMPARE(desk.lent(0), 42'000);
    QCOMPARE(desk.told(0).terminal, desk.counters[0].id.value);
    QVERIFY(desk.told(0).token == desk.token());
    QCOMPARE(desk.lent(1), -1); // to that station only
    const qint64 before = desk.changes();
    QCOMPARE(desk.settle(), 0);
    QCOMPARE(desk.changes(), before);
    const Exposure exposure = desk.exposure();
    QVERIFY(exposure.lent == 420_yuan && exposure.excess.isZero());
}

void TestLending::usualStations_areTheLastThree()
{
    OPEN_STORE(store);
    LendingDesk desk(store, 10'000_yuan);
    desk.sell(0, 10_yuan);
    QCOMPARE(desk.lent(0), 50'000);
    desk.sell(1, 10_yuan);
    QCOMPARE(desk.lent(1), 33'334);
    QCOMPARE(desk.lent(0), 16'666);
    desk.sell(2, 10_yuan);
    QCOMPARE(desk.lent(2), 25'000);
    QCOMPARE(desk.lent(1), 12'500);
    QCOMPARE(desk.lent(0), 12'500);
    desk.sell(3, 10_yuan);
    QCOMPARE(desk.lent(3), 25'000);
    QCOMPARE(desk.lent(0), 0);
    QCOMPARE(desk.exposure().lent.minor, 50'000);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM card_station"), 3);
    desk.sell(0, 10_yuan); // and back
    QCOMPARE(desk.lent(0), 25'000);
    QCOMPARE(desk.lent(1), 0);
    QCOMPARE(desk.exposure().lent.minor, 50'000);
}

void TestLending::frozenOrClosed_hasNothing()
{
    OPEN_STORE(store);
    LendingDesk desk(store);
    desk.sell(0, 10_yuan);
    QCOMPARE(desk.lent(0), 49'000);
    for (const CardState state :
         {CardState::Frozen, CardState::Active, CardState::Lost, CardState::Active, CardState::Closed}) {
        VERIFY_OK(desk.committed([&] { return desk.cards().changeState(desk.cardId, state, desk.now()); }));
        QCOMPARE(desk.settle(), 1);
        QCOMPARE(desk.lent(0), state == CardState::Active ? 49'000 : 0);
    }
}

void TestLending::topUp_andHold_moveWhatIsLent()
{
    OPEN_STORE(store);
    LendingDesk desk(store, 100_yuan);
    desk.sell(0, 90_yuan);
    QCOMPARE(desk.lent(0), 1'000);
    VERIFY_OK(desk.committed([&] {
        return desk.cards().topUpCash(
            desk.cardId, 300_yuan,
            {desk.ids.make<JournalId>(), desk.now(), desk.now(), desk.day(), desk.terminal.station.id, {}});
    }));
    desk.settle();
    QCOMPARE(desk.lent(0), 31'000);
    const CardQuestion q = desk.question(200_yuan);
    VERIFY_OK(desk.ask(q));
    QVERIFY(desk.exposure().excess == 200_yuan); // until the station is told
    desk.settle();
    QCOMPARE(desk.lent(0), 11'000);
    QVERIFY(desk.exposure().excess.isZero());
    VERIFY_OK(desk.tell(HoldReleased{q.sale, q.hold}));
    desk.settle();
    QCOMPARE(desk.lent(0), 31'000);
    QVERIFY(desk.listed() == 310_yuan);
}

/// What the counter granted by itself comes up as a record: it is told anew what it has, and up to which of
/// its records that is.
void TestLending::offlineRecord_renews()
{
    OPEN_STORE(store);
    LendingDesk desk(store, 10'000_yuan);
    desk.sell(0, 10_yuan);
    const qint64 before = desk.changes();
    const CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.tell(desk.placedOf(q)));
    VERIFY_OK(desk.committed(
        [&] { return TerminalRepository(*store.db).setHead(desk.terminal.id, 41, QByteArray(32, 'h')); }));
    desk.settle();
    QVERIFY(desk.changes() > before);
    QCOMPARE(desk.lent(0), 50'000); // as much as before, and again in full
    QCOMPARE(desk.told(0).booked, 41);
    // An answer that was lost: the hold is known already, the record renews all the same.
    VERIFY_OK(desk.committed(
        [&] { return TerminalRepository(*store.db).setHead(desk.terminal.id, 42, QByteArray(32, 'h')); }));
    VERIFY_OK(desk.tell(desk.placedOf(q)));
    desk.settle();
    QCOMPARE(desk.told(0).booked, 42);
}

void TestLending::siblings_shareOnePurse()
{
    OPEN_STORE(store);
    LendingDesk desk(store, 600_yuan);
    CardService::Issue second;
    second.customer = desk.card().customer;
    second.account = desk.purse;
    second.number = LendingDesk::number(2);
    second.expires = QDate(2030, 12, 31);
    VERIFY_OK(desk.committed([&] { return desk.cards().issue(second, desk.now()); }));
    desk.sell(0, 10_yuan);
    QCOMPARE(desk.lent(0), 50'000);
    desk.clock.advanceMs(1'000);
    desk.terminal = desk.counters[1];
    CardQuestion q = desk.question(10_yuan);
    q.card.token = desk.token(2);
    VERIFY_OK(desk.ask(q));
    VERIFY_OK(desk.tell(LendingDesk::captureOf(q, 10_yuan)));
    desk.settle();
    QCOMPARE(desk.lent(1), 50'000); // the latest first
    QCOMPARE(desk.lent(0), 8'000);
    QVERIFY(desk.exposure().lent == 580_yuan && desk.exposure().excess.isZero());
}

void TestLending::newCounter_getsWhatTheOldOneHad()
{
    OPEN_STORE(store);
    LendingDesk desk(store);
    desk.sell(0, 10_yuan);
    const AskingTerminal old = desk.counters[0];
    desk.counters[0] = desk.counter(QStringLiteral("S1"));
    QVERIFY(desk.counters[0].id != old.id);
    desk.sell(0, 10_yuan);
    QCOMPARE(desk.told(0).terminal, desk.counters[0].id.value);
    QCOMPARE(desk.lent(0), 48'000);
}

void TestLending::failingStatement_isDoneAgain()
{
    OPEN_STORE(store);
    LendingDesk desk(store);
    desk.sell(0, 10_yuan);
    for (int nth = 0;; ++nth) {
        desk.clock.advanceMs(1'000);
        const CardQuestion q = desk.question(1_yuan);
        VERIFY_OK(desk.ask(q));
        VERIFY_OK(desk.tell(LendingDesk::captureOf(q, 1_yuan)));
        const qint64 before = desk.changes();
        int left = nth;
        bool fired = false;
        store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const auto first = desk.committed(
            [&] { return LendingService(*store.db, desk.keys, desk.terms).settle(desk.now(), 100); });
        store.db->failNext = {};
        QCOMPARE(first.has_value(), !fired);
        if (fired) {
            QCOMPARE(desk.changes(), before);
            QCOMPARE(desk.settle(), 1);
        }
        QVERIFY(desk.listed() == desk.account().available());
        QCOMPARE(desk.lent(0), desk.account().available().minor);
        if (!fired)
            return;
        QVERIFY(nth < 60);
    }
}

QTEST_GUILESS_MAIN(TestLending)
#include "tst_lending.moc"
