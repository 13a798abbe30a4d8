#pragma once

#include "ui/widgets/form_dialog.h"

namespace youka {

/// The forms of one case, made as those of office_forms.h.
FormDialog *makeResolveForm(OfficeLink &link, const QJsonObject &exception, QWidget *parent);
FormDialog *makeConfirmForm(OfficeLink &link, const QJsonObject &exception, QWidget *parent);
FormDialog *makeRejectForm(OfficeLink &link, const QJsonObject &exception, QWidget *parent);

/// One case with its detail: what the terminal said beside what the centre had, and every step.
QDialog *makeExceptionDetail(const QJsonObject &exception, QWidget *parent);

QString exceptionPath(const QJsonObject &exception, const char *step = nullptr);

}
