#pragma once

#include "core/domain/ledger/ledger.h"
#include "core/domain/ledger/ledger_check.h"
#include "tests/support/two_stores.h"

namespace youka::test {

/// A ledger on a fresh store, each use case in a transaction of its own.
struct LedgerDesk
{
    explicit LedgerDesk(TestStore &fresh)
        : store(fresh)
        , ledger(*fresh.db)
    {
    }

    template <class F>
    auto committed(F &&work) -> decltype(work())
    {
        decltype(work()) result = fail(ErrorCode::Internal);
        const auto done = store.db->transaction([&]() -> Result<void> {
            result = work();
            return result ? Result<void>() : Result<void>(fail(result.error()));
        });
        if (result && !done)
            return fail(done.error());
        return result;
    }

    BookingContext context()
    {
        return {ids.make<JournalId>(), clock.now(), clock.now(), {2026, 1, 1}, {Station}, "test"};
    }
    AccountId purse(qint64 owner = 1, Currency currency = {})
    {
        return *committed([&] { return ledger.openPurse(AccountKind::Principal, owner, currency); });
    }
    Hold hold(AccountId account, Money amount)
    {
        return {ids.make<HoldId>(), account,      1, amount, HoldState::Open, clock.now().plusMs(LifeMs),
                clock.now(),        {2026, 1, 1}, 7};
    }
    Result<Ledger::ToppedUp> topUp(AccountId account, Money amount)
    {
        return committed([&] { return ledger.topUpCash(account, amount, context()); });
    }
    Result<Account> place(const Hold &hold, bool evenIfShort = false)
    {
        return committed([&] {
            return ledger.lock(hold.account).and_then([&](const Account &account) {
                return ledger.placeHold(hold, account, evenIfShort);
            });
        });
    }
    Result<Ledger::Captured> capture(HoldId id, Money amount)
    {
        return committed([&] { return ledger.capture(id, amount, context()); });
    }
    Result<Hold> release(HoldId id)
    {
        return committed([&] { return ledger.release(id); });
    }
    /// The balance of one of the house's accounts; zero where there is none.
    Money house(AccountKind kind, qint64 owner, Currency currency = {})
    {
        return *committed([&] {
            return ledger.houseAccount(kind, owner, currency).and_then([&](AccountId id) {
                return ledger.account(id).map([](const Account &account) { return account.balance; });
            });
        });
    }
    Money debt(AccountId purse) { return -house(AccountKind::Receivable, purse.value); }
    /// What the books say is wrong; empty: nothing.
    QString faults()
    {
        const auto proof = checkLedger(*store.db);
        if (!proof)
            return toString(proof.error());
        const qint64 sum = store.figure("SELECT COALESCE(SUM(balance), 0) FROM account");
        return proof->faults.join(u'\n')
            + (sum == 0 ? QString() : QStringLiteral("all accounts: %1").arg(sum));
    }

    static constexpr qint64 Station = 3;
    static constexpr qint64 LifeMs = 1000;
    ManualClock clock;
    IdSource ids{clock, 11};
    TestStore &store;
    Ledger ledger;
};

}
