#include "core/domain/pricing/price_rules.h"
#include "tests/unit/sync/sync_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::Centre;
using youka::test::outcomes;
using youka::test::TestStore;
using youka::test::Till;
using youka::test::vectorKey;

class TestOutbox : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void append_chainsAsTheSheetSays();
    void append_repeatIsTheSameRecord_otherContentAConflict();
    void append_joinsTheOpenTransaction();
    void append_failingStatement_leavesNothing();
    void nextBatch_isInOrder_andBounded();
    void settle_parksTheRejected_andKeepsTheRest();
    void resendFrom_makesThemWaitAgain();
    void state_countsParkedOnesAmongTheWaiting();
    void settle_keepsWhatWasSaidOfARecord();
    void kick_asksTheAgent();
    void roundTrip_inOrderOnce_data() { test::addEngineRows(); }
    void roundTrip_inOrderOnce();
    void gap_namesTheNumberExpected_data() { test::addEngineRows(); }
    void gap_namesTheNumberExpected();
    void fork_isSeen_data() { test::addEngineRows(); }
    void fork_isSeen();
    void fork_namesTheFirstRecordThatDiffers();
    void changedBodyOrSignature_isRefused_data() { test::addEngineRows(); }
    void changedBodyOrSignature_isRefused();
    void checkedBeforehand_writerHasTheLastWord_data() { test::addEngineRows(); }
    void checkedBeforehand_writerHasTheLastWord();
    void rejectedRecord_isParked_theRestGoesOn_data() { test::addEngineRows(); }
    void rejectedRecord_isParked_theRestGoesOn();
    void batchAcrossAPriceChange_eachSaleHasThePriceOfItsTime();
    void notActiveTerminal_isRefused_data() { test::addEngineRows(); }
    void notActiveTerminal_isRefused();
    void batchJson_roundTripsAndRefusesNonsense();
};

void TestOutbox::append_chainsAsTheSheetSays()
{
    Till till({1001});
    QCOMPARE(*till.write(R"({"n":1})"), 1);
    QCOMPARE(*till.write(R"({"n":2})"), 2);
    auto rows = till.store.db->exec("SELECT hash FROM record ORDER BY seq");
    QVERIFY(rows && rows->next());
    QCOMPARE(rows->blob(0).toHex(),
             QByteArray("7228b8983c6878c0c77f91073c94a0cd1bb6cf84a19694be2c0c1ce16d8c2593"));
    QVERIFY(rows->next());
    QCOMPARE(rows->blob(0).toHex(),
             QByteArray("79c5a787a7f00d56389e2ac43683c2c0165c812a3a929f4cd12b4578fef7e4c7"));
    QCOMPARE(till.batch().signature.toHex(),
             QByteArray("011e14391abf5a59f64745740e4d79d77094b73691b112d9504c528c403eb05e"
                        "2643caca09263b3872a59dafe5ae5389bace6326836661ed8176781286c9bb0b"));
}

void TestOutbox::append_repeatIsTheSameRecord_otherContentAConflict()
{
    Till till({1});
    Fact fact = till.sell();
    QCOMPARE(*till.outbox.append(fact), 1);
    till.sell();
    QCOMPARE(*till.outbox.append(fact), 1);
    fact.body += ' ';
    COMPARE_REFUSED(till.outbox.append(fact), ErrorCode::OperationConflict);
    QCOMPARE(till.outbox.state()->waiting, 2);
}

void TestOutbox::append_joinsTheOpenTransaction()
{
    Till till({1});
    QVERIFY(!till.store.db->transaction([&]() -> Result<void> {
        till.sell();
        return fail(ErrorCode::Cancelled);
    }));
    QCOMPARE(till.outbox.state()->waiting, 0);
    till.sell();
    QCOMPARE(till.batch().first, 1);
}

void TestOutbox::append_failingStatement_leavesNothing()
{
    Till till({1});
    for (int nth = 0;; ++nth) {
        const Fact fact{till.ids.make<OperationId>(), QStringLiteral("test"), "{}", till.clock.now()};
        const qint64 before = till.store.figure("SELECT COUNT(*) FROM record");
        int left = nth;
        bool fired = false;
        till.store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const auto first = till.outbox.append(fact);
        till.store.db->failNext = {};
        QCOMPARE(first.has_value(), !fired);
        QCOMPARE(till.store.figure("SELECT COUNT(*) FROM record"), before + (fired ? 0 : 1));
        QCOMPARE(*till.outbox.append(fact), before + 1);
        QCOMPARE(till.store.figure("SELECT COUNT(*) FROM outbox"), before + 1);
        if (!fired)
            return;
        QVERIFY(nth < 20);
    }
}

void TestOutbox::nextBatch_isInOrder_andBounded()
{
    Till till({1});
    QVERIFY(!till.outbox.nextBatch()->has_value());
    VERIFY_OK(till.store.db->transaction([&]() -> Result<void> {
        for (int i = 1; i <= FactBatch::MaxRecords + 20; ++i)
            if (const auto written = till.write(QByteArray::number(i)); !written)
                return fail(written.error());
        return {};
    }));
    const FactBatch first = till.batch();
    QCOMPARE(first.first, 1);
    QCOMPARE(first.bodies.size(), qsizetype(FactBatch::MaxRecords));
    for (qsizetype i = 0; i < first.bodies.size(); ++i)
        QCOMPARE(first.bodies[i], QByteArray::number(i + 1));
    QList<RecordReply> replies;
    for (int i = 1; i <= FactBatch::MaxRecords; ++i)
        replies.append({i, QStringLiteral("applied"), {}});
    VERIFY_OK(till.outbox.settle(replies));
    QCOMPARE(till.outbox.uploadedUpTo(), qint64(FactBatch::MaxRecords));
    QCOMPARE(till.batch().bodies.size(), 20);
    Till large({1});
    for (int i = 0; i < 10; ++i)
        VERIFY_OK(large.write(QByteArray(60'000, 'x')));
    QVERIFY(large.batch().bodies.size() < 10); // bytes count too
}

void TestOutbox::settle_parksTheRejected_andKeepsTheRest()
{
    Till till({1});
    for (int i = 0; i < 4; ++i)
        till.sell();
    VERIFY_OK(till.outbox.settle({{1, QStringLiteral("applied"), {}},
                                  {2, QStringLiteral("rejected"), QStringLiteral("input.invalid")},
                                  {3, QStringLiteral("exception"), QStringLiteral("overdrawn")}}));
    const auto state = till.outbox.state();
    VERIFY_OK(state);
    QCOMPARE(state->waiting, 1);
    QCOMPARE(state->parked, 1);
    QCOMPARE(till.outbox.uploadedUpTo(), 3);
    QCOMPARE(till.batch().first, 4);
    // A late, contrary reply changes nothing that is settled.
    VERIFY_OK(till.outbox.settle({{1, QStringLiteral("rejected"), QStringLiteral("x")}}));
    QCOMPARE(till.outbox.state()->parked, 1);
    Outbox reopened(*till.store.db, {1}, till.key);
    QCOMPARE(reopened.uploadedUpTo(), 3);
}

void TestOutbox::resendFrom_makesThemWaitAgain()
{
    Till till({1});
    QList<RecordReply> replies;
    for (int i = 1; i <= 5; ++i) {
        till.sell();
        replies.append({i, i == 4 ? QStringLiteral("rejected") : QStringLiteral("applied"), {}});
    }
    VERIFY_OK(till.outbox.settle(replies));
    QVERIFY(!till.outbox.nextBatch()->has_value());
    QCOMPARE(till.outbox.uploadedUpTo(), 5);
    VERIFY_OK(till.outbox.resendFrom(3));
    QCOMPARE(till.outbox.uploadedUpTo(), 2);
    QCOMPARE(till.batch().first, 3);
    QCOMPARE(till.batch().bodies.size(), 3);
    QCOMPARE(till.outbox.state()->parked, 1);
}

/// Records that are parked lie between those that wait again after the server was restored.
void TestOutbox::state_countsParkedOnesAmongTheWaiting()
{
    Till till({1});
    QCOMPARE(till.outbox.state()->waiting, 0);
    QList<RecordReply> replies;
    for (int i = 1; i <= 9; ++i) {
        till.sell();
        replies.append({i, i % 3 == 0 ? QStringLiteral("rejected") : QStringLiteral("applied"), {}});
    }
    VERIFY_OK(till.outbox.settle(replies));
    for (int i = 0; i < 4; ++i)
        till.sell();
    QCOMPARE(till.outbox.state()->waiting, 4);
    VERIFY_OK(till.outbox.resendFrom(5));
    QCOMPARE(till.outbox.state()->waiting, 3 + 4); // 5, 7, 8 and the new ones
    QCOMPARE(till.outbox.state()->parked, 3);
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM outbox WHERE state = 1"), 7);
}

void TestOutbox::settle_keepsWhatWasSaidOfARecord()
{
    Till till({1});
    for (int i = 0; i < 5; ++i)
        till.sell();
    VERIFY_OK(till.outbox.settle({{1, QStringLiteral("applied"), {}},
                                  {2, QStringLiteral("applied"), {}},
                                  {3, QStringLiteral("exception"), QStringLiteral("funds.insufficient")},
                                  {4, QStringLiteral("duplicate"), {}},
                                  {5, QStringLiteral("rejected"), QStringLiteral("input.invalid")}}));
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM outbox WHERE state = 2"), 4);
    QCOMPARE(till.store.figure("SELECT seq FROM outbox WHERE state = 2 AND problem = 'funds.insufficient'"),
             3);
    QCOMPARE(till.store.figure("SELECT seq FROM outbox WHERE state = 3 AND problem = 'input.invalid'"), 5);
    QCOMPARE(till.outbox.uploadedUpTo(), 5);
}

void TestOutbox::kick_asksTheAgent()
{
    Till till({1});
    till.outbox.kick(); // nobody listens: nothing happens
    int kicks = 0;
    till.outbox.onKick = [&] { ++kicks; };
    till.outbox.kick();
    QCOMPARE(kicks, 1);
}

void TestOutbox::roundTrip_inOrderOnce()
{
    OPEN_STORE(store);
    Centre centre(store);
    Till till(centre.terminal.id);
    for (int i = 0; i < 3; ++i)
        till.sell();
    const FactBatch first = till.batch();
    const auto replies = centre.receive(first);
    VERIFY_OK(replies);
    QCOMPARE(outcomes(replies), QByteArray("aaa"));
    // The answer was lost, and two more were sold meanwhile.
    till.sell();
    till.sell();
    const auto repeated = centre.receive(till.batch());
    VERIFY_OK(repeated);
    QCOMPARE(outcomes(repeated), QByteArray("dddaa"));
    QCOMPARE(outcomes(centre.receive(first)), QByteArray("ddd"));
    VERIFY_OK(till.outbox.settle(*repeated));
    QVERIFY(!till.outbox.nextBatch()->has_value());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale"), 5);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM terminal_record"), 5);
    QCOMPARE(centre.stored().headSeq, 5);
    auto last = till.store.db->exec("SELECT hash FROM record WHERE seq = 5");
    QVERIFY(last && last->next());
    QCOMPARE(centre.stored().headHash, last->blob(0));
    QCOMPARE(centre.faults(), QString());
}

void TestOutbox::gap_namesTheNumberExpected()
{
    OPEN_STORE(store);
    Centre centre(store);
    Till till(centre.terminal.id);
    till.sell();
    till.sell();
    VERIFY_OK(till.outbox.settle({{1, QStringLiteral("applied"), {}}})); // before the server was restored
    const auto refused = centre.receive(till.batch());
    COMPARE_REFUSED(refused, ErrorCode::ChainGap);
    QCOMPARE(refused.error().detail, QStringLiteral("1"));
    VERIFY_OK(till.outbox.resendFrom(refused.error().detail.toLongLong()));
    QCOMPARE(outcomes(centre.receive(till.batch())), QByteArray("aa"));
}

/// A second terminal with the same key and number: a copy of the first one's store.
void TestOutbox::fork_isSeen()
{
    OPEN_STORE(store);
    Centre centre(store);
    Till till(centre.terminal.id);
    Till copy(centre.terminal.id);
    copy.clock.advanceMs(1);
    till.sell();
    till.sell();
    copy.sell();
    copy.sell();
    VERIFY_OK(centre.receive(till.batch()));
    const auto refused = centre.receive(copy.batch());
    COMPARE_REFUSED(refused, ErrorCode::ChainFork);
    QCOMPARE(refused.error().detail, QStringLiteral("1"));
    // Its later records do not follow what the server has either.
    for (int i = 0; i < 2; ++i)
        copy.sell();
    VERIFY_OK(copy.outbox.settle({{1, QStringLiteral("applied"), {}}, {2, QStringLiteral("applied"), {}}}));
    COMPARE_REFUSED(centre.receive(copy.batch()), ErrorCode::SignatureInvalid);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale"), 2);
    QCOMPARE(centre.stored().headSeq, 2);
}

void TestOutbox::fork_namesTheFirstRecordThatDiffers()
{
    TestStore store{QStringLiteral("sqlcipher"), serverMigrations()};
    Centre centre(store);
    Till till(centre.terminal.id);
    Till copy(centre.terminal.id);
    for (int i = 0; i < 3; ++i) {
        const Fact same = till.sell();
        VERIFY_OK(copy.outbox.append(same));
    }
    copy.clock.advanceMs(1);
    for (int i = 0; i < 3; ++i) {
        till.sell();
        copy.sell();
    }
    VERIFY_OK(centre.receive(till.batch()));
    const auto refused = centre.receive(copy.batch());
    COMPARE_REFUSED(refused, ErrorCode::ChainFork);
    QCOMPARE(refused.error().detail, QStringLiteral("4"));
}

void TestOutbox::changedBodyOrSignature_isRefused()
{
    OPEN_STORE(store);
    Centre centre(store);
    Till till(centre.terminal.id);
    till.sell();
    till.sell();
    const FactBatch right = till.batch();
    QList<FactBatch> wrong(7, right);
    wrong[0].bodies[0].replace("10.00", "90.00");
    wrong[1].bodies.swapItemsAt(0, 1);
    wrong[2].bodies.removeLast();
    wrong[3].bodies.append("{}");
    wrong[4].signature[5] = char(wrong[4].signature[5] ^ 1);
    wrong[5].signature.clear();
    Till stranger(centre.terminal.id, SigningKey::generate());
    stranger.sell();
    wrong[6] = stranger.batch();
    QVERIFY(wrong[0].bodies != right.bodies);
    for (const FactBatch &batch : wrong)
        COMPARE_REFUSED(centre.receive(batch), ErrorCode::SignatureInvalid);
    Till elsewhere({centre.terminal.id.value + 1}); // signed for another terminal
    elsewhere.sell();
    COMPARE_REFUSED(centre.receive(elsewhere.batch()), ErrorCode::SignatureInvalid);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM terminal_record"), 0);
    QCOMPARE(centre.stored().headSeq, 0);
    QCOMPARE(outcomes(centre.receive(right)), QByteArray("aa"));
}

/// What a listener remembers of a terminal helps; it is never believed against the store.
void TestOutbox::checkedBeforehand_writerHasTheLastWord()
{
    OPEN_STORE(store);
    Centre centre(store);
    const TerminalId id = centre.terminal.id;
    const auto receive = [&](const ReadBatch &read, ChainEnd *end = nullptr) {
        return centre.committed([&] {
            Inbox inbox(*store.db, centre.keys);
            const auto replies = inbox.receive(read, centre.terminal, centre.now());
            if (end)
                *end = inbox.end();
            return replies;
        });
    };
    const QByteArray ours = vectorKey().publicKey();
    Till till(id);
    till.sell();
    const SigningKey theirs = SigningKey::generate();
    Till stranger(id, theirs);
    stranger.sell();
    ReadBatch forged(stranger.batch());
    forged.checkSignature(id, {0, chainStart(), theirs.publicKey()}); // a key that was the terminal's once
    QVERIFY(!forged.checkedKey.isEmpty());
    COMPARE_REFUSED(receive(forged), ErrorCode::SignatureInvalid);
    FactBatch changed = till.batch();
    changed.bodies[0].replace("10.00", "90.00");
    ReadBatch broken(changed);
    broken.checkSignature(id, {0, chainStart(), ours});
    QVERIFY(broken.checkedKey.isEmpty());
    COMPARE_REFUSED(receive(broken), ErrorCode::SignatureInvalid);
    ReadBatch stale(till.batch());
    stale.checkSignature(id, {0, QByteArray(32, 'x'), ours}); // remembered wrongly: the writer looks itself
    QVERIFY(stale.checkedKey.isEmpty());
    ChainEnd end;
    QCOMPARE(outcomes(receive(stale, &end)), QByteArray("a"));
    QCOMPARE(end.seq, 1);
    QCOMPARE(end.hash, centre.stored().headHash);
    QCOMPARE(end.publicKey, ours);
    ChainEnds ends;
    ends.learn(id, end);
    VERIFY_OK(till.outbox.settle({{1, QStringLiteral("applied"), {}}}));
    till.sell();
    ReadBatch next(till.batch());
    next.checkSignature(id, *ends.find(id));
    QCOMPARE(next.checkedKey, ours);
    QCOMPARE(outcomes(receive(next)), QByteArray("a"));
    QVERIFY(!ends.find({id.value + 1}));
}

void TestOutbox::rejectedRecord_isParked_theRestGoesOn()
{
    OPEN_STORE(store);
    Centre centre(store);
    Till till(centre.terminal.id);
    Fact first = till.sell();
    VERIFY_OK(till.write("no JSON at all"));
    VERIFY_OK(till.write(R"({"kind":"later.kind","operation":"x","at":"y"})"));
    till.sell({0, {}});
    first.operation = till.ids.make<OperationId>(); // another record with an operation that is known
    first.body.replace("10.00", "10.01");
    VERIFY_OK(till.outbox.append(first));
    till.sell();
    const auto replies = centre.receive(till.batch());
    VERIFY_OK(replies);
    QCOMPARE(outcomes(replies), QByteArray("arrrra"));
    QCOMPARE(replies->at(4).code, QStringLiteral("operation.conflict"));
    VERIFY_OK(till.outbox.settle(*replies));
    QCOMPARE(till.outbox.state()->parked, 4);
    QCOMPARE(till.outbox.state()->waiting, 0);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sale"), 2);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM terminal_record"), 6); // each is evidence
    QCOMPARE(centre.faults(), QString());
}

/// The prices that were read for one sale of a batch serve the others: none is taken for another's.
void TestOutbox::batchAcrossAPriceChange_eachSaleHasThePriceOfItsTime()
{
    TestStore store{QStringLiteral("sqlcipher"), serverMigrations()};
    Centre centre(store);
    Till till(centre.terminal.id);
    constexpr qint64 Minute = 60'000;
    const auto change = [&](qint64 milli, qint64 afterMs) {
        return PriceService(*store.db)
            .change({0, {}, QStringLiteral("95"), {milli, {}}, centre.now().plusMs(afterMs), {}},
                    centre.now())
            .has_value();
    };
    QVERIFY(change(9'000, 30 * Minute) && change(7'000, 300 * Minute));
    const auto sell = [&](qint64 milli) {
        SaleFact sale;
        sale.sale = till.ids.make<SaleId>();
        sale.mode = SaleMode::PostPay;
        sale.delivery = {1, QStringLiteral("95"), {milli, {}}, {10'000}, {milli, {}}, {}, {}};
        return till.outbox.append(makeFact(till.ids.make<OperationId>(), till.clock.now(), sale)).has_value();
    };
    QByteArray expected;
    for (int step = 0; step < 40; ++step) { // every ten minutes, at each of the three prices
        const qint64 at = step * 10 * Minute;
        for (const auto &[milli, from, until] :
             {std::tuple{8'000, 0, 30}, std::tuple{9'000, 30, 300}, std::tuple{7'000, 300, 10'000}}) {
            QVERIFY(sell(milli));
            const bool was = at >= from * Minute - PriceEarlyMs && at <= until * Minute + PriceGraceMs;
            expected += was ? 'a' : 'e';
        }
        till.clock.advanceMs(10 * Minute);
        centre.clock.advanceMs(10 * Minute);
    }
    const auto replies = centre.receive(till.batch());
    VERIFY_OK(replies);
    QCOMPARE(outcomes(replies), expected);
    QVERIFY(expected.count('a') > 40 && expected.count('e') > 30);
}

void TestOutbox::notActiveTerminal_isRefused()
{
    OPEN_STORE(store);
    Centre centre(store);
    Till till(centre.terminal.id);
    till.sell();
    for (const auto state : {Terminal::State::Revoked, Terminal::State::Quarantined}) {
        VERIFY_OK(TerminalRepository(*store.db).setState(centre.terminal.id, state));
        COMPARE_REFUSED(centre.receive(till.batch()), ErrorCode::TerminalRevoked);
    }
    centre.terminal.id = {999};
    COMPARE_REFUSED(centre.receive(till.batch()), ErrorCode::TerminalRevoked);
}

void TestOutbox::batchJson_roundTripsAndRefusesNonsense()
{
    Till till({1});
    till.sell();
    const FactBatch batch = till.batch();
    const auto read = batchFromJson(toJson(batch));
    VERIFY_OK(read);
    QCOMPARE(read->first, batch.first);
    QCOMPARE(read->bodies, batch.bodies);
    QCOMPARE(read->signature, batch.signature);
    for (const char *name : {"first", "records", "signature"}) {
        QJsonObject json = toJson(batch);
        json.remove(QLatin1String(name));
        COMPARE_REFUSED(batchFromJson(json), ErrorCode::InvalidInput);
        json.insert(QLatin1String(name), -1);
        COMPARE_REFUSED(batchFromJson(json), ErrorCode::InvalidInput);
    }
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
