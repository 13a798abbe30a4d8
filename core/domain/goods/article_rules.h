#pragma once

#include "core/domain/goods/article.h"

namespace youka {

/// Is this an article as it may be kept? Brings its barcodes into their form. Errors: InvalidInput naming the
/// field, BarcodeInvalid.
Result<Article> checkArticle(Article article);
/// Errors: InvalidInput naming the field.
Result<void> checkGroup(const ArticleGroup &group);
/// Errors: PictureInvalid (no PNG, or too large).
Result<void> checkPicture(const QByteArray &png);

/// What it costs at that station now; nullptr: it has no price there.
const Price *priceOf(const Article &article, StationId station, Currency currency, Timestamp when);
/// The prices a terminal needs to know: of each place the one in force and those to come.
std::vector<Price> pricesFrom(const std::vector<Price> &book, Timestamp when);

}
