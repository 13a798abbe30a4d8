#pragma once

#include "ui/widgets/form_dialog.h"
#include "ui/widgets/table_page.h"

#include <QLocale>

class QDialog;

namespace youka {

/// Payments through channels, newest first.
RecordSource paymentSource();
QList<RecordColumn> paymentColumns(const QLocale &locale);
/// All of them, what people must look at, and by state.
QList<TablePage::View> paymentViews();
/// What was paid and went back, by currency, and how many wait for a person.
QString paymentSums(const QList<QJsonObject> &payments, const QLocale &locale);

/// "/api/v1/payments/Y1234/refunds"
QString paymentPath(const QJsonObject &payment, const char *verb = "");
/// What may go back yet.
std::optional<Money> leftOf(const QJsonObject &payment);
/// All that is known of one, with its refunds and its history. Objects: paymentDetail, paymentDetailClose,
/// paymentDetailText with each line, paymentDetailRefunds, paymentDetailHistory.
QDialog *makePaymentDetail(const QJsonObject &payment, const QJsonObject &detail, QWidget *parent);
/// Back the way it came, whole or in part.
FormDialog *makePaymentRefundForm(OfficeLink &link, const QJsonObject &payment, QWidget *parent);
/// What a person says of one that was left to people.
FormDialog *makeSettleForm(OfficeLink &link, const QJsonObject &payment, QWidget *parent);

}
