#pragma once

#include "core/exchange/channels/channel_wire.h"
#include "core/foundation/base/clock.h"
#include "core/foundation/crypto/rsa_key.h"

#include <QHash>

/// WeChat Pay API v3: docs/protocols/payments.md, section 2.
namespace youka::wechat {

/// What a merchant signs: five lines, each with its LF.
QByteArray requestText(const QByteArray &method, const QByteArray &pathAndQuery, qint64 unixSeconds,
                       const QByteArray &nonce, const QByteArray &body);
/// What the platform signs.
QByteArray replyText(const QByteArray &timestamp, const QByteArray &nonce, const QByteArray &body);

struct Signer
{
    QByteArray mchId;
    QByteArray serialHex; ///< of the merchant's certificate
    RsaPrivateKey key;
};
/// The Authorization header's value.
QByteArray authorization(const Signer &signer, const QByteArray &method, const QByteArray &pathAndQuery,
                         qint64 unixSeconds, const QByteArray &nonce, const QByteArray &body);

/// By certificate serial or PUB_KEY_ID_...; several side by side while a merchant changes over.
using PlatformKeys = QHash<QByteArray, RsaPublicKey>;

/// A message of which the clock is this far from ours is not taken.
inline constexpr qint64 WindowMs = 5 * 60 * 1000;

/// Errors: ChannelForged (no signature, unknown serial, wrong), ChannelStale.
Result<void> verifyMessage(const HeaderList &headers, const QByteArray &body, const PlatformKeys &keys,
                           Timestamp now);

}
