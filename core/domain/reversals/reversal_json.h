#pragma once

#include "core/domain/reversals/reversal.h"
#include "core/foundation/base/json.h"

namespace youka {

/// The fact "operation.reversed": the terminal took back what is not an authorisation (that one travels as
/// "hold.released").
struct OperationReversed
{
    OperationId original;
    ReversalKind kind = ReversalKind::TopUp;
    ReversalReason reason = ReversalReason::NoAnswer;
};
QJsonObject bodyJson(const OperationReversed &fact);
OperationReversed readOperationReversed(JsonReader &in);

/// {"original":"...","kind":"top-up","reason":"mistake"}, as a person asks for it.
Result<ReversalOrder> reversalOrderFromJson(const QJsonObject &json);
QJsonObject toJson(const ReversalDone &done);

}
