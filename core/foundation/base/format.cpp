#include "core/foundation/base/format.h"

namespace youka {

namespace {

qint64 scaleOf(int decimals)
{
    qint64 scale = 1;
    for (; decimals > 0; --decimals)
        scale *= 10;
    return scale;
}

QString fixedPoint(qint64 value, int decimals, const QLocale &locale)
{
    const bool negative = value < 0;
    const quint64 magnitude = negative ? 0 - quint64(value) : quint64(value);
    const quint64 scale = quint64(scaleOf(decimals));
    QString text = locale.toString(qulonglong(magnitude / scale));
    if (decimals > 0) {
        QString fraction = QString::number(magnitude % scale).rightJustified(decimals, u'0');
        if (const char32_t zero = locale.zeroDigit().at(0).unicode(); zero != U'0')
            for (QChar &c : fraction)
                c = QChar(char16_t(c.unicode() - u'0' + zero));
        text += locale.decimalPoint() + fraction;
    }
    return negative ? locale.negativeSign() + text : text;
}

QString withoutGroups(QStringView text, const QLocale &locale)
{
    QString plain = text.trimmed().toString();
    const QString separator = locale.groupSeparator();
    // A no-break space groups digits in many locales; people type an ordinary one.
    if (separator == QString(QChar(0x00a0)) || separator == QString(QChar(0x202f)))
        plain.remove(u' ');
    if (!separator.isEmpty() && separator != locale.decimalPoint())
        plain.remove(separator);
    return plain;
}

Result<qint64> parseFixed(QStringView text, int decimals, const QLocale &locale)
{
    QString plain = withoutGroups(text, locale);
    bool negative = false;
    if (const QString minus = locale.negativeSign(); plain.startsWith(minus)) {
        negative = true;
        plain = plain.mid(minus.size()); // some locales write a direction mark before the sign
    } else if (plain.startsWith(u'-')) {
        negative = true;
        plain = plain.mid(1);
    } else if (plain.startsWith(u'+')) {
        plain = plain.mid(1);
    }
    const auto parts = plain.split(locale.decimalPoint());
    const QString whole = parts.value(0);
    const QString fraction = parts.value(1);
    if (parts.size() > 2 || (whole.isEmpty() && fraction.isEmpty()) || fraction.size() > decimals)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("not an amount with at most %1 decimals").arg(decimals));
    qint64 value = 0;
    for (const QChar c : whole + fraction.leftJustified(decimals, u'0')) {
        const int digit = c.digitValue();
        if (digit < 0)
            return fail(ErrorCode::InvalidInput, QStringLiteral("not a digit"));
        if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, digit, &value))
            return fail(ErrorCode::NumberOutOfRange);
    }
    return negative ? -value : value;
}

}

QString formatAmount(Money money, const QLocale &locale)
{
    return fixedPoint(money.minor, money.currency.exponent(), locale);
}

QString formatMoney(Money money, const QLocale &locale)
{
    struct Sign
    {
        Currency currency;
        const char16_t *symbol;
        bool behind;
    };
    static const std::array<Sign, 4> Signs{{{Currency("CNY"), u"¥", false},
                                            {Currency("EUR"), u"€", false},
                                            {Currency("CZK"), u"\u00a0Kč", true},
                                            {Currency("USD"), u"$", false}}};
    const QString amount = formatAmount({std::abs(money.minor), money.currency}, locale);
    const QString minus = money.minor < 0 ? locale.negativeSign() : QString();
    for (const Sign &sign : Signs)
        if (sign.currency == money.currency) {
            const QString symbol = QString::fromUtf16(sign.symbol);
            return sign.behind ? minus + amount + symbol : minus + symbol + amount;
        }
    return minus + money.currency.code() + QChar(0x00a0) + amount;
}

QString formatVolume(Volume volume, const QLocale &locale, int decimals)
{
    const qint64 step = scaleOf(3 - std::min(decimals, 3));
    const qint64 half = volume.ml < 0 ? -step / 2 : step / 2;
    return fixedPoint((volume.ml + half) / step, std::min(decimals, 3), locale);
}

QString formatUnitPrice(UnitPrice price, const QLocale &locale)
{
    return price.milli % 10 == 0 ? fixedPoint(price.milli / 10, 2, locale)
                                 : fixedPoint(price.milli, 3, locale);
}

QString plainAmount(Money money)
{
    QLocale c = QLocale::c();
    c.setNumberOptions(QLocale::OmitGroupSeparator);
    return formatAmount(money, c);
}

Result<Money> parseAmount(QStringView text, Currency currency, const QLocale &locale)
{
    return parseFixed(text, currency.exponent(), locale).map([&](qint64 v) { return Money{v, currency}; });
}

Result<UnitPrice> parseUnitPrice(QStringView text, Currency currency, const QLocale &locale)
{
    return parseFixed(text, 3, locale).map([&](qint64 v) { return UnitPrice{v, currency}; });
}

Result<Volume> parseVolume(QStringView text, const QLocale &locale)
{
    return parseFixed(text, 3, locale).and_then([](qint64 v) -> Result<Volume> {
        if (v < 0)
            return fail(ErrorCode::InvalidInput, QStringLiteral("a volume is not negative"));
        return Volume{v};
    });
}

}
