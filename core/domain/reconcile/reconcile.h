#pragma once

#include "core/domain/exceptions/exception_case.h"
#include "core/domain/payments/payment.h"

namespace youka {

using SheetId = Id<struct SheetTag>;

/// Whose rows. Stored.
enum class Side { Ours = 1, Theirs = 2 };
/// Stored.
enum class RowKind { Payment = 1, Refund = 2, Reversal = 3 };

/// One movement as one side has it. Amounts are minor units of the merchant's currency, never negative.
struct SheetRow
{
    QByteArray number; ///< sheetNumber()
    int seq = 0;       ///< in the sheet
    RowKind kind = RowKind::Payment;
    qint64 amount = 0;   ///< of the order or refund
    qint64 settled = 0;  ///< what reaches or leaves the merchant before the fee
    qint64 feeMilli = 0; ///< 1/1000 minor unit; of ours: 0
    Timestamp at;
    QString channelNo;
    QDate born{};    ///< set: it waited since that day's comparison
    QDate brokeOn{}; ///< set: meanwhile it became a break on that day

    bool operator==(const SheetRow &) const = default;
};

/// One side of a merchant's day. A merchant's day is the channel's: midnight to midnight in Beijing.
struct Sheet
{
    SheetId id;
    MerchantId merchant;
    QDate day;
    Side side = Side::Theirs;
    QByteArray hash; ///< SHA-256 of the bill's file
    bool isReady = false;
    qint64 rows = 0;
    int runs = 0; ///< its rows lie in so many sorted parts
    qint64 paid = 0;
    qint64 refunded = 0; ///< with reversals
    qint64 settled = 0;  ///< paid less refunded, as it reaches the merchant before the fee
    qint64 feeMilli = 0;
    Timestamp at;
};

/// What became of a row, or of a pair of them. Stored, and on the wire by name; docs/reconciliation.md says
/// what each means and what to do.
enum class ReconcileClass {
    Matched = 1,
    AmountDiffers = 2,
    OnlyOurs = 3,
    OnlyTheirs = 4,
    StateDiffers = 5,
    FeeDiffers = 6,
    Duplicate = 7,
    Learnt = 8,         ///< the bill told us what we did not know; booked or given back by itself
    Waiting = 9,        ///< for the bill or the orders of a neighbour day
    NothingMoved = 10,  ///< paid and taken back there, neither here
    ArrivalDiffers = 11 ///< the bank has another amount than was settled
};

/// So many of one class, and what both sides say of them: refunds and reversals count below zero.
struct ReconcileFigure
{
    ReconcileClass is = ReconcileClass::Matched;
    qint64 count = 0;
    Money ours;
    Money theirs;
};

/// Stored.
enum class DayState {
    Waiting = 1,   ///< no bill yet, or not compared since
    Comparing = 2, ///< or broken off: it is begun again
    Compared = 3,
    Closed = 4
};

struct ReconcileDay
{
    MerchantId merchant;
    QDate day;
    DayState state = DayState::Waiting;
    int pass = 0; ///< how many times it was compared
    SheetId theirs;
    Timestamp ranAt;
    Timestamp closedAt;
    QString closedBy;
    QByteArray journal; ///< of the settlement; empty: there was nothing to settle
};

/// A difference that needs a person. Its owner, age, explanation, maker and checker are its case's.
struct Break
{
    qint64 id = 0;
    MerchantId merchant;
    QDate day;
    QByteArray number; ///< empty: all that were too many to have a case each
    int seq = 0;       ///< breakSeq()
    ReconcileClass is = ReconcileClass::OnlyTheirs;
    Money ours;
    Money theirs;
    Money stake; ///< above zero: they have less than the books say
    Timestamp at;
    QString channelNo;
    StationId station;
    QDate businessDay; ///< the station's; invalid: no order here
    ExceptionId exception;
    ExceptionState state = ExceptionState::Open; ///< of the case, when read
    QString worker;
    Timestamp since;
};

/// How days are compared.
struct ReconcilePolicy
{
    qint64 nearMidnightMs = 15LL * 60 * 1000;
    int oursWaitsDays = 2;
    int theirsWaitsDays = 1;
    qint64 feeToleranceMilli = 1'000; ///< per row
    int mostBreaks = 1'000;           ///< of one class on one day with a case each
    int waitsAtMostDays = 40;         ///< a late partner is looked for so long
};

}
