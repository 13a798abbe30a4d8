#pragma once

#include "core/domain/access/staff_desk.h"
#include "core/foundation/store/database.h"

#include <QJsonObject>
#include <QThreadPool>

namespace youka {

/// The staff of this station as the server told it, with what their PINs hash to: signing in works without
/// the server. A PIN opens this till and nothing else (docs/decisions/027-pins-at-the-till.md).
class StaffList final : public StaffDesk
{
    Q_OBJECT
public:
    static constexpr int MaxTries = 5;
    static constexpr qint64 LockMs = 5 * 60 * 1000;

    /// Both outlive it. Asked from the store's thread.
    StaffList(Database &db, const Clock &clock)
        : m_db(db)
        , m_clock(clock)
    {
        m_worker.setMaxThreadCount(1);
    }

    /// One change of the feed, in the caller's transaction. Another PIN begins its tries anew.
    /// Errors: InvalidInput.
    static Result<void> apply(Database &db, const QJsonObject &body);

    Result<QList<StaffMember>> members() const override;
    QString nameOf(StaffId id) const override;
    /// The hash is worked out on a thread of its own. A try is on disk before it is looked at, so that
    /// pulling the plug does not make it free; the fifth wrong one in a row locks this member for five
    /// minutes.
    void check(StaffId id, const QString &pin, Answer answer) override;

private:
    struct Row
    {
        StaffMember member;
        QByteArray pin;
        int tries = 0;
        Timestamp lockedUntil;
    };
    struct Attempt
    {
        Row row;
        bool last = false; ///< of those there are
    };
    Result<Row> find(StaffId id) const;
    Result<Attempt> countTry(StaffId id);
    Result<StaffMember> conclude(const Attempt &attempt, bool right);
    Result<void> setTries(StaffId id, int tries, Timestamp lockedUntil);
    void reply(Answer answer, Result<StaffMember> result);

    Database &m_db;
    const Clock &m_clock;
    QThreadPool m_worker; ///< last: waits for what it works out before the rest goes
};

}
