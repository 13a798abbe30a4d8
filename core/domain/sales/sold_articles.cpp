#include "core/domain/sales/sold_articles.h"

#include "core/domain/washes/wash_service.h"

#include <algorithm>
#include <numeric>

namespace youka {

std::span<const SoldArticle> soldArticles()
{
    static const SoldArticle All[] = {StockOfSold, WashesOfSold};
    return All;
}

namespace {

SoldGood goodOf(const SaleRecord &sale, size_t place, qint64 quantity, Timestamp now)
{
    return {sale.id,
            int(place) + 1,
            sale.goods[place].line,
            quantity,
            sale.customer.value,
            sale.station,
            sale.occurred,
            now};
}

}

Result<void> tellSold(Database &db, const SaleRecord &sale, Timestamp now)
{
    std::vector<size_t> order(sale.goods.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return sale.goods[a].line.product < sale.goods[b].line.product;
    });
    for (const size_t place : order)
        for (const SoldArticle &one : soldArticles())
            if (const auto told = one.sold(db, goodOf(sale, place, sale.goods[place].line.quantity, now));
                !told)
                return told;
    return {};
}

Result<qint64> returnable(Database &db, const SaleRecord &sale, int line, qint64 quantity, Timestamp now)
{
    if (line < 1 || size_t(line) > sale.goods.size())
        return fail(ErrorCode::NotFound, QStringLiteral("line %1").arg(line));
    for (const SoldArticle &one : soldArticles()) {
        const auto most = one.returnable(db, goodOf(sale, size_t(line) - 1, quantity, now));
        if (!most)
            return most;
        quantity = std::min(quantity, *most);
    }
    return quantity;
}

Result<void> tellReturned(Database &db, const SaleRecord &sale, int line, qint64 quantity, Timestamp now)
{
    if (line < 1 || size_t(line) > sale.goods.size())
        return fail(ErrorCode::NotFound, QStringLiteral("line %1").arg(line));
    for (const SoldArticle &one : soldArticles())
        if (const auto told = one.returned(db, goodOf(sale, size_t(line) - 1, quantity, now)); !told)
            return told;
    return {};
}

}
