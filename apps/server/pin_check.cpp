#include "apps/server/pin_check.h"

#include "core/domain/cards/card_rules.h"
#include "core/foundation/crypto/secret_hash.h"

namespace youka {

namespace {

void refuseWrongPin(const std::shared_ptr<Call> &call, CardId card)
{
    call->server.write(call, [call, card](Database &db, Timestamp) -> Result<QJsonObject> {
        CardService service(db, call->server.cardKeys());
        return service.lockById(card)
            .and_then([&](const CardRecord &current) { return service.notePin(current, false); })
            .and_then([]() -> Result<QJsonObject> { return fail(ErrorCode::PinWrong); });
    });
}

}

void withPin(const std::shared_ptr<Call> &call, const CardToken &token, CardProof proof, const QString &pin,
             std::function<void(SaleService::Pin)> go)
{
    if (pin.isEmpty())
        return go(SaleService::Pin::NotGiven);
    const auto card = CardService(call->server.reader(call->thread), call->server.cardKeys()).byToken(token);
    if (!card || card->pin.isEmpty() || card->pinTries >= CardService::MaxPinTries
        || !checkProof(card->medium, proof))
        return go(SaleService::Pin::NotGiven);
    call->server.besides([call, pin, card = *card, go = std::move(go)] {
        if (verifySecret(card.pin, pin.toLatin1()))
            go(SaleService::Pin::Right);
        else
            refuseWrongPin(call, card.id);
    });
}

}
