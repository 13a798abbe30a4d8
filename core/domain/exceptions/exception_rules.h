#pragma once

#include "core/domain/exceptions/exception_case.h"

#include <array>
#include <span>

namespace youka {

/// What holds for every case of one kind.
struct ExceptionPolicy
{
    ExceptionKind kind;
    const char *name; ///< stored and on the wire; never changed
    Role owner;       ///< whose work it is
    int alarmHours;   ///< older than this without a resolution is an alarm
    bool money;       ///< its amount is money that somebody may lose
    /// Where a write-off takes the money from, if one is allowed.
    enum class Waits { Nowhere, Receivable, Suspense, ShortOnAccount, LongOnAccount } waits;
    std::array<Resolution, 3> resolutions; ///< allowed ones; None: no more
    bool twoPeople = false;                ///< managers, however little it is about
};

std::span<const ExceptionPolicy> exceptionPolicies();
const ExceptionPolicy &policyOf(ExceptionKind kind);
QLatin1String exceptionKindName(ExceptionKind kind);
/// Also the names of earlier versions.
std::optional<ExceptionKind> exceptionKindFromName(QStringView name);
QLatin1String exceptionStateName(ExceptionState state);
std::optional<ExceptionState> exceptionStateFromName(QStringView name);
QLatin1String resolutionName(Resolution resolution);
std::optional<Resolution> resolutionFromName(QStringView name);

Timestamp alarmAt(const ExceptionCase &exception);
/// Not resolved when it should be.
bool isOverdue(const ExceptionCase &exception, Timestamp now);

/// May this person see and work on it at all? Managers and operators of that station, or of all.
bool isTheirs(const ExceptionCase &exception, const Principal &who);

/// The steps, each with the state that it leads to. Errors of all: NotFound (not theirs),
/// ExceptionStateConflict (not in that state).

/// Takes it, also over from a colleague.
Result<ExceptionState> decideTake(const ExceptionCase &exception, const Principal &who);
/// The one who took it says how it ends. More than `secondPersonAbove` waits for another person. What moves
/// money or leaves a debt is a manager's. Errors also: NotPermitted, ResolutionNotAllowed, InvalidInput (no
/// reason).
Result<ExceptionState> decideProposal(const ExceptionCase &exception, const Principal &who,
                                      const Proposal &proposal, Money secondPersonAbove);
/// Another person agrees. Errors also: FourEyesNeeded, NotPermitted.
Result<ExceptionState> decideConfirmation(const ExceptionCase &exception, const Principal &who);
/// Another person does not agree, or the maker thinks again. Errors also: InvalidInput (no reason),
/// NotPermitted.
Result<ExceptionState> decideRejection(const ExceptionCase &exception, const Principal &who,
                                       const QString &reason);

/// A record's time more than this in the centre's future, or behind the record before it, is a finding.
constexpr qint64 ClockToleranceMs = 2 * 60 * 1000;
bool isClockWrong(Timestamp record, std::optional<Timestamp> recordBefore, Timestamp now);

}
