#include "core/domain/washes/wash_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/goods/article_repository.h"
#include "core/domain/washes/wash_rules.h"

namespace youka {

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

WashService::Left leftOf(const std::vector<WashGrant> &grants, Timestamp now)
{
    WashService::Left left;
    for (const WashGrant &grant : grants)
        if (grant.until.ms == 0 || now < grant.until)
            left.washes += grant.left();
    if (const auto next = nextWash(grants, now))
        left.until = grants[*next].until;
    return left;
}

}

const SoldArticle WashesOfSold{
    [](Database &db, const SoldGood &good) { return WashService(db).sold(good); },
    [](Database &db, const SoldGood &good) { return WashService(db).returned(good); },
    [](Database &db, const SoldGood &good) { return WashService(db).returnable(good); },
};

Result<WashPackage> WashService::putPackage(const WashPackage &package, const Principal &who, Timestamp now)
{
    if (const auto checked = checkPackage(package); !checked)
        return fail(checked.error());
    const auto article = ArticleRepository(m_db).find(package.article);
    if (!article)
        return fail(article.error());
    if (!*article)
        return fail(ErrorCode::ArticleUnknown, package.article);
    const QString detail = QStringLiteral("%1 washes, %2 days").arg(package.washes).arg(package.days);
    return m_washes.putPackage(package)
        .and_then([&] {
            return AuditLog(m_db).add({who.name, QStringLiteral("wash.package"),
                                       QStringLiteral("article %1").arg(package.article), detail},
                                      now);
        })
        .map([&] { return package; });
}

Result<void> WashService::sold(const SoldGood &good)
{
    const auto package = m_washes.package(good.line.product);
    if (!package)
        return fail(package.error());
    const auto pieces = int(good.quantity / 1'000);
    if (!*package || pieces == 0)
        return {};
    WashGrant grant;
    grant.sale = good.sale;
    grant.line = good.number;
    grant.customer = {good.customer};
    grant.article = good.line.product;
    grant.bought = pieces * (*package)->washes;
    grant.at = good.occurred;
    if ((*package)->days > 0)
        grant.until = good.occurred.plusMs((*package)->days * DayMs);
    return m_washes.insert(grant);
}

Result<qint64> WashService::returnable(const SoldGood &good)
{
    const auto package = m_washes.package(good.line.product);
    const auto found = package ? m_washes.ofLine(good.sale, good.number) : fail(package.error());
    if (!found)
        return fail(found.error());
    if (!*package || !*found)
        return good.quantity;
    return std::min(good.quantity, qint64((*found)->left() / (*package)->washes) * 1'000);
}

Result<void> WashService::returned(const SoldGood &good)
{
    const auto package = m_washes.package(good.line.product);
    const auto found = package ? m_washes.ofLine(good.sale, good.number) : fail(package.error());
    if (!found)
        return fail(found.error());
    if (!*package || !*found)
        return {};
    WashGrant grant = **found;
    grant.takenBack += washesBack(grant, **package, good.quantity);
    return m_washes.update(grant);
}

Result<WashService::Left> WashService::use(CustomerId customer, StationId station, const QString &who,
                                           Timestamp now)
{
    auto grants = m_washes.lockOf(customer);
    if (!grants)
        return fail(grants.error());
    const auto next = nextWash(*grants, now);
    if (!next)
        return fail(next.error());
    WashGrant &grant = (*grants)[*next];
    ++grant.used;
    return m_washes.update(grant)
        .and_then([&] { return m_washes.insertUse(grant, station, who, now); })
        .map([&] { return leftOf(*grants, now); });
}

Result<WashService::Left> WashService::left(CustomerId customer, Timestamp now)
{
    return m_washes.lockOf(customer).map(
        [&](const std::vector<WashGrant> &grants) { return leftOf(grants, now); });
}

}
