#pragma once

#include "ui/widgets/table_page.h"

#include <QLocale>

class QDialog;

namespace youka {

/// Invoices, newest first; all, and those of each state.
RecordSource invoiceSource();
QList<TablePage::View> invoiceViews();
QList<RecordColumn> invoiceColumns(const QLocale &locale);
/// How many of these wait for the platform.
QString invoiceSums(const QList<QJsonObject> &invoices);
QString invoiceStateText(const QJsonObject &invoice);

/// One as the server tells it with its lines: its paper, or why there is none yet; can be saved as PDF when
/// it is issued. Objects: invoiceDetail, invoiceDetailText with each line, invoiceDetailPaper,
/// invoiceDetailSave, invoiceDetailProblem, invoiceDetailClose.
QDialog *makeInvoiceDetail(const QJsonObject &invoice, QWidget *parent);
/// Errors: InvoiceStateConflict (not issued), InvalidInput, StoreFailed (the file).
Result<void> saveInvoicePdf(const QJsonObject &invoice, const QString &file);

}
