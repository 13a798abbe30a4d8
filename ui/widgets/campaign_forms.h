#pragma once

#include "core/domain/coupons/campaign.h"
#include "ui/widgets/form_dialog.h"

namespace youka {

/// The next step of a campaign's life, with what it means in words. Forms are made with new, go away when
/// closed, and are shown by the caller.
FormDialog *makeCampaignStepForm(OfficeLink &link, const QJsonObject &campaign, CampaignState to,
                                 QWidget *parent);
/// "/api/v1/campaigns/7", with what is asked of it.
QString campaignPath(const QJsonObject &campaign, const char *what = nullptr);

}
