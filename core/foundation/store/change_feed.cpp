#include "core/foundation/store/change_feed.h"

#include <algorithm>

namespace youka {

namespace {
constexpr qint64 CompactSpan = 5'000;
#define YOUKA_CHANGE_COLUMNS "seq, topic, subject, body, station"
/// What a list snapshot does not carry; the words of the partial index feed_unlisted.
#define YOUKA_UNLISTED "topic <> 'card' AND topic <> 'allotment'"
}

Result<void> ChangeFeed::append(const QString &topic, const QString &subject, const QByteArray &body,
                                Timestamp now)
{
    const Change change{0, topic, subject, body, 0};
    return append(std::span(&change, 1), now);
}

Result<void> ChangeFeed::append(std::span<const Change> changes, Timestamp now)
{
    if (changes.empty())
        return {};
    // The update takes the row's lock first; the numbers are then ours until the commit.
    const auto last =
        m_db.run(m_db.dialect().oneRow(YOUKA_ONE_ROW("feed_head SET seq = seq + ? WHERE id = 1")),
                 {qint64(changes.size())})
            .and_then([&] { return head(); });
    if (!last)
        return fail(last.error());
    qint64 seq = *last - qint64(changes.size());
    for (const Change &change : changes)
        if (const auto written = m_db.run(
                "INSERT INTO feed (seq, topic, subject, body, at, station, calm) VALUES (?, ?, ?, ?, ?, ?, "
                "?)",
                {++seq, change.topic, change.subject, change.body, now.ms, change.station, int(change.calm)});
            !written)
            return written;
    return {};
}

Result<qint64> ChangeFeed::head()
{
    return m_db.exec("SELECT seq FROM feed_head WHERE id = 1").map([](Rows rows) {
        return rows.next() ? rows.integer(0) : 0;
    });
}

Result<std::vector<Change>> ChangeFeed::read(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    std::vector<Change> changes;
    while (rows->next())
        changes.push_back({rows->integer(0), rows->text(1), rows->text(2), rows->blob(3), rows->integer(4)});
    return changes;
}

Result<std::vector<Change>> ChangeFeed::since(qint64 cursor, int most)
{
    return read(m_db.exec("SELECT " YOUKA_CHANGE_COLUMNS " FROM feed WHERE seq > ? ORDER BY seq LIMIT ?",
                          {cursor, most}));
}

Result<ChangeFeed::Page> ChangeFeed::page(const Question &question)
{
    // Whatever is committed now has a number up to the head, and no smaller number comes later.
    const auto last = head();
    if (!last)
        return fail(last.error());
    Page page;
    const qint64 listed = std::min(question.listedUpTo, *last);
    if (question.cursor < listed) {
        auto others = read(m_db.exec("SELECT " YOUKA_CHANGE_COLUMNS " FROM feed WHERE " YOUKA_UNLISTED
                                     " AND seq > ? AND seq <= ? AND station IN (0, ?) ORDER BY seq LIMIT ?",
                                     {question.cursor, listed, question.station, question.most}));
        if (!others)
            return fail(others.error());
        page.changes = std::move(*others);
    }
    if (const int left = question.most - int(page.changes.size()); left > 0) {
        const auto rest =
            read(m_db.exec("SELECT " YOUKA_CHANGE_COLUMNS
                           " FROM feed WHERE seq > ? AND seq <= ? AND station IN (0, ?) ORDER BY seq LIMIT ?",
                           {std::max(question.cursor, listed), *last, question.station, left}));
        if (!rest)
            return fail(rest.error());
        page.changes.insert(page.changes.end(), rest->begin(), rest->end());
    }
    page.more = page.changes.size() == size_t(question.most);
    page.beyond = question.cursor > *last;
    page.cursor = page.more ? page.changes.back().seq : std::max(question.cursor, *last);
    return page;
}

Result<bool> ChangeFeed::isUrgent(const Question &question, qint64 from, qint64 head)
{
    if (question.cursor > head || head - question.cursor >= question.most)
        return true;
    return m_db
        .exec("SELECT 1 FROM feed WHERE calm = 0 AND seq > ? AND seq <= ? AND station IN (0, ?) LIMIT 1",
              {from, head, question.station})
        .map([](Rows rows) { return rows.next(); });
}

Result<qint64> ChangeFeed::waiting(const Question &question)
{
    return m_db
        .exec("SELECT COUNT(*) FROM (SELECT 1 FROM feed WHERE seq > ? AND station IN (0, ?) LIMIT ?) w",
              {std::max(question.cursor, question.listedUpTo), question.station, question.most})
        .map([](Rows rows) { return rows.next() ? rows.integer(0) : 0; });
}

Result<qint64> ChangeFeed::compact(qint64 from, Timestamp before)
{
    const auto next = m_db.exec("SELECT MIN(seq) FROM feed WHERE seq > ?", {from}).map([](Rows rows) {
        return rows.next() && !rows.isNull(0) ? rows.integer(0) : 0;
    });
    if (!next || *next == 0)
        return next;
    const qint64 to = *next + CompactSpan;
    const auto old =
        m_db.exec("SELECT COUNT(*) FROM feed WHERE seq >= ? AND seq < ? AND at < ?", {*next, to, before.ms})
            .map([](Rows rows) { return rows.next() ? rows.integer(0) : 0; });
    if (!old)
        return old;
    if (*old == 0)
        return 0; // younger from here on
    // Prices are not among them: each is a fact of its own, also when a later one of the product follows.
    return m_db
        .run("DELETE FROM feed WHERE seq >= ? AND seq < ? AND at < ? AND topic IN ('card', 'allotment', "
             "'terminal', 'staff', 'campaign', 'article') AND EXISTS (SELECT 1 FROM feed n WHERE n.subject = "
             "feed.subject "
             "AND n.topic = feed.topic AND n.station = feed.station AND n.seq > feed.seq)",
             {*next, to, before.ms})
        .map([&] { return to - 1; });
}

}
