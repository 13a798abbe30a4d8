#include "apps/server/server.h"
#include "core/domain/goods/goods_json.h"
#include "core/domain/goods/goods_service.h"
#include "core/domain/goods/stock_service.h"
#include "core/domain/pricing/price_json.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int PageSize = 200;

template <class T>
void answerList(const Call &call, const char *name, const Result<std::vector<T>> &list)
{
    if (!list)
        return call.refuse(list.error());
    QJsonArray array;
    for (const T &one : *list)
        array.append(toJson(one));
    call.answer({{QLatin1String(name), array}});
}

Database &reader(const Call &call) { return call.server.reader(call.thread); }

/// People know stations by their codes: "stationCode" and "toCode" stand for their numbers. An empty one is
/// no station.
Result<QJsonObject> withStations(const Call &call)
{
    QJsonObject body = call.body;
    for (const auto &[code, member] : {std::pair("stationCode", "station"), std::pair("toCode", "to")}) {
        const QString wanted = body.take(QLatin1String(code)).toString();
        if (wanted.isEmpty())
            continue;
        const auto station = StationRepository(reader(call)).findCode(wanted);
        if (!station)
            return fail(station.error());
        if (!*station)
            return fail(ErrorCode::StationUnknown, wanted);
        body.insert(QLatin1String(member), (*station)->id.value);
    }
    return body;
}

void list(const std::shared_ptr<Call> &call)
{
    const QString text = call->request.queryValue(QStringLiteral("filter"));
    const QString after = call->request.queryValue(QStringLiteral("after"));
    answerList(*call, "articles", ArticleRepository(reader(*call)).list(text, after, PageSize));
}

void show(const std::shared_ptr<Call> &call)
{
    const auto article = GoodsService(reader(*call)).find(call->captures.value(0));
    if (!article)
        return call->refuse(article.error());
    call->answer(toJson(*article));
}

void create(const std::shared_ptr<Call> &call)
{
    const auto article = articleFromJson(call->body);
    if (!article)
        return call->refuse(article.error());
    call->server.write(
        call,
        [call, article = *article](Database &db, Timestamp now) {
            return GoodsService(db).create(article, call->who, now).map([](const Article &made) {
                return toJson(made);
            });
        },
        201);
}

void change(const std::shared_ptr<Call> &call)
{
    QJsonObject body = call->body;
    body.insert(QStringLiteral("code"), call->captures.value(0));
    const auto article = articleFromJson(body);
    if (!article)
        return call->refuse(article.error());
    call->server.write(call, [call, article = *article](Database &db, Timestamp now) {
        return GoodsService(db).change(article, call->who, now).map([](const Article &made) {
            return toJson(made);
        });
    });
}

void setPrice(const std::shared_ptr<Call> &call)
{
    const auto named = withStations(*call);
    if (!named)
        return call->refuse(named.error());
    QJsonObject body = *named;
    body.insert(QStringLiteral("product"), call->captures.value(0));
    const auto price = priceFromJson(body);
    if (!price)
        return call->refuse(price.error());
    call->server.write(
        call,
        [call, price = *price](Database &db, Timestamp now) {
            return GoodsService(db).setPrice(price, call->who, now).map([](const Article &made) {
                return toJson(made);
            });
        },
        201);
}

void picture(const std::shared_ptr<Call> &call)
{
    const auto png = ArticleRepository(reader(*call)).picture(call->captures.value(0));
    if (!png)
        return call->refuse(png.error());
    if (!*png)
        return call->refuse({ErrorCode::NotFound, QStringLiteral("picture")});
    call->answer({{QStringLiteral("png"), QString::fromLatin1((*png)->toBase64())}});
}

void setPicture(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QByteArray png = in.base64("png", 2 * MaxPictureBytes);
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [call, png](Database &db, Timestamp now) {
        return GoodsService(db)
            .setPicture(call->captures.value(0), png, call->who, now)
            .map([](const Article &made) { return toJson(made); });
    });
}

void groups(const std::shared_ptr<Call> &call)
{
    answerList(*call, "groups", ArticleRepository(reader(*call)).groups());
}

void putGroup(const std::shared_ptr<Call> &call)
{
    const auto group = articleGroupFromJson(call->body);
    if (!group)
        return call->refuse(group.error());
    call->server.write(
        call,
        [call, group = *group](Database &db, Timestamp now) {
            return GoodsService(db).putGroup(group, call->who, now).map([](const ArticleGroup &made) {
                return toJson(made);
            });
        },
        201);
}

void stock(const std::shared_ptr<Call> &call)
{
    const StationId station{call->request.queryValue(QStringLiteral("station")).toLongLong()};
    answerList(*call, "stock", StockService(reader(*call)).levels(station, call->who));
}

void moves(const std::shared_ptr<Call> &call)
{
    const StationId station{call->request.queryValue(QStringLiteral("station")).toLongLong()};
    const QString article = call->request.queryValue(QStringLiteral("article"));
    const qint64 before = call->request.queryValue(QStringLiteral("before")).toLongLong();
    answerList(*call, "movements",
               StockService(reader(*call)).moves(station, article, before, PageSize, call->who));
}

void move(const std::shared_ptr<Call> &call)
{
    const auto body = withStations(*call);
    const auto command = body ? stockCommandFromJson(*body) : fail(body.error());
    if (!command)
        return call->refuse(command.error());
    call->server.write(
        call,
        [call, command = *command](Database &db, Timestamp now) {
            return StockService(db).move(command, call->who, now).map([](const std::vector<StockMove> &done) {
                QJsonArray array;
                for (const StockMove &one : done)
                    array.append(toJson(one));
                return QJsonObject{{QStringLiteral("movements"), array}};
            });
        },
        201);
}

void transfers(const std::shared_ptr<Call> &call)
{
    answerList(*call, "transfers", StockService(reader(*call)).underWay(call->who));
}

void receive(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const qint64 quantity = in.integer("quantity", 0, std::numeric_limits<qint64>::max() / 2);
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [call, quantity](Database &db, Timestamp now) {
        return StockService(db)
            .receive(call->captures.value(0).toLongLong(), quantity, call->who, now)
            .map([](const StockTransfer &done) { return toJson(done); });
    });
}

void addArticles(RouteTable &table)
{
    constexpr const char *One =
        R"({"type":"object","required":["code","version","nameZh","nameEn","unit","barcodes","prices"]})";
    table.add({"GET", "/api/v1/articles", Permission::ReadGoods, Idempotency::Reads,
               "The shop's articles by code, after one; those that a text is found in", nullptr,
               R"({"type":"object","required":["articles"]})", list});
    table.add({"GET", "/api/v1/articles/{code}", Permission::ReadGoods, Idempotency::Reads,
               "One article with its barcodes and prices", nullptr, One, show});
    table.add({"POST", "/api/v1/articles", Permission::ManageGoods, Idempotency::ByKey, "A new article",
               R"({"type":"object","required":["code"]})", One, create});
    table.add({"POST", "/api/v1/articles/{code}", Permission::ManageGoods, Idempotency::ByKey,
               "Change an article; `version` is the one that was seen",
               R"({"type":"object","required":["version"]})", One, change});
    table.add({"POST", "/api/v1/articles/{code}/prices", Permission::ManageGoods, Idempotency::ByKey,
               "A price from a moment on, of one station or of all",
               R"({"type":"object","required":["price"]})", One, setPrice});
    table.add({"GET", "/api/v1/articles/{code}/picture", Permission::ReadGoods, Idempotency::Reads,
               "Its picture", nullptr, R"({"type":"object","required":["png"]})", picture});
    table.add({"POST", "/api/v1/articles/{code}/picture", Permission::ManageGoods, Idempotency::ByKey,
               "Another picture: a PNG of at most 64 KB; empty takes it away",
               R"({"type":"object","required":["png"]})", One, setPicture});
    table.add({"GET", "/api/v1/article-groups", Permission::ReadGoods, Idempotency::Reads,
               "What belongs together in the shop", nullptr, R"({"type":"object","required":["groups"]})",
               groups});
    table.add({"POST", "/api/v1/article-groups", Permission::ManageGoods, Idempotency::ByKey,
               "A new group, or another name of one", R"({"type":"object","required":["code"]})",
               R"({"type":"object","required":["code","nameZh","nameEn"]})", putGroup});
}

}

void addGoodsRoutes(RouteTable &table)
{
    addArticles(table);
    table.add({"GET", "/api/v1/stock", Permission::ReadGoods, Idempotency::Reads,
               "What there is at a station, or at all", nullptr, R"({"type":"object","required":["stock"]})",
               stock});
    table.add({"GET", "/api/v1/stock-movements", Permission::ReadGoods, Idempotency::Reads,
               "What moved it, newest first", nullptr, R"({"type":"object","required":["movements"]})",
               moves});
    table.add({"POST", "/api/v1/stock-movements", Permission::MoveStock, Idempotency::ByKey,
               "Receive, count, send to another station or throw away",
               R"({"type":"object","required":["kind","lines"]})",
               R"({"type":"object","required":["movements"]})", move});
    table.add({"GET", "/api/v1/stock-transfers", Permission::ReadGoods, Idempotency::Reads,
               "What is under way between stations", nullptr, R"({"type":"object","required":["transfers"]})",
               transfers});
    table.add({"POST", "/api/v1/stock-transfers/{id}/receipt", Permission::MoveStock, Idempotency::ByKey,
               "What of a transfer has come", R"({"type":"object","required":["quantity"]})",
               R"({"type":"object","required":["id","article","sent","received"]})", receive});
}

}
