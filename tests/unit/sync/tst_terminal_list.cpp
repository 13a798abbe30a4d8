#include "core/domain/cards/card_json.h"
#include "core/domain/pricing/price_json.h"
#include "core/exchange/sync/terminal_list.h"
#include "tests/support/two_stores.h"

#include <QJsonArray>
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
    return {QStringLiteral("card"), toJson(ListedCard{token, facts})};
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
    TerminalList list{*store.db, {3}};
    ManualClock clock;
};

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
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM listed_card"), 1);
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
        const QList<TerminalList::Change> changes{card(someCard()), price(cursor + 1, 0, 7'000), peer(9, 3)};
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
    VERIFY_OK(till.list.noteOffline(Token, Today, 30_yuan));
    VERIFY_OK(till.list.noteOffline(Token, Today, 20_yuan));
    VERIFY_OK(till.list.noteOffline(other, Today, 5_yuan));
    const auto entry = till.list.find(Token, Today);
    QCOMPARE((*entry)->offlineCount, 2);
    QVERIFY((*entry)->offlineAmount == 50_yuan);
    QVERIFY((*entry)->facts.available == 450_yuan);
    QVERIFY(*till.list.offlineTotal(Today, {}) == 55_yuan);
    // The next day counts anew; the money stays spent.
    const QDate tomorrow = Today.addDays(1);
    QCOMPARE((*till.list.find(Token, tomorrow))->offlineCount, 0);
    QVERIFY(till.list.offlineTotal(tomorrow, {})->isZero());
    VERIFY_OK(till.list.noteOffline(Token, tomorrow, 7_yuan));
    QVERIFY((*till.list.find(Token, tomorrow))->offlineAmount == 7_yuan);
    QVERIFY((*till.list.find(Token, tomorrow))->facts.available == 443_yuan);
    QVERIFY(*till.list.offlineTotal(tomorrow, {}) == 7_yuan);
    // An answer of the server's own clears the card's counters, not the terminal's sum.
    VERIFY_OK(till.list.noteOnline(Token));
    QCOMPARE((*till.list.find(Token, tomorrow))->offlineCount, 0);
    QVERIFY(*till.list.offlineTotal(tomorrow, {}) == 7_yuan);
}

void TestTerminalList::offlineCounters_surviveAChangeOfTheCard()
{
    Till till;
    VERIFY_OK(till.list.apply({card(someCard())}, 1, till.clock.now()));
    VERIFY_OK(till.list.noteOffline(Token, Today, 30_yuan));
    VERIFY_OK(till.list.apply({card(someCard(400_yuan))}, 2, till.clock.now()));
    const auto entry = till.list.find(Token, Today);
    QCOMPARE((*entry)->offlineCount, 1);
    QVERIFY((*entry)->offlineAmount == 30_yuan);
    QVERIFY((*entry)->facts.available == 400_yuan);
}

void TestTerminalList::noteOffline_ofAnUnknownCard_isRefused()
{
    Till till;
    COMPARE_REFUSED(till.list.noteOffline(Token, Today, 1_yuan), ErrorCode::OfflineCardUnknown);
    QVERIFY(till.list.offlineTotal(Today, {})->isZero());
}

QTEST_GUILESS_MAIN(TestTerminalList)
#include "tst_terminal_list.moc"
