#pragma once

#include "ui/widgets/form_dialog.h"
#include "ui/widgets/office_area.h"

namespace youka {

/// Asks for an invoice of a sale, all that is left of it or less. `standing` is what the server says of it.
/// Null when nothing is left.
FormDialog *makeInvoiceForm(OfficeLink &link, const QJsonObject &sale, const QJsonObject &standing,
                            QWidget *parent);
/// For all of a customer's month that is on no invoice.
FormDialog *makeInvoiceMonthForm(OfficeLink &link, QWidget *parent);
/// A red-letter invoice of all that is left.
FormDialog *makeInvoiceReversalForm(OfficeLink &link, const QJsonObject &invoice, QWidget *parent);

/// Asks for the invoice of a sale, as far as it is on none yet.
void invoiceSale(OfficeDesk &desk, const QJsonObject &sale);

}
