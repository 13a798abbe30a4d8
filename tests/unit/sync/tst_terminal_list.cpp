#include "core/domain/cards/card_json.h"
#include "core/domain/pricing/price_json.h"
#include "core/exchange/sync/terminal_list.h"
#include "core/foundation/crypto/digest.h"
#include "tests/support/two_stores.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::TestStore;

namespace {

const CardToken Token{QByteArray(16, 't')};
const QDate Today(2026, 1, 1);

CardFacts someCard(Money available = {50'000, {}})
{
    CardFacts facts;
    facts.state = CardState::Active;
    facts.expires = QDate(2030, 12, 31);
    facts.available = available;
    facts.spentToday = {0, available.currency};
    return facts;
}
TerminalList::Change card(const CardFacts &facts, const CardToken &token = Token)
{
    return {QStringLiteral("card"), toJson(ListedCard{token, facts, {}})};
}
TerminalList::Change allotment(Money amount, qint64 booked, const CardToken &token = Token)
{
    return {QStringLiteral("allotment"), toJson(ListedAllotment{token, 7, amount, booked})};
}
TerminalList::Change price(qint64 version, qint64 station, qint64 milli)
{
    return {QStringLiteral("price"),
            toJson(Price{version, {station}, QStringLiteral("95"), {milli, {}}, {1000 * version}, {}})};
}
TerminalList::Change peer(qint64 terminal, qint64 station, bool active = true)
{
    return {QStringLiteral("terminal"),
            QJsonObject{{QStringLiteral("terminal"), terminal},
                        {QStringLiteral("station"), station},
                        {QStringLiteral("name"), QStringLiteral("till")},
                        {QStringLiteral("kind"), QStringLiteral("pos")},
                        {QStringLiteral("publicKey"), QString::fromLatin1(QByteArray(32, 'p').toBase64())},
                        {QStringLiteral("active"), active}}};
}

struct Till
{
    TestStore store{QStringLiteral("sqlcipher"), stationMigrations()};
    TerminalList list{*store.db, {3}, {7}};
    ManualClock clock;
    qint64 records = 0;
    Result<void> grant(const CardToken &token, QDate day, Money amount)
    {
        return list.noteOffline({token, ++records, day, amount, clock.now()});
    }
    qint64 listed() { return *list.cards(); }
};

CardToken tokenAt(int n) { return {be64(quint64(n)) + QByteArray(8, 't')}; }
/// A page of cards `from` to `to`, each with its number as its money.
ListPage pageOf(int from, int to, bool last, qint64 cursor = 50)
{
    ListPage page;
    page.cursor = cursor;
    page.terminal = 7;
    page.after = from == 0 ? QByteArray() : tokenAt(from - 1).bytes;
    page.last = last;
    page.profiles = {packProfile(profileOf(someCard()))};
    for (int n = from; n < to; ++n)
        page.cards.push_back({tokenAt(n).bytes, entryOf({tokenAt(n), someCard({n, {}}), {}}, 0)});
    return page;
}

}

class TestTerminalList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void apply_keepsTheLastState();
    void apply_allOfACard();
    void apply_repeat_changesNothing();
    void apply_unknownTopic_isForALaterProgram();
    void apply_malformed_isRefusedWhole_data();
    void apply_malformed_isRefusedWhole();
    void apply_failingStatement_leavesTheCursor();
    void prices_ofOtherStations_areLeftOut();
    void peers_onlyActiveOnesOfThisStation();
    void offlineCounters_areOfOneDay();
    void offlineCounters_surviveAChangeOfTheCard();
    void noteOffline_ofAnUnknownCard_isRefused();
    void spentToday_isWhatTheServerKnowsAndWhatItDoesNot();
    void packed_isSmall_andTheSame();
    void snapshot_replacesTheListInOneStep();
    void snapshot_goesOnAfterARestart();
    void snapshot_olderOrWrongPages_areRefused_data();
    void snapshot_olderOrWrongPages_areRefused();
    void snapshot_failingStatement_leavesTheListInForce();
    void snapshot_keepsCountersAndWhatIsGranted();
    void listKey_isLearntOnce();
};

void TestTerminalList::apply_keepsTheLastState()
{
    Till till;
    QCOMPARE(*till.list.cursor(), 0);
    VERIFY_OK(till.list.apply({card(someCard()), card(someCard(12_yuan))}, 7, till.clock.now()));
    QCOMPARE(*till.list.cursor(), 7);
    QVERIFY(*till.list.freshAt() == till.clock.now());
    QVERIFY((*till.list.find(Token, Today))->facts.available == 12_yuan);
    CardFacts frozen = someCard();
    frozen.state = CardState::Frozen;
    VERIFY_OK(till.list.apply({card(frozen)}, 8, till.clock.now().plusMs(5)));
    QVERIFY((*till.list.find(Token, Today))->facts.state == CardState::Frozen);
    QVERIFY(*till.list.freshAt() == till.clock.now().plusMs(5));
    QVERIFY(!till.list.find({QByteArray(16, 'x')}, Today)->has_value());
}

void TestTerminalList::apply_allOfACard()
{
    Till till;
    CardFacts full = someCard({70'000, Currency("CZK")});
    full.products = QStringList{QStringLiteral("95"), QStringLiteral("0")};
    full.limitPerSale = Money{100, Currency("CZK")};
    full.limitPerDay = Money{200, Currency("CZK")};
    full.pinSet = true;
    full.pinAbove = Money{0, Currency("CZK")};
    VERIFY_OK(till.list.apply({card(full)}, 1, till.clock.now()));
    QVERIFY((*till.list.find(Token, Today))->facts == full);
    VERIFY_OK(till.list.apply({card(someCard())}, 2, till.clock.now())); // and all of it is taken back
    QVERIFY((*till.list.find(Token, Today))->facts == someCard());
}

void TestTerminalList::apply_repeat_changesNothing()
{
    Till till;
    const QList<TerminalList::Change> changes{card(someCard()), price(1, 0, 7'850), peer(9, 3)};
    for (int i = 0; i < 3; ++i)
        VERIFY_OK(till.list.apply(changes, 3, till.clock.now()));
    QCOMPARE(till.listed(), 1);
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM listed_price"), 1);
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM peer"), 1);
}

void TestTerminalList::apply_unknownTopic_isForALaterProgram()
{
    Till till;
    const TerminalList::Change later{QStringLiteral("hologram"), {{QStringLiteral("x"), 1}}};
    VERIFY_OK(till.list.apply({later, card(someCard())}, 4, till.clock.now()));
    QCOMPARE(*till.list.cursor(), 4);
    QVERIFY(till.list.find(Token, Today)->has_value());
}

void TestTerminalList::apply_malformed_isRefusedWhole_data()
{
    QTest::addColumn<QString>("topic");
    QTest::addColumn<QJsonObject>("body");
    const auto rows = [](const TerminalList::Change &right, std::initializer_list<const char *> names) {
        for (const char *name : names) {
            QJsonObject body = right.body;
            body.remove(QLatin1String(name));
            QTest::addRow("%s without %s", qPrintable(right.topic), name) << right.topic << body;
            body.insert(QLatin1String(name), QJsonArray{1.5});
            QTest::addRow("%s, %s is a list", qPrintable(right.topic), name) << right.topic << body;
        }
        QTest::addRow("%s, nothing", qPrintable(right.topic)) << right.topic << QJsonObject();
    };
    rows(card(someCard()), {"token", "state", "available"});
    rows(allotment(1_yuan, 1), {"token", "terminal", "amount", "booked"});
    rows(price(1, 3, 7'850), {"product", "price"});
    rows(peer(9, 3), {"terminal", "station", "name", "kind", "publicKey"});
    QJsonObject state = card(someCard()).body;
    state.insert(QStringLiteral("state"), 6);
    QTest::newRow("card in a state there is not") << QStringLiteral("card") << state;
    QJsonObject expires = card(someCard()).body;
    expires.insert(QStringLiteral("expires"), QStringLiteral("tomorrow"));
    QTest::newRow("card with no date of expiry") << QStringLiteral("card") << expires;
    QJsonObject key = peer(9, 3).body;
    key.insert(QStringLiteral("publicKey"), QStringLiteral("AAAA"));
    QTest::newRow("terminal with half a key") << QStringLiteral("terminal") << key;
    QJsonObject limit = card(someCard()).body;
    limit.insert(QStringLiteral("limitPerSale"),
                 QJsonObject{{QStringLiteral("amount"), QStringLiteral("1.00")},
                             {QStringLiteral("currency"), QStringLiteral("EUR")}});
    QJsonObject lent = allotment(1_yuan, 1).body;
    lent.insert(QStringLiteral("amount"), limit[QLatin1String("limitPerSale")]);
    QTest::newRow("allotment in other money") << QStringLiteral("allotment") << lent;
    QJsonObject less = allotment(-1_fen, 1).body;
    QTest::newRow("allotment below nothing") << QStringLiteral("allotment") << less;
    QTest::newRow("card with a limit in other money") << QStringLiteral("card") << limit;
}

void TestTerminalList::apply_malformed_isRefusedWhole()
{
    QFETCH(QString, topic);
    QFETCH(QJsonObject, body);
    Till till;
    VERIFY_OK(till.list.apply({card(someCard())}, 5, till.clock.now()));
    const CardToken other{QByteArray(16, 'o')};
    COMPARE_REFUSED(
        till.list.apply({card(someCard(), other), {topic, body}}, 9, till.clock.now().plusMs(1000)),
        ErrorCode::InvalidInput);
    QCOMPARE(*till.list.cursor(), 5);
    QVERIFY(*till.list.freshAt() == till.clock.now());
    QVERIFY(!till.list.find(other, Today)->has_value());
    QVERIFY((*till.list.find(Token, Today))->facts == someCard());
}

void TestTerminalList::apply_failingStatement_leavesTheCursor()
{
    Till till;
    qint64 cursor = 0;
    for (int nth = 0;; ++nth) {
        int left = nth;
        bool fired = false;
        const QList<TerminalList::Change> changes{card(someCard()), allotment(9_yuan, 4),
                                                  price(cursor + 1, 0, 7'000), peer(9, 3)};
        till.store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const auto first = till.list.apply(changes, cursor + 1, till.clock.now());
        till.store.db->failNext = {};
        QCOMPARE(first.has_value(), !fired);
        QCOMPARE(*till.list.cursor(), fired ? cursor : cursor + 1);
        QCOMPARE(till.store.figure("SELECT COUNT(*) FROM listed_price"), fired ? cursor : cursor + 1);
        VERIFY_OK(till.list.apply(changes, ++cursor, till.clock.now()));
        if (!fired)
            return;
        QVERIFY(nth < 50);
    }
}

void TestTerminalList::prices_ofOtherStations_areLeftOut()
{
    Till till;
    VERIFY_OK(
        till.list.apply({price(1, 0, 7'000), price(2, 3, 7'100), price(3, 4, 9'999)}, 1, till.clock.now()));
    const auto prices = till.list.prices();
    VERIFY_OK(prices);
    QCOMPARE(prices->size(), size_t(2));
    QCOMPARE(prices->at(0).price.milli, 7'100); // the latest beginning first
    QCOMPARE(prices->at(1).price.milli, 7'000);
}

void TestTerminalList::peers_onlyActiveOnesOfThisStation()
{
    Till till;
    VERIFY_OK(till.list.apply({peer(8, 3), peer(9, 3, false), peer(10, 4)}, 1, till.clock.now()));
    QVERIFY(till.list.peer({8})->has_value());
    QCOMPARE((*till.list.peer({8}))->publicKey, QByteArray(32, 'p'));
    QVERIFY(!till.list.peer({9})->has_value());
    QVERIFY(!till.list.peer({10})->has_value());
    VERIFY_OK(till.list.apply({peer(8, 3, false)}, 2, till.clock.now()));
    QVERIFY(!till.list.peer({8})->has_value());
}

void TestTerminalList::offlineCounters_areOfOneDay()
{
    Till till;
    const CardToken other{QByteArray(16, 'o')};
    VERIFY_OK(till.list.apply({card(someCard()), card(someCard(), other)}, 1, till.clock.now()));
    VERIFY_OK(till.grant(Token, Today, 30_yuan));
    VERIFY_OK(till.grant(Token, Today, 20_yuan));
    VERIFY_OK(till.grant(other, Today, 5_yuan));
    const auto entry = till.list.find(Token, Today);
    QCOMPARE((*entry)->offlineCount, 2);
    QVERIFY((*entry)->offlineAmount == 50_yuan);
    QVERIFY((*entry)->facts.available == 450_yuan);
    QVERIFY(*till.list.offlineTotal(Today, {}) == 55_yuan);
    // The next day counts anew; the money stays spent.
    const QDate tomorrow = Today.addDays(1);
    QCOMPARE((*till.list.find(Token, tomorrow))->offlineCount, 0);
    QVERIFY(till.list.offlineTotal(tomorrow, {})->isZero());
    VERIFY_OK(till.grant(Token, tomorrow, 7_yuan));
    QVERIFY((*till.list.find(Token, tomorrow))->offlineAmount == 7_yuan);
    QVERIFY((*till.list.find(Token, tomorrow))->facts.available == 443_yuan);
    QVERIFY(*till.list.offlineTotal(tomorrow, {}) == 7_yuan);
    QVERIFY(*till.list.offlineTotal(Today, {}) == 55_yuan);
    // An answer of the server's own clears the card's counters, not the terminal's sum nor what is granted.
    VERIFY_OK(till.list.noteOnline(Token));
    QCOMPARE((*till.list.find(Token, tomorrow))->offlineCount, 0);
    QVERIFY((*till.list.find(Token, tomorrow))->facts.available == 443_yuan);
    QVERIFY(*till.list.offlineTotal(tomorrow, {}) == 7_yuan);
    // What is long past is dropped with the first sale of a later day.
    const QDate later = Today.addDays(40);
    VERIFY_OK(till.grant(other, later, 1_yuan));
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM offline_use"), 1);
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM offline_total"), 1);
}

void TestTerminalList::offlineCounters_surviveAChangeOfTheCard()
{
    Till till;
    VERIFY_OK(till.list.apply({card(someCard()), allotment(100_yuan, 0)}, 1, till.clock.now()));
    VERIFY_OK(till.grant(Token, Today, 30_yuan));
    // The server does not know of it yet: it is taken off whatever it says.
    VERIFY_OK(till.list.apply({card(someCard(400_yuan))}, 2, till.clock.now()));
    auto entry = till.list.find(Token, Today);
    QCOMPARE((*entry)->offlineCount, 1);
    QVERIFY((*entry)->offlineAmount == 30_yuan);
    QVERIFY((*entry)->facts.available == 370_yuan);
    QVERIFY((*entry)->allotment == 70_yuan);
    // Now it does.
    VERIFY_OK(till.list.apply({card(someCard(370_yuan)), allotment(100_yuan, 1)}, 3, till.clock.now()));
    entry = till.list.find(Token, Today);
    QCOMPARE((*entry)->offlineCount, 1);
    QVERIFY((*entry)->facts.available == 370_yuan);
    QVERIFY((*entry)->allotment == 100_yuan);
}

void TestTerminalList::noteOffline_ofAnUnknownCard_isRefused()
{
    Till till;
    COMPARE_REFUSED(till.grant(Token, Today, 1_yuan), ErrorCode::OfflineCardUnknown);
    QVERIFY(till.list.offlineTotal(Today, {})->isZero());
}

void TestTerminalList::spentToday_isWhatTheServerKnowsAndWhatItDoesNot()
{
    Till till;
    CardFacts facts = someCard();
    facts.limitPerDay = 100_yuan;
    facts.spentToday = 60_yuan;
    const auto listed = [&](QDate day) {
        return TerminalList::Change{QStringLiteral("card"), toJson(ListedCard{Token, facts, day})};
    };
    VERIFY_OK(till.list.apply({listed(Today), allotment(100_yuan, 0)}, 1, till.clock.now()));
    QVERIFY((*till.list.find(Token, Today))->facts.spentToday == 60_yuan);
    QVERIFY((*till.list.find(Token, Today.addDays(1)))->facts.spentToday.isZero());
    VERIFY_OK(till.grant(Token, Today, 15_yuan));
    QVERIFY((*till.list.find(Token, Today))->facts.spentToday == 75_yuan);
    facts.spentToday = 75_yuan; // the server has booked it: it is not counted twice
    VERIFY_OK(till.list.apply({listed(Today), allotment(100_yuan, 1)}, 2, till.clock.now()));
    QVERIFY((*till.list.find(Token, Today))->facts.spentToday == 75_yuan);
}

void TestTerminalList::packed_isSmall_andTheSame()
{
    ListEntry plain;
    plain.state = CardState::Active;
    plain.expires = QDate(2099, 12, 31);
    plain.available = 10'000'000;
    ByteWriter out;
    packEntry(out, plain);
    QVERIFY(out.bytes().size() <= 10);
    QRandomGenerator random(9);
    for (int round = 0; round < 2'000; ++round) {
        ListEntry entry;
        entry.profile = random.generate();
        entry.state = CardState(random.bounded(1, 6));
        entry.pinSet = random.bounded(2) == 0;
        if (random.bounded(2) == 0)
            entry.expires = QDate(2000, 1, 1).addDays(random.bounded(60'000));
        entry.available = qint64(random.generate64() % 20'000'000'000'000'000) - 10'000'000'000'000'000;
        if (random.bounded(2) == 0) {
            entry.day = QDate(2026, 1, 1).addDays(random.bounded(1'000));
            entry.spentToday = random.bounded(1'000'000);
        }
        if (random.bounded(2) == 0) {
            entry.lent = random.bounded(1'000'000);
            entry.booked = qint64(random.generate64() >> 1);
        }
        packEntry(out = {}, entry);
        ByteReader in(out.bytes());
        QVERIFY(unpackEntry(in) == entry);
        QVERIFY(in.atEnd() && !in.isWrong());
        for (qsizetype cut = 0; cut < out.bytes().size(); ++cut) {
            ByteReader shorter(QByteArrayView(out.bytes()).first(cut));
            unpackEntry(shorter);
            QVERIFY(shorter.isWrong());
        }
    }
    CardProfile profile;
    profile.currency = Currency("CZK");
    profile.products = QStringList{QStringLiteral("95"), QStringLiteral("\u67f4\u6cb9")};
    profile.limitPerSale = Money{-1, profile.currency};
    profile.pinAbove = Money{1'000'000, profile.currency};
    QVERIFY(*unpackProfile(packProfile(profile)) == profile);
    QVERIFY(!unpackProfile(packProfile(profile) + 'x'));
    QVERIFY(!unpackProfile(packProfile(profile).chopped(1)));
}

void TestTerminalList::snapshot_replacesTheListInOneStep()
{
    Till till;
    VERIFY_OK(till.list.apply({card(someCard(12_yuan))}, 40, till.clock.now()));
    QCOMPARE(*till.list.snapshotAfter(), QByteArray());
    VERIFY_OK(till.list.applyPage(pageOf(0, 10, false, 60)));
    QCOMPARE(*till.list.snapshotAfter(), tokenAt(9).bytes);
    QVERIFY(till.list.find(Token, Today)->has_value()); // the old one is in force
    QVERIFY(!till.list.find(tokenAt(3), Today)->has_value());
    QCOMPARE(*till.list.listedUpTo(), 0);
    VERIFY_OK(till.list.applyPage(pageOf(10, 15, true, 55)));
    QVERIFY(!till.list.find(Token, Today)->has_value());
    for (int n = 0; n < 15; ++n)
        QCOMPARE((*till.list.find(tokenAt(n), Today))->facts.available.minor, n);
    QCOMPARE(till.listed(), 15);
    QCOMPARE(*till.list.listedUpTo(), 55); // as new as its oldest page
    QCOMPARE(*till.list.cursor(), 40);     // prices and terminals since then are still to come
    QCOMPARE(*till.list.snapshotAfter(), QByteArray());
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM list_card_0"), 0);
    // The feed goes on with the new list, and the next snapshot takes its place in turn.
    VERIFY_OK(till.list.apply({card(someCard(99_yuan), tokenAt(3))}, 56, till.clock.now()));
    QVERIFY((*till.list.find(tokenAt(3), Today))->facts.available == 99_yuan);
    VERIFY_OK(till.list.applyPage(pageOf(0, 2, true, 70)));
    QCOMPARE(till.listed(), 2);
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM list_card_1"), 0);
}

void TestTerminalList::snapshot_goesOnAfterARestart()
{
    Till till;
    VERIFY_OK(till.list.applyPage(pageOf(0, 10, false)));
    TerminalList reopened(*till.store.db, {3}, {7});
    QCOMPARE(*reopened.snapshotAfter(), tokenAt(9).bytes);
    VERIFY_OK(reopened.applyPage(pageOf(10, 12, true)));
    QCOMPARE(*reopened.cards(), 12);
}

void TestTerminalList::snapshot_olderOrWrongPages_areRefused_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, int which, ErrorCode code) {
        QTest::newRow(name) << which << int(code);
    };
    row("older than the feed", 0, ErrorCode::ListOutdated);
    row("older than the list", 1, ErrorCode::ListOutdated);
    row("of another terminal", 2, ErrorCode::InvalidInput);
    row("another page", 3, ErrorCode::InvalidInput);
    row("the first page again", 4, ErrorCode::InvalidInput);
}

void TestTerminalList::snapshot_olderOrWrongPages_areRefused()
{
    QFETCH(int, which);
    QFETCH(int, code);
    Till till;
    VERIFY_OK(till.list.applyPage(pageOf(0, 5, true, 50)));
    VERIFY_OK(till.list.apply({}, which == 0 ? 61 : 40, till.clock.now()));
    VERIFY_OK(till.list.applyPage(pageOf(0, 10, false, which == 0 ? 61 : 60)));
    ListPage next = pageOf(10, 12, true, 60);
    if (which == 1)
        next.cursor = 49;
    if (which == 2)
        next.terminal = 8;
    if (which == 3)
        next.after = tokenAt(8).bytes;
    if (which == 4)
        next = pageOf(0, 10, true, 60);
    COMPARE_REFUSED(till.list.applyPage(next), ErrorCode(code));
    QCOMPARE(till.listed(), 5); // the list in force stands
    QCOMPARE(*till.list.listedUpTo(), 50);
    VERIFY_OK(till.list.applyPage(pageOf(10, 12, true, which == 0 ? 61 : 60)));
    QCOMPARE(till.listed(), 12);
}

void TestTerminalList::snapshot_failingStatement_leavesTheListInForce()
{
    for (int nth = 0;; ++nth) {
        Till till;
        VERIFY_OK(till.list.apply({card(someCard())}, 5, till.clock.now()));
        VERIFY_OK(till.list.applyPage(pageOf(0, 3, false)));
        ListPage last = pageOf(3, 5, true);
        CardFacts limited = someCard();
        limited.limitPerSale = 5_yuan;
        last.profiles.push_back(packProfile(profileOf(limited))); // is interned in the same step
        last.cards[1].entry.profile = 1;
        int left = nth;
        bool fired = false;
        till.store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const auto first = till.list.applyPage(last);
        till.store.db->failNext = {};
        QCOMPARE(first.has_value(), !fired);
        const bool swapped = !till.list.find(Token, Today)->has_value();
        if (!swapped) { // nothing of it happened, so the same page can be taken again
            QVERIFY(fired);
            QCOMPARE(*till.list.snapshotAfter(), tokenAt(2).bytes);
            VERIFY_OK(till.list.applyPage(last));
        }
        QCOMPARE(till.listed(), 5);
        QVERIFY((*till.list.find(tokenAt(4), Today))->facts.limitPerSale == 5_yuan);
        QVERIFY(!(*till.list.find(tokenAt(3), Today))->facts.limitPerSale);
        if (!fired)
            return;
        QVERIFY(nth < 60);
    }
}

void TestTerminalList::snapshot_keepsCountersAndWhatIsGranted()
{
    Till till;
    VERIFY_OK(till.list.apply({card(someCard(), tokenAt(1)), allotment(100_yuan, 0, tokenAt(1))}, 5,
                              till.clock.now()));
    VERIFY_OK(till.grant(tokenAt(1), Today, 30_yuan));
    VERIFY_OK(till.grant(tokenAt(1), Today, 20_yuan));
    ListPage page = pageOf(0, 3, true);
    page.cards[1].entry.available = 47'000; // the first grant is booked there
    page.cards[1].entry.lent = 9'000;
    page.cards[1].entry.booked = 1;
    VERIFY_OK(till.list.applyPage(page));
    const auto entry = till.list.find(tokenAt(1), Today);
    QVERIFY((*entry)->allotment == 70_yuan);
    QVERIFY((*entry)->facts.available == 450_yuan);
    QCOMPARE((*entry)->offlineCount, 2);
}

void TestTerminalList::listKey_isLearntOnce()
{
    Till till;
    const QByteArray key = SigningKey::generate().publicKey();
    QVERIFY(!till.list.learnListKey(QByteArray(5, 'x')));
    VERIFY_OK(till.list.learnListKey(key));
    VERIFY_OK(till.list.learnListKey(key));
    COMPARE_REFUSED(till.list.learnListKey(SigningKey::generate().publicKey()), ErrorCode::SignatureInvalid);
    QCOMPARE(*till.list.listKey(), key);
}

QTEST_GUILESS_MAIN(TestTerminalList)
#include "tst_terminal_list.moc"
