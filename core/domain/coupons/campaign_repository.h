#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Campaigns, their versions and batches on the server. Writes join the caller's transaction.
class CampaignRepository
{
public:
    explicit CampaignRepository(Database &db)
        : m_db(db)
    {
    }

    Result<CampaignId> insert(const Campaign &campaign);
    Result<void> update(const Campaign &campaign);
    /// Keeps the terms as that version; a version is written once.
    Result<void> insertVersion(const CouponTerms &terms, Timestamp now);
    Result<std::optional<Campaign>> find(CampaignId id);
    Result<std::optional<Campaign>> findClaimCode(const QString &code);
    /// Newest first; `before` 0: from the newest.
    Result<std::vector<Campaign>> list(std::optional<CampaignState> state, CampaignId before, int most);
    /// Live ones that need no coupon.
    Result<std::vector<Campaign>> automatic();
    /// Live ones that give by themselves now: by rule, as stamps, with top-ups.
    Result<std::vector<Campaign>> giving(Timestamp now);
    /// Whose coupons members get for points now, the cheapest first.
    Result<std::vector<Campaign>> forPoints(Timestamp now);

    /// Numbers are given in turn. Errors: NumberOutOfRange (there are no more).
    Result<CouponBatch> insertBatch(CouponBatch batch);
    Result<std::optional<CouponBatch>> findBatch(quint16 id);
    Result<std::vector<CouponBatch>> batches(CampaignId campaign);
    Result<void> voidBatch(quint16 id);
    /// The campaign's latest batch of coupons given one by one that has room. nullopt: none.
    Result<std::optional<CouponBatch>> openBatch(CampaignId campaign);
    /// Takes the next serial number of a batch of given ones.
    Result<quint32> nextSerial(quint16 batch);

private:
    Database &m_db;
};

}
