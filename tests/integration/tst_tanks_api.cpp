#include "core/exchange/sync/outbox.h"
#include "tests/integration/server_desk.h"
#include "tests/support/two_stores.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

namespace {

/// The server and a counter's journal with tanks in it.
struct Scene : ServerDesk
{
    void write(const FactBody &body)
    {
        ensure(outbox.append(makeFact({QUuid::createUuid()}, clock.now(), body)).has_value(),
               "a fact is written");
    }
    QStringList upload()
    {
        const ServerAnswer answer =
            as(Role::Terminal,
               {"POST",
                "/api/v1/outbox",
                QJsonDocument(toJson(**outbox.nextBatch())).toJson(QJsonDocument::Compact),
                newKey(),
                {}});
        const auto replies = repliesFromJson(answer.json());
        ensure(replies && outbox.settle(*replies), "a batch is uploaded");
        QStringList outcomes;
        for (const RecordReply &reply : *replies)
            outcomes += reply.outcome;
        return outcomes;
    }
    ServerAnswer get(const QByteArray &path, Role role = Role::Manager)
    {
        return as(role, {"GET", path, {}, {}, {}});
    }
    static TankRead level(Volume volume)
    {
        TankRead told;
        told.tank = {1, QStringLiteral("95"), 30'000_L, 300_L, {3'000_L, 50'000, 50_L, 100_L, 5}};
        told.reading = {1, volume, volume, 30'000_L - volume, {}, 500'000, 2'000, 18'500, 0};
        return told;
    }
    test::TestStore till{QStringLiteral("sqlcipher"), stationMigrations()};
    Outbox outbox{*till.db, terminal, key};
};

}

/// Tanks from a counter's outbox to what the office is shown.
class TestTanksApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tank_fromTheOutboxToTheOffice();
    void reading_isForManagersAndOperators();
    void badAddresses_areRefused();
};

void TestTanksApi::tank_fromTheOutboxToTheOffice()
{
    Scene scene;
    scene.write(Scene::level(10'000_L));
    TankDelivered lorry;
    lorry.product = QStringLiteral("95");
    lorry.delivery = {
        1, QStringLiteral("2601010900"), QStringLiteral("2601010930"), 10'000_L, 17'950_L, {}, {}, 0, 0};
    lorry.from = lorry.to = scene.clock.now();
    lorry.drawn = 50_L;
    scene.write(lorry);
    scene.write(TankAlarmed{1, QStringLiteral("95"), TankAlarm::HighWater, true, 17'950_L, 60'000, {}});
    scene.clock.advanceMs(24LL * 3'600'000);
    scene.write(Scene::level(17'000_L));
    QCOMPARE(scene.upload(), QStringList(4, QStringLiteral("applied")));
    scene.clock.advanceMs(90'000);
    const QJsonArray tanks = scene.get("/api/v1/tanks").json()[QLatin1String("tanks")].toArray();
    QCOMPARE(tanks.size(), 1);
    const QJsonObject tank = tanks.first().toObject();
    QCOMPARE(tank[QLatin1String("volumeMl")].toString(), QStringLiteral("17000000"));
    QCOMPARE(tank[QLatin1String("capacityMl")].toString(), QStringLiteral("30000000"));
    QCOMPARE(tank[QLatin1String("ageS")].toInt(), 90);
    const QByteArray path =
        "/api/v1/tanks/" + QByteArray::number(tank[QLatin1String("stationId")].toInteger()) + "/1";
    const QJsonObject detail = scene.get(path).json();
    QCOMPARE(detail[QLatin1String("readings")].toArray().size(), 2);
    QCOMPARE(detail[QLatin1String("alarms")].toArray().size(), 1);
    QCOMPARE(detail[QLatin1String("deliveries")].toArray().first()[QLatin1String("receivedMl")].toString(),
             QStringLiteral("8000000"));
    const QJsonArray days = detail[QLatin1String("days")].toArray();
    QCOMPARE(days.size(), 1);
    QCOMPARE(days.first()[QLatin1String("varianceMl")].toString(), QStringLiteral("1000000"));
    const QJsonArray cases =
        scene.get("/api/v1/exceptions?kind=tank-variance").json()[QLatin1String("exceptions")].toArray();
    QCOMPARE(cases.size(), 1);
    QCOMPARE(cases.first()[QLatin1String("owner")].toString(), QStringLiteral("manager"));
    QVERIFY(!cases.first().toObject().contains(QLatin1String("sale")));
    const QByteArray id = cases.first()[QLatin1String("id")].toString().toLatin1();
    const QJsonObject one = scene.get("/api/v1/exceptions/" + id).json();
    QCOMPARE(one[QLatin1String("centre")][QLatin1String("varianceMl")].toString(), QStringLiteral("1000000"));
    QCOMPARE(one[QLatin1String("said")][QLatin1String("kind")].toString(), QStringLiteral("tank.read"));
    QCOMPARE(
        scene.get("/api/v1/exceptions?kind=tank-water").json()[QLatin1String("exceptions")].toArray().size(),
        1);
}

void TestTanksApi::reading_isForManagersAndOperators()
{
    Scene scene;
    QCOMPARE(scene.get("/api/v1/tanks").status, 200);
    QCOMPARE(scene.get("/api/v1/tanks", Role::Cashier).status, 403);
    QCOMPARE(scene.get("/api/v1/tanks", Role::Terminal).status, 403);
}

void TestTanksApi::badAddresses_areRefused()
{
    Scene scene;
    scene.write(Scene::level(10'000_L));
    QCOMPARE(scene.upload(), QStringList(1, QStringLiteral("applied")));
    for (const char *path :
         {"/api/v1/tanks/999/1", "/api/v1/tanks/0/1", "/api/v1/tanks/x/1", "/api/v1/tanks/1/99"})
        QCOMPARE(scene.get(path).status, 404);
}

QTEST_GUILESS_MAIN(TestTanksApi)
#include "tst_tanks_api.moc"
