#include "apps/server/server.h"
#include "core/domain/access/staff_service.h"
#include "core/domain/invoices/invoice_service.h"
#include "core/domain/refunds/refund_json.h"
#include "core/domain/refunds/refund_service.h"
#include "core/domain/sales/counter_sale.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QJsonArray>

namespace youka {

namespace {

/// A sale of the station whose till asks; others are not told from those that never were.
Result<SaleId> saleHere(Database &db, const Call &call)
{
    const auto id = SaleId::parse(call.captures.value(0));
    const auto sale = id ? SaleService(db, call.server.cardKeys()).find(*id) : fail(id.error());
    if (!sale)
        return fail(sale.error());
    if (!*sale || (*sale)->station != call.terminal.station.id)
        return fail(ErrorCode::SaleNotFound, id->text());
    return id;
}

/// By the number on a receipt. Who guesses numbers sees sales of the own station alone, as its lists show.
void find(const std::shared_ptr<Call> &call)
{
    const auto ids = saleIdsOf(call->request.queryValue(QStringLiteral("number")).left(40));
    if (!ids)
        return call->refuse({ErrorCode::SaleNotFound, {}});
    const auto sales =
        SaleRepository(call->server.reader(call->thread)).numbered(call->terminal.station.id, *ids);
    if (!sales)
        return call->refuse(sales.error());
    QJsonArray found;
    for (const SaleRecord &sale : *sales)
        found.append(counterSaleToJson(sale));
    call->answer({{QStringLiteral("sales"), found}});
}

void show(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const auto sale = saleHere(db, *call);
    const auto lines = sale ? RefundService(db, call->server.cardKeys()).lines(*sale) : fail(sale.error());
    if (!lines)
        return call->refuse(lines.error());
    QJsonArray sold;
    for (const RefundLine &line : *lines)
        sold.append(toJson(line));
    call->answer({{QStringLiteral("lines"), sold}});
}

void book(const std::shared_ptr<Call> &call, const RefundOrder &order, StaffId staff, bool right)
{
    call->server.write(call, [=](Database &db, Timestamp now) -> Result<QJsonObject> {
        const auto who = StaffService(db).provePin(staff, right, call->terminal.station.id, now);
        const auto sale = who ? saleHere(db, *call) : fail(who.error());
        if (!sale)
            return fail(sale.error());
        if (!isPermitted(who->role, Permission::RefundSales))
            return fail(ErrorCode::NotPermitted);
        RefundOrder mine = order;
        mine.operation = call->operation;
        mine.sale = *sale;
        mine.who = *who;
        return InvoiceService(db, call->server.cardKeys())
            .giveBack(mine, call->server.refundPolicy(), now)
            .map([](const RefundDone &done) { return toJson(done); });
    });
}

/// The PIN's hash takes long on purpose, so it is looked at beside the listeners.
void refund(const std::shared_ptr<Call> &call)
{
    const auto order = refundOrderFromJson(call->body);
    if (!order)
        return call->refuse(order.error());
    JsonReader in(call->body);
    const StaffId staff{in.integer("staff", 1, std::numeric_limits<qint64>::max())};
    const QString pin = in.text("pin", 40);
    if (in.error())
        return call->refuse(*in.error());
    const auto known = StaffRepository(call->server.reader(call->thread)).find(staff);
    if (!known)
        return call->refuse(known.error());
    const QByteArray hash = *known ? (*known)->pin : QByteArray();
    call->server.besides([=, order = *order] {
        book(call, order, staff, !hash.isEmpty() && verifySecret(hash, pin.toLatin1()));
    });
}

}

void addCounterRefundRoutes(RouteTable &table)
{
    table.add({"GET", "/api/v1/counter-sales", Permission::CounterRefund, Idempotency::Reads,
               "The sales of the till's own station that a receipt's number (`number`) stands for", nullptr,
               R"({"type":"object","required":["sales"]})", find});
    table.add({"GET", "/api/v1/counter-sales/{id}", Permission::CounterRefund, Idempotency::Reads,
               "The lines of a sale of the till's own station, with what went back of each", nullptr,
               R"({"type":"object","required":["lines"]})", show});
    table.add({"POST", "/api/v1/counter-sales/{id}/refunds", Permission::CounterRefund, Idempotency::ByKey,
               "Give such a sale or parts of it back, with the till PIN of a manager; above a limit once a "
               "second one asks for the same",
               R"({"type":"object","required":["reason","note","staff","pin"]})",
               R"({"type":"object","required":["waiting"]})", refund});
}

}
