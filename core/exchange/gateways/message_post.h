#pragma once

#include "core/domain/messages/message_service.h"
#include "core/exchange/gateways/message_gateway.h"
#include "core/foundation/store/rounds.h"
#include "core/foundation/store/write_pipeline.h"

#include <atomic>
#include <map>

namespace youka {

using MessageGateways = std::map<MessageWay, std::shared_ptr<MessageGateway>>;

/// Empties the outbox: takes what is due, hands it to the gateway of its way and writes down what became of
/// it. What was under way when a process died is sent again, under the same number. Several servers may each
/// have one: what one of them works on is leased.
class MessagePost
{
public:
    static constexpr int MostAtOnce = 32;
    /// Beyond the longest time a gateway takes, with its queue.
    static constexpr qint64 LeaseMs = 5LL * 60'000;

    using Drive = Rounds::Drive;
    /// What is outside; outlives the post, but for the gateways.
    struct Outside
    {
        StoreConfig store;
        WritePipeline &pipeline;
        const Clock &clock;
        MessageKeys keys;
        MessageTerms terms;
        MessageGateways gateways;
    };
    /// What is under way when it ends is sent again by whoever comes after.
    MessagePost(Outside outside, Drive drive);

    /// Something may be due that was not before. Safe from any thread.
    void wake() { m_rounds.bell()->ring(); }
    /// Does what is due.
    void round();

private:
    qint64 pauseMs();
    void hand(const Message &message);

    Outside m_outside;
    const std::shared_ptr<std::atomic<int>> m_underWay = std::make_shared<std::atomic<int>>(0);
    Rounds m_rounds;
};

}
