#include "apps/server/server.h"
#include "core/domain/stations/station_repository.h"

#include <QJsonArray>

namespace youka {

namespace {

void list(const std::shared_ptr<Call> &call)
{
    const auto stations = StationRepository(call->server.reader(call->thread)).list();
    if (!stations)
        return call->refuse(stations.error());
    QJsonArray array;
    for (const Station &station : *stations)
        array.append(QJsonObject{{QStringLiteral("id"), station.id.value},
                                 {QStringLiteral("code"), station.code},
                                 {QStringLiteral("name"), station.name},
                                 {QStringLiteral("region"), station.region},
                                 {QStringLiteral("chain"), station.chain}});
    call->answer({{QStringLiteral("stations"), array}});
}

}

void addStationRoutes(RouteTable &table)
{
    table.add({"GET", "/api/v1/stations", Permission::ReadSales, Idempotency::Reads, "The stations", nullptr,
               R"({"type":"object","required":["stations"]})", list});
}

}
