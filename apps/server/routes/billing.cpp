#include "apps/server/routes/billing.h"

#include "apps/server/server.h"
#include "core/domain/billing/bill_rules.h"
#include "core/domain/payments/bill_payments.h"
#include "core/domain/payments/payment_json.h"
#include "core/exchange/billers/bill_offer.h"

#include <QJsonArray>

namespace youka {

namespace {

QJsonObject toJson(const Biller &biller)
{
    return {{QStringLiteral("code"), biller.code},
            {QStringLiteral("kind"), billerKindName(biller.kind)},
            {QStringLiteral("nameEn"), biller.nameEn},
            {QStringLiteral("nameZh"), biller.nameZh},
            {QStringLiteral("digitsLeast"), biller.digitsLeast},
            {QStringLiteral("digitsMost"), biller.digitsMost}};
}

QJsonObject toJson(const BillItem &item, const Biller &biller)
{
    QJsonObject json{
        {QStringLiteral("biller"), biller.code},   {QStringLiteral("nameEn"), biller.nameEn},
        {QStringLiteral("nameZh"), biller.nameZh}, {QStringLiteral("account"), maskedAccount(item.account)},
        {QStringLiteral("period"), item.period},   {QStringLiteral("amount"), toJson(item.amount)},
        {QStringLiteral("number"), item.number},   {QStringLiteral("state"), billStateName(item.state)}};
    if (!item.receipt.isEmpty())
        json.insert(QStringLiteral("receipt"), item.receipt);
    if (item.reason != 0)
        json.insert(QStringLiteral("reason"), errorCodeName(ErrorCode(item.reason)));
    return json;
}

Result<Biller> billerOf(Database &db, const QString &code)
{
    return BillingRepository(db).biller(code).and_then(
        [&](const std::optional<Biller> &found) -> Result<Biller> {
            return found && found->active ? Result<Biller>(*found) : fail(ErrorCode::BillerUnknown, code);
        });
}

void billers(const std::shared_ptr<Call> &call)
{
    const auto found = BillingRepository(call->server.reader(call->thread)).billers();
    if (!found)
        return call->refuse(found.error());
    QJsonArray list;
    for (const Biller &one : *found)
        list.append(toJson(one));
    call->answer({{QStringLiteral("billers"), list}});
}

QJsonObject accountJson(const Call &call, const Biller &biller, const BillAccount &found)
{
    const Timestamp until = call.server.clock().now().plusMs(BillOffer::LifeMs);
    QJsonArray bills;
    for (const Bill &bill : found.bills) {
        QJsonObject json = billJson(bill);
        json.insert(QStringLiteral("offer"),
                    sealOffer(call.server.billOffers(), {biller.id, found.account, bill, until}));
        bills.append(json);
    }
    return {{QStringLiteral("biller"), toJson(biller)},
            {QStringLiteral("account"), found.account},
            {QStringLiteral("masked"), maskedAccount(found.account)},
            {QStringLiteral("holder"), found.holder},
            {QStringLiteral("bills"), bills}};
}

/// The biller is asked now; nothing is written.
void lookUp(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    QString code = in.textOr("biller", {}, 20);
    QString account = in.textOr("account", {}, 60);
    if (in.has("code")) { // of a bill that was scanned
        const auto scanned = readBillCode(in.text("code", 60));
        if (!in.error() && !scanned)
            return call->refuse({ErrorCode::BillNotFound, {}});
        if (scanned) {
            code = scanned->biller;
            account = scanned->account;
        }
    }
    if (in.error())
        return call->refuse(*in.error());
    const auto biller = billerOf(call->server.reader(call->thread), code);
    const auto named = biller ? accountIn(*biller, account) : fail(biller.error());
    if (!named)
        return call->refuse(named.error());
    call->server.bills().lookUp(*biller, *named, [call, biller = *biller](const Result<BillAccount> &found) {
        if (!found)
            return call->refuse(found.error());
        call->answer(accountJson(*call, biller, *found));
    });
}

Result<std::vector<BillPayments::Chosen>> chosenIn(const Call &call, JsonReader &in)
{
    std::vector<BillPayments::Chosen> chosen;
    for (const QJsonValue value : in.array("bills", BillPayments::MostBills)) {
        JsonReader one(value.toObject());
        const QString sealed = one.text("offer", 2'000);
        const Money amount = one.money("amount");
        if (one.error())
            return fail(*one.error());
        const auto offer = openOffer(call.server.billOffers(), sealed, call.server.clock().now());
        if (!offer)
            return fail(offer.error());
        chosen.push_back({offer->biller, offer->account, offer->bill, amount});
    }
    if (in.error())
        return fail(*in.error());
    return chosen;
}

Result<QJsonObject> createOrder(Database &db, const Call &call, const QString &channel,
                                const std::optional<CardToken> &card,
                                const std::vector<BillPayments::Chosen> &chosen, Timestamp now)
{
    const PaymentSettings &settings = call.server.settings().payments;
    const Station &station = call.terminal.station;
    const auto merchant = MerchantRepository(db).ofStation(channel, station.id);
    if (!merchant)
        return fail(merchant.error());
    PaymentService::Wish wish;
    wish.operation = call.operation;
    wish.merchant = merchant->id;
    wish.station = station.id;
    wish.terminal = call.who.subject;
    wish.title = call.server.settings().billers.title;
    wish.lifeMs = 1'000LL * settings.qrSeconds;
    if (card) {
        const auto known = CardService(db, call.server.cardKeys()).byToken(*card);
        if (!known)
            return fail(known.error());
        wish.customer = known->customer.value;
    }
    return BillPayments(db, call.server.cardKeys())
        .open(wish, chosen, settings.limitsOf(station.code), now)
        .and_then([&](const PaymentOrder &order) {
            QJsonObject json = youka::toJson(order);
            json.insert(QStringLiteral("channel"), channel);
            return withBills(db, order, json);
        });
}

void create(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString channel = in.text("channel", 20);
    const std::optional<CardToken> card =
        in.has("cardToken") ? std::optional(CardToken{in.base64("cardToken", 32)}) : std::nullopt;
    const auto chosen = chosenIn(*call, in);
    if (!chosen)
        return call->refuse(chosen.error());
    PaymentDesk &desk = call->server.payments();
    call->respond = [&desk, respond = std::move(call->respond)](HttpReply reply) {
        desk.wake();
        respond(std::move(reply));
    };
    call->server.write(call, [call, channel, card, chosen = *chosen](Database &db, Timestamp now) {
        return createOrder(db, *call, channel, card, chosen, now);
    });
}

}

Result<QJsonObject> withBills(Database &db, const PaymentOrder &order, QJsonObject json)
{
    if (order.purpose != PaymentPurpose::Bill)
        return json;
    BillingRepository bills(db);
    const auto payment = bills.payment(BillPaymentId{order.subject});
    if (!payment)
        return fail(payment.error());
    QJsonArray list;
    bool isSettledAll = true;
    if (*payment)
        for (const BillItem &item : (*payment)->items) {
            const auto biller = bills.biller(item.biller);
            if (!biller)
                return fail(biller.error());
            list.append(toJson(item, biller->value_or(Biller{})));
            isSettledAll = isSettledAll && isSettled(item.state);
        }
    json.insert(QStringLiteral("bills"), list);
    json.insert(QStringLiteral("settled"), isSettledAll);
    return json;
}

void addBillingRoutes(RouteTable &table)
{
    constexpr const char *Order = R"({"type":"object","required":["order","state","amount","bills"]})";
    table.add({"GET", "/api/v1/billers", Permission::PayByChannel, Idempotency::Reads,
               "Whose bills can be paid, and how an account is named there", nullptr,
               R"({"type":"object","required":["billers"]})", billers});
    table.add(
        {"POST", "/api/v1/bills/look-up", Permission::PayByChannel, Idempotency::Reads,
         "What an account has to pay: its biller is asked now. `biller` and `account`, or the `code` of "
         "a scanned bill. Each bill comes with an `offer` that is good for a quarter of an hour",
         R"({"type":"object"})", R"({"type":"object","required":["biller","account","bills"]})", lookUp});
    table.add({"POST", "/api/v1/bills/payments", Permission::PayByChannel, Idempotency::ByKey,
               "Have a customer pay bills by phone: offers that were looked up and how much of each. What "
               "became of each comes with GET /api/v1/payments/{order}",
               R"({"type":"object","required":["channel","bills"]})", Order, create});
}

}
