#include "apps/server/server.h"
#include "core/domain/exceptions/exception_json.h"
#include "core/domain/exceptions/exception_rules.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int PageSize = 200;

ExceptionId caseOf(const Call &call) { return {call.captures.value(0).toLongLong()}; }

Result<ExceptionService::Filter> filterOf(const HttpRequest &request)
{
    ExceptionService::Filter filter;
    const QString state = request.queryValue(QStringLiteral("state"));
    const QString kind = request.queryValue(QStringLiteral("kind"));
    filter.onlyUnresolved = state == QLatin1String("unresolved");
    if (!state.isEmpty() && !filter.onlyUnresolved && !(filter.state = exceptionStateFromName(state)))
        return fail(ErrorCode::InvalidInput, QStringLiteral("state: not known"));
    if (!kind.isEmpty() && !(filter.kind = exceptionKindFromName(kind)))
        return fail(ErrorCode::InvalidInput, QStringLiteral("kind: not known"));
    filter.station = {request.queryValue(QStringLiteral("station")).toLongLong()};
    filter.before = {request.queryValue(QStringLiteral("before")).toLongLong()};
    return filter;
}

void list(const std::shared_ptr<Call> &call)
{
    const auto filter = filterOf(call->request);
    if (!filter)
        return call->refuse(filter.error());
    const auto cases = ExceptionService(call->server.reader(call->thread)).list(*filter, call->who, PageSize);
    if (!cases)
        return call->refuse(cases.error());
    QJsonArray array;
    for (const ExceptionCase &exception : *cases)
        array.append(toJson(exception, call->server.clock().now()));
    call->answer({{QStringLiteral("exceptions"), array}});
}

void show(const std::shared_ptr<Call> &call)
{
    const auto detail = ExceptionService(call->server.reader(call->thread)).detail(caseOf(*call), call->who);
    if (!detail)
        return call->refuse(detail.error());
    call->answer(toJson(*detail, call->server.clock().now()));
}

/// One step of a case, answered with the case as it is then.
template <class Step>
void write(const std::shared_ptr<Call> &call, Step step)
{
    call->server.write(call, [call, step](Database &db, Timestamp now) {
        ExceptionService service(db);
        return step(service, now).map([&](const ExceptionCase &exception) { return toJson(exception, now); });
    });
}

void take(const std::shared_ptr<Call> &call)
{
    write(call, [call](ExceptionService &service, Timestamp now) {
        return service.take(caseOf(*call), call->who, now);
    });
}

void propose(const std::shared_ptr<Call> &call)
{
    const auto proposal = proposalFromJson(call->body);
    if (!proposal)
        return call->refuse(proposal.error());
    write(call, [call, proposal = *proposal](ExceptionService &service, Timestamp now) {
        return service.propose(caseOf(*call), call->who, proposal, call->server.secondPersonAbove(),
                               call->operation, now);
    });
}

void confirm(const std::shared_ptr<Call> &call)
{
    write(call, [call](ExceptionService &service, Timestamp now) {
        return service.confirm(caseOf(*call), call->who, call->operation, now);
    });
}

void reject(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString reason = in.text("reason", 500);
    if (in.error())
        return call->refuse(*in.error());
    write(call, [call, reason](ExceptionService &service, Timestamp now) {
        return service.reject(caseOf(*call), call->who, reason, now);
    });
}

}

void addExceptionRoutes(RouteTable &table)
{
    constexpr const char *Case =
        R"({"type":"object","required":["id","kind","owner","state","at","overdue"]})";
    constexpr auto Handle = Permission::HandleExceptions;
    table.add({"GET", "/api/v1/exceptions", Handle, Idempotency::Reads,
               "Cases by state, kind and station, newest first, 200 at a time", nullptr,
               R"({"type":"object","required":["exceptions"]})", list});
    table.add({"GET", "/api/v1/exceptions/{id}", Handle, Idempotency::Reads,
               "One case: its steps, what the terminal said and what the centre had", nullptr, Case, show});
    table.add({"POST", "/api/v1/exceptions/{id}/take", Handle, Idempotency::ByKey, "Work on a case", nullptr,
               Case, take});
    table.add({"POST", "/api/v1/exceptions/{id}/propose", Handle, Idempotency::ByKey,
               "Say how a case ends; more than one person may decide alone waits for a second",
               R"({"type":"object","required":["resolution","reason"]})", Case, propose});
    table.add({"POST", "/api/v1/exceptions/{id}/confirm", Handle, Idempotency::ByKey,
               "Agree with another person's proposal", nullptr, Case, confirm});
    table.add({"POST", "/api/v1/exceptions/{id}/reject", Handle, Idempotency::ByKey,
               "Send a proposal back to whoever works on it", R"({"type":"object","required":["reason"]})",
               Case, reject});
}

}
