#pragma once

#include "core/domain/pricing/price.h"

namespace youka {

/// One thing that is sold: fuel of one delivery, or so many of an article.
struct BasketLine
{
    QString product;
    QString group; ///< goods' group, e.g. "wash"; empty: none
    Product::Unit unit = Product::Unit::Litre;
    qint64 quantity = 0; ///< thousandths: millilitres, grams, or 1000 for one piece
    UnitPrice price;     ///< of a litre, piece or kilogram, before any discount
    Money amount;        ///< before any discount: the pump's own amount, or quantity x price
    bool discountable = true;
    QString name{}; ///< as the receipt has it; empty: the product's code says it
    Percent tax{};  ///< in the amount

    bool operator==(const BasketLine &) const = default;
};

/// What is sold together. All lines are of one currency, which the basket names although it may be empty.
struct Basket
{
    Currency currency;
    std::vector<BasketLine> lines;

    Money gross() const
    {
        Money sum{0, currency};
        for (const BasketLine &line : lines)
            sum += line.amount;
        return sum;
    }
    bool operator==(const Basket &) const = default;
};

}
