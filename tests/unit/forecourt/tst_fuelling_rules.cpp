#include "core/station/forecourt/fuelling_rules.h"

#include <QTest>

using namespace youka;
using namespace youka::fuelling;

using S = SaleState;
using M = SaleMode;

class TestFuellingRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decide_table_data();
    void decide_table();
    void everyOpenState_hasAWayOut();
    void finalStates_takeNothing();
    void card_settled_moneyAddsUp();
    void card_aboveTheLimit_capturesTheRealAmount();
    void prepaid_restIsReturned();
    void prepaid_overrun_isFlagged();
    void refused_givesBackAndAnswers();
    void cash_short_isRefused();
    void cash_change_isComputed();
    void whoTakesTheMoney_answersForIt();
    void cash_forSomethingACardWasHeldFor_releasesTheHold();
    void payCard_lessThanOwed_isRefused();
    void firstAnswer_isKept();
    void preset_neverAboveTheReservation();
    void wanted_followsTheWish();
    void judge_table_data();
    void judge_table();
    void judge_takesWhatThePumpShows_data();
    void judge_takesWhatThePumpShows();
};

namespace {

Money fen(qint64 minor) { return {minor, {}}; }

const HoldId TheHold{QUuid::fromString(QLatin1String("{018f0000-0000-7000-8000-000000000001}"))};

SaleRow row(M mode, S state)
{
    SaleRow r;
    r.id = {QUuid::fromString(QLatin1String("{018f0000-0000-7000-8000-000000000002}"))};
    r.pump = 1;
    r.mode = mode;
    r.state = state;
    r.delivery.price = {7'850, {}};
    if (mode == M::CardAuthorised) {
        r.card = {{QByteArray(16, 'a')}, CardProof::Chip, {}};
        r.hold = TheHold;
    }
    if (mode == M::Prepaid)
        r.paid = fen(20'000);
    if (mode != M::PostPay && state != S::Intent)
        r.limit = fen(20'000);
    if (mode == M::CardAuthorised && state != S::Intent)
        r.availableAfter = fen(5'000);
    if (state == S::Fuelling || state == S::Delivered) {
        r.delivery.volume = {1'000};
        r.delivery.amount = fen(785);
    }
    if (state == S::Payable || state == S::NeedsPerson || state == S::Settled) {
        r.delivery.volume = {10'000};
        r.delivery.amount = fen(7'850);
    }
    return r;
}

Delivery delivered(qint64 ml, qint64 minor)
{
    Delivery d;
    d.nozzle = 1;
    d.product = QStringLiteral("95");
    d.price = {7'850, {}};
    d.volume = {ml};
    d.amount = fen(minor);
    return d;
}

Granted granted(qint64 limit) { return {{TheHold, fen(limit), {}, fen(5'000), false}}; }
NotGranted refused(ErrorCode code) { return {{code, {}}}; }
PumpSaidNo pumpNo(ErrorCode code) { return {{code, {}}}; }

}

Q_DECLARE_METATYPE(youka::fuelling::Event)

void TestFuellingRules::decide_table_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("from");
    QTest::addColumn<Event>("event");
    QTest::addColumn<int>("to"); // 0: no such way
    QTest::addColumn<unsigned>("acts");
    const auto add = [](const char *name, M mode, S from, const Event &event, int to, unsigned acts = 0) {
        QTest::newRow(name) << int(mode) << int(from) << event << to << acts;
    };
    const auto to = [](S state) { return int(state); };
    constexpr M Card = M::CardAuthorised;

    add("card opened: ask", Card, S::Intent, Opened{}, to(S::Intent), AskCard);
    add("prepaid opened: tell", M::Prepaid, S::Intent, Opened{}, to(S::Authorised), TellPump);
    add("postpay opened: tell", M::PostPay, S::Intent, Opened{}, to(S::Authorised), TellPump);
    add("granted", Card, S::Intent, granted(20'000), to(S::Authorised), TellPump);
    add("granted nothing", Card, S::Intent, granted(0), to(S::Refused), FactReleased);
    add("granted too late", Card, S::Released, granted(20'000), 0);
    add("refused", Card, S::Intent, refused(ErrorCode::CardFrozen), to(S::Refused), FactReleased);
    add("no answer", Card, S::Intent, refused(ErrorCode::Timeout), to(S::Refused), FactReleased);
    add("not reached", Card, S::Intent, refused(ErrorCode::Unavailable), to(S::Refused), FactReleased);
    add("nozzle never lifted", Card, S::Intent, LiftTimedOut{}, to(S::Released), FactReleased);
    add("telling", Card, S::Authorised, TellingPump{}, to(S::PumpReleased), AuthorisePump);
    add("never told twice", Card, S::PumpReleased, TellingPump{}, 0);
    add("pump yes", Card, S::PumpReleased, PumpSaidYes{}, to(S::PumpReleased));
    add("pump not free", Card, S::Authorised, pumpNo(ErrorCode::PumpOffline), to(S::Released), FactReleased);
    add("pump surely no", Card, S::PumpReleased, pumpNo(ErrorCode::PumpNotCalling), to(S::Released),
        FactReleased);
    add("pump perhaps", Card, S::PumpReleased, pumpNo(ErrorCode::PumpOffline), to(S::PumpReleased), AskPump);
    add("pump perhaps, refused", M::Prepaid, S::PumpReleased, pumpNo(ErrorCode::PumpRefused),
        to(S::PumpReleased), AskPump);
    add("prepaid surely no", M::Prepaid, S::PumpReleased, pumpNo(ErrorCode::PumpBusy), to(S::Released));
    add("first drop", Card, S::PumpReleased, Flowing{1, {10}, fen(8)}, to(S::Fuelling));
    add("card end", Card, S::Fuelling, Ended{delivered(10'000, 7'850), false, false, false}, to(S::Settled),
        FactCaptured);
    add("card end, drop not seen", Card, S::PumpReleased,
        Ended{delivered(10'000, 7'850), false, false, false}, to(S::Settled), FactCaptured);
    add("prepaid end", M::Prepaid, S::Fuelling, Ended{delivered(10'000, 7'850), false, false, false},
        to(S::Settled), FactCash);
    add("postpay end", M::PostPay, S::Fuelling, Ended{delivered(10'000, 7'850), false, false, false},
        to(S::Payable));
    add("zero sale, card", Card, S::PumpReleased, Ended{delivered(0, 0), false, false, false},
        to(S::Released), FactReleased);
    add("zero sale, prepaid", M::Prepaid, S::PumpReleased, Ended{delivered(0, 0), false, false, false},
        to(S::Released));
    add("zero sale, postpay", M::PostPay, S::PumpReleased, Ended{delivered(0, 0), false, false, false},
        to(S::Released));
    add("uncertain", Card, S::Fuelling, Ended{delivered(10'000, 7'850), true, false, false}, to(S::Delivered),
        AskPump);
    add("less than was seen", Card, S::Fuelling, Ended{delivered(0, 0), false, false, false},
        to(S::Delivered), AskPump);
    add("judged", Card, S::Delivered, Ended{delivered(10'000, 7'850), false, false, true}, to(S::Settled),
        FactCaptured);
    add("implausible within", Card, S::Fuelling, Ended{delivered(10'000, 8'850), false, true, false},
        to(S::Settled), FactCaptured);
    add("implausible above", Card, S::Fuelling, Ended{delivered(10'000, 78'500), false, true, false},
        to(S::NeedsPerson));
    add("volume without amount", Card, S::Fuelling, Ended{delivered(10'000, 0), false, true, false},
        to(S::NeedsPerson));
    add("nothing, proven", Card, S::PumpReleased, NothingTaken{}, to(S::Released), FactReleased);
    add("cannot tell", Card, S::Fuelling, CannotTell{delivered(0, 0), {}}, to(S::NeedsPerson));
    add("cancel before the question", Card, S::Intent, CancelAsked{}, to(S::Released), FactReleased);
    add("cancel before the pump", Card, S::Authorised, CancelAsked{}, to(S::Released), FactReleased);
    add("cancel at the pump", Card, S::PumpReleased, CancelAsked{}, to(S::PumpReleased), StopPump);
    add("cancel with fuel", Card, S::Fuelling, CancelAsked{}, 0);
    add("cancel payable", M::PostPay, S::Payable, CancelAsked{}, 0);
    add("cancel twice", Card, S::Released, CancelAsked{}, to(S::Released));
    add("restart at intent", Card, S::Intent, Restarted{}, to(S::Released), FactReleased);
    add("restart before the pump", Card, S::Authorised, Restarted{}, to(S::Released), FactReleased);
    add("restart, prepaid intent", M::Prepaid, S::Intent, Restarted{}, to(S::Released));
    for (const S state : {S::PumpReleased, S::Fuelling, S::Delivered})
        add(qPrintable(QStringLiteral("restart in %1").arg(int(state))), Card, state, Restarted{}, to(state),
            AskPump);
    add("restart payable", M::PostPay, S::Payable, Restarted{}, to(S::Payable));
    add("restart needs person", Card, S::NeedsPerson, Restarted{}, to(S::NeedsPerson));
    add("cash", M::PostPay, S::Payable, CashHanded{fen(10'000)}, to(S::Settled), FactCash);
    add("cash too early", M::PostPay, S::Fuelling, CashHanded{fen(10'000)}, 0);
    add("cash twice", M::PostPay, S::Settled, CashHanded{fen(10'000)}, 0);
    add("card at the counter", M::PostPay, S::Payable,
        CardOffered{{{QByteArray(16, 'b')}, CardProof::Chip, {}}, TheHold, {}}, to(S::Payable), AskCard);
    add("person: its own card", Card, S::NeedsPerson,
        CardOffered{{{QByteArray(16, 'a')}, CardProof::Chip, {}}, TheHold, {}}, to(S::Settled), FactCaptured);
    add("person: another card", Card, S::NeedsPerson,
        CardOffered{{{QByteArray(16, 'b')}, CardProof::Chip, {}}, TheHold, {}}, 0);
    add("person: cash", Card, S::NeedsPerson, CashHanded{fen(7'850)}, to(S::Settled),
        FactCash | FactReleased);
    add("person: late end", Card, S::NeedsPerson, Ended{delivered(10'000, 7'850), false, false, false}, 0);
}

void TestFuellingRules::decide_table()
{
    QFETCH(int, mode);
    QFETCH(int, from);
    QFETCH(Event, event);
    QFETCH(int, to);
    QFETCH(unsigned, acts);
    const SaleRow before = row(M(mode), S(from));
    const auto decision = decide(before, event);
    if (to == 0) {
        QVERIFY(!decision);
        QCOMPARE(decision.error().code, ErrorCode::SaleStateConflict);
        return;
    }
    QVERIFY(decision.has_value());
    QCOMPARE(int(decision->row.state), to);
    QCOMPARE(decision->acts, acts);
    QCOMPARE(decision->row.id, before.id);
    if (acts & (FactReleased | FactCaptured))
        QCOMPARE(decision->hold, TheHold);
    if (!decision->changes)
        QCOMPARE(int(decision->row.state), from);
}

void TestFuellingRules::everyOpenState_hasAWayOut()
{
    for (const M mode : {M::CardAuthorised, M::Prepaid, M::PostPay}) {
        for (const S state : {S::Intent, S::Authorised})
            QVERIFY(isFinal(decide(row(mode, state), CancelAsked{})->row.state));
        for (const S state : {S::PumpReleased, S::Fuelling, S::Delivered}) {
            const Ended end{delivered(10'000, 7'850), false, false, true};
            QVERIFY(!occupiesPump(decide(row(mode, state), end)->row.state));
            QVERIFY(!occupiesPump(decide(row(mode, state), CannotTell{})->row.state));
        }
        QVERIFY(isFinal(decide(row(mode, S::NeedsPerson), CashHanded{fen(7'850)})->row.state));
        SaleRow empty = row(mode, S::NeedsPerson);
        empty.delivery.volume = {};
        empty.delivery.amount = {};
        QCOMPARE(int(decide(empty, CancelAsked{})->row.state), int(S::Released));
    }
    QVERIFY(isFinal(decide(row(M::PostPay, S::Payable), CashHanded{fen(7'850)})->row.state));
}

void TestFuellingRules::finalStates_takeNothing()
{
    const QList<Event> all{Opened{},
                           granted(100),
                           refused(ErrorCode::Timeout),
                           TellingPump{},
                           PumpSaidYes{},
                           pumpNo(ErrorCode::PumpBusy),
                           Flowing{1, {1}, fen(1)},
                           Ended{delivered(10, 8), false, false, false},
                           Ended{delivered(10, 8), false, false, true},
                           NothingTaken{},
                           CannotTell{},
                           LiftTimedOut{},
                           CashHanded{fen(100'000)},
                           CardOffered{}};
    for (const S state : {S::Settled, S::Released, S::Refused})
        for (const Event &event : all)
            QVERIFY2(!decide(row(M::CardAuthorised, state), event),
                     qPrintable(QStringLiteral("%1 %2").arg(int(state)).arg(event.index())));
}

void TestFuellingRules::card_settled_moneyAddsUp()
{
    const auto decision =
        decide(row(M::CardAuthorised, S::Fuelling), Ended{delivered(10'000, 7'850), false, false, false});
    QCOMPARE(decision->row.paid, fen(7'850));
    QCOMPARE(decision->row.returned, fen(12'150));
    QCOMPARE(*decision->row.availableAfter, fen(5'000 + 12'150));
    QVERIFY(!decision->row.problem);
}

void TestFuellingRules::card_aboveTheLimit_capturesTheRealAmount()
{
    const auto decision =
        decide(row(M::CardAuthorised, S::Fuelling), Ended{delivered(25'530, 20'041), false, false, false});
    QCOMPARE(int(decision->row.state), int(S::Settled));
    QCOMPARE(decision->row.paid, fen(20'041));
    QCOMPARE(decision->row.returned, fen(0));
    QCOMPARE(*decision->row.availableAfter, fen(5'000 - 41));
}

void TestFuellingRules::prepaid_restIsReturned()
{
    const auto part =
        decide(row(M::Prepaid, S::Fuelling), Ended{delivered(10'000, 7'850), false, false, false});
    QCOMPARE(part->row.returned, fen(12'150));
    const auto none = decide(row(M::Prepaid, S::PumpReleased), NothingTaken{});
    QCOMPARE(none->row.returned, fen(20'000));
}

void TestFuellingRules::prepaid_overrun_isFlagged()
{
    const auto decision =
        decide(row(M::Prepaid, S::Fuelling), Ended{delivered(25'530, 20'041), false, false, false});
    QCOMPARE(int(decision->row.state), int(S::Settled));
    QCOMPARE(decision->row.returned, fen(0));
    QVERIFY(decision->row.problem == ErrorCode::TenderShort);
}

void TestFuellingRules::refused_givesBackAndAnswers()
{
    const auto decision = decide(row(M::CardAuthorised, S::Intent), refused(ErrorCode::CardLost));
    QVERIFY(decision->answer && !*decision->answer);
    QCOMPARE(decision->answer->error().code, ErrorCode::CardLost);
    QVERIFY(decision->row.problem == ErrorCode::CardLost);
}

void TestFuellingRules::cash_short_isRefused()
{
    QCOMPARE(decide(row(M::PostPay, S::Payable), CashHanded{fen(7'849)}).error().code,
             ErrorCode::TenderShort);
    QCOMPARE(decide(row(M::PostPay, S::Payable), CashHanded{{10'000, Currency("EUR")}}).error().code,
             ErrorCode::CurrencyMismatch);
    SaleRow asked = row(M::PostPay, S::Payable);
    asked.hold = TheHold;
    QCOMPARE(decide(asked, CashHanded{fen(10'000)}).error().code, ErrorCode::Busy);
}

void TestFuellingRules::cash_change_isComputed()
{
    const auto decision = decide(row(M::PostPay, S::Payable), CashHanded{fen(10'000)});
    QCOMPARE(decision->row.paid, fen(10'000));
    QCOMPARE(decision->row.returned, fen(2'150));
}

void TestFuellingRules::whoTakesTheMoney_answersForIt()
{
    SaleRow released = row(M::PostPay, S::Payable);
    released.cashier = {7};
    const CardOffered card{{{QByteArray(16, 'b')}, CardProof::Chip, {}}, TheHold, {}, {9}};
    QCOMPARE(decide(released, CashHanded{fen(10'000), {9}})->row.cashier, StaffId{9});
    QCOMPARE(decide(released, CashHanded{fen(10'000)})->row.cashier, StaffId{7}); // nobody signs in any more
    QCOMPARE(decide(released, card)->row.cashier, StaffId{9});
    SaleRow left = row(M::CardAuthorised, S::NeedsPerson);
    CardOffered own = card;
    own.card.token = left.card.token;
    QCOMPARE(decide(left, own)->row.cashier, StaffId{9});
    QCOMPARE(decide(released, CashHanded{fen(1), {9}}).error().code, ErrorCode::TenderShort);
}

void TestFuellingRules::cash_forSomethingACardWasHeldFor_releasesTheHold()
{
    const auto decision = decide(row(M::CardAuthorised, S::NeedsPerson), CashHanded{fen(8'000)});
    QCOMPARE(decision->hold, TheHold);
    QCOMPARE(decision->row.returned, fen(150));
    const auto prepaid = decide(row(M::Prepaid, S::NeedsPerson), CashHanded{fen(0)});
    QCOMPARE(prepaid->row.returned, fen(20'000 - 7'850));
}

void TestFuellingRules::payCard_lessThanOwed_isRefused()
{
    SaleRow asked = row(M::PostPay, S::Payable);
    asked.hold = TheHold;
    const auto no = decide(asked, granted(7'849));
    QCOMPARE(int(no->row.state), int(S::Payable));
    QCOMPARE(no->acts, unsigned(FactReleased));
    QVERIFY(no->row.hold.isNull());
    const auto yes = decide(asked, granted(7'850));
    QCOMPARE(int(yes->row.state), int(S::Settled));
    QCOMPARE(yes->acts, unsigned(FactCaptured));
    const auto lost = decide(asked, Restarted{});
    QCOMPARE(lost->acts, unsigned(FactReleased));
    QVERIFY(lost->row.hold.isNull());
}

void TestFuellingRules::firstAnswer_isKept()
{
    SaleRow r = row(M::CardAuthorised, S::Refused);
    r.problem = ErrorCode::CardLost;
    QCOMPARE(firstAnswer(r).error().code, ErrorCode::CardLost);
    QVERIFY(firstAnswer(row(M::CardAuthorised, S::Released))); // released, then nothing was taken
    SaleRow flagged = row(M::CardAuthorised, S::Settled);
    flagged.problem = ErrorCode::PumpAmountImplausible;
    QVERIFY(firstAnswer(flagged));
}

void TestFuellingRules::preset_neverAboveTheReservation()
{
    const UnitPrice price{7'850, {}};
    SaleRow r = row(M::CardAuthorised, S::Authorised);
    QCOMPARE(pumpPreset(r, price).amount, fen(20'000));
    r.preset = {Preset::Kind::Amount, fen(5'000), {}};
    QCOMPARE(pumpPreset(r, price).amount, fen(5'000));
    r.preset.amount = fen(50'000);
    QCOMPARE(pumpPreset(r, price).amount, fen(20'000));
    r.preset = {Preset::Kind::Volume, {}, {10'000}};
    QVERIFY(pumpPreset(r, price).kind == Preset::Kind::Volume);
    r.preset.volume = {30'000}; // 235.50
    QVERIFY(pumpPreset(r, price).kind == Preset::Kind::Amount);
    QCOMPARE(pumpPreset(r, price).amount, fen(20'000));
    SaleRow post = row(M::PostPay, S::Authorised);
    QVERIFY(pumpPreset(post, price).kind == Preset::Kind::None);
}

void TestFuellingRules::wanted_followsTheWish()
{
    const UnitPrice price{7'850, {}};
    SaleRow r = row(M::CardAuthorised, S::Intent);
    QCOMPARE(wantedOf(r, price, fen(100'000)), fen(100'000));
    r.preset = {Preset::Kind::Amount, fen(5'000), {}};
    QCOMPARE(wantedOf(r, price, fen(100'000)), fen(5'000));
    r.preset = {Preset::Kind::Volume, {}, {10'000}};
    QCOMPARE(wantedOf(r, price, fen(100'000)), fen(7'850));
    QCOMPARE(wantedOf(r, price, fen(1'000)), fen(1'000));
}

void TestFuellingRules::judge_table_data()
{
    QTest::addColumn<qint64>("seen");
    QTest::addColumn<qint64>("moved1");
    QTest::addColumn<qint64>("moved2");
    QTest::addColumn<bool>("known");
    QTest::addColumn<int>("verdict"); // 0 nothing, 1 ended, 2 cannot tell
    QTest::addColumn<qint64>("amount");
    QTest::newRow("nothing moved") << 0LL << 0LL << 0LL << true << 0 << 0LL;
    QTest::newRow("moved") << 0LL << 10'000LL << 0LL << true << 1 << 7'850LL;
    QTest::newRow("moved after a drop") << 1'000LL << 10'000LL << 0LL << true << 1 << 7'850LL;
    QTest::newRow("the other hose") << 0LL << 0LL << 10'000LL << true << 1 << 7'310LL;
    QTest::newRow("last digit") << 10'010LL << 10'000LL << 0LL << true << 1 << 7'850LL;
    QTest::newRow("to the limit, rounded up") << 0LL << 25'480LL << 0LL << true << 1 << 20'000LL;
    QTest::newRow("beyond the limit") << 0LL << 30'000LL << 0LL << true << 2 << 0LL;
    QTest::newRow("both moved") << 0LL << 10'000LL << 10LL << true << 2 << 0LL;
    QTest::newRow("went back") << 0LL << -10LL << 0LL << true << 2 << 0LL;
    QTest::newRow("less than seen") << 5'000LL << 4'000LL << 0LL << true << 2 << 0LL;
    QTest::newRow("seen, not moved") << 5'000LL << 0LL << 0LL << true << 2 << 0LL;
    QTest::newRow("not known") << 0LL << 10'000LL << 0LL << false << 2 << 0LL;
}

void TestFuellingRules::judge_table()
{
    QFETCH(qint64, seen);
    QFETCH(qint64, moved1);
    QFETCH(qint64, moved2);
    QFETCH(bool, known);
    QFETCH(int, verdict);
    QFETCH(qint64, amount);
    SaleRow r = row(M::CardAuthorised, S::PumpReleased);
    r.delivery.nozzle = 1;
    r.delivery.volume = {seen};
    const std::optional<qint64> before = known ? std::optional<qint64>(1'000'000) : std::nullopt;
    const QList<HoseReading> hoses{{1, QStringLiteral("95"), {7'850, {}}, before, 1'000'000 + moved1},
                                   {2, QStringLiteral("92"), {7'310, {}}, 500'000, 500'000 + moved2}};
    const Event event = judge(r, hoses, 10);
    if (verdict == 0) {
        QVERIFY(std::holds_alternative<NothingTaken>(event));
    } else if (verdict == 1) {
        QVERIFY(std::holds_alternative<Ended>(event));
        const auto &end = std::get<Ended>(event);
        QVERIFY(end.judged);
        QCOMPARE(end.delivery.amount, fen(amount));
        QCOMPARE(*end.delivery.totalEndMl - *end.delivery.totalStartMl, end.delivery.volume.ml);
    } else {
        QVERIFY(std::holds_alternative<CannotTell>(event));
        QVERIFY(!std::get<CannotTell>(event).why.isEmpty());
    }
}

void TestFuellingRules::judge_takesWhatThePumpShows_data()
{
    QTest::addColumn<qint64>("shownMl");
    QTest::addColumn<qint64>("shownFen");
    QTest::addColumn<qint64>("ml");
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<qint64>("limit");
    // The totaliser moved 20.00 L at 7.85: 157.00 by itself.
    QTest::newRow("the same delivery") << 20'000LL << 15'703LL << 20'000LL << 15'703LL << 20'000LL;
    QTest::newRow("rounded one digit apart") << 19'990LL << 15'694LL << 19'990LL << 15'694LL << 20'000LL;
    QTest::newRow("another delivery") << 12'000LL << 9'420LL << 20'000LL << 15'700LL << 20'000LL;
    QTest::newRow("shows nothing") << 0LL << 0LL << 20'000LL << 15'700LL << 20'000LL;
    QTest::newRow("sold at the price before: what was shown counts, flagged")
        << 20'000LL << 16'240LL << 20'000LL << 16'240LL << 20'000LL;
    QTest::newRow("ran on after the preset amount: what was shown counts")
        << 20'000LL << 15'703LL << 20'000LL << 15'703LL << 15'688LL;
    QTest::newRow("more than was reserved, and not volume x price: a person decides")
        << 20'000LL << 99'900LL << 0LL << 0LL << 20'000LL;
}

void TestFuellingRules::judge_takesWhatThePumpShows()
{
    QFETCH(qint64, shownMl);
    QFETCH(qint64, shownFen);
    QFETCH(qint64, ml);
    QFETCH(qint64, amount);
    QFETCH(qint64, limit);
    SaleRow r = row(M::CardAuthorised, S::PumpReleased);
    r.delivery.nozzle = 1;
    r.limit = fen(limit);
    const QList<HoseReading> hoses{{1, QStringLiteral("95"), {7'850, {}}, 1'000'000, 1'020'000}};
    const Event event = judge(r, hoses, 10, Shown{{shownMl}, fen(shownFen)});
    if (ml == 0) {
        QVERIFY(std::holds_alternative<CannotTell>(event));
        QCOMPARE(std::get<CannotTell>(event).evidence.amount, fen(shownFen));
        return;
    }
    QVERIFY(std::holds_alternative<Ended>(event));
    QCOMPARE(std::get<Ended>(event).implausible, qAbs(amount - ml * 7'850 / 10'000) > 20);
    QCOMPARE(std::get<Ended>(event).delivery.volume.ml, ml);
    QCOMPARE(std::get<Ended>(event).delivery.amount, fen(amount));
}

QTEST_GUILESS_MAIN(TestFuellingRules)
#include "tst_fuelling_rules.moc"
