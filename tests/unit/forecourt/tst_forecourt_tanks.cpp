#include "core/domain/tanks/tank_rules.h"
#include "pour.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

/// What the gauge says, as the test wants it.
struct Levels final : TankLevels
{
    std::optional<Left> left(const QString &product) const override
    {
        return volumes.contains(product) ? std::optional(Left{volumes[product], atMs}) : std::nullopt;
    }
    QList<TankView> views() const override { return {}; }
    QMap<QString, Volume> volumes;
    qint64 atMs = 0;
};

/// A station whose hoses hang on tanks: 95 on nozzle 1, 92 on nozzle 2.
struct Desk : ForecourtDesk
{
    explicit Desk(int pumps = 1)
        : ForecourtDesk(pumps)
    {
        forecourt->setTanks(&levels);
    }
    void hold(const char *product, Volume volume)
    {
        levels.volumes[QString::fromLatin1(product)] = volume;
        levels.atMs = clock.monotonicMs();
    }
    /// Squeezes until the pump stops by itself.
    Volume pourToTheEnd(int number = 1)
    {
        iron(number).pump.squeeze();
        until([&] { return iron(number).pump.status() == dart::Status::LimitReached; }, 600'000);
        iron(number).pump.hang();
        return iron(number).pump.volume();
    }
    Levels levels;
};

ErrorCode codeOf(const Result<void> &result) { return result ? ErrorCode::Internal : result.error().code; }

}

class TestForecourtTanks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void preset_isWhatTheTankGives_data();
    void preset_isWhatTheTankGives();
    void card_isAskedForWhatTheTankGives();
    void prepay_restComesBack();
    void fillUp_ofANearlyEmptyTank_stops();
    void full_orUnknown_changesNothing();
    void out_isRefused_beforeAnybodyIsAsked();
    void out_ofTheLiftedNozzle_isRefused();
    void out_otherHosesServe();
    void promised_isNotPromisedAgain();
    void taken_sinceTheReading_isGone();
    void flow_countsRunningAndUnpaid();
};

void TestForecourtTanks::preset_isWhatTheTankGives_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<qint64>("wanted"); // fen or ml
    QTest::addColumn<qint64>("room");
    QTest::addColumn<qint64>("poured");
    const auto amount = int(Preset::Kind::Amount);
    const auto volume = int(Preset::Kind::Volume);
    QTest::newRow("litres, enough") << volume << 20'000ll << 20'000ll << 20'000ll;
    QTest::newRow("litres, less") << volume << 20'000ll << 12'345ll << 12'340ll;
    QTest::newRow("amount, enough") << amount << 7'850ll << 10'000ll << 10'000ll;
    QTest::newRow("amount, less") << amount << 20'000ll << 8'000ll << 8'000ll;
}

void TestForecourtTanks::preset_isWhatTheTankGives()
{
    QFETCH(int, kind);
    QFETCH(qint64, wanted);
    QFETCH(qint64, room);
    QFETCH(qint64, poured);
    Desk desk;
    QVERIFY(desk.ready());
    desk.hold("95", {room});
    desk.hold("92", 10'000_L);
    QVERIFY(desk.lift());
    const Preset preset{Preset::Kind(kind), Money{wanted, {}}, {wanted}};
    const SaleId id = desk.newSale();
    QVERIFY(desk.release(id,
                         Preset::Kind(kind) == Preset::Kind::Volume
                             ? Preset{preset.kind, {}, preset.volume}
                             : Preset{preset.kind, preset.amount, {}}));
    // Whoever releases it for several hoses is bound by the one that can give the least.
    QCOMPARE(desk.pourToTheEnd().ml, poured);
    QVERIFY(desk.untilState(id, SaleState::Payable));
}

void TestForecourtTanks::card_isAskedForWhatTheTankGives()
{
    Desk desk;
    QVERIFY(desk.ready());
    desk.hold("95", 10_L);
    QVERIFY(desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id));
    QCOMPARE(desk.centre.questions.first().wanted.minor, 7'850);
    QCOMPARE(desk.pourToTheEnd(), 10_L);
    QVERIFY(desk.untilState(id, SaleState::Settled));
}

void TestForecourtTanks::prepay_restComesBack()
{
    Desk desk;
    QVERIFY(desk.ready());
    desk.hold("95", 6_L);
    const SaleId id = desk.newSale();
    QVERIFY(desk.prepay(id, 10'000));
    QVERIFY(desk.lift());
    QCOMPARE(desk.pourToTheEnd(), 6_L);
    QVERIFY(desk.untilState(id, SaleState::Settled));
    const SaleView view = *desk.forecourt->sale(id);
    QCOMPARE(view.paid.minor, 10'000);
    QCOMPARE(view.returned.minor, 10'000 - 4'710);
}

void TestForecourtTanks::fillUp_ofANearlyEmptyTank_stops()
{
    Desk desk;
    QVERIFY(desk.ready());
    desk.hold("95", 7_L);
    QVERIFY(desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.release(id));
    QCOMPARE(desk.pourToTheEnd(), 7_L);
}

void TestForecourtTanks::full_orUnknown_changesNothing()
{
    for (const bool known : {true, false}) {
        Desk desk;
        QVERIFY(desk.ready());
        if (known) {
            desk.hold("95", 20'000_L);
            desk.hold("92", 20'000_L);
        }
        QVERIFY(desk.lift());
        QVERIFY(desk.release(desk.newSale()));
        desk.iron().pump.squeeze();
        desk.run(120'000);
        QVERIFY(desk.iron().pump.volume() > 70_L); // no preset stops it
        QCOMPARE(desk.iron().pump.status(), dart::Status::Filling);
    }
}

void TestForecourtTanks::out_isRefused_beforeAnybodyIsAsked()
{
    Desk desk;
    QVERIFY(desk.ready());
    desk.hold("95", {LeastDelivery.ml - 1});
    desk.hold("92", 0_L);
    const SaleId id = desk.newSale();
    QCOMPARE(codeOf(desk.fuel(id)), ErrorCode::ProductOut);
    QCOMPARE(codeOf(desk.release(desk.newSale())), ErrorCode::ProductOut);
    QCOMPARE(codeOf(desk.prepay(desk.newSale(), 10'000)), ErrorCode::ProductOut);
    QVERIFY(desk.centre.questions.isEmpty());
    QVERIFY(!desk.state(id)); // nothing was written
    QCOMPARE(desk.authorised, 0);
    desk.hold("95", LeastDelivery);
    QVERIFY(desk.lift());
    QVERIFY(desk.fuel(desk.newSale()));
}

void TestForecourtTanks::out_ofTheLiftedNozzle_isRefused()
{
    Desk desk;
    QVERIFY(desk.ready());
    desk.hold("95", 1_L);
    desk.hold("92", 5'000_L);
    const SaleId id = desk.newSale();
    const auto answer = desk.start([&](Forecourt &f, const StationControl::Done &done) {
        f.fuelByCard(id, 1, ForecourtDesk::card(), {}, {}, done);
    });
    desk.run(2'000);
    QVERIFY(!answer->has_value()); // the nozzle will name the product
    QVERIFY(desk.lift(1));
    QVERIFY(desk.until([&] { return answer->has_value(); }));
    QCOMPARE(codeOf(**answer), ErrorCode::ProductOut);
    QVERIFY(desk.centre.questions.isEmpty());
    QCOMPARE(desk.state(id), SaleState::Refused);
    desk.iron().pump.hang();
    QVERIFY(desk.ready());
    QVERIFY(desk.lift(2));
    QVERIFY(desk.fuel(desk.newSale()));
    QCOMPARE(desk.centre.questions.first().product, QStringLiteral("92"));
}

void TestForecourtTanks::out_otherHosesServe()
{
    Desk desk;
    QVERIFY(desk.ready());
    desk.hold("95", 0_L);
    desk.hold("92", 5'000_L);
    QVERIFY(desk.release(desk.newSale()));
    QVERIFY(desk.lift(1));
    desk.iron().pump.squeeze();
    desk.run(5'000);
    QCOMPARE(desk.iron().pump.volume(), 0_L);
    desk.iron().pump.hang();
    desk.run(2'000);
    desk.iron().pump.lift(2);
    desk.iron().pump.squeeze();
    QVERIFY(desk.until([&] { return desk.iron().pump.volume() > 3_L; }));
}

void TestForecourtTanks::promised_isNotPromisedAgain()
{
    Desk desk(3);
    for (int number = 1; number <= 3; ++number)
        QVERIFY(desk.ready(number));
    desk.hold("95", 50_L);
    desk.hold("92", 10'000_L);
    for (int number = 1; number <= 3; ++number)
        QVERIFY(desk.lift(1, number));
    const SaleId first = desk.newSale();
    QVERIFY(desk.fuel(first, {Preset::Kind::Volume, {}, 30_L}, 1));
    const SaleId second = desk.newSale();
    QVERIFY(desk.fuel(second, {Preset::Kind::Volume, {}, 30_L}, 2));
    QCOMPARE(desk.centre.questions.last().wanted.minor, 15'700); // 20 litres
    QCOMPARE(codeOf(desk.fuel(desk.newSale(), {Preset::Kind::Volume, {}, 30_L}, 3)), ErrorCode::ProductOut);
    QVERIFY(desk.cancel(first));
    desk.iron(1).pump.hang();
    QVERIFY(desk.until([&] { return desk.state(first) == SaleState::Released; }));
    QVERIFY(desk.fuel(desk.newSale(), {Preset::Kind::Volume, {}, 30_L}, 3));
    QCOMPARE(desk.pourToTheEnd(2) + desk.pourToTheEnd(3), 50_L);
}

void TestForecourtTanks::taken_sinceTheReading_isGone()
{
    Desk desk;
    QVERIFY(desk.ready());
    desk.hold("95", 40_L);
    QVERIFY(desk.lift());
    const SaleId id = desk.newSale();
    QVERIFY(desk.fuel(id, {Preset::Kind::Volume, {}, 25_L}));
    QCOMPARE(desk.pourToTheEnd(), 25_L);
    QVERIFY(desk.untilState(id, SaleState::Settled));
    QVERIFY(desk.ready());
    QVERIFY(desk.lift());
    const SaleId again = desk.newSale();
    QVERIFY(desk.fuel(again, {Preset::Kind::Volume, {}, 25_L})); // by the same reading
    QCOMPARE(desk.centre.questions.last().wanted.minor, 11'775); // 15 litres
    QVERIFY(desk.iron().pump.hang());
    QVERIFY(desk.untilState(again, SaleState::Released));
    QVERIFY(desk.ready());
    desk.clock.advanceMs(1);
    desk.hold("95", 15_L); // a new one knows of it
    QVERIFY(desk.lift());
    QVERIFY(desk.fuel(desk.newSale(), {Preset::Kind::Volume, {}, 25_L}));
    QCOMPARE(desk.centre.questions.last().wanted.minor, 11'775);
}

void TestForecourtTanks::flow_countsRunningAndUnpaid()
{
    Desk desk(2);
    QVERIFY(desk.ready(1) && desk.ready(2));
    const QString product = QStringLiteral("95");
    const auto flow = [&] { return *desk.forecourt->flowOf(product); };
    QVERIFY(flow().atRest);
    QCOMPARE(*flow().drawn, 0_L);
    QVERIFY(desk.lift(1, 1));
    const SaleId id = desk.newSale();
    QVERIFY(desk.release(id));
    QVERIFY(!flow().atRest);
    desk.iron(1).pump.squeeze();
    QVERIFY(desk.until([&] { return desk.pump(1).volume > 8_L; }));
    QCOMPARE(flow().unbooked, desk.pump(1).volume);
    QCOMPARE(*flow().drawn, desk.pump(1).volume);
    QCOMPARE(desk.forecourt->flowOf(QStringLiteral("92"))->unbooked, 0_L);
    desk.iron(1).pump.hang();
    QVERIFY(desk.untilState(id, SaleState::Payable));
    const Volume poured = desk.iron(1).pump.volume();
    QVERIFY(desk.until([&] { return flow().atRest && flow().known; }));
    QCOMPARE(flow().unbooked, poured); // not paid yet
    QCOMPARE(*flow().drawn, poured);
    QVERIFY(desk.payCash(id, 100'000));
    QCOMPARE(flow().unbooked, 0_L);
    QCOMPARE(*flow().drawn, poured);
    desk.iron(2).silent = true;
    QVERIFY(desk.until([&] { return desk.pump(2).state == PumpState::Inoperative; }));
    QVERIFY(!flow().atRest && !flow().known); // who knows what flows there
}

QTEST_GUILESS_MAIN(TestForecourtTanks)
#include "tst_forecourt_tanks.moc"
