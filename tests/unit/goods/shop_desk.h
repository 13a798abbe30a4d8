#pragma once

#include "core/domain/goods/goods_check.h"
#include "core/domain/goods/goods_service.h"
#include "core/domain/goods/stock_service.h"
#include "core/domain/sales/sold_articles.h"
#include "tests/unit/sales/sale_desk.h"

namespace youka::test {

/// A sale desk with a shop: a group, and what a test puts on its shelves.
struct ShopDesk : SaleDesk
{
    explicit ShopDesk(TestStore &fresh)
        : SaleDesk(fresh)
    {
        ensure(committed([&] {
                   return goods().putGroup(
                       {QStringLiteral("drinks"), QStringLiteral("饮料"), QStringLiteral("Drinks")},
                       manager(), now());
               }).has_value(),
               "a group is made");
    }
    GoodsService goods() { return GoodsService(*store.db); }
    StockService stock() { return StockService(*store.db); }
    Principal manager() const { return {Role::Manager, 1, QStringLiteral("manager"), {}}; }

    static Article water()
    {
        Article article;
        article.code = QStringLiteral("1001");
        article.nameZh = QStringLiteral("矿泉水");
        article.nameEn = QStringLiteral("Water");
        article.group = QStringLiteral("drinks");
        article.tax = {1'300};
        article.barcodes = {QStringLiteral("6901234567892")};
        return article;
    }
    /// In the catalogue, at that price everywhere.
    Article shelve(const Article &article, qint64 milli = 3'500)
    {
        const auto made = committed([&] {
            return goods().create(article, manager(), now()).and_then([&](const Article &created) {
                return goods().setPrice({0, {}, created.code, {milli, {}}, {}, {}}, manager(), now());
            });
        });
        ensure(made.has_value(), "an article is made");
        return *made;
    }
    Result<std::vector<StockMove>> move(StockMoveKind kind, qint64 quantity, const QString &reason = {},
                                        const QString &article = QStringLiteral("1001"), StationId to = {})
    {
        return committed([&] {
            return stock().move({kind, terminal.station.id, to, {{article, quantity}}, reason}, manager(),
                                now());
        });
    }
    qint64 there(const QString &article = QStringLiteral("1001"))
    {
        const auto levels = stock().levels(terminal.station.id, manager());
        if (levels)
            for (const StockLevel &level : *levels)
                if (level.article == article)
                    return level.quantity;
        return 0;
    }
    SaleFact sold(qint64 pieces, const QString &article = QStringLiteral("1001"))
    {
        SaleFact fact;
        fact.sale = ids.make<SaleId>();
        fact.mode = SaleMode::PostPay;
        fact.goods = {{article,
                       QStringLiteral("drinks"),
                       Product::Unit::Piece,
                       pieces * 1'000,
                       {3'500, {}},
                       {pieces * 350, {}}}};
        return fact;
    }
    QString stockFaults()
    {
        const auto proof = checkGoods(*store.db);
        return proof ? proof->faults.join(u'\n') : toString(proof.error());
    }
};

}
