#pragma once

#include "core/domain/messages/message_service.h"
#include "core/exchange/gateways/message_gateway.h"
#include "core/foundation/store/write_pipeline.h"

#include <condition_variable>
#include <map>
#include <thread>

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

    enum class Drive {
        OwnThread,
        ByHand, ///< whoever owns it calls round()
    };
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
    MessagePost(Outside outside, Drive drive);
    /// Ends what it is at; what is under way is sent again by whoever comes after.
    ~MessagePost();

    /// Something may be due that was not before. Safe from any thread.
    void wake();
    /// Does what is due.
    void round();

private:
    /// What answers that come late reach, even when the post has gone.
    struct Shared
    {
        std::mutex mutex;
        std::condition_variable wake;
        bool stopping = false;
        bool due = true;
        int underWay = 0;
    };
    void loop();
    bool openReader();
    qint64 pauseMs();
    void hand(const Message &message);

    Outside m_outside;
    const std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
    std::unique_ptr<Database> m_reader; ///< of the thread that makes the rounds
    std::thread m_thread;
};

}
