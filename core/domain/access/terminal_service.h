#pragma once

#include "core/domain/access/terminal_repository.h"

namespace youka {

/// Terminals enrol once with a one-time code and are then known by their own key.
class TerminalService
{
public:
    static constexpr qint64 CodeLifeMs = 24 * 60 * 60 * 1000;
    explicit TerminalService(Database &db)
        : m_db(db)
        , m_terminals(db)
    {
    }

    /// Makes a one-time code, e.g. "K7QF-2M9X-RT4W". Returned once; only its hash is stored.
    Result<QString> invite(const QString &name, StationId station, const QString &kind, Timestamp now);
    /// Errors: EnrolmentCodeInvalid (unknown, used or too old), KeyMissing (not an Ed25519 key).
    Result<Terminal> enrol(const QString &code, const QByteArray &publicKey, Timestamp now);
    /// Errors: NotSignedIn, TerminalRevoked.
    Result<Terminal> active(TerminalId id);
    Result<void> setState(TerminalId id, Terminal::State state, Timestamp now);

private:
    /// The terminals of a station know each other's keys: the station link asks for them.
    Result<void> announce(const Terminal &terminal, Timestamp now);
    Database &m_db;
    TerminalRepository m_terminals;
};

}
