#pragma once

#include "ui/widgets/form_dialog.h"

namespace youka {

/// Forms about a campaign's coupons. They are made with new, go away when closed, and are shown by the
/// caller.
FormDialog *makePrintForm(OfficeLink &link, const QJsonObject &campaign, QWidget *parent);
FormDialog *makeVoidBatchForm(OfficeLink &link, const QJsonObject &batch, QWidget *parent);
FormDialog *makeGiveForm(OfficeLink &link, const QJsonObject &campaign, QWidget *parent);
FormDialog *makeExtendCouponForm(OfficeLink &link, const QJsonObject &coupon, QWidget *parent);
FormDialog *makeVoidCouponForm(OfficeLink &link, const QJsonObject &coupon, QWidget *parent);

}
