#include "core/domain/reversals/reversal_repository.h"

#include <QtEndian>

namespace youka {

Result<void> ReversalRepository::lock(OperationId original)
{
    if (!m_db.dialect().isPostgreSql())
        return {}; // there is one writer
    return m_db.run("SELECT pg_advisory_xact_lock(?)",
                    {qFromBigEndian<qint64>(original.bytes().constData() + 8)});
}

Result<std::optional<ReversalDone>> ReversalRepository::find(OperationId original)
{
    return m_db.exec("SELECT outcome, journal FROM reversal WHERE original = ?", {original.bytes()})
        .map([](Rows row) -> std::optional<ReversalDone> {
            if (!row.next())
                return std::nullopt;
            ReversalDone done{ReversalOutcome(row.integer(0)), {}, {}};
            if (!row.isNull(1))
                done.journal = JournalId::fromBytes(row.blob(1));
            return done;
        });
}

Result<void> ReversalRepository::insert(const ReversalOrder &order, const ReversalDone &done, Timestamp now)
{
    const bool byTerminal = order.who.role == Role::Terminal;
    return m_db.run(
        "INSERT INTO reversal (original, kind, operation, reason, terminal, person, name, outcome, journal, "
        "at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {order.original.bytes(), int(order.kind), order.operation.bytes(), int(order.reason),
         byTerminal ? order.who.subject : 0, byTerminal ? 0 : order.who.subject,
         order.who.name.isNull() ? QStringLiteral("") : order.who.name, int(done.outcome),
         done.journal ? QVariant(done.journal->bytes()) : QVariant(QMetaType(QMetaType::QByteArray)),
         now.ms});
}

Result<std::optional<ReversalRepository::Proposal>> ReversalRepository::findProposal(OperationId original)
{
    return m_db.exec("SELECT person, name, at FROM reversal_proposal WHERE original = ?", {original.bytes()})
        .map([](Rows row) -> std::optional<Proposal> {
            if (!row.next())
                return std::nullopt;
            return Proposal{row.integer(0), row.text(1), {row.integer(2)}};
        });
}

Result<void> ReversalRepository::insertProposal(const ReversalOrder &order, Timestamp now)
{
    return m_db.run(
        "INSERT INTO reversal_proposal (original, kind, reason, person, name, at) VALUES (?, ?, ?, ?, ?, ?)",
        {order.original.bytes(), int(order.kind), int(order.reason), order.who.subject, order.who.name,
         now.ms});
}

}
