#include "core/domain/coupons/campaign_rules.h"

#include "core/foundation/base/names.h"
#include "core/foundation/crypto/digest.h"

#include <QtEndian>

namespace youka {

namespace {

using S = CampaignState;

constexpr std::pair<S, const char *> StateNames[] = {
    {S::Draft, "draft"},   {S::Review, "review"}, {S::Live, "live"},
    {S::Paused, "paused"}, {S::Ended, "ended"},   {S::Voided, "voided"},
};
constexpr std::pair<CouponState, const char *> CouponStateNames[] = {
    {CouponState::Issued, "issued"}, {CouponState::Claimed, "claimed"}, {CouponState::Reserved, "reserved"},
    {CouponState::Used, "used"},     {CouponState::Void, "void"},
};

tl::unexpected<Error> wrong(const char *member, const char *why)
{
    return fail(ErrorCode::CampaignTermsInvalid,
                QLatin1String(member) + QLatin1String(": ") + QLatin1String(why));
}

bool leads(S from, S to)
{
    switch (from) {
    case S::Draft:
        return to == S::Review;
    case S::Review:
        return to == S::Draft || to == S::Live;
    case S::Live:
        return to == S::Paused || to == S::Ended || to == S::Voided;
    case S::Paused:
        return to == S::Live || to == S::Ended || to == S::Voided;
    case S::Ended:
        return to == S::Voided;
    case S::Voided:
        break;
    }
    return false;
}

Result<void> checkOffer(const CouponTerms &terms)
{
    const Offer &offer = terms.offer;
    const auto percentFits = offer.percent.basisPoints > 0 && offer.percent.basisPoints <= 10'000;
    switch (offer.kind) {
    case OfferKind::PercentOff:
        return percentFits ? Result<void>() : wrong("percent", "between 0 and 100 is expected");
    case OfferKind::AmountOff:
        return offer.amount.isPositive() ? Result<void>() : wrong("amount", "more than zero is expected");
    case OfferKind::PerLitreOff:
    case OfferKind::FixedPrice:
        if (offer.kind == OfferKind::FixedPrice && terms.scope.products.isEmpty())
            return wrong("products", "a price is the price of something");
        return offer.price.milli > 0 ? Result<void>() : wrong("price", "more than zero is expected");
    case OfferKind::Gift:
    case OfferKind::Exchange:
    case OfferKind::FreeService:
        if (offer.product.isEmpty())
            return wrong("product", "what is given is needed");
        return offer.pieces > 0 ? Result<void>() : wrong("pieces", "at least one is expected");
    case OfferKind::BuyXGetY:
        return offer.buy > 0 && offer.pieces > 0 ? Result<void>() : wrong("buy", "at least one is expected");
    case OfferKind::TopUpBonus:
        return percentFits != offer.amount.isPositive() ? Result<void>()
                                                        : wrong("percent", "either this or an amount");
    case OfferKind::Stamps:
        if (!offer.reward)
            return wrong("reward", "the campaign whose coupon is given is needed");
        return offer.buy > 1 ? Result<void>() : wrong("buy", "at least two stamps are expected");
    }
    return wrong("kind", "not known");
}

}

namespace {

Result<void> checkIssue(const Campaign &campaign)
{
    const IssueRule &rule = campaign.issue;
    if (rule.event == IssueEvent::None)
        return {};
    if (campaign.terms.automatic)
        return wrong("issue", "an automatic one has no coupons to give");
    const bool isSpan = rule.event == IssueEvent::Spend || rule.event == IssueEvent::Litres
        || rule.event == IssueEvent::Dormancy;
    if (isSpan && rule.days <= 0)
        return wrong("issue.days", "at least one is expected");
    const bool isMoney = rule.event == IssueEvent::TopUp || rule.event == IssueEvent::Spend;
    if (isMoney && (!rule.amount || !rule.amount->isPositive()))
        return wrong("issue.amount", "more than zero is expected");
    if (rule.event == IssueEvent::Birthday && rule.days > 60)
        return wrong("issue.days", "at most sixty before a birthday");
    if (rule.event == IssueEvent::Litres && rule.volume.ml <= 0)
        return wrong("issue.volumeMl", "more than zero is expected");
    if (rule.event == IssueEvent::Level && rule.level.isEmpty())
        return wrong("issue.level", "which level is needed");
    if (rule.event == IssueEvent::Invitation && !rule.toInviter && !rule.toInvited)
        return wrong("issue.toInviter", "one of both gets it");
    return {};
}

}

bool isGiftable(const Campaign &campaign)
{
    // Who was held out, or has a birthday, was chosen; the others got it by chance or by asking.
    const bool isPersonal = campaign.holdOut.basisPoints > 0 || campaign.issue.event == IssueEvent::Birthday;
    return campaign.giftable.value_or(!isPersonal);
}

Result<void> checkCampaign(const Campaign &campaign)
{
    const CouponTerms &terms = campaign.terms;
    if (campaign.name.trimmed().isEmpty())
        return wrong("name", "is needed");
    if (terms.until <= terms.from)
        return wrong("until", "must be after its beginning");
    if (terms.daysFromClaim < 0)
        return wrong("daysFromClaim", "not negative");
    if (terms.scope.hourFrom.isValid() != terms.scope.hourUntil.isValid())
        return wrong("hours", "a beginning and an end are needed");
    if (campaign.stationShare.basisPoints < 0 || campaign.stationShare.basisPoints > 10'000)
        return wrong("stationShare", "between 0 and 100 is expected");
    if (campaign.pointsPrice < 0 || (campaign.pointsPrice > 0 && campaign.terms.automatic))
        return wrong("pointsPrice", "only coupons have one");
    if (campaign.holdOut.basisPoints < 0 || campaign.holdOut.basisPoints > 9'000)
        return wrong("holdOut", "between 0 and 90 is expected");
    if (terms.automatic && terms.offer.inParts)
        return wrong("inParts", "an automatic one has no coupon to keep the rest on");
    if (terms.automatic && !campaign.claimCode.isEmpty())
        return wrong("claimCode", "an automatic one is not claimed");
    if (terms.offer.kind == OfferKind::Stamps && terms.offer.reward == campaign.id)
        return wrong("reward", "another campaign is needed");
    if (const auto checked = checkIssue(campaign); !checked)
        return checked;
    return checkOffer(terms);
}

Result<void> decideStep(const Campaign &campaign, CampaignState to, const Principal &who)
{
    if (!isPermitted(who.role, Permission::ManageCampaigns))
        return fail(ErrorCode::NotPermitted);
    if (!leads(campaign.state, to))
        return fail(ErrorCode::CampaignStateConflict,
                    QStringLiteral("%1 to %2").arg(campaignStateName(campaign.state), campaignStateName(to)));
    const bool approves = campaign.state == S::Review && to == S::Live;
    if (approves && campaign.author == who.subject)
        return fail(ErrorCode::FourEyesNeeded);
    return checkCampaign(campaign);
}

Result<void> decideChange(const Campaign &before, const Campaign &after)
{
    if (const auto checked = checkCampaign(after); !checked)
        return checked;
    if (before.state == S::Draft)
        return {};
    if (before.state != S::Live && before.state != S::Paused)
        return fail(ErrorCode::CampaignStateConflict);
    CouponTerms same = after.terms;
    same.until = before.terms.until;
    same.version = before.terms.version;
    // Groups that change while they are compared say nothing.
    if (same != before.terms || after.stationShare != before.stationShare || after.holdOut != before.holdOut
        || after.pointsPrice != before.pointsPrice || after.issue != before.issue
        || after.giftable != before.giftable)
        return fail(ErrorCode::CampaignStateConflict,
                    QStringLiteral("only name, limits and end may be changed"));
    return {};
}

bool isHeldOut(CampaignId campaign, CustomerId customer, Percent holdOut)
{
    if (!customer || holdOut.basisPoints <= 0)
        return false;
    const QByteArray hash =
        sha256(QStringLiteral("hold-out %1 %2").arg(campaign.value).arg(customer.value).toLatin1());
    return qFromBigEndian<quint64>(hash.constData()) % 10'000 < quint64(holdOut.basisPoints);
}

Result<void> checkUsable(CampaignState state)
{
    switch (state) {
    case S::Live:
    case S::Ended: // what was given out lasts to its own end
        return {};
    case S::Paused:
        return fail(ErrorCode::CouponPaused);
    case S::Voided:
        return fail(ErrorCode::CouponVoid);
    case S::Draft:
    case S::Review:
        break;
    }
    return fail(ErrorCode::CouponUnknown);
}

QLatin1String campaignStateName(CampaignState state) { return nameIn(StateNames, state); }

std::optional<CampaignState> campaignStateFromName(QStringView name) { return valueIn(StateNames, name); }

QLatin1String couponStateName(CouponState state) { return nameIn(CouponStateNames, state); }

std::optional<CouponState> couponStateFromName(QStringView name) { return valueIn(CouponStateNames, name); }

}
