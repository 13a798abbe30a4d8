#include "core/domain/coupons/fraud_rules.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace youka {

namespace {

void sortByTime(std::vector<CouponEvent> &events)
{
    std::stable_sort(events.begin(), events.end(),
                     [](const CouponEvent &a, const CouponEvent &b) { return a.at < b.at; });
}

/// The fullest window that ends with one of these events, in order of time.
CrowdFlag fullestWindow(std::span<const CouponEvent> events, qint64 windowMs)
{
    CrowdFlag fullest;
    std::map<qint64, int> inside; // account and its events
    size_t first = 0;
    int news = 0;
    for (const CouponEvent &event : events) {
        ++inside[event.customer.value];
        news += event.isNew;
        while (event.at.ms - events[first].at.ms > windowMs) {
            news -= events[first].isNew;
            const auto it = inside.find(events[first++].customer.value);
            if (--it->second == 0)
                inside.erase(it);
        }
        if (news > 0 && int(inside.size()) > fullest.accounts)
            fullest = {event.terminal, event.station, int(inside.size()), events[first].at, event.at};
    }
    return fullest;
}

RushFlag rushOf(std::span<const CouponEvent> events, const FraudLimits &limits)
{
    RushFlag found;
    size_t first = 0;
    int news = 0;
    for (size_t i = 0; i < events.size(); ++i) {
        const CouponEvent &event = events[i];
        news += event.isNew;
        while (event.at.ms - events[first].at.ms > limits.rushMs)
            news -= events[first++].isNew;
        if (news == 0)
            continue;
        const int uses = int(i - first) + 1;
        const bool soon = i > 0 && events[i - 1].station != event.station
            && (event.isNew || events[i - 1].isNew)
            && event.at.ms - events[i - 1].at.ms < limits.betweenStationsMs;
        if (soon && !found.twoStations)
            found = {event.customer, event.station, uses, true, events[i - 1].at, event.at};
        else if (!found.twoStations && uses > limits.rushUses && uses > found.uses)
            found = {event.customer, event.station, uses, false, events[first].at, event.at};
    }
    return found;
}

}

std::vector<CrowdFlag> crowdedTerminals(std::vector<CouponEvent> events, qint64 windowMs, int most)
{
    sortByTime(events);
    std::map<qint64, std::vector<CouponEvent>> byTerminal;
    for (const CouponEvent &event : events)
        if (event.customer && event.terminal.value > 0)
            byTerminal[event.terminal.value].push_back(event);
    std::vector<CrowdFlag> flags;
    for (const auto &[terminal, its] : byTerminal)
        if (const CrowdFlag fullest = fullestWindow(its, windowMs); fullest.accounts > most)
            flags.push_back(fullest);
    return flags;
}

std::vector<RushFlag> rushedCustomers(std::vector<CouponEvent> events, const FraudLimits &limits)
{
    sortByTime(events);
    std::map<qint64, std::vector<CouponEvent>> byCustomer;
    for (const CouponEvent &event : events)
        if (event.customer)
            byCustomer[event.customer.value].push_back(event);
    std::vector<RushFlag> flags;
    for (const auto &[customer, its] : byCustomer)
        if (const RushFlag rush = rushOf(its, limits); rush.uses > 0)
            flags.push_back(rush);
    return flags;
}

std::vector<InviterFlag> crowdedInviters(std::vector<InvitedAccount> accounts, const FraudLimits &limits)
{
    std::stable_sort(accounts.begin(), accounts.end(),
                     [](const InvitedAccount &a, const InvitedAccount &b) { return a.at < b.at; });
    std::map<qint64, std::vector<InvitedAccount>> byInviter;
    for (const InvitedAccount &account : accounts)
        if (account.inviter)
            byInviter[account.inviter.value].push_back(account);
    std::vector<InviterFlag> flags;
    for (const auto &[inviter, its] : byInviter) {
        InviterFlag fullest;
        size_t first = 0;
        int news = 0;
        for (size_t i = 0; i < its.size(); ++i) {
            news += its[i].isNew;
            while (its[i].at.ms - its[first].at.ms > limits.inviteMs)
                news -= its[first++].isNew;
            if (const int inside = int(i - first) + 1; news > 0 && inside > fullest.accounts)
                fullest = {its[i].inviter, inside, its[first].at, its[i].at};
        }
        if (fullest.accounts > limits.invites)
            flags.push_back(fullest);
    }
    return flags;
}

std::vector<CashierFlag> outlyingCashiers(std::span<const CashierCount> station, const FraudLimits &limits)
{
    CashierCount all;
    for (const CashierCount &one : station) {
        all.sales += one.sales;
        all.hits += one.hits;
    }
    std::vector<CashierFlag> flags;
    if (all.hits == 0 || all.hits == all.sales)
        return flags;
    const double pooled = double(all.hits) / double(all.sales);
    for (const CashierCount &one : station) {
        const CashierCount others{{}, all.sales - one.sales, all.hits - one.hits};
        if (one.sales < limits.cashierSales || others.sales < limits.otherSales
            || one.hits < limits.cashierHits)
            continue;
        const double its = double(one.hits) / double(one.sales);
        const double theirs = double(others.hits) / double(others.sales);
        const double error =
            std::sqrt(pooled * (1 - pooled) * (1 / double(one.sales) + 1 / double(others.sales)));
        const double z = (its - theirs) / error;
        if (z >= limits.cashierZ && its >= limits.cashierTimes * theirs)
            flags.push_back({one, others, z});
    }
    return flags;
}

}
