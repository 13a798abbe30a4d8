#include "tests/unit/ledger/ledger_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::LedgerDesk;

class TestLedger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hold_setsMoneyAside_data() { test::addEngineRows(); }
    void hold_setsMoneyAside();
    void houseAccount_thatWasTakenBack_isNotRemembered_data() { test::addEngineRows(); }
    void houseAccount_thatWasTakenBack_isNotRemembered();
    void capture_ofAnEmptyPurse_freesItsHold_data() { test::addEngineRows(); }
    void capture_ofAnEmptyPurse_freesItsHold();
    void hold_refusals_data() { test::addEngineRows(); }
    void hold_refusals();
    void capture_takesTheActualAmount_freesTheRest_data() { test::addEngineRows(); }
    void capture_takesTheActualAmount_freesTheRest();
    void capture_aboveTheHold_thenDebt_data() { test::addEngineRows(); }
    void capture_aboveTheHold_thenDebt();
    void capture_refusals_data() { test::addEngineRows(); }
    void capture_refusals();
    void capture_ofZero_releases_data() { test::addEngineRows(); }
    void capture_ofZero_releases();
    void lateCapture_isTakenAndFlagged_data() { test::addEngineRows(); }
    void lateCapture_isTakenAndFlagged();
    void release_twiceIsDone_capturedIsNot_data() { test::addEngineRows(); }
    void release_twiceIsDone_capturedIsNot();
    void expiry_freesOnlyWhatIsOverdue_data() { test::addEngineRows(); }
    void expiry_freesOnlyWhatIsOverdue();
    void buriedHold_cannotBePlacedOrCaptured_data() { test::addEngineRows(); }
    void buriedHold_cannotBePlacedOrCaptured();
    void topUp_paysDebtFirst_data() { test::addEngineRows(); }
    void topUp_paysDebtFirst();
    void topUp_refusals_data() { test::addEngineRows(); }
    void topUp_refusals();
    void houseSales_balance_data() { test::addEngineRows(); }
    void houseSales_balance();
    void currencies_areApart_data() { test::addEngineRows(); }
    void currencies_areApart();
    void unbalancedJournal_isRefusedWhole_data() { test::addEngineRows(); }
    void unbalancedJournal_isRefusedWhole();
    void check_seesEachKindOfFault_data() { test::addEngineRows(); }
    void check_seesEachKindOfFault();
};

void TestLedger::hold_setsMoneyAside()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 500_yuan));
    const auto after = desk.place(desk.hold(purse, 200_yuan));
    VERIFY_OK(after);
    QVERIFY(after->available() == 300_yuan);
    QVERIFY(desk.ledger.account(purse)->balance == 500_yuan);
    QVERIFY(desk.ledger.account(purse)->held == 200_yuan);
    VERIFY_OK(desk.place(desk.hold(purse, 300_yuan))); // to the last fen
    QCOMPARE(desk.faults(), QString());
}

/// Its id was read and then undone, once with its transaction, once with its savepoint: whoever asks next
/// makes the account anew and books on it.
void TestLedger::houseAccount_thatWasTakenBack_isNotRemembered()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const auto made = [&](qint64 owner) -> Result<AccountId> {
        return desk.ledger.houseAccount(AccountKind::Cash, owner, {}).and_then([&](AccountId) {
            return desk.ledger.houseAccount(AccountKind::Cash, owner, {}); // now it is remembered
        });
    };
    const auto isThere = [&](qint64 owner) {
        return desk.committed([&] { return made(owner); }).and_then([&](AccountId id) {
            return desk.ledger.account(id);
        });
    };
    const auto undone = store.db->transaction([&]() -> Result<void> {
        return made(77).and_then([](AccountId) -> Result<void> { return fail(ErrorCode::Busy); });
    });
    COMPARE_REFUSED(undone, ErrorCode::Busy);
    VERIFY_OK(isThere(77));
    VERIFY_OK(store.db->transaction([&]() -> Result<void> {
        return store.db->savepoint().and_then([&] { return made(78).map([](AccountId) {}); }).and_then([&] {
            return store.db->rollbackToSavepoint();
        });
    }));
    VERIFY_OK(isThere(78));
}

/// Offline promises may exceed the purse: all of it becomes debt, nothing is posted to the purse, and what
/// was held is free.
void TestLedger::capture_ofAnEmptyPurse_freesItsHold()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    const Hold hold = desk.hold(purse, 30_yuan);
    VERIFY_OK(desk.place(hold, true));
    const auto done = desk.capture(hold.id, 20_yuan);
    VERIFY_OK(done);
    QCOMPARE(done->shortfall, 20_yuan);
    QCOMPARE(desk.ledger.account(purse)->held, 0_yuan);
    QCOMPARE(desk.ledger.account(purse)->balance, 0_yuan);
    QVERIFY(checkLedger(*store.db)->faults.isEmpty());
}

void TestLedger::hold_refusals()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 100_yuan));
    COMPARE_REFUSED(desk.place(desk.hold(purse, 10'001_fen)), ErrorCode::InsufficientFunds);
    COMPARE_REFUSED(desk.place(desk.hold(purse, 0_fen)), ErrorCode::AmountNotPositive);
    COMPARE_REFUSED(desk.place(desk.hold(purse, -1_fen)), ErrorCode::AmountNotPositive);
    COMPARE_REFUSED(desk.place(desk.hold({999}, 1_fen)), ErrorCode::AccountNotFound);
    COMPARE_REFUSED(desk.place(desk.hold(purse, {1, Currency("EUR")})), ErrorCode::CurrencyMismatch);
    const Hold twice = desk.hold(purse, 10_yuan);
    VERIFY_OK(desk.place(twice));
    COMPARE_REFUSED(desk.place(twice), ErrorCode::HoldNotOpen);
    VERIFY_OK(LedgerRepository(*store.db).closeAccount(purse, desk.clock.now()));
    COMPARE_REFUSED(desk.place(desk.hold(purse, 1_fen)), ErrorCode::AccountClosed);
    // What a terminal promised offline stands all the same.
    VERIFY_OK(desk.place(desk.hold(purse, 500_yuan), true));
    QVERIFY(desk.ledger.account(purse)->held == 510_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::capture_takesTheActualAmount_freesTheRest()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 500_yuan));
    const Hold hold = desk.hold(purse, 200_yuan);
    VERIFY_OK(desk.place(hold));
    const auto done = desk.capture(hold.id, 12'345_fen);
    VERIFY_OK(done);
    QVERIFY(!done->late);
    QVERIFY(done->shortfall.isZero());
    const Account after = *desk.ledger.account(purse);
    QVERIFY(after.balance == 37'655_fen);
    QVERIFY(after.held.isZero());
    QVERIFY(done->after.balance == after.balance && done->after.held == after.held);
    QVERIFY(desk.house(AccountKind::Sales, LedgerDesk::Station) == 12'345_fen);
    QVERIFY(desk.house(AccountKind::Cash, LedgerDesk::Station) == -500_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::capture_aboveTheHold_thenDebt()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 300_yuan));
    const Hold first = desk.hold(purse, 100_yuan);
    const Hold second = desk.hold(purse, 150_yuan);
    VERIFY_OK(desk.place(first));
    VERIFY_OK(desk.place(second));
    // 50 are free: 120 is met from the purse, and the promise to the second hold stands.
    const auto over = desk.capture(first.id, 120_yuan);
    VERIFY_OK(over);
    QVERIFY(over->shortfall.isZero());
    const auto short_ = desk.capture(second.id, 200_yuan);
    VERIFY_OK(short_);
    QVERIFY(short_->shortfall == 20_yuan);
    QVERIFY(desk.ledger.account(purse)->balance.isZero());
    QVERIFY(desk.debt(purse) == 20_yuan);
    QVERIFY(desk.house(AccountKind::Sales, LedgerDesk::Station) == 320_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::capture_refusals()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 300_yuan));
    const Hold hold = desk.hold(purse, 100_yuan);
    VERIFY_OK(desk.place(hold));
    COMPARE_REFUSED(desk.capture(desk.ids.make<HoldId>(), 1_fen), ErrorCode::HoldNotFound);
    COMPARE_REFUSED(desk.capture(hold.id, -1_fen), ErrorCode::AmountNotPositive);
    COMPARE_REFUSED(desk.capture(hold.id, {1, Currency("EUR")}), ErrorCode::CurrencyMismatch);
    VERIFY_OK(desk.capture(hold.id, 1_fen));
    COMPARE_REFUSED(desk.capture(hold.id, 1_fen), ErrorCode::HoldNotOpen);
    QVERIFY(desk.ledger.account(purse)->balance == 29'999_fen);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::capture_ofZero_releases()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 300_yuan));
    const Hold hold = desk.hold(purse, 100_yuan);
    VERIFY_OK(desk.place(hold));
    VERIFY_OK(desk.capture(hold.id, 0_fen));
    QVERIFY(desk.ledger.account(purse)->available() == 300_yuan);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM journal"), 1);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::lateCapture_isTakenAndFlagged()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 300_yuan));
    const Hold expired = desk.hold(purse, 100_yuan);
    const Hold released = desk.hold(purse, 100_yuan);
    VERIFY_OK(desk.place(expired));
    VERIFY_OK(desk.place(released));
    VERIFY_OK(desk.release(released.id));
    desk.clock.advanceMs(LedgerDesk::LifeMs + 1);
    VERIFY_OK(desk.committed([&] { return desk.ledger.expireHolds(desk.clock.now()); }));
    for (const Hold &hold : {expired, released}) {
        const auto late = desk.capture(hold.id, 80_yuan);
        VERIFY_OK(late);
        QVERIFY(late->late);
    }
    QVERIFY(desk.ledger.account(purse)->balance == 140_yuan);
    QVERIFY(desk.ledger.account(purse)->held.isZero());
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::release_twiceIsDone_capturedIsNot()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 300_yuan));
    const Hold given = desk.hold(purse, 100_yuan);
    const Hold taken = desk.hold(purse, 100_yuan);
    VERIFY_OK(desk.place(given));
    VERIFY_OK(desk.place(taken));
    VERIFY_OK(desk.release(given.id));
    VERIFY_OK(desk.release(given.id));
    QVERIFY(desk.ledger.account(purse)->held == 100_yuan);
    VERIFY_OK(desk.capture(taken.id, 100_yuan));
    COMPARE_REFUSED(desk.release(taken.id), ErrorCode::HoldNotOpen);
    COMPARE_REFUSED(desk.release(desk.ids.make<HoldId>()), ErrorCode::HoldNotFound);
    QVERIFY(desk.ledger.account(purse)->available() == 200_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::expiry_freesOnlyWhatIsOverdue()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 300_yuan));
    const Hold early = desk.hold(purse, 100_yuan);
    VERIFY_OK(desk.place(early));
    desk.clock.advanceMs(1);
    const Hold later = desk.hold(purse, 50_yuan);
    VERIFY_OK(desk.place(later));
    const auto expire = [&] {
        return *desk.committed([&] { return desk.ledger.expireHolds(desk.clock.now()); });
    };
    desk.clock.set(early.expires);
    QVERIFY(expire().empty()); // its last millisecond still counts
    desk.clock.advanceMs(1);
    const auto freed = expire();
    QCOMPARE(freed.size(), size_t(1));
    QVERIFY(freed.front().id == early.id);
    QVERIFY(expire().empty());
    QVERIFY(desk.ledger.account(purse)->held == 50_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::buriedHold_cannotBePlacedOrCaptured()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 300_yuan));
    const Hold hold = desk.hold(purse, 100_yuan);
    VERIFY_OK(desk.committed([&] {
        return desk.ledger.buryHold(hold.id, desk.clock.now(), hold.day, hold.terminal).map([] { return 0; });
    }));
    COMPARE_REFUSED(desk.place(hold), ErrorCode::OperationReversed);
    COMPARE_REFUSED(desk.place(hold, true), ErrorCode::OperationReversed);
    COMPARE_REFUSED(desk.capture(hold.id, 1_yuan), ErrorCode::HoldNotFound);
    VERIFY_OK(desk.release(hold.id));
    QVERIFY(desk.ledger.account(purse)->available() == 300_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::topUp_paysDebtFirst()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    const Hold hold = desk.hold(purse, 100_yuan);
    VERIFY_OK(desk.place(hold, true));
    QVERIFY(desk.capture(hold.id, 90_yuan)->shortfall == 90_yuan);
    const auto part = desk.topUp(purse, 40_yuan);
    VERIFY_OK(part);
    QVERIFY(part->toDebt == 40_yuan && part->toPurse.isZero());
    QVERIFY(desk.debt(purse) == 50_yuan);
    const auto rest = desk.topUp(purse, 70_yuan);
    VERIFY_OK(rest);
    QVERIFY(rest->toDebt == 50_yuan && rest->toPurse == 20_yuan);
    QVERIFY(desk.debt(purse).isZero());
    QVERIFY(desk.ledger.account(purse)->balance == 20_yuan);
    QVERIFY(desk.house(AccountKind::Cash, LedgerDesk::Station) == -110_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::topUp_refusals()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    COMPARE_REFUSED(desk.topUp(purse, 0_fen), ErrorCode::AmountNotPositive);
    COMPARE_REFUSED(desk.topUp(purse, -5_yuan), ErrorCode::AmountNotPositive);
    COMPARE_REFUSED(desk.topUp({999}, 5_yuan), ErrorCode::AccountNotFound);
    COMPARE_REFUSED(desk.topUp(purse, {1, Currency("EUR")}), ErrorCode::CurrencyMismatch);
    VERIFY_OK(LedgerRepository(*store.db).closeAccount(purse, desk.clock.now()));
    COMPARE_REFUSED(desk.topUp(purse, 5_yuan), ErrorCode::AccountClosed);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM posting"), 0);
}

void TestLedger::houseSales_balance()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const auto book = [&](auto member, Money amount) {
        return desk.committed(
            [&] { return (desk.ledger.*member)(amount, desk.context(), {}).map([] { return 0; }); });
    };
    VERIFY_OK(book(&Ledger::cashSale, 30_yuan));
    VERIFY_OK(book(&Ledger::bookToSuspense, 12_yuan));
    COMPARE_REFUSED(book(&Ledger::cashSale, 0_yuan), ErrorCode::AmountNotPositive);
    COMPARE_REFUSED(book(&Ledger::bookToSuspense, -1_fen), ErrorCode::AmountNotPositive);
    QVERIFY(desk.house(AccountKind::Cash, LedgerDesk::Station) == -30_yuan);
    QVERIFY(desk.house(AccountKind::Suspense, LedgerDesk::Station) == -12_yuan);
    QVERIFY(desk.house(AccountKind::Sales, LedgerDesk::Station) == 42_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::currencies_areApart()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const Currency koruna("CZK");
    const AccountId yuan = desk.purse(1);
    const AccountId crowns = desk.purse(1, koruna);
    VERIFY_OK(desk.topUp(yuan, 100_yuan));
    VERIFY_OK(desk.topUp(crowns, {50'000, koruna}));
    QVERIFY(desk.house(AccountKind::Cash, LedgerDesk::Station) == -100_yuan);
    QVERIFY(desk.house(AccountKind::Cash, LedgerDesk::Station, koruna) == (Money{-50'000, koruna}));
    QCOMPARE(desk.faults(), QString());
}

void TestLedger::unbalancedJournal_isRefusedWhole()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId a = desk.purse(1);
    const AccountId b = desk.purse(2);
    const auto post = [&](std::vector<Posting> postings) {
        Journal journal;
        journal.id = desk.ids.make<JournalId>();
        journal.day = {2026, 1, 1};
        journal.postings = std::move(postings);
        return desk.committed([&] { return desk.ledger.post(journal).map([] { return 0; }); });
    };
    COMPARE_REFUSED(post({{a, 5_yuan}, {b, -4_yuan}}), ErrorCode::JournalUnbalanced);
    COMPARE_REFUSED(post({{a, 5_yuan}}), ErrorCode::JournalUnbalanced);
    COMPARE_REFUSED(post({{a, -5_yuan}, {{999}, 5_yuan}}), ErrorCode::AccountNotFound);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM journal"), 0);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM posting"), 0);
    QVERIFY(desk.ledger.account(a)->balance.isZero());
}

void TestLedger::check_seesEachKindOfFault()
{
    OPEN_STORE(store);
    LedgerDesk desk(store);
    const AccountId purse = desk.purse();
    VERIFY_OK(desk.topUp(purse, 100_yuan));
    VERIFY_OK(desk.place(desk.hold(purse, 40_yuan)));
    QCOMPARE(desk.faults(), QString());
    const auto seenAfter = [&](const char *damage, const char *repair, const char *word) {
        const bool done = store.db->run(damage).has_value();
        const auto proof = checkLedger(*store.db);
        const bool seen = proof && proof->faults.join(u'\n').contains(QLatin1String(word));
        return done && seen && store.db->run(repair) && checkLedger(*store.db)->faults.isEmpty();
    };
    QVERIFY(seenAfter("UPDATE account SET balance = balance + 1 WHERE kind = 1",
                      "UPDATE account SET balance = balance - 1 WHERE kind = 1", "its postings say"));
    QVERIFY(seenAfter("UPDATE account SET held = held - 1 WHERE kind = 1",
                      "UPDATE account SET held = held + 1 WHERE kind = 1", "its open holds say"));
    QVERIFY(seenAfter("UPDATE account SET balance = -1 WHERE kind = 1",
                      "UPDATE account SET balance = 10000 WHERE kind = 1", "below zero"));
    VERIFY_OK(store.db->run("INSERT INTO posting (journal, line, account, amount) VALUES (?, 1, ?, 5)",
                            {QByteArray(16, 'x'), purse.value}));
    const QString faults = checkLedger(*store.db)->faults.join(u'\n');
    QVERIFY(faults.contains(QLatin1String("adds up to 5")));
    QVERIFY(faults.contains(QLatin1String("has no journal")));
}

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
