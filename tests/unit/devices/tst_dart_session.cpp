#include "dart_desk.h"

#include "core/station/devices/link/fault_plan.h"

#include <QTest>

using namespace youka;
using namespace youka::dart;

class TestDartSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void exchange_numbers_restartAtZero_wrapToOne();
    void exchange_lostAck_repeatsTheSameBlock();
    void exchange_nak_restartsAtBlockZero();
    void exchange_badCheck_isNakedThenAckPolled();
    void exchange_repeat_isAcknowledgedNotApplied();
    void exchange_wrapToZero_isAccepted();
    void exchange_threeMissedPolls_offline();
    void exchange_refusedByOwner_isNotAcknowledged();
    void sale_nozzleFirst_amountPreset();
    void sale_authoriseFirst_volumePreset();
    void sale_sequenceOfBlocks();
    void sale_overrun_isReported();
    void sale_zero();
    void sale_stopped();
    void sale_stoppedBeforeLift();
    void sale_lifetimeOver_isTakenBack();
    void sale_beganAndEndedUnseen_isCollected_data();
    void sale_beganAndEndedUnseen_isCollected();
    void sale_needsConfirm();
    void sale_suspendResume();
    void authorise_nozzleWentBack_presetIsDropped();
    void authorise_notAcknowledged_isTakenBack();
    void authorise_refusals();
    void command_sameId_hasOneEffect();
    void silent_inDelivery_goesOn();
    void silent_inDelivery_endedMeanwhile();
    void silent_inDelivery_anotherNozzleIsLifted_data();
    void silent_inDelivery_anotherNozzleIsLifted();
    void restart_ofPump_inDelivery();
    void restart_ofPump_idle_getsItsPrices();
    void restart_ofController_inDelivery_adopts();
    void restart_ofController_afterDelivery_collects();
    void restart_ofController_afterDelivery_figuresBeforeTotals();
    void reset_acknowledgedButIgnored_isRefused();
    void prices_setAndReadBack();
    void prices_mismatch_isAlarmed();
    void alarms_areNamed();
    void totals_bothKinds();
    void commitHook_refusal_losesNothing();
    void lostAcks_bothWays_onceOnly();
    void faults_seeded_totalsEqual_data();
    void faults_seeded_totalsEqual();
};

namespace {
Exchange::Apply always()
{
    return [](const QByteArray &) { return true; };
}
Event in(const char *hex)
{
    Decoder decoder;
    const auto events = decoder.feed(QByteArray::fromHex(hex));
    return events.at(0);
}
Event block(quint8 number, const char *hex)
{
    return Frame{0x50, Control::Data, number, QByteArray::fromHex(hex)};
}
}

void TestDartSession::exchange_numbers_restartAtZero_wrapToOne()
{
    Exchange exchange(0x50);
    QList<int> numbers;
    for (int i = 0; i < 18; ++i) {
        const auto step = exchange.send(QByteArray::fromHex("010100"), i);
        const int number = step.send[1] & 0x0F;
        numbers.append(number);
        exchange.onEvent(Frame{0x50, Control::Ack, quint8(number), {}}, i, always());
    }
    QCOMPARE(numbers, (QList<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 1, 2}));
}

void TestDartSession::exchange_lostAck_repeatsTheSameBlock()
{
    Exchange exchange(0x50);
    const QByteArray first = exchange.send(QByteArray::fromHex("010100"), 0).send;
    QCOMPARE(exchange.deadlineMs(), 100);
    QCOMPARE(exchange.onTimeout(100).send, first);
    QVERIFY(exchange.onEvent(in("50 c5 fa"), 110, always()).outcome == Exchange::Outcome::Waiting);
    QVERIFY(exchange.onEvent(in("50 c0 fa"), 120, always()).outcome == Exchange::Outcome::Delivered);
    // Given up: the next block must not look like a repeat of this one.
    exchange.send(QByteArray::fromHex("010104"), 200);
    for (int i = 0; i < 4; ++i)
        QVERIFY(exchange.onTimeout(300 + i * 100).outcome == Exchange::Outcome::Waiting);
    QVERIFY(exchange.onTimeout(700).outcome == Exchange::Outcome::Failed);
    QCOMPARE(exchange.send(QByteArray::fromHex("010105"), 800).send.at(1), char(0x30));
}

void TestDartSession::exchange_nak_restartsAtBlockZero()
{
    Exchange exchange(0x50);
    exchange.send(QByteArray::fromHex("010100"), 0);
    exchange.onEvent(in("50 c0 fa"), 1, always());
    QCOMPARE(exchange.send(QByteArray::fromHex("010106"), 2).send.toHex(), QByteArray("50310101061ea203fa"));
    QCOMPARE(exchange.onEvent(in("50 51 fa"), 3, always()).send.at(1), char(0x30));
    QVERIFY(exchange.onEvent(in("50 c0 fa"), 4, always()).outcome == Exchange::Outcome::Delivered);
    QCOMPARE(exchange.send(QByteArray::fromHex("010100"), 5).send.at(1), char(0x31));
}

void TestDartSession::exchange_badCheck_isNakedThenAckPolled()
{
    Exchange exchange(0x50);
    QCOMPARE(exchange.poll(0).send.toHex(), QByteArray("5020fa"));
    QCOMPARE(exchange.onEvent(Corrupt{0x50, 1}, 10, always()).send.toHex(), QByteArray("5051fa"));
    const auto step = exchange.onEvent(block(1, "010101"), 20, always());
    QCOMPARE(step.send.toHex(), QByteArray("50e1fa"));
    QVERIFY(step.outcome == Exchange::Outcome::Received);
    QVERIFY(exchange.isWaiting()); // it was a poll as well
    QVERIFY(exchange.onEvent(in("50 70 fa"), 30, always()).outcome == Exchange::Outcome::Nothing);
    QVERIFY(!exchange.isWaiting());
}

void TestDartSession::exchange_repeat_isAcknowledgedNotApplied()
{
    Exchange exchange(0x50);
    int applied = 0;
    const auto apply = [&](const QByteArray &) { return ++applied > 0; };
    for (int i = 0; i < 3; ++i) {
        exchange.poll(i * 100);
        QCOMPARE(exchange.onEvent(block(4, "010101"), i * 100 + 10, apply).send.toHex(),
                 QByteArray("50c4fa"));
    }
    QCOMPARE(applied, 1);
}

void TestDartSession::exchange_wrapToZero_isAccepted()
{
    Exchange exchange(0x50);
    int applied = 0;
    const auto apply = [&](const QByteArray &) { return ++applied > 0; };
    for (const int number : {14, 15, 0, 1, 15, 1}) {
        exchange.poll(0);
        exchange.onEvent(block(quint8(number), "010101"), 1, apply);
    }
    QCOMPARE(applied, 6);
}

void TestDartSession::exchange_threeMissedPolls_offline()
{
    Exchange exchange(0x50);
    exchange.poll(0);
    exchange.onEvent(in("50 70 fa"), 1, always());
    QVERIFY(exchange.isOnline());
    int polls = 0;
    while (exchange.isOnline()) {
        exchange.poll(polls);
        ++polls;
        while (exchange.isWaiting())
            exchange.onTimeout(polls); // one extra poll each
    }
    QCOMPARE(polls, 3);
}

void TestDartSession::exchange_refusedByOwner_isNotAcknowledged()
{
    Exchange exchange(0x50);
    exchange.poll(0);
    QVERIFY(exchange.onEvent(block(4, "010101"), 1, [](const QByteArray &) { return false; }).send.isEmpty());
    exchange.poll(2);
    QCOMPARE(exchange.onEvent(block(4, "010101"), 3, always()).send.toHex(), QByteArray("50c4fa"));
}

void TestDartSession::sale_nozzleFirst_amountPreset()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.pump.lift(1));
    QVERIFY(desk.untilState(PumpState::Calling));
    QCOMPARE(desk.status().nozzle, 1);
    QCOMPARE(desk.status().price.milli, 7'850);
    QVERIFY(desk.authorise(1, DartDesk::amount(20'000)));
    QVERIFY(desk.untilState(PumpState::Started)); // no volume yet
    QVERIFY(desk.pump.squeeze());
    QVERIFY(desk.untilState(PumpState::Fuelling));
    QVERIFY(desk.status().volume.ml > 0);
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::LimitReached; }));
    desk.run(3'000);
    QVERIFY(desk.deliveries.isEmpty()); // the nozzle is still out
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    const PumpDelivery &delivery = desk.deliveries.first();
    QCOMPARE(delivery.amount.minor, 20'000);
    QCOMPARE(delivery.volume.ml, 25'480);
    QCOMPARE(delivery.price.milli, 7'850);
    QVERIFY(delivery.end == DeliveryEnd::LimitReached);
    QVERIFY(!delivery.recovered && !delivery.uncertain && !delivery.implausible);
    QCOMPARE(delivery.totalStart->ml, 0);
    QCOMPARE(delivery.totalEnd->ml, 25'480);
    QCOMPARE(delivery.amountTotalEnd->minor, 20'000);
    QVERIFY(desk.confirm(delivery.number));
    QVERIFY(desk.untilState(PumpState::Idle));
    QCOMPARE(desk.pump.status(), Status::Reset);
    QCOMPARE(desk.states,
             (QList<PumpState>{PumpState::Closed, PumpState::Idle, PumpState::Calling, PumpState::Started,
                               PumpState::Fuelling, PumpState::Idle}));
}

void TestDartSession::sale_authoriseFirst_volumePreset()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.authorise(2, {Preset::Kind::Volume, {}, {3'000}}));
    QVERIFY(desk.untilState(PumpState::Authorised));
    desk.pump.lift(2);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Fuelling));
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::LimitReached; }));
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().volume.ml, 3'000);
    QCOMPARE(desk.deliveries.first().nozzle, 2);
    QCOMPARE(desk.deliveries.first().amount.minor, 2'193);
    QCOMPARE(desk.pump.releases(), 1);
}

void TestDartSession::sale_sequenceOfBlocks()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.sent.clear();
    QVERIFY(desk.authorise(1, DartDesk::amount(20'000)));
    QByteArrayList data;
    for (const QByteArray &wire : std::as_const(desk.sent))
        data.append(wire.mid(2, wire.size() - 6).toHex());
    QCOMPARE(data, (QByteArrayList{"020101", "010105", "020101", "040400020000", "010106"}));
}

void TestDartSession::sale_overrun_isReported()
{
    auto sim = DartDesk::simConfig();
    sim.overrunMl = 50;
    DartDesk desk(sim);
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1, DartDesk::amount(1'000)));
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::LimitReached; }));
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QVERIFY(desk.deliveries.first().amount.minor > 1'000);
    QVERIFY(desk.deliveries.first().amount.minor <= 1'040);
    QVERIFY(!desk.deliveries.first().implausible);
}

void TestDartSession::sale_zero()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1));
    QVERIFY(desk.untilState(PumpState::Started));
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().volume.ml, 0);
    QCOMPARE(desk.deliveries.first().amount.minor, 0);
    QVERIFY(!desk.deliveries.first().uncertain);
    QVERIFY(!desk.states.contains(PumpState::Fuelling));
    QVERIFY(desk.confirm(1));
    QVERIFY(desk.untilState(PumpState::Idle));
}

void TestDartSession::sale_stopped()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1));
    QVERIFY(desk.until([&] { return desk.status().volume.ml > 2'000; }));
    QVERIFY(desk.stop());
    QCOMPARE(desk.pump.status(), Status::Completed);
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QVERIFY(desk.deliveries.first().end == DeliveryEnd::Stopped);
    QCOMPARE(desk.deliveries.first().volume, desk.pump.volume());
    QCOMPARE(desk.deliveries.first().totalEnd->ml, desk.pump.total(1).ml);
}

void TestDartSession::sale_stoppedBeforeLift()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.authorise(1));
    QVERIFY(desk.stop());
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().volume.ml, 0);
    QVERIFY(desk.confirm(1));
    QVERIFY(desk.authorise(1)); // and the next customer
}

void TestDartSession::sale_lifetimeOver_isTakenBack()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.authorise(1));
    desk.run(80'000);
    QCOMPARE(desk.pump.status(), Status::Authorised);
    desk.run(12'000);
    QCOMPARE(desk.deliveries.size(), 1);
    QVERIFY(desk.deliveries.first().end == DeliveryEnd::Stopped);
}

void TestDartSession::sale_beganAndEndedUnseen_isCollected_data()
{
    QTest::addColumn<bool>("hangs");
    QTest::newRow("the nozzle is still out") << false;
    QTest::newRow("the nozzle hangs already") << true;
}

/// A pump tells what it is, not what it was: between two answers a small delivery can begin and end.
void TestDartSession::sale_beganAndEndedUnseen_isCollected()
{
    QFETCH(bool, hangs);
    auto simulated = DartDesk::simConfig();
    simulated.speed = 100'000;
    DartDesk d(simulated);
    QVERIFY(d.ready());
    for (int sale = 1; sale <= 2; ++sale) { // the second one begins where a collected one ended
        QVERIFY(d.pump.lift(1));
        QVERIFY(d.pump.squeeze());
        QVERIFY(d.untilState(PumpState::Calling));
        d.toPump = [&](const QByteArray &bytes) {
            if (hangs && d.pump.status() == dart::Status::LimitReached)
                d.pump.hang();
            return bytes;
        };
        QVERIFY(d.authorise(0b01, DartDesk::amount(968)));
        QVERIFY(d.until([&] { return d.pump.status() == dart::Status::LimitReached || !d.pump.isOut(); }));
        d.pump.hang();
        QVERIFY(d.until([&] { return d.deliveries.size() == sale; }));
        const PumpDelivery &delivery = d.deliveries.last();
        QCOMPARE(delivery.amount, (Money{968, {}}));
        QCOMPARE(delivery.volume, d.pump.volume());
        QCOMPARE(delivery.nozzle, 1);
        QVERIFY(!delivery.recovered);
        QVERIFY(!delivery.uncertain);
        QVERIFY(d.confirm(delivery.number));
        QVERIFY(d.untilState(PumpState::Idle));
    }
}

void TestDartSession::sale_needsConfirm()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.authorise(1));
    QVERIFY(desk.stop());
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.authorise(1).error().code, ErrorCode::PumpBusy);
    desk.run(5'000);
    QCOMPARE(desk.pump.status(), Status::Completed); // kept for a controller that crashes now
    QCOMPARE(desk.confirm(9).error().code, ErrorCode::InvalidInput);
    QVERIFY(desk.confirm(1));
    QVERIFY(desk.confirm(1));
    QCOMPARE(desk.pump.status(), Status::Reset);
}

void TestDartSession::sale_suspendResume()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1));
    QVERIFY(desk.untilState(PumpState::Fuelling));
    QVERIFY(desk.ask([](DartPump &p, OperationId id, qint64 t) { p.suspend(id, false, t); }));
    QCOMPARE(desk.status().state, PumpState::SuspendedFuelling);
    const Volume before = desk.pump.volume();
    desk.run(2'000);
    QCOMPARE(desk.pump.volume(), before);
    QVERIFY(desk.ask([](DartPump &p, OperationId id, qint64 t) { p.suspend(id, true, t); }));
    desk.run(2'000);
    QVERIFY(desk.pump.volume() > before);
    QCOMPARE(desk.status().state, PumpState::Fuelling);
}

void TestDartSession::authorise_nozzleWentBack_presetIsDropped()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    QVERIFY(desk.untilState(PumpState::Calling));
    desk.toPump = [&](const QByteArray &bytes) {
        if (bytes.size() > 3 && bytes.at(2) == 0x02)
            desk.pump.hang(); // while the nozzles are being allowed
        return bytes;
    };
    QCOMPARE(desk.authorise(1, DartDesk::amount(20'000)).error().code, ErrorCode::PumpNotCalling);
    desk.run(3'000);
    QCOMPARE(desk.pump.releases(), 0);
    QVERIFY(desk.deliveries.isEmpty());
    QCOMPARE(desk.status().state, PumpState::Idle);
}

void TestDartSession::authorise_notAcknowledged_isTakenBack()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    bool deaf = false;
    desk.fromPump = [&](const QByteArray &bytes) {
        deaf = deaf || desk.pump.releases() > 0;
        return deaf ? QByteArray() : bytes;
    };
    QCOMPARE(desk.authorise(1).error().code, ErrorCode::PumpOffline);
    QCOMPARE(desk.pump.releases(), 1);
    desk.fromPump = {};
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::Completed; }));
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().volume.ml, 0);
}

void TestDartSession::authorise_refusals()
{
    DartDesk desk;
    QCOMPARE(desk.authorise(1).error().code, ErrorCode::PumpOffline);
    QVERIFY(desk.untilState(PumpState::Closed));
    QCOMPARE(desk.authorise(1).error().code, ErrorCode::PumpBusy);
    QVERIFY(desk.open());
    QCOMPARE(desk.authorise(8).error().code, ErrorCode::InvalidInput);
    QCOMPARE(desk.authorise(1, DartDesk::amount(0)).error().code, ErrorCode::InvalidInput);
    QCOMPARE(desk.authorise(1, DartDesk::amount(100'000'000'00)).error().code, ErrorCode::InvalidInput);
    QCOMPARE(desk.authorise(1, {Preset::Kind::Amount, Money{100, Currency("CZK")}, {}}).error().code,
             ErrorCode::CurrencyMismatch);
    desk.pump.lift(2);
    QVERIFY(desk.untilState(PumpState::Calling));
    QCOMPARE(desk.authorise(1).error().code, ErrorCode::PumpNotCalling);
    QVERIFY(desk.authorise(2));
    QCOMPARE(desk.authorise(2).error().code, ErrorCode::PumpBusy);
    QCOMPARE(desk.ask([](DartPump &p, OperationId id, qint64 t) { p.close(id, t); }).error().code,
             ErrorCode::PumpBusy);
}

void TestDartSession::command_sameId_hasOneEffect()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    const OperationId id{QUuid::createUuid()};
    for (int i = 0; i < 3; ++i)
        desk.take(desk.session->command([&](DartPump &p) { p.authorise(id, 1, {}, desk.now); }));
    desk.run(5'000);
    QCOMPARE(desk.pump.releases(), 1);
    QCOMPARE(std::count_if(desk.answers.cbegin(), desk.answers.cend(),
                           [&](const PumpAnswer &a) { return a.command == id; }),
             1);
    desk.take(desk.session->command([&](DartPump &p) { p.authorise(id, 1, {}, desk.now); }));
    QVERIFY(desk.answers.last().command == id && desk.answers.last().result);
    QCOMPARE(desk.pump.releases(), 1);
}

void TestDartSession::silent_inDelivery_goesOn()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1, DartDesk::amount(20'000)));
    QVERIFY(desk.untilState(PumpState::Fuelling));
    desk.fromPump = [](const QByteArray &) { return QByteArray(); };
    QVERIFY(desk.untilState(PumpState::Inoperative));
    QCOMPARE(desk.stop().error().code, ErrorCode::PumpOffline);
    desk.run(5'000);
    desk.fromPump = {};
    QVERIFY(desk.untilState(PumpState::Fuelling));
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::LimitReached; }));
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().amount.minor, 20'000);
    QVERIFY(!desk.deliveries.first().recovered);
    QCOMPARE(desk.pump.releases(), 1);
}

void TestDartSession::silent_inDelivery_endedMeanwhile()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1, DartDesk::amount(20'000)));
    QVERIFY(desk.untilState(PumpState::Fuelling));
    desk.fromPump = [](const QByteArray &) { return QByteArray(); };
    QVERIFY(desk.untilState(PumpState::Inoperative));
    desk.run(60'000);
    desk.pump.hang();
    desk.fromPump = {};
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().amount.minor, 20'000);
    QCOMPARE(desk.deliveries.first().totalEnd->ml, 25'480);
    QVERIFY(!desk.deliveries.first().uncertain);
}

void TestDartSession::silent_inDelivery_anotherNozzleIsLifted_data()
{
    QTest::addColumn<bool>("liftedBefore");
    QTest::newRow("lifted before the outage: its nozzle is known") << true;
    QTest::newRow("lifted in the outage: a guess, and said so") << false;
}

void TestDartSession::silent_inDelivery_anotherNozzleIsLifted()
{
    QFETCH(bool, liftedBefore);
    DartDesk desk;
    QVERIFY(desk.ready());
    if (liftedBefore) {
        desk.pump.lift(1);
        QVERIFY(desk.untilState(PumpState::Calling));
    }
    QVERIFY(desk.authorise(1, DartDesk::amount(20'000)));
    desk.fromPump = [](const QByteArray &) { return QByteArray(); };
    QVERIFY(desk.untilState(PumpState::Inoperative));
    desk.pump.lift(1);
    desk.pump.squeeze();
    desk.run(10'000);
    desk.pump.hang();
    const Money shown = desk.pump.amount();
    desk.pump.lift(2); // the next customer does not wait for the wire
    desk.fromPump = {};
    desk.run(5'000);
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    const PumpDelivery &delivery = desk.deliveries.first();
    QVERIFY(shown.isPositive());
    QCOMPARE(delivery.amount, shown);
    QCOMPARE(delivery.recovered, !liftedBefore);
    if (liftedBefore)
        QCOMPARE(delivery.nozzle, 1);
}

void TestDartSession::restart_ofPump_inDelivery()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1));
    QVERIFY(desk.until([&] { return desk.status().volume.ml > 5'000; }));
    const Volume seen = desk.status().volume;
    desk.side.restart();
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    const PumpDelivery &delivery = desk.deliveries.first();
    QVERIFY(delivery.end == DeliveryEnd::Interrupted);
    QCOMPARE(delivery.volume, seen); // the least that is known
    QVERIFY(delivery.uncertain || delivery.totalEnd->ml - delivery.totalStart->ml == seen.ml);
    QVERIFY(delivery.totalEnd->ml >= seen.ml);
    QVERIFY(!desk.alarms.isEmpty());
    QVERIFY(desk.alarms.first().kind == PumpAlarmKind::PowerFailure);
    QVERIFY(desk.confirm(1));
    QVERIFY(desk.untilState(PumpState::Idle));
}

void TestDartSession::restart_ofPump_idle_getsItsPrices()
{
    auto sim = DartDesk::simConfig();
    sim.programmed = false;
    DartDesk desk(sim);
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::Completed; }));
    QCOMPARE(desk.pump.price(1).milli, 7'850);
    QCOMPARE(desk.pump.price(2).milli, 7'310);
    QVERIFY(desk.untilState(PumpState::Closed));
    QVERIFY(desk.open());
    QVERIFY(desk.untilState(PumpState::Idle));
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::Reset; }));
    QVERIFY(desk.deliveries.isEmpty());
}

void TestDartSession::restart_ofController_inDelivery_adopts()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1, DartDesk::amount(20'000)));
    QVERIFY(desk.untilState(PumpState::Fuelling));
    desk.newSession();
    QVERIFY(desk.untilState(PumpState::Fuelling));
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::LimitReached; }));
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().amount.minor, 20'000);
    QVERIFY(desk.deliveries.first().recovered);
    QCOMPARE(desk.pump.releases(), 1); // never released again by itself
}

void TestDartSession::restart_ofController_afterDelivery_collects()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1, DartDesk::amount(20'000)));
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::LimitReached; }));
    desk.pump.hang();
    desk.newSession();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().amount.minor, 20'000);
    QVERIFY(desk.deliveries.first().recovered);
    // Not confirmed: a second crash finds it again.
    desk.newSession();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 2; }));
    QCOMPARE(desk.deliveries.last().amount.minor, 20'000);
    QVERIFY(desk.open());
    QVERIFY(desk.confirm(desk.deliveries.last().number));
    desk.newSession();
    desk.run(5'000);
    QCOMPARE(desk.deliveries.size(), 2);
}

void TestDartSession::restart_ofController_afterDelivery_figuresBeforeTotals()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1, DartDesk::amount(968)));
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::LimitReached; }));
    desk.pump.hang();
    desk.newSession();
    desk.toPump = [](const QByteArray &bytes) { // acknowledged, but its figures cannot be had for a while
        if (bytes.size() > 3 && bytes.at(2) == 0x01 && bytes.at(4) == 0x04)
            return encode({0x51, Control::Data, quint8(bytes.at(1) & 0x0F), QByteArray::fromHex("010100")});
        return bytes;
    };
    QVERIFY(desk.untilState(PumpState::Closed));
    const auto totals = [](DartPump &p, OperationId id, qint64 t) { p.requestTotals(id, 1, t); };
    for (int second = 0; second < 10; ++second, desk.run(1'000))
        QVERIFY(!desk.ask(totals)); // nobody prices what the pump can still say
    desk.toPump = {};
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().amount.minor, 968);
    QVERIFY(desk.ask(totals));
}

void TestDartSession::reset_acknowledgedButIgnored_isRefused()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    QVERIFY(desk.authorise(1));
    QVERIFY(desk.stop());
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    desk.toPump = [](const QByteArray &bytes) { // heard as a harmless question
        if (bytes.size() > 3 && bytes.at(2) == 0x01 && bytes.at(4) == 0x05)
            return encode({0x51, Control::Data, quint8(bytes.at(1) & 0x0F), QByteArray::fromHex("010100")});
        return bytes;
    };
    QCOMPARE(desk.confirm(1).error().code, ErrorCode::PumpRefused);
    QCOMPARE(desk.status().state, PumpState::Closed);
    desk.toPump = {};
    QVERIFY(desk.untilState(PumpState::Idle)); // tried again by itself
}

void TestDartSession::prices_setAndReadBack()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    QList<NozzleConfig> prices{{2, {}, {7'400, {}}}, {1, {}, {8'000, {}}}};
    const auto set = [&] {
        return desk.ask([&](DartPump &p, OperationId id, qint64 t) { p.setPrices(id, prices, t); });
    };
    QVERIFY(set());
    QCOMPARE(desk.pump.price(1).milli, 8'000);
    QCOMPARE(desk.pump.price(2).milli, 7'400);
    prices[0].price.milli = 7'405; // the pump shows two decimals
    QCOMPARE(set().error().code, ErrorCode::InvalidInput);
    prices.removeFirst();
    QCOMPARE(set().error().code, ErrorCode::InvalidInput);
    prices = {{1, {}, {8'100, {}}}, {2, {}, {7'500, {}}}};
    desk.pump.lift(1);
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.alarms.isEmpty());
    QCOMPARE(set().error().code, ErrorCode::PumpBusy);
    desk.pump.hang();
    QVERIFY(desk.untilState(PumpState::Idle));
    // Acknowledged, but the pump goes on showing the old price.
    desk.toPump = [](const QByteArray &bytes) {
        return bytes.size() > 3 && bytes.at(2) == 0x05
            ? encode({0x51, Control::Data, quint8(bytes.at(1) & 0x0F), QByteArray::fromHex("010100")})
            : bytes;
    };
    QCOMPARE(set().error().code, ErrorCode::PumpPriceMismatch);
}

void TestDartSession::prices_mismatch_isAlarmed()
{
    auto config = DartDesk::config();
    config.nozzles[0].price.milli = 9'990;
    DartDesk desk(DartDesk::simConfig(), config);
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    QVERIFY(desk.untilState(PumpState::Calling));
    QCOMPARE(desk.alarms.size(), 1);
    QVERIFY(desk.alarms.first().kind == PumpAlarmKind::PriceMismatch);
    QCOMPARE(desk.authorise(1).error().code, ErrorCode::PumpPriceMismatch);
}

void TestDartSession::alarms_areNamed()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    desk.take(desk.session->takeTurn(desk.now)); // ends at once
    desk.session->command([&](DartPump &p) { p.onReports({Alarm{0x09}}, desk.now); });
    const auto out = desk.session->command([&](DartPump &p) { p.onReports({Alarm{0x0D}}, desk.now); });
    QCOMPARE(out.notices.size(), 1);
    QVERIFY(std::get<PumpAlarm>(out.notices.first()).kind == PumpAlarmKind::Leak);
    QCOMPARE(std::get<PumpAlarm>(out.notices.first()).nativeCode, 0x0D);
}

void TestDartSession::totals_bothKinds()
{
    for (const bool paired : {false, true}) {
        auto sim = DartDesk::simConfig();
        sim.pairedTotals = paired;
        DartDesk desk(sim);
        QVERIFY(desk.ready());
        desk.pump.lift(1);
        desk.pump.squeeze();
        QVERIFY(desk.untilState(PumpState::Calling));
        QVERIFY(desk.authorise(1, DartDesk::amount(5'000)));
        QVERIFY(desk.until([&] { return desk.pump.status() == Status::LimitReached; }));
        desk.pump.hang();
        QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
        QVERIFY(desk.confirm(1));
        desk.totals.clear();
        QVERIFY(desk.ask([](DartPump &p, OperationId id, qint64 t) { p.requestTotals(id, 1, t); }));
        QCOMPARE(desk.totals.size(), 1);
        QCOMPARE(desk.totals.first().volume, desk.pump.total(1));
        QCOMPARE(desk.totals.first().amount->minor, 5'000);
    }
}

void TestDartSession::commitHook_refusal_losesNothing()
{
    DartDesk desk;
    int refused = 0;
    bool full = false;
    desk.commit = [&](const QList<PumpNotice> &) {
        refused += full ? 1 : 0;
        return !full;
    };
    desk.session->setCommitHook(desk.commit);
    QVERIFY(desk.ready());
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1, DartDesk::amount(5'000)));
    QVERIFY(desk.untilState(PumpState::Fuelling));
    full = true; // the disk
    desk.run(20'000);
    desk.pump.hang();
    desk.run(5'000);
    QVERIFY(refused > 3);
    QVERIFY(desk.deliveries.isEmpty());
    full = false;
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    QCOMPARE(desk.deliveries.first().amount.minor, 5'000);
}

void TestDartSession::lostAcks_bothWays_onceOnly()
{
    DartDesk desk;
    QVERIFY(desk.ready());
    int n = 0;
    desk.fromPump = [&](const QByteArray &bytes) { return ++n % 3 == 0 ? QByteArray() : bytes; };
    desk.toPump = [&](const QByteArray &bytes) { return ++n % 4 == 0 ? QByteArray() : bytes; };
    desk.pump.lift(1);
    desk.pump.squeeze();
    QVERIFY(desk.untilState(PumpState::Calling));
    QVERIFY(desk.authorise(1, DartDesk::amount(5'000)));
    QVERIFY(desk.until([&] { return desk.pump.status() == Status::LimitReached; }));
    desk.pump.hang();
    QVERIFY(desk.until([&] { return desk.deliveries.size() == 1; }));
    desk.run(5'000);
    QVERIFY(desk.side.repeats() > 0);
    QCOMPARE(desk.pump.releases(), 1);
    QCOMPARE(desk.deliveries.size(), 1);
    QCOMPARE(desk.deliveries.first().amount.minor, 5'000);
}

void TestDartSession::faults_seeded_totalsEqual_data()
{
    QTest::addColumn<quint32>("seed");
    const int fixed = qEnvironmentVariableIntValue("YOUKA_SEED");
    for (int seed = fixed ? fixed : 1; seed <= (fixed ? fixed : 40); ++seed)
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << quint32(seed);
}

void TestDartSession::faults_seeded_totalsEqual()
{
    QFETCH(quint32, seed);
    DartDesk desk;
    QVERIFY(desk.ready());
    QRandomGenerator random(seed);
    FaultPlan up(seed);
    FaultPlan down(seed + 1);
    for (const Fault fault : {Fault::Drop, Fault::Corrupt, Fault::Garbage, Fault::Duplicate}) {
        up.setRate(fault, 40);
        down.setRate(fault, 40);
    }
    const auto through = [](FaultPlan &plan) {
        return [&plan](const QByteArray &bytes) {
            QByteArray all;
            for (const auto &piece : plan.apply(bytes))
                all += piece.bytes;
            return all;
        };
    };
    desk.fromPump = through(up);
    desk.toPump = through(down);
    for (int sale = 1; sale <= 5; ++sale) {
        const qsizetype before = desk.deliveries.size();
        desk.pump.lift(1);
        desk.pump.squeeze();
        QVERIFY(desk.untilState(PumpState::Calling));
        const Money preset{1'000 + qint64(random.bounded(3'000u)), {}};
        if (!desk.authorise(1, {Preset::Kind::Amount, preset, {}}))
            desk.stop().has_value();
        desk.until([&] { return desk.pump.status() == Status::LimitReached; }, 20'000);
        desk.pump.hang();
        desk.run(10'000);
        if (desk.deliveries.size() > before)
            QVERIFY(desk.until([&] { return desk.confirm(desk.deliveries.last().number).has_value(); }));
        QVERIFY(desk.untilState(PumpState::Idle));
    }
    Volume sum;
    Money money;
    for (const PumpDelivery &delivery : std::as_const(desk.deliveries)) {
        sum = sum + delivery.volume;
        money += delivery.amount;
    }
    QCOMPARE(sum.ml, desk.pump.total(1).ml);
    QCOMPARE(money, desk.pump.totalAmount(1));
    QVERIFY(desk.pump.deliveries() > 0);
}

QTEST_GUILESS_MAIN(TestDartSession)
#include "tst_dart_session.moc"
