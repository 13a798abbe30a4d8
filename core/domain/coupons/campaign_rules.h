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

/// Is this customer one of those who do not get the campaign, so that the others can be compared with them?
/// By a hash of both numbers: the same every time, nothing to do with who the customer is, and another group
/// for each campaign. Nobody (0) is never held out.
bool isHeldOut(CampaignId campaign, CustomerId customer, Percent holdOut);

/// May whoever has one of its coupons give it to another customer? What the campaign says, else all but those
/// that choose their customers.
bool isGiftable(const Campaign &campaign);

/// Can its coupons be used in this state? Errors: CouponPaused, CouponVoid, CouponExpired.
Result<void> checkUsable(CampaignState state);

QLatin1String campaignStateName(CampaignState state);
std::optional<CampaignState> campaignStateFromName(QStringView name);
QLatin1String couponStateName(CouponState state);
std::optional<CouponState> couponStateFromName(QStringView name);

}
