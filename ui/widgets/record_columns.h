#pragma once

#include "ui/widgets/table_page.h"

#include <QLocale>

namespace youka {

/// The lists of the office: what each shows of a record. Texts are in the language the program speaks when
/// they are made, amounts and dates by `locale`, times in this computer's zone.
QList<RecordColumn> cardColumns(const QLocale &locale);
QList<RecordColumn> customerColumns(const QLocale &locale);
QList<RecordColumn> saleColumns(const QLocale &locale);
QList<RecordColumn> priceColumns(const QLocale &locale);
QList<RecordColumn> staffColumns();
QList<RecordColumn> tankColumns(const QLocale &locale);
QList<RecordColumn> campaignColumns(const QLocale &locale);
/// `clock` says how old a case is; it outlives the columns.
QList<RecordColumn> exceptionColumns(const QLocale &locale, const Clock &clock);

RecordSource cardSource();
RecordSource customerSource();
RecordSource saleSource();
RecordSource priceSource();
RecordSource staffSource();
RecordSource tankSource();
RecordSource campaignSource();
/// All, and those of each state.
QList<TablePage::View> campaignViews();
/// The cases that somebody must still see to.
RecordSource exceptionSource();
/// These, those that are done, and all.
QList<TablePage::View> exceptionViews();

/// "Balance ¥1,234.00" of these cards; one sum per currency.
QString cardSums(const QList<QJsonObject> &cards, const QLocale &locale);
/// Litres and money of these sales.
QString saleSums(const QList<QJsonObject> &sales, const QLocale &locale);
/// How many of these cases are overdue.
QString exceptionSums(const QList<QJsonObject> &exceptions);

/// Texts of single members; empty where they are absent or not what they should be.
QString moneyText(const QJsonObject &record, const char *member, const QLocale &locale);
QString timeText(const QString &iso, const QLocale &locale);
QString dateText(const QString &iso, const QLocale &locale);

}
