#include "apps/server/routes/billing.h"
#include "apps/server/routes/top_up_offers.h"
#include "apps/server/server.h"
#include "core/domain/cards/card_service.h"
#include "core/domain/payments/payment_json.h"
#include "core/domain/payments/payment_service.h"
#include "core/domain/stations/station_repository.h"

#include <QJsonArray>

namespace youka {

namespace {

/// A held question is answered after so long at the latest, well before its client gives up.
constexpr qint64 LongestHoldMs = 25'000;

/// A terminal and people of one station see that station's; others are not told from those that never were.
Result<PaymentOrder> orderHere(Database &db, const Call &call)
{
    const QString orderNo = call.captures.value(0).left(40);
    const StationId station = call.who.role == Role::Terminal ? call.terminal.station.id : call.who.station;
    const auto order = PaymentRepository(db).find(orderNo);
    if (!order)
        return fail(order.error());
    if (!*order || (station && (*order)->station != station))
        return fail(ErrorCode::PaymentUnknown, orderNo);
    return **order;
}

QJsonObject shown(const Call &call, const PaymentOrder &order)
{
    return call.who.role == Role::Terminal ? toJson(order) : fullJson(order);
}

struct Asked
{
    CardToken card;
    Money amount;
    QString channel;
    QString code; ///< what the customer's phone shows; empty: we show a QR
};

Result<Asked> readAsked(const Call &call)
{
    JsonReader in(call.body);
    Asked asked{{in.base64("cardToken", 32)},
                in.money("amount"),
                in.textOr("channel", {}, 20),
                in.textOr("code", {}, 64)};
    const QString purpose = in.textOr("purpose", QStringLiteral("top-up"), 20);
    if (purpose != QLatin1String("top-up"))
        in.refuse("purpose", QStringLiteral("\"top-up\" is expected"));
    if (asked.code.isEmpty() && asked.channel.isEmpty())
        in.refuse("channel", QStringLiteral("a channel, or a code that was scanned, is expected"));
    if (in.error())
        return fail(*in.error());
    if (asked.code.isEmpty())
        return asked;
    const auto wallet = whichWallet(asked.code, call.server.settings().payments.wallets);
    if (!wallet)
        return fail(wallet.error());
    asked.channel = *wallet;
    return asked;
}

Result<QJsonObject> createOrder(Database &db, const Call &call, const Asked &asked, Timestamp now)
{
    const PaymentSettings &settings = call.server.settings().payments;
    const Station &station = call.terminal.station;
    const auto merchant = MerchantRepository(db).ofStation(asked.channel, station.id);
    if (!merchant)
        return fail(merchant.error());
    const auto card = CardService(db, call.server.cardKeys()).byToken(asked.card);
    if (!card)
        return fail(card.error());
    PaymentService::Wish wish;
    wish.operation = call.operation;
    wish.merchant = merchant->id;
    wish.way = asked.code.isEmpty() ? PaymentWay::ShownQr : PaymentWay::ScannedCode;
    wish.subject = card->id.value;
    wish.customer = card->customer.value;
    wish.station = station.id;
    wish.terminal = call.who.subject;
    wish.amount = asked.amount;
    wish.title = settings.title;
    wish.lifeMs = 1'000LL * (asked.code.isEmpty() ? settings.qrSeconds : settings.codeSeconds);
    return PaymentService(db, call.server.cardKeys())
        .create(wish, settings.limitsOf(station.code), now)
        .and_then([&](const PaymentOrder &order) { return withTopUp(db, call, order, toJson(order)); });
}

/// The order is on disk when this is answered; its QR comes with the question that is held (GET, `wait`).
void create(const std::shared_ptr<Call> &call)
{
    const auto asked = readAsked(*call);
    if (!asked)
        return call->refuse(asked.error());
    PaymentDesk &desk = call->server.payments();
    if (!asked->code.isEmpty())
        desk.keepCode(call->operation, asked->code);
    call->respond = [&desk, respond = std::move(call->respond)](HttpReply reply) {
        desk.wake();
        respond(std::move(reply));
    };
    call->server.write(call, [call, asked = *asked](Database &db, Timestamp now) {
        return createOrder(db, *call, asked, now);
    });
}

/// `known` and `wait` hold the answer until the order is in another state.
void show(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const auto order = orderHere(db, *call);
    if (!order)
        return call->refuse(order.error());
    const auto known = paymentStateFromName(call->request.queryValue(QStringLiteral("known")));
    const qint64 wait =
        std::min(call->request.queryValue(QStringLiteral("wait")).toLongLong(), LongestHoldMs);
    if (known && *known == order->state && wait > 0)
        return call->server.payments().hold(order->orderNo, *known, wait,
                                            [call](const Result<PaymentOrder> &found) {
                                                if (!found)
                                                    return call->refuse(found.error());
                                                call->answer(shown(*call, *found));
                                            });
    QJsonObject json = shown(*call, *order);
    PaymentRepository payments(db);
    const auto refunds = payments.refundsOf(order->id);
    const auto events = refunds ? payments.eventsOf(order->id) : fail(refunds.error());
    if (!events)
        return call->refuse(events.error());
    QJsonArray back;
    for (const PaymentRefund &refund : *refunds)
        back.append(toJson(refund));
    json.insert(QStringLiteral("refunds"), back);
    QJsonArray history;
    for (const PaymentRepository::Event &event : *events)
        history.append(toJson(event));
    if (call->who.role != Role::Terminal) {
        json.insert(QStringLiteral("history"), history);
        const auto full = withBills(db, *order, json);
        return full ? call->answer(*full) : call->refuse(full.error());
    }
    const auto told = withTopUp(db, *call, *order, json);
    if (!told)
        return call->refuse(told.error());
    call->answer(*told);
}

void close(const std::shared_ptr<Call> &call)
{
    PaymentDesk &desk = call->server.payments();
    call->respond = [&desk, orderNo = call->captures.value(0),
                     respond = std::move(call->respond)](HttpReply reply) {
        desk.wake(orderNo);
        respond(std::move(reply));
    };
    call->server.write(call, [call](Database &db, Timestamp now) {
        return orderHere(db, *call)
            .and_then([&](const PaymentOrder &order) {
                return PaymentService(db, call->server.cardKeys()).giveUp(order.orderNo, now);
            })
            .and_then([&](const PaymentOrder &order) -> Result<QJsonObject> {
                if (call->who.role != Role::Terminal)
                    return fullJson(order);
                return withTopUp(db, *call, order, toJson(order));
            });
    });
}

void refund(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const Money amount = in.money("amount");
    const QString note = in.text("note", 200);
    const bool byTransfer = in.booleanOr("byTransfer", false);
    if (in.error())
        return call->refuse(*in.error());
    PaymentDesk &desk = call->server.payments();
    call->respond = [&desk, respond = std::move(call->respond)](HttpReply reply) {
        desk.wake();
        respond(std::move(reply));
    };
    call->server.write(call, [=](Database &db, Timestamp now) {
        return PaymentService(db, call->server.cardKeys())
            .refund({call->operation, call->captures.value(0).left(40), amount, note, call->who, byTransfer},
                    call->server.secondPersonAbove(), now)
            .map([](const PaymentService::RefundDone &done) {
                QJsonObject json{{QStringLiteral("waiting"), done.waiting},
                                 {QStringLiteral("refund"), toJson(done.refund)}};
                if (done.waiting)
                    json.insert(QStringLiteral("maker"), done.maker);
                return json;
            });
    });
}

void settle(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const auto verdict = paymentVerdictFromName(in.text("verdict", 20));
    const QString note = in.text("note", 200);
    if (in.error())
        return call->refuse(*in.error());
    if (!verdict)
        return call->refuse({ErrorCode::InvalidInput, QStringLiteral("verdict")});
    const PaymentService::Look look{call->captures.value(0).left(40), *verdict, note, call->who};
    PaymentDesk &desk = call->server.payments();
    call->respond = [&desk, orderNo = look.orderNo, respond = std::move(call->respond)](HttpReply reply) {
        desk.wake(orderNo);
        respond(std::move(reply));
    };
    call->server.write(call, [call, look](Database &db, Timestamp now) {
        return PaymentService(db, call->server.cardKeys()).settle(look, now).map(fullJson);
    });
}

void list(const std::shared_ptr<Call> &call)
{
    const HttpRequest &request = call->request;
    PaymentRepository::Filter filter;
    filter.state = paymentStateFromName(request.queryValue(QStringLiteral("state")));
    filter.merchant = {request.queryValue(QStringLiteral("merchant")).toLongLong()};
    filter.before = {request.queryValue(QStringLiteral("before")).toLongLong()};
    filter.station = call->who.station;
    const QString day = request.queryValue(QStringLiteral("day"));
    if (const QDate date = QDate::fromString(day, Qt::ISODate); date.isValid()) {
        // The channels' day, by which they are reconciled.
        const QTimeZone zone("Asia/Shanghai");
        filter.from = {date.startOfDay(zone).toMSecsSinceEpoch()};
        filter.until = {date.addDays(1).startOfDay(zone).toMSecsSinceEpoch()};
    } else if (!day.isEmpty()) {
        return call->refuse({ErrorCode::InvalidInput, QStringLiteral("day")});
    }
    Database &db = call->server.reader(call->thread);
    const auto found = PaymentRepository(db).list(filter, 200);
    const auto merchants = found ? MerchantRepository(db).list() : fail(found.error());
    if (!merchants)
        return call->refuse(merchants.error());
    QHash<qint64, QString> names;
    for (const Merchant &merchant : *merchants)
        names.insert(merchant.id.value, merchant.channel);
    QJsonArray payments;
    for (const PaymentOrder &order : *found) {
        QJsonObject json = fullJson(order);
        json.insert(QStringLiteral("channel"), names.value(order.merchant.value));
        payments.append(json);
    }
    QJsonArray accounts;
    for (const Merchant &merchant : *merchants)
        accounts.append(toJson(merchant));
    call->answer({{QStringLiteral("payments"), payments}, {QStringLiteral("merchants"), accounts}});
}

/// By which channels the terminal's station can be paid.
void channels(const std::shared_ptr<Call> &call)
{
    const auto names =
        MerchantRepository(call->server.reader(call->thread)).channelsOf(call->terminal.station.id);
    if (!names)
        return call->refuse(names.error());
    const PaymentLimits limits = call->server.settings().payments.limitsOf(call->terminal.station.code);
    call->answer({{QStringLiteral("channels"), QJsonArray::fromStringList(*names)},
                  {QStringLiteral("least"), toJson(limits.least)},
                  {QStringLiteral("most"), toJson(limits.most)}});
}

/// The channel's signature is the permission. Nobody is told that it was taken before it is on disk.
void notify(const std::shared_ptr<Call> &call)
{
    const MerchantId merchant{call->captures.value(0).toLongLong()};
    const auto channel = call->server.channels().find(call->server.reader(call->thread), merchant);
    if (!channel)
        return call->refuse({ErrorCode::NotFound, {}}); // who asks is nobody we know
    const auto reply = [call, channel = *channel](const Result<void> &taken) {
        const NoticeReply said = channel->noticeReply(taken);
        call->respond({said.status, said.body, said.contentType});
    };
    const auto notice = (*channel)->parseNotify(call->request.channelHeaders, call->request.body);
    if (!notice) {
        qWarning("payments: notice for merchant %lld: %s", static_cast<long long>(merchant.value),
                 qPrintable(toString(notice.error())));
        return reply(fail(notice.error()));
    }
    const auto *payment = std::get_if<ChannelPayment>(&notice->what);
    const QString orderNo = payment ? payment->orderNo : std::get<ChannelRefund>(notice->what).orderNo;
    call->server.pipeline().submit(
        [call, merchant, what = notice->what](Database &db) -> Result<QByteArray> {
            PaymentService payments(db, call->server.cardKeys(), call->server.paymentTold());
            const Timestamp now = call->server.clock().now();
            const auto nothing = [](const auto &) { return QByteArray(); };
            if (const auto *paid = std::get_if<ChannelPayment>(&what))
                return payments.learn(merchant, paid->orderNo, newsOf(*paid, PaymentSource::Notice), now)
                    .map(nothing);
            const auto &back = std::get<ChannelRefund>(what);
            return payments.learn(merchant, back.refundNo, newsOf(back, PaymentSource::Notice), now)
                .map(nothing);
        },
        [call, reply, orderNo](const Result<QByteArray> &done) {
            call->server.payments().wake(orderNo);
            reply(done ? Result<void>() : Result<void>(fail(done.error())));
        });
}

}

void addPaymentRoutes(RouteTable &table)
{
    constexpr const char *Order = R"({"type":"object","required":["order","state","amount"]})";
    table.add({"POST", "/api/v1/payments/create", Permission::PayByChannel, Idempotency::ByKey,
               "Have a customer pay by phone: a QR of `channel` is shown, or `code` was scanned. Answered as "
               "soon as the order is kept; its QR and its end come with GET",
               R"({"type":"object","required":["cardToken","amount"]})", Order, create});
    table.add(
        {"POST", "/api/v1/payments/offers", Permission::PayByChannel, Idempotency::Reads,
         "What a card can be topped up with at the terminal's station: amounts, what campaigns would add to "
         "each now, bounds, channels",
         R"({"type":"object","required":["cardToken"]})",
         R"({"type":"object","required":["tiles","channels","least","most"]})", answerTopUpOffers});
    table.add({"GET", "/api/v1/payments/channels", Permission::PayByChannel, Idempotency::Reads,
               "The channels by which the terminal's station can be paid", nullptr,
               R"({"type":"object","required":["channels","least","most"]})", channels});
    table.add({"GET", "/api/v1/payments/{order}", Permission::SeePayment, Idempotency::Reads,
               "What became of a payment; with `known` and `wait` (milliseconds) held until its state is "
               "another one",
               nullptr, Order, show});
    table.add(
        {"GET", "/api/v1/payments", Permission::ReadPayments, Idempotency::Reads,
         "Payments by `state`, `merchant` and `day` (the channels', in Beijing), newest first, 200 at a "
         "time",
         nullptr, R"({"type":"object","required":["payments","merchants"]})", list});
    table.add({"POST", "/api/v1/payments/{order}/close", Permission::SeePayment, Idempotency::ByKey,
               "The customer has gone: take the payment back unless it is made", R"({"type":"object"})",
               Order, close});
    table.add({"POST", "/api/v1/payments/{order}/refunds", Permission::RefundPayments, Idempotency::ByKey,
               "Give a payment or a part of it back the way it came; above a limit once a second person asks "
               "for the same",
               R"({"type":"object","required":["amount","note"]})",
               R"({"type":"object","required":["waiting","refund"]})", refund});
    table.add({"POST", "/api/v1/payments/{order}/settle", Permission::RefundPayments, Idempotency::ByKey,
               "A person has looked at a payment that was left to people: `ask-again`, or `not-paid`",
               R"({"type":"object","required":["verdict","note"]})", Order, settle});
    Route notice{"POST",
                 "/api/v1/payments/notify/{merchant}",
                 Permission::Public,
                 Idempotency::ByContent,
                 "A payment channel's notice, in its own format and signed by it",
                 R"({})",
                 R"({"type":"object"})",
                 notify};
    notice.raw = true;
    table.add(notice);
}

}
