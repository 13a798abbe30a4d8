#include "core/exchange/sync/outbox.h"
#include "core/station/forecourt/tank_watch.h"
#include "tests/support/two_stores.h"

#include <QCoreApplication>
#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

/// A gauge that says what the test lets it say.
class Gauge final : public TankGauge
{
public:
    void say(const TankReadings &readings) { Q_EMIT read(readings); }
    void say(const TankDeliveries &deliveries) { Q_EMIT deliveriesListed(deliveries); }
    void say(const TankAlarms &alarms) { Q_EMIT alarmsListed(alarms); }
    void turn(bool online) { Q_EMIT onlineChanged(online); }

protected:
    void doStart() override { }
    void doStop() override { }
};

struct Hoses final : HoseFlows
{
    Result<HoseFlow> flowOf(const QString &) override { return flow; }
    HoseFlow flow{Volume{}, {}, true, true};
};

/// One life after the other of a counter's eyes on two tanks.
struct Desk
{
    explicit Desk(test::TestStore &fresh)
        : store(fresh)
    {
        clock.advanceMs(1'000);
        outbox = std::make_unique<Outbox>(*store.db, TerminalId{7}, SigningKey::generate());
        begin();
    }
    void begin()
    {
        watch = std::make_unique<TankWatch>(*store.db, *outbox, hoses, clock, ids, tanks());
        gauge = std::make_unique<Gauge>();
        watch->connectTo(*gauge);
        gauge->turn(true);
    }
    static QList<Tank> tanks()
    {
        const TankLimits limits{3'000_L, 50'000, 50_L, 100_L, 5};
        return {{1, QStringLiteral("95"), 30'000_L, 300_L, limits},
                {2, QStringLiteral("0"), 30'000_L, 300_L, limits}};
    }
    static TankReading level(int tank, Volume volume, unsigned status = 0)
    {
        return {tank, volume, volume, 30'000_L - volume, {}, 0, 0, 15'000, status};
    }
    /// Both tanks are read, so many seconds later.
    void read(Volume first, Volume second = 10'000_L, unsigned status = 0, int seconds = 20)
    {
        clock.advanceMs(seconds * 1'000);
        gauge->say(TankReadings{{level(1, first, status), level(2, second)}, now()});
        QCoreApplication::sendPostedEvents();
    }
    void list(const QList<TankDelivery> &deliveries)
    {
        gauge->say(TankDeliveries{deliveries, now()});
        QCoreApplication::sendPostedEvents();
    }
    void cry(const QList<std::pair<int, TankAlarm>> &on)
    {
        gauge->say(TankAlarms{on});
        QCoreApplication::sendPostedEvents();
    }
    static TankDelivery lorry(const char *start, Volume before, Volume after, int tank = 1)
    {
        return {tank,  QLatin1String(start), QLatin1String(start), before, after, before, after, 15'000,
                15'000};
    }
    QString now() const { return QStringLiteral("2601011200"); }
    QList<ParsedFact> written() const
    {
        QList<ParsedFact> all;
        auto rows = store.db->exec("SELECT body FROM record ORDER BY seq");
        while (rows && rows->next())
            all.append(*parseFact(rows->blob(0)));
        return all;
    }
    template <class T>
    QList<T> told() const
    {
        QList<T> all;
        for (const ParsedFact &fact : written())
            if (const T *body = std::get_if<T>(&fact.body))
                all.append(*body);
        return all;
    }
    QList<TankRead> levelsOf(int tank) const
    {
        QList<TankRead> all;
        for (const TankRead &read : told<TankRead>())
            if (read.tank.number == tank)
                all.append(read);
        return all;
    }
    test::TestStore &store;
    ManualClock clock;
    IdSource ids{clock, 5};
    Hoses hoses;
    std::unique_ptr<Outbox> outbox;
    std::unique_ptr<Gauge> gauge;
    std::unique_ptr<TankWatch> watch;
};

}

#define OPEN_DESK(desk)                                                                                      \
    test::TestStore store(QStringLiteral("sqlcipher"), stationMigrations());                                 \
    QVERIFY2(store.missing().isEmpty(), qPrintable(store.missing()));                                        \
    Desk desk(store)

class TestTankWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void levels_firstAndEachQuarter();
    void levels_inTheirTurn_goWithTheNextSale();
    void levels_ofALifeThatBegins_areToldAgain();
    void levels_waitForTheGaugesList();
    void history_isNoDelivery();
    void delivery_isToldOnce_alsoAfterARestart();
    void delivery_withWhatHosesTookMeanwhile();
    void delivery_thatEndedWhileTheCounterWasDown();
    void delivery_thatIsNeverListed_isForgotten();
    void delivery_levelsAreNotSettled_untilItIsTold();
    void alarms_beginAndEnd_alsoAcrossRestarts();
    void low_byItsOwnLimit();
    void loss_withoutAnOpenHose();
    void loss_notWhileHosesMove_data();
    void loss_notWhileHosesMove();
    void left_freshReadingsOnly();
    void left_joinedTanks();
    void store_thatFails_isTriedAgain_nothingTwice();
};

void TestTankWatch::levels_firstAndEachQuarter()
{
    OPEN_DESK(desk);
    desk.list({});
    desk.hoses.flow.unbooked = 12_L;
    for (int i = 0; i < 90; ++i) // half an hour
        desk.read(20'000_L);
    QCOMPARE(desk.levelsOf(1).size(), 2);
    QCOMPARE(desk.levelsOf(2).size(), 2);
    const QList<ParsedFact> facts = desk.written();
    QCOMPARE(facts[0].at, facts[1].at); // all tanks at one moment
    QCOMPARE(facts[2].at.ms - facts[0].at.ms, TankWatch::TellMs);
    QCOMPARE(desk.levelsOf(1).first().unbooked, 12_L);
    QVERIFY(desk.levelsOf(1).first().settled);
    QVERIFY(desk.levelsOf(1).first().tank == Desk::tanks().first());
    QCOMPARE(desk.outbox->state()->waiting, 4);
}

void TestTankWatch::levels_inTheirTurn_goWithTheNextSale()
{
    OPEN_DESK(desk);
    int kicks = 0;
    desk.outbox->onKick = [&] { ++kicks; };
    desk.list({});
    desk.read(20'000_L);
    const int first = kicks;
    QVERIFY(first > 0); // the first of a life is news
    desk.read(20'000_L, 10'000_L, 0, 900);
    QCOMPARE(desk.levelsOf(1).size(), 2);
    desk.read(20'000_L, 10'000_L, 0, 170);
    QCOMPARE(kicks, first);
    desk.read(20'000_L);
    QCOMPARE(kicks, first + 1); // nobody took it along
    desk.read(20'000_L, 10'000_L, 0, 800);
    QCOMPARE(desk.levelsOf(1).size(), 3);
    QList<RecordReply> replies;
    for (qint64 seq = 1; seq <= 6; ++seq)
        replies.append({seq, QStringLiteral("applied"), {}});
    VERIFY_OK(desk.outbox->settle(replies)); // a sale did
    desk.read(20'000_L, 10'000_L, 0, 300);
    QCOMPARE(kicks, first + 1);
    desk.read(2'000_L);
    QVERIFY(kicks > first + 1); // low is news
}

void TestTankWatch::levels_ofALifeThatBegins_areToldAgain()
{
    OPEN_DESK(desk);
    desk.list({});
    desk.read(20'000_L);
    desk.begin();
    desk.read(19'000_L);
    QCOMPARE(desk.levelsOf(1).size(), 2);
}

void TestTankWatch::levels_waitForTheGaugesList()
{
    OPEN_DESK(desk);
    desk.read(20'000_L);
    QVERIFY(desk.written().isEmpty());
    QCOMPARE(desk.watch->views().first().last->volume, 20'000_L); // the screen need not wait
    desk.list({});
    desk.read(20'000_L);
    QCOMPARE(desk.levelsOf(1).size(), 1);
}

void TestTankWatch::history_isNoDelivery()
{
    OPEN_DESK(desk);
    desk.list({Desk::lorry("2512010900", 1'000_L, 9'000_L), Desk::lorry("2512200900", 1'000_L, 9'000_L)});
    desk.read(20'000_L);
    QVERIFY(desk.told<TankDelivered>().isEmpty());
    QCOMPARE(desk.watch->views().first().delivery->start, QStringLiteral("2512200900"));
    desk.begin();
    desk.list({Desk::lorry("2512010900", 1'000_L, 9'000_L), Desk::lorry("2512200900", 1'000_L, 9'000_L)});
    QVERIFY(desk.told<TankDelivered>().isEmpty());
}

void TestTankWatch::delivery_isToldOnce_alsoAfterARestart()
{
    OPEN_DESK(desk);
    desk.list({});
    const QList<TankDelivery> one{Desk::lorry("2601011100", 1'000_L, 9'000_L)};
    desk.list(one);
    desk.list(one);
    desk.begin();
    desk.list(one);
    QCOMPARE(desk.told<TankDelivered>().size(), 1);
    const TankDelivered told = desk.told<TankDelivered>().first();
    QCOMPARE(told.product, QStringLiteral("95"));
    QCOMPARE(desk.clock.now().ms - told.from.ms, 3'600'000); // by the gauge's clock an hour ago
    desk.list(one + QList{Desk::lorry("2601011130", 500_L, 600_L), Desk::lorry("2601011100", 1_L, 2_L, 2)});
    QCOMPARE(desk.told<TankDelivered>().size(), 3); // another start, and the same start of another tank
}

void TestTankWatch::delivery_withWhatHosesTookMeanwhile()
{
    OPEN_DESK(desk);
    desk.list({});
    desk.hoses.flow.drawn = 5'000_L;
    desk.read(1'000_L);
    desk.read(2'000_L, 10'000_L, DeliveryRunning);
    desk.hoses.flow.drawn = 5'100_L;
    desk.read(8'900_L, 10'000_L, DeliveryRunning);
    desk.read(8'900_L); // it has ended
    desk.hoses.flow.drawn = 5'150_L;
    desk.list({Desk::lorry("2601011100", 1'000_L, 8'900_L)});
    const TankDelivered told = desk.told<TankDelivered>().first();
    QCOMPARE(told.drawn, 100_L);
    QCOMPARE(receivedVolume(told), 8'000_L);
}

void TestTankWatch::delivery_thatEndedWhileTheCounterWasDown()
{
    OPEN_DESK(desk);
    desk.list({});
    desk.hoses.flow.drawn = 5'000_L;
    desk.read(2'000_L, 10'000_L, DeliveryRunning);
    desk.begin();
    desk.hoses.flow.drawn = 5'030_L;
    desk.list({Desk::lorry("2601011100", 1'000_L, 8'900_L)});
    QCOMPARE(desk.told<TankDelivered>().first().drawn, 30_L);
    desk.read(8'900_L);
    QVERIFY(desk.levelsOf(1).last().settled);
}

void TestTankWatch::delivery_thatIsNeverListed_isForgotten()
{
    OPEN_DESK(desk);
    desk.list({});
    desk.read(1'000_L, 10'000_L, DeliveryRunning);
    desk.read(1'100_L);
    for (int i = 0; i < 3; ++i) {
        desk.read(1'100_L, 10'000_L, 0, 1'000);
        QVERIFY(!desk.levelsOf(1).last().settled);
        desk.list({});
    }
    desk.read(1'100_L);
    QVERIFY(desk.levelsOf(1).last().settled);
}

void TestTankWatch::delivery_levelsAreNotSettled_untilItIsTold()
{
    OPEN_DESK(desk);
    desk.list({});
    desk.read(1'000_L);
    QCOMPARE(desk.levelsOf(1).size(), 1);
    desk.read(2'000_L, 10'000_L, DeliveryRunning);
    QCOMPARE(desk.levelsOf(1).size(), 2); // its beginning is told at once
    QCOMPARE(desk.levelsOf(2).size(), 1);
    QVERIFY(!desk.levelsOf(1).last().settled);
    desk.read(9'000_L);
    desk.list({Desk::lorry("2601011100", 1'000_L, 9'000_L)});
    desk.read(9'000_L);
    const QList<ParsedFact> facts = desk.written();
    QVERIFY(std::holds_alternative<TankDelivered>(facts[facts.size() - 2].body));
    QVERIFY(std::get<TankRead>(facts.last().body).settled);
}

void TestTankWatch::alarms_beginAndEnd_alsoAcrossRestarts()
{
    OPEN_DESK(desk);
    desk.list({});
    desk.read(20'000_L);
    const QList<std::pair<int, TankAlarm>> on{{2, TankAlarm::ProbeOut}, {9, TankAlarm::Leak}};
    desk.cry(on);
    desk.cry(on);
    desk.begin();
    desk.cry(on); // known, before anything else is heard
    desk.read(20'000_L);
    desk.cry(on);
    QCOMPARE(desk.told<TankAlarmed>().size(), 1);
    QCOMPARE(desk.told<TankAlarmed>().first().tank, 2);
    QVERIFY(desk.watch->views().last().alarms == QList<TankAlarm>{TankAlarm::ProbeOut});
    desk.cry({});
    QCOMPARE(desk.told<TankAlarmed>().size(), 2);
    QVERIFY(!desk.told<TankAlarmed>().last().active);
    desk.read(20'000_L);
    QCOMPARE(desk.levelsOf(2).size(), 3); // first of each life, and with the alarm that is over
}

void TestTankWatch::low_byItsOwnLimit()
{
    OPEN_DESK(desk);
    desk.list({});
    desk.read(3'100_L);
    QVERIFY(desk.told<TankAlarmed>().isEmpty());
    desk.read(2'900_L);
    desk.read(2'950_L);
    QCOMPARE(desk.told<TankAlarmed>().size(), 1);
    QVERIFY(desk.told<TankAlarmed>().first().alarm == TankAlarm::LowProduct);
    QCOMPARE(desk.told<TankAlarmed>().first().volume, 2'900_L);
    desk.read(3'100_L);
    QCOMPARE(desk.told<TankAlarmed>().size(), 1);
    desk.read(10'000_L);
    QCOMPARE(desk.told<TankAlarmed>().size(), 2);
}

void TestTankWatch::loss_withoutAnOpenHose()
{
    OPEN_DESK(desk);
    desk.list({});
    for (int i = 0; i < 5; ++i)
        desk.read(20'000_L);
    for (int litres = 0; litres <= 50; litres += 10)
        desk.read(20'000_L - Volume{litres * 1'000});
    QVERIFY(desk.told<TankAlarmed>().isEmpty()); // slowly counts, too, and 50 are not more than 50
    desk.read({19'949'000});
    QCOMPARE(desk.told<TankAlarmed>().size(), 1);
    QVERIFY(desk.told<TankAlarmed>().first().alarm == TankAlarm::Loss);
    QCOMPARE(desk.told<TankAlarmed>().first().lost, 51_L);
    desk.read(19'940_L);
    QCOMPARE(desk.told<TankAlarmed>().size(), 1); // told once
    desk.read(19'800_L);
    QCOMPARE(desk.told<TankAlarmed>().size(), 2); // and what goes on after it
}

void TestTankWatch::loss_notWhileHosesMove_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("a hose is open") << 0;
    QTest::newRow("one was in between") << 1;
    QTest::newRow("a totaliser is not known") << 2;
    QTest::newRow("a lorry is there") << 3;
    QTest::newRow("it has just closed") << 4;
}

void TestTankWatch::loss_notWhileHosesMove()
{
    QFETCH(int, what);
    OPEN_DESK(desk);
    desk.list({});
    for (int i = 0; i < 5; ++i)
        desk.read(20'000_L);
    if (what == 0 || what == 4)
        desk.hoses.flow.atRest = false;
    if (what == 4) {
        desk.read(20'000_L);
        desk.hoses.flow.atRest = true;
        desk.read(20'000_L);
    }
    if (what == 1)
        desk.hoses.flow.drawn = 100_L;
    if (what == 2)
        desk.hoses.flow.drawn.reset();
    desk.read(19'900_L, 10'000_L, what == 3 ? unsigned(DeliveryRunning) : 0);
    QVERIFY(desk.told<TankAlarmed>().isEmpty());
}

void TestTankWatch::left_freshReadingsOnly()
{
    OPEN_DESK(desk);
    const QString product = QStringLiteral("95");
    QVERIFY(!desk.watch->left(product));
    desk.read(20'000_L);
    QCOMPARE(desk.watch->left(product)->volume, 19'700_L);
    QCOMPARE(desk.watch->left(product)->atMs, desk.clock.monotonicMs());
    QVERIFY(!desk.watch->left(QStringLiteral("98"))); // no tank of it is known
    desk.clock.advanceMs(120'000);
    QVERIFY(desk.watch->left(product));
    desk.clock.advanceMs(1);
    QVERIFY(!desk.watch->left(product));
    desk.read(20'000_L, 10'000_L, HeightInvalid);
    QVERIFY(!desk.watch->left(product));
}

void TestTankWatch::left_joinedTanks()
{
    test::TestStore store(QStringLiteral("sqlcipher"), stationMigrations());
    ManualClock clock;
    IdSource ids(clock, 5);
    Hoses hoses;
    Outbox outbox(*store.db, TerminalId{7}, SigningKey::generate());
    QList<Tank> tanks = Desk::tanks();
    tanks[1].product = tanks[0].product;
    TankWatch watch(*store.db, outbox, hoses, clock, ids, tanks);
    Gauge gauge;
    watch.connectTo(gauge);
    gauge.say(TankReadings{{Desk::level(1, 1'000_L)}, {}});
    QCoreApplication::sendPostedEvents();
    QVERIFY(!watch.left(tanks[0].product)); // what the other one has nobody knows
    gauge.say(TankReadings{{Desk::level(2, 5'000_L)}, {}});
    QCoreApplication::sendPostedEvents();
    QCOMPARE(watch.left(tanks[0].product)->volume, 5'400_L);
}

void TestTankWatch::store_thatFails_isTriedAgain_nothingTwice()
{
    for (int nth = 0;; ++nth) {
        OPEN_DESK(desk);
        desk.list({});
        desk.read(20'000_L);
        int left = nth;
        bool struck = false;
        store.db->failNext = [&] { return left-- == 0 && (struck = true); };
        desk.list({Desk::lorry("2601011100", 1'000_L, 9'000_L)});
        desk.read(2'000_L);
        store.db->failNext = {};
        desk.read(2'000_L);
        QCOMPARE(desk.told<TankDelivered>().size(), 1);
        QCOMPARE(desk.told<TankAlarmed>().size(), 1);
        QVERIFY(desk.levelsOf(1).size() == 2 || (struck && desk.levelsOf(1).size() == 3));
        QCOMPARE(desk.levelsOf(1).last().reading.volume, 2'000_L);
        if (!struck) {
            QVERIFY(nth > 10);
            return;
        }
    }
}

QTEST_GUILESS_MAIN(TestTankWatch)
#include "tst_tank_watch.moc"
