#include "core/domain/goods/goods_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/goods/article_rules.h"
#include "core/domain/goods/goods_json.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/store/change_feed.h"

#include <QJsonDocument>

#include <algorithm>

namespace youka {

Result<void> GoodsService::note(const Principal &who, const char *action, const QString &code,
                                const QString &detail, Timestamp now)
{
    return AuditLog(m_db).add(
        {who.name, QLatin1String(action), QStringLiteral("article %1").arg(code), detail}, now);
}

Result<Article> GoodsService::find(const QString &code)
{
    return m_articles.find(code).and_then([&](const std::optional<Article> &found) -> Result<Article> {
        if (!found)
            return fail(ErrorCode::ArticleUnknown, code);
        return *found;
    });
}

/// As it may be kept, and goes with what is there.
Result<Article> GoodsService::fitting(const Article &asked)
{
    auto article = checkArticle(asked);
    if (!article)
        return article;
    const auto groups = m_articles.groups();
    if (!groups)
        return fail(groups.error());
    if (!article->group.isEmpty() && std::none_of(groups->begin(), groups->end(), [&](const ArticleGroup &g) {
            return g.code == article->group;
        }))
        return fail(ErrorCode::ArticleGroupUnknown, article->group);
    for (const QString &barcode : std::as_const(article->barcodes)) {
        const auto other = m_articles.ofBarcode(barcode);
        if (!other)
            return fail(other.error());
        if (*other && **other != article->code)
            return fail(ErrorCode::BarcodeTaken, QStringLiteral("%1 is %2's").arg(barcode, **other));
    }
    return article;
}

/// The article as it is now, told to every terminal.
Result<Article> GoodsService::announced(const QString &code, Timestamp now)
{
    return find(code).and_then([&](const Article &article) {
        Article told = article;
        told.prices = pricesFrom(article.prices, now);
        return ChangeFeed(m_db)
            .append(QStringLiteral("article"), code,
                    QJsonDocument(toJson(told)).toJson(QJsonDocument::Compact), now)
            .map([&] { return article; });
    });
}

Result<Article> GoodsService::create(const Article &asked, const Principal &who, Timestamp now)
{
    auto article = fitting(asked);
    if (!article)
        return article;
    article->version = 1;
    const auto product = m_articles.isProduct(article->code);
    const auto known = product ? m_articles.find(article->code) : fail(product.error());
    if (!known)
        return fail(known.error());
    if (*product || *known)
        return fail(ErrorCode::ArticleExists, article->code);
    return m_articles.insert(*article, now)
        .and_then([&] { return note(who, "article.create", article->code, article->name(false), now); })
        .and_then([&] { return announced(article->code, now); });
}

Result<Article> GoodsService::change(const Article &asked, const Principal &who, Timestamp now)
{
    const auto before = find(asked.code);
    auto article = before ? fitting(asked) : before;
    if (!article)
        return article;
    if (before->version != asked.version)
        return fail(ErrorCode::ArticleChanged, asked.code);
    article->version = before->version + 1;
    const auto updated = m_articles.update(*article, before->version, now);
    if (!updated)
        return fail(updated.error());
    if (!*updated)
        return fail(ErrorCode::ArticleChanged, asked.code);
    const QString detail = QStringLiteral("version %1: %2").arg(article->version).arg(article->name(false));
    return note(who, "article.change", article->code, detail, now).and_then([&] {
        return announced(article->code, now);
    });
}

Result<Article> GoodsService::setPrice(Price price, const Principal &who, Timestamp now)
{
    if (const auto known = find(price.product); !known)
        return known;
    if (price.price.milli <= 0)
        return fail(ErrorCode::AmountNotPositive);
    if (price.validFrom.ms == 0)
        price.validFrom = now;
    if (price.validFrom < now)
        return fail(ErrorCode::InvalidInput, QStringLiteral("validFrom"));
    if (price.station)
        if (const auto station = StationRepository(m_db).find(price.station); !station)
            return fail(station.error());
    price.actor = who.name;
    const auto entered = m_articles.insertPrice(price, now);
    if (!entered)
        return fail(entered.error());
    const QString detail = QStringLiteral("%1 thousandths at station %2 from %3")
                               .arg(price.price.milli)
                               .arg(price.station.value)
                               .arg(price.validFrom.toIso());
    return note(who, "article.price", price.product, detail, now).and_then([&] {
        return announced(price.product, now);
    });
}

Result<Article> GoodsService::setPicture(const QString &code, const QByteArray &png, const Principal &who,
                                         Timestamp now)
{
    if (const auto known = find(code); !known)
        return known;
    if (const auto checked = checkPicture(png); !checked && !png.isEmpty())
        return fail(checked.error());
    return m_articles.setPicture(code, png, png.isEmpty() ? QByteArray() : sha256(png))
        .and_then([&] {
            return note(who, "article.picture", code, QStringLiteral("%1 bytes").arg(png.size()), now);
        })
        .and_then([&] { return find(code); });
}

Result<ArticleGroup> GoodsService::putGroup(const ArticleGroup &group, const Principal &who, Timestamp now)
{
    if (const auto checked = checkGroup(group); !checked)
        return fail(checked.error());
    return m_articles.putGroup(group)
        .and_then([&] {
            return AuditLog(m_db).add({who.name, QStringLiteral("article.group"),
                                       QStringLiteral("group %1").arg(group.code), group.nameEn},
                                      now);
        })
        .map([&] { return group; });
}

}
