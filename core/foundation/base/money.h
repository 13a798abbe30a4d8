#pragma once

#include "core/foundation/base/result.h"

#include <compare>

namespace youka {

Money operator+(Money a, Money b);
Money operator-(Money a, Money b);
Money &operator+=(Money &a, Money b);
Money &operator-=(Money &a, Money b);
/// Compares amounts of one currency; two currencies is a broken invariant.
bool operator<(Money a, Money b);
inline bool operator>(Money a, Money b) { return b < a; }
inline bool operator<=(Money a, Money b) { return !(b < a); }
inline bool operator>=(Money a, Money b) { return !(a < b); }
inline Money min(Money a, Money b) { return b < a ? b : a; }
inline Money max(Money a, Money b) { return a < b ? b : a; }

/// Errors: CurrencyMismatch, NumberOutOfRange.
Result<Money> checkedAdd(Money a, Money b);

/// Fuel in millilitres as counted by the pump, >= 0.
struct Volume
{
    qint64 ml = 0;
    constexpr auto operator<=>(const Volume &) const = default;
};
constexpr Volume operator+(Volume a, Volume b) { return {a.ml + b.ml}; }
constexpr Volume operator-(Volume a, Volume b) { return {a.ml - b.ml}; }

/// Price of one litre (or piece) in 1/1000 of the currency unit: 7.85 yuan/L is {7850}.
struct UnitPrice
{
    qint64 milli = 0;
    Currency currency;
    constexpr bool operator==(const UnitPrice &) const = default;
};

/// volume x price, rounded half up to the minor unit once, as the pump head shows it. Errors:
/// NumberOutOfRange.
Result<Money> amountFor(Volume volume, UnitPrice price);

/// The largest volume (in steps of `stepMl`) whose price does not exceed `amount`; 0 for a price of 0 or
/// less.
Volume volumeFor(Money amount, UnitPrice price, qint64 stepMl = 10);

/// How far a pump's own amount may honestly lie from volume x price: half of the volume's last shown digit
/// times the price, plus one minor unit. Source: pump sheet, section 2.4 rule 2. `lastDigitMl` is 10 for 0.01
/// L.
Money amountTolerance(UnitPrice price, qint64 lastDigitMl = 10);

/// Is the pump's `amount` explained by `volume` x `price` within amountTolerance()?
bool isPlausible(Money amount, Volume volume, UnitPrice price, qint64 lastDigitMl = 10);

/// A rate in 1/100 of a percent: 12.5 % is {1250}.
struct Percent
{
    qint64 basisPoints = 0;
    constexpr auto operator<=>(const Percent &) const = default;
};
/// `percent` of `amount`, rounded half away from zero to the minor unit.
Money portion(Money amount, Percent percent);

namespace literals {
consteval Money operator""_fen(unsigned long long v) { return {qint64(v), Currency{}}; }
consteval Money operator""_yuan(unsigned long long v) { return {qint64(v) * 100, Currency{}}; }
consteval Volume operator""_mL(unsigned long long v) { return {qint64(v)}; }
consteval Volume operator""_L(unsigned long long v) { return {qint64(v) * 1000}; }
}

}
