#pragma once

#include "core/foundation/base/ids.h"
#include "core/foundation/store/database.h"

namespace youka {

/// What a command answered, kept byte for byte: a repeat with the same id gets the very same.
struct Answer
{
    int status = 200; ///< as HTTP counts
    QByteArray body;
};

/// Runs `command` at most once per operation id. The same id with the same request gives the first answer
/// again, before anything is looked at or checked; with another request it is OperationConflict. Refusals by
/// a rule are answers too and are kept; failures that may pass (isTransient, store errors) are not, so that a
/// repeat may succeed. `command` decides before it writes: what it refuses it has not begun. Call inside a
/// transaction. `toAnswer` turns a refusal into what is kept.
Result<Answer> once(Database &db, OperationId id, QByteArrayView request, Timestamp now,
                    const std::function<Result<Answer>()> &command,
                    const std::function<Answer(const Error &)> &toAnswer);

}
