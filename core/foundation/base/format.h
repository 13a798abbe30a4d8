#pragma once

#include "core/foundation/base/money.h"

#include <QLocale>

namespace youka {

/// The one place where amounts become text and text becomes amounts. Everything is integer arithmetic.

/// "1,234.50" in the locale's digits and separators, without the currency.
QString formatAmount(Money money, const QLocale &locale);
/// "¥1,234.50" or "1 234,50 Kč" by the locale's habit.
QString formatMoney(Money money, const QLocale &locale);
/// "25.48" with `decimals` digits (the last one rounded half up), without the unit.
QString formatVolume(Volume volume, const QLocale &locale, int decimals = 2);
/// "7.85": as many decimals as needed, two at least.
QString formatUnitPrice(UnitPrice price, const QLocale &locale);

/// Plain, for the wire and for files: "1234.50", always with a point.
QString plainAmount(Money money);

/// Accepts what the locale writes, with or without grouping, and a leading sign. Errors: InvalidInput (not a
/// number, or more decimals than the currency has), NumberOutOfRange.
Result<Money> parseAmount(QStringView text, Currency currency, const QLocale &locale = QLocale::c());
Result<UnitPrice> parseUnitPrice(QStringView text, Currency currency, const QLocale &locale = QLocale::c());
Result<Volume> parseVolume(QStringView text, const QLocale &locale = QLocale::c());

}
