#pragma once

#include "core/domain/goods/article.h"
#include "core/domain/goods/stock.h"

#include <QJsonObject>

namespace youka {

QLatin1String stockMoveName(StockMoveKind kind);
std::optional<StockMoveKind> stockMoveFromName(QStringView name);

/// As the API and the feed have it.
QJsonObject toJson(const Article &article);
/// With its prices, where they are said. Errors: InvalidInput naming the member.
Result<Article> articleFromJson(const QJsonObject &json);
QJsonObject toJson(const ArticleGroup &group);
Result<ArticleGroup> articleGroupFromJson(const QJsonObject &json);

QJsonObject toJson(const StockMove &move);
QJsonObject toJson(const StockLevel &level);
QJsonObject toJson(const StockTransfer &transfer);
/// {"kind":"receipt","station":1,"lines":[{"article":"1001","quantity":"24000"}],...}
Result<StockCommand> stockCommandFromJson(const QJsonObject &json);

}
