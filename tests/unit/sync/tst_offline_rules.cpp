#include "core/exchange/sync/offline_rules.h"

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
    return c;
}

struct Row
{
    const char *name;
    void (*change)(Case &);
    std::optional<ErrorCode> refusal;
    qint64 granted = 0; ///< yuan
};

const Row Rows[] = {
    {"as it should be", [](Case &) {}, {}, 300},
    // the list's age
    {"list just not too old", [](Case &c) { c.counters.listAgeMs = 1000; }, {}, 300},
    {"list too old", [](Case &c) { c.counters.listAgeMs = 1001; }, ErrorCode::OfflineListTooOld},
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
            QCOMPARE(granted->minor, row.granted * 100);
        }
    }
};

QTEST_APPLESS_MAIN(TestOfflineRules)
#include "tst_offline_rules.moc"
