#include "apps/server/json_answers.h"
#include "apps/server/server.h"
#include "core/domain/cards/card_rules.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QJsonArray>

namespace youka {

namespace {

void book(const std::shared_ptr<Call> &call, const CardQuestion &question, SaleService::Pin pin)
{
    // What is hashed for a repeat is the request as sent, PIN included: the kept hash tells nothing of it.
    call->server.write(call, [call, question, pin](Database &db, Timestamp now) {
        return SaleService(db, call->server.cardKeys())
            .authorise(question, pin, call->terminal, now)
            .map([](const CardGrant &grant) { return toJson(grant); });
    });
}

/// A wrong PIN is counted together with its answer, so that a repeat of the same question counts once.
void countWrongPin(const std::shared_ptr<Call> &call, CardId card)
{
    call->server.write(call, [call, card](Database &db, Timestamp) -> Result<QJsonObject> {
        CardService service(db, call->server.cardKeys());
        return service.lockById(card)
            .and_then([&](const CardRecord &current) { return service.notePin(current, false); })
            .and_then([]() -> Result<QJsonObject> { return fail(ErrorCode::PinWrong); });
    });
}

void authorise(const std::shared_ptr<Call> &call)
{
    auto question = questionFromJson(call->body);
    if (!question)
        return call->refuse(question.error());
    question->operation = call->operation;
    if (question->pin.isEmpty())
        return book(call, *question, SaleService::Pin::NotGiven);
    const auto card =
        CardService(call->server.reader(call->thread), call->server.cardKeys()).byToken(question->card.token);
    // Where there is no PIN to check the booking says what is wrong, after it has looked for a first answer.
    // Whoever has a copy of a chip's number does not get to try PINs.
    if (!card || card->pin.isEmpty() || card->pinTries >= CardService::MaxPinTries
        || !checkProof(card->medium, question->card.proof))
        return book(call, *question, SaleService::Pin::NotGiven);
    call->server.besides([call, question = *question, card = *card] {
        if (verifySecret(card.pin, question.pin.toLatin1()))
            book(call, question, SaleService::Pin::Right);
        else
            countWrongPin(call, card.id);
    });
}

void list(const std::shared_ptr<Call> &call)
{
    SaleId before;
    if (const QString text = call->request.queryValue(QStringLiteral("before")); !text.isEmpty()) {
        const auto parsed = SaleId::parse(text);
        if (!parsed)
            return call->refuse(parsed.error());
        before = *parsed;
    }
    const auto sales = SaleRepository(call->server.reader(call->thread)).list(before, 200);
    if (!sales)
        return call->refuse(sales.error());
    QJsonArray array;
    for (const SaleRecord &sale : *sales)
        array.append(toJson(sale));
    call->answer({{QStringLiteral("sales"), array}});
}

void totals(const std::shared_ptr<Call> &call)
{
    const auto sums = SaleRepository(call->server.reader(call->thread)).totals(SaleRepository::By::Product);
    if (!sums)
        return call->refuse(sums.error());
    QJsonArray array;
    for (const SaleRepository::Total &total : *sums)
        array.append(toJson(total));
    call->answer({{QStringLiteral("totals"), array}});
}

}

void addSaleRoutes(RouteTable &table)
{
    table.add({"POST", "/api/v1/authorisations", Permission::CardQuestion, Idempotency::ByKey,
               "May this card take this here? Places a hold",
               R"({"type":"object","required":["saleId","holdId","cardToken","proof","product","wanted"]})",
               R"({"type":"object","required":["holdId","limit","expires","availableAfter"]})", authorise});
    table.add({"GET", "/api/v1/sales", Permission::ReadSales, Idempotency::Reads,
               "Posted sales, newest first", nullptr, R"({"type":"object","required":["sales"]})", list});
    table.add({"GET", "/api/v1/sale-totals", Permission::ReadSales, Idempotency::Reads,
               "Sums of all posted sales, by product", nullptr, R"({"type":"object","required":["totals"]})",
               totals});
}

}
