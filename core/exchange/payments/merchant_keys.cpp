#include "core/exchange/payments/merchant_keys.h"

#include "core/foundation/base/json.h"
#include "core/foundation/crypto/certificate.h"
#include "core/foundation/crypto/rsa_key.h"

#include <QJsonArray>

namespace youka {

namespace {

QString prefixOf(MerchantId merchant) { return QStringLiteral("merchant.%1.").arg(merchant.value); }

QString privateName(MerchantId merchant, int version)
{
    return prefixOf(merchant) + QStringLiteral("private.%1").arg(version);
}

QString certificateName(MerchantId merchant, int version)
{
    return prefixOf(merchant) + QStringLiteral("certificate.%1").arg(version);
}

QString usedName(MerchantId merchant) { return prefixOf(merchant) + QStringLiteral("used"); }
QString trustPrefix(MerchantId merchant) { return prefixOf(merchant) + QStringLiteral("trust."); }

}

Result<int> MerchantKeys::addPrivate(MerchantId merchant, const QByteArray &keyPem,
                                     const QByteArray &certificatePem)
{
    const auto key = RsaPrivateKey::fromPem(keyPem);
    if (!key)
        return fail(key.error());
    if (!certificatePem.isEmpty()) {
        const auto own = RsaPublicKey::fromPem(certificatePem);
        if (!own)
            return fail(own.error());
        const QByteArray sample("youka");
        if (!own->verify(sample, key->sign(sample)))
            return fail(ErrorCode::KeyMissing, QStringLiteral("the certificate is of another key"));
    }
    const QList<int> versions = held(merchant).versions;
    const int version = versions.isEmpty() ? 1 : versions.last() + 1;
    return m_ring.putSecret(privateName(merchant, version), keyPem)
        .and_then([&] {
            return certificatePem.isEmpty()
                ? Result<void>()
                : m_ring.putSecret(certificateName(merchant, version), certificatePem);
        })
        .and_then([&] { return use(merchant, version); })
        .map([&] { return version; });
}

Result<void> MerchantKeys::use(MerchantId merchant, int version)
{
    if (!held(merchant).versions.contains(version))
        return fail(ErrorCode::KeyMissing, QStringLiteral("no key of that version"));
    return m_ring.putSecret(usedName(merchant), QByteArray::number(version));
}

Result<QString> MerchantKeys::addTrusted(MerchantId merchant, const QString &id, const QByteArray &pem)
{
    if (const auto key = RsaPublicKey::fromPem(pem); !key)
        return fail(key.error());
    QString name = id;
    const QStringList known = held(merchant).trusted;
    for (int i = 1; name.isEmpty() || (id.isEmpty() && known.contains(name)); ++i)
        name = QStringLiteral("#%1").arg(i);
    return m_ring.putSecret(trustPrefix(merchant) + name, pem).map([&] { return name; });
}

Result<void> MerchantKeys::removeTrusted(MerchantId merchant, const QString &id)
{
    if (!held(merchant).trusted.contains(id))
        return fail(ErrorCode::KeyMissing, id);
    return m_ring.removeSecret(trustPrefix(merchant) + id);
}

Result<void> MerchantKeys::put(MerchantId merchant, const QString &part, const QByteArray &bytes)
{
    if (part != QLatin1String("symmetric") && part != QLatin1String("roots")
        && part != QLatin1String("between"))
        return fail(ErrorCode::InvalidInput, part);
    return m_ring.putSecret(prefixOf(merchant) + part, bytes);
}

MerchantKeys::Held MerchantKeys::held(MerchantId merchant) const
{
    Held held;
    const QString prefix = prefixOf(merchant);
    const QStringList names = m_ring.secretNames(prefix);
    for (const QString &name : names) {
        const QString part = name.sliced(prefix.size());
        if (part.startsWith(QLatin1String("private.")))
            held.versions.append(part.section(u'.', 1).toInt());
        else if (part.startsWith(QLatin1String("trust.")))
            held.trusted.append(part.section(u'.', 1));
        else if (part == QLatin1String("used"))
            held.used = m_ring.secret(name).toInt();
        else if (!part.startsWith(QLatin1String("certificate.")))
            held.others.append(part);
    }
    std::sort(held.versions.begin(), held.versions.end());
    return held;
}

Result<ChannelConfig> MerchantKeys::config(const Merchant &merchant, const QString &noticeUrl) const
{
    const auto more =
        parseJsonObject(merchant.settings.isEmpty() ? QByteArray("{}") : merchant.settings.toUtf8());
    if (!more)
        return fail(ErrorCode::SettingsInvalid, more.error().detail);
    const Held there = held(merchant.id);
    ChannelConfig config;
    config.channel = merchant.channel;
    config.merchant = merchant.number;
    config.app = merchant.app;
    config.gateway = QUrl(merchant.gateway);
    config.billGateway = QUrl(merchant.billGateway);
    config.privateKeyPem = m_ring.secret(privateName(merchant.id, there.used));
    config.certificatePem = m_ring.secret(certificateName(merchant.id, there.used));
    if (config.privateKeyPem.isEmpty())
        return fail(ErrorCode::KeyMissing, QStringLiteral("merchant %1").arg(merchant.id.value));
    const QString prefix = prefixOf(merchant.id);
    config.symmetricKey = m_ring.secret(prefix + QStringLiteral("symmetric"));
    config.rootsPem = m_ring.secret(prefix + QStringLiteral("roots"));
    config.betweenPem = m_ring.secret(prefix + QStringLiteral("between"));
    for (const QString &id : there.trusted)
        config.trusted.append({id.toLatin1(), m_ring.secret(trustPrefix(merchant.id) + id)});
    for (const QJsonValue name : (*more)[QLatin1String("signerNames")].toArray())
        config.signerNames.append(name.toString());
    config.billLayout = (*more)[QLatin1String("billLayout")].toString().toUtf8();
    config.noticeUrl = noticeUrl;
    return config;
}

}
