#pragma once

#include "core/domain/payments/payment.h"
#include "core/exchange/channels/channel_registry.h"
#include "core/foundation/crypto/key_ring.h"

namespace youka {

/// What is secret of a merchant, in the key ring under its number. Several versions of our own key lie side
/// by side, and so do all keys that the channel may sign with, so that either side can change over without a
/// pause.
class MerchantKeys
{
public:
    explicit MerchantKeys(KeyRing &ring)
        : m_ring(ring)
    {
    }

    /// A new version of our own key (PEM) with its certificate (may be empty), used from now on. Gives its
    /// number. Errors: KeyMissing (it cannot be read, or they do not belong together), StoreFailed.
    Result<int> addPrivate(MerchantId merchant, const QByteArray &keyPem, const QByteArray &certificatePem);
    /// Which version signs. Errors: KeyMissing (there is none of that number).
    Result<void> use(MerchantId merchant, int version);
    /// One more key or certificate (PEM) that the channel may sign with. `id` as ChannelTrust::id; empty: a
    /// number is made. Errors: KeyMissing.
    Result<QString> addTrusted(MerchantId merchant, const QString &id, const QByteArray &pem);
    Result<void> removeTrusted(MerchantId merchant, const QString &id);
    /// "symmetric", "roots", "between": see ChannelConfig.
    Result<void> put(MerchantId merchant, const QString &part, const QByteArray &bytes);

    struct Held
    {
        QList<int> versions;
        int used = 0;
        QStringList trusted;
        QStringList others;
    };
    /// What there is, by name; nothing secret.
    Held held(MerchantId merchant) const;

    /// Errors: KeyMissing, SettingsInvalid (the merchant's own settings).
    Result<ChannelConfig> config(const Merchant &merchant, const QString &noticeUrl) const;

private:
    KeyRing &m_ring;
};

}
