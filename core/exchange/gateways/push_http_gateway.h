#pragma once

#include "core/exchange/gateways/http_contract.h"
#include "core/exchange/gateways/message_gateway.h"
#include "core/foundation/base/clock.h"

namespace youka {

/// The request of one push, signed. Docs: docs/messages.md, "Push gateway".
ChannelCall pushCall(const GatewayAccount &account, const Message &message, Timestamp now);
DeliveryNews pushNews(const ChannelReply &reply);

/// JSON over HTTP: a device's token, what it shows and what it is about. A token that the gateway does not
/// know any more is Gone.
class PushHttpGateway final : public MessageGateway
{
public:
    PushHttpGateway(GatewayAccount account, std::shared_ptr<ChannelSender> sender, const Clock &clock)
        : m_account(std::move(account))
        , m_sender(std::move(sender))
        , m_clock(clock)
    {
    }
    void send(const Message &message, std::function<void(const DeliveryNews &)> answer) override;

private:
    const GatewayAccount m_account;
    const std::shared_ptr<ChannelSender> m_sender;
    const Clock &m_clock;
};

}
