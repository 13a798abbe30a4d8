#pragma once

#include "core/foundation/base/clock.h"
#include "core/foundation/store/database.h"

namespace youka {

/// One change that terminals must learn of: the whole new state of its subject, so that only the last one
/// counts.
struct Change
{
    qint64 seq = 0;
    QString topic;   ///< "card", "price"
    QString subject; ///< what it replaces: a card's token, a product's code
    QByteArray body; ///< JSON
};

/// The server's feed of changes, read by cursor. Numbers are given under a lock that is kept until the
/// commit, so a reader never sees a number before a smaller one: nothing is skipped, on either engine.
class ChangeFeed
{
public:
    explicit ChangeFeed(Database &db)
        : m_db(db)
    {
    }
    /// Inside the transaction that makes the change.
    Result<void> append(const QString &topic, const QString &subject, const QByteArray &body, Timestamp now);
    Result<std::vector<Change>> since(qint64 cursor, int most);
    Result<qint64> head();

private:
    Database &m_db;
};

}
