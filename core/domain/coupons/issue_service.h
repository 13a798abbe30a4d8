#pragma once

#include "core/domain/coupons/coupon_service.h"
#include "core/domain/coupons/issue_repository.h"
#include "core/domain/customers/customer_service.h"

namespace youka {

/// Coupons that customers are given without asking: by rule, as stamps, by segment. Each runs inside the
/// caller's transaction. What happens in a booking can never make it fail: a coupon that cannot be given is
/// noted with why, and the sale or top-up stands; only a store that fails does fail it.
class IssueService
{
public:
    /// `customerWrapping` opens birthdays; nothing else needs it.
    explicit IssueService(Database &db, const QByteArray &customerWrapping = {})
        : m_campaigns(db)
        , m_coupons(db)
        , m_issues(db)
        , m_customers(db, customerWrapping)
    {
    }

    struct Sold
    {
        SaleId sale;
        Basket basket;     ///< as sold
        Occasion occasion; ///< of its member only who it is
        qint64 card = 0;   ///< that was shown
    };
    /// A member's sale was booked: its stamps, and what rules give for it.
    Result<void> sold(const Sold &sold, Timestamp now);
    /// The whole of it went back: its stamps are gone, and what it gave is void where it is unused. A stamp
    /// that was part of a used reward is owed: the next one pays it.
    Result<void> takenBack(SaleId sale, Timestamp now);
    /// A top-up of the card's owner was booked, under that operation.
    Result<void> toppedUp(OperationId operation, CustomerId customer, Money amount, Timestamp now);
    /// Somebody became a customer.
    Result<void> signedUp(CustomerId customer, Timestamp now);

    /// Birthdays, dormancy, levels: looks at up to `most` customers of one rule whose look of this day (of a
    /// level: hour) is not done; how far it came is stored with what it gave, so that after a restart it goes
    /// on. Gives how many it looked at; 0: nothing is due.
    Result<int> keepRules(Timestamp now, int most = 500);

    /// Orders a coupon for each of these; ordered again under the same operation it is the same job. Errors:
    /// CampaignUnknown, CampaignStateConflict (not live, or automatic), InvalidInput (no reason).
    Result<IssueJob> order(const IssueJob &job, Timestamp now);
    /// Works off a piece of the oldest job. Gives how many customers it came to; 0: no job is open.
    Result<int> workOff(Timestamp now, int most = 500);

    /// How a customer stands with the stamps of live campaigns.
    struct Stamps
    {
        Campaign campaign;
        qint64 stamps = 0; ///< below zero: owed
        QString reward;    ///< the name of the campaign whose coupon they lead to
    };
    Result<std::vector<Stamps>> stampsOf(CustomerId customer, Timestamp now);
    IssueRepository &repository() { return m_issues; }

private:
    /// Gives one for a cause unless it was; what cannot be given is noted. Gives the coupon, where there is.
    Result<std::optional<Coupon>> giveOnce(const Campaign &campaign, CustomerId customer,
                                           const QString &cause, const QByteArray &sale, Timestamp now);
    Result<void> soldRule(const Campaign &campaign, const Sold &sold, Timestamp now);
    Result<void> invited(const Campaign &campaign, const Sold &sold, Timestamp now);
    Result<void> stamp(const Campaign &campaign, const Sold &sold, Timestamp now);
    Result<void> unstamp(const Campaign &campaign, CustomerId customer, SaleId sale, Timestamp now);
    Result<bool> voidUnused(CouponId id, Timestamp now);
    Result<int> look(const Campaign &campaign, const QString &day, IssueRepository::Scan scan, Timestamp now,
                     int most);
    Result<void> give(IssueJob &job, const Campaign &campaign, CustomerId customer, Timestamp now);
    Result<void> lock(const Campaign &campaign);

    CampaignRepository m_campaigns;
    CouponService m_coupons;
    IssueRepository m_issues;
    CustomerService m_customers;
};

}
