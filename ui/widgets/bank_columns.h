#pragma once

#include "ui/widgets/table_page.h"

#include <QLocale>

namespace youka {

/// Rows of the banks' statements, newest first.
RecordSource bankSource();
/// Those that wait, all, and those of each kind.
QList<TablePage::View> bankViews();
QList<RecordColumn> bankColumns(const QLocale &locale);
/// What came, what went and how much of it waits for a person.
QString bankSums(const QList<QJsonObject> &rows, const QLocale &locale);

/// Transfers that give money back, newest first.
RecordSource transferSource();
QList<TablePage::View> transferViews();
QList<RecordColumn> transferColumns(const QLocale &locale);
QString transferSums(const QList<QJsonObject> &transfers, const QLocale &locale);

/// Why a row waits, in words.
QString bankDoubtText(const QString &doubt);
/// What speaks for a proposal, in words.
QString likenessText(const QJsonObject &proposal);

}
