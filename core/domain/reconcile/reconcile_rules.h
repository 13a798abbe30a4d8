#pragma once

#include "core/domain/reconcile/reconcile.h"

#include <optional>
#include <vector>

namespace youka {

QLatin1String reconcileClassName(ReconcileClass is);
QLatin1String dayStateName(DayState state);

/// What rows are matched by: an order with its payments and reversals, or a refund. Ordered as bytes, because
/// two stores sort text differently.
QByteArray sheetNumber(RowKind kind, const QString &orderNo, const QString &refundNo);
QString plainNumber(const QByteArray &number);
bool isRefund(const QByteArray &number);

/// The channel's day: midnight to midnight in Beijing.
Timestamp dayStart(QDate day);
QDate channelDay(Timestamp at);
bool isNearMidnight(Timestamp at, qint64 withinMs);

/// Counts below zero: what leaves the merchant.
qint64 net(const SheetRow &row, qint64 amount);

/// What the contract says the channel keeps of `settled`, in 1/1000 minor unit, rounded to the minor unit.
qint64 expectedFeeMilli(qint64 settled, qint64 feePpm);
/// How much more than the contract allows was kept (below zero: less), beyond the tolerance; zero: it is
/// right. Of a refund the fee may be given back or not: contracts differ.
qint64 feeTooMuchMilli(const SheetRow &theirs, qint64 feePpm, qint64 toleranceMilli);

/// What we know of a number that is on the bill and not among our rows of the day.
struct OrderFacts
{
    enum class Standing {
        Unknown,   ///< no such order of that merchant
        Moved,     ///< paid and booked (a refund: done), on another day
        CanLearn,  ///< the bill's word would settle it
        TakenBack, ///< reversed, or being reversed
        ForPerson  ///< a person has it already
    };
    Standing standing = Standing::Unknown;
    qint64 amount = 0;
    bool countedElsewhere = false; ///< the bill of its own day has it, too
};

/// The rows of one number.
struct NumberGroup
{
    QByteArray number;
    std::vector<SheetRow> ours; ///< one, or none
    std::vector<SheetRow> theirs;
};

/// What becomes of one row or pair. Every row of a group that is of the day, and every one that had waited
/// and found its partner, is in exactly one verdict.
struct Verdict
{
    ReconcileClass is = ReconcileClass::Matched;
    std::optional<SheetRow> ours;
    std::optional<SheetRow> theirs;
    qint64 stake = 0; ///< above zero: they have less than the books say
    int ordinal = 0;  ///< among those of its class, kind and number
};

struct MatchTerms
{
    QDate day;
    qint64 feePpm = 0;
    ReconcilePolicy policy{};
};

/// Which of several breaks of one number it is; the same however the file is ordered.
int breakSeq(RowKind kind, int ordinal);

/// Do the facts about its order matter for this group?
bool needsFacts(const NumberGroup &group);
std::vector<Verdict> classify(const NumberGroup &group, const OrderFacts &facts, const MatchTerms &terms);

/// Does somebody have to look at it?
bool isBreak(ReconcileClass is);

}
