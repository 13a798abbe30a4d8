#pragma once

#include "ui/widgets/form_dialog.h"

namespace youka {

/// Gives back a sale or parts of it. `lines` is what the server says of it; the form works out with the same
/// rule what the customer gets. Null when nothing is left of the sale.
FormDialog *makeRefundForm(OfficeLink &link, const QJsonObject &sale, const QJsonObject &lines,
                           QWidget *parent);
/// What became of it, in words.
QString refundText(const QJsonObject &answer, const QLocale &locale);

QString refundPath(const QJsonObject &sale);

}
