#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/discount.h"
#include "core/domain/coupons/issue_rules.h"
#include "core/domain/coupons/issue_service.h"

namespace youka {

Result<void> IssueService::stamp(const Campaign &campaign, const Sold &sold, Timestamp now)
{
    const CustomerId customer = sold.occasion.member.customer;
    if (isHeldOut(campaign.id, customer, campaign.holdOut))
        return {};
    Candidate candidate;
    candidate.terms = campaign.terms;
    if (!checkEligible(candidate, sold.basket, sold.occasion))
        return {};
    const auto known = lock(campaign).and_then([&] { return m_issues.hasStamp(campaign.id, sold.sale); });
    if (!known)
        return fail(known.error());
    if (*known)
        return {};
    const auto before = m_issues.insertStamp(campaign.id, sold.sale, customer, now).and_then([&] {
        return m_issues.stamps(campaign.id, customer);
    });
    const auto reward = before ? m_campaigns.find(campaign.terms.offer.reward) : fail(before.error());
    if (!reward)
        return fail(reward.error());
    StampStep step = stamped(*before, campaign.terms.offer.buy);
    if (step.due && *reward) {
        const bool counted = (*reward)->limits.claimsPerCustomer.has_value();
        const auto coupon = m_coupons.give({(*reward)->id, customer, {}, counted}, now);
        if (!coupon && isStoreFailure(coupon.error().code))
            return fail(coupon.error());
        // What cannot be given now is given with a later stamp: the stamps stay full.
        if (coupon) {
            step.stamps -= campaign.terms.offer.buy;
            const QString cause = QStringLiteral("stamps ") + sold.sale.text();
            const auto noted =
                m_issues.insert({campaign.id, customer, cause, sold.sale.bytes(), coupon->id, 0, now});
            if (!noted)
                return noted;
        }
    }
    return m_issues.setStamps(campaign.id, customer, step.stamps);
}

/// One stamp less. Below zero it was part of a reward: the newest that is unused goes and its other stamps
/// are back; if all are used the stamp is owed, and the next one pays it.
Result<void> IssueService::unstamp(const Campaign &campaign, CustomerId customer, SaleId sale, Timestamp now)
{
    const auto before =
        lock(campaign).and_then([&] { return m_issues.takeStamp(campaign.id, sale); }).and_then([&] {
            return m_issues.stamps(campaign.id, customer);
        });
    if (!before)
        return fail(before.error());
    qint64 stamps = *before - 1;
    if (stamps < 0) {
        const auto rewards = m_issues.given(campaign.id, customer);
        if (!rewards)
            return fail(rewards.error());
        for (const CouponIssue &reward : *rewards) {
            const auto gone = voidUnused(reward.coupon, now);
            if (!gone)
                return fail(gone.error());
            if (!*gone)
                continue;
            stamps += campaign.terms.offer.buy;
            break;
        }
    }
    return m_issues.setStamps(campaign.id, customer, stamps);
}

Result<std::vector<IssueService::Stamps>> IssueService::stampsOf(CustomerId customer, Timestamp now)
{
    const auto all = m_campaigns.giving(now);
    const auto cards = all ? m_issues.cards(customer) : fail(all.error());
    if (!cards)
        return fail(cards.error());
    std::vector<Stamps> stamps;
    for (const Campaign &campaign : *all) {
        const auto card = std::find_if(cards->begin(), cards->end(),
                                       [&](const StampCard &one) { return one.campaign == campaign.id; });
        if (campaign.terms.offer.kind != OfferKind::Stamps || card == cards->end())
            continue;
        const auto reward = m_campaigns.find(campaign.terms.offer.reward);
        if (!reward)
            return fail(reward.error());
        stamps.push_back({campaign, card->stamps, *reward ? (*reward)->name : QString()});
    }
    return stamps;
}

}
