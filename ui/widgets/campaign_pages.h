#pragma once

#include "ui/sentences/campaign_words.h"
#include "ui/widgets/campaign_fields.h"

namespace youka {

/// The pages of the campaign editor, each a part of a campaign that belongs together.
struct CampaignPage
{
    QString title;
    CampaignFields *fields;
};
/// The page that says for what the house gives a coupon by itself.
CampaignFields *makeRulePage(Currency currency, const QLocale &locale);
QList<CampaignPage> makeCampaignPages(const CampaignHouse &house, Currency currency, const QLocale &locale);

}
