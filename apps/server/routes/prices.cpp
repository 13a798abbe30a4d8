#include "apps/server/server.h"
#include "core/domain/pricing/price_json.h"
#include "core/domain/pricing/price_service.h"

#include <QJsonArray>

namespace youka {

namespace {

void prices(const std::shared_ptr<Call> &call)
{
    const auto latest = PriceService(call->server.reader(call->thread)).latest(500);
    if (!latest)
        return call->refuse(latest.error());
    QJsonArray array;
    for (const Price &price : *latest)
        array.append(toJson(price));
    call->answer({{QStringLiteral("prices"), array}});
}

void products(const std::shared_ptr<Call> &call)
{
    const auto list = PriceService(call->server.reader(call->thread)).products();
    if (!list)
        return call->refuse(list.error());
    QJsonArray array;
    for (const Product &product : *list)
        array.append(toJson(product));
    call->answer({{QStringLiteral("products"), array}});
}

void change(const std::shared_ptr<Call> &call)
{
    auto price = priceFromJson(call->body);
    if (!price)
        return call->refuse(price.error());
    price->actor = call->who.name;
    call->server.write(
        call,
        [price = *price](Database &db, Timestamp now) {
            return PriceService(db).change(price, now).map([](const Price &done) { return toJson(done); });
        },
        201);
}

}

void addPriceRoutes(RouteTable &table)
{
    table.add({"GET", "/api/v1/prices", Permission::ReadPrices, Idempotency::Reads,
               "The price book, newest entry first", nullptr, R"({"type":"object","required":["prices"]})",
               prices});
    table.add({"GET", "/api/v1/products", Permission::ReadPrices, Idempotency::Reads, "What is sold", nullptr,
               R"({"type":"object","required":["products"]})", products});
    table.add({"POST", "/api/v1/prices", Permission::ChangePrices, Idempotency::ByKey, "Enter a new price",
               R"({"type":"object","required":["product","price"]})",
               R"({"type":"object","required":["version","product","price"]})", change});
}

}
