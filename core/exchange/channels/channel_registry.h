#pragma once

#include "core/exchange/channels/channel.h"

namespace youka {

/// A key or certificate that a channel signs with.
struct ChannelTrust
{
    QByteArray id; ///< WeChat: certificate serial (hex) or PUB_KEY_ID_...; others: empty
    QByteArray pem;
};

/// One merchant at one channel. Keys come out of the key ring; this never lies on a terminal. What trust
/// rests on is configuration, and nothing switches a check off.
struct ChannelConfig
{
    QString channel;  ///< "wechat"
    QString merchant; ///< mchid, seller_id, merId
    QString app;      ///< appid, app_id; UnionPay: none
    QUrl gateway;     ///< empty: the channel's own
    QUrl billGateway; ///< empty: the channel's own
    QByteArray privateKeyPem;
    QByteArray certificatePem;   ///< ours; WeChat and UnionPay name its serial, Alipay in certificate mode
    QByteArray symmetricKey;     ///< WeChat: the 32 bytes of APIv3
    QList<ChannelTrust> trusted; ///< WeChat: platform keys; Alipay: its key or certificates; UnionPay: roots
    QByteArray rootsPem;         ///< Alipay in certificate mode: its root certificates
    QByteArray betweenPem;       ///< UnionPay: certificates between root and signer
    QStringList signerNames;     ///< UnionPay: who may sign; empty: UnionPay itself
    QString noticeUrl;
    QString refundNoticeUrl; ///< empty: as noticeUrl
    QByteArray billLayout;   ///< UnionPay: the columns of its file
};

/// What a channel takes from outside besides bytes.
struct ChannelSurroundings
{
    const Clock &clock;                ///< outlives the channel
    std::function<QByteArray()> nonce; ///< at most 32 letters and digits, never the same again
};
/// 32 hex digits from the system's generator.
std::function<QByteArray()> randomNonce();

/// One row per channel; the next one touches its own folder and this list only.
struct ChannelKind
{
    const char *name; ///< ChannelConfig::channel
    bool canReverse;  ///< an order of a scanned code can be taken back in doubt
    Result<std::unique_ptr<PaymentChannel>> (*make)(const ChannelConfig &config,
                                                    const ChannelSurroundings &around);
};

QList<ChannelKind> channelKinds();

/// Errors: SettingsInvalid (unknown channel, something missing), KeyMissing (a key that cannot be read).
Result<std::unique_ptr<PaymentChannel>> makeChannel(const ChannelConfig &config,
                                                    const ChannelSurroundings &around);

}
