#include "core/foundation/store/change_feed.h"

namespace youka {

Result<void> ChangeFeed::append(const QString &topic, const QString &subject, const QByteArray &body,
                                Timestamp now)
{
    // The update takes the row's lock first; the number is then ours until the commit.
    return m_db.run("UPDATE feed_head SET seq = seq + 1 WHERE id = 1")
        .and_then([&] { return head(); })
        .and_then([&](qint64 seq) {
            return m_db.run("INSERT INTO feed (seq, topic, subject, body, at) VALUES (?, ?, ?, ?, ?)",
                            {seq, topic, subject, body, now.ms});
        });
}

Result<qint64> ChangeFeed::head()
{
    return m_db.exec("SELECT seq FROM feed_head WHERE id = 1").map([](Rows rows) {
        return rows.next() ? rows.integer(0) : 0;
    });
}

Result<std::vector<Change>> ChangeFeed::since(qint64 cursor, int most)
{
    return m_db
        .exec("SELECT seq, topic, subject, body FROM feed WHERE seq > ? ORDER BY seq LIMIT ?", {cursor, most})
        .map([](Rows rows) {
            std::vector<Change> changes;
            while (rows.next())
                changes.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.blob(3)});
            return changes;
        });
}

}
