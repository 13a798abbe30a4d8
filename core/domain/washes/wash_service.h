#pragma once

#include "core/domain/access/access.h"
#include "core/domain/goods/sold_article.h"
#include "core/domain/washes/wash_repository.h"

namespace youka {

/// Car washes that were bought before: a package is an article of the shop, sold at the counter with the
/// member's card, and used one by one. Runs inside the caller's transaction. Source: docs/extending.md.
class WashService
{
public:
    explicit WashService(Database &db)
        : m_db(db)
        , m_washes(db)
    {
    }
    /// Errors: those of checkPackage(), ArticleUnknown.
    Result<WashPackage> putPackage(const WashPackage &package, const Principal &who, Timestamp now);
    Result<std::vector<WashPackage>> packages() { return m_washes.packages(); }

    Result<void> sold(const SoldGood &good);
    Result<void> returned(const SoldGood &good);
    /// Whole packages of which no wash was used.
    Result<qint64> returnable(const SoldGood &good);

    struct Left
    {
        int washes = 0;  ///< that can be used now
        Timestamp until; ///< the next of them ends then; 0: no end
    };
    /// One wash for this member. Gives what is left. Errors: those of nextWash().
    Result<Left> use(CustomerId customer, StationId station, const QString &who, Timestamp now);
    Result<Left> left(CustomerId customer, Timestamp now);

private:
    Database &m_db;
    WashRepository m_washes;
};

/// Gives the washes of a sold package.
extern const SoldArticle WashesOfSold;

}
