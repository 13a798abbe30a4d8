#include "core/domain/invoices/invoice_json.h"

#include "core/domain/pricing/price_json.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr qint64 Largest = std::numeric_limits<qint64>::max() / 2;
constexpr qsizetype MostParts = 500;
constexpr int MostLines = 1'000;

std::optional<InvoiceState> stateOf(const QString &name)
{
    for (const auto state :
         {InvoiceState::Requested, InvoiceState::Issued, InvoiceState::Refused, InvoiceState::Reversed})
        if (name == invoiceStateName(state))
            return state;
    return std::nullopt;
}

/// Why it was refused, by its name; empty: it was not.
QString reasonName(int reason) { return reason == 0 ? QString() : QString(errorCodeName(ErrorCode(reason))); }

InvoiceLine lineFromJson(JsonReader &in)
{
    InvoiceLine line;
    line.sale = in.id<SaleId>("saleId");
    line.line = int(in.integer("line", 0, MostLines));
    line.product = in.textOr("product", {}, 40);
    line.name = in.textOr("name", {}, 200);
    line.unit = unitFromName(in.textOr("unit", {}, 10)).value_or(Product::Unit::Litre);
    line.quantity = in.integer("quantity", -Largest, Largest);
    line.gross = in.money("gross");
    line.discount = in.money("discount");
    line.rate = {in.integer("rate", 0, 10'000)};
    line.tax = in.money("tax");
    return line;
}

}

QJsonObject toJson(const InvoiceTitle &title)
{
    QJsonObject json{{QStringLiteral("kind"), QString(titleKindName(title.kind))},
                     {QStringLiteral("name"), title.name}};
    const auto add = [&](const char *name, const QString &text) {
        if (!text.isEmpty())
            json.insert(QLatin1String(name), text);
    };
    add("taxNumber", title.taxNumber);
    add("address", title.address);
    add("phone", title.phone);
    add("bank", title.bank);
    add("bankAccount", title.bankAccount);
    return json;
}

Result<InvoiceTitle> invoiceTitleFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    InvoiceTitle title;
    const auto kind = titleKindFromName(in.text("kind", 20));
    if (!kind)
        in.refuse("kind", QStringLiteral("\"person\" or \"company\" is expected"));
    title.kind = kind.value_or(TitleKind::Person);
    title.name = in.text("name", 200);
    title.taxNumber = in.textOr("taxNumber", {}, 40);
    title.address = in.textOr("address", {}, 200);
    title.phone = in.textOr("phone", {}, 40);
    title.bank = in.textOr("bank", {}, 200);
    title.bankAccount = in.textOr("bankAccount", {}, 60);
    if (in.error())
        return fail(*in.error());
    return title;
}

QJsonObject toJson(const InvoiceLine &line)
{
    return {{QStringLiteral("saleId"), line.sale.text()},
            {QStringLiteral("line"), line.line},
            {QStringLiteral("product"), line.product},
            {QStringLiteral("name"), line.name},
            {QStringLiteral("unit"), QString(unitName(line.unit))},
            {QStringLiteral("quantity"), QString::number(line.quantity)},
            {QStringLiteral("gross"), toJson(line.gross)},
            {QStringLiteral("discount"), toJson(line.discount)},
            {QStringLiteral("rate"), line.rate.basisPoints},
            {QStringLiteral("tax"), toJson(line.tax)}};
}

QJsonObject toJson(const OpenLine &line)
{
    QJsonObject json = toJson(line.what);
    json.insert(QStringLiteral("invoiced"), toJson(line.invoiced));
    json.insert(QStringLiteral("paid"), toJson(line.paid));
    return json;
}

QJsonObject toJson(const Invoice &invoice)
{
    QJsonObject json{{QStringLiteral("id"), invoice.id.value},
                     {QStringLiteral("kind"), QString(invoiceKindName(invoice.kind))},
                     {QStringLiteral("state"), QString(invoiceStateName(invoice.state))},
                     {QStringLiteral("title"), toJson(invoice.title)},
                     {QStringLiteral("station"), invoice.station.value},
                     {QStringLiteral("gross"), toJson(invoice.gross)},
                     {QStringLiteral("tax"), toJson(invoice.tax)},
                     {QStringLiteral("number"), invoice.number},
                     {QStringLiteral("remark"), invoice.remark},
                     {QStringLiteral("by"), invoice.person},
                     {QStringLiteral("reason"), reasonName(invoice.reason)},
                     {QStringLiteral("at"), invoice.at.toIso()}};
    if (invoice.isRed())
        json.insert(QStringLiteral("reverses"), invoice.reverses.value);
    if (invoice.issuedAt.ms > 0)
        json.insert(QStringLiteral("issuedAt"), invoice.issuedAt.toIso());
    QJsonArray lines;
    for (const InvoiceLine &line : invoice.lines)
        lines.append(toJson(line));
    if (!lines.isEmpty())
        json.insert(QStringLiteral("lines"), lines);
    return json;
}

Result<Invoice> invoiceFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    Invoice invoice;
    invoice.id = {in.integer("id", 1, Largest)};
    const auto kind = invoiceKindFromName(in.text("kind", 20));
    const auto state = stateOf(in.text("state", 20));
    if (!kind || !state)
        in.refuse(kind ? "state" : "kind", QStringLiteral("not known"));
    invoice.kind = kind.value_or(InvoiceKind::Normal);
    invoice.state = state.value_or(InvoiceState::Requested);
    invoice.station = {in.integerOr("station", 0, 0, Largest)};
    invoice.gross = in.money("gross");
    invoice.currency = invoice.gross.currency;
    invoice.tax = in.money("tax");
    invoice.reverses = {in.integerOr("reverses", 0, 0, Largest)};
    invoice.number = in.textOr("number", {}, 40);
    invoice.remark = in.textOr("remark", {}, 400);
    invoice.person = in.textOr("by", {}, 100);
    invoice.at = in.time("at");
    if (in.has("issuedAt"))
        invoice.issuedAt = in.time("issuedAt");
    const auto title = invoiceTitleFromJson(in.object("title"));
    const QJsonArray lines = in.has("lines") ? in.array("lines", MostLines) : QJsonArray();
    for (const QJsonValueConstRef one : lines) {
        JsonReader line(one.toObject());
        invoice.lines.push_back(lineFromJson(line));
        if (line.error())
            return fail(*line.error());
    }
    if (in.error())
        return fail(*in.error());
    if (!title)
        return fail(title.error());
    invoice.title = *title;
    return invoice;
}

Result<InvoiceOrder> invoiceOrderFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    InvoiceOrder order;
    const auto kind = invoiceKindFromName(in.textOr("kind", QStringLiteral("normal"), 20));
    if (!kind)
        in.refuse("kind", QStringLiteral("\"normal\" or \"special\" is expected"));
    order.kind = kind.value_or(InvoiceKind::Normal);
    order.remark = in.textOr("remark", {}, 200);
    const QJsonObject titleJson = in.object("title");
    const QJsonArray parts = in.has("parts") ? in.array("parts", MostParts) : QJsonArray();
    for (const QJsonValueConstRef one : parts) {
        JsonReader part(one.toObject());
        InvoicePart wanted{part.id<SaleId>("saleId")};
        wanted.line = int(part.integerOr("line", -1, 0, MostLines));
        if (part.has("amount"))
            wanted.amount = part.money("amount");
        if (part.error())
            return fail(*part.error());
        order.parts.push_back(wanted);
    }
    if (in.error())
        return fail(*in.error());
    const auto title = invoiceTitleFromJson(titleJson);
    if (!title)
        return fail(title.error());
    order.title = *title;
    return order;
}

}
