#pragma once

#include "ui/widgets/table_page.h"

#include <QLocale>

class QDialog;

namespace youka {

RecordSource refundSource();
QList<RecordColumn> refundColumns(const QLocale &locale);
/// Why something went back, by its name on the wire.
QString refundReasonText(const QString &reason);
/// All that is known of one. Objects: refundDetail, refundDetailClose, and refundDetailText with each line.
QDialog *makeRefundDetail(const QJsonObject &refund, QWidget *parent);

}
