#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/domain/pricing/basket_json.h"
#include "core/foundation/base/json.h"

#include <QJsonObject>

namespace youka {

/// {"kind":"percent-off","percent":1000,...}: only the members that the kind uses and that are not zero.
QJsonObject toJson(const CouponTerms &terms);
/// Errors: InvalidInput naming the member.
Result<CouponTerms> couponTermsFromJson(const QJsonObject &json);

QJsonObject toJson(const Campaign &campaign);
/// What a person may say of a campaign: name, terms, limits, station share, hold-out, claim code.
Result<Campaign> campaignFromJson(const QJsonObject &json);

QJsonObject toJson(const Redemption &redemption);
Redemption readRedemption(JsonReader &in);
QJsonArray toJson(const std::vector<Redemption> &redemptions);
/// At most 20. What is wrong is remembered by `in`.
std::vector<Redemption> readRedemptions(JsonReader &in, const char *name);

/// As a store keeps them.
QByteArray bytesOf(const std::vector<Redemption> &redemptions);
std::vector<Redemption> redemptionsFromBytes(const QByteArray &bytes);

}
