#pragma once

#include "core/exchange/payments/channel_sender.h"

#include <QThread>

#include <memory>

namespace youka {

/// HTTP/1.1 on a thread of its own. TLS is checked against the system's authorities, or against `authorities`
/// (PEM) where an installation has its own; without TLS only this machine is spoken to. Redirects are not
/// followed: what was signed was signed for one address.
class NetworkSender final : public ChannelSender
{
public:
    explicit NetworkSender(const QByteArray &authorities = {});
    /// Ends what is under way; nobody is answered any more.
    ~NetworkSender() override;

    void send(const ChannelCall &call, std::function<void(const ChannelReply &)> answer) override;

private:
    class Wire;
    QThread m_thread;
    std::unique_ptr<Wire> m_wire; ///< lives on the thread
};

}
