#pragma once

#include "ui/widgets/form_dialog.h"

namespace youka {

/// The office's forms. Each is made for its parent, not yet shown; it deletes itself when it is closed.
FormDialog *makeIssueForm(OfficeLink &link, Currency currency, QWidget *parent);
FormDialog *makeTopUpForm(OfficeLink &link, const QJsonObject &card, QWidget *parent);
/// Freezing, reporting lost and their opposites; asks for a reason.
FormDialog *makeStateForm(OfficeLink &link, const QJsonObject &card, CardState to, QWidget *parent);
FormDialog *makeLimitsForm(OfficeLink &link, const QJsonObject &card, QWidget *parent);
FormDialog *makePriceForm(OfficeLink &link, const QStringList &products, const QString &product,
                          Currency currency, QWidget *parent);

/// Takes a top-up back, which is a line of a statement.
FormDialog *makeReversalForm(OfficeLink &link, const QJsonObject &line, QWidget *parent);
/// What became of it, in words.
QString reversalText(const QJsonObject &answer);

/// The last movements of a card, to look at; a top-up can be taken back from here, after which it closes and
/// `reversed` gets the server's answer.
QDialog *makeStatement(OfficeLink &link, const QJsonObject &card,
                       const std::function<void(const QJsonObject &)> &reversed, QWidget *parent);

/// "Freeze", "Report lost" ...: what leads a card to that state.
QString stateActionText(CardState from, CardState to);

}
