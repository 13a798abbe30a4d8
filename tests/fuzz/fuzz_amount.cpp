#include "core/foundation/base/format.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(inputOf(data, size));
    for (const char *name : {"C", "zh_CN", "en_GB", "cs_CZ", "de_DE"}) {
        const QLocale locale(QLatin1String{name});
        for (const Currency currency : {Currency("CNY"), Currency("JPY"), Currency("KWD")}) {
            if (const auto money = parseAmount(text, currency, locale)) {
                const auto again = parseAmount(formatAmount(*money, locale), currency, locale);
                ensure(again && *again == *money, "an amount reads as it was written");
                ensure(parseAmount(plainAmount(*money), currency) == money, "also plainly");
            }
            if (const auto price = parseUnitPrice(text, currency, locale)) {
                const auto again = parseUnitPrice(formatUnitPrice(*price, locale), currency, locale);
                ensure(again && *again == *price, "a price reads as it was written");
            }
        }
        if (const auto volume = parseVolume(text, locale)) {
            const auto again = parseVolume(formatVolume(*volume, locale, 3), locale);
            ensure(again && *again == *volume, "a volume reads as it was written");
        }
    }
    if (const auto currency = Currency::parse(text))
        ensure(currency->code() == text, "a currency is its three letters");
    return 0;
}
