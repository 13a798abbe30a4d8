#include "apps/server/pin_check.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/points/points_json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int ShownLines = 20;
constexpr int OfficeLines = 200;

CustomerId customerOf(const Call &call) { return {call.captures.value(0).toLongLong()}; }

QJsonObject toJson(const PointsService::Statement &statement)
{
    const PointsMember &m = statement.member;
    QJsonArray lines;
    for (const PointsMove &line : statement.lines)
        lines.append(toJson(line));
    QJsonObject json{{QStringLiteral("level"), m.level},
                     {QStringLiteral("levelName"), statement.levelName},
                     {QStringLiteral("balance"), m.balance},
                     {QStringLiteral("available"), std::max<qint64>(0, m.available())},
                     {QStringLiteral("pending"), m.pending},
                     {QStringLiteral("owed"), m.owed},
                     {QStringLiteral("before"),
                      QJsonObject{{QStringLiteral("points"), statement.before.points},
                                  {QStringLiteral("pending"), statement.before.pending},
                                  {QStringLiteral("owed"), statement.before.owed}}},
                     {QStringLiteral("lines"), lines}};
    if (m.until.ms != 0)
        json.insert(QStringLiteral("levelUntil"), m.until.toIso());
    if (statement.next)
        json.insert(QStringLiteral("expiringNext"),
                    QJsonObject{{QStringLiteral("at"), statement.next->at.toIso()},
                                {QStringLiteral("points"), statement.next->points}});
    return json;
}

void reserve(const std::shared_ptr<Call> &call, const SaleService::PointsQuestion &question,
             SaleService::Pin pin)
{
    call->server.write(call, [call, question, pin](Database &db, Timestamp now) {
        return SaleService(db, call->server.cardKeys())
            .reservePoints(question, pin, call->terminal, now)
            .map([](const PointsService::Grant &grant) {
                return QJsonObject{{QStringLiteral("saleId"), grant.sale.text()},
                                   {QStringLiteral("points"), grant.points},
                                   {QStringLiteral("amount"), toJson(grant.amount)},
                                   {QStringLiteral("expires"), grant.expires.toIso()}};
            });
    });
}

void reserve(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    SaleService::PointsQuestion question;
    question.sale = in.id<SaleId>("saleId");
    question.card.bytes = in.base64("cardToken", 32);
    question.proof = CardProof(in.integer("proof", 1, 3));
    question.points = in.integer("points", 0, std::numeric_limits<qint32>::max());
    const QString pin = in.textOr("pin", {}, 12);
    if (in.error())
        return call->refuse(*in.error());
    withPin(call, question.card, question.proof, pin,
            [call, question](SaleService::Pin checked) { reserve(call, question, checked); });
}

/// A member whose card is shown at a terminal.
void mine(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const CardToken token{in.base64("cardToken", 32)};
    const auto proof = CardProof(in.integer("proof", 1, 3));
    if (in.error())
        return call->refuse(*in.error());
    Database &db = call->server.reader(call->thread);
    const auto card = CardService(db, call->server.cardKeys()).byToken(token);
    if (!card)
        return call->refuse(card.error());
    if (const auto proven = checkProof(card->medium, proof); !proven)
        return call->refuse(proven.error());
    const auto statement =
        PointsService(db).statement(card->customer, card->currency, call->server.clock().now(), ShownLines);
    if (!statement)
        return call->refuse(statement.error());
    const auto scheme = PointsService(db).repository().schemeAt(card->currency, call->server.clock().now());
    if (!scheme)
        return call->refuse(scheme.error());
    QJsonObject json = toJson(*statement);
    if (*scheme)
        json.insert(QStringLiteral("value"),
                    QJsonObject{{QStringLiteral("points"), (*scheme)->value.points},
                                {QStringLiteral("amount"), toJson((*scheme)->value.amount)}});
    call->answer(json);
}

Result<Customer> customerHere(Database &db, const Call &call)
{
    return CustomerService(db, call.server.cardKeys().customerWrapping).customer(customerOf(call));
}

void ofMember(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    const auto customer = customerHere(db, *call);
    if (!customer)
        return call->refuse(customer.error());
    const auto statement = PointsService(db).statement(customer->id, customer->currency,
                                                       call->server.clock().now(), OfficeLines);
    if (!statement)
        return call->refuse(statement.error());
    QJsonObject json = toJson(*statement);
    json.insert(QStringLiteral("customer"), QString::number(customer->id.value));
    json.insert(QStringLiteral("reserved"), statement->member.reserved);
    json.insert(QStringLiteral("figures"),
                QJsonObject{{QStringLiteral("points"), statement->figures.points},
                            {QStringLiteral("volumeMl"), QString::number(statement->figures.volume.ml)},
                            {QStringLiteral("spend"), toJson(statement->figures.spend)}});
    call->answer(json);
}

void adjust(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    PointsService::Adjustment adjustment;
    adjustment.id = in.has("adjustment") ? in.id<OperationId>("adjustment") : call->operation;
    adjustment.customer = customerOf(*call);
    adjustment.points = in.integer("points", -100'000'000, 100'000'000);
    adjustment.reason = in.text("reason", 200);
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [call, adjustment](Database &db, Timestamp now) mutable {
        return customerHere(db, *call)
            .and_then([&](const Customer &customer) {
                adjustment.currency = customer.currency;
                return PointsService(db).adjust(adjustment, call->who, now);
            })
            .map([&](const PointsService::Adjusted &done) {
                return QJsonObject{{QStringLiteral("adjustment"), adjustment.id.text()},
                                   {QStringLiteral("waiting"), done.waiting},
                                   {QStringLiteral("maker"), done.maker},
                                   {QStringLiteral("balance"), done.member.balance},
                                   {QStringLiteral("owed"), done.member.owed}};
            });
    });
}

void scheme(const std::shared_ptr<Call> &call)
{
    const QString asked = call->request.queryValue(QStringLiteral("currency"));
    const auto currency = Currency::parse(asked.isEmpty() ? QStringLiteral("CNY") : asked);
    if (!currency)
        return call->refuse(currency.error());
    const auto newest = PointsService(call->server.reader(call->thread)).scheme(*currency);
    if (!newest)
        return call->refuse(newest.error());
    call->answer(toJson(*newest));
}

void changeScheme(const std::shared_ptr<Call> &call)
{
    const auto asked = schemeFromJson(call->body);
    if (!asked)
        return call->refuse(asked.error());
    call->server.write(
        call,
        [call, asked = *asked](Database &db, Timestamp now) {
            return PointsService(db).changeScheme(asked, call->who, now).map([](const PointsScheme &made) {
                return toJson(made);
            });
        },
        201);
}

}

void addPointsRoutes(RouteTable &table)
{
    constexpr const char *Statement =
        R"({"type":"object","required":["level","balance","available","pending","owed","before","lines"]})";
    constexpr const char *Scheme =
        R"({"type":"object","required":["version","currency","from","rules","value","levels"]})";
    table.add({"POST", "/api/v1/points-reservations", Permission::PointsQuestion, Idempotency::ByKey,
               "Set a member's points aside for a sale, in the place of those before; 0 gives them back",
               R"({"type":"object","required":["saleId","cardToken","proof","points"]})",
               R"({"type":"object","required":["saleId","points","amount","expires"]})",
               [](const std::shared_ptr<Call> &call) { reserve(call); }});
    table.add({"POST", "/api/v1/member-points", Permission::PointsQuestion, Idempotency::ByContent,
               "The points of the member whose card is shown",
               R"({"type":"object","required":["cardToken","proof"]})", Statement, mine});
    table.add({"GET", "/api/v1/members/{id}/points", Permission::ReadPoints, Idempotency::Reads,
               "A member's points, level and statement", nullptr, Statement, ofMember});
    table.add({"POST", "/api/v1/members/{id}/points-adjustments", Permission::ManagePoints,
               Idempotency::ByKey,
               "Give or take points by hand; above the scheme's limit once a second person asks for the same",
               R"({"type":"object","required":["points","reason"]})",
               R"({"type":"object","required":["adjustment","waiting","balance"]})", adjust});
    table.add({"GET", "/api/v1/points-scheme", Permission::ManagePoints, Idempotency::Reads,
               "The newest rules for points in a currency", nullptr, Scheme, scheme});
    table.add({"POST", "/api/v1/points-scheme", Permission::ManagePoints, Idempotency::ByKey,
               "The next version of the rules for points",
               R"({"type":"object","required":["currency","value","rules"]})", Scheme, changeScheme});
}

}
