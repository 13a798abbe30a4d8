#pragma once

#include "core/domain/access/access.h"

namespace youka {

using ExceptionId = Id<struct ExceptionTag>;

/// What the centre had to accept, or could not, and a person must look at. Stored and sent by name; the table
/// in exception_rules.cpp says whose it is and how it may end.
enum class ExceptionKind {
    Overdrawn,       ///< the purse did not cover it; the rest is a debt
    CardFrozen,      ///< frozen, lost or expired meanwhile
    CardClosed,      ///< closed meanwhile
    CardUnknown,     ///< reserved offline for a card that the centre does not know
    PriceUnknown,    ///< sold at a price that was never published there
    ChainGap,        ///< records of a terminal are missing
    ChainFork,       ///< a terminal sent two records under one number
    Clock,           ///< a terminal's time cannot be right
    Duplicate,       ///< a second record of one sale
    LateCapture,     ///< captured after its reservation had ended
    HoldUnknown,     ///< delivered against a reservation that the centre does not know
    HoldUnfit,       ///< delivered against a reservation that another sale took, or of another currency
    Implausible,     ///< volume x price does not explain the amount
    ReversalRefused, ///< a terminal took something back that cannot be taken back
    CardNotGenuine,  ///< reserved offline for a chip card of which the reader saw the number only
    CouponTwice,     ///< taken off without the centre, and redeemed in another sale before
    CouponUnfit,     ///< taken off by a coupon that is void or unknown, or more than was granted
    TankVariance,    ///< a day's books and the tank's level differ by more than the limit
    TankLoss,        ///< fuel went out of a tank and not through a hose
    TankWater,       ///< much water in a tank
    TankLow,         ///< a tank is nearly empty
    PointsUnfit,     ///< taken off with points that were not reserved or are not there
    CouponTerminal,  ///< one terminal claims or redeems coupons for too many accounts
    CouponVelocity,  ///< one customer's coupons are redeemed too fast, or in two places at once
    CouponCashier,   ///< one cashier's sales have coupons far more often than the others' of the station
    CouponInviter,   ///< one customer invited too many accounts in a short time
    PaymentShort,    ///< a payment channel or the bank has less than the books say
    PaymentLong,     ///< it has more
};

/// A case's life. Stored.
enum class ExceptionState {
    Open = 1,
    Taken = 2,    ///< somebody works on it
    Proposed = 3, ///< a resolution waits for a second person
    Resolved = 4,
};

/// How a case ends. Stored.
enum class Resolution {
    None = 0,
    Explained = 1,      ///< no money moves
    ChargeCustomer = 2, ///< what was booked stands: the debt is the customer's
    WriteOff = 3,       ///< the house takes the loss
};

/// Somebody in a case's history. 0: the system itself.
struct Person
{
    qint64 id = 0;
    QString name;
};

/// What was found, with what the centre had at that moment.
struct Finding
{
    ExceptionKind kind = ExceptionKind::Overdrawn;
    TerminalId terminal;
    StationId station;
    qint64 record = 0;    ///< number in the terminal's journal; 0: none
    QByteArray reference; ///< the sale's id, where there is one; "tank/3" of a tank
    AccountId account;    ///< the purse it is about; 0: not known
    Money amount;         ///< what is at stake; zero: no money is
    QString detail;       ///< English, for people; no card number
    QByteArray evidence;  ///< one JSON object; empty: none
};

struct ExceptionCase
{
    ExceptionId id;
    Finding found;
    ExceptionState state = ExceptionState::Open;
    Timestamp at;
    Person worker; ///< who took it
    Person maker;  ///< who proposed the resolution
    Resolution resolution = Resolution::None;
    QString reason;
};

/// One step of a case. Append-only.
struct ExceptionStep
{
    Timestamp at;
    Person who;
    std::optional<ExceptionState> from; ///< absent: it was opened
    ExceptionState to = ExceptionState::Open;
    Resolution resolution = Resolution::None;
    QString reason;
    std::optional<JournalId> journal; ///< what was posted
};

struct Proposal
{
    Resolution resolution = Resolution::None;
    QString reason;
};

}
