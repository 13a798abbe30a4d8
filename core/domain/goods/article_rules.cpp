#include "core/domain/goods/article_rules.h"

#include "core/domain/goods/barcode.h"
#include "core/domain/pricing/price_rules.h"

#include <algorithm>

namespace youka {

namespace {

constexpr qsizetype MostBarcodes = 20;
constexpr qsizetype MostName = 100; // as a line of a sale has it

tl::unexpected<Error> invalid(const char *field)
{
    return fail(ErrorCode::InvalidInput, QLatin1String(field));
}

bool isCode(const QString &code, qsizetype most)
{
    return !code.isEmpty() && code.size() <= most && std::all_of(code.begin(), code.end(), [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'.' || c == u'_');
    });
}

}

Result<Article> checkArticle(Article article)
{
    if (!isCode(article.code, 40))
        return invalid("code");
    article.nameZh = article.nameZh.trimmed();
    article.nameEn = article.nameEn.trimmed();
    if (article.nameZh.isEmpty() && article.nameEn.isEmpty())
        return invalid("nameZh");
    if (article.nameZh.size() > MostName)
        return invalid("nameZh");
    if (article.nameEn.size() > MostName)
        return invalid("nameEn");
    if (article.tax.basisPoints < 0 || article.tax.basisPoints >= 10'000)
        return invalid("tax");
    if (article.unit == Product::Unit::Litre)
        return invalid("unit");
    if (article.barcodes.size() > MostBarcodes)
        return invalid("barcodes");
    for (QString &barcode : article.barcodes) {
        const auto normal = normalBarcode(barcode.trimmed());
        if (!normal)
            return fail(normal.error());
        const bool inStore = normal->size() == 7;
        if (inStore != (article.unit == Product::Unit::Kilogram)) // the scale's codes carry the weight
            return fail(ErrorCode::BarcodeInvalid, QStringLiteral("barcodes"));
        barcode = *normal;
    }
    article.barcodes.removeDuplicates();
    return article;
}

Result<void> checkGroup(const ArticleGroup &group)
{
    if (!isCode(group.code, 40))
        return invalid("code");
    if (group.nameZh.trimmed().isEmpty() && group.nameEn.trimmed().isEmpty())
        return invalid("nameZh");
    if (group.nameZh.size() > MostName || group.nameEn.size() > MostName)
        return invalid("nameZh");
    return {};
}

Result<void> checkPicture(const QByteArray &png)
{
    static const QByteArray Signature("\x89PNG\r\n\x1a\n", 8);
    if (png.size() > MaxPictureBytes || !png.startsWith(Signature) || !png.contains("IEND"))
        return fail(ErrorCode::PictureInvalid);
    return {};
}

const Price *priceOf(const Article &article, StationId station, Currency currency, Timestamp when)
{
    return priceInForce(article.prices, station, article.code, currency, when);
}

std::vector<Price> pricesFrom(const std::vector<Price> &book, Timestamp when)
{
    std::vector<Price> kept;
    for (const Price &entry : book) {
        const bool over = std::any_of(book.begin(), book.end(), [&](const Price &later) {
            return later.station == entry.station && later.price.currency == entry.price.currency
                && later.validFrom <= when
                && std::pair(later.validFrom, later.version) > std::pair(entry.validFrom, entry.version);
        });
        if (!over)
            kept.push_back(entry);
    }
    return kept;
}

}
