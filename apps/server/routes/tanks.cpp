#include "apps/server/server.h"
#include "core/domain/tanks/tank_service.h"

#include <QJsonArray>

namespace youka {

namespace {

void list(const std::shared_ptr<Call> &call)
{
    const auto tanks = TankService(call->server.reader(call->thread)).list(call->who);
    if (!tanks)
        return call->refuse(tanks.error());
    QJsonArray array;
    for (const TankRecord &tank : *tanks)
        array.append(toJson(tank, call->server.clock().now()));
    call->answer({{QStringLiteral("tanks"), array}});
}

void show(const std::shared_ptr<Call> &call)
{
    const StationId station{call->captures.value(0).toLongLong()};
    const auto detail = TankService(call->server.reader(call->thread))
                            .detail(station, call->captures.value(1).toInt(), call->who);
    if (!detail)
        return call->refuse(detail.error());
    call->answer(toJson(*detail, call->server.clock().now()));
}

}

void addTankRoutes(RouteTable &table)
{
    constexpr const char *Tank =
        R"({"type":"object","required":["stationId","tank","product","volumeMl","capacityMl","at"]})";
    table.add({"GET", "/api/v1/tanks", Permission::ReadTanks, Idempotency::Reads,
               "Every tank with the last that its gauge said", nullptr,
               R"({"type":"object","required":["tanks"]})", list});
    table.add({"GET", "/api/v1/tanks/{station}/{number}", Permission::ReadTanks, Idempotency::Reads,
               "One tank: its levels, deliveries, alarms, and its days by books and gauge", nullptr, Tank,
               show});
}

}
