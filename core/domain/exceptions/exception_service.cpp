#include "core/domain/exceptions/exception_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/exceptions/exception_rules.h"
#include "core/domain/stations/station_service.h"

namespace youka {

namespace {

const Person TheSystem{0, QStringLiteral("system")};
Person personOf(const Principal &who) { return {who.subject, who.name}; }

}

Result<ExceptionId> ExceptionService::raise(const Finding &found, Timestamp now)
{
    const auto id = m_cases.insert(found, now);
    if (!id)
        return id;
    return m_cases.insertStep(*id, {now, TheSystem, {}, ExceptionState::Open, {}, found.detail, {}}).map([&] {
        return *id;
    });
}

Result<void> ExceptionService::raiseOnce(const Finding &found, Timestamp now)
{
    return m_cases.unresolved(found.terminal, found.kind)
        .and_then([&](const std::optional<ExceptionCase> &earlier) -> Result<void> {
            if (earlier)
                return {};
            return raise(found, now).map([](ExceptionId) {});
        });
}

Result<void> ExceptionService::gapFilled(TerminalId terminal, qint64 head, Timestamp now)
{
    const auto found = m_cases.unresolved(terminal, ExceptionKind::ChainGap);
    if (!found)
        return fail(found.error());
    if (!*found || head < (*found)->found.record - 1)
        return {};
    return explain((*found)->id, QStringLiteral("the missing records have come"), now);
}

Result<void> ExceptionService::raiseOnceAbout(const Finding &found, Timestamp now)
{
    return m_cases.unresolvedAbout(found.terminal, found.kind, found.reference)
        .and_then([&](const std::optional<ExceptionCase> &earlier) -> Result<void> {
            if (earlier)
                return {};
            return raise(found, now).map([](ExceptionId) {});
        });
}

Result<void> ExceptionService::raiseUnlessSince(const Finding &found, Timestamp since, Timestamp now)
{
    return m_cases.hadAbout(found.terminal, found.kind, found.reference, since)
        .and_then([&](bool had) -> Result<void> {
            if (had)
                return {};
            return raise(found, now).map([](ExceptionId) {});
        });
}

Result<void> ExceptionService::passed(TerminalId terminal, ExceptionKind kind, const QByteArray &reference,
                                      const QString &reason, Timestamp now)
{
    return m_cases.unresolvedAbout(terminal, kind, reference)
        .and_then([&](const std::optional<ExceptionCase> &found) -> Result<void> {
            return found ? explain(found->id, reason, now) : Result<void>();
        });
}

/// The system's own last step.
Result<void> ExceptionService::explain(ExceptionId id, const QString &reason, Timestamp now)
{
    const auto before = locked(id);
    if (!before)
        return fail(before.error());
    ExceptionCase after = *before;
    after.state = ExceptionState::Resolved;
    after.resolution = Resolution::Explained;
    after.reason = reason;
    return step(*before, after, "exception.resolve", TheSystem, after.reason, {}, now)
        .map([](const ExceptionCase &) {});
}

Result<ExceptionCase> ExceptionService::locked(ExceptionId id)
{
    return m_cases.lock(id).and_then(
        [](const std::optional<ExceptionCase> &exception) -> Result<ExceptionCase> {
            if (!exception)
                return fail(ErrorCode::NotFound);
            return *exception;
        });
}

Result<ExceptionCase> ExceptionService::step(const ExceptionCase &before, ExceptionCase after,
                                             const char *action, const Person &who, const QString &reason,
                                             std::optional<JournalId> journal, Timestamp now)
{
    const ExceptionStep written{now, who, before.state, after.state, after.resolution, reason, journal};
    const AuditLog::Entry entry{who.name, QLatin1String(action),
                                QStringLiteral("exception %1").arg(after.id.value),
                                after.resolution == Resolution::None
                                    ? reason
                                    : QStringLiteral("%1: %2").arg(resolutionName(after.resolution), reason)};
    return m_cases.update(after)
        .and_then([&] { return m_cases.insertStep(after.id, written); })
        .and_then([&] { return AuditLog(m_db).add(entry, now); })
        .map([&] { return after; });
}

Result<ExceptionCase> ExceptionService::take(ExceptionId id, const Principal &who, Timestamp now)
{
    const auto before = locked(id);
    if (!before)
        return before;
    const auto state = decideTake(*before, who);
    if (!state)
        return fail(state.error());
    ExceptionCase after = *before;
    after.state = *state;
    after.worker = personOf(who);
    return step(*before, after, "exception.take", after.worker, {}, {}, now);
}

Result<ExceptionCase> ExceptionService::propose(ExceptionId id, const Principal &who,
                                                const Proposal &proposal, Money secondPersonAbove,
                                                OperationId operation, Timestamp now)
{
    const auto before = locked(id);
    if (!before)
        return before;
    const auto state = decideProposal(*before, who, proposal, secondPersonAbove);
    if (!state)
        return fail(state.error());
    ExceptionCase after = *before;
    after.state = *state;
    after.maker = personOf(who);
    after.resolution = proposal.resolution;
    after.reason = proposal.reason.trimmed();
    const bool ends = *state == ExceptionState::Resolved;
    const auto journal =
        ends ? settle(after, operation, now) : Result<std::optional<JournalId>>(std::nullopt);
    if (!journal)
        return fail(journal.error());
    return step(*before, after, ends ? "exception.resolve" : "exception.propose", after.maker, after.reason,
                *journal, now);
}

Result<ExceptionCase> ExceptionService::confirm(ExceptionId id, const Principal &who, OperationId operation,
                                                Timestamp now)
{
    const auto before = locked(id);
    if (!before)
        return before;
    const auto state = decideConfirmation(*before, who);
    if (!state)
        return fail(state.error());
    ExceptionCase after = *before;
    after.state = *state;
    const auto journal = settle(after, operation, now);
    if (!journal)
        return fail(journal.error());
    return step(*before, after, "exception.confirm", personOf(who), after.reason, *journal, now);
}

Result<ExceptionCase> ExceptionService::reject(ExceptionId id, const Principal &who, const QString &reason,
                                               Timestamp now)
{
    const auto before = locked(id);
    if (!before)
        return before;
    const auto state = decideRejection(*before, who, reason);
    if (!state)
        return fail(state.error());
    ExceptionCase after = *before;
    after.state = *state;
    after.resolution = Resolution::None;
    after.maker = {};
    after.reason = reason.trimmed();
    return step(*before, after, "exception.reject", personOf(who), after.reason, {}, now);
}

Result<std::optional<JournalId>> ExceptionService::settle(const ExceptionCase &exception,
                                                          OperationId operation, Timestamp now)
{
    if (exception.resolution != Resolution::WriteOff)
        return std::nullopt;
    const Finding &found = exception.found;
    const auto day = openBusinessDay(m_db, found.station, now);
    if (!day)
        return fail(day.error());
    const BookingContext context{{operation.uuid}, now, now, *day, found.station, found.reference};
    const auto lost = [&]() -> Result<Money> {
        switch (policyOf(found.kind).waits) {
        case ExceptionPolicy::Waits::Receivable:
            return m_ledger.writeOffDebt(found.account, found.amount, context);
        case ExceptionPolicy::Waits::ShortOnAccount:
            return m_ledger.writeOffFrom(found.account, found.amount, context);
        case ExceptionPolicy::Waits::LongOnAccount:
            return m_ledger.writeOffFrom(found.account, -found.amount, context);
        case ExceptionPolicy::Waits::Suspense:
        case ExceptionPolicy::Waits::Nowhere:
            break;
        }
        return m_ledger.writeOffSuspense(found.amount, context);
    }();
    if (!lost)
        return fail(lost.error());
    return std::optional(context.journal);
}

Result<ExceptionService::Detail> ExceptionService::detail(ExceptionId id, const Principal &who)
{
    const auto exception = m_cases.find(id);
    if (!exception)
        return fail(exception.error());
    if (!*exception || !isTheirs(**exception, who))
        return fail(ErrorCode::NotFound);
    auto steps = m_cases.steps(id);
    if (!steps)
        return fail(steps.error());
    Detail detail{**exception, std::move(*steps), {}};
    const Finding &found = detail.exception.found;
    if (found.record == 0)
        return detail;
    return TerminalRepository(m_db)
        .findRecord(found.terminal, found.record)
        .map([&](const std::optional<TerminalRecord> &record) {
            detail.record = record;
            return detail;
        });
}

Result<std::vector<ExceptionCase>> ExceptionService::list(Filter filter, const Principal &who, int most)
{
    if (who.station.value != 0) {
        if (filter.station.value != 0 && filter.station != who.station)
            return std::vector<ExceptionCase>();
        filter.station = who.station;
    }
    return m_cases.list(filter, most);
}

}
