#pragma once

#include "core/foundation/base/money.h"
#include "core/foundation/base/result.h"

#include <optional>

namespace youka {

/// What the hoses of one product do, as the forecourt knows it.
struct HoseFlow
{
    std::optional<Volume> drawn; ///< has left them, ever; absent until their totalisers are known
    Volume unbooked;             ///< has left them, and is in no record for the centre yet
    bool known = false;          ///< every pump answers, and nothing has flowed that is not counted yet
    bool atRest = false;         ///< besides, nothing flows
};

class HoseFlows
{
public:
    virtual ~HoseFlows() = default;
    /// Errors: those of the store.
    virtual Result<HoseFlow> flowOf(const QString &product) = 0;
};

}
