#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/domain/ledger/account.h"
#include "core/foundation/store/database.h"

namespace youka {

/// That a customer was given a coupon for a cause, or could not be.
struct CouponIssue
{
    CampaignId campaign; ///< whose rule it was
    CustomerId customer;
    QString cause;
    QByteArray sale; ///< or top-up that it happened in; empty: none
    CouponId coupon; ///< null: refused
    int refused = 0; ///< why
    Timestamp at;
};

/// Who a coupon is given to all together.
struct Audience
{
    QString segment; ///< empty: any
    QString level;
    int cardType = 0; ///< a card that proves itself so (CardProof); 0: any or none
};

/// "Each of these gets one": worked off in pieces.
struct IssueJob
{
    qint64 id = 0;
    CampaignId campaign;
    OperationId operation;
    Audience audience;
    QString reason;
    QString person;
    Timestamp at;
    qint64 customers = 0; ///< when it was ordered
    qint64 given = 0;
    qint64 refused = 0; ///< held out, or against a bound
    CustomerId after;   ///< the last one who was looked at
    bool done = false;
};

/// How a customer stands with stamps.
struct StampCard
{
    CampaignId campaign;
    qint64 stamps = 0;
};

/// What was given by rule, by segment and as stamps, on the server. Writes join the caller's transaction.
class IssueRepository
{
public:
    explicit IssueRepository(Database &db)
        : m_db(db)
    {
    }

    Result<bool> isKnown(CampaignId campaign, CustomerId customer, const QString &cause);
    Result<void> insert(const CouponIssue &issue);
    /// What was given in that sale or top-up, without stamps.
    Result<std::vector<CouponIssue>> ofSale(const QByteArray &sale);
    /// Coupons of a customer by one campaign's rule, newest first.
    Result<std::vector<CouponIssue>> given(CampaignId campaign, CustomerId customer);

    struct Bought
    {
        Money paid;
        Volume volume;
    };
    /// Since then and after the last coupon by that campaign's rule, without what went back.
    Result<Bought> bought(CustomerId customer, Currency currency, Timestamp since);
    Result<Timestamp> lastGiven(CampaignId campaign, CustomerId customer);
    Result<bool> isFirst(CustomerId customer, SaleId sale);
    Result<CustomerId> inviterOf(CustomerId customer);
    /// Segment and level; nobody's for who is not known.
    Result<Member> memberOf(CustomerId customer);

    /// As coupons name it, of what the card proves itself best by; empty: no such card.
    Result<QString> cardTypeOf(qint64 card);

    struct Seen
    {
        CustomerId customer;
        Timestamp last; ///< purchase or sign-up; or since when the level
    };
    Result<std::vector<Seen>> lastPurchases(CustomerId after, int most);
    Result<std::vector<Seen>> atLevel(const QString &level, CustomerId after, int most);

    /// How far the look of that day came; from the beginning on another day.
    struct Scan
    {
        CustomerId after;
        bool done = false;
    };
    Result<Scan> scan(CampaignId campaign, const QString &day);
    Result<void> setScan(CampaignId campaign, const QString &day, const Scan &scan);

    Result<std::vector<CustomerId>> audience(const Audience &audience, CustomerId after, int most);
    Result<qint64> count(const Audience &audience);
    Result<IssueJob> insertJob(IssueJob job);
    Result<std::optional<IssueJob>> findJob(OperationId operation);
    Result<std::optional<IssueJob>> openJob();
    Result<std::vector<IssueJob>> jobs(CampaignId campaign);
    Result<void> updateJob(const IssueJob &job);

    Result<bool> hasStamp(CampaignId campaign, SaleId sale);
    Result<void> insertStamp(CampaignId campaign, SaleId sale, CustomerId customer, Timestamp at);
    /// The campaigns and customer whose stamp of that sale stands.
    Result<std::vector<std::pair<CampaignId, CustomerId>>> stampsOf(SaleId sale);
    Result<void> takeStamp(CampaignId campaign, SaleId sale);
    Result<qint64> stamps(CampaignId campaign, CustomerId customer);
    Result<void> setStamps(CampaignId campaign, CustomerId customer, qint64 stamps);
    Result<std::vector<StampCard>> cards(CustomerId customer);

    struct GiftRow
    {
        CouponId coupon;
        CampaignId campaign;
        CustomerId giver;
        CustomerId receiver;
    };
    Result<bool> wasGift(CouponId coupon);
    Result<void> insertGift(const GiftRow &gift, Timestamp now);

private:
    Database &m_db;
};

}
