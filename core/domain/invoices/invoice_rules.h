#pragma once

#include "core/domain/invoices/invoice.h"
#include "core/domain/refunds/refund.h"

namespace youka {

/// The title as it is stored: trimmed, the tax number as it is written. A special invoice is for companies.
/// Errors: InvoiceTitleInvalid, TaxNumberInvalid.
Result<InvoiceTitle> checkedTitle(const InvoiceTitle &title, InvoiceKind kind);

/// The tax in an amount, rounded half up: gross - gross / (1 + rate). Of a negative amount the negative.
Money taxIn(Money gross, Percent rate);

/// A line of a sale as far as it can be invoiced.
struct OpenLine
{
    InvoiceLine what; ///< all that is left of it
    Money invoiced;   ///< of it, on invoices that stand
    Money paid;       ///< for the line, less what went back
};

/// What is left of each line of a sale: paid, less what went back, less what stands on invoices. `back` is
/// what its refunds gave in all. Below zero: more stands on invoices than was kept.
struct SaleToInvoice
{
    SaleId sale;
    std::vector<RefundLine> lines;
    std::vector<QString> names; ///< one for each line
    std::vector<Percent> rates;
    std::vector<Money> invoiced;
    Money back;
};
std::vector<OpenLine> openLines(const SaleToInvoice &sale);

/// The part of an open line that an amount stands for. Errors: InvoiceNothingLeft (more than is left),
/// AmountNotPositive.
Result<InvoiceLine> partOf(const OpenLine &line, std::optional<Money> amount);

/// The lines in as many invoices as the terms ask for; a line above the bound is cut.
std::vector<std::vector<InvoiceLine>> splitLines(const std::vector<InvoiceLine> &lines,
                                                 const InvoiceTerms &terms);

/// All that is left of an invoice, as a red-letter one has it. `reversed` is what earlier ones took, line by
/// line.
std::vector<InvoiceLine> redLines(const Invoice &invoice, const std::vector<Money> &reversed);
/// Only so much of one line. Errors: InvoiceNothingLeft.
Result<InvoiceLine> redLine(const InvoiceLine &line, Money reversed, Money amount);

QLatin1String titleKindName(TitleKind kind);
std::optional<TitleKind> titleKindFromName(QStringView name);
QLatin1String invoiceKindName(InvoiceKind kind);
std::optional<InvoiceKind> invoiceKindFromName(QStringView name);
QLatin1String invoiceStateName(InvoiceState state);

}
