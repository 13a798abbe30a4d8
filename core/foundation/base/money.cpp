#include "core/foundation/base/money.h"

#include <cstdlib>
#include <limits>

namespace youka {

namespace {

__extension__ using Wide = __int128;

bool fits(Wide v)
{
    return v >= std::numeric_limits<qint64>::min() && v <= std::numeric_limits<qint64>::max();
}

qint64 pow10(int n)
{
    qint64 r = 1;
    for (; n > 0; --n)
        r *= 10;
    return r;
}

/// Divides by a positive divisor, halves away from zero.
Wide divideHalfUp(Wide value, Wide divisor)
{
    return value >= 0 ? (value + divisor / 2) / divisor : -((-value + divisor / 2) / divisor);
}

/// Minor units of volume x price before rounding, times this divisor: mL/L x milli/unit.
constexpr qint64 VolumePriceScale = 1000 * 1000;

}

Result<Currency> Currency::parse(QStringView text)
{
    if (text.size() != 3)
        return fail(ErrorCode::InvalidInput, QStringLiteral("a currency is three letters"));
    Currency currency;
    for (qsizetype i = 0; i < 3; ++i) {
        const char16_t c = text[i].unicode();
        if (c < u'A' || c > u'Z')
            return fail(ErrorCode::InvalidInput, QStringLiteral("a currency is three upper-case letters"));
        currency.m_code[size_t(i)] = char(c);
    }
    return currency;
}

int Currency::exponent() const
{
    static constexpr std::array<Currency, 4> None{Currency("JPY"), Currency("KRW"), Currency("VND"),
                                                  Currency("CLP")};
    static constexpr std::array<Currency, 5> Three{Currency("KWD"), Currency("BHD"), Currency("JOD"),
                                                   Currency("OMR"), Currency("TND")};
    for (const Currency &c : None)
        if (c == *this)
            return 0;
    for (const Currency &c : Three)
        if (c == *this)
            return 3;
    return 2;
}

Result<Money> checkedAdd(Money a, Money b)
{
    if (a.currency != b.currency)
        return fail(ErrorCode::CurrencyMismatch,
                    a.currency.code() + QStringLiteral(" and ") + b.currency.code());
    qint64 sum = 0;
    if (__builtin_add_overflow(a.minor, b.minor, &sum))
        return fail(ErrorCode::NumberOutOfRange);
    return Money{sum, a.currency};
}

Money operator+(Money a, Money b)
{
    const auto sum = checkedAdd(a, b);
    ensure(sum.has_value(), "a sum of money is of one currency and in range");
    return *sum;
}

Money operator-(Money a, Money b)
{
    ensure(b.minor != std::numeric_limits<qint64>::min(), "an amount can be negated");
    return a + -b;
}

Money &operator+=(Money &a, Money b) { return a = a + b; }
Money &operator-=(Money &a, Money b) { return a = a - b; }

bool operator<(Money a, Money b)
{
    ensure(a.currency == b.currency, "compared amounts are of one currency");
    return a.minor < b.minor;
}

Result<Money> amountFor(Volume volume, UnitPrice price)
{
    Wide exact = 0;
    if (__builtin_mul_overflow(Wide(volume.ml) * price.milli, Wide(pow10(price.currency.exponent())), &exact))
        return fail(ErrorCode::NumberOutOfRange);
    const Wide minor = divideHalfUp(exact, VolumePriceScale);
    if (!fits(minor))
        return fail(ErrorCode::NumberOutOfRange);
    return Money{qint64(minor), price.currency};
}

Volume volumeFor(Money amount, UnitPrice price, qint64 stepMl)
{
    ensure(amount.currency == price.currency, "amount and price are of one currency");
    if (price.milli <= 0 || amount.minor <= 0 || stepMl <= 0)
        return {};
    const Wide scale = pow10(price.currency.exponent());
    // The price of v rounds half up, so v may cost up to half a minor unit more than the amount.
    const Wide limit = (Wide(2) * amount.minor + 1) * VolumePriceScale - 1;
    const Wide ml = limit / (Wide(2) * price.milli * scale);
    return {qint64(ml / stepMl * stepMl)};
}

Money amountTolerance(UnitPrice price, qint64 lastDigitMl)
{
    const Wide halfDigit = Wide(lastDigitMl) * price.milli * pow10(price.currency.exponent());
    const Wide roundedUp = (halfDigit + 2 * VolumePriceScale - 1) / (2 * VolumePriceScale);
    ensure(fits(roundedUp + 1), "a price is in range");
    return {qint64(roundedUp) + 1, price.currency};
}

bool isPlausible(Money amount, Volume volume, UnitPrice price, qint64 lastDigitMl)
{
    if (amount.currency != price.currency)
        return false;
    const auto expected = amountFor(volume, price);
    if (!expected)
        return false;
    const Wide difference = Wide(amount.minor) - expected->minor;
    const Wide tolerance = amountTolerance(price, lastDigitMl).minor;
    return difference <= tolerance && -difference <= tolerance;
}

Money portion(Money amount, Percent percent)
{
    const Wide minor = divideHalfUp(Wide(amount.minor) * percent.basisPoints, 10'000);
    ensure(fits(minor), "a portion is in range");
    return {qint64(minor), amount.currency};
}

}
