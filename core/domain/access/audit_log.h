#pragma once

#include "core/foundation/base/clock.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Who did what to what, and why: append-only, each entry's hash holds the one before it, so that a changed
/// or missing entry is seen.
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
    /// In the caller's transaction.
    Result<void> add(const Entry &entry, Timestamp now);
    /// How many entries there are. Errors: ChainBroken with the number of the first one that does not follow.
    Result<qint64> verify();

private:
    Database &m_db;
};

}
