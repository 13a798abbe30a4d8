#pragma once

#include "ui/sentences/campaign_words.h"
#include "ui/widgets/office_link.h"

namespace youka {

/// Asks for the stations, the products and their prices. `done` is called once.
void loadCampaignHouse(OfficeLink &link, const std::function<void(const Result<CampaignHouse> &)> &done);

}
