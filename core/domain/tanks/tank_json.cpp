#include "core/domain/tanks/tank_json.h"

#include "core/domain/tanks/tank_rules.h"

namespace youka {

namespace {

constexpr qint64 MaxMl = 1'000'000'000'000; ///< a million cubic metres
constexpr qint64 MaxUm = 100'000'000;
constexpr qint64 MaxMilliC = 1'000'000;
constexpr int LastTank = 99;

QString ml(Volume volume) { return QString::number(volume.ml); }

Volume readMl(JsonReader &in, const char *name) { return {in.integer(name, 0, MaxMl)}; }

QString readStamp(JsonReader &in, const char *name)
{
    const QString text = in.text(name, 10);
    const bool right = text.size() == 10
        && std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!right)
        in.refuse(name, QStringLiteral("ten digits are expected"));
    return text;
}

void insertAll(QJsonObject &json, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it)
        json.insert(it.key(), it.value());
}

}

Volume receivedVolume(const TankDelivered &delivered)
{
    return delivered.delivery.after - delivered.delivery.before + delivered.drawn;
}

QJsonObject toJson(const TankReading &reading)
{
    return {{QStringLiteral("tank"), reading.tank},
            {QStringLiteral("volumeMl"), ml(reading.volume)},
            {QStringLiteral("compensatedMl"), ml(reading.compensated)},
            {QStringLiteral("ullageMl"), ml(reading.ullage)},
            {QStringLiteral("waterMl"), ml(reading.water)},
            {QStringLiteral("heightUm"), reading.heightUm},
            {QStringLiteral("waterHeightUm"), reading.waterHeightUm},
            {QStringLiteral("temperatureMilliC"), reading.temperatureMilliC},
            {QStringLiteral("status"), int(reading.status)}};
}

QJsonObject toJson(const TankLimits &limits)
{
    return {{QStringLiteral("lowMl"), ml(limits.low)},
            {QStringLiteral("waterLimitUm"), limits.waterUm},
            {QStringLiteral("lossMl"), ml(limits.loss)},
            {QStringLiteral("varianceMl"), ml(limits.variance)},
            {QStringLiteral("variancePerMille"), limits.variancePerMille}};
}

QJsonObject bodyJson(const TankRead &fact)
{
    QJsonObject json{{QStringLiteral("kind"), QStringLiteral("tank.read")},
                     {QStringLiteral("product"), fact.tank.product},
                     {QStringLiteral("capacityMl"), ml(fact.tank.capacity)},
                     {QStringLiteral("bottomMl"), ml(fact.tank.bottom)},
                     {QStringLiteral("unbookedMl"), ml(fact.unbooked)},
                     {QStringLiteral("settled"), fact.settled}};
    insertAll(json, toJson(fact.tank.limits));
    insertAll(json, toJson(fact.reading));
    return json;
}

QJsonObject bodyJson(const TankDelivered &fact)
{
    const TankDelivery &d = fact.delivery;
    return {{QStringLiteral("kind"), QStringLiteral("tank.delivered")},
            {QStringLiteral("tank"), d.tank},
            {QStringLiteral("product"), fact.product},
            {QStringLiteral("start"), d.start},
            {QStringLiteral("end"), d.end},
            {QStringLiteral("from"), fact.from.toIso()},
            {QStringLiteral("to"), fact.to.toIso()},
            {QStringLiteral("beforeMl"), ml(d.before)},
            {QStringLiteral("afterMl"), ml(d.after)},
            {QStringLiteral("compensatedBeforeMl"), ml(d.compensatedBefore)},
            {QStringLiteral("compensatedAfterMl"), ml(d.compensatedAfter)},
            {QStringLiteral("temperatureBeforeMilliC"), d.temperatureBeforeMilliC},
            {QStringLiteral("temperatureAfterMilliC"), d.temperatureAfterMilliC},
            {QStringLiteral("drawnMl"), ml(fact.drawn)}};
}

QJsonObject bodyJson(const TankAlarmed &fact)
{
    return {{QStringLiteral("kind"), QStringLiteral("tank.alarm")},
            {QStringLiteral("tank"), fact.tank},
            {QStringLiteral("product"), fact.product},
            {QStringLiteral("alarm"), QString(tankAlarmName(fact.alarm))},
            {QStringLiteral("active"), fact.active},
            {QStringLiteral("volumeMl"), ml(fact.volume)},
            {QStringLiteral("waterUm"), fact.waterUm},
            {QStringLiteral("lostMl"), ml(fact.lost)}};
}

TankRead readTankRead(JsonReader &in)
{
    TankRead fact;
    fact.tank.number = fact.reading.tank = int(in.integer("tank", 1, LastTank));
    fact.tank.product = in.text("product", 40);
    fact.tank.capacity = readMl(in, "capacityMl");
    fact.tank.bottom = readMl(in, "bottomMl");
    fact.tank.limits.low = readMl(in, "lowMl");
    fact.tank.limits.waterUm = in.integer("waterLimitUm", 0, MaxUm);
    fact.tank.limits.loss = readMl(in, "lossMl");
    fact.tank.limits.variance = readMl(in, "varianceMl");
    fact.tank.limits.variancePerMille = int(in.integer("variancePerMille", 0, 1000));
    fact.reading.volume = readMl(in, "volumeMl");
    fact.reading.compensated = readMl(in, "compensatedMl");
    fact.reading.ullage = readMl(in, "ullageMl");
    fact.reading.water = readMl(in, "waterMl");
    fact.reading.heightUm = in.integer("heightUm", 0, MaxUm);
    fact.reading.waterHeightUm = in.integer("waterHeightUm", 0, MaxUm);
    fact.reading.temperatureMilliC = in.integer("temperatureMilliC", -MaxMilliC, MaxMilliC);
    fact.reading.status = unsigned(in.integer("status", 0, 0xffff));
    fact.unbooked = readMl(in, "unbookedMl");
    fact.settled = in.booleanOr("settled", false);
    return fact;
}

TankDelivered readTankDelivered(JsonReader &in)
{
    TankDelivered fact;
    TankDelivery &d = fact.delivery;
    d.tank = int(in.integer("tank", 1, LastTank));
    fact.product = in.text("product", 40);
    d.start = readStamp(in, "start");
    d.end = readStamp(in, "end");
    fact.from = in.time("from");
    fact.to = in.time("to");
    d.before = readMl(in, "beforeMl");
    d.after = readMl(in, "afterMl");
    d.compensatedBefore = readMl(in, "compensatedBeforeMl");
    d.compensatedAfter = readMl(in, "compensatedAfterMl");
    d.temperatureBeforeMilliC = in.integer("temperatureBeforeMilliC", -MaxMilliC, MaxMilliC);
    d.temperatureAfterMilliC = in.integer("temperatureAfterMilliC", -MaxMilliC, MaxMilliC);
    fact.drawn = readMl(in, "drawnMl");
    return fact;
}

TankAlarmed readTankAlarmed(JsonReader &in)
{
    TankAlarmed fact;
    fact.tank = int(in.integer("tank", 1, LastTank));
    fact.product = in.text("product", 40);
    const auto alarm = tankAlarmFromName(in.text("alarm", 40));
    if (!alarm)
        in.refuse("alarm", QStringLiteral("not known"));
    fact.alarm = alarm.value_or(TankAlarm::Leak);
    fact.active = in.booleanOr("active", true);
    fact.volume = readMl(in, "volumeMl");
    fact.waterUm = in.integer("waterUm", 0, MaxUm);
    fact.lost = readMl(in, "lostMl");
    return fact;
}

}
