#include "core/domain/washes/wash_json.h"

#include "core/foundation/base/json.h"

namespace youka {

QJsonObject toJson(const WashPackage &package)
{
    return {{QStringLiteral("article"), package.article},
            {QStringLiteral("washes"), package.washes},
            {QStringLiteral("days"), package.days}};
}

Result<WashPackage> washPackageFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    const WashPackage package{in.text("article", 40), int(in.integer("washes", 1, 1'000)),
                              int(in.integerOr("days", 0, 0, 3'650))};
    if (in.error())
        return fail(*in.error());
    return package;
}

QJsonObject toJson(const WashService::Left &left)
{
    QJsonObject json{{QStringLiteral("left"), left.washes}};
    if (left.until.ms != 0)
        json.insert(QStringLiteral("until"), left.until.toIso());
    return json;
}

}
