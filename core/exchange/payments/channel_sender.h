#pragma once

#include "core/exchange/channels/channel_wire.h"

#include <functional>

namespace youka {

/// Carries a call to a channel and brings back what came, exactly.
class ChannelSender
{
public:
    /// A reply larger than this counts as none. Bills are fetched elsewhere.
    static constexpr qsizetype MostBytes = 1024 * 1024;

    virtual ~ChannelSender() = default;
    /// The answer comes once, on any thread, unless the sender goes before. Without a status nothing came.
    virtual void send(const ChannelCall &call, std::function<void(const ChannelReply &)> answer) = 0;
};

}
