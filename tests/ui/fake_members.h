#pragma once

#include "core/domain/sales/member_desk.h"

#include <QTimer>

namespace youka {

/// A centre that knows one member's coupons and points. Answers come with the next turn of the event loop.
class FakeMembers : public MemberDesk
{
public:
    MemberView view;
    std::optional<Error> failNext; ///< the next question ends like this
    QString pin;                   ///< asked for at an exchange; empty: none
    QStringList claimed;
    std::vector<std::pair<OperationId, CampaignId>> exchanged;

    static MemberCoupon coupon(int serial, const QString &name, Timestamp until,
                               CouponState state = CouponState::Claimed)
    {
        MemberCoupon owned;
        owned.coupon.id = {7, quint32(serial)};
        owned.coupon.state = state;
        owned.coupon.until = until;
        owned.code = QStringLiteral("0007-%1").arg(serial, 4, 10, QLatin1Char('0'));
        owned.name = name;
        owned.terms.until = until;
        return owned;
    }
    void about(const CardIdentity &, std::function<void(Result<MemberView>)> answer) override
    {
        deliver<MemberView>(std::move(answer), [this] { return Result<MemberView>(view); });
    }
    void claim(OperationId operation, const CardIdentity &, const QString &code,
               std::function<void(Result<MemberCoupon>)> answer) override
    {
        claims.push_back(operation);
        claimed += code;
        deliver<MemberCoupon>(std::move(answer), [this] { return give(QStringLiteral("Five off")); });
    }
    void exchange(OperationId operation, const CardIdentity &, const QString &said, CampaignId campaign,
                  std::function<void(Result<MemberCoupon>)> answer) override
    {
        exchanged.emplace_back(operation, campaign);
        deliver<MemberCoupon>(std::move(answer), [this, said]() -> Result<MemberCoupon> {
            if (said != pin)
                return fail(said.isEmpty() ? ErrorCode::PinRequired : ErrorCode::PinWrong);
            view.points.available -= view.offers.front().points;
            return give(view.offers.front().name);
        });
    }
    void giveAway(OperationId operation, const CardIdentity &, const QString &said, CouponId coupon,
                  const QString &to, std::function<void(Result<bool>)> answer) override
    {
        gifts.emplace_back(operation, to);
        deliver<bool>(std::move(answer), [this, said, coupon, to]() -> Result<bool> {
            if (said != pin)
                return fail(said.isEmpty() ? ErrorCode::PinRequired : ErrorCode::PinWrong);
            if (to != friendly)
                return false;
            std::erase_if(view.coupons, [&](const MemberCoupon &one) { return one.coupon.id == coupon; });
            return true;
        });
    }
    QString friendly; ///< whose number may get a coupon
    std::vector<std::pair<OperationId, QString>> gifts;
    std::vector<OperationId> claims;

private:
    Result<MemberCoupon> give(const QString &name)
    {
        view.coupons.push_back(coupon(int(view.coupons.size()) + 1, name, {4'000'000'000'000}));
        return view.coupons.back();
    }
    template <class T>
    void deliver(std::function<void(Result<T>)> answer, std::function<Result<T>()> make)
    {
        Result<T> result = failNext ? Result<T>(fail(*failNext)) : make();
        failNext.reset();
        QTimer::singleShot(0, [answer = std::move(answer), result = std::move(result)] { answer(result); });
    }
};

}
