#pragma once

#include "core/domain/goods/article.h"
#include "core/foundation/store/database.h"

namespace youka {

class ArticleRepository
{
public:
    explicit ArticleRepository(Database &db)
        : m_db(db)
    {
    }
    Result<void> insert(const Article &article, Timestamp at);
    /// false: it is not of version `from` any more.
    Result<bool> update(const Article &article, int from, Timestamp at);
    Result<std::optional<Article>> find(const QString &code);
    /// With barcodes and prices, in the order of their codes, after `after`. `text`: in name, initials, code
    /// or a barcode; empty: all.
    Result<std::vector<Article>> list(const QString &text, const QString &after, int most);
    /// Whose barcode that is.
    Result<std::optional<QString>> ofBarcode(const QString &barcode);
    /// Is a fuel called so?
    Result<bool> isProduct(const QString &code);

    Result<qint64> insertPrice(const Price &price, Timestamp at);
    Result<void> setPicture(const QString &code, const QByteArray &png, const QByteArray &hash);
    Result<std::optional<QByteArray>> picture(const QString &code);

    Result<void> putGroup(const ArticleGroup &group);
    Result<std::vector<ArticleGroup>> groups();

private:
    Result<void> putBarcodes(const Article &article);
    Result<void> complete(Article &article);

    Database &m_db;
};

}
