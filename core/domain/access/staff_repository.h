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
    QByteArray password; ///< Argon2id text
    bool active = true;
    int tries = 0;
    Timestamp lockedUntil;
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
    Result<qint64> count();
    Result<void> setTries(StaffId id, int tries, Timestamp lockedUntil);

    Result<void> insertSession(const QByteArray &tokenHash, const Principal &who, Timestamp expires);
    Result<std::optional<Principal>> findSession(const QByteArray &tokenHash, Timestamp now);
    Result<void> removeSession(const QByteArray &tokenHash);

private:
    Database &m_db;
};

}
