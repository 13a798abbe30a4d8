#include "core/domain/access/staff_repository.h"

namespace youka {

namespace {

#define YOUKA_STAFF_COLUMNS                                                                                  \
    "id, login, name, role, station, password, state, tries, locked_until, pin, "                            \
    "(SELECT code FROM station WHERE station.id = staff.station)"

Staff readStaff(const Rows &row)
{
    return {{row.integer(0)}, row.text(1), row.text(2),         Role(row.integer(3)),
            {row.integer(4)}, row.blob(5), row.integer(6) == 1, int(row.integer(7)),
            {row.integer(8)}, row.blob(9), row.text(10)};
}

Result<std::optional<Staff>> readOne(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    return rows->next() ? std::optional(readStaff(*rows)) : std::nullopt;
}

}

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
    return readOne(m_db.exec("SELECT " YOUKA_STAFF_COLUMNS " FROM staff WHERE login = ?", {login}));
}

Result<std::optional<Staff>> StaffRepository::find(StaffId id)
{
    return readOne(m_db.exec("SELECT " YOUKA_STAFF_COLUMNS " FROM staff WHERE id = ?", {id.value}));
}

Result<std::optional<Staff>> StaffRepository::lock(StaffId id)
{
    return readOne(m_db.exec(
        m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_STAFF_COLUMNS " FROM staff WHERE id = ?")),
        {id.value}));
}

Result<std::vector<Staff>> StaffRepository::list(const Wanted &wanted)
{
    const QString pattern = u'%' + wanted.filter.toLower() + u'%';
    const qint64 station = wanted.station.value;
    return m_db
        .exec("SELECT " YOUKA_STAFF_COLUMNS
              " FROM staff WHERE id > ? AND role <= ? AND (? = 0 OR station = ?) "
              "AND (LOWER(login) LIKE ? OR LOWER(name) LIKE ?) ORDER BY id LIMIT ?",
              {wanted.after.value, int(wanted.upTo), station, station, pattern, pattern, wanted.most})
        .map([](Rows rows) {
            std::vector<Staff> staff;
            while (rows.next())
                staff.push_back(readStaff(rows));
            return staff;
        });
}

Result<void> StaffRepository::update(const Staff &staff)
{
    return m_db.run(
        "UPDATE staff SET pin = ?, state = ?, station = ? WHERE id = ?",
        {QString::fromLatin1(staff.pin), staff.active ? 1 : 0, staff.station.value, staff.id.value});
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

Result<void> StaffRepository::removeSessionsOf(StaffId id)
{
    // A customer's session may have the same number.
    return m_db.run("DELETE FROM session WHERE subject = ? AND role >= ?", {id.value, int(Role::Cashier)});
}

Result<void> StaffRepository::removeSession(const QByteArray &tokenHash)
{
    return m_db.run("DELETE FROM session WHERE token = ?", {tokenHash});
}

}
