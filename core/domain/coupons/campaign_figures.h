#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/domain/coupons/uplift.h"
#include "core/foundation/store/database.h"

#include <QJsonObject>
#include <QMap>

#include <tuple>

namespace youka {

/// What sales did with a campaign, in all or on one day, at one station, by one channel.
struct FigureLine
{
    qint64 reserved = 0; ///< waits to be paid
    qint64 redeemed = 0;
    qint64 givenBack = 0;
    Money discount; ///< redeemed
    qint64 sales = 0;
    Money gross; ///< of these sales, before anything was taken off
    Volume volume;
    qint64 claimed = 0; ///< given to customers of this segment or level; counted for those alone
};

/// Customers with something in common: a segment, or a level. Nobody: who showed no card. What of a
/// customer is empty has no segment, or no level.
struct CustomerKind
{
    bool isKnown = false;
    QString name;
    bool operator==(const CustomerKind &) const = default;
    bool operator<(const CustomerKind &other) const
    {
        return std::tie(isKnown, name) < std::tie(other.isKnown, other.name);
    }
};

/// Sales side by side: how many, and what was bought.
struct BasketFigures
{
    qint64 sales = 0;
    Money gross;
    Volume volume;
    /// Of one sale, rounded down; zero when there are none.
    Money average() const { return {sales > 0 ? gross.minor / sales : 0, gross.currency}; }
};

/// What one campaign did so far.
struct CampaignFigures
{
    CampaignId campaign;
    qint64 printed = 0; ///< codes that are not void
    qint64 claimed = 0; ///< given to customers: claimed, earned, by hand
    qint64 expired = 0; ///< ended unused
    qint64 voided = 0;  ///< unused ones made worthless
    FigureLine all;
    QMap<QDate, FigureLine> byDay; ///< business days
    QMap<qint64, FigureLine> byStation;
    QMap<int, FigureLine> byChannel;          ///< Channel; 0: not known
    QMap<CustomerKind, FigureLine> bySegment; ///< as customers are now
    QMap<CustomerKind, FigureLine> byLevel;
    /// Over the stations and days where it was redeemed: the sales that had it, and the others.
    BasketFigures with;
    BasketFigures without;
    /// What every customer paid while it ran, after discounts, at its stations and in its segments.
    SpendingGroup treated;
    SpendingGroup heldOut;
    std::optional<Uplift> uplift;    ///< absent without a hold-out
    std::optional<Uplift> extraSold; ///< the same of what they bought, before anything was taken off

    qint64 issued() const { return printed + claimed; }
};

/// All that is known of what the campaign did until `now`. Reads only; every statement of it is in
/// campaign_figures.cpp.
Result<CampaignFigures> campaignFigures(Database &db, const Campaign &campaign, Timestamp now);

/// With what the extra sales earned for each unit of discount, where `margin` (of what is sold) is known; or
/// with why not.
QJsonObject toJson(const CampaignFigures &figures, Percent holdOut, Percent margin = {});

}
