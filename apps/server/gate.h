#pragma once

#include "apps/server/http_message.h"
#include "core/domain/access/staff_service.h"
#include "core/domain/access/terminal_service.h"
#include "core/domain/sales/sale_service.h"
#include "core/foundation/crypto/signing.h"

#include <unordered_map>

namespace youka {

/// Who is at the door, and may they? One gate per listener thread, on that thread's reading connection.
/// Terminals prove themselves by signature, people by session token. What was looked up is trusted for
/// RefreshMs, so a revocation counts on every server process within that time.
class Gate
{
public:
    static constexpr qint64 RefreshMs = 1'000;
    Gate(Database &reader, const Clock &clock)
        : m_reader(reader)
        , m_clock(clock)
    {
    }

    struct Admitted
    {
        Principal who;
        std::optional<AskingTerminal> terminal;
    };
    /// Errors: NotSignedIn, NotPermitted, SignatureInvalid, RequestExpired, TerminalRevoked.
    Result<Admitted> admit(const HttpRequest &request, Permission permission);

private:
    struct Known
    {
        VerifyingKey key;
        AskingTerminal terminal;
        QString name;
        qint64 until = 0;
    };
    Result<Admitted> identify(const HttpRequest &request);
    Result<Admitted> terminal(const HttpRequest &request);
    Result<Known *> lookUp(TerminalId id);

    Database &m_reader;
    const Clock &m_clock;
    std::unordered_map<qint64, Known> m_known;
};

}
