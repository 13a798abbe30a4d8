#include "core/exchange/sync/outbox.h"

#include "core/foundation/crypto/chain.h"

namespace youka {

namespace {
/// Beyond this a batch is closed, so that one lost answer repeats little.
constexpr qsizetype MaxBatchBytes = 256 * 1024;
constexpr int Waiting = 1;
constexpr int Acknowledged = 2;
constexpr int Parked = 3;

bool isParked(const RecordReply &reply) { return reply.outcome == QLatin1String("rejected"); }
}

Outbox::Outbox(Database &db, TerminalId terminal, SigningKey key)
    : m_db(db)
    , m_terminal(terminal)
    , m_key(std::move(key))
{
    // A store that cannot be read now says so at the first append.
    [[maybe_unused]] const auto read = refreshUploaded();
}

void Outbox::kick()
{
    if (onKick)
        onKick();
}

Result<Outbox::Head> Outbox::head()
{
    return m_db.exec("SELECT seq, hash FROM record ORDER BY seq DESC LIMIT 1").map([](Rows rows) {
        return rows.next() ? Head{rows.integer(0), rows.blob(1)} : Head{0, chainStart()};
    });
}

Result<std::optional<QByteArray>> Outbox::recorded(OperationId operation)
{
    return m_db.exec("SELECT body FROM record WHERE operation = ?", {operation.bytes()}).map([](Rows rows) {
        return rows.next() ? std::optional(rows.blob(0)) : std::nullopt;
    });
}

Result<qint64> Outbox::append(const Fact &fact)
{
    qint64 seq = 0;
    const auto written = m_db.transaction([&]() -> Result<void> {
        auto earlier =
            m_db.exec("SELECT seq, body FROM record WHERE operation = ?", {fact.operation.bytes()});
        if (!earlier)
            return fail(earlier.error());
        if (earlier->next()) {
            if (earlier->blob(1) != fact.body)
                return fail(ErrorCode::OperationConflict, fact.kind);
            seq = earlier->integer(0);
            return {};
        }
        const auto last = head();
        if (!last)
            return fail(last.error());
        seq = last->seq + 1;
        return m_db
            .run("INSERT INTO record (seq, operation, kind, at, body, hash) VALUES (?, ?, ?, ?, ?, ?)",
                 {seq, fact.operation.bytes(), fact.kind, fact.at.ms, fact.body,
                  chainNext(last->hash, quint64(seq), fact.body)})
            .and_then([&] {
                return m_db.run("INSERT INTO outbox (seq, state) VALUES (?, ?)", {seq, Waiting});
            });
    });
    return written.map([&] { return seq; });
}

Result<std::optional<FactBatch>> Outbox::nextBatch()
{
    auto rows = m_db.exec("SELECT seq, body, hash FROM record WHERE seq >= "
                          "(SELECT MIN(seq) FROM outbox WHERE state = 1) ORDER BY seq LIMIT ?",
                          {FactBatch::MaxRecords});
    if (!rows)
        return fail(rows.error());
    FactBatch batch;
    QByteArray last;
    qsizetype bytes = 0;
    while (bytes < MaxBatchBytes && rows->next()) {
        if (batch.bodies.isEmpty())
            batch.first = rows->integer(0);
        batch.bodies.append(rows->blob(1));
        bytes += batch.bodies.last().size();
        last = rows->blob(2);
    }
    if (batch.bodies.isEmpty())
        return std::optional<FactBatch>();
    const auto first = quint64(batch.first);
    batch.signature =
        m_key.sign(batchMessage(m_terminal, first, first + quint64(batch.bodies.size()) - 1, last));
    return std::optional(batch);
}

Result<void> Outbox::settle(const QList<RecordReply> &replies)
{
    const auto settled = m_db.transaction([&]() -> Result<void> {
        for (qsizetype i = 0; i < replies.size();) {
            const RecordReply &reply = replies[i++];
            if (!reply.code.isEmpty() || isParked(reply)) {
                const auto done =
                    m_db.run("UPDATE outbox SET state = ?, problem = ? WHERE seq = ? AND state = 1",
                             {isParked(reply) ? Parked : Acknowledged, reply.code, reply.seq});
                if (!done)
                    return done;
                continue;
            }
            // Nearly always the whole batch: one statement for all that follow one another.
            qint64 last = reply.seq;
            for (; i < replies.size() && replies[i].code.isEmpty() && !isParked(replies[i])
                 && replies[i].seq == last + 1;
                 ++i)
                ++last;
            const auto done = m_db.run("UPDATE outbox SET state = ? WHERE seq BETWEEN ? AND ? AND state = 1",
                                       {Acknowledged, reply.seq, last});
            if (!done)
                return done;
        }
        return {};
    });
    return settled.and_then([&] { return refreshUploaded(); });
}

Result<void> Outbox::resendFrom(qint64 seq)
{
    return m_db.run("UPDATE outbox SET state = 1 WHERE seq >= ? AND state = 2", {seq}).and_then([&] {
        return refreshUploaded();
    });
}

Result<void> Outbox::refreshUploaded()
{
    auto first = m_db.exec("SELECT MIN(seq) FROM outbox WHERE state = 1");
    if (!first)
        return fail(first.error());
    if (first->next() && !first->isNull(0)) {
        m_uploadedUpTo = first->integer(0) - 1;
        return {};
    }
    return head().map([&](const Head &last) { m_uploadedUpTo = last.seq; });
}

/// Asked at every sale, so nothing here may grow with the number of records: from the first that waits on,
/// everything waits but what is parked, and few are.
Result<Outbox::State> Outbox::state()
{
    State state;
    auto parked = m_db.exec("SELECT COUNT(*) FROM outbox WHERE state = 3");
    if (!parked)
        return fail(parked.error());
    parked->next();
    state.parked = int(parked->integer(0));
    auto oldest = m_db.exec("SELECT seq, at FROM record WHERE seq = "
                            "(SELECT MIN(seq) FROM outbox WHERE state = 1)");
    if (!oldest)
        return fail(oldest.error());
    if (!oldest->next())
        return state;
    const qint64 first = oldest->integer(0);
    state.oldest = {oldest->integer(1)};
    auto between = m_db.exec("SELECT COUNT(*) FROM outbox WHERE state = 3 AND seq > ?", {first});
    if (!between)
        return fail(between.error());
    between->next();
    return head().map([&](const Head &last) {
        state.waiting = int(last.seq - first + 1 - between->integer(0));
        return state;
    });
}

}
