#pragma once

#include "core/domain/messages/message.h"

#include <functional>

namespace youka {

/// Carries a message one way, and says what became of it.
class MessageGateway
{
public:
    virtual ~MessageGateway() = default;
    /// The answer comes once, on any thread, unless the gateway goes before.
    virtual void send(const Message &message, std::function<void(const DeliveryNews &)> answer) = 0;
};

}
