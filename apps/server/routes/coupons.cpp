#include "apps/server/json_answers.h"
#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/coupons/campaign_figures.h"
#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_code.h"
#include "core/domain/coupons/coupon_json.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/domain/coupons/fraud_repository.h"
#include "core/foundation/base/names.h"

#include <QJsonArray>
#include <QUrl>

namespace youka {

namespace {

constexpr int PageSize = 200;

CampaignId campaignOf(const Call &call) { return {call.captures.value(0).toLongLong()}; }
CouponId couponOf(const Call &call)
{
    return CouponId::fromValue(std::max<qint64>(0, call.captures.value(0).toLongLong()));
}

QJsonObject toJson(const CouponBatch &batch)
{
    return {{QStringLiteral("id"), batch.id},
            {QStringLiteral("campaign"), batch.campaign.value},
            {QStringLiteral("kind"),
             batch.kind == BatchKind::Printed ? QStringLiteral("printed") : QStringLiteral("given")},
            {QStringLiteral("count"), qint64(batch.count)},
            {QStringLiteral("void"), batch.isVoid},
            {QStringLiteral("reason"), batch.reason},
            {QStringLiteral("at"), batch.at.toIso()}};
}

QString subjectOf(CouponId id) { return QStringLiteral("coupon %1-%2").arg(id.batch).arg(id.serial); }

QJsonObject withFigures(const Campaign &campaign, CampaignRepository &campaigns, CouponRepository &coupons)
{
    QJsonObject json = toJson(campaign);
    const Currency currency = campaign.terms.offer.amount.currency;
    if (const auto taken = coupons.taken(campaign.id, BudgetKind::Total, {}, currency)) {
        json.insert(QStringLiteral("taken"), toJson(*taken->amount));
        json.insert(QStringLiteral("redemptions"), *taken->pieces);
    }
    qint64 issued = 0;
    if (const auto batches = campaigns.batches(campaign.id))
        for (const CouponBatch &batch : *batches)
            issued += batch.isVoid ? 0 : batch.count;
    json.insert(QStringLiteral("issued"), issued);
    return json;
}

void list(const std::shared_ptr<Call> &call)
{
    const auto state = campaignStateFromName(call->request.queryValue(QStringLiteral("state")));
    const CampaignId before{call->request.queryValue(QStringLiteral("before")).toLongLong()};
    Database &db = call->server.reader(call->thread);
    CampaignRepository campaigns(db);
    CouponRepository coupons(db);
    const auto page = campaigns.list(state, before, PageSize);
    if (!page)
        return call->refuse(page.error());
    QJsonArray array;
    for (const Campaign &campaign : *page) {
        QJsonObject json = withFigures(campaign, campaigns, coupons);
        json.insert(QStringLiteral("mine"),
                    campaign.author == call->who.subject); // somebody else approves it
        if (const QString base = call->server.settings().webBase;
            !base.isEmpty() && !campaign.claimCode.isEmpty() && !campaign.terms.automatic)
            json.insert(QStringLiteral("claimUrl"),
                        QStringLiteral("%1/c/%2").arg(
                            base, QString::fromLatin1(QUrl::toPercentEncoding(campaign.claimCode))));
        array.append(json);
    }
    call->answer({{QStringLiteral("campaigns"), array}});
}

void figures(const std::shared_ptr<Call> &call)
{
    const Percent margin{call->request.queryValue(QStringLiteral("margin")).toLongLong()};
    if (margin.basisPoints < 0 || margin.basisPoints > 10'000)
        return call->refuse({ErrorCode::InvalidInput, QStringLiteral("margin: 0 to 10000")});
    call->server.counting([call, margin](const Result<Database *> &db) {
        if (!db)
            return call->refuse(db.error());
        const auto campaign = CampaignRepository(**db).find(campaignOf(*call));
        if (!campaign)
            return call->refuse(campaign.error());
        if (!*campaign)
            return call->refuse({ErrorCode::CampaignUnknown, {}});
        const auto all = campaignFigures(**db, **campaign, call->server.clock().now());
        if (!all)
            return call->refuse(all.error());
        call->answer(toJson(*all, (*campaign)->holdOut, margin));
    });
}

/// One change of a campaign, answered with the campaign as it is then.
template <class Change>
void writeCampaign(const std::shared_ptr<Call> &call, Change change, int status = 200)
{
    call->server.write(
        call,
        [call, change](Database &db, Timestamp now) {
            CampaignService campaigns(db, call->server.couponKeys());
            return change(campaigns, now).map([](const Campaign &campaign) { return toJson(campaign); });
        },
        status);
}

void create(const std::shared_ptr<Call> &call)
{
    const auto campaign = campaignFromJson(call->body);
    if (!campaign)
        return call->refuse(campaign.error());
    writeCampaign(
        call,
        [call, campaign = *campaign](CampaignService &campaigns, Timestamp now) {
            return campaigns.create(campaign, call->who, now);
        },
        201);
}

void change(const std::shared_ptr<Call> &call)
{
    auto campaign = campaignFromJson(call->body);
    if (!campaign)
        return call->refuse(campaign.error());
    campaign->id = campaignOf(*call);
    writeCampaign(call, [call, campaign = *campaign](CampaignService &campaigns, Timestamp now) {
        return campaigns.change(campaign, call->who, now);
    });
}

void step(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const auto to = campaignStateFromName(in.text("state", 20));
    if (!to)
        in.refuse("state",
                  QStringLiteral("\"draft\", \"review\", \"live\", \"paused\", \"ended\" or "
                                 "\"voided\" is expected"));
    if (in.error())
        return call->refuse(*in.error());
    writeCampaign(call, [call, to = *to](CampaignService &campaigns, Timestamp now) {
        return campaigns.step(campaignOf(*call), to, call->who, now);
    });
}

void print(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const auto count = quint32(in.integer("count", 1, CouponId::SerialEnd));
    const QString reason = in.text("reason", 200);
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(
        call,
        [=](Database &db, Timestamp now) {
            return CampaignService(db, call->server.couponKeys())
                .print(campaignOf(*call), count, reason, call->who, now)
                .map([](const CouponBatch &batch) { return toJson(batch); });
        },
        201);
}

void batches(const std::shared_ptr<Call> &call)
{
    const auto all = CampaignRepository(call->server.reader(call->thread)).batches(campaignOf(*call));
    if (!all)
        return call->refuse(all.error());
    QJsonArray array;
    for (const CouponBatch &batch : *all)
        array.append(toJson(batch));
    call->answer({{QStringLiteral("batches"), array}});
}

void voidBatch(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString reason = in.text("reason", 200);
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [call, reason](Database &db, Timestamp now) {
        return CampaignService(db, call->server.couponKeys())
            .voidBatch(quint16(call->captures.value(0).toUInt()), reason, call->who, now)
            .map([](const CouponBatch &batch) { return toJson(batch); });
    });
}

/// One change of a coupon, with its reason in the audit log.
template <class Change>
void writeCoupon(const std::shared_ptr<Call> &call, const char *action, Change change, int status = 200)
{
    JsonReader in(call->body);
    const QString reason = in.text("reason", 200);
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(
        call,
        [=](Database &db, Timestamp now) -> Result<QJsonObject> {
            CouponService coupons(db, call->server.couponKeys());
            const auto coupon = change(db, coupons, now);
            if (!coupon)
                return fail(coupon.error());
            return AuditLog(db)
                .add({call->who.name, QLatin1String(action), subjectOf(coupon->id), reason}, now)
                .map([&] { return toJson(*coupon, coupons.codeOf(coupon->id)); });
        },
        status);
}

void voidCoupon(const std::shared_ptr<Call> &call)
{
    writeCoupon(call, "coupon.void", [call](Database &, CouponService &coupons, Timestamp now) {
        return coupons.voidCoupon(couponOf(*call), now);
    });
}

void extend(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const Timestamp until = in.time("until");
    if (in.error())
        return call->refuse(*in.error());
    writeCoupon(call, "coupon.extend", [call, until](Database &, CouponService &coupons, Timestamp now) {
        return coupons.extend(couponOf(*call), until, now);
    });
}

void give(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString customer = in.text("customer", 40);
    if (in.error())
        return call->refuse(*in.error());
    writeCoupon(
        call, "coupon.give",
        [call, customer](Database &db, CouponService &coupons, Timestamp now) {
            return CustomerService(db, call->server.cardKeys().customerWrapping)
                .findExternal(customer)
                .and_then([&](const std::optional<Customer> &found) -> Result<Coupon> {
                    if (!found)
                        return fail(ErrorCode::CustomerUnknown);
                    return coupons.give({campaignOf(*call), found->id, {}, false}, now);
                });
        },
        201);
}

constexpr std::pair<UseState, const char *> UseNames[] = {
    {UseState::Reserved, "reserved"}, {UseState::Redeemed, "redeemed"}, {UseState::GivenBack, "given-back"}};

/// What sales and people did with it, as it happened.
Result<QJsonArray> historyOf(Database &db, CouponId id)
{
    const auto uses = CouponRepository(db).uses(id);
    if (!uses)
        return fail(uses.error());
    const auto noted = AuditLog(db).of(subjectOf(id), PageSize);
    if (!noted)
        return fail(noted.error());
    QMultiMap<qint64, QJsonObject> lines;
    for (const CouponUse &use : *uses)
        lines.insert(use.at.ms,
                     {{QStringLiteral("at"), use.at.toIso()},
                      {QStringLiteral("what"), QString(nameIn(UseNames, use.state))},
                      {QStringLiteral("amount"), toJson(use.redemption.amount)},
                      {QStringLiteral("station"), use.station.value},
                      {QStringLiteral("saleId"), use.sale.text()}});
    for (const AuditLog::Noted &note : *noted)
        lines.insert(note.at.ms,
                     {{QStringLiteral("at"), note.at.toIso()},
                      {QStringLiteral("what"), note.entry.action},
                      {QStringLiteral("who"), note.entry.actor},
                      {QStringLiteral("reason"), note.entry.detail}});
    QJsonArray array;
    for (const QJsonObject &line : std::as_const(lines))
        array.append(line);
    return array;
}

/// A person with a code in hand wants to know what it is.
void find(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString text = in.text("code", 200);
    if (in.error())
        return call->refuse(*in.error());
    const CouponKeys &keys = call->server.couponKeys();
    CouponService coupons(call->server.reader(call->thread), keys);
    const auto coupon =
        (isSignedCoupon(text)
             ? readSignedCoupon(text, keys.verifying()).map([](const SignedCoupon &s) { return s.coupon; })
             : readCouponCode(text).and_then([&](const TypedCode &typed) -> Result<CouponId> {
                   if (!isGenuine(typed, couponBatchKey(keys.master, typed.coupon.batch)))
                       return fail(ErrorCode::CouponUnknown);
                   return typed.coupon;
               }))
            .and_then([&](CouponId id) { return coupons.find(id); });
    if (!coupon)
        return call->refuse(coupon.error());
    Database &db = call->server.reader(call->thread);
    const auto history = historyOf(db, coupon->id);
    const auto campaign = CampaignRepository(db).find(coupon->campaign);
    const auto owner = coupon->customer
        ? CustomerService(db, call->server.cardKeys().customerWrapping).customer(coupon->customer)
        : Result<Customer>(Customer());
    if (!history || !campaign)
        return call->refuse(history ? campaign.error() : history.error());
    QJsonObject json = toJson(*coupon, coupons.codeOf(coupon->id));
    json.insert(QStringLiteral("history"), *history);
    if (*campaign)
        json.insert(QStringLiteral("name"), (*campaign)->name);
    if (owner && coupon->customer) // one whose data was erased has a number, no name
        json.insert(QStringLiteral("customerNumber"), owner->external);
    call->answer(json);
}

}

void addCouponRoutes(RouteTable &table)
{
    constexpr const char *OneCampaign =
        R"({"type":"object","required":["id","name","state","terms","limits"]})";
    constexpr const char *OneBatch = R"({"type":"object","required":["id","campaign","count","void"]})";
    constexpr const char *OneCoupon = R"({"type":"object","required":["id","campaign","state","code"]})";
    constexpr const char *Reasoned = R"({"type":"object","required":["reason"]})";
    constexpr auto Manage = Permission::ManageCampaigns;
    table.add({"GET", "/api/v1/campaigns", Permission::ReadCampaigns, Idempotency::Reads,
               "Campaigns with what was issued and taken, newest first, 200 at a time", nullptr,
               R"({"type":"object","required":["campaigns"]})", list});
    table.add({"POST", "/api/v1/campaigns", Manage, Idempotency::ByKey, "Draft a campaign",
               R"({"type":"object","required":["name","terms"]})", OneCampaign, create});
    table.add({"POST", "/api/v1/campaigns/{id}", Manage, Idempotency::ByKey,
               "Change a draft; of a live campaign its name, limits and end",
               R"({"type":"object","required":["name","terms"]})", OneCampaign, change});
    table.add({"POST", "/api/v1/campaigns/{id}/state", Manage, Idempotency::ByKey,
               "Submit, approve (another person), pause, end or void a campaign",
               R"({"type":"object","required":["state"]})", OneCampaign, step});
    table.add({"GET", "/api/v1/campaigns/{id}/figures", Permission::ReadCampaigns, Idempotency::Reads,
               "What a campaign did so far: counts, money and litres, by day, station, channel, segment "
               "and level; baskets with and without it; uplift against the held-out customers and, with "
               "?margin= in basis points, what each unit of discount earned",
               nullptr, R"({"type":"object","required":["issued","redeemed","discount","byDay"]})", figures});
    table.add({"GET", "/api/v1/campaigns/{id}/batches", Permission::ReadCampaigns, Idempotency::Reads,
               "The batches of a campaign's coupons", nullptr, R"({"type":"object","required":["batches"]})",
               batches});
    table.add({"POST", "/api/v1/campaigns/{id}/batches", Manage, Idempotency::ByKey,
               "Make codes to be printed or sent", R"({"type":"object","required":["count","reason"]})",
               OneBatch, print});
    table.add({"POST", "/api/v1/coupon-batches/{id}/void", Manage, Idempotency::ByKey,
               "Make a whole batch worthless", Reasoned, OneBatch, voidBatch});
    table.add({"POST", "/api/v1/campaigns/{id}/coupons", Permission::GiveCoupons, Idempotency::ByKey,
               "Give a customer a coupon", R"({"type":"object","required":["customer","reason"]})", OneCoupon,
               give});
    table.add({"POST", "/api/v1/coupons/{id}/void", Manage, Idempotency::ByKey, "Make a coupon worthless",
               Reasoned, OneCoupon, voidCoupon});
    table.add({"POST", "/api/v1/coupons/{id}/until", Manage, Idempotency::ByKey, "Let a coupon last longer",
               R"({"type":"object","required":["until","reason"]})", OneCoupon, extend});
    table.add({"POST", "/api/v1/coupon-searches", Permission::ReadCampaigns, Idempotency::ByContent,
               "What is behind a code", R"({"type":"object","required":["code"]})", OneCoupon, find});
}

}
