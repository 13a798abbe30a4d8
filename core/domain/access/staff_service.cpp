#include "core/domain/access/staff_service.h"

#include "core/foundation/crypto/digest.h"

namespace youka {

Result<StaffId> StaffService::add(const QString &login, const QString &name, Role role, StationId station,
                                  const QByteArray &passwordHash)
{
    if (login.isEmpty() || passwordHash.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("login and password are needed"));
    return m_staff.insert({{}, login, name, role, station, passwordHash, true, 0, {}});
}

Result<std::optional<StaffService::SignedIn>> StaffService::signIn(const Staff &staff, bool passwordRight,
                                                                   Timestamp now)
{
    if (staff.lockedUntil > now)
        return fail(ErrorCode::TooManyAttempts);
    if (!passwordRight || !staff.active) {
        const int tries = staff.tries + 1;
        const bool lock = tries >= MaxTries;
        return m_staff.setTries(staff.id, lock ? 0 : tries, lock ? now.plusMs(LockMs) : Timestamp{}).map([] {
            return std::optional<SignedIn>();
        });
    }
    SignedIn session{randomBytes(32).toHex(),
                     {staff.role, staff.id.value, staff.name, staff.station},
                     now.plusMs(SessionMs)};
    return m_staff.setTries(staff.id, 0, {})
        .and_then([&] { return m_staff.insertSession(sha256(session.token), session.who, session.expires); })
        .map([&] { return std::optional(session); });
}

Result<std::optional<Principal>> StaffService::session(const QByteArray &token, Timestamp now)
{
    return m_staff.findSession(sha256(token), now);
}

Result<void> StaffService::signOut(const QByteArray &token) { return m_staff.removeSession(sha256(token)); }

}
