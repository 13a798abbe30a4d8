#pragma once

#include "ui/widgets/form_dialog.h"

class QDialog;

namespace youka {

/// A row of a statement with what it may be. Objects: bankDetail, bankDetailText with each line,
/// bankDetailProposals, bankDetailClose.
QDialog *makeBankDetail(const QJsonObject &found, QWidget *parent);
/// What a waiting row is: one of the proposals, or something else by its reference. Form "assign".
FormDialog *makeAssignForm(OfficeLink &link, const QJsonObject &found, QWidget *parent);
/// A bank's file, taken in. `accounts` as the server lists them. Form "statement".
FormDialog *makeStatementForm(OfficeLink &link, const QJsonArray &accounts, QWidget *parent);
/// A top-up that a bank transfer will pay. Form "bankOrder".
FormDialog *makeBankOrderForm(OfficeLink &link, const QJsonArray &accounts, QWidget *parent);
/// A station's cash, counted and put into a bag. Form "deposit".
FormDialog *makeDepositForm(OfficeLink &link, const QJsonArray &accounts, QWidget *parent);

/// A refund that waits for people, paid by bank. `owed` as the server lists them. Form "transfer".
FormDialog *makeTransferForm(OfficeLink &link, const QJsonArray &owed, const QJsonArray &accounts,
                             QWidget *parent);
/// Form "cancelTransfer".
FormDialog *makeCancelTransferForm(OfficeLink &link, const QJsonObject &transfer, QWidget *parent);
/// All approved ones into a file for the bank. Form "batch".
FormDialog *makeBatchForm(OfficeLink &link, const QJsonArray &accounts, QWidget *parent);

/// "/api/v1/bank/transfers/7/approve" of this transfer.
QString transferPath(const QJsonObject &transfer, const char *verb);

}
