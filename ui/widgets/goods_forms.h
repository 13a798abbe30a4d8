#pragma once

#include "core/domain/goods/stock.h"
#include "ui/widgets/form_dialog.h"
#include "ui/widgets/table_page.h"

namespace youka {

/// The office's shop: what its lists show, and its forms. A form is gone when it is closed.
RecordSource articleSource();
RecordSource stockSource();
QList<RecordColumn> articleColumns(const QLocale &locale);
QList<RecordColumn> stockColumns(const QLocale &locale);
/// How many are below zero.
QString stockSums(const QList<QJsonObject> &levels);

QString articleName(const QJsonObject &record, const QLocale &locale);
QString quantityText(qint64 thousandths, const QLocale &locale);
QString stockMoveText(StockMoveKind kind);

/// Empty: a new one.
FormDialog *makeArticleForm(OfficeLink &link, const QJsonObject &article, QWidget *parent);
FormDialog *makeArticlePriceForm(OfficeLink &link, const QJsonObject &article, Currency currency,
                                 QWidget *parent);
FormDialog *makeGroupForm(OfficeLink &link, QWidget *parent);
/// Receive, count, throw away or send; `level` names article and station where one is chosen.
FormDialog *makeStockForm(OfficeLink &link, StockMoveKind kind, const QJsonObject &level, QWidget *parent);
FormDialog *makeTransferForm(OfficeLink &link, const QJsonObject &transfer, QWidget *parent);
/// What moved the stock of one article at one station.
QDialog *makeMovesDialog(const QString &heading, const QJsonArray &moves, QWidget *parent);
/// What is under way; whoever chooses one is told by `chosen`.
QDialog *makeTransfersDialog(const QJsonArray &transfers,
                             const std::function<void(const QJsonObject &)> &chosen, QWidget *parent);

}
