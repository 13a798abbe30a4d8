#include "core/foundation/base/error_code.h"

namespace youka {

QLatin1String errorCodeName(ErrorCode code)
{
    switch (code) {
#define YOUKA_X(name, number, text, transient)                                                               \
    case ErrorCode::name:                                                                                    \
        return QLatin1String(text);
        YOUKA_ERROR_CODES(YOUKA_X)
#undef YOUKA_X
    }
    return QLatin1String("internal");
}

std::optional<ErrorCode> errorCodeFromName(QAnyStringView name)
{
#define YOUKA_X(ident, number, text, transient)                                                              \
    if (name == QLatin1String(text))                                                                         \
        return ErrorCode::ident;
    YOUKA_ERROR_CODES(YOUKA_X)
#undef YOUKA_X
    return std::nullopt;
}

bool isTransient(ErrorCode code)
{
#define YOUKA_X(name, number, text, transient)                                                               \
    if (code == ErrorCode::name)                                                                             \
        return transient;
    YOUKA_ERROR_CODES(YOUKA_X)
#undef YOUKA_X
    return false;
}

bool isStoreFailure(ErrorCode code) { return int(code) >= 1100 && int(code) < 1200; }

}
