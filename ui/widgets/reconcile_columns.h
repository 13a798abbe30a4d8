#pragma once

#include "ui/widgets/form_dialog.h"
#include "ui/widgets/table_page.h"

#include <QLocale>

class QDialog;

namespace youka {

/// Days of merchants at payment channels.
RecordSource reconcileSource();
QList<RecordColumn> reconcileColumns(const QLocale &locale);
/// How many differences of these days nobody has explained.
QString reconcileSums(const QList<QJsonObject> &days);

/// "/api/v1/reconcile/days/3/2026-01-05/close" of this day.
QString reconcilePath(const QJsonObject &day, const char *verb);
/// What became of a day's rows, and its differences with their age and owner. Objects: reconcileDetail,
/// reconcileDetailClose, reconcileDetailText with each line, reconcileDetailBreaks.
QDialog *makeReconcileDetail(const QJsonObject &day, const QList<QJsonObject> &breaks, QWidget *parent);
/// What reached the bank for a closed day.
FormDialog *makeArrivalForm(OfficeLink &link, const QJsonObject &day, QWidget *parent);

}
