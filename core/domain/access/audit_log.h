#pragma once

#include "core/foundation/base/clock.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Who did what to what, and why: append-only, each entry's hash holds the one before it and the head holds
/// the last one, so that a changed or missing entry is seen.
class AuditLog
{
public:
    explicit AuditLog(Database &db)
        : m_db(db)
    {
    }
    struct Entry
    {
        QString actor;
        QString action;  ///< "card.state"
        QString subject; ///< "card 17"
        QString detail;  ///< in people's words; no card number, PIN or key
    };
    /// In the caller's transaction, which holds the head from here to its end: writers on one store wait for
    /// each other. Errors: ChainBroken (the head is missing).
    Result<void> add(const Entry &entry, Timestamp now);

    /// What was done to this, oldest first.
    struct Noted
    {
        Timestamp at;
        Entry entry;
    };
    Result<std::vector<Noted>> of(const QString &subject, int most);

    struct Proof
    {
        qint64 entries = 0;
        QStringList faults; ///< one line for each entry that does not follow, by its id
    };
    Result<Proof> verify();

private:
    Database &m_db;
};

}
