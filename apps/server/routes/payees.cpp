#include "apps/server/server.h"
#include "core/domain/billing/bill_rules.h"
#include "core/domain/billing/billing_repository.h"
#include "core/domain/billing/payee_service.h"
#include "core/domain/cards/card_rules.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

using Go = std::function<Result<QJsonObject>(Database &, CustomerId, Timestamp)>;

/// One transaction: how the PIN was, and what was asked for. Nothing of the answer stays anywhere, so it is
/// not kept for a repeat: saving and forgetting twice is once by itself.
void work(const std::shared_ptr<Call> &call, const CardRecord &card, bool right, const Go &go)
{
    const bool hasPin = !card.pin.isEmpty();
    call->server.pipeline().submit(
        [call, id = card.id, hasPin, right, go](Database &db) -> Result<QByteArray> {
            CardService cards(db, call->server.cardKeys());
            const auto current = cards.lockById(id);
            if (!current)
                return fail(current.error());
            if (hasPin)
                if (const auto noted = cards.notePin(*current, right); !noted || !right)
                    return noted.map([] { return QByteArray(); });
            return go(db, current->customer, call->server.clock().now()).map([](const QJsonObject &json) {
                return QJsonDocument(json).toJson(QJsonDocument::Compact);
            });
        },
        [call](const Result<QByteArray> &answer) {
            if (!answer)
                return call->refuse(answer.error());
            if (answer->isEmpty())
                return call->refuse({ErrorCode::PinWrong, {}});
            call->respond({200, *answer});
        });
}

/// What a customer saved is shown and changed with the card there, and its PIN where it has one.
void withOwner(const std::shared_ptr<Call> &call, Go go)
{
    JsonReader in(call->body);
    const CardToken token{in.base64("cardToken", 32)};
    const auto proof = CardProof(in.integer("proof", 1, 3));
    const QString pin = in.textOr("pin", {}, 12);
    if (in.error())
        return call->refuse(*in.error());
    const auto card = CardService(call->server.reader(call->thread), call->server.cardKeys()).byToken(token);
    if (!card)
        return call->refuse(card.error());
    if (const auto proven = checkProof(card->medium, proof); !proven)
        return call->refuse(proven.error());
    if (card->pin.isEmpty())
        return work(call, *card, true, go);
    if (card->pinTries >= CardService::MaxPinTries)
        return call->refuse({ErrorCode::PinBlocked, {}});
    if (pin.isEmpty())
        return call->refuse({ErrorCode::PinRequired, {}});
    call->server.besides([call, card = *card, pin, go = std::move(go)] {
        work(call, card, verifySecret(card.pin, pin.toLatin1()), go);
    });
}

Result<QJsonObject> listOf(Database &db, PayeeService &payees, CustomerId customer)
{
    const auto found = payees.list(customer);
    if (!found)
        return fail(found.error());
    QJsonArray list;
    for (const Payee &payee : *found) {
        const auto biller = BillingRepository(db).biller(payee.biller);
        if (!biller)
            return fail(biller.error());
        if (!*biller || !(*biller)->active)
            continue;
        list.append(QJsonObject{{QStringLiteral("id"), QString::number(payee.id.value)},
                                {QStringLiteral("biller"), (*biller)->code},
                                {QStringLiteral("account"), payee.account},
                                {QStringLiteral("masked"), maskedAccount(payee.account)},
                                {QStringLiteral("label"), payee.label}});
    }
    return QJsonObject{{QStringLiteral("payees"), list}};
}

void list(const std::shared_ptr<Call> &call)
{
    withOwner(call, [call](Database &db, CustomerId customer, Timestamp) {
        PayeeService payees(db, call->server.cardKeys().customerWrapping);
        return listOf(db, payees, customer);
    });
}

void save(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString code = in.text("biller", 20);
    const QString typed = in.text("account", 60);
    const QString label = in.textOr("label", {}, 40).simplified();
    if (in.error())
        return call->refuse(*in.error());
    withOwner(call, [=](Database &db, CustomerId customer, Timestamp now) -> Result<QJsonObject> {
        const auto biller = BillingRepository(db).biller(code);
        if (!biller)
            return fail(biller.error());
        if (!*biller)
            return fail(ErrorCode::BillerUnknown, code);
        const auto account = accountIn(**biller, typed);
        if (!account)
            return fail(account.error());
        PayeeService payees(db, call->server.cardKeys().customerWrapping);
        return payees.save(customer, {{}, (*biller)->id, *account, label}, now).and_then([&](const Payee &) {
            return listOf(db, payees, customer);
        });
    });
}

void remove(const std::shared_ptr<Call> &call)
{
    withOwner(call, [call](Database &db, CustomerId customer, Timestamp) {
        PayeeService payees(db, call->server.cardKeys().customerWrapping);
        const auto gone = payees.remove(customer, {call->captures.value(0).toLongLong()});
        if (!gone && gone.error().code != ErrorCode::NotFound)
            return Result<QJsonObject>(fail(gone.error()));
        return listOf(db, payees, customer);
    });
}

}

void addPayeeRoutes(RouteTable &table)
{
    constexpr const char *Payees = R"({"type":"object","required":["payees"]})";
    constexpr const char *Card = R"({"type":"object","required":["cardToken","proof"]})";
    table.add({"POST", "/api/v1/payees/list", Permission::PayByChannel, Idempotency::ByContent,
               "The accounts that a card's owner saved; with the card's PIN where it has one", Card, Payees,
               list});
    table.add({"POST", "/api/v1/payees", Permission::PayByChannel, Idempotency::ByContent,
               "Save an account for its next bill",
               R"({"type":"object","required":["cardToken","proof","biller","account"]})", Payees, save});
    table.add({"POST", "/api/v1/payees/{id}/remove", Permission::PayByChannel, Idempotency::ByContent,
               "Forget a saved account", Card, Payees, remove});
}

}
