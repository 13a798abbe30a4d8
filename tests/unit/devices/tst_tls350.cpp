#include "tls350_desk.h"

#include "core/station/devices/tanks/tls350/tls350_gauge.h"

#include <QSignalSpy>
#include <QTest>

using namespace youka;
using namespace youka::tls350;
using namespace youka::literals;
using test::GaugeDesk;

namespace {

const QByteArray SheetInventory =
    "\x01"
    "i2010024011509300110000074640E600463F690045EF340044BE1800000000004194000000000000&&EF45\x03";
const QByteArray SheetAlarms = "\x01"
                               "i20500240115093001020311&&FAD2\x03";

std::vector<Event> decoded(const QByteArray &bytes)
{
    Decoder decoder;
    return decoder.feed(bytes);
}

Reply replyIn(const QByteArray &bytes)
{
    const auto events = decoded(bytes);
    const Reply *reply = events.size() == 1 ? std::get_if<Reply>(&events.front()) : nullptr;
    return reply ? *reply : Reply{"none", {}};
}

QByteArray floatText(float value) { return formatFloat(value); }

/// One tank's inventory with these fields behind the status.
Reply inventory(const QByteArray &count, const QByteArrayList &floats)
{
    return {"i20100",
            "2401150930"
            "0110000"
                + count + floats.join()};
}

}

class TestTls350 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void checksum_sheetVectors_data();
    void checksum_sheetVectors();
    void request_isTheSheets();
    void inventory_sheetVector();
    void alarms_sheetVector();
    void refusal_hasNoChecksum();
    void floats_data();
    void floats();
    void inventory_otherCountsOfFloats();
    void inventory_impossibleFigures_areRefused_data();
    void inventory_impossibleFigures_areRefused();
    void inventory_usUnits();
    void deliveries_twoOfOneTank();
    void records_cutAnywhere_areRefused();
    void decode_anySplit();
    void decode_everyFlippedBit_isNoReply();
    void decode_seededNoise_neverFails();
    void session_asksInTurn_withPauses();
    void session_wrongChecksum_isAskedAgain();
    void session_silence_threeTriesThenOffline();
    void session_alarmChange_asksForDeliveries();
    void session_endOfDelivery_asksForDeliveries();
    void session_unknownCommand_isNotAnOutage();
    void session_answerToAnotherCommand_isNoAnswer();
    void session_everyFault_endsWithTheTrueLevel_data();
    void session_everyFault_endsWithTheTrueLevel();
    void physics_lorryLeakAndHoses();
    void driver_speaksOnItsLink();
    void registry_refusesWhatItDoesNotKnow();
};

void TestTls350::checksum_sheetVectors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("wanted");
    QTest::newRow("i609") << QByteArray("\x01"
                                        "i609001211261011013A54562E023AA52696033AA52696043AA52696&&")
                          << QByteArray("F3CF");
    QTest::newRow("i201") << SheetInventory.chopped(5) << QByteArray("EF45");
    QTest::newRow("i205") << SheetAlarms.chopped(5) << QByteArray("FAD2");
}

void TestTls350::checksum_sheetVectors()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, wanted);
    QCOMPARE(checksum(bytes), wanted);
    quint32 sum = wanted.toUInt(nullptr, 16);
    for (const char byte : bytes)
        sum += quint8(byte);
    QCOMPARE(sum % 0x10000, 0u);
}

void TestTls350::request_isTheSheets()
{
    QCOMPARE(request("i201"),
             QByteArray("\x01"
                        "i20100"));
    QCOMPARE(request("i205", 7),
             QByteArray("\x01"
                        "i20507"));
    QCOMPARE(request("i201", 0, "123456"),
             QByteArray("\x01"
                        "123456i20100"));
    QCOMPARE(reply("i20100", SheetInventory.sliced(7, SheetInventory.size() - 14)), SheetInventory);
}

void TestTls350::inventory_sheetVector()
{
    const auto read = parseInventory(replyIn(SheetInventory), GaugeUnits::Metric);
    QVERIFY(read);
    QCOMPARE(read->gaugeTime, QStringLiteral("2401150930"));
    QCOMPARE(read->tanks.size(), 1);
    const TankReading wanted{1, {12'345'500}, {12'250'250}, {7'654'500}, {0}, 1'520'750, 0, 18'500, 0};
    QVERIFY(read->tanks.first() == wanted);
}

void TestTls350::alarms_sheetVector()
{
    const auto alarms = parseAlarms(replyIn(SheetAlarms));
    QVERIFY(alarms);
    const QList<std::pair<int, TankAlarm>> wanted{{1, TankAlarm::HighWater}, {1, TankAlarm::DeliveryNeeded}};
    QVERIFY(alarms->on == wanted);
    const auto none = parseAlarms({"i20500", "2401150930"});
    QVERIFY(none && none->on.isEmpty());
    const auto unknown = parseAlarms({"i20500",
                                      "2401150930"
                                      "0102"
                                      "99"
                                      "05"});
    QVERIFY(unknown && unknown->on.size() == 1);
}

void TestTls350::refusal_hasNoChecksum()
{
    const auto events = decoded("\x01"
                                "9999FF1B\x03");
    QCOMPARE(events.size(), size_t(1));
    QVERIFY(std::holds_alternative<Refused>(events.front()));
    QCOMPARE(refusal(),
             QByteArray("\x01"
                        "9999FF1B\x03"));
}

void TestTls350::floats_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<bool>("good");
    QTest::addColumn<double>("value");
    const auto row = [](const char *digits, bool good, double value) {
        QTest::newRow(digits) << QByteArray(digits) << good << value;
    };
    row("4640E600", true, 12345.5);
    row("463F6900", true, 12250.25);
    row("45EF3400", true, 7654.5);
    row("44BE1800", true, 1520.75);
    row("41940000", true, 18.5);
    row("00000000", true, 0);
    row("C1200000", true, -10);
    row("7FC00000", false, 0); // no number
    row("7F800000", false, 0); // infinite
    row("FF800000", false, 0);
    row("4640E60", false, 0);
    row("4640E60G", false, 0);
    row("+640E600", false, 0);
    row("0x40E600", false, 0);
}

void TestTls350::floats()
{
    QFETCH(QByteArray, digits);
    QFETCH(bool, good);
    QFETCH(double, value);
    const auto read = parseFloat(digits);
    QCOMPARE(read.has_value(), good);
    if (!good)
        return;
    QCOMPARE(double(*read), value);
    QCOMPARE(formatFloat(*read), digits);
}

void TestTls350::inventory_otherCountsOfFloats()
{
    const QByteArray litres = floatText(500);
    const auto fewer = parseInventory(inventory("02", {litres, litres}), GaugeUnits::Metric);
    QVERIFY(fewer);
    QCOMPARE(fewer->tanks.first().volume, 500_L);
    QCOMPARE(fewer->tanks.first().ullage, 0_L);
    const auto more = parseInventory(inventory("0A", QByteArrayList(10, litres)), GaugeUnits::Metric);
    QVERIFY(more);
    QCOMPARE(more->tanks.size(), 1);
    QCOMPARE(more->tanks.first().water, 500_L);
    QVERIFY(!parseInventory(inventory("00", {}), GaugeUnits::Metric));
}

void TestTls350::inventory_impossibleFigures_areRefused_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<bool>("good");
    const QByteArray minus = floatText(-0.5f);
    for (int index = 0; index < 7; ++index)
        QTest::addRow("negative %d", index) << index << minus << (index == 5); // it may be cold
    QTest::newRow("no number") << 0 << QByteArray("7FC00000") << false;
    QTest::newRow("infinite") << 5 << QByteArray("FF800000") << false;
    QTest::newRow("huge") << 0 << floatText(3e38f) << false;
    QTest::newRow("hot") << 5 << floatText(2'000) << false;
}

void TestTls350::inventory_impossibleFigures_areRefused()
{
    QFETCH(int, index);
    QFETCH(QByteArray, digits);
    QFETCH(bool, good);
    QByteArrayList floats(7, floatText(10));
    floats[index] = digits;
    QCOMPARE(parseInventory(inventory("07", floats), GaugeUnits::Metric).has_value(), good);
}

void TestTls350::inventory_usUnits()
{
    const auto read = parseInventory(inventory("07",
                                               {floatText(100), floatText(100), floatText(50), floatText(10),
                                                floatText(1), floatText(68), floatText(2)}),
                                     GaugeUnits::Us);
    QVERIFY(read);
    const TankReading &tank = read->tanks.first();
    QCOMPARE(tank.volume.ml, 378'541);
    QCOMPARE(tank.heightUm, 254'000);
    QCOMPARE(tank.waterHeightUm, 25'400);
    QCOMPARE(tank.temperatureMilliC, 20'000);
    QCOMPARE(tank.water.ml, 7'571);
}

void TestTls350::deliveries_twoOfOneTank()
{
    const auto delivery = [](const char *start, const char *end, float before, float after) {
        QByteArray text = QByteArray(start) + end + "0A";
        for (const float value :
             {before, before - 1, 0.f, 15.5f, after, after - 2, 0.f, -3.25f, 100.f, 200.f})
            text += formatFloat(value);
        return text;
    };
    const auto listed = parseDeliveries({"i20200",
                                         "2401150930"
                                         "01102"
                                             + delivery("2401140800", "2401140830", 1'000, 9'000)
                                             + delivery("2401150800", "2401150830", 500, 8'500.5f) + "02200"},
                                        GaugeUnits::Metric);
    QVERIFY(listed);
    QCOMPARE(listed->list.size(), 2);
    const TankDelivery &last = listed->list.last();
    QCOMPARE(last.start, QStringLiteral("2401150800"));
    QCOMPARE(last.end, QStringLiteral("2401150830"));
    QCOMPARE(last.before, 500_L);
    QCOMPARE(last.after.ml, 8'500'500);
    QCOMPARE(last.compensatedAfter.ml, 8'498'500);
    QCOMPARE(last.temperatureBeforeMilliC, 15'500);
    QCOMPARE(last.temperatureAfterMilliC, -3'250);
}

void TestTls350::records_cutAnywhere_areRefused()
{
    const Reply whole = replyIn(SheetInventory);
    for (qsizetype size = 0; size < whole.body.size(); ++size) {
        const auto cut = parseInventory({whole.command, whole.body.first(size)}, GaugeUnits::Metric);
        QCOMPARE(cut.has_value(), size == 10); // a console without tanks
        if (cut)
            QVERIFY(cut->tanks.isEmpty());
    }
    const Reply alarms = replyIn(SheetAlarms);
    for (qsizetype size = 11; size < alarms.body.size(); ++size)
        QVERIFY(!parseAlarms({alarms.command, alarms.body.first(size)}));
}

void TestTls350::decode_anySplit()
{
    const QByteArray wire = "noise\x03" + SheetInventory + "\r\n" + refusal() + SheetAlarms;
    for (qsizetype cut = 0; cut <= wire.size(); ++cut) {
        Decoder decoder;
        auto events = decoder.feed(wire.first(cut));
        for (Event &event : decoder.feed(wire.sliced(cut)))
            events.push_back(std::move(event));
        QCOMPARE(events.size(), size_t(3));
        QCOMPARE(std::get<Reply>(events[0]).command, QByteArray("i20100"));
        QVERIFY(std::holds_alternative<Refused>(events[1]));
        QCOMPARE(std::get<Reply>(events[2]).command, QByteArray("i20500"));
        QVERIFY(!decoder.hasPartial());
    }
}

void TestTls350::decode_everyFlippedBit_isNoReply()
{
    for (qsizetype i = 0; i < SheetAlarms.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray bad = SheetAlarms;
            bad[i] = char(bad[i] ^ (1 << bit));
            for (const Event &event : decoded(bad))
                QVERIFY2(!std::holds_alternative<Reply>(event), bad.toHex());
        }
}

void TestTls350::decode_seededNoise_neverFails()
{
    QRandomGenerator random(5);
    Decoder decoder;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray noise;
        for (int n = random.bounded(1, 40); n > 0; --n)
            noise.append(char(random.bounded(6) == 0 ? random.bounded(1, 4) : random.bounded(256)));
        for (const Event &event : decoder.feed(noise))
            if (const Reply *reply = std::get_if<Reply>(&event))
                Q_UNUSED(parseInventory(*reply, GaugeUnits::Metric));
    }
    QByteArray endless(Decoder::MaxFrame + 10, 'A');
    decoder.feed("\x01" + endless);
    QVERIFY(!decoder.hasPartial());
    QCOMPARE(decoder.feed(SheetAlarms).size(), size_t(1));
}

void TestTls350::session_asksInTurn_withPauses()
{
    GaugeDesk desk;
    desk.run(2'000);
    QCOMPARE(desk.asked(), (QByteArrayList{"i202", "i201", "i205"}));
    QCOMPARE(desk.online, QList<bool>{true});
    QCOMPARE(desk.level(1), 20'000_L);
    desk.run(598'000);
    const QByteArrayList asked = desk.asked();
    QCOMPARE(asked.count("i201"), 30);
    QCOMPARE(asked.count("i205"), 20);
    QCOMPARE(asked.count("i202"), 1);
    for (qsizetype i = 1; i < desk.sentAt.size(); ++i)
        QVERIFY(desk.sentAt[i] - desk.sentAt[i - 1] >= 230); // 200 after the answer, which takes 30
    desk.run(3'000);
    QCOMPARE(desk.asked().count("i202"), 2);
}

void TestTls350::session_wrongChecksum_isAskedAgain()
{
    GaugeDesk desk;
    desk.run(2'000);
    int spoilt = 2;
    desk.replace = [&](const QByteArray &, QByteArray answer) {
        if (spoilt-- > 0)
            answer[answer.size() - 2] = answer[answer.size() - 2] == '0' ? '1' : '0';
        return answer;
    };
    desk.drawnMl = 1'000'000;
    desk.run(21'000);
    QCOMPARE(desk.asked().mid(3, 3), (QByteArrayList{"i201", "i201", "i201"}));
    QCOMPARE(desk.level(1), 19'000_L);
    QCOMPARE(desk.online, QList<bool>{true});
}

void TestTls350::session_silence_threeTriesThenOffline()
{
    GaugeDesk desk;
    desk.run(2'000);
    const auto before = desk.sent.size();
    desk.dead = true;
    desk.run(19'000 + 3 * 3'000 + 2 * 200);
    QCOMPARE(desk.sent.size() - before, 3);
    QCOMPARE(desk.online, (QList<bool>{true, false}));
    desk.run(60'000);
    QCOMPARE(desk.online, (QList<bool>{true, false})); // said once
    desk.dead = false;
    desk.drawnMl = 500'000;
    desk.run(16'000);
    QCOMPARE(desk.online, (QList<bool>{true, false, true}));
    QCOMPARE(desk.level(1), 19'500_L);
}

void TestTls350::session_alarmChange_asksForDeliveries()
{
    GaugeDesk desk;
    desk.run(2'000);
    desk.console.tank(2)->setProbe(true);
    desk.run(31'000);
    QCOMPARE(desk.asked().count("i202"), 2);
    const QList<std::pair<int, TankAlarm>> wanted{{2, TankAlarm::ProbeOut}};
    QVERIFY(desk.alarms.last().on == wanted);
    desk.run(31'000);
    QCOMPARE(desk.asked().count("i202"), 2); // it is no news
    QVERIFY(desk.readings.last().tanks.last().status & HeightInvalid);
}

void TestTls350::session_endOfDelivery_asksForDeliveries()
{
    GaugeDesk desk;
    desk.run(2'000);
    QVERIFY(desk.console.lorry(1, 900_L)); // a minute of it
    QVERIFY(!desk.console.lorry(1, 900_L));
    desk.run(40'000);
    QVERIFY(desk.readings.last().tanks.first().status & DeliveryRunning);
    QCOMPARE(desk.asked().count("i202"), 1);
    desk.run(45'000);
    QCOMPARE(desk.asked().count("i202"), 2);
    QCOMPARE(desk.lists.last().list.size(), 1);
    const TankDelivery &delivery = desk.lists.last().list.first();
    QCOMPARE(delivery.before, 20'000_L);
    QCOMPARE(delivery.after, 20'900_L);
    QCOMPARE(delivery.start, QStringLiteral("2601010800"));
}

void TestTls350::session_unknownCommand_isNotAnOutage()
{
    GaugeDesk desk;
    desk.replace = [](const QByteArray &asked, const QByteArray &answer) {
        return asked.contains("i202") ? refusal() : answer;
    };
    desk.run(5'000);
    QCOMPARE(desk.online, QList<bool>{true});
    QCOMPARE(desk.lists.size(), 1); // it lists none
    QVERIFY(desk.lists.first().list.isEmpty());
    QCOMPARE(desk.readings.size(), 1);
}

void TestTls350::session_answerToAnotherCommand_isNoAnswer()
{
    GaugeDesk desk;
    desk.replace = [](const QByteArray &asked, const QByteArray &answer) {
        return asked.contains("i201") ? SheetAlarms : answer;
    };
    desk.run(12'000);
    QVERIFY(desk.readings.isEmpty());
    QCOMPARE(desk.online, (QList<bool>{true, false}));
}

void TestTls350::session_everyFault_endsWithTheTrueLevel_data()
{
    QTest::addColumn<int>("fault");
    for (int fault = 0; fault < FaultCount - 1; ++fault)
        QTest::newRow(faultName(Fault(fault)).data()) << fault;
}

void TestTls350::session_everyFault_endsWithTheTrueLevel()
{
    QFETCH(int, fault);
    GaugeDesk desk;
    desk.toConsole.setRate(Fault(fault), 300);
    desk.fromConsole.setRate(Fault(fault), 300);
    for (int i = 0; i < 200; ++i) {
        desk.drawnMl += 10'000;
        desk.run(7'000);
        for (const TankReadings &read : std::as_const(desk.readings))
            for (const TankReading &tank : read.tanks)
                QVERIFY(tank.tank != 1
                        || (tank.volume.ml <= 20'000'000 && tank.volume.ml >= 20'000'000 - desk.drawnMl));
    }
    QVERIFY(desk.fromConsole.struck(Fault(fault)) > 20);
    desk.toConsole.clear();
    desk.fromConsole.clear();
    desk.run(60'000);
    QCOMPARE(desk.level(1).ml, 20'000'000 - desk.drawnMl);
}

void TestTls350::physics_lorryLeakAndHoses()
{
    qint64 drawn = 5'000;
    sim::SimTankConfig config;
    config.capacity = 10'000_L;
    config.volume = 9'000_L;
    sim::SimTank tank(config, [&] { return drawn; });
    tank.advance(0);
    drawn += 40'000;
    tank.advance(1'000);
    QCOMPARE(tank.volume(), 8'960_L); // what was drawn before it was there is none of its
    QVERIFY(tank.beginLorry(5'000_L, QStringLiteral("2601010800")));
    tank.advance(2'000);
    QCOMPARE(tank.volume(), 8'975_L);
    QVERIFY(tank.isDelivering());
    tank.advance(200'000);
    tank.noteTime(QStringLiteral("2601010803"));
    QCOMPARE(tank.volume(), 10'000_L); // it is full
    QCOMPARE(tank.lorries(), 1'040_L);
    QVERIFY(!tank.beginLorry(1_L, QStringLiteral("2601010804")));
    tank.setLeak(3'600'000);
    tank.advance(300'000);
    QCOMPARE(tank.volume(), 9'900_L);
    QCOMPARE(tank.leaked(), 100_L);
}

void TestTls350::driver_speaksOnItsLink()
{
    /// A link whose other end is a simulated console in the same thread.
    class LoopLink final : public ByteLink
    {
    public:
        LoopLink()
        {
            console.add({}, [] { return 0; });
        }
        void open() override
        {
            m_open = true;
            Q_EMIT opened();
        }
        void close() override
        {
            if (std::exchange(m_open, false))
                Q_EMIT lost(QStringLiteral("closed"));
        }
        void write(const QByteArray &out) override
        {
            for (const QByteArray &answer : console.feed(out, 0))
                QMetaObject::invokeMethod(
                    this, [this, answer] { Q_EMIT bytes(answer); }, Qt::QueuedConnection);
        }
        bool isOpen() const override { return m_open; }
        sim::SimTls350 console{[] { return QDateTime(QDate(2026, 1, 1), QTime(8, 0), Qt::UTC); }};

    private:
        bool m_open = false;
    };
    const SystemClock clock;
    auto gauge = makeTankGauge(std::make_unique<LoopLink>(), {}, clock);
    QVERIFY(gauge);
    QSignalSpy read(gauge->get(), &TankGauge::read);
    QSignalSpy listed(gauge->get(), &TankGauge::deliveriesListed);
    QSignalSpy online(gauge->get(), &TankGauge::onlineChanged);
    (*gauge)->start();
    QTRY_COMPARE(read.count(), 1);
    QCOMPARE(listed.count(), 1);
    QCOMPARE(online.count(), 1);
    QVERIFY(read.first().first().value<TankReadings>().tanks.first().volume == 20'000_L);
    (*gauge)->stop();
    QCoreApplication::processEvents();
    QCOMPARE(online.count(), 1); // whoever stops it knows
}

void TestTls350::registry_refusesWhatItDoesNotKnow()
{
    const SystemClock clock;
    GaugeConfig config;
    config.protocol = QStringLiteral("modbus");
    QCOMPARE(makeTankGauge(nullptr, config, clock).error().code, ErrorCode::SettingsInvalid);
    config = {};
    config.securityCode = "12";
    QCOMPARE(makeTankGauge(nullptr, config, clock).error().code, ErrorCode::SettingsInvalid);
}

QTEST_GUILESS_MAIN(TestTls350)
#include "tst_tls350.moc"
