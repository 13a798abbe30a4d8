#include "apps/sim/sim_commands.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka::sim {

QJsonObject Commands::stateOf(const SimTank &tank) const
{
    QJsonArray deliveries;
    for (const TankDelivery &d : tank.deliveries())
        deliveries.append(QJsonObject{{QStringLiteral("start"), d.start},
                                      {QStringLiteral("before_ml"), d.before.ml},
                                      {QStringLiteral("after_ml"), d.after.ml}});
    return {{QStringLiteral("tank"), tank.config().number},
            {QStringLiteral("product"), tank.config().product},
            {QStringLiteral("ml"), tank.volume().ml},
            {QStringLiteral("capacity_ml"), tank.config().capacity.ml},
            {QStringLiteral("brought_ml"), tank.lorries().ml},
            {QStringLiteral("lost_ml"), tank.leaked().ml},
            {QStringLiteral("delivering"), tank.isDelivering()},
            {QStringLiteral("probe_out"), tank.isProbeOut()},
            {QStringLiteral("deliveries"), deliveries}};
}

Result<QJsonObject> Commands::tank(const QJsonObject &command)
{
    constexpr qint64 MostMl = 1'000'000'000;
    JsonReader in(command);
    const QString what = in.text("do");
    const auto number = int(in.integer("tank", 1, 99));
    const auto member = [&](const char *name, const char *of) {
        return what == QLatin1String(of) ? in.integer(name, 0, MostMl) : 0;
    };
    const qint64 lorryMl = member("ml", "lorry");
    const qint64 stolenMl = member("ml", "steal");
    const qint64 waterMm = member("mm", "water");
    const qint64 leak = member("ml_per_h", "leak");
    const bool out = in.booleanOr("out", true);
    if (const auto &error = in.error())
        return fail(*error);
    SimTls350 *gauge = m_forecourt.gauge();
    SimTank *tank = gauge ? gauge->tank(number) : nullptr;
    if (!tank)
        return fail(ErrorCode::NotFound, QStringLiteral("no tank %1").arg(number));
    if (what == QLatin1String("lorry") && !gauge->lorry(number, {lorryMl}))
        return fail(ErrorCode::Busy,
                    QStringLiteral("a lorry is there, or was in this minute, or it is full"));
    if (what == QLatin1String("steal"))
        tank->steal({stolenMl});
    if (what == QLatin1String("water"))
        tank->setWater(waterMm * 1'000);
    if (what == QLatin1String("leak"))
        tank->setLeak(leak);
    if (what == QLatin1String("probe"))
        tank->setProbe(out);
    return stateOf(*tank);
}

}
