#include "apps/server/web/coupon_page.h"
#include "apps/server/web/customer_pages.h"
#include "core/domain/access/terminal_repository.h"
#include "core/domain/invoices/invoice_service.h"
#include "core/domain/sales/sale_repository.h"
#include "core/domain/self_service/receipt_token.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/base/format.h"
#include "ui/paper/invoice_paper.h"
#include "ui/sentences/sentences.h"

#include <QBuffer>
#include <QGuiApplication>

#include <algorithm>

namespace youka {

namespace {

/// A sale on a page, at `address`: its own by token, or one of who is signed in.
struct ShownReceipt
{
    SaleRecord sale;
    QByteArray address;
};

Result<void> fillReceipt(const Visit &visit, Database &db, const ShownReceipt &receipt);

/// Of an invoice whoever has a receipt learns only if it is for money and of this sale alone.
bool isOfSaleAlone(const Invoice &invoice, SaleId sale)
{
    return !invoice.isRed()
        && std::all_of(invoice.lines.begin(), invoice.lines.end(),
                       [&](const InvoiceLine &line) { return line.sale == sale; });
}

/// The sale of the token in the address. Nothing is said of why there is none. Errors: SaleNotFound.
Result<SaleRecord> saleByToken(const Visit &visit, Database &db)
{
    const auto token = readReceiptToken(visit->call->captures.value(0).left(200));
    const auto sale = token ? SaleRepository(db).find(token->sale) : fail(ErrorCode::SaleNotFound);
    if (!sale || !*sale)
        return fail(sale ? ErrorCode::SaleNotFound : sale.error().code);
    // Till or kiosk, whichever printed it.
    const auto terminals = TerminalRepository(db).ofStation((*sale)->station);
    if (!terminals)
        return fail(terminals.error());
    const bool isGenuineToken = std::any_of(terminals->begin(), terminals->end(), [&](const Terminal &one) {
        return isGenuine(*token, one.publicKey);
    });
    return isGenuineToken ? Result<SaleRecord>(**sale) : fail(ErrorCode::SaleNotFound);
}

/// One of who is signed in. Errors: SaleNotFound.
Result<SaleRecord> ownSale(const Visit &visit, Database &db)
{
    const QUuid id = QUuid::fromString(visit->call->captures.value(0).left(40));
    return SaleRepository(db).find(SaleId{id}).and_then([&](const auto &sale) -> Result<SaleRecord> {
        if (!sale || !visit->customer() || sale->customer != visit->customer())
            return fail(ErrorCode::SaleNotFound);
        return *sale;
    });
}

void show(const Visit &visit, const Result<SaleRecord> &sale, const QByteArray &address)
{
    if (!sale)
        return sale.error().code == ErrorCode::SaleNotFound
            ? visit->refuse(404, visit->word("w.noReceipt"), visit->session ? "/me" : "")
            : visit->refuse(sale.error());
    if (const auto filled = fillReceipt(visit, visit->reader(), {*sale, address}); !filled)
        return visit->refuse(filled.error(), address);
    if (!visit->call->request.queryValue(QStringLiteral("done")).isEmpty())
        visit->page.values["done"] = visit->word("w.invoiceRequested");
    visit->page.values["title"] = visit->word("w.receiptTitle");
    visit->show("receipt");
}

QByteArray addressOf(const Visit &visit, const char *kind)
{
    return QByteArray(kind) + visit->call->captures.value(0).toLatin1().toPercentEncoding();
}

void byToken(const std::shared_ptr<Call> &call)
{
    withVisit(call, [](const Visit &visit) {
        show(visit, saleByToken(visit, visit->reader()), addressOf(visit, "/r/"));
    });
}

void bySession(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) {
        show(visit, ownSale(visit, visit->reader()), addressOf(visit, "/me/sales/"));
    });
}

void request(const Visit &visit, const SentForm &form, const Result<SaleRecord> &sale, const QByteArray &back)
{
    if (!sale)
        return visit->refuse(404, visit->word("w.noReceipt"), "");
    InvoiceOrder order;
    order.operation = form.operation;
    const bool isCompany = form.fields.text("kind") == QLatin1String("company");
    order.title.kind = isCompany ? TitleKind::Company : TitleKind::Person;
    order.title.name = form.fields.text("name", 100);
    order.title.taxNumber = isCompany ? form.fields.text("tax", 24) : QString();
    order.parts = {{sale->id}};
    order.who = {Role::Customer, visit->customer().value, QStringLiteral("customer"), {}};
    writeOnce(
        visit, form.operation,
        [visit, order](Database &db, Timestamp now) {
            return InvoiceService(db, visit->server().cardKeys())
                .request(order, now)
                .map([](const std::vector<Invoice> &made) {
                    return QJsonObject{{QStringLiteral("invoices"), int(made.size())}};
                });
        },
        [visit, back](const QJsonObject &) {
            if (InvoiceDesk *desk = visit->server().invoices())
                desk->wake();
            visit->goTo(back + "?done=1");
        },
        back);
}

void requestByToken(const std::shared_ptr<Call> &call)
{
    withForm(call, [](const Visit &visit, const SentForm &form) {
        request(visit, form, saleByToken(visit, visit->reader()), addressOf(visit, "/r/"));
    });
}

void requestBySession(const std::shared_ptr<Call> &call)
{
    withCustomerForm(call, [](const Visit &visit, const SentForm &form) {
        request(visit, form, ownSale(visit, visit->reader()), addressOf(visit, "/me/sales/"));
    });
}

bool canBeFetched(const Invoice &invoice)
{
    return invoice.state == InvoiceState::Issued && !invoice.number.isEmpty();
}

/// Letters and digits: it becomes part of a header.
QByteArray fileNameOf(const Invoice &invoice)
{
    QByteArray name;
    for (const QChar c : invoice.number.left(40))
        if (c.unicode() < 128 && c.isLetterOrNumber())
            name += char(c.unicode());
    return name + ".pdf";
}

/// Drawn beside the listeners: it takes a moment.
void drawPdf(const Visit &visit, const Invoice &invoice)
{
    const SellerSettings &s = visit->server().settings().seller;
    const InvoiceSeller seller{s.name, s.taxNumber, s.address, s.phone, s.bank, s.bankAccount, s.clerk};
    visit->server().besides([visit, invoice, seller] {
        QBuffer file;
        file.open(QIODevice::WriteOnly);
        // Where no fonts are open, as in a server that is part of another program, none is drawn.
        const auto written = qGuiApp ? InvoicePaper(invoice, seller, visit->zone()).writePdf(file)
                                     : Result<void>(fail(ErrorCode::Unavailable));
        if (!written)
            return visit->refuse(written.error(), "");
        HttpReply reply{200, file.data(), "application/pdf"};
        reply.headers =
            pageHeaders() + "Content-Disposition: attachment; filename=\"" + fileNameOf(invoice) + "\"\r\n";
        visit->call->respond(std::move(reply));
    });
}

void sendPdf(const Visit &visit, const Result<SaleRecord> &sale)
{
    if (!sale)
        return visit->refuse(404, visit->word("w.noReceipt"), "");
    const auto invoice = InvoiceService(visit->reader(), visit->server().cardKeys())
                             .repository()
                             .find({visit->call->captures.value(1).toLongLong()});
    if (!invoice)
        return visit->refuse(invoice.error(), "");
    // Another's is not told from one that never was.
    const bool isTheirs = *invoice && !(*invoice)->lines.empty() && isOfSaleAlone(**invoice, sale->id);
    if (!isTheirs || !canBeFetched(**invoice))
        return visit->refuse({ErrorCode::NotFound, {}}, "");
    drawPdf(visit, **invoice);
}

void pdfByToken(const std::shared_ptr<Call> &call)
{
    withVisit(call, [](const Visit &visit) { sendPdf(visit, saleByToken(visit, visit->reader())); });
}

void pdfBySession(const std::shared_ptr<Call> &call)
{
    withCustomer(call, [](const Visit &visit) { sendPdf(visit, ownSale(visit, visit->reader())); });
}

QString stateOf(const Visit &visit, InvoiceState state)
{
    switch (state) {
    case InvoiceState::Requested:
        return visit->word("w.stateRequested");
    case InvoiceState::Issued:
        return visit->word("w.stateIssuedInvoice");
    case InvoiceState::Refused:
        return visit->word("w.stateRefused");
    case InvoiceState::Reversed:
        break;
    }
    return visit->word("w.stateReversed");
}

/// "Zh***": who has the receipt need not learn who had the invoice made out.
QString shortName(const QString &name) { return name.left(2) + QStringLiteral("***"); }

Result<void> fillInvoices(const Visit &visit, Database &db, const ShownReceipt &receipt)
{
    InvoiceService service(db, visit->server().cardKeys());
    const auto ids = service.repository().ofSale(receipt.sale.id);
    const auto open = ids ? service.open(receipt.sale.id) : fail(ids.error());
    if (!open)
        return fail(open.error());
    for (const InvoiceId id : *ids) {
        const auto invoice = service.repository().find(id);
        if (!invoice)
            return fail(invoice.error());
        if (!*invoice || !isOfSaleAlone(**invoice, receipt.sale.id))
            continue;
        PageData row;
        row.values["number"] = (*invoice)->number;
        row.values["state"] = stateOf(visit, (*invoice)->state);
        row.values["name"] = shortName((*invoice)->title.name);
        row.values["amount"] = visit->money((*invoice)->gross);
        if (canBeFetched(**invoice))
            row.values["pdf"] =
                QString::fromLatin1(receipt.address) + QStringLiteral("/invoices/%1").arg(id.value);
        visit->page.lists["invoices"].append(row);
    }
    Money left{0, receipt.sale.delivery.amount.currency};
    for (const OpenLine &line : *open)
        left += line.what.gross;
    if (!left.isPositive()) {
        visit->page.values["nothing"] = QStringLiteral("1");
        return {};
    }
    PageData form;
    form.values["openAmount"] = visit->money(left);
    visit->addForm(form, receipt.address + "/invoices");
    if (const auto titles = service.repository().titles(visit->customer());
        visit->session && titles && !titles->empty()) {
        form.values["name"] = titles->front().name;
        form.values["tax"] = titles->front().taxNumber;
        form.values["company"] = titles->front().kind == TitleKind::Company ? QStringLiteral("1") : QString();
    }
    visit->page.lists["form"] = {form};
    return {};
}

PageData lineOf(const QString &name, const QString &quantity, const QString &amount)
{
    PageData line;
    line.values["name"] = name;
    line.values["quantity"] = quantity;
    line.values["amount"] = amount;
    return line;
}

void fillLines(const Visit &visit, const SaleRecord &sale)
{
    QList<PageData> &lines = visit->page.lists["lines"];
    const QLocale locale = visit->locale();
    if (!sale.delivery.isEmpty())
        lines.append(lineOf(productName(sale.delivery.product, visit->language),
                            QStringLiteral("%1 L × %2")
                                .arg(formatVolume(sale.delivery.volume, locale),
                                     formatUnitPrice(sale.delivery.price, locale)),
                            visit->money(sale.delivery.amount)));
    for (const SaleLine &one : sale.goods) {
        const BasketLine &line = one.line;
        const QString count =
            line.quantity == 1'000 ? QString() : locale.toString(double(line.quantity) / 1'000);
        lines.append(
            lineOf(line.name.isEmpty() ? line.product : line.name, count, visit->money(line.amount)));
    }
    for (const Redemption &redemption : sale.discounts)
        lines.append(lineOf(redemption.name, {}, visit->money(-redemption.amount)));
    if (sale.points)
        lines.append(lineOf(visit->word("w.pointsOff"), {}, visit->money(-sale.points->amount)));
}

Result<void> fillReceipt(const Visit &visit, Database &db, const ShownReceipt &receipt)
{
    const SaleRecord &sale = receipt.sale;
    const auto station = StationRepository(db).find(sale.station);
    if (!station)
        return fail(station.error());
    PageValues &values = visit->page.values;
    values["station"] = station->name;
    values["time"] =
        visit->locale().toString(sale.occurred.toDateTime().toTimeZone(station->zone), QLocale::ShortFormat);
    values["number"] = spacedSaleNumber(saleNumber(sale.id));
    values["pump"] = sale.pump > 0 ? QString::number(sale.pump) : QString();
    Money paid = sale.gross() - totalOf(sale.discounts, sale.delivery.amount.currency);
    if (sale.points)
        paid -= sale.points->amount;
    values["paid"] = visit->money(paid);
    values["payBy"] = visit->word("w.cash");
    if (sale.card) {
        const auto card = CardService(db, visit->server().cardKeys()).byId(sale.card);
        if (!card)
            return fail(card.error());
        values["payBy"] = visit->word("w.card") + QLatin1Char(' ') + maskedShort(card->masked);
    }
    fillLines(visit, sale);
    return fillInvoices(visit, db, receipt);
}

}

void addCustomerReceiptRoutes(RouteTable &table)
{
    addPage(table, "GET", "/r/{token}", "The receipt whose QR was scanned", byToken);
    addPage(table, "POST", "/r/{token}/invoices", "An invoice for it", requestByToken);
    addPage(table, "GET", "/r/{token}/invoices/{invoice}", "An issued invoice as PDF", pdfByToken);
    addPage(table, "GET", "/me/sales/{id}/invoices/{invoice}", "An issued invoice as PDF", pdfBySession);
    addPage(table, "GET", "/me/sales/{id}", "A receipt of who is signed in", bySession);
    addPage(table, "POST", "/me/sales/{id}/invoices", "An invoice for it", requestBySession);
}

}
