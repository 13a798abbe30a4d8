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

/// What each unit of discount brought: 1 is as much as it cost. It is an estimate like the uplift.
struct ReturnOnCost
{
    double ratio = 0;
    double low = 0; ///< of the 95 % confidence interval
    double high = 0;
};
/// `extra`: sold, before discounts, to a customer; `customers`: who could have it; `margin`: the share of it
/// that is earned; `cost`: of discounts, minor units. nullopt: nothing was given away.
std::optional<ReturnOnCost> returnOnCost(const Uplift &extra, qint64 customers, double margin, qint64 cost);

/// The value that Student's t stays below with a probability of 97.5 %.
double studentQuantile975(double degrees);

}
