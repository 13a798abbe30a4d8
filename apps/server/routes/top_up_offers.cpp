#include "apps/server/routes/top_up_offers.h"

#include "apps/server/routes/billing.h"
#include "apps/server/server.h"
#include "core/domain/payments/payment_rules.h"
#include "core/domain/stations/station_service.h"
#include "core/domain/topups/top_up_service.h"

#include <QJsonArray>

namespace youka {

namespace {

TopUpService::Source byPhone(MerchantId merchant)
{
    return {{AccountKind::Clearing, merchant.value}, Channel::Kiosk, PayingBy::Wallet};
}

Result<BookingContext> contextNow(Database &db, StationId station, Timestamp now)
{
    return openBusinessDay(db, station, now).map([&](QDate day) {
        return BookingContext{{}, now, now, day, station, {}};
    });
}

/// The bonus money that a journal booked.
Result<Money> bonusOf(Database &db, const PaymentOrder &order)
{
    return db
        .exec("SELECT COALESCE(SUM(p.amount), 0) FROM posting p JOIN account a ON a.id = p.account WHERE "
              "p.journal = ? AND a.kind = 2",
              {order.journal})
        .map([&](Rows row) {
            return Money{row.next() ? row.integer(0) : 0, order.amount.currency};
        });
}

Result<QJsonObject> offersFor(Database &db, const Call &call, const CardToken &token)
{
    const StationId station = call.terminal.station.id;
    const PaymentSettings &settings = call.server.settings().payments;
    const Timestamp now = call.server.clock().now();
    MerchantRepository merchants(db);
    const auto channels = merchants.channelsOf(station);
    if (!channels)
        return fail(channels.error());
    if (channels->isEmpty())
        return fail(ErrorCode::MerchantUnknown);
    const auto card = CardService(db, call.server.cardKeys()).byToken(token);
    if (!card)
        return fail(card.error());
    if (card->state == CardState::Closed)
        return fail(ErrorCode::CardClosed);
    const auto context = contextNow(db, station, now);
    if (!context)
        return fail(context.error());
    const PaymentLimits limits = settings.limitsOf(call.terminal.station.code);
    QJsonArray tiles;
    for (const qint64 units : settings.amounts) {
        const Money amount{units * 100, card->currency};
        if (amount.minor < limits.least.minor || amount.minor > limits.most.minor)
            continue;
        const auto bonus =
            TopUpService(db, call.server.cardKeys())
                .bonusNow(card->id, amount, byPhone({}), *context, TerminalId{call.who.subject});
        if (!bonus)
            return fail(bonus.error());
        tiles.append(QJsonObject{{QStringLiteral("amount"), toJson(amount)},
                                 {QStringLiteral("bonus"), toJson(*bonus)}});
    }
    return QJsonObject{{QStringLiteral("tiles"), tiles},
                       {QStringLiteral("channels"), QJsonArray::fromStringList(*channels)},
                       {QStringLiteral("least"), toJson(Money{limits.least.minor, card->currency})},
                       {QStringLiteral("most"), toJson(Money{limits.most.minor, card->currency})}};
}

}

Result<QJsonObject> withTopUp(Database &db, const Call &call, const PaymentOrder &order, QJsonObject json)
{
    const auto merchant = MerchantRepository(db).find(order.merchant);
    if (!merchant)
        return fail(merchant.error());
    if (*merchant)
        json.insert(QStringLiteral("channel"), (*merchant)->channel);
    if (order.purpose != PaymentPurpose::TopUp)
        return withBills(db, order, json);
    const CardId card{order.subject};
    Result<Money> bonus = Money{0, order.amount.currency};
    if (!order.journal.isEmpty()) {
        bonus = bonusOf(db, order);
    } else if (isOpen(order.state)) {
        bonus = contextNow(db, order.station, call.server.clock().now()).and_then([&](const auto &context) {
            return TopUpService(db, call.server.cardKeys())
                .bonusNow(card, order.amount, byPhone(order.merchant), context, TerminalId{order.terminal});
        });
    }
    if (!bonus)
        return fail(bonus.error());
    json.insert(QStringLiteral("bonus"), toJson(*bonus));
    if (order.state != PaymentState::Paid)
        return json;
    return CardService(db, call.server.cardKeys())
        .byId(card)
        .and_then([&](const CardRecord &record) { return Ledger(db).account(record.account); })
        .map([&](const Account &account) {
            json.insert(QStringLiteral("available"), toJson(account.available()));
            return json;
        });
}

void answerTopUpOffers(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const CardToken token{in.base64("cardToken", 32)};
    if (in.error())
        return call->refuse(*in.error());
    const auto offers = offersFor(call->server.reader(call->thread), *call, token);
    if (!offers)
        return call->refuse(offers.error());
    call->answer(*offers);
}

}
