#include "core/domain/coupons/campaign_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_json.h"
#include "core/domain/coupons/coupon_repository.h"
#include "core/foundation/store/change_feed.h"

#include <QJsonDocument>

namespace youka {

QMap<quint8, VerifyingKey> CouponKeys::verifying() const
{
    if (!signer)
        return {};
    const auto key = VerifyingKey::fromBytes(signer->publicKey());
    ensure(key.has_value(), "a key that signs can be checked");
    return {{signerId, *key}};
}

Result<void> CampaignService::note(const Principal &who, const char *action, const QString &subject,
                                   const QString &detail, Timestamp now)
{
    return AuditLog(m_db).add({who.name, QLatin1String(action), subject, detail}, now);
}

namespace {

QString subjectOf(const Campaign &campaign) { return QStringLiteral("campaign %1").arg(campaign.id.value); }

}

Result<void> CampaignService::announce(const Campaign &campaign, Timestamp now)
{
    Campaign told = campaign;
    if (campaign.terms.offline) {
        const auto batches = m_campaigns.batches(campaign.id);
        if (!batches)
            return fail(batches.error());
        for (const CouponBatch &batch : *batches)
            if (!batch.isVoid)
                told.offlineBatches << batch.id;
    }
    QJsonObject body = toJson(told);
    body.remove(QStringLiteral("limits")); // the house's figures
    body.remove(QStringLiteral("claimCode"));
    body.remove(QStringLiteral("issue"));
    if (m_keys.signer && campaign.terms.offline) {
        body.insert(QStringLiteral("signer"), QString::fromLatin1(m_keys.signer->publicKey().toBase64()));
        body.insert(QStringLiteral("signerId"), m_keys.signerId);
    }
    return ChangeFeed(m_db).append(QStringLiteral("campaign"), QString::number(campaign.id.value),
                                   QJsonDocument(body).toJson(QJsonDocument::Compact), now);
}

Result<Campaign> CampaignService::find(CampaignId id)
{
    return m_campaigns.find(id).and_then([](const std::optional<Campaign> &found) -> Result<Campaign> {
        if (!found)
            return fail(ErrorCode::CampaignUnknown);
        return *found;
    });
}

Result<Campaign> CampaignService::create(Campaign campaign, const Principal &who, Timestamp now)
{
    campaign.state = CampaignState::Draft;
    campaign.author = who.subject;
    campaign.changed = now;
    campaign.terms.version = 1;
    if (const auto checked = checkCampaign(campaign); !checked)
        return fail(checked.error());
    const auto id = m_campaigns.insert(campaign);
    if (!id)
        return fail(id.error());
    campaign.id = campaign.terms.campaign = *id;
    CouponRepository coupons(m_db);
    // The total's row is there from the beginning: whoever takes from the campaign holds it first.
    const Money nothing{0, campaign.terms.offer.amount.currency};
    return coupons.take(*id, BudgetKind::Total, {}, nothing, 0, {})
        .and_then([&](bool) { return m_campaigns.insertVersion(campaign.terms, now); })
        .and_then([&] { return note(who, "campaign.create", subjectOf(campaign), campaign.name, now); })
        .map([&] { return campaign; });
}

Result<Campaign> CampaignService::change(Campaign campaign, const Principal &who, Timestamp now)
{
    const auto before = find(campaign.id);
    if (!before)
        return before;
    campaign.state = before->state;
    campaign.author = before->state == CampaignState::Draft ? who.subject : before->author;
    campaign.changed = now;
    campaign.terms.campaign = campaign.id;
    campaign.terms.version = before->terms.version;
    if (const auto decided = decideChange(*before, campaign); !decided)
        return fail(decided.error());
    const bool isNew = campaign.terms != before->terms;
    campaign.terms.version += isNew ? 1 : 0;
    return m_campaigns.update(campaign)
        .and_then([&] { return isNew ? m_campaigns.insertVersion(campaign.terms, now) : Result<void>(); })
        .and_then([&] { return note(who, "campaign.change", subjectOf(campaign), campaign.name, now); })
        .and_then(
            [&] { return campaign.state == CampaignState::Draft ? Result<void>() : announce(campaign, now); })
        .map([&] { return campaign; });
}

Result<Campaign> CampaignService::step(CampaignId id, CampaignState to, const Principal &who, Timestamp now)
{
    auto campaign = find(id);
    if (!campaign)
        return campaign;
    if (const auto decided = decideStep(*campaign, to, who); !decided)
        return fail(decided.error());
    const QString from = campaignStateName(campaign->state);
    campaign->state = to;
    campaign->changed = now;
    const bool isPublic = to != CampaignState::Draft && to != CampaignState::Review;
    return m_campaigns.update(*campaign)
        .and_then([&] {
            return note(who, "campaign.step", subjectOf(*campaign),
                        from + QStringLiteral(" to ") + campaignStateName(to), now);
        })
        .and_then([&] { return isPublic ? announce(*campaign, now) : Result<void>(); })
        .map([&] { return *campaign; });
}

Result<CouponBatch> CampaignService::print(CampaignId id, quint32 count, const QString &reason,
                                           const Principal &who, Timestamp now)
{
    const auto campaign = find(id);
    if (!campaign)
        return fail(campaign.error());
    const bool over = campaign->state == CampaignState::Ended || campaign->state == CampaignState::Voided;
    if (campaign->terms.automatic || over)
        return fail(ErrorCode::CampaignStateConflict);
    if (count == 0 || count > CouponId::SerialEnd)
        return fail(ErrorCode::NumberOutOfRange, QStringLiteral("count"));
    const auto batch =
        m_campaigns.insertBatch({0, id, BatchKind::Printed, count, false, reason, who.subject, now});
    if (!batch)
        return batch;
    const QString detail = QStringLiteral("batch %1: %2 codes; %3").arg(batch->id).arg(count).arg(reason);
    return note(who, "coupon.print", subjectOf(*campaign), detail, now)
        .and_then([&] { return campaign->terms.offline ? announce(*campaign, now) : Result<void>(); })
        .map([&] { return *batch; });
}

Result<CouponBatch> CampaignService::voidBatch(quint16 number, const QString &reason, const Principal &who,
                                               Timestamp now)
{
    const auto batch = m_campaigns.findBatch(number);
    if (!batch)
        return fail(batch.error());
    if (!*batch)
        return fail(ErrorCode::NotFound);
    const auto campaign = find((*batch)->campaign);
    if (!campaign)
        return fail(campaign.error());
    CouponBatch after = **batch;
    after.isVoid = true;
    return m_campaigns.voidBatch(number)
        .and_then([&] {
            return note(who, "coupon.void-batch", subjectOf(*campaign),
                        QStringLiteral("batch %1; %2").arg(number).arg(reason), now);
        })
        .and_then([&] { return campaign->terms.offline ? announce(*campaign, now) : Result<void>(); })
        .map([&] { return after; });
}

}
