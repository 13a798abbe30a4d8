#include "core/foundation/base/json.h"
#include "tests/demo/stage.h"

#include <QJsonArray>

namespace youka::demo {

namespace {

struct Thing
{
    const char *code;
    const char *group;
    const char *nameZh;
    const char *nameEn;
    const char *barcode;
    int milli;
    int pieces;
};
constexpr Thing Things[] = {
    {"1001", "drinks", "农夫山泉矿泉水 550 毫升", "Spring water 550 mL", "6901234567892", 2'500, 240},
    {"1002", "drinks", "可口可乐 500 毫升", "Cola 500 mL", "6291041500213", 3'500, 120},
    {"2001", "snacks", "苏打饼干 400 克", "Crackers 400 g", "4006381333931", 12'800, 36},
    {"5001", "car", "车用玻璃水 2 升", "Screen wash 2 L", "73513537", 18'000, 24},
};

}

void Stage::stockShop()
{
    for (const auto &[code, zh, en] :
         {std::tuple("drinks", "饮料", "Drinks"), std::tuple("snacks", "零食", "Snacks"),
          std::tuple("car", "车用品", "For the car")})
        post(QStringLiteral("/api/v1/article-groups"),
             {{QStringLiteral("code"), QLatin1String(code)},
              {QStringLiteral("nameZh"), QString::fromUtf8(zh)},
              {QStringLiteral("nameEn"), QLatin1String(en)}});
    QJsonArray lines;
    for (const Thing &thing : Things) {
        const QString code = QLatin1String(thing.code);
        post(QStringLiteral("/api/v1/articles"),
             {{QStringLiteral("code"), code},
              {QStringLiteral("group"), QLatin1String(thing.group)},
              {QStringLiteral("nameZh"), QString::fromUtf8(thing.nameZh)},
              {QStringLiteral("nameEn"), QLatin1String(thing.nameEn)},
              {QStringLiteral("tax"), 1'300},
              {QStringLiteral("barcodes"), QJsonArray{QLatin1String(thing.barcode)}}});
        post(QStringLiteral("/api/v1/articles/%1/prices").arg(code),
             {{QStringLiteral("price"), toJson(UnitPrice{thing.milli, {}})}});
        lines.append(QJsonObject{{QStringLiteral("article"), code},
                                 {QStringLiteral("quantity"), QString::number(thing.pieces * 1'000)}});
    }
    post(QStringLiteral("/api/v1/stock-movements"),
         {{QStringLiteral("kind"), QStringLiteral("receipt")},
          {QStringLiteral("stationCode"), QStringLiteral("S001")},
          {QStringLiteral("lines"), lines}});
}

}
