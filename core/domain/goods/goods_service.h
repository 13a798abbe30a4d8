#pragma once

#include "core/domain/access/access.h"
#include "core/domain/goods/article_repository.h"

namespace youka {

/// The catalogue. What changes goes to the terminals' feed in the same transaction. Runs inside the caller's.
class GoodsService
{
public:
    explicit GoodsService(Database &db)
        : m_db(db)
        , m_articles(db)
    {
    }
    /// Errors: those of checkArticle(), ArticleExists (also: a fuel is called so), ArticleGroupUnknown,
    /// BarcodeTaken.
    Result<Article> create(const Article &article, const Principal &who, Timestamp now);
    /// `article.version` is the one that was seen; prices and picture are left as they are. Errors: those of
    /// checkArticle(), ArticleUnknown, ArticleChanged, ArticleGroupUnknown, BarcodeTaken.
    Result<Article> change(const Article &article, const Principal &who, Timestamp now);
    /// From `price.validFrom` on (0: now), for its station or (0) for all without one of their own. Errors:
    /// ArticleUnknown, StationUnknown, AmountNotPositive, InvalidInput (begins before now).
    Result<Article> setPrice(Price price, const Principal &who, Timestamp now);
    /// Empty: none any more. Errors: ArticleUnknown, PictureInvalid.
    Result<Article> setPicture(const QString &code, const QByteArray &png, const Principal &who,
                               Timestamp now);
    /// New, or its names. Errors: those of checkGroup().
    Result<ArticleGroup> putGroup(const ArticleGroup &group, const Principal &who, Timestamp now);

    /// Errors: ArticleUnknown.
    Result<Article> find(const QString &code);
    ArticleRepository &repository() { return m_articles; }

private:
    Result<Article> fitting(const Article &article);
    Result<void> note(const Principal &who, const char *action, const QString &code, const QString &detail,
                      Timestamp now);
    Result<Article> announced(const QString &code, Timestamp now);

    Database &m_db;
    ArticleRepository m_articles;
};

}
