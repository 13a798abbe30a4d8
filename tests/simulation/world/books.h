#pragma once

#include "core/domain/coupons/campaign.h"
#include "core/domain/sales/sale.h"

#include <QStringList>

#include <map>
#include <vector>

namespace youka::world {

/// What really happened, kept by somebody who stood beside the pumps and tills with a notebook. Knows no rule
/// of the product: only who came, what ran into the tank, what was shown, and what money went over a desk.
class Books
{
public:
    /// A coupon as it is carried: what is to be typed, or the text of its QR code.
    struct Slip
    {
        CouponId coupon;
        bool isVoucher = false;
        QString text;
    };
    struct Visit
    {
        int station = 0;
        int pump = 0;
        int nozzle = 0;
        int card = -1; ///< whose card was to pay; -1: cash
        SaleMode mode = SaleMode::None;
        qint64 shownMl = 0; ///< on the pump's own display when the nozzle went back
        qint64 shownFen = 0;
        bool disturbed = false;   ///< the pump lost power meanwhile: its display says nothing
        bool displayLost = false; ///< the pump lost power afterwards, before anybody else took fuel
        std::vector<Slip> slips;  ///< to be shown at the counter, or at the pump
        bool asksForOffers = false;
        bool atPump = false; ///< coupons come before the fuel
    };
    struct TopUp
    {
        int card = 0;
        qint64 fen = 0;
        bool answered = false; ///< the office was told that it is done
        bool refused = false;
    };

    /// What the till said when the customer paid.
    struct Receipt
    {
        std::vector<Redemption> discounts;
        bool isRead = false; ///< else nobody knows what it said
        bool alone = false;  ///< answered without the centre
        Timestamp asked;     ///< when coupons were shown last, by a clock that is right
    };
    /// What was printed on the leaflets.
    struct Offers
    {
        static constexpr qint64 TenOffFen = 1'000;
        static constexpr qint64 TenOffFromFen = 5'000;
        static constexpr qint64 PerLitreMilli = 200; ///< 0.20
        static constexpr qint64 PerLitreMostMl = 20'000;
        static constexpr qint64 VoucherFen = 10'000;
        static constexpr qint64 RewardFen = 300; ///< for a full card of stamps
        static constexpr int StampsForOne = 4;
        static constexpr qint64 ThanksFen = 200; ///< for a large top-up
        static constexpr qint64 ThanksFromFen = 30'000;
        static constexpr qint64 BonusPercent = 5;
        static constexpr qint64 BonusFromFen = 10'000;
        static constexpr qint64 BonusMostFen = 2'000;
        CampaignId tenOff;   ///< one for each sheet, also where there is no network
        CampaignId perLitre; ///< for everybody who asks
        CampaignId voucher;  ///< used in parts
        CampaignId stamps;
        CampaignId reward;
        CampaignId thanks;
        CampaignId bonus;
        qint64 tenOffPerDayFen = 0;
        qint64 tenOffPieces = 0;
        qint64 perLitreFen = 0;
    };

    Offers offers;
    std::map<SaleId, Visit> visits;
    std::map<SaleId, Receipt> receipts; ///< of who paid at the counter, as they stood last
    std::map<OperationId, TopUp> topUps;
    std::map<std::pair<int, int>, int> powerCuts; ///< of pumps, by station and pump
};

}
