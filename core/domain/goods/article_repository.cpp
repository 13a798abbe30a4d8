#include "core/domain/goods/article_repository.h"

#include "core/domain/goods/name_initials.h"

namespace youka {

namespace {

#define YOUKA_ARTICLE_COLUMNS                                                                                \
    "code, version, name_zh, name_en, grp, tax, unit, stocked, discountable, active, picture_hash"

Article readArticle(const Rows &row)
{
    Article article;
    article.code = row.text(0);
    article.version = int(row.integer(1));
    article.nameZh = row.text(2);
    article.nameEn = row.text(3);
    article.group = row.text(4);
    article.tax = {row.integer(5)};
    article.unit = Product::Unit(row.integer(6));
    article.stocked = row.integer(7) != 0;
    article.discountable = row.integer(8) != 0;
    article.active = row.integer(9) != 0;
    article.pictureHash = row.isNull(10) ? QByteArray() : row.blob(10);
    return article;
}

/// What is looked through for a text.
QString searchText(const Article &article)
{
    return QStringList{article.code.toLower(), article.nameZh, article.nameEn.toLower(),
                       nameInitials(article.nameZh), article.barcodes.join(u' ')}
        .join(u' ');
}

QString pattern(const QString &text)
{
    QString escaped = text.trimmed().toLower();
    escaped.replace(u'\\', QLatin1String("\\\\"));
    escaped.replace(u'%', QLatin1String("\\%"));
    escaped.replace(u'_', QLatin1String("\\_"));
    return u'%' + escaped + u'%';
}

}

Result<void> ArticleRepository::insert(const Article &article, Timestamp at)
{
    const auto done =
        m_db.run("INSERT INTO article (code, version, name_zh, name_en, grp, tax, unit, stocked, "
                 "discountable, active, "
                 "search, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 {article.code, article.version, article.nameZh, article.nameEn, article.group,
                  article.tax.basisPoints, int(article.unit), article.stocked ? 1 : 0,
                  article.discountable ? 1 : 0, article.active ? 1 : 0, searchText(article), at.ms});
    return done ? putBarcodes(article) : done;
}

Result<bool> ArticleRepository::update(const Article &article, int from, Timestamp at)
{
    const auto updated = m_db.exec(
        "UPDATE article SET version = ?, name_zh = ?, name_en = ?, grp = ?, tax = ?, unit = ?, stocked = ?, "
        "discountable = ?, active = ?, search = ?, changed = ? WHERE code = ? AND version = ?",
        {article.version, article.nameZh, article.nameEn, article.group, article.tax.basisPoints,
         int(article.unit), article.stocked ? 1 : 0, article.discountable ? 1 : 0, article.active ? 1 : 0,
         searchText(article), at.ms, article.code, from});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() == 0)
        return false;
    return m_db.run("DELETE FROM article_barcode WHERE article = ?", {article.code})
        .and_then([&] { return putBarcodes(article); })
        .map([] { return true; });
}

Result<void> ArticleRepository::putBarcodes(const Article &article)
{
    for (const QString &barcode : article.barcodes)
        if (const auto put = m_db.run("INSERT INTO article_barcode (barcode, article) VALUES (?, ?)",
                                      {barcode, article.code});
            !put)
            return put;
    return {};
}

/// What lies beside its row.
Result<void> ArticleRepository::complete(Article &article)
{
    auto codes =
        m_db.exec("SELECT barcode FROM article_barcode WHERE article = ? ORDER BY barcode", {article.code});
    if (!codes)
        return fail(codes.error());
    while (codes->next())
        article.barcodes << codes->text(0);
    auto prices = m_db.exec("SELECT id, station, currency, milli, valid_from, actor FROM article_price WHERE "
                            "article = ? ORDER BY id DESC",
                            {article.code});
    if (!prices)
        return fail(prices.error());
    while (prices->next()) {
        const auto currency = Currency::parse(prices->text(2));
        if (!currency)
            return fail(currency.error());
        article.prices.push_back({prices->integer(0),
                                  {prices->integer(1)},
                                  article.code,
                                  {prices->integer(3), *currency},
                                  {prices->integer(4)},
                                  prices->text(5)});
    }
    return {};
}

Result<std::optional<Article>> ArticleRepository::find(const QString &code)
{
    auto found =
        m_db.exec("SELECT " YOUKA_ARTICLE_COLUMNS " FROM article WHERE code = ?", {code}).map([](Rows row) {
            return row.next() ? std::optional(readArticle(row)) : std::nullopt;
        });
    if (!found || !*found)
        return found;
    return complete(**found).map([&] { return *found; });
}

Result<std::vector<Article>> ArticleRepository::list(const QString &text, const QString &after, int most)
{
    const auto read = [](Rows row) {
        std::vector<Article> articles;
        while (row.next())
            articles.push_back(readArticle(row));
        return articles;
    };
    auto articles = text.trimmed().isEmpty()
        ? m_db.exec("SELECT " YOUKA_ARTICLE_COLUMNS " FROM article WHERE code > ? ORDER BY code LIMIT ?",
                    {after, most})
              .map(read)
        : m_db.exec("SELECT " YOUKA_ARTICLE_COLUMNS " FROM article WHERE code > ? AND search LIKE ? ESCAPE "
                    "'\\' ORDER BY code LIMIT ?",
                    {after, pattern(text), most})
              .map(read);
    if (!articles)
        return articles;
    for (Article &article : *articles)
        if (const auto done = complete(article); !done)
            return fail(done.error());
    return articles;
}

Result<std::optional<QString>> ArticleRepository::ofBarcode(const QString &barcode)
{
    return m_db.exec("SELECT article FROM article_barcode WHERE barcode = ?", {barcode}).map([](Rows row) {
        return row.next() ? std::optional(row.text(0)) : std::nullopt;
    });
}

Result<bool> ArticleRepository::isProduct(const QString &code)
{
    return m_db.exec("SELECT 1 FROM product WHERE code = ?", {code}).map([](Rows row) { return row.next(); });
}

Result<qint64> ArticleRepository::insertPrice(const Price &price, Timestamp at)
{
    return m_db
        .exec("INSERT INTO article_price (article, station, currency, milli, valid_from, actor, at) VALUES "
              "(?, ?, ?, ?, ?, ?, ?)",
              {price.product, price.station.value, price.price.currency.code(), price.price.milli,
               price.validFrom.ms, price.actor, at.ms})
        .map([](Rows rows) { return rows.lastId(); });
}

Result<void> ArticleRepository::setPicture(const QString &code, const QByteArray &png, const QByteArray &hash)
{
    const QVariant null(QMetaType(QMetaType::QByteArray));
    return m_db.run("UPDATE article SET picture = ?, picture_hash = ? WHERE code = ?",
                    {png.isEmpty() ? null : QVariant(png), hash.isEmpty() ? null : QVariant(hash), code});
}

Result<std::optional<QByteArray>> ArticleRepository::picture(const QString &code)
{
    return m_db.exec("SELECT picture FROM article WHERE code = ? AND picture IS NOT NULL", {code})
        .map([](Rows row) { return row.next() ? std::optional(row.blob(0)) : std::nullopt; });
}

Result<void> ArticleRepository::putGroup(const ArticleGroup &group)
{
    const auto updated = m_db.exec("UPDATE article_group SET name_zh = ?, name_en = ? WHERE code = ?",
                                   {group.nameZh, group.nameEn, group.code});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO article_group (code, name_zh, name_en) VALUES (?, ?, ?)",
                    {group.code, group.nameZh, group.nameEn});
}

Result<std::vector<ArticleGroup>> ArticleRepository::groups()
{
    return m_db.exec("SELECT code, name_zh, name_en FROM article_group ORDER BY code").map([](Rows row) {
        std::vector<ArticleGroup> groups;
        while (row.next())
            groups.push_back({row.text(0), row.text(1), row.text(2)});
        return groups;
    });
}

}
