#pragma once

#include "core/domain/access/terminal_repository.h"
#include "core/domain/exceptions/exception_repository.h"
#include "core/domain/ledger/ledger.h"

namespace youka {

/// Cases and how they end. Each runs inside the caller's transaction; every step is written down for good, in
/// the case's own history and in the audit log. A case never changes what was booked; only a write-off posts
/// something, once, under the operation's id.
class ExceptionService
{
public:
    using Filter = ExceptionRepository::Filter;
    using OpenCount = ExceptionRepository::OpenCount;

    explicit ExceptionService(Database &db)
        : m_db(db)
        , m_cases(db)
        , m_ledger(db)
    {
    }

    Result<ExceptionId> raise(const Finding &found, Timestamp now);
    /// For what would be found again with every record: not while the terminal has an unresolved one.
    Result<void> raiseOnce(const Finding &found, Timestamp now);
    /// The same for a condition of one subject: not while the terminal has an unresolved one about
    /// `reference`.
    Result<void> raiseOnceAbout(const Finding &found, Timestamp now);
    /// The same, and not when there was one after `since` either: what was explained lately is known.
    Result<void> raiseUnlessSince(const Finding &found, Timestamp since, Timestamp now);
    /// That condition is over: its case explains itself.
    Result<void> passed(TerminalId terminal, ExceptionKind kind, const QByteArray &reference,
                        const QString &reason, Timestamp now);
    /// The terminal's missing records have come up to `head`: its gap explains itself.
    Result<void> gapFilled(TerminalId terminal, qint64 head, Timestamp now);

    /// The steps of exception_rules.h. Errors: theirs; of a write-off also NothingToWriteOff.
    Result<ExceptionCase> take(ExceptionId id, const Principal &who, Timestamp now);
    Result<ExceptionCase> propose(ExceptionId id, const Principal &who, const Proposal &proposal,
                                  Money secondPersonAbove, OperationId operation, Timestamp now);
    Result<ExceptionCase> confirm(ExceptionId id, const Principal &who, OperationId operation, Timestamp now);
    Result<ExceptionCase> reject(ExceptionId id, const Principal &who, const QString &reason, Timestamp now);

    struct Detail
    {
        ExceptionCase exception;
        std::vector<ExceptionStep> steps;
        std::optional<TerminalRecord> record; ///< what the terminal said, as stored
    };
    /// Errors: NotFound (also: not theirs).
    Result<Detail> detail(ExceptionId id, const Principal &who);
    /// Newest first; a person of one station sees that station's.
    Result<std::vector<ExceptionCase>> list(Filter filter, const Principal &who, int most);
    Result<std::vector<OpenCount>> openByKind() { return m_cases.openByKind(); }

private:
    Result<void> explain(ExceptionId id, const QString &reason, Timestamp now);
    Result<ExceptionCase> locked(ExceptionId id);
    Result<ExceptionCase> step(const ExceptionCase &before, ExceptionCase after, const char *action,
                               const Person &who, const QString &reason, std::optional<JournalId> journal,
                               Timestamp now);
    /// What a resolution posts, if it posts anything.
    Result<std::optional<JournalId>> settle(const ExceptionCase &exception, OperationId operation,
                                            Timestamp now);

    Database &m_db;
    ExceptionRepository m_cases;
    Ledger m_ledger;
};

}
