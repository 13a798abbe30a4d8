#pragma once

#include "ui/widgets/campaign_words.h"
#include "ui/widgets/office_link.h"

namespace youka {

/// Asks for the stations, the products and their prices. `done` is called once.
void loadCampaignHouse(OfficeLink &link, const std::function<void(const Result<CampaignHouse> &)> &done);

}
