#pragma once

#include "core/domain/exceptions/exception_case.h"
#include "core/foundation/store/database.h"

namespace youka {

class ExceptionRepository
{
public:
    explicit ExceptionRepository(Database &db)
        : m_db(db)
    {
    }
    Result<ExceptionId> insert(const Finding &found, Timestamp now);
    Result<std::optional<ExceptionCase>> find(ExceptionId id);
    /// The same, and keeps other writers off it until the transaction ends.
    Result<std::optional<ExceptionCase>> lock(ExceptionId id);
    /// The terminal's unresolved case of that kind, if there is one.
    Result<std::optional<ExceptionCase>> unresolved(TerminalId terminal, ExceptionKind kind);
    /// The same about one subject.
    Result<std::optional<ExceptionCase>> unresolvedAbout(TerminalId terminal, ExceptionKind kind,
                                                         const QByteArray &reference);
    /// Was there a case about the subject that was opened after `since`, or is not resolved?
    Result<bool> hadAbout(TerminalId terminal, ExceptionKind kind, const QByteArray &reference,
                          Timestamp since);
    /// What a step may change: state, worker, maker, resolution, reason.
    Result<void> update(const ExceptionCase &exception);

    Result<void> insertStep(ExceptionId id, const ExceptionStep &step);
    Result<std::vector<ExceptionStep>> steps(ExceptionId id);

    struct Filter
    {
        std::optional<ExceptionState> state;
        bool onlyUnresolved = false;
        std::optional<ExceptionKind> kind;
        StationId station;  ///< 0: all
        ExceptionId before; ///< 0: from the newest
    };
    /// Newest first.
    Result<std::vector<ExceptionCase>> list(const Filter &filter, int most);

    struct OpenCount
    {
        ExceptionKind kind = ExceptionKind::Overdrawn;
        qint64 count = 0;
        Timestamp oldest;
    };
    /// Unresolved ones, by kind.
    Result<std::vector<OpenCount>> openByKind();

private:
    Database &m_db;
};

}
