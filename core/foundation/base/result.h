#pragma once

#include "core/foundation/base/amount.h"
#include "core/foundation/base/error_code.h"

#include <optional>

namespace youka {

/// A refusal or failure. `detail` is English, for the log; it never holds a card number, PIN or key.
struct [[nodiscard]] Error
{
    ErrorCode code = ErrorCode::Internal;
    QString detail;
    std::optional<Money> left{}; ///< of a limit or a purse: what would still be allowed now
    int retryAfterS = 0;         ///< of what passes: when to ask again; 0: nothing was said

    bool operator==(const Error &) const = default;
};

inline tl::unexpected<Error> fail(ErrorCode code, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(detail)});
}
inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

/// "card.frozen (2101): detail", for logs.
QString toString(const Error &error);

/// An invariant the code itself guarantees. On in release builds: logs and aborts, so that a program with
/// wrong books stops before it writes them; what was in progress is recovered from disk at the next start.
void ensure(bool condition, const char *what);

}
