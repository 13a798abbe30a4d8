#include "apps/server/server.h"
#include "core/domain/invoices/invoice_service.h"
#include "core/domain/refunds/refund_json.h"
#include "core/domain/refunds/refund_service.h"

#include <QJsonArray>

namespace youka {

namespace {

Result<SaleId> saleOf(const Call &call) { return SaleId::parse(call.captures.value(0)); }

void refund(const std::shared_ptr<Call> &call)
{
    const auto sale = saleOf(*call);
    auto order = sale ? refundOrderFromJson(call->body) : fail(sale.error());
    if (!order)
        return call->refuse(order.error());
    order->operation = call->operation;
    order->sale = *sale;
    order->who = call->who;
    call->server.write(call, [call, order = *order](Database &db, Timestamp now) {
        return InvoiceService(db, call->server.cardKeys())
            .giveBack(order, call->server.refundPolicy(), now)
            .map([](const RefundDone &done) { return toJson(done); });
    });
}

void ofSale(const std::shared_ptr<Call> &call)
{
    const auto sale = saleOf(*call);
    if (!sale)
        return call->refuse(sale.error());
    RefundService service(call->server.reader(call->thread), call->server.cardKeys());
    const auto lines = service.lines(*sale);
    const auto refunds = lines ? service.repository().ofSale(*sale) : fail(lines.error());
    if (!refunds)
        return call->refuse(refunds.error());
    QJsonArray sold;
    for (const RefundLine &line : *lines)
        sold.append(toJson(line));
    QJsonArray back;
    for (const Refund &one : *refunds)
        back.append(toJson(one));
    call->answer({{QStringLiteral("lines"), sold}, {QStringLiteral("refunds"), back}});
}

void list(const std::shared_ptr<Call> &call)
{
    const auto refunds = RefundRepository(call->server.reader(call->thread)).list(200);
    if (!refunds)
        return call->refuse(refunds.error());
    QJsonArray array;
    for (const Refund &refund : *refunds)
        array.append(toJson(refund));
    call->answer({{QStringLiteral("refunds"), array}});
}

}

void addRefundRoutes(RouteTable &table)
{
    table.add({"POST", "/api/v1/sales/{id}/refunds", Permission::RefundSales, Idempotency::ByKey,
               "Give a sale or parts of it back the way it was paid; above a limit once a second person asks "
               "for the same",
               R"({"type":"object","required":["reason","note"]})",
               R"({"type":"object","required":["waiting"]})", refund});
    table.add({"GET", "/api/v1/sales/{id}/refunds", Permission::ReadSales, Idempotency::Reads,
               "The lines of a sale, what is left of each, and what went back", nullptr,
               R"({"type":"object","required":["lines","refunds"]})", ofSale});
    table.add({"GET", "/api/v1/refunds", Permission::ReadSales, Idempotency::Reads, "Refunds, newest first",
               nullptr, R"({"type":"object","required":["refunds"]})", list});
}

}
