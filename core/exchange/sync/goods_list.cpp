#include "core/exchange/sync/goods_list.h"

#include "core/domain/goods/article_rules.h"
#include "core/domain/goods/barcode.h"
#include "core/domain/goods/goods_json.h"
#include "core/domain/goods/name_initials.h"

#include <QJsonDocument>

namespace youka {

namespace {

Result<Article> articleFromBytes(const QByteArray &bytes)
{
    return articleFromJson(QJsonDocument::fromJson(bytes).object());
}

}

Result<void> GoodsList::apply(Database &db, const QJsonObject &body)
{
    const auto article = articleFromJson(body);
    if (!article)
        return fail(article.error());
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    const QString search = QStringList{article->code.toLower(), article->nameZh, article->nameEn.toLower(),
                                       nameInitials(article->nameZh), article->barcodes.join(u' ')}
                               .join(u' ');
    const auto updated = db.exec("UPDATE listed_article SET active = ?, search = ?, body = ? WHERE code = ?",
                                 {article->active ? 1 : 0, search, bytes, article->code});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() == 0)
        if (const auto put =
                db.run("INSERT INTO listed_article (code, active, search, body) VALUES (?, ?, ?, ?)",
                       {article->code, article->active ? 1 : 0, search, bytes});
            !put)
            return put;
    auto done = db.run("DELETE FROM listed_barcode WHERE article = ?", {article->code});
    for (const QString &barcode : article->barcodes)
        if (done) // it may have been another's until now
            done = db.run("INSERT OR REPLACE INTO listed_barcode (barcode, article) VALUES (?, ?)",
                          {barcode, article->code});
    return done;
}

Result<std::optional<Article>> GoodsList::ofBarcode(const QString &barcode) const
{
    return m_db
        .exec(
            "SELECT a.body FROM listed_barcode b JOIN listed_article a ON a.code = b.article WHERE b.barcode "
            "= ?",
            {barcode})
        .and_then([](Rows row) -> Result<std::optional<Article>> {
            if (!row.next())
                return std::optional<Article>();
            return articleFromBytes(row.blob(0)).map([](const Article &a) { return std::optional(a); });
        });
}

/// nothing: it has no price here.
std::optional<BasketLine> GoodsList::lineOf(const Article &article, qint64 quantity, bool chinese) const
{
    const Price *price = priceOf(article, m_station, {}, m_clock.now());
    const auto amount = price ? amountFor({quantity}, price->price) : fail(ErrorCode::ArticleNoPrice);
    if (!amount)
        return std::nullopt;
    return BasketLine{article.code, article.group,        article.unit,          quantity,   price->price,
                      *amount,      article.discountable, article.name(chinese), article.tax};
}

Result<BasketLine> GoodsList::scan(QStringView text, bool chinese) const
{
    const auto scanned = readBarcode(text);
    if (!scanned)
        return fail(scanned.error());
    auto article = ofBarcode(scanned->code);
    qint64 quantity = 1'000;
    if (article && !*article && !scanned->inStore.isEmpty()) {
        article = ofBarcode(scanned->inStore);
        quantity = *scanned->grams;
    }
    if (!article)
        return fail(article.error());
    if (!*article)
        return fail(ErrorCode::BarcodeUnknown, text.toString());
    if (!(*article)->active)
        return fail(ErrorCode::ArticleInactive, (*article)->code);
    if (quantity == 0)
        return fail(ErrorCode::QuantityInvalid, (*article)->code);
    const auto line = lineOf(**article, quantity, chinese);
    return line ? Result<BasketLine>(*line) : fail(ErrorCode::ArticleNoPrice, (*article)->code);
}

Result<QList<BasketLine>> GoodsList::search(const QString &text, int most, bool chinese) const
{
    QString wanted = text.trimmed().toLower();
    for (const QChar special : {u'\\', u'%', u'_'})
        wanted.replace(special, QStringLiteral("\\") + special);
    return m_db
        .exec("SELECT body FROM listed_article WHERE active = 1 AND search LIKE ? ESCAPE '\\' ORDER BY code "
              "LIMIT ?",
              {u'%' + wanted + u'%', most})
        .and_then([&](Rows rows) -> Result<QList<BasketLine>> {
            QList<BasketLine> found;
            while (rows.next()) {
                const auto article = articleFromBytes(rows.blob(0));
                if (!article)
                    return fail(article.error());
                if (const auto line = lineOf(*article, 1'000, chinese))
                    found.append(*line);
            }
            return found;
        });
}

Result<qint64> GoodsList::count() const
{
    return m_db.exec("SELECT COUNT(*) FROM listed_article").map([](Rows row) {
        return row.next() ? row.integer(0) : 0;
    });
}

}
