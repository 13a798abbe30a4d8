#include "apps/server/pin_check.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/coupons/issue_service.h"

#include <QJsonArray>

namespace youka {

namespace {

CampaignId campaignOf(const Call &call) { return {call.captures.value(0).toLongLong()}; }

QJsonObject toJson(const IssueJob &job)
{
    return {{QStringLiteral("id"), job.id},
            {QStringLiteral("campaign"), job.campaign.value},
            {QStringLiteral("segment"), job.audience.segment},
            {QStringLiteral("level"), job.audience.level},
            {QStringLiteral("cardType"), job.audience.cardType},
            {QStringLiteral("reason"), job.reason},
            {QStringLiteral("who"), job.person},
            {QStringLiteral("at"), job.at.toIso()},
            {QStringLiteral("customers"), job.customers},
            {QStringLiteral("given"), job.given},
            {QStringLiteral("refused"), job.refused},
            {QStringLiteral("done"), job.done}};
}

Audience readAudience(JsonReader &in)
{
    return {in.textOr("segment", {}, 40), in.textOr("level", {}, 40), int(in.integerOr("cardType", 0, 0, 3))};
}

void jobs(const std::shared_ptr<Call> &call)
{
    const auto all = IssueRepository(call->server.reader(call->thread)).jobs(campaignOf(*call));
    if (!all)
        return call->refuse(all.error());
    QJsonArray array;
    for (const IssueJob &job : *all)
        array.append(toJson(job));
    call->answer({{QStringLiteral("issues"), array}});
}

/// How many it would be, before anybody says so.
void count(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const Audience audience = readAudience(in);
    if (in.error())
        return call->refuse(*in.error());
    const auto customers = IssueRepository(call->server.reader(call->thread)).count(audience);
    if (!customers)
        return call->refuse(customers.error());
    call->answer({{QStringLiteral("customers"), *customers}});
}

void order(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    IssueJob job;
    job.campaign = campaignOf(*call);
    job.audience = readAudience(in);
    job.reason = in.text("reason", 200);
    job.operation = call->operation;
    job.person = call->who.name;
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(
        call,
        [call, job](Database &db, Timestamp now) -> Result<QJsonObject> {
            const auto made = IssueService(db).order(job, now);
            if (!made)
                return fail(made.error());
            const AuditLog::Entry entry{call->who.name, QStringLiteral("coupon.give-segment"),
                                        QStringLiteral("campaign %1").arg(made->campaign.value),
                                        QStringLiteral("segment '%1', level '%2', card %3: %4 customers; %5")
                                            .arg(made->audience.segment, made->audience.level)
                                            .arg(made->audience.cardType)
                                            .arg(made->customers)
                                            .arg(made->reason)};
            return AuditLog(db).add(entry, now).map([&] { return toJson(*made); });
        },
        201);
}

void gift(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const SaleService::GiftQuestion question{
        {in.base64("cardToken", 32)},
        CardProof(in.integer("proof", 1, 3)),
        CouponId::fromValue(in.integer("coupon", 1, (qint64(1) << 40) - 1)),
        in.text("to", 40).trimmed()};
    const QString pin = in.textOr("pin", {}, 12);
    if (in.error())
        return call->refuse(*in.error());
    withPin(call, question.card, question.proof, pin, [call, question](SaleService::Pin checked) {
        call->server.write(call, [call, question, checked](Database &db, Timestamp now) {
            return SaleService(db, call->server.cardKeys())
                .giveCoupon(question, checked, call->server.cardKeys(), call->server.couponKeys(),
                            call->terminal, now)
                .map([](bool given) {
                    return QJsonObject{{QStringLiteral("given"), given}};
                });
        });
    });
}

}

void addCouponGivingRoutes(RouteTable &table)
{
    table.add({"POST", "/api/v1/campaigns/{id}/issues", Permission::ManageCampaigns, Idempotency::ByKey,
               "Give a coupon to each customer of a segment, level or kind of card; worked off in pieces",
               R"({"type":"object","required":["reason"]})",
               R"({"type":"object","required":["id","customers","given","refused","done"]})", order});
    table.add({"GET", "/api/v1/campaigns/{id}/issues", Permission::ReadCampaigns, Idempotency::Reads,
               "What was given to segments, and how far it is", nullptr,
               R"({"type":"object","required":["issues"]})", jobs});
    table.add({"POST", "/api/v1/issue-counts", Permission::ReadCampaigns, Idempotency::ByContent,
               "How many customers a segment, level or kind of card has", R"({"type":"object"})",
               R"({"type":"object","required":["customers"]})", count});
    table.add({"POST", "/api/v1/coupon-gifts", Permission::CouponQuestion, Idempotency::ByKey,
               "A member gives a coupon to another customer; the answer says nothing of who that is",
               R"({"type":"object","required":["cardToken","proof","coupon","to"]})",
               R"({"type":"object","required":["given"]})", gift});
}

}
