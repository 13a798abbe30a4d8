#pragma once

#include "core/foundation/base/clock.h"
#include "core/foundation/store/database.h"

#include <span>

namespace youka {

/// One change that terminals must learn of: the whole new state of its subject, so that only the last one
/// counts.
struct Change
{
    qint64 seq = 0;
    QString topic;      ///< "card", "allotment", "price", "terminal", "staff", "campaign", "article"
    QString subject;    ///< what it replaces: a card's token, a product's code
    QByteArray body;    ///< JSON
    qint64 station = 0; ///< who must learn of it; 0: everyone
    bool calm = false;  ///< nobody decides by it at once: it may wait for company
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
    /// The same for many; their numbers are given here.
    Result<void> append(std::span<const Change> changes, Timestamp now);
    Result<std::vector<Change>> since(qint64 cursor, int most);
    Result<qint64> head();

    /// What one station asks for.
    struct Question
    {
        qint64 cursor = 0;
        qint64 station = 0;
        qint64 listedUpTo = 0; ///< cards and allotments up to here are known from a snapshot
        int most = 1'000;
    };
    struct Page
    {
        std::vector<Change> changes;
        qint64 cursor = 0; ///< to ask from next; past what is not for this station
        bool more = false;
        bool beyond = false; ///< the cursor is of changes that this store never had: it was restored
    };
    Result<Page> page(const Question &question);
    /// Is there anything after `from` that it must not wait for? Also when there is more than a page of it,
    /// or when the cursor is not of this store: asking will tell.
    Result<bool> isUrgent(const Question &question, qint64 from, qint64 head);
    /// How many changes wait for that station, counted up to `most`.
    Result<qint64> waiting(const Question &question);

    /// Drops what is older than `before` and was replaced by a later change of the same subject, of cards,
    /// allotments, terminals and staff; every cursor still leads to the last state of everything. Looks at
    /// the numbers after `from`, a few thousand at a time, and gives where to go on; 0: all are looked at.
    Result<qint64> compact(qint64 from, Timestamp before);

private:
    Result<std::vector<Change>> read(Result<Rows> rows);
    Database &m_db;
};

}
