#pragma once

#include "core/domain/pricing/price.h"

#include <QStringList>

namespace youka {

/// What belongs together in the shop; coupons and points name it.
struct ArticleGroup
{
    QString code; ///< "drinks"
    QString nameZh;
    QString nameEn;

    bool operator==(const ArticleGroup &) const = default;
};

/// One thing that the shop sells. Its code is the product of a sale's line, so it is no fuel's.
struct Article
{
    QString code;
    int version = 0; ///< each change is the next; whoever changes names the one that was seen
    QString nameZh;
    QString nameEn;
    QString group;
    Percent tax; ///< in the price
    Product::Unit unit = Product::Unit::Piece;
    QStringList barcodes; ///< as normalBarcode() has them; by weight: in-store codes of seven digits
    bool stocked = true;  ///< false: a service, of which there is always enough
    bool discountable = true;
    bool active = true;
    std::vector<Price> prices{}; ///< in force or to come; a station's own before the general one
    QByteArray pictureHash{};    ///< SHA-256 of its picture; empty: none

    /// In the language of a screen; whatever there is where one is missing.
    QString name(bool chinese) const
    {
        const QString &wanted = chinese ? nameZh : nameEn;
        return !wanted.isEmpty() ? wanted : chinese ? nameEn : nameZh;
    }
};

/// A small PNG, as it is shown beside the name.
constexpr qsizetype MaxPictureBytes = 64 * 1024;

}
