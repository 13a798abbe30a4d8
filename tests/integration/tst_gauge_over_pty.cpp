#include "apps/pos/pos_settings.h"
#include "core/station/devices/link/serial_link.h"
#include "core/station/devices/tanks/tank_gauge.h"
#include "tests/support/sim_process.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

const QByteArray TwoTanks = R"(
[[tank]]
number = 1
product = "95"
capacity = 30000
volume = 12000
flow = 1000000
[[tank]]
number = 2
product = "0"
capacity = 20000
)";

bool isOk(const QJsonObject &answer) { return answer[QLatin1String("ok")].toBool(); }

/// The real driver on the simulator's wire.
struct Desk
{
    explicit Desk(SimProcess &sim)
    {
        GaugeConfig config;
        config.readMs = 300;
        config.alarmsMs = 700;
        auto made = makeTankGauge(std::make_unique<SerialLink>(
                                      *SerialSettings::parse(sim.port(QStringLiteral("gauge")), u"9600 8N1")),
                                  config, clock);
        ensure(made.has_value(), "the gauge is known");
        gauge = std::move(*made);
        QObject::connect(gauge.get(), &TankGauge::read, gauge.get(),
                         [this](const TankReadings &read) { last = read.tanks; });
        QObject::connect(gauge.get(), &TankGauge::deliveriesListed, gauge.get(),
                         [this](const TankDeliveries &listed) { deliveries = listed.list; });
        QObject::connect(gauge.get(), &TankGauge::alarmsListed, gauge.get(),
                         [this](const TankAlarms &alarms) { on = alarms.on; });
        QObject::connect(gauge.get(), &TankGauge::onlineChanged, gauge.get(), [this](bool is) {
            online = is;
            ++changes;
        });
        gauge->start();
    }
    Volume level(int tank) const { return tank <= last.size() ? last[tank - 1].volume : Volume{-1}; }
    const SystemClock clock;
    std::unique_ptr<TankGauge> gauge;
    QList<TankReading> last;
    QList<TankDelivery> deliveries;
    QList<std::pair<int, TankAlarm>> on;
    bool online = false;
    int changes = 0;
};

}

class TestGaugeOverPty : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void levels_followHosesLorriesAndWater();
    void noise_neverMakesALevel();
    void unplugged_isOffline_andComesBack();
    void settings_ofTheCounter();
    void settings_refusals_data();
    void settings_refusals();
};

void TestGaugeOverPty::levels_followHosesLorriesAndWater()
{
    SimProcess sim(TwoTanks);
    QVERIFY(sim.isReady());
    Desk desk(sim);
    QTRY_COMPARE(desk.level(1), 12'000_L);
    QCOMPARE(desk.level(2), 10'000_L);
    QVERIFY(desk.online);
    QVERIFY(desk.deliveries.isEmpty());
    QVERIFY(isOk(sim.ask(R"({"do":"steal","tank":2,"ml":250000})")));
    QTRY_COMPARE(desk.level(2), 9'750_L);
    QVERIFY(isOk(sim.ask(R"({"do":"lorry","tank":1,"ml":3000000})")));
    QVERIFY(!isOk(sim.ask(R"({"do":"lorry","tank":1,"ml":1000})")));
    QTRY_COMPARE(desk.level(1), 15'000_L);
    QTRY_COMPARE(desk.deliveries.size(), 1);
    QCOMPARE(desk.deliveries.first().before, 12'000_L);
    QCOMPARE(desk.deliveries.first().after, 15'000_L);
    QVERIFY(isOk(sim.ask(R"({"do":"water","tank":1,"mm":60})")));
    QTRY_COMPARE(desk.last.first().waterHeightUm, 60'000);
    const QList<std::pair<int, TankAlarm>> water{{1, TankAlarm::HighWater}};
    QTRY_VERIFY(desk.on == water);
    QVERIFY(isOk(sim.ask(R"({"do":"probe","tank":2})")));
    QTRY_VERIFY(desk.last.last().status & HeightInvalid);
    QVERIFY(!isOk(sim.ask(R"({"do":"leak","tank":7,"ml_per_h":1})")));
    const QJsonArray tanks = sim.ask(R"({"do":"books"})")[QLatin1String("tanks")].toArray();
    QCOMPARE(tanks.size(), 2);
    QCOMPARE(tanks.first()[QLatin1String("brought_ml")].toInteger(), 3'000'000);
    QCOMPARE(tanks.last()[QLatin1String("lost_ml")].toInteger(), 250'000);
}

void TestGaugeOverPty::noise_neverMakesALevel()
{
    SimProcess sim(TwoTanks, 3);
    QVERIFY(sim.isReady());
    Desk desk(sim);
    QTRY_COMPARE(desk.level(1), 12'000_L);
    for (const char *fault : {"corrupt", "garbage", "split", "duplicate"})
        QVERIFY(isOk(sim.ask({{QStringLiteral("do"), QStringLiteral("fault")},
                              {QStringLiteral("device"), QStringLiteral("gauge")},
                              {QStringLiteral("fault"), QString::fromLatin1(fault)},
                              {QStringLiteral("rate"), 300}})));
    QSignalSpy reads(desk.gauge.get(), &TankGauge::read);
    QTRY_VERIFY_WITH_TIMEOUT(reads.count() >= 6, 60'000);
    for (const QList<QVariant> &said : reads)
        QCOMPARE(said.first().value<TankReadings>().tanks.first().volume, 12'000_L);
}

void TestGaugeOverPty::unplugged_isOffline_andComesBack()
{
    SimProcess sim(TwoTanks);
    QVERIFY(sim.isReady());
    Desk desk(sim);
    QTRY_VERIFY(desk.online);
    QVERIFY(isOk(sim.ask(R"({"do":"unplug","device":"gauge","ms":500})")));
    QTRY_VERIFY(!desk.online);
    QVERIFY(isOk(sim.ask(R"({"do":"steal","tank":1,"ml":1000000})")));
    QTRY_VERIFY_WITH_TIMEOUT(desk.online, 20'000);
    QTRY_COMPARE(desk.level(1), 11'000_L);
    QCOMPARE(desk.changes, 3);
}

void TestGaugeOverPty::settings_ofTheCounter()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("pos.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"(
[tanks]
device = "tcp://10.0.0.5:10001"
units = "us"
[[tank]]
number = 3
product = "92"
capacity = 50000
bottom = 400
low = 6000
water = 40
loss = 80
variance = 120
variance_per_mille = 7
[[tank]]
product = "95"
capacity = 30000
)");
    file.close();
    const auto settings = PosSettings::load(file.fileName());
    QVERIFY2(settings, settings ? "" : qPrintable(settings.error().detail));
    QCOMPARE(settings->gaugeDevice, QStringLiteral("tcp://10.0.0.5:10001"));
    QVERIFY(settings->gauge.units == GaugeUnits::Us);
    const Tank first{3, QStringLiteral("92"), 50'000_L, 400_L, {6'000_L, 40'000, 80_L, 120_L, 7}};
    QVERIFY(settings->tanks.first() == first);
    const Tank second{2, QStringLiteral("95"), 30'000_L, 300_L, {3'000_L, 50'000, 50_L, 100_L, 5}};
    QVERIFY(settings->tanks.last() == second);
}

void TestGaugeOverPty::settings_refusals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no product") << QByteArray("[[tank]]\ncapacity = 100\n");
    QTest::newRow("no capacity") << QByteArray("[[tank]]\nproduct = \"95\"\n");
    QTest::newRow("all bottom") << QByteArray("[[tank]]\nproduct = \"95\"\ncapacity = 100\nbottom = 100\n");
    QTest::newRow("twice") << QByteArray("[[tank]]\nnumber = 1\nproduct = \"95\"\ncapacity = 100\n"
                                         "[[tank]]\nnumber = 1\nproduct = \"92\"\ncapacity = 100\n");
    QTest::newRow("units") << QByteArray("[tanks]\nunits = \"cubits\"\n");
    QTest::newRow("unknown key") << QByteArray("[tanks]\ndevise = \"x\"\n");
}

void TestGaugeOverPty::settings_refusals()
{
    QFETCH(QByteArray, text);
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("pos.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const auto settings = PosSettings::load(file.fileName());
    QVERIFY(!settings);
    QCOMPARE(settings.error().code, ErrorCode::SettingsInvalid);
}

QTEST_GUILESS_MAIN(TestGaugeOverPty)
#include "tst_gauge_over_pty.moc"
