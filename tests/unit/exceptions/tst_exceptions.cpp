#include "core/domain/access/audit_log.h"
#include "core/domain/exceptions/exception_json.h"
#include "core/domain/exceptions/exception_rules.h"
#include "core/domain/pricing/price_rules.h"
#include "core/foundation/store/operation_log.h"
#include "tests/unit/sync/sync_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::Centre;
using youka::test::outcomes;
using youka::test::SaleDesk;
using youka::test::Till;

namespace {

const Principal Lin{Role::Manager, 1, QStringLiteral("Lin"), {}};
const Principal Wu{Role::Manager, 2, QStringLiteral("Wu"), {}};
constexpr Money Limit{50'000, {}};

/// The steps of cases, each in its own transaction.
struct Cases
{
    explicit Cases(SaleDesk &with)
        : desk(with)
    {
    }
    ExceptionService service() { return ExceptionService(*desk.store.db); }
    Result<ExceptionCase> take(ExceptionId id, const Principal &who)
    {
        return desk.committed([&] { return service().take(id, who, desk.now()); });
    }
    Result<ExceptionCase> propose(ExceptionId id, const Principal &who, Resolution resolution,
                                  OperationId operation)
    {
        return desk.committed([&] {
            return service().propose(id, who, {resolution, QStringLiteral("because")}, Limit, operation,
                                     desk.now());
        });
    }
    Result<ExceptionCase> propose(ExceptionId id, const Principal &who, Resolution resolution)
    {
        return propose(id, who, resolution, desk.ids.make<OperationId>());
    }
    Result<ExceptionCase> confirm(ExceptionId id, const Principal &who, OperationId operation)
    {
        return desk.committed([&] { return service().confirm(id, who, operation, desk.now()); });
    }
    Result<ExceptionCase> reject(ExceptionId id, const Principal &who)
    {
        return desk.committed(
            [&] { return service().reject(id, who, QStringLiteral("look again"), desk.now()); });
    }
    std::vector<ExceptionCase> list(const ExceptionService::Filter &filter = {}, const Principal &who = Lin)
    {
        return *service().list(filter, who, 200);
    }
    ExceptionCase only(ExceptionKind kind)
    {
        ExceptionService::Filter filter;
        filter.kind = kind;
        const auto found = list(filter);
        ensure(found.size() == 1, "there is one case of that kind");
        return found.front();
    }
    qint64 house(AccountKind kind)
    {
        const auto found =
            desk.store.db->exec("SELECT COALESCE(SUM(balance), 0) FROM account WHERE kind = ?", {int(kind)})
                .map([](Rows rows) { return rows.next() ? rows.integer(0) : -1; });
        return found.value_or(-1);
    }
    qint64 audited()
    {
        const auto proof = AuditLog(*desk.store.db).verify();
        return proof && proof->faults.isEmpty() ? proof->entries : -1;
    }

    SaleDesk &desk;
};

/// A sale of `amount` that the card's purse cannot pay at all.
SaleId overdraw(SaleDesk &desk, Money amount)
{
    const CardQuestion q = desk.question(amount);
    ensure(desk.tell(desk.placedOf(q)).has_value(), "promised offline");
    ensure(desk.tell(SaleDesk::captureOf(q, amount)).has_value(), "captured");
    return q.sale;
}

}

class TestExceptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void debt_writtenOff_isALossAndNoDebt_data() { test::addEngineRows(); }
    void debt_writtenOff_isALossAndNoDebt();
    void suspense_writtenOff_data() { test::addEngineRows(); }
    void suspense_writtenOff();
    void writeOff_takesOnlyWhatIsStillOwed_data() { test::addEngineRows(); }
    void writeOff_takesOnlyWhatIsStillOwed();
    void aboveTheLimit_needsASecondPerson_data() { test::addEngineRows(); }
    void aboveTheLimit_needsASecondPerson();
    void confirmation_faultSweep_data() { test::addEngineRows(); }
    void confirmation_faultSweep();
    void twoFindings_areTwoCases_withBothSides_data() { test::addEngineRows(); }
    void twoFindings_areTwoCases_withBothSides();
    void price_ofYesterdayIsFine_anInventedOneIsNot_data() { test::addEngineRows(); }
    void price_ofYesterdayIsFine_anInventedOneIsNot();
    void list_filtersPagesAndKeepsToTheStation_data() { test::addEngineRows(); }
    void list_filtersPagesAndKeepsToTheStation();
    void earlierKinds_areStillRead_data() { test::addEngineRows(); }
    void earlierKinds_areStillRead();
    void gap_isOneCase_andClosesWhenFilled_data() { test::addEngineRows(); }
    void gap_isOneCase_andClosesWhenFilled();
    void fork_isACase_andShutsTheTerminalOut_data() { test::addEngineRows(); }
    void fork_isACase_andShutsTheTerminalOut();
    void clock_isOneCase_andTheRecordIsBooked_data() { test::addEngineRows(); }
    void clock_isOneCase_andTheRecordIsBooked();
};

void TestExceptions::debt_writtenOff_isALossAndNoDebt()
{
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 0_yuan);
    Cases cases(desk);
    overdraw(desk, 80_yuan);
    const ExceptionCase open = cases.only(ExceptionKind::Overdrawn);
    QVERIFY(open.state == ExceptionState::Open);
    QVERIFY(open.found.account == desk.purse);
    COMPARE_REFUSED(cases.propose(open.id, Lin, Resolution::WriteOff), ErrorCode::ExceptionStateConflict);
    VERIFY_OK(cases.take(open.id, Wu));
    VERIFY_OK(cases.take(open.id, Lin)); // over from a colleague
    QCOMPARE(cases.house(AccountKind::Receivable), -8'000);
    const auto operation = desk.ids.make<OperationId>();
    const auto ended = cases.propose(open.id, Lin, Resolution::WriteOff, operation);
    VERIFY_OK(ended);
    QVERIFY(ended->state == ExceptionState::Resolved);
    QCOMPARE(cases.house(AccountKind::Receivable), 0);
    QCOMPARE(cases.house(AccountKind::Loss), -8'000);
    QCOMPARE(cases.house(AccountKind::Sales), 8'000); // the sale's own booking stands
    COMPARE_REFUSED(cases.propose(open.id, Lin, Resolution::WriteOff), ErrorCode::ExceptionStateConflict);
    const auto steps = cases.service().detail(open.id, Lin)->steps;
    QCOMPARE(int(steps.size()), 4);
    QVERIFY(!steps[0].from && steps[0].to == ExceptionState::Open && steps[0].who.id == 0);
    QVERIFY(steps[1].who.name == Wu.name && steps[2].who.name == Lin.name);
    QVERIFY(steps[3].journal == JournalId{operation.uuid} && steps[3].resolution == Resolution::WriteOff);
    QCOMPARE(cases.audited(), 3);
    QVERIFY(!store.db->run("UPDATE exception_step SET reason = 'x'"));
    QVERIFY(!store.db->run("DELETE FROM exception_step"));
    QCOMPARE(desk.faults(), QString());
}

void TestExceptions::suspense_writtenOff()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    Cases cases(desk);
    VERIFY_OK(desk.tell(SaleDesk::captureOf(desk.question(80_yuan), 80_yuan)));
    const ExceptionCase open = cases.only(ExceptionKind::HoldUnknown);
    QCOMPARE(cases.house(AccountKind::Suspense), -8'000);
    VERIFY_OK(cases.take(open.id, Lin));
    COMPARE_REFUSED(cases.propose(open.id, Lin, Resolution::ChargeCustomer), ErrorCode::ResolutionNotAllowed);
    VERIFY_OK(cases.propose(open.id, Lin, Resolution::WriteOff));
    QCOMPARE(cases.house(AccountKind::Suspense), 0);
    QCOMPARE(cases.house(AccountKind::Loss), -8'000);
    QVERIFY(desk.account().balance == 500_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestExceptions::writeOff_takesOnlyWhatIsStillOwed()
{
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 0_yuan);
    Cases cases(desk);
    const auto topUp = [&](Money amount) {
        return desk.committed([&] {
            return desk.cards().topUpCash(desk.cardId, amount,
                                          {desk.ids.make<JournalId>(),
                                           desk.now(),
                                           desk.now(),
                                           desk.day(),
                                           desk.terminal.station.id,
                                           {}});
        });
    };
    overdraw(desk, 80_yuan);
    ExceptionCase open = cases.only(ExceptionKind::Overdrawn);
    VERIFY_OK(cases.take(open.id, Lin));
    VERIFY_OK(topUp(50_yuan)); // pays of the debt
    VERIFY_OK(cases.propose(open.id, Lin, Resolution::WriteOff));
    QCOMPARE(cases.house(AccountKind::Loss), -3'000);
    QCOMPARE(cases.house(AccountKind::Receivable), 0);

    overdraw(desk, 20_yuan);
    open = cases.list().front();
    VERIFY_OK(cases.take(open.id, Lin));
    VERIFY_OK(topUp(20_yuan));
    COMPARE_REFUSED(cases.propose(open.id, Lin, Resolution::WriteOff), ErrorCode::NothingToWriteOff);
    QVERIFY(cases.list().front().state == ExceptionState::Taken);
    VERIFY_OK(cases.propose(open.id, Lin, Resolution::Explained));
    QCOMPARE(cases.house(AccountKind::Loss), -3'000);
    QCOMPARE(desk.faults(), QString());
}

void TestExceptions::aboveTheLimit_needsASecondPerson()
{
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 0_yuan);
    Cases cases(desk);
    overdraw(desk, 501_yuan);
    const ExceptionId id = cases.only(ExceptionKind::Overdrawn).id;
    VERIFY_OK(cases.take(id, Lin));
    QVERIFY(cases.propose(id, Lin, Resolution::WriteOff)->state == ExceptionState::Proposed);
    QCOMPARE(cases.house(AccountKind::Loss), 0);
    COMPARE_REFUSED(cases.confirm(id, Lin, desk.ids.make<OperationId>()), ErrorCode::FourEyesNeeded);
    const auto back = cases.reject(id, Wu);
    VERIFY_OK(back);
    QVERIFY(back->state == ExceptionState::Taken && back->resolution == Resolution::None);
    QVERIFY(back->worker.id == Lin.subject && back->maker.id == 0);
    COMPARE_REFUSED(cases.confirm(id, Wu, desk.ids.make<OperationId>()), ErrorCode::ExceptionStateConflict);
    QVERIFY(cases.propose(id, Lin, Resolution::WriteOff)->state == ExceptionState::Proposed);
    QVERIFY(cases.confirm(id, Wu, desk.ids.make<OperationId>())->state == ExceptionState::Resolved);
    QCOMPARE(cases.house(AccountKind::Loss), -50'100);
    QCOMPARE(cases.house(AccountKind::Receivable), 0);
    COMPARE_REFUSED(cases.confirm(id, Wu, desk.ids.make<OperationId>()), ErrorCode::ExceptionStateConflict);
    QCOMPARE(cases.house(AccountKind::Loss), -50'100);
    QCOMPARE(desk.faults(), QString());
}

/// The n-th statement of the confirmation fails, for every n: nothing of it happened, and its repeat writes
/// off exactly once.
void TestExceptions::confirmation_faultSweep()
{
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 0_yuan);
    Cases cases(desk);
    qint64 lost = 0;
    for (int nth = 0;; ++nth) {
        QVERIFY(nth < 60);
        overdraw(desk, 600_yuan);
        const ExceptionId id = cases.list().front().id;
        VERIFY_OK(cases.take(id, Lin));
        VERIFY_OK(cases.propose(id, Lin, Resolution::WriteOff));
        const auto operation = desk.ids.make<OperationId>();
        const auto run = [&] {
            return desk.committed([&] {
                return once(
                    *store.db, operation, "confirm", desk.now(),
                    [&] {
                        return cases.service().confirm(id, Wu, operation, desk.now()).map([](const auto &) {
                            return Answer{200, "done"};
                        });
                    },
                    [](const Error &error) {
                        return Answer{422, toString(error).toUtf8()};
                    });
            });
        };
        int left = nth;
        bool fired = false;
        store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const auto first = run();
        store.db->failNext = {};
        QCOMPARE(first.has_value(), !fired);
        if (fired) {
            QCOMPARE(cases.house(AccountKind::Loss), -lost);
            QVERIFY(cases.list().front().state == ExceptionState::Proposed);
        }
        lost += 60'000;
        for (int i = 0; i < 2; ++i) {
            const auto repeated = run();
            VERIFY_OK(repeated);
            QCOMPARE(repeated->status, 200);
            QCOMPARE(cases.house(AccountKind::Loss), -lost);
        }
        QCOMPARE(cases.house(AccountKind::Receivable), 0);
        QCOMPARE(desk.faults(), QString());
        if (!fired) {
            QVERIFY(nth >= 8);
            return;
        }
    }
}

void TestExceptions::twoFindings_areTwoCases_withBothSides()
{
    OPEN_STORE(store);
    Centre desk(store);
    Cases cases(desk);
    Till till(desk.terminal.id);
    const CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.ask(q));
    SaleFact sale = SaleDesk::captureOf(q, 600_yuan); // 100.00 more than the purse has
    sale.delivery.volume = {20'000};                  // and 160.00 at that price
    const Fact fact = makeFact(desk.ids.make<OperationId>(), desk.now(), sale);
    VERIFY_OK(till.outbox.append(fact));
    QCOMPARE(outcomes(desk.upload(till.batch())), QByteArray("e"));
    QCOMPARE(int(cases.list().size()), 2);
    QVERIFY(desk.account().balance.isZero()); // booked all the same
    for (const ExceptionKind kind : {ExceptionKind::Overdrawn, ExceptionKind::Implausible}) {
        const ExceptionCase exception = cases.only(kind);
        QCOMPARE(exception.found.record, 1);
        QCOMPARE(exception.found.reference, q.sale.bytes());
        QVERIFY(exception.found.station == desk.terminal.station.id);
        const QJsonObject shown = toJson(*cases.service().detail(exception.id, Lin), desk.now());
        const QJsonObject said = shown[QLatin1String("said")].toObject();
        QCOMPARE(QByteArray::fromBase64(said[QLatin1String("body")].toString().toLatin1()), fact.body);
        QCOMPARE(said[QLatin1String("fact")].toObject()[QLatin1String("saleId")].toString(), q.sale.text());
        const QJsonObject centre = shown[QLatin1String("centre")].toObject();
        QCOMPARE(centre[QLatin1String("card")].toObject()[QLatin1String("state")].toInt(),
                 int(CardState::Active));
        QCOMPARE(centre[QLatin1String("hold")].toObject()[QLatin1String("id")].toString(), q.hold.text());
        QCOMPARE(centre[QLatin1String("purse")].toObject()[QLatin1String("balance")].toObject(),
                 toJson(0_yuan));
        QCOMPARE(centre[QLatin1String("journal")].toString(), q.sale.text());
        QCOMPARE(centre[QLatin1String("price")].toObject(), toJson(UnitPrice{8'000, {}}));
        QVERIFY(!shown[QLatin1String("steps")].toArray().isEmpty());
    }
}

void TestExceptions::price_ofYesterdayIsFine_anInventedOneIsNot()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const auto sell = [&](qint64 milli) {
        CardQuestion q = desk.question(10_yuan);
        q.hold = {};
        q.price = {milli, {}};
        SaleFact fact = SaleDesk::captureOf(q, 10_yuan);
        fact.delivery.volume = {10'000'000 / milli};
        return *desk.tell(fact);
    };
    QVERIFY(sell(8'000).kind == FactOutcome::Kind::Applied);
    QVERIFY(sell(7'000).code == ErrorCode::PriceUnknown);
    QCOMPARE(desk.cases("price-unknown"), 1);
    desk.clock.advanceMs(3'600'000);
    VERIFY_OK(desk.committed([&] {
        return PriceService(*store.db).change({0, {}, QStringLiteral("95"), {8'100, {}}, {}, {}}, desk.now());
    }));
    QVERIFY(sell(8'100).kind == FactOutcome::Kind::Applied);
    desk.clock.advanceMs(PriceGraceMs - 1);
    QVERIFY(sell(8'000).kind == FactOutcome::Kind::Applied); // the terminal has not heard
    desk.clock.advanceMs(1);
    QVERIFY(sell(8'000).code == ErrorCode::PriceUnknown);
    QCOMPARE(desk.cases("price-unknown"), 2);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale"), 5); // sold is sold
}

void TestExceptions::list_filtersPagesAndKeepsToTheStation()
{
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 0_yuan);
    Cases cases(desk);
    for (int i = 0; i < 5; ++i)
        overdraw(desk, 10_yuan);
    VERIFY_OK(desk.tell(SaleDesk::captureOf(desk.question(80_yuan), 80_yuan)));
    const auto all = cases.list();
    QCOMPARE(int(all.size()), 6);
    QVERIFY(all.front().found.kind == ExceptionKind::HoldUnknown); // newest first
    VERIFY_OK(cases.take(all[1].id, Lin));
    VERIFY_OK(cases.take(all[2].id, Lin));
    VERIFY_OK(cases.propose(all[2].id, Lin, Resolution::ChargeCustomer));
    const auto count = [&](auto change, const Principal &who = Lin) {
        ExceptionService::Filter filter;
        change(filter);
        return int(cases.list(filter, who).size());
    };
    using Filter = ExceptionService::Filter;
    QCOMPARE(count([](Filter &f) { f.onlyUnresolved = true; }), 5);
    QCOMPARE(count([](Filter &f) { f.state = ExceptionState::Open; }), 4);
    QCOMPARE(count([](Filter &f) { f.state = ExceptionState::Taken; }), 1);
    QCOMPARE(count([](Filter &f) { f.state = ExceptionState::Resolved; }), 1);
    QCOMPARE(count([](Filter &f) { f.kind = ExceptionKind::Overdrawn; }), 5);
    QCOMPARE(count([](Filter &f) { f.kind = ExceptionKind::Clock; }), 0);
    QCOMPARE(count([&](Filter &f) { f.before = all[3].id; }), 2);
    const StationId here = desk.terminal.station.id;
    QCOMPARE(count([&](Filter &f) { f.station = here; }), 6);
    QCOMPARE(count([](Filter &f) { f.station = {99}; }), 0);
    const Principal stranger{Role::Manager, 8, QStringLiteral("x"), {99}};
    QCOMPARE(count([](Filter &) {}, stranger), 0);
    QCOMPARE(count([&](Filter &f) { f.station = here; }, stranger), 0);
    COMPARE_REFUSED(cases.service().detail(all[0].id, stranger), ErrorCode::NotFound);
    COMPARE_REFUSED(cases.take(all[0].id, stranger), ErrorCode::NotFound);
    COMPARE_REFUSED(cases.service().detail({999}, Lin), ErrorCode::NotFound);
    const auto open = *cases.service().openByKind();
    QCOMPARE(int(open.size()), 2);
    QCOMPARE(open[0].count + open[1].count, 5);
}

void TestExceptions::earlierKinds_areStillRead()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    Cases cases(desk);
    VERIFY_OK(store.db->run("INSERT INTO exception_case (kind, terminal, seq, reference, amount, currency, "
                            "detail, state, at) VALUES ('card-state', 7, 0, NULL, 500, 'CNY', 'd', 1, 5)"));
    const ExceptionCase earlier = cases.only(ExceptionKind::CardFrozen);
    QVERIFY(earlier.found.amount == 5_yuan);
    VERIFY_OK(cases.take(earlier.id, Lin));
    VERIFY_OK(cases.propose(earlier.id, Lin, Resolution::Explained));
    VERIFY_OK(store.db->run("INSERT INTO exception_case (kind, terminal, seq, detail, state, at) "
                            "VALUES ('nonsense', 7, 0, 'd', 1, 5)"));
    COMPARE_REFUSED(cases.service().list({}, Lin, 200), ErrorCode::StoreCorrupt);
}

void TestExceptions::gap_isOneCase_andClosesWhenFilled()
{
    OPEN_STORE(store);
    Centre desk(store);
    Cases cases(desk);
    Till till(desk.terminal.id);
    till.sell();
    const FactBatch first = till.batch();
    VERIFY_OK(till.outbox.settle({{1, QStringLiteral("applied"), {}}}));
    till.sell();
    const FactBatch second = till.batch();
    VERIFY_OK(till.outbox.settle({{2, QStringLiteral("applied"), {}}}));
    till.sell();
    const FactBatch third = till.batch();
    for (const FactBatch &early : {third, third, second})
        COMPARE_REFUSED(desk.upload(early), ErrorCode::ChainGap);
    const ExceptionCase gap = cases.only(ExceptionKind::ChainGap);
    QCOMPARE(gap.found.record, 3);
    VERIFY_OK(cases.take(gap.id, Lin));
    QCOMPARE(outcomes(desk.upload(first)), QByteArray("a"));
    QVERIFY(cases.only(ExceptionKind::ChainGap).state == ExceptionState::Taken); // one is still missing
    QCOMPARE(outcomes(desk.upload(second)), QByteArray("a"));
    const ExceptionCase closed = cases.only(ExceptionKind::ChainGap);
    QVERIFY(closed.state == ExceptionState::Resolved);
    QVERIFY(closed.resolution == Resolution::Explained);
    QCOMPARE(outcomes(desk.upload(third)), QByteArray("a"));
    QCOMPARE(desk.cases("chain-gap"), 1);
    QCOMPARE(cases.audited(), 2);
}

void TestExceptions::fork_isACase_andShutsTheTerminalOut()
{
    OPEN_STORE(store);
    Centre desk(store);
    Cases cases(desk);
    Till till(desk.terminal.id);
    till.sell();
    QCOMPARE(outcomes(desk.upload(till.batch())), QByteArray("a"));
    Till copy(desk.terminal.id); // from an older backup: it writes its own record 1
    copy.clock.advanceMs(5'000);
    copy.sell(20_yuan);
    COMPARE_REFUSED(desk.upload(copy.batch()), ErrorCode::ChainFork);
    QVERIFY(desk.stored().state == Terminal::State::Quarantined);
    QCOMPARE(cases.only(ExceptionKind::ChainFork).found.record, 1);
    COMPARE_REFUSED(desk.upload(copy.batch()), ErrorCode::TerminalRevoked);
    QCOMPARE(desk.cases("chain-fork"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale"), 1);
}

void TestExceptions::clock_isOneCase_andTheRecordIsBooked()
{
    OPEN_STORE(store);
    Centre desk(store);
    Cases cases(desk);
    Till till(desk.terminal.id);
    const auto sellAt = [&](qint64 offsetMs) {
        till.clock.set(desk.now().plusMs(offsetMs));
        till.sell();
        const auto replies = desk.upload(till.batch());
        if (!replies || !till.outbox.settle(*replies))
            return QByteArray("?");
        return outcomes(replies);
    };
    QCOMPARE(sellAt(0), QByteArray("a"));
    QCOMPARE(sellAt(-ClockToleranceMs), QByteArray("a"));
    QCOMPARE(sellAt(3'600'000), QByteArray("e")); // an hour in the future
    QCOMPARE(desk.cases("clock"), 1);
    QCOMPARE(sellAt(0), QByteArray("e")); // an hour back against the record before it
    QCOMPARE(desk.cases("clock"), 1);     // the case is open still
    QCOMPARE(sellAt(1'000), QByteArray("a"));
    const ExceptionId id = cases.only(ExceptionKind::Clock).id;
    VERIFY_OK(cases.take(id, Lin));
    VERIFY_OK(cases.propose(id, Lin, Resolution::Explained));
    QCOMPARE(sellAt(-3'600'000), QByteArray("e"));
    QCOMPARE(desk.cases("clock"), 2);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale"), 6);
    // What is no fact has no time of its own that the next one could be behind.
    const ExceptionId second = cases.list().front().id;
    VERIFY_OK(cases.take(second, Lin));
    VERIFY_OK(cases.propose(second, Lin, Resolution::Explained));
    VERIFY_OK(till.write("{}"));
    VERIFY_OK(till.outbox.settle(*desk.upload(till.batch())));
    QVERIFY(sellAt(-3'000'000) == "e"); // there was no price yet
    QCOMPARE(desk.cases("clock"), 2);
    QCOMPARE(desk.faults(), QString());
}

QTEST_GUILESS_MAIN(TestExceptions)
#include "tst_exceptions.moc"
