#pragma once

#include "core/foundation/base/ids.h"
#include "core/foundation/base/money.h"

#include <QDate>

#include <optional>
#include <vector>

namespace youka {

using AccountId = Id<struct AccountTag>;
using StationId = Id<struct StationTag>;
using JournalId = GlobalId<struct JournalTag>;

/// What an account is for. Stored. Kinds below 10 belong to customers, the others to the house.
/// Amounts are credit-positive: a purse holds what the house owes, so a purse with money is positive and the
/// cash that came in for it is negative (a debit balance). All accounts of one currency add up to zero.
enum class AccountKind {
    Principal = 1,        ///< what a customer paid in
    Bonus = 2,            ///< what a customer was given; owner: the purse's account
    Cash = 10,            ///< a station's till; owner: station
    Sales = 11,           ///< a station's sales; owner: station
    Receivable = 12,      ///< what a customer owes; owner: the purse's account
    Suspense = 13,        ///< what waits for a person; owner: station
    Clearing = 14,        ///< money under way from a payment channel; owner: merchant, or 0
    Loss = 15,            ///< what the house gave up; owner: station
    Promotion = 16,       ///< what discounts cost; owner: the station that bears it, or 0: the house
    PointsLiability = 17, ///< what members' points are worth; owner: 0
    Bank = 18,            ///< what reached the house's bank account; owner: 0
    ChannelFees = 19,     ///< what payment channels keep for themselves; owner: merchant
    Billers = 20,         ///< what was paid for billers and is theirs; owner: biller
};

struct Account
{
    AccountId id;
    AccountKind kind = AccountKind::Principal;
    qint64 owner = 0;
    Money balance;
    Money held;
    bool closed = false;
    Money bonus{0, balance.currency}; ///< of a purse: what its owner was given, in an account of its own

    Money money() const { return balance + bonus; }
    Money available() const { return money() - held; }
};

enum class JournalKind {
    TopUp = 1,
    Purchase = 2,
    Reversal = 3,
    Refund = 4,
    CashSale = 5,
    WriteOff = 6,
    Points = 7,     ///< earned, expired, taken or given back: promotion against the liability
    Settlement = 8, ///< a channel's money arrived at the bank, less its fees
    BillPayment = 9,
};

/// Part of a sale that its payer did not pay: who bears it instead.
struct Discount
{
    AccountKind kind = AccountKind::Promotion; ///< or Suspense: a person will say
    qint64 owner = 0;
    Money amount; ///< > 0
};

struct Posting
{
    AccountId account;
    Money amount;        ///< credit-positive
    AccountId bonusOf{}; ///< the purse, when the account holds its bonus
};

/// One movement of value. Never changed; a mistake is another journal that names it in `reverses`.
struct Journal
{
    JournalId id;
    JournalKind kind = JournalKind::Purchase;
    Timestamp at;       ///< when posted
    Timestamp occurred; ///< when it happened
    QDate day;          ///< the station's business day
    StationId station;
    QByteArray reference; ///< the sale or hold it belongs to; of a reversal: the original's business day
    std::optional<JournalId> reverses;
    std::vector<Posting> postings;
};

enum class HoldState { Open = 1, Captured = 2, Released = 3, Expired = 4 };

/// Money set aside on an account until it is captured, released or expires.
struct Hold
{
    HoldId id;
    AccountId account;
    qint64 card = 0;
    Money amount;
    HoldState state = HoldState::Open;
    Timestamp expires;
    Timestamp at;
    QDate day;
    qint64 terminal = 0;
};

}
