#pragma once

#include "ui/widgets/form_dialog.h"

namespace youka {

/// The forms of staff, made as those of office_forms.h. The new member is of the own station, unless who adds
/// belongs to all of them.
FormDialog *makeHireForm(OfficeLink &link, QWidget *parent);
FormDialog *makeStaffPinForm(OfficeLink &link, const QJsonObject &member, QWidget *parent);
/// Has left, or is back.
FormDialog *makeStaffStateForm(OfficeLink &link, const QJsonObject &member, bool active, QWidget *parent);
FormDialog *makeMoveForm(OfficeLink &link, const QJsonObject &member, QWidget *parent);

/// Is this person's office that of all stations?
bool isOfAllStations(const Principal &who);

}
