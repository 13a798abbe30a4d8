#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <array>
#include <compare>

namespace youka {

struct Error;
template <class T>
using Result = tl::expected<T, Error>;

/// ISO 4217 alphabetic code, three upper-case letters. Default: CNY.
class Currency
{
public:
    constexpr Currency() = default;
    /// For literals in code; use parse() for anything from outside.
    constexpr explicit Currency(const char (&code)[4])
        : m_code{code[0], code[1], code[2]}
    {
    }
    static Result<Currency> parse(QStringView text);

    QString code() const { return QString::fromLatin1(m_code.data(), 3); }
    /// Digits of the minor unit (2 for CNY, CZK and EUR; 0 for JPY and KRW; 3 for KWD). Source: ISO 4217.
    int exponent() const;
    constexpr auto operator<=>(const Currency &) const = default;

private:
    std::array<char, 3> m_code{'C', 'N', 'Y'};
};

/// An amount in minor units (fen) of one currency. Signed: a refund is negative. Never a floating-point
/// number. Sums of two currencies and overflow are broken invariants (ensure); outside values come through
/// checkedAdd/parse.
struct Money
{
    qint64 minor = 0;
    Currency currency;

    constexpr bool operator==(const Money &) const = default;
    bool isZero() const { return minor == 0; }
    bool isPositive() const { return minor > 0; }
    bool isNegative() const { return minor < 0; }
    Money operator-() const { return {-minor, currency}; }
};

}
