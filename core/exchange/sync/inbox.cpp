#include "core/exchange/sync/inbox.h"

#include "core/domain/access/terminal_service.h"
#include "core/domain/exceptions/exception_rules.h"
#include "core/foundation/crypto/chain.h"
#include "core/foundation/crypto/signing.h"
#include "core/foundation/store/operation_log.h"

namespace youka {

namespace {
const QString Unreadable =
    QStringLiteral("?"); ///< the kind of a record that is no fact; its time is not its own
}

ReadBatch::ReadBatch(FactBatch received)
    : batch(std::move(received))
{
    facts.reserve(size_t(batch.bodies.size()));
    for (const QByteArray &body : std::as_const(batch.bodies))
        facts.push_back(parseFact(body));
}

void ReadBatch::checkSignature(TerminalId from, const ChainEnd &end)
{
    const auto key = VerifyingKey::fromBytes(end.publicKey);
    if (!key || batch.first != end.seq + 1 || batch.bodies.isEmpty())
        return;
    QByteArray last = end.hash;
    qint64 seq = end.seq;
    for (const QByteArray &body : std::as_const(batch.bodies))
        last = chainNext(last, quint64(++seq), body);
    if (!key->verify(batchMessage(from, quint64(batch.first), quint64(seq), last), batch.signature))
        return;
    checkedKey = end.publicKey;
    checkedEnd = last;
}

/// Walks the chain from where the batch begins. What the server has already must be the very same.
Result<Inbox::Chain> Inbox::check(const ReadBatch &read, const Terminal &terminal)
{
    const FactBatch &batch = read.batch;
    if (batch.first > terminal.headSeq + 1)
        return fail(ErrorCode::ChainGap, QString::number(terminal.headSeq + 1));
    QByteArray previous = terminal.headHash;
    if (batch.first == 1) {
        previous = chainStart();
    } else if (batch.first <= terminal.headSeq) {
        const auto before = m_terminals.recordHash(terminal.id, batch.first - 1);
        if (!before)
            return fail(before.error());
        if (before->isEmpty())
            return fail(ErrorCode::ChainGap, QString::number(terminal.headSeq + 1));
        previous = *before;
    }
    Chain linked;
    linked.reserve(read.facts.size());
    qint64 seq = batch.first;
    for (const QByteArray &body : batch.bodies) {
        previous = chainNext(previous, quint64(seq), body);
        linked.push_back({body, previous, seq++, read.facts[linked.size()]});
    }
    const bool isChecked =
        !read.checkedKey.isEmpty() && read.checkedKey == terminal.publicKey && read.checkedEnd == previous;
    if (!isChecked) {
        const auto key = VerifyingKey::fromBytes(terminal.publicKey);
        if (!key)
            return fail(key.error());
        const QByteArray message =
            batchMessage(terminal.id, quint64(batch.first), quint64(seq - 1), previous);
        if (!key->verify(message, batch.signature))
            return fail(ErrorCode::SignatureInvalid, QStringLiteral("batch"));
    }
    const auto fork = firstDifferent(linked, terminal);
    if (!fork)
        return fail(fork.error());
    if (*fork > 0)
        return fail(ErrorCode::ChainFork, QString::number(*fork));
    return linked;
}

/// Of the records that the server has already, the number of the first that is another one; 0: none is.
Result<qint64> Inbox::firstDifferent(const Chain &linked, const Terminal &terminal)
{
    const auto isDifferent = [&](const Linked &record) -> Result<bool> {
        return m_terminals.recordHash(terminal.id, record.seq).map([&](const QByteArray &stored) {
            return stored != record.hash;
        });
    };
    const auto last = std::find_if(linked.rbegin(), linked.rend(),
                                   [&](const Linked &record) { return record.seq <= terminal.headSeq; });
    if (last == linked.rend())
        return 0;
    // Each hash contains the ones before it: where the last is the same, all are.
    const auto differs = isDifferent(*last);
    if (!differs || !*differs)
        return differs.map([](bool) { return qint64(0); });
    for (const Linked &record : linked) {
        const auto here = isDifferent(record);
        if (!here)
            return fail(here.error());
        if (*here)
            return record.seq;
    }
    return last->seq;
}

Result<QList<RecordReply>> Inbox::receive(const ReadBatch &read, const AskingTerminal &from, Timestamp now)
{
    const auto terminal = m_terminals.lock(from.id);
    if (!terminal)
        return fail(terminal.error());
    if (!*terminal || (*terminal)->state != Terminal::State::Active)
        return fail(ErrorCode::TerminalRevoked);
    const auto linked = check(read, **terminal);
    if (!linked)
        return fail(linked.error());
    const qint64 head = (*terminal)->headSeq;
    const auto before = m_terminals.findRecord(from.id, head);
    if (!before)
        return fail(before.error());
    m_recordBefore = *before && (*before)->kind != Unreadable ? std::optional((*before)->at) : std::nullopt;
    QList<RecordReply> replies;
    for (const Linked &record : *linked) {
        if (record.seq <= head) {
            replies.append({record.seq, QStringLiteral("duplicate"), {}});
            continue;
        }
        const auto reply = book(record, from, now);
        if (!reply)
            return fail(reply.error());
        replies.append(*reply);
    }
    const Linked &last = linked->back();
    if (last.seq <= head) {
        m_end = {head, (*terminal)->headHash, (*terminal)->publicKey};
        return replies;
    }
    m_end = {last.seq, last.hash, (*terminal)->publicKey};
    return m_terminals.setHead(from.id, last.seq, last.hash)
        .and_then([&] { return m_exceptions.gapFilled(from.id, last.seq, now); })
        .map([&] { return replies; });
}

Result<void> Inbox::refused(const Error &error, const FactBatch &batch, const AskingTerminal &from,
                            Timestamp now)
{
    const bool fork = error.code == ErrorCode::ChainFork;
    if (!fork && error.code != ErrorCode::ChainGap)
        return {};
    const auto terminal = m_terminals.lock(from.id);
    if (!terminal)
        return fail(terminal.error());
    if (!*terminal || (!fork && batch.first <= (*terminal)->headSeq + 1))
        return {}; // the missing ones came in between
    const qint64 last = batch.first + batch.bodies.size() - 1;
    Finding found;
    found.kind = fork ? ExceptionKind::ChainFork : ExceptionKind::ChainGap;
    found.terminal = from.id;
    found.station = from.station.id;
    found.record = fork ? error.detail.toLongLong() : batch.first;
    found.detail = fork
        ? QStringLiteral("another record %1 was sent; the terminal is shut out").arg(error.detail)
        : QStringLiteral("records %1 to %2 are missing; %3 to %4 were sent")
              .arg((*terminal)->headSeq + 1)
              .arg(batch.first - 1)
              .arg(batch.first)
              .arg(last);
    const auto raised = m_exceptions.raiseOnce(found, now);
    if (!raised || !fork)
        return raised;
    return TerminalService(m_db).setState(from.id, Terminal::State::Quarantined, now);
}

Result<bool> Inbox::isClockFound(const ParsedFact &fact, const AskingTerminal &from, Timestamp now)
{
    const auto before = std::exchange(m_recordBefore, fact.at);
    if (!isClockWrong(fact.at, before, now))
        return false;
    Finding found;
    found.kind = ExceptionKind::Clock;
    found.terminal = from.id;
    found.station = from.station.id;
    found.record = fact.seq;
    found.detail = fact.at > now
        ? QStringLiteral("the record's time, %1, is still to come").arg(fact.at.toIso())
        : QStringLiteral("the record's time, %1, is before that of the record before "
                         "it, %2")
              .arg(fact.at.toIso(), before.value_or(Timestamp{}).toIso());
    return m_exceptions.raiseOnce(found, now).map([] { return true; });
}

Result<RecordReply> Inbox::book(const Linked &record, const AskingTerminal &from, Timestamp now)
{
    RecordReply reply{record.seq, QStringLiteral("applied"), {}};
    TerminalRecord row{record.seq, {}, Unreadable, now, record.body, record.hash, 1, {}};
    const auto settle = [&](const char *outcome, int number, const QString &code, const QString &detail) {
        reply.outcome = QLatin1String(outcome);
        reply.code = code;
        row.outcome = number;
        row.problem = code + (detail.isEmpty() ? QString() : QStringLiteral(": ") + detail);
    };
    if (!record.fact) {
        const Error &error = record.fact.error();
        settle("rejected", 3, errorCodeName(error.code), error.detail);
    } else {
        ParsedFact fact = *record.fact;
        fact.seq = record.seq;
        row.operation = fact.operation;
        row.kind = fact.kind;
        row.at = fact.at;
        const auto answer = once(
            m_db, fact.operation, record.body, now,
            [&]() -> Result<Answer> {
                return m_sales.apply(fact, from, now).map([](const FactOutcome &outcome) {
                    const QByteArray code =
                        outcome.code ? QByteArray(errorCodeName(*outcome.code).latin1()) : QByteArray();
                    return Answer{int(outcome.kind), code};
                });
            },
            [](const Error &error) {
                return Answer{int(FactOutcome::Kind::Rejected), errorCodeName(error.code).latin1()};
            });
        if (!answer && answer.error().code != ErrorCode::OperationConflict)
            return fail(answer.error());
        if (!answer)
            settle("rejected", 3, errorCodeName(answer.error().code), {});
        else if (answer->status == int(FactOutcome::Kind::Exception))
            settle("exception", 2, QString::fromLatin1(answer->body), {});
        else if (answer->status == int(FactOutcome::Kind::Rejected))
            settle("rejected", 3, QString::fromLatin1(answer->body), {});
        const auto clock = isClockFound(fact, from, now);
        if (!clock)
            return fail(clock.error());
        if (*clock && row.outcome == 1)
            settle("exception", 2, errorCodeName(ErrorCode::ClockUntrusted), {});
    }
    return m_terminals.insertRecord(from.id, row, now).map([&] { return reply; });
}

}
