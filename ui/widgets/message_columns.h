#pragma once

#include "ui/widgets/table_page.h"

#include <QLocale>

namespace youka {

/// The outbox, newest first: what waits, what was sent, what never arrived.
RecordSource messageSource();
QList<TablePage::View> messageViews();
QList<RecordColumn> messageColumns(const QLocale &locale);
QString messageSums(const QList<QJsonObject> &messages);

/// Words for what the server calls "low-balance", "sms", "zh"; another is shown as it is.
QString messageKindText(const QString &name);
QString messageWayText(const QString &name);
QString messageLanguageText(const QString &name);

}
