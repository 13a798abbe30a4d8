#pragma once

#include "core/domain/invoices/invoice_rules.h"

#include <QJsonObject>

namespace youka {

QJsonObject toJson(const InvoiceTitle &title);
/// Errors: InvalidInput naming the member. What is right about it: checkedTitle().
Result<InvoiceTitle> invoiceTitleFromJson(const QJsonObject &json);
QJsonObject toJson(const InvoiceLine &line);
QJsonObject toJson(const OpenLine &line);
/// With its lines, where it has been read with them.
QJsonObject toJson(const Invoice &invoice);
/// As whoever draws it needs it. Errors: InvalidInput.
Result<Invoice> invoiceFromJson(const QJsonObject &json);

/// Title, kind and remark of a request; `parts` where it names them. Errors: InvalidInput naming the member.
Result<InvoiceOrder> invoiceOrderFromJson(const QJsonObject &json);

}
