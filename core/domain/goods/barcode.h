#pragma once

#include "core/foundation/base/result.h"

#include <QString>

#include <optional>

namespace youka {

/// The check digit of the GTIN family for digits without it: from the right, weights 3 and 1 in turn. Source:
/// GS1 General Specifications, section 7.9. '\0' when a character is not a digit.
char gtinDigit(QStringView digits);

/// What is printed on a thing, as the catalogue keeps it: EAN-8 and EAN-13 as they are, UPC-A (12 digits)
/// with its leading zero, so that a scanner that adds it finds the same. In-store codes of things by weight
/// are kept as their first seven digits (2X and five digits for the thing): the other five are the weight.
/// Errors: BarcodeInvalid.
Result<QString> normalBarcode(QStringView text);

/// What a scanner read.
struct ScannedCode
{
    QString code;                  ///< to look for first
    QString inStore{};             ///< to look for where that is not known: its first seven digits
    std::optional<qint64> grams{}; ///< that `inStore` says
};
/// Errors: BarcodeInvalid.
Result<ScannedCode> readBarcode(QStringView text);

/// Looks like a barcode: digits alone, as many as one has. What fits is not necessarily right.
bool looksLikeBarcode(QStringView text);

}
