#include "core/foundation/base/ids.h"
#include "core/station/devices/link/device_thread.h"
#include "core/station/devices/link/fault_plan.h"
#include "core/station/devices/link/serial_link.h"
#include "core/station/devices/pumps/dart/dart_line.h"
#include "tests/support/sim_process.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace youka;

namespace {

const QByteArray SimToml("[sim]\nspeed = 100\nreaders = []\n"
                         "[[pump]]\nnumber = 1\naddress = 0x50\nnozzles = [\"92:7.31\", \"95:7.85\"]\n"
                         "[[pump]]\nnumber = 2\naddress = 0x51\nnozzles = [\"0:7.02\"]\n");

QList<PumpConfig> configs()
{
    PumpConfig one;
    one.pump = 1;
    one.address = 0x50;
    one.nozzles = {{1, QStringLiteral("92"), {7'310, {}}}, {2, QStringLiteral("95"), {7'850, {}}}};
    one.pollMs = 20;
    one.offlinePollMs = 100;
    one.settleMs = 200;
    PumpConfig two = one;
    two.pump = 2;
    two.address = 0x51;
    two.nozzles = {{1, QStringLiteral("0"), {7'020, {}}}};
    return {one, two};
}

QJsonObject command(const char *what, int pump, int nozzle = 1)
{
    return {{QStringLiteral("do"), QLatin1String(what)},
            {QStringLiteral("pump"), pump},
            {QStringLiteral("nozzle"), nozzle}};
}

/// The counter's side: opens the pumps, releases, confirms every delivery as soon as it is told.
class Till : public QObject
{
    Q_OBJECT
public:
    explicit Till(const QString &port)
        : ids(clock, 7)
    {
        auto line = std::make_unique<dart::DartLine>(
            std::make_unique<SerialLink>(*SerialSettings::parse(port, u"9600 8O1")), configs(), clock);
        pumps = line->pumps();
        for (PumpDriver *pump : std::as_const(pumps)) {
            connect(pump, &PumpDriver::statusChanged, this,
                    [this](const PumpStatus &s) { status[s.pump] = s; });
            connect(pump, &PumpDriver::delivered, this,
                    [this, pump](const PumpDelivery &delivery) { take(pump, delivery); });
            connect(pump, &PumpDriver::commandDone, this, [this](const PumpAnswer &answer) {
                answers.insert(answer.command.text(), answer.result);
            });
        }
        m_line = m_thread.take(std::move(line));
        m_line->start();
    }

    template <class F>
    Result<void> ask(F &&f, int timeoutMs = 15'000)
    {
        const auto id = ids.make<OperationId>();
        f(id);
        if (!QTest::qWaitFor([&] { return answers.contains(id.text()); }, timeoutMs))
            return fail(ErrorCode::Timeout, QStringLiteral("never answered"));
        return answers.value(id.text());
    }
    bool untilState(int pump, PumpState state, int timeoutMs = 15'000)
    {
        return QTest::qWaitFor([&] { return status.value(pump).state == state; }, timeoutMs);
    }
    bool open()
    {
        for (PumpDriver *pump : std::as_const(pumps)) {
            const int number = pump->config().pump;
            if (!untilState(number, PumpState::Closed) || !ask([&](OperationId id) { pump->open(id); })
                || !untilState(number, PumpState::Idle))
                return false;
        }
        return true;
    }
    /// Releases a calling pump; under faults a refusal means to look and try again, with a new id.
    bool release(int pump, int nozzle, const Preset &preset)
    {
        for (int tries = 0; tries < 10; ++tries) {
            if (!untilState(pump, PumpState::Calling))
                return false;
            const auto mask = quint16(1 << (nozzle - 1));
            if (ask([&](OperationId id) { pumps[pump - 1]->authorise(id, mask, preset); }))
                return true;
        }
        return false;
    }
    Volume litres(int pump, int nozzle) const
    {
        Volume sum;
        for (const PumpDelivery &d : deliveries)
            if (d.pump == pump && d.nozzle == nozzle)
                sum = sum + d.volume;
        return sum;
    }
    Money money(int pump, int nozzle) const
    {
        Money sum;
        for (const PumpDelivery &d : deliveries)
            if (d.pump == pump && d.nozzle == nozzle)
                sum += d.amount;
        return sum;
    }

    const SystemClock clock;
    IdSource ids;
    QList<PumpDriver *> pumps;
    QHash<int, PumpStatus> status;
    QList<PumpDelivery> deliveries;
    QHash<QString, Result<void>> answers;

private:
    void take(PumpDriver *pump, const PumpDelivery &delivery)
    {
        deliveries.append(delivery);
        confirm(pump, delivery.number, 10);
    }
    /// Until it is answered with success: the pump stays blocked otherwise.
    void confirm(PumpDriver *pump, qint64 number, int tries)
    {
        const auto id = ids.make<OperationId>();
        auto *watch = new QObject(this);
        connect(pump, &PumpDriver::commandDone, watch, [=, this](const PumpAnswer &answer) {
            if (answer.command != id)
                return;
            watch->deleteLater();
            if (!answer.result && tries > 0)
                confirm(pump, number, tries - 1);
        });
        pump->confirmSale(id, number);
    }

    DeviceThread m_thread{QStringLiteral("pumps")};
    PumpLine *m_line = nullptr;
};

}

/// The real driver on a real serial link against the simulator's executable, with every fault a wire has.
class TestDartOverPty : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void faults_deliveriesEqualTheTotals_data();
    void faults_deliveriesEqualTheTotals();
    void silence_inDelivery_isCollectedOnce();
    void unplugged_inDelivery_isCollectedOnce();
    void pumpRestart_inDelivery_isInterruptedAndServesAgain();
    void tillRestart_inDelivery_adoptsIt();
    void realPace_oneSale();

private:
    struct Sale
    {
        int pump = 1;
        int nozzle = 1;
        Preset preset;
        qint64 hangAtMl = 0; ///< 0: at the preset
    };
    void sell(SimProcess &sim, Till &till, const QList<Sale> &sales);
    void compareBooks(SimProcess &sim, Till &till);
};

/// The customers come at the same time, so that the sides share the wire while both deliver.
void TestDartOverPty::sell(SimProcess &sim, Till &till, const QList<Sale> &sales)
{
    const auto told = till.deliveries.size();
    QHash<int, int> before;
    for (const Sale &sale : sales) {
        const auto lifted = sim.ask(command("lift", sale.pump, sale.nozzle));
        QVERIFY(lifted[QLatin1String("ok")].toBool());
        before[sale.pump] = lifted[QLatin1String("deliveries")].toInt();
    }
    for (const Sale &sale : sales) {
        QVERIFY(till.release(sale.pump, sale.nozzle, sale.preset));
        QVERIFY(sim.ask(command("squeeze", sale.pump))[QLatin1String("ok")].toBool());
    }
    for (const Sale &sale : sales) {
        QJsonObject wait = command("wait", sale.pump);
        wait.insert(QStringLiteral("deliveries"), before[sale.pump] + 1);
        if (sale.hangAtMl > 0)
            wait.insert(QStringLiteral("ml"), sale.hangAtMl);
        QVERIFY(sim.ask(wait)[QLatin1String("ok")].toBool());
        QVERIFY(sim.ask(command("hang", sale.pump))[QLatin1String("ok")].toBool());
    }
    QVERIFY(QTest::qWaitFor([&] { return till.deliveries.size() >= told + sales.size(); }, 15'000));
    for (const Sale &sale : sales)
        QVERIFY(till.untilState(sale.pump, PumpState::Idle));
}

void TestDartOverPty::compareBooks(SimProcess &sim, Till &till)
{
    QSet<QPair<int, qint64>> numbers;
    QHash<int, int> withFuel;
    for (const PumpDelivery &d : std::as_const(till.deliveries)) {
        QVERIFY2(!numbers.contains({d.pump, d.number}), "a delivery was told twice");
        numbers.insert({d.pump, d.number});
        withFuel[d.pump] += d.volume.ml > 0 ? 1 : 0;
        QVERIFY(!d.implausible);
    }
    const auto books = sim.ask("{\"do\":\"books\"}")[QLatin1String("pumps")].toArray();
    QCOMPARE(books.size(), 2);
    for (const QJsonValue &side : books) {
        const int pump = side[QLatin1String("pump")].toInt();
        QCOMPARE(withFuel.value(pump), side[QLatin1String("deliveries")].toInt());
        for (const QJsonValue &hose : side[QLatin1String("hoses")].toArray()) {
            const int nozzle = hose[QLatin1String("nozzle")].toInt();
            QCOMPARE(till.litres(pump, nozzle).ml, hose[QLatin1String("ml")].toInteger());
            QCOMPARE(till.money(pump, nozzle).minor,
                     qRound64(hose[QLatin1String("amount")].toString().toDouble() * 100));
        }
    }
}

void TestDartOverPty::faults_deliveriesEqualTheTotals_data()
{
    QTest::addColumn<QStringList>("faults");
    for (const char *faults : {"drop", "delay", "corrupt garbage", "duplicate split"})
        QTest::newRow(faults) << QString::fromLatin1(faults).split(u' ');
}

void TestDartOverPty::faults_deliveriesEqualTheTotals()
{
    QFETCH(QStringList, faults);
    SimProcess sim(SimToml, 3);
    QVERIFY(sim.isReady());
    Till till(sim.port(QStringLiteral("pumps")));
    QVERIFY(till.open());
    for (const QString &fault : std::as_const(faults))
        QVERIFY(sim.ask({{QStringLiteral("do"), QStringLiteral("fault")},
                         {QStringLiteral("device"), QStringLiteral("pumps")},
                         {QStringLiteral("fault"), fault},
                         {QStringLiteral("rate"), 40},
                         {QStringLiteral("direction"), QStringLiteral("both")}})[QLatin1String("ok")]
                    .toBool());
    sell(
        sim, till,
        {{1, 1, {Preset::Kind::Amount, Money{5'000, {}}, {}}}, {2, 1, {Preset::Kind::Volume, {}, {12'340}}}});
    sell(sim, till, {{1, 2, {}, 8'000}, {2, 1, {Preset::Kind::Amount, Money{20'000, {}}, {}}}});
    compareBooks(sim, till);
}

void TestDartOverPty::silence_inDelivery_isCollectedOnce()
{
    SimProcess sim(SimToml);
    Till till(sim.port(QStringLiteral("pumps")));
    QVERIFY(till.open());
    QVERIFY(sim.ask("{\"do\":\"speed\",\"factor\":20}")[QLatin1String("ok")].toBool());
    sim.ask(command("lift", 1));
    QVERIFY(till.release(1, 1, {Preset::Kind::Volume, {}, Volume{9'000}}));
    sim.ask(command("squeeze", 1));
    QVERIFY(till.untilState(1, PumpState::Fuelling));
    QVERIFY(sim.ask("{\"do\":\"silence\",\"device\":\"pumps\",\"ms\":60000}")[QLatin1String("ok")].toBool());
    QVERIFY(till.untilState(1, PumpState::Inoperative));
    QVERIFY(sim.ask("{\"do\":\"clear\"}")[QLatin1String("ok")].toBool());
    QVERIFY(
        sim.ask("{\"do\":\"wait\",\"pump\":1,\"status\":\"limit-reached\"}")[QLatin1String("ok")].toBool());
    sim.ask(command("hang", 1));
    QVERIFY(till.untilState(1, PumpState::Idle));
    QCOMPARE(till.deliveries.size(), 1);
    QCOMPARE(till.deliveries[0].volume.ml, 9'000);
    compareBooks(sim, till);
}

void TestDartOverPty::unplugged_inDelivery_isCollectedOnce()
{
    SimProcess sim(SimToml);
    Till till(sim.port(QStringLiteral("pumps")));
    QVERIFY(till.open());
    sim.ask("{\"do\":\"speed\",\"factor\":20}");
    sim.ask(command("lift", 2));
    QVERIFY(till.release(2, 1, {Preset::Kind::Volume, {}, Volume{9'000}}));
    sim.ask(command("squeeze", 2));
    QVERIFY(till.untilState(2, PumpState::Fuelling));
    QVERIFY(sim.ask("{\"do\":\"unplug\",\"device\":\"pumps\",\"ms\":300}")[QLatin1String("ok")].toBool());
    QVERIFY(till.untilState(2, PumpState::Inoperative));
    QVERIFY(
        sim.ask("{\"do\":\"wait\",\"pump\":2,\"status\":\"limit-reached\"}")[QLatin1String("ok")].toBool());
    sim.ask(command("hang", 2));
    QVERIFY(till.untilState(2, PumpState::Idle));
    QCOMPARE(till.deliveries.size(), 1);
    compareBooks(sim, till);
}

void TestDartOverPty::pumpRestart_inDelivery_isInterruptedAndServesAgain()
{
    SimProcess sim(SimToml);
    Till till(sim.port(QStringLiteral("pumps")));
    QVERIFY(till.open());
    sim.ask("{\"do\":\"speed\",\"factor\":20}");
    sim.ask(command("lift", 1));
    QVERIFY(till.release(1, 1, {}));
    sim.ask(command("squeeze", 1));
    QVERIFY(QTest::qWaitFor([&] { return till.status.value(1).volume.ml > 3'000; }, 15'000));
    QVERIFY(sim.ask("{\"do\":\"restart\",\"pump\":1}")[QLatin1String("ok")].toBool());
    sim.ask(command("hang", 1));
    QVERIFY(QTest::qWaitFor([&] { return till.deliveries.size() == 1; }, 15'000));
    const PumpDelivery first = till.deliveries[0];
    QVERIFY(first.end == DeliveryEnd::Interrupted);
    // What the display lost the totaliser still has: the least known is booked, the rest is visible.
    const auto hose = sim.ask(command("state", 1))[QLatin1String("hoses")][0];
    QVERIFY(first.volume.ml >= 3'000);
    QCOMPARE(first.totalEnd->ml - first.totalStart->ml, hose[QLatin1String("ml")].toInteger());
    QVERIFY(first.uncertain || first.volume == *first.totalEnd - *first.totalStart);
    QVERIFY(till.untilState(1, PumpState::Idle)); // its prices were given back to it
    sell(sim, till, {{1, 1, {Preset::Kind::Amount, Money{5'000, {}}, {}}}});
    QCOMPARE(till.deliveries.size(), 2);
    QCOMPARE(till.deliveries[1].amount.minor, 5'000);
}

void TestDartOverPty::tillRestart_inDelivery_adoptsIt()
{
    SimProcess sim(SimToml);
    auto till = std::make_unique<Till>(sim.port(QStringLiteral("pumps")));
    QVERIFY(till->open());
    sim.ask("{\"do\":\"speed\",\"factor\":20}");
    sim.ask(command("lift", 1));
    QVERIFY(till->release(1, 1, {Preset::Kind::Volume, {}, Volume{8'000}}));
    sim.ask(command("squeeze", 1));
    QVERIFY(till->untilState(1, PumpState::Fuelling));
    till.reset();
    till = std::make_unique<Till>(sim.port(QStringLiteral("pumps")));
    QVERIFY(
        sim.ask("{\"do\":\"wait\",\"pump\":1,\"status\":\"limit-reached\"}")[QLatin1String("ok")].toBool());
    sim.ask(command("hang", 1));
    QVERIFY(QTest::qWaitFor([&] { return till->deliveries.size() == 1; }, 15'000));
    QVERIFY(till->deliveries[0].recovered);
    QCOMPARE(sim.ask(command("state", 1))[QLatin1String("releases")].toInt(), 1);
    compareBooks(sim, *till);
}

void TestDartOverPty::realPace_oneSale()
{
    SimProcess sim("[sim]\nbaud = 9600\n" + SimToml.sliced(6));
    Till till(sim.port(QStringLiteral("pumps")));
    QVERIFY(till.open());
    sell(sim, till, {{1, 2, {Preset::Kind::Volume, {}, {12'340}}}});
    compareBooks(sim, till);
}

QTEST_GUILESS_MAIN(TestDartOverPty)
#include "tst_dart_over_pty.moc"
