#include "core/domain/pricing/price_service.h"

#include "core/domain/pricing/price_json.h"
#include "core/domain/pricing/price_rules.h"
#include "core/foundation/store/change_feed.h"

#include <QJsonDocument>

#include <algorithm>

namespace youka {

Result<Price> PriceService::change(Price price, Timestamp now)
{
    if (const auto checked = checkPrice(price); !checked)
        return fail(checked.error());
    const auto known = m_prices.products();
    if (!known)
        return fail(known.error());
    if (std::none_of(known->begin(), known->end(), [&](const Product &p) { return p.code == price.product; }))
        return fail(ErrorCode::ProductUnknown, price.product);
    if (price.validFrom.ms == 0)
        price.validFrom = now;
    const auto version = m_prices.insert(price, now);
    if (!version)
        return fail(version.error());
    price.version = *version;
    const QByteArray body = QJsonDocument(toJson(price)).toJson(QJsonDocument::Compact);
    return ChangeFeed(m_db).append(QStringLiteral("price"), price.product, body, now).map([&] {
        return price;
    });
}

Result<Price> PriceService::inForce(StationId station, const QString &product, Currency currency,
                                    Timestamp when)
{
    return m_prices.book(product).and_then([&](const std::vector<Price> &book) -> Result<Price> {
        const Price *price = priceInForce(book, station, product, currency, when);
        if (!price)
            return fail(ErrorCode::PriceUnknown, product);
        return *price;
    });
}

Result<PriceService::Published> PriceService::published(StationId station, const QString &product,
                                                        UnitPrice price, Timestamp when)
{
    const Timestamp from = when.plusMs(-PriceGraceMs);
    const Timestamp until = when.plusMs(PriceEarlyMs);
    return m_prices.between(station, product, price.currency, from, until)
        .map([&](const std::vector<Price> &book) {
            const Price *now = priceInForce(book, station, product, price.currency, when);
            return Published{wasPublished(book, station, product, price, from, until),
                             now ? std::optional(now->price) : std::nullopt};
        });
}

}
