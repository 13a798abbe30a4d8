#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/discount.h"
#include "core/domain/coupons/issue_rules.h"
#include "core/domain/coupons/issue_service.h"

namespace youka {

namespace {

bool isOfTime(IssueEvent event)
{
    return event == IssueEvent::Birthday || event == IssueEvent::Dormancy || event == IssueEvent::Level;
}

/// Which look it is. A level that was reached is seen within the hour, the others once a day.
QString lookOf(IssueEvent event, Timestamp now)
{
    const QDateTime at = now.toDateTime();
    const QString day = at.date().toString(Qt::ISODate);
    return event == IssueEvent::Level ? QStringLiteral("%1 %2").arg(day).arg(at.time().hour()) : day;
}

}

Result<int> IssueService::keepRules(Timestamp now, int most)
{
    const auto all = m_campaigns.giving(now);
    if (!all)
        return fail(all.error());
    for (const Campaign &campaign : *all) {
        if (!isOfTime(campaign.issue.event))
            continue;
        const QString day = lookOf(campaign.issue.event, now);
        const auto scan = m_issues.scan(campaign.id, day);
        if (!scan)
            return fail(scan.error());
        if (scan->done)
            continue;
        const auto seen = look(campaign, day, *scan, now, most);
        if (!seen || *seen > 0)
            return seen;
    }
    return 0;
}

Result<int> IssueService::look(const Campaign &campaign, const QString &day, IssueRepository::Scan scan,
                               Timestamp now, int most)
{
    std::vector<std::pair<CustomerId, IssueFacts>> all;
    IssueFacts facts;
    facts.now = now;
    facts.today = now.toDateTime().date();
    facts.from = campaign.terms.from;
    facts.level = campaign.issue.level;
    if (campaign.issue.event == IssueEvent::Birthday) {
        const auto some = m_customers.birthdays(scan.after, most);
        if (!some)
            return fail(some.error());
        for (const CustomerService::Birthday &one : *some) {
            facts.birthday = one.date;
            all.emplace_back(one.customer, facts);
        }
    } else {
        const auto some = campaign.issue.event == IssueEvent::Level
            ? m_issues.atLevel(campaign.issue.level, scan.after, most)
            : m_issues.lastPurchases(scan.after, most);
        if (!some)
            return fail(some.error());
        for (const IssueRepository::Seen &one : *some) {
            facts.last = facts.levelSince = one.last;
            all.emplace_back(one.customer, facts);
        }
    }
    for (const auto &[customer, its] : all) {
        scan.after = customer;
        const auto cause = causeOf(campaign.issue, its);
        if (!cause)
            continue;
        const auto member = m_issues.memberOf(customer);
        if (!member)
            return fail(member.error());
        if (!isFor(campaign.terms.scope, *member))
            continue;
        if (const auto given = giveOnce(campaign, customer, *cause, {}, now); !given)
            return fail(given.error());
    }
    scan.done = int(all.size()) < most;
    return m_issues.setScan(campaign.id, day, scan).map([&] { return int(all.size()); });
}

Result<IssueJob> IssueService::order(const IssueJob &asked, Timestamp now)
{
    const auto earlier = m_issues.findJob(asked.operation);
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return **earlier;
    const auto campaign = m_campaigns.find(asked.campaign);
    if (!campaign)
        return fail(campaign.error());
    if (!*campaign)
        return fail(ErrorCode::CampaignUnknown);
    if ((*campaign)->state != CampaignState::Live || (*campaign)->terms.automatic)
        return fail(ErrorCode::CampaignStateConflict);
    if (asked.reason.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("reason: missing"));
    IssueJob job = asked;
    job.at = now;
    return m_issues.count(job.audience).and_then([&](qint64 customers) {
        job.customers = customers;
        return m_issues.insertJob(job);
    });
}

Result<void> IssueService::give(IssueJob &job, const Campaign &campaign, CustomerId customer, Timestamp now)
{
    job.after = customer;
    if (isHeldOut(campaign.id, customer, campaign.holdOut)) {
        ++job.refused;
        return {};
    }
    const auto coupon = m_coupons.give({campaign.id, customer, {}, true}, now);
    if (!coupon && isStoreFailure(coupon.error().code))
        return fail(coupon.error());
    ++(coupon ? job.given : job.refused);
    return m_issues.insert({campaign.id,
                            customer,
                            QStringLiteral("job %1").arg(job.id),
                            {},
                            coupon ? coupon->id : CouponId(),
                            coupon ? 0 : int(coupon.error().code),
                            now});
}

Result<int> IssueService::workOff(Timestamp now, int most)
{
    const auto open = m_issues.openJob();
    if (!open)
        return fail(open.error());
    if (!*open)
        return 0;
    IssueJob job = **open;
    const auto campaign = m_campaigns.find(job.campaign);
    const auto customers =
        campaign ? m_issues.audience(job.audience, job.after, most) : fail(campaign.error());
    if (!customers)
        return fail(customers.error());
    ensure(campaign->has_value(), "a job is of a campaign");
    if (const auto locked = lock(**campaign); !locked)
        return fail(locked.error());
    for (const CustomerId customer : *customers)
        if (const auto given = give(job, **campaign, customer, now); !given)
            return fail(given.error());
    job.done = int(customers->size()) < most;
    return m_issues.updateJob(job).map([&] { return std::max(1, int(customers->size())); });
}

}
