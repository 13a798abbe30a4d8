#pragma once

#include "core/domain/access/staff_repository.h"

namespace youka {

/// Who works here, and signing in at the office. Passwords are checked outside the transaction (they take
/// long on purpose): fetch the hash with byLogin(), check it, then say with signIn() how it went. Whoever has
/// a PIN is told to the tills of the own station, with its hash; each change of a member is in the audit log.
class StaffService
{
public:
    static constexpr int MaxTries = 5;
    static constexpr qint64 LockMs = 15 * 60 * 1000;
    static constexpr qint64 SessionMs = 12 * 60 * 60 * 1000;

    explicit StaffService(Database &db)
        : m_db(db)
        , m_staff(db)
    {
    }
    /// Errors: InvalidInput, LoginTaken.
    Result<StaffId> add(const QString &login, const QString &name, Role role, StationId station,
                        const QByteArray &passwordHash);
    Result<std::optional<Staff>> byLogin(const QString &login) { return m_staff.findLogin(login); }
    Result<qint64> count() { return m_staff.count(); }

    /// Those that `who` may manage; `wanted` says no station and no role of its own.
    Result<std::vector<Staff>> list(const Principal &who, StaffRepository::Wanted wanted);
    struct NewMember
    {
        QString login;
        QString name;
        Role role = Role::Cashier;
        StationId station;       ///< 0: all
        QByteArray passwordHash; ///< empty: works at the till only
    };
    /// Errors: NotPermitted (mayManage()), InvalidInput, LoginTaken.
    Result<Staff> hire(const Principal &who, const NewMember &member, Timestamp now);
    /// `pinHash` is of a PIN that passed checkTillPin(). Errors: NotFound, NotPermitted.
    Result<Staff> setPin(const Principal &who, StaffId id, const QByteArray &pinHash, Timestamp now);
    /// Who is not active signs in nowhere, and is signed out at the office at once. Nobody does it to
    /// oneself. Errors: NotFound, NotPermitted.
    Result<Staff> setActive(const Principal &who, StaffId id, bool active, Timestamp now);
    /// To another station; both sides must be the mover's to manage. Errors: NotFound, NotPermitted.
    Result<Staff> move(const Principal &who, StaffId id, StationId to, Timestamp now);

    struct SignedIn
    {
        QByteArray token; ///< given to the caller once; only its hash is stored
        Principal who;
        Timestamp expires;
    };
    /// A wrong password counts and, at the fifth, locks for a quarter of an hour; it returns nothing, so that
    /// the count is kept. Errors: TooManyAttempts.
    Result<std::optional<SignedIn>> signIn(const Staff &staff, bool passwordRight, Timestamp now);
    /// Who is at a till and typed that PIN; what they may is then their role's, at that station only. A wrong
    /// one counts as a wrong password does, with the answer that says so. Errors: StaffUnknown (no PIN, has
    /// left, works elsewhere), PinWrong, TooManyAttempts.
    Result<Principal> provePin(StaffId id, bool right, StationId at, Timestamp now);
    Result<std::optional<Principal>> session(const QByteArray &token, Timestamp now);
    Result<void> signOut(const QByteArray &token);

private:
    Result<Staff> managed(const Principal &who, StaffId id);
    Result<Staff> changed(const Principal &who, const Staff &staff, const char *what, const QString &detail,
                          Timestamp now);
    Result<void> tell(const Staff &staff, Timestamp now);
    Result<void> tellGone(const Staff &staff, Timestamp now);

    Database &m_db;
    StaffRepository m_staff;
};

}
