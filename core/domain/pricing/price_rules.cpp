#include "core/domain/pricing/price_rules.h"

#include <algorithm>
#include <tuple>

namespace youka {

const Price *priceInForce(const std::vector<Price> &book, StationId station, const QString &product,
                          Currency currency, Timestamp when)
{
    const auto rank = [](const Price &p) { return std::tuple(p.station.value != 0, p.validFrom, p.version); };
    const Price *best = nullptr;
    for (const Price &entry : book) {
        const bool applies = entry.product == product && entry.price.currency == currency
            && entry.validFrom <= when && (entry.station.value == 0 || entry.station == station);
        if (applies && (!best || rank(entry) > rank(*best)))
            best = &entry;
    }
    return best;
}

bool wasPublished(const std::vector<Price> &book, StationId station, const QString &product, UnitPrice price,
                  Timestamp from, Timestamp until)
{
    const Price *first = priceInForce(book, station, product, price.currency, from);
    if (first && first->price == price)
        return true;
    return std::any_of(book.begin(), book.end(), [&](const Price &entry) {
        return entry.validFrom > from && entry.validFrom <= until && entry.price == price
            && priceInForce(book, station, product, price.currency, entry.validFrom) == &entry;
    });
}

std::pair<Timestamp, Timestamp> pricesHold(const std::vector<Price> &book, Timestamp when)
{
    using Ms = std::numeric_limits<qint64>;
    std::pair<Timestamp, Timestamp> span{{Ms::min()}, {Ms::max()}};
    for (const Price &entry : book)
        if (entry.validFrom <= when)
            span.first = std::max(span.first, entry.validFrom);
        else
            span.second = std::min(span.second, entry.validFrom);
    return span;
}

Result<void> checkPrice(const Price &price)
{
    if (price.product.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("product: missing"));
    if (price.price.milli <= 0)
        return fail(ErrorCode::AmountNotPositive);
    return {};
}

}
