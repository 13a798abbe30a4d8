#include "core/domain/exceptions/exception_rules.h"
#include "tests/unit/reconcile/reconcile_scene.h"

#include <QTest>

using namespace youka;
using namespace youka::test;

namespace {

using State = PaymentState;
using Scene = ReconcileScene;
QString no(const char *text) { return QString::fromLatin1(text); }

}

class TestReconcileDays : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyOurs_waitsTwoDays_data() { addEngineRows(); }
    void onlyOurs_waitsTwoDays();
    void aLatePartner_endsTheBreak_data() { addEngineRows(); }
    void aLatePartner_endsTheBreak();
    void aroundMidnight_bothWays_data() { addEngineRows(); }
    void aroundMidnight_bothWays();
    void theSameRowOnTwoBills_data() { addEngineRows(); }
    void theSameRowOnTwoBills();
    void takenBackNextDay_data() { addEngineRows(); }
    void takenBackNextDay();
    void bookedAfterClosing_isSeen_data() { addEngineRows(); }
    void bookedAfterClosing_isSeen();
    void closing_needsEveryBreakExplained_byTwo_data() { addEngineRows(); }
    void closing_needsEveryBreakExplained_byTwo();
    void closing_postsTheSettlement_data() { addEngineRows(); }
    void closing_postsTheSettlement();
    void writeOff_leavesNothingUnderWay_data() { addEngineRows(); }
    void writeOff_leavesNothingUnderWay();
    void arrival_otherThanSettled_isABreak_data() { addEngineRows(); }
    void arrival_otherThanSettled_isABreak();
    void proof_seesWhatWasChanged_data() { addEngineRows(); }
    void proof_seesWhatWasChanged();
};

void TestReconcileDays::onlyOurs_waitsTwoDays()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    scene.order(no("A"), 500, State::Paid, scene.at(12));
    for (int later = 0; later < 4; ++later) {
        const QDate on = scene.day.addDays(later);
        VERIFY_OK(scene.bill(on, {}));
        const auto report = scene.compare(on);
        VERIFY_OK(report);
        QCOMPARE(report->waiting, later < 2 ? 1 : 0);
        QCOMPARE(scene.breaks(), later < 2 ? QStringList() : QStringList{no("only-ours A")});
        QCOMPARE(scene.breaks(on), later == 2 ? QStringList{no("only-ours A")} : QStringList());
    }
    VERIFY_OK(scene.compare(scene.day.addDays(2))); // and again
    QCOMPARE(scene.breaks(), QStringList{no("only-ours A")});
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case"), 1);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

void TestReconcileDays::aLatePartner_endsTheBreak()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    scene.order(no("A"), 500, State::Paid, scene.at(12));
    for (int later = 0; later < 5; ++later) {
        std::vector<SheetRow> rows;
        if (later == 4)
            rows.push_back(Scene::paid(no("A"), 500, scene.at(12, 0, scene.day.addDays(4))));
        VERIFY_OK(scene.bill(scene.day.addDays(later), rows));
        const auto report = scene.compare(scene.day.addDays(later));
        if (later == 4)
            QCOMPARE(Scene::figures(report), QStringList{no("matched 1 500 500")});
    }
    QCOMPARE(scene.breaks(), QStringList());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case WHERE state = 4"), 1);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

void TestReconcileDays::aroundMidnight_bothWays()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    const QDate next = scene.day.addDays(1);
    const SheetRow theirsLater = Scene::paid(no("A"), 500, scene.at(0, 1, next));
    const SheetRow theirsEarlier = Scene::paid(no("B"), 700, scene.at(23, 59));
    scene.order(no("A"), 500, State::Paid, scene.at(23, 59));
    scene.order(no("B"), 700, State::Paid, scene.at(0, 1, next));
    VERIFY_OK(scene.bill(scene.day, {theirsEarlier}));
    VERIFY_OK(scene.bill(next, {theirsLater}));
    QCOMPARE(Scene::figures(scene.compare(scene.day)), QStringList{no("waiting 2 500 700")});
    const QStringList wanted{no("matched 2 1200 1200")};
    QCOMPARE(Scene::figures(scene.compare(next)), wanted);
    // Whichever is compared again comes to the same.
    QCOMPARE(Scene::figures(scene.compare(next)), wanted);
    QCOMPARE(scene.breaks(), QStringList());
    QCOMPARE(*ReconcileRepository(scene.db).pendingCount(scene.merchant.id), 0);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

void TestReconcileDays::theSameRowOnTwoBills()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    const QDate next = scene.day.addDays(1);
    scene.order(no("A"), 500, State::Paid, scene.at(12));
    VERIFY_OK(scene.bill(scene.day, {Scene::paid(no("A"), 500, scene.at(12))}));
    VERIFY_OK(scene.bill(next, {Scene::paid(no("A"), 500, scene.at(12))}));
    VERIFY_OK(scene.compare(scene.day));
    QCOMPARE(Scene::figures(scene.compare(next)), QStringList{no("duplicate 1 0 500")});
    QCOMPARE(scene.breaks(), QStringList{no("duplicate A")});
}

void TestReconcileDays::takenBackNextDay()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    const QDate next = scene.day.addDays(1);
    scene.order(no("A"), 500, State::Reversed, scene.at(23));
    scene.order(no("B"), 600, State::Reversed, scene.at(12)); // its reversal never comes
    VERIFY_OK(scene.bill(scene.day,
                         {Scene::paid(no("A"), 500, scene.at(23)), Scene::paid(no("B"), 600, scene.at(12))}));
    VERIFY_OK(scene.bill(next, {Scene::back(RowKind::Reversal, no("A"), 500, scene.at(1, 0, next))}));
    QCOMPARE(Scene::figures(scene.compare(scene.day)), QStringList{no("waiting 2 0 1100")});
    const QStringList wanted{no("only-theirs 1 0 600"), no("nothing-moved 2 0 0")};
    QCOMPARE(Scene::figures(scene.compare(next)), wanted);
    QCOMPARE(scene.breaks(), QStringList{no("only-theirs B")});
    QCOMPARE(scene.payments.asked, 0); // nobody is told to give back what went back
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

/// A day that is closed is compared no more, so what is booked for it later must show up elsewhere.
void TestReconcileDays::bookedAfterClosing_isSeen()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    VERIFY_OK(scene.bill(scene.day, {}));
    VERIFY_OK(scene.compare(scene.day));
    VERIFY_OK(scene.close(scene.day)); // at 10:00 on the next day
    const QDate next = scene.day.addDays(1);
    scene.order(no("LATE"), 500, State::Paid, scene.at(12), scene.at(15, 0, next));
    scene.order(no("KNOWN"), 600, State::Paid, scene.at(13), scene.at(13)); // as if it had been there
    VERIFY_OK(scene.bill(next, {}));
    QCOMPARE(Scene::figures(scene.compare(next)), QStringList{no("waiting 1 500 0")});
    for (int later = 2; later < 4; ++later) {
        VERIFY_OK(scene.bill(scene.day.addDays(later), {}));
        VERIFY_OK(scene.compare(scene.day.addDays(later)));
    }
    QCOMPARE(scene.breaks(), QStringList{no("only-ours LATE")});
}

void TestReconcileDays::closing_needsEveryBreakExplained_byTwo()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    COMPARE_REFUSED(scene.close(scene.day), ErrorCode::BillMissing);
    VERIFY_OK(scene.bill(scene.day, {Scene::paid(no("A"), 1, scene.at(9))}));
    COMPARE_REFUSED(scene.close(scene.day), ErrorCode::BillMissing);
    VERIFY_OK(scene.compare(scene.day));
    COMPARE_REFUSED(scene.close(scene.day), ErrorCode::BreakUnexplained);
    const ExceptionId id = ReconcileRepository(scene.db).breaks({}, 1)->front().exception;
    const auto alone = [&](auto step) {
        return scene.db.transaction(
            [&] { return step(ExceptionService(scene.db)).map([](const ExceptionCase &) {}); });
    };
    const Timestamp now = scene.clock.now();
    VERIFY_OK(alone([&](ExceptionService cases) { return cases.take(id, scene.maker, now); }));
    // One fen, far below the limit: still the second person.
    VERIFY_OK(alone([&](ExceptionService cases) {
        return cases.propose(id, scene.maker, {Resolution::Explained, QStringLiteral("a test row")},
                             {50'000, {}}, {QUuid::createUuid()}, now);
    }));
    COMPARE_REFUSED(scene.close(scene.day), ErrorCode::BreakUnexplained);
    COMPARE_REFUSED(alone([&](ExceptionService cases) {
                        return cases.confirm(id, scene.maker, {QUuid::createUuid()}, now);
                    }),
                    ErrorCode::FourEyesNeeded);
    VERIFY_OK(alone([&](ExceptionService cases) {
        return cases.confirm(id, scene.checker, {QUuid::createUuid()}, now);
    }));
    const auto closed = scene.close(scene.day);
    VERIFY_OK(closed);
    QCOMPARE(closed->closedBy, QStringLiteral("Maker"));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM audit WHERE action = 'reconcile.close'"), 1);
}

void TestReconcileDays::closing_postsTheSettlement()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    const qint64 order = scene.order(no("A"), 20'000, State::Paid, scene.at(9));
    scene.refund(no("RA"), order, 5'000, PaymentRefundState::Done, scene.at(10));
    SheetRow paid = Scene::paid(no("A"), 20'000, scene.at(9));
    paid.settled = 19'500; // a coupon that the merchant bears
    paid.feeMilli = 117'000;
    SheetRow back = Scene::back(RowKind::Refund, no("RA"), 5'000, scene.at(10));
    back.feeMilli = -30'000;
    VERIFY_OK(scene.bill(scene.day, {paid, back}));
    VERIFY_OK(scene.compare(scene.day));
    QCOMPARE(scene.breaks(), QStringList());
    const auto closed = scene.close(scene.day);
    VERIFY_OK(closed);
    QVERIFY(!closed->journal.isEmpty());
    QCOMPARE(scene.balance(AccountKind::Clearing), 15'000);
    QCOMPARE(scene.balance(AccountKind::Promotion), -500);
    QCOMPARE(scene.balance(AccountKind::ChannelFees), -87);
    QCOMPARE(scene.balance(AccountKind::Bank), -14'413);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM journal WHERE kind = 8"), 1);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

/// Booked here and not there, and the other way round: settled and written off, both sides are even.
void TestReconcileDays::writeOff_leavesNothingUnderWay()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    scene.order(no("LESS"), 1'000, State::Paid, scene.at(9));
    VERIFY_OK(scene.bill(
        scene.day, {Scene::paid(no("LESS"), 400, scene.at(9)), Scene::paid(no("THEIRS"), 70, scene.at(9))}));
    VERIFY_OK(scene.compare(scene.day));
    const auto breaks = ReconcileRepository(scene.db).breaks({}, 10);
    QCOMPARE(breaks->size(), 2u);
    const auto done = scene.db.transaction([&] {
        Ledger ledger(scene.db); // the order was booked when it was paid
        const auto clearing = ledger.houseAccount(AccountKind::Clearing, scene.merchant.id.value, {});
        const auto sales = ledger.houseAccount(AccountKind::Sales, 7, {});
        Journal journal;
        journal.id = {QUuid::createUuid()};
        journal.day = scene.day;
        journal.postings = {{*clearing, {-1'000, {}}}, {*sales, {1'000, {}}}};
        Result<void> all = ledger.post(journal);
        ExceptionService cases(scene.db);
        for (const Break &one : *breaks)
            all = all.and_then([&] { return cases.take(one.exception, scene.maker, scene.clock.now()); })
                      .and_then([&](const ExceptionCase &) {
                          return cases.propose(one.exception, scene.maker,
                                               {Resolution::WriteOff, QStringLiteral("given up")}, {0, {}},
                                               {QUuid::createUuid()}, scene.clock.now());
                      })
                      .and_then([&](const ExceptionCase &) {
                          return cases.confirm(one.exception, scene.checker, {QUuid::createUuid()},
                                               scene.clock.now());
                      })
                      .map([](const ExceptionCase &) {});
        return all;
    });
    VERIFY_OK(done);
    VERIFY_OK(scene.close(scene.day));
    QCOMPARE(scene.balance(AccountKind::Clearing), 0);
    QCOMPARE(scene.balance(AccountKind::Loss), -600 + 70);
    QCOMPARE(scene.balance(AccountKind::Bank) + scene.balance(AccountKind::ChannelFees), -470);
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

void TestReconcileDays::arrival_otherThanSettled_isABreak()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    scene.order(no("A"), 10'000, State::Paid, scene.at(9));
    VERIFY_OK(scene.bill(scene.day, {Scene::paid(no("A"), 10'000, scene.at(9))}));
    const auto arrive = [&](qint64 amount, const char *reference) {
        std::optional<Result<ArrivalDone>> said;
        const auto done = scene.db.transaction([&]() -> Result<void> {
            said = ReconcileService(scene.db).arrive(scene.merchant.id, scene.day, {amount, {}},
                                                     no(reference), scene.maker, scene.clock.now());
            return said->has_value() ? Result<void>() : fail(said->error());
        });
        return done ? *said : fail(done.error());
    };
    VERIFY_OK(scene.compare(scene.day));
    COMPARE_REFUSED(arrive(9'940, "B1"), ErrorCode::BreakStateConflict); // not closed
    VERIFY_OK(scene.close(scene.day));
    COMPARE_REFUSED(arrive(0, "B1"), ErrorCode::InvalidInput);
    COMPARE_REFUSED(arrive(9'000, " "), ErrorCode::InvalidInput);
    const auto first = arrive(9'000, "B1");
    VERIFY_OK(first);
    QCOMPARE(first->settled.minor, 9'940);
    QCOMPARE(scene.breaks(), QStringList{no("arrival-differs ")});
    QCOMPARE(store.figure("SELECT amount FROM exception_case WHERE state < 4"), 940);
    VERIFY_OK(arrive(9'000, "B1")); // typed in twice
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_arrival"), 1);
    COMPARE_REFUSED(arrive(9'100, "B1"), ErrorCode::InvalidInput);
    QCOMPARE(arrive(940, "B2")->arrived.minor, 9'940);
    QCOMPARE(scene.breaks(), QStringList());
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
}

/// The proof can fail.
void TestReconcileDays::proof_seesWhatWasChanged()
{
    OPEN_STORE(store);
    Scene scene(*store.db);
    scene.order(no("A"), 10'000, State::Paid, scene.at(9));
    scene.order(no("B"), 10'000, State::Paid, scene.at(9));
    VERIFY_OK(scene.bill(
        scene.day, {Scene::paid(no("A"), 10'000, scene.at(9)), Scene::paid(no("B"), 9'000, scene.at(9))}));
    VERIFY_OK(scene.compare(scene.day));
    VERIFY_OK(scene.explainAll(scene.day));
    VERIFY_OK(scene.close(scene.day));
    const auto faultsAfter = [&](const char *change, const char *back) {
        ensure(scene.db.run(change).has_value(), "the change");
        const auto faults = checkReconciliation(scene.db)->faults;
        ensure(scene.db.run(back).has_value(), "and back");
        return faults.size();
    };
    QCOMPARE(checkReconciliation(scene.db)->faults, QStringList());
    QCOMPARE(faultsAfter("UPDATE reconcile_figure SET theirs = theirs + 1 WHERE class = 1",
                         "UPDATE reconcile_figure SET theirs = theirs - 1 WHERE class = 1"),
             1);
    QCOMPARE(faultsAfter("UPDATE reconcile_figure SET ours = ours + 1 WHERE class = 1",
                         "UPDATE reconcile_figure SET ours = ours - 1 WHERE class = 1"),
             1);
    QCOMPARE(faultsAfter("UPDATE exception_case SET state = 1", "UPDATE exception_case SET state = 4"), 1);
    QCOMPARE(faultsAfter("UPDATE reconcile_sheet SET paid = paid + 1 WHERE side = 2",
                         "UPDATE reconcile_sheet SET paid = paid - 1 WHERE side = 2"),
             2);
}

QTEST_GUILESS_MAIN(TestReconcileDays)
#include "tst_reconcile_days.moc"
