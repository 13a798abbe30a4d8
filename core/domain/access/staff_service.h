#pragma once

#include "core/domain/access/staff_repository.h"

namespace youka {

/// Signing in. Passwords are checked outside the transaction (they take long on purpose): fetch the hash with
/// byLogin(), check it, then say with signIn() how it went.
class StaffService
{
public:
    static constexpr int MaxTries = 5;
    static constexpr qint64 LockMs = 15 * 60 * 1000;
    static constexpr qint64 SessionMs = 12 * 60 * 60 * 1000;

    explicit StaffService(Database &db)
        : m_staff(db)
    {
    }
    Result<StaffId> add(const QString &login, const QString &name, Role role, StationId station,
                        const QByteArray &passwordHash);
    Result<std::optional<Staff>> byLogin(const QString &login) { return m_staff.findLogin(login); }
    Result<qint64> count() { return m_staff.count(); }

    struct SignedIn
    {
        QByteArray token; ///< given to the caller once; only its hash is stored
        Principal who;
        Timestamp expires;
    };
    /// A wrong password counts and, at the fifth, locks for a quarter of an hour; it returns nothing, so that
    /// the count is kept. Errors: TooManyAttempts.
    Result<std::optional<SignedIn>> signIn(const Staff &staff, bool passwordRight, Timestamp now);
    Result<std::optional<Principal>> session(const QByteArray &token, Timestamp now);
    Result<void> signOut(const QByteArray &token);

private:
    StaffRepository m_staff;
};

}
