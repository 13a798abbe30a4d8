#include "core/exchange/sync/bill_client.h"

#include "core/domain/billing/bill_rules.h"
#include "core/exchange/sync/payment_view.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int LookUpMs = 12'000; ///< the server gives a biller up before
constexpr qint64 MostUse = 1'000'000'000'000;

Result<Biller> billerOf(const QJsonObject &json)
{
    JsonReader in(json);
    Biller biller;
    biller.code = in.text("code", 20);
    const auto kind = billerKindFromName(in.text("kind", 20));
    biller.nameEn = in.text("nameEn", 80);
    biller.nameZh = in.text("nameZh", 80);
    biller.digitsLeast = int(in.integer("digitsLeast", 1, 40));
    biller.digitsMost = int(in.integer("digitsMost", 1, 40));
    if (!in.error() && !kind)
        in.refuse("kind", QStringLiteral("a kind of biller is expected"));
    if (in.error())
        return fail(*in.error());
    biller.kind = *kind;
    return biller;
}

Result<std::vector<Biller>> billersOf(const QJsonObject &json)
{
    std::vector<Biller> billers;
    for (const QJsonValue value : json[QLatin1String("billers")].toArray()) {
        const auto one = billerOf(value.toObject());
        if (one) // a kind that a newer server knows is left out
            billers.push_back(*one);
    }
    return billers;
}

void readUse(JsonReader &in, BillShown &bill)
{
    JsonReader use(in.object("use"));
    bill.unit = use.text("unit", 12);
    for (const QJsonValue value : use.array("steps", 20)) {
        JsonReader step(value.toObject());
        bill.steps.push_back({step.integer("from", 0, MostUse), step.integer("upTo", 0, MostUse),
                              step.integer("used", 0, MostUse), step.integer("price", 0, MostUse),
                              step.money("amount")});
        if (step.error())
            in.refuse("use", step.error()->detail);
    }
    if (use.has("next")) {
        JsonReader next(use.object("next"));
        bill.nextLeft = next.integer("left", 0, MostUse);
        bill.nextPrice = next.integer("price", 0, MostUse);
    }
    if (use.error())
        in.refuse("use", use.error()->detail);
}

Result<BillShown> billOf(const QJsonObject &json)
{
    JsonReader in(json);
    BillShown bill;
    bill.offer = in.text("offer", 4'000);
    bill.period = in.textOr("period", {}, 60);
    bill.due = in.money("due");
    bill.lateFee = in.money("lateFee");
    bill.total = in.money("total");
    bill.perDay = in.money("perDay");
    bill.least = in.money("least");
    bill.isArrears = in.booleanOr("arrears", false);
    bill.payBy = QDate::fromString(in.textOr("payBy", {}, 10), Qt::ISODate);
    for (const QJsonValue value : in.array("choices", 20)) {
        JsonReader choice(QJsonObject{{QStringLiteral("amount"), value}});
        bill.choices += choice.money("amount");
        if (choice.error())
            in.refuse("choices", choice.error()->detail);
    }
    if (in.has("use"))
        readUse(in, bill);
    if (in.error())
        return fail(*in.error());
    return bill;
}

Result<BillsFound> foundOf(const QJsonObject &json)
{
    JsonReader in(json);
    BillsFound found;
    const auto biller = billerOf(in.object("biller"));
    found.account = in.text("account", 60);
    found.masked = in.text("masked", 60);
    found.holder = in.textOr("holder", {}, 80);
    const QJsonArray bills = in.array("bills", 50);
    if (in.error())
        return fail(*in.error());
    if (!biller)
        return fail(biller.error());
    found.biller = *biller;
    for (const QJsonValue value : bills) {
        auto bill = billOf(value.toObject());
        if (!bill)
            return fail(bill.error());
        found.bills.push_back(std::move(*bill));
    }
    return found;
}

Result<std::vector<PayeeShown>> payeesOf(const QJsonObject &json)
{
    std::vector<PayeeShown> payees;
    for (const QJsonValue value : json[QLatin1String("payees")].toArray()) {
        JsonReader in(value.toObject());
        payees.push_back({in.text("id", 20), in.text("biller", 20), in.text("account", 60),
                          in.text("masked", 60), in.textOr("label", {}, 60)});
        if (in.error())
            return fail(*in.error());
    }
    return payees;
}

QJsonObject shown(const CardIdentity &card, const QString &pin)
{
    QJsonObject body{{QStringLiteral("cardToken"), QString::fromLatin1(card.token.bytes.toBase64())},
                     {QStringLiteral("proof"), int(card.proof)}};
    if (!pin.isEmpty())
        body.insert(QStringLiteral("pin"), pin);
    return body;
}

}

void BillClient::billers(std::function<void(Result<std::vector<Biller>>)> answer)
{
    m_api.get(QStringLiteral("/api/v1/billers"),
              [answer = std::move(answer)](const Result<QJsonObject> &reply) {
                  answer(reply.and_then(billersOf));
              });
}

void BillClient::look(const QJsonObject &body, Found found)
{
    m_api.post(
        QStringLiteral("/api/v1/bills/look-up"), body, {},
        [found = std::move(found)](const Result<QJsonObject> &reply) { found(reply.and_then(foundOf)); },
        LookUpMs);
}

void BillClient::lookUp(const QString &biller, const QString &account, Found found)
{
    look({{QStringLiteral("biller"), biller}, {QStringLiteral("account"), account}}, std::move(found));
}

void BillClient::lookUpCode(const QString &code, Found found)
{
    look({{QStringLiteral("code"), code}}, std::move(found));
}

void BillClient::begin(OperationId operation, const std::optional<CardIdentity> &card, const QString &channel,
                       const std::vector<BillPart> &parts, std::function<void(Result<TopUpView>)> answer)
{
    QJsonArray bills;
    for (const BillPart &part : parts)
        bills.append(QJsonObject{{QStringLiteral("offer"), part.offer},
                                 {QStringLiteral("amount"), toJson(part.amount)}});
    QJsonObject body{{QStringLiteral("channel"), channel}, {QStringLiteral("bills"), bills}};
    if (card)
        body.insert(QStringLiteral("cardToken"), QString::fromLatin1(card->token.bytes.toBase64()));
    m_api.post(QStringLiteral("/api/v1/bills/payments"), body, operation,
               [answer = std::move(answer)](const Result<QJsonObject> &reply) {
                   answer(reply.and_then(paymentViewOf));
               });
}

void BillClient::ask(const QString &path, const QJsonObject &body, Payees answer)
{
    m_api.post(path, body, {}, [answer = std::move(answer)](const Result<QJsonObject> &reply) {
        answer(reply.and_then(payeesOf));
    });
}

void BillClient::payees(const CardIdentity &card, const QString &pin, Payees answer)
{
    ask(QStringLiteral("/api/v1/payees/list"), shown(card, pin), std::move(answer));
}

void BillClient::savePayee(const CardIdentity &card, const QString &pin, const QString &biller,
                           const QString &account, Payees answer)
{
    QJsonObject body = shown(card, pin);
    body.insert(QStringLiteral("biller"), biller);
    body.insert(QStringLiteral("account"), account);
    ask(QStringLiteral("/api/v1/payees"), body, std::move(answer));
}

void BillClient::removePayee(const CardIdentity &card, const QString &pin, const QString &id, Payees answer)
{
    ask(QStringLiteral("/api/v1/payees/%1/remove").arg(id), shown(card, pin), std::move(answer));
}

}
