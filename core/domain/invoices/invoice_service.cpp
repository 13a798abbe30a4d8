#include "core/domain/invoices/invoice_service.h"

#include "core/domain/access/audit_log.h"
#include "core/foundation/base/format.h"

#include <set>

namespace youka {

namespace {

tl::unexpected<Error> invalid(const QString &why) { return fail(ErrorCode::InvalidInput, why); }

Money sumOf(const std::vector<InvoiceLine> &lines, Money InvoiceLine::*what, Currency currency)
{
    Money sum{0, currency};
    for (const InvoiceLine &line : lines)
        sum += line.*what;
    return sum;
}

}

Result<SaleToInvoice> InvoiceService::saleToInvoice(const SaleRecord &sale)
{
    const Currency currency = sale.delivery.amount.currency;
    const auto lines = m_refunds.lines(sale.id);
    const auto refunds = lines ? m_refunds.repository().ofSale(sale.id) : fail(lines.error());
    const auto invoiced = refunds ? m_invoices.invoiced(sale.id, currency) : fail(refunds.error());
    if (!invoiced)
        return fail(invoiced.error());
    SaleToInvoice to{sale.id, *lines, {}, {}, {}, {0, currency}};
    for (const Refund &refund : *refunds)
        to.back += refund.money;
    for (const RefundLine &line : *lines) {
        const BasketLine *good = line.number > 0 ? &sale.goods[size_t(line.number - 1)].line : nullptr;
        to.names.push_back(good ? good->name : line.product);
        to.rates.push_back(good ? good->tax : m_terms.fuelRate);
        const auto it = invoiced->find(line.number);
        to.invoiced.push_back(it == invoiced->end() ? Money{0, currency} : it->second);
    }
    return to;
}

Result<std::vector<OpenLine>> InvoiceService::open(SaleId sale)
{
    const auto found = m_sales.find(sale);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::SaleNotFound, sale.text());
    return saleToInvoice(**found).map([](const SaleToInvoice &to) { return openLines(to); });
}

/// The lines of one part; the first one says whose invoice it is.
Result<std::vector<InvoiceLine>> InvoiceService::wantedOf(const InvoicePart &part, bool first, Invoice &to,
                                                          Timestamp now)
{
    if (const auto locked = m_refunds.repository().lock(part.sale); !locked)
        return fail(locked.error());
    const auto sale = m_sales.find(part.sale);
    if (!sale)
        return fail(sale.error());
    if (!*sale)
        return fail(ErrorCode::SaleNotFound, part.sale.text());
    const SaleRecord &record = **sale;
    if (now > record.occurred.plusMs(m_terms.withinMs))
        return invalid(QStringLiteral("too old to be invoiced"));
    if (first) {
        to.currency = record.delivery.amount.currency;
        to.customer = record.customer;
        to.station = record.station;
    } else if (to.currency != record.delivery.amount.currency) {
        return invalid(QStringLiteral("sales of two currencies"));
    } else if (to.customer && record.customer && to.customer != record.customer) {
        return invalid(QStringLiteral("sales of two customers"));
    }
    const auto lines = saleToInvoice(record).map([](const SaleToInvoice &one) { return openLines(one); });
    if (!lines)
        return fail(lines.error());
    std::vector<InvoiceLine> wanted;
    bool known = part.line < 0;
    for (const OpenLine &line : *lines) {
        if (part.line >= 0 && line.what.line != part.line)
            continue;
        known = true;
        if (part.line < 0 && !line.what.gross.isPositive())
            continue; // of all lines those that something is left of
        const auto one = partOf(line, part.line < 0 ? std::nullopt : part.amount);
        if (!one)
            return fail(one.error());
        wanted.push_back(*one);
    }
    if (!known)
        return invalid(QStringLiteral("no such line"));
    if (wanted.empty())
        return fail(ErrorCode::InvoiceNothingLeft);
    return wanted;
}

Result<std::vector<Invoice>> InvoiceService::request(const InvoiceOrder &order, Timestamp now)
{
    const auto before = m_invoices.ofOperation(order.operation);
    if (!before || !before->empty())
        return before;
    const auto title = checkedTitle(order.title, order.kind);
    if (!title)
        return fail(title.error());
    if (order.parts.empty())
        return invalid(QStringLiteral("no sale"));
    Invoice base;
    base.operation = order.operation;
    base.kind = order.kind;
    base.title = *title;
    base.remark = order.remark.simplified();
    base.person = order.who.name;
    base.at = now;
    std::vector<InvoiceLine> lines;
    std::set<std::pair<SaleId, int>> seen;
    for (const InvoicePart &part : order.parts) {
        if (part.line < 0 && part.amount)
            return invalid(QStringLiteral("an amount is of one line"));
        const auto wanted = wantedOf(part, lines.empty(), base, now);
        if (!wanted)
            return fail(wanted.error());
        for (const InvoiceLine &line : *wanted) {
            if (!seen.emplace(line.sale, line.line).second)
                return invalid(QStringLiteral("one line twice"));
            lines.push_back(line);
        }
    }
    return insertAll(base, lines).and_then([&](std::vector<Invoice> made) {
        const auto kept = base.customer ? m_invoices.keepTitle(base.customer, *title, now) : Result<void>();
        return kept.map([&] { return made; });
    });
}

Result<std::vector<Invoice>> InvoiceService::insertAll(const Invoice &base,
                                                       const std::vector<InvoiceLine> &lines)
{
    std::vector<Invoice> made;
    for (const auto &some : splitLines(lines, m_terms)) {
        Invoice invoice = base;
        invoice.part = int(made.size());
        invoice.lines = some;
        const auto inserted = insert(std::move(invoice));
        if (!inserted)
            return fail(inserted.error());
        made.push_back(*inserted);
    }
    return made;
}

Result<Invoice> InvoiceService::insert(Invoice invoice)
{
    invoice.gross = sumOf(invoice.lines, &InvoiceLine::gross, invoice.currency);
    invoice.tax = sumOf(invoice.lines, &InvoiceLine::tax, invoice.currency);
    const auto id = m_invoices.insert(invoice, invoice.at);
    if (!id)
        return fail(id.error());
    invoice.id = *id;
    const QString what =
        invoice.isRed() ? QStringLiteral("invoice.reverse") : QStringLiteral("invoice.request");
    return AuditLog(m_db)
        .add({invoice.person, what, QStringLiteral("invoice %1").arg(id->value),
              QStringLiteral("%1 lines, %2").arg(invoice.lines.size()).arg(plainAmount(invoice.gross))},
             invoice.at)
        .map([&] { return invoice; });
}

Result<std::vector<Invoice>> InvoiceService::requestMonth(InvoiceOrder order, CustomerId customer,
                                                          QDate month, Timestamp now)
{
    const auto before = m_invoices.ofOperation(order.operation);
    if (!before || !before->empty())
        return before;
    const QDate from(month.year(), month.month(), 1);
    const auto sales =
        m_db.exec("SELECT id FROM sale WHERE customer = ? AND day >= ? AND day < ? ORDER BY occurred, id",
                  {customer.value, from.toString(Qt::ISODate), from.addMonths(1).toString(Qt::ISODate)})
            .map([](Rows row) {
                std::vector<SaleId> ids;
                while (row.next())
                    ids.push_back(SaleId::fromBytes(row.blob(0)));
                return ids;
            });
    if (!sales)
        return fail(sales.error());
    order.parts.clear();
    for (const SaleId sale : *sales) {
        const auto lines = open(sale);
        if (!lines)
            return fail(lines.error());
        for (const OpenLine &line : *lines)
            if (line.what.gross.isPositive())
                order.parts.push_back({sale, line.what.line, {}});
    }
    if (order.parts.empty())
        return fail(ErrorCode::InvoiceNothingLeft);
    return request(order, now);
}

// --- red-letter invoices
// ----------------------------------------------------------------------------------------

Result<std::vector<Money>> InvoiceService::reversedOf(const Invoice &invoice)
{
    return m_invoices.reversed(invoice.id, invoice.currency).map([&](const auto &sums) {
        std::vector<Money> reversed;
        for (const InvoiceLine &line : invoice.lines) {
            const auto it = sums.find({line.sale, line.line});
            reversed.push_back(it == sums.end() ? Money{0, invoice.currency} : it->second);
        }
        return reversed;
    });
}

Result<Invoice> InvoiceService::insertRed(const Invoice &of, std::vector<InvoiceLine> lines,
                                          OperationId operation, int part, const QString &remark,
                                          const Principal &who, Timestamp now)
{
    Invoice red = of;
    red.operation = operation;
    red.part = part;
    red.state = InvoiceState::Requested;
    red.reverses = of.id;
    red.number.clear();
    red.platformId.clear();
    red.remark = remark.simplified();
    red.person = who.name;
    red.at = now;
    red.issuedAt = {};
    red.lines = std::move(lines);
    return insert(std::move(red));
}

Result<Invoice> InvoiceService::reverse(InvoiceId id, OperationId operation, const QString &remark,
                                        const Principal &who, Timestamp now)
{
    const auto before = m_invoices.ofOperation(operation);
    if (!before)
        return fail(before.error());
    if (!before->empty())
        return before->front();
    const auto found = m_invoices.lock(id);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::NotFound, QStringLiteral("invoice %1").arg(id.value));
    const Invoice &invoice = **found;
    if (invoice.isRed() || invoice.state == InvoiceState::Requested || invoice.state == InvoiceState::Refused)
        return fail(ErrorCode::InvoiceStateConflict);
    const auto reversed = reversedOf(invoice);
    if (!reversed)
        return fail(reversed.error());
    auto lines = redLines(invoice, *reversed);
    if (lines.empty())
        return fail(ErrorCode::InvoiceNothingLeft);
    return insertRed(invoice, std::move(lines), operation, 0, remark, who, now);
}

/// What stands of each line of a sale on invoices, less what red-letter ones take, those on their way too.
Result<std::vector<InvoiceService::Standing>> InvoiceService::standing(SaleId sale)
{
    const auto ids = m_invoices.ofSale(sale);
    if (!ids)
        return fail(ids.error());
    std::vector<Standing> all;
    for (const InvoiceId id : *ids) {
        const auto invoice = m_invoices.lock(id);
        if (!invoice)
            return fail(invoice.error());
        if ((*invoice)->isRed() || (*invoice)->state == InvoiceState::Refused)
            continue;
        const auto reversed = reversedOf(**invoice);
        if (!reversed)
            return fail(reversed.error());
        all.push_back({std::move(**invoice), *reversed});
    }
    return all;
}

Result<RefundDone> InvoiceService::giveBack(const RefundOrder &order, const RefundPolicy &policy,
                                            Timestamp now)
{
    const auto done = RefundService(m_db, m_keys, policy).refund(order, now);
    if (!done || done->waiting)
        return done;
    return followRefund(order.sale, done->refund.id, order.who, now).map([&](const auto &) { return *done; });
}

Result<std::vector<Invoice>> InvoiceService::followRefund(SaleId sale, OperationId refund,
                                                          const Principal &who, Timestamp now)
{
    const auto before = m_invoices.ofOperation(refund);
    if (!before || !before->empty())
        return before;
    const auto lines = open(sale);
    const auto invoices = lines ? standing(sale) : fail(lines.error());
    if (!invoices)
        return fail(invoices.error());
    std::map<int, Money> room; // by line: what was kept
    for (const OpenLine &line : *lines)
        room[line.what.line] = line.paid;
    std::vector<Invoice> made;
    for (const Standing &one : *invoices) { // the oldest keep what there is
        std::vector<InvoiceLine> red;
        for (size_t i = 0; i < one.reversed.size(); ++i) {
            const InvoiceLine &line = one.invoice.lines[i];
            if (line.sale != sale)
                continue;
            const Money stands = line.gross - one.reversed[i];
            const Money kept = min(stands, room[line.line]);
            room[line.line] -= kept;
            if (kept == stands)
                continue;
            const auto back = redLine(line, one.reversed[i], stands - kept);
            if (!back)
                return fail(back.error());
            red.push_back(*back);
        }
        if (red.empty())
            continue;
        const auto inserted = insertRed(one.invoice, std::move(red), refund, int(made.size()),
                                        QStringLiteral("refund"), who, now);
        if (!inserted)
            return fail(inserted.error());
        made.push_back(*inserted);
    }
    return made;
}

// --- what the platform says
// -------------------------------------------------------------------------------------

Result<Invoice> InvoiceService::learn(InvoiceId id, const InvoiceNews &news, Timestamp now)
{
    const auto found = m_invoices.lock(id);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::NotFound, QStringLiteral("invoice %1").arg(id.value));
    Invoice invoice = **found;
    if (invoice.state != InvoiceState::Requested) {
        const bool same = invoice.number == news.number
            && (news.state == invoice.state
                || (news.state == InvoiceState::Issued && invoice.state == InvoiceState::Reversed));
        if (same || news.state == InvoiceState::Requested)
            return invoice; // told again, or late
        return fail(ErrorCode::InvoiceStateConflict);
    }
    if (news.state == InvoiceState::Issued && news.number.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("issued without a number"));
    invoice.state = news.state;
    invoice.number = news.number;
    invoice.platformId = news.platformId.isEmpty() ? invoice.platformId : news.platformId;
    invoice.reason = news.reason;
    invoice.issuedAt =
        news.state == InvoiceState::Issued ? (news.issuedAt.ms ? news.issuedAt : now) : Timestamp{};
    const auto moved = m_invoices.setState(invoice, InvoiceState::Requested);
    if (!moved)
        return fail(moved.error());
    if (!*moved)
        return fail(ErrorCode::InvoiceStateConflict);
    Result<void> done;
    if (invoice.isRed() && invoice.state == InvoiceState::Issued)
        done = closeIfReversed(invoice.reverses);
    else if (!invoice.isRed() && invoice.state == InvoiceState::Refused)
        done = m_invoices.dropRed(invoice.id); // there is nothing to reverse
    return done.map([&] { return invoice; });
}

/// All of it by red-letter invoices that are issued?
Result<void> InvoiceService::closeIfReversed(InvoiceId original)
{
    const auto found = m_invoices.lock(original);
    if (!found)
        return fail(found.error());
    Invoice invoice = **found;
    const auto issued =
        m_db.exec("SELECT COALESCE(SUM(gross), 0) FROM invoice WHERE reverses = ? AND state = 2",
                  {original.value})
            .map([](Rows row) { return row.next() ? row.integer(0) : 0; });
    if (!issued)
        return fail(issued.error());
    if (*issued + invoice.gross.minor != 0 || invoice.state != InvoiceState::Issued)
        return {};
    invoice.state = InvoiceState::Reversed;
    return m_invoices.setState(invoice, InvoiceState::Issued).map([](bool) {});
}

}
