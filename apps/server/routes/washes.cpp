#include "apps/server/server.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/washes/wash_json.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

void packages(const std::shared_ptr<Call> &call)
{
    const auto list = WashService(call->server.reader(call->thread)).packages();
    if (!list)
        return call->refuse(list.error());
    QJsonArray array;
    for (const WashPackage &package : *list)
        array.append(toJson(package));
    call->answer({{QStringLiteral("packages"), array}});
}

void putPackage(const std::shared_ptr<Call> &call)
{
    const auto package = washPackageFromJson(call->body);
    if (!package)
        return call->refuse(package.error());
    call->server.write(
        call,
        [call, package = *package](Database &db, Timestamp now) {
            return WashService(db).putPackage(package, call->who, now).map([](const WashPackage &made) {
                return toJson(made);
            });
        },
        201);
}

/// The member's card is shown at a terminal; washes are worth money, so it must be a good one.
void use(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const CardToken token{in.base64("cardToken", 32)};
    const auto proof = CardProof(in.integer("proof", 1, 3));
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [call, token, proof](Database &db, Timestamp now) -> Result<QJsonObject> {
        const auto card = CardService(db, call->server.cardKeys()).byToken(token);
        if (!card)
            return fail(card.error());
        if (const auto proven = checkProof(card->medium, proof); !proven)
            return fail(proven.error());
        const Station &station = call->terminal.station;
        if (const auto refusal = stateRefusal(card->state, card->expires, station.businessDay(now)))
            return fail(*refusal);
        return WashService(db)
            .use(card->customer, station.id, QStringLiteral("terminal %1").arg(call->terminal.id.value), now)
            .map([](const WashService::Left &left) { return toJson(left); });
    });
}

}

void addWashRoutes(RouteTable &table)
{
    table.add({"GET", "/api/v1/wash-packages", Permission::ReadGoods, Idempotency::Reads,
               "Articles that give car washes", nullptr, R"({"type":"object","required":["packages"]})",
               packages});
    table.add({"POST", "/api/v1/wash-packages", Permission::ManageGoods, Idempotency::ByKey,
               "Make an article a package of washes, or another one",
               R"({"type":"object","required":["article","washes"]})",
               R"({"type":"object","required":["article","washes","days"]})", putPackage});
    table.add({"POST", "/api/v1/wash-uses", Permission::PointsQuestion, Idempotency::ByKey,
               "One wash for the member whose card is shown",
               R"({"type":"object","required":["cardToken","proof"]})",
               R"({"type":"object","required":["left"]})", use});
}

}
