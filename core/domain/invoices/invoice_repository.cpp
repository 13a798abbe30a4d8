#include "core/domain/invoices/invoice_repository.h"

namespace youka {

namespace {

#define YOUKA_INVOICE_COLUMNS                                                                                \
    "id, operation, part, kind, state, title_kind, name, tax_number, address, phone, bank, bank_account, "   \
    "customer, station, currency, gross, tax, reverses, number, platform_id, remark, person, reason, at, "   \
    "issued_at"

Currency currencyIn(const QString &code)
{
    const auto currency = Currency::parse(code);
    ensure(currency.has_value(), "a stored currency is a currency");
    return *currency;
}

QString stored(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }

Invoice readInvoice(const Rows &row)
{
    Invoice invoice;
    invoice.id = {row.integer(0)};
    invoice.operation = OperationId::fromBytes(row.blob(1));
    invoice.part = int(row.integer(2));
    invoice.kind = InvoiceKind(row.integer(3));
    invoice.state = InvoiceState(row.integer(4));
    invoice.title = {TitleKind(row.integer(5)),
                     row.text(6),
                     row.text(7),
                     row.text(8),
                     row.text(9),
                     row.text(10),
                     row.text(11)};
    invoice.customer = {row.integer(12)};
    invoice.station = {row.integer(13)};
    invoice.currency = currencyIn(row.text(14));
    invoice.gross = {row.integer(15), invoice.currency};
    invoice.tax = {row.integer(16), invoice.currency};
    invoice.reverses = {row.integer(17)};
    invoice.number = row.text(18);
    invoice.platformId = row.text(19);
    invoice.remark = row.text(20);
    invoice.person = row.text(21);
    invoice.reason = int(row.integer(22));
    invoice.at = {row.integer(23)};
    invoice.issuedAt = {row.integer(24)};
    return invoice;
}

}

Result<InvoiceId> InvoiceRepository::insert(const Invoice &invoice, Timestamp nextAsk)
{
    const InvoiceTitle &title = invoice.title;
    const auto put = m_db.exec(
        "INSERT INTO invoice (operation, part, kind, state, title_kind, name, tax_number, address, phone, "
        "bank, bank_account, customer, station, currency, gross, tax, reverses, number, platform_id, remark, "
        "person, reason, at, issued_at, next_ask, asks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        {invoice.operation.bytes(),
         invoice.part,
         int(invoice.kind),
         int(invoice.state),
         int(title.kind),
         stored(title.name),
         stored(title.taxNumber),
         stored(title.address),
         stored(title.phone),
         stored(title.bank),
         stored(title.bankAccount),
         invoice.customer.value,
         invoice.station.value,
         invoice.currency.code(),
         invoice.gross.minor,
         invoice.tax.minor,
         invoice.reverses.value,
         stored(invoice.number),
         stored(invoice.platformId),
         stored(invoice.remark),
         stored(invoice.person),
         invoice.reason,
         invoice.at.ms,
         invoice.issuedAt.ms,
         nextAsk.ms});
    if (!put)
        return fail(put.error());
    const qint64 id = put->lastId();
    for (const InvoiceLine &line : invoice.lines)
        if (const auto done = m_db.run("INSERT INTO invoice_line (invoice, sale, line, product, name, unit, "
                                       "quantity, gross, discount, "
                                       "rate, tax) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                       {id, line.sale.bytes(), line.line, stored(line.product),
                                        stored(line.name), int(line.unit), line.quantity, line.gross.minor,
                                        line.discount.minor, line.rate.basisPoints, line.tax.minor});
            !done)
            return fail(done.error());
    return InvoiceId{id};
}

Result<std::vector<InvoiceLine>> InvoiceRepository::linesOf(InvoiceId id, Currency currency)
{
    return m_db
        .exec(
            "SELECT sale, line, product, name, unit, quantity, gross, discount, rate, tax FROM invoice_line "
            "WHERE invoice = ? ORDER BY sale, line",
            {id.value})
        .map([&](Rows row) {
            std::vector<InvoiceLine> lines;
            while (row.next())
                lines.push_back({SaleId::fromBytes(row.blob(0)),
                                 int(row.integer(1)),
                                 row.text(2),
                                 row.text(3),
                                 Product::Unit(row.integer(4)),
                                 row.integer(5),
                                 {row.integer(6), currency},
                                 {row.integer(7), currency},
                                 {row.integer(8)},
                                 {row.integer(9), currency}});
            return lines;
        });
}

Result<std::optional<Invoice>> InvoiceRepository::withLines(Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::nullopt;
    Invoice invoice = readInvoice(*rows);
    return linesOf(invoice.id, invoice.currency).map([&](std::vector<InvoiceLine> lines) {
        invoice.lines = std::move(lines);
        return std::optional(invoice);
    });
}

Result<std::optional<Invoice>> InvoiceRepository::find(InvoiceId id)
{
    return withLines(m_db.exec("SELECT " YOUKA_INVOICE_COLUMNS " FROM invoice WHERE id = ?", {id.value}));
}

Result<std::optional<Invoice>> InvoiceRepository::lock(InvoiceId id)
{
    return withLines(m_db.exec(
        m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_INVOICE_COLUMNS " FROM invoice WHERE id = ?")),
        {id.value}));
}

Result<std::vector<Invoice>> InvoiceRepository::ofOperation(OperationId operation)
{
    const auto ids =
        m_db.exec("SELECT id FROM invoice WHERE operation = ? ORDER BY part", {operation.bytes()})
            .map([](Rows row) {
                std::vector<InvoiceId> found;
                while (row.next())
                    found.push_back({row.integer(0)});
                return found;
            });
    if (!ids)
        return fail(ids.error());
    std::vector<Invoice> invoices;
    for (const InvoiceId id : *ids) {
        const auto invoice = find(id);
        if (!invoice)
            return fail(invoice.error());
        invoices.push_back(**invoice);
    }
    return invoices;
}

Result<std::vector<Invoice>> InvoiceRepository::list(CustomerId customer, InvoiceId before, int most,
                                                     std::optional<InvoiceState> state)
{
    const int only = state ? int(*state) : 0;
    return m_db
        .exec("SELECT " YOUKA_INVOICE_COLUMNS
              " FROM invoice WHERE (? = 0 OR customer = ?) AND (? = 0 OR id < ?) AND (? = 0 OR state = ?) "
              "ORDER BY id DESC LIMIT ?",
              {customer.value, customer.value, before.value, before.value, only, only, most})
        .map([](Rows row) {
            std::vector<Invoice> invoices;
            while (row.next())
                invoices.push_back(readInvoice(row));
            return invoices;
        });
}

Result<std::vector<InvoiceId>> InvoiceRepository::ofSale(SaleId sale)
{
    return m_db
        .exec("SELECT DISTINCT invoice FROM invoice_line WHERE sale = ? ORDER BY invoice", {sale.bytes()})
        .map([](Rows row) {
            std::vector<InvoiceId> ids;
            while (row.next())
                ids.push_back({row.integer(0)});
            return ids;
        });
}

Result<bool> InvoiceRepository::setState(const Invoice &invoice, InvoiceState from)
{
    const bool waits = invoice.state == InvoiceState::Requested;
    return m_db
        .exec(waits ? "UPDATE invoice SET state = ?, number = ?, platform_id = ?, reason = ?, issued_at = ? "
                      "WHERE id = ? AND state = ?"
                    : "UPDATE invoice SET state = ?, number = ?, platform_id = ?, reason = ?, issued_at = ?, "
                      "next_ask = 0 WHERE id = ? AND state = ?",
              {int(invoice.state), stored(invoice.number), stored(invoice.platformId), invoice.reason,
               invoice.issuedAt.ms, invoice.id.value, int(from)})
        .map([](const Rows &rows) { return rows.affected() > 0; });
}

Result<std::map<int, Money>> InvoiceRepository::invoiced(SaleId sale, Currency currency)
{
    return m_db
        .exec(
            "SELECT l.line, SUM(l.gross) FROM invoice_line l JOIN invoice i ON i.id = l.invoice WHERE l.sale "
            "= ? AND ((i.reverses = 0 AND i.state <> 3) OR (i.reverses > 0 AND i.state = 2)) GROUP BY l.line",
            {sale.bytes()})
        .map([&](Rows row) {
            std::map<int, Money> sums;
            while (row.next())
                sums[int(row.integer(0))] = {row.integer(1), currency};
            return sums;
        });
}

Result<std::map<std::pair<SaleId, int>, Money>> InvoiceRepository::reversed(InvoiceId id, Currency currency)
{
    return m_db
        .exec("SELECT l.sale, l.line, SUM(l.gross) FROM invoice_line l JOIN invoice i ON i.id = l.invoice "
              "WHERE "
              "i.reverses = ? AND i.state <> 3 GROUP BY l.sale, l.line",
              {id.value})
        .map([&](Rows row) {
            std::map<std::pair<SaleId, int>, Money> sums;
            while (row.next())
                sums[{SaleId::fromBytes(row.blob(0)), int(row.integer(1))}] = {-row.integer(2), currency};
            return sums;
        });
}

Result<void> InvoiceRepository::dropRed(InvoiceId original)
{
    return m_db.run("UPDATE invoice SET state = 3, next_ask = 0 WHERE reverses = ? AND state = 1",
                    {original.value});
}

Result<std::vector<InvoiceId>> InvoiceRepository::due(Timestamp now, int most)
{
    return m_db
        .exec("SELECT i.id FROM invoice i LEFT JOIN invoice o ON o.id = i.reverses WHERE i.next_ask > 0 AND "
              "i.next_ask <= ? AND (o.state IS NULL OR o.state <> 1) ORDER BY i.next_ask, i.id LIMIT ?",
              {now.ms, most})
        .map([](Rows row) {
            std::vector<InvoiceId> ids;
            while (row.next())
                ids.push_back({row.integer(0)});
            return ids;
        });
}

Result<void> InvoiceRepository::askAgain(InvoiceId id, Timestamp next, int asks)
{
    return m_db.run("UPDATE invoice SET next_ask = ?, asks = ? WHERE id = ? AND next_ask > 0",
                    {next.ms, asks, id.value});
}

Result<std::vector<InvoiceRepository::Asked>> InvoiceRepository::lease(Timestamp now, Timestamp until,
                                                                       int most)
{
    const auto ids = due(now, most);
    if (!ids)
        return fail(ids.error());
    std::vector<Asked> leased;
    for (const InvoiceId id : *ids) {
        const auto taken = m_db.exec("UPDATE invoice SET next_ask = ?, asks = asks + 1 WHERE id = ? AND "
                                     "next_ask > 0 AND next_ask <= ?",
                                     {until.ms, id.value, now.ms});
        if (!taken)
            return fail(taken.error());
        if (taken->affected() == 0)
            continue; // somebody else was quicker
        const auto asks = m_db.exec("SELECT asks FROM invoice WHERE id = ?", {id.value}).map([](Rows row) {
            return row.next() ? int(row.integer(0)) : 0;
        });
        const auto invoice = asks ? find(id) : fail(asks.error());
        if (!invoice)
            return fail(invoice.error());
        ensure(invoice->has_value(), "an invoice that is due is there");
        const auto original =
            (*invoice)->isRed() ? find((*invoice)->reverses) : Result<std::optional<Invoice>>(std::nullopt);
        if (!original)
            return fail(original.error());
        leased.push_back({**invoice, *original, *asks - 1});
    }
    return leased;
}

Result<Timestamp> InvoiceRepository::nextDue()
{
    return m_db
        .exec(
            "SELECT MIN(i.next_ask) FROM invoice i LEFT JOIN invoice o ON o.id = i.reverses WHERE i.next_ask "
            "> 0 AND (o.state IS NULL OR o.state <> 1)")
        .map([](Rows row) { return Timestamp{row.next() ? row.integer(0) : 0}; });
}

Result<void> InvoiceRepository::endLeases(Timestamp now)
{
    return m_db.run("UPDATE invoice SET next_ask = ? WHERE next_ask > ?", {now.ms, now.ms});
}

Result<std::vector<InvoiceTitle>> InvoiceRepository::titles(CustomerId customer)
{
    return m_db
        .exec("SELECT kind, name, tax_number, address, phone, bank, bank_account FROM invoice_title WHERE "
              "customer = ? ORDER BY at DESC, id DESC",
              {customer.value})
        .map([](Rows row) {
            std::vector<InvoiceTitle> titles;
            while (row.next())
                titles.push_back({TitleKind(row.integer(0)), row.text(1), row.text(2), row.text(3),
                                  row.text(4), row.text(5), row.text(6)});
            return titles;
        });
}

Result<void> InvoiceRepository::keepTitle(CustomerId customer, const InvoiceTitle &title, Timestamp now)
{
    const auto known =
        m_db.exec("UPDATE invoice_title SET kind = ?, address = ?, phone = ?, bank = ?, "
                  "bank_account = ?, at = ? WHERE customer = ? AND name = ? AND tax_number = ?",
                  {int(title.kind), stored(title.address), stored(title.phone), stored(title.bank),
                   stored(title.bankAccount), now.ms, customer.value, title.name, stored(title.taxNumber)});
    if (!known)
        return fail(known.error());
    if (known->affected() > 0)
        return {};
    return m_db.run("INSERT INTO invoice_title (customer, kind, name, tax_number, address, phone, bank, "
                    "bank_account, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {customer.value, int(title.kind), title.name, stored(title.taxNumber),
                     stored(title.address), stored(title.phone), stored(title.bank),
                     stored(title.bankAccount), now.ms});
}

}
