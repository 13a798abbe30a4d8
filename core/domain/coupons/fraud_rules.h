#pragma once

#include "core/domain/access/access.h"
#include "core/domain/customers/customer.h"

#include <span>
#include <vector>

namespace youka {

/// From when on a pattern is looked at by a person. All of it is here; a flag accuses nobody.
struct FraudLimits
{
    qint64 crowdMs = 10 * 60 * 1000;
    int claimsFor = 10;   ///< accounts, by one terminal within crowdMs: each takes a person half a minute
    int redeemedFor = 30; ///< the same of redemptions: no till serves a customer each 20 seconds for so long
    qint64 rushMs = 60 * 60 * 1000;
    int rushUses = 6;                      ///< of one customer's coupons within rushMs
    qint64 betweenStationsMs = 5 * 60'000; ///< nobody fills up, leaves and pays elsewhere in less
    qint64 inviteMs = 24 * 60 * 60 * 1000;
    int invites = 5;          ///< accounts of one inviter within inviteMs; a family has fewer
    qint64 cashierSales = 50; ///< fewer sales of a cashier say nothing
    qint64 otherSales = 100;  ///< nor do fewer of all the others
    qint64 cashierHits = 10;
    double cashierTimes = 2; ///< times the others' share, and
    double cashierZ = 4;     ///< so many standard errors above it: by chance one in 30,000
};

/// A coupon was claimed, or a sale with it made.
struct CouponEvent
{
    Timestamp at; ///< of the sale, not of its record's arrival
    TerminalId terminal;
    StationId station;
    CustomerId customer;
    bool isNew = true; ///< written since the last look; a window without any was judged then
};

struct CrowdFlag
{
    TerminalId terminal;
    StationId station;
    int accounts = 0;
    Timestamp from;
    Timestamp until;
};
/// Terminals with more than `most` different accounts in one window; each once, with its fullest. Events in
/// any order; those of nobody do not count.
std::vector<CrowdFlag> crowdedTerminals(std::vector<CouponEvent> events, qint64 windowMs, int most);

struct RushFlag
{
    CustomerId customer;
    StationId station; ///< of the last one
    int uses = 0;
    bool twoStations = false; ///< too soon one after the other
    Timestamp from;
    Timestamp until;
};
/// Customers with too many uses in one window, or at two stations too soon; each once.
std::vector<RushFlag> rushedCustomers(std::vector<CouponEvent> events, const FraudLimits &limits);

/// Somebody became a customer, and said who had invited them.
struct InvitedAccount
{
    Timestamp at;
    CustomerId inviter;
    CustomerId invited;
    bool isNew = true; ///< since the last look
};

struct InviterFlag
{
    CustomerId inviter;
    int accounts = 0;
    Timestamp from;
    Timestamp until;
};
/// Who invited more accounts in one window than one person brings along; each once, with the fullest.
std::vector<InviterFlag> crowdedInviters(std::vector<InvitedAccount> accounts, const FraudLimits &limits);

/// How often something happened in a cashier's sales.
struct CashierCount
{
    StaffId cashier;
    qint64 sales = 0;
    qint64 hits = 0;
};
struct CashierFlag
{
    CashierCount its;
    CashierCount others; ///< of the same station, together
    double z = 0;
};
/// Whose share of hits is far above that of the others of the station. The statistic is that of two
/// proportions with their pooled variance. Groups below the limits are not compared, and where nobody or
/// everybody hits there is no difference to find.
std::vector<CashierFlag> outlyingCashiers(std::span<const CashierCount> station, const FraudLimits &limits);

}
