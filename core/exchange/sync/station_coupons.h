#pragma once

#include "core/domain/coupons/best_set.h"
#include "core/domain/coupons/coupon_question.h"
#include "core/domain/stations/station.h"
#include "core/exchange/api/api_client.h"
#include "core/exchange/sync/campaign_list.h"
#include "core/exchange/sync/clock_trust.h"
#include "core/exchange/sync/terminal_list.h"

namespace youka {

/// What a station may take off by coupons without the server.
struct OfflineCouponLimits
{
    Money perSale{5'000, {}};
    Money perDay{50'000, {}};
};

/// Asks the server about coupons and, when no answer comes in time, takes signed ones by itself: by the same
/// rules, each once here, within the station's limits. What two stations took both is found when their
/// records arrive. Typed codes and members' own coupons need the server.
class StationCouponDesk final : public CouponDesk
{
public:
    struct Parts
    {
        Database &db;
        ApiClient &api;
        CampaignList &campaigns;
        TerminalList &list;
        const Clock &clock;
        const ClockWatch &watch;
    };
    static constexpr int AnswerWithinMs = 800;

    StationCouponDesk(Parts parts, Station station, OfflineCouponLimits limits)
        : m_parts(parts)
        , m_station(std::move(station))
        , m_limits(limits)
    {
    }
    void ask(const CouponQuestion &question, std::function<void(Result<CouponGrant>)> answer) override;

    Result<void> took(SaleId sale, const std::vector<Redemption> &redemptions) override;

    /// The station's own answer; what it takes is durable when it returns. Errors: those of Database.
    Result<CouponGrant> answerAlone(const CouponQuestion &question);

private:
    using Listed = CampaignList::Listed;
    struct Shown
    {
        std::vector<Candidate> candidates;
        std::vector<int> places; ///< of each among the codes; -1: automatic
    };
    Result<Shown> gather(const CouponQuestion &question, Timestamp now, const std::vector<Listed> &campaigns,
                         CouponGrant &grant);
    Result<Candidate> candidate(const QString &code, SaleId sale, Timestamp now,
                                const std::vector<Listed> &campaigns);
    Parts m_parts;
    const Station m_station;
    const OfflineCouponLimits m_limits;
};

}
