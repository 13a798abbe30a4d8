#include "core/domain/access/staff_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/access/staff_json.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/store/change_feed.h"

#include <QJsonDocument>

namespace youka {

Result<StaffId> StaffService::add(const QString &login, const QString &name, Role role, StationId station,
                                  const QByteArray &passwordHash)
{
    if (login.isEmpty() || name.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("login and name are needed"));
    return m_staff.findLogin(login).and_then([&](const std::optional<Staff> &taken) -> Result<StaffId> {
        if (taken)
            return fail(ErrorCode::LoginTaken, QStringLiteral("login: taken"));
        return m_staff.insert({{}, login, name, role, station, passwordHash, true, 0, {}});
    });
}

Result<std::vector<Staff>> StaffService::list(const Principal &who, StaffRepository::Wanted wanted)
{
    wanted.upTo = who.role;
    wanted.station = who.role == Role::Operator ? StationId() : who.station;
    return m_staff.list(wanted);
}

Result<Staff> StaffService::managed(const Principal &who, StaffId id)
{
    return m_staff.lock(id).and_then([&](const std::optional<Staff> &staff) -> Result<Staff> {
        if (!staff)
            return fail(ErrorCode::NotFound);
        if (!mayManage(who, staff->role, staff->station))
            return fail(ErrorCode::NotPermitted);
        return *staff;
    });
}

/// A member with a PIN, as the tills of the own station are to know it.
Result<void> StaffService::tell(const Staff &staff, Timestamp now)
{
    if (staff.pin.isEmpty())
        return {};
    const ListedStaff listed{staff.id, staff.name, staff.role, staff.active, staff.pin};
    const Change change{0, QStringLiteral("staff"), QString::number(staff.id.value),
                        QJsonDocument(toJson(listed)).toJson(QJsonDocument::Compact), staff.station.value};
    return ChangeFeed(m_db).append(std::span(&change, 1), now);
}

Result<void> StaffService::tellGone(const Staff &staff, Timestamp now)
{
    Staff gone = staff;
    gone.active = false;
    return tell(gone, now);
}

Result<Staff> StaffService::changed(const Principal &who, const Staff &staff, const char *what,
                                    const QString &detail, Timestamp now)
{
    const AuditLog::Entry entry{who.name, QLatin1String(what), QStringLiteral("staff %1").arg(staff.id.value),
                                detail};
    return AuditLog(m_db)
        .add(entry, now)
        .and_then([&] { return m_staff.lock(staff.id); })
        .map([](const std::optional<Staff> &after) { return *after; });
}

Result<Staff> StaffService::hire(const Principal &who, const NewMember &member, Timestamp now)
{
    if (!mayManage(who, member.role, member.station))
        return fail(ErrorCode::NotPermitted);
    return add(member.login, member.name, member.role, member.station, member.passwordHash)
        .and_then([&](StaffId id) { return managed(who, id); })
        .and_then([&](const Staff &staff) {
            const QString detail = QStringLiteral("%1, %2").arg(staff.login, roleName(staff.role));
            return changed(who, staff, "staff.add", detail, now);
        });
}

Result<Staff> StaffService::setPin(const Principal &who, StaffId id, const QByteArray &pinHash, Timestamp now)
{
    auto staff = managed(who, id);
    if (!staff)
        return staff;
    staff->pin = pinHash;
    return m_staff.update(*staff).and_then([&] { return tell(*staff, now); }).and_then([&] {
        return changed(who, *staff, "staff.pin", QStringLiteral("a new PIN for the till"), now);
    });
}

Result<Staff> StaffService::setActive(const Principal &who, StaffId id, bool active, Timestamp now)
{
    if (id.value == who.subject)
        return fail(ErrorCode::NotPermitted, QStringLiteral("oneself"));
    auto staff = managed(who, id);
    if (!staff)
        return staff;
    staff->active = active;
    return m_staff.update(*staff)
        .and_then([&] { return active ? Result<void>() : m_staff.removeSessionsOf(id); })
        .and_then([&] { return tell(*staff, now); })
        .and_then([&] {
            const QString detail = active ? QStringLiteral("taken back") : QStringLiteral("left");
            return changed(who, *staff, "staff.state", detail, now);
        });
}

Result<Staff> StaffService::move(const Principal &who, StaffId id, StationId to, Timestamp now)
{
    auto staff = managed(who, id);
    if (!staff)
        return staff;
    if (!mayManage(who, staff->role, to))
        return fail(ErrorCode::NotPermitted);
    const StationId from = std::exchange(staff->station, to);
    if (from == to)
        return staff;
    Staff before = *staff;
    before.station = from;
    // Gone from there first: a till that hears of both has the last word last.
    return m_staff.update(*staff)
        .and_then([&] { return m_staff.removeSessionsOf(id); }) // they were of the other station
        .and_then([&] { return tellGone(before, now); })
        .and_then([&] { return tell(*staff, now); })
        .and_then([&] {
            const QString detail = QStringLiteral("station %1 to %2").arg(from.value).arg(to.value);
            return changed(who, *staff, "staff.move", detail, now);
        });
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

Result<Principal> StaffService::provePin(StaffId id, bool right, StationId at, Timestamp now)
{
    const auto found = m_staff.lock(id);
    if (!found)
        return fail(found.error());
    const bool works = *found && (*found)->active && !(*found)->pin.isEmpty()
        && (!(*found)->station || (*found)->station == at);
    if (!works)
        return fail(ErrorCode::StaffUnknown);
    const Staff &staff = **found;
    if (staff.lockedUntil > now)
        return fail(ErrorCode::TooManyAttempts);
    const int tries = right ? 0 : staff.tries + 1;
    const bool lock = tries >= MaxTries;
    return m_staff.setTries(id, lock ? 0 : tries, lock ? now.plusMs(LockMs) : Timestamp{})
        .and_then([&]() -> Result<Principal> {
            if (!right)
                return fail(ErrorCode::PinWrong);
            return Principal{staff.role, id.value, staff.name, at};
        });
}

Result<std::optional<Principal>> StaffService::session(const QByteArray &token, Timestamp now)
{
    return m_staff.findSession(sha256(token), now);
}

Result<void> StaffService::signOut(const QByteArray &token) { return m_staff.removeSession(sha256(token)); }

}
