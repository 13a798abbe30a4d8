#include "tests/unit/sales/sale_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using test::SaleDesk;

namespace {

/// A station with one tank of 95, told of through the journal of its counter.
struct TankDesk : SaleDesk
{
    explicit TankDesk(test::TestStore &fresh)
        : SaleDesk(fresh)
    {
    }
    Result<FactOutcome> say(const FactBody &body, Timestamp at)
    {
        return committed([&] {
            ParsedFact fact{ids.make<OperationId>(), {}, at, body};
            fact.seq = ++seq;
            return sales().apply(fact, terminal, now());
        });
    }
    TankRead level(Volume volume, int number = 1) const
    {
        TankRead told;
        told.tank = {number, QStringLiteral("95"), 30'000_L, 300_L, {3'000_L, 50'000, 50_L, 100_L, 5}};
        told.reading.tank = number;
        told.reading.volume = told.reading.compensated = volume;
        told.reading.ullage = 30'000_L - volume;
        return told;
    }
    Result<FactOutcome> read(Volume volume) { return say(level(volume), now()); }
    void sell(Volume volume)
    {
        SaleFact fact;
        fact.sale = ids.make<SaleId>();
        fact.mode = SaleMode::PostPay;
        fact.pump = 1;
        const UnitPrice price{8'000, {}};
        fact.delivery = {1, QStringLiteral("95"), price, volume, *amountFor(volume, price), {}, {}};
        QVERIFY(say(fact, now()));
    }
    TankDelivered lorry(const char *start, Volume before, Volume after, Volume drawn = {}) const
    {
        TankDelivered told;
        told.product = QStringLiteral("95");
        told.delivery.tank = 1;
        told.delivery.start = told.delivery.end = QLatin1String(start);
        told.delivery.before = before;
        told.delivery.after = after;
        told.from = told.to = now();
        told.drawn = drawn;
        return told;
    }
    TankAlarmed alarm(TankAlarm what, bool active = true, int number = 1) const
    {
        return {number, QStringLiteral("95"), what, active, 2'000_L, 0, {}};
    }
    TankService tanks() { return TankService(*store.db); }
    TankService::Detail detail(int number = 1)
    {
        const auto found = tanks().detail(terminal.station.id, number, manager());
        return found ? *found : TankService::Detail{};
    }
    static Principal manager(StationId station = {})
    {
        return {Role::Manager, 5, QStringLiteral("Li"), station};
    }
    /// The station's next day begins.
    void nextDay() { clock.advanceMs(24 * 3'600'000); }
    qint64 seq = 0;
};

}

class TestTankService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reading_isKept_andTheLastCounts_data() { test::addEngineRows(); }
    void reading_isKept_andTheLastCounts();
    void reading_ofAClockThatWentBack_isStillTheLast_data() { test::addEngineRows(); }
    void reading_ofAClockThatWentBack_isStillTheLast();
    void reading_ofAnotherCounter_byItsTime_data() { test::addEngineRows(); }
    void reading_ofAnotherCounter_byItsTime();
    void delivery_isReceivedOnce_data() { test::addEngineRows(); }
    void delivery_isReceivedOnce();
    void day_closesByBooksAndGauge_data() { test::addEngineRows(); }
    void day_closesByBooksAndGauge();
    void day_whatIsNotBookedYet_isNotMissing_data() { test::addEngineRows(); }
    void day_whatIsNotBookedYet_isNotMissing();
    void day_beyondItsLimit_isACase_data() { test::addEngineRows(); }
    void day_beyondItsLimit_isACase();
    void day_waitsForTheLorry_data() { test::addEngineRows(); }
    void day_waitsForTheLorry();
    void day_ofJoinedTanks_isOne_data() { test::addEngineRows(); }
    void day_ofJoinedTanks_isOne();
    void day_doesNotEndByAClockThatIsAhead_data() { test::addEngineRows(); }
    void day_doesNotEndByAClockThatIsAhead();
    void alarm_isOneCase_whileItLasts_data() { test::addEngineRows(); }
    void alarm_isOneCase_whileItLasts();
    void alarm_low_endsWithTheLorry_data() { test::addEngineRows(); }
    void alarm_low_endsWithTheLorry();
    void stationsPeople_seeTheirs_data() { test::addEngineRows(); }
    void stationsPeople_seeTheirs();
    void facts_surviveTheWire();
    void facts_refusals_data();
    void facts_refusals();
};

void TestTankService::reading_isKept_andTheLastCounts()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    VERIFY_OK(desk.read(20'000_L));
    desk.clock.advanceMs(900'000);
    VERIFY_OK(desk.read(19'000_L));
    const auto all = desk.tanks().list(TankDesk::manager());
    VERIFY_OK(all);
    QCOMPARE(all->size(), size_t(1));
    QCOMPARE(all->front().reading.volume, 19'000_L);
    QCOMPARE(all->front().stationCode, QStringLiteral("S1"));
    QVERIFY(all->front().tank == desk.level({}).tank);
    const auto detail = desk.detail();
    QCOMPARE(detail.readings.size(), size_t(2));
    QCOMPARE(detail.readings.back().reading.volume, 20'000_L);
}

void TestTankService::reading_ofAClockThatWentBack_isStillTheLast()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    VERIFY_OK(desk.read(20'000_L));
    VERIFY_OK(desk.say(desk.level(15'000_L), desk.now().plusMs(-20 * 60'000)));
    QCOMPARE(desk.detail().tank.reading.volume, 15'000_L);
}

void TestTankService::reading_ofAnotherCounter_byItsTime()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    desk.seq = 500;
    VERIFY_OK(desk.read(20'000_L));
    desk.seq = 0; // a new counter, whose journal begins
    desk.terminal.id = {8};
    desk.clock.advanceMs(60'000);
    VERIFY_OK(desk.read(10'000_L));
    QCOMPARE(desk.detail().tank.reading.volume, 10'000_L);
    desk.terminal.id = {7}; // what the old one had not sent yet
    desk.seq = 501;
    VERIFY_OK(desk.say(desk.level(18'000_L), desk.now().plusMs(-30'000)));
    QCOMPARE(desk.detail().tank.reading.volume, 10'000_L);
    QCOMPARE(desk.detail().readings.size(), size_t(3));
}

void TestTankService::delivery_isReceivedOnce()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    VERIFY_OK(desk.read(1'000_L));
    for (int i = 0; i < 3; ++i)
        VERIFY_OK(desk.say(desk.lorry("2601010900", 1'000_L, 8'900_L, 100_L), desk.now()));
    VERIFY_OK(desk.say(desk.lorry("2601011500", 2'000_L, 4'000_L), desk.now()));
    const auto deliveries = desk.detail().deliveries;
    QCOMPARE(deliveries.size(), size_t(2));
    QCOMPARE(receivedVolume(deliveries.back()), 8'000_L);
    QCOMPARE(store.figure("SELECT SUM(received) FROM tank_delivery"), 10'000'000);
}

void TestTankService::day_closesByBooksAndGauge()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    desk.sell(500_L); // before the books of the tank begin
    VERIFY_OK(desk.read(10'000_L));
    desk.sell(300_L);
    VERIFY_OK(desk.say(desk.lorry("2601010900", 9'700_L, 17'600_L, 100_L), desk.now()));
    desk.sell(100_L);
    desk.clock.advanceMs(3'600'000);
    VERIFY_OK(desk.read(17'600_L));
    QVERIFY(desk.detail().days.empty());
    desk.nextDay();
    desk.sell(40_L); // of the new day, and before its first level
    VERIFY_OK(desk.read(17'500_L));
    auto days = desk.detail().days;
    QCOMPARE(days.size(), size_t(1));
    const TankPeriod &p = days.front().period;
    QCOMPARE(p.opening, 10'000_L);
    QCOMPARE(p.received, 8'000_L);
    QCOMPARE(p.sold, 440_L);
    QCOMPARE(p.closing, 17'500_L);
    QCOMPARE(varianceMl(p), 60'000);
    QCOMPARE(days.front().allowed.ml, 102'200);
    QCOMPARE(days.front().day, QDate(2026, 1, 1));
    QCOMPARE(desk.cases("tank-variance"), 0);
    VERIFY_OK(desk.read(17'500_L)); // the same day again
    desk.sell(500_L);
    desk.nextDay();
    VERIFY_OK(desk.read(17'000_L));
    days = desk.detail().days;
    QCOMPARE(days.size(), size_t(2));
    QCOMPARE(days.front().period.opening, 17'500_L);
    QCOMPARE(varianceMl(days.front().period), 0);
}

void TestTankService::day_whatIsNotBookedYet_isNotMissing()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    TankRead opening = desk.level(10'000_L);
    opening.unbooked = 400_L; // somebody was still to pay for it
    VERIFY_OK(desk.say(opening, desk.now()));
    desk.sell(400_L);
    desk.sell(100_L);
    desk.nextDay();
    VERIFY_OK(desk.read(9'900_L));
    const TankPeriod p = desk.detail().days.front().period;
    QCOMPARE(p.opening, 10'400_L);
    QCOMPARE(p.sold, 500_L);
    QCOMPARE(varianceMl(p), 0);
}

void TestTankService::day_beyondItsLimit_isACase()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    VERIFY_OK(desk.read(10'000_L));
    desk.sell(1'000_L);
    desk.nextDay();
    VERIFY_OK(desk.read(8'894_L)); // 106 are missing, 105 are allowed
    QCOMPARE(desk.cases("tank-variance"), 1);
    const auto cases = ExceptionService(*store.db).list({}, TankDesk::manager(), 10);
    VERIFY_OK(cases);
    QCOMPARE(cases->front().found.station, desk.terminal.station.id);
    QCOMPARE(cases->front().found.record, desk.seq);
    QVERIFY(cases->front().found.evidence.contains("\"varianceMl\":\"106000\""));
    desk.nextDay();
    VERIFY_OK(desk.read(8'894_L));
    QCOMPARE(desk.cases("tank-variance"), 1);
    desk.nextDay();
    VERIFY_OK(desk.read(9'000_L)); // too much is one, too
    QCOMPARE(desk.cases("tank-variance"), 2);
}

void TestTankService::day_waitsForTheLorry()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    VERIFY_OK(desk.read(10'000_L));
    desk.nextDay();
    TankRead amid = desk.level(14'000_L);
    amid.settled = false;
    VERIFY_OK(desk.say(amid, desk.now()));
    QVERIFY(desk.detail().days.empty());
    VERIFY_OK(desk.say(desk.lorry("2601020010", 10'000_L, 18'000_L), desk.now()));
    VERIFY_OK(desk.read(18'000_L));
    QCOMPARE(desk.detail().days.size(), size_t(1));
    QCOMPARE(varianceMl(desk.detail().days.front().period), 0);
}

void TestTankService::day_ofJoinedTanks_isOne()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    const auto both = [&](Volume first, Volume second) {
        VERIFY_OK(desk.say(desk.level(first, 1), desk.now()));
        VERIFY_OK(desk.say(desk.level(second, 2), desk.now()));
    };
    both(10'000_L, 20'000_L);
    desk.sell(1'000_L);
    desk.nextDay();
    VERIFY_OK(desk.say(desk.level(9'400_L, 1), desk.now()));
    QVERIFY(desk.detail().days.empty()); // the other one is of yesterday
    desk.clock.advanceMs(60'000);
    both(9'400_L, 19'600_L);
    const auto days = desk.detail(2).days;
    QCOMPARE(days.size(), size_t(1));
    QCOMPARE(days.front().period.opening, 30'000_L);
    QCOMPARE(varianceMl(days.front().period), 0);
}

void TestTankService::day_doesNotEndByAClockThatIsAhead()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    VERIFY_OK(desk.read(10'000_L));
    VERIFY_OK(desk.say(desk.level(10'000_L), desk.now().plusMs(30LL * 24 * 3'600'000)));
    QVERIFY(desk.detail().days.empty());
    desk.nextDay();
    VERIFY_OK(desk.read(10'000_L));
    QCOMPARE(desk.detail().days.size(), size_t(1));
}

void TestTankService::alarm_isOneCase_whileItLasts()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    for (int i = 0; i < 3; ++i)
        VERIFY_OK(desk.say(desk.alarm(TankAlarm::HighWater), desk.now()));
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::WaterWarning), desk.now()));
    QCOMPARE(desk.cases("tank-water"), 1);
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::HighWater, true, 2), desk.now()));
    QCOMPARE(desk.cases("tank-water"), 2); // another tank
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::ProbeOut), desk.now()));
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::Loss), desk.now()));
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::Loss), desk.now()));
    QCOMPARE(desk.cases("tank-loss"), 2); // each is one of its own
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case"), 4);
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::HighWater, false), desk.now()));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case WHERE state < 4"), 4);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM tank_alarm"), 9);
}

void TestTankService::alarm_low_endsWithTheLorry()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::LowProduct), desk.now()));
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::LowProduct, true, 2), desk.now()));
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::LowProduct, false), desk.now()));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case WHERE state = 4"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM exception_case WHERE state = 1"), 1);
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::LowProduct, false), desk.now())); // nothing left to end
    VERIFY_OK(desk.say(desk.alarm(TankAlarm::LowProduct), desk.now()));
    QCOMPARE(desk.cases("tank-low"), 3);
}

void TestTankService::stationsPeople_seeTheirs()
{
    OPEN_STORE(store);
    TankDesk desk(store);
    VERIFY_OK(desk.read(10'000_L));
    const StationId here = desk.terminal.station.id;
    const StationId elsewhere{here.value + 1};
    QCOMPARE(desk.tanks().list(TankDesk::manager(here))->size(), size_t(1));
    QCOMPARE(desk.tanks().list(TankDesk::manager(elsewhere))->size(), size_t(0));
    VERIFY_OK(desk.tanks().detail(here, 1, TankDesk::manager(here)));
    COMPARE_REFUSED(desk.tanks().detail(here, 1, TankDesk::manager(elsewhere)), ErrorCode::NotFound);
    COMPARE_REFUSED(desk.tanks().detail(here, 2, TankDesk::manager()), ErrorCode::NotFound);
    COMPARE_REFUSED(desk.tanks().detail({}, 1, TankDesk::manager()), ErrorCode::NotFound);
}

void TestTankService::facts_surviveTheWire()
{
    const Timestamp at{1'767'225'600'000};
    IdSource ids(ManualClock{}, 3);
    const auto again = [&](const FactBody &body) {
        const auto parsed = parseFact(factBytes(ids.make<OperationId>(), at, body));
        return parsed ? parsed->body : FactBody(HoldReleased{});
    };
    TankRead read;
    read.tank = {3, QStringLiteral("0"), 50'000_L, 400_L, {5'000_L, 60'000, 70_L, 80_L, 9}};
    read.reading = {3, {1}, {2}, {3}, {4}, 5, 6, -7, 1};
    read.unbooked = {8};
    read.settled = false;
    const auto told = std::get<TankRead>(again(read));
    QVERIFY(told.tank == read.tank && told.reading == read.reading && told.unbooked == read.unbooked
            && !told.settled);
    TankDelivered delivered;
    delivered.product = QStringLiteral("0");
    delivered.delivery = {
        3, QStringLiteral("2601010900"), QStringLiteral("2601010930"), {1}, {2}, {3}, {4}, -5, 6};
    delivered.from = at;
    delivered.to = at.plusMs(5);
    delivered.drawn = {7};
    const auto lorry = std::get<TankDelivered>(again(delivered));
    QVERIFY(lorry.delivery == delivered.delivery && lorry.from == at && lorry.to == delivered.to
            && lorry.drawn == delivered.drawn);
    const TankAlarmed alarmed{3, QStringLiteral("0"), TankAlarm::Loss, false, {1}, 2, {3}};
    const auto cry = std::get<TankAlarmed>(again(alarmed));
    QVERIFY(cry.alarm == TankAlarm::Loss && !cry.active && cry.lost.ml == 3 && cry.waterUm == 2);
}

void TestTankService::facts_refusals_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("tank 0") << QByteArray("\"tank\":1") << QByteArray("\"tank\":0");
    QTest::newRow("tank 100") << QByteArray("\"tank\":1") << QByteArray("\"tank\":100");
    QTest::newRow("negative volume") << QByteArray("\"beforeMl\":\"1000000\"")
                                     << QByteArray("\"beforeMl\":\"-1\"");
    QTest::newRow("short start") << QByteArray("2601010900") << QByteArray("260101090");
    QTest::newRow("letters") << QByteArray("2601010900") << QByteArray("26010109O0");
    QTest::newRow("no time") << QByteArray("\"from\"") << QByteArray("\"form\"");
}

void TestTankService::facts_refusals()
{
    QFETCH(QByteArray, member);
    QFETCH(QByteArray, value);
    TankDelivered told;
    told.product = QStringLiteral("95");
    told.delivery.tank = 1;
    told.delivery.start = told.delivery.end = QStringLiteral("2601010900");
    told.delivery.before = 1'000_L;
    IdSource ids(ManualClock{}, 3);
    QByteArray bytes = factBytes(ids.make<OperationId>(), {1}, told);
    QVERIFY(parseFact(bytes));
    QVERIFY(bytes.contains(member));
    bytes.replace(member, value);
    COMPARE_REFUSED(parseFact(bytes), ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(TestTankService)
#include "tst_tank_service.moc"
