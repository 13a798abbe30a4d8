#include "core/exchange/sync/offline_rules.h"

#include <QRandomGenerator>
#include <QTest>

#include <optional>

using namespace youka;
using namespace youka::literals;

namespace {

struct Case
{
    CardFacts card;
    CardRequest request;
    CardProof proof = CardProof::Chip;
    OfflineLimits limits;
    OfflineCounters counters;
};

Case good()
{
    Case c;
    c.card.state = CardState::Active;
    c.card.expires = QDate(2030, 12, 31);
    c.card.available = 5'000_yuan;
    c.request.product = QStringLiteral("95");
    c.request.wanted = 300_yuan;
    c.request.businessDay = QDate(2026, 1, 1);
    c.limits.perSale = 300_yuan;
    c.limits.perCardDay = 500_yuan;
    c.limits.perCardDayCount = 3;
    c.limits.perTerminalDay = 10'000_yuan;
    c.limits.maxListAgeMs = 1000;
    c.limits.offAfterMs = 3000;
    c.limits.perSaleOldList = 100_yuan;
    c.counters.allotment = 500_yuan;
    return c;
}

struct Row
{
    const char *name;
    void (*change)(Case &);
    std::optional<ErrorCode> refusal;
    qint64 granted = 0; ///< yuan; 0: one fen
};

struct LeftRow
{
    const char *name;
    void (*change)(Case &);
    ErrorCode refusal;
    std::optional<qint64> left; ///< fen
};

/// 900 yuan are asked for, exactly.
const LeftRow LeftRows[] = {
    {"per sale", [](Case &) {}, ErrorCode::OfflineLimitPerSale, 30'000},
    {"card's day leaves less", [](Case &c) { c.counters.cardAmount = 46'180_fen; },
     ErrorCode::OfflineLimitPerSale, 3'820},
    {"terminal's day leaves less", [](Case &c) { c.counters.terminalAmount = 999'999_fen; },
     ErrorCode::OfflineLimitPerSale, 1},
    {"card's day used up", [](Case &c) { c.counters.cardAmount = 501_yuan; }, ErrorCode::OfflineLimitPerDay,
     0},
    {"card's sales used up", [](Case &c) { c.counters.cardCount = 3; }, ErrorCode::OfflineLimitPerDay, 0},
    {"terminal's day used up", [](Case &c) { c.counters.terminalAmount = 10'000_yuan; },
     ErrorCode::OfflineLimitTerminal, 0},
    {"purse", [](Case &c) { c.card.available = 120_yuan; }, ErrorCode::InsufficientFunds, 12'000},
    {"purse, but less is possible here", [](Case &c) { c.card.available = 400_yuan; },
     ErrorCode::InsufficientFunds, 30'000},
    {"card's limit, but its sales here are used up",
     [](Case &c) {
         c.card.limitPerDay = 100_yuan;
         c.counters.cardCount = 3;
     },
     ErrorCode::LimitPerDay, 0},
    {"PIN",
     [](Case &c) {
         c.card.pinSet = true;
         c.card.pinAbove = 1_yuan;
     },
     ErrorCode::OfflineNotAllowed,
     {}},
    {"an old list: small sales", [](Case &c) { c.counters.listAgeMs = c.limits.maxListAgeMs + 1; },
     ErrorCode::OfflineLimitPerSale, 10'000},
    {"list too old",
     [](Case &c) { c.counters.listAgeMs = c.limits.offAfterMs + 1; },
     ErrorCode::OfflineListTooOld,
     {}},
    {"little is lent", [](Case &c) { c.counters.allotment = 3'820_fen; }, ErrorCode::OfflineNotLent, 3'820},
    {"more is lent than the limit", [](Case &c) { c.counters.allotment = 400_yuan; },
     ErrorCode::OfflineNotLent, 30'000},
    {"nothing is lent", [](Case &c) { c.counters.allotment = 0_fen; }, ErrorCode::OfflineNotLent, 0},
    {"a part of the terminal's day", [](Case &c) { c.limits.sharePercent = 1; },
     ErrorCode::OfflineLimitPerSale, 10'000},
};

const Row Rows[] = {
    {"as it should be", [](Case &) {}, {}, 300},
    // the list's age
    {"list just not too old", [](Case &c) { c.counters.listAgeMs = 1000; }, {}, 300},
    {"list old: small sales", [](Case &c) { c.counters.listAgeMs = 1001; }, {}, 100},
    {"list old, less than a small sale",
     [](Case &c) {
         c.counters.listAgeMs = 1001;
         c.request.wanted = 99_yuan;
     },
     {},
     99},
    {"list old, exactly a small sale",
     [](Case &c) {
         c.counters.listAgeMs = 1001;
         c.request.wanted = 100_yuan;
         c.request.wantsExactly = true;
     },
     {},
     100},
    {"list old, exactly more",
     [](Case &c) {
         c.counters.listAgeMs = 1001;
         c.request.wanted = 10'001_fen;
         c.request.wantsExactly = true;
     },
     ErrorCode::OfflineLimitPerSale},
    {"small sales are not larger than normal ones",
     [](Case &c) {
         c.counters.listAgeMs = 1001;
         c.limits.perSale = 50_yuan;
     },
     {},
     50},
    {"no small sales",
     [](Case &c) {
         c.counters.listAgeMs = 1001;
         c.limits.perSaleOldList = 0_fen;
     },
     ErrorCode::OfflineLimitPerSale},
    {"list just not too old for small sales", [](Case &c) { c.counters.listAgeMs = 3000; }, {}, 100},
    {"list too old", [](Case &c) { c.counters.listAgeMs = 3001; }, ErrorCode::OfflineListTooOld},
    {"off at once when the second age is not above the first",
     [](Case &c) {
         c.counters.listAgeMs = 1001;
         c.limits.offAfterMs = 500;
     },
     ErrorCode::OfflineListTooOld},
    {"a clock nobody compared lately", [](Case &c) { c.counters.clock = ClockTrust::Drifting; }, {}, 300},
    {"a clock that agrees with the server", [](Case &c) { c.counters.clock = ClockTrust::Synced; }, {}, 300},
    {"a clock that cannot be right", [](Case &c) { c.counters.clock = ClockTrust::Untrusted; },
     ErrorCode::ClockUntrusted},
    {"clock went back", [](Case &c) { c.counters.listAgeMs = -1; }, ErrorCode::ClockUntrusted},
    // the card's own rule comes first
    {"frozen", [](Case &c) { c.card.state = CardState::Frozen; }, ErrorCode::CardFrozen},
    {"lost", [](Case &c) { c.card.state = CardState::Lost; }, ErrorCode::CardLost},
    {"closed", [](Case &c) { c.card.state = CardState::Closed; }, ErrorCode::CardClosed},
    {"not handed out", [](Case &c) { c.card.state = CardState::Issued; }, ErrorCode::CardNotActive},
    {"last day", [](Case &c) { c.card.expires = QDate(2026, 1, 1); }, {}, 300},
    {"expired", [](Case &c) { c.card.expires = QDate(2025, 12, 31); }, ErrorCode::CardExpired},
    {"product", [](Case &c) { c.card.products = QStringList{QStringLiteral("0")}; },
     ErrorCode::ProductNotAllowed},
    {"nothing wanted", [](Case &c) { c.request.wanted = 0_fen; }, ErrorCode::AmountNotPositive},
    {"no money", [](Case &c) { c.card.available = 0_fen; }, ErrorCode::InsufficientFunds},
    {"a debt", [](Case &c) { c.card.available = -1_fen; }, ErrorCode::InsufficientFunds},
    {"the snapshot's money", [](Case &c) { c.card.available = 120_yuan; }, {}, 120},
    {"the card's limit per sale", [](Case &c) { c.card.limitPerSale = 70_yuan; }, {}, 70},
    {"the card's limit per day is used up",
     [](Case &c) {
         c.card.limitPerDay = 100_yuan;
         c.card.spentToday = 100_yuan;
     },
     ErrorCode::LimitPerDay},
    // a PIN cannot be checked here
    {"up to the PIN's threshold",
     [](Case &c) {
         c.card.pinSet = true;
         c.card.pinAbove = 300_yuan;
     },
     {},
     300},
    {"above the PIN's threshold",
     [](Case &c) {
         c.card.pinSet = true;
         c.card.pinAbove = 29'999_fen;
     },
     ErrorCode::OfflineNotAllowed},
    // the proof
    {"a stripe can be copied", [](Case &c) { c.proof = CardProof::Track; }, ErrorCode::OfflineNotAllowed},
    {"a number can be copied", [](Case &c) { c.proof = CardProof::Uid; }, ErrorCode::OfflineNotAllowed},
    {"a number where that is allowed",
     [](Case &c) {
         c.proof = CardProof::Uid;
         c.limits.atLeast = CardProof::Uid;
     },
     {},
     300},
    // the terminal's limits: at, above and below each edge
    {"per sale", [](Case &c) { c.request.wanted = 301_yuan; }, {}, 300},
    {"below per sale", [](Case &c) { c.request.wanted = 299_yuan; }, {}, 299},
    {"card's day, some left", [](Case &c) { c.counters.cardAmount = 499_yuan; }, {}, 1},
    {"card's day, used up", [](Case &c) { c.counters.cardAmount = 500_yuan; }, ErrorCode::OfflineLimitPerDay},
    {"card's day, beyond", [](Case &c) { c.counters.cardAmount = 501_yuan; }, ErrorCode::OfflineLimitPerDay},
    {"card's third sale", [](Case &c) { c.counters.cardCount = 2; }, {}, 300},
    {"card's fourth sale", [](Case &c) { c.counters.cardCount = 3; }, ErrorCode::OfflineLimitPerDay},
    {"terminal's day, some left", [](Case &c) { c.counters.terminalAmount = 9'999_yuan; }, {}, 1},
    {"terminal's day, used up", [](Case &c) { c.counters.terminalAmount = 10'000_yuan; },
     ErrorCode::OfflineLimitTerminal},
    {"terminal's day, beyond", [](Case &c) { c.counters.terminalAmount = 10'001_yuan; },
     ErrorCode::OfflineLimitTerminal},
    {"no offline sales at all", [](Case &c) { c.limits.perCardDayCount = 0; }, ErrorCode::OfflineLimitPerDay},
    // what this station may spend of the card's money
    {"lent less than wanted", [](Case &c) { c.counters.allotment = 299_yuan; }, {}, 299},
    {"lent just that", [](Case &c) { c.counters.allotment = 300_yuan; }, {}, 300},
    {"lent one fen", [](Case &c) { c.counters.allotment = 1_fen; }, {}, 0},
    {"nothing lent here", [](Case &c) { c.counters.allotment = 0_fen; }, ErrorCode::OfflineNotLent},
    {"exactly, lent just that",
     [](Case &c) {
         c.counters.allotment = 300_yuan;
         c.request.wantsExactly = true;
     },
     {},
     300},
    {"exactly, lent one fen less",
     [](Case &c) {
         c.counters.allotment = 29'999_fen;
         c.request.wantsExactly = true;
     },
     ErrorCode::OfflineNotLent},
    {"frozen comes before what is lent",
     [](Case &c) {
         c.card.state = CardState::Frozen;
         c.counters.allotment = 0_fen;
     },
     ErrorCode::CardFrozen},
    // a terminal beside the counter
    {"a share, some left",
     [](Case &c) {
         c.limits.sharePercent = 20;
         c.counters.terminalAmount = 1'999_yuan;
     },
     {},
     1},
    {"a share, used up",
     [](Case &c) {
         c.limits.sharePercent = 20;
         c.counters.terminalAmount = 2'000_yuan;
     },
     ErrorCode::OfflineLimitTerminal},
    {"no share: through the counter", [](Case &c) { c.limits.sharePercent = 0; },
     ErrorCode::OfflineNotAllowed},
    // all of it or nothing
    {"exactly, at the edge", [](Case &c) { c.request.wantsExactly = true; }, {}, 300},
    {"exactly, above the edge",
     [](Case &c) {
         c.request.wantsExactly = true;
         c.request.wanted = 30'001_fen;
     },
     ErrorCode::OfflineLimitPerSale},
    {"exactly, the card's day leaves less",
     [](Case &c) {
         c.request.wantsExactly = true;
         c.counters.cardAmount = 20'001_fen;
     },
     ErrorCode::OfflineLimitPerSale},
    {"exactly, the card's day leaves just that",
     [](Case &c) {
         c.request.wantsExactly = true;
         c.counters.cardAmount = 200_yuan;
     },
     {},
     300},
    {"exactly, the purse has less",
     [](Case &c) {
         c.request.wantsExactly = true;
         c.card.available = 29'999_fen;
     },
     ErrorCode::InsufficientFunds},
    // currencies
    {"other currency than the card's",
     [](Case &c) {
         c.request.wanted = {100, Currency("EUR")};
     },
     ErrorCode::CurrencyMismatch},
    {"other currency than the limits'",
     [](Case &c) {
         c.request.wanted = {100, Currency("EUR")};
         c.card.available = {9999, Currency("EUR")};
         c.counters.cardAmount = {0, Currency("EUR")};
     },
     ErrorCode::OfflineNotAllowed},
};

}

class TestOfflineRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void table_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(Rows)); ++i)
            QTest::newRow(Rows[i].name) << i;
    }
    void table()
    {
        QFETCH(int, index);
        const Row &row = Rows[index];
        Case c = good();
        row.change(c);
        const auto granted = decideOffline(c.card, c.request, c.proof, c.limits, c.counters);
        if (row.refusal) {
            QVERIFY(!granted);
            QCOMPARE(errorCodeName(granted.error().code), errorCodeName(*row.refusal));
        } else {
            QVERIFY2(granted, granted ? "" : qPrintable(toString(granted.error())));
            QCOMPARE(granted->minor, row.granted == 0 ? 1 : row.granted * 100);
        }
    }

    /// A terminal that grants what it may until it may no more loses no more than its limits, whatever is
    /// asked of it in whichever order.
    void grants_stayWithinEveryLimit()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 300; ++round) {
            Case c = good();
            c.limits.perTerminalDay = {random.bounded(1, 200'000), {}};
            c.limits.perCardDay = {random.bounded(1, 60'000), {}};
            c.limits.perCardDayCount = random.bounded(1, 20);
            c.limits.sharePercent = random.bounded(1, 101);
            c.counters.allotment = {random.bounded(80'000), {}};
            c.counters.listAgeMs = random.bounded(3'500);
            const Money lent = c.counters.allotment;
            for (int sale = 0; sale < 40; ++sale) {
                c.request.wanted = {random.bounded(1, 50'000), {}};
                c.request.wantsExactly = random.bounded(2) == 0;
                const auto granted = decideOffline(c.card, c.request, c.proof, c.limits, c.counters);
                if (!granted)
                    continue;
                QVERIFY(granted->isPositive() && *granted <= c.request.wanted);
                QVERIFY(!c.request.wantsExactly || *granted == c.request.wanted);
                c.counters.cardAmount += *granted;
                c.counters.terminalAmount += *granted;
                c.counters.allotment -= *granted;
                ++c.counters.cardCount;
            }
            QVERIFY(c.counters.cardAmount <= c.limits.perCardDay && c.counters.cardAmount <= lent);
            QVERIFY(c.counters.cardCount <= c.limits.perCardDayCount);
            QVERIFY(c.counters.terminalAmount.minor * 100
                    <= c.limits.perTerminalDay.minor * c.limits.sharePercent);
        }
    }
    void clock_data()
    {
        QTest::addColumn<qint64>("now");
        QTest::addColumn<qint64>("monotonic");
        QTest::addColumn<qint64>("ahead"); ///< of the server at the comparison; -1'000'000: never compared
        QTest::addColumn<int>("trust");
        constexpr qint64 Never = -1'000'000;
        constexpr qint64 Day = 24LL * 60 * 60 * 1000;
        const auto row = [](const char *name, qint64 now, qint64 monotonic, qint64 ahead, ClockTrust trust) {
            QTest::newRow(name) << now << monotonic << ahead << int(trust);
        };
        // the latest moment written down is 0, the comparison was at 0 too
        row("never compared, as written down", 0, 0, Never, ClockTrust::Drifting);
        row("never compared, behind within a correction", -2'000, 0, Never, ClockTrust::Drifting);
        row("never compared, behind", -2'001, 0, Never, ClockTrust::Untrusted);
        row("just compared", 0, 0, 0, ClockTrust::Synced);
        row("compared, two seconds off", 0, 0, 2'000, ClockTrust::Drifting);
        row("compared, just less", 0, 0, -1'999, ClockTrust::Synced);
        row("compared a day ago", Day, Day, 0, ClockTrust::Drifting);
        row("compared nearly a day ago", Day - 1, Day - 1, 0, ClockTrust::Synced);
        row("far from the server's", 0, 0, 120'001, ClockTrust::Untrusted);
        row("not too far", 0, 0, -120'000, ClockTrust::Drifting);
        row("far behind the server's", 0, 0, -120'001, ClockTrust::Untrusted);
        row("moved forward a minute", 160'000, 100'000, 0, ClockTrust::Synced);
        row("moved forward more", 160'001, 100'000, 0, ClockTrust::Untrusted);
        row("moved back", 39'999, 100'000, 0, ClockTrust::Untrusted);
    }
    void clock()
    {
        QFETCH(qint64, now);
        QFETCH(qint64, monotonic);
        QFETCH(qint64, ahead);
        QFETCH(int, trust);
        ClockFacts facts{{now}, monotonic, {0}, {}};
        if (ahead != -1'000'000)
            facts.compared = ClockFacts::Comparison{{0}, 0, ahead};
        QCOMPARE(int(judgeClock(facts)), trust);
    }

    void left_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(LeftRows)); ++i)
            QTest::newRow(LeftRows[i].name) << i;
    }
    /// And what is left is granted when it is asked for.
    void left()
    {
        QFETCH(int, index);
        const LeftRow &row = LeftRows[index];
        Case c = good();
        c.request.wanted = 900_yuan;
        c.request.wantsExactly = true;
        c.counters.allotment = 900_yuan;
        row.change(c);
        const auto refused = decideOffline(c.card, c.request, c.proof, c.limits, c.counters);
        QVERIFY(!refused);
        QCOMPARE(errorCodeName(refused.error().code), errorCodeName(row.refusal));
        QCOMPARE(refused.error().left, row.left ? std::optional(Money{*row.left, {}}) : std::nullopt);
        if (row.left.value_or(0) == 0)
            return;
        c.request.wanted = {*row.left, {}};
        const auto granted = decideOffline(c.card, c.request, c.proof, c.limits, c.counters);
        QVERIFY(granted);
        QCOMPARE(*granted, c.request.wanted);
    }
};

QTEST_APPLESS_MAIN(TestOfflineRules)
#include "tst_offline_rules.moc"
