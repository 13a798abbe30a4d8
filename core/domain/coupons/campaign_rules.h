#pragma once

#include "core/domain/access/access.h"
#include "core/domain/coupons/campaign.h"

namespace youka {

/// Do the terms fit together? Errors: CampaignTermsInvalid, whose detail names the member first.
Result<void> checkCampaign(const Campaign &campaign);

/// May a campaign go from one state to another, by this person? What is to go live was written by somebody
/// else. Errors: CampaignStateConflict, FourEyesNeeded, NotPermitted.
Result<void> decideStep(const Campaign &campaign, CampaignState to, const Principal &who);

/// Only a draft's terms may be changed at will; of a live one the limits, the name and the end.
/// Errors: CampaignStateConflict.
Result<void> decideChange(const Campaign &before, const Campaign &after);

/// Can its coupons be used in this state? Errors: CouponPaused, CouponVoid, CouponExpired.
Result<void> checkUsable(CampaignState state);

QLatin1String campaignStateName(CampaignState state);
std::optional<CampaignState> campaignStateFromName(QStringView name);
QLatin1String couponStateName(CouponState state);

}
