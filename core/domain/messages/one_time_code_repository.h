#pragma once

#include "core/foundation/base/ids.h"
#include "core/foundation/store/database.h"

namespace youka {

using OneTimeCodeId = Id<struct OneTimeCodeTag>;

/// Codes that were asked for; digests only. Writes join the caller's transaction.
class OneTimeCodeRepository
{
public:
    explicit OneTimeCodeRepository(Database &db)
        : m_db(db)
    {
    }

    struct Row
    {
        OneTimeCodeId id;
        QByteArray number;
        QByteArray asker;
        QByteArray code;
        Timestamp at;
        int tries = 0;
        bool used = false;
    };
    Result<OneTimeCodeId> insert(const Row &row);
    /// The newest of that number, kept from other writers until the transaction ends.
    Result<std::optional<Row>> lockNewest(const QByteArray &number);
    Result<void> update(OneTimeCodeId id, int tries, bool used);

    /// When those after `since` were asked for, oldest first.
    Result<std::vector<Timestamp>> askedFor(const QByteArray &number, Timestamp since);
    Result<std::vector<Timestamp>> askedBy(const QByteArray &asker, Timestamp since);
    Result<void> removeBefore(Timestamp when);

private:
    Database &m_db;
};

}
