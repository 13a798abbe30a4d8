#pragma once

#include "core/domain/access/access.h"
#include "core/domain/coupons/campaign_repository.h"
#include "core/domain/coupons/coupon_keys.h"

namespace youka {

/// Campaigns and the batches of their coupons on the server. Each runs inside the caller's transaction, is
/// written to the audit log, and goes to the terminals' feed in the same one.
class CampaignService
{
public:
    CampaignService(Database &db, const CouponKeys &keys)
        : m_db(db)
        , m_keys(keys)
        , m_campaigns(db)
    {
    }

    /// A draft. Errors: those of checkCampaign().
    Result<Campaign> create(Campaign campaign, const Principal &who, Timestamp now);
    /// What may be changed depends on its state. New terms are a new version.
    /// Errors: CampaignUnknown, those of decideChange().
    Result<Campaign> change(Campaign campaign, const Principal &who, Timestamp now);
    /// Errors: CampaignUnknown, those of decideStep().
    Result<Campaign> step(CampaignId id, CampaignState to, const Principal &who, Timestamp now);
    /// Makes `count` codes that may be used by whoever has one; nothing is stored for each. Errors:
    /// CampaignUnknown, CampaignStateConflict (automatic, ended or voided), NumberOutOfRange.
    Result<CouponBatch> print(CampaignId id, quint32 count, const QString &reason, const Principal &who,
                              Timestamp now);
    /// Errors: NotFound.
    Result<CouponBatch> voidBatch(quint16 batch, const QString &reason, const Principal &who, Timestamp now);

    /// Errors: CampaignUnknown.
    Result<Campaign> find(CampaignId id);
    CampaignRepository &repository() { return m_campaigns; }

    /// Tells the terminals of it as it is now.
    Result<void> announce(const Campaign &campaign, Timestamp now);

private:
    Result<void> note(const Principal &who, const char *action, const QString &subject, const QString &detail,
                      Timestamp now);
    Database &m_db;
    const CouponKeys &m_keys;
    CampaignRepository m_campaigns;
};

}
