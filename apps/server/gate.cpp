#include "apps/server/gate.h"

#include "core/domain/stations/station_repository.h"
#include "core/exchange/api/http_signature.h"

namespace youka {

Result<Gate::Admitted> Gate::admit(const HttpRequest &request, Permission permission)
{
    const auto admitted = identify(request);
    if (!admitted)
        return admitted;
    if (isPermitted(admitted->who.role, permission))
        return admitted;
    return fail(admitted->who.role == Role::Nobody ? ErrorCode::NotSignedIn : ErrorCode::NotPermitted);
}

Result<Gate::Admitted> Gate::identify(const HttpRequest &request)
{
    if (!request.signatureInput.isEmpty())
        return terminal(request);
    if (!request.authorization.startsWith("Bearer "))
        return Admitted{};
    const auto session = StaffService(m_reader).session(request.authorization.sliced(7), m_clock.now());
    if (!session)
        return fail(session.error());
    if (!*session)
        return fail(ErrorCode::NotSignedIn);
    return Admitted{**session, std::nullopt};
}

Result<Gate::Admitted> Gate::terminal(const HttpRequest &request)
{
    const SignatureHeaders headers{request.contentDigest, request.signatureInput, request.signature};
    const auto claim = readSignatureClaim(headers);
    if (!claim)
        return fail(claim.error());
    const auto known = lookUp(claim->terminal);
    if (!known)
        return fail(known.error());
    const SignedParts parts{request.method, request.path, request.query, request.body,
                            request.idempotencyKey};
    const auto verified = verifyRequest(parts, headers, *claim, (*known)->key, m_clock.now());
    if (!verified)
        return fail(verified.error());
    const AskingTerminal &asking = (*known)->terminal;
    return Admitted{{Role::Terminal, asking.id.value, (*known)->name, asking.station.id}, asking};
}

Result<Gate::Known *> Gate::lookUp(TerminalId id)
{
    const qint64 now = m_clock.monotonicMs();
    if (const auto it = m_known.find(id.value); it != m_known.end() && it->second.until > now)
        return &it->second;
    m_known.erase(id.value);
    const auto terminal = TerminalService(m_reader).active(id);
    if (!terminal)
        return fail(terminal.error());
    const auto station = StationRepository(m_reader).find(terminal->station);
    if (!station)
        return fail(station.error());
    const auto key = VerifyingKey::fromBytes(terminal->publicKey);
    if (!key)
        return fail(key.error());
    const auto it =
        m_known
            .emplace(id.value, Known{*key, {id, *station, terminal->kind}, terminal->name, now + RefreshMs})
            .first;
    return &it->second;
}

}
