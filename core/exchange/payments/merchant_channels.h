#pragma once

#include "core/domain/payments/merchant_repository.h"
#include "core/exchange/channels/channel_registry.h"

#include <mutex>
#include <unordered_map>

namespace youka {

/// The channel of each merchant, made of its row and its keys when it is asked for and kept for a little:
/// what was changed meanwhile counts within KeepMs, without a restart. Safe from any thread.
class MerchantChannels
{
public:
    static constexpr qint64 KeepMs = 10'000;
    using ConfigOf = std::function<Result<ChannelConfig>(const Merchant &)>;

    MerchantChannels(ConfigOf configOf, const Clock &clock, std::function<QByteArray()> nonce = randomNonce())
        : m_configOf(std::move(configOf))
        , m_around{clock, std::move(nonce)}
    {
    }
    /// Errors: MerchantUnknown, those of its keys and of makeChannel().
    Result<std::shared_ptr<const PaymentChannel>> find(Database &db, MerchantId id);

private:
    struct Kept
    {
        std::shared_ptr<const PaymentChannel> channel;
        qint64 until = 0;
    };
    const ConfigOf m_configOf;
    const ChannelSurroundings m_around;
    std::mutex m_mutex;
    std::unordered_map<qint64, Kept> m_kept;
};

}
