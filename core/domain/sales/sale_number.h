#pragma once

#include "core/foundation/base/ids.h"

#include <optional>

namespace youka {

/// A sale's number as receipts carry it: eleven digits, so that no scanner takes it for an article's. Ten say
/// in which tenth of a second since 2020 its id was made, the last is a check digit. At one station it names
/// one sale, or, where two tills began one in the same tenth, those few. Empty: the id says no such time.
QString saleNumber(SaleId id);

/// The ids that a number stands for: from the first, before the second.
struct SaleIds
{
    SaleId from;
    SaleId before;
};
/// As typed or scanned; spaces do not count. None: it is no sale's number, or was mistyped.
std::optional<SaleIds> saleIdsOf(QStringView number);

/// "1234 5678 901": as people read it.
QString spacedSaleNumber(const QString &number);

}
