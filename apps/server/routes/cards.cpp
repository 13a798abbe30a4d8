#include "apps/server/json_answers.h"
#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/coupons/issue_service.h"
#include "core/domain/topups/top_up_service.h"
#include "core/exchange/api/api_client.h"
#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QJsonArray>

namespace youka {

namespace {

Result<QJsonObject> fullCard(Database &db, const CardKeys &keys, const CardRecord &card)
{
    const auto purse = Ledger(db).account(card.account);
    if (!purse)
        return fail(purse.error());
    return CustomerService(db, keys.customerWrapping)
        .customer(card.customer)
        .map([&](const Customer &customer) { return toJson(card, *purse, customer); });
}

CardId cardOf(const Call &call) { return {call.captures.value(0).toLongLong()}; }

void list(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const CardId after{call->request.queryValue(QStringLiteral("after")).toLongLong()};
    const auto cards = CardService(db, call->server.cardKeys())
                           .list(call->request.queryValue(QStringLiteral("filter")), after, 200);
    if (!cards)
        return call->refuse(cards.error());
    QJsonArray array;
    for (const CardRecord &card : *cards) {
        const auto json = fullCard(db, call->server.cardKeys(), card);
        if (!json)
            return call->refuse(json.error());
        array.append(*json);
    }
    call->answer({{QStringLiteral("cards"), array}});
}

void customers(const std::shared_ptr<Call> &call)
{
    const CustomerId after{call->request.queryValue(QStringLiteral("after")).toLongLong()};
    const auto found =
        CustomerService(call->server.reader(call->thread), call->server.cardKeys().customerWrapping)
            .list(call->request.queryValue(QStringLiteral("filter")), after, 200);
    if (!found)
        return call->refuse(found.error());
    QJsonArray array;
    for (const Customer &customer : *found)
        array.append(toJson(customer));
    call->answer({{QStringLiteral("customers"), array}});
}

void show(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    CardService cards(db, call->server.cardKeys());
    const auto card = cards.byId(cardOf(*call));
    if (!card)
        return call->refuse(card.error());
    const auto json = fullCard(db, call->server.cardKeys(), *card);
    const auto balance = cards.balance(*card, call->server.clock().now(), 100);
    if (!json || !balance)
        return call->refuse(json ? balance.error() : json.error());
    QJsonObject answer = *json;
    answer.insert(QStringLiteral("recent"), toJson(*balance)[QLatin1String("recent")]);
    call->answer(answer);
}

std::optional<Money> optionalMoney(JsonReader &in, const char *name)
{
    return in.has(name) ? std::optional(in.money(name)) : std::nullopt;
}

/// What is known of a customer beside the name; who is new may get something for it.
Result<void> welcome(Database &db, const CardKeys &keys, const Customer &customer, QDate birthday,
                     const QString &inviter, Timestamp now)
{
    CustomerService customers(db, keys.customerWrapping);
    CustomerId by;
    if (!inviter.isEmpty()) {
        const auto found = customers.findExternal(inviter);
        if (!found)
            return fail(found.error());
        if (!*found)
            return fail(ErrorCode::CustomerUnknown, QStringLiteral("inviter"));
        // Who has been a customer before was not brought by anybody.
        by = customer.signedUp == now ? (*found)->id : CustomerId();
    }
    const auto kept =
        birthday.isValid() || by ? customers.setPersonal(customer.id, birthday, by) : Result<void>();
    if (!kept || customer.signedUp != now)
        return kept;
    return IssueService(db).signedUp(customer.id, now);
}

void issue(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString external = in.text("customer", 100);
    const QString customerName = in.textOr("customerName", external, 200);
    const QString segment = in.textOr("segment", QStringLiteral("retail"), 40);
    const auto currency = Currency::parse(in.textOr("currency", QStringLiteral("CNY"), 3));
    CardService::Issue request;
    // Personal, and sealed: no answer and no list says it again.
    const QString birthdayText = in.textOr("birthday", {}, 10);
    const QDate birthday = QDate::fromString(birthdayText, Qt::ISODate);
    const QString inviter = in.textOr("inviter", {}, 100);
    if (!birthdayText.isEmpty() && !birthday.isValid())
        in.refuse("birthday", QStringLiteral("a date is expected"));
    request.number = in.text("number", 19);
    request.uid = QByteArray::fromHex(in.textOr("uid", {}, 40).toLatin1());
    request.provesItself = in.booleanOr("chip", false);
    request.expires = QDate::fromString(in.text("expires", 10), Qt::ISODate);
    request.limitPerSale = optionalMoney(in, "limitPerSale");
    request.limitPerDay = optionalMoney(in, "limitPerDay");
    request.pinAbove = optionalMoney(in, "pinAbove");
    const QJsonArray products = in.has("products") ? in.array("products", 50) : QJsonArray();
    for (const auto &product : products)
        request.products.append(product.toString());
    const QString pin = in.textOr("pin", {}, 12);
    if (!currency)
        in.refuse("currency", currency.error().detail);
    if (!request.expires.isValid())
        in.refuse("expires", QStringLiteral("a date is expected"));
    if (in.error())
        return call->refuse(*in.error());
    call->server.besides([=]() mutable {
        if (!pin.isEmpty())
            request.pinHash = hashSecret(pin.toUtf8());
        call->server.write(
            call,
            [=, keys = call->server.cardKeys()](Database &db, Timestamp now) mutable -> Result<QJsonObject> {
                const auto customer = CustomerService(db, keys.customerWrapping)
                                          .ensureCustomer(external, customerName, segment, *currency, now);
                if (!customer)
                    return fail(customer.error());
                const auto welcomed = welcome(db, keys, *customer, birthday, inviter, now);
                if (!welcomed)
                    return fail(welcomed.error());
                request.customer = customer->id;
                return CardService(db, keys).issue(request, now).and_then([&](const CardRecord &card) {
                    return fullCard(db, keys, card);
                });
            },
            201);
    });
}

/// The holder is told, so that one who did not ask for it calls. Again, when it is frozen again.
Result<CardRecord> changeAndTell(const Call &call, Database &db, CardState state, Timestamp now)
{
    CardService cards(db, call.server.cardKeys());
    const auto before = cards.byId(cardOf(call));
    if (!before)
        return before;
    return cards.changeState(before->id, state, now).and_then([&](const CardRecord &card) {
        if (state != CardState::Frozen || before->state == state)
            return Result<CardRecord>(card);
        return call.server.notices(db).frozen(call.operation, card, now).map([&] { return card; });
    });
}

void changeState(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const auto state = CardState(in.integer("state", 1, 5));
    const QString reason = in.textOr("reason", {}, 200);
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [=, keys = call->server.cardKeys()](Database &db, Timestamp now) {
        return changeAndTell(*call, db, state, now)
            .and_then([&](const CardRecord &card) {
                const AuditLog::Entry entry{call->who.name, QStringLiteral("card.state"),
                                            QStringLiteral("card %1").arg(card.id.value),
                                            QStringLiteral("%1: %2").arg(int(state)).arg(reason)};
                return AuditLog(db).add(entry, now).map([&] { return card; });
            })
            .and_then([&](const CardRecord &card) { return fullCard(db, keys, card); });
    });
}

void changeLimits(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const auto perSale = optionalMoney(in, "limitPerSale");
    const auto perDay = optionalMoney(in, "limitPerDay");
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [=, keys = call->server.cardKeys()](Database &db, Timestamp now) {
        return CardService(db, keys)
            .changeLimits(cardOf(*call), perSale, perDay, now.toDateTime().date(), now)
            .and_then([&](const CardRecord &card) { return fullCard(db, keys, card); });
    });
}

QJsonObject answerOf(const TopUpService::Done &topUp)
{
    const Ledger::ToppedUp &done = topUp.booked;
    QJsonObject json{{QStringLiteral("toPurse"), toJson(done.toPurse)},
                     {QStringLiteral("toDebt"), toJson(done.toDebt)},
                     {QStringLiteral("balance"), toJson(done.after.money())},
                     {QStringLiteral("available"), toJson(done.after.available())}};
    if (done.bonus.isPositive()) {
        json.insert(QStringLiteral("bonus"), toJson(done.bonus));
        json.insert(QStringLiteral("bonusName"), topUp.bonusName);
    }
    return json;
}

void topUp(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const Money amount = in.money("amount");
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [=, keys = call->server.cardKeys()](Database &db, Timestamp now) {
        const BookingContext context{{call->operation.uuid}, now, now, now.toDateTime().date(),
                                     call->who.station,      {}};
        return TopUpService(db, keys)
            .topUpCash(cardOf(*call), amount, context)
            .and_then([&](const TopUpService::Done &topUp) {
                return call->server.notices(db)
                    .toppedUp(call->operation, cardOf(*call), amount, topUp.booked, now)
                    .map([&] { return answerOf(topUp); });
            });
    });
}

/// A terminal asks for a card's money: the card's token, how it proved itself, and its PIN where it has one.
void balance(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const CardToken token{in.base64("cardToken", 32)};
    // A terminal of an earlier version does not say how the card proved itself.
    const auto proof = CardProof(in.integerOr("proof", int(CardProof::Chip), 1, 3));
    const QString pin = in.textOr("pin", {}, 12);
    if (in.error())
        return call->refuse(*in.error());
    CardService cards(call->server.reader(call->thread), call->server.cardKeys());
    const auto card = cards.byToken(token);
    if (!card)
        return call->refuse(card.error());
    if (const auto proven = checkProof(card->medium, proof); !proven)
        return call->refuse(proven.error());
    const auto shown = cards.balance(*card, call->server.clock().now());
    if (!shown)
        return call->refuse(shown.error());
    if (card->pin.isEmpty())
        return call->answer(toJson(*shown));
    if (card->pinTries >= CardService::MaxPinTries)
        return call->refuse({ErrorCode::PinBlocked, {}});
    if (pin.isEmpty())
        return call->refuse({ErrorCode::PinRequired, {}});
    call->server.besides([call, card = *card, shown = *shown, pin] {
        const bool right = verifySecret(card.pin, pin.toLatin1());
        call->server.pipeline().submit(
            [call, right, id = card.id](Database &db) -> Result<QByteArray> {
                CardService service(db, call->server.cardKeys());
                return service.lockById(id)
                    .and_then([&](const CardRecord &current) { return service.notePin(current, right); })
                    .map([] { return QByteArray(); });
            },
            [call, right, shown](const Result<QByteArray> &noted) {
                if (!noted)
                    return call->refuse(noted.error());
                if (!right)
                    return call->refuse({ErrorCode::PinWrong, {}});
                call->answer(toJson(shown));
            });
    });
}

}

void addCardRoutes(RouteTable &table)
{
    constexpr const char *Card =
        R"({"type":"object","required":["id","masked","state","balance","available"]})";
    table.add({"GET", "/api/v1/cards", Permission::ReadCards, Idempotency::Reads,
               "Cards by masked number or customer, 200 at a time", nullptr,
               R"({"type":"object","required":["cards"]})", list});
    table.add({"GET", "/api/v1/customers", Permission::ReadCards, Idempotency::Reads,
               "Customers by number, 200 at a time", nullptr, R"({"type":"object","required":["customers"]})",
               customers});
    table.add({"GET", "/api/v1/cards/{id}", Permission::ReadCards, Idempotency::Reads,
               "One card with its last movements", nullptr, Card, show});
    table.add({"POST", "/api/v1/cards", Permission::IssueCards, Idempotency::ByKey, "Issue a card",
               R"({"type":"object","required":["customer","number","expires"]})", Card, issue});
    table.add({"POST", "/api/v1/cards/{id}/state", Permission::ChangeCards, Idempotency::ByKey,
               "Freeze, report lost, reactivate or close a card", R"({"type":"object","required":["state"]})",
               Card, changeState});
    table.add({"POST", "/api/v1/cards/{id}/limits", Permission::ChangeCards, Idempotency::ByKey,
               "Set the limits per sale and per day", R"({"type":"object"})", Card, changeLimits});
    table.add({"POST", "/api/v1/cards/{id}/top-ups", Permission::TopUpCards, Idempotency::ByKey,
               "Top up with cash", R"({"type":"object","required":["amount"]})",
               R"({"type":"object","required":["balance","available"]})", topUp});
    table.add({"POST", "/api/v1/card-balances", Permission::CardQuestion, Idempotency::ByContent,
               "A card's money, asked at a terminal", R"({"type":"object","required":["cardToken"]})",
               R"({"type":"object","required":["masked","balance","available"]})", balance});
}

}
