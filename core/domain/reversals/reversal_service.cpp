#include "core/domain/reversals/reversal_service.h"

#include "core/domain/access/audit_log.h"

#include <algorithm>

namespace youka {

namespace {

const Reversible &handlerOf(ReversalKind kind)
{
    const auto all = reversibles();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Reversible &handler) { return handler.kind == kind; });
    ensure(found != all.end(), "every kind of reversal has its handler");
    return *found;
}

}

Result<ReversalDone> ReversalService::reverse(const ReversalOrder &order, Timestamp now)
{
    const Reversible &handler = handlerOf(order.kind);
    const ReversalDesk desk{m_db, m_keys, now};
    if (const auto locked = m_reversals.lock(order.original); !locked)
        return fail(locked.error());
    const auto earlier = m_reversals.find(order.original);
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return **earlier;
    const auto original = handler.find(desk, order.original);
    if (!original)
        return fail(original.error());
    if (!*original)
        return handler.bury(desk, order).and_then([&] {
            return keep(order, {ReversalOutcome::BeforeOriginal, {}, {}}, now);
        });
    const auto verdict = handler.decide(**original, {order.occurred, m_policy.withinMs, order.who.station});
    if (!verdict)
        return fail(verdict.error());
    if (*verdict == ReversalVerdict::NothingLeft)
        return ReversalDone{ReversalOutcome::NothingLeft, {}, {}};
    const auto waiting = wait(order, **original, now);
    if (!waiting)
        return fail(waiting.error());
    if (*waiting)
        return **waiting;
    return handler.undo(desk, order).and_then([&](std::optional<JournalId> journal) {
        return keep(order, {ReversalOutcome::Undone, journal, {}}, now);
    });
}

Result<std::optional<ReversalDone>> ReversalService::wait(const ReversalOrder &order,
                                                          const ReversalOriginal &original, Timestamp now)
{
    if (order.who.role == Role::Terminal || !needsSecondPerson(original.amount, m_policy.secondPersonAbove))
        return std::nullopt;
    const auto proposal = m_reversals.findProposal(order.original);
    if (!proposal)
        return fail(proposal.error());
    if (*proposal && (*proposal)->person != order.who.subject)
        return std::nullopt; // this is the second person
    const ReversalDone waiting{ReversalOutcome::Waiting, {}, *proposal ? (*proposal)->name : order.who.name};
    if (*proposal)
        return std::optional(waiting);
    return m_reversals.insertProposal(order, now)
        .and_then([&] {
            const AuditLog::Entry entry{order.who.name, QStringLiteral("reversal.propose"),
                                        QStringLiteral("operation ") + order.original.text(),
                                        reversalReasonName(order.reason)};
            return AuditLog(m_db).add(entry, now);
        })
        .map([&] { return std::optional(waiting); });
}

Result<ReversalDone> ReversalService::keep(const ReversalOrder &order, const ReversalDone &done,
                                           Timestamp now)
{
    const auto kept = m_reversals.insert(order, done, now);
    if (!kept)
        return fail(kept.error());
    if (order.who.role == Role::Terminal)
        return done; // its record is the trace
    const AuditLog::Entry entry{
        order.who.name, QStringLiteral("reversal"), QStringLiteral("operation ") + order.original.text(),
        QStringLiteral("%1: %2").arg(reversalReasonName(order.reason), reversalOutcomeName(done.outcome))};
    return AuditLog(m_db).add(entry, now).map([&] { return done; });
}

Result<void> ReversalService::admit(OperationId operation)
{
    return m_reversals.lock(operation)
        .and_then([&] { return m_reversals.find(operation); })
        .and_then([&](const std::optional<ReversalDone> &reversed) -> Result<void> {
            if (reversed)
                return fail(ErrorCode::OperationReversed, operation.text());
            return {};
        });
}

}
