#include "apps/server/web/customer_visit.h"
#include "core/domain/pricing/price_service.h"
#include "core/domain/stations/station_places.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/base/format.h"
#include "ui/sentences/sentences.h"

#include <algorithm>

namespace youka {

namespace {

constexpr size_t MostStations = 200;

struct Near
{
    Station station;
    std::optional<qint64> metres;
};

/// The nearest first, where both places are known; the others by number.
std::vector<Near> sorted(const std::vector<Station> &stations, const std::map<StationId, Place> &places,
                         const std::optional<Place> &here)
{
    std::vector<Near> all;
    for (const Station &station : stations) {
        const auto place = places.find(station.id);
        all.push_back({station,
                       here && place != places.end() ? std::optional(metresBetween(*here, place->second))
                                                     : std::nullopt});
    }
    std::stable_sort(all.begin(), all.end(), [](const Near &a, const Near &b) {
        if (a.metres && b.metres)
            return *a.metres < *b.metres;
        return a.metres.has_value() && !b.metres.has_value();
    });
    if (all.size() > MostStations)
        all.resize(MostStations);
    return all;
}

QList<PageData> pricesAt(const Visit &visit, PriceService &prices, const std::vector<Product> &products,
                         StationId station)
{
    QList<PageData> rows;
    for (const Product &product : products) {
        if (product.unit != Product::Unit::Litre)
            continue;
        const auto price = prices.inForce(station, product.code, Currency{}, visit->now());
        if (!price)
            continue; // not sold there
        PageData row;
        row.values["product"] = productName(product.code, visit->language);
        row.values["price"] = visit->word("w.perLitre").arg(formatUnitPrice(price->price, visit->locale()));
        rows.append(row);
    }
    return rows;
}

void stations(const std::shared_ptr<Call> &call)
{
    withVisit(call, [](const Visit &visit) {
        Database &db = visit->reader();
        const auto all = StationRepository(db).list();
        const auto places = all ? StationPlaces(db).all() : fail(all.error());
        PriceService prices(db);
        const auto products = places ? prices.products() : fail(places.error());
        if (!products)
            return visit->refuse(products.error(), "/stations");
        const auto near = placeFromText(visit->call->request.queryValue(QStringLiteral("near")).left(40));
        for (const Near &one : sorted(*all, *places, near ? std::optional(*near) : std::nullopt)) {
            PageData row;
            row.values["name"] = one.station.name;
            row.values["code"] = one.station.code;
            row.values["region"] = one.station.region;
            if (one.metres)
                row.values["distance"] =
                    visit->word("w.kilometres")
                        .arg(visit->locale().toString(double(*one.metres) / 1'000, 'f', 1));
            row.lists["prices"] = pricesAt(visit, prices, *products, one.station.id);
            row.values["none"] = row.lists.value("prices").isEmpty() ? QStringLiteral("1") : QString();
            visit->page.lists["stations"].append(row);
        }
        visit->page.values["empty"] = all->empty() ? QStringLiteral("1") : QString();
        visit->page.values["isOut"] = visit->session ? QString() : QStringLiteral("1");
        visit->page.values["title"] = visit->word("w.stations");
        visit->runsScript = true;
        visit->show("stations");
    });
}

}

void addCustomerStationRoutes(RouteTable &table)
{
    addPage(table, "GET", "/stations", "Stations with today's prices, the nearest first", stations);
}

}
