#pragma once

#include "core/domain/goods/article.h"
#include "core/domain/pricing/basket.h"

#include <QList>

namespace youka {

/// What a counter sells, with or without its centre. Asked and answered on one thread.
class Shelf
{
public:
    virtual ~Shelf() = default;

    /// One piece of what was scanned, or as much as its label weighs; as a line of a basket, at the price in
    /// force now. Errors: BarcodeInvalid, BarcodeUnknown, ArticleInactive, ArticleNoPrice.
    virtual Result<BasketLine> scan(QStringView barcode, bool chinese) const = 0;
    /// One piece or kilogram of each that has the text in its name, initials, code or a barcode, sold here
    /// and with a price, by code.
    virtual Result<QList<BasketLine>> search(const QString &text, int most, bool chinese) const = 0;
};

}
