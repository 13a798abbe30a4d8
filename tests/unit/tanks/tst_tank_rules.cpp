#include "core/domain/tanks/tank_json.h"
#include "core/domain/tanks/tank_rules.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

Tank tank() { return {1, QStringLiteral("95"), 30'000_L, 300_L, {3'000_L, 50'000, 50_L, 100_L, 5}}; }

TankReading reading(Volume volume)
{
    TankReading r;
    r.tank = 1;
    r.volume = r.compensated = volume;
    r.ullage = 30'000_L - volume;
    return r;
}

}

Q_DECLARE_METATYPE(youka::TankAlarm)

class TestTankRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pumpable_data()
    {
        QTest::addColumn<qint64>("volume");
        QTest::addColumn<qint64>("ullage");
        QTest::addColumn<int>("status");
        QTest::addColumn<qint64>("wanted"); // -1: not known
        QTest::newRow("half") << 15'000'000ll << 15'000'000ll << 0 << 14'700'000ll;
        QTest::newRow("full") << 30'000'000ll << 0ll << 0 << 29'700'000ll;
        QTest::newRow("at the pipe") << 300'000ll << 29'700'000ll << 0 << 0ll;
        QTest::newRow("below it") << 100'000ll << 29'900'000ll << 0 << 0ll;
        QTest::newRow("a drop above") << 300'001ll << 29'699'999ll << 0 << 1ll;
        QTest::newRow("while a lorry is there") << 400'000ll << 29'600'000ll << 1 << 100'000ll;
        QTest::newRow("no height") << 15'000'000ll << 15'000'000ll << 4 << -1ll;
        QTest::newRow("a twentieth off") << 15'000'000ll << 13'500'000ll << 0 << 14'700'000ll;
        QTest::newRow("more than that") << 15'000'000ll << 13'499'999ll << 0 << -1ll;
        QTest::newRow("gallons") << 3'963'000ll << 3'963'000ll << 0 << -1ll;
    }
    void pumpable()
    {
        QFETCH(qint64, volume);
        QFETCH(qint64, ullage);
        QFETCH(int, status);
        QFETCH(qint64, wanted);
        TankReading r = reading({volume});
        r.ullage = {ullage};
        r.status = unsigned(status);
        const auto left = youka::pumpable(tank(), r);
        QCOMPARE(left ? left->ml : -1, wanted);
    }

    void variance_data()
    {
        QTest::addColumn<QList<qint64>>("litres"); // opening, received, sold, closing
        QTest::addColumn<qint64>("missing");
        QTest::addColumn<bool>("beyond");
        const auto row = [](const char *name, QList<qint64> litres, qint64 missing, bool beyond) {
            QTest::newRow(name) << litres << missing << beyond;
        };
        row("exact", {10'000, 0, 2'000, 8'000}, 0, false);
        row("with a lorry", {10'000, 20'000, 2'000, 28'000}, 0, false);
        row("as much as allowed", {10'000, 0, 2'000, 7'890}, 110, false); // 100 and 5 of a thousand
        row("one more", {10'000, 0, 2'000, 7'889}, 111, true);
        row("too much of it", {10'000, 0, 2'000, 8'111}, -111, true);
        row("half a lorry unbooked", {10'000, 0, 2'000, 18'000}, -10'000, true);
        row("nothing sold", {10'000, 0, 0, 9'900}, 100, false);
        row("nothing sold, more gone", {10'000, 0, 0, 9'899}, 101, true);
    }
    void variance()
    {
        QFETCH(QList<qint64>, litres);
        QFETCH(qint64, missing);
        QFETCH(bool, beyond);
        const TankPeriod period{
            {litres[0] * 1'000}, {litres[1] * 1'000}, {litres[2] * 1'000}, {litres[3] * 1'000}};
        QCOMPARE(varianceMl(period), missing * 1'000);
        QCOMPARE(isVarianceBeyond(tank().limits, period), beyond);
        QVERIFY(!isVarianceBeyond({}, period)); // without limits nobody is called
    }

    void loss_data()
    {
        QTest::addColumn<qint64>("highest");
        QTest::addColumn<qint64>("now");
        QTest::addColumn<bool>("lost");
        QTest::newRow("still") << 10'000'000ll << 10'000'000ll << false;
        QTest::newRow("a ripple") << 10'000'000ll << 9'950'000ll << false;
        QTest::newRow("more") << 10'000'000ll << 9'949'999ll << true;
        QTest::newRow("rises") << 10'000'000ll << 12'000'000ll << false;
    }
    void loss()
    {
        QFETCH(qint64, highest);
        QFETCH(qint64, now);
        QFETCH(bool, lost);
        QCOMPARE(isLoss(tank(), {highest}, {now}), lost);
        Tank unwatched = tank();
        unwatched.limits.loss = {};
        QVERIFY(!isLoss(unwatched, {highest}, {now}));
    }

    void steadyVolume_isTheCompensatedOne()
    {
        TankReading r = reading(10'000_L);
        r.compensated = 9'990_L;
        QCOMPARE(steadyVolume(r), 9'990_L);
        r.compensated = {};
        QCOMPARE(steadyVolume(r), 10'000_L);
    }

    void alarms_data()
    {
        QTest::addColumn<qint64>("volume");
        QTest::addColumn<qint64>("waterUm");
        QTest::addColumn<QList<TankAlarm>>("already");
        QTest::addColumn<QList<TankAlarm>>("wanted");
        using A = TankAlarm;
        const auto row = [](const char *name, qint64 litres, qint64 waterUm, QList<A> already,
                            QList<A> wanted) {
            QTest::newRow(name) << litres * 1'000 << waterUm << already << wanted;
        };
        row("well", 10'000, 0, {}, {});
        row("at the limit", 3'000, 50'000, {}, {});
        row("low", 2'999, 0, {}, {A::LowProduct});
        row("a little more is low still", 3'149, 0, {A::LowProduct}, {A::LowProduct});
        row("enough more is not", 3'150, 0, {A::LowProduct}, {});
        row("water", 10'000, 50'001, {}, {A::HighWater});
        row("a little less is water still", 10'000, 45'001, {A::HighWater}, {A::HighWater});
        row("pumped out", 10'000, 45'000, {A::HighWater}, {});
        row("both", 1'000, 60'000, {}, {A::LowProduct, A::HighWater});
    }
    void alarms()
    {
        QFETCH(qint64, volume);
        QFETCH(qint64, waterUm);
        QFETCH(QList<TankAlarm>, already);
        QFETCH(QList<TankAlarm>, wanted);
        TankReading r = reading({volume});
        r.waterHeightUm = waterUm;
        QVERIFY(alarmsIn(tank(), r, already) == wanted);
        r.ullage = {};
        if (volume < 28'500'000)
            QVERIFY(alarmsIn(tank(), r, already) == QList<TankAlarm>{TankAlarm::Implausible});
        r.status = HeightInvalid;
        QVERIFY(alarmsIn(tank(), r, already).isEmpty());
    }

    void names_areOfOneAlarmEach()
    {
        QSet<QString> names;
        for (const TankAlarm alarm : tankAlarms()) {
            const QString name = tankAlarmName(alarm);
            QVERIFY(!name.isEmpty());
            names.insert(name);
            QVERIFY(tankAlarmFromName(name) == alarm);
        }
        QCOMPARE(names.size(), qsizetype(tankAlarms().size()));
        QVERIFY(!tankAlarmFromName(u"?"));
    }
    void codes_areTheGauges_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("name");
        const char *names[] = {"leak",   "high-water",    "overfill",  "low",           "sudden-loss",
                               "high",   "invalid-level", "probe-out", "water-warning", "delivery-needed",
                               "maximum"};
        for (int i = 0; i < 11; ++i)
            QTest::addRow("%02d", i + 2) << i + 2 << QString::fromLatin1(names[i]);
        for (const int none : {0, 1, 13, -1, 99})
            QTest::addRow("%d", none) << none << QString();
    }
    void codes_areTheGauges()
    {
        QFETCH(int, code);
        QFETCH(QString, name);
        const auto alarm = tankAlarmFromCode(code);
        QCOMPARE(alarm ? QString(tankAlarmName(*alarm)) : QString(), name);
    }

    void received_countsWhatWasDrawnMeanwhile()
    {
        TankDelivered told;
        told.delivery.before = 1'000_L;
        told.delivery.after = 8'900_L;
        told.drawn = 100_L;
        QCOMPARE(receivedVolume(told), 8'000_L);
    }
};

QTEST_APPLESS_MAIN(TestTankRules)
#include "tst_tank_rules.moc"
