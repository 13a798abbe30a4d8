#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/invoices/invoice_json.h"
#include "core/domain/invoices/invoice_service.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int PageSize = 200;

template <class All>
QJsonArray arrayOf(const All &all)
{
    QJsonArray array;
    for (const auto &one : all)
        array.append(toJson(one));
    return array;
}

QJsonObject answerOf(const std::vector<Invoice> &invoices)
{
    return {{QStringLiteral("invoices"), arrayOf(invoices)}};
}

InvoiceId invoiceOf(const Call &call) { return {call.captures.value(0).toLongLong()}; }

/// By the number that people know a customer by; empty: nobody in particular.
Result<CustomerId> customerOf(Database &db, const Call &call, const QString &external)
{
    if (external.isEmpty())
        return CustomerId();
    return CustomerService(db, call.server.cardKeys().customerWrapping)
        .idOf(external)
        .and_then([](CustomerId id) -> Result<CustomerId> {
            if (!id)
                return fail(ErrorCode::CustomerUnknown);
            return id;
        });
}

/// What can be invoiced of a sale, and what it stands on.
Result<QJsonObject> standingOf(Database &db, const Call &call, SaleId sale)
{
    InvoiceService service(db, call.server.cardKeys());
    const auto lines = service.open(sale);
    const auto ids = lines ? service.repository().ofSale(sale) : fail(lines.error());
    if (!ids)
        return fail(ids.error());
    std::vector<Invoice> invoices;
    for (const InvoiceId id : *ids) {
        const auto invoice = service.repository().find(id);
        if (!invoice)
            return fail(invoice.error());
        invoices.push_back(**invoice);
    }
    QJsonObject json = answerOf(invoices);
    json.insert(QStringLiteral("lines"), arrayOf(*lines));
    return json;
}

void request(const std::shared_ptr<Call> &call)
{
    auto order = invoiceOrderFromJson(call->body);
    if (!order)
        return call->refuse(order.error());
    order->operation = call->operation;
    order->who = call->who;
    call->server.write(
        call,
        [call, order = *order](Database &db, Timestamp now) {
            return InvoiceService(db, call->server.cardKeys()).request(order, now).map(answerOf);
        },
        201);
}

/// All of a customer's month that is on no invoice yet.
void requestMonth(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString customer = in.text("customer", 100);
    const QDate month = QDate::fromString(in.text("month", 7), QStringLiteral("yyyy-MM"));
    if (!month.isValid())
        in.refuse("month", QStringLiteral("YYYY-MM is expected"));
    auto order = invoiceOrderFromJson(call->body);
    if (in.error() || !order)
        return call->refuse(in.error() ? *in.error() : order.error());
    order->operation = call->operation;
    order->who = call->who;
    call->server.write(
        call,
        [call, order = *order, customer, month](Database &db, Timestamp now) {
            return customerOf(db, *call, customer).and_then([&](CustomerId id) {
                return InvoiceService(db, call->server.cardKeys())
                    .requestMonth(order, id, month, now)
                    .map(answerOf);
            });
        },
        201);
}

void list(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const QString stateName = call->request.queryValue(QStringLiteral("state"));
    std::optional<InvoiceState> state;
    for (const auto one :
         {InvoiceState::Requested, InvoiceState::Issued, InvoiceState::Refused, InvoiceState::Reversed})
        if (stateName == invoiceStateName(one))
            state = one;
    if (!state && !stateName.isEmpty())
        return call->refuse({ErrorCode::InvalidInput, QStringLiteral("state")});
    const InvoiceId before{call->request.queryValue(QStringLiteral("before")).toLongLong()};
    const auto customer =
        customerOf(db, *call, call->request.queryValue(QStringLiteral("customer")).left(100));
    const auto invoices =
        customer ? InvoiceRepository(db).list(*customer, before, PageSize, state) : fail(customer.error());
    if (!invoices)
        return call->refuse(invoices.error());
    call->answer(answerOf(*invoices));
}

/// With its lines; of a refused one the platform's own words.
void show(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const InvoiceId id = invoiceOf(*call);
    const auto invoice = InvoiceRepository(db).find(id);
    if (!invoice)
        return call->refuse(invoice.error());
    if (!*invoice)
        return call->refuse({ErrorCode::NotFound, QStringLiteral("invoice %1").arg(id.value)});
    QJsonObject json = toJson(**invoice);
    const SellerSettings &seller = call->server.settings().seller;
    json.insert(QStringLiteral("seller"),
                QJsonObject{{QStringLiteral("name"), seller.name},
                            {QStringLiteral("taxNumber"), seller.taxNumber},
                            {QStringLiteral("address"), seller.address},
                            {QStringLiteral("phone"), seller.phone},
                            {QStringLiteral("bank"), seller.bank},
                            {QStringLiteral("bankAccount"), seller.bankAccount},
                            {QStringLiteral("issuer"), seller.clerk}});
    if ((*invoice)->state == InvoiceState::Refused) {
        const auto noted = AuditLog(db).of(QStringLiteral("invoice %1").arg(id.value), PageSize);
        if (!noted)
            return call->refuse(noted.error());
        for (const auto &one : *noted)
            if (one.entry.action == QLatin1String("invoice.refused"))
                json.insert(QStringLiteral("why"), one.entry.detail);
    }
    call->answer(json);
}

void reverse(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString remark = in.text("remark", 200);
    if (remark.trimmed().isEmpty())
        in.refuse("remark", QStringLiteral("missing"));
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(
        call,
        [call, remark](Database &db, Timestamp now) {
            return InvoiceService(db, call->server.cardKeys())
                .reverse(invoiceOf(*call), call->operation, remark, call->who, now)
                .map([](const Invoice &invoice) { return toJson(invoice); });
        },
        201);
}

void titles(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const auto customer =
        customerOf(db, *call, call->request.queryValue(QStringLiteral("customer")).left(100));
    const auto all = customer ? InvoiceRepository(db).titles(*customer) : fail(customer.error());
    if (!all)
        return call->refuse(all.error());
    call->answer({{QStringLiteral("titles"), *customer ? arrayOf(*all) : QJsonArray()}});
}

void ofSale(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const auto sale = SaleId::parse(call->captures.value(0));
    const auto json = sale ? standingOf(db, *call, *sale) : fail(sale.error());
    if (!json)
        return call->refuse(json.error());
    call->answer(*json);
}

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

void ofSaleHere(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const auto sale = saleHere(db, *call);
    const auto json = sale ? standingOf(db, *call, *sale) : fail(sale.error());
    if (!json)
        return call->refuse(json.error());
    call->answer(*json);
}

/// All that is left of one sale, at the till or the kiosk where it was.
void requestHere(const std::shared_ptr<Call> &call)
{
    auto order = invoiceOrderFromJson(call->body);
    if (!order)
        return call->refuse(order.error());
    order->operation = call->operation;
    order->who = call->who;
    call->server.write(
        call,
        [call, order = *order](Database &db, Timestamp now) {
            return saleHere(db, *call).and_then([&](SaleId sale) {
                InvoiceOrder mine = order;
                mine.parts = {{sale}};
                return InvoiceService(db, call->server.cardKeys()).request(mine, now).map(answerOf);
            });
        },
        201);
}

}

void addInvoiceRoutes(RouteTable &table)
{
    constexpr const char *Invoices = R"({"type":"object","required":["invoices"]})";
    constexpr const char *One = R"({"type":"object","required":["id","kind","state","title","gross","tax"]})";
    constexpr const char *Standing = R"({"type":"object","required":["lines","invoices"]})";
    table.add({"GET", "/api/v1/invoices", Permission::ReadInvoices, Idempotency::Reads,
               "Invoices, newest first, 200 at a time; `customer`, `state`, `before`", nullptr, Invoices,
               list});
    table.add({"POST", "/api/v1/invoices", Permission::RequestInvoices, Idempotency::ByKey,
               "Have sales, or parts of them, invoiced; above the bound of one it becomes several",
               R"({"type":"object","required":["title","parts"]})", Invoices, request});
    table.add({"POST", "/api/v1/invoice-months", Permission::RequestInvoices, Idempotency::ByKey,
               "Have all of a customer's month invoiced that is on no invoice",
               R"({"type":"object","required":["customer","month","title"]})", Invoices, requestMonth});
    table.add({"GET", "/api/v1/invoices/{id}", Permission::ReadInvoices, Idempotency::Reads,
               "One with its lines, as its paper is drawn", nullptr, One, show});
    table.add({"POST", "/api/v1/invoices/{id}/reversal", Permission::ReverseInvoices, Idempotency::ByKey,
               "Take all that is left of one back by a red-letter one",
               R"({"type":"object","required":["remark"]})", One, reverse});
    table.add({"GET", "/api/v1/invoice-titles", Permission::ReadInvoices, Idempotency::Reads,
               "The titles that were used for a `customer`, the last one first", nullptr,
               R"({"type":"object","required":["titles"]})", titles});
    table.add({"GET", "/api/v1/sales/{id}/invoices", Permission::ReadInvoices, Idempotency::Reads,
               "What can be invoiced of a sale, and what it stands on", nullptr, Standing, ofSale});
    table.add({"GET", "/api/v1/counter-sales/{id}/invoices", Permission::InvoiceQuestion, Idempotency::Reads,
               "The same of a sale of the terminal's own station", nullptr, Standing, ofSaleHere});
    table.add({"POST", "/api/v1/counter-sales/{id}/invoices", Permission::InvoiceQuestion, Idempotency::ByKey,
               "Have all that is left of such a sale invoiced", R"({"type":"object","required":["title"]})",
               Invoices, requestHere});
}

}
