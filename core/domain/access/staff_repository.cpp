#include "core/domain/access/staff_repository.h"

namespace youka {

Result<StaffId> StaffRepository::insert(const Staff &staff)
{
    return m_db
        .exec("INSERT INTO staff (login, name, role, station, password, state) VALUES (?, ?, ?, ?, ?, ?)",
              {staff.login, staff.name, int(staff.role), staff.station.value,
               QString::fromLatin1(staff.password), staff.active ? 1 : 0})
        .map([](Rows rows) { return StaffId{rows.lastId()}; });
}

Result<std::optional<Staff>> StaffRepository::findLogin(const QString &login)
{
    return m_db
        .exec("SELECT id, login, name, role, station, password, state, tries, locked_until FROM staff WHERE "
              "login = ?",
              {login})
        .map([](Rows row) -> std::optional<Staff> {
            if (!row.next())
                return std::nullopt;
            return Staff{{row.integer(0)},     row.text(1),         row.text(2),
                         Role(row.integer(3)), {row.integer(4)},    row.blob(5),
                         row.integer(6) == 1,  int(row.integer(7)), {row.integer(8)}};
        });
}

Result<qint64> StaffRepository::count()
{
    return m_db.exec("SELECT COUNT(*) FROM staff").map([](Rows rows) {
        return rows.next() ? rows.integer(0) : 0;
    });
}

Result<void> StaffRepository::setTries(StaffId id, int tries, Timestamp lockedUntil)
{
    return m_db.run("UPDATE staff SET tries = ?, locked_until = ? WHERE id = ?",
                    {tries, lockedUntil.ms, id.value});
}

Result<void> StaffRepository::insertSession(const QByteArray &tokenHash, const Principal &who,
                                            Timestamp expires)
{
    return m_db.run(
        "INSERT INTO session (token, subject, name, role, station, expires) VALUES (?, ?, ?, ?, ?, ?)",
        {tokenHash, who.subject, who.name, int(who.role), who.station.value, expires.ms});
}

Result<std::optional<Principal>> StaffRepository::findSession(const QByteArray &tokenHash, Timestamp now)
{
    return m_db
        .exec("SELECT role, subject, name, station FROM session WHERE token = ? AND expires > ?",
              {tokenHash, now.ms})
        .map([](Rows row) -> std::optional<Principal> {
            if (!row.next())
                return std::nullopt;
            return Principal{Role(row.integer(0)), row.integer(1), row.text(2), {row.integer(3)}};
        });
}

Result<void> StaffRepository::removeSession(const QByteArray &tokenHash)
{
    return m_db.run("DELETE FROM session WHERE token = ?", {tokenHash});
}

}
