#include "core/exchange/sync/inbox.h"

#include "core/foundation/crypto/chain.h"
#include "core/foundation/crypto/signing.h"
#include "core/foundation/store/operation_log.h"

namespace youka {

/// Walks the chain from where the batch begins. What the server has already must be the very same.
Result<QList<Inbox::Linked>> Inbox::check(const FactBatch &batch, const Terminal &terminal)
{
    if (batch.first > terminal.headSeq + 1)
        return fail(ErrorCode::ChainGap, QString::number(terminal.headSeq + 1));
    QByteArray previous = chainStart();
    if (batch.first > 1) {
        const auto before = m_terminals.findRecord(terminal.id, batch.first - 1);
        if (!before)
            return fail(before.error());
        if (!*before)
            return fail(ErrorCode::ChainGap, QString::number(terminal.headSeq + 1));
        previous = (*before)->hash;
    }
    QList<Linked> linked;
    qint64 seq = batch.first;
    for (const QByteArray &body : batch.bodies) {
        previous = chainNext(previous, quint64(seq), body);
        linked.append({body, previous, seq++});
    }
    const auto key = VerifyingKey::fromBytes(terminal.publicKey);
    if (!key)
        return fail(key.error());
    const QByteArray message = batchMessage(terminal.id, quint64(batch.first), quint64(seq - 1), previous);
    if (!key->verify(message, batch.signature))
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("batch"));
    for (const Linked &record : linked) {
        if (record.seq > terminal.headSeq)
            break;
        const auto stored = m_terminals.findRecord(terminal.id, record.seq);
        if (!stored)
            return fail(stored.error());
        if (!*stored || (*stored)->hash != record.hash)
            return fail(ErrorCode::ChainFork, QString::number(record.seq));
    }
    return linked;
}

Result<QList<RecordReply>> Inbox::receive(const FactBatch &batch, const AskingTerminal &from, Timestamp now)
{
    const auto terminal = m_terminals.lock(from.id);
    if (!terminal)
        return fail(terminal.error());
    if (!*terminal || (*terminal)->state != Terminal::State::Active)
        return fail(ErrorCode::TerminalRevoked);
    const auto linked = check(batch, **terminal);
    if (!linked)
        return fail(linked.error());
    QList<RecordReply> replies;
    for (const Linked &record : *linked) {
        if (record.seq <= (*terminal)->headSeq) {
            replies.append({record.seq, QStringLiteral("duplicate"), {}});
            continue;
        }
        const auto reply = book(record, from, now);
        if (!reply)
            return fail(reply.error());
        replies.append(*reply);
    }
    const Linked &last = linked->last();
    if (last.seq > (*terminal)->headSeq)
        if (const auto moved = m_terminals.setHead(from.id, last.seq, last.hash); !moved)
            return fail(moved.error());
    return replies;
}

Result<RecordReply> Inbox::book(const Linked &record, const AskingTerminal &from, Timestamp now)
{
    RecordReply reply{record.seq, QStringLiteral("applied"), {}};
    TerminalRecord row{record.seq, {}, QStringLiteral("?"), now, record.body, record.hash, 1, {}};
    const auto settle = [&](const char *outcome, int number, const QString &code, const QString &detail) {
        reply.outcome = QLatin1String(outcome);
        reply.code = code;
        row.outcome = number;
        row.problem = code + (detail.isEmpty() ? QString() : QStringLiteral(": ") + detail);
    };
    const auto fact = parseFact(record.body);
    if (!fact) {
        settle("rejected", 3, errorCodeName(fact.error().code), fact.error().detail);
    } else {
        row.operation = fact->operation;
        row.kind = fact->kind;
        row.at = fact->at;
        const auto answer = once(
            m_db, fact->operation, record.body, now,
            [&]() -> Result<Answer> {
                return m_sales.apply(*fact, from, now).map([](const FactOutcome &outcome) {
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
    }
    return m_terminals.insertRecord(from.id, row, now).map([&] { return reply; });
}

}
