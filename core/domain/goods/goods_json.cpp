#include "core/domain/goods/goods_json.h"

#include "core/domain/pricing/price_json.h"
#include "core/foundation/base/json.h"
#include "core/foundation/base/names.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr qint64 Largest = std::numeric_limits<qint64>::max() / 2;

constexpr std::pair<StockMoveKind, const char *> Kinds[] = {
    {StockMoveKind::Receipt, "receipt"},
    {StockMoveKind::Count, "count"},
    {StockMoveKind::TransferOut, "transfer-out"},
    {StockMoveKind::TransferIn, "transfer-in"},
    {StockMoveKind::Waste, "waste"},
    {StockMoveKind::Sale, "sale"},
    {StockMoveKind::SaleReturned, "sale-returned"},
};

}

QLatin1String stockMoveName(StockMoveKind kind) { return nameIn(Kinds, kind); }
std::optional<StockMoveKind> stockMoveFromName(QStringView name) { return valueIn(Kinds, name); }

QJsonObject toJson(const Article &article)
{
    QJsonObject json{{QStringLiteral("code"), article.code},
                     {QStringLiteral("version"), article.version},
                     {QStringLiteral("nameZh"), article.nameZh},
                     {QStringLiteral("nameEn"), article.nameEn},
                     {QStringLiteral("group"), article.group},
                     {QStringLiteral("tax"), article.tax.basisPoints},
                     {QStringLiteral("unit"), QString(unitName(article.unit))},
                     {QStringLiteral("barcodes"), QJsonArray::fromStringList(article.barcodes)},
                     {QStringLiteral("stocked"), article.stocked},
                     {QStringLiteral("discountable"), article.discountable},
                     {QStringLiteral("active"), article.active}};
    QJsonArray prices;
    for (const Price &price : article.prices)
        prices.append(toJson(price));
    json.insert(QStringLiteral("prices"), prices);
    if (!article.pictureHash.isEmpty())
        json.insert(QStringLiteral("picture"), QString::fromLatin1(article.pictureHash.toHex()));
    return json;
}

Result<Article> articleFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    Article article;
    article.code = in.text("code", 40);
    article.version = int(in.integerOr("version", 0, 0, 1'000'000'000));
    article.nameZh = in.textOr("nameZh", {}, 100);
    article.nameEn = in.textOr("nameEn", {}, 100);
    article.group = in.textOr("group", {}, 40);
    article.tax = {in.integerOr("tax", 0, 0, 10'000)};
    const auto unit = unitFromName(in.textOr("unit", QStringLiteral("piece"), 20));
    if (!unit)
        in.refuse("unit", QStringLiteral("not known"));
    article.unit = unit.value_or(Product::Unit::Piece);
    const QJsonArray barcodes = in.has("barcodes") ? in.array("barcodes", 100) : QJsonArray();
    for (const auto &barcode : barcodes)
        article.barcodes << barcode.toString().left(40);
    article.stocked = in.booleanOr("stocked", true);
    article.discountable = in.booleanOr("discountable", true);
    article.active = in.booleanOr("active", true);
    const QJsonArray prices = in.has("prices") ? in.array("prices") : QJsonArray();
    if (in.error())
        return fail(*in.error());
    for (const auto &value : prices) {
        const auto price = priceFromJson(value.toObject());
        if (!price)
            return fail(price.error());
        article.prices.push_back(*price);
    }
    return article;
}

QJsonObject toJson(const ArticleGroup &group)
{
    return {{QStringLiteral("code"), group.code},
            {QStringLiteral("nameZh"), group.nameZh},
            {QStringLiteral("nameEn"), group.nameEn}};
}

Result<ArticleGroup> articleGroupFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    const ArticleGroup group{in.text("code", 40), in.textOr("nameZh", {}, 100), in.textOr("nameEn", {}, 100)};
    if (in.error())
        return fail(*in.error());
    return group;
}

QJsonObject toJson(const StockMove &move)
{
    QJsonObject json{{QStringLiteral("id"), QString::number(move.id)},
                     {QStringLiteral("station"), move.station.value},
                     {QStringLiteral("article"), move.article},
                     {QStringLiteral("kind"), QString(stockMoveName(move.kind))},
                     {QStringLiteral("quantity"), QString::number(move.quantity)},
                     {QStringLiteral("balance"), QString::number(move.balance)},
                     {QStringLiteral("reason"), move.reason},
                     {QStringLiteral("actor"), move.actor},
                     {QStringLiteral("at"), move.at.toIso()}};
    if (move.transfer != 0)
        json.insert(QStringLiteral("transfer"), QString::number(move.transfer));
    if (!move.sale.isNull())
        json.insert(QStringLiteral("saleId"), move.sale.text());
    return json;
}

QJsonObject toJson(const StockLevel &level)
{
    return {{QStringLiteral("station"), level.station.value},
            {QStringLiteral("article"), level.article},
            {QStringLiteral("quantity"), QString::number(level.quantity)},
            {QStringLiteral("inTransit"), QString::number(level.inTransit)},
            {QStringLiteral("stationCode"), level.stationCode},
            {QStringLiteral("stationName"), level.stationName},
            {QStringLiteral("nameZh"), level.nameZh},
            {QStringLiteral("nameEn"), level.nameEn}};
}

QJsonObject toJson(const StockTransfer &transfer)
{
    QJsonObject json{{QStringLiteral("id"), QString::number(transfer.id)},
                     {QStringLiteral("article"), transfer.article},
                     {QStringLiteral("from"), transfer.from.value},
                     {QStringLiteral("to"), transfer.to.value},
                     {QStringLiteral("sent"), QString::number(transfer.sent)},
                     {QStringLiteral("sender"), transfer.sender},
                     {QStringLiteral("at"), transfer.at.toIso()}};
    if (transfer.received) {
        json.insert(QStringLiteral("received"), QString::number(*transfer.received));
        json.insert(QStringLiteral("receiver"), transfer.receiver);
    }
    return json;
}

Result<StockCommand> stockCommandFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    StockCommand command;
    const auto kind = stockMoveFromName(in.text("kind", 20));
    if (!kind)
        in.refuse("kind", QStringLiteral("not known"));
    command.kind = kind.value_or(StockMoveKind::Receipt);
    command.station = {in.integer("station", 1, Largest)};
    command.to = {in.integerOr("to", 0, 0, Largest)};
    command.reason = in.textOr("reason", {}, 200);
    const QJsonArray lines = in.array("lines", 200);
    for (const auto &value : lines) {
        JsonReader one(value.toObject());
        command.lines.push_back({one.text("article", 40), one.integer("quantity", 0, Largest)});
        if (one.error())
            in.refuse("lines", one.error()->detail);
    }
    if (in.error())
        return fail(*in.error());
    return command;
}

}
