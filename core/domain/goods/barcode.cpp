#include "core/domain/goods/barcode.h"

#include <algorithm>

namespace youka {

namespace {

constexpr qsizetype InStoreDigits = 7; ///< 2X and five for the thing

bool isDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isRight(QStringView text) { return gtinDigit(text.chopped(1)) == text.back().toLatin1(); }

}

char gtinDigit(QStringView digits)
{
    int sum = 0;
    int weight = 3; // of the digit next to the check digit
    for (qsizetype i = digits.size() - 1; i >= 0; --i, weight = 4 - weight) {
        const int value = digits[i].unicode() - u'0';
        if (value < 0 || value > 9)
            return '\0';
        sum += value * weight;
    }
    return char('0' + (10 - sum % 10) % 10);
}

bool looksLikeBarcode(QStringView text)
{
    return (text.size() == 8 || text.size() == 12 || text.size() == 13) && isDigits(text);
}

Result<QString> normalBarcode(QStringView text)
{
    if (text.size() == InStoreDigits && isDigits(text) && text.front() == u'2')
        return text.toString();
    if (!looksLikeBarcode(text) || !isRight(text))
        return fail(ErrorCode::BarcodeInvalid, QStringLiteral("barcodes"));
    return text.size() == 12 ? u'0' + text.toString() : text.toString();
}

Result<ScannedCode> readBarcode(QStringView text)
{
    if (!looksLikeBarcode(text))
        return fail(ErrorCode::BarcodeInvalid);
    return normalBarcode(text).map([](const QString &code) {
        ScannedCode scanned{code};
        if (code.size() == 13 && code.startsWith(u'2')) {
            scanned.inStore = code.first(InStoreDigits);
            scanned.grams = code.sliced(InStoreDigits, 5).toLongLong();
        }
        return scanned;
    });
}

}
