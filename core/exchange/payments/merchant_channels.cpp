#include "core/exchange/payments/merchant_channels.h"

namespace youka {

Result<std::shared_ptr<const PaymentChannel>> MerchantChannels::find(Database &db, MerchantId id)
{
    const qint64 now = m_around.clock.monotonicMs();
    {
        const std::lock_guard lock(m_mutex);
        if (const auto kept = m_kept.find(id.value); kept != m_kept.end() && now < kept->second.until)
            return kept->second.channel;
    }
    const auto merchant = MerchantRepository(db).find(id);
    if (!merchant)
        return fail(merchant.error());
    if (!*merchant)
        return fail(ErrorCode::MerchantUnknown, QString::number(id.value));
    // An inactive merchant takes no new orders; those it has go on.
    const auto config = m_configOf(**merchant);
    auto made = config ? makeChannel(*config, m_around) : fail(config.error());
    if (!made)
        return fail(made.error());
    const std::shared_ptr<const PaymentChannel> channel = std::move(*made);
    const std::lock_guard lock(m_mutex);
    m_kept[id.value] = {channel, now + KeepMs};
    return channel;
}

}
