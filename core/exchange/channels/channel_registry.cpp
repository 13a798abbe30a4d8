#include "core/exchange/channels/channel_registry.h"

#include "core/exchange/channels/alipay/alipay_channel.h"
#include "core/exchange/channels/unionpay/unionpay_channel.h"
#include "core/exchange/channels/wechat/wechat_channel.h"
#include "core/foundation/crypto/digest.h"

namespace youka {

std::function<QByteArray()> randomNonce()
{
    return [] { return randomBytes(16).toHex(); };
}

QList<ChannelKind> channelKinds()
{
    return {
        {"wechat", true, wechat::WechatChannel::make},
        {"alipay", true, alipay::AlipayChannel::make},
        {"unionpay", true, unionpay::UnionpayChannel::make},
    };
}

Result<std::unique_ptr<PaymentChannel>> makeChannel(const ChannelConfig &config,
                                                    const ChannelSurroundings &around)
{
    for (const ChannelKind &kind : channelKinds())
        if (config.channel == QLatin1String(kind.name))
            return kind.make(config, around);
    return fail(ErrorCode::SettingsInvalid, QStringLiteral("no such payment channel: ") + config.channel);
}

}
