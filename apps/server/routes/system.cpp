#include "apps/server/books_proof.h"
#include "apps/server/server.h"
#include "core/domain/exceptions/exception_rules.h"
#include "core/domain/exceptions/exception_service.h"
#include "core/exchange/api/problem.h"

#include <QJsonArray>

#include <algorithm>

namespace youka {

namespace {

#ifndef YOUKA_VERSION
#define YOUKA_VERSION "0.1.0"
#endif

void ready(const std::shared_ptr<Call> &call)
{
    // Ready means: a write would be answered. One empty command goes all the way to the disk.
    call->server.pipeline().submit([](Database &) -> Result<QByteArray> { return QByteArray(); },
                                   [call](const Result<QByteArray> &done) {
                                       if (!done)
                                           return call->refuse({ErrorCode::Unavailable, {}});
                                       call->answer({{QStringLiteral("status"), QStringLiteral("ready")}});
                                   });
}

/// Every kind has its line, so that a graph shows zero and not a hole.
QByteArray exceptionMetrics(const std::vector<ExceptionService::OpenCount> &open, Timestamp now)
{
    QByteArray counts("# TYPE youka_exceptions_open gauge\n");
    QByteArray ages("# TYPE youka_exceptions_oldest_seconds gauge\n");
    for (const ExceptionPolicy &policy : exceptionPolicies()) {
        qint64 count = 0;
        qint64 age = 0;
        for (const ExceptionService::OpenCount &kind : open)
            if (kind.kind == policy.kind) {
                count += kind.count;
                age = std::max(age, (now.ms - kind.oldest.ms) / 1000);
            }
        const QByteArray label = QByteArray("{kind=\"") + policy.name + "\"} ";
        counts += "youka_exceptions_open" + label + QByteArray::number(count) + '\n';
        ages += "youka_exceptions_oldest_seconds" + label + QByteArray::number(age) + '\n';
    }
    return counts + ages;
}

void metrics(const std::shared_ptr<Call> &call)
{
    const auto counters = call->server.pipeline().counters();
    const auto admission = call->server.admission().figures();
    const auto line = [](const char *name, const char *type, qint64 value) {
        return QByteArray("# TYPE ") + name + ' ' + type + '\n' + name + ' ' + QByteArray::number(value)
            + '\n';
    };
    ExceptionService exceptions(call->server.reader(call->thread));
    const auto open = exceptions.openByKind();
    if (!open)
        return call->refuse(open.error());
    const QByteArray cases = exceptionMetrics(*open, call->server.clock().now());
    // In minor units: what stations may spend without asking, and what of it no purse covers.
    QByteArray lent = "# TYPE youka_offline_lent gauge\n";
    QByteArray excess = "# TYPE youka_offline_exposure gauge\n";
    for (const Exposure &exposure : call->server.housekeeping().exposure()) {
        const QByteArray of = "{currency=\"" + exposure.currency.code().toLatin1() + "\"} ";
        lent += "youka_offline_lent" + of + QByteArray::number(exposure.lent.minor) + '\n';
        excess += "youka_offline_exposure" + of + QByteArray::number(exposure.excess.minor) + '\n';
    }
    call->respond(
        {200,
         lent + excess + line("youka_commands_total", "counter", qint64(counters.commands))
             + line("youka_commits_total", "counter", qint64(counters.commits))
             + line("youka_commands_refused_total", "counter", qint64(counters.refused))
             + line("youka_batches_retried_total", "counter", qint64(counters.retried))
             + line("youka_commands_queued", "gauge", counters.queued)
             + line("youka_upload_records_in_work", "gauge", admission.inWork)
             + line("youka_uploads_admitted_total", "counter", qint64(admission.admitted))
             + line("youka_uploads_told_to_wait_total", "counter", qint64(admission.refused))
             + line("youka_upload_records_per_second", "gauge", qint64(admission.perSecond))
             + line("youka_http_requests_total", "counter", qint64(call->server.listener().requests()))
             + line("youka_http_connections", "gauge", call->server.listener().openConnections())
             + line("youka_feed_waiting", "gauge", call->server.live().waiting()) + cases,
         "text/plain; version=0.0.4"});
}

void proof(const std::shared_ptr<Call> &call)
{
    const auto proven = proveRooms(call->server.reader(call->thread));
    if (!proven)
        return call->refuse(proven.error());
    const QStringList faults = proven->faults();
    call->answer({{QStringLiteral("ok"), faults.isEmpty()},
                  {QStringLiteral("accounts"), QString::number(proven->ledger.accounts)},
                  {QStringLiteral("journals"), QString::number(proven->ledger.journals)},
                  {QStringLiteral("postings"), QString::number(proven->ledger.postings)},
                  {QStringLiteral("openHolds"), QString::number(proven->ledger.openHolds)},
                  {QStringLiteral("faults"), QJsonArray::fromStringList(faults)},
                  {QStringLiteral("pointsOutstanding"), QString::number(proven->points.outstanding)}});
}

}

void addSystemRoutes(RouteTable &table)
{
    constexpr const char *Object = R"({"type":"object"})";
    table.add({"GET", "/healthz", Permission::Public, Idempotency::Reads, "The process is alive", nullptr,
               Object, [](const std::shared_ptr<Call> &call) {
                   call->answer({{QStringLiteral("status"), QStringLiteral("alive")}});
               }});
    table.add({"GET", "/readyz", Permission::Public, Idempotency::Reads, "Writes are being answered", nullptr,
               Object, ready});
    table.add({"GET", "/metrics", Permission::ReadMetrics, Idempotency::Reads,
               "Figures in the Prometheus format", nullptr, R"({"type":"string"})", metrics});
    table.add({"GET", "/openapi.json", Permission::Public, Idempotency::Reads, "This interface", nullptr,
               Object, [](const std::shared_ptr<Call> &call) {
                   call->respond({200, openApi(call->server.routes(), QStringLiteral(YOUKA_VERSION))});
               }});
    table.add({"GET", "/api/v1/proof", Permission::ReadProof, Idempotency::Reads,
               "The proof of the ledger, points, refunds, goods and top-ups, checked now", nullptr,
               R"({"type":"object","required":["ok","faults"]})", proof});
}

}
