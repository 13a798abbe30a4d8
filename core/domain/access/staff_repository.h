#pragma once

#include "core/domain/access/access.h"
#include "core/foundation/store/database.h"

namespace youka {

struct Staff
{
    StaffId id;
    QString login;
    QString name;
    Role role = Role::Cashier;
    StationId station;
    QByteArray password; ///< Argon2id text; empty: none, then there is no signing in at the office
    bool active = true;
    int tries = 0;
    Timestamp lockedUntil;
    QByteArray pin{};      ///< Argon2id text, for the tills; empty: none
    QString stationCode{}; ///< in a list; empty: all stations
};

class StaffRepository
{
public:
    explicit StaffRepository(Database &db)
        : m_db(db)
    {
    }
    Result<StaffId> insert(const Staff &staff);
    Result<std::optional<Staff>> findLogin(const QString &login);
    Result<std::optional<Staff>> find(StaffId id);
    /// Keeps everybody else from changing it until the transaction ends.
    Result<std::optional<Staff>> lock(StaffId id);
    /// Those of `station` (0: of all) up to that role whose name or login has `filter` in it, in the order of
    /// their numbers.
    struct Wanted
    {
        QString filter;
        StaffId after;
        StationId station;
        Role upTo = Role::Operator;
        int most = 200;
    };
    Result<std::vector<Staff>> list(const Wanted &wanted);
    Result<qint64> count();
    /// PIN, state and station as they are in `staff`.
    Result<void> update(const Staff &staff);
    Result<void> setTries(StaffId id, int tries, Timestamp lockedUntil);

    Result<void> insertSession(const QByteArray &tokenHash, const Principal &who, Timestamp expires);
    Result<std::optional<Principal>> findSession(const QByteArray &tokenHash, Timestamp now);
    Result<void> removeSession(const QByteArray &tokenHash);
    Result<void> removeSessionsOf(StaffId id);

private:
    Database &m_db;
};

}
