#include "core/domain/reconcile/reconcile_rules.h"

#include "core/foundation/base/names.h"

#include <algorithm>

namespace youka {

namespace {

constexpr qint64 BeijingMs = 8LL * 3'600'000;
constexpr qint64 DayMs = 24LL * 3'600'000;
constexpr qint64 UnixJulianDay = 2'440'588;

constexpr std::pair<ReconcileClass, const char *> ClassNames[] = {
    {ReconcileClass::Matched, "matched"},
    {ReconcileClass::AmountDiffers, "amount-differs"},
    {ReconcileClass::OnlyOurs, "only-ours"},
    {ReconcileClass::OnlyTheirs, "only-theirs"},
    {ReconcileClass::StateDiffers, "state-differs"},
    {ReconcileClass::FeeDiffers, "fee-differs"},
    {ReconcileClass::Duplicate, "duplicate"},
    {ReconcileClass::Learnt, "learnt"},
    {ReconcileClass::Waiting, "waiting"},
    {ReconcileClass::NothingMoved, "nothing-moved"},
    {ReconcileClass::ArrivalDiffers, "arrival-differs"},
};

constexpr std::pair<DayState, const char *> DayStateNames[] = {{DayState::Waiting, "waiting"},
                                                               {DayState::Comparing, "comparing"},
                                                               {DayState::Compared, "compared"},
                                                               {DayState::Closed, "closed"}};

Verdict alone(ReconcileClass is, const SheetRow &theirs, qint64 stake)
{
    return {is, std::nullopt, theirs, stake};
}

/// One of ours beside one of theirs.
Verdict pairOf(const SheetRow &ours, const SheetRow &theirs, const MatchTerms &terms)
{
    if (ours.amount != theirs.amount)
        return {ReconcileClass::AmountDiffers, ours, theirs,
                net(ours, ours.amount) - net(theirs, theirs.amount)};
    const qint64 tooMuch = feeTooMuchMilli(theirs, terms.feePpm, terms.policy.feeToleranceMilli);
    if (tooMuch != 0) // in whole minor units, away from zero: nothing is too small to be seen
        return {ReconcileClass::FeeDiffers, ours, theirs, (tooMuch + (tooMuch > 0 ? 999 : -999)) / 1'000};
    return {ReconcileClass::Matched, ours, theirs, 0};
}

struct Split
{
    std::vector<SheetRow> moves; ///< payments, or refunds
    std::vector<SheetRow> reversals;
};

Split split(const NumberGroup &group)
{
    Split split;
    for (const SheetRow &row : group.theirs)
        (row.kind == RowKind::Reversal ? split.reversals : split.moves).push_back(row);
    return split;
}

/// We have it among the rows of the day or of those that wait.
std::vector<Verdict> withOurs(const NumberGroup &group, const MatchTerms &terms)
{
    std::vector<Verdict> verdicts;
    Split theirs = split(group);
    const SheetRow &ours = group.ours.front();
    const auto best = [&] { // the one that fits, else the first
        const auto fits = std::find_if(theirs.moves.begin(), theirs.moves.end(),
                                       [&](const SheetRow &row) { return row.amount == ours.amount; });
        return fits == theirs.moves.end() ? theirs.moves.begin() : fits;
    }();
    if (best != theirs.moves.end()) {
        verdicts.push_back(pairOf(ours, *best, terms));
        theirs.moves.erase(best);
    } else if (!ours.born.isValid()) {
        verdicts.push_back({ReconcileClass::Waiting, ours, std::nullopt, 0});
    }
    for (const SheetRow &row : theirs.moves)
        verdicts.push_back(alone(ReconcileClass::Duplicate, row, -net(row, row.amount)));
    for (const SheetRow &row : theirs.reversals)
        verdicts.push_back(alone(ReconcileClass::StateDiffers, row, -net(row, row.amount)));
    return verdicts;
}

Verdict moveAlone(const SheetRow &row, const OrderFacts &facts, const MatchTerms &terms, bool isFirst)
{
    const qint64 stake = -net(row, row.amount);
    const bool hasWaited = row.born.isValid();
    const ReconcileClass wait = ReconcileClass::Waiting;
    if (!isFirst)
        return alone(ReconcileClass::Duplicate, row, stake);
    switch (facts.standing) {
    case OrderFacts::Standing::Moved:
        return facts.countedElsewhere ? alone(ReconcileClass::Duplicate, row, stake) : alone(wait, row, 0);
    case OrderFacts::Standing::CanLearn:
        return facts.amount == row.amount ? alone(ReconcileClass::Learnt, row, stake)
                                          : alone(ReconcileClass::AmountDiffers, row, stake);
    case OrderFacts::Standing::TakenBack: // its reversal may be on the next day's bill
        return alone(wait, row, 0);
    case OrderFacts::Standing::ForPerson:
        return alone(ReconcileClass::StateDiffers, row, stake);
    case OrderFacts::Standing::Unknown:
        break;
    }
    return !hasWaited && isNearMidnight(row.at, terms.policy.nearMidnightMs)
        ? alone(wait, row, 0)
        : alone(ReconcileClass::OnlyTheirs, row, stake);
}

/// A reversal without its payment on the same bill.
Verdict reversalAlone(const SheetRow &row, const OrderFacts &facts)
{
    const qint64 stake = -net(row, row.amount);
    switch (facts.standing) {
    case OrderFacts::Standing::Unknown:
        return alone(ReconcileClass::OnlyTheirs, row, stake);
    case OrderFacts::Standing::TakenBack:
    case OrderFacts::Standing::CanLearn:
        return alone(ReconcileClass::Waiting, row, 0);
    case OrderFacts::Standing::Moved:
    case OrderFacts::Standing::ForPerson:
        break;
    }
    return alone(ReconcileClass::StateDiffers, row, stake);
}

std::vector<Verdict> withoutOurs(const NumberGroup &group, const OrderFacts &facts, const MatchTerms &terms)
{
    std::vector<Verdict> verdicts;
    Split theirs = split(group);
    const bool moved = facts.standing == OrderFacts::Standing::Moved;
    while (!moved && !theirs.moves.empty() && !theirs.reversals.empty()
           && theirs.moves.back().amount == theirs.reversals.back().amount) {
        verdicts.push_back(alone(ReconcileClass::NothingMoved, theirs.moves.back(), 0));
        verdicts.push_back(alone(ReconcileClass::NothingMoved, theirs.reversals.back(), 0));
        theirs.moves.pop_back();
        theirs.reversals.pop_back();
    }
    bool isFirst = true;
    for (const SheetRow &row : theirs.moves) {
        verdicts.push_back(moveAlone(row, facts, terms, isFirst));
        isFirst = false;
    }
    for (const SheetRow &row : theirs.reversals)
        verdicts.push_back(reversalAlone(row, facts));
    // What waits already goes on waiting by itself, and what is a break already is not another one.
    std::erase_if(verdicts, [](const Verdict &verdict) {
        const bool waits = verdict.is == ReconcileClass::Waiting && verdict.theirs->born.isValid();
        return waits || (isBreak(verdict.is) && verdict.theirs->brokeOn.isValid());
    });
    return verdicts;
}

}

QLatin1String reconcileClassName(ReconcileClass is) { return nameIn(ClassNames, is); }
QLatin1String dayStateName(DayState state) { return nameIn(DayStateNames, state); }

QByteArray sheetNumber(RowKind kind, const QString &orderNo, const QString &refundNo)
{
    return kind == RowKind::Refund ? 'R' + refundNo.toUtf8() : 'P' + orderNo.toUtf8();
}

QString plainNumber(const QByteArray &number)
{
    return QString::fromUtf8(number.sliced(number.isEmpty() ? 0 : 1));
}
bool isRefund(const QByteArray &number) { return number.startsWith('R'); }

Timestamp dayStart(QDate day) { return {(day.toJulianDay() - UnixJulianDay) * DayMs - BeijingMs}; }

QDate channelDay(Timestamp at)
{
    const qint64 ms = at.ms + BeijingMs;
    const qint64 days = ms >= 0 ? ms / DayMs : -((DayMs - 1 - ms) / DayMs);
    return QDate::fromJulianDay(UnixJulianDay + days);
}

bool isNearMidnight(Timestamp at, qint64 withinMs)
{
    const qint64 into = at.ms - dayStart(channelDay(at)).ms;
    return into < withinMs || into >= DayMs - withinMs;
}

qint64 net(const SheetRow &row, qint64 amount) { return row.kind == RowKind::Payment ? amount : -amount; }

qint64 expectedFeeMilli(qint64 settled, qint64 feePpm)
{
    return (settled * feePpm + 500'000) / 1'000'000 * 1'000;
}

qint64 feeTooMuchMilli(const SheetRow &theirs, qint64 feePpm, qint64 toleranceMilli)
{
    const auto beyond = [&](qint64 expected) {
        const qint64 more = theirs.feeMilli - expected;
        return qAbs(more) <= toleranceMilli ? 0 : more;
    };
    const qint64 expected = expectedFeeMilli(theirs.settled, feePpm);
    if (theirs.kind == RowKind::Payment)
        return beyond(expected);
    return beyond(0) == 0 ? 0 : beyond(-expected);
}

bool needsFacts(const NumberGroup &group) { return group.ours.empty(); }

std::vector<Verdict> classify(const NumberGroup &group, const OrderFacts &facts, const MatchTerms &terms)
{
    auto verdicts = group.ours.empty() ? withoutOurs(group, facts, terms) : withOurs(group, terms);
    const auto kindOf = [](const Verdict &verdict) {
        return verdict.theirs ? verdict.theirs->kind : verdict.ours->kind;
    };
    for (auto it = verdicts.begin(); it != verdicts.end(); ++it)
        it->ordinal = int(std::count_if(verdicts.begin(), it, [&](const Verdict &earlier) {
            return earlier.is == it->is && kindOf(earlier) == kindOf(*it);
        }));
    return verdicts;
}

int breakSeq(RowKind kind, int ordinal) { return ordinal * 4 + int(kind); }

bool isBreak(ReconcileClass is)
{
    switch (is) {
    case ReconcileClass::Matched:
    case ReconcileClass::Learnt:
    case ReconcileClass::Waiting:
    case ReconcileClass::NothingMoved:
        return false;
    case ReconcileClass::AmountDiffers:
    case ReconcileClass::OnlyOurs:
    case ReconcileClass::OnlyTheirs:
    case ReconcileClass::StateDiffers:
    case ReconcileClass::FeeDiffers:
    case ReconcileClass::Duplicate:
    case ReconcileClass::ArrivalDiffers:
        break;
    }
    return true;
}

}
