#include "core/domain/coupons/issue_service.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/discount.h"
#include "core/domain/coupons/issue_rules.h"

namespace youka {

namespace {
constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;
}

/// Whoever holds the total's row is alone with the campaign: what was given before is seen.
Result<void> IssueService::lock(const Campaign &campaign)
{
    const Money nothing{0, campaign.terms.offer.amount.currency};
    return m_coupons.repository().take(campaign.id, BudgetKind::Total, {}, nothing, 0, {}).map([](bool) {});
}

Result<std::optional<Coupon>> IssueService::giveOnce(const Campaign &campaign, CustomerId customer,
                                                     const QString &cause, const QByteArray &sale,
                                                     Timestamp now)
{
    if (!customer || isHeldOut(campaign.id, customer, campaign.holdOut))
        return std::nullopt;
    const auto known =
        lock(campaign).and_then([&] { return m_issues.isKnown(campaign.id, customer, cause); });
    if (!known)
        return fail(known.error());
    if (*known)
        return std::nullopt;
    // A rule may give the same customer another one for another cause, unless the campaign says how many.
    const bool counted = campaign.limits.claimsPerCustomer.has_value();
    const auto coupon = m_coupons.give({campaign.id, customer, {}, counted}, now);
    if (!coupon && isStoreFailure(coupon.error().code))
        return fail(coupon.error());
    const CouponIssue issue{campaign.id,
                            customer,
                            cause,
                            sale,
                            coupon ? coupon->id : CouponId(),
                            coupon ? 0 : int(coupon.error().code),
                            now};
    return m_issues.insert(issue).map([&] { return coupon ? std::optional(*coupon) : std::nullopt; });
}

Result<void> IssueService::sold(const Sold &told, Timestamp now)
{
    const CustomerId customer = told.occasion.member.customer;
    const auto all = customer ? m_campaigns.giving(now) : std::vector<Campaign>();
    if (!all)
        return fail(all.error());
    if (all->empty())
        return {};
    Sold sold = told;
    const auto member = m_issues.memberOf(customer);
    const auto cardType = member ? m_issues.cardTypeOf(told.card) : fail(member.error());
    const auto first = cardType ? m_issues.isFirst(customer, told.sale) : fail(cardType.error());
    if (!first)
        return fail(first.error());
    sold.occasion.member = *member;
    sold.occasion.member.cardType = *cardType;
    sold.occasion.member.firstPurchase = *first;
    for (const Campaign &campaign : *all) {
        const bool isStamps = campaign.terms.offer.kind == OfferKind::Stamps;
        const auto done = isStamps ? stamp(campaign, sold, now) : Result<void>();
        if (!done)
            return done;
        if (const auto given = soldRule(campaign, sold, now); !given)
            return given;
    }
    return {};
}

Result<void> IssueService::soldRule(const Campaign &campaign, const Sold &sold, Timestamp now)
{
    const IssueRule &rule = campaign.issue;
    const Member &member = sold.occasion.member;
    if (rule.event == IssueEvent::Invitation)
        return invited(campaign, sold, now);
    const bool isWindow = rule.event == IssueEvent::Spend || rule.event == IssueEvent::Litres;
    if (!isWindow || !isFor(campaign.terms.scope, member))
        return {};
    IssueFacts facts;
    facts.operation = sold.sale.bytes();
    const auto last =
        lock(campaign).and_then([&] { return m_issues.lastGiven(campaign.id, member.customer); });
    if (!last)
        return fail(last.error());
    // What led to the last coupon does not lead to the next one, nor what was bought before the campaign.
    const Timestamp since = std::max({*last, campaign.terms.from, now.plusMs(-rule.days * DayMs)});
    const auto bought = m_issues.bought(member.customer, sold.basket.currency, since);
    if (!bought)
        return fail(bought.error());
    facts.amount = bought->paid;
    facts.volume = bought->volume;
    const auto cause = causeOf(rule, facts);
    return cause ? giveOnce(campaign, member.customer, *cause, facts.operation, now).map([](const auto &) {})
                 : Result<void>();
}

Result<void> IssueService::invited(const Campaign &campaign, const Sold &sold, Timestamp now)
{
    const CustomerId customer = sold.occasion.member.customer;
    const auto inviter = m_issues.inviterOf(customer);
    if (!inviter)
        return fail(inviter.error());
    const auto first = *inviter ? m_issues.isFirst(customer, sold.sale) : Result<bool>(false);
    if (!first)
        return fail(first.error());
    if (!*first)
        return {};
    IssueFacts facts;
    facts.invited = customer;
    const auto cause = causeOf(campaign.issue, facts);
    ensure(cause.has_value(), "a first purchase of who was invited is a cause");
    for (const CustomerId who : {campaign.issue.toInviter ? *inviter : CustomerId(),
                                 campaign.issue.toInvited ? customer : CustomerId()}) {
        const auto member = who ? m_issues.memberOf(who) : Result<Member>(Member());
        if (!member)
            return fail(member.error());
        if (!member->customer || !isFor(campaign.terms.scope, *member))
            continue;
        if (const auto given = giveOnce(campaign, who, *cause, sold.sale.bytes(), now); !given)
            return fail(given.error());
    }
    return {};
}

Result<void> IssueService::toppedUp(OperationId operation, CustomerId customer, Money amount, Timestamp now)
{
    const auto all = m_campaigns.giving(now);
    if (!all)
        return fail(all.error());
    IssueFacts facts;
    facts.amount = amount;
    facts.operation = operation.bytes();
    for (const Campaign &campaign : *all) {
        const auto cause =
            campaign.issue.event == IssueEvent::TopUp ? causeOf(campaign.issue, facts) : std::nullopt;
        if (!cause)
            continue;
        const auto member = m_issues.memberOf(customer);
        if (!member)
            return fail(member.error());
        if (!isFor(campaign.terms.scope, *member))
            continue;
        if (const auto given = giveOnce(campaign, customer, *cause, facts.operation, now); !given)
            return fail(given.error());
    }
    return {};
}

Result<void> IssueService::signedUp(CustomerId customer, Timestamp now)
{
    const auto all = m_campaigns.giving(now);
    const auto member = all ? m_issues.memberOf(customer) : fail(all.error());
    if (!member)
        return fail(member.error());
    for (const Campaign &campaign : *all) {
        const auto cause =
            campaign.issue.event == IssueEvent::SignUp ? causeOf(campaign.issue, {}) : std::nullopt;
        if (!cause || !isFor(campaign.terms.scope, *member))
            continue;
        if (const auto given = giveOnce(campaign, customer, *cause, {}, now); !given)
            return fail(given.error());
    }
    return {};
}

/// Said whether it is void now. One that is used, or promised to a sale a moment ago, stays.
Result<bool> IssueService::voidUnused(CouponId id, Timestamp now)
{
    const auto coupon = m_coupons.find(id);
    if (!coupon)
        return fail(coupon.error());
    if (coupon->state == CouponState::Void)
        return false;
    const auto done = m_coupons.voidCoupon(id, now);
    if (!done && isStoreFailure(done.error().code))
        return fail(done.error());
    return done.has_value();
}

Result<void> IssueService::takenBack(SaleId sale, Timestamp now)
{
    const auto issues = m_issues.ofSale(sale.bytes());
    if (!issues)
        return fail(issues.error());
    for (const CouponIssue &issue : *issues) {
        if (issue.cause.startsWith(QLatin1String("stamps ")))
            continue; // it is the stamps that count, not which sale was the last of them
        if (const auto gone = voidUnused(issue.coupon, now); !gone)
            return fail(gone.error());
    }
    const auto stamps = m_issues.stampsOf(sale);
    if (!stamps)
        return fail(stamps.error());
    for (const auto &[id, customer] : *stamps) {
        const auto campaign = m_campaigns.find(id);
        if (!campaign)
            return fail(campaign.error());
        ensure(campaign->has_value(), "stamps are of a campaign");
        if (const auto done = unstamp(**campaign, customer, sale, now); !done)
            return done;
    }
    return {};
}

}
