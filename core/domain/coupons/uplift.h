#pragma once

#include <QtGlobal>

#include <optional>
#include <span>

namespace youka {

/// One group of customers and what each of them spent. Statistics are not bookings: here, and only here,
/// money is a floating-point number.
struct SpendingGroup
{
    qint64 customers = 0;
    double mean = 0;     ///< minor units; who bought nothing counts as zero
    double variance = 0; ///< of the sample (n - 1)
};
/// `spent`: of those who bought something; the others of the group spent nothing.
SpendingGroup spendingOf(std::span<const qint64> spent, qint64 customers);

struct Uplift
{
    double difference = 0; ///< treated less held out
    double low = 0;        ///< of the 95 % confidence interval
    double high = 0;
    double degrees = 0; ///< of freedom
};
/// The difference of two means with its interval by Welch's test, which lets the groups be of different size
/// and spread. nullopt: a group has fewer than two customers.
std::optional<Uplift> upliftOf(const SpendingGroup &treated, const SpendingGroup &heldOut);

/// The value that Student's t stays below with a probability of 97.5 %.
double studentQuantile975(double degrees);

}
