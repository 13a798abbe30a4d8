#pragma once

#include "core/domain/sales/member_desk.h"
#include "core/exchange/api/api_client.h"

namespace youka {

/// Asks the server; coupons and points are shown and given by the centre only.
class MemberClient final : public MemberDesk
{
public:
    explicit MemberClient(ApiClient &api)
        : m_api(api)
    {
    }
    void about(const CardIdentity &card, std::function<void(Result<MemberView>)> answer) override;
    void claim(OperationId operation, const CardIdentity &card, const QString &code,
               std::function<void(Result<MemberCoupon>)> answer) override;
    void exchange(OperationId operation, const CardIdentity &card, const QString &pin, CampaignId campaign,
                  std::function<void(Result<MemberCoupon>)> answer) override;
    void giveAway(OperationId operation, const CardIdentity &card, const QString &pin, CouponId coupon,
                  const QString &to, std::function<void(Result<bool>)> answer) override;

private:
    void addPoints(const CardIdentity &card, MemberView view, std::function<void(Result<MemberView>)> answer);
    ApiClient &m_api;
};

}
