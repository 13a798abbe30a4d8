#include "core/domain/pricing/price_service.h"

#include "core/domain/pricing/price_json.h"
#include "core/domain/pricing/price_rules.h"
#include "core/foundation/store/change_feed.h"

#include <QJsonDocument>

#include <algorithm>

namespace youka {

namespace {
/// How far beyond what is asked for prices are read, so that the next sale of the batch finds its own.
constexpr qint64 AheadMs = 60 * 60 * 1000;
}

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
    m_read.clear();
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
    return bookOf({station, product, price.currency, from, until, {}})
        .map([&](const std::vector<Price> *book) {
            const Price *now = priceInForce(*book, station, product, price.currency, when);
            return Published{wasPublished(*book, station, product, price, from, until),
                             now ? std::optional(now->price) : std::nullopt};
        });
}

Result<const std::vector<Price> *> PriceService::bookOf(const Stretch &wanted)
{
    for (const Stretch &read : m_read)
        if (read.station == wanted.station && read.product == wanted.product
            && read.currency == wanted.currency && read.from <= wanted.from && read.until >= wanted.until)
            return &read.book;
    Stretch read = wanted;
    read.until = wanted.until.plusMs(AheadMs);
    return m_prices.between(read.station, read.product, read.currency, read.from, read.until)
        .map([&](std::vector<Price> book) {
            read.book = std::move(book);
            m_read.push_back(std::move(read));
            return static_cast<const std::vector<Price> *>(&m_read.back().book);
        });
}

}
