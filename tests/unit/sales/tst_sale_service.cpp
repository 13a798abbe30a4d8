#include "core/foundation/store/write_pipeline.h"
#include "tests/unit/sales/sale_desk.h"

#include <QTest>

#include <semaphore>

using namespace youka;
using namespace youka::literals;
using youka::test::SaleDesk;
using youka::test::TestStore;

class TestSaleService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void question_refusals_data();
    void question_refusals();
    void question_grantsTheSmallestCeiling_data() { test::addEngineRows(); }
    void question_grantsTheSmallestCeiling();
    void dailyLimit_countsHolds_andTheNextDayIsFresh_data() { test::addEngineRows(); }
    void dailyLimit_countsHolds_andTheNextDayIsFresh();
    void wrongPin_threeTimes_blocks_data() { test::addEngineRows(); }
    void wrongPin_threeTimes_blocks();
    void facts_inEveryOrder_data();
    void facts_inEveryOrder();
    void offlineHold_onACardNoLongerGood_standsWithACase_data() { test::addEngineRows(); }
    void offlineHold_onACardNoLongerGood_standsWithACase();
    void unknownCard_offline_isBookedToSuspense_data() { test::addEngineRows(); }
    void unknownCard_offline_isBookedToSuspense();
    void moreThanThePurse_becomesADebtWithACase_data() { test::addEngineRows(); }
    void moreThanThePurse_becomesADebtWithACase();
    void implausibleAmount_isBookedWithACase_data() { test::addEngineRows(); }
    void implausibleAmount_isBookedWithACase();
    void otherCurrency_isStillBooked_data() { test::addEngineRows(); }
    void otherCurrency_isStillBooked();
    void cashSale_isBooked_zeroIsRejected_data() { test::addEngineRows(); }
    void cashSale_isBooked_zeroIsRejected();
    void list_showsTheCardsMask_data() { test::addEngineRows(); }
    void list_showsTheCardsMask();
    void expiredHolds_giveTheDayBack_data() { test::addEngineRows(); }
    void expiredHolds_giveTheDayBack();
    void limitInOtherCurrency_isRefusedAtIssue_data() { test::addEngineRows(); }
    void limitInOtherCurrency_isRefusedAtIssue();
    void twoServers_keepOneDailyLimit();
};

namespace {

using Prepare = void (*)(CardService::Issue &, CardQuestion &);
struct Refusal
{
    const char *name;
    ErrorCode code;
    Prepare prepare;
};
const Refusal Refusals[] = {
    {"unknown", ErrorCode::CardUnknown,
     [](CardService::Issue &, CardQuestion &q) { q.card.token = {QByteArray(16, 'x')}; }},
    {"frozen", ErrorCode::CardFrozen,
     [](CardService::Issue &card, CardQuestion &) { card.state = CardState::Frozen; }},
    {"lost", ErrorCode::CardLost,
     [](CardService::Issue &card, CardQuestion &) { card.state = CardState::Lost; }},
    {"closed", ErrorCode::CardClosed,
     [](CardService::Issue &card, CardQuestion &) { card.state = CardState::Closed; }},
    {"not handed out", ErrorCode::CardNotActive,
     [](CardService::Issue &card, CardQuestion &) { card.state = CardState::Issued; }},
    {"expired yesterday", ErrorCode::CardExpired,
     [](CardService::Issue &card, CardQuestion &) { card.expires = QDate(2025, 12, 31); }},
    {"product", ErrorCode::ProductNotAllowed,
     [](CardService::Issue &card, CardQuestion &) { card.products = QStringList{QStringLiteral("0")}; }},
    {"nothing wanted", ErrorCode::AmountNotPositive,
     [](CardService::Issue &, CardQuestion &q) { q.wanted = 0_fen; }},
    {"other currency", ErrorCode::CurrencyMismatch,
     [](CardService::Issue &, CardQuestion &q) {
         q.wanted = {100, Currency("EUR")};
     }},
    {"limit per sale, exactly", ErrorCode::LimitPerSale,
     [](CardService::Issue &card, CardQuestion &q) {
         card.limitPerSale = 9'999_fen;
         q.wantsExactly = true;
     }},
    {"limit per day, exactly", ErrorCode::LimitPerDay,
     [](CardService::Issue &card, CardQuestion &q) {
         card.limitPerDay = 9'999_fen;
         q.wantsExactly = true;
     }},
    {"balance, exactly", ErrorCode::InsufficientFunds,
     [](CardService::Issue &, CardQuestion &q) {
         q.wanted = 50'001_fen;
         q.wantsExactly = true;
     }},
    {"PIN asked for", ErrorCode::PinRequired,
     [](CardService::Issue &card, CardQuestion &) {
         card.pinHash = "a hash";
         card.pinAbove = 9'999_fen;
     }},
};

}

void TestSaleService::question_refusals_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("index");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (int i = 0; i < int(std::size(Refusals)); i += qstrcmp(engine, "sqlcipher") == 0 ? 1 : 4)
            QTest::addRow("%s %s", engine, Refusals[i].name) << QString::fromLatin1(engine) << i;
}

void TestSaleService::question_refusals()
{
    QFETCH(int, index);
    OPEN_STORE(store);
    CardService::Issue issue;
    CardQuestion changed;
    changed.wanted = 100_yuan;
    Refusals[index].prepare(issue, changed);
    // A closed card takes no money, so it is closed after its top-up.
    const CardState state = std::exchange(issue.state, CardState::Active);
    SaleDesk desk(store, issue);
    VERIFY_OK(CardRepository(*store.db).setState(desk.cardId, state));
    CardQuestion q = desk.question(changed.wanted);
    q.wantsExactly = changed.wantsExactly;
    if (!changed.card.token.isNull())
        q.card.token = changed.card.token;
    COMPARE_REFUSED(desk.ask(q), Refusals[index].code);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM hold"), 0);
    QVERIFY(desk.account().held.isZero());
    QVERIFY(desk.card().daySpent.isZero());
}

void TestSaleService::question_grantsTheSmallestCeiling()
{
    OPEN_STORE(store);
    CardService::Issue issue;
    issue.limitPerSale = 300_yuan;
    issue.limitPerDay = 400_yuan;
    SaleDesk desk(store, issue);
    const auto first = desk.ask(desk.question(1000_yuan));
    VERIFY_OK(first);
    QVERIFY(first->limit == 300_yuan); // the sale's
    QVERIFY(first->availableAfter == 200_yuan);
    QVERIFY(!first->offline);
    QVERIFY(first->expires == desk.now().plusMs(SaleService::HoldLifeMs));
    QVERIFY(desk.ask(desk.question(1000_yuan))->limit == 100_yuan); // the day's
    COMPARE_REFUSED(desk.ask(desk.question(1000_yuan)), ErrorCode::LimitPerDay);
    VERIFY_OK(CardRepository(*store.db).setLimits(desk.cardId, {}, {}));
    QVERIFY(desk.ask(desk.question(1000_yuan))->limit == 100_yuan); // the purse's
    COMPARE_REFUSED(desk.ask(desk.question(1_fen)), ErrorCode::InsufficientFunds);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleService::dailyLimit_countsHolds_andTheNextDayIsFresh()
{
    OPEN_STORE(store);
    CardService::Issue issue;
    issue.limitPerDay = 200_yuan;
    SaleDesk desk(store, issue);
    const CardQuestion captured = desk.question(150_yuan);
    VERIFY_OK(desk.ask(captured));
    VERIFY_OK(desk.tell(SaleDesk::captureOf(captured, 120_yuan)));
    QVERIFY(desk.card().daySpent == 120_yuan);
    const CardQuestion released = desk.question(80_yuan);
    VERIFY_OK(desk.ask(released));
    QVERIFY(desk.card().daySpent == 200_yuan);
    COMPARE_REFUSED(desk.ask(desk.question(1_yuan)), ErrorCode::LimitPerDay);
    VERIFY_OK(desk.tell(HoldReleased{released.sale, released.hold}));
    QVERIFY(desk.card().daySpent == 120_yuan);
    desk.clock.advanceMs(24LL * 3'600'000);
    QVERIFY(desk.ask(desk.question(200_yuan))->limit == 200_yuan);
    QVERIFY(desk.card().daySpent == 200_yuan);
}

void TestSaleService::wrongPin_threeTimes_blocks()
{
    OPEN_STORE(store);
    CardService::Issue issue;
    issue.pinHash = "a hash";
    issue.pinAbove = 0_fen;
    SaleDesk desk(store, issue);
    const auto note = [&](bool right) {
        return desk.committed([&] { return desk.cards().notePin(desk.card(), right).map([] { return 0; }); });
    };
    COMPARE_REFUSED(desk.ask(desk.question(1_yuan)), ErrorCode::PinRequired);
    COMPARE_REFUSED(desk.ask(desk.question(1_yuan), SaleService::Pin::Wrong), ErrorCode::PinWrong);
    VERIFY_OK(note(false));
    VERIFY_OK(note(false));
    VERIFY_OK(desk.ask(desk.question(1_yuan), SaleService::Pin::Right)); // two are forgiven by a right one
    QCOMPARE(desk.card().pinTries, 0);
    for (int i = 0; i < CardService::MaxPinTries; ++i)
        VERIFY_OK(note(false));
    COMPARE_REFUSED(note(false), ErrorCode::PinBlocked);
    COMPARE_REFUSED(note(true), ErrorCode::PinBlocked);
    COMPARE_REFUSED(desk.ask(desk.question(1_yuan), SaleService::Pin::Right), ErrorCode::PinBlocked);
    QCOMPARE(desk.card().pinTries, CardService::MaxPinTries);
}

/// Letters of a row: Q question, P hold placed offline, R released, C captured, D captured by another sale.
/// Of the outcomes: g granted, n refused, a applied, e exception, r rejected.
void TestSaleService::facts_inEveryOrder_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QByteArray>("order");
    QTest::addColumn<QByteArray>("outcomes");
    QTest::addColumn<int>("balance");
    QTest::addColumn<int>("held");
    QTest::addColumn<int>("suspense");
    QTest::addColumn<int>("cases");
    struct Row
    {
        const char *order, *outcomes;
        int balance, held, suspense, cases;
    };
    constexpr Row Rows[] = {
        {"QC", "ga", 420, 0, 0, 0},    {"QR", "ga", 500, 0, 0, 0},   {"QP", "ga", 500, 100, 0, 0},
        {"QPC", "gaa", 420, 0, 0, 0},  {"PC", "aa", 420, 0, 0, 0},   {"PR", "aa", 500, 0, 0, 0},
        {"PP", "aa", 500, 100, 0, 0},  {"R", "a", 500, 0, 0, 0},     {"RQ", "an", 500, 0, 0, 0},
        {"RP", "aa", 500, 0, 0, 0},    {"RR", "aa", 500, 0, 0, 0},   {"RC", "ae", 500, 0, 80, 1},
        {"RPC", "aae", 500, 0, 80, 1}, {"C", "e", 500, 0, 80, 1},    {"QRC", "gae", 420, 0, 0, 1},
        {"PRC", "aae", 420, 0, 0, 1},  {"QCR", "gar", 420, 0, 0, 0}, {"QCC", "gae", 420, 0, 0, 1},
        {"QCD", "gae", 420, 0, 80, 1}, {"QRR", "gaa", 500, 0, 0, 0}, {"QQ", "gn", 500, 100, 0, 0},
        {"PCP", "aaa", 420, 0, 0, 0},  {"QCQ", "gan", 420, 0, 0, 0},
    };
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (const Row &row : Rows) {
            // The rules are the same; PostgreSQL shows that its statements are.
            if (qstrcmp(engine, "postgresql") == 0 && qstrlen(row.order) < 3 && qstrcmp(row.order, "RQ") != 0)
                continue;
            QTest::addRow("%s %s", engine, row.order)
                << QString::fromLatin1(engine) << QByteArray(row.order) << QByteArray(row.outcomes)
                << row.balance << row.held << row.suspense << row.cases;
        }
}

void TestSaleService::facts_inEveryOrder()
{
    QFETCH(QByteArray, order);
    QFETCH(QByteArray, outcomes);
    QFETCH(int, balance);
    QFETCH(int, held);
    QFETCH(int, suspense);
    QFETCH(int, cases);
    OPEN_STORE(store);
    SaleDesk desk(store);
    const CardQuestion q = desk.question(100_yuan);
    CardQuestion other = q;
    other.sale = desk.ids.make<SaleId>();
    const auto letter = [](const Result<FactOutcome> &outcome) {
        return outcome ? "?aer"[int(outcome->kind)] : '!';
    };
    QByteArray got;
    for (const char step : order)
        switch (step) {
        case 'Q':
            got += desk.ask(q) ? 'g' : 'n';
            break;
        case 'P':
            got += letter(desk.tell(desk.placedOf(q)));
            break;
        case 'R':
            got += letter(desk.tell(HoldReleased{q.sale, q.hold}));
            break;
        default:
            got += letter(desk.tell(SaleDesk::captureOf(step == 'C' ? q : other, 80_yuan)));
        }
    QCOMPARE(got, outcomes);
    QCOMPARE(desk.account().balance.minor, balance * 100);
    QCOMPARE(desk.account().held.minor, held * 100);
    QCOMPARE(store.figure("SELECT COALESCE(SUM(-balance), 0) FROM account WHERE kind = 13"), suspense * 100);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case"), cases);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleService::offlineHold_onACardNoLongerGood_standsWithACase()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(
        desk.committed([&] { return desk.cards().changeState(desk.cardId, CardState::Frozen, desk.now()); }));
    const auto placed = desk.tell(desk.placedOf(q));
    VERIFY_OK(placed);
    QVERIFY(placed->kind == FactOutcome::Kind::Exception);
    QVERIFY(placed->code == ErrorCode::CardFrozen);
    QCOMPARE(desk.cases("card-frozen"), 1);
    QVERIFY(desk.account().held == 100_yuan);
    QVERIFY(desk.tell(SaleDesk::captureOf(q, 80_yuan))->kind == FactOutcome::Kind::Applied);
    QVERIFY(desk.account().balance == 420_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleService::unknownCard_offline_isBookedToSuspense()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    CardQuestion q = desk.question(100_yuan);
    q.card.token = desk.token(2);
    QVERIFY(desk.tell(desk.placedOf(q))->kind == FactOutcome::Kind::Exception);
    QVERIFY(desk.tell(SaleDesk::captureOf(q, 80_yuan))->kind == FactOutcome::Kind::Exception);
    QCOMPARE(desk.cases("card-unknown"), 1);
    QCOMPARE(desk.cases("hold-unknown"), 1);
    QCOMPARE(store.figure("SELECT amount FROM sale"), 8'000);
    QCOMPARE(store.figure("SELECT balance FROM account WHERE kind = 11"), 8'000);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleService::moreThanThePurse_becomesADebtWithACase()
{
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 60_yuan);
    const CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.tell(desk.placedOf(q))); // promised offline on an older balance
    const auto outcome = desk.tell(SaleDesk::captureOf(q, 100_yuan));
    VERIFY_OK(outcome);
    QVERIFY(outcome->kind == FactOutcome::Kind::Exception);
    QCOMPARE(desk.cases("overdrawn"), 1);
    QCOMPARE(store.figure("SELECT amount FROM exception_case WHERE kind = 'overdrawn'"), 4'000);
    QVERIFY(desk.account().balance.isZero());
    QCOMPARE(store.figure("SELECT -balance FROM account WHERE kind = 12"), 4'000);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleService::implausibleAmount_isBookedWithACase()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.ask(q));
    SaleFact fact = SaleDesk::captureOf(q, 80_yuan);
    fact.delivery.volume = {20'000}; // 160.00 at that price
    const auto outcome = desk.tell(fact);
    VERIFY_OK(outcome);
    QVERIFY(outcome->code == ErrorCode::PumpAmountImplausible);
    QCOMPARE(desk.cases("implausible"), 1);
    QVERIFY(desk.account().balance == 420_yuan); // the pump's amount is the legal truth
    QCOMPARE(desk.faults(), QString());
}

void TestSaleService::otherCurrency_isStillBooked()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.ask(q));
    q.price = {8'000, Currency("EUR")};
    const auto outcome = desk.tell(SaleDesk::captureOf(q, {8'000, Currency("EUR")}));
    VERIFY_OK(outcome);
    QVERIFY(outcome->kind == FactOutcome::Kind::Exception);
    QVERIFY(desk.account().balance == 500_yuan);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale WHERE currency = 'EUR'"), 1);
    QCOMPARE(desk.cases("hold-unfit"), 1);
    QCOMPARE(desk.cases("price-unknown"), 1); // no price in that currency: two findings, two cases
    QCOMPARE(desk.faults(), QString());
}

void TestSaleService::cashSale_isBooked_zeroIsRejected()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    CardQuestion q = desk.question(100_yuan);
    q.hold = {};
    QVERIFY(desk.tell(SaleDesk::captureOf(q, 80_yuan))->kind == FactOutcome::Kind::Applied);
    QCOMPARE(store.figure("SELECT -balance FROM account WHERE kind = 10"), 50'000 + 8'000);
    q.sale = desk.ids.make<SaleId>();
    for (const Money amount : {0_fen, Money{-1, {}}})
        QVERIFY(desk.tell(SaleDesk::captureOf(q, amount))->kind == FactOutcome::Kind::Rejected);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale"), 1);
    QCOMPARE(desk.faults(), QString());
}

void TestSaleService::list_showsTheCardsMask()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const CardQuestion byCard = desk.question(100_yuan);
    VERIFY_OK(desk.ask(byCard));
    VERIFY_OK(desk.tell(SaleDesk::captureOf(byCard, 80_yuan)));
    CardQuestion cash = desk.question(100_yuan);
    cash.hold = {};
    VERIFY_OK(desk.tell(SaleDesk::captureOf(cash, 80_yuan)));
    const auto sales = SaleRepository(*store.db).list({}, 10);
    VERIFY_OK(sales);
    QCOMPARE(sales->size(), size_t(2)); // newest first
    QCOMPARE(sales->at(0).maskedCard, QString());
    QCOMPARE(sales->at(1).card, desk.cardId);
    QCOMPARE(sales->at(1).maskedCard, maskedCardNumber(SaleDesk::number(1)));
}

void TestSaleService::expiredHolds_giveTheDayBack()
{
    OPEN_STORE(store);
    CardService::Issue issue;
    issue.limitPerDay = 200_yuan;
    SaleDesk desk(store, issue);
    VERIFY_OK(desk.ask(desk.question(150_yuan)));
    const auto expire = [&] { return *desk.committed([&] { return desk.sales().expireHolds(desk.now()); }); };
    QCOMPARE(expire(), 0);
    desk.clock.advanceMs(SaleService::HoldLifeMs + 1);
    QCOMPARE(expire(), 1);
    QVERIFY(desk.account().held.isZero());
    QVERIFY(desk.card().daySpent.isZero());
    QCOMPARE(desk.faults(), QString());
}

void TestSaleService::limitInOtherCurrency_isRefusedAtIssue()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    for (const auto member : {&CardService::Issue::limitPerSale, &CardService::Issue::limitPerDay,
                              &CardService::Issue::pinAbove}) {
        CardService::Issue issue;
        issue.customer = desk.card().customer;
        issue.number = SaleDesk::number(2);
        issue.expires = QDate(2030, 1, 1);
        issue.*member = Money{100, Currency("EUR")};
        COMPARE_REFUSED(desk.committed([&] { return desk.cards().issue(issue, desk.now()); }),
                        ErrorCode::CurrencyMismatch);
    }
    QCOMPARE(store.figure("SELECT COUNT(*) FROM card"), 1);
}

/// Two servers answer questions for one card at the same time; its daily limit holds across both.
void TestSaleService::twoServers_keepOneDailyLimit()
{
    TestStore store(QStringLiteral("postgresql"));
    if (!store.missing().isEmpty())
        QSKIP(qPrintable(store.missing()));
    CardService::Issue issue;
    issue.limitPerDay = 200_yuan;
    SaleDesk desk(store, issue, 5000_yuan);
    const auto left = WritePipeline::start(store.config, {1, 1000});
    const auto right = WritePipeline::start(store.config, {1, 1000});
    VERIFY_OK(left);
    VERIFY_OK(right);
    constexpr int Each = 40;
    std::atomic<int> granted{0}, failed{0};
    std::counting_semaphore<Each * 2> answered{0};
    for (int i = 0; i < Each * 2; ++i) {
        CardQuestion q = desk.question(10_yuan);
        q.wantsExactly = true;
        const auto &pipeline = i % 2 ? *left : *right;
        pipeline->submit(
            [&, q](Database &db) {
                return SaleService(db, desk.keys)
                    .authorise(q, SaleService::Pin::NotGiven, desk.terminal, desk.now())
                    .map([](const CardGrant &) { return QByteArray(); });
            },
            [&](const Result<QByteArray> &result) {
                if (result)
                    ++granted;
                else if (result.error().code != ErrorCode::LimitPerDay)
                    ++failed;
                answered.release();
            });
    }
    for (int i = 0; i < Each * 2; ++i)
        answered.acquire();
    QCOMPARE(failed.load(), 0);
    QCOMPARE(granted.load(), 20);
    QVERIFY(desk.card().daySpent == 200_yuan);
    QVERIFY(desk.account().held == 200_yuan);
}

QTEST_GUILESS_MAIN(TestSaleService)
#include "tst_sale_service.moc"
