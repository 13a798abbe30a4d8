#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/domain/ledger/account.h"
#include "core/foundation/store/database.h"

namespace youka {

/// What one sale does with one coupon, or with an automatic campaign. Stored.
enum class UseState { Reserved = 1, Redeemed = 2, GivenBack = 3 };

struct CouponUse
{
    SaleId sale;
    Redemption redemption; ///< its name is not stored
    UseState state = UseState::Reserved;
    bool inParts = false;
    CustomerId customer;
    TerminalId terminal;
    StationId station;
    QDate day;
    Timestamp at;
    Timestamp expires;  ///< of a reservation
    Channels channel{}; ///< where it was reserved, if that is known
    Money back{};       ///< of its amount, with parts of the sale that went back
};

/// Whose bound it is. Stored.
enum class BudgetKind { Total = 1, Day, Station, StationDay, Customer, CustomerDay, TerminalDay };

/// Wrong codes of one terminal or member.
struct Guesses
{
    int tries = 0;
    Timestamp since;
    int pauses = 0;
    Timestamp pausedUntil;
};

/// Coupons, their uses and budgets on the server. Writes join the caller's transaction.
class CouponRepository
{
public:
    explicit CouponRepository(Database &db)
        : m_db(db)
    {
    }

    Result<void> insert(const Coupon &coupon);
    Result<void> update(const Coupon &coupon);
    Result<std::optional<Coupon>> find(CouponId id);
    /// The same, and keeps other writers off it until the transaction ends.
    Result<std::optional<Coupon>> lock(CouponId id);
    /// Newest first.
    Result<std::vector<Coupon>> ofCustomer(CustomerId customer, int most);
    /// What the customer has and has not used, the newest first; with those of one campaign only.
    Result<std::vector<Coupon>> unusedOf(CustomerId customer, int most, CampaignId only = {});
    Result<std::vector<Coupon>> ofCampaign(CampaignId campaign, CouponId after, int most);
    /// How many of the campaign's coupons were given to this customer; 0: to anybody.
    Result<qint64> given(CampaignId campaign, CustomerId customer);

    Result<std::vector<CouponUse>> uses(SaleId sale);
    /// What became of one coupon, oldest first.
    Result<std::vector<CouponUse>> uses(CouponId coupon);
    /// Writes a use anew or over the earlier one of the same sale, campaign and coupon.
    Result<void> put(const CouponUse &use);
    /// Reservations that ended before `now`, oldest first.
    Result<std::vector<CouponUse>> overdue(Timestamp now, int most);

    /// Adds to one budget unless it would exceed its bound; says whether it did. The campaign's total is to
    /// be asked first: its row keeps other writers off the campaign's others.
    Result<bool> take(CampaignId campaign, BudgetKind kind, const QString &subject, Money amount,
                      qint64 pieces, const Bound &bound);
    Result<Bound> taken(CampaignId campaign, BudgetKind kind, const QString &subject, Currency currency);

    Result<Guesses> guesses(const QString &who);
    Result<void> setGuesses(const QString &who, const Guesses &guesses);

private:
    Database &m_db;
};

}
