#include "core/domain/access/audit_log.h"
#include "core/domain/reversals/reversal_rules.h"
#include "core/foundation/store/operation_log.h"
#include "tests/unit/sales/sale_desk.h"

#include <QRandomGenerator>
#include <QTest>

#include <thread>

using namespace youka;
using namespace youka::literals;
using youka::test::SaleDesk;

namespace {

constexpr qint64 Hour = 3'600'000;
const Principal Lin{Role::Manager, 1, QStringLiteral("Lin"), {}};
const Principal Wu{Role::Manager, 2, QStringLiteral("Wu"), {}};

Result<Ledger::ToppedUp> topUpOn(SaleDesk &desk, Database &db, OperationId operation, Money amount)
{
    return ReversalService(db, desk.keys).admit(operation).and_then([&] {
        return CardService(db, desk.keys)
            .topUpCash(desk.cardId, amount,
                       {{operation.uuid}, desk.now(), desk.now(), desk.day(), desk.terminal.station.id, {}});
    });
}

Result<Ledger::ToppedUp> topUp(SaleDesk &desk, OperationId operation, Money amount)
{
    return desk.committed([&] { return topUpOn(desk, *desk.store.db, operation, amount); });
}

ReversalOrder order(SaleDesk &desk, OperationId original, const Principal &who = Lin,
                    ReversalKind kind = ReversalKind::TopUp)
{
    return {desk.ids.make<OperationId>(), original, kind, ReversalReason::Mistake, who, desk.now()};
}

Result<ReversalDone> reverse(SaleDesk &desk, const ReversalOrder &order)
{
    return desk.committed(
        [&] { return ReversalService(*desk.store.db, desk.keys).reverse(order, desk.now()); });
}

QString said(const Result<ReversalDone> &done)
{
    return done ? QString(reversalOutcomeName(done->outcome)) : QString(errorCodeName(done.error().code));
}

}

class TestReversals : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rules_topUp_data();
    void rules_topUp();
    void rules_authorisation();
    void everyKind_isRegisteredOnce();
    void factJson_roundTripsAndRefusesNonsense();
    void topUp_isUndoneOnce_byAContraJournal_data() { test::addEngineRows(); }
    void topUp_isUndoneOnce_byAContraJournal();
    void topUp_thatPaidADebt_bringsTheDebtBack_data() { test::addEngineRows(); }
    void topUp_thatPaidADebt_bringsTheDebtBack();
    void topUp_afterItsReversal_isRefusedForGood_data() { test::addEngineRows(); }
    void topUp_afterItsReversal_isRefusedForGood();
    void topUp_refusals_data() { test::addEngineRows(); }
    void topUp_refusals();
    void aboveTheLimit_theSecondPersonUndoes_data() { test::addEngineRows(); }
    void aboveTheLimit_theSecondPersonUndoes();
    void nextBusinessDay_isTheOneThatIsPosted_data() { test::addEngineRows(); }
    void nextBusinessDay_isTheOneThatIsPosted();
    void authorisation_releaseFirst_questionIsRefused_data() { test::addEngineRows(); }
    void authorisation_releaseFirst_questionIsRefused();
    void authorisation_afterDelivery_stands_data() { test::addEngineRows(); }
    void authorisation_afterDelivery_stands();
    void terminalsReversal_thatIsRefused_isACase_data() { test::addEngineRows(); }
    void terminalsReversal_thatIsRefused_isACase();
    void twoServers_originalAndReversal_meetOnce();
    void property_anyOrderAndRepetition_data();
    void property_anyOrderAndRepetition();
};

void TestReversals::rules_topUp_data()
{
    QTest::addColumn<int>("station");
    QTest::addColumn<qint64>("age");
    QTest::addColumn<int>("fromPurse");
    QTest::addColumn<int>("available");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, int station, qint64 age, int fromPurse, int available,
                        const char *expected) {
        QTest::newRow(name) << station << age << fromPurse << available << QString::fromLatin1(expected);
    };
    row("head office", 0, 0, 100, 100, "undo");
    row("its own station", 7, 0, 100, 100, "undo");
    row("another station", 8, 0, 100, 100, "access.not-permitted");
    row("at the last moment", 7, 24 * Hour, 100, 100, "undo");
    row("too late", 7, 24 * Hour + 1, 100, 100, "reversal.too-late");
    row("one fen spent", 7, 0, 100, 99, "reversal.funds-spent");
    row("more there than came", 7, 0, 100, 500, "undo");
    row("all of it paid a debt", 7, 0, 0, 0, "undo");
    row("debt, and a purse that promised more", 7, 0, 0, -5, "undo");
}

void TestReversals::rules_topUp()
{
    QFETCH(int, station);
    QFETCH(qint64, age);
    QFETCH(int, fromPurse);
    QFETCH(int, available);
    QFETCH(QString, expected);
    const ReversalOriginal original{
        ReversalOriginal::State::Standing, {7}, {0}, {100, {}}, {fromPurse, {}}, {available, {}}};
    const auto verdict = decideTopUpReversal(original, {{age}, 24 * Hour, {station}});
    QCOMPARE(verdict ? QStringLiteral("undo") : QString(errorCodeName(verdict.error().code)), expected);
}

void TestReversals::rules_authorisation()
{
    ReversalOriginal original;
    const ReversalTerms later{{1'000 * Hour}, 24 * Hour, {}};
    QVERIFY(decideAuthorisationReversal(original, later) == ReversalVerdict::Undo); // as long as it is held
    original.state = ReversalOriginal::State::Undone;
    QVERIFY(decideAuthorisationReversal(original, later) == ReversalVerdict::NothingLeft);
    original.state = ReversalOriginal::State::Delivered;
    COMPARE_REFUSED(decideAuthorisationReversal(original, {}), ErrorCode::ReversalAfterDelivery);
}

void TestReversals::everyKind_isRegisteredOnce()
{
    QList<int> kinds;
    for (const Reversible &handler : reversibles()) {
        QVERIFY(handler.find && handler.decide && handler.undo && handler.bury);
        QVERIFY(reversalKindFromName(QString(reversalKindName(handler.kind))) == handler.kind);
        kinds.append(int(handler.kind));
    }
    QCOMPARE(kinds, (QList<int>{int(ReversalKind::Authorisation), int(ReversalKind::TopUp)}));
}

void TestReversals::factJson_roundTripsAndRefusesNonsense()
{
    const OperationId original{QUuid::createUuid()};
    const OperationId operation{QUuid::createUuid()};
    const Fact fact =
        makeFact(operation, {5'000}, OperationReversed{original, ReversalKind::TopUp, ReversalReason::Fault});
    QCOMPARE(fact.kind, QStringLiteral("operation.reversed"));
    const auto read = parseFact(fact.body);
    VERIFY_OK(read);
    const auto &body = std::get<OperationReversed>(read->body);
    QVERIFY(body.original == original && body.kind == ReversalKind::TopUp
            && body.reason == ReversalReason::Fault);
    QCOMPARE(factBytes(read->operation, read->at, read->body), fact.body);
    for (const auto &[from, to] : {std::pair("\"top-up\"", "\"authorisation\""), // travels as hold.released
                                   std::pair("\"top-up\"", "\"\""), std::pair("\"fault\"", "\"whim\""),
                                   std::pair("\"original\"", "\"x\"")})
        COMPARE_REFUSED(parseFact(QByteArray(fact.body).replace(from, to)), ErrorCode::InvalidInput);
}

void TestReversals::topUp_isUndoneOnce_byAContraJournal()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const auto original = desk.ids.make<OperationId>();
    VERIFY_OK(topUp(desk, original, 200_yuan));
    QVERIFY(desk.account().balance == 700_yuan);
    const ReversalOrder first = order(desk, original);
    const auto done = reverse(desk, first);
    QCOMPARE(said(done), QStringLiteral("undone"));
    QVERIFY(done->journal == JournalId{first.operation.uuid});
    QVERIFY(desk.account().balance == 500_yuan);
    const auto contra = *Ledger(*store.db).findJournal(*done->journal);
    QVERIFY(contra->kind == JournalKind::Reversal && contra->reverses == JournalId{original.uuid});
    // Again, by whomever: what the first got, and nothing moves.
    for (const Principal &who : {Lin, Wu}) {
        const auto again = reverse(desk, order(desk, original, who));
        QCOMPARE(said(again), QStringLiteral("undone"));
        QVERIFY(again->journal == done->journal);
    }
    QVERIFY(desk.account().balance == 500_yuan);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM journal WHERE kind = 3"), 1);
    QCOMPARE(AuditLog(*store.db).verify()->entries, 1);
    COMPARE_REFUSED(reverse(desk, order(desk, {contra->id.uuid})), ErrorCode::ReversalNotPossible);
    const auto lines = desk.cards().balance(desk.card(), desk.now())->recent;
    QCOMPARE(lines[0].what, QStringLiteral("reversal"));
    QCOMPARE(lines[1].operation, original.text());
    QVERIFY(!store.db->run("DELETE FROM reversal"));
    QCOMPARE(desk.faults(), QString());
}

void TestReversals::topUp_thatPaidADebt_bringsTheDebtBack()
{
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 0_yuan);
    const CardQuestion q = desk.question(30_yuan);
    VERIFY_OK(desk.tell(desk.placedOf(q)));
    VERIFY_OK(desk.tell(SaleDesk::captureOf(q, 30_yuan)));
    const auto original = desk.ids.make<OperationId>();
    VERIFY_OK(topUp(desk, original, 100_yuan));
    QVERIFY(desk.account().balance == 70_yuan);
    QCOMPARE(said(reverse(desk, order(desk, original))), QStringLiteral("undone"));
    QVERIFY(desk.account().balance.isZero());
    QCOMPARE(store.figure("SELECT -balance FROM account WHERE kind = 12"), 3'000);
    QCOMPARE(store.figure("SELECT balance FROM account WHERE kind = 10"), 0);
    QCOMPARE(desk.faults(), QString());
}

void TestReversals::topUp_afterItsReversal_isRefusedForGood()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const auto original = desk.ids.make<OperationId>();
    QCOMPARE(said(reverse(desk, order(desk, original))), QStringLiteral("before-original"));
    for (int i = 0; i < 2; ++i) {
        COMPARE_REFUSED(topUp(desk, original, 200_yuan), ErrorCode::OperationReversed);
        QCOMPARE(said(reverse(desk, order(desk, original))), QStringLiteral("before-original"));
        store.db = store.connect(); // another process, or the same one started again
        QVERIFY(store.db);
    }
    QVERIFY(desk.account().balance == 500_yuan);
    VERIFY_OK(topUp(desk, desk.ids.make<OperationId>(), 200_yuan)); // nothing else is in its way
    QVERIFY(desk.account().balance == 700_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestReversals::topUp_refusals()
{
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 0_yuan);
    const auto original = desk.ids.make<OperationId>();
    VERIFY_OK(topUp(desk, original, 200_yuan));
    const CardQuestion q = desk.question(1_yuan);
    VERIFY_OK(desk.ask(q)); // one yuan is promised at a pump
    COMPARE_REFUSED(reverse(desk, order(desk, original)), ErrorCode::ReversalFundsSpent);
    const Principal elsewhere{Role::Manager, 3, QStringLiteral("x"), {99}};
    COMPARE_REFUSED(reverse(desk, order(desk, original, elsewhere)), ErrorCode::NotPermitted);
    VERIFY_OK(desk.tell(SaleDesk::captureOf(q, 1_yuan)));
    COMPARE_REFUSED(reverse(desk, order(desk, original)), ErrorCode::ReversalFundsSpent);
    COMPARE_REFUSED(reverse(desk, order(desk, {q.sale.uuid})), ErrorCode::ReversalNotPossible); // a purchase
    desk.clock.advanceMs(24 * Hour + 1);
    COMPARE_REFUSED(reverse(desk, order(desk, original)), ErrorCode::ReversalTooLate);
    QVERIFY(desk.account().balance == 199_yuan);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reversal"), 0);
    QCOMPARE(desk.faults(), QString());
}

void TestReversals::aboveTheLimit_theSecondPersonUndoes()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const auto original = desk.ids.make<OperationId>();
    VERIFY_OK(topUp(desk, original, 501_yuan));
    for (int i = 0; i < 2; ++i) {
        const auto waiting = reverse(desk, order(desk, original, Lin));
        QCOMPARE(said(waiting), QStringLiteral("waiting"));
        QCOMPARE(waiting->maker, Lin.name);
        QVERIFY(desk.account().balance == 1'001_yuan);
    }
    QCOMPARE(said(reverse(desk, order(desk, original, Wu))), QStringLiteral("undone"));
    QVERIFY(desk.account().balance == 500_yuan);
    QCOMPARE(said(reverse(desk, order(desk, original, Lin))), QStringLiteral("undone"));
    QVERIFY(desk.account().balance == 500_yuan);
    QCOMPARE(AuditLog(*store.db).verify()->entries, 2);
}

void TestReversals::nextBusinessDay_isTheOneThatIsPosted()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const QDate day = desk.day();
    const auto original = desk.ids.make<OperationId>();
    VERIFY_OK(topUp(desk, original, 200_yuan));
    desk.clock.advanceMs(23 * Hour);
    QVERIFY(desk.day() == day.addDays(1));
    const auto done = reverse(desk, order(desk, original));
    VERIFY_OK(done);
    const auto contra = *Ledger(*store.db).findJournal(*done->journal);
    QCOMPARE(contra->day, day.addDays(1));
    QCOMPARE(QString::fromLatin1(contra->reference), day.toString(Qt::ISODate));
}

void TestReversals::authorisation_releaseFirst_questionIsRefused()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.tell(HoldReleased{q.sale, q.hold}));
    store.db = store.connect(); // the tombstone outlives the process
    QVERIFY(store.db);
    COMPARE_REFUSED(desk.ask(q), ErrorCode::OperationReversed);
    CardQuestion more = q;
    more.wanted = 1'000_yuan;
    more.wantsExactly = true; // refused as taken back, not for want of money
    COMPARE_REFUSED(desk.ask(more), ErrorCode::OperationReversed);
    VERIFY_OK(desk.ask(desk.question(100_yuan)));
    QVERIFY(desk.account().held == 100_yuan);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reversal WHERE outcome = 2"), 1);
    QCOMPARE(desk.faults(), QString());
}

void TestReversals::authorisation_afterDelivery_stands()
{
    OPEN_STORE(store);
    SaleDesk desk(store);
    const CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.ask(q));
    VERIFY_OK(desk.tell(SaleDesk::captureOf(q, 80_yuan)));
    const auto outcome = desk.tell(HoldReleased{q.sale, q.hold});
    VERIFY_OK(outcome);
    QVERIFY(outcome->kind == FactOutcome::Kind::Rejected);
    QVERIFY(outcome->code == ErrorCode::ReversalAfterDelivery);
    QVERIFY(desk.account().balance == 420_yuan);
    // An expired hold has nothing left to take back.
    const CardQuestion late = desk.question(100_yuan);
    VERIFY_OK(desk.ask(late));
    desk.clock.advanceMs(SaleService::HoldLifeMs + 1);
    QCOMPARE(*desk.committed([&] { return desk.sales().expireHolds(desk.now()); }), 1);
    QVERIFY(desk.tell(HoldReleased{late.sale, late.hold})->kind == FactOutcome::Kind::Applied);
    QVERIFY(desk.account().held.isZero());
    QCOMPARE(desk.faults(), QString());
}

void TestReversals::terminalsReversal_thatIsRefused_isACase()
{
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 0_yuan);
    const auto original = desk.ids.make<OperationId>();
    VERIFY_OK(topUp(desk, original, 600_yuan));
    const CardQuestion q = desk.question(50_yuan);
    VERIFY_OK(desk.ask(q));
    const OperationReversed fact{original, ReversalKind::TopUp, ReversalReason::NoAnswer};
    const auto refused = desk.tell(fact);
    VERIFY_OK(refused);
    QVERIFY(refused->kind == FactOutcome::Kind::Exception);
    QVERIFY(refused->code == ErrorCode::ReversalFundsSpent);
    QCOMPARE(store.figure("SELECT amount FROM exception_case WHERE kind = 'reversal-refused'"), 60'000);
    VERIFY_OK(desk.tell(HoldReleased{q.sale, q.hold}));
    // A terminal takes back by itself what nobody answered, whatever the amount.
    QVERIFY(desk.tell(fact)->kind == FactOutcome::Kind::Applied);
    QVERIFY(desk.account().balance.isZero());
    VERIFY_OK(topUp(desk, desk.ids.make<OperationId>(), 50_yuan));
    const CardQuestion sold = desk.question(50_yuan);
    VERIFY_OK(desk.ask(sold));
    VERIFY_OK(desk.tell(SaleDesk::captureOf(sold, 50_yuan)));
    const auto impossible = desk.tell(OperationReversed{{sold.sale.uuid}, ReversalKind::TopUp, {}});
    VERIFY_OK(impossible);
    QVERIFY(impossible->kind == FactOutcome::Kind::Rejected);
    QVERIFY(impossible->code == ErrorCode::ReversalNotPossible);
    QCOMPARE(desk.faults(), QString());
}

/// Two server processes on one PostgreSQL: whichever is first, the top-up and its reversal see each other.
void TestReversals::twoServers_originalAndReversal_meetOnce()
{
    test::TestStore store(QStringLiteral("postgresql"));
    if (!store.missing().isEmpty())
        QSKIP(qPrintable(store.missing()));
    SaleDesk desk(store);
    const auto other = store.connect();
    QVERIFY(other);
    const auto first = desk.ids.make<OperationId>();
    const ReversalOrder takeBack = order(desk, first);
    Result<ReversalDone> reversed = fail(ErrorCode::Internal);
    VERIFY_OK(store.db->begin());
    VERIFY_OK(topUpOn(desk, *store.db, first, 100_yuan));
    std::thread reversing([&] {
        const auto done = other->transaction([&]() -> Result<void> {
            reversed = ReversalService(*other, desk.keys).reverse(takeBack, takeBack.occurred);
            return reversed.map([](const ReversalDone &) {});
        });
        ensure(done.has_value(), "the other server writes");
    });
    VERIFY_OK(store.db->commit());
    reversing.join();
    QCOMPARE(said(reversed), QStringLiteral("undone"));
    QVERIFY(desk.account().balance == 500_yuan);

    const auto second = desk.ids.make<OperationId>();
    VERIFY_OK(store.db->begin());
    QCOMPARE(said(ReversalService(*store.db, desk.keys).reverse(order(desk, second), desk.now())),
             QStringLiteral("before-original"));
    Result<Ledger::ToppedUp> topped = fail(ErrorCode::Internal);
    std::thread topping([&] {
        const auto done = other->transaction([&]() -> Result<void> {
            topped = topUpOn(desk, *other, second, 100_yuan);
            return {};
        });
        ensure(done.has_value(), "the other server writes");
    });
    VERIFY_OK(store.db->commit());
    topping.join();
    COMPARE_REFUSED(topped, ErrorCode::OperationReversed);
    QVERIFY(desk.account().balance == 500_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestReversals::property_anyOrderAndRepetition_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("rounds");
    QTest::newRow("sqlcipher") << QStringLiteral("sqlcipher") << 300;
    QTest::newRow("postgresql") << QStringLiteral("postgresql") << 60;
}

/// T a top-up, V its reversal, A an authorisation, R its release, C the capture of what was delivered for it.
/// Each arrives one to three times in any order; C only after A was granted, because fuel flows only then.
/// Whatever the order: a top-up counts unless it was taken back, what was delivered is paid, nothing stays
/// held that was taken back, and a repeat is answered as the first.
void TestReversals::property_anyOrderAndRepetition()
{
    QFETCH(int, rounds);
    OPEN_STORE(store);
    SaleDesk desk(store, {}, 5'000'000_fen);
    const quint32 seed =
        qEnvironmentVariableIsSet("YOUKA_SEED") ? qEnvironmentVariable("YOUKA_SEED").toUInt() : 5;
    QRandomGenerator random(seed);
    Money expected = desk.account().balance;
    Money held = 0_fen;
    for (int round = 0; round < rounds; ++round) {
        const CardQuestion q = desk.question(80_yuan);
        QHash<char, OperationId> operations;
        QByteArray sequence;
        for (const char what : {'T', 'V', 'A', 'R', 'C'}) {
            operations[what] = desk.ids.make<OperationId>();
            if (what == 'A' || what == 'T' || random.bounded(4) != 0)
                sequence += QByteArray(1 + random.bounded(3), what);
        }
        for (qsizetype i = sequence.size() - 1; i > 0; --i)
            std::swap(sequence[i], sequence[random.bounded(int(i) + 1)]);
        QHash<char, Answer> answers;
        const auto fact = [&](char what, const FactBody &body) -> Result<Answer> {
            return desk.sales()
                .apply({operations[what], {}, desk.now(), body}, desk.terminal, desk.now())
                .map([](const FactOutcome &outcome) {
                    return Answer{int(outcome.kind),
                                  outcome.code ? QByteArray(errorCodeName(*outcome.code).latin1()) : "ok"};
                });
        };
        const auto command = [&](char what) -> Result<Answer> {
            switch (what) {
            case 'T':
                return topUpOn(desk, *store.db, operations['T'], 100_yuan).map([](const auto &done) {
                    return Answer{200, QByteArray::number(done.after.balance.minor)};
                });
            case 'V':
                return fact(
                    'V', OperationReversed{operations['T'], ReversalKind::TopUp, ReversalReason::NoAnswer});
            case 'A':
                return desk.sales()
                    .authorise(q, SaleService::Pin::NotGiven, desk.terminal, desk.now())
                    .map([](const CardGrant &) {
                        return Answer{200, "granted"};
                    });
            case 'R':
                return fact('R', HoldReleased{q.sale, q.hold});
            default:
                return fact('C', SaleDesk::captureOf(q, 60_yuan));
            }
        };
        for (const char what : sequence) {
            if (what == 'C' && (!answers.contains('A') || answers['A'].status != 200))
                continue;
            const auto answer = desk.committed([&] {
                return once(
                    *store.db, operations[what], QByteArray(1, what), desk.now(),
                    [&] { return command(what); },
                    [](const Error &error) {
                        return Answer{422, errorCodeName(error.code).latin1()};
                    });
            });
            VERIFY_OK(answer);
            if (const auto earlier = answers.constFind(what); earlier != answers.constEnd()) {
                QCOMPARE(answer->status, earlier->status);
                QCOMPARE(answer->body, earlier->body);
            }
            answers.insert(what, *answer);
        }
        const QByteArray trace = "YOUKA_SEED=" + QByteArray::number(seed) + ", round "
            + QByteArray::number(round) + ": " + sequence;
        const bool reversedFirst = sequence.contains('V') && sequence.indexOf('V') < sequence.indexOf('T');
        QVERIFY2(answers['T'].body == "operation.reversed" || !reversedFirst, trace.constData());
        const bool releasedFirst = sequence.contains('R') && sequence.indexOf('R') < sequence.indexOf('A');
        QVERIFY2((answers['A'].body == "operation.reversed") == releasedFirst, trace.constData());
        if (!sequence.contains('V'))
            expected += 100_yuan;
        if (answers.contains('C'))
            expected -= 60_yuan;
        else if (!sequence.contains('R'))
            held += 80_yuan;
        QVERIFY2(desk.account().balance == expected, trace.constData());
        QVERIFY2(desk.account().held == held, trace.constData());
    }
    QCOMPARE(store.figure("SELECT COALESCE(SUM(balance), 0) FROM account WHERE kind IN (12, 13)"), 0);
    QCOMPARE(store.figure("SELECT SUM(balance) FROM account"), 0);
    QCOMPARE(desk.faults(), QString());
}

QTEST_GUILESS_MAIN(TestReversals)
#include "tst_reversals.moc"
