#pragma once

#include "core/domain/coupons/fuel_offer.h"

#include <QJsonObject>

#include <functional>

namespace youka {

/// "What do these coupons take off this sale?" The coupons are reserved for it; asked again for the same sale
/// with others, those of before are given back first. Without any it gives back all.
struct CouponQuestion
{
    OperationId operation;
    SaleId sale;
    QStringList codes;            ///< typed or scanned
    std::vector<CouponId> chosen; ///< from the member's own
    QByteArray cardToken;         ///< whose they are; empty: nobody showed a card
    Channel channel = Channel::Pos;
    PayingBy paying = PayingBy::Cash;
    Basket basket;
};

struct CouponGrant
{
    SaleId sale;
    std::vector<Redemption> redemptions;
    Money total;
    /// Why a code or coupon takes nothing off: by its place among the codes, then the chosen ones.
    std::vector<std::pair<int, Error>> refused;
    PayingBys payings; ///< the ways of paying it holds for; none: all
    Timestamp expires;
    bool offline = false; ///< answered by the station itself
    /// The redemptions with the terms they go by: for what is priced only later. Not sent.
    std::vector<FuelOffer> offers;
};

/// Answers a station's questions about coupons: the server, or what the station knows by itself. The answer
/// arrives on the asking thread, exactly once, never from inside ask().
class CouponDesk
{
public:
    virtual ~CouponDesk() = default;
    virtual void ask(const CouponQuestion &question, std::function<void(Result<CouponGrant>)> answer) = 0;
    /// What a sale that was granted without the server took in the end; nothing of a sale that is over
    /// without. Joins the caller's open transaction on the station's store.
    virtual Result<void> took(SaleId sale, const std::vector<Redemption> &redemptions)
    {
        Q_UNUSED(sale)
        Q_UNUSED(redemptions)
        return {};
    }
};

QJsonObject toJson(const CouponQuestion &question);
Result<CouponQuestion> couponQuestionFromJson(const QJsonObject &json);
QJsonObject toJson(const CouponGrant &grant);
Result<CouponGrant> couponGrantFromJson(const QJsonObject &json);

}
