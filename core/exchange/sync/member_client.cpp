#include "core/exchange/sync/member_client.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_json.h"

#include <QJsonArray>

namespace youka {

namespace {

QJsonObject shown(const CardIdentity &card)
{
    return {{QStringLiteral("cardToken"), QString::fromLatin1(card.token.bytes.toBase64())},
            {QStringLiteral("proof"), int(card.proof)}};
}

Result<MemberCoupon> couponOf(const QJsonObject &json)
{
    JsonReader in(json);
    MemberCoupon owned;
    owned.coupon.id = CouponId::fromValue(in.integer("id", 0, (qint64(1) << 40) - 1));
    owned.coupon.campaign = {in.integer("campaign", 0, std::numeric_limits<qint64>::max())};
    owned.coupon.state = couponStateFromName(in.text("state", 20)).value_or(CouponState::Void);
    if (in.has("until"))
        owned.coupon.until = in.time("until");
    if (in.has("left"))
        owned.coupon.left = in.money("left");
    owned.code = in.text("fullCode", 40);
    owned.name = in.textOr("name", {}, 100);
    owned.giftable = in.booleanOr("giftable", false);
    if (in.error())
        return fail(*in.error());
    return couponTermsFromJson(in.object("terms")).map([&](const CouponTerms &terms) {
        owned.terms = terms;
        return owned;
    });
}

Result<MemberView> viewOf(const QJsonObject &json)
{
    MemberView view;
    for (const QJsonValue value : json[QLatin1String("coupons")].toArray()) {
        const auto owned = couponOf(value.toObject());
        if (!owned)
            return fail(owned.error());
        view.coupons.push_back(*owned);
    }
    for (const QJsonValue value : json[QLatin1String("forPoints")].toArray()) {
        JsonReader in(value.toObject());
        view.offers.push_back({{in.integer("campaign", 1, std::numeric_limits<qint64>::max())},
                               in.text("name", 100),
                               in.integer("points", 1, std::numeric_limits<qint64>::max())});
        if (in.error())
            return fail(*in.error());
    }
    // A centre of an earlier version counts none.
    for (const QJsonValue &value : json[QLatin1String("stamps")].toArray()) {
        JsonReader in(value.toObject());
        view.stamps.push_back({in.text("name", 100), in.integer("stamps", -1'000, 1'000'000),
                               in.integer("of", 1, 1'000), in.textOr("reward", {}, 100)});
        if (in.error())
            return fail(*in.error());
    }
    return view;
}

Result<MemberPoints> pointsOf(const QJsonObject &json)
{
    constexpr qint64 Most = std::numeric_limits<qint64>::max();
    JsonReader in(json);
    MemberPoints points;
    points.level = in.textOr("levelName", {}, 100);
    points.balance = in.integer("balance", 0, Most);
    points.available = in.integer("available", 0, Most);
    points.pending = in.integer("pending", 0, Most);
    points.owed = in.integer("owed", 0, Most);
    if (in.has("expiringNext")) {
        JsonReader next(in.object("expiringNext"));
        points.expires = next.time("at");
        points.expiring = next.integer("points", 0, Most);
        if (next.error())
            return fail(*next.error());
    }
    if (in.has("value")) {
        JsonReader value(in.object("value"));
        points.value = PointValue{value.money("amount"), value.integer("points", 1, Most)};
        if (value.error())
            return fail(*value.error());
    }
    return in.error() ? Result<MemberPoints>(fail(*in.error())) : points;
}

auto couponAnswer(std::function<void(Result<MemberCoupon>)> answer)
{
    return
        [answer = std::move(answer)](const Result<QJsonObject> &reply) { answer(reply.and_then(couponOf)); };
}

}

void MemberClient::about(const CardIdentity &card, std::function<void(Result<MemberView>)> answer)
{
    m_api.post(QStringLiteral("/api/v1/member-coupons"), shown(card), {},
               [this, card, answer = std::move(answer)](const Result<QJsonObject> &reply) {
                   const auto view = reply.and_then(viewOf);
                   if (!view)
                       return answer(fail(view.error()));
                   addPoints(card, *view, answer);
               });
}

void MemberClient::addPoints(const CardIdentity &card, MemberView view,
                             std::function<void(Result<MemberView>)> answer)
{
    m_api.post(
        QStringLiteral("/api/v1/member-points"), shown(card), {},
        [view = std::move(view), answer = std::move(answer)](const Result<QJsonObject> &reply) mutable {
            const auto points = reply.and_then(pointsOf);
            if (!points)
                return answer(fail(points.error()));
            view.points = *points;
            answer(std::move(view));
        });
}

void MemberClient::claim(OperationId operation, const CardIdentity &card, const QString &code,
                         std::function<void(Result<MemberCoupon>)> answer)
{
    QJsonObject body = shown(card);
    body.insert(QStringLiteral("code"), code);
    m_api.post(QStringLiteral("/api/v1/coupon-claims"), body, operation, couponAnswer(std::move(answer)));
}

void MemberClient::exchange(OperationId operation, const CardIdentity &card, const QString &pin,
                            CampaignId campaign, std::function<void(Result<MemberCoupon>)> answer)
{
    QJsonObject body = shown(card);
    body.insert(QStringLiteral("campaign"), QString::number(campaign.value));
    if (!pin.isEmpty())
        body.insert(QStringLiteral("pin"), pin);
    m_api.post(QStringLiteral("/api/v1/coupon-exchanges"), body, operation, couponAnswer(std::move(answer)));
}

void MemberClient::giveAway(OperationId operation, const CardIdentity &card, const QString &pin,
                            CouponId coupon, const QString &to, std::function<void(Result<bool>)> answer)
{
    QJsonObject body = shown(card);
    body.insert(QStringLiteral("coupon"), QString::number(coupon.value()));
    body.insert(QStringLiteral("to"), to);
    if (!pin.isEmpty())
        body.insert(QStringLiteral("pin"), pin);
    m_api.post(
        QStringLiteral("/api/v1/coupon-gifts"), body, operation,
        [answer = std::move(answer)](const Result<QJsonObject> &reply) {
            answer(reply.map([](const QJsonObject &json) { return json[QLatin1String("given")].toBool(); }));
        });
}

}
