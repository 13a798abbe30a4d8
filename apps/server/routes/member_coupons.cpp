#include "apps/server/json_answers.h"
#include "apps/server/pin_check.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_json.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/domain/coupons/fraud_repository.h"
#include "core/domain/coupons/issue_service.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int MostShown = 200; ///< of one member

void reserve(const std::shared_ptr<Call> &call)
{
    const auto question = couponQuestionFromJson(call->body);
    if (!question)
        return call->refuse(question.error());
    call->server.write(call, [call, question = *question](Database &db, Timestamp now) {
        return SaleService(db, call->server.cardKeys())
            .reserveCoupons(question, call->server.couponKeys(), call->terminal, now)
            .map([](const CouponGrant &grant) { return toJson(grant); });
    });
}

/// The card that a member shows at a kiosk or counter.
Result<CardRecord> shownCard(Database &db, const Call &call, JsonReader &in)
{
    const CardToken token{in.base64("cardToken", 32)};
    const auto proof = CardProof(in.integer("proof", 1, 3));
    if (in.error())
        return fail(*in.error());
    return CardService(db, call.server.cardKeys()).byToken(token).and_then([&](const CardRecord &card) {
        return checkProof(card.medium, proof).map([&] { return card; });
    });
}

/// A member's own coupon: its owner may have all of the code.
QJsonObject ownedJson(const Coupon &coupon, const std::optional<Campaign> &campaign, const QString &code)
{
    QJsonObject json = toJson(coupon, code);
    json.insert(QStringLiteral("fullCode"), code);
    if (campaign) {
        json.insert(QStringLiteral("name"), campaign->name);
        json.insert(QStringLiteral("terms"), toJson(campaign->terms));
    }
    return json;
}

void claim(const std::shared_ptr<Call> &call)
{
    call->server.write(
        call,
        [call](Database &db, Timestamp now) -> Result<QJsonObject> {
            JsonReader in(call->body);
            const QString code = in.text("code", 40);
            const auto card = shownCard(db, *call, in);
            if (!card)
                return fail(card.error());
            CouponService coupons(db, call->server.couponKeys());
            return coupons.claim(code, card->customer, now).and_then([&](const Coupon &coupon) {
                const CouponEvent event{now, call->terminal.id, call->terminal.station.id, card->customer};
                if (const auto noted = FraudRepository(db).noteClaim(event, coupon.campaign.value); !noted)
                    return Result<QJsonObject>(fail(noted.error()));
                return CampaignRepository(db)
                    .find(coupon.campaign)
                    .map([&](const std::optional<Campaign> &campaign) {
                        return ownedJson(coupon, campaign, coupons.codeOf(coupon.id));
                    });
            });
        },
        201);
}

/// The member's own: with names and terms, so that a screen can say what each is good for.
void exchange(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const SaleService::ExchangeQuestion question{
        {in.base64("cardToken", 32)},
        CardProof(in.integer("proof", 1, 3)),
        {in.integer("campaign", 1, std::numeric_limits<qint64>::max())}};
    const QString pin = in.textOr("pin", {}, 12);
    if (in.error())
        return call->refuse(*in.error());
    withPin(call, question.card, question.proof, pin, [call, question](SaleService::Pin checked) {
        call->server.write(
            call,
            [call, question, checked](Database &db, Timestamp now) {
                return SaleService(db, call->server.cardKeys())
                    .exchangePoints(question, checked, call->server.couponKeys(), call->terminal, now)
                    .and_then([&](const SaleService::Exchanged &done) {
                        CouponService coupons(db, call->server.couponKeys());
                        return coupons.forPoints(question.campaign).map([&](const Campaign &campaign) {
                            QJsonObject json =
                                ownedJson(done.coupon, campaign, coupons.codeOf(done.coupon.id));
                            json.insert(QStringLiteral("available"), done.member.available());
                            return json;
                        });
                    });
            },
            201);
    });
}

/// "7 of 10", and what they lead to.
Result<QJsonArray> stampsJson(IssueService &issues, CustomerId customer, Timestamp now)
{
    return issues.stampsOf(customer, now).map([](const std::vector<IssueService::Stamps> &all) {
        QJsonArray array;
        for (const IssueService::Stamps &one : all)
            array.append(QJsonObject{{QStringLiteral("campaign"), QString::number(one.campaign.id.value)},
                                     {QStringLiteral("name"), one.campaign.name},
                                     {QStringLiteral("stamps"), one.stamps},
                                     {QStringLiteral("of"), one.campaign.terms.offer.buy},
                                     {QStringLiteral("reward"), one.reward},
                                     {QStringLiteral("until"), one.campaign.terms.until.toIso()}});
        return array;
    });
}

void mine(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    JsonReader in(call->body);
    const auto card = shownCard(db, *call, in);
    if (!card)
        return call->refuse(card.error());
    CouponService service(db, call->server.couponKeys());
    CampaignRepository campaigns(db);
    const auto coupons = service.repository().ofCustomer(card->customer, MostShown);
    if (!coupons)
        return call->refuse(coupons.error());
    QJsonArray array;
    IssueService issues(db);
    for (const Coupon &coupon : *coupons) {
        const auto campaign = campaigns.find(coupon.campaign);
        const auto was = campaign ? issues.repository().wasGift(coupon.id) : fail(campaign.error());
        if (!was)
            return call->refuse(was.error());
        QJsonObject json = ownedJson(coupon, *campaign, service.codeOf(coupon.id));
        json.insert(QStringLiteral("giftable"), *campaign && !*was && isGiftable(**campaign));
        array.append(json);
    }
    const auto stamps = stampsJson(issues, card->customer, call->server.clock().now());
    if (!stamps)
        return call->refuse(stamps.error());
    const auto offers = service.forPoints(call->server.clock().now());
    if (!offers)
        return call->refuse(offers.error());
    QJsonArray forPoints;
    for (const Campaign &campaign : *offers)
        forPoints.append(QJsonObject{{QStringLiteral("campaign"), QString::number(campaign.id.value)},
                                     {QStringLiteral("name"), campaign.name},
                                     {QStringLiteral("points"), campaign.pointsPrice},
                                     {QStringLiteral("terms"), toJson(campaign.terms)}});
    call->answer({{QStringLiteral("coupons"), array},
                  {QStringLiteral("forPoints"), forPoints},
                  {QStringLiteral("stamps"), *stamps}});
}

}

/// What a kiosk or a counter asks for the customer before it.
void addMemberCouponRoutes(RouteTable &table)
{
    constexpr const char *OneCoupon = R"({"type":"object","required":["id","campaign","state","code"]})";
    constexpr const char *Shown = R"({"type":"object","required":["cardToken","proof"]})";
    table.add(
        {"POST", "/api/v1/coupon-reservations", Permission::CouponQuestion, Idempotency::ByKey,
         "Reserve for a sale the best of the coupons shown; asked again, those of before are given back",
         R"({"type":"object","required":["saleId","codes","basket"]})",
         R"({"type":"object","required":["saleId","discounts","total","refused","expires"]})", reserve});
    table.add({"POST", "/api/v1/coupon-claims", Permission::CouponQuestion, Idempotency::ByKey,
               "A member claims a coupon by its public code",
               R"({"type":"object","required":["cardToken","proof","code"]})", OneCoupon, claim});
    table.add({"POST", "/api/v1/coupon-exchanges", Permission::CouponQuestion, Idempotency::ByKey,
               "A member gets a coupon for points",
               R"({"type":"object","required":["cardToken","proof","campaign"]})",
               R"({"type":"object","required":["id","fullCode","available"]})", exchange});
    table.add({"POST", "/api/v1/member-coupons", Permission::CouponQuestion, Idempotency::ByContent,
               "The coupons of the member whose card is shown", Shown,
               R"({"type":"object","required":["coupons"]})", mine});
}

}
