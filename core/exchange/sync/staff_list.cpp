#include "core/exchange/sync/staff_list.h"

#include "core/domain/access/staff_json.h"
#include "core/foundation/crypto/secret_hash.h"

namespace youka {

Result<void> StaffList::apply(Database &db, const QJsonObject &body)
{
    const auto staff = listedStaffFromJson(body);
    if (!staff)
        return fail(staff.error());
    const QString pin = QString::fromLatin1(staff->pin);
    const auto updated =
        db.exec("UPDATE staff SET tries = CASE WHEN pin = ? THEN tries ELSE 0 END, "
                "locked_until = CASE WHEN pin = ? THEN locked_until ELSE 0 END, "
                "name = ?, role = ?, active = ?, pin = ? WHERE id = ?",
                {pin, pin, staff->name, int(staff->role), int(staff->active), pin, staff->id.value});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return db.run("INSERT INTO staff (id, name, role, active, pin) VALUES (?, ?, ?, ?, ?)",
                  {staff->id.value, staff->name, int(staff->role), int(staff->active), pin});
}

Result<QList<StaffMember>> StaffList::members() const
{
    return m_db.exec("SELECT id, name, role FROM staff WHERE active = 1 ORDER BY name, id")
        .map([](Rows rows) {
            QList<StaffMember> members;
            while (rows.next())
                members.append({{rows.integer(0)}, rows.text(1), Role(rows.integer(2))});
            return members;
        });
}

QString StaffList::nameOf(StaffId id) const
{
    return m_db.exec("SELECT name FROM staff WHERE id = ?", {id.value})
        .map([](Rows rows) { return rows.next() ? rows.text(0) : QString(); })
        .value_or(QString());
}

Result<StaffList::Row> StaffList::find(StaffId id) const
{
    return m_db
        .exec("SELECT name, role, active, pin, tries, locked_until FROM staff WHERE id = ?", {id.value})
        .and_then([&](Rows row) -> Result<Row> {
            if (!row.next() || row.integer(2) == 0)
                return fail(ErrorCode::StaffUnknown);
            return Row{
                {id, row.text(0), Role(row.integer(1))}, row.blob(3), int(row.integer(4)), {row.integer(5)}};
        });
}

Result<void> StaffList::setTries(StaffId id, int tries, Timestamp lockedUntil)
{
    return m_db.run("UPDATE staff SET tries = ?, locked_until = ? WHERE id = ?",
                    {tries, lockedUntil.ms, id.value});
}

Result<StaffList::Attempt> StaffList::countTry(StaffId id)
{
    const auto row = find(id);
    if (!row)
        return fail(row.error());
    const Timestamp now = m_clock.now();
    if (row->lockedUntil > now) {
        // A clock that was set back must not lock somebody out for days.
        const Timestamp latest = now.plusMs(LockMs);
        if (row->lockedUntil > latest)
            if (const auto shortened = setTries(id, 0, latest); !shortened)
                return fail(shortened.error());
        return fail(ErrorCode::TooManyAttempts);
    }
    const bool last = row->tries + 1 >= MaxTries;
    return setTries(id, last ? 0 : row->tries + 1, last ? now.plusMs(LockMs) : Timestamp{}).map([&] {
        return Attempt{*row, last};
    });
}

void StaffList::check(StaffId id, const QString &pin, Answer answer)
{
    const auto attempt = countTry(id);
    if (!attempt)
        return reply(std::move(answer), fail(attempt.error()));
    m_worker.start([this, attempt = *attempt, typed = pin.toLatin1(), answer = std::move(answer)]() mutable {
        const bool right = verifySecret(attempt.row.pin, typed);
        typed.fill('0');
        QMetaObject::invokeMethod(
            this, [this, attempt, right, answer] { answer(conclude(attempt, right)); }, Qt::QueuedConnection);
    });
}

Result<StaffMember> StaffList::conclude(const Attempt &attempt, bool right)
{
    if (!right)
        return fail(attempt.last ? ErrorCode::TooManyAttempts : ErrorCode::PinWrong);
    // The feed may have told of another PIN, or that they left, while this one was being looked at.
    const auto now = find(attempt.row.member.id);
    if (!now)
        return fail(now.error());
    if (now->pin != attempt.row.pin)
        return fail(ErrorCode::PinWrong);
    return setTries(now->member.id, 0, {}).map([&] { return now->member; });
}

void StaffList::reply(Answer answer, Result<StaffMember> result)
{
    QMetaObject::invokeMethod(
        this, [answer = std::move(answer), result = std::move(result)] { answer(result); },
        Qt::QueuedConnection);
}

}
