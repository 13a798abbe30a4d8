#pragma once

#include "core/exchange/gateways/http_contract.h"
#include "core/exchange/gateways/message_gateway.h"
#include "core/foundation/base/clock.h"

namespace youka {

/// What an operator of a gateway gives its customer.
struct SmsAccount
{
    GatewayAccount gateway;
    QString sign; ///< 签名: what stands in 【】 in front of the text, as it was approved
};

/// The request of one message, signed. Docs: docs/messages.md, "SMS gateway".
ChannelCall smsCall(const SmsAccount &account, const Message &message, Timestamp now);
DeliveryNews smsNews(const ChannelReply &reply);

/// JSON over HTTP, in the shape that gateways in China share: number, approved sign, code of the approved
/// text and its fields. The text as we would write it goes along.
class SmsHttpGateway final : public MessageGateway
{
public:
    SmsHttpGateway(SmsAccount account, std::shared_ptr<ChannelSender> sender, const Clock &clock)
        : m_account(std::move(account))
        , m_sender(std::move(sender))
        , m_clock(clock)
    {
    }
    void send(const Message &message, std::function<void(const DeliveryNews &)> answer) override;

private:
    const SmsAccount m_account;
    const std::shared_ptr<ChannelSender> m_sender;
    const Clock &m_clock;
};

}
