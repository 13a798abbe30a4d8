#include "core/domain/coupons/uplift.h"

#include <algorithm>
#include <cmath>

namespace youka {

namespace {

/// The continued fraction of the incomplete beta function, by Lentz's method. Source: NIST DLMF 8.17.22.
double betaFraction(double a, double b, double x)
{
    constexpr double Tiny = 1e-300;
    constexpr double Close = 1e-15;
    constexpr int MostSteps = 10'000;
    const auto kept = [](double value) { return std::abs(value) < Tiny ? Tiny : value; };
    double c = 1;
    double d = 1 / kept(1 - (a + b) * x / (a + 1));
    double result = d;
    for (int m = 1; m <= MostSteps; ++m) {
        const double twice = 2.0 * m;
        const double even = m * (b - m) * x / ((a + twice - 1) * (a + twice));
        d = 1 / kept(1 + even * d);
        c = kept(1 + even / c);
        result *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + twice) * (a + twice + 1));
        d = 1 / kept(1 + odd * d);
        c = kept(1 + odd / c);
        result *= d * c;
        if (std::abs(d * c - 1) < Close)
            break;
    }
    return result;
}

/// Regularised, I_x(a, b).
double incompleteBeta(double a, double b, double x)
{
    if (x <= 0 || x >= 1)
        return x <= 0 ? 0 : 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    // The fraction converges on one side; the other is its mirror.
    return x < (a + 1) / (a + b + 2) ? front * betaFraction(a, b, x) / a
                                     : 1 - front * betaFraction(b, a, 1 - x) / b;
}

/// The probability that Student's t exceeds `t` (> 0).
double studentTail(double t, double degrees)
{
    return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + t * t)) / 2;
}

}

SpendingGroup spendingOf(std::span<const qint64> spent, qint64 customers)
{
    SpendingGroup group;
    group.customers = std::max(customers, qint64(spent.size()));
    if (group.customers == 0)
        return group;
    double sum = 0;
    for (const qint64 amount : spent)
        sum += double(amount);
    group.mean = sum / double(group.customers);
    if (group.customers < 2)
        return group;
    double squares = double(group.customers - qint64(spent.size())) * group.mean * group.mean;
    for (const qint64 amount : spent)
        squares += (double(amount) - group.mean) * (double(amount) - group.mean);
    group.variance = squares / double(group.customers - 1);
    return group;
}

double studentQuantile975(double degrees)
{
    constexpr double Tail = 0.025;
    double low = 0;
    double high = 2;
    while (studentTail(high, degrees) > Tail && high < 1e9)
        high *= 2;
    for (int step = 0; step < 200 && high - low > 1e-12 * high; ++step) {
        const double middle = (low + high) / 2;
        (studentTail(middle, degrees) > Tail ? low : high) = middle;
    }
    return (low + high) / 2;
}

std::optional<Uplift> upliftOf(const SpendingGroup &treated, const SpendingGroup &heldOut)
{
    if (treated.customers < 2 || heldOut.customers < 2)
        return {};
    const double a = treated.variance / double(treated.customers);
    const double b = heldOut.variance / double(heldOut.customers);
    Uplift uplift;
    uplift.difference = treated.mean - heldOut.mean;
    uplift.low = uplift.high = uplift.difference;
    if (a + b <= 0) // everybody spent the same
        return uplift;
    uplift.degrees =
        (a + b) * (a + b) / (a * a / double(treated.customers - 1) + b * b / double(heldOut.customers - 1));
    const double margin = studentQuantile975(uplift.degrees) * std::sqrt(a + b);
    uplift.low -= margin;
    uplift.high += margin;
    return uplift;
}

std::optional<ReturnOnCost> returnOnCost(const Uplift &extra, qint64 customers, double margin, qint64 cost)
{
    if (cost <= 0)
        return {};
    const double each = double(customers) * margin / double(cost);
    return ReturnOnCost{extra.difference * each, extra.low * each, extra.high * each};
}

}
