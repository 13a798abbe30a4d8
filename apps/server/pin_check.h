#pragma once

#include "apps/server/server.h"
#include "core/domain/sales/sale_service.h"

namespace youka {

/// Looks at a card's PIN, which takes long on purpose, beside the listeners, and goes on with what it is. A
/// wrong one is answered here and counted together with its answer, so that a repeat of the same question
/// counts once. Where there is no PIN to check, or whoever asks has a copy of a chip's number and shall not
/// get to try PINs, it goes on as if none was given: the booking says what is wrong.
void withPin(const std::shared_ptr<Call> &call, const CardToken &token, CardProof proof, const QString &pin,
             std::function<void(SaleService::Pin)> go);

}
